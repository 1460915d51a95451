"""What several commands share: options that choose files, rules and settings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cxlint.configuration import Configuration
from cxlint.discovery import Discovery
from cxlint.document import Genre
from cxlint.model import Severity
from cxlint.settings import Settings, SettingsError

if TYPE_CHECKING:
    from cxlint.readers import File
    from cxlint.run import Plan


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which check and fix choose files, rules and settings."""
    for option in reversed(
        [
            click.argument("paths", nargs=-1, metavar="PATHS..."),
            click.option("--select", "--only", multiple=True, metavar="RULE", help="Use only these rules or packs (repeatable)."),
            click.option("--ignore", multiple=True, metavar="RULE", help="Leave out these rules or packs (repeatable)."),
            click.option("--genre", type=click.Choice([str(one) for one in Genre]), help="What all the files are, where it should not be guessed."),
            click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file and no other."),
            click.option("--allow-outside", is_flag=True, help="Let configuration files name packs and files outside their repository."),
            click.option("--no-ignore", is_flag=True, help="Also check what .cxlintignore, .gitignore or `exclude` leave out."),
            click.option("--model", metavar="NAME", help="English for grammar: own (the default), blank (none, less exact), or an installed spaCy pipeline."),
            click.option("--column", "columns", multiple=True, metavar="NAME", help="A column of tables that is prose (repeatable); by default, those that look like it."),
            click.option("--cell-format", type=click.Choice(["auto", "text", "markdown", "html"]), help="What the cells of tables hold; auto (the default) looks for tags."),
            click.option("--id-column", metavar="NAME", help="The column by which rows of tables are called; by default, one that is named so."),
            click.option("--stdin-filename", "--path", metavar="NAME", help="What the text on standard input (-) is called; tells its format and configuration."),
        ]
    ):  # fmt: skip
        command = option(command)
    return command


def configuration_of(chosen: dict[str, Any], **more: Any) -> Configuration:
    """The configuration of a run: files as they are found, and the command line over them."""
    named = chosen.get("config")
    if named is not None and not named.is_file():
        raise SettingsError(f"{named}: no such configuration file; give --config the path of one")
    known = {one.name for one in fields(Settings)}
    said = {k: v for k, v in {**chosen, **more}.items() if v and k in known}
    if "genre" in said:
        said["genre"] = Genre(said["genre"])
    if said.get("fail_on") not in (None, "never"):
        said["fail_on"] = Severity(said["fail_on"])
    outside = bool(chosen.get("allow_outside"))
    return Configuration(only=named, command_line=said, allow_outside=outside)


def settings_of(
    paths: Sequence[str], chosen: dict[str, Any], **more: Any
) -> tuple[Settings, Path | None]:
    """The settings in force for one path, and the folder that their relative paths mean."""
    start = Path(next((path for path in paths if path != "-"), "."))
    within = start / "any" if start.is_dir() else start
    return configuration_of(chosen, **more).settings_for(within), None


class Files:
    """The files of a run, each with how it is to be checked; what is amiss is told as it is met."""

    def __init__(self, configuration: Configuration, *, ignore: bool = True) -> None:
        self._configuration = configuration
        self._discovery = Discovery(configuration, ignore=ignore)
        self.failed = False
        self._told: set[str] = set()

    def under(self, paths: Sequence[str], *, quiet: bool = False) -> list[tuple[Path, Plan]]:
        """The files to check under `paths`; `failed` says that something could not be used."""
        found: list[tuple[Path, Plan]] = []
        try:
            for one in self._discovery.files(map(Path, paths)):
                if one.missing or (one.note and not quiet):
                    self._tell(f"{one.path}: {one.note}", failed=one.missing)
                if not one.note:
                    found += self._planned(one.path)
        except SettingsError as error:
            self._tell(str(error), failed=True)
        if (
            not found
            and not self.failed
            and not quiet
            and paths
            and all(Path(path).is_dir() for path in paths)
        ):
            self._tell(f"no files to check under {', '.join(paths)}")
        return found

    def plan_of(self, path: Path) -> Plan:
        """How a file is to be checked. Raises SettingsError."""
        from cxlint.run import Plan

        effective = self._configuration.effective(path)
        return Plan(effective.settings, origins=effective.origins)

    def _planned(self, path: Path) -> list[tuple[Path, Plan]]:
        try:
            return [(path, self.plan_of(path))]
        except SettingsError as error:
            self._tell(str(error), failed=True)
            return []

    def _tell(self, text: str, *, failed: bool = False) -> None:
        self.failed = self.failed or failed
        if text not in self._told:
            self._told.add(text)
            click.echo(f"cxlint: {text}", err=True)


def standard_input(current: Settings, name: str | None) -> File:
    """What is on standard input, as a file; `name` tells its format. Raises UnreadableFile."""
    from cxlint.run import file_of

    path = Path(name) if name else Path("stdin.txt")
    return file_of(path, sys.stdin.buffer.read(), current)


def need_paths(paths: Sequence[str]) -> None:
    """Refuse a command line that names nothing."""
    if not paths:
        raise click.UsageError(
            "Name the files or folders to check (. is this folder, - standard input)."
        )
