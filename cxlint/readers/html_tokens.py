"""The tokens of HTML: tags, comments, text and raw text, each with its exact place.

This module alone knows where a tag ends. It cuts as browsers do (the tokenizer of the WHATWG
standard), in one pass without recursion and without going back: nothing is malformed to it, and
time is linear in the length. (tree-sitter-html gives positions as well, but takes a minute for
100,000 nested elements and gives up on tags that browsers read.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from cxlint.model import Span


class Kind(StrEnum):
    """What a token is; RAW is the inside of a script, a style sheet and the like."""

    TEXT = "text"
    RAW = "raw"
    OPEN = "open"
    CLOSE = "close"
    COMMENT = "comment"


class Token(NamedTuple):
    """A stretch of a source; `name` is that of a tag, or of the element around raw text."""

    kind: Kind
    start: int
    end: int
    name: str = ""


# What a "=" and its value look like, quoted or not; an unclosed quote runs to the end.
_VALUE = r"""\s*+=\s*+(?:"(?P<double>[^"]*+)(?:"|\Z)|'(?P<single>[^']*+)(?:'|\Z)|(?P<bare>[^\s>"'][^\s>]*+))?+"""
_ANY_VALUE = re.sub(r"\?P<\w+>", "?:", _VALUE)
_MARKUP = re.compile(
    rf"""(?s:
      <!--(?:-?>|.*?(?:--!?>|\Z))
    | <!\[CDATA\[.*?(?:\]\]>|\Z)
    | <[!?][^>]*+(?:>|\Z) | </(?=[^a-zA-Z])[^>]*+(?:>|\Z)
    | <(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?:[\s/]++|[^\s/>][^\s/>=]*+(?:{_ANY_VALUE})?+)*+(?P<tail>>|\Z)
    )""",
    re.X,
)
_ATTRIBUTE = re.compile(rf"(?P<name>[^\s/>][^\s/>=]*+)(?:{_VALUE})?+")
_NAME = re.compile(r"<(/?[a-zA-Z][^\s/>]*+)")
_NAME_END = re.compile(r"<[a-zA-Z][^\s/>]*+")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
# Their inside holds no tags, but is read.
_TEXT_ONLY = frozenset({"title", "textarea"})
# What is code within a sentence.
CODE = frozenset({"code", "kbd", "samp", "var"})


def tokens(source: str, span: Span) -> Iterator[Token]:
    """The tokens of the HTML under `span`; together they cover all of it but odd declarations."""
    end = span.end
    is_xml = source.startswith("<?xml", span.start)
    text = position = span.start
    while (less := source.find("<", position, end)) >= 0:
        markup = _MARKUP.match(source, less, end)
        if markup is None:
            position = less + 1
            continue
        if text < less:
            yield Token(Kind.TEXT, text, less)
        text = position = markup.end()
        name = (markup["name"] or "").lower()
        if name:
            yield Token(Kind.CLOSE if markup["close"] else Kind.OPEN, less, position, name)
        elif source.startswith("<!--", less):
            yield Token(Kind.COMMENT, less, position)
        closed = markup["close"] or (is_xml and source[position - 2] == "/")
        if not closed and (name in _RAW or name in _TEXT_ONLY):
            inside = _end_tag(name).search(source, position, end)
            text = position = inside.start() if inside else end
            if markup.end() < position:
                kind = Kind.RAW if name in _RAW else Kind.TEXT
                yield Token(kind, markup.end(), position, name)
    if text < end:
        yield Token(Kind.TEXT, text, end)


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>]|\Z)", re.I)


def tag(source: str, start: int, end: int) -> str:
    """The name of the tag there, in lower case and with the slash of one that closes."""
    name = _NAME.match(source, start, end)
    return name[1].lower() if name else ""


def attributes(source: str, start: int, end: int) -> dict[str, Span]:
    """The attributes of the tag there: the place of each value, without its quotes.

    Names are in lower case; of two equal ones the first counts. An attribute without a value has
    an empty span.
    """
    name_end = _NAME_END.match(source, start, end)
    found: dict[str, Span] = {}
    for one in _ATTRIBUTE.finditer(source, name_end.end() if name_end else start, end):
        group = next((g for g in ("double", "single", "bare") if one[g] is not None), None)
        place = Span(*one.span(group)) if group else Span(one.end(), one.end())
        found.setdefault(one["name"].lower(), place)
    return found
