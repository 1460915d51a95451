"""Front matter of Markdown files: of all its keys, `title` and `description` are prose."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from cxlint import escaping
from cxlint.document import Block, Genre, Role
from cxlint.escaping import Escaping
from cxlint.model import Span
from cxlint.text import ProseBuilder
from cxlint.yaml_text import composed

_ROLES = {"title": Role.TITLE, "description": Role.META}
_TOML_VALUE = re.compile(r"(?m)^(title|description|genre)[ \t]*=[ \t]*([\"'])(.*?)\2[ \t]*$")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LAYERS = {
    None: (escaping.YAML_PLAIN,),
    "'": (escaping.YAML_SINGLE,),
    '"': (escaping.YAML_DOUBLE,),
}
_ESCAPES = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|''")


class _Value(NamedTuple):
    """The value of a key: as it reads, where it stands (without quotes), and how it is stored."""

    key: str
    reads: str
    place: Span
    layers: tuple[Escaping, ...] = ()


def read(source: str, span: Span, style: str) -> tuple[list[Block], Genre | None]:
    """Blocks of the front matter under `span` ("YamlStyle" or "PlusesStyle"), and its `genre`."""
    values = _toml(source, span) if style == "PlusesStyle" else _yaml(source, span)
    blocks, genre = [], None
    for value in values:
        if value.key == "genre":
            known = value.reads.lower() in set(Genre)
            genre = Genre(value.reads.lower()) if known else None
            continue
        builder = _builder(source, value)
        if builder:
            blocks.append(Block(_ROLES[value.key], builder.build(), layers=value.layers))
    return blocks, genre


def _builder(source: str, value: _Value) -> ProseBuilder:
    """The prose of a value, escape by escape; as a whole where it does not come out as it reads."""
    builder, place = ProseBuilder(source), value.place
    position = place.start
    escapes = _ESCAPES.finditer(source, place.start, place.end) if value.layers else ()
    for escape in escapes:
        reads = escaping.read_through(value.layers, escape.group())
        if reads != escape.group():
            builder.take(position, escape.start())
            builder.put(reads, *escape.span())
            position = escape.end()
    builder.take(position, place.end)
    if builder.build().text == " ".join(value.reads.split()):
        return builder
    whole = ProseBuilder(source)
    whole.put(" ".join(value.reads.split()), place.start, place.end)
    return whole


def _yaml(source: str, span: Span) -> list[_Value]:
    try:
        node = composed(span.of(source))
    except yaml.YAMLError:
        return []
    values = []
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            continue
        wanted = key.value in _ROLES or key.value == "genre"
        if wanted and isinstance(value, yaml.ScalarNode) and value.tag.endswith(":str"):
            place = Span(value.start_mark.index, value.end_mark.index).shifted(span.start)
            if value.style in ("'", '"'):
                place = Span(place.start + 1, place.end - 1)
            elif value.style in ("|", ">"):
                head = _LINE_END.search(source, place.start, place.end)
                place = Span(head.end() if head else place.start, place.end)
            layers = _LAYERS.get(value.style or None, ())
            values.append(_Value(str(key.value), str(value.value), place, layers))
    return values


def _toml(source: str, span: Span) -> list[_Value]:
    return [
        _Value(
            match.group(1),
            match.group(3),
            Span(*match.span(3)),
            (escaping.YAML_DOUBLE if match.group(2) == '"' else escaping.TOML_LITERAL,),
        )
        for match in _TOML_VALUE.finditer(source, span.start, span.end)
    ]
