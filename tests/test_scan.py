"""Scans: every row once, whatever the format, the number of workers, or what comes in between."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

import effort
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from scan_inputs import WRITERS, postings, write_csv, write_jsonl, write_parquet

from cxlint import readers
from cxlint.cli import main
from cxlint.configuration import Configuration
from cxlint.linter import Linter
from cxlint.readers import UnreadableFile
from cxlint.run import Plan
from cxlint.scan.chunk import Chunk, Table
from cxlint.scan.engine import Scan
from cxlint.scan.inputs import all_chunks, find
from cxlint.scan.pool import checked
from cxlint.scan.row import Cell, Row, document_of
from cxlint.scan.rows import csv_records
from cxlint.scan.store import Counts, Store
from cxlint.scan.tables import chunks, table_of
from cxlint.scan.worker import Task, records_of
from cxlint.settings import Settings

PLAN = Plan(Settings())


def scanned(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["scan", *arguments, "-j", "1"])
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are checked here: what a scan says and writes does not hang on who checks them."""
    monkeypatch.setattr("cxlint.scan.engine.checked", checked_here)


def checked_here(wanted: Iterator[Chunk], task: Task, workers: int) -> Iterator[Counts]:
    return map(task, wanted)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def records_in(folder: Path, *paths: str, **settings: Any) -> Any:
    """The records of a scan, in this process."""
    found = find(paths, Configuration(command_line=settings))
    return found, [
        records_of(one) for one in all_chunks(found, 1 << 16, ()) if isinstance(one, Chunk)
    ]


# --- rows ------------------------------------------------------------------------------------------

awkward = st.text(alphabet='ab",;\n\r\t é😀', max_size=12)


@given(
    st.lists(st.lists(awkward, min_size=2, max_size=2), max_size=20),
    st.integers(1, 64),
    st.booleans(),
    st.sampled_from(",\t"),
)
def test_csv_cut_anywhere_has_the_rows_of_the_whole(
    tmp_path_factory: Any, rows: list[list[str]], each: int, is_raw: bool, delimiter: str
) -> None:
    quote = (lambda text: text) if is_raw else (lambda text: '"' + text.replace('"', '""') + '"')
    source = "".join(
        delimiter.join(quote(cell) for cell in row) + "\n" for row in [["id", "text"], *rows]
    )
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    path.write_bytes(source.encode())
    table = Table(str(path), "csv", PLAN, ("id", "text"), (1,), delimiter=delimiter)
    pieces = list(chunks(table, each))
    whole = list(csv_records(source, delimiter))[1:]
    assert [row for one in pieces for row in csv_records(one.data.decode(), delimiter)] == whole
    if not is_raw:
        assert whole == rows
    first = 2
    for piece in pieces:
        assert piece.first == first
        first += len(list(csv_records(piece.data.decode(), delimiter)))


@given(
    st.lists(
        st.sampled_from(['{"text": "one two"}', "", "[]", '{"text": "é😀"}', "broken"]), max_size=12
    ),
    st.integers(1, 40),
    st.booleans(),
)
def test_json_lines_cut_anywhere_are_whole(
    tmp_path_factory: Any, rows: list[str], each: int, is_ended: bool
) -> None:
    source = "\n".join(rows) + "\n" * is_ended
    path = tmp_path_factory.mktemp("jsonl") / "x.jsonl"
    path.write_bytes(source.encode())
    pieces = list(chunks(Table(str(path), "jsonl", PLAN, ("text",), (0,)), each))
    assert b"".join(one.data for one in pieces) == source.encode()
    numbers = [
        one.first + i
        for one in pieces
        for i in range(one.data.count(b"\n") + (not one.data.endswith(b"\n")))
    ]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("kind", WRITERS)
def test_each_row_has_the_findings_of_its_text_alone(
    kind: str, tmp_path: Path, linter: Linter
) -> None:
    rows = list(postings(40))
    path = WRITERS[kind](tmp_path / f"postings.{kind}", rows)
    _, made = records_in(tmp_path, str(path), columns=("description",))
    found = [one for part in made for one in part.findings]
    expected = []
    for row in rows:
        document = readers.parse(
            row["description"], path="x.html" if "<p>" in row["description"] else "x.txt"
        )
        expected += [
            (row["id"], "description", f.span.start, f.span.end, f.rule, f.matched)
            for f in linter.check(document)
        ]
    assert [
        (f["document"], f["column"], f["start"], f["end"], f["rule"], f["matched"]) for f in found
    ] == expected
    assert expected


