"""pre-commit as a team uses it: a commit is refused, mended, accepted; in a real git repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_the_hooks_check_together_and_by_type() -> None:
    assert [hook["id"] for hook in HOOKS] == ["cxlint", "cxlint-fix"]
    for hook in HOOKS:
        assert hook["require_serial"] is True
        assert {"markdown", "plain-text", "html"} <= set(hook["types_or"])
        assert hook["language"] == "python"


def test_actions_are_pinned_and_take_inputs_as_variables() -> None:
    for path in (ROOT / "action.yml", *(ROOT / ".github/workflows").glob("*.yml")):
        text = path.read_text("utf-8")
        data = yaml.safe_load(text)
        for used in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used), f"{path.name}: {used}"
        jobs = data.get("jobs", {"": data.get("runs")})
        for job in jobs.values():
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), f"{path.name}: {step}"


def run(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PYTHON", "VIRTUAL_ENV"))
    }
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, env={**clean, **env})


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for words in (
        ("init", "-q", "-b", "main"),
        ("config", "user.email", "a@example.org"),
        ("config", "user.name", "A"),
        ("config", "commit.gpgsign", "false"),
    ):
        assert run("git", *words, cwd=folder).returncode == 0
    return folder


def committed_hooks(folder: Path) -> tuple[str, str]:
    """A repository that is what a team's configuration names: its address and its commit."""
    hooks = made(folder)
    for name in ("cxlint", "lsp_server", "rules"):
        shutil.copytree(
            ROOT / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__", "training")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, hooks / name)
    run("git", "add", "-A", "-f", cwd=hooks)
    assert run("git", "commit", "-q", "-m", "hooks", cwd=hooks).returncode == 0
    return hooks.as_uri(), run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()


@pytest.mark.slow
def test_a_commit_is_refused_then_mended_then_accepted(tmp_path: Path) -> None:
    address, head = committed_hooks(tmp_path / "cxlint")
    team = made(tmp_path / "team")
    hooks = [{"id": "cxlint"}, {"id": "cxlint-fix", "stages": ["manual"]}]
    config = {"repos": [{"repo": address, "rev": head, "hooks": hooks}]}
    (team / ".pre-commit-config.yaml").write_text(yaml.dump(config))
    env = {
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "CXLINT_CACHE_DIR": str(tmp_path / "cache"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    pre_commit = (sys.executable, "-m", "pre_commit")
    assert run(*pre_commit, "install", "--install-hooks", cwd=team, **env).returncode == 0

    page = team / "posting.md"
    page.write_text("# Refunds\n\nOur back-office staff handle refunds.\n")
    (team / "photo.png").write_bytes(b"\x89PNG back office")
    run("git", "add", ".", cwd=team)
    refused = run("git", "commit", "-m", "posting", cwd=team, **env)
    assert refused.returncode == 1, refused.stderr
    assert "posting.md:3:5 error back-office/back-office" in refused.stderr + refused.stdout
    assert not run("git", "log", "--oneline", cwd=team).stdout

    mended = run(*pre_commit, "run", "cxlint-fix", "--hook-stage", "manual", cwd=team, **env)
    assert "files were modified by this hook" in mended.stdout, mended.stdout + mended.stderr
    assert "back-office" not in page.read_text()

    run("git", "add", ".", cwd=team)
    accepted = run("git", "commit", "-m", "posting", cwd=team, **env)
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    assert run("git", "status", "--short", cwd=team).stdout == ""
