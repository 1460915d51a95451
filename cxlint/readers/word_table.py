"""Tables that list words, as style guides and glossaries do: what to avoid, what to write, what it means.

Their first row says so. A word in such a column is talked about and not used, as an entry of a
definition list is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from cxlint.document import Role

_WORDS = r"(?:\w+ )?(?:words?|terms?|terminology|phrases?|expressions?|titles?|language|wording)"
# Each says by itself that the table trades words for words.
_TRADES = re.compile(
    rf"(?:(?:words?|terms?|phrases?|expressions?|language|titles?) (?:to|we) (?:avoid|use|prefer|say|write)|avoid(?:ed)?(?: {_WORDS}| saying| using| this)?"
    rf"|(?:do not|don'?t|never|stop) (?:say|use|write|saying|using|writing)(?: this)?|instead of(?: this)?|rather than"
    rf"|(?:use|say|write|try|prefer|choose)(?: this)? instead|instead|alternatives?|alternative {_WORDS}|suggested {_WORDS}"
    rf"|replacements?|(?:preferred|recommended|approved|deprecated|discouraged|banned|outdated|inclusive|better) {_WORDS}|do not use)",
    re.I,
)
# These do where another column is as weak: "Use" alone may head what a room is used for.
_WEAK = re.compile(
    r"(?:use|say|write|try|prefer|preferred|recommended|better|do|yes|new|not|no|don'?t|never|old|not this|this|rather|replace(?: with)?|with)",
    re.I,
)
_MEANING = re.compile(r"(?:definitions?|meanings?|what it means|means|explanations?)", re.I)
_ENTRIES = re.compile(
    rf"(?:{_WORDS}|acronyms?|abbreviations?|jargon|slang|buzzwords?|entry|entries|names?)", re.I
)


def listed(heads: Sequence[str]) -> frozenset[int]:
    """The columns that hold words a table is about, by what stands in its first row."""
    plain = [head.strip(" :*_“”\"'").replace("’", "'") for head in heads]
    trading = {number for number, head in enumerate(plain) if _TRADES.fullmatch(head)}
    weak = {number for number, head in enumerate(plain) if _WEAK.fullmatch(head)}
    if trading or len(weak) > 1:
        return frozenset({0} | trading | weak)
    if plain and _ENTRIES.fullmatch(plain[0]) and any(map(_MEANING.fullmatch, plain[1:])):
        return frozenset({0})
    return frozenset()


class WordTable:
    """A table as it is read, cell by cell: what each of them is."""

    def __init__(self) -> None:
        self._heads: list[str] = []
        self._row = self._column = -1

    def row(self) -> None:
        """A row begins."""
        self._row += 1
        self._column = -1

    def cell(self) -> None:
        """A cell begins."""
        self._column += 1

    def role(self, words: str) -> Role:
        """What a block of the current cell is that reads so."""
        if self._column < 0:
            return Role.TABLE_CELL
        if self._row <= 0:
            self._heads += [""] * (self._column + 1 - len(self._heads))
            self._heads[self._column] = words
            return Role.TABLE_CELL
        return Role.TERM if self._column in self._listed else Role.TABLE_CELL

    @cached_property
    def _listed(self) -> frozenset[int]:
        return listed(self._heads)
