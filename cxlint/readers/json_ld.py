"""Job postings in JSON-LD (schema.org JobPosting): which strings are prose, and where.

Read token by token without recursion and without asking for valid JSON: career pages have
trailing commas and bare line ends in strings, and search engines read them all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cxlint.model import Span
from cxlint.text import Piece, Prose

# What schema.org gives a posting to say in sentences.
PROSE_KEYS = frozenset(
    {"title", "description", "responsibilities", "qualifications", "skills",
     "experienceRequirements", "jobBenefits"}
)  # fmt: skip
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[{}\[\],:]|[^\s{}\[\],:"]++', re.S)
_ESCAPE = re.compile(
    r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u([0-9a-f]{4})|\\(.)", re.I | re.S
)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(slots=True)
class _Frame:
    """An open object or array; an array stands for the key that it is the value of."""

    is_object: bool
    key: str = ""
    awaits_value: bool = False
    is_posting: bool = False
    strings: list[tuple[str, Span]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Posting:
    """One JobPosting: its keys that are prose, and the span of each value inside its quotes."""

    strings: tuple[tuple[str, Span], ...]


def postings(source: str, span: Span) -> Iterator[Posting]:
    """The job postings in the JSON under `span`, in the order in which they end."""
    frames = [_Frame(is_object=False)]
    for token in _TOKEN.finditer(source, span.start, span.end):
        mark = source[token.start()]
        frame = frames[-1]
        if mark in "{[":
            frames.append(_Frame(is_object=mark == "{", key=frame.key))
        elif mark in "}]":
            if len(frames) > 1:
                frames.pop()
            if frame.is_posting and frame.strings:
                yield Posting(tuple(frame.strings))
        elif mark in ":,":
            frame.awaits_value = mark == ":"
        elif mark == '"':
            closed = token.end() - token.start() > 1 and source[token.end() - 1] == '"'
            inside = Span(token.start() + 1, token.end() - closed)
            _string(frames, source, inside)


def _string(frames: list[_Frame], source: str, inside: Span) -> None:
    frame = frames[-1]
    if not frame.is_object:
        if frame.key == "@type" and _is_posting(inside.of(source)) and len(frames) > 1:
            frames[-2].is_posting = True
    elif not frame.awaits_value:
        frame.key = inside.of(source)
    elif frame.key == "@type":
        frame.is_posting = frame.is_posting or _is_posting(inside.of(source))
    elif frame.key in PROSE_KEYS:
        frame.strings.append((frame.key, inside))


def _is_posting(type_name: str) -> bool:
    return re.split(r"[/:#]", type_name)[-1] == "JobPosting"


def unescaped(source: str, inside: Span) -> Prose:
    """The text of a JSON string; each escape maps as a whole."""
    texts: list[str] = []
    pieces: list[Piece] = []
    length, position = 0, inside.start

    def add(text: str, start: int, end: int) -> None:
        nonlocal length
        if text:
            texts.append(text)
            pieces.append(Piece(length, start, len(text), end - start))
            length += len(text)

    for escape in _ESCAPE.finditer(source, inside.start, inside.end):
        add(source[position : escape.start()], position, escape.start())
        add(_character(escape), *escape.span())
        position = escape.end()
    add(source[position : inside.end], position, inside.end)
    return Prose("".join(texts), tuple(pieces))


def _character(escape: re.Match[str]) -> str:
    high, low, one, named = escape.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    if one:
        code = int(one, 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return _NAMED.get(named, named)
