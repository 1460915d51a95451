"""Remarks written into a Word file as comments at the words they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from posixpath import basename, dirname
from typing import Any

from cxlint.model import Span
from cxlint.readers.container import parsed, rels_name, serialised
from cxlint.readers.word import WordFile
from cxlint.readers.word_styles import STRICT, local
from cxlint.readers.word_text import Part
from cxlint.readers.word_writing import Author, namespace_of, runs_under

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_KIND = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of the words under `span`, a paragraph each."""

    span: Span
    paragraphs: tuple[str, ...]


def commented(file: WordFile, remarks: Sequence[Remark], author: Author) -> bytes:
    """The file with a comment for each remark; one that is there already is not made twice."""
    comments = _Comments(file, author)
    for remark in sorted(remarks, key=lambda one: one.span, reverse=True):
        part = next(part for part in file.parts if part.under(remark.span))
        comments.add(part, remark)
    changed = comments.changed()
    return file.container.rewritten(changed) if changed else file.container.data


class _Comments:
    """The comments part of one file, and the parts that change with it."""

    def __init__(self, file: WordFile, author: Author) -> None:
        self._file = file
        self._author = author
        related = file.container.related(file.body.name).values()
        self._name = next(
            (n for kind, n in related if kind == "comments" and n in file.container), ""
        )
        self._root = file.container.xml(self._name) if self._name else self._empty()
        self._there = {
            _attribute(one, "id"): (_attribute(one, "author"), _said(one)) for one in self._root
        }
        numbers = [int(number) for number in self._there if number.isdigit()]
        self._numbers = iter(range(max(numbers, default=-1) + 1, 1 << 31))
        self._added: list[Any] = []

    def _empty(self) -> Any:
        namespace = namespace_of(self._file.body.root)
        return parsed(f'<w:comments xmlns:w="{namespace}"/>'.encode(), "comments")

    def add(self, part: Part, remark: Remark) -> None:
        """Anchor a remark at its words; where Word has no comments, at the nearest paragraph."""
        box = _frame(part, remark.span)
        if part is self._file.body and box is None:
            runs = runs_under(part, remark.span)
            first, last = _outside(runs[0], "begin"), _outside(runs[-1], "end")
            at_words = first is runs[0] and last is runs[-1]
            if not self._is_there(remark, part.marks if at_words else None):
                self._anchor(remark, first, last)
            return
        where = (
            f"the {part.label}"
            if box is None
            else "a text box"
            if local(box) != "sdt"
            else "a form field"
        )
        words = remark.span.of(self._file.transcript.source)
        remark = Remark(remark.span, (f"In {where}: “{words}”.", *remark.paragraphs))
        paragraph = _paragraph_for(self._file.body.root, box if part is self._file.body else None)
        if paragraph is not None and not self._is_there(remark, None):
            self._anchor_at(remark, paragraph)

    def _is_there(self, remark: Remark, marks: list[tuple[int, str]] | None) -> bool:
        wanted = (self._author.name, "".join(remark.paragraphs))
        if marks is None:
            return wanted in self._there.values()
        here = [number for offset, number in marks if offset == remark.span.start]
        return any(self._there.get(number) == wanted for number in here)

    def _anchor(self, remark: Remark, first: Any, last: Any) -> None:
        start, end, reference = self._marks(remark, first)
        first.addprevious(start)
        last.addnext(end)
        end.addnext(reference)

    def _anchor_at(self, remark: Remark, paragraph: Any) -> None:
        index = 1 if len(paragraph) and local(paragraph[0]) == "pPr" else 0
        for mark in reversed(self._marks(remark, paragraph)):
            paragraph.insert(index, mark)

    def _marks(self, remark: Remark, like: Any) -> tuple[Any, Any, Any]:
        """The start, end and reference of a new comment."""
        number = str(next(self._numbers))
        self._added.append(self._comment(number, remark))
        namespace = namespace_of(like)
        identity = {f"{{{namespace}}}id": number}
        start = like.makeelement(f"{{{namespace}}}commentRangeStart", identity)
        end = like.makeelement(f"{{{namespace}}}commentRangeEnd", identity)
        run = like.makeelement(f"{{{namespace}}}r")
        run.append(like.makeelement(f"{{{namespace}}}commentReference", identity))
        return start, end, run

    def _comment(self, number: str, remark: Remark) -> Any:
        namespace = namespace_of(self._root)
        attributes = {f"{{{namespace}}}id": number, **self._author.attributes(namespace)}
        attributes[f"{{{namespace}}}initials"] = self._author.name[:2]
        comment = self._root.makeelement(f"{{{namespace}}}comment", attributes)
        for index, text in enumerate(remark.paragraphs):
            paragraph = _within(comment, "p")
            if index == 0:
                _within(_within(paragraph, "r"), "annotationRef")
            _within(_within(paragraph, "r"), "t").text = text
        return comment

    def changed(self) -> dict[str, bytes]:
        """The members to write."""
        if not self._added:
            return {}
        self._root.extend(reversed(self._added))
        body = self._file.body
        changed = {body.name: serialised(body.root)}
        if not self._name:
            self._name = self._free_name(dirname(body.name))
            changed |= self._registered(body.name)
        changed[self._name] = serialised(self._root)
        return changed

    def _free_name(self, folder: str) -> str:
        names = (f"{folder}/comments{number or ''}.xml".lstrip("/") for number in range(1000))
        return next(name for name in names if name not in self._file.container)

    def _registered(self, main: str) -> dict[str, bytes]:
        """The package's lists, with the new part in them."""
        container = self._file.container
        types = container.xml("[Content_Types].xml")
        override = {"PartName": "/" + self._name, "ContentType": _CONTENT_TYPE}
        types.append(types.makeelement(f"{{{_CONTENT_TYPES}}}Override", override))
        name = rels_name(main)
        empty = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
        rels = container.xml(name) if name in container else parsed(empty, name)
        taken = {one.get("Id") for one in rels}
        free = next(f"rId{n}" for n in count(1) if f"rId{n}" not in taken)
        strict = namespace_of(self._file.body.root) == STRICT
        entry = {
            "Id": free,
            "Type": _STRICT_KIND if strict else _KIND,
            "Target": basename(self._name),
        }
        rels.append(rels.makeelement(f"{{{_RELATIONSHIPS}}}Relationship", entry))
        return {"[Content_Types].xml": serialised(types), name: serialised(rels)}


