"""Lines and columns of a text in parts, each of which keeps its own: an edit costs its part's lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from cxlint.model import Span
from cxlint.text import Lines, Unit


class JoinedLines(Lines):
    """The lines of a text whose parts begin at line starts; answers as `Lines` of the whole would."""

    def __init__(self, text: str, parts: Sequence[Lines]) -> None:
        self.text = text
        self._parts = parts or [Lines("")]
        self._offsets = [0, *accumulate(len(part.text) for part in self._parts)]
        # A part that is followed by another ends in a line end: its last, empty line is the next's.
        self._firsts = [0, *accumulate(len(part) - 1 for part in self._parts)]

    def __len__(self) -> int:
        return self._firsts[-1] + 1

    def span(self, line: int) -> Span:
        """The stretch of `line` without its line end."""
        part = min(bisect_right(self._firsts, line) - 1, len(self._parts) - 1)
        return self._parts[part].span(line - self._firsts[part]).shifted(self._offsets[part])

    def line_of(self, offset: int) -> int:
        """The line that holds `offset` (0 to the text's length)."""
        part = min(bisect_right(self._offsets, offset) - 1, len(self._parts) - 1)
        return self._firsts[part] + self._parts[part].line_of(offset - self._offsets[part])

    def offset(self, line: int, column: int, unit: Unit = Unit.CODE_POINTS) -> int:
        """The offset at `line` and `column`; past the end of the line or text, that end."""
        if line < 0:
            return 0
        if line >= len(self):
            return len(self.text)
        part = min(bisect_right(self._firsts, line) - 1, len(self._parts) - 1)
        return self._offsets[part] + self._parts[part].offset(
            line - self._firsts[part], column, unit
        )

    def byte(self, offset: int) -> int:
        """The offset in UTF-8 bytes (without a byte order mark) of a code-point offset."""
        return Unit.UTF8.size(self.text[:offset])
