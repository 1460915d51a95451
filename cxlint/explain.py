"""Explaining: a rule in full, or why something at one place in a file did or did not fire."""

from __future__ import annotations

from collections.abc import Iterator

from cxlint import roles
from cxlint.document import Document
from cxlint.judge import Judgement
from cxlint.linter import Linter
from cxlint.model import Severity
from cxlint.rule import CONVICTIONS, GUARDS, Rule


def page_url(rule_id: str) -> str:
    """Where the page of one of cxlint's own rules is on the web."""
    return f"https://github.com/cxlint/cxlint/blob/main/docs/rules/{rule_id}.md"


def rule_as_markdown(rule: Rule) -> str:
    """A rule's page: what, why, conviction, examples, what is left alone."""
    parts = [
        f"# {rule.id}",
        rule.text(rule.message, "…"),
        f"**Severity** {rule.severity}. **Conviction:** {CONVICTIONS[rule.conviction]}",
        f"## Why\n\n{rule.why.strip()}",
        "## Reported\n\n" + "\n".join(f"- {_example(one.text)}" for one in rule.flags),
        "## Left alone\n\n" + "\n".join(f"- {one.text}" for one in rule.allows),
    ]
    asked = [guard for guard in GUARDS if {rule.outcome(guard), GUARDS[guard]} != {"off"}]
    guards = ", ".join(f"{guard} ({rule.outcome(guard)})" for guard in asked)
    parts.append(f"Guards: {guards}.")
    if rule.sources:
        parts.append("## Sources\n\n" + "\n".join(f"- {one}" for one in rule.sources))
    return "\n\n".join(parts) + "\n"


def _example(text: str) -> str:
    sentence, _, rewritten = text.partition(" -> ")
    shown = sentence.replace("[", "**").replace("]", "**")
    return f"{shown}  \n  → {rewritten}" if rewritten else shown


def place_as_text(linter: Linter, document: Document, offset: int) -> str:
    """What the rules saw in the block at an offset of the source, and what became of it."""
    for block in document.blocks:
        if block.span.start <= offset <= block.span.end:
            lines = [f"{block.role}: “{block.text}”", f"genre: {linter.genre(document)}"]
            judged = linter.judge(document, block)
            lines += [line for one in judged for line in _judged(one, block.text)]
            if not judged:
                lines.append("No rule matches anything here.")
            lines += _function(block.text)
            return "\n".join(lines) + "\n"
    return "No prose at this place: markup, code, an address, or white space.\n"


def _function(text: str) -> Iterator[str]:
    """Whom the job function serves that a text speaks of."""
    function = roles.load().in_text(text)
    if function:
        served = ", ".join(f"{one.words} ({one.kind})" for one in function.serves)
        name = function.id.replace("-", " ")
        yield f"Whom {name} serves: {served}; they notice that {function.notices.rstrip('.')}."


def _judged(judgement: Judgement, text: str) -> Iterator[str]:
    words = judgement.span.of(text)
    if judgement.left is not None:
        yield f"“{words}”: {judgement.rule.id} leaves it alone: {judgement.left}"
        return
    yield f"“{words}”: {judgement.rule.id} reports it ({judgement.severity}): {judgement.message}"
    if judgement.severity is Severity.INFO and judgement.rule.severity is not Severity.INFO:
        yield "    information only: a guard or the case lowers it"
    for fitted, safe in judgement.fitted:
        yield f"    instead: {fitted.text or '(leave it out)'}{' (safe)' if safe else ''}"
