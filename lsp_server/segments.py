"""Cutting a text where its parts can be read apart, so that an edit costs its part only.

A cut is made before a line that can begin nothing but a block of its own (no indent, no mark of a
list or a definition), after a blank line, where the parser says that all before is closed. What is
equal at both ends of the text before and after an edit keeps its cuts; the rest is cut anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

# Long enough that a text has few segments, short enough that reading one takes a millisecond.
SIZE = 1000
TRIES = 8
# Definitions may stand anywhere and hold for the whole text; with so much around, nothing is saved.
MOST_DEFINITIONS = 32 * 1024

_SAFE = r"[^\s:*+\-\d=!?\ufeff]"
_SAFE_START = re.compile(_SAFE)
_CUT = re.compile(rf"(?:(?<=\n)|(?<=\r)(?!\n))[ \t]*(?>\r\n|\r|\n)(?={_SAFE})")
_LINE_END = re.compile(r"\r\n|\r|\n")
_PLUSES = re.compile(rb"(?:^|[\r\n])[ \t]*\+\+\+[ \t]*(?=[\r\n]|$)")
_OPEN_COMMENT = re.compile(r"<!--\s*+(?:cxlint-|\Z)")
_REST_IS_BLANK = re.compile(rb"[ \t]*(?:[\r\n]|$)")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text's segments: the first of an earlier text's, fresh ones, and the last of the earlier's.

    Each can be parsed by itself, but for the definitions that it refers to (see `Definitions`).
    """

    front: int
    fresh: Sequence[str]
    back: int


def cut(text: str, format: str, before: Sequence[str] = ()) -> Cut:
    """The segments of a text: of `before`, those of an earlier one, what still holds is kept.

    `front` is the index of the first that is not kept, `back` that of the next that is.
    """
    closed = _CLOSED.get(format)
    if closed is None:
        return Cut(0, [text] if text else [], len(before))
    front, start = _kept_front(text, before)
    back, stop = _kept_back(text, before, front, start)
    step = 1
    while True:
        fresh = list(_pieces(text, start, stop, closed))
        if back == len(before) or _joins(text, stop, fresh, closed):
            return Cut(front, fresh, back)
        taken = before[back : back + step]
        stop, back, step = stop + sum(map(len, taken)), back + len(taken), step * 2


def defined(segment: str) -> str:
    """What a segment may define for others: all of it, or nothing."""
    return segment if "]:" in segment else ""


@dataclass(frozen=True)
class Definitions:
    """The segments that define links, in order."""

    texts: tuple[str, ...]

    @property
    def are_many(self) -> bool:
        """Whether there is so much that the text had better be read whole."""
        return sum(map(len, self.texts)) > MOST_DEFINITIONS

    def around(self, before: int, *, own: bool) -> tuple[str, str]:
        """What is to be read before and after a segment that so many others precede.

        `own`: the segment is the next of them itself.
        """
        return self._until[before], self._since[before + own]

    @cached_property
    def _until(self) -> list[str]:
        return list(accumulate(self.texts, initial=""))

    @cached_property
    def _since(self) -> list[str]:
        ends = accumulate(reversed(self.texts), lambda after, own: own + after, initial="")
        return list(ends)[::-1]


def _kept_front(text: str, before: Sequence[str]) -> tuple[int, int]:
    front = start = 0
    while front < len(before) and text.startswith(before[front], start):
        start += len(before[front])
        front += 1
    ends_open = front == len(before) and start < len(text)
    if front and (ends_open or (start < len(text) and not _SAFE_START.match(text, start))):
        front -= 1
        start -= len(before[front])
    return front, start


def _kept_back(text: str, before: Sequence[str], front: int, start: int) -> tuple[int, int]:
    back, stop = len(before), len(text)
    while back > front and text.endswith(before[back - 1], start, stop):
        back -= 1
        stop -= len(before[back])
    return back, stop


def _joins(text: str, stop: int, fresh: list[str], closed: _Closed) -> bool:
    """Whether what follows at `stop` is read as before, after these fresh pieces."""
    if not _SAFE_START.match(text, stop):
        return False
    return not fresh or (_ends_in_blank_line(fresh[-1]) and closed(fresh[-1]))


def _pieces(text: str, start: int, stop: int, closed: _Closed) -> Iterator[str]:
    size, tries = SIZE, 0
    while start < stop:
        found = _CUT.search(text, start + size, stop)
        if found is None or found.end() > stop - SIZE // 2:
            yield text[start:stop]
            return
        piece = text[start : found.end()]
        if closed(piece):
            yield piece
            start, size, tries = found.end(), SIZE, 0
        else:
            # First the next places, since most code blocks are short; then in leaps.
            tries += 1
            size = len(piece) if tries < TRIES else 2 * len(piece)


def _ends_in_blank_line(piece: str) -> bool:
    content = piece.rstrip(" \t\r\n")
    ends = len(_LINE_END.findall(piece, len(content)))
    return piece[-1:] in ("\r", "\n") and ends >= (2 if content else 1)


def _markdown_closed(piece: str) -> bool:
    """Whether a paragraph after this piece would stand for itself, whatever comes later."""
    data = piece.encode("utf-8", "replace")
    events = list(_events()(piece + "x"))
    last = [event for event, _ in events[-3:]]
    if last != [{"Start": "Paragraph"}, {"Text": "x"}, {"End": "Paragraph"}]:
        return False
    return events[-3][1]["start"] == len(data) and not _may_begin_metadata(data, events)


def _may_begin_metadata(data: bytes, events: Sequence[tuple[Any, Any]]) -> bool:
    """Whether a line of dashes or pluses turns into front matter once a later line closes it."""
    blocks = 0
    for event, place in events:
        if event == "Rule":
            line = data[place["start"] : place["end"]].strip()
            if line == b"---" and not _REST_IS_BLANK.match(data, place["end"]):
                return True
        elif event == {"Start": {"MetadataBlock": "PlusesStyle"}}:
            blocks += 1
    return len(_PLUSES.findall(data)) != 2 * blocks


@cache
def _events() -> Any:
    from cxlint.readers import markdown

    return markdown.events


def _text_closed(piece: str) -> bool:
    """Whether no comment that silences is left open, which could go on after blank lines."""
    return _OPEN_COMMENT.search(piece, piece.rfind("-->") + 1) is None


_Closed = Callable[[str], bool]
_CLOSED: dict[str, _Closed] = {"markdown": _markdown_closed, "text": _text_closed}
