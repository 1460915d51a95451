"""Which edits to make, what they change, and writing them back without losing anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cxlint.model import CxlintError, Edit, Finding
from cxlint.readers import File

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
        if any(_collide(edit, other) for edit in choice.edits for other in edits):
            continue
        edits += choice.edits
        answered.append(finding)
    return Chosen(tuple(sorted(edits)), tuple(answered))


def _collide(one: Edit, other: Edit) -> bool:
    return one.span.overlaps(other.span) or one.span == other.span


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

    The new bytes are written beside the file and put in its place in one step, with its
    permissions. Raises FixRefused when the file changed since it was read or cannot be written.
    """
    target = file.path.resolve()
    try:
        _refuse_changed(target, file)
        if backup:
            replace_file(target.with_name(target.name + ".bak"), file.data)
        replace_file(target, data)
    except OSError as error:
        raise FixRefused(f"{file.path}: not fixed: {error.strerror or error}") from None


def _refuse_changed(target: Path, file: File) -> None:
    if target.read_bytes() != file.data:
        raise FixRefused(f"{file.path}: not fixed: it changed since it was read; run again")
    if not os.access(target, os.W_OK):
        raise FixRefused(f"{file.path}: not fixed: it is read-only")


def replace_file(target: Path, data: bytes) -> None:
    """Put `data` in the place of `target` in one step: old or new, never half."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            Path(name).chmod(stat.S_IMODE(target.stat().st_mode))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
