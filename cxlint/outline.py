"""What is to be known of rules as long as nothing is found by them.

Rules are dear to load, and most texts hold nothing: an outline is kept between runs (see `cache`),
so that a clean text loads no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.document import Genre

if TYPE_CHECKING:
    from cxlint.rule import Rules


@dataclass(frozen=True, slots=True)
class Outline:
    """The patterns of the prefilter, and the names of the checks of whole documents.

    What e-mail alone is searched for are common words elsewhere. All other genres share a pattern,
    since an automaton takes time to build.
    """

    pattern: str
    email_pattern: str
    checks: tuple[str, ...]

    @classmethod
    def of(cls, rules: Rules) -> Outline:
        """The outline of some rules."""
        from cxlint.anchors import pattern_of_rules

        elsewhere = [r for r in rules if r.is_for(Genre.OTHER) or r.is_for(Genre.POSTING)]
        in_email = [rule for rule in rules if rule.is_for(Genre.EMAIL)]
        return cls(
            pattern_of_rules(elsewhere, rules),
            pattern_of_rules(in_email, rules),
            tuple(dict.fromkeys(rule.check for rule in rules if rule.check)),
        )

    def pattern_for(self, genre: Genre) -> str:
        """What a text of some genre is searched for."""
        return self.email_pattern if genre is Genre.EMAIL else self.pattern
