"""`cxlint roles`: whom a role serves, in the posting's own words, and what it leaves unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxlint.cli import main

SERVES = """# Payroll Clerk

You look after the pay of everyone who works here.

## Duties

- Process the payroll each month and check the time sheets
- Answer questions of colleagues about their payslips

## Requirements

- Two years of experience in a similar job and a vocational training
- Knowledge of spreadsheets and a careful hand with figures
"""
SILENT = """# Data Entry Clerk

## Duties

- Enter data in the system and keep the files in order
- File papers and other documents in the archive each day
- Type letters and forms as they come in during the week

## Requirements

- Two years of experience in a similar job and a vocational training
- Knowledge of spreadsheets and a careful hand with figures
"""


def roles(path: Path, *more: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["roles", str(path), *more])
    return done.exit_code, done.stdout


def written(folder: Path, text: str, name: str = "posting.md") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_whom_a_posting_names_is_told_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, SERVES)
    code, text = roles(path, "--format", "json")
    role = json.loads(text)["files"][0]
    assert code == 0
    assert (role["title"], role["function"], role["facing"]) == (
        "Payroll Clerk",
        "payroll",
        "customer-impacting",
    )
    assert not role["missing"]
    for one in role["customers"]:
        assert " ".join(SERVES[one["start"] : one["end"]].split()) == one["words"]
        assert SERVES.splitlines()[one["line"] - 1][one["column"] - 1 :].startswith(
            one["words"].split()[0]
        )
    assert role["customers"]


def test_what_is_missing_comes_with_a_sentence_to_add(tmp_path: Path) -> None:
    path = written(tmp_path, SILENT)
    role = json.loads(roles(path, "--format", "json")[1])["files"][0]
    assert [one["rule"] for one in role["missing"]] == ["postings/no-customer"]
    assert role["missing"][0]["suggestion"] in roles(path)[1]


@pytest.mark.parametrize(
    "words", ["title      Payroll Clerk", "role       customer-impacting", "named", "notices"]
)
def test_the_text_says_it_for_people(words: str, tmp_path: Path) -> None:
    assert words in roles(written(tmp_path, SERVES))[1]


def test_another_text_is_no_posting(tmp_path: Path) -> None:
    assert "no job posting" in roles(written(tmp_path, "# Notes\n\nThe sky is blue.\n"))[1]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_told(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no Word file")
    done = CliRunner().invoke(main, ["roles", str(bad), str(written(tmp_path, SERVES))])
    assert done.exit_code == 2
    assert "not a Word file" in done.stdout
    assert "Payroll Clerk" in done.stdout


def test_standard_input_is_read_too() -> None:
    done = CliRunner().invoke(main, ["roles", "-", "--stdin-filename", "posting.md"], input=SERVES)
    assert "Payroll Clerk" in done.stdout
