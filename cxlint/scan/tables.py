"""Tables cut into chunks with bounded memory: between rows, never inside a quoted cell.

The main process only finds where rows end; reading them is the workers' part.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import IO, Any

from cxlint.readers import UnreadableFile, cells
from cxlint.readers.encoding import UndecodableText, decode
from cxlint.readers.tables import blanks_after, delimiter_of
from cxlint.run import Plan
from cxlint.scan.chunk import Chunk, Table
from cxlint.scan.rows import as_text, csv_records, flat, jsonl_values

KINDS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
# The group that files have without any column.
FOLDER = "folder"
_HEAD = 1 << 20
# A quote that opens a longer cell than this is taken for a character.
_LONGEST_ROW = 1 << 26


def opened(location: str) -> IO[bytes]:
    """A file to read from, of this machine or of wherever fsspec reaches. Raises UnreadableFile."""
    try:
        if "://" not in location:
            return open(location, "rb")  # noqa: PTH123 -- the caller closes it
        return _addressed(location)
    except (OSError, ImportError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFile(f"cannot be read: {reason}") from None


def _addressed(location: str) -> IO[bytes]:
    try:
        import fsspec
    except ModuleNotFoundError:
        raise UnreadableFile(
            "addresses need fsspec: pip install fsspec and what it asks for"
        ) from None
    file: IO[bytes] = fsspec.open(location, "rb").open()
    return file


def table_of(source: str, kind: str, plan: Plan, groups: Sequence[str]) -> Table:
    """Look at a table's beginning and choose its columns. Raises UnreadableFile."""
    table = Table(source, kind, plan)
    with opened(source) as file:
        return _LOOKS[kind](file, table, groups)


def chunks(table: Table, bytes_each: int) -> Iterator[Chunk]:
    """The chunks of a table, numbered from 0. Raises UnreadableFile."""
    with opened(table.source) as file:
        if table.kind == "parquet":
            yield from _parquet_chunks(file, table, bytes_each)
            return
        for number, (data, first) in enumerate(_pieces(file, table, bytes_each)):
            yield Chunk(number, len(data), table, data, first)


def chosen(
    table: Table, names: Sequence[str], sample: Sequence[Sequence[str]], groups: Sequence[str]
) -> Table:
    """The table with the columns that are read, chosen as `cxlint check` chooses them."""
    columns = cells.choose(names, sample, table.plan.settings.options)
    if not columns.read:
        raise UnreadableFile(columns.note)
    grouped = tuple((wanted, cells._index(names, wanted)) for wanted in groups if wanted != FOLDER)
    return replace(
        table, names=tuple(names), read=columns.read, titles=columns.titles & set(columns.read),
        identity=columns.identity, groups=grouped, note=columns.note,
    )  # fmt: skip


