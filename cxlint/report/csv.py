"""Comma-separated values, for spreadsheets: one row a finding or unreadable file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TextIO

from cxlint.report import RulesWhenAsked, Style, located
from cxlint.run import FileReport

COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "place",
    "severity", "rule", "matched", "message", "suggestions",
)  # fmt: skip


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write a header and the rows."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for report in reports:
        if report.error:
            table.writerow(
                map(_cell, (report.path, "", "", "", "", "", "error", "", "", report.error, ""))
            )
        for finding, at in located(report):
            place = ", ".join(f"{name} {value}" for name, value in finding.place.items())
            choices = " | ".join(one.text for one in finding.suggestions)
            row = (
                report.path, at.line, at.column, at.end_line, at.end_column, place,
                finding.severity, finding.rule, finding.matched, finding.message, choices,
            )  # fmt: skip
            table.writerow(map(_cell, row))


def _cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    text = str(value)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
