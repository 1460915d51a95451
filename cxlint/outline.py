"""What is to be known of rules as long as nothing is found by them.

Rules are dear to load, and most texts hold nothing: an outline is kept between runs (see `cache`),
so that a clean text loads no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxlint.rule import Rules


@dataclass(frozen=True, slots=True)
class Outline:
    """The pattern of the prefilter, and the names of the checks of whole documents."""

    pattern: str
    checks: tuple[str, ...]

    @classmethod
    def of(cls, rules: Rules) -> Outline:
        """The outline of some rules."""
        from cxlint.anchors import pattern_of_rules

        checks = dict.fromkeys(rule.check for rule in rules if rule.check)
        return cls(pattern_of_rules(rules), tuple(checks))
