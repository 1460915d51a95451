"""`cxlint fix`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from cxlint.cli import CLEAN, FAILED, FINDINGS
from cxlint.cli.choice import choosing, files_of, settings_of, standard_input
from cxlint.fixing import Fixer
from cxlint.model import CxlintError


@click.command()
@choosing
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
@click.option("--unsafe", is_flag=True, help="Also apply first suggestions that need an eye: they may change the meaning.")
@click.option("--backup", is_flag=True, help="Keep each file's former text beside it, as NAME.bak.")
def fix(
    paths: Sequence[str], show_diff: bool, unsafe: bool, backup: bool, **chosen: Any
) -> None:
    """Apply suggestions that can neither change the meaning nor break the grammar.

    With - the fixed text of standard input goes to standard output. Exit code 0: done; 1: with
    --diff, something would change; 2: a file could not be fixed (it is as it was).
    """
    current, folder = settings_of(paths, chosen)
    fixer = Fixer(current, folder, unsafe=unsafe, backup=backup)
    if "-" in paths:
        document = standard_input(current, chosen["stdin_filename"])
        click.echo(fixer.fixed_text(document), nl=False)
    named, failed = files_of([path for path in paths if path != "-"], current)
    changed = 0
    for path in named:
        try:
            result = fixer.diff(path) if show_diff else fixer.fix(path)
        except CxlintError as error:
            failed = True
            click.echo(f"cxlint: {error}", err=True)
            continue
        if result:
            changed += 1
            click.echo(result, nl=False)
    sys.exit(FAILED if failed else FINDINGS if show_diff and changed else CLEAN)


