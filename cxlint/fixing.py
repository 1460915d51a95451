"""Fixing files: check, choose, write, and check again until nothing safe is left."""

from __future__ import annotations

from pathlib import Path

from cxlint import fixes, readers
from cxlint.readers import File, UnreadableFile
from cxlint.run import Plan, linter_for
from cxlint.time_limit import OutOfTime, limited

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
        limit = plan.settings.max_seconds
        try:
            with limited(limit):
                fixed = self._prepared(path, plan)
        except OutOfTime:
            raise fixes.FixRefused(
                f"{path}: not fixed: not done after {limit:g} seconds; raise `max-seconds`"
            ) from None
        if isinstance(fixed, str):
            return fixed
        before, after, count = fixed
        fixes.write(before, after.data, backup=self._backup)
        return f"{path}: fixed {count}\n"

    def _prepared(self, path: Path, plan: Plan) -> tuple[File, File, int] | str:
        """A file before and after fixing, and what was fixed; or what is to be said instead."""
        file = self._read(path, plan)
        if not file.can_be_written:
            findings = linter_for(plan).check(file.document)
            why = (
                "its text is stored encoded (base64, quoted-printable)"
                if file.format.can_be_written
                else f"{file.format.name} files are read only here"
            )
            what = f"{path}: not fixed: {why}\n"
            return what if findings else ""
        fixed, count = self._rounds(file, plan)
        return (file, fixed, count) if count else ""

    def diff(self, path: Path, plan: Plan) -> bytes:
        """What fixing one file would change in its text, as a unified diff."""
        file = self._read(path, plan)
        return fixes.diff(file, self.fixed(file, plan))

    def fixed(self, file: File, plan: Plan) -> File:
        """A file with everything fixed, not written; as it was where it cannot be."""
        return self._rounds(file, plan)[0] if file.can_be_written else file

    def _read(self, path: Path, plan: Plan) -> File:
        chosen = plan.settings
        try:
            return readers.read(
                path, format=chosen.format, genre=chosen.genre, options=chosen.options
            )
        except UnreadableFile as error:
            raise UnreadableFile(f"{path}: {error}") from None

    def _rounds(self, file: File, plan: Plan) -> tuple[File, int]:
        """The file after as many rounds as change it, and the number of findings fixed."""
        count, chosen = 0, plan.settings
        for _ in range(_ROUNDS):
            found = fixes.choose(linter_for(plan).check(file.document), unsafe=self._unsafe)
            if not found.edits:
                break
            count += len(found.findings)
            data = fixes.edited(file, found.edits)
            file = readers.from_bytes(
                file.path, data, format=file.format, genre=chosen.genre, options=chosen.options
            )
        return file, count
