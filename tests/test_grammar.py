"""What a stretch of words is in its sentence, so that other words can take its place."""

from __future__ import annotations

import pytest

from cxlint import readers
from cxlint.linter import Linter
from cxlint.model import apply_edits

# What a fix makes of a sentence; the marked ones are not made unasked.
FITTED = [
    ("Ask the front and back office.", "Ask the customer-facing and customer-impacting teams."),
    ("? The front and back office meet.", "The customer-facing and customer-impacting teams meet."),
    ("? Our back office closes at noon.", "Our operations team closes at noon."),
    ("We run a back office refunds desk.", "We run an operations refunds desk."),
    ("Back offices need people.", "Operations need people."),
    ("The back offices' work matters.", "The operations teams' work matters."),
    ("The back offices’ work matters.", "The operations teams’ work matters."),
    ("Our 'back office' work matters.", "Our operational work matters."),
    ("Two back offices closed.", "Two operations teams closed."),
    (
        "A dental back office consists of four people.",
        "A dental operations team consists of four people.",
    ),
    ("A back office person called.", "A customer-impacting person called."),
]


@pytest.mark.parametrize(("before", "after"), FITTED)
def test_other_words_stand_as_those_did_whose_place_they_take(
    linter: Linter, before: str, after: str
) -> None:
    text = before.removeprefix("? ")
    (finding,) = linter.check(readers.parse(text))
    assert apply_edits(text, finding.suggestions[0].edits) == after
    assert finding.suggestions[0].safe is not before.startswith("?")
