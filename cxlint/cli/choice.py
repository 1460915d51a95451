"""From the options that were given to the configuration, files and plans of a run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cxlint.cli.telling import say_error
from cxlint.configuration import Configuration
from cxlint.discovery import Discovery
from cxlint.document import Genre
from cxlint.model import Severity
from cxlint.report import clean
from cxlint.settings import Settings, SettingsError

if TYPE_CHECKING:
    from cxlint.readers import File
    from cxlint.run import Plan


def configuration_of(chosen: dict[str, Any]) -> Configuration:
    """The configuration of a run: files as they are found, and the command line over them."""
    named = chosen.get("config")
    if named is not None and not named.is_file():
        raise SettingsError(f"{named}: no such configuration file; give --config the path of one")
    known = {one.name for one in fields(Settings)}
    said = {k: v for k, v in chosen.items() if v and k in known}
    if "genre" in said:
        said["genre"] = Genre(said["genre"])
    if said.get("fail_on") not in (None, "never"):
        said["fail_on"] = Severity(said["fail_on"])
    outside = bool(chosen.get("allow_outside"))
    return Configuration(only=named, command_line=said, allow_outside=outside)


def settings_of(path: Path, **chosen: Any) -> Settings:
    """The settings in force for a file, or for the files of a folder."""
    within = path / "any" if path.is_dir() else path
    return configuration_of(chosen).settings_for(within)


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
                    self._tell(f"{clean(str(one.path))}: {one.note}", failed=one.missing)
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
            say_error(text)


def called(name: str | None) -> Path:
    """What the text on standard input is called, where `--stdin-filename` says nothing else."""
    return Path(name or "stdin.txt")


def standard_input(files: Files, name: str | None) -> tuple[File, Plan]:
    """What is on standard input, as a file, and how it is to be checked. Raises UnreadableFile."""
    from cxlint.run import file_of

    path = called(name)
    plan = files.plan_of(path)
    return file_of(path, sys.stdin.buffer.read(), plan.settings), plan


def need_paths(paths: Sequence[str]) -> None:
    """Refuse a command line that names nothing."""
    if not paths:
        raise click.UsageError(
            "Name the files or folders to check (. is this folder, - standard input)."
        )
