"""AsciiDoc, line by line: paragraphs of prose with exact positions.

No parser of AsciiDoc for Python tells positions. Understood: document and section titles, paragraphs,
unordered, ordered, description and callout lists, block titles, admonitions, example, sidebar, quote
and open blocks, tables of cells between bars, alternative text of pictures, the labels of links and
cross references, inline marks, comments. Left out: listing, literal, pass, stem and comment blocks,
literal paragraphs, attributes, macros' targets, index terms. Not understood: nested tables, tables in
CSV, conditional text (it counts as there), values of attribute references, attributes of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxlint.document import Block, Comment, Content, Role
from cxlint.model import Span
from cxlint.readers import html
from cxlint.readers.nesting import joined, through, trimmed
from cxlint.text import STAND_IN, Prose, ProseBuilder

_LINES = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_SKIPPED_FENCE = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|```\S*|[,:]===)$")
_OPEN_FENCE = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--|~{4,})$")
_TABLE = re.compile(r"\|={3,}$")
_TITLE = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")
_ATTRIBUTE = re.compile(r":!?[\w-]+!?:(?:[ \t]+|$)")
_DESCRIPTION = re.compile(r":description:[ \t]+")
_BLOCK_ATTRIBUTES = re.compile(r"\[.*\]$")
_LITERAL_STYLE = re.compile(
    r"\[\s*(?:source|listing|literal|stem|latexmath|asciimath|pass|verse_|plantuml|ditaa|graphviz|mermaid|comment)\b|\[\s*,"
)
_BLOCK_TITLE = re.compile(r"\.(?=[^\s.])")
_ITEM = re.compile(
    r"[ \t]*(?:(?P<mark>\*{1,6}|\.{1,6}|-)|\d{1,4}\.|[a-zA-Z][.)]|[ivxlcdm]{1,5}\)|<(?:\d{1,3}|\.)>)[ \t]+(?:\[[ xX*]\][ \t]+)?(?=\S)"
)
_TERM = re.compile(r"[ \t]*(?P<term>\S.{0,300}?)(?:::{1,3}|;;)(?=[ \t]|$)[ \t]*")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_PICTURE = re.compile(r"image::?[^\s\[\]]{0,1000}\[(?P<label>[^\]]{0,2000})\]")
_BLOCK_MACRO = re.compile(r"[a-z][\w-]*::[^\s\[]*\[.*\]$")
_BREAK = re.compile(r"(?:'{3,}|<{3,}|-{3}|\*{3}|\+)$")
_CELL = re.compile(
    r"(?:^|(?<=[\s|]))(?:\d+(?:\.\d+)?[+*]|\.\d+\+)?[<^>]?(?:\.[<^>])?(?P<style>[adehlmsv])?(?<!\\)\|(?!=)"
)
_PICTURE_LABEL = re.compile(r"\s*\"?([^,\"=]*)\"?(?=\s*(?:,|$))")


def parse(source: str) -> Content:
    """Blocks and comments of an AsciiDoc document."""
    reader = _Reader(source)
    reader.run()
    blocks = sorted(reader.blocks, key=lambda block: block.span.start)
    return Content(tuple(blocks), tuple(reader.comments))


def _starts_item(text: str) -> bool:
    return bool(_ITEM.match(text) or _TERM.match(text))


class _Reader:
    """Goes down the lines once; `_open` is the paragraph that is being read."""

    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self._source = source
        self._lines = [Span(*line.span(1)) for line in _LINES.finditer(source)]
        self._at = 0
        self._open: list[Span] = []
        self._role = Role.PARAGRAPH
        self._level = 0
        self._fences: list[str] = []
        self._in_header = False
        self._after_term = False  # the definition may follow, indented
        self._is_literal = False  # the next paragraph is, its attributes say

    def run(self) -> None:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            text = line.of(self._source).rstrip()
            self._at += 1
            if not text:
                self._flush()
                self._in_header = False
            elif not (self._silent(line, text) or self._structure(line, text)):
                self._words(line, text)
        self._flush()

    def _flush(self) -> None:
        """End the open paragraph."""
        spans, self._open = self._open, []
        if spans:
            self._add(self._role, spans, self._level)
        self._role, self._level = self._ground, 0

    @property
    def _ground(self) -> Role:
        return Role.QUOTE if any(fence[0] == "_" for fence in self._fences[-8:]) else Role.PARAGRAPH

    def _add(self, role: Role, spans: Iterable[Span], level: int = 0) -> None:
        text = joined(self._source, spans)
        self.blocks += [through(Block(Role.CAPTION, prose), text) for prose in _pictures(text.text)]
        block = Block(role, inline(text.text), level)
        if block.text:
            self.blocks.append(through(block, text))

    # --- what is no prose -----------------------------------------------------------------------

    def _silent(self, line: Span, text: str) -> bool:
        """Step over a line, or the block that it opens, if that is no prose."""
        if _SKIPPED_FENCE.match(text):
            self._flush()
            self._skip_to(text if not text.startswith("```") else "```")
            self._is_literal = False
            if text[0] == "/":
                self._comment_block(line)
        elif text.startswith("//") and not text.startswith("///"):
            self.comments.append(
                Comment(Span(line.start, line.start + len(text)), text[2:].strip())
            )
        elif self._in_header or (_ATTRIBUTE.match(text) and not self._open):
            self._header_line(line, text)
        elif (
            self._is_literal and not _OPEN_FENCE.match(text) and not _BLOCK_ATTRIBUTES.match(text)
        ) or (
            text[0] in " \t" and not self._open and not self._after_term and not _starts_item(text)
        ):
            self._skip_paragraph()
        else:
            return False
        return True

    def _comment_block(self, fence: Span) -> None:
        span = Span(fence.start, self._lines[self._at - 1].end)
        self.comments.append(Comment(span, span.of(self._source).strip("/\r\n \t")))

    def _skip_to(self, fence: str) -> None:
        while self._at < len(self._lines):
            self._at += 1
            if self._lines[self._at - 1].of(self._source).rstrip() == fence:
                return

    def _skip_paragraph(self) -> None:
        self._is_literal = False
        while self._at < len(self._lines) and self._lines[self._at].of(self._source).strip():
            self._at += 1

    def _header_line(self, line: Span, text: str) -> None:
        """A line below the document's title: author, revision, attributes."""
        described = _DESCRIPTION.match(text)
        if described:
            self._add(Role.META, [Span(line.start + described.end(), line.end)])

    # --- structure ------------------------------------------------------------------------------

    def _structure(self, line: Span, text: str) -> bool:
        if _TABLE.match(text):
            self._flush()
            self._table()
        elif _OPEN_FENCE.match(text):
            self._flush()
            self._fence(text)
        elif (title := _TITLE.match(text)) and not self._open:
            level = len(title[1])
            is_first = level == 1 and not self.blocks
            role = Role.TITLE if is_first else Role.HEADING
            self._add(role, [Span(line.start + title.end(), line.end)], 0 if is_first else level)
            self._in_header = is_first
        elif _BLOCK_ATTRIBUTES.match(text) and (not self._open or text.startswith("[[")):
            self._is_literal = bool(_LITERAL_STYLE.match(text))
        elif _BREAK.match(text):
            self._flush()
        elif (caption := _BLOCK_TITLE.match(text)) and not self._open:
            self._add(Role.CAPTION, [Span(line.start + caption.end(), line.end)])
        elif picture := _PICTURE.fullmatch(text):
            self._flush()
            inside = Span(*picture.span("label")).shifted(line.start)
            self._alternative(inside)
        elif _BLOCK_MACRO.match(text) and not self._open:
            pass
        else:
            return False
        return True

    def _fence(self, text: str) -> None:
        if text in self._fences[-64:]:
            while self._fences.pop() != text:
                pass
        else:
            self._fences.append(text)
        self._role = self._ground
        self._is_literal = False

    def _alternative(self, inside: Span) -> None:
        label = _PICTURE_LABEL.match(self._source, inside.start, inside.end)
        if label:
            builder = ProseBuilder(self._source)
            html.take_text(builder, self._source, *label.span(1))
            if builder:
                self.blocks.append(Block(Role.CAPTION, builder.build()))

    def _words(self, line: Span, text: str) -> None:
        start = 0
        if item := _ITEM.match(text):
            self._flush()
            self._role = Role.LIST_ITEM
            self._level = len(item["mark"] or "x")
            start = item.end()
        elif term := _TERM.match(text):
            self._flush()
            self._add(Role.TERM, [Span(*term.span("term")).shifted(line.start)])
            start = term.end()
            self._after_term = True
            self._take(line, start, text)
            return
        elif not self._open and (admonition := _ADMONITION.match(text)):
            start = admonition.end()
        self._after_term = False
        self._take(line, start, text)

    def _take(self, line: Span, start: int, text: str) -> None:
        end = len(text[:-2].rstrip()) if text.endswith(" +") else len(text)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if start < end:
            self._open.append(Span(line.start + start, line.start + end))

    # --- tables ---------------------------------------------------------------------------------

    def _table(self) -> None:
        """Cells begin at bars; one runs on over lines until the next bar."""
        first = self._at
        while self._at < len(self._lines) and not _TABLE.match(self._here()):
            self._at += 1
        cell: list[Span] = []
        style = ""
        for line in self._lines[first : self._at]:
            text = line.of(self._source)
            position = 0
            for bar in _CELL.finditer(text):
                cell.append(Span(line.start + position, line.start + bar.start()))
                self._cell(cell, style)
                cell, position, style = [], bar.end(), bar["style"] or ""
            cell.append(Span(line.start + position, line.end))
        self._cell(cell, style)
        self._at += 1

    def _here(self) -> str:
        return self._lines[self._at].of(self._source).rstrip()

    def _cell(self, spans: Iterable[Span], style: str) -> None:
        if style in ("l", "m"):  # literal, monospaced
            return
        kept = [
            span
            for span in (trimmed(self._source, one) for one in spans)
            if span and not self._source.startswith("//", span.start)
        ]
        if kept:
            self._add(Role.TABLE_CELL, kept)


