"""The server's state: open documents and projects. Knows nothing of when or how to send.

`snapshot` is called on the event loop, `check` in the one worker that all checks share: linters
are not made for two threads.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from cxlint.model import CxlintError
from cxlint.readers import Format, format_named, format_of
from cxlint.readers.encoding import decode
from cxlint.run import FileReport, comment_findings, too_many, too_slow
from cxlint.settings import Settings
from cxlint.text import Unit
from cxlint.time_limit import OutOfTime, limited, watched
from lsp_server import checking, convert, showing
from lsp_server.buffer import Buffer
from lsp_server.checking import Checked, Kind
from lsp_server.projects import Project, Projects
from lsp_server.showing import Showing, Shown

log = logging.getLogger("cxlint")


class OpenDocument:
    """A text that an editor holds; `revision` counts its changes, whatever its version says."""

    def __init__(self, item: types.TextDocumentItem) -> None:
        self.uri = item.uri
        self.path = path_of(item.uri)
        self.language = item.language_id
        self.version = item.version
        self.buffer = Buffer(item.text)
        self.revision = 0
        self.outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a check needs of a document, taken between two changes of it."""

    uri: str
    path: Path | None
    language: str
    version: int | None
    revision: int
    text: str
    earlier: Outcome | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Outcome:
    """What became of one check: what is to be shown, and what it was made from.

    `notes` tell what was not checked, or not told.
    """

    snapshot: Snapshot
    notes: tuple[types.Diagnostic, ...] = ()
    checked: Checked | None = None
    shown: tuple[Shown, ...] = field(default=(), repr=False)
    project: Project | None = None

    @cached_property
    def diagnostics(self) -> tuple[types.Diagnostic, ...]:
        """What is to be shown."""
        return (*self.notes, *(one for group in self.shown for one in group.diagnostics))

    @cached_property
    def json(self) -> str:
        """The same as a JSON list."""
        told = [showing.as_json(self.notes), *(group.json for group in self.shown)]
        return f"[{','.join([one for one in told if one])}]"


class Session:
    """Everything that the server remembers."""

    def __init__(self) -> None:
        self.unit = Unit.UTF16
        self.shown_as: types.DiagnosticSeverity | None = None
        self.folders: dict[str, Path | None] = {}
        self.documents: dict[str, OpenDocument] = {}
        self.projects = Projects()

    def roots(self) -> list[Path]:
        """The workspace's folders that are there."""
        return [path for path in self.folders.values() if path and path.is_dir()]

    def change_folders(
        self, added: Iterable[types.WorkspaceFolder], removed: Iterable[types.WorkspaceFolder] = ()
    ) -> None:
        """Take note of the workspace's folders."""
        for folder in removed:
            self.folders.pop(folder.uri, None)
        for folder in added:
            self.folders[folder.uri] = path_of(folder.uri)

    def snapshot(self, document: OpenDocument) -> Snapshot:
        """The document as it is now."""
        return Snapshot(
            document.uri, document.path, document.language, document.version,
            document.revision, document.buffer.text, document.outcome,
        )  # fmt: skip

    def project_of(self, path: Path | None) -> Project:
        """The project of a document; of one that is no file, the first folder's."""
        return self.projects.of(path or self.nowhere())

    def nowhere(self) -> Path:
        """Where a document that is no file would be: only the user's settings hold outside folders."""
        return next(iter(self.roots()), Path(Path.cwd().anchor)) / "untitled"

    def is_current(self, document: OpenDocument, snapshot: Snapshot) -> bool:
        """Whether a document is still open, and as it was."""
        is_open = self.documents.get(document.uri) is document
        return is_open and document.revision == snapshot.revision

    def check_current(self, document: OpenDocument, snapshot: Snapshot) -> Outcome | None:
        """Check an open document; None, and no more time is spent, once it is another."""

        def look() -> None:
            if not self.is_current(document, snapshot):
                raise _Outdated

        try:
            with watched(look):
                return self.check(snapshot)
        except _Outdated:
            return None

    def check(self, snapshot: Snapshot) -> Outcome:
        """Check one document; whatever goes wrong is said at its first line."""
        # The outcome must not hold what was before it, or every text that ever was would be kept.
        earlier, snapshot = snapshot.earlier, replace(snapshot, earlier=None)
        try:
            return self._check(snapshot, earlier)
        except CxlintError as error:
            return Outcome(snapshot, (_trouble(str(error)),))
        except OutOfTime:
            return Outcome(snapshot, (_too_slow(self.project_of(snapshot.path).settings),))
        except Exception as error:
            log.exception("check of %s failed", snapshot.uri)
            return Outcome(
                snapshot, (_trouble(f"cxlint failed here ({error!r}); its log says more"),)
            )

    def check_file(self, path: Path) -> Outcome | None:
        """Check a file that no editor has open; None if it cannot be read as text."""
        named, most = format_of(path), self.project_of(path).settings.max_bytes
        if named and not _is_text(named):
            return None
        snapshot = Snapshot(path.as_uri(), path, "", None, 0, "")
        try:
            size = path.stat().st_size
            if size > most:
                return Outcome(snapshot, (_too_large(size, most),))
            text, _ = decode(path.read_bytes())
        except (CxlintError, OSError):
            return None
        return self.check(replace(snapshot, text=text))

    def _check(self, snapshot: Snapshot, earlier: Outcome | None) -> Outcome:
        project = self.project_of(snapshot.path)
        format = _format(snapshot, project)
        if format is None or (snapshot.path and self.projects.left_out(snapshot.path)):
            return Outcome(snapshot, project=project)
        if project.linter is None:
            return Outcome(
                snapshot, (_trouble(f"Not checked: {project.problems[0]}"),), project=project
            )
        size, most = 4 * len(snapshot.text), project.settings.max_bytes
        if size > most:  # at most so many bytes; it may be fewer
            size = len(snapshot.text.encode("utf-8", "replace"))
        if size > most:
            return Outcome(snapshot, (_too_large(size, most),), project=project)
        kind = Kind(
            str(snapshot.path or "<text>"), format, project.settings.options,
            project.settings.genre or format.genre,
        )  # fmt: skip
        linter = project.linter
        before = earlier.checked if earlier else None
        with limited(project.settings.max_seconds):
            checked = checking.check(linter, snapshot.text, kind, before)
            checked, notes = _as_configured(checked, project)
        how = Showing(self.unit, project.pages, self.shown_as)
        is_same = earlier and earlier.project and earlier.project.pages is project.pages
        known = earlier.shown if earlier and is_same else ()
        return Outcome(snapshot, notes, checked, showing.shown(checked, how, known), project)


