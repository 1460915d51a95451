"""What can be written next: rule ids in comments that silence, settings, and fields of rule files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxlint.rule import Rules
from cxlint.rule import schema as rule_schema
from cxlint.settings_schema import schema as settings_schema

DIRECTIVES = {
    "disable-next-line": "silence rules on the next line",
    "disable-line": "silence rules on this line",
    "disable": "silence rules from here on",
    "enable": "end the silence",
    "disable-file": "silence rules in the whole document",
}
_DIRECTIVE = re.compile(r"cxlint-([\w-]*)$")
_RULES = re.compile(rf"cxlint-(?:{'|'.join(DIRECTIVES)})[:\s]+(?:[\w/-]+[,\s]+)*([\w/-]*)$")
_KEY = re.compile(r"(?P<dashes>(?:[ \t]*-[ \t]+)*)[ \t]*(?P<key>[\w./-]+)[ \t]*:(?:[ \t]|$)")
_TYPED_KEY = re.compile(r"(?:[ \t]*-[ \t]+)*[ \t]*([\w/-]*)$")
_TYPED_VALUE = re.compile(
    r"(?:[ \t]*-[ \t]+)*[ \t]*([\w/-]+)[ \t]*:[ \t]+(?:\[(?:[^\],]*,)*[ \t]*)?([\w/-]*)$"
)


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that can be written in place of the last `typed` characters."""

    text: str
    meaning: str
    typed: int
    suffix: str = ""


def in_comment(line: str, rules: Rules) -> Iterator[Completion]:
    """What can follow in a comment that silences; `line` ends where the writer is."""
    if " -- " in line.rpartition("cxlint-")[2]:
        return
    directive = _DIRECTIVE.search(line)
    named = _RULES.search(line)
    if named:
        yield from _rule_names(rules, len(named.group(1)))
    elif directive:
        for name, meaning in DIRECTIVES.items():
            yield Completion(name, meaning, len(directive.group(1)))


def in_settings(lines: Sequence[str], rules: Rules) -> Iterator[Completion]:
    """What can follow in a configuration; the last of `lines` ends where the writer is."""
    path, typed, is_value = _place(lines)
    where = path[2:] if path[:1] == ["overrides"] else path
    if where[:1] in (["select"], ["ignore"]):
        yield from _rule_names(rules, len(typed))
    elif where == ["severity"] and not is_value:
        for one in _rule_names(rules, len(typed)):
            yield Completion(one.text, one.meaning, one.typed, ": ")
    else:
        yield from _by_schema(settings_schema(), path, typed, is_value=is_value)


def in_rule(lines: Sequence[str]) -> Iterator[Completion]:
    """What can follow in a rule file; the last of `lines` ends where the writer is."""
    path, typed, is_value = _place(lines)
    yield from _by_schema(rule_schema(), path, typed, is_value=is_value)


def _rule_names(rules: Rules, typed: int) -> Iterator[Completion]:
    packs = dict.fromkeys(rule.pack for rule in rules)
    for pack in packs:
        yield Completion(pack, "all rules of the pack", typed)
    for rule in rules:
        yield Completion(rule.id, rule.text(rule.message, "…"), typed)


# --- where in a YAML file -------------------------------------------------------------------------


def _place(lines: Sequence[str]) -> tuple[list[str], str, bool]:
    """The keys above the writer (an item of a list counts as ""), what is typed, and whether it is a value.

    Told by the indentation, since a file that is being written is seldom valid.
    """
    line = lines[-1]
    value, key = _TYPED_VALUE.match(line), _TYPED_KEY.match(line)
    if value:
        return [*_above(lines, _column(line)), value.group(1)], value.group(2), True
    if key:
        return _above(lines, _column(line)), key.group(1), False
    return [""], "", True


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" \t-"))


def _above(lines: Sequence[str], column: int) -> list[str]:
    """The keys that the last line lies under, outermost first."""
    path: list[str] = []
    dash = _dash(lines[-1])
    if dash is not None:
        path.append("")
    limit = dash if dash is not None else column
    is_item = dash is not None
    for line in reversed(lines[:-1]):
        found = _KEY.match(line)
        if found is None:
            continue
        at, dash = found.start("key"), _dash(line)
        if at < limit or (is_item and at == limit and dash is None):
            path.append(found.group("key"))
            limit, is_item = at, False
        if dash is not None and dash < limit and not is_item:
            path.append("")
            limit, is_item = dash, True
    return path[::-1]


def _dash(line: str) -> int | None:
    stripped = line.lstrip(" \t")
    return (
        len(line) - len(stripped) if stripped.startswith(("- ", "-\t")) or stripped == "-" else None
    )


# --- what a JSON Schema allows there ----------------------------------------------------------------


def _by_schema(
    schema: Mapping[str, Any], path: Sequence[str], typed: str, *, is_value: bool
) -> Iterator[Completion]:
    nodes = _variants(schema, schema)
    for key in path:
        nodes = [
            one for node in nodes for step in _step(node, key) for one in _variants(step, schema)
        ]
    if not is_value:
        keys = {name: node for one in nodes for name, node in one.get("properties", {}).items()}
        for name, node in keys.items():
            yield Completion(name, str(node.get("description", "")), len(typed), ": ")
    for name in dict.fromkeys(name for one in nodes for name in _values(one)):
        yield Completion(name, "", len(typed))


def _variants(node: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a node may be: references followed, alternatives laid side by side."""
    if "$ref" in node:
        target = schema["$defs"][str(node["$ref"]).rpartition("/")[2]]
        return _variants(target, schema)
    choices = [*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())]
    return [node, *(one for choice in choices for one in _variants(choice, schema))]


def _step(node: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    if key == "":
        step = node.get("items")
    else:
        step = node.get("properties", {}).get(key) or node.get("additionalProperties")
    if isinstance(step, Mapping):
        yield step


def _values(node: Mapping[str, Any]) -> Iterator[str]:
    values = [*node.get("enum", ()), *([node["const"]] if "const" in node else [])]
    if node.get("type") == "boolean":
        values += ["true", "false"]
    yield from (str(value) for value in values if value is not None)
