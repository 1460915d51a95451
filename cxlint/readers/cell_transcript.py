"""Cells taken out of a stored table (a workbook, a column store), as one text.

A mark that no text holds stands between two cells, so that a changed text can be read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from cxlint.document import Block, Comment, Content, Document
from cxlint.model import Span
from cxlint.readers import Options, UnreadableFile, cells
from cxlint.text import Prose

_BETWEEN = "\x1e\n"


@dataclass(frozen=True, slots=True)
class _Cell:
    place: Mapping[str, Any]
    title: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    cells: tuple[_Cell, ...]
    cell_format: str
    notes: tuple[str, ...]

    def __call__(self, source: str) -> Content:
        blocks: list[Block] = []
        comments: list[Comment] = []
        start = 0
        for text, cell in zip(source.split(_BETWEEN), self.cells, strict=False):
            prose = Prose.verbatim(source, Span(start, start + len(text)))
            content = cells.content_of(prose, cell.place, self.cell_format, title=cell.title)
            blocks += content.blocks
            comments += content.comments
            start += len(text) + len(_BETWEEN)
        return Content(tuple(blocks), tuple(comments), notes=self.notes)


class CellTranscript:
    """Gathers the cells of one file's tables that are prose, row by row."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._texts: list[str] = []
        self._cells: list[_Cell] = []
        self._notes: list[str] = []
        self._left = options.max_bytes

    def add(
        self, names: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], **place: Any
    ) -> None:
        """Add a table; `place` says which (its sheet). Raises UnreadableFile past the limit."""
        rows = iter(rows)
        sample = list(islice(rows, cells.SAMPLE))
        columns = cells.choose(names, [row for _, row in sample], self._options)
        if columns.note:
            self._notes.append(": ".join([*map(str, place.values()), columns.note]))
        for number, row in chain(sample, rows):
            identity = _cell(row, columns.identity)
            for index in columns.read:
                text = _cell(row, index)
                if text.strip():
                    where = {**place, **cells.place_of(number, names[index], identity)}
                    self._keep(text, _Cell(where, index in columns.titles))

    def _keep(self, text: str, cell: _Cell) -> None:
        self._left -= len(text) + 1
        if self._left < 0:
            raise UnreadableFile(
                f"more than {self._options.max_bytes:,} characters of text: not checked; raise `max-bytes`"
            )
        self._texts.append(text.replace(_BETWEEN, "\n"))
        self._cells.append(cell)

    def document(self) -> Document:
        """The document that was read."""
        reading = _Reading(tuple(self._cells), self._options.cell_format, tuple(self._notes))
        return Document(_BETWEEN.join(self._texts), parse=reading, verbatim=False)


def _cell(row: Sequence[str], index: int | None) -> str:
    return row[index] if index is not None and index < len(row) else ""


def headed(
    rows: Iterable[tuple[int, Sequence[str]]],
) -> tuple[list[str], Iterator[tuple[int, Sequence[str]]]]:
    """The names of a table's columns and its other rows; numbers where the first row names none."""
    rows = iter(rows)
    start = list(islice(rows, cells.SAMPLE))
    while start and not any(text.strip() for text in start[0][1]):
        start.pop(0)
    if not start:
        return [], iter(())
    width = max(len(row) for _, row in start)
    first = [text.strip() for text in start[0][1]]
    if cells.is_header(first):
        names = [*first, *(str(i + 1) for i in range(len(first), width))]
        return names, chain(start[1:], rows)
    return [str(i + 1) for i in range(width)], chain(start, rows)
