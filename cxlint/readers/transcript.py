"""Transcripts: the text taken out of a stored file, a line for each block.

Formats whose files are not their text (Word, PDF, slides …) hand their words on as one text of
lines. A line is a block; what the block is, and where it stands in the file, is kept beside it. A
changed text of as many lines can be read again, so that the effect of edits can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxlint.document import Block, Content, Document, Role
from cxlint.text import ProseBuilder

# What would end a line, in words that must stay on one; a form feed or U+2028 ends none.
_LINE_ENDS = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Line:
    """What the block of one line is, and where it stands in the file."""

    role: Role = Role.PARAGRAPH
    level: int = 0
    place: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reading:
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    def __call__(self, source: str) -> Content:
        blocks, start = [], 0
        for text, line in zip(source.split("\n"), self.lines, strict=False):
            builder = ProseBuilder(source)
            builder.take(start, start + len(text))
            if builder:
                prose = builder.build()
                within = prose.shifted(-start)
                blocks.append(Block(line.role, prose, line.level, line.place, within))
            start += len(text) + 1
        return Content(tuple(blocks), notes=self.notes)


class Transcript:
    """Gathers the lines of one file, in reading order."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._lines: list[Line] = []
        self.length = 0

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, text: str, line: Line) -> int:
        """Add a line, whose own line ends read as spaces; returns where it starts in the source."""
        start = self.length
        self._texts.append(_LINE_ENDS.sub(" ", text))
        self._lines.append(line)
        self.length += len(text) + 1
        return start

    @property
    def source(self) -> str:
        """All lines as one text."""
        return "\n".join(self._texts)

    def document(self, *notes: str, editable: bool = True) -> Document:
        """The document that was read; `notes` are told to the user."""
        reading = _Reading(tuple(self._lines), notes)
        return Document(self.source, parse=reading, verbatim=False, editable=editable)
