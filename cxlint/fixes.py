"""Which edits to make, what they change, and writing them back without losing anything."""

from __future__ import annotations

import os
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxlint.model import CxlintError, Edit, Finding
from cxlint.readers import File
from cxlint.storing import replace_file

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


class FixRefused(CxlintError):
    """A file that was not written; the text says why, and the file is as it was."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The edits to make in one document, and the findings that they answer."""

    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]


def choose(findings: Iterable[Finding], *, unsafe: bool = False) -> Chosen:
    """The first suggestion of every finding that may be applied unasked.

    With `unsafe`, the first suggestion of any finding that has edits. Suppressed findings are
    left alone, and so is one whose edits overlap those of an earlier finding.
    """
    edits: list[Edit] = []
    answered: list[Finding] = []
    for finding in sorted(findings, key=lambda one: one.order):
        if finding.suppressed is not None:
            continue
        choice = next((s for s in finding.suggestions if s.edits and (unsafe or s.safe)), None)
        if choice is None or (not unsafe and choice is not finding.suggestions[0]):
            continue
        if any(_collides(edit, edits) for edit in choice.edits):
            continue
        for edit in choice.edits:
            insort(edits, edit)
        answered.append(finding)
    return Chosen(tuple(edits), tuple(answered))


def _collides(edit: Edit, others: Sequence[Edit]) -> bool:
    """Whether an edit touches one of `others`, which are sorted and do not overlap each other."""
    at = bisect_left(others, edit)
    for number in range(at, len(others)):
        one = others[number]
        if one.span.start > edit.span.end:
            break
        if one.span.overlaps(edit.span) or one.span == edit.span:
            return True
    for number in range(at - 1, -1, -1):
        one = others[number]
        if one.span.overlaps(edit.span) or one.span == edit.span:
            return True
        if one.span.end < edit.span.start:
            break
    return False


def diff(before: File, after: File) -> bytes:
    """A unified diff of a file that `patch` and `git apply` take, in the file's own encoding.

    Of a file whose bytes are no lines (UTF-16, a Word file) the text is compared instead.
    """
    import difflib

    name = before.path.as_posix()
    if before.document.verbatim and not before.data.startswith(_WIDE):
        # A byte a character: marks, line ends and encodings stay as they are.
        codec, old, new = "latin-1", before.data.decode("latin-1"), after.data.decode("latin-1")
        name = name.encode().decode("latin-1")
    else:
        codec, old, new = "utf-8", before.document.source, after.document.source
    name += "\t" if " " in name else ""  # where a name with blanks ends
    lines = difflib.unified_diff(
        _kept_lines(old), _kept_lines(new), f"a/{name.lstrip('/')}", f"b/{name.lstrip('/')}", n=2
    )
    return "".join(
        line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines
    ).encode(codec, "surrogatepass" if codec == "utf-8" else "strict")


def _kept_lines(text: str) -> list[str]:
    """Lines with their ends, cut at LF alone (as patch does)."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def edited(file: File, edits: Iterable[Edit]) -> bytes:
    """A file's bytes with `edits` made; FixRefused where its encoding lacks a new character."""
    try:
        return file.edited(edits)
    except UnicodeEncodeError as error:
        raise FixRefused(
            f"{file.path}: not fixed: {file.encoding.name} has no “{error.object[error.start]}”; "
            "save the file as UTF-8 first"
        ) from None


def write(file: File, data: bytes, *, backup: bool = False) -> None:
    """Store `data` in the place of a file that was read, all or nothing.

    Its permissions and owner stay; its time is new, by which other programs learn of the change.
    Raises FixRefused when the file changed since it was read or cannot be written.
    """
    path = file.path
    try:
        if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
            raise FixRefused(f"{path}: not fixed: it is read-only")
        if backup:
            replace_file(path.with_name(path.name + ".bak"), file.data)
        replace_file(path, data, expected=file.data)
    except OSError as error:
        raise FixRefused(f"{path}: not fixed: {error.strerror or error}") from None
