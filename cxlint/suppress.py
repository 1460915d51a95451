"""What the writer has silenced by comments in the document.

    cxlint-disable-next-line RULE… -- reason     the line after the comment
    cxlint-disable-line RULE… -- reason          the line of the comment
    cxlint-disable RULE… -- reason               from here on
    cxlint-enable RULE…                          until here
    cxlint-disable-file RULE… -- reason          the whole document

Rules are ids or packs, several with commas or spaces; none means all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush

from cxlint.document import Comment, Document
from cxlint.model import Finding, Span

_DIRECTIVE = re.compile(
    r"^\s*cxlint-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])[:\s]*(.*?)"
    r"(?:(?:^|\s|(?<=\s))(?:--+|[–—])\s*(.*?))?\s*$",
    re.S,
)
_KINDS = ("disable-next-line", "disable-line", "disable-file", "disable", "enable")
_ATTEMPT = re.compile(r"\s*cxlint-([\w-]+)")


# Stands for every rule where a comment names none.
_ALL = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment's silence: which rules, over which stretch of the source, and why.

    One that is `lasting` holds until a later comment lets its rules speak again.
    """

    comment: Span
    rules: tuple[str, ...]
    reach: Span
    reason: str
    lasting: bool = False


class Silences(Sequence[Suppression]):
    """The suppressions of a document, in the order of their comments.

    `lifts` are where rules, packs or all may speak again, ascending. However many comments there
    are, a finding costs two searches: what holds where is worked out once a rule.
    """

    def __init__(
        self, said: Sequence[Suppression] = (), lifts: Mapping[str, Sequence[int]] | None = None
    ) -> None:
        self._said = tuple(said)
        self._lifts = lifts or {}
        self._held: dict[str, tuple[list[int], list[int]]] = {}

    def __len__(self) -> int:
        return len(self._said)

    def __getitem__(self, index: int) -> Suppression:  # type: ignore[override]
        return self._said[index]

    def of(self, rule: str, offset: int) -> Suppression | None:
        """The first comment that silences a rule's finding that begins at an offset."""
        if rule not in self._held:
            self._held[rule] = self._steps(rule)
        starts, firsts = self._held[rule]
        step = bisect_right(starts, offset) - 1
        return self._said[firsts[step]] if step >= 0 and firsts[step] >= 0 else None

    def reason(self, rule: str, offset: int) -> str | None:
        """Why a rule's finding that begins at an offset is silenced; None where it is not."""
        silence = self.of(rule, offset)
        return silence.reason if silence else None

    def reach(self, one: Suppression, rule: str) -> Span:
        """Where a suppression holds for a rule that it names."""
        start, end = one.reach.start, max(one.reach.end, one.reach.start + 1)
        for name in _names(rule) if one.lasting else ():
            lifts = self._lifts.get(name, ())
            following = bisect_left(lifts, start)
            if following < len(lifts):
                end = min(end, lifts[following])
        return Span(start, max(start, end))

    def _steps(self, rule: str) -> tuple[list[int], list[int]]:
        """Places where it changes which suppression silences a rule, and which does from there."""
        begins = [
            (self.reach(one, rule), index)
            for index, one in enumerate(self._said)
            if _is_named(one, rule)
        ]
        begins.sort(key=lambda pair: pair[0].start)
        places = sorted({place for reach, _ in begins for place in (reach.start, reach.end)})
        firsts, holding, begun = [], list[tuple[int, int]](), 0
        for place in places:
            while begun < len(begins) and begins[begun][0].start <= place:
                heappush(holding, (begins[begun][1], begins[begun][0].end))
                begun += 1
            while holding and holding[0][1] <= place:
                heappop(holding)
            firsts.append(holding[0][0] if holding else -1)
        return places, firsts


def suppressions(document: Document) -> Silences:
    """The suppressions of a document."""
    if "cxlint-" not in document.source:
        return Silences()  # asking for the comments would parse the document
    found: list[Suppression] = []
    lifts: dict[str, list[int]] = {}
    reaches = _Reaches(document)
    for comment in document.comments:
        directive = _DIRECTIVE.match(comment.text)
        if not directive:
            continue
        kind, names, reason = directive.group(1), directive.group(2), directive.group(3) or ""
        rules = tuple(name for name in re.split(r"[,\s]+", names) if name)
        if kind == "enable":
            for name in rules or (_ALL,):
                lifts.setdefault(name, []).append(comment.span.start)
        else:
            reach = reaches.of(kind, comment.span)
            found.append(Suppression(comment.span, rules, reach, reason, kind == "disable"))
    return Silences(found, {name: sorted(places) for name, places in lifts.items()})


class _Reaches:
    """Over what the comments of a document reach."""

    def __init__(self, document: Document) -> None:
        self._lines = document.lines
        self._source = document.source
        # By line, the next that holds words: a line may hold thousands of comments.
        self._following: dict[int, int] = {}

    def of(self, kind: str, comment: Span) -> Span:
        """Where a comment of some kind silences."""
        lines, end = self._lines, len(self._source)
        if kind == "disable-file":
            return Span(0, end)
        if kind == "disable":
            return Span(comment.end, end)
        if kind == "disable-line":
            return lines.span(lines.line_of(comment.start))
        last = lines.line_of(max(comment.end - 1, comment.start))
        if last not in self._following:
            self._following[last] = self._next_words(last)
        following = self._following[last]
        return lines.span(following) if following < len(lines) else Span(end, end)

    def _next_words(self, line: int) -> int:
        lines = self._lines
        following = line + 1
        while following + 1 < len(lines) and not lines.span(following).of(self._source).strip():
            following += 1
        return following


def _names(rule: str) -> tuple[str, str, str]:
    """What comments may call a rule by: its id, its pack, and all."""
    return rule, rule.partition("/")[0], _ALL


def _is_named(one: Suppression, rule: str) -> bool:
    """Whether a suppression names a rule: by its id or pack, or with all others."""
    return not one.rules or not {*one.rules}.isdisjoint(_names(rule)[:2])


def misspelt(document: Document) -> list[tuple[Comment, str]]:
    """Comments that look as if they silenced something and do not, with what may be meant."""
    from difflib import get_close_matches  # rarely needed, and no clean file should wait for it

    found = []
    for comment in document.comments:
        attempt = _ATTEMPT.match(comment.text)
        if attempt and attempt.group(1) not in _KINDS:
            close = get_close_matches(attempt.group(1), _KINDS, n=1, cutoff=0.5)
            found.append((comment, close[0] if close else _KINDS[0]))
    return found


def suppressed(findings: Iterable[Finding], silences: Silences) -> list[Finding]:
    """The findings, those that a comment covers marked with its reason."""
    if not silences:
        return list(findings)
    marked = []
    for finding in findings:
        why = silences.reason(finding.rule, finding.span.start)
        marked.append(finding if why is None else replace(finding, suppressed=why))
    return marked


def unused(findings: Iterable[Finding], silences: Silences) -> Iterator[Suppression]:
    """The suppressions that silence nothing."""
    places: dict[str, list[int]] = {}
    for finding in findings:
        places.setdefault(finding.rule, []).append(finding.span.start)
    for starts in places.values():
        starts.sort()
    for one in silences:
        if not any(
            _is_any_in(starts, silences.reach(one, rule))
            for rule, starts in places.items()
            if _is_named(one, rule)
        ):
            yield one


def _is_any_in(starts: Sequence[int], reach: Span) -> bool:
    following = bisect_left(starts, reach.start)
    return following < len(starts) and starts[following] < reach.end
