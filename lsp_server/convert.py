"""From cxlint's values to those of the protocol; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from cxlint.explain import page_url
from cxlint.model import Edit, Finding, Severity, Span
from cxlint.rule import Rules, builtin_folder
from cxlint.text import Lines, Unit

SOURCE = "cxlint"

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def position(lines: Lines, offset: int, unit: Unit) -> types.Position:
    """An offset as the client counts."""
    line, character = lines.position(offset, unit)
    return types.Position(line=line, character=character)


def range_of(lines: Lines, span: Span, unit: Unit) -> types.Range:
    """A stretch of text as the client counts."""
    return types.Range(start=position(lines, span.start, unit), end=position(lines, span.end, unit))


def span_of(lines: Lines, place: types.Range, unit: Unit) -> Span:
    """The stretch of text that a client's range means."""
    ends = sorted(lines.offset(one.line, one.character, unit) for one in (place.start, place.end))
    return Span(ends[0], ends[1])


def text_edits(lines: Lines, edits: Iterable[Edit], unit: Unit) -> list[types.TextEdit]:
    """Edits of a source as the client makes them."""
    return [
        types.TextEdit(range=range_of(lines, edit.span, unit), new_text=edit.text) for edit in edits
    ]


def diagnostic(
    finding: Finding,
    lines: Lines,
    unit: Unit,
    rules: Rules,
    shown_as: types.DiagnosticSeverity | None = None,
) -> types.Diagnostic:
    """A finding as the editor shows it."""
    page = page_of(finding.rule, rules)
    return types.Diagnostic(
        range=range_of(lines, finding.span, unit),
        severity=shown_as or SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(href=page) if page else None,
        source=SOURCE,
        message=finding.message,
    )


def page_of(rule_id: str, rules: Rules) -> str | None:
    """The page of one of cxlint's own rules; of a company's rule, its file."""
    rule = rules.named(rule_id)
    if rule is None or not rule.source:
        return None
    path = Path(rule.source).absolute()
    return page_url(rule.id) if path.is_relative_to(builtin_folder().absolute()) else path.as_uri()


def note(
    text: str, severity: types.DiagnosticSeverity, line: int = 0, code: str | None = None
) -> types.Diagnostic:
    """Something that the user must know about a file, at the start of one of its lines."""
    place = types.Position(line=max(line, 0), character=0)
    return types.Diagnostic(
        range=types.Range(start=place, end=place),
        severity=severity, source=SOURCE, message=text, code=code,
    )  # fmt: skip
