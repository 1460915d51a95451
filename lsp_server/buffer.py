"""The text of an open document, kept as its editor keeps it.

Changes are applied here and not by pygls, whose lines also end at form feeds, U+2028 and the like:
after an incremental change its copy is another text than the editor's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from lsprotocol import types

from cxlint.text import Lines, Unit

# Long enough that a text has few stretches, short enough that splicing one takes no time.
SIZE = 2048

_LINE_END = re.compile(r"\r\n|\r|\n")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Buffer:
    """A text as stretches of whole lines, so that a change costs its stretch and not the text."""

    def __init__(self, text: str) -> None:
        # Each stretch but the last ends in a line end, and none between CR and LF.
        self._stretches: list[Lines] = []
        self._breaks: list[int] = []
        self._firsts: list[int] = []
        self._set(text)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join([one.text for one in self._stretches])

    def apply(self, changes: Iterable[types.TextDocumentContentChangeEvent], unit: Unit) -> None:
        """Make the changes of one notification, each upon the result of the one before."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                self._replace(change.range, _readable(change.text), unit)
            else:
                self._set(change.text)

    def _set(self, text: str) -> None:
        self._put(0, len(self._stretches), _stretches(_readable(text)))

    def _put(self, first: int, past: int, fresh: list[Lines]) -> None:
        """Put stretches in the place of others."""
        self._stretches[first:past] = fresh
        self._breaks[first:past] = [len(one) - 1 for one in fresh]
        # The line at which each begins: of all but the last, the last line is the next one's first.
        self._firsts = [0, *accumulate(self._breaks)][:-1]

    def _replace(self, place: types.Range, text: str, unit: Unit) -> None:
        stretches = self._stretches
        start, end = sorted((self._at(place.start, unit), self._at(place.end, unit)))
        first, past = start[0], end[0] + 1
        changed = stretches[first].text[: start[1]] + text + stretches[end[0]].text[end[1] :]
        if first and changed.startswith("\n") and stretches[first - 1].text.endswith("\r"):
            first -= 1  # the two make one line end
            changed = stretches[first].text + changed
        if len(changed) < SIZE // 2 and past < len(stretches):
            changed += stretches[past].text
            past += 1
        is_last = past == len(stretches)
        fresh = _stretches(changed)
        if not is_last and not fresh[-1].text:
            fresh.pop()  # what follows the last line's end is the next line, which is there
        self._put(first, past, fresh)

    def _at(self, position: types.Position, unit: Unit) -> tuple[int, int]:
        """Stretch and offset in it; past the end of a line or of the text, that end."""
        number = max(position.line, 0)
        at = bisect_right(self._firsts, number) - 1
        return at, self._stretches[at].offset(number - self._firsts[at], position.character, unit)


def _stretches(text: str) -> list[Lines]:
    """The text cut after line ends; the last stretch ends in none, and may be empty."""
    stretches, start = [], 0
    while found := _LINE_END.search(text, min(start + SIZE, len(text))):
        stretches.append(Lines(text[start : found.end()]))
        start = found.end()
    stretches.append(Lines(text[start:]))
    return stretches


def _readable(text: str) -> str:
    """A text that can be encoded: halves of a character become U+FFFD, as wide in every unit."""
    return _LONE_SURROGATE.sub("\ufffd", text)
