"""Configuration files: where they are, how they go together, and which says what about a file.

From the checked file upwards to the repository's top or a file with `root: true`; below them the
user's own file. A nearer file wins; lists that only ever add (allow, exclude, ignore, packs) and
the severities of single rules are joined. Each file is read once a run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cxlint.settings import Settings, SettingsError, hyphenated, validated

CONFIG_NAMES = (".cxlint.yaml", "cxlint.yaml", "pyproject.toml")
COMMAND_LINE = "command line"
_JOINED = frozenset({"allow", "exclude", "ignore", "packs"})
_OF_FILES_ONLY = frozenset({"extends", "root", "allow_outside", "overrides", "files"})


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file says: values by field, the line of each, and the folder they are relative to."""

    origin: str
    folder: Path
    values: Mapping[str, Any]
    lines: Mapping[tuple[Any, ...], int] = field(default_factory=dict)
    extended: tuple[Layer, ...] = ()

    @property
    def is_root(self) -> bool:
        """Whether the search for configuration ends here."""
        return bool(self.values.get("root")) or any(one.is_root for one in self.extended)

    def flat(self) -> Iterator[Layer]:
        """The layers that this one starts from, then itself."""
        for one in self.extended:
            yield from one.flat()
        yield self

    def place(self, *keys: Any) -> str:
        """Where a value stands, as `path:line`."""
        line = self.lines.get(keys)
        return f"{self.origin}:{line}" if line else self.origin


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
                _extended(target, layer, inside),
                trusted=trusted,
                inside=inside,
                chain=(*chain, path),
            )
            for target in values.get("extends", ())
        )
        made = replace(layer, values=_resolved(layer, inside), extended=extended)
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
            import pathspec

            self._specs[key] = pathspec.GitIgnoreSpec.from_lines(key)
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


def _resolved(layer: Layer, inside: Path | None) -> dict[str, Any]:
    """The values with folders and files made absolute, none of them outside `inside`."""
    values = dict(layer.values)
    if "packs" in values:
        values["packs"] = tuple(_within(layer, one, inside, ("packs",)) for one in values["packs"])
    model = values.get("model")
    if model and inside is not None and not model.isidentifier():
        raise SettingsError(
            f"{layer.place('model')}: model: {model} is no installed pipeline's name; a folder is code: "
            "name it with --model, or allow it with --allow-outside"
        )
    if values.get("baseline"):
        values["baseline"] = _within(layer, values["baseline"], inside, ("baseline",))
    values["overrides"] = tuple(
        {**said, "packs": tuple(_within(layer, one, inside, ("overrides", i, "packs")) for one in said["packs"])}
        if "packs" in said else said
        for i, said in enumerate(values.get("overrides", ()))
    )  # fmt: skip
    return values


def _extended(target: str, layer: Layer, inside: Path | None) -> Path:
    path = Path(_within(layer, target, inside, ("extends",)))
    found = config_in(path) if path.is_dir() else path
    if found is None:
        raise SettingsError(
            f"{layer.place('extends')}: extends: {target} holds none of {', '.join(CONFIG_NAMES)}; name a file"
        )
    if not found.is_file():
        raise SettingsError(
            f"{layer.place('extends')}: extends: no such file: {target}; paths are relative to {layer.folder}"
        )
    return found


def _within(layer: Layer, target: str, inside: Path | None, keys: tuple[Any, ...]) -> str:
    path = absolute(layer.folder / Path(target).expanduser())
    if inside is not None and not path.resolve().is_relative_to(inside.resolve()):
        raise SettingsError(
            f"{layer.place(*keys)}: {keys[-1]}: {target} lies outside {inside}; "
            "allow it with --allow-outside, or `allow-outside: true` in your own "
            + str(user_file())
        )
    return str(path)


def absolute(path: Path) -> Path:
    """The path from the root on, without `..`; links stay as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps `..`)


def shown(path: Path) -> str:
    """A path as messages name it: from the current folder where it lies below."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def repository(folder: Path) -> Path | None:
    """The top of the repository that holds a folder, if one does."""
    folder = absolute(folder)
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


def user_file() -> Path:
    """The user's own configuration file, whether or not it is there."""
    from platformdirs import user_config_path

    return user_config_path("cxlint", appauthor=False) / "config.yaml"


def config_in(folder: Path) -> Path | None:
    """The configuration file of a folder. Raises SettingsError where there are two."""
    found = [folder / name for name in CONFIG_NAMES if (folder / name).is_file()]
    found = [path for path in found if path.suffix != ".toml" or "cxlint" in _tools(path)]
    if len(found) > 1:
        raise SettingsError(
            f"{shown(found[0])}: {found[1].name} beside it also configures cxlint; keep one of the two"
        )
    return found[0] if found else None


def read(path: Path) -> tuple[dict[str, Any], dict[tuple[Any, ...], int]]:
    """What a file says, by field, and the line of each place. Raises SettingsError."""
    name = Path(shown(path))
    if path.suffix == ".toml":
        said = _tools(path, strict=True).get("cxlint", {})
        if not isinstance(said, dict):
            raise SettingsError(f"{name}: [tool.cxlint]: write a table of settings")
        return validated(said, name, None), {}
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{name}:1: not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{name}: cannot be read: {error.strerror or error}") from None
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return {"overrides": ()}, {}
    from cxlint.rule_files import read_yaml

    data, lines, problems = read_yaml(path)
    if problems:
        wrong = "expected fields like `message:` and `match:`"
        better = "expected settings like `ignore: [people]`"
        raise SettingsError(
            "\n".join(one.replace(str(path), str(name)).replace(wrong, better) for one in problems)
        )
    return validated(data, name, lines), lines


def _tools(path: Path, *, strict: bool = False) -> dict[str, Any]:
    """The `[tool]` table of a pyproject.toml; of a broken one none, unless `strict`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{shown(path)}: cannot be read: {error.strerror or error}") from None
    if b"cxlint" not in data and not strict:
        return {}
    import tomllib

    try:
        table: dict[str, Any] = tomllib.loads(data.decode("utf-8")).get("tool", {})
    except ValueError as error:
        if b"[tool.cxlint" in data or strict:
            raise SettingsError(f"{shown(path)}: not valid TOML: {error}") from None
        return {}
    return table if isinstance(table, dict) else {}
