"""HTML: text of block elements, inline tags seen through, entities read, code left out.

Understood: block structure and headings, lists, tables, quotations; white space as browsers show
it; `alt`, `title` and `aria-label`; a page's title and description; the sentences of a schema.org
JobPosting in JSON-LD (its description may hold HTML or text). Left out: scripts, styles, code,
preformatted text, templates, pictures drawn in SVG, and what `hidden` or an inline style hides.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from cxlint import escaping
from cxlint.document import Block, Comment, Content, Genre, Role
from cxlint.model import Span
from cxlint.readers import html_tokens, json_ld, plain, templates
from cxlint.readers.html_tokens import Kind, Token
from cxlint.readers.nesting import through
from cxlint.readers.word_table import WordTable
from cxlint.text import STAND_IN, Piece, Prose, ProseBuilder

_COMMENT = re.compile(r"<!--(.*?)(?:--!?>|\Z)", re.S)
_ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ESCAPED_TAG = re.compile(r"&lt;/?[a-zA-Z][a-zA-Z0-9]*(?:\s|/?&gt;)")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_PROSE_ATTRIBUTES = ("alt", "title", "aria-label")
_TELLING = re.compile(r"alt|title|aria-label|hidden|display|itemtype", re.I)
_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)

_SILENT = frozenset(
    {"pre", "template", "svg", "math", "noscript", "textarea", "object", "canvas", "datalist"}
)
_UNTITLED = frozenset({"link", "style", "script", "meta"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
     "source", "track", "wbr"}
)  # fmt: skip
_INLINE = html_tokens.CODE | frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "img", "input",
     "ins", "label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr"}
)  # fmt: skip
_ROLES = {
    "title": Role.TITLE, "h1": Role.HEADING, "h2": Role.HEADING, "h3": Role.HEADING,
    "h4": Role.HEADING, "h5": Role.HEADING, "h6": Role.HEADING, "li": Role.LIST_ITEM,
    "td": Role.TABLE_CELL, "th": Role.TABLE_CELL, "dt": Role.TERM, "dd": Role.PARAGRAPH,
    "blockquote": Role.QUOTE, "figcaption": Role.CAPTION, "caption": Role.CAPTION,
    "body": Role.PARAGRAPH,
}  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
# A start tag closes the elements beside which it would stand, if no element of the third kind
# lies between.
_CLOSES = {
    "li": ({"li"}, _LISTS), "dt": ({"dt", "dd"}, {"dl"}), "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"table", "tr"}), "th": ({"td", "th"}, {"table", "tr"}),
    "tr": ({"tr"}, {"table"}), "p": ({"p"}, {"div", "td", "li", "blockquote", "section"}),
}  # fmt: skip
# How far misnested tags are sorted out: deeper ones are no page, and would cost square time.
_REACH = 64


def parse(source: str) -> Content:
    """Blocks and comments of an HTML page."""
    return fragment(source, Span(0, len(source)))


def fragment(source: str, span: Span) -> Content:
    """Blocks and comments of a stretch of HTML inside another format."""
    reader = _Reader(source)
    for token in html_tokens.tokens(source, span):
        reader.read(token)
    reader.flush()
    blocks = sorted(reader.blocks, key=lambda block: block.span.start)
    return Content(tuple(blocks), tuple(reader.comments), reader.genre)


def comment(source: str, span: Span) -> Comment | None:
    """The comment that `span` is, if it is one."""
    match = _COMMENT.fullmatch(source, span.start, span.end)
    return Comment(span, match.group(1).strip()) if match else None


def attributes(source: str, span: Span) -> list[Block]:
    """The attributes of a tag that are prose: alt, title, aria-label."""
    found = html_tokens.attributes(source, span.start, span.end)
    return [
        block
        for name in _PROSE_ATTRIBUTES
        if name in found
        for block in _value(source, found[name], Role.CAPTION)
    ]


def take_text(builder: ProseBuilder, source: str, start: int, end: int) -> None:
    """Add text of HTML to a prose: entities as they read, tags of templates as what they put in."""
    for tag in templates.tags(source, start, end):
        _take_entities(builder, source, start, tag.start)
        builder.put(tag.reads, tag.start, tag.end)
        start = tag.end
    _take_entities(builder, source, start, end)


def _take_entities(builder: ProseBuilder, source: str, start: int, end: int) -> None:
    position = start
    for entity in _ENTITY.finditer(source, start, end):
        reads = entities.unescape(entity.group())
        if reads == entity.group():
            continue
        builder.take(position, entity.start())
        position = entity.end()
        if reads not in _UNSEEN:
            builder.put(reads, *entity.span())
    builder.take(position, end)


def _value(source: str, span: Span, role: Role) -> list[Block]:
    builder = ProseBuilder(source)
    take_text(builder, source, span.start, span.end)
    quote = source[span.start - 1 : span.start]
    layer = escaping.ATTRIBUTE if quote in ('"', "'") else escaping.BARE_ATTRIBUTE
    return [Block(role, builder.build(), layers=(layer,))] if builder else []


class _Element(NamedTuple):
    """An open element, with what it inherits."""

    name: str
    role: Role
    depth: int  # of lists
    is_silent: bool


_ROOT = _Element("", Role.PARAGRAPH, 0, is_silent=False)


class _Reader:
    """Walks the tokens; `_open` holds the open elements, which tags close as browsers do."""

    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.genre: Genre | None = None
        self._source = source
        self._open = [_ROOT]
        self._counts: Counter[str] = Counter()
        self._builder = ProseBuilder(source)
        self._tables: list[WordTable] = []  # those that are open
        self._is_linked_data = False
        self._broke = False  # the last thing read was a line break

    def read(self, token: Token) -> None:
        """Read one token."""
        if token.kind is Kind.TEXT:
            self._text(token)
        elif token.kind is Kind.OPEN:
            self._start(token)
        elif token.kind is Kind.CLOSE:
            self._end(token.name)
        elif token.kind is Kind.COMMENT:
            found = comment(self._source, Span(token.start, token.end))
            self.comments += [found] if found else []
        elif self._is_linked_data:
            self._linked_data(Span(token.start, token.end))

    def flush(self) -> None:
        """End the open block."""
        if self._builder:
            element = self._open[-1]
            level = element.depth if element.role is Role.LIST_ITEM else 0
            if element.role is Role.HEADING:
                headings = (e.name for e in reversed(self._open[-_REACH:]) if e.name in _ROLES)
                level = int(next(headings, "h1")[1:])
            prose = self._builder.build()
            role = element.role
            if role is Role.TABLE_CELL and self._tables:
                role = self._tables[-1].role(prose.text)
            self.blocks.append(Block(role, prose, level, layers=(escaping.HTML,)))
            self._builder = ProseBuilder(self._source)
        self._broke = False

    def _text(self, token: Token) -> None:
        if self._open[-1].is_silent:
            return
        take_text(self._builder, self._source, token.start, token.end)
        self._broke = self._broke and self._source[token.start : token.end].isspace()

    def _start(self, token: Token) -> None:
        name = token.name
        self._is_linked_data = False
        hidden = self._attributes(token)
        if name == "br":
            self._line_break(token)
            return
        if name not in _INLINE:
            self.flush()
            self._close_siblings(name)
        parent = self._open[-1]
        if name in html_tokens.CODE and not parent.is_silent:
            self._builder.put(STAND_IN, token.start, token.end)
        elif name in ("img", "input"):
            self._builder.put(" ", token.start, token.end)
        if name not in _VOID:
            silent = parent.is_silent or hidden or name in _SILENT or name in html_tokens.CODE
            role = _ROLES.get(name, parent.role)
            depth = parent.depth + (name in _LISTS)
            self._open.append(_Element(name, role, depth, silent))
            self._counts[name] += 1
            self._table(name)

    def _table(self, name: str) -> None:
        """Take note of a table, a row or a cell that begins."""
        if name == "table":
            self._tables.append(WordTable())
        elif name == "tr" and self._tables:
            self._tables[-1].row()
        elif name in ("td", "th") and self._tables:
            self._tables[-1].cell()

    def _line_break(self, token: Token) -> None:
        """A line break is a space; two in a row part paragraphs."""
        if self._broke:
            self.flush()
        self._builder.put(" ", token.start, token.end)
        self._broke = True

    def _end(self, name: str) -> None:
        self._is_linked_data = False
        inline = name in _INLINE
        if not inline:
            self.flush()
        if not self._counts[name]:
            return
        if inline and name not in html_tokens.CODE:
            near = self._open[: -_REACH - 1 : -1]
            inside = takewhile(lambda name: name in _INLINE, (element.name for element in near))
            if name not in inside:
                return
        while self._open[-1].name != name:
            self._pop()
        self._pop()

    def _close_siblings(self, name: str) -> None:
        closes, until = _CLOSES.get(name, ((), ()))
        if not any(self._counts[one] for one in closes):
            return
        for up, element in enumerate(self._open[: -_REACH - 1 : -1]):
            if element.name in closes:
                for _ in range(up + 1):
                    self._pop()
                return
            if element.name in until:
                return

    def _pop(self) -> None:
        name = self._open.pop().name
        self._counts[name] -= 1
        if name == "table":
            self._tables.pop()

    def _attributes(self, token: Token) -> bool:
        """Read a tag's attributes; returns whether it hides its element."""
        source, (_, start, end, name) = self._source, token
        if name == "script":
            kind = html_tokens.attributes(source, start, end).get("type", Span(0, 0))
            self._is_linked_data = "ld+json" in kind.of(source).lower()
            return False
        if name == "meta":
            self._meta(token)
        if name in _UNTITLED or not _TELLING.search(source, start, end):
            return False
        found = html_tokens.attributes(source, start, end)
        if "itemtype" in found and found["itemtype"].of(source).endswith("/JobPosting"):
            self.genre = Genre.POSTING
        style = found["style"].of(source) if "style" in found else ""
        hidden = "hidden" in found or bool(_HIDING.search(style))
        if not hidden and not self._open[-1].is_silent:
            self.blocks += attributes(source, Span(start, end))
        return hidden

    def _meta(self, token: Token) -> None:
        found = html_tokens.attributes(self._source, token.start, token.end)
        name = found["name"].of(self._source).lower() if "name" in found else ""
        if name == "description" and "content" in found:
            self.blocks += _value(self._source, found["content"], Role.META)

    def _linked_data(self, span: Span) -> None:
        for posting in json_ld.postings(self._source, span):
            self.genre = Genre.POSTING
            for key, inside in posting.strings:
                text = json_ld.unescaped(self._source, inside)
                blocks = [
                    replace(block, layers=(*block.layers, escaping.SCRIPT))
                    for block in _embedded(text)
                ]
                if key == "title":
                    blocks = [replace(block, role=Role.TITLE, level=0) for block in blocks]
                self.blocks += blocks


