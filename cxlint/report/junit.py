"""JUnit's XML, for CI servers: a suite a file, a case a finding.

Findings below the line of --fail-on are cases that pass and say what was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement

from cxlint.model import Finding
from cxlint.report import Place, RulesWhenAsked, Style, located, message
from cxlint.report.xml import holdable, write_tree
from cxlint.run import FileReport


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write the suites, with counts at the top."""
    root = Element("testsuites", name="cxlint")
    for report in reports:
        _suite(report, style, root)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    write_tree(root, out)


def _suite(report: FileReport, style: Style, root: Element) -> None:
    path = holdable(report.path)
    suite = SubElement(
        root, "testsuite", name=path, tests="0", failures="0", errors="0", skipped="0", time="0"
    )
    found = list(located(report))
    for finding, place in found:
        _case(finding, place, path, style, suite)
    if not found:
        case = SubElement(suite, "testcase", classname="cxlint", name=path, file=path, time="0")
        if report.error:
            error = SubElement(case, "error", type="unreadable", message=holdable(report.error))
            error.text = holdable(f"{report.path}: {report.error}")
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))


def _case(finding: Finding, place: Place, path: str, style: Style, suite: Element) -> None:
    name = holdable(f"{finding.rule} at line {place.line}, column {place.column}")
    case = SubElement(
        suite, "testcase", classname=f"cxlint.{finding.rule.replace('/', '.')}", name=name,
        file=path, line=str(place.line), time="0",
    )  # fmt: skip
    text = holdable(f"{path}:{place.line}:{place.column}: {finding.severity}: {message(finding)}")
    if style.fail_on is not None and finding.severity.rank >= style.fail_on.rank:
        failure = SubElement(
            case, "failure", type=finding.severity, message=holdable(message(finding))
        )
        failure.text = text
    else:
        SubElement(case, "system-out").text = text
