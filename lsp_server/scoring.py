"""Telling clients that show it how a document's language scores: a notification of our own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from cxlint.score import score

if TYPE_CHECKING:
    from lsp_server.server import CxlintServer
    from lsp_server.session import OpenDocument, Outcome

NOTIFICATION = "cxlint/score"
PAUSE = 0.3


async def tell(server: CxlintServer, document: OpenDocument, outcome: Outcome) -> None:
    """Send the score of a check, or null where nothing was checked; not of one that is out of date."""
    # Counting the words takes longer than a keystroke's check: it waits until the writer pauses.
    await asyncio.sleep(PAUSE)
    checked, value = outcome.checked, None
    if checked is not None and document.outcome is outcome:
        value = (await server.work(score, checked.findings, checked.document)).value
    if document.outcome is outcome:
        told = {"uri": document.uri, "version": outcome.snapshot.version, "score": value}
        server.protocol.notify(NOTIFICATION, told)
