"""What is to be known of rules as long as nothing is found by them.

Rules are dear to load, and most texts hold nothing: an outline is kept between runs (see `cache`),
so that a clean text loads no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from cxlint.document import Genre

if TYPE_CHECKING:
    from cxlint.rule import Rules


@dataclass(frozen=True, slots=True)
class Outline:
    """The patterns of the prefilter, of all rules and of each, and the checks of whole documents.

    What e-mail alone is searched for are common words elsewhere. All other genres share a pattern,
    since an automaton takes time to build.
    """

    pattern: str
    email_pattern: str
    rule_patterns: tuple[str, ...]
    checks: tuple[str, ...]

    @classmethod
    def of(cls, rules: Rules) -> Outline:
        """The outline of some rules."""
        from cxlint.anchors import anchors_of, one_of

        anchors = {rule.id: anchors_of(rules, rule) for rule in rules}

        def pattern_for(*genres: Genre) -> str:
            chosen = (anchors[r.id] for r in rules if any(map(r.is_for, genres)))
            return one_of(chain.from_iterable(chosen))

        return cls(
            pattern_for(Genre.OTHER, Genre.POSTING),
            pattern_for(Genre.EMAIL),
            tuple(one_of(anchors[rule.id]) for rule in rules),
            tuple(dict.fromkeys(rule.check for rule in rules if rule.check)),
        )

    def pattern_for(self, genre: Genre) -> str:
        """What a text of some genre is searched for."""
        return self.email_pattern if genre is Genre.EMAIL else self.pattern
