"""Guards: reasons to leave a match alone that hold for any rule.

Each looks at the sentence around a match and says, in words for the writer, what excuses it.
What becomes of an excused match (silence, or information at most) is the rule's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cxlint.bearer import borne
from cxlint.denial import denied
from cxlint.document import Role
from cxlint.matching import Match
from cxlint.mention import mentioned
from cxlint.names import named
from cxlint.rule import Guard
from cxlint.view import viewed


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


_GUARDS: Mapping[Guard, Callable[[Match, Role], str | None]] = {
    "mention": mentioned,
    "name": named,
    "view": viewed,
    "denial": denied,
    "bearer": borne,
}
