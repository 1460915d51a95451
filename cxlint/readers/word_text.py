"""The words of a Word part: paragraphs in reading order, each character with its element.

Deleted tracked text, comments, field codes and hidden text are left out; inserted text, results of
fields and the words of hyperlinks are read. Of a text box that is stored twice (for new and for old
programs), the first is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cxlint.document import Role
from cxlint.model import Span
from cxlint.readers.transcript import Line, Transcript
from cxlint.readers.word_styles import Styles, child, local
from cxlint.readers.word_table import WordTable

PAGE_BREAK = "\f"
# Elements that read as a character of their own.
_READS_AS = {"tab": "\t", "ptab": "\t", "cr": "\v", "noBreakHyphen": "\u2011", "sym": "\ufffc"}
_SILENT = frozenset(
    {"pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sdtPr",
     "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "annotationRef", "footnoteRef",
     "endnoteRef"}
)  # fmt: skip
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_HEADING_SHOWN = 80


@dataclass(slots=True)
class Atom:
    """Characters of the source that one element holds: a `w:t`, or one that reads as a mark."""

    start: int
    text: str
    element: Any

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


@dataclass(slots=True)
class Part:
    """One part of the package: where it is stored, what it is called in places, what it says.

    `marks` are the comments' beginnings: (offset, id).
    """

    name: str
    label: str
    root: Any
    atoms: list[Atom] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)

    def under(self, span: Span) -> list[Atom]:
        """The atoms that share characters with `span`; for an empty one, that before it."""
        first = max(bisect_right(self.atoms, span.start, key=lambda atom: atom.start) - 1, 0)
        if not span:
            before = first - 1 if first and self.atoms[first].start == span.start else first
            touching = [a for a in self.atoms[before : first + 1] if a.start <= span.start <= a.end]
            return sorted(touching, key=lambda atom: local(atom.element) != "t")[:1]
        found = []
        for atom in self.atoms[first:]:
            if atom.start >= span.end:
                break
            if atom.end > span.start:
                found.append(atom)
        return found


class PartReader:
    """Reads one part into a transcript."""

    def __init__(self, part: Part, transcript: Transcript, styles: Styles) -> None:
        self._part = part
        self._transcript = transcript
        self._styles = styles
        self._fields: list[bool] = []  # open fields, the outermost first; True inside the code
        self._number = 0
        self._heading = ""

    def read(self) -> None:
        """Read the whole part."""
        self._blocks(self._part.root, None)

    def _blocks(self, element: Any, table: WordTable | None) -> None:
        for one in _chosen(element):
            name = local(one)
            if name == "p":
                self._paragraph(one, table)
            elif name == "tr" and child(child(one, "trPr"), "del") is not None:
                continue
            elif name not in _SILENT and _attribute(one, "type") not in (
                "separator",
                "continuationSeparator",
            ):
                if table and name == "tr":
                    table.row()
                elif table and name == "tc":
                    table.cell()
                self._blocks(one, WordTable() if name == "tbl" else table)

    def _paragraph(self, element: Any, table: WordTable | None) -> None:
        self._number += 1
        properties = child(element, "pPr")
        style = self._styles.paragraph(properties)
        start = self._transcript.length
        atoms: list[Atom] = []
        boxes: list[Any] = []
        for text, one in self._pieces(element, boxes, hidden=style.hidden):
            if isinstance(text, str):
                atoms.append(Atom(start, text, one))
                start += len(text)
            else:
                self._part.marks.append((start, _attribute(one, "id")))
        words = "".join(atom.text for atom in atoms)
        if words.strip():
            unstyled = table.role(words.strip()) if table else Role.PARAGRAPH
            role = style.role or unstyled
            if role in (Role.HEADING, Role.TITLE):
                self._heading = " ".join(words.split())[:_HEADING_SHOWN]
            self._transcript.add(words, Line(role, style.level, self._place()))
            self._part.atoms += atoms
        for box in boxes:
            self._blocks(box, table)

    def _place(self) -> dict[str, Any]:
        place: dict[str, Any] = {"part": self._part.label, "paragraph": self._number}
        if self._heading:
            place["heading"] = self._heading
        return place

    def _pieces(
        self, element: Any, boxes: list[Any], *, hidden: bool
    ) -> Iterator[tuple[str | None, Any]]:
        """Characters with their elements, in order; None as text marks the start of a comment."""
        for one in _chosen(element):
            name = local(one)
            if name == "t" or name in _READS_AS or name == "br":
                text = _text(name, one)
                if text and not hidden and not any(self._fields):
                    yield text, one
            elif name == "fldChar":
                self._field(_attribute(one, "fldCharType"))
            elif name == "txbxContent":
                boxes.append(one)
            elif name == "commentRangeStart":
                yield None, one
            elif name == "r":
                properties = child(one, "rPr")
                concealed = hidden or (properties is not None and self._styles.hides(properties))
                yield from self._pieces(one, boxes, hidden=concealed)
            elif name not in _SILENT and not _is_maths(one):
                yield from self._pieces(one, boxes, hidden=hidden)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


def _text(name: str, element: Any) -> str:
    if name == "t":
        return element.text or ""
    if name == "br":
        return PAGE_BREAK if _attribute(element, "type") in ("page", "column") else "\v"
    return _READS_AS[name]


def _attribute(element: Any, name: str) -> str:
    if not isinstance(element.tag, str):
        return ""
    return element.get(f"{{{element.tag[1:].partition('}')[0]}}}{name}") or ""


def _is_maths(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_MATHS)


def _chosen(element: Any) -> list[Any]:
    """The children to read: of contents stored in several ways, the first."""
    if element.tag == _COMPATIBILITY + "AlternateContent":
        return list(element)[:1]
    return list(element)


def twins(element: Any) -> list[tuple[Any, Any]]:
    """The text boxes around an element with their copies for old programs, where they say the same."""
    found = []
    for box in element.iterancestors():
        if local(box) == "txbxContent":
            choice = next(
                (a for a in box.iterancestors() if a.tag == _COMPATIBILITY + "Choice"), None
            )
            if choice is None:
                continue
            fallback = choice.getparent().find(_COMPATIBILITY + "Fallback")
            index = _boxes(choice).index(box)
            copies = _boxes(fallback) if fallback is not None else []
            if index < len(copies) and _words(copies[index]) == _words(box):
                found.append((box, copies[index]))
    return found


def _boxes(element: Any) -> list[Any]:
    return [one for one in element.iter() if local(one) == "txbxContent"]


def _words(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter() if local(one) == "t")
