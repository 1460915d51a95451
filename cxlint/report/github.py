"""GitHub's workflow commands: annotations at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from cxlint.report import RulesWhenAsked, Style, clean, located, message
from cxlint.run import FileReport

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write one command a finding, and one for each file that could not be checked."""
    for report in reports:
        if report.error:
            out.write(f"::error file={_value(report.path)}::{_message(report.error)}\n")
        for finding, at in located(report):
            place = (
                f"file={_value(report.path)},line={at.line},col={at.column},endLine={at.end_line}"
            )
            if at.end_line == at.line:
                place += f",endColumn={at.end_column}"
            out.write(
                f"::{_LEVELS[finding.severity]} {place},title={_value(finding.rule)}"
                f"::{_message(message(finding))}\n"
            )


def _message(text: str) -> str:
    lines = "\n".join(clean(line) for line in text.split("\n"))
    return lines.replace("%", "%25").replace("\n", "%0A")


def _value(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
