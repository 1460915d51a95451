"""A case as the runs of letters and digits that its words are written in.

What `prefilter` looks for: it cuts texts into such runs, since a text's marks tell nothing of where
spaCy will find a word. Whatever the matcher finds, the runs of the case stand there in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from cxlint.phrase import Slot, is_plain
from cxlint.rule import Case, Rules

# How often a token may stand that may stand any number of times.
_OFTEN = 99
# How many runs any word may be: "U.S.A." and "1,000,000" are three, an address more.
_MOST_RUNS = 12
_LITERAL_KEYS = ("LOWER", "ORTH", "TEXT", "NORM")

# Words that "n't" grows onto: "isn't" is the runs "isn" and "t".
_WRITTEN = {
    **{word: (word, word + "n") for word in
       ("ai are ca could dare did do does had has have is may might must need ought sha should was "
        "were wo would").split()},
    "n't": ("t", "n't"),
}  # fmt: skip
Element = tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Some words as they are written: the runs of each way to write each of them."""

    forms: tuple[tuple[str, ...], ...]
    begins: frozenset[str]
    ends: frozenset[str]
    longest: frozenset[str]

    @property
    def most(self) -> int:
        """How many runs one of them has at most."""
        return max(map(len, self.forms), default=_MOST_RUNS)


@lru_cache(maxsize=4096)  # cases share their word lists
def _written(words: tuple[str, ...]) -> Written:
    spelt = (form for word in words for form in _WRITTEN.get(word, (word,)))
    forms = tuple(tuple(re.findall(r"[a-z0-9]+", form)) for form in spelt)
    runs = [form for form in forms if form]
    return Written(
        forms,
        frozenset(form[0] for form in runs),
        frozenset(form[-1] for form in runs),
        frozenset(max(form, key=len) for form in runs),
    )


@dataclass
class Part:
    """A slot as the runs of letters and digits that its words are written in.

    `grown` are the words that it may have grown together with a neighbour to.
    """

    slot: Slot
    written: Written
    grown: frozenset[str] = frozenset()

    @classmethod
    def of(cls, slot: Slot) -> Part:
        """The part that a slot is."""
        words = slot.words or ()
        grown = {"cannot"} if "can" in words or "not" in words else ()
        return cls(slot, _written(words), frozenset(grown))

    @cached_property
    def may_be_nothing(self) -> bool:
        """Whether no run of the part may stand there."""
        return self.slot.least == 0 or () in self.written.forms

    @property
    def begins(self) -> frozenset[str] | None:
        """The first runs that it may be; None where it takes any word."""
        return None if self.slot.words is None else self.written.begins | self.grown

    @property
    def ends(self) -> frozenset[str] | None:
        """The last runs that it may be; None where it takes any word."""
        return None if self.slot.words is None else self.written.ends | self.grown

    @cached_property
    def most(self) -> int:
        """How many runs it may be at most."""
        return self.slot.most * self.written.most

    def ends_from(self, start: int, words: Sequence[str]) -> Iterator[int]:
        """Where the part may end that begins at one of some words, by their numbers."""
        if self.may_be_nothing or (start and words[start - 1] in self.grown):
            yield start
        if start < len(words) and self._may_begin_with(words[start]):
            yield from range(start + 1, min(start + self.most, len(words)) + 1)

    def _may_begin_with(self, word: str) -> bool:
        return self.slot.words is None or word in self.written.begins or word in self.grown

    @property
    def sure_words(self) -> frozenset[str]:
        """Words of which one is sure to stand there; none where that cannot be said."""
        if self.may_be_nothing or self.slot.words is None:
            return frozenset()
        return self.written.longest | self.grown


# A case: its elements, each with its alternatives.
Parts = Sequence[Sequence[Sequence[Part]]]


def parts_of(rules: Rules, case: Case) -> Parts:
    """The parts of a case."""
    if case.phrase is None:
        return as_parts(_element_of_token(token) for token in case.tokens or ())
    return as_parts(rules.phrase(case).loose)


def as_parts(elements: Iterable[Element]) -> Parts:
    """Elements as parts."""
    parts = [[[Part.of(slot) for slot in slots] for slots in element] for element in elements]
    _grow_together(parts)
    return parts


def _element_of_token(token: Mapping[str, Any]) -> Element:
    """What a spaCy token pattern says about the word itself; anything, where it says nothing."""
    least, most = _times_of(str(token.get("OP", "1")))
    if (most == 1 or not least) and token.get("OP") != "!":
        for key in _LITERAL_KEYS:
            value = token.get(key)
            words = [value] if isinstance(value, str) else (value or {}).get("IN", [])
            if words:
                return ((Slot(tuple(word.lower() for word in words), least, most),),)
    return ((Slot(None, 0, most),),)


def _times_of(operator: str) -> tuple[int, int]:
    """How often a token with this operator stands, at least and at most (many is enough)."""
    counts = re.fullmatch(r"\{(\d*)(,?)(\d*)\}", operator)
    if counts:
        least = int(counts[1] or 0)
        return least, int(counts[3] or _OFTEN) if counts[2] else least
    return {"?": (0, 1), "*": (0, _OFTEN), "!": (0, 1), "+": (1, _OFTEN)}.get(operator, (1, 1))


def _grow_together(elements: Parts) -> None:
    """Let neighbours that may be written as one word be so: "backoffice"."""
    before: list[Part] = []
    for element in elements:
        after: list[Part] = []
        for parts in element:
            near = before
            for part in parts:
                for left in near:
                    joined = _joined(left, part)
                    left.grown |= joined
                    part.grown |= joined
                near = [*near, part] if part.may_be_nothing else [part]
            after += near
        before = after


def _joined(left: Part, right: Part) -> frozenset[str]:
    if not (left.slot.reported and right.slot.reported):
        return frozenset()
    if not (is_plain(left.slot) and is_plain(right.slot)):
        return frozenset()
    return frozenset(a + b for a in left.slot.words or () for b in right.slot.words or ())


def may_be_nothing(element: Sequence[Sequence[Part]]) -> bool:
    """Whether an element may be left out."""
    return any(all(part.may_be_nothing for part in parts) for parts in element)


def may_stand(parts: Parts, words: Sequence[str]) -> bool:
    """Whether a case may stand in some words; "no" is certain."""
    places: set[int] = set(range(len(words) + 1))
    for element in parts:
        after: set[int] = set()
        for alternative in element:
            reached = places
            for part in alternative:
                reached = {end for start in reached for end in part.ends_from(start, words)}
            after |= reached
        places = after
        if not places:
            return False
    return True
