"""What the client said that it can, and what it asked for at start."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from cxlint.text import Unit

if TYPE_CHECKING:
    from lsp_server.server import CxlintServer

log = logging.getLogger("cxlint")

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


class Client:
    """The client's capabilities, by what they are good for here.

    Initialization options: `severity` (error, warning, information, hint: show every finding so),
    `explainCommand` (a command of the client that shows a rule; it is given the rule's id),
    `scores` (true: tell each document's score, by the notification `cxlint/score`),
    `positionEncoding` (for clients that count otherwise than they say: ALE counts bytes).
    """

    def __init__(self, can: types.ClientCapabilities | None = None, options: Any = None) -> None:
        can = can or types.ClientCapabilities()
        options = options if isinstance(options, dict) else {}
        document, workspace, window = can.text_document, can.workspace, can.window
        watched = workspace.did_change_watched_files if workspace else None
        edits = workspace.workspace_edit if workspace else None
        hover = document.hover if document else None
        formats = (hover.content_format if hover else None) or []
        self.pulls = bool(document and document.diagnostic)
        self.watches = bool(watched and watched.dynamic_registration)
        self.refreshes = bool(
            workspace and workspace.diagnostics and workspace.diagnostics.refresh_support
        )
        self.versioned_edits = bool(edits and edits.document_changes)
        self.shows_progress = bool(window and window.work_done_progress)
        self.reads_markdown = not formats or types.MarkupKind.Markdown in formats
        self.shows_scores = options.get("scores") is True
        self.explain_command = str(options.get("explainCommand") or "")
        asked = str(options.get("positionEncoding") or "")
        self.unit = Unit(asked) if asked in set(Unit) else None
        self.shown_as = _SEVERITIES.get(str(options.get("severity") or "").lower())

    def refresh(self, server: CxlintServer) -> None:
        """Have the client pull again."""
        if self.refreshes:
            server.spawn(_refreshed(server))


async def _refreshed(server: CxlintServer) -> None:
    try:
        await server.workspace_diagnostic_refresh_async(None)
    except Exception as error:  # the client's answer is its own affair
        log.info("the client did not refresh: %s", error)
