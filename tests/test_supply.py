"""What cxlint is made of and by: dependencies with their reasons, actions that are pinned, builds that repeat."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def names(requirements: list[str]) -> set[str]:
    """The packages that are required, without cxlint's own extras."""
    found = {re.split(r"[\[<>=!~ ]", one)[0] for one in requirements}
    return found - {"cxlint"}


def listed() -> dict[str, tuple[str, str]]:
    """By package, the reason and the licence that the page of dependencies gives."""
    rows: dict[str, tuple[str, str]] = {}
    for line in (ROOT / "docs/dependencies.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) < 3 or cells[-1] in ("licence", "---"):
            continue
        for name in re.sub(r"\(.*?\)", "", cells[-3]).split(","):
            rows[name.strip()] = (cells[-2], cells[-1])
    return rows


def test_every_dependency_has_its_reason_and_licence() -> None:
    required = names([*PROJECT["dependencies"], *(one for some in EXTRAS.values() for one in some)])
    known = listed()
    assert known.keys() == required
    assert all(reason and licence for reason, licence in known.values())


def test_every_dependency_has_a_bound() -> None:
    every = [*PROJECT["dependencies"], *(one for some in EXTRAS.values() for one in some)]
    assert [one for one in every if not one.startswith("cxlint[") and "<" not in one] == []


def steps(path: Path) -> list[dict[str, Any]]:
    said = yaml.safe_load(path.read_text("utf-8"))
    jobs = said["jobs"].values() if "jobs" in said else [said["runs"]]
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_actions_are_pinned_by_their_commits(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one)] == []
    text = path.read_text("utf-8")
    assert len(re.findall(r"uses: \S+@[0-9a-f]{40} # v\d", text)) == len(used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_do_what_they_need_and_no_more(path: Path) -> None:
    said = yaml.safe_load(path.read_text("utf-8"))
    assert said["permissions"] == {"contents": "read"}
    more = {name: job["permissions"] for name, job in said["jobs"].items() if "permissions" in job}
    # A token that PyPI takes for the workflow's own word: no secret is stored.
    assert more == ({"publish": {"id-token": "write"}} if path.stem == "release" else {})
    assert "pull_request_target" not in said[True]
    assert all("timeout-minutes" in job for name, job in said["jobs"].items() if name != "publish")
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        # What others can name (a branch, a title) is never part of a script.
        assert "${{" not in step.get("run", "")


@pytest.mark.slow
def test_a_build_comes_out_the_same_wherever_and_whenever_it_is_made(tmp_path: Path) -> None:
    made = []
    for number, zone in enumerate(("UTC", "Asia/Tokyo")):
        folder = tmp_path / ("x" * (number + 1)) / "cxlint"
        ignored = shutil.ignore_patterns(
            ".git", ".venv", "node_modules", "__pycache__", ".*_cache", "dist", "build"
        )
        shutil.copytree(ROOT, folder, ignore=ignored)
        for path in folder.rglob("*"):
            os.utime(path, (10**9 * (number + 1), 10**9 * (number + 1)))
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", "out", "."]
        surroundings = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "TZ": zone}
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env=surroundings)
        made.append(
            {
                one.name: hashlib.sha256(one.read_bytes()).hexdigest()
                for one in (folder / "out").iterdir()
            }
        )
    assert len(made[0]) == 2
    assert made[0] == made[1]
