"""The report for people: place, message, the line with the words underlined, what to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cxlint.document import Document
from cxlint.model import Finding
from cxlint.report import Style
from cxlint.rule import Rules
from cxlint.run import FileReport

_COLORS = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_WIDTH = 100


def write(reports: Sequence[FileReport], rules: Rules, style: Style, out: TextIO) -> None:
    """Write findings by file, then a line that counts them."""
    console = Console(
        file=out, force_terminal=style.color, no_color=not style.color, width=10_000,
        highlight=False, emoji=False, markup=False, soft_wrap=True,
    )  # fmt: skip
    for report in reports:
        if report.error:
            console.print(Text.assemble((f"{report.path}: ", "bold"), (report.error, "red")))
        if report.document:
            for finding in report.active:
                _finding(finding, report.document, report.path, console)
        for note in report.notes if not style.quiet else ():
            console.print(Text(f"{report.path}: note: {clean(note)}", "dim"))
        for silence in report.unused:
            line = report.document.lines.line_of(silence.comment.start) + 1 if report.document else 0
            what = ", ".join(silence.rules) or "any rule"
            console.print(Text(f"{report.path}:{line}: this comment silences nothing ({what})", "dim"))
    if style.statistics:
        _statistics(reports, console)
    if not style.quiet:
        console.print(Text(summary(reports), "bold"))


def _finding(finding: Finding, document: Document, path: str, console: Console) -> None:
    line, column = document.lines.position(finding.span.start)
    where = f"{clean(path)}:{line + 1}:{column + 1}"
    if finding.place:
        where += " (" + ", ".join(f"{k} {clean(str(v))}" for k, v in finding.place.items()) + ")"
    color = _COLORS[finding.severity]
    console.print(
        Text.assemble((where, "bold"), " ", (finding.severity, color), " ", (finding.rule, "dim"))
    )
    console.print(Text("  " + clean(finding.message)))
    source, start, width = _excerpt(finding, document)
    console.print(Text("    " + source, "dim"))
    console.print(Text("    " + " " * start + "^" * max(width, 1), color))
    choices = [one.text or "(leave it out)" for one in finding.suggestions]
    if choices:
        console.print(Text("  instead: " + clean(" · ".join(choices)), "green"))
    console.print()


def _excerpt(finding: Finding, document: Document) -> tuple[str, int, int]:
    """The line that holds the finding, cut to fit, with column and width of the words in cells."""
    lines = document.lines
    line = lines.span(lines.line_of(finding.span.start))
    first = max(line.start, finding.span.start - _WIDTH // 2)
    last = min(line.end, max(first + _WIDTH, finding.span.end))
    end = min(finding.span.end, last)
    before = ("…" if first > line.start else "") + clean(document.source[first : finding.span.start])
    words = clean(document.source[finding.span.start : end])
    after = clean(document.source[end:last]) + ("…" if last < line.end else "")
    return before + words + after, cell_len(before), cell_len(words)


def clean(text: str) -> str:
    """Text for a terminal: control characters (and with them escape sequences) shown as spaces."""
    return "".join(c if c.isprintable() or c == " " else " " for c in text)


def _statistics(reports: Sequence[FileReport], console: Console) -> None:
    counts = Counter(finding.rule for report in reports for finding in report.active)
    for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        console.print(Text(f"{count:>6}  {rule}"))


def summary(reports: Sequence[FileReport]) -> str:
    """One line that counts findings by severity, files, and what could not be read."""
    counts = Counter(str(finding.severity) for report in reports for finding in report.active)
    checked = sum(report.error is None for report in reports)
    files = f"{checked} file{'' if checked == 1 else 's'} checked"
    parts = [f"{counts[name]} {name}{_s(counts[name], name)}" for name in _COLORS if counts[name]]
    silenced = sum(len(report.findings) - len(report.active) for report in reports)
    failed = len(reports) - checked
    extra = f", {silenced} silenced" if silenced else ""
    extra += f", {failed} could not be checked" if failed else ""
    return f"{files}: {', '.join(parts) if parts else 'nothing found'}{extra}"


def _s(count: int, name: str) -> str:
    return "" if count == 1 or name == "info" else "s"