def _as_configured(
    checked: Checked, project: Project
) -> tuple[Checked, tuple[types.Diagnostic, ...]]:
    """What was found, as the settings have it told, and what is to be said of it as a whole.

    In the order of the command line: comments, the most that is told, what is known.
    """
    chosen = project.settings
    if chosen.report_unused or chosen.require_reasons:
        of_comments = list(comment_findings(checked.document, checked.findings, chosen))
        if of_comments:
            every = [*checked.findings, *of_comments]
            checked = checked.with_findings(sorted(every, key=lambda one: one.order))
    notes: tuple[types.Diagnostic, ...] = ()
    count, most = checked.count, chosen.max_findings
    if count > most:
        checked, notes = checked.first(most), (_too_many(count, most),)
    if project.baseline and project.baseline.may_know(checked.document.path):
        report = FileReport(checked.document.path, checked.document, checked.findings)
        checked = checked.with_findings(project.baseline.marked(report).findings)
    return checked, notes


class _Outdated(BaseException):
    """What is checked is no longer what is open."""


def path_of(uri: str) -> Path | None:
    """The file that a URI names, if it names one."""
    if not uri.lower().startswith("file:"):
        return None
    try:
        name = to_fs_path(uri)
        return Path(name) if name and "\0" not in name else None
    except ValueError:
        return None


def _format(snapshot: Snapshot, project: Project) -> Format | None:
    """The format that the file's name tells, or else the editor's language; None: not prose."""
    named = format_of(snapshot.path) if snapshot.path else None
    chosen = project.settings.format or named or format_named(snapshot.language)
    return chosen if chosen and _is_text(chosen) else None


def _is_text(format: Format) -> bool:
    """Whether an editor shows such files as text; stored ones only if it has a language for them."""
    return bool(format.languages) or not format.stored


def _trouble(text: str) -> types.Diagnostic:
    return convert.note(text, types.DiagnosticSeverity.Warning, code="not-checked")


def _too_large(size: int, most: int) -> types.Diagnostic:
    return _trouble(f"Not checked: larger than {most:,} bytes ({size:,}); raise `max-bytes`")


def _too_slow(chosen: Settings) -> types.Diagnostic:
    reason = too_slow(chosen.max_seconds)
    return _trouble(f"{reason[:1].upper()}{reason[1:]}")


def _too_many(count: int, most: int) -> types.Diagnostic:
    told = too_many(count, most)
    text = f"{told[:1].upper()}{told[1:]}"
    return convert.note(text, types.DiagnosticSeverity.Warning, code="not-told")
