"""A layer: what one configuration file says, and which files and folders it may name.

A repository's file can name nothing outside the repository, since whoever checks it has not
written it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxlint.configuration_file import CONFIG_NAMES, config_in, user_file
from cxlint.paths import absolute, expanded
from cxlint.settings import SettingsError


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


def resolved(layer: Layer, inside: Path | None) -> dict[str, Any]:
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


def extended_file(target: str, layer: Layer, inside: Path | None) -> Path:
    """The file that a layer starts from by `extends`, not outside `inside`. Raises SettingsError."""
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
    path = absolute(layer.folder / expanded(target))
    if inside is not None and not path.resolve().is_relative_to(inside.resolve()):
        raise SettingsError(
            f"{layer.place(*keys)}: {keys[-1]}: {target} lies outside {inside}; "
            "allow it with --allow-outside, or `allow-outside: true` in your own "
            + str(user_file())
        )
    return str(path)
