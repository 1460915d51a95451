"""The documentation: pages of rules are fresh, links lead somewhere, what it shows works."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import yaml

from cxlint import pages
from cxlint.cli import COMMANDS, main
from cxlint.rule_files import builtin_rules
from cxlint.settings_validation import validated

ROOT = Path(__file__).parents[1]
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


def test_rule_pages_are_as_they_would_be_made() -> None:
    assert pages.stale(pages.pages(builtin_rules()), ROOT / "docs/rules") == [], (
        "run python -m cxlint.pages"
    )


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_to_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_commands_that_are_shown_exist_and_have_the_options(path: Path) -> None:
    shown = re.findall(r"\bcxlint ([\w-]+)((?: +[^\s`#|<>]+)*)", path.read_text("utf-8"))
    for name, words in shown:
        if name not in COMMANDS:
            continue
        command = main.get_command(click.Context(main), name)
        if isinstance(command, click.Group):
            own = words.partition(" ")[2].partition(" ")[0]
            command = command.get_command(click.Context(command), own) or command
        assert command is not None
        known = {one for param in command.params for one in (*param.opts, *param.secondary_opts)}
        options = set(re.findall(r"(?<!\S)--?\w[\w-]*", words))
        assert options <= known or name == "lsp", (name, words)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_a_console_shows_commands_that_exist(path: Path) -> None:
    for name in re.findall(r"^\$ cxlint (\S+)", path.read_text("utf-8"), re.M):
        assert name in COMMANDS, name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_fits_eighty_columns(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    told = command.get_help(click.Context(command, info_name=name, max_content_width=80))
    assert [line for line in told.splitlines() if len(line) > 80] == []
    assert "..." not in told.partition("Options:")[2]


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
