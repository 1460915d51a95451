"""Guards: reasons to leave a match alone that hold for any rule.

Each looks at the sentence around a match and says, in words for the writer, what excuses it.
What becomes of an excused match (silence, or information at most) is the rule's to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cxlint.bearer import borne
from cxlint.document import Role
from cxlint.matching import Match
from cxlint.mention import mentioned
from cxlint.names import named
from cxlint.rule import Guard


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a match is left alone: the guard that says so, and what it saw."""

    guard: Guard
    reason: str


def excuse(match: Match, role: Role) -> Iterator[Excuse]:
    """What excuses a match, if anything: the guards that its rule has on, in their order."""
    for guard, look in _GUARDS.items():
        if match.rule.outcome(guard) != "off":
            seen = look(match, role)
            if seen:
                yield Excuse(guard, seen)


_VIEW = re.compile(
    r"\b(?:seen|viewed|regarded|treated|considered|described|perceived|portrayed|dismissed|thought of|"
    r"looked (?:up)?on|looked down (?:up)?on|written off|positioned|shift\w* (?:\w+ ){0,6}from)"
    r"(?: (?!as\b)\w+){0,3} (?:as|from|to be)\b[^.;:!?]{0,40}$",
    re.I,
)
_DENIAL = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|without|cannot|nobody|stop(?:ped)?|far from)\b|n['’]t\b)[^.;:!?]{0,60}$",
    re.I,
)


def _view(match: Match, _: Role) -> str | None:
    before = match.sentence.text[: match.span.start - match.sentence.span.start]
    seen = _VIEW.search(before)
    return f"reports a view (“{seen.group().strip()[:40]}”)" if seen else None


def _denial(match: Match, _: Role) -> str | None:
    before = match.sentence.text[: match.span.start - match.sentence.span.start]
    seen = _DENIAL.search(before)
    return f"denies the idea (“{seen.group().strip()[:40]}”)" if seen else None


_GUARDS: Mapping[Guard, Callable[[Match, Role], str | None]] = {
    "mention": mentioned,
    "name": named,
    "view": _view,
    "denial": _denial,
    "bearer": borne,
}
