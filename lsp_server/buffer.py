"""The text of an open document, kept as its editor keeps it.

Changes are applied here and not by pygls, whose lines also end at form feeds, U+2028 and the like:
after an incremental change its copy is another text than the editor's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lsprotocol import types

from cxlint.text import Lines, Unit

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Buffer:
    """A text as its lines with their ends, so that a change costs its lines and not the text."""

    def __init__(self, text: str) -> None:
        self._lines = _split(_readable(text))

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self._lines)

    def line(self, number: int) -> str:
        """One line without its end; empty where there is none."""
        return self._lines[number].rstrip("\r\n") if 0 <= number < len(self._lines) else ""

    def apply(self, changes: Iterable[types.TextDocumentContentChangeEvent], unit: Unit) -> None:
        """Make the changes of one notification, each upon the result of the one before."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                self._replace(change.range, _readable(change.text), unit)
            else:
                self._lines = _split(_readable(change.text))

    def _replace(self, place: types.Range, text: str, unit: Unit) -> None:
        first, last = sorted((self._at(place.start, unit), self._at(place.end, unit)))
        line, past = first[0], last[0] + 1
        changed = self._lines[line][: first[1]] + text + self._lines[last[0]][last[1] :]
        if line and changed.startswith("\n") and self._lines[line - 1].endswith("\r"):
            line -= 1  # the two make one line end
            changed = self._lines[line] + changed
        lines = _split(changed)
        if past < len(self._lines):
            lines.pop()  # what follows the last line's end is the next line, which is there
        self._lines[line:past] = lines

    def _at(self, position: types.Position, unit: Unit) -> tuple[int, int]:
        """Line and index in it; past the end of a line or of the text, that end."""
        number = max(position.line, 0)
        if number >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        return number, Lines(self._lines[number]).offset(0, position.character, unit)


def _split(text: str) -> list[str]:
    """The lines with their ends; the last one has none, and may be empty."""
    lines = _LINE.findall(text)
    lines.append(text[sum(map(len, lines)) :])
    return lines


def _readable(text: str) -> str:
    """A text that can be encoded: halves of a character become U+FFFD, as wide in every unit."""
    return _LONE_SURROGATE.sub("\ufffd", text)
