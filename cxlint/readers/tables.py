"""CSV and TSV: the cells of the columns that are prose, in the file as it stands.

Spans index the decoded file. A cell that is quoted may hold delimiters, doubled quotes and line
breaks; edits are quoted as their cell needs it, and nothing else of the file changes. Rows count as
a spreadsheet shows them: the header is row 1, and an empty line is a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import chain, islice
from typing import NamedTuple

from cxlint import escaping
from cxlint.document import Block, Comment, Content, Document
from cxlint.escaping import Escaping
from cxlint.model import Edit, Span, apply_edits
from cxlint.readers import Options, UnreadableFile, cells
from cxlint.readers.container import looks_like
from cxlint.readers.encoding import Encoding, UndecodableText, decode
from cxlint.text import Prose

_DELIMITERS = ",;\t|"
_DOUBLED = re.compile('""')


class _Field(NamedTuple):
    """One cell as it is stored: all of it, and its text (inside the quotes, if there are any)."""

    start: int
    end: int
    inner_start: int
    inner_end: int

    @property
    def whole(self) -> Span:
        return Span(self.start, self.end)

    @property
    def inner(self) -> Span:
        return Span(self.inner_start, self.inner_end)

    @property
    def quoted(self) -> bool:
        return self.start != self.inner_start

    def prose(self, source: str) -> Prose:
        if self.quoted and '""' in self.inner.of(source):
            return cells.unescaped(source, self.inner, _DOUBLED, lambda _: '"')
        return Prose.verbatim(source, self.inner)

    def layer(self, source: str, delimiter: str) -> Escaping:
        """How words are written in the cell."""
        if self.quoted:
            return escaping.QUOTED_CELL
        return escaping.bare_cell(source, self.whole, delimiter)

    def text(self, source: str) -> str:
        text = self.inner.of(source)
        return text.replace('""', '"') if self.quoted else text


def read(data: bytes, options: Options) -> Document:
    """The document that a CSV or TSV file is. Raises UnreadableFile."""
    source = decoded(data, "CSV")[0]
    return Document(source, parse=partial(parse, options=options))


def decoded(data: bytes, kind: str) -> tuple[str, Encoding]:
    """The text of a table's file and its encoding. Raises UnreadableFile."""
    if b"\0" not in data[:4096] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return decode(data)
        except UndecodableText as error:
            raise UnreadableFile(str(error)) from None
    seen = looks_like(data)
    hint = f"it begins like {seen}; rename it" if seen else "it holds NUL bytes, which no text has"
    raise UnreadableFile(f"not a {kind} file: {hint}")


def parse(source: str, options: Options) -> Content:
    """Blocks of the cells that are prose."""
    delimiter = delimiter_of(source)
    numbered: Iterator[tuple[int, list[_Field]]] = (
        (n, row) for n, row in enumerate(_records(source, delimiter), 1) if _is_filled(row)
    )
    first = next(numbered, None)
    if first is None:
        return Content((), notes=("no rows",))
    names = [field.text(source).strip() for field in first[1]]
    headed = cells.is_header(names)
    if not headed:
        names = [str(i + 1) for i in range(len(names))]
        numbered = chain([first], numbered)
    sample = list(islice(numbered, cells.SAMPLE))
    columns = cells.choose(names, ([f.text(source) for f in row] for _, row in sample), options)
    blocks: list[Block] = []
    comments: list[Comment] = []
    for number, row in chain(sample, numbered):
        known = columns.identity is not None and columns.identity < len(row)
        identity = row[columns.identity or 0].text(source) if known else ""
        for index in columns.read:
            if index < len(row) and row[index].inner:
                place = cells.place_of(number, names[index], identity)
                title = index in columns.titles
                content = cells.content_of(
                    row[index].prose(source), place, options.cell_format,
                    title=title, layers=(row[index].layer(source, delimiter),),
                )  # fmt: skip
                blocks += content.blocks
                comments += content.comments
    notes = [
        columns.note,
        "" if headed else "the first row does not look like names of columns: it is read as data",
    ]
    return Content(
        tuple(sorted(blocks, key=lambda block: block.span)), tuple(comments),
        notes=tuple(note for note in notes if note),
    )  # fmt: skip


def write(data: bytes, document: Document, edits: Iterable[Edit]) -> bytes:
    """The file with `edits` made."""
    source, encoding = decoded(data, "CSV")
    if source != document.source:
        raise UnreadableFile("not the document that was read from this file")
    return encoding.encode(apply_edits(source, edits))


def delimiter_of(source: str) -> str:
    """What separates the cells: what stands most often outside quotes in the first lines."""
    line = re.compile(r'(?:"[^"]*"|[^"\r\n])*')
    start = re.search(r"\S", source)
    match = line.match(source, start.start() if start else 0)
    bare = re.sub(r'"[^"]*"', "", match.group() if match else "")
    return max(_DELIMITERS, key=bare.count)


def blanks_after(delimiter: str) -> str:
    """What may stand between the end of a quoted cell and the delimiter, as an expression."""
    return " *+" if delimiter == "\t" else r"[ \t]*+"


@cache
def cell_pattern(delimiter: str) -> re.Pattern[str]:
    """One cell with what ends it; group 1 is the text of a quoted one, group 2 of another."""
    mark, blanks = re.escape(delimiter), blanks_after(delimiter)
    return re.compile(
        rf'(?:"([^"]*+(?:""[^"]*+)*+)"{blanks}(?=[{mark}\r\n]|\Z)|([^{mark}\r\n]*+))({mark}|\r\n|\r|\n|\Z)'
    )


def _records(source: str, delimiter: str) -> Iterator[list[_Field]]:
    """The rows, each with its cells; a quote that is never closed is a character like any other."""
    pattern, position, row = cell_pattern(delimiter), 0, []
    while match := pattern.match(source, position):
        start, end = match.start(), match.start(3)
        inner_start, inner_end = match.span(1)
        row.append(
            _Field(start, end, inner_start, inner_end)
            if inner_start >= 0
            else _Field(start, end, start, end)
        )
        position = match.end()
        if match.group(3) != delimiter:
            yield row
            row = []
            if not match.group(3) or position >= len(source):
                return


def _is_filled(row: list[_Field]) -> bool:
    return len(row) > 1 or bool(row[0].inner)
