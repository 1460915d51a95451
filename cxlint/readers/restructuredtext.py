"""reStructuredText, line by line: paragraphs of prose with exact positions.

docutils tells lines only, and tree-sitter-rst does not end on deeply nested lists; so the lines are
read here. Understood: section titles, paragraphs, bullet, numbered, definition and field lists, line
blocks, simple and grid tables (cells over several columns included), footnotes, admonitions and other
directives that hold prose, `:alt:` of pictures, inline markup, comments. Left out: literal and doctest
blocks, code and other directives that are no prose, options, targets, substitutions. Not understood:
titles of unknown directives, what a substitution or a reference without a title reads as, and the
difference between a block quote and a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxlint import escaping
from cxlint.document import Block, Comment, Content, Role
from cxlint.escaping import Escaping
from cxlint.model import Span
from cxlint.readers import rst_tables
from cxlint.readers.nesting import joined, through, trimmed
from cxlint.readers.rst_inline import inline
from cxlint.readers.rst_tables import Line

_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_ADORNMENT = re.compile(rf"({_PUNCTUATION})\1+$")
_BULLET = re.compile(
    r"[-*+•‣⁃][ \t]+(?=\S)|(?:\(?(?:\d{1,3}|#|[a-zA-Z]|[ivxlcdm]{1,6})\)|(?:\d{1,3}|#|[a-z]|[ivxlcdm]{1,6})\.)[ \t]+(?=\S)"
)
_FIELD = re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?!\s|$))+:(?:[ \t]+|$)")
_DIRECTIVE = re.compile(r"\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([A-Za-z][\w.+:-]*?)::(?:[ \t]+|$)")
_FOOTNOTE = re.compile(r"\.\.[ \t]+\[[^\]\s]+\](?:[ \t]+|$)")
_TARGET = re.compile(r"\.\.[ \t]+_|__[ \t]|\.\.[ \t]+\|")
_EXPLICIT = re.compile(r"\.\.(?:[ \t]+|$)")
_ALT = re.compile(r":alt:[ \t]+")

# Directives whose first line is prose as well, and those that hold none.
_TITLED = frozenset(
    {"note", "warning", "tip", "important", "hint", "caution", "danger", "attention", "error", "admonition", "seealso",
     "todo", "topic", "sidebar", "rubric", "epigraph", "highlights", "pull-quote", "centered", "table", "list-table",
     "replace", "versionadded", "versionchanged", "deprecated", "dropdown", "card", "tab", "tab-item", "hlist"}
)  # fmt: skip
_PICTURES = frozenset({"image", "figure"})
_NO_PROSE = re.compile(
    r"code|source|literal|math|^raw$|prompt|include|csv-table|graph|uml|mermaid|doctest|^test|ipython|jupyter"
    r"|plot|highlight|production|toctree|^index$|^auto|^meta$|^unicode$|^date$|^role$|^default-role$|^contents$"
    r"|^parsed|^sectnum|^target|^tabularcolumns|^only-code|^console|^program|^youtube|^video|^bibliography"
)


def parse(source: str) -> Content:
    """Blocks and comments of a reStructuredText document."""
    reader = _Reader(source)
    reader.run()
    return Content(tuple(reader.blocks), tuple(reader.comments))


_LINES = re.compile(r"([ \t]*+)([^\r\n]*+)(?:\r\n|\r|\n|\Z)")


def _lines(source: str) -> list[Line]:
    lines: list[Line] = []
    for found in _LINES.finditer(source):
        if found.group() or not lines:
            start, end = found.span(2)
            end = start + len(found[2].rstrip())
            lines.append(Line(start, end, len(found[1].expandtabs(8))))
    return lines


class _Reader:
    """Goes down the lines once; `_at` is the next line to read."""

    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self._source = source
        self._lines = _lines(source)
        self._at = 0
        self._levels: list[str] = []
        self._items: list[int] = []  # indentation of the open list items' text

    def run(self) -> None:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.is_blank:
                self._at += 1
                continue
            while self._items and line.indent < self._items[-1]:
                self._items.pop()
            if not (self._title() or self._explicit(line) or self._table(line)):
                self._body(line)

    def _text(self, line: Line) -> str:
        return self._source[line.start : line.end]

    def _peek(self, ahead: int) -> Line | None:
        index = self._at + ahead
        return self._lines[index] if index < len(self._lines) else None

    def _add(
        self,
        role: Role,
        spans: Iterable[Span],
        level: int = 0,
        layers: tuple[Escaping, ...] = (),
    ) -> None:
        text = joined(self._source, spans)
        block = Block(role, inline(text.text), level, layers=layers)
        if block.text:
            self.blocks.append(through(block, text))

    # --- sections -------------------------------------------------------------------------------

    def _title(self) -> bool:
        first, second, third = (self._peek(n) for n in range(3))
        if first is None or second is None or first.indent or second.is_blank:
            return False
        if third and self._is_adornment(first) and self._text(first) == self._text(third):
            self._heading(second, "over" + self._text(first)[0], [first, third])
            self._at += 3
            return True
        width = second.end - second.start
        if not second.indent and self._is_adornment(second) and not self._is_adornment(first):
            short = width < min(first.end - first.start, 4)
            if not short:
                self._heading(first, self._text(second)[0], [second])
                self._at += 2
                return True
        return False

    def _is_adornment(self, line: Line) -> bool:
        return bool(_ADORNMENT.match(self._text(line)))

    def _heading(self, line: Line, style: str, adornments: list[Line]) -> None:
        if style not in self._levels:
            self._levels.append(style)
        self._items = []
        title = Span(line.start - line.indent, line.end)
        rules = [Span(one.start, one.end) for one in adornments]
        self._add(
            Role.HEADING,
            [Span(line.start, line.end)],
            self._levels.index(style) + 1,
            layers=(escaping.underlined(self._source, title, rules),),
        )

    # --- explicit markup ------------------------------------------------------------------------

    def _explicit(self, line: Line) -> bool:
        text = self._text(line)
        directive = _DIRECTIVE.match(text)
        if directive:
            self._directive(line, directive)
        elif footnote := _FOOTNOTE.match(text):
            self._at += 1
            self._paragraph(line, Role.PARAGRAPH, footnote.end(), deeper=True)
        elif _TARGET.match(text):
            self._skip_deeper(line.indent)
        elif explicit := _EXPLICIT.match(text):
            comment = Span(line.start, line.end)
            self.comments.append(Comment(comment, text[explicit.end() :].strip()))
            after = self._peek(1)
            if len(text) == 2 and (after is None or after.is_blank):
                self._at += 1
            else:
                self._skip_deeper(line.indent)
        else:
            return False
        return True

    def _directive(self, line: Line, directive: re.Match[str]) -> None:
        name = directive[1].lower()
        if _NO_PROSE.search(name):
            self._skip_deeper(line.indent)
            return
        self._at += 1
        if name in _TITLED:
            self._paragraph(line, Role.PARAGRAPH, directive.end(), deeper=True, until_option=True)
        self._options(line.indent, is_picture=name in _PICTURES)

    def _options(self, indent: int, *, is_picture: bool) -> None:
        """Step over a directive's further arguments and its options."""
        while (line := self._peek(0)) and not line.is_blank and line.indent > indent:
            alt = _ALT.match(self._text(line))
            if alt and is_picture:
                self._add(Role.CAPTION, [Span(line.start + alt.end(), line.end)])
            elif not _FIELD.match(self._text(line)) and not is_picture:
                return
            self._at += 1

    def _skip_deeper(self, indent: int) -> None:
        """Step over this line and all that is indented below it."""
        self._at += 1
        while (line := self._peek(0)) and (line.is_blank or line.indent > indent):
            self._at += 1

    # --- body elements --------------------------------------------------------------------------

    def _body(self, line: Line) -> None:
        text = self._text(line)
        if text.startswith(">>> "):
            while (after := self._peek(0)) and not after.is_blank:
                self._at += 1
            return
        if len(text) >= 4 and self._is_adornment(line):
            self._at += 1
            return
        if text.startswith("| ") or text == "|":
            self._at += 1
            self._add(Role.PARAGRAPH, [Span(line.start + 1, line.end)])
            return
        if bullet := _BULLET.match(text):
            # What stands behind the mark is read as if it began its line there.
            inner = Line(line.start + bullet.end(), line.end, line.indent + bullet.end())
            self._items.append(inner.indent)
            self._lines[self._at] = inner
            if not (
                self._explicit(inner) or self._table(inner) or _BULLET.match(self._text(inner))
            ):
                self._item(inner)
            return
        if field := _FIELD.match(text):
            self._at += 1
            self._paragraph(line, Role.PARAGRAPH, field.end(), deeper=True)
            return
        self._item(line)

    def _item(self, line: Line) -> None:
        """A paragraph, or a term with its definition."""
        self._at += 1
        in_item = bool(self._items) and line.indent == self._items[-1]
        role = Role.LIST_ITEM if in_item else Role.PARAGRAPH
        after = self._peek(0)
        is_term = after is not None and not after.is_blank and after.indent > line.indent
        if is_term and not self._text(line).endswith("::"):
            self._add(Role.TERM, [Span(line.start, line.end)])
            return
        self._paragraph(line, role, 0)

    def _paragraph(
        self,
        line: Line,
        role: Role,
        skip: int,
        *,
        deeper: bool = False,
        until_option: bool = False,
    ) -> None:
        """Read on from `line`, whose own first `skip` characters are marks."""
        spans = [Span(line.start + skip, line.end)] if line.start + skip < line.end else []
        while (after := self._peek(0)) and not after.is_blank:
            if after.indent <= line.indent if deeper else after.indent != line.indent:
                break
            text = self._text(after)
            ends = _EXPLICIT.match(text) or (until_option and _FIELD.match(text))
            if ends or (deeper and _BULLET.match(text)):
                break
            spans.append(Span(after.start, after.end))
            self._at += 1
        if not spans:
            return
        is_literal = self._source[spans[-1].start : spans[-1].end].endswith("::")
        if is_literal:
            spans[-1] = Span(spans[-1].start, spans[-1].end - 1)
        if self._source[spans[0].start : spans[-1].end] != ":":
            self._add(role, spans, len(self._items) if role is Role.LIST_ITEM else 0)
        if is_literal:
            self._literal(line)

    def _literal(self, before: Line) -> None:
        """Step over the literal block that a paragraph announced."""
        while (line := self._peek(0)) and line.is_blank:
            self._at += 1
        if line is None:
            return
        if line.indent > before.indent:
            self._at -= 1
            self._skip_deeper(before.indent)
        elif re.match(_PUNCTUATION, self._text(line)):
            mark = self._text(line)[0]
            while (line := self._peek(0)) and self._text(line).startswith(mark):
                self._at += 1

    # --- tables ---------------------------------------------------------------------------------

    def _table(self, line: Line) -> bool:
        text = self._text(line)
        if rst_tables.GRID.match(text):
            cells, self._at = rst_tables.grid(self._source, self._lines, self._at)
        elif rst_tables.SIMPLE.match(text):
            cells, self._at = rst_tables.simple(self._source, self._lines, self._at)
        else:
            return False
        for slices, is_walled in cells:
            kept = [span for span in (trimmed(self._source, one) for one in slices) if span]
            walls = (escaping.walled(self._source, slices),) if is_walled else ()
            if kept:
                self._add(Role.TABLE_CELL, kept, layers=walls)
        return True
