"""Front matter of Markdown files: of all its keys, `title` and `description` are prose."""

from __future__ import annotations

import re

import yaml

from cxlint.document import Block, Genre, Role
from cxlint.model import Span
from cxlint.text import ProseBuilder

_ROLES = {"title": Role.TITLE, "description": Role.META}
_TOML_VALUE = re.compile(r"(?m)^(title|description|genre)[ \t]*=[ \t]*([\"'])(.*?)\2[ \t]*$")


def read(source: str, span: Span, style: str) -> tuple[list[Block], Genre | None]:
    """Blocks of the front matter under `span` ("YamlStyle" or "PlusesStyle"), and its `genre`."""
    values = _toml(source, span) if style == "PlusesStyle" else _yaml(source, span)
    blocks, genre = [], None
    for key, value, place in values:
        if key == "genre":
            genre = Genre(value.lower()) if value.lower() in set(Genre) else None
            continue
        builder = ProseBuilder(source)
        if place.of(source).split() == value.split():
            builder.take(place.start, place.end)
        else:
            builder.put(" ".join(value.split()), place.start, place.end)
        if builder:
            blocks.append(Block(_ROLES[key], builder.build()))
    return blocks, genre


def _yaml(source: str, span: Span) -> list[tuple[str, str, Span]]:
    try:
        node = yaml.compose(span.of(source), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
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
                head = source.find("\n", place.start, place.end) + 1
                place = Span(head or place.start, place.end)
            values.append((str(key.value), str(value.value), place))
    return values


def _toml(source: str, span: Span) -> list[tuple[str, str, Span]]:
    return [
        (match.group(1), match.group(3), Span(*match.span(3)))
        for match in _TOML_VALUE.finditer(source, span.start, span.end)
    ]
