"""JSON files: a list of records, an object that holds one, or one record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from cxlint.document import Content, Document
from cxlint.model import Edit, Span
from cxlint.readers import Options, UnreadableFile, records
from cxlint.readers.tables import decoded


def read(data: bytes, options: Options) -> Document:
    """The document that a JSON file is. Raises UnreadableFile."""
    return Document(decoded(data, "JSON")[0], parse=partial(parse, options=options))


def parse(source: str, options: Options) -> Content:
    """Blocks of the strings that are prose."""
    try:
        value = json.loads(source)
    except RecursionError:
        raise UnreadableFile("nested too deep: not checked") from None
    except ValueError as error:
        raise UnreadableFile(f"not JSON ({error}); for a record a line, name it .jsonl") from None
    found: dict[int, list[records.Text]] = {}
    for number, text in records.strings(source, Span(0, len(source)), _rows_under(value)):
        found.setdefault(number, []).append(text)
    return records.content_of(source, list(found.items()), options)


def write(data: bytes, document: Document, edits: Iterable[Edit]) -> bytes:
    """The file with `edits` made."""
    return records.write(data, document, edits)


def _rows_under(value: Any) -> tuple[str, ...] | None:
    """The names on the way to the list whose elements are the records, or None."""
    if isinstance(value, list):
        return ()
    if isinstance(value, dict):
        return next(((key,) for key, one in value.items() if _is_records(one)), None)
    return None


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)
