"""Whether a noun of the customer list names somebody where it stands, or makes a thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from cxlint.customer_words import (
    FUNCTION_WORDS,
    HALF_NOUNS,
    NEVER_ALONE,
    NO_CUSTOMER_BEFORE,
    PLURAL,
    POSSESSIVES,
    RELATIVES,
)
from cxlint.linear import linear

# After a singular noun, these make a thing of it: a user story, a client-side cache.
_THING_AFTER = re.compile(
    r"(?i)[-/ ]?\s*(?:side|server|life-?\s?cycle|segmentation|insights?|stor(?:y|ies)|interfaces?"
    r"|acceptance|guides?|manuals?|data(?:base)?s?|relationship management|machines?|librar(?:y|ies)"
    r"|software|scripting|certificates?|devices?|loans?|choice|acquisition cost|churn|ids?\b"
    r"|account control|profiles?\b|accounts? and (?:groups|permissions)|flows?|permissions?|base class"
    r"|application|products|goods|electronics|packaged|internet|os\b|operating|blog|lecturers?"
    r"|speakers?|posts?|registration|privileges|access|administration|authenti|management system"
    r"|analytics|journey map|experience (?:design|\(ux|research|team)|interaction design|cars?\b"
    r"|vehicles?|derived|elevators?|and freight|and commercial|end devices|credit\b|preference|testing|states?\b|requirements? document"
    r"|of (?:a|an|the|our) (?:team|staff|board|group|dynamic))"
)
# What a singular noun is followed by where it does name somebody.
_SERVICE_AFTER = re.compile(
    r"(?i)(?:['’]s)?[- ]\s*(?:needs?|services?|satisfaction|experiences?|support|relations?(?:hips?)?\b"
    r"|care|requests?|requirements?|inquir|enquir|questions?|complaints?|problems?|issues?|expectations"
    r"|feedback|success|facing|focus|centric|outcomes|safety|famil|education|learning|achievement"
    r"|engagement|communit|staff\b|personnel|retention|presentations?|deliverables?|meetings?|sites?|orders?|calls?"
    r"|concerns?|contact|demands?|assistance|interactions?|oriented|orientation|training|projects?"
    r"|organi[sz]ations?|and |teams?|groups?|progress|growth|performance|accounts?|visits?|solutions"
    r"|values?|profit|reports?|billing|advoca|loyalty|delight|happiness|queries|communications?"
    r"|onboarding|implementations?|engagements?|liaison|business|problems|adoption|goals?|objectives"
    r"|behaviou?r|activit|development|life|population|outreach|information)"
)
_ARTICLE = re.compile(
    r"(?i)\b(?:a|an|the|each|every|any|per|our|one|to|for|with|of|internal|external|end|new"
    r"|individual)\s+$"
)
_OF_STAFF = re.compile(
    r"(?i)\s+(?:of|on (?:the|our|a))\s+(?:\w+\s+){0,4}(?:staff|teams?|boards?|committees?|crew|groups?|units?"
    r"|council|departments?|divisions?|organi[sz]ation|faculty|network|association)\b"
)
# "A server and its clients" are machines.
_OF_A_SERVER = re.compile(r"(?i)\b(?:servers?|brokers?|prox(?:y|ies)|apis?) and (?:its|their) $")
_NAMED_AFTER = re.compile(r"['’]?\s+(?:Choice|Preference|Affairs|Administration|Day)\b")
# "A private members' club", "the students' union".
_CLUB = re.compile(r"['’]s? (?:[a-z]+ )?(?:clubs?|unions?|associations?|society|lounge|hostel)\b")
_ACCOUNT = re.compile(r"(?i)[- ]accounts?\b")
# In the name of an authority they are nobody in particular.
_IN_A_NAME = re.compile(
    r"(?:Office|Department|Dept\.?|Bureau|Division|Board|Center|Centre|Commission|Ministry|Council"
    r"|Institute|Association|Society|Agency|Administration) (?:of|for) (?:[A-Z]\w+ )?(?:and )?$"
)
# A staffing agency's own client is the employer.
_AGENCY_AT = re.compile(
    r"(?i)\b(?:our|my|direct|end|their|prime)\s+(?:[\w-]+\s+){0,4}client$"
    r"|\bone of (?:our|my|its|their)\s+(?:[\w-]+\s+){0,3}clients$"
)
_AGENCY_S = re.compile(r"(?i)\bour\s+(?:[\w-]+\s+){0,2}$")
_NEXT_WORD = re.compile(r"\s+([a-z]+)")
# "The public" is somebody, "the public sector" is none.
_PUBLIC = re.compile(
    r"(?i)(?:the|general) public(?=[.,;:)\n!?]|$|\s*$|\s+(?:and|or|in|on|at|by|about|with|to|who|that"
    r"|through|via|regarding|when|is|are|for|as|of|from|during|come|need|rely|can|may)\b)|members of the public"
    r"|public (?:inquir|enquir|contact|counter|questions|complaints|requests)"
)


def names_somebody(text: str, start: int, word: str, from_agency: Callable[[], bool]) -> bool:
    """Whether the noun at `start` names customers; `from_agency` tells of staffing agencies."""
    lower = word.lower()
    if _is_other(text, start, word, lower):
        return False
    end = start + len(word)
    if lower == "clients" and _AGENCY_S.search(text, max(0, start - 30), start) and from_agency():
        return False
    if lower in PLURAL:
        return (
            not _CLUB.match(text, end)
            and not _NAMED_AFTER.match(text, end)
            and not _OF_STAFF.match(text, end)
        )
    if _THING_AFTER.match(text, end) or (lower == "user" and _ACCOUNT.match(text, end)):
        return False
    if _SERVICE_AFTER.match(text, end):
        return True
    if lower in HALF_NOUNS:
        before = text[max(0, start - 24) : start]
        alone = _ARTICLE.search(before) is not None and ends_phrase(text, end)
        return alone and lower not in NEVER_ALONE
    if _is_compound(text, start, end):
        return False
    return lower != "client" or not from_agency()


def _is_compound(text: str, start: int, end: int) -> bool:
    """Whether a noun in the singular is the first half of a thing: a visitor badge."""
    following = _SECOND_HALF.match(text, end)
    if following is None:
        return False
    word = following.group(1).lower()
    if word in FUNCTION_WORDS or word in _VERBS or word.endswith("ly"):
        return False
    return not (word.endswith("s") and _ONE.search(text, max(0, start - 8), start))


_SECOND_HALF = re.compile(r"[ -]([A-Za-z][a-z]*)")
_ONE = re.compile(r"(?i)\b(?:a|an|each|every|no|any|one)\s+$")
_VERBS = frozenset(
    "has had is was were be needs wants asks waits calls comes gets sees leaves goes must may might should could "
    "would will does did says knows feels finds counts where how why not gave made".split()
)


def ends_phrase(text: str, end: int) -> bool:
    """Whether no noun follows that would make a compound."""
    following = _NEXT_WORD.match(text, end)
    return following is None or following.group(1) in FUNCTION_WORDS


def public_at(text: str, start: int) -> tuple[int, int] | None:
    """Where the words "the public" around `start` stand, if they name people."""
    found = _PUBLIC.search(text, max(0, start - 20), start + 40)
    return found.span() if found else None


def is_staffing_agency(text: str) -> bool:
    """Whether a posting speaks of its own client as the employer."""
    return _agency().search(text) is not None


def _is_other(text: str, start: int, word: str, lower: str) -> bool:
    """Whether the words before a noun make something else of it."""
    if start and text[start - 1] in "/@_-":
        return True
    words = text[max(0, start - 24) : start].split()
    previous = words[-1].lower() if words else ""
    if previous in NO_CUSTOMER_BEFORE or (previous in POSSESSIVES and lower in RELATIVES):
        return True
    if word[0].isupper() and _IN_A_NAME.search(text, max(0, start - 40), start):
        return True
    if lower not in ("client", "clients"):
        return False
    if _OF_A_SERVER.search(text, max(0, start - 24), start):
        return True
    end = start + len(word)
    return text[end : end + 1] == ":" or (
        _AGENCY_AT.search(text, max(0, start - 45), end) is not None
    )


@cache
def _agency() -> Any:
    return linear(
        r"\b(?:our|my) (?:direct |end )?client(?:,| is| has| in| located| based| seeks| needs|'s|’s)"
        r"|\b(?:our|my) (?:[\w-]+ ){0,4}client\b[^.]{0,40}\b(?:is|has|seeks|needs|located|looking)\b"
        r"|one of (?:our|my) (?:[\w-]+ ){0,3}clients|\bdirect client\b|\bend client\b"
        r"|\bstaffing (?:firm|company|agency)|corp[- ]to[- ]corp|\bc2c\b"
    )
