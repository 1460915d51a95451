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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cxlint.document import Comment, Document
from cxlint.model import Finding, Span

_DIRECTIVE = re.compile(
    r"^\s*cxlint-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])[:\s]*(.*?)"
    r"(?:(?:^|\s|(?<=\s))(?:--+|[–—])\s*(.*?))?\s*$",
    re.S,
)
_KINDS = ("disable-next-line", "disable-line", "disable-file", "disable", "enable")
_ATTEMPT = re.compile(r"\s*cxlint-([\w-]+)")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment's silence: which rules, over which stretch of the source, and why.

    `lifted` are rules and packs of those that a later comment lets speak again, each with where.
    """

    comment: Span
    rules: tuple[str, ...]
    reach: Span
    reason: str
    lifted: tuple[tuple[str, int], ...] = ()

    def covers(self, finding: Finding) -> bool:
        """Whether the comment silences the finding."""
        if not self.reach.start <= finding.span.start < max(self.reach.end, self.reach.start + 1):
            return False
        if any(_names(one, finding) and finding.span.start >= at for one, at in self.lifted):
            return False
        return not self.rules or any(_names(one, finding) for one in self.rules)


def suppressions(document: Document) -> list[Suppression]:
    """The suppressions of a document, in the order of their comments."""
    found: list[Suppression] = []
    if "cxlint-" not in document.source:
        return found  # asking for the comments would parse the document
    end = len(document.source)
    for comment in document.comments:
        directive = _DIRECTIVE.match(comment.text)
        if not directive:
            continue
        kind, names, reason = directive.group(1), directive.group(2), directive.group(3) or ""
        rules = tuple(name for name in re.split(r"[,\s]+", names) if name)
        if kind == "enable":
            found = [_ended(one, rules, comment.span.start, end) for one in found]
        else:
            reach = _reach(kind, document, comment.span)
            found.append(Suppression(comment.span, rules, reach, reason))
    return found


def _reach(kind: str, document: Document, comment: Span) -> Span:
    lines, end = document.lines, len(document.source)
    if kind == "disable-file":
        return Span(0, end)
    if kind == "disable":
        return Span(comment.end, end)
    if kind == "disable-line":
        return lines.span(lines.line_of(comment.start))
    last = lines.line_of(max(comment.end - 1, comment.start))
    following = last + 1
    while following + 1 < len(lines) and not lines.span(following).of(document.source).strip():
        following += 1
    return lines.span(following) if following < len(lines) else Span(end, end)


def _names(name: str, finding: Finding) -> bool:
    """Whether `name` is the finding's rule, or its pack."""
    return name in (finding.rule, finding.rule.partition("/")[0])


def _ended(one: Suppression, rules: tuple[str, ...], at: int, end: int) -> Suppression:
    is_open = one.reach.end == end and one.reach.start == one.comment.end
    if not is_open or one.reach.start > at:
        return one
    if not rules:
        return replace(one, reach=Span(one.reach.start, at))
    return replace(one, lifted=(*one.lifted, *((name, at) for name in rules)))


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


def suppressed(findings: Iterable[Finding], silences: Sequence[Suppression]) -> list[Finding]:
    """The findings, those that a comment covers marked with its reason."""
    marked = []
    for finding in findings:
        silence = next((one for one in silences if one.covers(finding)), None)
        marked.append(replace(finding, suppressed=silence.reason) if silence else finding)
    return marked


def unused(findings: Sequence[Finding], silences: Iterable[Suppression]) -> list[Suppression]:
    """The suppressions that silence nothing."""
    return [one for one in silences if not any(one.covers(finding) for finding in findings)]
