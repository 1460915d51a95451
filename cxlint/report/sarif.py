"""SARIF 2.1.0, for code scanning: results with fingerprints, fixes and rule help."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TextIO
from urllib.parse import quote

from cxlint.document import Document
from cxlint.model import Finding, Span
from cxlint.report import Style
from cxlint.rule import Rule, Rules
from cxlint.run import FileReport
from cxlint.text import Unit

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def write(reports: Sequence[FileReport], rules: Rules, style: Style, out: TextIO) -> None:
    """Write all reports as one run."""
    json.dump(as_dict(reports, rules), out, ensure_ascii=False, indent=2)
    out.write("\n")


def as_dict(reports: Sequence[FileReport], rules: Rules) -> dict[str, Any]:
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
            "informationUri": "https://github.com/cxlint/cxlint",
            "semanticVersion": installed_version(),
            "rules": [_rule(rule) for rule in rules],
        }},
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": not errors, "toolExecutionNotifications": errors}],
        "results": results,
    }  # fmt: skip
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def installed_version() -> str:
    """The version of cxlint that runs."""
    try:
        return version("cxlint")
    except PackageNotFoundError:
        return "0+unknown"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.text(rule.message, "…")},
        "fullDescription": {"text": rule.why.strip()},
        "help": {"text": rule.why.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.pack]},
    }


def _results(report: FileReport) -> list[dict[str, Any]]:
    if report.document is None:
        return []
    seen: Counter[str] = Counter()
    return [_result(finding, report, report.document, seen) for finding in report.findings]


def _result(
    finding: Finding, report: FileReport, document: Document, seen: Counter[str]
) -> dict[str, Any]:
    mark = f"{finding.rule}|{' '.join(finding.matched.lower().split())}|{_line_text(finding, document)}"
    seen[mark] += 1
    digest = hashlib.sha256(f"{mark}|{seen[mark]}".encode("utf-8", "replace")).hexdigest()[:32]
    location = {"uri": quote(report.path)}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {
            "artifactLocation": location, "region": _region(finding.span, document)
        }}],
        "partialFingerprints": {"cxlint/v1": digest},
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
        result["suppressions"] = [{"kind": "inSource", "justification": finding.suppressed}]
    return result


def _line_text(finding: Finding, document: Document) -> str:
    line = document.lines.span(document.lines.line_of(finding.span.start))
    return " ".join(line.of(document.source).lower().split())


def _region(span: Span, document: Document) -> dict[str, int]:
    line, column = document.lines.position(span.start, Unit.UTF16)
    end_line, end_column = document.lines.position(span.end, Unit.UTF16)
    return {
        "startLine": line + 1,
        "startColumn": column + 1,
        "endLine": end_line + 1,
        "endColumn": end_column + 1,
    }