def test_findings_of_several_columns_stand_in_their_cells(tmp_path: Path) -> None:
    rows = [
        {
            "id": "1",
            "title": "Back Office Clerk",
            "description": "The <b>rank and file</b> count on you.",
            "more": "It is menial work, done by colleagues.",
        }
    ]
    path = write_csv(tmp_path / "x.csv", rows)
    found, made = records_in(tmp_path, str(path), columns=("title", "description", "more"))
    assert found.tables[0].titles == {1}
    places = {
        (f["column"], f["matched"]): rows[0][f["column"]][f["start"] : f["end"]]
        for f in made[0].findings
    }
    for (_, matched), source in places.items():
        assert source == matched
    assert {column for column, _ in places} == {"title", "description", "more"}


def test_a_title_column_makes_the_title_of_a_posting() -> None:
    row = Row(
        1,
        "1",
        (Cell("title", "Back Office Clerk", title=True), Cell("text", "You file papers.")),
        {},
    )
    document = document_of(row, Settings())
    assert [str(block.role) for block in document.blocks] == ["title", "paragraph"]
    assert document.source[document.blocks[1].span.start :] == "You file papers."


@dataclass(frozen=True)
class Bad:
    """A file, and what is said of its rows that are no documents."""

    name: str
    data: bytes
    rejected: tuple[tuple[int, str], ...]
    documents: int = 1


BAD_ROWS = [
    Bad("x.csv", b"id,text\n1,too,many,cells\n2,\"fine, here\"\n3\n", ((2, "4 cells where the header has 2"), (4, "1 cells where the header has 2"))),
    Bad("x.csv", b"id,text\n1,  \n2,fine here\n", ((2, "no text in text"),)),
    Bad("x.csv", b"id,text\n1,bro\xffken\n2,fine \xc3\xa9 and all of the rest\n", ((2, "not utf-8 in text"),)),
    Bad("x.csv", b"id,text\n\n1,\"an empty line is no row\"\n", ()),
    Bad("x.csv", b"\xef\xbb\xbfid;text\r\n1;\"semicolons; and\r\nlines\";\r\n", ()),
    Bad("x.tsv", b"id\ttext\n1\ttabs, not commas\n", ()),
    Bad("x.jsonl", b'{"text": "fine"}\nno json\n[1]\n\n{"text": null}\n{"other": 1}\n', ((2, "no JSON"), (3, "no object"), (5, "no text in text"), (6, "no text in text"))),
    Bad("x.jsonl", b'{"text": "fine", "more": {"deep": ["a", "b"]}}\n{"text": "half \\ud800 a pair"}\n', (), 2),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD_ROWS, ids=lambda bad: f"{bad.name} {bad.data[:24]!r}")