# --- inline markup ------------------------------------------------------------------------------

_INLINE = re.compile(
    r"""(?P<code>``[^`]{1,1000}``|(?<![\w`"'])`(?=[^\s`])[^`]{0,1000}`(?![\w`"'])
      |\+{3}.{1,500}?\+{3}|\+\+[^+]{1,500}\+\+|(?<!\w)\+(?=\S)[^+]{1,500}\+(?!\w)
      |\b(?:pass|stem|latexmath|asciimath|kbd|btn_|icon):[a-z,]{0,10}\[[^\]]{0,500}\]|image:[^\s\[\]]{1,500}\[[^\]]{0,500}\]
      |\{[\w-]{1,60}\}|\(\(\([^()]{1,300}\)\)\)|\[\[[^\]\s]{1,200}\]\])
    | (?P<quote>["']`|`["'])
    | <<[^<>,]{1,200}(?:,(?P<xref>[^<>]{1,300}))?>>
    | (?P<target>(?:link|xref|mailto):[^\s\[\]]{1,1000}|(?:https?|ftp|irc)://[^\s\[\]<>]{1,1000})\[(?P<label>[^\]]{0,500})\]
    | \bfootnote:[\w-]{0,60}\[(?P<footnote>[^\]]{1,1000})\]
    | \b(?:menu|btn):[^\s\[]{0,60}\[(?P<button>[^\]]{0,200})\]
    | \(\((?P<term>[^()]{1,300})\)\)
    | (?P<marks>\*\*|__|\#\#|(?<![\w*])[*](?=[^\s*])|(?<=[^\s*])[*](?![\w*])|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_])
      |(?:\[[.\w\#,\- ]{1,60}\])?(?<![\w\#&])\#(?=[^\s\#\d])|(?<=[^\s\#])\#(?![\w\#]))
    | \\(?P<escaped>[*_`\#+<\[{(|])""",
    re.X | re.S,
)
_NAMED = re.compile(r"(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^,=\"]*))(?=\s*(?:,|$))")
_CURLY = {'"`': "“", '`"': "”", "'`": "‘", "`'": "’"}


