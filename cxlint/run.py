"""Checking files: read, lint, and hand on what was found or why not, one report a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint import readers
from cxlint.document import Document, Genre
from cxlint.model import CxlintError, Finding, Severity
from cxlint.settings import Settings, UnknownNameError
from cxlint.time_limit import OutOfTime, limited

if TYPE_CHECKING:
    from cxlint.cache import Cache
    from cxlint.linter import Linter

# A worker takes as long to start as checking so many bytes in its place.
_WORTH_WORKERS = 6_000_000

UNUSED, NO_REASON = "comments/unused", "comments/no-reason"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: findings in order, or an error.

    The document is there wherever there are findings.
    """

    path: str
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    genre: Genre | None = None
    error: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def active(self) -> list[Finding]:
        """The findings that nobody has silenced."""
        return [one for one in self.findings if one.suppressed is None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is to be checked, and where its settings were said; can be sent to other processes."""

    settings: Settings
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)


def check_files(
    files: Iterable[tuple[Path, Plan]], *, workers: int = 1, cache: Cache | None = None
) -> Iterator[FileReport]:
    """One report a file, in the order of `files`; the same for any number of workers.

    0 workers are as many as help. Files whose rules cannot be used are told together, in the
    report of their first.
    """
    every = list(files)
    known = {
        i: found
        for i, (path, plan) in enumerate(every)
        if (found := _remembered(path, plan, cache))
    }
    refused = _refused([every[i] for i in range(len(every)) if i not in known], cache)
    left = [i for i, (_, plan) in enumerate(every) if i not in known and plan not in refused]
    checked = iter(_checked([every[i] for i in left], workers))
    for i, (path, plan) in enumerate(every):
        if i in known:
            yield known[i]
        elif plan not in refused:
            report, key = next(checked)
            if cache is not None and key is not None:
                _remember(report, key, cache)
            yield report
        elif refused[plan]:
            yield FileReport(path.as_posix(), error=refused[plan])
            refused[plan] = ""


def _checked(
    files: Sequence[tuple[Path, Plan]], workers: int
) -> Iterable[tuple[FileReport, bytes | None]]:
    count = min(workers or _helpful(files), len(files))
    if count > 1:
        from cxlint.workers import shared

        return shared(_keyed, files, count, _died, _patience)
    return map(_keyed, files)


def _helpful(files: Sequence[tuple[Path, Plan]]) -> int:
    """How many workers are worth their start."""
    return os.cpu_count() or 1 if sum(_size(path) for path, _ in files) > _WORTH_WORKERS else 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _patience(file: tuple[Path, Plan]) -> float:
    """When a worker that does not answer is ended: it should have told of its limit itself."""
    return file[1].settings.max_seconds * 1.2 + 10


def _died(file: tuple[Path, Plan], end: str) -> tuple[FileReport, None]:
    reason = f"not checked: the worker that held it was killed ({end}); check it alone, or with fewer --jobs"
    return FileReport(file[0].as_posix(), error=reason), None


def _keyed(file: tuple[Path, Plan]) -> tuple[FileReport, bytes | None]:
    """The report of a file, and the cache's key of what was read."""
    path, plan = file
    try:
        data = _read(path, plan)
    except CxlintError as error:
        return FileReport(path.as_posix(), error=str(error)), None
    report = check_file(path, plan, data)
    if report.error is not None:
        return report, None
    from cxlint.cache import key_of

    return report, key_of(data, path, plan.settings)


def _read(path: Path, plan: Plan) -> bytes:
    """The bytes of a file. Raises UnreadableFile."""
    limit = plan.settings.max_bytes
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= limit else b""
    except OSError as error:
        hint = {
            FileNotFoundError: (
                "a link to nothing" if path.is_symlink() else "it was there a moment ago"
            ),
            PermissionError: "let this user read it, or exclude it",
        }
        more = f" ({hint[type(error)]})" if type(error) in hint else ""
        raise readers.UnreadableFile(f"cannot be read: {error.strerror or error}{more}") from None
    if size > limit:
        raise readers.UnreadableFile(
            f"larger than {limit:,} bytes ({size:,}): not checked; raise `max-bytes`"
        )
    return data


def _refused(files: Sequence[tuple[Path, Plan]], cache: Cache | None) -> dict[Plan, str]:
    """The plans whose rules cannot be used, and why."""
    counts: dict[Plan, int] = {}
    for _, plan in files:
        counts[plan] = counts.get(plan, 0) + 1
    refused = {}
    for plan, count in counts.items():
        try:
            linter_for(plan, cache)
        except CxlintError as error:
            places = (
                plan.origins.get(error.field, ()) if isinstance(error, UnknownNameError) else ()
            )
            where = f"{places[-1]}: " if places else ""
            more = f"\n({count:,} files with these settings were not checked)" if count > 1 else ""
            refused[plan] = f"not checked: {where}{error}{more}"
    return refused


def check_file(path: Path, plan: Plan, data: bytes | None = None) -> FileReport:
    """Read (unless its bytes are given) and check one file; what is wrong with it is in its report."""
    limit = plan.settings.max_seconds
    try:
        with limited(limit):
            data = _read(path, plan) if data is None else data
            return check_document(document_of(path, data, plan.settings), plan)
    except OutOfTime:
        return FileReport(path.as_posix(), error=too_slow(limit))
    except CxlintError as error:
        return FileReport(path.as_posix(), error=str(error))
    except Exception as error:
        reason = f"not checked: cxlint failed on it ({type(error).__name__}: {error}); please report this"
        return FileReport(path.as_posix(), error=reason)


def too_slow(seconds: float) -> str:
    """What is said of a document that took too long."""
    return f"not checked: not done after {seconds:g} seconds; raise `max-seconds`"


def too_many(count: int, most: int) -> str:
    """What is said of a document in which more is found than is told."""
    return f"only the first {most:,} of {count:,} findings are told; raise `max-findings`"


def file_of(path: Path, data: bytes, settings: Settings) -> readers.File:
    """The file that `data` is. Raises UnreadableFile."""
    return readers.from_bytes(
        path, data, format=settings.format, genre=settings.genre, options=settings.options
    )


def document_of(path: Path, data: bytes, settings: Settings) -> Document:
    """The document that a file's bytes are. Raises UnreadableFile."""
    return file_of(path, data, settings).document


def check_document(document: Document, plan: Plan) -> FileReport:
    """Check one document as `plan` says."""
    linter = linter_for(plan)
    findings = linter.check(document)
    if plan.settings.report_unused or plan.settings.require_reasons:
        findings = sorted(
            [*findings, *comment_findings(document, findings, plan.settings)],
            key=lambda one: one.order,
        )
    # A stored format was read already; of a text that nobody had to parse there is no note.
    is_parsed = not document.verbatim or "content" in document.__dict__
    notes = document.content.notes if is_parsed else ()
    most = plan.settings.max_findings
    if len(findings) > most:
        findings, notes = findings[:most], (*notes, too_many(len(findings), most))
    return FileReport(
        Path(document.path).as_posix() if document.path != "<text>" else document.path,
        document,
        tuple(findings),
        linter.genre(document),
        notes=notes,
    )


def comment_findings(
    document: Document, findings: Sequence[Finding], settings: Settings
) -> Iterator[Finding]:
    """What is to be said about the comments that silence, where the settings ask for it."""
    from cxlint.suppress import misspelt, suppressions, unused

    silences = suppressions(document)
    if settings.report_unused:
        for one in unused(findings, silences):
            what = ", ".join(one.rules) or "any rule"
            words = one.comment.of(document.source)
            yield Finding(
                UNUSED,
                one.comment,
                Severity.WARNING,
                f"This comment silences nothing ({what}).",
                words,
            )
        for comment, meant in misspelt(document):
            message = f"This comment silences nothing: write cxlint-{meant}."
            words = comment.span.of(document.source)
            yield Finding(UNUSED, comment.span, Severity.WARNING, message, words)
    if settings.require_reasons:
        for one in silences:
            if not one.reason:
                message = "This comment gives no reason: add “-- why” at its end."
                yield Finding(
                    NO_REASON,
                    one.comment,
                    Severity.WARNING,
                    message,
                    one.comment.of(document.source),
                )


def _remembered(path: Path, plan: Plan, cache: Cache | None) -> FileReport | None:
    """The report of a file that was checked before, as it is now."""
    if cache is None:
        return None
    from cxlint.cache import key_of

    try:
        data = _read(path, plan)
        entry = cache.get(key_of(data, path, plan.settings))
        if entry is None:
            return None
        document = document_of(path, data, plan.settings) if entry.findings else None
    except (CxlintError, OSError):
        return None
    if document is not None and not all(one.fits(len(document.source)) for one in entry.findings):
        return None  # nothing that a check of this text has found
    return FileReport(path.as_posix(), document, entry.findings, entry.genre, notes=entry.notes)


def _remember(report: FileReport, key: bytes, cache: Cache) -> None:
    from cxlint.cache import Entry

    cache.put(key, Entry(report.findings, report.genre, report.notes))


_linters: dict[Plan, Linter] = {}


def linter_for(plan: Plan, cache: Cache | None = None) -> Linter:
    """The linter of a plan, made once a process. Raises CxlintError where its rules are wrong.

    Rules whose outline is cached were found right before, and are loaded when something is found.
    """
    if plan not in _linters:
        _linters[plan] = _made(plan, cache)
    return _linters[plan]


def _made(plan: Plan, cache: Cache | None) -> Linter:
    from cxlint.linter import Linter

    chosen = plan.settings
    outline = cache.outline(chosen) if cache is not None else None
    if outline is not None:
        return Linter(chosen.rules, outline=outline, allow=chosen.allow, model=chosen.model)
    rules = chosen.rules()
    outline = cache.outline_of(chosen, rules) if cache is not None else None
    return Linter(rules, outline=outline, allow=chosen.allow, model=chosen.model)
