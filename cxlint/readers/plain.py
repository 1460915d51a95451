"""Plain text: paragraphs between blank lines; bullets and short title lines are recognised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from cxlint.document import Block, Comment, Content, Role
from cxlint.model import Span, Stretches
from cxlint.text import ProseBuilder, paragraphs

# A line that starts a new block within a paragraph: a bullet, a numbered item.
_BULLET = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*(?:[-*•·▪◦‣–—●○►]|\d{1,3}[.)]|[a-z][.)])[ \t]+(?=\S)")
_LINE = re.compile(r"[^\r\n]+")
# Behind words as well: a comment for its own line stands at the line's end.
_COMMENT = re.compile(
    r"(?:^|(?<=[\r\n]))[ \t]*(?:#|//|%|;)[ \t]*(cxlint-[^\r\n]*?)[ \t]*(?=[\r\n]|$)"
    r"|(?<=\s)(?:#|//|%|;)[ \t]*(cxlint-[^\r\n]*?)[ \t]*(?=[\r\n]|$)"
    r"|<!--\s*(cxlint-(?:[^-]|-(?!->))*+)-->"
)
_STOP = re.compile(r"[.!?;:…][\"”’')]*$")
_SENTENCE_END = re.compile(r"[.!?,;:…][\"”’')]*$")


def parse(source: str) -> Content:
    """Blocks and comments of a plain text."""
    comments = _comments(source)
    every = paragraphs(source, Span(0, len(source)))
    return Content(tuple(_blocks(source, every, comments)), comments)


def parse_over(source: str, stretches: Stretches) -> list[Block]:
    """The blocks of the paragraphs that one of `stretches` touches."""
    every = paragraphs(source, Span(0, len(source)))
    return list(_blocks(source, filter(stretches.touch, every), _comments(source)))


def _comments(source: str) -> tuple[Comment, ...]:
    if "cxlint-" not in source:
        return ()
    return tuple(
        Comment(Span(*m.span()), m[m.lastindex or 1].strip()) for m in _COMMENT.finditer(source)
    )


def _blocks(source: str, every: Iterable[Span], comments: tuple[Comment, ...]) -> Iterator[Block]:
    for paragraph in every:
        for role, span in _items(source, paragraph):
            for part in _without(span, comments):
                builder = ProseBuilder(source)
                builder.take(part.start, part.end)
                if builder:
                    yield Block(role, builder.build())


def _items(source: str, paragraph: Span) -> list[tuple[Role, Span]]:
    """A paragraph cut at its bullets; lines that are headings stand alone."""
    cuts = list(_BULLET.finditer(source, paragraph.start, paragraph.end))
    if cuts:
        first = cuts[0].start()
        parts = (
            _lines_or_paragraph(source, Span(paragraph.start, first))
            if first > paragraph.start
            else []
        )
        ends = [cut.start() for cut in cuts[1:]] + [paragraph.end]
        return parts + [
            (Role.LIST_ITEM, Span(cut.end(), end)) for cut, end in zip(cuts, ends, strict=True)
        ]
    return _lines_or_paragraph(source, paragraph)


def _lines_or_paragraph(source: str, span: Span) -> list[tuple[Role, Span]]:
    lines = [Span(*m.span()) for m in _LINE.finditer(source, span.start, span.end)]
    if len(lines) == 1:
        return [(Role.HEADING if _is_heading(lines[0].of(source)) else Role.PARAGRAPH, span)]
    # Text without hard wrapping: each line is a paragraph or a heading of its own.
    if lines and not _is_wrapped([line.of(source) for line in lines]):
        return [
            (Role.HEADING if _is_heading(line.of(source)) else Role.PARAGRAPH, line)
            for line in lines
        ]
    return [(Role.PARAGRAPH, span)]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the line breaks look like an editor's: a line runs on in the next one."""
    return any(
        (not _STOP.search(line.rstrip()) and following.strip()[:1].islower())
        or (len(line.rstrip()) > 55 and not _SENTENCE_END.search(line.rstrip()))
        for line, following in zip(lines, lines[1:], strict=False)
    )


def _is_heading(line: str) -> bool:
    text = line.strip()
    if not text or len(text) > 80 or len(text.split()) > 10:
        return False
    if text.endswith(":"):
        return len(text.split()) <= 6
    if _SENTENCE_END.search(text) or "," in text:
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return bool(words) and all(not word[0].islower() for word in words)


def _without(span: Span, comments: tuple[Comment, ...]) -> list[Span]:
    """What is left of `span` when the comments inside it are taken out."""
    parts, position = [], span.start
    first = bisect_right(comments, span.start, key=lambda comment: comment.span.end)
    for number in range(first, len(comments)):
        comment = comments[number]
        if comment.span.start >= span.end:
            break
        if position < comment.span.start:
            parts.append(Span(position, comment.span.start))
        position = max(position, comment.span.end)
    if position < span.end:
        parts.append(Span(position, span.end))
    return parts
