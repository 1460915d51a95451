"""The JSON report, version 1: a shape of its own, spelt out here and documented in the README."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from cxlint.document import Document
from cxlint.model import Finding, Suggestion
from cxlint.report import RulesWhenAsked, Style, place_of
from cxlint.run import FileReport
from cxlint.score import Score, score
from cxlint.text import Unit

VERSION = 1


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write all reports as one JSON object."""
    json.dump(as_dict(reports), out, ensure_ascii=False, indent=2)
    out.write("\n")


def as_dict(reports: Sequence[FileReport]) -> dict[str, Any]:
    """The whole report as plain values."""
    return {"version": VERSION, "files": [file_as_dict(report) for report in reports]}


def file_as_dict(report: FileReport) -> dict[str, Any]:
    """One file's part of the report."""
    document = report.document
    return {
        "path": report.path,
        "error": report.error,
        "genre": report.genre,
        "notes": list(report.notes),
        "score": None
        if report.error
        else (score(report.findings, document) if document else Score(100)).as_dict(),
        "findings": [finding_as_dict(one, document) for one in report.findings if document],
    }


def finding_as_dict(finding: Finding, document: Document) -> dict[str, Any]:
    """One finding: offsets half-open in code points, lines and columns from 1."""
    lines, span = document.lines, finding.span
    place = place_of(finding, document)
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "matched": finding.matched,
        "start": span.start,
        "end": span.end,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "start_byte": lines.byte(span.start),
        "end_byte": lines.byte(span.end),
        "utf16_column": lines.position(span.start, Unit.UTF16)[1] + 1,
        "suppressed": finding.suppressed is not None,
        "reason": finding.suppressed,
        "place": dict(finding.place),
        "suggestions": [_suggestion(one) for one in finding.suggestions],
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "text": suggestion.text,
        "safe": suggestion.safe,
        "edits": [
            {"start": edit.span.start, "end": edit.span.end, "text": edit.text}
            for edit in suggestion.edits
        ],
    }
