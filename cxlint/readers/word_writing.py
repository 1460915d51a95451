"""Edits written back into Word's runs: in place, or as tracked insertions and deletions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cxlint.model import Edit, Span
from cxlint.readers.container import serialised
from cxlint.readers.word import WordFile
from cxlint.readers.word_styles import child, local
from cxlint.readers.word_text import PAGE_BREAK, Atom, Part, twins

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change or a comment, and when."""

    name: str = "cxlint"
    date: datetime | None = None

    def attributes(self, namespace: str) -> dict[str, str]:
        """What Word writes of the author of a change."""
        said = {f"{{{namespace}}}author": self.name}
        if self.date is not None:
            said[f"{{{namespace}}}date"] = self.date.strftime("%Y-%m-%dT%H:%M:%SZ")
        return said


def in_place(file: WordFile, edits: Iterable[Edit]) -> bytes:
    """The file with `edits` made; new words take the formatting of the first that they replace."""
    return _written(file, edits, _replace)


def tracked(file: WordFile, edits: Iterable[Edit], author: Author) -> bytes:
    """The file with `edits` as tracked changes, to be accepted or rejected one by one."""

    numbers = {part.name: free_ids(part.root) for part in file.parts}

    def track(part: Part, edit: Edit) -> None:
        _track(part, edit, author, numbers[part.name])

    return _written(file, edits, track)


def _written(file: WordFile, edits: Iterable[Edit], make: Any) -> bytes:
    changed: dict[str, bytes] = {}
    every = sorted(edits, reverse=True)  # backwards, so that what stands before stays where it was
    for part in file.parts:
        own = [edit for edit in every if part.under(edit.span)]
        touched = [atom.element for edit in own for atom in part.under(edit.span)]
        copies = {id(box): (box, copy) for element in touched for box, copy in twins(element)}
        for edit in own:
            make(part, edit)
        for box, copy in copies.values():
            copy[:] = [deepcopy(one) for one in box]
        if own:
            changed[part.name] = serialised(part.root)
    return file.container.rewritten(changed) if changed else file.container.data


def _replace(part: Part, edit: Edit) -> None:
    """Put the new words where the first replaced ones stand, and take the others out."""
    words = edit.text
    for atom in part.under(edit.span):
        start = max(edit.span.start - atom.start, 0)
        end = max(min(edit.span.end, atom.end) - atom.start, start)
        if local(atom.element) == "t":
            text = atom.text[:start] + words + atom.text[end:]
            _say(atom.element, text)
            atom.text = text
            words = ""
        elif not edit.span:
            run = atom.element.getparent()
            run.insert(run.index(atom.element) + (1 if start else 0), _text_element(run, words))
        elif atom.text != PAGE_BREAK:
            words = _instead(atom.element, words)


def _instead(element: Any, words: str) -> str:
    """Take out an element that reads as a mark; the words, if there are any, come in its place."""
    run = element.getparent()
    if words:
        run.insert(run.index(element), _text_element(run, words))
    run.remove(element)
    return ""


def _say(element: Any, text: str) -> None:
    element.text = text
    element.set(XML_SPACE, "preserve")


def _text_element(like: Any, text: str, name: str = "t") -> Any:
    made = like.makeelement(f"{{{namespace_of(like)}}}{name}")
    _say(made, text)
    return made


def namespace_of(element: Any) -> str:
    """The namespace of an element: Word has two, of an older and a strict edition."""
    tag: str = element.tag
    return tag[1:].partition("}")[0]


def runs_under(part: Part, span: Span) -> list[Any]:
    """The runs that hold exactly the characters under `span`, cut out of longer ones."""
    atoms = part.under(span)
    for atom in reversed(atoms):
        start, end = max(span.start - atom.start, 0), min(span.end, atom.end) - atom.start
        if end < len(atom.text):
            _cut(atom, end)
        else:
            _part_run(atom.element, after=True)
        if start:
            atoms[0] = _cut(atom, start)
        else:
            _part_run(atom.element, after=False)
    return list(dict.fromkeys(atom.element.getparent() for atom in atoms))


