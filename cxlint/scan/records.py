"""What a scan writes down: one record a finding, one a document, one a row that was no document.

The columns of these tables, their types, and how they follow from a checked document.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cxlint.document import Document, Genre
from cxlint.model import CxlintError, Finding
from cxlint.posting import Posting, analyse
from cxlint.readers import UnreadableFile
from cxlint.run import FileReport, Plan, check_document, check_file
from cxlint.scan.row import Row, document_of
from cxlint.score import Score, score

# Of a chunk, so many of the lowest and of the highest documents keep their text for the page.
WORST, BEST = 100, 20
_SAMPLE_LENGTH = 20_000

Record = dict[str, Any]


@dataclass(slots=True)
class Records:
    """The records of some documents, in their order."""

    documents: list[Record] = field(default_factory=list)
    findings: list[Record] = field(default_factory=list)
    rejected: list[Record] = field(default_factory=list)
    samples: list[Record] = field(default_factory=list)

    def reject(self, source: str, row: int | None, reason: str, text: str = "") -> None:
        """Write aside what could not be checked, and why."""
        self.rejected.append(
            {"source": source, "row": row, "reason": reason, "text": text[:_SAMPLE_LENGTH]}
        )

    def add_row(self, row: Row, source: str, plan: Plan) -> None:
        """Check a row of a table, and record it."""
        try:
            document = document_of(row, plan.settings)
            report = check_document(document, plan)
        except UnreadableFile as error:
            self.reject(source, row.number, str(error), row.text)
        except CxlintError:
            raise  # rules and settings are no row's fault
        except Exception as error:
            reason = f"not checked: cxlint failed on it ({type(error).__name__}: {error}); please report this"
            self.reject(source, row.number, reason, row.text)
        else:
            self._add(document, report, source, row)

    def add_file(self, path: Any, plan: Plan, groups: Mapping[str, str | None]) -> None:
        """Check a file, and record it."""
        report = check_file(path, plan)
        if report.error is not None or report.document is None:
            self.reject(report.path, None, report.error or "no document")
        else:
            self._add(report.document, report, report.path, Row(0, report.path, (), groups))

    def _add(self, document: Document, report: FileReport, source: str, row: Row) -> None:
        scored = score(report.findings, document)
        place: Record = {"document": row.name, "source": source, "row": row.number or None}
        posting = analyse(document) if report.genre is Genre.POSTING else None
        self.documents.append(place | _document(document, report, scored, posting, row))
        self.findings += (place | _finding(one, row) for one in report.findings)
        self.samples.append(
            {**place, "score": scored.value, "document_object": document, "cells": row}
        )

    def keep_samples(self) -> None:
        """Let go of the text of all documents but those that a page may show."""
        kept = extremes([one["score"] for one in self.samples])
        self.samples = [_sample(self.samples[i]) for i in kept]


def extremes(scores: Sequence[int]) -> list[int]:
    """Which documents may be among the lowest and highest of a scan, if these are some of them."""
    lowest = sorted(range(len(scores)), key=lambda i: (scores[i], i))[:WORST]
    highest = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:BEST]
    return sorted({*lowest, *highest})


def joined(parts: Sequence[Records]) -> Records:
    """The records of several, one after another."""
    made = Records()
    for part in parts:
        made.documents += part.documents
        made.findings += part.findings
        made.rejected += part.rejected
        made.samples += part.samples
    made.samples = [made.samples[i] for i in extremes([one["score"] for one in made.samples])]
    return made


def _document(
    document: Document, report: FileReport, scored: Score, posting: Posting | None, row: Row
) -> Record:
    counted = report.active
    severities = Counter(str(one.severity) for one in counted)
    packs = Counter(one.rule.partition("/")[0] for one in counted)
    function = posting.function if posting else None
    return {
        "score": scored.value,
        "band": str(scored.band),
        "score_version": scored.version,
        "costs": [
            {"rule": one.rule, "findings": one.findings, "points": one.points}
            for one in scored.costs
        ],
        "characters": len(document.source),
        "findings": len(counted),
        "errors": severities["error"],
        "warnings": severities["warning"],
        "infos": severities["info"],
        "silenced": len(report.findings) - len(counted),
        "packs": [{"pack": name, "findings": count} for name, count in sorted(packs.items())],
        "genre": str(report.genre) if report.genre else None,
        "title": " ".join(posting.title.text.split())[:200] if posting else None,
        "function": function.id if function else None,
        "facing": str(posting.facing) if posting else None,
        "serves_customer": posting.names_customer if posting else None,
        "groups": [{"name": name, "value": value} for name, value in row.groups.items()],
    }


def _finding(finding: Finding, row: Row) -> Record:
    column, span = row.place(finding) if row.cells else (None, finding.span)
    texts = [one.text for one in finding.suggestions]
    return {
        "column": column,
        "start": span.start,
        "end": span.end,
        "rule": finding.rule,
        "pack": finding.rule.partition("/")[0],
        "severity": str(finding.severity),
        "matched": finding.matched,
        "message": finding.message,
        "suggestion": texts[0] if texts else None,
        "suggestions": texts,
        "suppressed": finding.suppressed,
    }


def _sample(kept: Record) -> Record:
    """The words of a document as they read: offsets are those of its cells."""
    document, row = kept.pop("document_object"), kept.pop("cells")
    text = _shown(document.source) if document.format == "html" else document.source
    parts: list[Record] = []
    for cell in row.cells:
        start = row.start_of(cell)
        parts.append({"column": cell.column, "text": text[start : start + len(cell.text)]})
    parts = parts or [{"column": None, "text": text}]
    kept["length"] = len(text)
    kept["parts"] = [{**one, "text": one["text"][:_SAMPLE_LENGTH]} for one in parts]
    return kept


_TAG = re.compile(r"<!--.*?-->|</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>", re.S)
_ENTITY = re.compile(r"&(?:#\d{1,5}|#[xX][\da-fA-F]{1,4}|[a-zA-Z]{2,8});")
_INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "u", "font", "small", "code"})


def _shown(source: str) -> str:
    """HTML as its words read, at the same length."""
    return _ENTITY.sub(
        lambda found: html.unescape(found.group()).strip()[:1].ljust(len(found.group())),
        _TAG.sub(
            lambda found: ("" if found.group(1) in _INLINE else "\n").ljust(len(found.group())),
            source,
        ),
    )


@cache
def schemas() -> Mapping[str, Any]:
    """The Arrow schema of each table of a scan, by its name."""
    import pyarrow as pa

    whole, text = pa.int32(), pa.string()
    place = [("document", text), ("source", text), ("row", pa.int64())]
    costs = pa.list_(pa.struct([("rule", text), ("findings", whole), ("points", pa.float32())]))
    packs = pa.list_(pa.struct([("pack", text), ("findings", whole)]))
    groups = pa.list_(pa.struct([("name", text), ("value", text)]))
    parts = pa.list_(pa.struct([("column", text), ("text", text)]))
    return {
        "documents": pa.schema([
            *place, ("score", whole), ("band", text), ("score_version", whole), ("costs", costs),
            ("characters", pa.int64()), ("findings", whole), ("errors", whole), ("warnings", whole),
            ("infos", whole), ("silenced", whole), ("packs", packs), ("genre", text),
            ("title", text), ("function", text), ("facing", text), ("serves_customer", pa.bool_()),
            ("groups", groups),
        ]),
        "findings": pa.schema([
            *place, ("column", text), ("start", pa.int64()), ("end", pa.int64()), ("rule", text),
            ("pack", text), ("severity", text), ("matched", text), ("message", text),
            ("suggestion", text), ("suggestions", pa.list_(text)), ("suppressed", text),
        ]),
        "rejected": pa.schema([("source", text), ("row", pa.int64()), ("reason", text), ("text", text)]),
        "samples": pa.schema([*place, ("score", whole), ("length", pa.int64()), ("parts", parts)]),
    }  # fmt: skip


def as_table(name: str, records: Iterable[Record]) -> Any:
    """Records as an Arrow table; half surrogate pairs, which Arrow refuses, become question marks."""
    import pyarrow as pa

    rows = list(records)
    try:
        return pa.Table.from_pylist(rows, schema=schemas()[name])
    except UnicodeEncodeError:
        return pa.Table.from_pylist([encodable(row) for row in rows], schema=schemas()[name])


def encodable(value: Any) -> Any:
    """The same without half surrogate pairs, which no encoding has."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: encodable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(encodable(one) for one in value)
    return value
