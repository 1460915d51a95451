"""What is told about a finding under the pointer: the message, why, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxlint import roles
from cxlint.model import Finding
from cxlint.rule import CONVICTIONS, Rules
from lsp_server.checking import Checked


def finding_at(checked: Checked, offset: int) -> Finding | None:
    """The shortest finding that is shown at an offset."""
    there = (one for one in checked.shown if one.span.start <= offset <= one.span.end)
    return min(there, key=lambda one: len(one.span), default=None)


def as_markdown(checked: Checked, finding: Finding, rules: Rules, page: str | None) -> str:
    """All that there is to say about a finding."""
    return "\n\n".join(_paragraphs(checked, finding, rules, page)) + "\n"


def as_plain_text(markdown: str) -> str:
    """The same for clients that read no Markdown."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("**", "")


def _paragraphs(
    checked: Checked, finding: Finding, rules: Rules, page: str | None
) -> Iterator[str]:
    rule = rules.named(finding.rule)
    yield f"**{finding.message}**"
    if rule:
        yield " ".join(rule.why.split())
        yield f"**Conviction:** {CONVICTIONS[rule.conviction]}"
    words = [f"“{one.text}”" if one.text else "(leave it out)" for one in finding.suggestions]
    if words:
        yield f"**Instead:** {', '.join(words)}"
    yield from _served(checked, finding)
    yield f"[{finding.rule}]({page})" if page else finding.rule


def _served(checked: Checked, finding: Finding) -> Iterator[str]:
    """Whom the function serves that the finding's paragraph speaks of."""
    block = checked.document.block_at(finding.span.start)
    function = roles.load().in_text(block.text) if block else None
    if function is None:
        return
    served = ", ".join(f"{one.words} ({one.kind})" for one in function.serves)
    name = function.id.replace("-", " ")
    yield f"**Whom {name} serves:** {served}. They notice that {function.notices.rstrip('.')}."
