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

NIGHTS = """\
# Care Assistant, nights

Elmtree House, Settle · 36 hours a week over three nights · £12.95 an hour

**What a night looks like**

You take the handover, help residents to bed, answer bells and write up what happened.

**You'll be right for this if**

- you have your Care Certificate, or will get it in twelve weeks
- you can write a clear note

Call Maureen on 01632 960 010 for a chat.
"""
LORRY = """\
HGV CLASS 2 DRIVER
Sharpness depot, Mon-Fri, 5am start, £14.20 p/h

You'll run sand and gravel between quarry and site and keep your tacho straight. Cat C licence with no
more than 6 points and an up to date CPC. Company pension, 28 days holiday. Ring the yard and ask for Col.
"""
ONE_PARAGRAPH = (
    "Toolmaker, days, Corby. A press shop of forty is after a time-served toolmaker. You will strip, regrind "
    "and try out tools and keep the records straight. Sound knowledge of press tools is essential. 39 hours a "
    "week, £17.50 to £19 an hour according to experience. Apply in writing to the works manager."
)
COUNCIL = """\
Trading Standards Officer
Grade J, £36,648 to £40,221 pa
Permanent, 37 hours per week
Closing date: Sunday 14 June

The postholder will:
* investigate complaints and prepare files
* inspect weights and measures
* give evidence in court

Person specification
Essential: the diploma; a current driving licence.
"""
BULLETS = """\
# Backend Engineer (m/f/d)

- Ghent or remote
- Go, Postgres and a bit of Rust
- Design and run services that take 90k events a second
- Carry the pager one week in seven
- 4+ years with distributed systems
- 75–95k EUR, 30 days off
"""
WEB_PAGE = (
    "<html><body><h1>Biomedical Scientist (Histology)</h1><p><b>Band 6</b> | Full time</p>"
    "<h2>Main duties of the job</h2><ul><li>Plan the daily work of the bench</li>"
    "<li>Validate new stains</li><li>Train new staff</li></ul>"
    "<h2>Person specification</h2><ul><li>HCPC registration</li></ul></body></html>"
)
SHIFT = """\
Title: Receptionist, Eye Clinic
Hours: 30 p/w
Rate: AUD 31.20/h

Check patients in, book follow-ups, explain the wait.
Need: front desk background, tidy typing.
"""

SHORT = (
    "# Bike mechanic\n\nFour days a week, £13.20/h, Leith. Services and wheel builds. Cytech 2 or the same "
    "by experience. Own tools. Pop in.\n"
)
CHATTY = """\
## Data Protection Officer

**Where:** Cork

You keep the register of processing and are the regulator's first call.

You bring a few years in privacy. We bring €70k and hybrid work.
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
CAREERS = """\
# Careers at Fennick

We build sensors for farms. You'll get 30 days off and a training budget.

## How we hire

A call with a recruiter, a paid task, a day with the team.

## Open roles

- [Firmware Engineer](/jobs/firmware), full-time
- [Payroll Specialist](/jobs/payroll), part-time

Apply anyway: jobs@fennick.example
"""
POLICY = """\
# Recruitment policy

This policy sets out how we recruit for permanent and part-time posts.

## Job description and person specification

The manager writes down the main duties and responsibilities, and the qualifications, experience and skills
that are essential. The advertisement states salary, closing date and how to apply.
"""
RESUME = """\
Hannah Okafor

Payroll specialist with eight years of experience in retail.

Experience

Payroll Lead, Brightside, 2019 to now
- Responsible for the monthly pay of 1,400 employees
- Supervise two clerks

Skills: Excel, communication skills, full driving licence.

References on request
"""
VACANCIES = """\
VACANCIES THIS WEEK

Finance Assistant, Carlisle, £24k, permanent. Ref 1120
Dispenser, Kendal, £12.40 per hour, part-time. Ref 1124
HGV Fitter, Penrith, £38k, nights. Ref 1131
Nursery Nurse, Ulverston, term time only. Ref 1133
"""
LADDER = """\
# Engineering career ladder

## Engineer

- Writes code that is tested
- 0-2 years of experience, usually

## Senior Engineer

- Leads a project of several people
- Strong communication skills
"""
REVIEW = (
    "Warehouse operative, two stars.\n\nPros: pay on time, £12.80 an hour. Cons: targets, and night shifts "
    "every third week. They say full time after twelve weeks but nobody I know got it.\n"
)
NEWS = """\
# Care homes struggle to fill night shifts

"We need nurses, full-time and part-time, and we cannot get them," said Rita Moss. Pay is £11.80 per hour.
Requirements are another matter: a certificate and experience. The ministry said that it would help.
"""
DUTY_ROTA = """\
# Role: Release captain

## Responsibilities

- Cut the release branch on Monday
- Run the smoke tests and fix what fails
- Write the changelog

## Requirements

You need a token for the registry. See [setup](setup.md).
"""
TEMPLATE = "# [Job title]\n\n## Responsibilities\n\n- \n\n## Requirements\n\n- \n"


SECTION_COOK = """Chef de Rang at the Lighthouse

Forty seats, one sitting.

Your work: lay the tables, carry the plates, explain the menu, and keep the wine list in order.

You bring: two seasons in a dining room, and good feet.
"""
POST_HOLDER = """ARCHIVE ASSISTANT (20 hours)

The postholder fetches boxes, answers letters and mends bindings on Fridays.

Candidates should have basic typing skills and enjoy working with old paper.
"""


@pytest.mark.parametrize(
    "text",
    [
        POSTING,
        SECTION_COOK,
        POST_HOLDER,
        NO_HEADINGS,
        LABELLED,
        NIGHTS,
        LORRY,
        ONE_PARAGRAPH,
        COUNCIL,
        BULLETS,
        WEB_PAGE,
        SHIFT,
        SHORT,
        CHATTY,
    ],
)
def test_a_posting_is_recognised(text: str) -> None:
    assert genre_of_text(text) is Genre.POSTING


PORTRAIT = """\
Meet Bertil, our Shift Supervisor

Bertil joined in 2009 as an apprentice and is responsible for forty people today. Requirements change, he says,
but experience and good communication skills stay. His duties begin at six with a walk through the hall.
"""


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
        PORTRAIT,
        PRIZE,
        COURSE,
        TEMPLATE,
        CAREERS,
        POLICY,
        RESUME,
        VACANCIES,
        LADDER,
        DUTY_ROTA,
        REVIEW,
        NEWS,
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
