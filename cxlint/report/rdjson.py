"""reviewdog's diagnostic format: columns count UTF-8 bytes, suggestions are single edits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from cxlint.document import Document
from cxlint.model import Edit, Finding
from cxlint.report import (
    HOME,
    RulesWhenAsked,
    Style,
    in_one_edit,
    message,
    place_of,
    rule_page,
)
from cxlint.run import FileReport
from cxlint.text import Unit

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write one diagnostic a finding that nobody has silenced, and one an unreadable file."""
    rows = [row for report in reports for row in _rows(report)]
    json.dump(
        {"source": {"name": "cxlint", "url": HOME}, "diagnostics": rows},
        out,
        ensure_ascii=False,
        indent=1,
    )
    out.write("\n")


def _rows(report: FileReport) -> list[dict[str, Any]]:
    if report.error:
        return [{"message": report.error, "location": {"path": report.path}, "severity": "ERROR"}]
    document = report.document
    return [_row(one, report.path, document) for one in report.active] if document else []


def _row(finding: Finding, path: str, document: Document) -> dict[str, Any]:
    row: dict[str, Any] = {
        "message": message(finding),
        "location": {"path": path, "range": _range(finding, document)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule, "url": rule_page(finding.rule)},
    }
    edits = (
        [in_one_edit(one, document.source) for one in finding.suggestions]
        if document.verbatim
        else []
    )
    if any(edits):
        row["suggestions"] = [
            {"range": _range(one, document), "text": one.text} for one in edits if one
        ]
    return row


def _range(where: Finding | Edit, document: Document) -> dict[str, Any]:
    place = place_of(where, document, Unit.UTF8)
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }
