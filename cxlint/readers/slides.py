"""PowerPoint (.pptx), read only: the words of every slide, its diagrams and its speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cxlint.document import Document, Role
from cxlint.readers import Options, UnreadableFile
from cxlint.readers.container import Container
from cxlint.readers.transcript import Line, Transcript

_BESIDE = {"diagramData": "diagram", "notesSlide": "notes"}
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")


def read(data: bytes, options: Options) -> Document:
    """The document that a presentation is. Raises UnreadableFile."""
    container = Container(data, options, "PowerPoint")
    related = container.related("").values()
    main = next(
        (name for kind, name in related if kind == "officeDocument"), "ppt/presentation.xml"
    )
    root = container.xml(main)
    if _local(root) != "presentation":
        raise UnreadableFile("not a PowerPoint file, but another kind of Office file: rename it")
    transcript = Transcript()
    slides = container.related(main)
    for number, one in enumerate(root.iter("{*}sldId"), 1):
        name = slides.get(_relation(one), ("", ""))[1]
        if name in container:
            _slide(container, name, number, transcript)
    return transcript.document()


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _relation(element: Any) -> str:
    return next(
        (value for key, value in element.attrib.items() if key.endswith("relationships}id")), ""
    )


def _slide(container: Container, name: str, number: int, transcript: Transcript) -> None:
    _read(container.xml(name), {"slide": number}, transcript)
    for kind, beside in container.related(name).values():
        if kind in _BESIDE and beside in container:
            _read(container.xml(beside), {"slide": number, "part": _BESIDE[kind]}, transcript)


def _read(root: Any, place: dict[str, Any], transcript: Transcript) -> None:
    pending: list[tuple[Any, Role]] = [(root, Role.PARAGRAPH)]
    while pending:
        element, role = pending.pop()
        name = _local(element)
        if name == "sp":
            kind = _placeholder(element)
            if kind in _FURNITURE:
                continue
            role = _role(kind, place)
        elif name == "tc":
            role = Role.TABLE_CELL
        if name == "p":
            words = "".join(_pieces(element))
            if words.strip():
                transcript.add(words, Line(role, 1 if role is Role.HEADING else 0, place))
        else:
            # Of contents stored in several ways, the first is read.
            inner = list(element)[:1] if name == "AlternateContent" else list(element)
            pending += [(child, role) for child in reversed(inner)]


def _placeholder(shape: Any) -> str:
    """What a shape stands for on its slide; "" for a shape of its own."""
    found = next(shape.iter("{*}ph"), None)
    return "" if found is None else found.get("type", "obj")


def _role(kind: str, place: dict[str, Any]) -> Role:
    if kind in _TITLES:
        return Role.TITLE if place["slide"] == 1 else Role.HEADING
    return Role.LIST_ITEM if kind in ("obj", "body") and "part" not in place else Role.PARAGRAPH


def _pieces(paragraph: Any) -> Iterator[str]:
    for run in paragraph:
        name = _local(run)
        if name == "br":
            yield "\v"
        elif name in ("r", "fld"):
            yield from (one.text or "" for one in run if _local(one) == "t")
