"""What is told about a finding under the pointer: the message, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from cxlint import roles
from cxlint.model import Finding
from cxlint.report import clean
from cxlint.report.markdown import escaped
from cxlint.rule import CONVICTIONS, Rules
from lsp_server.checking import Checked


def finding_at(checked: Checked, offset: int) -> Finding | None:
    """The shortest finding that is shown at an offset."""
    there = (one for one in checked.shown if one.span.start <= offset <= one.span.end)
    return min(there, key=lambda one: len(one.span), default=None)


def as_markdown(checked: Checked, finding: Finding, rules: Rules, page: str | None) -> str:
    """All that there is to say about a finding; words of documents and rules are no markup in it."""
    paragraphs = [
        f"**{escaped(name)}** {escaped(text)}".rstrip() if name else escaped(text)
        for name, text in _paragraphs(checked, finding, rules)
    ]
    rule = escaped(finding.rule)
    return "\n\n".join([*paragraphs, f"[{rule}]({page})" if page else rule]) + "\n"


def as_plain_text(checked: Checked, finding: Finding, rules: Rules) -> str:
    """The same for clients that read no Markdown."""
    paragraphs = [
        f"{clean(name)} {clean(text)}".strip()
        for name, text in _paragraphs(checked, finding, rules)
    ]
    return "\n\n".join([*paragraphs, finding.rule]) + "\n"


def _paragraphs(checked: Checked, finding: Finding, rules: Rules) -> Iterator[tuple[str, str]]:
    """What stands out of each paragraph, and what follows it."""
    rule = rules.named(finding.rule)
    yield finding.message, ""
    if rule:
        yield "", " ".join(rule.why.split())
        yield "Conviction:", CONVICTIONS[rule.conviction]
    words = [f"“{one.text}”" if one.text else "(leave it out)" for one in finding.suggestions]
    if words:
        yield "Instead:", ", ".join(words)
    yield from _served(checked, finding)


def _served(checked: Checked, finding: Finding) -> Iterator[tuple[str, str]]:
    """Whom the function serves that the finding's paragraph speaks of."""
    block = checked.document.block_at(finding.span.start)
    function = roles.load().in_text(block.text) if block else None
    if function is None:
        return
    served = ", ".join(f"{one.words} ({one.kind})" for one in function.serves)
    name = function.id.replace("-", " ")
    yield f"Whom {name} serves:", f"{served}. They notice that {function.notices.rstrip('.')}."
