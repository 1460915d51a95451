"""Prose inside prose: a text that is read out of another one, and the way back through both.

A job description inside a JSON string inside a page is HTML whose characters are escaped; a
paragraph of reStructuredText is lines without their indentation. Each layer is read by itself, as
if it were a file, and this module puts the ways back together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from cxlint.document import Block
from cxlint.model import Span
from cxlint.text import Piece, Prose


def joined(source: str, lines: Iterable[Span]) -> Prose:
    """The lines as one text, a line feed for whatever lies between two of them."""
    texts: list[str] = []
    pieces: list[Piece] = []
    length, last = 0, 0
    for line in lines:
        if texts:
            texts.append("\n")
            pieces.append(Piece(length, last, 1, line.start - last))
            length += 1
        if line:
            texts.append(line.of(source))
            pieces.append(Piece(length, line.start, len(line), len(line)))
            length += len(line)
        last = line.end
    return Prose("".join(texts), tuple(pieces))


def trimmed(source: str, span: Span) -> Span:
    """The span without white space at its ends."""
    text = span.of(source)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def through(block: Block, outer: Prose) -> Block:
    """A block of `outer`'s text as one of the source of `outer`."""
    starts = [piece.prose for piece in outer.pieces]
    pieces: list[Piece] = []
    for piece in block.prose.pieces:
        if piece.literal:
            pieces += _literal(piece, outer, starts)
        else:
            span = outer.source_span(Span(piece.source, piece.source + piece.width))
            pieces.append(Piece(piece.prose, span.start, piece.length, len(span)))
    return replace(block, prose=Prose(block.text, tuple(pieces)))


def _literal(piece: Piece, outer: Prose, starts: list[int]) -> Iterable[Piece]:
    """The pieces of `outer` under a piece that reads as they do."""
    position, end = piece.source, piece.source + piece.length
    index = max(bisect_right(starts, position) - 1, 0)
    while position < end and index < len(outer.pieces):
        under = outer.pieces[index]
        length = min(under.prose + under.length, end) - position
        prose = piece.prose + position - piece.source
        if under.literal:
            yield Piece(prose, under.source + position - under.prose, length, length)
        else:
            yield Piece(prose, under.source, length, under.width)
        position += length
        index += 1
