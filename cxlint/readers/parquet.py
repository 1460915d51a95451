"""Parquet files, read only: the columns of texts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pyarrow as arrow
import pyarrow.parquet as store

from cxlint.document import Document
from cxlint.readers import Options, UnreadableFile
from cxlint.readers.cell_transcript import CellTranscript
from cxlint.readers.container import looks_like

_BATCH = 1000


def read(data: bytes, options: Options) -> Document:
    """The document that a Parquet file is. Raises UnreadableFile."""
    if not data.startswith(b"PAR1"):
        seen = looks_like(data)
        hint = f"it begins like {seen}; rename it" if seen else "damaged, or another kind of file"
        raise UnreadableFile(f"not a Parquet file: {hint}")
    transcript = CellTranscript(options)
    try:
        file = store.ParquetFile(io.BytesIO(data))
        schema = file.schema_arrow
        names = [field.name for field in schema if _is_read(field.type)]
        transcript.add(names, _rows(file, names))
    except (arrow.ArrowException, OSError, MemoryError, ValueError, OverflowError) as error:
        reason = str(error).strip().split("\n")[0]
        raise UnreadableFile(
            f"a damaged Parquet file, or one that was cut off ({reason})"
        ) from None
    return transcript.document()


def _is_read(kind: Any) -> bool:
    types = arrow.types
    if types.is_list(kind) or types.is_large_list(kind):
        kind = kind.value_type
    if types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_integer(kind))


def _rows(file: Any, names: list[str]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=names):
        for row in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
            number += 1
            yield number, [_text(value) for value in row]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n\n".join(str(one) for one in value if one is not None)
    return "" if value is None else str(value)
