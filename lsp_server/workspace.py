"""Checking the files of a workspace that no editor has open.

One file at a time goes to the worker, so that a keystroke waits for one file at most.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from lsprotocol import types

from lsp_server.server import CxlintServer, result_id

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class FileState:
    """What was found in a file as it was then."""

    stamp: Stamp
    name: str
    diagnostics: tuple[types.Diagnostic, ...]


class Report(Protocol):
    """Tells how far a check of many files is."""

    def __call__(self, done: int, of: int, /) -> None:
        """So many of so many files are done."""


class WorkspaceFiles:
    """The workspace's files and what was found in each, kept until the file changes."""

    def __init__(self, server: CxlintServer) -> None:
        self._server = server
        self._states: dict[Path, FileState] = {}

    async def pulled(
        self, params: types.WorkspaceDiagnosticParams
    ) -> types.WorkspaceDiagnosticReport:
        """What changed since the client last asked; if nothing did, the answer waits until it does."""
        known = {one.uri: one.value for one in params.previous_result_ids}
        while True:
            self._server.stirred.clear()
            async with progress(self._server, params.work_done_token) as report:
                states = await self.checked(report)
            items = _reports(states, known)
            is_news = len(states) != len(known) or any(
                isinstance(one, types.WorkspaceFullDocumentDiagnosticReport) for one in items
            )
            if not known or is_news:
                return types.WorkspaceDiagnosticReport(items=items)
            await self._server.stirred.wait()

    async def checked(self, report: Report) -> dict[str, FileState]:
        """Every file of the workspace by its URI, those that are open left out."""
        server = self._server
        opened = {document.path for document in server.session.documents.values()}
        paths = [path for path in await server.work(self._files) if path not in opened]
        states: dict[str, FileState] = {}
        for number, path in enumerate(paths):
            state = await server.work(self._state, path)
            if state:
                states[path.as_uri()] = state
            report(number + 1, len(paths))
        self._states = {path: one for path, one in self._states.items() if path.as_uri() in states}
        return states

    def _files(self) -> list[Path]:
        session = self._server.session
        return list(
            dict.fromkeys(path for root in session.roots() for path in session.projects.files(root))
        )

    def _state(self, path: Path) -> FileState | None:
        session = self._server.session
        stamp = self._stamp(path)
        if stamp is None:
            return None
        known = self._states.get(path)
        if known and known.stamp == stamp:
            return known
        outcome = session.check_file(path)
        if outcome is None:
            return None
        state = FileState(stamp, result_id(outcome.json), outcome.diagnostics)
        self._states[path] = state
        return state

    def _stamp(self, path: Path) -> Stamp | None:
        try:
            seen = path.stat()
        except OSError:
            return None
        return seen.st_mtime_ns, seen.st_size, self._server.session.projects.generation


@asynccontextmanager
async def progress(
    server: CxlintServer, token: types.ProgressToken | None = None
) -> AsyncIterator[Report]:
    """A progress bar in the client, where it shows any; `token` is the client's own."""
    bar = server.work_done_progress
    if token is None and server.client.shows_progress:
        token = str(uuid4())
        await bar.create_async(token)
    if token is None:
        yield _untold
        return
    bar.begin(
        token,
        types.WorkDoneProgressBegin(title="cxlint", message="looking for files", percentage=0),
    )

    def report(done: int, of: int) -> None:
        if done % 20 == 0 or done == of:
            told = types.WorkDoneProgressReport(
                message=f"{done} of {of} files", percentage=100 * done // of
            )
            bar.report(token, told)

    try:
        yield report
    finally:
        bar.end(token, types.WorkDoneProgressEnd())
        bar.tokens.pop(token, None)


def _untold(_done: int, _of: int) -> None:
    """Nobody asked."""


def _reports(
    states: Mapping[str, FileState], known: Mapping[str, str]
) -> list[types.WorkspaceDocumentDiagnosticReport]:
    """One report a file, short where the client has it; files that are gone become empty."""
    items: list[types.WorkspaceDocumentDiagnosticReport] = []
    for uri, state in states.items():
        if known.get(uri) == state.name:
            same = types.WorkspaceUnchangedDocumentDiagnosticReport(uri=uri, result_id=state.name)
            items.append(same)
        else:
            full = types.WorkspaceFullDocumentDiagnosticReport(
                uri=uri, result_id=state.name, items=state.diagnostics
            )
            items.append(full)
    gone = (uri for uri in known if uri not in states)
    items += [types.WorkspaceFullDocumentDiagnosticReport(uri=uri, items=[]) for uri in gone]
    return items
