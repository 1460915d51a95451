"""Whether a text can hold a finding at all: one linear-time search derived from the rules.

Never written by hand. The law it keeps: whatever the matcher would find, the prefilter lets
through. It works on UTF-8 bytes with google-re2 (sources and measurements in SPEED of the
benchmarks: some hundred megabytes a second, independent of the number of phrases).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from cxlint.phrase import Phrase, Slot
from cxlint.rule import Case, Rules

# Between two words of prose: anything but letters and digits (hyphens, quotes, spaces).
_GAP = r"[^\pL\pN]+"
_NO_GAP = r"[^\pL\pN]*"
# Between two words of a marked-up source there may also stand tags, entities, link targets.
_MARKUP_GAP = r"(?:[^\pL\pN]|<[^<>]{0,200}>|\]\([^()]{0,200}\)|&[#\w]{1,8};)+"
# Marks inside a word hide it from any search for words; such sources are always let through.
_HIDDEN = (
    r"[A-Za-z](?:\*+|\\|&#?[A-Za-z0-9]{1,8};|</?[a-zA-Z][^<>]*>|<!--|\]\([^()]*\)|~~|\pCf|_+)[A-Za-z]"
    r"|&#|\\[-u]"
)
_ANY_WORD = r"[\pL\pN][^\s]*"
_LITERAL_KEYS = ("LOWER", "ORTH", "TEXT", "NORM", "LEMMA")


def pattern_of(phrase: Phrase, gap: str = _GAP) -> str:
    """A regular expression that matches wherever the phrase may."""
    loose = _NO_GAP if gap is _GAP else gap[:-1] + "*"
    options = dict.fromkeys(_sequence(variant, gap, loose) for variant in phrase.variants)
    return "|".join(options)


def _sequence(slots: tuple[Slot, ...], gap: str, loose: str) -> str:
    first, last = 0, len(slots)
    while first < last and _is_open(slots[first]):
        first += 1
    while last > first and _is_open(slots[last - 1]):
        last -= 1
    core = slots[first:last]
    if not core:
        return ""
    parts = [_words(core[0], gap)]
    for slot in core[1:]:
        if slot.least:
            parts.append(gap + _words(slot, gap))
        else:
            times = "?" if slot.most == 1 else "{0,%d}" % slot.most
            parts.append(f"(?:{gap}{_words(slot, gap)}){times}")
    left = r"\b" if re.match(r"\w", (core[0].words or ("a",))[0]) else ""
    return left + "".join(parts) + r"\b"


def _is_open(slot: Slot) -> bool:
    return slot.words is None or slot.least == 0


def _words(slot: Slot, gap: str) -> str:
    if slot.words is None:
        return _ANY_WORD
    return "(?:" + "|".join(sorted(_word(word, gap) for word in slot.words)) + ")"


def _word(word: str, gap: str) -> str:
    """A word as it may stand in a text; marks inside it (isn't) may be written in several ways."""
    runs = re.findall(r"[^\W_]+", word)
    return gap.replace("+", "*", 1).join(re.escape(run) for run in runs) if runs else ""


def token_pattern(tokens: Iterable[Mapping[str, Any]]) -> str:
    """A regular expression for the rarest literal of a token pattern; "" if it has none."""
    best: list[str] = []
    for token in tokens:
        if token.get("OP", "1") not in ("1", "+"):
            continue
        for key in _LITERAL_KEYS[:4]:
            value = token.get(key)
            words = [value] if isinstance(value, str) else (value or {}).get("IN", [])
            if words and (not best or min(map(len, words)) > min(map(len, best))):
                best = list(words)
    return "|".join(rf"\b{_word(word.lower(), _GAP)}\b" for word in best if _word(word.lower(), _GAP))


class Prefilter:
    """Asks whether a text may hold a finding of some of `rules`; False is certain."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def may_match(self, prose: str) -> bool:
        """Whether a block of prose may hold a match."""
        return self._prose.search(prose.encode("utf-8", "replace")) is not None

    def may_match_source(self, source: str) -> bool:
        """Whether a source, markup and all, may hold a match in any of its blocks."""
        data = source.encode("utf-8", "replace")
        return self._source.search(data) is not None or self._hidden.search(data) is not None

    @cached_property
    def _prose(self) -> Any:
        return _compiled(self._pattern(_GAP))

    @cached_property
    def _source(self) -> Any:
        return _compiled(self._pattern(_MARKUP_GAP))

    @cached_property
    def _hidden(self) -> Any:
        return _compiled(_HIDDEN)

    def _pattern(self, gap: str) -> str:
        cases = [case for rule in self._rules for case in rule.cases]
        patterns = [case_pattern(self._rules, case, gap) for case in cases]
        if not all(patterns):
            return ""  # a case without a sure literal: everything may match
        return "|".join(dict.fromkeys(patterns)) or r"[^\x00-\x{10FFFF}]"


def case_pattern(rules: Rules, case: Case, gap: str = _GAP) -> str:
    """The prefilter pattern of one case; "" where it may match anything."""
    if case.phrase is None:
        return token_pattern(case.tokens or ())
    return pattern_of(rules.phrase(case), gap)


def _compiled(pattern: str) -> Any:
    import re2

    options = re2.Options()
    options.max_mem = 1 << 28
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(pattern.encode("utf-8"), options)


class CaseSet:
    """Which of many cases may match a sentence, in one pass."""

    def __init__(self, patterns: Iterable[str]) -> None:
        import re2

        options = re2.Options()
        options.max_mem = 1 << 28
        options.case_sensitive = False
        options.log_errors = False
        self._set = re2.Set.SearchSet(options)
        self._numbers: list[int] = []
        self._always: list[int] = []
        for number, pattern in enumerate(patterns):
            if pattern:
                self._set.Add(pattern)
                self._numbers.append(number)
            else:
                self._always.append(number)
        self._set.Compile()

    def matching(self, text: str) -> list[int]:
        """The numbers of the cases that may match, ascending."""
        found = [self._numbers[index] for index in self._set.Match(text) or ()] if self._numbers else []
        return sorted(found + self._always)
