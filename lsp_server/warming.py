"""What is loaded before anybody needs it: linters at start, grammar when the writer pauses."""

from __future__ import annotations

import logging
from contextlib import suppress

from cxlint.linter import Linter
from cxlint.model import CxlintError
from lsp_server.memory import settle
from lsp_server.session import Session, Snapshot

log = logging.getLogger("cxlint")


def warm(session: Session) -> None:
    """Make the linter of each folder, by checking a text there."""
    for place in session.roots() or [session.nowhere().parent]:
        sample = Snapshot("", place / "sample.md", "markdown", None, 0, "Our back office.")
        project = session.check(sample).project
        if project and isinstance(project.linter, Linter):
            log.info("ready: %s rules for %s", len(project.linter.rules), place)


def warm_grammar(session: Session) -> None:
    """Load what only some sentences need."""
    for linter in session.projects.linters():
        with suppress(CxlintError):  # each document says what is wrong with the model
            linter.warm()
    settle()
