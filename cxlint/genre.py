"""What kind of text a document is: a job posting, an e-mail, or another.

A declared genre wins. Otherwise the points are added up that `genre_signs` gives for what postings
are made of: a job's title, duties, requirements, terms. They are taken of the source, since parsing
costs many times more, and most texts are let go after the first signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from cxlint import genre_signs as signs
from cxlint.document import Document, Genre
from cxlint.linear import linear

# A posting shows within so many bytes what it is, and its title within so many.
_HEAD = 8_000
_OPENING = 2_000
# Texts so much longer than any posting are handbooks, books and listings.
_TOO_LONG = 80_000
_ENOUGH = 21
# With so many points, no sign against it changes what a text is.
_SETTLED = 44

_PLAIN_SOURCES = frozenset({"text", "markdown", "html"})


def genre_of(document: Document) -> Genre:
    """The genre that `document` declares, or else the one that its text shows."""
    declared = _declared(document)
    return declared if declared is not None else genre_of_text(document.source)


def genre_of_text(text: str) -> Genre:
    """The genre that a text shows."""
    if _has_mail_headers(text):
        return Genre.EMAIL
    if posting_points(text) >= _ENOUGH:
        return Genre.POSTING
    return Genre.EMAIL if _is_letter(text) else Genre.OTHER


def posting_points(text: str) -> int:
    """How much a text looks like a job posting; counting ends where the matter is settled."""
    if len(text) > _TOO_LONG:
        return 0
    head = _without_comments(text).encode("utf-8", "replace")
    opening = head[:_OPENING]
    found = _signs()
    titled = _has_title(head[:_TITLE_WITHIN])
    points = signs.TITLE_POINTS if titled else 0
    points += sum(worth for worth, sign in found.first if sign.search(head))
    # A title that is labelled as one counts once.
    points += sum(worth for worth, sign in found.opening[titled:] if sign.search(opening))
    if points < signs.LEAST_FIRST:
        return 0
    left = found.rest_worth
    for worth, sign in found.rest:
        if points + left < _ENOUGH or points >= _SETTLED:
            break
        left -= worth
        if sign.search(head):
            points += worth
    for worth, sign in found.against:
        if not _ENOUGH <= points < _SETTLED:
            break
        if sign.search(head):
            points += worth
    return points


def _without_comments(text: str) -> str:
    """The head of a text; comments in front matter, such as a form's instructions, say nothing."""
    if text.startswith("---\n#"):
        return _COMMENT.sub("", text[:_COMMENTED_HEAD])[:_HEAD]
    return text[:_HEAD]


_COMMENTED_HEAD = 24_000
_COMMENT = re.compile(r"(?m)^#.*\n|[ \t]#[ \t][^\n]*")


def _declared(document: Document) -> Genre | None:
    """What caller or document declare; the document is parsed only where it may say so."""
    source = document.source
    if document.format in _PLAIN_SOURCES and not (
        source.startswith(("---", "+++")) and "\ngenre" in source[:_HEAD]
    ):
        # Asking for `declared_genre` would parse the document, which cannot declare anything.
        return document.given_genre
    return document.declared_genre


# --- e-mail ----------------------------------------------------------------------------------

_MAIL_HEADER = re.compile(
    r"(?im)^(from|to|cc|subject|date|sent|reply-to|message-id)[ \t]*:[ \t]*\S"
)
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
_GREETING = re.compile(
    r"\s*(?:Hi|Hello|Hey|Dear|Good (?:morning|afternoon|evening))\b[^\n.!?:]{0,60}[,!:–-]?[ \t]*\r?\n"
)
_SIGN_OFF = re.compile(
    r"(?m)^[ \t]*(?:(?:Best|Kind|Warm|Many) (?:regards|wishes|thanks)|Regards|Best|Cheers|Thanks(?: again)?|Thank you"
    r"|Sincerely|Yours(?: (?:sincerely|faithfully|truly))?|Respectfully|All the best)[ \t]*[,!.]?[ \t]*\r?\n"
    r"(?:[ \t]*\r?\n)?[ \t]*[-–]?[ \t]*[A-Z][^\n]{0,60}(?:\r?\n|\Z)"
)
_LONGEST_LETTER = 12_000


