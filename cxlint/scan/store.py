"""The folder that a scan writes: chunks while it runs, then the whole, and a manifest of both.

Every file is written beside its place and moved there, so that it is whole or not there. A chunk
is done when its `.json` is there, which is written last; a chunk that is checked twice is written
twice, the same.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from cxlint.model import CxlintError
from cxlint.scan.records import Records, as_table, schemas
from cxlint.storing import held

LOCK = ".scanning"
TABLES = ("documents", "findings", "rejected", "samples")


class StoreError(CxlintError):
    """A folder that cannot be written, or that holds something else."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of a chunk, or of several."""

    documents: int = 0
    findings: int = 0
    rejected: int = 0
    size: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.documents + other.documents, self.findings + other.findings,
            self.rejected + other.rejected, self.size + other.size,
        )  # fmt: skip


class Store:
    """One scan's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._chunks = folder / "chunks"

    def path(self, name: str) -> Path:
        """Where a file of the scan lies."""
        return self.folder / name

    @property
    def manifest(self) -> dict[str, Any] | None:
        """What is written about the scan, or None where there is none."""
        try:
            found: dict[str, Any] = json.loads(self.path("manifest.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise StoreError(
                f"{self.path('manifest.json')}: cannot be read ({error}); use another folder, or --fresh"
            ) from None
        return found

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other scans away from the folder. Raises StoreError where one is at work there."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with held(self.path(LOCK)) as is_ours:
                if not is_ours:
                    raise StoreError(
                        f"{self.folder}: another scan is writing there; wait for it, or name another folder"
                    )
                yield
        except OSError as error:
            raise StoreError(
                f"{self.folder}: cannot be written: {error.strerror or error}"
            ) from None

    def begin(self, manifest: Mapping[str, Any], *, fresh: bool) -> None:
        """Make the folder ready; what an earlier scan left is removed if `fresh`."""
        if fresh:
            self.clear()
        self._chunks.mkdir(parents=True, exist_ok=True)
        self.note(manifest)

    @property
    def is_used(self) -> bool:
        """Whether anything lies in the folder, besides what keeps other scans away."""
        return any(path.name != LOCK for path in self.folder.iterdir())

    def clear(self) -> None:
        """Remove the files of an earlier scan, and nothing else."""
        self.path("manifest.json").unlink(missing_ok=True)
        shutil.rmtree(self._chunks, ignore_errors=True)
        for name in TABLES:
            for suffix in ("parquet", "jsonl", "csv"):
                self.path(f"{name}.{suffix}").unlink(missing_ok=True)
        for name in ("summary.json", "report.html"):
            self.path(name).unlink(missing_ok=True)

    def note(self, manifest: Mapping[str, Any]) -> None:
        """Write the manifest."""
        self.write_text("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")

    def write_text(self, name: str, text: str) -> None:
        """Write a file of text, whole or not at all."""
        _place(self.path(name), lambda file: file.write(text.encode("utf-8", "replace")))

    # --- chunks -----------------------------------------------------------------------------------

    def done(self) -> dict[int, Counts]:
        """The chunks that are done, with their counts."""
        found = {}
        for path in self._chunks.glob("*.json"):
            with suppress(ValueError, TypeError):
                found[int(path.stem)] = Counts(**json.loads(path.read_text("utf-8")))
        return found

    def write_chunk(self, number: int, records: Records, size: int) -> Counts:
        """Write the records of a chunk; it is done when this returns."""
        import pyarrow.parquet as store

        for name in TABLES:
            rows = getattr(records, name)
            if rows or name == "documents":
                table = as_table(name, rows)
                write = partial(store.write_table, table, compression="zstd", compression_level=1)
                _place(self._chunk(number, f"{name}.parquet"), write)
        counts = Counts(len(records.documents), len(records.findings), len(records.rejected), size)
        _place(
            self._chunk(number, "json"),
            lambda file: file.write(json.dumps(asdict(counts)).encode()),
        )
        with suppress(OSError):
            self._chunk(number, "at").unlink()
        return counts

    def _chunk(self, number: int, what: str) -> Path:
        return self._chunks / f"{number:08d}.{what}"

    def recorder(self, number: int) -> BinaryIO:
        """Where a worker notes the row that it checks, so that it is known if the row kills it."""
        return self._chunk(number, "at").open("wb", buffering=0)

    def held_row(self, number: int) -> int | None:
        """The row that a worker held when it died."""
        try:
            data = self._chunk(number, "at").read_bytes()
        except OSError:
            return None
        return struct.unpack("q", data[-8:])[0] if len(data) >= 8 else None

    # --- the whole --------------------------------------------------------------------------------

    def merge(self, chunks: int, extra: Records, lines: str | None) -> None:
        """Put all chunks together, in their order, then forget them."""
        import pyarrow.parquet as store

        for name in TABLES:
            with _Writer(
                self,
                name,
                lines
                if name in ("documents", "findings")
                else "jsonl"
                if name == "rejected"
                else None,
            ) as writer:
                for number in range(chunks):
                    path = self._chunk(number, f"{name}.parquet")
                    if path.exists():
                        writer.write(store.read_table(path, schema=schemas()[name]))
                rest = getattr(extra, name)
                if rest:
                    writer.write(as_table(name, rest))

    def forget_chunks(self) -> None:
        """Remove the chunks of a scan that is complete."""
        shutil.rmtree(self._chunks, ignore_errors=True)


class _Writer:
    """A table written batch by batch, as Parquet and as lines, moved into place at the end."""

    def __init__(self, folder: Store, name: str, lines: str | None) -> None:
        import pyarrow.parquet as store

        self._targets = [
            folder.path(f"{name}.parquet"),
            *([folder.path(f"{name}.{lines}")] if lines else []),
        ]
        self._beside = [_beside(path) for path in self._targets]
        self._parquet = store.ParquetWriter(self._beside[0], schemas()[name], compression="zstd")
        self._lines, self._file = lines, self._beside[1].open("wb") if lines else None
        self._is_first = True

    def __enter__(self) -> _Writer:
        return self

    def write(self, table: Any) -> None:
        self._parquet.write_table(table)
        if self._file is not None:
            text = (
                _json_lines(table) if self._lines == "jsonl" else _csv_lines(table, self._is_first)
            )
            self._file.write(text.encode("utf-8", "replace"))
        self._is_first = False

    def __exit__(self, kind: object, *_: object) -> None:
        self._parquet.close()
        if self._file is not None:
            self._file.close()
        for beside, target in zip(self._beside, self._targets, strict=True):
            if kind is None:
                beside.replace(target)
            else:
                beside.unlink(missing_ok=True)


def _json_lines(table: Any) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table.to_pylist())


def _csv_lines(table: Any, with_header: bool) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if with_header:
        writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow(_csv_cell(value) for value in row.values())
    return text.getvalue()


def _csv_cell(value: Any) -> Any:
    """A value as a cell that a spreadsheet shows as text: lists and maps as JSON, no formulas."""
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}")


def _place(path: Path, write: Callable[[BinaryIO], Any]) -> None:
    beside = _beside(path)
    with beside.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def leftovers(folder: Path) -> Iterator[Path]:
    """What a process that was killed left beside the places of its files."""
    for path in (*folder.glob(".*.*"), *folder.glob("chunks/.*.*")):
        if path.suffix[1:].isdigit():
            yield path
