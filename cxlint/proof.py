"""A rule proves itself: its `flags` and `allows`, tried among all rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cxlint import readers
from cxlint.document import Block, Content, Document, Genre, Role
from cxlint.linter import Linter
from cxlint.model import Finding, Span, apply_edits
from cxlint.rule import PACK_GENRES, Example, Rule
from cxlint.text import ProseBuilder


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not do what its rule says."""

    rule: Rule
    example: Example
    reason: str

    def __str__(self) -> str:
        return f"{self.rule.id}: {self.example.text}\n    {self.reason}"


def prove(linter: Linter, rule: Rule) -> Iterator[Failure]:
    """The examples of a rule that fail among all the linter's rules."""
    for example in rule.flags:
        reason = _flags_wrongly(linter, rule, example)
        if reason:
            yield Failure(rule, example, reason)
    for example in rule.allows:
        findings = linter.check(document_of(rule, example))
        if rule.check:
            findings = [one for one in findings if one.rule == rule.id]
        if findings:
            yield Failure(rule, example, f"allowed, but reported: {_named(findings)}")


def document_of(rule: Rule, example: Example) -> Document:
    """The document that an example is: one block, or a whole Markdown text for a document check."""
    genre = PACK_GENRES.get(rule.pack, Genre.OTHER)
    if rule.check:
        return readers.parse(example.sentence, path="example.md", genre=genre)
    role = example.role or Role.PARAGRAPH

    def parse(source: str) -> Content:
        builder = ProseBuilder(source)
        builder.take(0, len(source))
        return Content((Block(role, builder.build()),))

    return Document(example.sentence, path="example", parse=parse, genre=genre)


def _flags_wrongly(linter: Linter, rule: Rule, example: Example) -> str | None:
    document = document_of(rule, example)
    findings = linter.check(document)
    if rule.check:
        found = [one for one in findings if one.rule == rule.id]
        return None if found else "not reported"
    if [(rule.id, Span(*span)) for span in example.spans] != [(f.rule, f.span) for f in findings]:
        return f"expected just what is in brackets, got: {_named(findings) or 'nothing'}"
    if example.severity and any(f.severity is not example.severity for f in findings):
        return f"expected {example.severity}, got {', '.join(f.severity for f in findings)}"
    if example.rewritten is None:
        return None
    edits = [edit for f in findings for edit in (f.suggestions[0].edits if f.suggestions else ())]
    rewritten = apply_edits(document.source, edits)
    return None if rewritten == example.rewritten else f"the first suggestion makes: {rewritten}"


def _named(findings: list[Finding]) -> str:
    return ", ".join(f"{one.rule} at “{one.matched}”" for one in findings)