def inline(text: str) -> Prose:
    """The words of a paragraph, inline markup seen through."""
    builder = ProseBuilder(text)
    position, in_mark = 0, False
    for found in _INLINE.finditer(text):
        html.take_text(builder, text, position, found.start())
        position = found.end()
        if found["code"]:
            builder.put(STAND_IN, *found.span())
        elif found["quote"]:
            builder.put(_CURLY[found["quote"]], *found.span())
        elif found["marks"]:
            # A lone "#" is no mark: C# and F# are words.
            if found["marks"].endswith("#") and found["marks"] != "##":
                if not in_mark and not _opens_mark(text, found):
                    builder.take(*found.span())
                else:
                    in_mark = not in_mark
        else:
            _label(builder, text, found)
    html.take_text(builder, text, position, len(text))
    return builder.build()


_MARK_END = re.compile(r"(?<=[^\s#])#(?![\w#])")


def _opens_mark(text: str, found: re.Match[str]) -> bool:
    before = text[found.start() - 1 : found.start()]
    return not (before.isalnum() or before == "_") and bool(
        _MARK_END.search(text, found.end(), found.end() + 500)
    )


def _label(builder: ProseBuilder, text: str, found: re.Match[str]) -> None:
    """What a link, a cross reference, a footnote or a term reads as."""
    for group in ("xref", "footnote", "button", "term", "escaped"):
        if found[group]:
            if group == "footnote":
                builder.put(" ", found.start(), found.start(group))
            html.take_text(builder, text, *found.span(group))
            return
    label = _NAMED.match(text, *found.span("label")) if found["label"] else None
    group = "quoted" if label and label["quoted"] else "plain"
    if label and label[group]:
        html.take_text(builder, text, *label.span(group))
    else:
        builder.put(STAND_IN, *found.span())


def _pictures(text: str) -> Iterable[Prose]:
    """The alternative texts of pictures inside a paragraph."""
    for picture in _PICTURE.finditer(text) if "image:" in text else ():
        label = _PICTURE_LABEL.match(text, *picture.span("label"))
        builder = ProseBuilder(text)
        if label:
            html.take_text(builder, text, *label.span(1))
        if builder:
            yield builder.build()