def _has_mail_headers(text: str) -> bool:
    head = _BLANK_LINE.split(text[:1500].lstrip(), maxsplit=1)[0]
    first = _MAIL_HEADER.match(head)
    if first is None:
        return False
    names = {match.group(1).lower() for match in _MAIL_HEADER.finditer(head)}
    return len(names & {"from", "to", "subject", "date", "sent"}) >= 2 and (
        "from" in names or "to" in names
    )


def _is_letter(text: str) -> bool:
    return (
        len(text) <= _LONGEST_LETTER
        and _GREETING.match(text) is not None
        and _SIGN_OFF.search(text) is not None
    )


# --- postings --------------------------------------------------------------------------------

_TITLE_LINES = 3
# A line so short may hold a title; with more words before its job, it is a sentence.
_TITLE_WITHIN = 700
_SHORT_LINE = 130
_LONG_LINE = 170
_LEAST_LINE = 3
_WORDS_BEFORE = 6
_BEFORE = 75
_LABEL_LENGTH = 34
_TAG = re.compile(rb"<[^>]*>")
_SENTENCE = re.compile(rb"(?<![SJ]r)[.!?:](?:\s|$)", re.I)


def _has_title(opening: bytes) -> bool:
    """Whether one of the first lines names a job: the first one loosely, the others as a whole."""
    for number, line in enumerate(_first_lines(opening)):
        job = _signs().title.search(line)
        if job is None:
            continue
        before = line[: job.start()]
        if len(before) >= _BEFORE or _SENTENCE.search(before):
            continue
        if number:
            if job.end() >= len(line) - 1 and len(line) < _BEFORE:
                return True
        elif len(line) < _SHORT_LINE or len(before.split()) < _WORDS_BEFORE:
            return True
    return False


def names_job(line: str) -> bool:
    """Whether a line reads like the title of a job."""
    encoded = line.strip(" \t\r#*_-=").encode("utf-8", "replace")
    job = _signs().title.search(encoded)
    return job is not None and _SENTENCE.search(encoded[: job.start()]) is None


def _first_lines(opening: bytes) -> Iterator[bytes]:
    """The first lines that hold words, without marks; the first one without a label."""
    if opening.startswith(b"---"):
        at = opening.lower().find(b"\ntitle:")
        opening = opening[at + 7 :] if at > 0 else opening
    number = 0
    for raw in opening.split(b"\n"):
        line = raw.strip(b" \t\r#*_-=")
        if line[:1] == b"<":
            line = _TAG.sub(b" ", line).strip()
        if len(line) < _LEAST_LINE:
            continue
        if not number:
            label, _, rest = line[:_LABEL_LENGTH].partition(b":")
            line = line[len(label) + 1 :] if rest else line
        yield line[:_LONG_LINE]
        number += 1
        if number == _TITLE_LINES:
            return


@dataclass(frozen=True, slots=True)
class _Signs:
    """All signs compiled, each with its worth, in the order in which they are looked for."""

    title: Any
    first: list[tuple[int, Any]]
    opening: list[tuple[int, Any]]
    rest: list[tuple[int, Any]]
    against: list[tuple[int, Any]]
    rest_worth: int


@cache
def _signs() -> _Signs:
    def read(table: tuple[signs.Sign, ...]) -> list[tuple[int, Any]]:
        return [(one.points, linear(f"(?m){one.pattern}", of_bytes=True)) for one in table]

    return _Signs(
        linear(signs.TITLE, of_bytes=True),
        read(signs.FIRST),
        read(signs.OPENING),
        read(signs.REST),
        read(signs.AGAINST),
        sum(one.points for one in signs.REST),
    )
