"""One line a finding, `path:line:column: severity: message [rule]`, as editors' jump lists read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from cxlint.report import RulesWhenAsked, Style, clean, located, message
from cxlint.run import FileReport


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write findings and errors, and nothing else."""
    for report in reports:
        path = clean(report.path)
        if report.error:
            out.write(f"{path}:1:1: error: {clean(report.error)}\n")
        for finding, place in located(report):
            told = clean(message(finding))
            out.write(
                f"{path}:{place.line}:{place.column}: {finding.severity}: {told} [{finding.rule}]\n"
            )
