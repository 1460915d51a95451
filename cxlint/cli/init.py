"""`cxlint init`: looks at a repository and proposes how to begin there."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from cxlint.cli import CLEAN, FAILED
from cxlint.cli.choice import Files
from cxlint.cli.telling import say
from cxlint.cli.writing import write
from cxlint.configuration import Configuration
from cxlint.configuration_file import CONFIG_NAMES, config_in
from cxlint.proposal import (
    Survey,
    configuration_text,
    pre_commit_text,
    workflow_text,
)
from cxlint.report import counted
from cxlint.run import check_files
from cxlint.settings import SettingsError

_WORKFLOW = Path(".github/workflows/cxlint.yml")
_HOOKS = Path(".pre-commit-config.yaml")


@click.command()
@click.argument(
    "folder",
    required=False,
    default=".",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@click.option("--pre-commit", is_flag=True, help="Also add cxlint to .pre-commit-config.yaml.")
@click.option("--github", is_flag=True, help="Also write a GitHub workflow.")
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--yes", "-y", is_flag=True, help="Write without asking.")
def init(folder: Path, pre_commit: bool, github: bool, dry_run: bool, yes: bool) -> None:
    """Look at a repository and write a configuration to begin with.

    Shows every file before it is written, and asks. Files that are there are not replaced.
    """
    if config_in(folder):
        raise SettingsError(f"{config_in(folder)}: is there already; edit it, or remove it first")
    survey = _survey(folder)
    say(str(survey))
    wanted = [(folder / CONFIG_NAMES[0], configuration_text(survey))]
    if pre_commit:
        hooks = folder / _HOOKS
        wanted.append((hooks, pre_commit_text(hooks.read_text("utf-8") if hooks.exists() else "")))
    if github:
        if (folder / _WORKFLOW).exists():
            raise SettingsError(
                f"{folder / _WORKFLOW}: is there already; edit it, or remove it first"
            )
        wanted.append((folder / _WORKFLOW, workflow_text()))
    for path, text in wanted:
        say(f"\n--- {path} ---\n{text}", nl=False)
    if dry_run:
        say("\nNothing was written (--dry-run).")
        sys.exit(CLEAN)
    if not yes and not _agreed(len(wanted)):
        say("Nothing was written.")
        sys.exit(FAILED)
    for path, text in wanted:
        write(path, text, "make its folder writable")
        say(f"{path}: written")


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        say("\ncxlint: nobody to ask here; --yes writes without asking", err=True)
        return False
    return click.confirm(f"\nWrite {counted(count, 'file')}?")


def _survey(folder: Path) -> Survey:
    named = Files(Configuration()).under([str(folder)], quiet=True)
    reports = list(check_files(named, workers=0))
    formats = Counter(report.document.format for report in reports if report.document)
    rules = Counter(one.rule for report in reports for one in report.active)
    severities = Counter(one.severity for report in reports for one in report.active)
    return Survey(
        len(reports),
        dict(formats),
        dict(rules),
        dict(severities),
        sum(bool(one.error) for one in reports),
    )
