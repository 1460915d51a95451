"""What git says has changed: which files, and which lines of them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cxlint.document import Document
from cxlint.model import CxlintError, Finding
from cxlint.paths import absolute, repository
from cxlint.run import FileReport

# A hunk's header in a diff without context: where its lines stand in the new file.
_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.M)


class GitError(CxlintError):
    """Git could not say what has changed."""


@dataclass(frozen=True)
class Changes:
    """What differs from a commit: staged, not staged, and files that git does not know yet.

    `ref` is a commit, branch or tag; what counts is where the two histories part.
    """

    top: Path
    ref: str

    @classmethod
    def since(cls, ref: str, folder: Path) -> Changes:
        """The changes since a commit in the repository that holds `folder`. Raises GitError."""
        top = repository(folder)
        if top is None:
            raise GitError(f"{folder}: not in a git repository; --changed and --diff-only need one")
        if ref.startswith("-") or not _asked(
            top, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"
        ):
            if ref == "HEAD":  # no commit yet: everything is new
                return cls(top, _EMPTY_TREE)
            raise GitError(
                f"{top}: git knows no commit “{ref}”; fetch it, or name another (--changed=main); files go after --"
            )
        base = _asked(top, "merge-base", ref, "HEAD") or ref.encode()
        return cls(top, os.fsdecode(base).strip())

    @cached_property
    def files(self) -> frozenset[Path]:
        """The files that were added or changed and are there."""
        return frozenset(self._tracked) | self._new

    def touches(self, path: Path) -> bool:
        """Whether a file was added or changed."""
        return absolute(path).resolve() in self.files

    def narrowed(self, report: FileReport) -> FileReport:
        """The report with the findings on added or changed lines alone."""
        if not report.findings or report.document is None:
            return report
        document = report.document
        lines = self._lines(absolute(Path(report.path)).resolve(), document)
        if lines is None:
            return report
        kept = tuple(one for one in report.findings if _meets(one, document, lines))
        return replace(report, findings=kept)

    @cached_property
    def _tracked(self) -> Mapping[Path, None]:
        names = _needed(
            self.top,
            "diff",
            "--name-only",
            "-z",
            "--no-ext-diff",
            "--no-renames",
            "--diff-filter=d",
            self.ref,
            "--",
        )
        return dict.fromkeys(self._paths(names))

    @cached_property
    def _new(self) -> frozenset[Path]:
        return frozenset(
            self._paths(_needed(self.top, "ls-files", "--others", "--exclude-standard", "-z"))
        )

    @cached_property
    def _renamed(self) -> Mapping[Path, str]:
        """The files that had another name, with it."""
        said = _needed(
            self.top, "diff", "--name-status", "-z", "--no-ext-diff", "--find-renames", "--diff-filter=R", self.ref, "--",
        ).split(b"\0")  # fmt: skip
        return dict(
            zip(self._paths(b"\0".join(said[2::3])), map(os.fsdecode, said[1::3]), strict=False)
        )

    def _paths(self, names: bytes) -> list[Path]:
        top = self.top.resolve()
        return [top / os.fsdecode(name) for name in names.split(b"\0") if name]

    def _lines(self, path: Path, document: Document) -> list[range] | None:
        """The changed lines of a file, from 0; None where all count (new, or not made of lines)."""
        if path in self._new or not document.verbatim:
            return None
        if path not in self._tracked:
            return []
        names = [path.relative_to(self.top.resolve()).as_posix()]
        names += [self._renamed[path]] if path in self._renamed else []
        diff = _needed(
            self.top, "diff", "--unified=0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv",
            "--find-renames", "--ignore-submodules", self.ref, "--", *(f":(literal,top){name}" for name in names),
        )  # fmt: skip
        if b"\nBinary files " in diff:
            return None
        hunks = [(int(start), int(count or 1)) for start, count in _HUNK.findall(diff)]
        return [range(start - 1, start - 1 + count) for start, count in hunks if count]


_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def _meets(finding: Finding, document: Document, lines: list[range]) -> bool:
    first = _git_line(document, finding.span.start)
    last = _git_line(document, max(finding.span.end - 1, finding.span.start))
    return any(one.start <= last and first < one.stop for one in lines)


def _git_line(document: Document, offset: int) -> int:
    """The line of an offset as git counts: LF alone ends one."""
    return document.source.count("\n", 0, offset)


def _asked(top: Path, *words: str) -> bytes:
    """What git answers; nothing where it fails."""
    done = _git(top, words)
    return b"" if done.returncode else done.stdout


def _needed(top: Path, *words: str) -> bytes:
    """What git answers. Raises GitError where it fails."""
    done = _git(top, words)
    if done.returncode:
        raise GitError(f"{top}: git {words[0]} failed: {os.fsdecode(done.stderr).strip()}")
    return done.stdout


def _git(top: Path, words: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    # Nothing that the repository configures may run: no file system monitor.
    command = [
        "git",
        "-C",
        str(top),
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.quotePath=false",
        *words,
    ]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603
    except OSError as error:
        reason = error.strerror or error
        raise GitError(
            f"git could not be started ({reason}); --changed and --diff-only need it"
        ) from None
