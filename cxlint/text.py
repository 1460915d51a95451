"""Where a text's characters are: lines and columns in every unit, and prose with its way back.

The only module that does arithmetic on lines, columns and code units.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cxlint.model import Span

# What code, formulas and bare addresses read as in prose: a word that no rule knows.
STAND_IN = "\ufffc"

_LINE_END = re.compile(r"\r\n|\r|\n")


class Unit(StrEnum):
    """What a column counts; the names are those of the language server protocol."""

    CODE_POINTS = "utf-32"
    UTF16 = "utf-16"
    UTF8 = "utf-8"

    def size(self, text: str) -> int:
        """The length of `text` in this unit."""
        if self is Unit.CODE_POINTS or text.isascii():
            return len(text)
        if self is Unit.UTF8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Lines:
    """Line and column of every offset of one text, and back.

    Lines end at LF, CRLF and CR, nowhere else (not at U+2028, form feed or NEL: editors do not
    break there). Lines and columns count from 0.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def __len__(self) -> int:
        """The number of lines; a text ends in an empty line if it ends in a line end."""
        return len(self._starts)

    def span(self, line: int) -> Span:
        """The stretch of `line` without its line end."""
        start = self._starts[line]
        if line + 1 == len(self._starts):
            return Span(start, len(self.text))
        end = self._starts[line + 1] - 1
        if end > start and self.text[end - 1 : end + 1] == "\r\n":
            end -= 1
        return Span(start, end)

    def line_of(self, offset: int) -> int:
        """The line that holds `offset` (0 to the text's length)."""
        return bisect_right(self._starts, offset) - 1

    def position(self, offset: int, unit: Unit = Unit.CODE_POINTS) -> tuple[int, int]:
        """Line and column of `offset`; inside a CRLF, the end of its line."""
        line = self.line_of(offset)
        span = self.span(line)
        return line, unit.size(self.text[span.start : min(offset, span.end)])

    def offset(self, line: int, column: int, unit: Unit = Unit.CODE_POINTS) -> int:
        """The offset at `line` and `column`; past the end of the line or text, that end."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.text)
        span = self.span(line)
        if unit is Unit.CODE_POINTS:
            return min(span.start + max(column, 0), span.end)
        content = span.of(self.text)
        if content.isascii():
            return span.start + min(max(column, 0), len(content))
        width = 0
        for index, character in enumerate(content):
            width += unit.size(character)
            if width > column:
                return span.start + index
        return span.end

    @cached_property
    def _byte_marks(self) -> list[int]:
        """UTF-8 offset of the start of each line."""
        marks, total = [], 0
        for index, start in enumerate(self._starts):
            marks.append(total)
            following = self._starts[index + 1 : index + 2]
            total += Unit.UTF8.size(self.text[start : following[0] if following else None])
        return marks

    def byte(self, offset: int) -> int:
        """The offset in UTF-8 bytes (without a byte order mark) of a code-point offset."""
        line = self.line_of(offset)
        return self._byte_marks[line] + Unit.UTF8.size(self.text[self._starts[line] : offset])


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters of prose at `prose` that read as those at `source`.

    Where `width` differs from `length`, the two sides do not read alike (an entity, a JSON
    escape, a filler): the piece maps as a whole, and nothing may be edited inside it.
    """

    prose: int
    source: int
    length: int
    width: int

    @property
    def literal(self) -> bool:
        """Whether both sides are the same characters."""
        return self.width == self.length


class Prose:
    """Words as they read, with the way back to the source they came from.

    Built by a reader with `ProseBuilder`; pieces ascend on both sides and cover all of `text`.
    """

    __slots__ = ("_prose_starts", "pieces", "text")

    def __init__(self, text: str, pieces: tuple[Piece, ...]) -> None:
        self.text = text
        self.pieces = pieces
        self._prose_starts = [piece.prose for piece in pieces]

    @classmethod
    def verbatim(cls, source: str, span: Span) -> Prose:
        """Prose that reads as the source under `span`, character for character."""
        return cls(span.of(source), (Piece(0, span.start, len(span), len(span)),) if span else ())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prose) and (self.text, self.pieces) == (other.text, other.pieces)

    def __hash__(self) -> int:
        return hash((self.text, self.pieces))

    def _piece_at(self, offset: int) -> Piece:
        return self.pieces[max(bisect_right(self._prose_starts, offset) - 1, 0)]

    def source_span(self, span: Span) -> Span:
        """The source under a stretch of prose; pieces that do not read alike count whole."""
        if not self.pieces:
            return Span(0, 0)
        first = self._piece_at(span.start)
        start = first.source + (span.start - first.prose if first.literal else 0)
        if not span:
            return Span(start, start)
        last = self._piece_at(span.end - 1)
        end = last.source + (span.end - last.prose if last.literal else last.width)
        return Span(start, max(start, end))

    def shifted(self, by: int) -> Prose:
        """The same prose, its source `by` code points further on."""
        pieces = tuple(Piece(p.prose, p.source + by, p.length, p.width) for p in self.pieces)
        return Prose(self.text, pieces)


