"""How a document's language does towards the people it is about: 0 to 100, and what cost how much.

Version 1. A finding weighs by its severity, those of the whole document more, since no word count
thins out what is missing. Weights of words are per 300 words, so that a handbook and a posting of
the same style score alike; a shorter text counts as 300. The score is 100 · exp(-weight), so that
each further finding costs a little less and nothing falls below 0.

It is a score of language. It predicts neither who will apply nor how customers are served.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from cxlint.document import Document
from cxlint.model import Finding, Severity

VERSION = 1

_WEIGHTS = {Severity.ERROR: 0.30, Severity.WARNING: 0.15, Severity.INFO: 0.03}
_WHOLE_WEIGHTS = {Severity.ERROR: 0.50, Severity.WARNING: 0.30, Severity.INFO: 0.06}
_WORDS = 300
_TAG = re.compile(r"<[^<>]*>")


class Band(StrEnum):
    """Scores in words, for people; the best first."""

    GREAT = "great"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"

    @property
    def least(self) -> int:
        """The lowest score of the band."""
        return _LEAST[self]


_LEAST = {Band.GREAT: 95, Band.GOOD: 85, Band.FAIR: 70, Band.POOR: 0}


@dataclass(frozen=True, slots=True)
class Cost:
    """What the findings of one rule cost together."""

    rule: str
    findings: int
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    """A document's score; `costs`, the dearest first, add up to what is lacking from 100.

    `words` are those of the document; 0 where nothing was found and none were counted.
    """

    value: int
    costs: tuple[Cost, ...] = ()
    words: int = 0
    version: int = VERSION

    @property
    def band(self) -> Band:
        """The score in a word."""
        return band_of(self.value)

    def as_dict(self) -> dict[str, Any]:
        """The score as plain values."""
        return {"value": self.value, "band": str(self.band), "version": self.version,
                "costs": [asdict(one) for one in self.costs]}  # fmt: skip


def band_of(value: float) -> Band:
    """The band that a score lies in."""
    return next(band for band in Band if value >= band.least)


def score(findings: Iterable[Finding], document: Document) -> Score:
    """The score of a document with these findings; what the writer silenced costs nothing."""
    counted = [one for one in findings if one.suppressed is None]
    if not counted:
        return Score(100)
    words = word_count(document)
    thinned = _WORDS / max(words, _WORDS)
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    for one in counted:
        weight = (
            _WHOLE_WEIGHTS[one.severity]
            if one.rule in _whole()
            else _WEIGHTS[one.severity] * thinned
        )
        weights[one.rule] = weights.get(one.rule, 0.0) + weight
        counts[one.rule] = counts.get(one.rule, 0) + 1
    total = math.fsum(weights.values())
    # 100 is for documents in which nothing was found.
    value = min(99, round(100 * math.exp(-total)))
    costs = [
        Cost(rule, counts[rule], round((100 - value) * weight / total, 1))
        for rule, weight in weights.items()
    ]
    return Score(value, tuple(sorted(costs, key=lambda one: (-one.points, one.rule))), words)


def word_count(document: Document) -> int:
    """How many words a document has; of markup only what stands free counts."""
    source = document.source
    return len((_TAG.sub(" ", source) if "<" in source else source).split())


@cache
def _whole() -> frozenset[str]:
    """The rules that check whole documents."""
    from cxlint.rule_files import builtin_rules

    return frozenset(rule.id for rule in builtin_rules() if rule.check)
