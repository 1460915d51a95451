"""reStructuredText, line by line: paragraphs of prose with exact positions.

docutils tells lines only, and tree-sitter-rst does not end on deeply nested lists; so the lines are
read here. Understood: section titles, paragraphs, bullet, numbered, definition and field lists, line
blocks, simple and grid tables (cells over several columns included), footnotes, admonitions and other
directives that hold prose, `:alt:` of pictures, inline markup, comments. Left out: literal and doctest
blocks, code and other directives that are no prose, options, targets, substitutions. Not understood:
titles of unknown directives, what a substitution or a reference without a title reads as, and the
difference between a block quote and a paragraph.

Longer than most modules, since every construct is decided by the lines around it, by one walk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cxlint.document import Block, Comment, Content, Role
from cxlint.model import Span
from cxlint.readers.nesting import joined, through, trimmed
from cxlint.text import STAND_IN, Prose, ProseBuilder

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
_SIMPLE_TABLE = re.compile(r"={2,}(?:[ ]+={2,})+$")
_GRID_TABLE = re.compile(r"\+(?:[-=]+\+)+$")
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


class _Line(NamedTuple):
    """A line: the place of its text without indentation, and how far that is indented."""

    start: int
    end: int
    indent: int

    @property
    def is_blank(self) -> bool:
        return self.start == self.end


def parse(source: str) -> Content:
    """Blocks and comments of a reStructuredText document."""
    reader = _Reader(source)
    reader.run()
    return Content(tuple(reader.blocks), tuple(reader.comments))


_LINES = re.compile(r"([ \t]*+)([^\r\n]*+)(?:\r\n|\r|\n|\Z)")


def _lines(source: str) -> list[_Line]:
    lines: list[_Line] = []
    for found in _LINES.finditer(source):
        if found.group() or not lines:
            start, end = found.span(2)
            end = start + len(found[2].rstrip())
            lines.append(_Line(start, end, len(found[1].expandtabs(8))))
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

    def _text(self, line: _Line) -> str:
        return self._source[line.start : line.end]

    def _peek(self, ahead: int) -> _Line | None:
        index = self._at + ahead
        return self._lines[index] if index < len(self._lines) else None

    def _add(self, role: Role, spans: Iterable[Span], level: int = 0) -> None:
        text = joined(self._source, spans)
        block = Block(role, inline(text.text), level)
        if block.text:
            self.blocks.append(through(block, text))

    # --- sections -------------------------------------------------------------------------------

    def _title(self) -> bool:
        first, second, third = (self._peek(n) for n in range(3))
        if first is None or second is None or first.indent or second.is_blank:
            return False
        if third and self._is_adornment(first) and self._text(first) == self._text(third):
            self._heading(second, "over" + self._text(first)[0], 3)
            return True
        width = second.end - second.start
        if not second.indent and self._is_adornment(second) and not self._is_adornment(first):
            short = width < min(first.end - first.start, 4)
            if not short:
                self._heading(first, self._text(second)[0], 2)
                return True
        return False

    def _is_adornment(self, line: _Line) -> bool:
        return bool(_ADORNMENT.match(self._text(line)))

    def _heading(self, line: _Line, style: str, lines: int) -> None:
        if style not in self._levels:
            self._levels.append(style)
        self._items = []
        self._add(Role.HEADING, [Span(line.start, line.end)], self._levels.index(style) + 1)
        self._at += lines

    # --- explicit markup ------------------------------------------------------------------------

    def _explicit(self, line: _Line) -> bool:
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

    def _directive(self, line: _Line, directive: re.Match[str]) -> None:
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

    def _body(self, line: _Line) -> None:
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
            inner = _Line(line.start + bullet.end(), line.end, line.indent + bullet.end())
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

    def _item(self, line: _Line) -> None:
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
        line: _Line,
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

    def _literal(self, before: _Line) -> None:
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

    def _table(self, line: _Line) -> bool:
        text = self._text(line)
        if _GRID_TABLE.match(text):
            self._grid(line)
        elif _SIMPLE_TABLE.match(text):
            self._simple(line)
        else:
            return False
        return True

    def _grid(self, border: _Line) -> None:
        """Rows lie between lines that begin with "+"; a cell is a column of slices of lines."""
        rows: list[_Line] = []
        cuts = _columns(self._text(border), "+")
        self._at += 1
        while (line := self._peek(0)) and not line.is_blank and self._text(line)[0] in "+|":
            self._at += 1
            text = self._text(line)
            if text.startswith("+"):
                self._grid_row(rows, cuts)
                rows = []
                cuts = sorted({*cuts, *_columns(text, "+")})
            else:
                rows.append(line)
        self._grid_row(rows, cuts)

    def _grid_row(self, rows: list[_Line], cuts: list[int]) -> None:
        walls = [cut for cut in cuts if all(self._text(row)[cut : cut + 1] == "|" for row in rows)]
        for left, right in pairwise(walls):
            self._cell([Span(row.start + left + 1, row.start + right) for row in rows])

    def _simple(self, border: _Line) -> None:
        """Columns begin where the border's runs do; the last one has no end."""
        starts = [run.start() for run in re.finditer(r"=+", self._text(border))]
        rows: list[list[Span]] = []
        self._at += 1
        borders = 1
        while (line := self._peek(0)) is not None:
            if line.is_blank and (
                borders > 2 or (after := self._peek(1)) is None or after.is_blank
            ):
                break
            self._at += 1
            if _SIMPLE_TABLE.match(self._text(line)):
                borders += 1
                following = self._peek(0)
                if borders > 1 and (following is None or following.is_blank):
                    break
            elif not line.is_blank and not re.match(r"-+(?:[ ]+-+)*$", self._text(line)):
                self._simple_row(line, line.start - line.indent + border.indent, starts, rows)
        for row in rows:
            self._cell(row)

    def _simple_row(
        self, line: _Line, base: int, starts: list[int], rows: list[list[Span]]
    ) -> None:
        ends = [*starts[1:], max(line.end - base, starts[-1])]
        cells = [
            Span(min(base + a, line.end), min(base + b, line.end))
            for a, b in zip(starts, ends, strict=True)
        ]
        continues = not cells[0].of(self._source).strip() and len(rows) >= len(cells)
        for index, cell in enumerate(cells):
            if continues:
                rows[len(rows) - len(cells) + index].append(cell)
        if not continues:
            rows += [[cell] for cell in cells]

    def _cell(self, slices: list[Span]) -> None:
        kept = [span for span in (trimmed(self._source, one) for one in slices) if span]
        if kept:
            self._add(Role.TABLE_CELL, kept)


