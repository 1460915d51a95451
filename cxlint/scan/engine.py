"""A scan from beginning to end: what is left to do, doing it, and putting it together.

The only place that knows the order of the steps; progress is told to whoever listens.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from cxlint.report import installed_version
from cxlint.run import Plan
from cxlint.scan.chunk import Chunk, Table
from cxlint.scan.inputs import Inputs, all_chunks
from cxlint.scan.pool import checked
from cxlint.scan.records import Records, joined
from cxlint.scan.store import Counts, Store, StoreError, leftovers
from cxlint.scan.worker import Task

VERSION = 1
_ROWS_EACH = 2000
_SAME = {
    "version": "another version of this folder's layout",
    "program": "another version of cxlint",
    "rules": "other rules or settings",
    "inputs": "other inputs, or they have changed",
    "columns": "other columns",
    "groups": "other groups",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scan is: counts so far (those of an earlier run included), and of how many bytes."""

    counts: Counts
    size: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What is to be scanned, where the results go, and by how many workers.

    `groups` are columns (or "folder") to compare by; `lines` is the second format beside Parquet.
    """

    inputs: Inputs
    output: Path
    workers: int = 1
    groups: tuple[str, ...] = ()
    lines: str | None = "jsonl"
    fresh: bool = False

    def run(self, tell: Callable[[Progress], object] = lambda _: None) -> dict[str, Any]:
        """Scan what is not yet scanned, and return the manifest. Raises CxlintError."""
        store = Store(self.output)
        with store.alone():
            manifest = self._manifest(store)
            return manifest if _is_complete(manifest) else self._scanned(store, manifest, tell)

    def _scanned(
        self, store: Store, manifest: dict[str, Any], tell: Callable[[Progress], object]
    ) -> dict[str, Any]:
        begun, extra, done = time.monotonic(), Records(), store.done()
        total = sum(done.values(), Counts())
        tell(Progress(total, self.inputs.size))
        numbers = _Numbers()
        wanted = self._left(done, extra, numbers)
        for counts in checked(wanted, Task(self.output), self.workers):
            total += counts
            tell(Progress(total, self.inputs.size))
        manifest["seconds"] = round(time.monotonic() - begun, 1)
        return self._completed(store, manifest, total, numbers.count, extra=extra)

    def run_elsewhere(self, records_of: Callable[[Table], Iterator[Records]]) -> dict[str, Any]:
        """The same where something else checks the rows and hands them back in order."""
        store = Store(self.output)
        with store.alone():
            manifest = self._manifest(store)
            if _is_complete(manifest):
                return manifest
            begun, total, number = time.monotonic(), Counts(), 0
            rows = chain.from_iterable(map(records_of, self.inputs.tables))
            while batch := list(islice(rows, _ROWS_EACH)):
                total += store.write_chunk(number, joined(batch), 0)
                number += 1
            manifest["seconds"] = round(time.monotonic() - begun, 1)
            return self._completed(store, manifest, total, number)

    def _completed(
        self,
        store: Store,
        manifest: dict[str, Any],
        total: Counts,
        chunks: int,
        *,
        extra: Records | None = None,
    ) -> dict[str, Any]:
        """Put the chunks together and note that the scan is complete."""
        extra = extra or Records()
        store.merge(chunks, extra, self.lines)
        total += Counts(rejected=len(extra.rejected))
        manifest |= {
            "state": "complete",
            "counts": asdict(total),
            "problems": [*self.inputs.problems, *(one["reason"] for one in extra.rejected)],
        }
        store.note(manifest)
        store.forget_chunks()
        return manifest

    def _left(self, done: dict[int, Counts], extra: Records, numbers: _Numbers) -> Iterator[Chunk]:
        for one in all_chunks(self.inputs, self.inputs.bytes_each, self.groups):
            if isinstance(one, str):
                extra.reject(one.partition(":")[0], None, one)
            else:
                numbers.count = one.number + 1
                if one.number not in done:
                    yield one

    def _manifest(self, store: Store) -> dict[str, Any]:
        """The manifest of an earlier run that this one goes on with, or a new one."""
        wanted = self._identity()
        found = None if self.fresh else store.manifest
        if found is not None:
            differs = [reason for name, reason in _SAME.items() if found.get(name) != wanted[name]]
            if differs:
                raise StoreError(
                    f"{self.output} holds another scan ({'; '.join(differs)}); name another folder, or say --fresh to do it anew"
                )
            if _is_complete(found):
                return found
            for path in leftovers(self.output):
                path.unlink(missing_ok=True)
            return found
        if not self.fresh and store.is_used:
            raise StoreError(f"{self.output} is not empty and holds no scan; name another folder")
        manifest = wanted | {
            "state": "scanning",
            "started": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        store.begin(manifest, fresh=self.fresh)
        return manifest

    def _identity(self) -> dict[str, Any]:
        plans = {one.plan for one in self.inputs.tables} | {plan for _, plan in self.inputs.files}
        return {
            "version": VERSION,
            "program": installed_version(),
            "rules": _digest(plans),
            "inputs": [list(one) for one in self.inputs.state],
            "columns": [
                {"source": one.source, "read": [one.names[i] for i in one.read],
                 "id": None if one.identity is None else one.names[one.identity]}
                for one in self.inputs.tables
            ],
            "groups": list(self.groups),
        }  # fmt: skip


def _is_complete(manifest: dict[str, Any]) -> bool:
    return manifest.get("state") == "complete"


class _Numbers:
    """How many chunks there are, known once all have been seen."""

    count = 0


def _digest(plans: Iterable[Plan]) -> str:
    """What decides the findings: settings and rules, by content."""
    texts = []
    for plan in plans:
        rules = plan.settings.rules()
        texts.append(plan.settings.key + "".join(rule.model_dump_json() for rule in rules))
    return hashlib.sha256("".join(sorted(texts)).encode("utf-8", "replace")).hexdigest()
