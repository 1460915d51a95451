"""OpenDocument text (.odt, .fodt), read only: paragraphs of the body, then headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cxlint.document import Document, Role
from cxlint.readers import Options, UnreadableFile
from cxlint.readers.container import Container, parsed
from cxlint.readers.transcript import Line, Transcript

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SILENT = frozenset(
    {_TEXT + "tracked-changes", _TEXT + "note-citation", _TEXT + "ruby-text", _TEXT + "hidden-text",
     _TEXT + "sequence-decls", _TEXT + "variable-decls", _TEXT + "user-field-decls",
     _OFFICE + "annotation", _OFFICE + "annotation-end", _OFFICE + "forms", _OFFICE + "scripts",
     _TEXT + "page-number", _TEXT + "page-count", _OFFICE + "binary-data",
     "{http://www.w3.org/1998/Math/MathML}math", _OFFICE + "event-listeners",
     _SVG + "title", _SVG + "desc"}
)  # fmt: skip
# What a paragraph may hold that is read on its own after it.
_APART = frozenset({_TEXT + "note-body", _DRAW + "text-box"})
_ROLES = {"Title": Role.TITLE, "Quotations": Role.QUOTE, "Caption": Role.CAPTION}
_HEADING_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around an element: the part it belongs to, its list and table."""

    part: str = "body"
    level: int = 0
    in_cell: bool = False


def read(data: bytes, options: Options) -> Document:
    """The document that an OpenDocument text is. Raises UnreadableFile."""
    roots = [parsed(data, "the file")] if _is_flat(data) else _stored(data, options)
    body = next((one for root in roots for one in root.iter(_OFFICE + "text")), None)
    if body is None:
        raise UnreadableFile("not an OpenDocument text, but another kind of document: rename it")
    reader = _Reader({name: role for root in roots for name, role in _styles(root)})
    reader.walk(body, _Around())
    for root in roots:
        for kind in ("header", "footer"):
            for element in root.iter(_STYLE + kind):
                reader.walk(element, _Around(kind))
    return reader.transcript.document()


def _is_flat(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")


def _stored(data: bytes, options: Options) -> list[Any]:
    container = Container(data, options, "OpenDocument")
    manifest = (
        container.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in container else b""
    )
    if b"encryption-data" in manifest:
        raise UnreadableFile("protected by a password: save it without one to have it checked")
    return [
        container.xml(name)
        for name in ("content.xml", "styles.xml")
        if name == "content.xml" or name in container
    ]


def _styles(root: Any) -> Iterator[tuple[str, Role]]:
    """Styles that say what a paragraph is, by their own name or the one they are made from."""
    for style in root.iter(_STYLE + "style"):
        name = style.get(_STYLE + "name", "")
        for said in (name, style.get(_STYLE + "parent-style-name", "")):
            if said in _ROLES:
                yield name, _ROLES[said]
                break


class _Reader:
    def __init__(self, styles: dict[str, Role]) -> None:
        self.transcript = Transcript()
        self._styles = {**_ROLES, **styles}
        self._numbers: dict[str, int] = {}
        self._heading = ""

    def walk(self, element: Any, around: _Around) -> None:
        """Read the paragraphs under an element, without recursion through lists and tables."""
        pending = [(element, around)]
        while pending:
            one, around = pending.pop()
            if one.tag in (_TEXT + "p", _TEXT + "h"):
                pending += [(box, around) for box in reversed(self._paragraph(one, around))]
            elif one.tag not in _SILENT and isinstance(one.tag, str):
                inner = _entered(one.tag, around)
                pending += [(child, inner) for child in reversed(one)]

    def _paragraph(self, element: Any, around: _Around) -> list[Any]:
        """Read one paragraph; returns what in it is to be read on its own."""
        number = self._numbers[around.part] = self._numbers.get(around.part, 0) + 1
        apart: list[Any] = []
        words = "".join(_pieces(element, apart))
        if words.strip():
            line = self._line(element, around, number, words)
            self.transcript.add(words, line)
        return apart

    def _line(self, element: Any, around: _Around, number: int, words: str) -> Line:
        is_heading = element.tag == _TEXT + "h"
        role = self._styles.get(element.get(_TEXT + "style-name", ""))
        if is_heading:
            role = Role.HEADING
        elif role is None:
            role = (
                Role.TABLE_CELL
                if around.in_cell
                else Role.LIST_ITEM
                if around.level
                else Role.PARAGRAPH
            )
        if role in (Role.HEADING, Role.TITLE):
            self._heading = " ".join(words.split())[:_HEADING_SHOWN]
        place: dict[str, Any] = {"part": around.part, "paragraph": number}
        if self._heading and around.part == "body":
            place["heading"] = self._heading
        said = element.get(_TEXT + "outline-level", "1")
        level = (int(said) if said.isdigit() else 1) if is_heading else around.level
        return Line(role, level, place)


def _entered(tag: str, around: _Around) -> _Around:
    if tag == _TEXT + "list":
        return _Around(around.part, around.level + 1, around.in_cell)
    if tag == _TABLE + "table-cell":
        return _Around(around.part, 0, in_cell=True)
    return _Around("footnote") if tag == _TEXT + "note-body" else around


def _pieces(element: Any, apart: list[Any]) -> Iterator[str]:
    """The characters of a paragraph; what is to be read on its own is put aside."""
    yield element.text or ""
    for one in element:
        if one.tag in _APART:
            apart.append(one)
        elif one.tag == _TEXT + "s":
            yield " "
        elif one.tag == _TEXT + "tab":
            yield "\t"
        elif one.tag == _TEXT + "line-break":
            yield "\v"
        elif isinstance(one.tag, str) and one.tag not in _SILENT:
            yield from _pieces(one, apart)
        yield one.tail or ""
