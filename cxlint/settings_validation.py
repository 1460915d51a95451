"""What a configuration file says, as values of the right types, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from cxlint.patterns import is_pattern
from cxlint.readers import FORMATS, format_named
from cxlint.settings import SettingsError, close_match, hyphenated
from cxlint.settings_schema import Override, Written


def validated(
    data: Mapping[str, Any], path: Path, lines: Mapping[tuple[Any, ...], int] | None
) -> dict[str, Any]:
    """What `data` says, by field, as values of the right types.

    Raises SettingsError: a problem a line, with file, line (where `lines` knows it), field, and
    the close name of one that does not exist.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        written = TypeAdapter(Written).validate_python(_plain(data))
    except ValidationError as error:
        told = [
            _told(path, lines, place, reason) for place, reason in _reasons(error.errors()).items()
        ]
        raise SettingsError("\n".join(told)) from None
    said = {
        one.name: getattr(written, one.name)
        for one in fields(Written)
        if hyphenated(one.name) in data
    }
    said["overrides"] = tuple(
        {
            one.name: getattr(made, one.name)
            for one in fields(Override)
            if hyphenated(one.name) in raw
        }
        for made, raw in zip(written.overrides, data.get("overrides") or (), strict=True)
    )
    problems = [_told(path, lines, place, reason) for place, reason in _wrong(said)]
    if problems:
        raise SettingsError("\n".join(problems))
    return said


_LISTS = frozenset(
    hyphenated(one.name)
    for one in (*fields(Written), *fields(Override))
    if one.type == "tuple[str, ...]"
)


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was meant: a lone text for a list of one, and `off`, which YAML 1.1 reads as false."""
    made: dict[str, Any] = {
        k: [v] if k in _LISTS and isinstance(v, str) else v for k, v in data.items()
    }
    if isinstance(made.get("severity"), dict):
        made["severity"] = {k: "off" if v is False else v for k, v in made["severity"].items()}
    if isinstance(made.get("overrides"), list):
        made["overrides"] = [_plain(o) if isinstance(o, dict) else o for o in made["overrides"]]
    return made


def _wrong(said: Mapping[str, Any]) -> list[tuple[tuple[Any, ...], str]]:
    """What types alone do not say."""
    problems: list[tuple[tuple[Any, ...], str]] = []
    places: list[tuple[tuple[Any, ...], Mapping[str, Any]]] = [((), said)]
    places += [(("overrides", i), one) for i, one in enumerate(said["overrides"])]
    for place, values in places:
        reader = values.get("reader")
        if reader and not format_named(reader):
            names = [one.name for one in FORMATS]
            hint = close_match(reader, names) or f" (there are {', '.join(names)})"
            problems.append(((*place, "reader"), f"no such format: “{reader}”{hint}"))
        problems += [
            ((*place, name), f"“{pattern}” is no pattern; write it as in .gitignore")
            for name in ("exclude", "files")
            for pattern in values.get(name, ())
            if not is_pattern(pattern)
        ]
    for name in ("max_bytes", "max_seconds", "max_findings"):
        if said.get(name, 1) <= 0:
            problems.append(((hyphenated(name),), "write a number above 0"))
    return problems


def _reasons(errors: Iterable[Any]) -> dict[tuple[Any, ...], str]:
    """What is wrong at each place; of a choice of types, all that would have been right."""
    expected: dict[tuple[Any, ...], list[str]] = {}
    reasons: dict[tuple[Any, ...], str] = {}
    for error in errors:
        place = tuple(part for part in error["loc"] if part not in _TYPE_NAMES)
        if error["type"] in ("enum", "literal_error"):
            names = expected.setdefault(place, [])
            names += [
                name
                for name in re.findall(r"'([^']*)'", error["ctx"]["expected"])
                if name not in names
            ]
            written = str(error["input"])
            hint = close_match(written, names)
            reasons[place] = f"“{written}” is none of {', '.join(names)}{hint}"
        else:
            reasons.setdefault(place, _reason(error))
    return reasons


def _reason(error: Any) -> str:
    if error["type"] not in ("unexpected_keyword_argument", "extra_forbidden"):
        return str(error["msg"]).removeprefix("Value error, ")
    model = Override if "overrides" in error["loc"][:-1] else Written
    known = [hyphenated(one.name) for one in fields(model)]
    return "no such setting" + (
        close_match(str(error["loc"][-1]), known) or f" (there are {', '.join(known)})"
    )


# Parts of a place that are pydantic's names for types, not the user's for fields.
_TYPE_NAMES = frozenset(
    {"str-enum[Severity]", "enum", "literal['off']", "literal['never']", "dict"}
)


def _told(
    path: Path, lines: Mapping[tuple[Any, ...], int] | None, place: tuple[Any, ...], reason: str
) -> str:
    name = ".".join(str(part) for part in place)
    if lines is None:
        return f"{path}: [tool.cxlint] {name}: {reason}"
    known = place
    while known and known not in lines:
        known = known[:-1]
    return f"{path}:{lines.get(known, 1)}: {name + ': ' if name else ''}{reason}"
