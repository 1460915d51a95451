"""The documentation: pages of rules are fresh, links lead somewhere, what it shows works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from cxlint import pages
from cxlint.cli import COMMANDS
from cxlint.rule_files import builtin_rules
from cxlint.settings_validation import validated

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))


def test_rule_pages_are_as_they_would_be_made() -> None:
    assert pages.stale(pages.pages(builtin_rules()), ROOT / "docs/rules") == [], (
        "run python -m cxlint.pages"
    )


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_to_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_commands_that_are_shown_exist(path: Path) -> None:
    for name in re.findall(r"^\$ cxlint (\S+)", path.read_text("utf-8"), re.M):
        assert name in COMMANDS, name


def test_the_configuration_that_is_shown_is_valid() -> None:
    shown = re.findall(
        r"```yaml\n(# yaml-language-server.*?)```", (ROOT / "docs/hook.md").read_text("utf-8"), re.S
    )
    assert shown
    for text in shown:
        validated(yaml.safe_load(text), Path("hook.md"), {})


def test_the_rule_that_is_shown_proves_itself(tmp_path: Path) -> None:
    from cxlint.linter import Linter
    from cxlint.proof import prove
    from cxlint.rule_files import load_rules

    (text,) = re.findall(
        r"```yaml\n(message:.*?)```", (ROOT / "docs/rule-author.md").read_text("utf-8"), re.S
    )
    path = tmp_path / "house/resource.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    (tmp_path / "words.yaml").write_text((ROOT / "rules/words.yaml").read_text("utf-8"))
    rules = load_rules([tmp_path])
    assert [failure for rule in rules for failure in prove(Linter(rules), rule)] == []


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    import subprocess
    import sys

    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "rules/index.html").exists()
