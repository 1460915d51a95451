"""JSON and JSON Lines: the strings of records, in the file as it stands.

A record is an element of the file's list of objects (or a line); a column is the names on the way
to a string, joined by dots. Escapes are undone for reading; edits are escaped for writing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from cxlint import escaping
from cxlint.document import Block, Comment, Content, Document
from cxlint.model import Edit, Span, apply_edits
from cxlint.readers import Options, UnreadableFile, cells
from cxlint.readers.tables import decoded
from cxlint.text import Prose

_TOKEN = re.compile(r'[\s,:]*(?:([{}\[\]])|(")|([^\s,:{}\[\]"]+))')
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)
_DEEPEST = 200


class Text(NamedTuple):
    """A string of a record: its column, and where its characters stand, quotes left out."""

    column: str
    span: Span


Row = tuple[int, list[Text]]


def read(data: bytes, options: Options) -> Document:
    """The document that a JSON Lines file is. Raises UnreadableFile."""
    return Document(decoded(data, "JSON")[0], parse=partial(parse, options=options))


def parse(source: str, options: Options) -> Content:
    """Blocks of the strings of JSON Lines that are prose; a line that is no JSON is left out."""
    left_out: list[int] = []
    rows = list(_lines(source, left_out))
    if left_out and not rows:
        raise UnreadableFile(f"not JSON Lines: line {left_out[0]} is no JSON")
    more = f" and {len(left_out) - 1} others" if len(left_out) > 1 else ""
    note = f"line {left_out[0]}{more} left out: no JSON" if left_out else ""
    return content_of(source, rows, options, note)


def write(data: bytes, document: Document, edits: Iterable[Edit]) -> bytes:
    """The file with `edits` made."""
    source, encoding = decoded(data, "JSON")
    if source != document.source:
        raise UnreadableFile("not the document that was read from this file")
    return encoding.encode(apply_edits(source, edits))


def _lines(source: str, left_out: list[int]) -> Iterator[Row]:
    start = 0
    for number, line in enumerate(source.split("\n"), 1):
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                left_out.append(number)
            else:
                if isinstance(value, dict | list | str):
                    yield (
                        number,
                        [text for _, text in strings(source, Span(start, start + len(line)), None)],
                    )
        start += len(line) + 1


def content_of(source: str, rows: list[Row], options: Options, note: str = "") -> Content:
    """Blocks of the strings that are prose, row by row."""
    names = list(dict.fromkeys(text.column for _, row in rows for text in row))
    columns = cells.choose(names, _sample(source, rows, names), options)
    numbers = {name: index for index, name in enumerate(names)}
    read = set(columns.read)
    identity = None if columns.identity is None else names[columns.identity]
    layer = escaping.ASCII_JSON if source.isascii() else escaping.JSON
    blocks: list[Block] = []
    comments: list[Comment] = []
    for number, row in rows:
        called = next((text.span.of(source) for text in row if text.column == identity), "")
        for text in row:
            index = numbers[text.column]
            if index in read and text.span:
                place = cells.place_of(number, text.column, called)
                title = index in columns.titles
                content = cells.content_of(
                    _prose(source, text.span), place, options.cell_format,
                    title=title, layers=(layer,),
                )  # fmt: skip
                blocks += content.blocks
                comments += content.comments
    return Content(
        tuple(blocks), tuple(comments), notes=tuple(one for one in (columns.note, note) if one)
    )


def _sample(source: str, rows: list[Row], names: list[str]) -> Iterator[list[str]]:
    for _, row in islice(rows, cells.SAMPLE):
        texts = dict.fromkeys(names, "")
        for text in row:
            texts[text.column] += " " + text.span.of(source)
        yield list(texts.values())


def _prose(source: str, span: Span) -> Prose:
    if "\\" in span.of(source):
        return cells.unescaped(source, span, _ESCAPE, escaping.json_character)
    return Prose.verbatim(source, span)


def strings(
    source: str, span: Span, rows_under: tuple[str, ...] | None
) -> Iterator[tuple[int, Text]]:
    """The strings and numbers of a valid JSON text with the number of their row.

    Rows are the elements of the list at the names `rows_under` (None: the text is one row); what
    stands beside that list is row 0.
    """
    open_: list[list[Any]] = []  # [is it an object, the key that is open, rows so far or None]
    position, keys = span.start, ()
    while position < span.end and (token := _TOKEN.match(source, position, span.end)):
        position = token.end()
        inner = open_[-1] if open_ else None
        if token.group(1) and token.group(1) in "{[":
            _counted(inner)
            keys = tuple(one[1] for one in open_ if one[0])
            is_rows = (
                token.group(1) == "["
                and keys == rows_under
                and not any(one[2] is not None for one in open_)
            )
            open_.append([token.group(1) == "{", None, 0 if is_rows else None])
            if len(open_) > _DEEPEST:
                raise UnreadableFile(f"nested more than {_DEEPEST} deep: not checked")
        elif token.group(1):
            open_.pop()
            _closed(open_)
        elif token.group(2):
            value, position = scanstring(source, position, False)  # noqa: FBT003 -- C takes no names
            if inner and inner[0] and inner[1] is None:
                inner[1] = value
                continue
            _counted(inner)
            yield _row(open_, rows_under), Text(_column(open_), Span(token.end(), position - 1))
            _closed(open_)
        else:
            _counted(inner)
            if token.group(3)[-1].isdigit():  # a number may be what the row is called by
                yield _row(open_, rows_under), Text(_column(open_), Span(*token.span(3)))
            _closed(open_)


def _row(open_: list[list[Any]], rows_under: tuple[str, ...] | None) -> int:
    return next((one[2] for one in open_ if one[2] is not None), 1 if rows_under is None else 0)


def _column(open_: list[list[Any]]) -> str:
    return ".".join(one[1] for one in open_ if one[0]) or "text"


def _counted(inner: list[Any] | None) -> None:
    if inner and inner[2] is not None:
        inner[2] += 1


def _closed(open_: list[list[Any]]) -> None:
    """A value has ended: its object waits for the next key."""
    if open_ and open_[-1][0]:
        open_[-1][1] = None
