"""GitHub's workflow commands: annotations at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from cxlint.report import Style
from cxlint.rule import Rules
from cxlint.run import FileReport

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def write(reports: Sequence[FileReport], rules: Rules, style: Style, out: TextIO) -> None:
    """Write one command a finding, and one for each file that could not be checked."""
    for report in reports:
        if report.error:
            out.write(f"::error file={_value(report.path)}::{_message(report.error)}\n")
        for finding in report.active if report.document else ():
            assert report.document is not None
            line, column = report.document.lines.position(finding.span.start)
            end_line, end_column = report.document.lines.position(finding.span.end)
            place = f"file={_value(report.path)},line={line + 1},col={column + 1},endLine={end_line + 1}"
            if end_line == line:
                place += f",endColumn={end_column + 1}"
            choices = " · ".join(one.text for one in finding.suggestions if one.text)
            advice = f" Instead: {choices}." if choices else ""
            out.write(
                f"::{_LEVELS[finding.severity]} {place},title={_value(finding.rule)}"
                f"::{_message(finding.message + advice)}\n"
            )


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
