"""Cells of tables as prose: which columns are read, and a cell's text with its way back.

A cell is a small text of its own (plain, Markdown or HTML): it is parsed as such, and the map of
what was parsed is laid over that of the cell, whose quotes and escapes are undone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cxlint import escaping
from cxlint.document import Comment, Content, Role
from cxlint.escaping import Escaping
from cxlint.model import Span
from cxlint.readers import Options, UnreadableFile, html, markdown, plain
from cxlint.text import Piece, Prose

# How many rows are looked at before the columns are chosen.
SAMPLE = 1000

_TITLES = frozenset({"title", "position", "subject", "headline", "jobtitle"})
_TEXTS = frozenset(
    {"description", "body", "summary", "text", "content", "requirements", "responsibilities", "duties",
     "qualifications", "benefits", "about", "overview", "profile", "tasks", "skills", "message", "html",
     "advert", "posting", "jobdescription", "education", "experience", "functions", "details"}
)  # fmt: skip
_NO_TEXT = frozenset(
    {
        "id",
        "url",
        "link",
        "date",
        "time",
        "type",
        "email",
        "phone",
        "code",
        "count",
        "number",
        "language",
        "lang",
    }
)
_IDS = (
    "id",
    "job id",
    "posting id",
    "requisition id",
    "req id",
    "uuid",
    "key",
    "reference",
    "ref",
    "requisition",
    "job number",
    "number",
)
_PROSE_WORDS = 8
_TITLE_WORDS = 14
_HEADER_WIDTH = 60

_TAGS = re.compile(
    r"</?(?:p|br|div|ul|ol|li|b|strong|em|i|u|span|h[1-6]|table|tr|td|a|font|hr|section|article)\b[^<>]*>"
    r"|&(?:#\d{2,6}|#x[0-9a-f]{2,6}|nbsp|amp|quot|apos|[lr][sd]quo|[nm]dash|bull|lt|gt);",
    re.I,
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table that are read, those of them that are titles, and its id column."""

    read: tuple[int, ...]
    titles: frozenset[int]
    identity: int | None
    note: str


def choose(names: Sequence[str], sample: Iterable[Sequence[str]], options: Options) -> Columns:
    """The columns to read: those that the user names, else those that look like prose.

    `sample` are rows of texts. Raises UnreadableFile for a name that the table does not have.
    """
    identity = _identity(names, options.id_column)
    titles = frozenset(i for i, name in enumerate(names) if _last_word(name) in _TITLES)
    if options.columns:
        read = tuple(dict.fromkeys(_index(names, wanted) for wanted in options.columns))
        return Columns(read, titles, identity, "")
    lengths = _mean_words(len(names), sample)
    read = tuple(
        i for i, name in enumerate(names)
        if i != identity and lengths[i] and not _is_no_text(name)
        and (_is_named_prose(name) or lengths[i] >= _PROSE_WORDS)
    )  # fmt: skip
    if not read:
        read = tuple(i for i, mean in enumerate(lengths) if mean >= 2 and i != identity)
    return Columns(read, titles, identity, _note(names, read))


def _note(names: Sequence[str], read: Sequence[int]) -> str:
    every = ", ".join(name or str(i + 1) for i, name in enumerate(names))
    if not read:
        return f"no column looks like prose (there are {every}); name one with --column"
    chosen = ", ".join(names[i] for i in read)
    return f"columns read: {chosen} (of {len(names)}); choose others with --column"


def _index(names: Sequence[str], wanted: str) -> int:
    """The index of a column by its name, in any case; a dotted path's last name will do."""
    lowered = [name.lower() for name in names]
    for candidates in (lowered, [name.rpartition(".")[2] for name in lowered]):
        if wanted.lower() in candidates:
            return candidates.index(wanted.lower())
    if wanted.isdigit() and 0 < int(wanted) <= len(names):
        return int(wanted) - 1
    raise UnreadableFile(f"no column “{wanted}”; there are {', '.join(names) or 'none'}")


def _identity(names: Sequence[str], wanted: str) -> int | None:
    if wanted:
        return _index(names, wanted)
    spoken = [" ".join(_words(name)) for name in names]
    return next((spoken.index(name) for name in _IDS if name in spoken), None)


def _words(name: str) -> list[str]:
    """The words of a column's name, whether in snake, kebab or camel case."""
    return [word.lower() for word in _WORDS.findall(name.rpartition(".")[2])]


def _last_word(name: str) -> str:
    return (_words(name) or [""])[-1]


def _is_no_text(name: str) -> bool:
    return _last_word(name) in _NO_TEXT or name.rpartition(".")[2].startswith("@")


def _is_named_prose(name: str) -> bool:
    return bool(_TEXTS & set(_words(name))) or _last_word(name) in _TITLES


