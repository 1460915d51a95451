"""`cxlint fix`: applies what is safe to apply, or shows what it would change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from cxlint.cli import CLEAN, FAILED, FINDINGS
from cxlint.cli.choice import Files, configuration_of, need_paths, standard_input
from cxlint.cli.options import CHOOSING
from cxlint.cli.telling import hand_over, say, say_error
from cxlint.fixes import diff as difference
from cxlint.fixing import Fixer
from cxlint.model import CxlintError
from cxlint.report import clean
from cxlint.word_review import WordReviewer


@click.command()
@CHOOSING
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
@click.option(
    "--unsafe",
    is_flag=True,
    help="Also apply first suggestions that need an eye: they may change the meaning.",
)
@click.option(
    "--track-changes",
    is_flag=True,
    help="In Word files, make tracked changes that can be accepted or rejected one by one.",
)
@click.option(
    "--author",
    default="cxlint",
    show_default=True,
    metavar="NAME",
    help="Whose tracked changes they are.",
)
@click.option("--backup", is_flag=True, help="Keep each file's former text beside it, as NAME.bak.")
def fix(
    paths: Sequence[str], show_diff: bool, unsafe: bool, backup: bool, track_changes: bool,
    author: str, **chosen: Any,
) -> None:  # fmt: skip
    """Apply suggestions that can neither change the meaning nor break the grammar.

    With - what is fixed of standard input goes to standard output, or with --diff the change. Exit code 0: done; 1: with
    --diff, something would change; 2: a file could not be fixed (it is as it was).
    """
    need_paths(paths)
    configuration = configuration_of(chosen)
    fixer, reviewer = Fixer(unsafe=unsafe, backup=backup), WordReviewer(author=author)
    files = Files(configuration, ignore=not chosen["no_ignore"])
    changed = 0
    if "-" in paths:
        given, plan = standard_input(files, chosen["stdin_filename"])
        after = fixer.fixed(given, plan)
        hand_over(difference(given, after) if show_diff else after.data)
        changed += after.data != given.data
    named = files.under([path for path in paths if path != "-"])
    failed = files.failed
    for path, plan in named:
        try:
            result: str | bytes
            if show_diff:
                result = fixer.diff(path, plan)
            elif track_changes:
                result = reviewer.track(path, plan, unsafe=unsafe, backup=backup)
            else:
                result = fixer.fix(path, plan)
        except CxlintError as error:
            failed = True
            say_error(clean(str(error)))
            continue
        if result:
            changed += 1
            hand_over(result) if show_diff else say(result, nl=False)
    sys.exit(FAILED if failed else FINDINGS if show_diff and changed else CLEAN)
