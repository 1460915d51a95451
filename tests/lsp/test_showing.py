"""Diagnostics that are kept from one check to the next are those that a new check makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from lsprotocol.converters import get_converter

from lsp_server import segments
from lsp_server.session import OpenDocument, Outcome, Session

LINES = st.sampled_from(
    ["Our back office pays 😀.", "", "", "Just a receptionist.", "<!-- cxlint-disable-next-line -->",
     "<!-- cxlint-disable -->", "<!-- cxlint-enable -->", "Nothing.", "- a back", "  office", "genre: posting", "---"]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=15).map("\n".join)


@pytest.fixture(scope="module")
def session() -> Session:
    return Session()


@pytest.fixture(autouse=True)
def short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut wherever it is allowed, so that short texts have many segments."""
    monkeypatch.setattr(segments, "SIZE", 2)


def opened(text: str) -> OpenDocument:
    uri = Path("/nowhere/a.md").as_uri()
    return OpenDocument(
        types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    )


def told(outcome: Outcome) -> Any:
    """The JSON as values; it says the same as the protocol's types do."""
    values = json.loads(outcome.json)
    assert values == get_converter().unstructure(list(outcome.diagnostics))
    return values


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_what_is_shown_after_edits_is_what_a_new_document_shows(
    texts: list[str], session: Session
) -> None:
    document = opened("")
    for text in texts:
        document.buffer.apply(
            [types.TextDocumentContentChangeWholeDocument(text=text)], session.unit
        )
        document.outcome = session.check(session.snapshot(document))
        anew = session.check(session.snapshot(opened(text)))
        assert told(document.outcome) == told(anew)


def test_diagnostics_elsewhere_are_not_made_again(session: Session) -> None:
    text = "Our back office pays.\n\n" * 3
    document = opened(text)
    document.outcome = before = session.check(session.snapshot(document))
    start = types.Position(line=0, character=0)
    change = types.TextDocumentContentChangePartial(
        range=types.Range(start=start, end=start), text="Yes\n\n"
    )
    document.buffer.apply([change], session.unit)
    after = session.check(session.snapshot(document))
    assert len(before.shown) == len(after.shown) == 3
    assert [one.rows for one in after.shown] == [one.rows for one in before.shown]
    assert [one.line for one in after.shown] == [one.line + 2 for one in before.shown]


def test_an_outcome_holds_nothing_of_those_before_it(session: Session) -> None:
    document = opened("Our back office pays.\n")
    for _ in range(3):
        document.outcome = session.check(session.snapshot(document))
    assert document.outcome
    assert document.outcome.snapshot.earlier is None