def _cut(atom: Atom, at: int) -> Atom:
    """Cut the run of an atom inside it; the atom keeps the left part, the right part is returned."""
    right = deepcopy(atom.element)
    right.tail = None
    _say(right, atom.text[at:])
    _say(atom.element, atom.text[:at])
    atom.element.addnext(right)
    _part_run(right, after=False)
    cut = Atom(atom.start + at, atom.text[at:], right)
    atom.text = atom.text[:at]
    return cut


def _part_run(element: Any, *, after: bool) -> None:
    """Cut the run of an element before or after it, where it holds anything there."""
    run = element.getparent()
    index = run.index(element) + (1 if after else 0)
    kept = [one for one in run[:index] if local(one) != "rPr"]
    moved = run[index:]
    if not kept or not moved:
        return
    right = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    properties = child(run, "rPr")
    if properties is not None:
        right.append(deepcopy(properties))
    right.extend(moved)
    run.addnext(right)


def _track(part: Part, edit: Edit, author: Author, numbers: Iterator[int]) -> None:
    if not edit.span:
        _track_insertion(part, edit, author, numbers)
        return
    runs = [run for run in runs_under(part, edit.span) if not _is_page_break(run)]
    inserted = _inserted(runs[0], edit.text, author, numbers) if edit.text else None
    first, *others = [_deleted(run, author, numbers) for run in runs]
    for other in others:  # the new words come after the old ones, as far as these stand together
        first = other if first.getnext() is other else first
    if inserted is not None:
        _put_after(first, inserted)


def _track_insertion(part: Part, edit: Edit, author: Author, numbers: Iterator[int]) -> None:
    (atom,) = part.under(edit.span)
    at = edit.span.start - atom.start
    if at == 0:
        _part_run(atom.element, after=False)
    elif at == len(atom.text):
        _part_run(atom.element, after=True)
    else:
        _cut(atom, at)
    run = atom.element.getparent()
    inserted = _inserted(run, edit.text, author, numbers)
    if at:
        _put_after(run, inserted)
    else:
        outer = run.getparent()
        (outer if local(outer) == "ins" else run).addprevious(inserted)


def _is_page_break(run: Any) -> bool:
    names = [local(one) for one in run if local(one) != "rPr"]
    return names == ["br"] and any(
        value in ("page", "column") for one in run for value in one.attrib.values()
    )


def _inserted(like: Any, text: str, author: Author, numbers: Iterator[int]) -> Any:
    """A tracked insertion of a run formatted like another."""
    run = like.makeelement(like.tag, nsmap=like.nsmap)
    properties = child(like, "rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(_text_element(like, text))
    change = _change(like, "ins", author, numbers)
    change.append(run)
    return change


def _deleted(run: Any, author: Author, numbers: Iterator[int]) -> Any:
    """Wrap a run as deleted."""
    change = _change(run, "del", author, numbers)
    change.tail, run.tail = run.tail, None
    parent = run.getparent()
    parent.replace(run, change)
    change.append(run)
    for one in run:
        if local(one) == "t":
            one.tag = f"{{{namespace_of(run)}}}delText"
    return change


def _change(like: Any, name: str, author: Author, numbers: Iterator[int]) -> Any:
    namespace = namespace_of(like)
    attributes = {f"{{{namespace}}}id": str(next(numbers)), **author.attributes(namespace)}
    return like.makeelement(f"{{{namespace}}}{name}", attributes)


def _put_after(element: Any, inserted: Any) -> None:
    """Put an insertion after `element`; inside somebody's insertion, that one is cut in two."""
    outer = element.getparent()
    if local(outer) != "ins":
        element.addnext(inserted)
        return
    rest = list(element.itersiblings())
    outer.addnext(inserted)
    if rest:
        right = outer.makeelement(outer.tag, dict(outer.attrib), outer.nsmap)
        right.extend(rest)
        inserted.addnext(right)


def free_ids(root: Any) -> Iterator[int]:
    """Numbers that no change, comment or bookmark of the part bears."""
    taken = [
        int(number)
        for one in root.iter()
        if isinstance(one.tag, str)
        for number in [one.get(f"{{{namespace_of(one)}}}id") or ""]
        if number.isdigit()
    ]
    number = max(taken, default=0)
    while True:
        number += 1
        yield number
