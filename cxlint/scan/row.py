"""One row of a table as a document of its own, and the way from its findings back to the cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from cxlint import readers
from cxlint.document import Block, Comment, Content, Document
from cxlint.model import Finding, Span
from cxlint.readers import Format, Options, cells
from cxlint.settings import Settings
from cxlint.text import Prose

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one column in one row; `title` says that the column holds titles."""

    column: str
    text: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What is checked as one document: its number as a spreadsheet counts, its name, its texts."""

    number: int
    name: str
    cells: tuple[Cell, ...]
    groups: Mapping[str, str | None]

    @property
    def text(self) -> str:
        """The texts one after another: the source of the row's document."""
        return _BETWEEN.join(cell.text for cell in self.cells)

    def column_at(self, offset: int) -> tuple[str, int]:
        """The column that holds an offset of the source, and where its cell starts there."""
        starts = _starts(self.cells)
        index = max(bisect_right(starts, offset) - 1, 0)
        return self.cells[index].column, starts[index]

    def start_of(self, cell: Cell) -> int:
        """Where a cell starts in the source."""
        return _starts(self.cells)[self.cells.index(cell)]

    def place(self, finding: Finding) -> tuple[str, Span]:
        """The column of a finding, and its span in the cell."""
        column, start = self.column_at(finding.span.start)
        return column, Span(finding.span.start - start, finding.span.end - start)


def document_of(row: Row, settings: Settings) -> Document:
    """The document that a row is: the same as that of a file, where one column is read."""
    formats = [format_of_cell(cell.text, settings.cell_format) for cell in row.cells]
    if len(row.cells) == 1 and not row.cells[0].title:
        return readers.parse(row.text, path=row.name, format=formats[0], genre=settings.genre)
    name = "html" if any(one.name == "html" for one in formats) else "text"
    parse = partial(_content, row.cells, formats)
    return Document(row.text, path=row.name, format=name, parse=parse, genre=settings.genre)


def format_of_cell(text: str, cell_format: str) -> Format:
    """What a cell holds, where it is not said: HTML if there are tags, else plain text."""
    name = (
        ("html" if cells._TAGS.search(text) else "text") if cell_format == "auto" else cell_format
    )
    return next(one for one in readers.FORMATS if one.name == name)


def _content(row: Sequence[Cell], formats: Sequence[Format], _: str) -> Content:
    blocks: list[Block] = []
    comments: list[Comment] = []
    for cell, format, start in zip(row, formats, _starts(row), strict=True):
        content = _title(cell.text, format) if cell.title else format.parse(cell.text, Options())
        blocks += (block.shifted(start) for block in content.blocks)
        comments += (comment.shifted(start) for comment in content.comments)
    return Content(tuple(blocks), tuple(comments))


def _title(text: str, format: Format) -> Content:
    prose = Prose.verbatim(text, Span(0, len(text)))
    return cells.content_of(prose, {}, format.name, title=True)


def _starts(row: Sequence[Cell]) -> list[int]:
    """Where each cell begins in the text of the row."""
    return list(accumulate((len(cell.text) + len(_BETWEEN) for cell in row[:-1]), initial=0))
