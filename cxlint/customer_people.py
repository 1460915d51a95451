"""People and units in a clause: the next that is named within some words, and which they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cxlint.customer_nouns import ends_phrase, names_somebody
from cxlint.customer_words import (
    CLAUSE_STOPS,
    FUNCTION_NAMES,
    OUTSIDE,
    PLURAL,
    RELATIVES,
    SINGULAR_UNITS,
    THINGS,
    UNITS,
)

Kind = Literal["internal", "external"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody who is served; offsets are those of the reading."""

    start: int
    end: int
    words: str
    kind: Kind


_WORD = r"[\w'’&/.+]*[\w'’&/+](?:-[a-z\d][\w’']*)*"
# A wrapped line goes on; what stands behind an empty line or a bullet is another clause.
_GAP_WORDS = re.compile(
    rf"(?:[ \t*_,(/&-]|\[|\n(?![ \t\r]*(?:\n|[-*•·+▪–]|\d{{1,2}}[.)])))+({_WORD})"
)

# People by the form of the word; what only looks like it is listed.
_PEOPLE = re.compile(r"[a-z]+(?:ers|ors|ists|ees|ians|als|ants|eurs|ysts|archs)$|[a-z]*(?:wo)?men$")
_OF_VEHICLES = re.compile(
    r"(?i)\b(?:our|your|bus|lorry|truck|van|delivery|taxi|train|tram) drivers$"
)
_THE = re.compile(r"(?i)\bthe (?:[\w-]+ )?$")
# The applicant's own family.
_OWN = re.compile(r"(?i)\byour\s+$")
_MEMBERS = re.compile(
    r"(?i)\s+(?:members|leaders|managers|owners|leads|inquir|requests|questions|needs|issues|problems)"
)
_SUPERVISED = re.compile(
    r"(?i)\b(?:subordinate|direct reports?|assigned staff|supervis(?:e|es|ed|ing|ion)|junior|lower[- ]level|new hires?"
    r"|other (?:developers|engineers|team members)|fellow|peers?)\b"
)
_RUN_TOGETHER = re.compile(r"[a-z]\.[A-Z]")
_THEM = re.compile(r"(?i)help(?:s|ing)? (?:them|people)\b")
_COMPOUND_AFTER = re.compile(
    r"(?:[ ](?:management (?:system|software|tool|process)|system|systems|software|meetings?|lunch|room|"
    r"suite|supplies|equipment|building|environment|environments|operations|processes|policies|initiatives|"
    r"objectives|goals|activities|strateg|plans?\b|applications?|records|reports|data|development|model|"
    r"requirements|rules|logic|continuity|cases?|procedures|functions|space|automation|work|tasks|duties))|/"
)
_CAPITAL_OK = re.compile(
    r"\s*(?:[,;.)/]|\n|$)|\s+(?:and|&|or|in|with|on|to|for|by|team|teams|department|group|function|staff|leaders|as|when|[A-Z])"
)


def people_after(
    text: str, start: int, position: int, reach: int, to_stops: bool = False
) -> Mention | None:
    """The first people or unit within `reach` words of `position`, in the same clause.

    The mention begins at `start`. `to_stops` where a "to" ends the object.
    """
    them = _THEM.match(text, start)
    if them:
        return Mention(start, them.end(), them.group(), "internal")
    for _ in range(reach):
        word = _GAP_WORDS.match(text, position)
        if word is None:
            return None
        found, position = word.group(1), word.end()
        lower = found.lower()
        left = lower in CLAUSE_STOPS or (lower == "to" and to_stops)
        if left or found[-1:] == "." or _RUN_TOGETHER.search(found):
            return None
        if is_people(text, found, position):
            words = text[start:position]
            if _SUPERVISED.search(words):
                return None
            return Mention(start, position, " ".join(words.split()), kind_of(lower))
    return None


def kind_of(noun: str) -> Kind:
    """Whether people of that name stand outside the company; `noun` is in lower case."""
    return "external" if noun in PLURAL or noun in OUTSIDE else "internal"


def is_people(text: str, word: str, end: int) -> bool:
    """Whether `word`, which ends at `end`, names people or a unit there."""
    lower = word.lower()
    if lower in RELATIVES and _OWN.search(text, max(0, end - len(word) - 8), end - len(word)):
        return False
    if lower in ("client", "clients") and not names_somebody(text, end - len(word), word, _never):
        return False
    if lower == "business":
        return (
            ends_phrase(text, end)
            and _THE.search(text, max(0, end - 40), end - len(word)) is not None
        )
    if lower in SINGULAR_UNITS:
        return ends_phrase(text, end) or _MEMBERS.match(text, end) is not None
    if lower in UNITS:
        return not _COMPOUND_AFTER.match(text, end)
    if word in FUNCTION_NAMES:
        return _CAPITAL_OK.match(text, end) is not None and not _COMPOUND_AFTER.match(text, end)
    if lower == "drivers":
        return _OF_VEHICLES.search(text, max(0, end - 24), end) is not None
    return lower in PLURAL or (lower not in THINGS and _PEOPLE.match(lower) is not None)


def _never() -> bool:
    return False