def _embedded(text: Prose) -> list[Block]:
    """The blocks of a string that holds HTML, HTML escaped once more, or plain text."""
    if not _TAG.search(text.text) and _ESCAPED_TAG.search(text.text):
        inner = _entities_read(text.text)
        return [
            through(replace(block, layers=(*block.layers, escaping.HTML)), text)
            for block in (through(one, inner) for one in parse(inner.text).blocks)
        ]
    if _TAG.search(text.text):
        return [through(block, text) for block in parse(text.text).blocks]
    return [
        through(replace(block, layers=(escaping.UNMARKED,)), text)
        for block in plain.parse(text.text).blocks
    ]


def _entities_read(text: str) -> Prose:
    """A text with its entities read once; what they read as may be tags."""
    texts: list[str] = []
    pieces: list[Piece] = []
    length = position = 0
    for entity in [*_ENTITY.finditer(text), None]:
        start, end = entity.span() if entity else (len(text), len(text))
        if position < start:
            texts.append(text[position:start])
            pieces.append(Piece(length, position, start - position, start - position))
            length += start - position
        if entity:
            reads = entities.unescape(entity.group())
            texts.append(reads)
            pieces.append(Piece(length, start, len(reads), end - start))
            length += len(reads)
        position = end
    return Prose("".join(texts), tuple(pieces))
