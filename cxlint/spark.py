"""cxlint on Apache Spark: the same findings as here, computed where the data lies.

    from cxlint.spark import scan_dataframe
    findings = scan_dataframe(postings, column="description", id="id")

Rows go to the executors as Arrow batches; each Python worker there makes one linter and keeps it.
The executors need cxlint with the extra `scan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cxlint.run import Plan
from cxlint.scan.chunk import Table
from cxlint.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from cxlint.scan.engine import Scan


def scan_dataframe(
    df: DataFrame,
    *,
    column: str | Sequence[str],
    id: str | None = None,
    settings: Settings | None = None,
) -> DataFrame:
    """The findings in a data frame's rows, one row each; columns as in a scan's findings.

    `column` is the text, or several; one that is named like a title is read as such. `id` is the
    column by which rows are called. Findings of one row are in their order.
    """
    return checked(df, column=column, id=id, settings=settings).selectExpr("inline(found)")


def scan_documents(
    df: DataFrame, *, column: str | Sequence[str], id: str | None = None,
    groups: Sequence[str] = (), settings: Settings | None = None,
) -> DataFrame:  # fmt: skip
    """One row a document: score, counts, genre, title, function, facing, whether it names a customer."""
    return checked(df, column=column, id=id, groups=groups, settings=settings).selectExpr(
        "document.*"
    )


def checked(
    df: DataFrame, *, column: str | Sequence[str], id: str | None = None, groups: Sequence[str] = (),
    settings: Settings | None = None, source: str = "", row: str | None = None,
) -> DataFrame:  # fmt: skip
    """One row a row of `df`: `document`, its findings as `found`, or why it was `rejected`.

    Computed once where both findings and documents are wanted and this is cached. `row` is a column
    of numbers that rows are to be known by.
    """
    columns = (column,) if isinstance(column, str) else tuple(column)
    known = replace(settings or Settings(), columns=columns, id_column=id or "")
    table = table_of(df.columns, Table(source, "parquet", Plan(known)), groups)
    kept = [*table.names, *([row] if row else [])]
    return df.select([df[f"`{name}`"] for name in kept]).mapInArrow(_Check(table, row), _schema())


def table_of(names: Sequence[str], table: Table, groups: Sequence[str]) -> Table:
    """The table that a data frame with columns of these names is to the rest of cxlint."""
    from cxlint.scan.tables import chosen, narrowed

    made = chosen(table, list(names), [], groups)
    return narrowed(made if table.plan.settings.id_column else replace(made, identity=None))


class _Check:
    """What an executor does with its batches; made here, sent there."""

    def __init__(self, table: Table, row: str | None) -> None:
        self._table, self._row = table, row

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """The records of each batch."""
        import pyarrow as pa

        from cxlint.scan.records import Records, extremes, schemas

        schema = _arrow_schema(schemas())
        for batch in batches:
            made = [self._record(Records(), number, values) for number, values in self._rows(batch)]
            sampled = [one for one in made if one["sample"]]
            kept = {id(sampled[i]) for i in extremes([one["sample"]["score"] for one in sampled])}
            for one in made:
                one["sample"] = one["sample"] if id(one) in kept else None
            yield pa.RecordBatch.from_pylist(made, schema=schema)

    def _rows(self, batch: Any) -> Iterator[tuple[int, list[str]]]:
        from cxlint.scan.rows import as_text

        columns = [batch.column(name).to_pylist() for name in self._table.names]
        numbers = batch.column(self._row).to_pylist() if self._row else [0] * batch.num_rows
        for number, row in zip(numbers, zip(*columns, strict=True), strict=True):
            yield number, [as_text(value) for value in row]

    def _record(self, records: Any, number: int, values: Sequence[str]) -> dict[str, Any]:
        from cxlint.scan.records import encodable
        from cxlint.scan.row import Row
        from cxlint.scan.rows import row_of

        row = row_of(number, values, self._table)
        if isinstance(row, Row):
            records.add_row(row, self._table.source, self._table.plan)
            records.keep_samples()
        else:
            records.reject(self._table.source, *row)
        made: dict[str, Any] = encodable({
            "number": number,
            "document": next(iter(records.documents), None),
            "found": records.findings,
            "rejected": next(iter(records.rejected), None),
            "sample": next(iter(records.samples), None),
        })  # fmt: skip
        return made


def _arrow_schema(schemas: Any) -> Any:
    import pyarrow as pa

    return pa.schema([
        ("number", pa.int64()),
        ("document", pa.struct(list(schemas["documents"]))),
        ("found", pa.list_(pa.struct(list(schemas["findings"])))),
        ("rejected", pa.struct(list(schemas["rejected"]))),
        ("sample", pa.struct(list(schemas["samples"]))),
    ])  # fmt: skip


def _schema() -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    from cxlint.scan.records import schemas

    return from_arrow_schema(_arrow_schema(schemas()))


# --- cxlint scan --engine spark ------------------------------------------------------------------

_ROW = "_cxlint_row"


def scan_tables(what: Scan, master: str | None = None) -> dict[str, Any]:
    """Run a scan of tables on Spark; writes what the local engine writes. Raises CxlintError."""
    from cxlint.model import CxlintError

    if what.inputs.files:
        raise CxlintError("Spark reads tables only; scan folders of files with the local engine")
    session = _session(master)
    return what.run_elsewhere(lambda table: _records(session, table))


def _session(master: str | None) -> SparkSession:
    from cxlint.model import CxlintError

    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        raise CxlintError(
            "Spark needs more than was installed: pip install 'cxlint[spark]', and Java 17"
        ) from None
    builder = SparkSession.builder.appName("cxlint").config("spark.ui.showConsoleProgress", "false")
    session: SparkSession = (builder.master(master) if master else builder).getOrCreate()
    return session


def _records(session: SparkSession, table: Table) -> Iterator[Any]:
    """The records of a table, in the order of its rows."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as F  # noqa: N812 -- its usual name

    from cxlint.scan.records import Records

    frame = _frame(session, table).withColumn(_ROW, F.monotonically_increasing_id())
    parts = session.sparkContext.defaultParallelism
    if frame.rdd.getNumPartitions() < parts:
        frame = frame.repartition(4 * parts)
    identity = None if table.identity is None else table.names[table.identity]
    made = checked(
        frame, column=[table.names[i] for i in table.read], id=identity, groups=[name for name, _ in table.groups],
        settings=table.plan.settings, source=table.source, row=_ROW,
    ).persist(StorageLevel.DISK_ONLY).orderBy("number")  # fmt: skip
    first = 2 if table.kind == "csv" else 1
    for position, one in enumerate(made.toLocalIterator(prefetchPartitions=True), first):
        yield _numbered(
            one.asDict(recursive=True), position, table, Records(), has_id=identity is not None
        )