def _columns(text: str, mark: str) -> list[int]:
    return [index for index, character in enumerate(text) if character == mark]


# --- inline markup ------------------------------------------------------------------------------

_TEXT_ROLES = frozenset(
    {"emphasis", "strong", "sub", "subscript", "sup", "superscript", "title", "title-reference", "t", "abbr", "guilabel",
     "menuselection", "term", "dfn", "index"}
)  # fmt: skip
_INLINE = re.compile(
    r"""(?P<literal>``(?=\S).{1,1000}?(?<=\S)``)
    | :(?P<role>[\w.+:-]{1,60}):`(?P<inside>[^`]{1,1000})`
    | `(?P<after>[^`]{1,1000})`:(?P<role_after>[\w.+:-]{1,60}):
    | _?`(?P<phrase>[^`]{1,1000})`_{0,2}
    | \*\*(?=\S)(?P<strong>[^*]{1,1000})\*\*
    | (?<![\w*])\*(?=\S)(?P<emphasis>[^*]{1,1000})(?<!\s)\*(?!\w)
    | (?P<substitution>(?<!\w)\|(?=\S)[^|]{1,200}\|_{0,2})
    | (?<!\w)\[(?P<note>[^\]\s]{1,60})\]_
    | (?<!\w)(?P<word>[A-Za-z0-9](?:[A-Za-z0-9]|[-.+:](?=[A-Za-z0-9])){0,60})__?(?!\w)
    | \\(?P<escaped>\s|.)""",
    re.X | re.S,
)
_TITLED_TARGET = re.compile(r"(.*?)\s*<[^<>]*>$", re.S)


def inline(text: str) -> Prose:
    """The words of a paragraph, inline markup seen through."""
    builder = ProseBuilder(text)
    position = 0
    for found in _INLINE.finditer(text):
        builder.take(position, found.start())
        position = found.end()
        group = next(
            (
                g
                for g in ("phrase", "strong", "emphasis", "word", "escaped", "inside", "after")
                if found[g] is not None
            ),
            "",
        )
        inside = _inside(found, group) if group else None
        if inside is None:
            if found["note"] is None:
                builder.put(STAND_IN, *found.span())
        elif not (group == "escaped" and found[group].isspace()):
            builder.take(*inside)
    builder.take(position, len(text))
    return builder.build()


def _inside(found: re.Match[str], group: str) -> tuple[int, int] | None:
    """The part of an inline element that is read; None if none is."""
    start, end = found.span(group)
    if group in ("inside", "after", "phrase"):
        role = (found["role"] or found["role_after"] or "").lower()
        titled = _TITLED_TARGET.match(found[group])
        if titled and titled[1] and (not role or role not in _TEXT_ROLES):
            return start, start + titled.end(1)
        if role and role not in _TEXT_ROLES:
            return None
        if found[group].endswith(">") and found[group].startswith("<"):
            return None
    return start, end
