"""Which requests the server answers, and with what: each is a few lines that ask another module."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types

from cxlint.configuration_file import CONFIG_NAMES
from cxlint.explain import rule_as_markdown
from cxlint.model import Edit
from cxlint.paths import repository
from cxlint.report import clean
from cxlint.text import Lines
from lsp_server import actions, allowing, completing, convert, hovering
from lsp_server.allowing import Configured
from lsp_server.protocol import Told
from lsp_server.server import CxlintServer, result_id
from lsp_server.session import OpenDocument
from lsp_server.workspace import WorkspaceFiles, progress


def build() -> CxlintServer:
    """The server with all that it answers."""
    server = CxlintServer()
    requests = Requests(server)
    answered: dict[str, tuple[Callable[..., Any], Any]] = {
        types.INITIALIZE: (requests.initialize, None),
        types.INITIALIZED: (server.initialized, None),
        types.TEXT_DOCUMENT_DID_SAVE: (server.saved, None),
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (server.watched, None),
        types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: (server.folders_changed, None),
        types.WORKSPACE_DID_CHANGE_CONFIGURATION: (server.configuration_changed, None),
        types.TEXT_DOCUMENT_CODE_ACTION: (requests.code_actions, _ACTION_OPTIONS),
        types.TEXT_DOCUMENT_HOVER: (requests.hover, None),
        types.TEXT_DOCUMENT_COMPLETION: (requests.complete, _COMPLETION_OPTIONS),
    }
    for name, (answer, options) in answered.items():
        # A partial, since pygls marks what it registers and bound methods take no marks.
        server.feature(name, options)(partial(answer))
    server.command(actions.EXPLAIN)(partial(requests.explain))
    server.command(actions.ALLOW)(partial(requests.allow))
    server.command("cxlint.checkWorkspace")(partial(requests.check_workspace))
    return server


_ACTION_OPTIONS = types.CodeActionOptions(
    code_action_kinds=[types.CodeActionKind.QuickFix, actions.FIX_ALL]
)
_COMPLETION_OPTIONS = types.CompletionOptions(trigger_characters=["-", "/", " "])


class Requests:
    """The answers."""

    def __init__(self, server: CxlintServer) -> None:
        self._server = server
        self._files = WorkspaceFiles(server)

    def initialize(self, params: types.InitializeParams) -> None:
        """Register what only some clients ask for, before capabilities are told."""
        server = self._server
        server.initialize(params)
        if server.client.pulls:
            options = types.DiagnosticOptions(
                inter_file_dependencies=False, workspace_diagnostics=True, identifier=convert.SOURCE
            )
            server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(partial(self.pull))
            server.feature(types.WORKSPACE_DIAGNOSTIC)(partial(self._files.pulled))

    async def pull(
        self, params: types.DocumentDiagnosticParams
    ) -> types.DocumentDiagnosticReport | Told:
        """The diagnostics of a document, or that they are those that the client has."""
        outcome = await self._server.settled(params.text_document.uri)
        diagnostics = outcome.json if outcome else "[]"
        name = result_id(diagnostics)
        if params.previous_result_id == name:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
        return Told(f'{{"kind":"full","resultId":"{name}","items":{diagnostics}}}')

    async def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done about the findings that touch a range."""
        uri = params.text_document.uri
        outcome = await self._server.settled(uri)
        if outcome is None or outcome.checked is None:
            return []
        unit = self._server.session.unit
        asked = actions.Asked(
            uri=uri,
            version=outcome.snapshot.version,
            checked=outcome.checked,
            diagnostics=outcome.diagnostics,
            span=convert.span_of(outcome.checked.document.lines, params.range, unit),
            only=tuple(str(getattr(one, "value", one)) for one in params.context.only or ()),
            client=self._server.client,
            unit=unit,
            configured=self._configured(outcome.snapshot.path),
        )
        return actions.offered(asked)

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """All about the finding at a position."""
        outcome = await self._server.settled(params.text_document.uri)
        if outcome is None or outcome.checked is None:
            return None
        lines, unit = outcome.checked.document.lines, self._server.session.unit
        at = lines.offset(params.position.line, params.position.character, unit)
        finding = hovering.finding_at(outcome.checked, at)
        project = outcome.project
        if finding is None or project is None or project.linter is None:
            return None
        page = project.pages.get(finding.rule)
        checked, rules = outcome.checked, project.linter.rules
        if self._server.client.reads_markdown:
            text = hovering.as_markdown(checked, finding, rules, page)
            content = types.MarkupContent(kind=types.MarkupKind.Markdown, value=text)
        else:
            text = hovering.as_plain_text(checked, finding, rules)
            content = types.MarkupContent(kind=types.MarkupKind.PlainText, value=text)
        return types.Hover(contents=content, range=convert.range_of(lines, finding.span, unit))

    async def complete(self, params: types.CompletionParams) -> list[types.CompletionItem]:
        """What can be written next."""
        document = self._server.session.documents.get(params.text_document.uri)
        if document is None:
            return []
        found = await self._server.work(self._completions, document, params.position)
        return [_item(one, params.position) for one in found]

    async def explain(self, *arguments: Any) -> str | None:
        """Show a rule (its id, and maybe the URI of a document that it holds for); answer its page."""
        rule, uri, *_ = (*map(str, arguments), "", "")
        path = self._path(uri)
        project = await self._server.work(self._server.session.project_of, path)
        found = project.linter.rules.named(rule) if project.linter else None
        if found is None:
            return None
        if not self._server.client.explain_command:  # else the client shows the page itself
            self._tell(f"{found.text(found.message, '…')} {' '.join(found.why.split())}")
        return rule_as_markdown(found)

    async def allow(self, *arguments: Any) -> bool:
        """Allow a term in the project of a document (its URI); answer whether that is in force.

        The file is written, unless an editor has unsaved changes of it: then the edit is made there.
        """
        term, uri, *_ = (*map(str, arguments), "", "")
        config = self._configured(self._path(uri)) if term else None
        edit = config.allowing(term) if config else None
        if config is None or edit is None:
            return False
        if config.unsaved is not None:
            await self._apply(config, config.unsaved, edit)
            self._tell(
                f"{config.path.name} has unsaved changes: “{term}” is allowed once it is saved."
            )
            return False
        try:
            await self._server.work(config.write, edit)
        except OSError as error:
            told = f"{config.path}: cannot be written: {error.strerror or error}"
            self._tell(told, types.MessageType.Error)
            return False
        self._server.reconfigure()
        return True

    async def check_workspace(self) -> dict[str, int]:
        """Check every file of the workspace, show what is found, and answer with the counts."""
        async with progress(self._server) as report:
            states = await self._files.checked(report)
        if self._server.client.pulls:
            self._server.client.refresh(self._server)
        else:
            for uri, state in states.items():
                self._server.publish(uri, None, state.diagnostics)
        found = sum(len(state.diagnostics) for state in states.values())
        return {"files": len(states), "findings": found}

    def _completions(
        self, document: OpenDocument, position: types.Position
    ) -> list[completing.Completion]:
        session = self._server.session
        linter = session.project_of(document.path).linter
        written = document.buffer.text
        lines = Lines(written)
        end = lines.offset(position.line, position.character, session.unit)
        before = [lines.span(i).of(written) for i in range(min(position.line, len(lines) - 1))]
        current = written[lines.span(lines.line_of(end)).start : end]
        if linter is None:
            return []
        name = document.path.name if document.path else ""
        if name in CONFIG_NAMES and not name.endswith(".toml"):
            return list(completing.in_settings([*before, current], linter.rules))
        if document.path and session.projects.is_rule_file(document.path):
            return list(completing.in_rule([*before, current]))
        return list(completing.in_comment(current, linter.rules))

    def _configured(self, path: Path | None) -> Configured | None:
        """The configuration that holds for a file, as the editor has it or as it is on disk."""
        session = self._server.session
        place = path or session.nowhere()
        if path is None and not session.roots():
            return None
        config = session.projects.config_of(place)
        if config is None:
            return Configured(self._top(place) / allowing.NEW_NAME, None)
        try:
            text = config.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        opened = next((one for one in session.documents.values() if one.path == config), None)
        if opened and not _same(opened.buffer.text, text):
            return Configured(config, text, opened.buffer.text, opened.version)
        return Configured(config, text)

    async def _apply(self, config: Configured, text: str, edit: Edit) -> None:
        """Have the client make an edit of a file that it has open."""
        uri, unit = self._uri(config.path), self._server.session.unit
        edits = convert.text_edits(Lines(text), [edit], unit)
        if self._server.client.versioned_edits:
            document = types.OptionalVersionedTextDocumentIdentifier(
                uri=uri, version=config.version
            )
            change = types.TextDocumentEdit(text_document=document, edits=[*edits])
            made = types.WorkspaceEdit(document_changes=[change])
        else:
            made = types.WorkspaceEdit(changes={uri: edits})
        await self._server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=made))

    def _uri(self, path: Path) -> str:
        """A file's URI as the client writes it, where the client has it open."""
        documents = self._server.session.documents.values()
        return next((one.uri for one in documents if one.path == path), path.as_uri())

    def _tell(self, text: str, kind: types.MessageType = types.MessageType.Info) -> None:
        self._server.window_show_message(types.ShowMessageParams(type=kind, message=clean(text)))

    def _top(self, path: Path) -> Path:
        """Where a project's configuration belongs: its workspace folder, repository or own folder."""
        roots = [root for root in self._server.session.roots() if path.is_relative_to(root)]
        return (
            max(roots, key=lambda root: len(root.parts), default=None)
            or repository(path.parent)
            or path.parent
        )

    def _path(self, uri: str) -> Path | None:
        document = self._server.session.documents.get(uri)
        return document.path if document else None


def _same(unsaved: str, text: str) -> bool:
    """Whether an editor's text is that of the file; some leave out a byte order mark."""
    return unsaved.removeprefix("\ufeff") == text.removeprefix("\ufeff")


def _item(one: completing.Completion, position: types.Position) -> types.CompletionItem:
    """A completion that replaces what was typed of it; rule names hold marks that end words."""
    start = types.Position(line=position.line, character=position.character - one.typed)
    place = types.Range(start=start, end=position)
    return types.CompletionItem(
        label=one.text,
        detail=one.meaning or None,
        filter_text=one.text,
        kind=types.CompletionItemKind.Property if one.suffix else types.CompletionItemKind.Value,
        text_edit=types.TextEdit(range=place, new_text=one.text + one.suffix),
    )
