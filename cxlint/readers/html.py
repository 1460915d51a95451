"""HTML: text of block elements, inline tags seen through, entities read, code left out."""

from __future__ import annotations

import html as entities
import re
from functools import cache
from typing import Any

from cxlint.document import Block, Comment, Content, Role
from cxlint.model import Span
from cxlint.text import ByteOffsets, ProseBuilder

_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_PROSE_ATTRIBUTE = re.compile(
    r"""\s(?:alt|title|aria-label)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I
)
_SILENT = frozenset({"script", "style", "code", "pre", "kbd", "samp", "var", "template", "svg", "math", "noscript"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label",
     "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr"}
)  # fmt: skip
_ROLES = {
    "title": Role.TITLE, "h1": Role.HEADING, "h2": Role.HEADING, "h3": Role.HEADING,
    "h4": Role.HEADING, "h5": Role.HEADING, "h6": Role.HEADING, "li": Role.LIST_ITEM,
    "td": Role.TABLE_CELL, "th": Role.TABLE_CELL, "dt": Role.TERM, "blockquote": Role.QUOTE,
    "figcaption": Role.CAPTION, "caption": Role.CAPTION,
}  # fmt: skip


def parse(source: str) -> Content:
    """Blocks and comments of an HTML page."""
    return fragment(source, Span(0, len(source)))


def fragment(source: str, span: Span) -> Content:
    """Blocks and comments of a stretch of HTML inside another format."""
    reader = _Reader(source, span)
    reader.walk()
    return Content(tuple(reader.blocks), tuple(reader.comments))


def comment(source: str, span: Span) -> Comment | None:
    """The comment that `span` is, if it is one."""
    match = _COMMENT.fullmatch(span.of(source))
    return Comment(span, match.group(1).strip()) if match else None


def attributes(source: str, span: Span) -> list[Block]:
    """The attributes of a tag that are prose: alt, title, aria-label."""
    blocks = []
    for match in _PROSE_ATTRIBUTE.finditer(source, span.start, span.end):
        builder = ProseBuilder(source)
        builder.take(*match.span(1 if match.group(1) is not None else 2))
        if builder:
            blocks.append(Block(Role.CAPTION, builder.build()))
    return blocks


@cache
def _parser() -> Any:
    import tree_sitter
    import tree_sitter_html

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_html.language()))


class _Reader:
    """Walks the syntax tree without recursion: pages nest deeper than Python's stack."""

    def __init__(self, source: str, span: Span) -> None:
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self._source = source
        self._base = span.start
        self._text = span.of(source)
        self._offset = ByteOffsets(self._text).code_point
        self._roles: list[tuple[str, Role]] = []
        self._builder = ProseBuilder(source)

    def walk(self) -> None:
        data = self._text.encode("utf-8", "replace")
        pending: list[Any] = [_parser().parse(data).root_node]
        while pending:
            node = pending.pop()
            if isinstance(node, str):
                self._leave(node)
                continue
            pending += reversed(self._enter(node))
        self._flush()

    def _enter(self, node: Any) -> list[Any]:
        """Read one node; returns what is to be walked next (a string closes that element)."""
        start = self._base + self._offset(node.start_byte)
        end = self._base + self._offset(node.end_byte)
        if node.type in ("text", "entity"):
            self._words(node.type, start, end)
        elif node.type == "comment":
            found = comment(self._source, Span(start, end))
            self.comments += [found] if found else []
        elif node.type == "element":
            return self._element(node)
        elif node.type in ("document", "fragment", "ERROR"):
            return list(node.children)
        return []

    def _words(self, kind: str, start: int, end: int) -> None:
        if self._builder and self._glued_to(start):
            self._builder.put(" ", start, start)
        if kind == "entity":
            self._builder.put(entities.unescape(self._source[start:end]), start, end)
        else:
            self._builder.take(start, end)
        self._last = end

    def _glued_to(self, start: int) -> bool:
        """The grammar drops white space between nodes; it still separates words."""
        return any(c.isspace() for c in self._source[self._last : start][:1]) or (
            start > self._last and self._source[start - 1].isspace()
        )

    _last = 0

    def _element(self, node: Any) -> list[Any]:
        tag = node.children[0]
        name_node = next((child for child in tag.children if child.type == "tag_name"), None)
        name = name_node.text.decode("utf-8", "replace").lower() if name_node else ""
        self.blocks += attributes(
            self._source,
            Span(self._base + self._offset(tag.start_byte), self._base + self._offset(tag.end_byte)),
        )
        if name in _SILENT:
            return []
        if name == "br":
            start = self._base + self._offset(tag.start_byte)
            self._builder.put(" ", start, self._base + self._offset(tag.end_byte))
        if name not in _INLINE:
            self._flush()
            role = _ROLES.get(name)
            self._roles.append((name, role or (self._roles[-1][1] if self._roles else Role.PARAGRAPH)))
        return [*node.children[1:], name]

    def _leave(self, name: str) -> None:
        if name not in _INLINE:
            self._flush()
            self._roles.pop()

    def _flush(self) -> None:
        if self._builder:
            name, role = self._roles[-1] if self._roles else ("", Role.PARAGRAPH)
            level = int(name[1]) if re.fullmatch(r"h[1-6]", name) else 0
            self.blocks.append(Block(role, self._builder.build(), level))
        self._builder = ProseBuilder(self._source)
