"""JSON Schemas that editors use; `python -m cxlint.schemas` makes them anew."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from cxlint.readers import FORMATS
from cxlint.settings import Choices, Override, Written, hyphenated


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
        place["description"] = one.metadata["meaning"]