class ProseBuilder:
    """Builds prose and its map together, with two verbs: take source characters, put filler.

    White space is normalised on the way: a run of it becomes one space, none stands at the ends.
    Characters that do not show (a soft hyphen, a zero-width space) are left out.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._space: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return self._length > 0

    def take(self, start: int, end: int) -> None:
        """Add the source characters from `start` to `end`."""
        source = self._source
        # The commonest white space, one blank at an end, is set aside without a search.
        if start < end and source[start] == " " and not source[start + 1 : start + 2].isspace():
            self._pend(start, start + 1)
            start += 1
        trailing = (
            start < end
            and source[end - 1] == " "
            and not source[max(end - 2, start) : end - 1].isspace()
        )
        if trailing:
            end -= 1
        position = start
        for run in _BREAKS.finditer(self._source, start, end):
            self._add(position, run.start())
            if run.lastgroup == "space":
                self._pend(run.start(), run.end())
            position = run.end()
        self._add(position, end)
        if trailing:
            self._pend(end, end + 1)

    def put(self, filler: str, start: int, end: int) -> None:
        """Add `filler`, which stands for the source from `start` to `end` without reading so."""
        if _UNSEEN.search(filler):
            filler = re.sub(r"\s+", " ", _UNSEEN.sub("", filler))
            if not filler:
                return
        if not filler or filler.isspace():
            self._pend(start, end)
            return
        self._flush_space()
        self._append(filler, start, end - start)

    def build(self) -> Prose:
        """The prose so far."""
        return Prose("".join(self._text), tuple(self._pieces))

    def _pend(self, start: int, end: int) -> None:
        if self._length:
            self._space = (self._space[0] if self._space else start, end)

    def _flush_space(self) -> None:
        if self._space:
            start, end = self._space
            self._space = None
            self._append(" ", start, end - start)

    def _add(self, start: int, end: int) -> None:
        if start < end:
            self._flush_space()
            self._append(self._source[start:end], start, end - start)

    def _append(self, text: str, source: int, width: int) -> None:
        last = self._pieces[-1] if self._pieces else None
        joins = last is not None and last.literal and last.source + last.width == source
        if last is not None and joins and width == len(text):
            joined = last.length + len(text)
            self._pieces[-1] = Piece(last.prose, last.source, joined, joined)
        else:
            self._pieces.append(Piece(self._length, source, len(text), width))
        self._text.append(text)
        self._length += len(text)


# Where prose differs from its source: white space that is no single space (\s knows the no-break
# space and U+2028), and soft hyphens and zero-width characters, which do not read at all.
_BREAKS = re.compile(
    r"(?P<space>[^\S ][\sU]*| [\sU]+|[U]+\s[\sU]*)|[U]+".replace(
        "U", r"\u00ad\u200b-\u200d\u2060\ufeff"
    )
)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]+")


def paragraphs(text: str, span: Span) -> Iterator[Span]:
    """The stretches of non-blank lines inside `span`, without surrounding white space."""
    position = span.start
    for gap in _BLANK_LINES.finditer(text, span.start, span.end):
        if text[position : gap.start()].strip():
            yield _trimmed(text, position, gap.start())
        position = gap.end()
    if text[position : span.end].strip():
        yield _trimmed(text, position, span.end)


_BLANK_LINES = re.compile(r"(?>\r\n|\r|\n)(?:[^\S\r\n]*(?>\r\n|\r|\n))+")


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


class ByteOffsets:
    """Code-point offsets of UTF-8 byte offsets, for parsers that count bytes.

    Cheapest when asked in ascending order; ASCII texts cost nothing.
    """

    def __init__(self, text: str) -> None:
        self._marks: list[int] = []  # byte offset after each non-ASCII character
        self._points: list[int] = []  # code-point offset there
        extra = 0
        if text.isascii():
            return
        for wide in _NON_ASCII.finditer(text):
            extra += len(wide.group().encode("utf-8", "surrogatepass")) - len(wide.group())
            self._points.append(wide.end())
            self._marks.append(wide.end() + extra)

    def code_point(self, byte: int) -> int:
        """The code-point offset of a byte offset that lies on a character's start."""
        index = bisect_right(self._marks, byte) - 1
        if index < 0:
            return byte
        return self._points[index] + byte - self._marks[index]


_NON_ASCII = re.compile(r"[^\x00-\x7f]")
