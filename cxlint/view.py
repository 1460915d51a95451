"""View: the sentence tells how somebody sees a thing, or leaves that behind; the writer need not share it."""

from __future__ import annotations

import re

from cxlint.document import Role
from cxlint.matching import Match

_PASSIVE = re.compile(
    r"\b(?:seen|viewed|regarded|treated|considered|described|perceived|portrayed|dismissed|thought of|"
    r"looked (?:up)?on|looked at|looked down (?:up)?on|written off|positioned|branded)"
    r"(?: (?!as\b)[\w'’]+){0,3} (?:as|to be) (?P<gap>[^.;:!?,]{0,45})$",
    re.I,
)
# Of others: "we see HR as overhead" is the writer's own view.
_ACTIVE = re.compile(
    r"(?P<who>[\w'’]+)(?: (?:still|often|always|only|just|merely|usually|sometimes|simply|\w+ly|may|might|can|could|would|will|do|does|did)){0,3}"
    r" (?:sees?|saw|views?|regards?|treats?|considers?|describes?|perceives?|portrays?|dismiss(?:es)?|thinks? of|looks? (?:up)?on|looks? at|looks? down (?:up)?on|writes? off|brands?)"
    r" (?:(?!as\b)[\w'’“”-]+ ){1,6}as (?P<gap>[^.;:!?,]{0,45})$",
    re.I,
)
_CONSIDERED = re.compile(
    r"\b(?:is|are|was|were|be|been|being)(?: \w+ly| often| still| always)? (?:considered|deemed) (?P<gap>(?:(?:an?|mere|merely|pure|purely|just|only|simply|largely) ){0,3})$",
    re.I,
)
_LEFT_BEHIND = re.compile(
    r"\b(?:(?:shift|evolv|transform|mov|chang|turn|go|grow|develop|switch|transition)\w* (?:[\w'’]+ ){0,6}|away )from (?P<gap>(?:(?:being|an?|mere|pure|just|only|seen|as|traditional) ){0,4})$",
    re.I,
)
# What "as" is said of ends where another part of the sentence begins.
_OTHER_PART = re.compile(
    r"\b(?:by|in|from|with|for|and|or|when|because|that|which|who|if|until|while|to|at|on|through|over|under|between)\b",
    re.I,
)
_OWN = frozenset("i we i'd we'd i'll we'll".split())
_AFTERWARDS = re.compile(r"^[”\"’']? (?:in)?to\b", re.I)


def viewed(match: Match, _: Role) -> str | None:
    """By what the sentence shows that somebody's view is told, if it does."""
    base = match.sentence.span.start
    text = match.sentence.text
    before, after = text[: match.span.start - base], text[match.span.end - base :]
    seen = _PASSIVE.search(before) or _CONSIDERED.search(before) or _others(before)
    if seen and not _OTHER_PART.search(seen["gap"]):
        return f"reports a view (“{seen.group().strip()[:40]}”)"
    left = _LEFT_BEHIND.search(before)
    if left and _AFTERWARDS.match(after):
        return f"leaves it behind (“{left.group().strip()[:40]}”)"
    return None


def _others(before: str) -> re.Match[str] | None:
    seen = _ACTIVE.search(before)
    return seen if seen and seen["who"].lower().replace("’", "'") not in _OWN else None
