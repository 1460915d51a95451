"""An editor for tests: a real client on a real server process, whose publishes can be awaited."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp import client_capabilities
from pytest_lsp.client import LanguageClient, make_test_lsp_client
from warm import program

REPOSITORY = Path(__file__).parents[2]
SECONDS = 90


def neovim() -> types.ClientCapabilities:
    """Neovim 0.7: push, UTF-16."""
    return client_capabilities("neovim@v0.7.0")


def vs_code() -> types.ClientCapabilities:
    """VS Code as it is now: pull of documents and workspace, refresh, watched files."""
    can = client_capabilities("visual_studio_code@v1.65.2")
    assert can.text_document and can.workspace and can.window
    can.text_document.diagnostic = types.DiagnosticClientCapabilities(
        dynamic_registration=True, related_document_support=True
    )
    can.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    can.general = types.GeneralClientCapabilities(
        position_encodings=[types.PositionEncodingKind.Utf16]
    )
    return can


def utf8() -> types.ClientCapabilities:
    """An editor that counts bytes, as Helix does, and has few other gifts."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf32]
        )
    )


def utf32() -> types.ClientCapabilities:
    """An editor that counts code points, as Emacs may."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind.Utf32]
        )
    )


CLIENTS = {"neovim": neovim, "vs_code": vs_code, "utf8": utf8, "utf32": utf32}


class Editor:
    """What tests do with a server, in a line each."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.capabilities: types.ServerCapabilities = types.ServerCapabilities()
        self.publishes: list[types.PublishDiagnosticsParams] = []
        self.registrations: list[types.Registration] = []
        self.logged: list[str] = []
        self._news = asyncio.Condition()
        client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = self._published
        client.protocol.fm.features[types.WINDOW_LOG_MESSAGE] = self._logged
        client.feature(types.CLIENT_REGISTER_CAPABILITY)(self._register())

    def open(self, uri: str, text: str, language: str = "markdown", version: int = 1) -> None:
        item = types.TextDocumentItem(uri=uri, language_id=language, version=version, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))

    def change(
        self, uri: str, version: int, *changes: types.TextDocumentContentChangeEvent
    ) -> None:
        document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=document, content_changes=changes)
        )

    def replace(self, uri: str, version: int, text: str) -> None:
        self.change(uri, version, types.TextDocumentContentChangeWholeDocument(text=text))

    def close(self, uri: str) -> None:
        document = types.TextDocumentIdentifier(uri=uri)
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(text_document=document)
        )

    def save(self, uri: str) -> None:
        document = types.TextDocumentIdentifier(uri=uri)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(text_document=document))

    def changed_on_disk(self, path: Path) -> None:
        event = types.FileEvent(uri=path.as_uri(), type=types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams(changes=[event])
        )

    async def published(
        self, uri: str, version: int | None = None, *, after: int = 0
    ) -> types.PublishDiagnosticsParams:
        """The first publish for a document (of a version, if one is named) after so many others."""

        def known() -> types.PublishDiagnosticsParams | None:
            return next(
                (one for one in self.publishes[after:] if one.uri == uri and version in (None, one.version)),
                None,
            )  # fmt: skip

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: known() is not None), SECONDS)
        found = known()
        assert found
        return found

    async def pulled(self, uri: str, previous: str | None = None) -> types.DocumentDiagnosticReport:
        return await self.client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(
                text_document=types.TextDocumentIdentifier(uri=uri), previous_result_id=previous
            )
        )

    async def diagnostics(self, uri: str, version: int | None = None) -> Sequence[types.Diagnostic]:
        """The diagnostics of a document, by the way that this client has."""
        if self.capabilities.diagnostic_provider:
            report = await self.pulled(uri)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            return report.items
        return (await self.published(uri, version)).diagnostics

    async def actions(
        self, uri: str, place: types.Range, only: Sequence[str] | None = None
    ) -> list[types.CodeAction]:
        context = types.CodeActionContext(diagnostics=[], only=only)
        document = types.TextDocumentIdentifier(uri=uri)
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(text_document=document, range=place, context=context)
        )
        return [_action(one) for one in found or ()]

    async def hover(self, uri: str, line: int, character: int) -> str:
        found = await self.client.text_document_hover_async(
            types.HoverParams(
                text_document=types.TextDocumentIdentifier(uri=uri),
                position=types.Position(line=line, character=character),
            )
        )
        return found.contents.value if found else ""

    async def completions(self, uri: str, line: int, character: int) -> list[types.CompletionItem]:
        found = await self.client.text_document_completion_async(
            types.CompletionParams(
                text_document=types.TextDocumentIdentifier(uri=uri),
                position=types.Position(line=line, character=character),
            )
        )
        return list(found or ())

    async def _published(self, params: types.PublishDiagnosticsParams) -> None:
        async with self._news:
            self.publishes.append(params)
            self._news.notify_all()

    def _logged(self, params: types.LogMessageParams) -> None:
        self.logged.append(params.message)

    def _register(self) -> Any:
        def register(params: types.RegistrationParams) -> None:
            self.registrations += params.registrations

        return register


def _action(found: types.Command | types.CodeAction) -> types.CodeAction:
    """An action; lsprotocol takes one that holds a command for a command of that as its name."""
    if isinstance(found, types.CodeAction):
        return found
    return types.CodeAction(
        title=found.title, command=types.Command(**ast.literal_eval(found.command))
    )


@asynccontextmanager
async def serving(
    can: types.ClientCapabilities,
    *folders: Path,
    options: Any = None,
    seconds: float = SECONDS,
    command: Sequence[str] = (),
) -> AsyncIterator[Editor]:
    """An editor with a server of its own, initialized for some workspace folders.

    The server begins warm unless a command is given.
    """
    client = make_test_lsp_client()
    editor = Editor(client)
    workspace = [types.WorkspaceFolder(uri=folder.as_uri(), name=folder.name) for folder in folders]
    await client.start_io(*(command or program("lsp_server", "--stdio")), cwd=str(REPOSITORY))
    try:
        async with asyncio.timeout(seconds):
            started = await client.initialize_session(
                types.InitializeParams(
                    capabilities=can, workspace_folders=workspace, initialization_options=options
                )
            )
            editor.capabilities = started.capabilities
            yield editor
            await client.shutdown_session()
    finally:
        if client._server and client._server.returncode is None:
            client._server.terminate()
        await client.stop()


def range_of(line: int, start: int, end: int) -> types.Range:
    """A range on one line."""
    return types.Range(
        start=types.Position(line=line, character=start),
        end=types.Position(line=line, character=end),
    )
