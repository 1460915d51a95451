"""Excel workbooks (.xlsx), read only: the texts of every sheet.

Only texts are read (shared, inline, results of formulas); numbers, dates and hidden markup are no
prose. Sheets are read as a stream, so that a cell in the last column of the last row costs nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from cxlint.document import Document
from cxlint.readers import Options, UnreadableFile
from cxlint.readers.cell_transcript import CellTranscript, headed
from cxlint.readers.container import Container

_RELATION = re.compile(r"\{[^}]*relationships\}id")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_COLUMNS = 512  # of a sheet; the texts of wider ones are no prose


def read(data: bytes, options: Options) -> Document:
    """The document that a workbook is. Raises UnreadableFile."""
    container = Container(data, options, "Excel")
    main = next(
        (name for kind, name in container.related("").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    root = container.xml(main)
    if etree.QName(root).localname != "workbook":
        raise UnreadableFile("not an Excel workbook, but another kind of Office file: rename it")
    related = container.related(main)
    strings = next((name for kind, name in related.values() if kind == "sharedStrings"), "")
    shared = list(_shared(container, strings)) if strings in container else []
    transcript = CellTranscript(options)
    for sheet in root.iter("{*}sheet"):
        number = next((sheet.get(key) for key in sheet.keys() if _RELATION.fullmatch(key)), "")  # noqa: SIM118
        name = related.get(number, ("", ""))[1]
        if name in container and sheet.get("state", "visible") == "visible":
            names, rows = headed(_rows(container, name, shared))
            if names:
                transcript.add(names, rows, sheet=sheet.get("name", name))
    return transcript.document()


def _elements(container: Container, name: str, tag: str) -> Iterator[Any]:
    """The elements of a large part one by one, each forgotten after it was used."""
    data = io.BytesIO(container.read(name))
    try:
        events = etree.iterparse(
            data,
            tag="{*}" + tag,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        )
        for _, element in events:
            if element.getroottree().docinfo.doctype:
                raise UnreadableFile(
                    f"its part {name} declares a document type, as no office file does: not checked"
                )
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(f"damaged: its part {name} is no XML ({error})") from None


def _shared(container: Container, name: str) -> Iterator[str]:
    for element in _elements(container, name, "si"):
        yield _text(element)


def _text(element: Any) -> str:
    """The text of a string; how it is pronounced (East Asian) is left out."""
    found = [
        one.text or "" for one in element.iter("{*}t")
        if etree.QName(one.getparent()).localname != "rPh"
    ]  # fmt: skip
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), "".join(found))


def _rows(container: Container, name: str, shared: list[str]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in _elements(container, name, "row"):
        said = row.get("r", "")
        number = int(said) if said.isdigit() else number + 1
        texts: list[str] = []
        for position, cell in enumerate(row):
            if not isinstance(cell.tag, str):
                continue
            column = _column(cell.get("r", "")) or position
            text = _value(cell, shared)
            if text and column < _COLUMNS:
                texts += [""] * (column + 1 - len(texts))
                texts[column] = text
        if texts:
            yield number, texts


def _column(reference: str) -> int:
    number = 0
    for letter in re.match(r"[A-Z]{0,3}", reference).group():  # type: ignore[union-attr]
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, 0)


def _value(cell: Any, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = next((one.text or "" for one in cell if etree.QName(one).localname == "v"), "")
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return value if kind == "str" else value if kind == "n" and len(value) <= 20 else ""