def _mean_words(width: int, sample: Iterable[Sequence[str]]) -> list[float]:
    """How many words the cells of each column have, the empty ones not counted."""
    words, cells = [0] * width, [0] * width
    for row in sample:
        for i, text in enumerate(row[:width]):
            found = len(re.findall(r"[^\W\d_]{2,}", text[:2000]))
            words[i] += found
            cells[i] += bool(found)
    return [total / count if count else 0.0 for total, count in zip(words, cells, strict=True)]


def is_header(row: Sequence[str]) -> bool:
    """Whether a table's first row names its columns: short, different, not all numbers."""
    names = [text.strip() for text in row]
    filled = [name for name in names if name]
    return (
        bool(filled)
        and len(filled) >= len(names) * 0.5
        and len(set(filled)) == len(filled)
        and all(len(name) <= _HEADER_WIDTH and len(name.split()) <= 6 for name in filled)
        and not any("\n" in name for name in filled)
        and any(name[0].isalpha() or name[0] in "_@#" for name in filled)
        and not any(name[-1] in ".!?" for name in filled)
    )


def content_of(
    cell: Prose,
    place: Mapping[str, Any],
    cell_format: str,
    *,
    title: bool,
    layers: tuple[Escaping, ...] = (),
) -> Content:
    """Blocks and comments of one cell; `cell` is its text, unescaped, with its way back.

    `layers` are what the cell is stored in.
    """
    parser = _parser(cell.text, cell_format)
    parsed = parser.parse(cell.text)
    if parser is plain and cell_format == "auto":
        layers = (escaping.UNMARKED, *layers)
    blocks = [
        replace(
            block,
            prose=through(block.prose, cell),
            place=place,
            within=block.prose,
            layers=(*block.layers, *layers),
        )
        for block in parsed.blocks
    ]
    if len(blocks) == 1:
        short = title and len(blocks[0].text.split()) <= _TITLE_WORDS
        # A line of a cell is no heading of the others for being short and in capitals.
        role = (
            Role.TITLE
            if short
            else Role.TABLE_CELL
            if blocks[0].role is Role.HEADING
            else blocks[0].role
        )
        blocks = [replace(blocks[0], role=role)]
    comments = tuple(Comment(cell.source_span(one.span), one.text) for one in parsed.comments)
    return Content(tuple(blocks), comments)


def _parser(text: str, cell_format: str) -> Any:
    if cell_format == "auto":
        return html if _TAGS.search(text) else plain
    return {"text": plain, "markdown": markdown, "html": html}[cell_format]


def through(inner: Prose, outer: Prose) -> Prose:
    """Prose whose source is the text of `outer`, as prose of what `outer` comes from."""
    if len(outer.pieces) == 1 and outer.pieces[0].literal:
        return inner.shifted(outer.pieces[0].source)
    pieces: list[Piece] = []
    starts = [one.prose for one in outer.pieces]
    for piece in inner.pieces:
        if piece.literal:
            pieces += _cut(piece, outer.pieces, starts)
        else:
            span = outer.source_span(Span(piece.source, piece.source + piece.width))
            pieces.append(Piece(piece.prose, span.start, piece.length, len(span)))
    return Prose(inner.text, tuple(pieces))


def _cut(piece: Piece, outer: Sequence[Piece], starts: Sequence[int]) -> list[Piece]:
    """A literal piece, cut where the outer text changes from literal to escaped."""
    found, position, end = [], piece.source, piece.source + piece.length
    while position < end:
        under = outer[bisect_right(starts, position) - 1]
        step = min(end, under.prose + under.length) - position
        prose = piece.prose + position - piece.source
        if under.literal:
            found.append(Piece(prose, under.source + position - under.prose, step, step))
        else:
            found.append(Piece(prose, under.source, step, under.width))
        position += step
    return found


def unescaped(source: str, span: Span, escape: re.Pattern[str], meaning: Any) -> Prose:
    """The text under `span`, each match of `escape` read as the one character it means."""
    text, pieces, position, length = [], [], span.start, 0
    for match in escape.finditer(source, span.start, span.end):
        if match.start() > position:
            size = match.start() - position
            pieces.append(Piece(length, position, size, size))
            text.append(source[position : match.start()])
            length += size
        text.append(meaning(match.group()))
        pieces.append(Piece(length, match.start(), 1, match.end() - match.start()))
        length += 1
        position = match.end()
    if position < span.end:
        pieces.append(Piece(length, position, span.end - position, span.end - position))
        text.append(source[position : span.end])
    return Prose("".join(text), tuple(pieces))


def place_of(row: int, column: str, identity: str) -> dict[str, Any]:
    """Where a cell is: its row as a spreadsheet counts, its column's name, its row's id."""
    place: dict[str, Any] = {"row": row, "column": column}
    return {**place, "id": identity.strip()[:80]} if identity.strip() else place
