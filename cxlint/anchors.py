"""What a text must hold for a case of a rule to match: patterns derived from the rules.

Never written by hand. The law they keep: wherever the matcher finds a case, its pattern and its
anchor match. An anchor is the part of the case that is met least, and far cheaper to look for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cxlint.phrase import FUNCTION_WORDS, Slot
from cxlint.prefilter import NOTHING
from cxlint.rule import Case, Rule, Rules

# The patterns are of bytes: every byte beyond ASCII counts as a gap and as a letter alike, which
# lets more through and keeps the automaton small.
_GAP = r"[^A-Za-z0-9]+"
_NO_GAP = r"[^A-Za-z0-9]*"
_ANY_WORD = r"\S+"
# Lists longer than this are left out of an anchor whose other words share so many letters.
_MANY, _RARE = 12, 7
_OFTEN = 99
_LITERAL_KEYS = ("LOWER", "ORTH", "TEXT", "NORM")

Element = tuple[tuple[Slot, ...], ...]


def elements_of(rules: Rules, case: Case) -> tuple[Element, ...]:
    """A case as a sequence of elements, each with its alternatives; token patterns as well."""
    if case.phrase is None:
        return tuple(_element_of_token(token) for token in case.tokens or ())
    return rules.phrase(case).loose


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


def pattern_of(elements: Iterable[Element]) -> str:
    """A regular expression that matches wherever a case may; "" where that is anywhere."""
    return _pattern(_trimmed(elements))


def anchor_of(elements: Iterable[Element]) -> str:
    """The same for the part of the case that is met least: far cheaper over long texts.

    Wildcards after common words make an automaton follow every word; a run of sure words between
    them does not.
    """
    runs: list[list[Element]] = [[]]
    for element in _trimmed(elements):
        if any(slot.words is None for slots in element for slot in slots):
            runs.append([])
        else:
            runs[-1].append(element)
    best = max((_trimmed(run) for run in runs), key=_rarity, default=[])
    return _pattern(_without_long_ends(best))


def _without_long_ends(run: list[Element]) -> list[Element]:
    """A run without the long lists at its ends, where the rest is rare enough."""
    kept = list(run)
    for end in (-1, 0):
        while len(kept) > 1 and _choices(kept[end]) > _MANY:
            rest = _trimmed(kept[:-1] if end else kept[1:])
            if _rarity(rest) < _RARE:
                break
            kept = rest
    return kept


def _choices(element: Element) -> int:
    return sum(max((len(slot.words or ()) for slot in slots), default=0) for slots in element)


def _trimmed(elements: Iterable[Element]) -> list[Element]:
    """Elements without those at the ends that may be nothing or anything."""
    kept = [element for element in elements if element != ((),)]
    while kept and _is_open(kept[0]):
        kept.pop(0)
    while kept and _is_open(kept[-1]):
        kept.pop()
    return kept


def _rarity(run: list[Element]) -> int:
    """How many letters a text must at least share with a run; function words count for one."""
    return sum(
        min(
            sum(min(_weight(word) for word in slot.words or ("",)) for slot in slots if slot.least)
            for slots in element
        )
        for element in run
    )


def _weight(word: str) -> int:
    return 1 if word in FUNCTION_WORDS else len(word)


def _pattern(elements: list[Element]) -> str:
    if not elements:
        return ""
    parts = [_alternatives(elements[0])]
    for element in elements[1:]:
        words = _alternatives(element)
        gap = _NO_GAP if _may_join(element) else _GAP
        parts.append(f"(?:{gap}{words})" + _times(element))
    last = [word for slots in elements[-1] for slot in slots[-1:] for word in slot.words or ()]
    end = r"\b" if all(word[-1:].isalnum() for word in last) else ""
    first = [word for slots in elements[0] for slot in slots[:1] for word in slot.words or ()]
    start = "" if any(_is_glued(word) for word in first) else r"\b"
    return f"{start}{''.join(parts)}{end}"


def _is_open(element: Element) -> bool:
    """Whether an element may be nothing, or anything."""
    return any(not any(slot.least and slot.words for slot in slots) for slots in element)


def _may_join(element: Element) -> bool:
    """Whether the element may be written in one with the word before it ("backoffice", "I'm")."""
    first = [slots[0].words or () for slots in element if slots]
    return any(0 < len(words) <= 2 or any(_is_glued(word) for word in words) for words in first)


def _is_glued(word: str) -> bool:
    """Whether spaCy cuts the word off the one before it: isn't, cannot, I'm."""
    return word in ("n't", "not") or not word[:1].isalnum()


def _times(element: Element) -> str:
    if not any(not slots or not slots[0].least for slots in element):
        return ""
    most = max((slots[0].most for slots in element if slots), default=1)
    return {1: "?", _OFTEN: "*"}.get(most, f"{{0,{most}}}")


def _alternatives(element: Element) -> str:
    options = [_NO_GAP.join(_words(slot) for slot in slots) for slots in element if slots]
    return "(?:" + "|".join(dict.fromkeys(options)) + ")"


def _words(slot: Slot) -> str:
    if slot.words is None:
        return _ANY_WORD
    return "(?:" + "|".join(sorted(_word(word) for word in slot.words)) + ")"


def _word(word: str) -> str:
    """A word as it may stand in a text; marks inside it (isn't) may be written in several ways."""
    runs = re.findall(r"[A-Za-z0-9]+", word)
    return _NO_GAP.join(runs)


def anchors_of(rules: Rules, rule: Rule) -> frozenset[str]:
    """The anchors of a rule's cases; "" among them where one may match anything."""
    return frozenset(anchor_of(elements_of(rules, case)) for case in rule.cases)


def one_of(anchors: Iterable[str]) -> str:
    """Some anchors as one pattern; "" where one of them may match anything."""
    chosen = set(anchors)
    # In order, so that what begins alike is tried once.
    return "" if "" in chosen else "|".join(sorted(chosen)) or NOTHING


def case_pattern(rules: Rules, case: Case) -> str:
    """The prefilter pattern of one case; "" where it may match anything."""
    return pattern_of(elements_of(rules, case))