def _within(parent: Any, name: str) -> Any:
    made = parent.makeelement(f"{{{namespace_of(parent)}}}{name}")
    parent.append(made)
    return made


def _attribute(element: Any, name: str) -> str:
    return (
        element.get(f"{{{namespace_of(element)}}}{name}") or ""
        if isinstance(element.tag, str)
        else ""
    )


def _said(comment: Any) -> str:
    return "".join(one.text or "" for one in comment.iter() if local(one) == "t")


def _frame(part: Part, span: Span) -> Any:
    """What around the words cannot hold comments: the outermost text box, or a field of a form.

    Word has no comments in text boxes; LibreOffice loses the words of a content control around one
    paragraph that holds a comment's marks.
    """
    element = part.under(span)[0].element
    frames = [
        one for one in element.iterancestors() if local(one) == "txbxContent" or _is_form_field(one)
    ]
    return frames[-1] if frames else None


def _is_form_field(element: Any) -> bool:
    if local(element) != "sdt":
        return False
    content = next((one for one in element if local(one) == "sdtContent"), ())
    return [local(one) for one in content if local(one) in ("p", "tbl", "sdt")] == ["p"]


def _outside(run: Any, side: str) -> Any:
    """What a comment's mark may stand beside: the run, or what begins or ends the field around it.

    What a field shows is made anew by its program: marks inside would go, or the comment shows as text.
    """
    element = found = _outside_controls(run)
    depth = 0
    step = element.getprevious if side == "begin" else element.getnext
    while (element := step()) is not None:
        step = element.getprevious if side == "begin" else element.getnext
        kinds = [
            _attribute(one, "fldCharType") for one in element.iter() if local(one) == "fldChar"
        ]
        for kind in reversed(kinds) if side == "begin" else kinds:
            if kind == side:
                depth -= 1
            elif kind in ("begin", "end"):
                depth += 1
            if depth < 0:
                found, depth = element, 0
    return found


def _outside_controls(run: Any) -> Any:
    """The outermost content control around a run in its paragraph.

    LibreOffice loses the words of one that holds a comment's marks.
    """
    outermost = run
    for one in run.iterancestors():
        if local(one) == "p":
            break
        if local(one) == "sdt":
            outermost = one
    return outermost


def _paragraph_for(root: Any, box: Any) -> Any:
    """The paragraph that holds a text box or stands beside a field, else the first that can."""
    if box is not None:
        around = next((one for one in box.iterancestors() if local(one) == "p"), None)
        beside = [one for one in (around, box.getprevious(), box.getnext()) if one is not None]
        found = next((one for one in beside if local(one) == "p"), None)
        if found is not None:
            return found
    every = [one for one in root.iter() if local(one) == "p"]
    return next(
        (one for one in every if not any(_is_form_field(up) for up in one.iterancestors())), None
    )
