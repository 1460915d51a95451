"""The values that everything speaks in: spans, edits, suggestions and findings.

Offsets are half-open and count code points of a document's source. This module imports nothing
of ours, so that any other may use it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding matters; compare with `rank` (higher is more severe)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for error, 1 for warning, 0 for info."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]

    def at_most(self, limit: Severity) -> Severity:
        """This severity, lowered to `limit` where it lies above it."""
        return self if self.rank <= limit.rank else limit


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The text under this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by)


class Stretches:
    """What some spans cover of a text, as spans that ascend and lie apart; and what it touches."""

    def __init__(self, spans: Iterable[Span]) -> None:
        apart: list[Span] = []
        for span in sorted(spans):
            if apart and span.start <= apart[-1].end:
                apart[-1] = Span(apart[-1].start, max(span.end, apart[-1].end))
            else:
                apart.append(span)
        self._spans = tuple(apart)
        self._starts = [span.start for span in apart]

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def __bool__(self) -> bool:
        return bool(self._spans)

    def shifted(self, by: int) -> Stretches:
        """The same stretches, `by` code points further on."""
        return Stretches(span.shifted(by) for span in self._spans)

    def touch(self, span: Span) -> bool:
        """Whether one of them shares a code point with `span`."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._spans[before - 1].end > span.start


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the source under `span` by `text`."""

    span: Span
    text: str

    def shifted(self, by: int) -> Edit:
        """The same edit, `by` code points further on."""
        return Edit(self.span.shifted(by), self.text)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Other words for a finding.

    `text` is what the writer is shown; `edits` make the change (none where the source does not
    hold the words as they read, or where the suggestion is advice); `safe` says that applying
    it can neither change the meaning nor break the grammar.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False

    def shifted(self, by: int) -> Suggestion:
        """The same suggestion for a text that lies `by` code points further on."""
        return Suggestion(self.text, tuple(edit.shifted(by) for edit in self.edits), self.safe)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a document where a rule applies.

    `place` says where that is in formats whose positions are not lines and columns (paragraph of
    a Word file, row and column of a table, page of a PDF). `suppressed` is the reason for which
    the writer silenced it (possibly empty), or None.
    """

    rule: str
    span: Span
    severity: Severity
    message: str
    matched: str
    suggestions: tuple[Suggestion, ...] = ()
    suppressed: str | None = None
    place: Mapping[str, Any] = field(default_factory=dict)

    @property
    def order(self) -> tuple[int, int, str]:
        """The key by which findings of one document are sorted."""
        return (self.span.start, self.span.end, self.rule)

    def fits(self, length: int) -> bool:
        """Whether the finding and its edits lie in a text of some length."""
        edits = (edit.span.end for one in self.suggestions for edit in one.edits)
        return max(self.span.end, *edits, 0) <= length

    def shifted(self, by: int) -> Finding:
        """The same finding in a text that lies `by` code points further on."""
        suggestions = tuple(one.shifted(by) for one in self.suggestions)
        # Not `replace`, which takes ten times as long: an editor shifts hundreds at each keystroke.
        return Finding(
            self.rule, self.span.shifted(by), self.severity, self.message, self.matched,
            suggestions, self.suppressed, self.place,
        )  # fmt: skip


class CxlintError(Exception):
    """A problem that the user can mend; its text names file, place and remedy."""


class OverlappingEdits(ValueError):
    """Two edits of one batch touch the same place."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with all `edits` made.

    Raises OverlappingEdits if two of them overlap, or insert at the same place.
    """
    pieces: list[str] = []
    position = 0
    previous: Edit | None = None
    for edit in sorted(set(edits)):
        if edit.span.start < position or (previous and previous.span == edit.span):
            raise OverlappingEdits(f"{previous} and {edit}")
        pieces += [text[position : edit.span.start], edit.text]
        position = edit.span.end
        previous = edit
    pieces.append(text[position:])
    return "".join(pieces)
