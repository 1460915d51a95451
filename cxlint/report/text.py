"""The report for people: place, message, the line with the words underlined, what to write.

rich is imported only where there is something to colour, or a width that needs a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from cxlint.document import Document
from cxlint.model import Finding
from cxlint.report import RulesWhenAsked, Style, advice, clean, place_of, summary
from cxlint.run import FileReport

_COLORS = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_WIDTH = 100

# A line of the report: stretches of text, each with its style.
Line = list[tuple[str, str]]


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write findings by file, then a line that counts them."""
    say = _printer(out, color=style.color)
    for report in reports:
        for line in _lines(report, style):
            say(line)
    for line in _statistics(reports) if style.statistics else ():
        say(line)
    if not style.quiet:
        say([(summary(reports), "bold")])


def _printer(out: TextIO, *, color: bool) -> Callable[[Line], None]:
    if not color:
        return lambda line: print("".join(text for text, _ in line).rstrip(), file=out)
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=out, force_terminal=True, width=10_000, highlight=False, emoji=False, markup=False, soft_wrap=True,
    )  # fmt: skip
    return lambda line: console.print(Text.assemble(*line))


def _lines(report: FileReport, style: Style) -> Iterator[Line]:
    path = clean(report.path)
    if report.error:
        first, *others = report.error.split("\n")
        yield [(f"{path}: ", "bold"), (clean(first), "red")]
        yield from ([("    " + clean(line), "red")] for line in others)
    if report.document:
        for finding in report.active:
            yield from _finding(finding, report.document, path)
    for note in report.notes if not style.quiet else ():
        yield [(f"{path}: note: {clean(note)}", "dim")]


def _finding(finding: Finding, document: Document, path: str) -> Iterator[Line]:
    place = place_of(finding, document)
    where = f"{path}:{place.line}:{place.column}"
    if finding.place:
        where += " (" + ", ".join(f"{k} {clean(str(v))}" for k, v in finding.place.items()) + ")"
    color = _COLORS[finding.severity]
    yield [(where, "bold"), (" ", ""), (finding.severity, color), (" ", ""), (finding.rule, "dim")]
    yield [("  " + clean(finding.message), "")]
    source, start, width = _excerpt(finding, document)
    yield [("    " + source, "dim")]
    yield [("    " + " " * start + "^" * max(width, 1), color)]
    if finding.suggestions:
        yield [("  " + clean(advice(finding)), "green")]
    yield [("", "")]


def _excerpt(finding: Finding, document: Document) -> tuple[str, int, int]:
    """The line that holds the finding, cut to fit, with column and width of the words in cells."""
    lines = document.lines
    line = lines.span(lines.line_of(finding.span.start))
    first = max(line.start, finding.span.start - _WIDTH // 2)
    last = max(min(line.end, max(first + _WIDTH, finding.span.end)), finding.span.start)
    end = min(finding.span.end, last)
    before = ("…" if first > line.start else "") + clean(
        document.source[first : finding.span.start]
    )
    words = clean(document.source[finding.span.start : end])
    after = clean(document.source[end:last]) + ("…" if last < line.end else "")
    return before + words + after, _cells(before), _cells(words)


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _statistics(reports: Sequence[FileReport]) -> Iterator[Line]:
    counts = Counter(finding.rule for report in reports for finding in report.active)
    for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield [(f"{count:>6}  {rule}", "")]
