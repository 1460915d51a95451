"""Markdown (CommonMark with tables, footnotes, task lists, definition lists and front matter).

pyromark (Rust's pulldown-cmark) gives the byte range of every inline piece, so no position is ever
searched for afterwards.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

from cxlint import escaping
from cxlint.document import Block, Comment, Content, Genre, Role
from cxlint.model import Span, Stretches
from cxlint.readers import front_matter, html, html_tokens, markdown_dialects
from cxlint.readers.templates import Tag
from cxlint.readers.word_table import WordTable
from cxlint.text import STAND_IN, ByteOffsets, ProseBuilder

_HEADING_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
_BLOCK_STARTS = frozenset(
    {"Paragraph", "BlockQuote", "CodeBlock", "List", "Item", "Table", "TableHead", "TableRow", "TableCell",
     "HtmlBlock", "FootnoteDefinition", "DefinitionList", "DefinitionListTitle",
     "DefinitionListDefinition", "MetadataBlock", "Heading"}
)  # fmt: skip


def parse(source: str) -> Content:
    """Blocks and comments of a Markdown text."""
    reader = _Reader(source)
    for event, place in _events(source, reader.code):
        reader.read(event, place["start"], place["end"])
    reader.flush()
    blocks = sorted(reader.blocks, key=lambda block: block.span)
    return Content(tuple(blocks), tuple(reader.comments), reader.genre)


def parse_over(source: str, stretches: Stretches) -> list[Block]:
    """The blocks of a Markdown text that may touch one of `stretches`.

    Most of the time of `parse` goes into making blocks; those that nobody asks for are passed over.
    """
    reader = _Reader(source)
    passed = (0, 0)  # the element that is passed over, in bytes
    for event, place in _events(source, reader.code):
        first, last = place["start"], place["end"]
        if last <= passed[1] and first >= passed[0]:
            continue
        if _begins_block(event) and not reader.in_table_head(event):
            span = Span(reader.code_point(first), reader.code_point(last))
            if not stretches.touch(span):
                reader.pass_over(event)
                passed = first, last
                continue
        reader.read(event, first, last)
    reader.flush()
    return sorted(reader.blocks, key=lambda block: block.span)


def _begins_block(event: Any) -> bool:
    if type(event) is not dict or "Start" not in event:
        return False
    return _named(event["Start"])[0] in _BLOCK_STARTS


def events(source: str) -> Any:
    """What the parser finds in a Markdown text, each with its range of bytes."""
    return _events(source, markdown_dialects.code(source))


def _events(source: str, code: Sequence[Tag]) -> Any:
    return _parser().events_with_range(markdown_dialects.in_commonmark(source, code))


@cache
def _parser() -> Any:
    """pulldown-cmark with the extensions that are read here."""
    import pyromark

    options = pyromark.Options
    return pyromark.Markdown(
        options=options.ENABLE_TABLES
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_TASKLISTS
        | options.ENABLE_DEFINITION_LIST
        | options.ENABLE_YAML_STYLE_METADATA_BLOCKS
        | options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | options.ENABLE_HEADING_ATTRIBUTES
    )


class _Reader:
    """Walks the events; `_stack` holds the open block elements, `_builder` the open block."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.genre: Genre | None = None
        self.code_point = ByteOffsets(source).code_point
        self.code = markdown_dialects.code(source)
        self._code_ends = [tag.end for tag in self.code]
        self._stack: list[tuple[str, Any]] = []
        self._builder: ProseBuilder | None = None
        self._inline: list[ProseBuilder | None] = []  # builders set aside while a picture is read
        self._html: list[Span] = []
        self._address = False
        self._keys: list[Span] = []  # links of the open block that are found by their words
        self._silent = ""  # the tag that holds code
        self._table = WordTable()

    def in_table_head(self, event: Any) -> bool:
        """Whether what begins is a table's first row or in it: that tells what its cells are."""
        around = self._stack[-1][0] if self._stack else ""
        return "TableHead" in (around, _named(event["Start"])[0])

    def read(self, event: Any, first: int, last: int) -> None:
        start, end = self.code_point(first), self.code_point(last)
        if isinstance(event, str):
            self._bare(event, start, end)
            return
        ((kind, detail),) = event.items()
        if kind == "Text":
            self._text(start, end, detail)
        elif kind == "Start":
            self._open(detail, start, end)
        elif kind == "End":
            self._close(detail)
        elif kind in ("Code", "InlineMath", "DisplayMath"):
            self._fill(STAND_IN, start, end)
        elif kind == "InlineHtml":
            self._inline_html(start, end)
        elif kind == "Html":
            self._html.append(Span(start, end))

    def pass_over(self, event: Any) -> None:
        """Leave out the element that begins; a cell counts all the same."""
        self.flush()
        if _named(event["Start"])[0] == "TableCell":
            self._table.cell()

    def flush(self) -> None:
        """End the open block."""
        if self._builder:
            role, level = self._role()
            self._add(role, self._builder, level)
        self._builder = None
        self._silent = ""
        self._keys = []

    def _add(self, role: Role, builder: ProseBuilder, level: int = 0) -> None:
        prose = builder.build()
        if role is Role.TABLE_CELL:
            role = self._table.role(prose.text)
        keys = tuple(
            Span(piece.prose, piece.prose + piece.length)
            for key in self._keys
            for piece in prose.pieces
            if key.start <= piece.source < key.end
        )
        self.blocks.append(Block(role, prose, level, layers=(escaping.MARKDOWN,), keys=keys))

    def _target(self) -> ProseBuilder:
        if self._builder is None:
            self._builder = ProseBuilder(self.source)
        return self._builder

    def _bare(self, event: str, start: int, end: int) -> None:
        if event in ("SoftBreak", "HardBreak"):
            self._target().put(" ", start, end)
        elif event == "Rule":
            self.flush()

    def _text(self, start: int, end: int, words: str) -> None:
        kind = self._stack[-1][0] if self._stack else ""
        if kind == "CodeBlock":
            return
        if kind == "MetadataBlock":
            blocks, genre = front_matter.read(self.source, Span(start, end), self._stack[-1][1])
            self.blocks += blocks
            self.genre = self.genre or genre
        elif self._address:
            self._fill(STAND_IN, start, end)
        elif not self._silent:
            self._words(start, end, words)

    def _words(self, start: int, end: int, words: str) -> None:
        """Add what reads as `words`; a tag in it as what it puts there."""
        at, builder = bisect_right(self._code_ends, start), self._target()
        while at < len(self.code) and self.code[at].start < end:
            tag = self.code[at]
            builder.take(start, tag.start)
            following = min(end, tag.end)
            builder.put(tag.reads, max(start, tag.start), following)
            start, words, at = following, self.source[following:end], at + 1
        if self.source[start:end] == words:
            builder.take(start, end)
        else:
            builder.put(words, start, end)

    def _fill(self, filler: str, start: int, end: int) -> None:
        if not self._silent:
            self._target().put(filler, start, end)

    def _open(self, element: Any, start: int, end: int) -> None:
        kind, detail = _named(element)
        if kind in _BLOCK_STARTS:
            self.flush()
            self._stack.append((kind, detail))
            if kind == "Table":
                self._table = WordTable()
            elif kind in ("TableHead", "TableRow"):
                self._table.row()
            elif kind == "TableCell":
                self._table.cell()
        elif kind == "Link":
            self._address = detail["link_type"] in ("Autolink", "Email")
        elif kind == "Image":
            self._inline.append(self._builder)
            self._builder = ProseBuilder(self.source)
        if kind in ("Link", "Image"):
            if detail["link_type"] in ("Shortcut", "Collapsed"):
                self._keys.append(Span(start, end))
            if detail["title"]:
                self._title(detail["title"], start, end)

    def _close(self, element: Any) -> None:
        kind, _ = _named(element)
        if kind in _BLOCK_STARTS:
            self.flush()
            if kind == "HtmlBlock":
                self._html_block()
            self._stack.pop()
        elif kind == "Link":
            self._address = False
        elif kind == "Image" and self._inline:
            if self._builder:
                self._add(Role.CAPTION, self._builder)
            self._builder = self._inline.pop()

    def _title(self, title: str, start: int, end: int) -> None:
        """The title of a link or picture, where it stands in the source as it reads."""
        found = self.source.rfind(title, start, end)
        if found >= 0:
            builder = ProseBuilder(self.source)
            builder.take(found, found + len(title))
            if builder:
                self._add(Role.CAPTION, builder)

    def _inline_html(self, start: int, end: int) -> None:
        comment = html.comment(self.source, Span(start, end))
        if comment:
            self.comments.append(comment)
            return
        tag = html_tokens.tag(self.source, start, end)
        if self._silent:
            self._silent = "" if tag == f"/{self._silent}" else self._silent
        elif tag == "br":
            self._target().put(" ", start, end)
        elif tag in html_tokens.CODE:
            self._target().put(STAND_IN, start, end)
            self._silent = tag
        else:
            self.blocks += html.attributes(self.source, Span(start, end))

    def _html_block(self) -> None:
        if self._html:
            span = Span(self._html[0].start, self._html[-1].end)
            content = html.fragment(self.source, span)
            self.blocks += content.blocks
            self.comments += content.comments
        self._html = []

    def _role(self) -> tuple[Role, int]:
        kinds = [kind for kind, _ in self._stack]
        last = kinds[-1] if kinds else ""
        if last == "Heading":
            return Role.HEADING, _HEADING_LEVELS.get(self._stack[-1][1]["level"], 1)
        if last == "TableCell":
            return Role.TABLE_CELL, 0
        if last == "DefinitionListTitle":
            return Role.TERM, 0
        if "BlockQuote" in kinds:
            return Role.QUOTE, 0
        if "Item" in kinds:
            return Role.LIST_ITEM, kinds.count("Item")
        return Role.PARAGRAPH, 0


def _named(element: Any) -> tuple[str, Any]:
    if type(element) is str:
        return element, None
    ((kind, detail),) = element.items()
    return kind, detail
