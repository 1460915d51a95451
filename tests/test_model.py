"""Spans and edits: what may stand beside what, and what applying edits makes of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.model import Edit, OverlappingEdits, Severity, Span, apply_edits


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "one two three"),
        ([Edit(Span(0, 3), "1")], "1 two three"),
        ([Edit(Span(8, 13), "3"), Edit(Span(0, 3), "1")], "1 two 3"),
        ([Edit(Span(3, 3), " and")], "one and two three"),
        ([Edit(Span(0, 4), ""), Edit(Span(4, 7), "2")], "2 three"),
    ],
)
def test_edits_are_made_whatever_their_order(edits: list[Edit], expected: str) -> None:
    assert apply_edits("one two three", edits) == expected


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Span(0, 5), "a"), Edit(Span(4, 8), "b")],
        [Edit(Span(2, 2), "a"), Edit(Span(2, 2), "b")],
    ],
)
def test_edits_that_overlap_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(OverlappingEdits):
        apply_edits("one two three", edits)


@given(st.text(), st.data())
def test_text_outside_an_edit_is_untouched(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed = apply_edits(text, [Edit(Span(start, end), "new")])
    assert changed == text[:start] + "new" + text[end:]


def test_a_span_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="no such span"):
        Span(3, 2)


def test_a_severity_is_lowered_but_never_raised() -> None:
    assert Severity.ERROR.at_most(Severity.INFO) is Severity.INFO
    assert Severity.INFO.at_most(Severity.ERROR) is Severity.INFO
