"""Tables of reStructuredText: the cells of grid and simple tables, each as slices of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cxlint.model import Span

GRID = re.compile(r"\+(?:[-=]+\+)+$")
SIMPLE = re.compile(r"={2,}(?:[ ]+={2,})+$")
_RULE = re.compile(r"-+(?:[ ]+-+)*$")


class Line(NamedTuple):
    """A line: the place of its text without indentation, and how far that is indented."""

    start: int
    end: int
    indent: int

    @property
    def is_blank(self) -> bool:
        """Whether there is no text."""
        return self.start == self.end

    def text(self, source: str) -> str:
        """The line without indentation."""
        return source[self.start : self.end]


# The slices of one cell, and whether they end at a wall.
Cell = tuple[list[Span], bool]


def grid(source: str, lines: Sequence[Line], at: int) -> tuple[list[Cell], int]:
    """The cells of the grid table at line `at`, and the number of the line after it.

    Rows lie between lines that begin with "+"; a cell is a column of slices of lines.
    """
    cells: list[Cell] = []
    rows: list[Line] = []
    cuts = _columns(lines[at].text(source), "+")
    at += 1
    while at < len(lines) and not lines[at].is_blank and source[lines[at].start] in "+|":
        text = lines[at].text(source)
        if text.startswith("+"):
            cells += _grid_row(source, rows, cuts)
            rows = []
            cuts = sorted({*cuts, *_columns(text, "+")})
        else:
            rows.append(lines[at])
        at += 1
    return cells + _grid_row(source, rows, cuts), at


def _grid_row(source: str, rows: list[Line], cuts: list[int]) -> list[Cell]:
    walls = [cut for cut in cuts if all(row.text(source)[cut : cut + 1] == "|" for row in rows)]
    return [
        ([Span(row.start + left + 1, row.start + right) for row in rows], True)
        for left, right in pairwise(walls)
        if rows
    ]


def simple(source: str, lines: Sequence[Line], at: int) -> tuple[list[Cell], int]:
    """The cells of the simple table at line `at`, and the number of the line after it.

    Columns begin where the border's runs do; the last one has no end.
    """
    border = lines[at]
    starts = [run.start() for run in re.finditer(r"=+", border.text(source))]
    rows: list[list[Span]] = []
    at += 1
    borders = 1
    while at < len(lines):
        line = lines[at]
        is_last = at + 1 >= len(lines) or lines[at + 1].is_blank
        if line.is_blank and (borders > 2 or is_last):
            break
        at += 1
        text = line.text(source)
        if SIMPLE.match(text):
            borders += 1
            if borders > 1 and is_last:
                break
        elif not line.is_blank and not _RULE.match(text):
            _simple_row(source, line, line.start - line.indent + border.indent, starts, rows)
    return [(row, (index + 1) % len(starts) != 0) for index, row in enumerate(rows)], at


def _simple_row(
    source: str, line: Line, base: int, starts: list[int], rows: list[list[Span]]
) -> None:
    ends = [*starts[1:], max(line.end - base, starts[-1])]
    cells = [
        Span(min(base + a, line.end), min(base + b, line.end))
        for a, b in zip(starts, ends, strict=True)
    ]
    continues = not cells[0].of(source).strip() and len(rows) >= len(cells)
    for index, cell in enumerate(cells):
        if continues:
            rows[len(rows) - len(cells) + index].append(cell)
    if not continues:
        rows += [[cell] for cell in cells]


def _columns(text: str, mark: str) -> list[int]:
    return [index for index, character in enumerate(text) if character == mark]
