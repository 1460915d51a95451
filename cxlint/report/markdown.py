"""Markdown, for a comment on a pull request; cut where the hosts' limit for comments is near."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from cxlint.report import RulesWhenAsked, Style, clean, counted, located, rule_page, summary
from cxlint.run import FileReport

# GitHub takes 65,536 characters a comment.
_LIMIT = 60_000
_MARKS = {"error": "🔴", "warning": "🟡", "info": "🔵"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&])")


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write a heading with the counts, then the findings by file."""
    head = f"### cxlint\n\n{escaped(summary(reports))}\n"
    out.write(head)
    left, length = 0, len(head)
    for section in (_section(report) for report in reports):
        if length + len("".join(section)) > _LIMIT:
            left += max(len(section) - 1, 0)
        elif section:
            out.write("".join(section))
            length += len("".join(section))
    if left:
        out.write(
            f"\n… and {counted(left, 'line')} more than fit here: run `cxlint check` to see all.\n"
        )


def _section(report: FileReport) -> list[str]:
    lines = [f"- {_MARKS['error']} {escaped(report.error)}\n"] if report.error else []
    for finding, place in located(report):
        choices = " · ".join(f"**{escaped(one.text)}**" for one in finding.suggestions if one.text)
        instead = f" Instead: {choices}." if choices else ""
        rule = f"[`{finding.rule}`]({rule_page(finding.rule)})"
        lines.append(
            f"- {_MARKS[finding.severity]} line {place.line}: {escaped(finding.message)}{instead} {rule}\n"
        )
    return [f"\n#### {escaped(report.path)}\n\n", *lines] if lines else []


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line, calling nobody by an @."""
    return _SPECIAL.sub(r"\\\1", clean(text)).replace("\\@", "@\u200b")
