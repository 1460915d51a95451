"""What several commands share: options that choose files, rules and settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from cxlint import discovery, settings
from cxlint.document import Document, Genre
from cxlint.settings import Settings, SettingsError


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which check and fix choose files, rules and settings."""
    for option in reversed(
        [
            click.argument("paths", nargs=-1, required=True, metavar="PATHS..."),
            click.option("--select", multiple=True, metavar="RULE", help="Use only these rules or packs (repeatable)."),
            click.option("--ignore", multiple=True, metavar="RULE", help="Leave out these rules or packs (repeatable)."),
            click.option("--genre", type=click.Choice([str(one) for one in Genre]), help="What all the files are, where it should not be guessed."),
            click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file and no other."),
            click.option("--model", metavar="NAME", help="English for grammar: own (the default), blank (none, less exact), or an installed spaCy pipeline."),
            click.option("--stdin-filename", metavar="NAME", help="What the text on standard input (-) is called; tells its format."),
        ]
    ):  # fmt: skip
        command = option(command)
    return command


def settings_of(paths: Sequence[str], chosen: dict[str, Any], **more: Any) -> tuple[Settings, Path | None]:
    """The settings in force, and the folder that their relative paths mean."""
    named = chosen.pop("config", None)
    if named is not None and not named.is_file():
        raise SettingsError(f"{named}: no such configuration file")
    start = Path(next((path for path in paths if path != "-"), "."))
    config = named or settings.find(start)
    current = settings.load(config) if config else Settings()
    wanted = {k: v for k, v in {**chosen, **more}.items() if v and k in Settings.model_fields}
    return current.model_validate({**current.model_dump(), **wanted}), config.parent if config else None


def files_of(paths: Sequence[str], current: Settings) -> tuple[list[Path], bool]:
    """The files to check, and whether a path was missing; what is left out is told."""
    named, failed = [], False
    for found in discovery.files(map(Path, paths), current.exclude):
        if found.note:
            click.echo(f"cxlint: {found.path}: {found.note}", err=True)
            failed = failed or found.missing
        else:
            named.append(found.path)
    if not named and not failed and paths and all(Path(path).is_dir() for path in paths):
        click.echo(f"cxlint: no files to check under {', '.join(paths)}", err=True)
    return named, failed


def standard_input(current: Settings, name: str | None) -> Document:
    from cxlint import readers

    data = click.get_binary_stream("stdin").read()
    path = Path(name) if name else Path("stdin.txt")
    return readers.from_bytes(path, data, genre=current.genre, options=current.options).document
