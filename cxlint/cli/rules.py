"""`cxlint rules`, `explain` and `test-rules`: what is on, why, and whether it does what it says."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click

from cxlint import readers
from cxlint.cli import CLEAN, FINDINGS
from cxlint.cli.choice import settings_of
from cxlint.cli.options import CONFIG, GENRE, MODEL
from cxlint.cli.telling import say
from cxlint.report import counted
from cxlint.settings import Settings, SettingsError


@click.command()
@CONFIG
def rules(config: Path | None) -> None:
    """List the rules that are on, with severity and what each says."""
    for rule in settings_of(Path(), config=config).rules():
        say(f"{rule.id:<34}{rule.severity:<9}{rule.text(rule.message, '…')}")


@click.command()
@click.argument("target", metavar="RULE | FILE:LINE:COL")
@CONFIG
@GENRE
@MODEL
def explain(target: str, **chosen: Any) -> None:
    """Say why a rule is there, or why it did or did not fire at FILE:LINE:COL."""
    place = re.fullmatch(r"(?s)(.+):(\d+):(\d+)", target)
    path = Path(place.group(1)) if place else Path()
    current = settings_of(path, **chosen)
    if place:
        _explain_place(current, path, int(place.group(2)), int(place.group(3)))
        return
    from cxlint.explain import rule_as_markdown

    found = current.rules()
    wanted = found.named(target) or next(
        (one for one in found if one.id.endswith("/" + target)), None
    )
    if wanted is None:
        raise SettingsError(f"no such rule: “{target}”; `cxlint rules` lists them")
    say(rule_as_markdown(wanted), nl=False)


def _explain_place(current: Settings, path: Path, line: int, column: int) -> None:
    from cxlint.explain import place_as_text
    from cxlint.run import Plan, linter_for

    try:
        document = readers.read(path, genre=current.genre, options=current.options).document
    except readers.UnreadableFile as error:
        raise SettingsError(f"{path}: {error}") from None
    offset = document.lines.offset(line - 1, column - 1)
    say(place_as_text(linter_for(Plan(current)), document, offset), nl=False)


@click.command("test-rules")
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@MODEL
def test_rules(folder: Path | None, model: str | None) -> None:
    """Try every example of every rule: cxlint's own, and those in FOLDER.

    Exit code 0: all hold; 1: some fail; 2: a rule file is wrong.
    """
    from cxlint.linter import Linter
    from cxlint.proof import prove
    from cxlint.rule_files import builtin_folder, load_rules

    found = load_rules([builtin_folder(), *([folder] if folder else [])])
    linter = Linter(found, model=model or "own")
    wanted = [rule for rule in found if folder is None or rule.source.startswith(folder.as_posix())]
    failures = [failure for rule in wanted for failure in prove(linter, rule)]
    for failure in failures:
        say(str(failure))
    examples = sum(len(rule.flags) + len(rule.allows) for rule in wanted)
    say(f"{counted(len(wanted), 'rule')}, {counted(examples, 'example')}, {len(failures)} failed")
    sys.exit(FINDINGS if failures else CLEAN)
