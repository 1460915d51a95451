"""When to check, and when to tell: the language server's own part.

Diagnostics are pulled by clients that can, else pushed with the version that they belong to; never
both for one document. Those of configuration and rule files are always pushed: nobody asks for
them. Checks run in one worker, off the event loop; a result that came too late is dropped.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types
from pygls.io_ import StdoutWriter, run_async
from pygls.lsp.server import LanguageServer

from cxlint.report import installed_version
from cxlint.text import Unit
from lsp_server import convert, scoring, warming, watching
from lsp_server.client import Client
from lsp_server.projects import Problem
from lsp_server.protocol import Protocol, Told
from lsp_server.session import OpenDocument, Outcome, Session, path_of
from lsp_server.standard_input import StandardInput
from lsp_server.worker import Worker

log = logging.getLogger("cxlint")
Result = TypeVar("Result")

# So long after the last keystroke a document is checked.
PAUSE = 0.2
# So long after the start, what was not needed at first is loaded.
QUIET = 3
# After so many checks, what they left is swept.
MANY = 1000


class CxlintServer(LanguageServer):
    """The server's handling of documents; requests about them are in modules of their own."""

    def __init__(self) -> None:
        super().__init__(
            "cxlint",
            installed_version(),
            types.TextDocumentSyncKind.Incremental,
            protocol_cls=Protocol,
        )
        self.session = Session()
        self.client = Client()
        # Set when something but an open document changed: the workspace is to be looked at again.
        self.stirred = asyncio.Event()
        self._worker = Worker()
        self._pending: dict[str, asyncio.Task[None]] = {}
        self._spawned: set[asyncio.Future[Any]] = set()
        self._checks = 0
        self._told: dict[str, tuple[Problem, ...]] = {}
        self._is_shut_down = False

    # --- life ---------------------------------------------------------------------------------

    def initialize(self, params: types.InitializeParams) -> None:
        """Take note of what the client can, before the server's own capabilities are told."""
        self.client = Client(params.capabilities, params.initialization_options)
        agreed = self.workspace.position_encoding
        self.session.unit = self.client.unit or Unit(str(getattr(agreed, "value", agreed)))
        self.session.shown_as = self.client.shown_as
        folders = params.workspace_folders or []
        if not folders and params.root_uri:
            folders = [types.WorkspaceFolder(uri=params.root_uri, name="")]
        self.session.change_folders(folders)

    async def initialized(self, _: types.InitializedParams) -> None:
        """Ask for news of files, and make the first linter while the user looks for a file."""
        await self.work(warming.warm, self.session)
        self.tell_problems()
        if self.client.watches:
            await self.client_register_capability_async(watching.registration(self.session))
        self.spawn(self._load_grammar())

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Serve on standard input and output until they end."""
        self._stop_event = stop = Event()
        self.protocol.set_writer(StdoutWriter(stdout or sys.stdout.buffer))
        try:
            asyncio.run(self._serve(stdin or sys.stdin.buffer, stop))
        except BrokenPipeError:
            log.warning("the client is gone")
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            self.shutdown()

    async def _serve(self, stdin: BinaryIO, stop: Event) -> None:
        reader = StandardInput(stdin)
        await run_async(stop, reader, self.protocol, log, self.report_server_error)

    def shutdown(self) -> None:
        """End the worker; what it has not begun is not done."""
        self._is_shut_down = True
        self._worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong: never a pop-up."""
        log.error("%s: %s", getattr(source, "__name__", source), error)

    # --- documents ----------------------------------------------------------------------------

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Keep the document, and check it at once."""
        document = OpenDocument(params.text_document)
        self.session.documents[document.uri] = document
        if not self.client.watches:
            self._look_for_changes()
        self._check_soon(document, pause=0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Make the changes, and check once the writer pauses."""
        document = self.session.documents.get(params.text_document.uri)
        if document is None:
            log.warning("change of a document that is not open: %s", params.text_document.uri)
            return
        document.revision += 1
        document.version = params.text_document.version
        document.buffer.apply(params.content_changes, self.session.unit)
        self._check_soon(document, pause=PAUSE)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget the document, and take its diagnostics back."""
        uri = params.text_document.uri
        document = self.session.documents.pop(uri, None)
        self._stop(uri)
        if document and not self.client.pulls and document.outcome and document.outcome.diagnostics:
            self.publish(uri, None, ())
        self.stirred.set()

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """Read the configuration anew where the saved file is part of it."""
        document = self.session.documents.get(params.text_document.uri)
        if document and document.path and self.session.projects.concerns(document.path):
            self.reconfigure()
        elif not self.client.watches:
            self._look_for_changes()

    def watched(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Something changed on disk."""
        paths = [path_of(change.uri) for change in params.changes]
        if any(path and self.session.projects.concerns(path) for path in paths):
            self.reconfigure()
        self.stirred.set()

    def folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        """Folders joined or left the workspace."""
        self.session.change_folders(params.event.added, params.event.removed)
        self.reconfigure()

    def configuration_changed(self, _: types.DidChangeConfigurationParams) -> None:
        """The editor's settings changed; ours are in files, which may be other ones now."""
        self.reconfigure()

    def reconfigure(self) -> None:
        """Read configuration and rules anew, and check all that is open again."""
        # In the worker, so that no check that is under way keeps what it read before.
        self._worker.submit(self.session.projects.forget)
        for document in list(self.session.documents.values()):
            document.revision += 1
            if self.client.pulls:
                document.outcome = None  # or a hidden document holds its linter until it is shown
            self._check_soon(document, pause=PAUSE)
        self.stirred.set()
        if self.client.pulls:
            self.client.refresh(self)
        self.spawn(self._after_reconfiguring())

    # --- checks -------------------------------------------------------------------------------

    async def work(self, step: Callable[..., Result], *arguments: Any) -> Result:
        """Run a step in the worker."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, partial(step, *arguments))

    async def current(self, document: OpenDocument) -> Outcome | None:
        """What a check says of the document as it is; None if it changed meanwhile."""
        known = document.outcome
        if known and known.snapshot.revision == document.revision:
            return known
        snapshot = self.session.snapshot(document)
        outcome = await self.work(self.session.check_current, document, snapshot)
        if outcome is None or not self.session.is_current(document, snapshot):
            return None
        document.outcome = outcome
        self._checks += 1
        if self._checks % MANY == 0:
            self.spawn(self._load_grammar())
        self.tell_problems()
        if self.client.shows_scores:
            self.spawn(scoring.tell(self, document, outcome))
        return outcome

    async def settled(self, uri: str) -> Outcome | None:
        """What a check says of the document as it is in the end; None if it is not open."""
        while document := self.session.documents.get(uri):
            outcome = await self.current(document)
            if outcome is not None:
                return outcome
        return None

    def spawn(self, work: Any) -> None:
        """Run something beside the rest; kept until it is done."""
        task = asyncio.ensure_future(work)
        self._spawned.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Future[Any]) -> None:
        self._spawned.discard(task)
        if self._is_shut_down:
            return
        if not task.cancelled() and task.exception():
            log.error("failed", exc_info=task.exception())

    def _check_soon(self, document: OpenDocument, *, pause: float) -> None:
        if self.client.pulls:
            return
        self._stop(document.uri)
        task = asyncio.ensure_future(self._check_and_publish(document, pause))
        self._pending[document.uri] = task
        task.add_done_callback(partial(self._done, document.uri))

    async def _check_and_publish(self, document: OpenDocument, pause: float) -> None:
        await asyncio.sleep(pause)
        outcome = await self.current(document)
        if outcome is not None:
            told = {"uri": document.uri, "version": outcome.snapshot.version}
            # The diagnostics are JSON already.
            params = f'{json.dumps(told)[:-1]},"diagnostics":{outcome.json}}}'
            self.protocol.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, Told(params))

    def _stop(self, uri: str) -> None:
        task = self._pending.pop(uri, None)
        if task:
            task.cancel()

    def _done(self, uri: str, task: asyncio.Task[None]) -> None:
        if self._pending.get(uri) is task:
            del self._pending[uri]
        if not task.cancelled() and task.exception():
            log.error("check of %s failed", uri, exc_info=task.exception())

    def publish(
        self, uri: str, version: int | None, diagnostics: tuple[types.Diagnostic, ...]
    ) -> None:
        """Send the diagnostics of a document, which take the place of those before."""
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=diagnostics)
        )

    # --- configuration ------------------------------------------------------------------------

    def tell_problems(self) -> None:
        """Show what is wrong with configuration and rule files there, and log it once."""
        by_uri: dict[str, tuple[Problem, ...]] = {}
        for one in self.session.projects.problems():
            uri = one.path.as_uri() if one.path else ""
            by_uri[uri] = (*by_uri.get(uri, ()), one)
        for uri in {*by_uri, *self._told}:
            now = by_uri.get(uri, ())
            if now == self._told.get(uri, ()):
                continue
            for one in now:
                self.window_log_message(
                    types.LogMessageParams(type=types.MessageType.Error, message=str(one))
                )
            if uri:
                error = types.DiagnosticSeverity.Error
                self.publish(
                    uri, None, tuple(convert.note(one.text, error, one.line) for one in now)
                )
        self._told = by_uri

    async def _after_reconfiguring(self) -> None:
        await self.work(warming.warm, self.session)
        self.tell_problems()
        self.spawn(self._load_grammar())

    def _look_for_changes(self) -> None:
        if self.session.projects.changed_on_disk():
            self.reconfigure()

    async def _load_grammar(self) -> None:
        """Load what only some sentences need, once the first documents have been checked."""
        await asyncio.sleep(QUIET)
        await self.work(warming.warm_grammar, self.session)


def result_id(diagnostics: str) -> str:
    """A name that is equal for equal diagnostics."""
    return hashlib.sha1(diagnostics.encode(), usedforsecurity=False).hexdigest()