def _numbered(
    one: dict[str, Any], position: int, table: Table, records: Any, *, has_id: bool
) -> Any:
    """A row's records with its place in the table in place of Spark's number."""
    for name, rows in (
        ("documents", [one["document"]]),
        ("findings", one["found"]),
        ("rejected", [one["rejected"]]),
        ("samples", [one["sample"]]),
    ):
        for record in rows:
            if record is not None:
                record["row"] = position
                if "document" in record and (
                    not has_id or record["document"].startswith(f"{table.source}#")
                ):
                    record["document"] = f"{table.source}#{position}"
                getattr(records, name).append(record)
    return records


def _frame(session: SparkSession, table: Table) -> DataFrame:
    """A table as a data frame of texts. Raises CxlintError."""
    from pyspark.sql.types import StringType, StructField, StructType

    from cxlint.model import CxlintError

    reader = session.read
    if table.kind == "parquet":
        return reader.parquet(table.source)
    if table.kind == "jsonl" and any("." in table.names[i] for i in table.read):
        raise CxlintError(
            f"{table.source}: Spark reads no columns inside others; use the local engine"
        )
    reader = reader.schema(StructType([StructField(name, StringType()) for name in table.names]))
    if table.kind == "jsonl":
        return reader.json(table.source, encoding=table.encoding)
    return reader.csv(
        table.source, header=True, sep=table.delimiter, quote='"', escape='"', multiLine=True,
        encoding=table.encoding, ignoreLeadingWhiteSpace=False, ignoreTrailingWhiteSpace=False,
    )  # fmt: skip