def _head(file: IO[bytes]) -> tuple[bytes, str]:
    """The first bytes of a file, and its encoding."""
    head = file.read(_HEAD)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile("UTF-16 cannot be read in pieces: save it as UTF-8")
    if b"\0" in head[:4096]:
        raise UnreadableFile("holds NUL bytes, which no text has")
    whole = head[: head.rfind(b"\n") + 1] or head
    if _is_mostly_utf8(whole):
        return head, "utf-8"
    try:
        return head, decode(whole)[1].name
    except UndecodableText:
        return head, "utf-8"


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether broken bytes are the exception: the rows that hold them are told one by one."""
    beyond = [char for char in data.decode("utf-8", "surrogateescape") if char > "\x7f"]
    broken = sum("\udc80" <= char <= "\udcff" for char in beyond)
    return broken <= len(beyond) - broken


# --- CSV --------------------------------------------------------------------------------------


def _look_at_csv(file: IO[bytes], table: Table, groups: Sequence[str]) -> Table:
    head, encoding = _head(file)
    text = head.decode(encoding, "replace").removeprefix("\ufeff")
    delimiter = "\t" if table.source.endswith((".tsv", ".tab")) else delimiter_of(text)
    records = list(islice(csv_records(text, delimiter), cells.SAMPLE + 2))
    if not records:
        raise UnreadableFile("no rows")
    if len(head) == _HEAD and len(records) > 1:
        records.pop()  # cut off
    names = [name.strip() for name in records[0]]
    if not cells.is_header(names):
        raise UnreadableFile(
            "the first row does not name the columns: put a line with their names before it"
        )
    table = replace(table, delimiter=delimiter, encoding=encoding)
    sample = [row for row in records[1:] if len(row) == len(names)]
    return chosen(table, names, sample, groups)


def _pieces(file: IO[bytes], table: Table, bytes_each: int) -> Iterator[tuple[bytes, int]]:
    """Whole rows, some bytes at a time, each piece with the number of its first row."""
    find = _csv_end(table.delimiter) if table.kind == "csv" else _line_end
    rest, number, is_first = b"", 1, True
    while True:
        block = file.read(bytes_each)
        data = rest + block
        if is_first:
            data = data.removeprefix(b"\xef\xbb\xbf")
        if not data:
            return
        end, count = find(data, last=not block)
        if block and not end and len(data) < _LONGEST_ROW:
            rest = data
            continue
        if not end:
            end, count = find(data, last=True)
        piece, rest, skipped = data[:end], data[end:], 0
        if is_first and table.kind == "csv":
            skipped = _row_end(table.delimiter, last=True).match(piece).end()  # type: ignore[union-attr]
            is_first, number, count = False, 2, count - 1
        is_first = False
        if piece[skipped:]:
            yield piece[skipped:], number
        number += count


def _csv_end(delimiter: str) -> Any:
    def find(data: bytes, *, last: bool) -> tuple[int, int]:
        match_row, position, count = _row_end(delimiter, last=last).match, 0, 0
        while position < len(data) and (match := match_row(data, position)):
            position, count = match.end(), count + 1
        return position, count

    return find


@cache
def _row_end(delimiter: str, *, last: bool) -> re.Pattern[bytes]:
    """A whole row; where more bytes follow (not `last`), only what no later byte can change."""
    mark, blanks = re.escape(delimiter), blanks_after(delimiter)
    bare = rf"[^{mark}\r\n]*+"
    text = r'"[^"]*+(?:""[^"]*+)*+"'
    quoted = (
        rf"{text}{blanks}(?=[{mark}\r\n])" if not last else rf"{text}{blanks}(?=[{mark}\r\n]|\Z)"
    )
    other = rf'(?!"){bare}|(?={text}{blanks}[^{mark}\r\n \t"]){bare}' if not last else bare
    end = r"(?:\r\n|\n|\r(?!\n)(?!\Z))" if not last else r"(?:\r\n|\n|\r|\Z)"
    field = rf"(?:{quoted}|{other})"
    return re.compile(rf"(?>(?:{field}{mark})*+{field}){end}".encode())


# --- JSON Lines -------------------------------------------------------------------------------


def _look_at_jsonl(file: IO[bytes], table: Table, groups: Sequence[str]) -> Table:
    head, encoding = _head(file)
    if len(head) == _HEAD and b"\n" in head:
        head = head[: head.rfind(b"\n")]
    records = []
    for line in islice((one for one in head.split(b"\n") if one.strip()), cells.SAMPLE):
        found = list(jsonl_values(line, 1, table))
        if found and found[0][1] is not None:
            records.append(flat(json.loads(line.decode(encoding, "replace"))))
    if not records:
        raise UnreadableFile("not JSON Lines: no line of its beginning is a JSON object")
    names = list(dict.fromkeys(name for record in records for name in record))
    sample = [[record.get(name, "") for name in names] for record in records]
    return chosen(replace(table, encoding=encoding), names, sample, groups)


def _line_end(data: bytes, *, last: bool) -> tuple[int, int]:
    end = len(data) if last else data.rfind(b"\n") + 1
    return end, data.count(b"\n", 0, end)


# --- Parquet ----------------------------------------------------------------------------------


def _parquet(file: IO[bytes]) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as store
    except ModuleNotFoundError:
        raise UnreadableFile(
            "Parquet needs more than was installed: pip install 'cxlint[scan]'"
        ) from None
    try:
        return store.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).strip().split("\n")[0]
        raise UnreadableFile(f"not a Parquet file, or a damaged one ({reason})") from None


def _look_at_parquet(file: IO[bytes], table: Table, groups: Sequence[str]) -> Table:
    stored = _parquet(file)
    names = list(stored.schema_arrow.names)
    batch = next(stored.iter_batches(batch_size=cells.SAMPLE, columns=names), None)
    rows = zip(*(batch.column(name).to_pylist() for name in names), strict=True) if batch else ()
    narrow = chosen(table, names, [[as_text(value) for value in row] for row in rows], groups)
    return narrowed(narrow)


def narrowed(table: Table) -> Table:
    """The table without the columns that nobody asks for: they are not even read."""
    identity = () if table.identity is None else (table.identity,)
    kept = sorted({*table.read, *identity, *(i for _, i in table.groups)})
    at = {old: new for new, old in enumerate(kept)}
    return replace(
        table, names=tuple(table.names[i] for i in kept), read=tuple(at[i] for i in table.read),
        titles=frozenset(at[i] for i in table.titles),
        identity=None if table.identity is None else at[table.identity],
        groups=tuple((name, at[i]) for name, i in table.groups),
    )  # fmt: skip


def _parquet_chunks(file: IO[bytes], table: Table, bytes_each: int) -> Iterator[Chunk]:
    import pyarrow as pa

    stored = _parquet(file)
    file.seek(0, 2)
    rows, size = stored.metadata.num_rows, file.tell()
    groups = range(stored.metadata.num_row_groups)
    plain = sum(stored.metadata.row_group(i).total_byte_size for i in groups)
    each = max(1, min(2000, bytes_each * max(rows, 1) // max(plain, 1)))
    first = 1
    for number, batch in enumerate(stored.iter_batches(batch_size=each, columns=list(table.names))):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        share = size * batch.num_rows // max(rows, 1)
        yield Chunk(number, share, table, sink.getvalue().to_pybytes(), first)
        first += batch.num_rows


_LOOKS = {"csv": _look_at_csv, "jsonl": _look_at_jsonl, "parquet": _look_at_parquet}
