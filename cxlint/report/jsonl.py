"""JSON lines: one object a finding or unreadable file, with the fields of the JSON report and `path`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from cxlint.report import RulesWhenAsked, Style
from cxlint.report.json import finding_as_dict
from cxlint.run import FileReport


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write findings, silenced ones included, and errors."""
    for report in reports:
        if report.error:
            _line({"path": report.path, "error": report.error}, out)
        if report.document is not None:
            for finding in report.findings:
                _line({"path": report.path, **finding_as_dict(finding, report.document)}, out)


def _line(value: dict[str, object], out: TextIO) -> None:
    out.write(json.dumps(value, ensure_ascii=False) + "\n")
