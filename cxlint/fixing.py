"""Fixing files: check, choose, write, and check again until nothing safe is left."""

from __future__ import annotations

from pathlib import Path

from cxlint import fixes, readers
from cxlint.document import Document
from cxlint.model import apply_edits
from cxlint.readers import File, UnreadableFile
from cxlint.run import Plan, linter_for

# A fix may bring a second one into reach (two findings at one place); more rounds mean a loop.
_ROUNDS = 5


class Fixer:
    """Applies first suggestions to files, each as its own plan says."""

    def __init__(self, *, unsafe: bool = False, backup: bool = False) -> None:
        self._unsafe = unsafe
        self._backup = backup

    def fix(self, path: Path, plan: Plan) -> str:
        """Fix one file; returns a line that says what was done, or "" if there was nothing.

        Raises FixRefused or UnreadableFile; the file is then as it was.
        """
        file = self._read(path, plan)
        chosen = fixes.choose(linter_for(plan).check(file.document), unsafe=self._unsafe)
        if not chosen.edits:
            return ""
        if not file.can_be_written:
            return f"{path}: {len(chosen.findings)} to fix, but {file.format.name} files are read only\n"
        if file.format.stored:
            fixes.write(file, chosen.edits, backup=self._backup)
            return f"{path}: fixed {len(chosen.findings)}\n"
        text, count = self._rounds(file.document, plan)
        fixes.write(file, fixes.edits_between(file.document.source, text), backup=self._backup)
        return f"{path}: fixed {count}\n"

    def diff(self, path: Path, plan: Plan) -> str:
        """What fixing one file would change, as a unified diff."""
        document = self._read(path, plan).document
        after, _ = self._rounds(document, plan)
        return fixes.diff(path.as_posix(), document.source, after)

    def fixed_text(self, document: Document, plan: Plan) -> str:
        """The source of a document with everything fixed."""
        return self._rounds(document, plan)[0]

    def _read(self, path: Path, plan: Plan) -> File:
        chosen = plan.settings
        try:
            return readers.read(
                path, format=chosen.format, genre=chosen.genre, options=chosen.options
            )
        except UnreadableFile as error:
            raise UnreadableFile(f"{path}: {error}") from None

    def _rounds(self, document: Document, plan: Plan) -> tuple[str, int]:
        """The source after as many rounds as change it, and the number of findings fixed."""
        count = 0
        for _ in range(_ROUNDS):
            chosen = fixes.choose(linter_for(plan).check(document), unsafe=self._unsafe)
            if not chosen.edits:
                break
            count += len(chosen.findings)
            document = document.with_source(apply_edits(document.source, chosen.edits))
        return document.source, count
