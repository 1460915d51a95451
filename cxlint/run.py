"""Checking files: read, lint, and hand on what was found or why not, one report a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from cxlint import readers
from cxlint.document import Document, Genre
from cxlint.linter import Linter
from cxlint.model import CxlintError, Finding
from cxlint.settings import Settings
from cxlint.suppress import Suppression, suppressions, unused

# Below this many files a worker's start costs more than it saves.
_WORTH_WORKERS = 200


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: findings in order, or an error; never both missing."""

    path: str
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    genre: Genre | None = None
    error: str | None = None
    notes: tuple[str, ...] = ()
    unused: tuple[Suppression, ...] = ()

    @property
    def active(self) -> list[Finding]:
        """The findings that nobody has silenced."""
        return [one for one in self.findings if one.suppressed is None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How files are to be checked; can be sent to other processes."""

    settings: Settings
    folder: Path | None = None
    report_unused: bool = False


def check_files(paths: Iterable[Path], plan: Plan, *, jobs: int = 1) -> Iterator[FileReport]:
    """One report a file, in the order of `paths`, by `jobs` processes."""
    every = list(paths)
    if jobs > 1 and len(every) >= _WORTH_WORKERS:
        context = get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=context) as pool:
            yield from pool.map(partial(check_file, plan=plan), every, chunksize=16)
    else:
        for path in every:
            yield check_file(path, plan)


def check_file(path: Path, plan: Plan) -> FileReport:
    """Read and check one file; whatever is wrong with it is said in its report."""
    try:
        file = readers.read(path, genre=plan.settings.genre, options=plan.settings.options)
        return check_document(file.document, plan)
    except CxlintError as error:
        return FileReport(path.as_posix(), error=str(error))


def check_document(document: Document, plan: Plan) -> FileReport:
    """Check one document as `plan` says."""
    linter = linter_for(plan)
    findings = tuple(linter.check(document))
    left = unused(findings, suppressions(document)) if plan.report_unused else ()
    return FileReport(
        Path(document.path).as_posix() if document.path != "<text>" else document.path,
        document,
        findings,
        linter.genre(document),
        notes=document.content.notes if "content" in document.__dict__ else (),
        unused=tuple(left),
    )


def linter_for(plan: Plan) -> Linter:
    """The linter of a plan, made once a process."""
    return _linter(plan.settings.model_dump_json(), plan.folder)


@cache
def _linter(settings: str, folder: Path | None) -> Linter:
    chosen = Settings.model_validate_json(settings)
    return Linter(chosen.rules(folder), allow=chosen.allow, model=chosen.model)