def test_bad_rows_are_written_aside_with_the_reason(bad: Bad, tmp_path: Path) -> None:
    (tmp_path / bad.name).write_bytes(bad.data)
    _, made = records_in(tmp_path, str(tmp_path / bad.name), columns=("text",))
    assert sum(len(one.documents) for one in made) == bad.documents
    rejected = [one for part in made for one in part.rejected]
    assert [one["row"] for one in rejected] == [row for row, _ in bad.rejected]
    for one, (_, reason) in zip(rejected, bad.rejected, strict=True):
        assert reason in one["reason"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.csv", b"", "no rows"),
        ("x.csv", "id,text\n".encode("utf-16"), "save it as UTF-8"),
        ("x.csv", b"1,2\n3,4\n", "does not name the columns"),
        ("x.jsonl", b"1\n2\n", "no line of its beginning is a JSON object"),
        ("x.parquet", b"PAR1 but broken", "not a Parquet file"),
        ("x.csv", b"id,text\n1,hello there\n", "no column “wanted”; there are id, text"),
    ],
)  # fmt: skip
def test_what_is_no_table_says_so(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    wanted = ("wanted",) if "wanted" in reason else ()
    with pytest.raises(UnreadableFile, match=reason):
        table_of(str(tmp_path / name), name.partition(".")[2], Plan(Settings(columns=wanted)), ())


# --- a whole scan ----------------------------------------------------------------------------------


POSTINGS = effort.size(1500, fast=300)


@pytest.fixture(scope="module")
def csv_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_csv(tmp_path_factory.mktemp("in") / "postings.csv", list(postings(POSTINGS)))


def run(path: Path, output: Path, workers: int = 0) -> dict[str, Any]:
    """Scan by some worker processes, or in this one."""
    found = find([str(path)], Configuration(), groups=("department",))
    with pytest.MonkeyPatch.context() as patched:
        if not workers:
            patched.setattr("cxlint.scan.engine.checked", checked_here)
        return Scan(found, output, workers, ("department",)).run()


@pytest.fixture(scope="module")
def once(csv_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("once") / "out"
    run(csv_file, output)
    return output


NAMES = ("findings.jsonl", "documents.jsonl", "rejected.jsonl", "samples.parquet")


def same(one: Path, other: Path) -> bool:
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in NAMES)


@pytest.mark.slow
@effort.scaled
def test_law_3_any_number_of_workers_finds_the_same(
    csv_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxlint.scan.inputs._LEAST", 50 * POSTINGS)  # some seven pieces
    for workers in effort.size((0, 1, 3), fast=(0, 2)):
        output = tmp_path / str(workers)
        assert run(csv_file, output, workers)["counts"]["documents"] == POSTINGS
        assert same(output, tmp_path / "0")
        assert not (output / "chunks").exists()


@pytest.mark.usefixtures("in_process")
def test_law_3_a_folder_has_the_findings_of_check(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for one in postings(12):
        suffix = "html" if "<p>" in one["description"] else "md"
        (tmp_path / "in" / f"{one['id']}.{suffix}").write_text(one["description"], "utf-8")
    files = str(tmp_path / "in")
    scanned(files, "-o", str(tmp_path / "out"), "--no-page")
    done = CliRunner().invoke(main, ["check", files, "--format", "json", "--no-cache"])
    wanted = [
        (file["path"], one["start"], one["end"], one["rule"], one["matched"], one["severity"])
        for file in json.loads(done.stdout)["files"] for one in file["findings"]
    ]  # fmt: skip
    found = lines(tmp_path / "out" / "findings.jsonl")
    assert [
        (f["document"], f["start"], f["end"], f["rule"], f["matched"], f["severity"]) for f in found
    ] == wanted
    assert wanted


def test_a_scan_again_does_nothing_and_another_is_refused(csv_file: Path, once: Path) -> None:
    before = (once / "findings.parquet").stat().st_mtime_ns
    run(csv_file, once)
    assert (once / "findings.parquet").stat().st_mtime_ns == before
    other = csv_file.with_name("other.csv")
    write_csv(other, list(postings(3)))
    done = CliRunner().invoke(main, ["scan", str(other), "-o", str(once)])
    assert done.exit_code == 2
    assert "holds another scan (other inputs" in done.output
    assert "--fresh" in done.output


@pytest.mark.usefixtures("in_process")
def test_a_scan_does_not_read_what_it_writes(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "x.jsonl", list(postings(3)))
    for _ in range(2):
        scanned(str(tmp_path), "-o", str(tmp_path / "out"), "--no-page")
    assert len(lines(tmp_path / "out" / "documents.jsonl")) == 3


def test_a_folder_with_other_things_is_left_alone(csv_file: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear all", "utf-8")
    done = CliRunner().invoke(main, ["scan", str(csv_file), "-o", str(tmp_path)])
    assert done.exit_code == 2
    assert "is not empty" in done.output


@pytest.mark.usefixtures("in_process")
def test_an_input_that_cannot_be_used_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write_jsonl(tmp_path / "good.jsonl", list(postings(3)))
    output = scanned(str(good), str(tmp_path / "missing.csv"), "-o", str(tmp_path / "out"), code=2)
    assert "missing.csv" in output
    assert len(lines(tmp_path / "out" / "documents.jsonl")) == 3


@pytest.mark.usefixtures("in_process")
def test_the_columns_that_are_read_are_announced(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "p.parquet", list(postings(30)))
    output = scanned(str(path), "-o", str(tmp_path / "out"), "--no-page")
    assert "columns read: title, description" in output
    assert "documents are called by column id" in output


@pytest.mark.usefixtures("in_process")
def test_csv_beside_parquet_holds_no_formulas(tmp_path: Path) -> None:
    rows = [{"id": "=cmd()", "text": "Our back office is a menial place to be."}]
    scanned(
        str(write_csv(tmp_path / "x.csv", rows)),
        "-o",
        str(tmp_path / "out"),
        "--lines",
        "csv",
        "--no-page",
    )
    assert "'=cmd()" in (tmp_path / "out" / "findings.csv").read_text("utf-8")


def test_addresses_are_read_through_fsspec(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    path = write_csv(tmp_path / "x.csv", list(postings(20)))
    with fsspec.open("memory://postings/x.csv", "wb") as file:
        file.write(path.read_bytes())
    found, made = records_in(tmp_path, "memory://postings/*.csv")
    assert not found.problems
    assert sum(len(one.documents) for one in made) == 20


# --- what comes in between -------------------------------------------------------------------------


def command(path: Path, output: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "cxlint",
        "scan",
        str(path),
        "-o",
        str(output),
        "-j",
        "2",
        "--group-by",
        "department",
        "--no-page",
        "-q",
        *more,
    ]


def interrupted(path: Path, output: Path, after: float, kind: int) -> bool:
    """Start a scan and end it after a while; whether it was still running."""
    process = subprocess.Popen(
        command(path, output), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(kind)
        process.wait()
        return True
    return False


def resumed_is_the_same(
    csv_file: Path, once: Path, output: Path, chosen: random.Random, longest: float
) -> None:
    for _ in range(6):
        kind = chosen.choice([signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
        if not interrupted(csv_file, output, chosen.uniform(0.5, longest), kind):
            break
    ended_well(csv_file, output)
    assert same(output, once)
    assert not list(output.glob(".*"))


def ended_well(path: Path, output: Path) -> None:
    """Scan, or go on with a scan, to its end."""
    done = subprocess.run(command(path, output), check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupted_scan_goes_on(csv_file: Path, once: Path, tmp_path: Path) -> None:
    resumed_is_the_same(csv_file, once, tmp_path / "out", random.Random(5), 8.0)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("seed", range(int(os.environ.get("CXLINT_INTERRUPTS", "4"))))
def test_interrupted_at_any_moment_nothing_is_lost_or_twice(
    seed: int, csv_file: Path, once: Path, tmp_path: Path
) -> None:
    chosen = random.Random(seed)
    interrupted(
        csv_file,
        tmp_path / "out",
        chosen.uniform(0.3, 12),
        chosen.choice([signal.SIGKILL, signal.SIGINT]),
    )
    ended_well(csv_file, tmp_path / "out")
    assert same(tmp_path / "out", once)


def test_one_scan_at_a_time_writes_a_folder(csv_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with Store(output).alone():
        done = subprocess.run(
            command(csv_file, output, "--fresh"), check=False, capture_output=True, text=True
        )
        assert done.returncode == 2
        assert f"{output}: another scan is writing there" in done.stderr
        assert not (output / "manifest.json").exists()
    with Store(output).alone():  # which the one before has left
        assert not Store(output).is_used


@pytest.mark.slow
def test_workers_end_with_the_scan(csv_file: Path, tmp_path: Path) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("looks at /proc")
    process = subprocess.Popen(command(csv_file, tmp_path / "out"), stderr=subprocess.DEVNULL)
    kept = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while len(children := kept.read_text().split()) < 2:  # one of them tracks resources
        assert process.poll() is None
        time.sleep(0.1)
    process.kill()
    process.wait()
    # What a worker has begun it ends, and on a busy machine that may take long.
    while any(is_alive(child) for child in children):
        time.sleep(0.2)


def is_alive(pid: str) -> bool:
    """Whether a process is there, and no mere entry that waits to be asked how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Deadly(Task):
    """A task some of whose rows kill the worker."""

    rows: frozenset[int] = frozenset()

    def __call__(self, chunk: Chunk, deadly: frozenset[int] = frozenset()) -> Counts:
        store = Store(self.folder)
        with store.recorder(chunk.number) as recorder:
            records = records_of(chunk, deadly, self._noting(recorder.write))
        return store.write_chunk(chunk.number, records, chunk.size)

    def _noting(self, write: Callable[[bytes], object]) -> Callable[[int], object]:
        def note(row: int) -> None:
            write(row.to_bytes(8, sys.byteorder, signed=True))
            if row in self.rows:
                os._exit(9)

        return note


@pytest.mark.slow
def test_a_row_that_kills_its_worker_is_the_only_one_lost(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", list(postings(30)))
    found = find([str(path)], Configuration())
    store = Store(tmp_path / "out")
    store.begin({}, fresh=False)
    wanted = [one for one in all_chunks(found, 2000, ()) if isinstance(one, Chunk)]
    counts = sum(checked(iter(wanted), Deadly(tmp_path / "out", frozenset({4, 5})), 2), Counts())
    assert (counts.documents, counts.rejected) == (28, 2)


def test_what_a_scan_needs_is_loaded_by_scans_alone() -> None:
    code = "import sys, cxlint.cli, cxlint.score; sys.exit(bool({'polars', 'pyarrow', 'altair', 'pyspark'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- recipes ---------------------------------------------------------------------------------------


def recipes(language: str) -> list[str]:
    import re

    text = (Path(__file__).parent.parent / "docs" / "scan.md").read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text.partition("## Recipes")[2], re.S)


def test_the_recipes_for_polars_work(once: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(once.parent)
    names: dict[str, Any] = {}
    for code in recipes("python"):
        exec(code, names)
    assert names["words"]["met"][0] > 10
    assert names["found"]["rules"].to_list() == [["back-office/back-office"]]


def test_the_recipe_for_duckdb_works(once: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.chdir(once.parent)
    (query,) = recipes("sql")
    found = duckdb.execute(query).fetchall()
    assert {department for department, _, _ in found} == {"Finance", "People", "Operations"}
