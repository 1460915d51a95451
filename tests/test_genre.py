"""What is recognised as a posting or as an e-mail, and what is not."""

import pytest

from cxlint import readers
from cxlint.document import Content, Document, Genre
from cxlint.genre import genre_of, genre_of_text, posting_points

POSTING = """\
# Payroll Specialist

Acme is looking for a payroll specialist (full-time).

## Responsibilities

- Run the monthly pay of 900 colleagues.
- Answer their questions about payslips.

## Requirements

- Three years of experience with payroll software.
- Excellent communication skills.
"""

NO_HEADINGS = (
    "Warehouse Supervisor\nNorthport\n\n"
    "We are hiring a warehouse supervisor. You will be responsible for two shifts. Requirements: five "
    "years of experience, ability to drive a forklift. Salary $52,000. Send your resume to us."
)

LABELLED = """\
Larch Foundation
TITLE:  Programme Officer
DURATION:  Permanent
LOCATION:  Vilnius
JOB DESCRIPTION:  The incumbent plans the seminars.
REQUIRED QUALIFICATIONS:
- Knowledge of accounting
- University degree
"""

HEADERS = "From: Ann Lee <ann@example.org>\nTo: Bo\nSubject: Invoice\n\nPlease see below.\n"
LETTER = "Hi Bo,\n\nthe parcel came today, and nothing was broken.\n\nBest regards,\nAnn\n"

HANDBOOK = """\
# How we interview

Interviewers read the résumé before the interview. The hiring manager decides within two days.
Candidates hear back from us. See [the scorecard](scorecard.md) and [the calendar](calendar.md).

## Who does what

The recruiter sends the invitation; the interviewers write down what they heard.
"""
PRIZE = """\
# Young Inventors Prize

Send us a sketch of your invention by May. The jury awards three prizes. Every school may take part,
and the winners present their work in June.
"""
COURSE = """\
# Pottery for beginners

In this course you learn to throw a bowl. Requirements: none. Six evenings, 120 euros, clay included.
"""
TEMPLATE = "# [Job title]\n\n## Responsibilities\n\n- \n\n## Requirements\n\n- \n"


@pytest.mark.parametrize(
    "text", [POSTING, NO_HEADINGS, LABELLED], ids=["markdown", "blob", "labels"]
)
def test_a_posting_is_recognised(text: str) -> None:
    assert genre_of_text(text) is Genre.POSTING


@pytest.mark.parametrize("text", [POSTING, LABELLED])
def test_line_ends_make_no_difference(text: str) -> None:
    assert genre_of_text(text.replace("\n", "\r\n")) is Genre.POSTING


@pytest.mark.parametrize("text", [HEADERS, LETTER], ids=["headers", "letter"])
def test_an_email_is_recognised(text: str) -> None:
    assert genre_of_text(text) is Genre.EMAIL


def test_an_email_that_carries_a_posting_is_an_email() -> None:
    assert genre_of_text(HEADERS + POSTING) is Genre.EMAIL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        HANDBOOK,
        PRIZE,
        COURSE,
        TEMPLATE,
        "Dear diary, today I was just a cashier.",
        "Hi Bo, see you later.",
        "From: the beginning\n\nThe tale of the old mill.",
        "Subject: nouns\n\nTo: a preposition.\n",
        "The manager is responsible for duties and skills.",
    ],
)
def test_other_texts_are_other(text: str) -> None:
    assert genre_of_text(text) is Genre.OTHER


def test_a_declared_genre_wins() -> None:
    assert genre_of(readers.parse(POSTING, path="a.md", genre=Genre.OTHER)) is Genre.OTHER
    assert genre_of(readers.parse("Hello.", path="a.txt", genre=Genre.POSTING)) is Genre.POSTING


def test_front_matter_may_declare_the_genre() -> None:
    text = "---\ntitle: Notes\ngenre: posting\n---\nA word or two.\n"
    assert genre_of(readers.parse(text, path="a.md")) is Genre.POSTING


def test_a_plain_source_is_not_parsed_to_tell_its_genre() -> None:
    def parse(source: str) -> Content:
        raise AssertionError("parsed")

    assert genre_of(Document(POSTING, format="markdown", parse=parse)) is Genre.POSTING


def test_a_text_as_long_as_a_book_is_no_posting() -> None:
    assert genre_of_text(POSTING + "And so on, and so on.\n" * 5000) is Genre.OTHER


def test_points_grow_with_the_signs() -> None:
    assert posting_points(POSTING) > posting_points(HANDBOOK)
    assert posting_points("") <= 0


@pytest.mark.parametrize("text", ["\x00\ud800" * 50, "---\n" * 500, "From:" * 900, "a" * 70_000])
def test_no_text_is_too_odd(text: str) -> None:
    assert genre_of_text(text) in set(Genre)
