"""Findings given back in Word's own ways: as tracked changes, and as comments at the words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from cxlint import fixes, readers
from cxlint.model import CxlintError, Finding
from cxlint.readers import File, UnreadableFile
from cxlint.rule import Rules
from cxlint.run import Plan, linter_for
from cxlint.storing import replace_file


class WordReviewer:
    """Reviews Word files as `author`, each as its own plan says."""

    def __init__(self, *, author: str = "cxlint", date: datetime | None = None) -> None:
        self._author = author
        self._date = date or datetime.now(UTC)

    def track(self, path: Path, plan: Plan, *, unsafe: bool = False, backup: bool = False) -> str:
        """Make the first suggestions in a file as tracked changes; returns a line that says so.

        Raises FixRefused or UnreadableFile; the file is then as it was.
        """
        from cxlint.readers import word, word_writing

        file = _read(path, plan)
        chosen = fixes.choose(linter_for(plan).check(file.document), unsafe=unsafe)
        if not chosen.edits:
            return ""
        opened = word.reopened(file.data, file.document)
        data = word_writing.tracked(
            opened, chosen.edits, word_writing.Author(self._author, self._date)
        )
        fixes.write(file, data, backup=backup)
        return f"{path}: {len(chosen.findings)} tracked changes\n"

    def comment(self, path: Path, plan: Plan, out: Path) -> str:
        """Write a copy of a file with every finding as a comment; returns a line that says so.

        Raises FixRefused or UnreadableFile.
        """
        from cxlint.readers import word, word_comments, word_writing

        file, linter = _read(path, plan), linter_for(plan)
        found = [one for one in linter.check(file.document) if one.suppressed is None]
        remarks = [word_comments.Remark(one.span, remark(one, linter.rules)) for one in found]
        author = word_writing.Author(self._author, self._date)
        data = word_comments.commented(word.reopened(file.data, file.document), remarks, author)
        try:
            replace_file(out, data)
        except OSError as error:
            raise fixes.FixRefused(f"{out}: cannot be written: {error.strerror or error}") from None
        return f"{out}: {len(found)} comments\n"


def _read(path: Path, plan: Plan) -> File:
    chosen = plan.settings
    try:
        file = readers.read(path, genre=chosen.genre, options=chosen.options)
    except UnreadableFile as error:
        raise UnreadableFile(f"{path}: {error}") from None
    if file.format.name != "word":
        raise CxlintError(f"{path}: left as it is: tracked changes and comments are for Word files")
    return file


def remark(finding: Finding, rules: Rules) -> tuple[str, ...]:
    """What a comment says of a finding: the message, why, and what to write instead."""
    rule = rules.named(finding.rule)
    why = " ".join((rule.why or "").split()) if rule else ""
    choices = [one.text or "(leave it out)" for one in finding.suggestions]
    instead = "Instead: " + " · ".join(choices) if choices else ""
    return tuple(line for line in (finding.message, why, instead) if line)
