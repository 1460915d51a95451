"""Word (.docx): the body, then headers, footers, footnotes and endnotes, as one text of paragraphs.

A document's source is its paragraphs joined by newlines (empty ones left out), so that a line is a
paragraph and a column an offset in it. `place` counts every paragraph of its part from 1, with the
nearest heading above it; no page is invented, for only Word's layout knows pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cxlint.document import Document
from cxlint.model import Edit
from cxlint.readers import Options, UnreadableFile
from cxlint.readers.container import Container
from cxlint.readers.transcript import Transcript
from cxlint.readers.word_styles import Styles, local
from cxlint.readers.word_text import Part, PartReader

_OTHER_PARTS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
}
_UNLIMITED = 1 << 31


@dataclass(frozen=True, slots=True)
class WordFile:
    """An opened Word file: its container, its parts as they were read, and the words taken out."""

    container: Container
    parts: tuple[Part, ...]
    transcript: Transcript

    @property
    def body(self) -> Part:
        """The main part."""
        return self.parts[0]


def read(data: bytes, options: Options) -> Document:
    """The document that a .docx file is. Raises UnreadableFile."""
    return opened(data, options).transcript.document()


def write(data: bytes, document: Document, edits: Iterable[Edit]) -> bytes:
    """The file with `edits` made in place, every run keeping its formatting."""
    from cxlint.readers.word_writing import in_place

    return in_place(reopened(data, document), edits)


def reopened(data: bytes, document: Document) -> WordFile:
    """The file of a document that was read before. Raises UnreadableFile if it is another."""
    file = opened(data, Options(max_bytes=_UNLIMITED))  # its limits were kept when it was read
    if file.transcript.source != document.source:
        raise UnreadableFile("not the document that was read from this file")
    return file


def opened(data: bytes, options: Options) -> WordFile:
    """A .docx file with the words of its parts. Raises UnreadableFile."""
    container = Container(data, options, "Word")
    main = next(
        (name for kind, name in container.related("").values() if kind == "officeDocument"), ""
    )
    root = container.xml(main or "word/document.xml")
    if local(root) != "document":
        raise UnreadableFile("not a Word file, but another kind of Office file: rename it")
    related = list(container.related(main).values())
    styles = next((name for kind, name in related if kind == "styles" and name in container), None)
    known = Styles(container.xml(styles) if styles else None)
    parts = [Part(main, "body", root)]
    for kind, label in _OTHER_PARTS.items():
        names = {name for one, name in related if one == kind and name in container}
        parts += [Part(name, label, container.xml(name)) for name in sorted(names, key=_numbered)]
    transcript = Transcript()
    for part in parts:
        PartReader(part, transcript, known).read()
    return WordFile(container, tuple(parts), transcript)


def _numbered(name: str) -> list[int | str]:
    """A key that puts header10 after header9."""
    return [int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", name)]
