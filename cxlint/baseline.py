"""The baseline: findings that a team knows of and has not mended yet.

Known is a finding by its file, rule and sentence, so that lines may move and the sentence's spaces
and capitals may change; of several alike, as many are known as were counted. The sentences
themselves are not stored, only digests of them and the matched words.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from cxlint.document import Block, Document
from cxlint.model import CxlintError, Finding, Stretches
from cxlint.paths import shown
from cxlint.run import FileReport

DEFAULT_NAME = ".cxlint-baseline.json"
KNOWN = "known to the baseline"
_VERSION = 1
_REMEDY = "make it with `cxlint baseline create --force`"

# A file (relative to the baseline's folder), a rule, a digest of the sentence.
Key = tuple[str, str, str]


class BaselineError(CxlintError):
    """A baseline that cannot be used."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of each kind are known, and the words of each, for people to read."""

    file: Path
    counts: Mapping[Key, int]
    words: Mapping[Key, str]

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """The baseline that a file holds. Raises BaselineError."""
        try:
            data = json.loads(file.read_text("utf-8"))
            if data["version"] != _VERSION:
                raise BaselineError(
                    f"{shown(file)}: of version {data['version']}, this cxlint reads {_VERSION}; {_REMEDY}"
                )
            rows = [_row(path, row) for path, listed in data["files"].items() for row in listed]
            counts = {key: count for key, count, _ in rows}
            words = {key: text for key, _, text in rows}
        except FileNotFoundError:
            raise BaselineError(
                f"{shown(file)}: no such baseline; make it with `cxlint baseline create`"
            ) from None
        except OSError as error:
            raise BaselineError(
                f"{shown(file)}: cannot be read: {error.strerror or error}"
            ) from None
        except json.JSONDecodeError as error:
            raise BaselineError(
                f"{shown(file)}:{error.lineno}: not valid JSON: {error.msg}; {_REMEDY}"
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise BaselineError(f"{shown(file)}:1: not a baseline of cxlint; {_REMEDY}") from None
        return cls(file, counts, words)

    @classmethod
    def of(cls, file: Path, reports: Iterable[FileReport]) -> Baseline:
        """The baseline that knows every finding of some reports."""
        counts: Counter[Key] = Counter()
        words: dict[Key, str] = {}
        for report in reports:
            for key, finding in _keyed(report, file.parent):
                if finding.suppressed is None or finding.suppressed == KNOWN:
                    counts[key] += 1
                    words.setdefault(key, finding.matched)
        return cls(file, dict(counts), words)

    def may_know(self, path: str) -> bool:
        """Whether any finding of a file is known."""
        name = _relative(path, self.file.parent)
        return any(key[0] == name for key in self.counts)

    def marked(self, report: FileReport) -> FileReport:
        """The report with what is known marked as suppressed."""
        if not report.findings:
            return report
        left = Counter(self.counts)
        marked = []
        for key, finding in _keyed(report, self.file.parent):
            is_known = finding.suppressed is None and left[key] > 0
            left[key] -= is_known
            marked.append(replace(finding, suppressed=KNOWN) if is_known else finding)
        return replace(report, findings=tuple(marked))

    def pruned(self, reports: Iterable[FileReport]) -> Baseline:
        """The baseline without what is no longer found; nothing is added.

        Files that were not checked stay as they are, unless they are gone.
        """
        seen = list(reports)
        now = Baseline.of(self.file, seen).counts
        checked = {_relative(report.path, self.file.parent) for report in seen}
        counts = {}
        for key, count in self.counts.items():
            if key[0] in checked:
                count = min(count, now.get(key, 0))
            elif not (self.file.parent / key[0]).exists():
                count = 0
            if count:
                counts[key] = count
        return Baseline(self.file, counts, self.words)

    def as_text(self) -> str:
        """The baseline as its file holds it: sorted, so that it merges well."""
        files: dict[str, list[dict[str, Any]]] = {}
        for key in sorted(self.counts):
            path, rule, sentence = key
            row = {
                "rule": rule,
                "words": self.words[key],
                "sentence": sentence,
                "count": self.counts[key],
            }
            files.setdefault(path, []).append(row)
        return (
            json.dumps({"version": _VERSION, "files": files}, ensure_ascii=False, indent=1) + "\n"
        )

    @property
    def total(self) -> int:
        """The number of findings that are known."""
        return sum(self.counts.values())


def _row(path: str, said: Mapping[str, Any]) -> tuple[Key, int, str]:
    """One row of a baseline's file. Raises ValueError and the like where it is none."""
    count, texts = said["count"], (path, said["rule"], said["sentence"], said["words"])
    if type(count) is not int or count < 1 or not all(isinstance(one, str) for one in texts):
        raise ValueError("no row of a baseline")
    for one in texts:
        one.encode("utf-8")
    return texts[:3], count, texts[3]


def _keyed(report: FileReport, folder: Path) -> list[tuple[Key, Finding]]:
    if report.document is None:
        return []
    path = _relative(report.path, folder)
    digests = _sentences(report.document, report.findings)
    return [
        ((path, one.rule, digest), one)
        for one, digest in zip(report.findings, digests, strict=True)
    ]


def _relative(path: str, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _sentences(document: Document, findings: Sequence[Finding]) -> list[str]:
    """The digest of the sentence of each finding."""
    blocks = document.blocks_over(Stretches(one.span for one in findings))
    return [_digest(_sentence(blocks, one)) for one in findings]


def _digest(text: str) -> str:
    plain = " ".join(text.casefold().split())
    return sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]


def _sentence(blocks: Iterable[Block], finding: Finding) -> str:
    """The sentence that holds a finding; outside all prose, the words themselves."""
    from cxlint.sentence import sentences

    for block in blocks:
        if not block.span.overlaps(finding.span):
            continue
        for sentence in sentences(block.text):
            if block.prose.source_span(sentence).overlaps(finding.span):
                return sentence.of(block.text)
    return finding.matched
