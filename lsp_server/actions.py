"""Code actions: other words for a finding, all that is safe, silence, permission, explanation.

Made from the server's own findings that touch the range, never from the diagnostics that a client
sends along: some count columns differently, some drop what they do not know. Edits carry the
version of the text that they were made for, so that a client refuses them for another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lsprotocol import types

from cxlint import fixes
from cxlint.model import Edit, Finding, Span
from cxlint.report import clean
from cxlint.text import Unit
from lsp_server import convert, silencing
from lsp_server.allowing import Configured
from lsp_server.checking import Checked
from lsp_server.client import Client

FIX_ALL = "source.fixAll.cxlint"
EXPLAIN = "cxlint.explain"
ALLOW = "cxlint.allow"


@dataclass(frozen=True)
class Asked:
    """What a client asks actions for."""

    uri: str
    version: int | None
    checked: Checked
    diagnostics: tuple[types.Diagnostic, ...]
    span: Span
    only: tuple[str, ...]
    client: Client
    unit: Unit
    configured: Configured | None

    def wants(self, kind: str) -> bool:
        """Whether actions of a kind are asked for."""
        return not self.only or any(kind == one or kind.startswith(one + ".") for one in self.only)

    @property
    def touched(self) -> list[tuple[Finding, types.Diagnostic]]:
        """The findings that share a place, or a border, with the range, and how they are shown."""
        return [
            (finding, shown)
            for finding, shown in zip(self.checked.shown, self.diagnostics, strict=True)
            if finding.span.start <= self.span.end and self.span.start <= finding.span.end
        ]


def offered(asked: Asked) -> list[types.CodeAction]:
    """The actions for what was asked, best first."""
    actions: list[types.CodeAction] = []
    touched = asked.touched if asked.wants(types.CodeActionKind.QuickFix) else []
    for finding, shown in touched:
        actions += _alternatives(asked, finding, shown)
    actions += _fix_all(asked, near=bool(touched))
    for finding, shown in touched:
        actions += _silences(asked, finding, shown)
        actions += _permission(asked, finding, shown)
    rules = dict.fromkeys(finding.rule for finding, _ in touched)
    actions += [_explanation(asked, rule) for rule in rules]
    return actions


def _alternatives(
    asked: Asked, finding: Finding, shown: types.Diagnostic
) -> Iterator[types.CodeAction]:
    for number, suggestion in enumerate(one for one in finding.suggestions if one.edits):
        title = (
            f"Write “{suggestion.text}”" if suggestion.text else f"Leave out “{finding.matched}”"
        )
        yield _quick_fix(asked, title, suggestion.edits, shown, preferred=number == 0)


def _fix_all(asked: Asked, *, near: bool) -> Iterator[types.CodeAction]:
    """All safe edits: as a quick fix beside a finding, as a source action where that is asked for."""
    chosen = fixes.choose(asked.checked.findings)
    if not chosen.edits:
        return
    count = len(chosen.findings)
    title = f"Fix all that is safe in this document ({count})"
    edit = _workspace_edit(asked, chosen.edits)
    if near:
        yield types.CodeAction(title=title, kind=types.CodeActionKind.QuickFix, edit=edit)
    if asked.wants(FIX_ALL) and (asked.only or not near):
        yield types.CodeAction(title=title, kind=FIX_ALL, edit=edit)


def _silences(
    asked: Asked, finding: Finding, shown: types.Diagnostic
) -> Iterator[types.CodeAction]:
    document = asked.checked.document
    here = silencing.here(document, finding)
    if here:
        yield _quick_fix(asked, f"Ignore “{finding.matched}” here", (here,), shown)
    everywhere = silencing.everywhere(document, finding)
    if everywhere:
        yield _quick_fix(asked, f"Ignore {finding.rule} in this document", (everywhere,), shown)


def _permission(
    asked: Asked, finding: Finding, shown: types.Diagnostic
) -> Iterator[types.CodeAction]:
    """A command, since an edit of a file that is not open would wait, unsaved, in an editor."""
    config, term = asked.configured, " ".join(finding.matched.split())
    if config is None or config.allowing(term) is None:
        return
    title = f"Allow “{term}” in this project ({config.path.name})"
    yield types.CodeAction(
        title=clean(title),
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        command=types.Command(title=clean(title), command=ALLOW, arguments=[term, asked.uri]),
    )


def _explanation(asked: Asked, rule: str) -> types.CodeAction:
    command = asked.client.explain_command or EXPLAIN
    title = f"Explain {rule}"
    return types.CodeAction(
        title=clean(title),
        kind=types.CodeActionKind.QuickFix,
        command=types.Command(title=clean(title), command=command, arguments=[rule, asked.uri]),
    )


def _quick_fix(
    asked: Asked,
    title: str,
    edits: Sequence[Edit],
    shown: types.Diagnostic,
    *,
    preferred: bool | None = None,
) -> types.CodeAction:
    return types.CodeAction(
        title=clean(title),
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        is_preferred=preferred or None,
        edit=_workspace_edit(asked, edits),
    )


def _workspace_edit(asked: Asked, edits: Iterable[Edit]) -> types.WorkspaceEdit:
    lines = asked.checked.document.lines
    if not asked.client.versioned_edits:
        return types.WorkspaceEdit(
            changes={asked.uri: convert.text_edits(lines, edits, asked.unit)}
        )
    document = types.OptionalVersionedTextDocumentIdentifier(uri=asked.uri, version=asked.version)
    change = types.TextDocumentEdit(
        text_document=document, edits=[*convert.text_edits(lines, edits, asked.unit)]
    )
    return types.WorkspaceEdit(document_changes=[change])
