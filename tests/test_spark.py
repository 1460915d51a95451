"""cxlint on Spark, with executors that are processes of their own: the same findings as here."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
]

POSTINGS = [
    ("a1", "Payroll Clerk", "Our back office pays every colleague on time.\n\nYou are just a phone call away."),
    ("a2", "Nurse", "<p>You look after <b>patients</b>.</p><p>The back&nbsp;office helps &amp; thanks you.</p>"),
    ("a3", "Analyst 😀", "We call a spade a spade, the rank and file included. Low-level staff do menial tasks."),
    ("a4", "Receptionist", "You greet visitors, \"quoted\", and\nhand on what they say."),
    ("a5", "Nobody", ""),
] * 12  # fmt: skip


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("cxlint tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield made
    made.stop()


def rows() -> list[tuple[str, str, str]]:
    return [(f"{id}-{i}", title, text) for i, (id, title, text) in enumerate(POSTINGS)]


def written(folder: Path) -> Path:
    with (folder / "postings.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("id", "title", "description"), *rows()])
    return folder / "postings.csv"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_data_frame_has_the_findings_of_check_text(session: Any) -> None:
    from cxlint import readers
    from cxlint.linter import Linter
    from cxlint.spark import scan_dataframe

    frame = session.createDataFrame(
        rows(), "id string, title string, description string"
    ).repartition(3)
    found: dict[str, list[tuple[Any, ...]]] = {}
    for one in scan_dataframe(frame, column="description", id="id").collect():
        found.setdefault(one["document"], []).append(
            (one["rule"], one["start"], one["end"], one["matched"])
        )
    linter = Linter()
    for id, _, text in rows():
        path = "x.html" if "<p>" in text else "x.txt"
        here = [
            (f.rule, f.span.start, f.span.end, f.matched)
            for f in linter.check(readers.parse(text, path=path))
        ]
        assert found.get(id, []) == here
    assert found


def test_documents_have_scores_and_groups(session: Any) -> None:
    from cxlint.spark import scan_documents

    frame = session.createDataFrame(rows(), "id string, title string, description string")
    made = scan_documents(
        frame, column=["title", "description"], id="id", groups=["title"]
    ).collect()
    assert len(made) == len(POSTINGS)
    assert {one["groups"][0]["value"] for one in made} == {title for _, title, _ in POSTINGS}
    assert min(one["score"] for one in made) < 100


def test_scan_on_spark_writes_what_the_local_engine_writes(session: Any, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from cxlint.cli import main

    path = written(tmp_path)
    for engine in ("local", "spark"):
        done = CliRunner().invoke(
            main, ["scan", str(path), "-o", str(tmp_path / engine), "--engine", engine, "--column", "description",
                   "--group-by", "title", "--no-page", "-j", "1"],
        )  # fmt: skip
        assert done.exit_code == 0, done.output
    for name in ("findings", "documents", "rejected"):
        assert lines(tmp_path / "spark" / f"{name}.jsonl") == lines(
            tmp_path / "local" / f"{name}.jsonl"
        ), name
    summaries = [
        json.loads((tmp_path / engine / "summary.json").read_text("utf-8"))
        for engine in ("local", "spark")
    ]
    assert summaries[0] | {"finished": ""} == summaries[1] | {"finished": ""}
