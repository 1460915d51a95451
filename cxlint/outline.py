"""What is to be known of rules as long as nothing is found by them.

Rules are dear to load, and most texts hold nothing: an outline is kept between runs (see `cache`),
so that a clean text loads no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cxlint.document import Genre
from cxlint.prefilter import Anchor, Prefilter

if TYPE_CHECKING:
    from cxlint.rule import Rules

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outline:
    """The anchors of all cases, and the checks of whole documents.

    What e-mail alone is searched for are common words elsewhere. All other genres are searched for
    the same, so that there are two prefilters, not three.
    """

    anchors: tuple[Anchor | None, ...]
    of_email: tuple[int, ...]
    of_others: tuple[int, ...]
    checks: tuple[str, ...]

    @classmethod
    def of(cls, rules: Rules) -> Outline:
        """The outline of some rules."""
        from cxlint.anchors import anchor_of

        cases = [(rule, case) for rule in rules for case in rule.cases]

        def numbers(*genres: Genre) -> tuple[int, ...]:
            return tuple(
                number for number, (rule, _) in enumerate(cases) if any(map(rule.is_for, genres))
            )

        return cls(
            tuple(anchor_of(rules, case) for _, case in cases),
            numbers(Genre.EMAIL),
            numbers(Genre.OTHER, Genre.POSTING),
            tuple(dict.fromkeys(rule.check for rule in rules if rule.check)),
        )

    def prefilter_for(self, genre: Genre) -> Prefilter:
        """What searches a text of some genre."""
        numbers = self.of_email if genre is Genre.EMAIL else self.of_others
        return Prefilter({number: self.anchors[number] for number in numbers})

    def as_data(self) -> list[Any]:
        """The outline as JSON knows it; lists of words that many anchors share are there once."""
        sets: dict[frozenset[str], int] = {}

        def numbered(words: frozenset[str]) -> int:
            return sets.setdefault(words, len(sets))

        anchors = [
            anchor
            and [
                numbered(anchor.alone),
                [[numbered(first), numbered(second)] for first, second in anchor.pairs],
                [numbered(words) for words in anchor.also],
                anchor.reach,
            ]
            for anchor in self.anchors
        ]
        lists = [sorted(words) for words in sets]
        return [lists, anchors, list(self.of_email), list(self.of_others), list(self.checks)]

    @classmethod
    def from_data(cls, data: list[Any]) -> Outline:
        """What `as_data` gave. Raises TypeError, ValueError or LookupError where it gave no such thing."""
        lists, anchors, of_email, of_others, checks = data
        sets = [frozenset(_each(str, words)) for words in lists]

        def anchor(alone: int, pairs: list[list[int]], also: list[int], reach: int) -> Anchor:
            _each(int, [reach])
            return Anchor(
                sets[alone],
                frozenset((sets[first], sets[second]) for first, second in pairs),
                tuple(sets[number] for number in also),
                reach,
            )

        outline = cls(
            tuple(None if one is None else anchor(*one) for one in anchors),
            _each(int, of_email),
            _each(int, of_others),
            _each(str, checks),
        )
        if not set(outline.of_email + outline.of_others) <= set(range(len(outline.anchors))):
            raise LookupError
        return outline


def _each(kind: type[T], said: list[Any]) -> tuple[T, ...]:
    """What a list holds. Raises TypeError where that is of another kind."""
    if not isinstance(said, list) or any(type(one) is not kind for one in said):
        raise TypeError
    return tuple(said)
