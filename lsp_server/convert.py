"""From cxlint's values to those of the protocol; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types

from cxlint.explain import page_url
from cxlint.model import Edit, Finding, Severity, Span
from cxlint.report import clean
from cxlint.rule import Rules
from cxlint.rule_files import builtin_folder
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
    pages: Mapping[str, str | None],
    shown_as: types.DiagnosticSeverity | None = None,
) -> types.Diagnostic:
    """A finding as the editor shows it; `pages` are those of the rules."""
    page = pages.get(finding.rule)
    return types.Diagnostic(
        range=range_of(lines, finding.span, unit),
        severity=shown_as or SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(href=page) if page else None,
        source=SOURCE,
        message=clean(finding.message),
    )


def pages_of(rules: Rules) -> dict[str, str | None]:
    """By rule, the page of those that are cxlint's own; of a company's rule, its file."""
    own = builtin_folder().absolute()
    sources = {rule.id: Path(rule.source).absolute() for rule in rules if rule.source}
    return {
        name: page_url(name) if path.is_relative_to(own) else path.as_uri()
        for name, path in sources.items()
    }


def note(
    text: str, severity: types.DiagnosticSeverity, line: int = 0, code: str | None = None
) -> types.Diagnostic:
    """Something that the user must know about a file, at the start of one of its lines."""
    place = types.Position(line=max(line, 0), character=0)
    return types.Diagnostic(
        range=types.Range(start=place, end=place),
        severity=severity, source=SOURCE, message=clean(text), code=code,
    )  # fmt: skip
