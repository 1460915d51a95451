"""Lines and columns of a text in parts, each of which keeps its own: an edit costs its part's lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

from cxlint.model import Span
from cxlint.text import Lines, Unit


class Lined(Protocol):
    """A part of a text that begins at a line start."""

    size: int

    @property
    def breaks(self) -> int:
        """The number of its line ends."""

    @property
    def lines(self) -> Lines:
        """Its lines."""


class JoinedLines(Lines):
    """The lines of a text whose parts begin at line starts; answers as `Lines` of the whole would.

    `offsets` and `firsts` are the offset and the line at which each part starts; one more than parts.
    """

    def __init__(self, text: str, parts: Sequence[Lined]) -> None:
        self.text = text
        self._parts = parts
        self.offsets = [0, *accumulate([part.size for part in parts])]
        # A part that is followed by another ends in a line end: its last, empty line is the next's.
        self.firsts = [0, *accumulate([part.breaks for part in parts])]

    def __len__(self) -> int:
        return self.firsts[-1] + 1

    def span(self, line: int) -> Span:
        """The stretch of `line` without its line end."""
        if not self._parts:
            return Span(0, 0)
        part = self._part_of(line)
        inside = self._parts[part].lines.span(line - self.firsts[part])
        return inside.shifted(self.offsets[part])

    def line_of(self, offset: int) -> int:
        """The line that holds `offset` (0 to the text's length)."""
        part = min(bisect_right(self.offsets, offset), len(self._parts)) - 1
        if part < 0:
            return 0
        return self.firsts[part] + self._parts[part].lines.line_of(offset - self.offsets[part])

    def offset(self, line: int, column: int, unit: Unit = Unit.CODE_POINTS) -> int:
        """The offset at `line` and `column`; past the end of the line or text, that end."""
        if line < 0:
            return 0
        if line >= len(self):
            return len(self.text)
        if not self._parts:
            return 0
        part = self._part_of(line)
        inside = self._parts[part].lines.offset(line - self.firsts[part], column, unit)
        return self.offsets[part] + inside

    def byte(self, offset: int) -> int:
        """The offset in UTF-8 bytes (without a byte order mark) of a code-point offset."""
        return Unit.UTF8.size(self.text[:offset])

    def _part_of(self, line: int) -> int:
        return min(bisect_right(self.firsts, line), len(self._parts)) - 1
