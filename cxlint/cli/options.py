"""Options that several commands share: each has one name and one meaning, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cxlint.document import Genre

Command = Callable[..., Any]

PATHS = click.argument("paths", nargs=-1, metavar="PATHS...")
SELECT = click.option(
    "--select",
    "--only",
    multiple=True,
    metavar="RULE",
    help="Use only these rules or packs (repeatable).",
)
IGNORE = click.option(
    "--ignore", multiple=True, metavar="RULE", help="Leave out these rules or packs (repeatable)."
)
GENRE = click.option(
    "--genre",
    type=click.Choice([str(one) for one in Genre]),
    help="What kind of text it is, where that should not be guessed.",
)
CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Use this configuration file and no other.",
)
ALLOW_OUTSIDE = click.option(
    "--allow-outside",
    is_flag=True,
    help="Let configuration files name packs and files outside their repository.",
)
NO_IGNORE = click.option(
    "--no-ignore",
    is_flag=True,
    help="Also check what .cxlintignore, .gitignore or `exclude` leave out.",
)
MODEL = click.option(
    "--model",
    metavar="NAME",
    help="English for grammar: own (the default), blank (none, less exact), or an installed spaCy pipeline.",
)
COLUMN = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME",
    help="A column of tables that is prose (repeatable); by default, those that look like it.",
)
CELL_FORMAT = click.option(
    "--cell-format",
    type=click.Choice(["auto", "text", "markdown", "html"]),
    help="What the cells of tables hold; auto (the default) looks for tags.",
)
ID_COLUMN = click.option(
    "--id-column",
    metavar="NAME",
    help="The column by which rows of tables are called; by default, one that is named so.",
)
STDIN_FILENAME = click.option(
    "--stdin-filename",
    "--path",
    metavar="NAME",
    help="What the text on standard input (-) is called; tells its format and configuration.",
)
QUIET = click.option(
    "--quiet", "-q", is_flag=True, help="Leave out progress, notes and the summary."
)


def jobs(default: str) -> Callable[[Command], Command]:
    """`--jobs`, where 0 means what `default` says."""
    return click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help=f"Worker processes; 0 (the default) takes {default}.",
    )


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, listed in their order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


# How rules are chosen, and English; how files are; how tables are read.
RULES = together(SELECT, IGNORE, GENRE, CONFIG, ALLOW_OUTSIDE, MODEL)
TABLES = together(COLUMN, CELL_FORMAT, ID_COLUMN)
CHOOSING = together(PATHS, RULES, NO_IGNORE, TABLES, STDIN_FILENAME)
