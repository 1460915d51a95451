"""Postings made for tests of scans: a generator that perturbs texts of our own."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

TITLES = (
    "Payroll Clerk",
    "Back Office Assistant",
    "Nurse",
    "Data Analyst",
    "Receptionist",
    "Warehouse Worker",
    "Sales Manager",
)
LEADS = (
    "You make sure that every colleague is paid on time.",
    "We look for help in our back office.",
    "You are just a phone call away from our customers.",
    "You look after patients and their families.",
    "The rank and file count on you.",
    "You work behind the scenes; “quoted”, naïve, 😀.",
)
DUTIES = (
    "Process invoices and file the papers", "Answer questions of customers", "Enter data in the system",
    "Perform menial tasks as needed", "Keep the tools running so that nobody waits", "Handle difficult customers",
    "Prepare reports, \"as needed\", for managers",
)  # fmt: skip
NEEDS = (
    "Two years of experience in a similar job",
    "Knowledge of spreadsheets",
    "A rock star at heart",
)
DEPARTMENTS = ("Finance", "People", "Operations")

Posting = dict[str, str]


def postings(count: int, seed: int = 1) -> Iterator[Posting]:
    """Postings, the same for the same seed; some of them in HTML."""
    chosen = random.Random(seed)
    for number in range(count):
        title = chosen.choice(TITLES)
        duties = chosen.sample(DUTIES, chosen.randint(1, 5))
        needs = chosen.sample(NEEDS, 2)
        lead = f"{chosen.choice(LEADS)} Reference {number}."
        yield {
            "id": f"P-{number}",
            "department": chosen.choice(DEPARTMENTS),
            "title": title,
            "description": (_html if number % 4 == 3 else _text)(lead, duties, needs),
        }


def _text(lead: str, duties: list[str], needs: list[str]) -> str:
    lines = [
        "",
        "Duties",
        "",
        *(f"- {one}" for one in duties),
        "",
        "Requirements",
        "",
        *(f"- {one}" for one in needs),
    ]
    return "\n".join([lead, *lines])


def _html(lead: str, duties: list[str], needs: list[str]) -> str:
    items = "".join(f"<li>{one.replace('and', '&amp;')}</li>" for one in [*duties, *needs])
    return f"<p>{lead}</p><h2>Duties</h2><ul>{items}</ul>"


def write_csv(path: Path, rows: list[Posting]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_jsonl(path: Path, rows: list[Posting]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def write_parquet(path: Path, rows: list[Posting], rows_each: int = 50) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as store

    store.write_table(pa.Table.from_pylist(rows), path, row_group_size=rows_each)
    return path


WRITERS = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}
