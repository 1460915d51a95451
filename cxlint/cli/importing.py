"""`cxlint import`: makes rules and settings of those of another linter."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from cxlint.cli import CLEAN
from cxlint.cli.telling import say
from cxlint.cli.writing import write
from cxlint.importing import Imported
from cxlint.report import clean, counted
from cxlint.settings import SettingsError


@click.command()
@click.argument("linter", type=click.Choice(["alex", "woke", "vale"]))
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("cxlint-rules"),
    show_default=True,
    help="Write rules into this folder, as packs of your own.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be taken; write nothing.")
@click.option("--force", is_flag=True, help="Replace rule files that are there.")
def importing(linter: str, source: Path, folder: Path, dry_run: bool, force: bool) -> None:
    """Take over settings and word lists of another linter.

    SOURCE is alex's .alexrc or package.json, woke's YAML, or Vale's .vale.ini or folder of
    styles. Rules become packs of your own; the settings are shown, for you to put into
    .cxlint.yaml. What could not be taken is listed with the reason.
    """
    taken: Imported = import_module(f"cxlint.importing.{linter}").taken(source).without_known()
    for rule in taken.rules:
        path = folder / rule.path
        if not dry_run:
            _write(path, rule.as_yaml(), force=force)
        say(f"{path}: {'would be ' if dry_run else ''}written")
    if taken.left:
        say(f"\nNot taken ({len(taken.left):,}):")
        for line in taken.left:
            say(f"  {clean(line)}")
    said = taken.settings(folder.as_posix())
    if said:
        import yaml

        say("\nPut this into .cxlint.yaml:\n")
        say(yaml.dump(said, sort_keys=False, allow_unicode=True), nl=False)
    if taken.rules and not dry_run:
        say(
            f"\n{counted(len(taken.rules), 'rule')} written; `cxlint test-rules {folder}` tries what was written."
        )
    sys.exit(CLEAN)


def _write(path: Path, text: str, *, force: bool) -> None:
    if path.exists() and not force:
        raise SettingsError(
            f"{path}: is there already; --force replaces it, --to names another folder"
        )
    write(path, text, "name another folder with --to")
