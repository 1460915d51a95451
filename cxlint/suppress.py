"""What the writer has silenced by comments in the document.

    cxlint-disable-next-line RULE… -- reason     the line after the comment
    cxlint-disable RULE… -- reason               from here on
    cxlint-enable RULE…                          until here
    cxlint-disable-file RULE… -- reason          the whole document

Rules are ids or packs, several with commas or spaces; none means all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cxlint.document import Document
from cxlint.model import Finding, Span

_DIRECTIVE = re.compile(
    r"^\s*cxlint-(disable-next-line|disable-line|disable-file|disable|enable)\b[:\s]*(.*?)(?:\s+--\s*(.*?))?\s*$",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment's silence: which rules, over which stretch of the source, and why."""

    comment: Span
    rules: tuple[str, ...]
    reach: Span
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether the comment silences the finding."""
        if not self.reach.start <= finding.span.start < max(self.reach.end, self.reach.start + 1):
            return False
        pack = finding.rule.partition("/")[0]
        return not self.rules or finding.rule in self.rules or pack in self.rules


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


def _ended(one: Suppression, rules: tuple[str, ...], at: int, end: int) -> Suppression:
    is_open = one.reach.end == end and one.reach.start == one.comment.end
    if is_open and one.reach.start <= at and (not rules or set(one.rules) <= set(rules)):
        return replace(one, reach=Span(one.reach.start, at))
    return one


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
