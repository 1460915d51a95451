"""One self-contained page: no script, no network, everything escaped, light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import TextIO

from cxlint.document import Document
from cxlint.model import Finding
from cxlint.report import (
    Place,
    RulesWhenAsked,
    Style,
    clean,
    counted,
    installed_version,
    located,
    summary,
)
from cxlint.run import FileReport

_AROUND = 160
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2129; --paper: #fff; --quiet: #59616e; --line: #dfe3e8;
  --error: #b3261e; --warning: #8a5a00; --info: #1a5fb4; --good: #1e6b3c; --mark: #fff1c2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #16181c; --quiet: #a2abb8;
  --line: #343a44; --error: #ff8f87; --warning: #f0b849; --info: #86b7ff; --good: #7fd6a0; --mark: #4a3d12; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); } .error { color: var(--error); } .warning { color: var(--warning); }
.info { color: var(--info); } .good { color: var(--good); } .tag { font-weight: 600; }
ul { list-style: none; padding: 0; margin: 0; } li { border-top: 1px solid var(--line); padding: .75rem 0; }
blockquote { margin: .25rem 0; padding: .25rem .75rem; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; font-weight: 600; } p { margin: .25rem 0; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .2rem 1.5rem .2rem 0; border-top: 1px solid var(--line); }
code { font-size: .9em; }
"""
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>cxlint report</title>
<style>{style}</style>
</head>
<body>
<h1>cxlint report</h1>
<p>{summary}</p>
"""


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write the page: counts, rules by number of findings, then file by file."""
    out.write(_HEAD.format(style=_STYLE, summary=_text(summary(reports))))
    out.writelines(_by_rule(reports))
    for report in reports:
        out.writelines(_file(report))
    out.write(f'<p class="quiet">cxlint {_text(installed_version())}</p>\n</body>\n</html>\n')


def _text(text: str) -> str:
    return escape(clean(text))


def _by_rule(reports: Sequence[FileReport]) -> Iterator[str]:
    counts = Counter(one.rule for report in reports for one in report.active)
    if not counts:
        return
    yield "<table>\n<thead><tr><th>rule</th><th>findings</th></tr></thead>\n<tbody>\n"
    for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"<tr><td><code>{_text(rule)}</code></td><td>{count:,}</td></tr>\n"
    yield "</tbody>\n</table>\n"


def _file(report: FileReport) -> Iterator[str]:
    found = list(located(report))
    if not found and not report.error:
        return
    count = f' <span class="quiet">({counted(len(found), "finding")})</span>' if found else ""
    yield f"<section>\n<h2>{_text(report.path)}{count}</h2>\n"
    if report.error:
        yield f'<p class="error">{_text(report.error)}</p>\n'
    if found and report.document:
        yield "<ul>\n"
        yield from (_finding(one, place, report.document) for one, place in found)
        yield "</ul>\n"
    yield "</section>\n"


def _finding(finding: Finding, place: Place, document: Document) -> str:
    where = f"line {place.line}, column {place.column}"
    where += "".join(f", {name} {value}" for name, value in finding.place.items())
    choices = " · ".join(_text(one.text or "(leave it out)") for one in finding.suggestions)
    instead = f'<p class="good">Instead: {choices}</p>\n' if choices else ""
    return (
        f'<li>\n<p><span class="tag {finding.severity}">{finding.severity}</span> '
        f'<span class="quiet">{_text(where)} · <code>{_text(finding.rule)}</code></span></p>\n'
        f"<blockquote>{_excerpt(finding, document)}</blockquote>\n"
        f"<p>{_text(finding.message)}</p>\n{instead}</li>\n"
    )


def _excerpt(finding: Finding, document: Document) -> str:
    span, lines = finding.span, document.lines
    line_start = lines.span(lines.line_of(span.start)).start
    line_end = lines.span(lines.line_of(max(span.end - 1, span.start))).end
    start, end = (
        max(line_start, span.start - _AROUND),
        min(max(line_end, span.end), span.end + _AROUND),
    )
    before = ("…" if start > line_start else "") + document.source[start : span.start]
    after = document.source[span.end : end] + ("…" if end < line_end else "")
    return f"{_text(before)}<mark>{_text(span.of(document.source))}</mark>{_text(after)}"
