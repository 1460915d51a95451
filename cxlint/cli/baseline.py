"""`cxlint baseline`: writes down what is found today, so that new findings alone count."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cxlint.baseline import DEFAULT_NAME, Baseline
from cxlint.cli import CLEAN, FAILED
from cxlint.cli.choice import Files, configuration_of
from cxlint.cli.options import CONFIG, together
from cxlint.cli.telling import say
from cxlint.cli.writing import write
from cxlint.paths import absolute, shown
from cxlint.report import clean, counted
from cxlint.run import FileReport, check_files
from cxlint.settings import SettingsError

_FILE = click.option(
    "--file",
    "named",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"The baseline; by default the configured one, or {DEFAULT_NAME}.",
)
# The options that all three commands have.
_SHARED = together(_FILE, CONFIG)


@click.group()
def baseline() -> None:
    """Findings that are known, so that new ones alone are reported."""


@baseline.command(short_help="Write down all findings as known.")
@click.argument("paths", nargs=-1, metavar="[PATHS...]")
@_SHARED
@click.option("--force", is_flag=True, help="Replace a baseline that is there.")
def create(paths: Sequence[str], named: Path | None, force: bool, **chosen: Any) -> None:
    """Write down every finding under PATHS (by default, this folder) as known."""
    target = _file(named, chosen)
    if target.exists() and not force:
        raise SettingsError(
            f"{shown(target)}: is there already; `cxlint baseline prune` drops what was mended, --force replaces it"
        )
    reports, failed = _checked(paths, chosen)
    made = Baseline.of(target, reports)
    _write(made)
    say(f"{shown(target)}: {counted(made.total, 'finding')} known")
    if _configured(chosen) is None:
        say(
            f"To use it, write `baseline: {target.name}` into .cxlint.yaml, or give check --baseline {shown(target)}."
        )
    sys.exit(FAILED if failed else CLEAN)


@baseline.command(short_help="Drop what is no longer found; nothing is added.")
@click.argument("paths", nargs=-1, metavar="[PATHS...]")
@_SHARED
def prune(paths: Sequence[str], named: Path | None, **chosen: Any) -> None:
    """Drop what is no longer found under PATHS (by default, this folder); nothing is added."""
    known = Baseline.read(_file(named, chosen))
    reports, failed = _checked(paths, chosen)
    unread = {report.path for report in reports if report.error}
    left = known.pruned([report for report in reports if report.path not in unread])
    if left.counts != known.counts:
        _write(left)
    gone = known.total - left.total
    say(f"{shown(known.file)}: {counted(gone, 'finding')} dropped, {left.total:,} known")
    sys.exit(FAILED if failed else CLEAN)


@baseline.command()
@_SHARED
def show(named: Path | None, **chosen: Any) -> None:
    """List what is known, by file and rule."""
    known = Baseline.read(_file(named, chosen))
    for (path, rule, sentence), count in sorted(known.counts.items()):
        say(f"{clean(path)}: {count} × {rule}: “{clean(known.words[path, rule, sentence])}”")
    say(f"{shown(known.file)}: {counted(known.total, 'finding')} known")


def _configured(chosen: dict[str, Any]) -> str | None:
    return configuration_of(chosen).settings_for(Path("any")).baseline


def _file(named: Path | None, chosen: dict[str, Any]) -> Path:
    return absolute(named or Path(_configured(chosen) or DEFAULT_NAME))


def _checked(paths: Sequence[str], chosen: dict[str, Any]) -> tuple[list[FileReport], bool]:
    files = Files(configuration_of(chosen))
    reports = list(check_files(files.under(paths or ["."]), workers=0))
    for report in reports:
        if report.error:
            say(f"cxlint: {clean(report.path)}: {report.error}", err=True)
    return reports, files.failed or any(report.error for report in reports)


def _write(made: Baseline) -> None:
    write(made.file, made.as_text(), "give --file another path")
