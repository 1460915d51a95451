"""What an editor is shown of a check: each group's diagnostics are made once, and moved with its lines.

An answer names every diagnostic of a document, at each keystroke. So their JSON is kept, too: what
an edit costs is a line number for each of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lsprotocol import types
from lsprotocol.converters import get_converter

from cxlint.model import Finding
from cxlint.text import Unit
from lsp_server import convert
from lsp_server.checking import Checked, Group


@dataclass(frozen=True, slots=True)
class Showing:
    """How diagnostics are made of findings."""

    unit: Unit
    pages: Mapping[str, str | None]
    shown_as: types.DiagnosticSeverity | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The diagnostics of one group of findings."""

    findings: tuple[Finding, ...]
    line: int
    rows: tuple[Row, ...]
    json: str

    def at(self, line: int) -> Shown:
        """The same at another line."""
        if line == self.line:
            return self
        return Shown(self.findings, line, self.rows, _joined(self.rows, line))

    @property
    def diagnostics(self) -> list[types.Diagnostic]:
        """The diagnostics as the protocol's types."""
        return [row.diagnostic(self.line) for row in self.rows]


class Row:
    """One diagnostic whose lines count from its group's."""

    __slots__ = ("_diagnostic", "_head", "_last", "_rest", "_start")

    def __init__(self, diagnostic: types.Diagnostic) -> None:
        place = diagnostic.range
        self._diagnostic = diagnostic
        self._start, self._last = place.start.line, place.end.line
        told = _plain(diagnostic)
        del told["range"]
        self._head = f',"character":{place.start.character}}},"end":{{"line":'
        self._rest = f',"character":{place.end.character}}}}},{json.dumps(told)[1:]}'

    def json(self, line: int) -> str:
        """The diagnostic in a group that begins at a line."""
        start, last = line + self._start, line + self._last
        return f'{{"range":{{"start":{{"line":{start}{self._head}{last}{self._rest}'

    def diagnostic(self, line: int) -> types.Diagnostic:
        """The diagnostic as the protocol's type, in a group that begins at a line."""
        one, place = self._diagnostic, self._diagnostic.range
        start = types.Position(line=line + self._start, character=place.start.character)
        end = types.Position(line=line + self._last, character=place.end.character)
        return types.Diagnostic(
            range=types.Range(start=start, end=end), severity=one.severity, code=one.code,
            code_description=one.code_description, source=one.source, message=one.message,
        )  # fmt: skip


def shown(checked: Checked, how: Showing, earlier: Iterable[Shown] = ()) -> tuple[Shown, ...]:
    """What is shown of a check; `earlier`, what was shown before in the same way, only saves time."""
    known = {id(one.findings): one for one in earlier}
    told = []
    for group in checked.groups:
        # The object that `id` named is still there: `earlier` holds it.
        before = known.get(id(group.findings))
        told.append(before.at(group.line) if before else _made(group, how))
    return tuple(told)


def as_json(diagnostics: Sequence[types.Diagnostic]) -> str:
    """Diagnostics as the members of a JSON list."""
    return json.dumps([_plain(one) for one in diagnostics])[1:-1]


def _made(group: Group, how: Showing) -> Shown:
    rows = tuple(
        Row(convert.diagnostic(one, group.lines, how.unit, how.pages, how.shown_as))
        for one in group.findings
        if one.suppressed is None
    )
    return Shown(group.findings, group.line, rows, _joined(rows, group.line))


def _joined(rows: Iterable[Row], line: int) -> str:
    return ",".join([row.json(line) for row in rows])


def _plain(diagnostic: types.Diagnostic) -> dict[str, Any]:
    made: dict[str, Any] = _converter().unstructure(diagnostic)
    return made


@cache
def _converter() -> Any:
    return get_converter()
