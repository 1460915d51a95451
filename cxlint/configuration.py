"""Configuration files: where they are, how they go together, and which says what about a file.

From the checked file upwards to the repository's top or a file with `root: true`; below them the
user's own file. A nearer file wins; lists that only ever add (allow, exclude, ignore, packs) and
the severities of single rules are joined. Each file is read once a run.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cxlint.configuration_file import config_in, read, user_file
from cxlint.configuration_layer import Layer, extended_file, resolved
from cxlint.paths import absolute, repository, shown
from cxlint.patterns import spec_of
from cxlint.settings import Settings, SettingsError, hyphenated

COMMAND_LINE = "command line"
_JOINED = frozenset({"allow", "exclude", "ignore", "packs"})
_OF_FILES_ONLY = frozenset({"extends", "root", "allow_outside", "overrides", "files"})


@dataclass(frozen=True, slots=True)
class Effective:
    """The settings in force for one file, and where each that is not a default comes from."""

    settings: Settings
    origins: Mapping[str, tuple[str, ...]]


class Configuration:
    """The settings of every file of a run.

    `only` is used in place of all files that would be found. `command_line` wins over all.
    `allow_outside` lets files name packs and other files outside their repository.
    """

    def __init__(
        self,
        *,
        only: Path | None = None,
        command_line: Mapping[str, Any] | None = None,
        allow_outside: bool = False,
    ) -> None:
        self._command_line = dict(command_line or {})
        self._only = only
        self._outside = allow_outside
        self._folders: dict[Path, tuple[Layer, ...]] = {}
        self._files: dict[Path, Layer] = {}
        self._made: dict[tuple[Any, ...], Effective] = {}
        self._specs: dict[tuple[str, ...], Any] = {}

    def settings_for(self, path: Path) -> Settings:
        """The settings in force for a file. Raises SettingsError."""
        return self.effective(path).settings

    def effective(self, path: Path) -> Effective:
        """The settings in force for a file, with their origins. Raises SettingsError."""
        path = absolute(path)
        layers = self.layers(path.parent)
        chosen = [
            tuple(
                i
                for i, one in enumerate(layer.values.get("overrides", ()))
                if self._names(layer, one["files"], path)
            )
            for layer in layers
        ]
        key = (*map(id, layers), *chosen)
        if key not in self._made:
            self._made[key] = self._merged(layers, chosen)
        return self._made[key]

    def excluded(self, path: Path, *, is_folder: bool = False) -> str | None:
        """The configuration file that leaves `path` out, if one does."""
        path = absolute(path)
        for layer in self.layers(path.parent):
            patterns = layer.values.get("exclude", ())
            if patterns and self._names(layer, patterns, path, is_folder=is_folder):
                return layer.place("exclude")
        return None

    def layers(self, folder: Path) -> tuple[Layer, ...]:
        """What is said about the files of a folder, from the furthest to the nearest."""
        if folder not in self._folders:
            self._folders[folder] = self._found(folder)
        return self._folders[folder]

    def _found(self, folder: Path) -> tuple[Layer, ...]:
        only = self._only or (
            Path(os.environ["CXLINT_CONFIG"]) if os.environ.get("CXLINT_CONFIG") else None
        )
        if only is not None:
            return tuple(self._file(absolute(only)).flat())
        found = config_in(folder)
        layer = self._file(found) if found else None
        own = tuple(layer.flat()) if layer else ()
        if layer and layer.is_root:
            return own
        is_top = (folder / ".git").exists() or folder.parent == folder
        return (*(self._users() if is_top else self.layers(folder.parent)), *own)

    def _users(self) -> tuple[Layer, ...]:
        path = user_file()
        if not path.is_file():
            return ()
        layer = self._file(path, trusted=True)
        self._outside = self._outside or bool(layer.values.get("allow_outside"))
        return tuple(replace(one, folder=Path(path.anchor)) for one in layer.flat())

    def _file(
        self,
        path: Path,
        *,
        trusted: bool = False,
        inside: Path | None = None,
        chain: tuple[Path, ...] = (),
    ) -> Layer:
        if path in self._files:
            return self._files[path]
        if path in chain:
            round_trip = " → ".join(shown(one) for one in (*chain, path))
            raise SettingsError(
                f"{shown(path)}: extends itself ({round_trip}); take one `extends` out"
            )
        values, lines = read(path)
        if not trusted:
            if not self._outside:
                self._allow_by_user()
            inside = None if self._outside else inside or repository(path.parent) or path.parent
        layer = Layer(shown(path), path.parent, values, lines)
        extended = tuple(
            self._file(
                extended_file(target, layer, inside),
                trusted=trusted,
                inside=inside,
                chain=(*chain, path),
            )
            for target in values.get("extends", ())
        )
        made = replace(layer, values=resolved(layer, inside), extended=extended)
        if not chain:
            self._files[path] = made
        return made

    def _allow_by_user(self) -> None:
        path = user_file()
        if path.is_file():
            self._outside = bool(read(path)[0].get("allow_outside"))

    def _names(
        self, layer: Layer, patterns: Sequence[str], path: Path, *, is_folder: bool = False
    ) -> bool:
        """Whether globs of a layer name a file, or one of the folders that hold it."""
        key = tuple(patterns)
        if key not in self._specs:
            self._specs[key] = spec_of(key)
        relative = os.path.relpath(path, layer.folder).replace(os.sep, "/")
        return not relative.startswith("../") and bool(
            self._specs[key].match_file(relative + ("/" if is_folder else ""))
        )

    def _merged(self, layers: Sequence[Layer], chosen: Sequence[Sequence[int]]) -> Effective:
        values: dict[str, Any] = {}
        origins: dict[str, tuple[str, ...]] = {}
        for layer, numbers in zip(layers, chosen, strict=True):
            places = {name: layer.place(hyphenated(name)) for name in layer.values}
            _join(values, origins, layer.values, places)
            for number in numbers:
                said = layer.values["overrides"][number]
                places = {name: layer.place("overrides", number, hyphenated(name)) for name in said}
                _join(values, origins, said, places)
        _join(values, origins, self._command_line, dict.fromkeys(self._command_line, COMMAND_LINE))
        return Effective(Settings(**values), origins)


def _join(
    values: dict[str, Any],
    origins: dict[str, tuple[str, ...]],
    said: Mapping[str, Any],
    places: Mapping[str, str],
) -> None:
    """Put what is said nearer over what was said further off."""
    for name, value in said.items():
        if name in _OF_FILES_ONLY:
            continue
        if name in _JOINED:
            values[name] = tuple(dict.fromkeys((*values.get(name, ()), *value)))
        elif name == "severity":
            values[name] = {**values.get(name, {}), **value}
        else:
            values[name] = value
        joined = name in _JOINED or name == "severity"
        origins[name] = (*(origins.get(name, ()) if joined else ()), places[name])
    if said.get("select"):
        # Who selects a rule by name means it, whatever is left out further off.
        wanted = set(said["select"]) - set(said.get("ignore", ()))
        values["ignore"] = tuple(name for name in values.get("ignore", ()) if name not in wanted)
