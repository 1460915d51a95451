"""What one configuration file may say, and its JSON Schema, by which editors complete it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from cxlint.readers import FORMATS
from cxlint.settings import Choices, Settings, hyphenated, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Choices):
    """Choices for the files that some globs name."""

    __pydantic_config__: ClassVar[Any] = Choices.__pydantic_config__

    files: tuple[str, ...] = field(
        metadata={"meaning": "Globs as in .gitignore, relative to this file."}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Settings):
    """What one configuration file may say."""

    __pydantic_config__: ClassVar[Any] = Choices.__pydantic_config__

    extends: tuple[str, ...] = setting(
        (), "Files, or folders with one, whose settings this one starts from."
    )
    root: bool = setting(False, "Look no further up, nor at the user's own settings.")
    allow_outside: bool = setting(
        False, "In the user's own file: let repositories name packs and files outside themselves."
    )
    overrides: tuple[Override, ...] = setting((), "Choices for some files; later ones win.")


def schema() -> dict[str, Any]:
    """The JSON Schema of a configuration file, for editors."""
    from pydantic import TypeAdapter

    made = TypeAdapter(Written).json_schema()
    _describe(made, Written)
    _describe(made["$defs"]["Override"], Override)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cxlint configuration",
        **{name: value for name, value in made.items() if name != "title"},
    }


def _describe(made: dict[str, Any], model: type[Choices]) -> None:
    for one in fields(model):
        place = made["properties"][hyphenated(one.name)]
        place.pop("title", None)
        if one.type == "tuple[str, ...]":
            default = {"default": place.pop("default")} if "default" in place else {}
            place.clear()
            place |= {
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                **default,
            }
        if one.name == "reader":
            place["anyOf"] = [{"enum": [each.name for each in FORMATS]}, {"type": "null"}]
        if one.name == "severity":
            # What YAML 1.1 reads where `off` is written.
            place["additionalProperties"]["anyOf"].append({"const": False})
        place["description"] = one.metadata["meaning"]
