"""GitLab's Code Quality report: a list of findings, each with a fingerprint of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, TextIO

from cxlint.report import RulesWhenAsked, Style, fingerprints, message, place_of
from cxlint.run import FileReport

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write the findings that nobody has silenced, and a blocker for each unreadable file."""
    rows = [row for report in reports for row in _rows(report)]
    json.dump(rows, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _rows(report: FileReport) -> list[dict[str, Any]]:
    if report.error:
        return [{
            "description": report.error, "check_name": "cxlint/unreadable", "severity": "blocker",
            "fingerprint": _digest(report.path, "unreadable"), "location": _location(report.path, 1),
        }]  # fmt: skip
    if report.document is None:
        return []
    return [
        {
            "description": message(finding),
            "check_name": finding.rule,
            "fingerprint": _digest(report.path, finding.rule, mark),
            "severity": _SEVERITIES[finding.severity],
            "location": _location(report.path, place_of(finding, report.document).line),
        }
        for finding, mark in zip(report.findings, fingerprints(report), strict=True)
        if finding.suppressed is None
    ]


def _location(path: str, line: int) -> dict[str, Any]:
    return {"path": path.removeprefix("./"), "lines": {"begin": line}}


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
