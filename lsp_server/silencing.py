"""Where a comment goes that silences a finding, and how it reads in each format.

Before the line where a comment can stand on a line of its own without cutting a paragraph or a
list in two; else at the end of the line.
"""

from __future__ import annotations

import re

from cxlint.document import Block, Role
from cxlint.model import Edit, Finding, Span
from lsp_server.checking import JoinedDocument

_MARKS = {
    "markdown": ("<!-- ", " -->"), "html": ("<!-- ", " -->"), "text": ("# ", ""),
    "restructuredtext": (".. ", ""), "asciidoc": ("// ", ""),
}  # fmt: skip
# Where a comment is a block of its own.
_APART = ("markdown", "restructuredtext")
_FRONT_MATTER = re.compile(
    r"(?ms)\A(?:---|\+\+\+)[ \t]*\r?\n.*?^(?:---|\+\+\+|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_DOCTYPE = re.compile(r"(?i)\A\s*<!doctype[^>]*>[ \t]*(?:\r?\n)?")
# What may stand before a block on its line if a comment is to stand on the line above it.
_OWN_LINE = re.compile(r"[ \t>]*(?:#+[ \t]+)?")
_QUOTE_MARKS = re.compile(r"[ \t>]*")
# Cells of tables; in a table of words they are entries, as the terms of a list of definitions are.
_IN_ROWS = (Role.TABLE_CELL, Role.TERM)
_HARD_BREAK = re.compile(r"[ \t]*\\?\Z")


def here(document: JoinedDocument, finding: Finding) -> Edit | None:
    """The edit that silences one finding; None where no comment can be put."""
    marks = _MARKS.get(document.format)
    if marks is None:
        return None
    line = document.lines.span(document.lines.line_of(finding.span.start))
    if document.format == "markdown":
        return _in_markdown(document, finding, line)
    if document.format == "restructuredtext":
        return _in_restructuredtext(document, finding, line)
    if document.format == "html" and _inside_tag(document.source, line.start):
        return None
    if document.format == "asciidoc":
        block = document.block_at(finding.span.start)
        in_table = block is None or block.role in _IN_ROWS  # which know no comments
        return None if in_table else _line_above(document, finding, line, "")
    indent = re.match(r"[ \t]*", line.of(document.source))
    return _line_above(document, finding, line, indent.group() if indent else "")


def everywhere(document: JoinedDocument, finding: Finding) -> Edit | None:
    """The edit that silences a finding's rule in the whole document."""
    if document.format not in _MARKS:
        return None
    start = 0
    head = {"markdown": _FRONT_MATTER, "html": _DOCTYPE}.get(document.format)
    before = head.match(document.source) if head else None
    if before:
        start = before.end()
    end = _line_end(document) * (2 if document.format in _APART else 1)
    begin = "" if start == 0 or document.source[start - 1] in "\r\n" else _line_end(document)
    return Edit(Span(start, start), begin + _comment(document, "disable-file", finding.rule) + end)


def _in_markdown(document: JoinedDocument, finding: Finding, line: Span) -> Edit | None:
    block = document.block_at(finding.span.start)
    if block is None or block.role in (Role.TITLE, Role.META):
        return None  # front matter knows no comments that are read
    before = document.source[line.start : block.span.start]
    begins_here = block.span.start >= line.start
    in_rows = block.role in (Role.LIST_ITEM, *_IN_ROWS)
    if begins_here and not in_rows and _OWN_LINE.fullmatch(before):
        indent = _QUOTE_MARKS.match(before)
        return _line_above(document, finding, line, indent.group() if indent else "")
    return _end_of_line(document, finding, line, block)


def _in_restructuredtext(document: JoinedDocument, finding: Finding, line: Span) -> Edit | None:
    """Before the block that the line begins, as a block of its own; within one there is no place."""
    block = document.block_at(finding.span.start)
    before = document.source[line.start : block.span.start] if block else "-"
    number = document.lines.line_of(line.start)
    above = document.lines.span(number - 1).of(document.source) if number else ""
    if block is None or block.span.start < line.start or before.strip() or above.strip():
        return None
    edit = _line_above(document, finding, line, before)
    return Edit(edit.span, edit.text + _line_end(document))


def _line_above(document: JoinedDocument, finding: Finding, line: Span, indent: str) -> Edit:
    text = indent + _comment(document, "disable-next-line", finding.rule) + _line_end(document)
    return Edit(Span(line.start, line.start), text)


def _end_of_line(document: JoinedDocument, finding: Finding, line: Span, block: Block) -> Edit:
    if block.role in _IN_ROWS:
        at = block.span.end
    else:
        kept = _HARD_BREAK.search(line.of(document.source))
        at = line.start + kept.start() if kept else line.end
    at = max(at, min(finding.span.end, line.end))
    return Edit(Span(at, at), " " + _comment(document, "disable-line", finding.rule))


def _comment(document: JoinedDocument, directive: str, rule: str) -> str:
    begin, end = _MARKS[document.format]
    return f"{begin}cxlint-{directive} {rule}{end}"


def _inside_tag(source: str, offset: int) -> bool:
    return source.rfind("<", 0, offset) > source.rfind(">", 0, offset)


def _line_end(document: JoinedDocument) -> str:
    first = re.search(r"\r\n|\r|\n", document.source)
    return first.group() if first else "\n"
