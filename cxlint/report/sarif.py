"""SARIF 2.1.0, for code scanning: results with fingerprints, fixes and rule help."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from typing import Any, TextIO
from urllib.parse import quote

from cxlint.baseline import KNOWN
from cxlint.document import Document
from cxlint.model import Edit, Finding, Span
from cxlint.report import (
    HOME,
    RulesWhenAsked,
    Style,
    fingerprints,
    installed_version,
    place_of,
    rule_page,
)
from cxlint.rule import Rule
from cxlint.run import FileReport
from cxlint.text import Unit

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write all reports as one run."""
    json.dump(as_dict(reports, rules()), out, ensure_ascii=False, indent=2)
    out.write("\n")


def as_dict(reports: Sequence[FileReport], rules: Iterable[Rule]) -> dict[str, Any]:
    """The log as plain values."""
    results = [one for report in reports for one in _results(report)]
    errors = [
        {"level": "error", "message": {"text": f"{report.path}: {report.error}"}}
        for report in reports
        if report.error
    ]
    run: dict[str, Any] = {
        "tool": {"driver": {
            "name": "cxlint",
            "informationUri": HOME,
            "semanticVersion": installed_version(),
            "rules": [_rule(rule) for rule in rules],
        }},
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": not errors, "toolExecutionNotifications": errors}],
        "results": results,
    }  # fmt: skip
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.text(rule.message, "…")},
        "fullDescription": {"text": rule.why.strip()},
        "help": {"text": rule.why.strip()},
        "helpUri": rule_page(rule.id),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.pack]},
    }


def _results(report: FileReport) -> list[dict[str, Any]]:
    if report.document is None:
        return []
    marks = fingerprints(report)
    return [
        _result(finding, report, report.document, mark)
        for finding, mark in zip(report.findings, marks, strict=True)
    ]


def _result(finding: Finding, report: FileReport, document: Document, mark: str) -> dict[str, Any]:
    location = {"uri": quote(os.fsencode(report.path))}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {
            "artifactLocation": location, "region": _region(finding.span, document)
        }}],
        "partialFingerprints": {"cxlint/v1": mark},
    }  # fmt: skip
    fixes = [
        {
            "description": {"text": suggestion.text or "leave it out"},
            "artifactChanges": [{
                "artifactLocation": location,
                "replacements": [
                    {"deletedRegion": _region(edit.span, document), "insertedContent": {"text": edit.text}}
                    for edit in suggestion.edits
                ],
            }],
        }
        for suggestion in finding.suggestions
        if suggestion.edits
    ]  # fmt: skip
    if fixes:
        result["fixes"] = fixes
    if finding.suppressed is not None:
        kind = "external" if finding.suppressed == KNOWN else "inSource"
        result["suppressions"] = [{"kind": kind, "justification": finding.suppressed}]
    return result


def _region(span: Span, document: Document) -> dict[str, int]:
    place = place_of(Edit(span, ""), document, Unit.UTF16)
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
