"""Checkstyle's XML, which most CI servers and review bots read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement

from cxlint.report import RulesWhenAsked, Style, located, message
from cxlint.report.xml import holdable, write_tree
from cxlint.run import FileReport


def write(reports: Sequence[FileReport], rules: RulesWhenAsked, style: Style, out: TextIO) -> None:
    """Write a `file` for each file with findings or an error."""
    root = Element("checkstyle", version="4.3")
    for report in reports:
        found = list(located(report))
        if not found and not report.error:
            continue
        file = SubElement(root, "file", name=holdable(report.path))
        if report.error:
            SubElement(
                file, "error", line="1", column="1", severity="error",
                message=holdable(report.error), source="cxlint.unreadable",
            )  # fmt: skip
        for finding, place in found:
            SubElement(
                file, "error", line=str(place.line), column=str(place.column), severity=finding.severity,
                message=holdable(message(finding)), source=f"cxlint.{finding.rule.replace('/', '.')}",
            )  # fmt: skip
    write_tree(root, out)
