"""One worker's part: a chunk checked row by row, and its records written."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cxlint.scan.chunk import Chunk, Table
from cxlint.scan.records import Records
from cxlint.scan.row import Row
from cxlint.scan.rows import rows
from cxlint.scan.store import Counts, Store
from cxlint.scan.tables import FOLDER

KILLED = "not checked: the worker that held it was killed (out of memory?)"


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with each chunk; `deadly` rows, which killed a worker before, are left out."""

    folder: Path

    def __call__(self, chunk: Chunk, deadly: frozenset[int] = frozenset()) -> Counts:
        """Check a chunk and write its records."""
        store = Store(self.folder)
        with store.recorder(chunk.number) as recorder:
            records = records_of(chunk, deadly, lambda row: recorder.write(struct.pack("q", row)))
        return store.write_chunk(chunk.number, records, chunk.size)


def records_of(
    chunk: Chunk,
    deadly: frozenset[int] = frozenset(),
    note: Callable[[int], object] = lambda _: None,
) -> Records:
    """The records of a chunk; `note` is told each row before it is checked."""
    records = Records()
    if chunk.table is None:
        _check_files(chunk, records, deadly, note)
    else:
        _check_rows(chunk, chunk.table, records, deadly, note)
    records.keep_samples()
    return records


def _check_rows(
    chunk: Chunk,
    table: Table,
    records: Records,
    deadly: frozenset[int],
    note: Callable[[int], object],
) -> None:
    for row in rows(chunk, table):
        if not isinstance(row, Row):
            records.reject(table.source, *row)
        elif row.number in deadly:
            records.reject(table.source, row.number, KILLED, row.text)
        else:
            note(row.number)
            records.add_row(row, table.source, table.plan)


def _check_files(
    chunk: Chunk, records: Records, deadly: frozenset[int], note: Callable[[int], object]
) -> None:
    for index, (path, plan) in enumerate(chunk.files):
        if index in deadly:
            records.reject(path, None, KILLED)
            continue
        note(index)
        groups = {FOLDER: str(PurePosixPath(path).parent)} if chunk.groups else {}
        records.add_file(Path(path), plan, groups)
