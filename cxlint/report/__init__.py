"""Reports: one module a format, each a function from file reports to text.

A new format is its module and its line in `REPORTERS`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from cxlint.model import Edit, Finding, Severity, Span, Suggestion, apply_edits
from cxlint.text import Unit

if TYPE_CHECKING:
    from cxlint.document import Document
    from cxlint.rule import Rule
    from cxlint.run import FileReport


@dataclass(frozen=True, slots=True)
class Style:
    """What a reporter may be asked beside the findings themselves."""

    color: bool = False
    quiet: bool = False
    statistics: bool = False
    fail_on: Severity | None = Severity.WARNING


# The rules are asked for by the formats that list them; loading costs more than a clean check.
RulesWhenAsked = Callable[[], Iterable["Rule"]]
Reporter = Callable[[Sequence["FileReport"], RulesWhenAsked, Style, TextIO], None]

REPORTERS = {
    "text": "text",
    "line": "line",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "markdown": "markdown",
    "html": "html",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
}

# What other linters call the same.
ALIASES = {
    "full": "text", "pretty": "text", "stylish": "text",
    "compact": "line", "concise": "line", "unix": "line", "simple": "line",
    "ndjson": "jsonl", "json-lines": "jsonl", "md": "markdown",
    "github-actions": "github", "code-quality": "gitlab", "codeclimate": "gitlab",
    "jslint-xml": "checkstyle", "xunit": "junit", "reviewdog": "rdjson",
}  # fmt: skip


def reporter(name: str) -> Reporter:
    """The reporter of a format's name."""
    write: Reporter = import_module(f"cxlint.report.{REPORTERS[name]}").write
    return write


@dataclass(frozen=True, slots=True)
class Place:
    """Lines and columns from 1; the end is the column after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def place_of(finding: Finding | Edit, document: Document, unit: Unit = Unit.CODE_POINTS) -> Place:
    """Where a finding or edit is, for people and for formats that count lines."""
    line, column = document.lines.position(finding.span.start, unit)
    end_line, end_column = document.lines.position(finding.span.end, unit)
    return Place(line + 1, column + 1, end_line + 1, end_column + 1)


def located(report: FileReport) -> Iterator[tuple[Finding, Place]]:
    """The findings that nobody has silenced, each with its place."""
    if report.document is not None:
        for finding in report.active:
            yield finding, place_of(finding, report.document)


def advice(finding: Finding) -> str:
    """What to write instead, in one line; "" where there is nothing to say."""
    choices = [one.text or "(leave it out)" for one in finding.suggestions]
    return "instead: " + " · ".join(choices) if choices else ""


def message(finding: Finding) -> str:
    """The finding's message, with what to write instead."""
    told = advice(finding)
    if not told:
        return finding.message
    # Some suggestions are sentences to add.
    end = "" if told.endswith((".", "!", "?")) else "."
    return f"{finding.message} {told[:1].upper()}{told[1:]}{end}"


def in_one_edit(suggestion: Suggestion, source: str) -> Edit | None:
    """All edits of a suggestion as one, what lies between them kept; None where there are none."""
    if not suggestion.edits:
        return None
    start = min(edit.span.start for edit in suggestion.edits)
    end = max(edit.span.end for edit in suggestion.edits)
    moved = [Edit(edit.span.shifted(-start), edit.text) for edit in suggestion.edits]
    return Edit(Span(start, end), apply_edits(source[start:end], moved))


def fingerprints(report: FileReport) -> list[str]:
    """A mark for each finding, unique in its file, that stays when lines move."""
    if report.document is None:
        return []
    seen: Counter[str] = Counter()
    made = []
    for finding in report.findings:
        mark = f"{finding.rule}|{' '.join(finding.matched.lower().split())}|{_line_text(finding, report.document)}"
        seen[mark] += 1
        made.append(
            hashlib.sha256(f"{mark}|{seen[mark]}".encode("utf-8", "replace")).hexdigest()[:32]
        )
    return made


def _line_text(finding: Finding, document: Document) -> str:
    line = document.lines.span(document.lines.line_of(finding.span.start))
    return " ".join(line.of(document.source).lower().split())


def clean(text: str) -> str:
    """Text for a terminal: control characters (and with them escape sequences) shown as spaces."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == " " else " " for c in text)


def summary(reports: Sequence[FileReport]) -> str:
    """One line that counts findings by severity, files, and what could not be read."""
    counts = Counter(finding.severity for report in reports for finding in report.active)
    checked = sum(report.error is None for report in reports)
    parts = [
        counted(counts[one], str(one)) if one != "info" else f"{counts[one]} info"
        for one in Severity
        if counts[one]
    ]
    silenced = sum(len(report.findings) - len(report.active) for report in reports)
    failed = len(reports) - checked
    if checked and not parts:
        parts = ["nothing found"]
    extra = f", {silenced} silenced" if silenced else ""
    extra += f", {failed} could not be checked" if failed else ""
    if not parts:
        return f"{counted(checked, 'file')} checked{extra}"
    return f"{counted(checked, 'file')} checked: {', '.join(parts)}{extra}"


def counted(number: int, what: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


@cache
def installed_version() -> str:
    """The version of cxlint that runs."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("cxlint")
    except PackageNotFoundError:
        return "0+unknown"


HOME = "https://github.com/cxlint/cxlint"


def rule_page(rule: str) -> str:
    """The address of a rule's page."""
    return f"{HOME}/blob/main/docs/rules/{rule}.md"
