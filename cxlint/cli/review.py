"""`cxlint review`: copies of Word files with the findings as comments."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cxlint.cli import CLEAN, FAILED
from cxlint.cli.choice import Files, configuration_of, need_paths
from cxlint.cli.options import NO_IGNORE, PATHS, RULES
from cxlint.cli.telling import say, say_error
from cxlint.model import CxlintError
from cxlint.report import clean
from cxlint.word_review import WordReviewer


@click.command()
@PATHS
@RULES
@NO_IGNORE
@click.option(
    "--comments",
    is_flag=True,
    help="Review by comments at the words, which is the one way there is.",
)
@click.option(
    "--output-file",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the copy (of one file); by default beside it, as NAME.reviewed.docx.",
)
@click.option(
    "--author", default="cxlint", show_default=True, metavar="NAME", help="Whose comments they are."
)
def review(
    paths: Sequence[str], comments: bool, output_file: Path | None, author: str, **chosen: Any
) -> None:
    """Write copies of Word files with every finding as a comment: what it is, why, what to write.

    The files themselves stay as they are. Exit code 0: done; 2: a file could not be reviewed.
    """
    need_paths(paths)
    if not comments:
        raise click.UsageError("Say how to review: --comments is the one way there is.")
    files = Files(configuration_of(chosen), ignore=not chosen["no_ignore"])
    named = files.under(paths)
    if output_file and len(named) > 1:
        raise click.UsageError(
            "--output-file is for one file; leave it out to have each copy beside its file"
        )
    reviewer, failed = WordReviewer(author=author), files.failed
    for path, plan in named:
        try:
            out = output_file or path.with_suffix(f".reviewed{path.suffix}")
            say(reviewer.comment(path, plan, out), nl=False)
        except CxlintError as error:
            failed = True
            say_error(clean(str(error)))
    sys.exit(FAILED if failed else CLEAN)
