"""The spaCy component: the same findings as spans of a Doc, in any pipeline that loads."""

from __future__ import annotations

import spacy

import cxlint


def test_the_component_puts_findings_into_the_docs_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("cxlint")
    doc = nlp("Our back office handles refunds. I'm just a receptionist.")
    assert [(span.text, span.label_) for span in doc.spans["cxlint"]] == [
        ("back office", "back-office/back-office"),
        ("just a receptionist", "people/minimiser"),
    ]


def test_the_short_way_finds_the_same() -> None:
    findings = cxlint.check_text("Our back office handles refunds.")
    assert [(one.matched, one.span.start, one.span.end) for one in findings] == [
        ("back office", 4, 15)
    ]


def test_the_public_names_are_there() -> None:
    assert all(getattr(cxlint, name) is not None for name in cxlint.__all__)
