"""From the bytes of a chunk to its rows: CSV, JSON Lines, and Arrow for Parquet.

CSV is read as `readers.tables` reads it: a quote that is never closed is a character like any other.
A row that is none comes with the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cxlint.readers.tables import cell_pattern
from cxlint.scan.chunk import Chunk, Table
from cxlint.scan.row import Cell, Row

# Half a character, which JSON can spell, is none.
_HALF = re.compile("[\ud800-\udfff]")
# A row's number and its texts by column; or, where it is none, the reason and what stands there.
Values = tuple[int, Sequence[str] | None, str, str]


def rows(chunk: Chunk, table: Table) -> Iterator[Row | tuple[int, str, str]]:
    """The rows of a chunk; of one that is no document, its number, the reason, and its text."""
    for number, values, reason, text in READERS[table.kind](chunk.data, chunk.first, table):
        yield row_of(number, values, table) if values is not None else (number, reason, text)


def row_of(number: int, values: Sequence[str], table: Table) -> Row | tuple[int, str, str]:
    """A row of a table as what is checked; or its number, why it is no document, and its text."""
    cells = tuple(
        Cell(table.names[i], values[i], i in table.titles) for i in table.read if values[i].strip()
    )
    if not cells:
        wanted = ", ".join(table.names[i] for i in table.read)
        return number, f"no text in {wanted}", ""
    broken = next((cell.column for cell in cells if "\udc80" <= max(cell.text) <= "\udcff"), None)
    if broken is not None:
        return number, f"not {table.encoding} in {broken}", "".join(map(_visible, cells[0].text))
    name = values[table.identity].strip()[:200] if table.identity is not None else ""
    groups = {name: values[i].strip() or None for name, i in table.groups}
    return Row(number, name or f"{table.source}#{number}", cells, groups)


def _visible(char: str) -> str:
    return "\ufffd" if "\udc80" <= char <= "\udcff" else char


# --- CSV --------------------------------------------------------------------------------------


def csv_records(source: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV text, each with its cells."""
    find, position, end, row = cell_pattern(delimiter).match, 0, len(source), []
    while position < end and (match := find(source, position)):
        quoted, bare, stop = match.groups()
        row.append(bare if quoted is None else quoted.replace('""', '"'))
        position = match.end()
        if stop != delimiter:
            yield row
            row = []
    if row:
        yield [*row, ""]  # the text ended with a delimiter


def csv_values(data: bytes, first: int, table: Table) -> Iterator[Values]:
    """The rows of a CSV chunk, with a reason for each that has not the header's width."""
    source, width = data.decode(table.encoding, "surrogateescape"), len(table.names)
    for number, row in enumerate(csv_records(source, table.delimiter), first):
        if len(row) > width and not any(row[width:]):
            del row[width:]
        if len(row) == width:
            yield number, row, "", ""
        elif row != [""]:
            text = table.delimiter.join(row)
            yield (
                number,
                None,
                f"{len(row)} cells where the header has {width}",
                "".join(map(_visible, text)),
            )


# --- JSON Lines -------------------------------------------------------------------------------


def jsonl_values(data: bytes, first: int, table: Table) -> Iterator[Values]:
    """The records of some lines of JSON, with a reason for each line that holds none."""
    for number, line in enumerate(data.split(b"\n"), first):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode(table.encoding))
        except (ValueError, RecursionError) as error:
            yield number, None, f"no JSON: {error}", line.decode("utf-8", "replace")
            continue
        if isinstance(value, dict):
            texts = flat(value)
            yield number, [texts.get(name, "") for name in table.names], "", ""
        else:
            yield number, None, "JSON, but no object with names", line.decode("utf-8", "replace")


def flat(value: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """The texts of a JSON object by column: names on the way to a value, joined by dots."""
    texts: dict[str, str] = {}
    for name, one in value.items():
        column = f"{before}{name}"
        if isinstance(one, dict):
            texts |= flat(one, f"{column}.")
        else:
            texts[column] = as_text(one)
    return texts


def as_text(value: Any) -> str:
    """A value of a column as text; the entries of a list are paragraphs."""
    if isinstance(value, list):
        return "\n\n".join(as_text(one) for one in value if one is not None)
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return "\n\n".join(flat(value).values())
    return "" if value is None else str(value)


# --- Arrow ------------------------------------------------------------------------------------


def arrow_values(data: bytes, first: int, table: Table) -> Iterator[Values]:
    """The rows of a record batch that was sent as an Arrow stream."""
    import pyarrow as pa

    with pa.ipc.open_stream(data) as stream:
        for batch in stream:
            columns = [batch.column(name).to_pylist() for name in table.names]
            for row in zip(*columns, strict=True):
                yield first, [as_text(value) for value in row], "", ""
                first += 1


READERS = {"csv": csv_values, "jsonl": jsonl_values, "parquet": arrow_values}
