"""The server's copy of a text is the editor's, whatever is typed."""

from __future__ import annotations

import os
import random

import effort
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from cxlint.text import Unit
from lsp_server import buffer
from lsp_server.buffer import Buffer

from .reference import ReferenceText

EDITS = int(os.environ.get("CXLINT_EDITS", effort.size(50_000, fast=10_000)))
PIECES = [
    "a",
    "Z",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\f",
    "\x0b",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "é",
    "漢",
    "😀",
    "👩‍🚀",
    "\ufeff",
    "\0",
]


@pytest.fixture(autouse=True, params=[3, buffer.SIZE])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short texts in many stretches, and in one."""
    monkeypatch.setattr(buffer, "SIZE", request.param)


@effort.scaled
def test_random_edits_leave_the_same_text_on_both_sides() -> None:
    random_numbers = random.Random(7)
    done = 0
    while done < EDITS:
        unit = random_numbers.choice(list(Unit))
        client = ReferenceText(_text(random_numbers, 30), unit.value)
        server = Buffer(client.text)
        for _ in range(200):
            server.apply([_edit(random_numbers, client)], unit)
            assert server.text == client.text
            done += 1


def test_several_changes_of_one_notification_are_made_one_upon_the_other() -> None:
    random_numbers = random.Random(8)
    for _ in range(50):
        client = ReferenceText(_text(random_numbers, 20), "utf-16")
        server = Buffer(client.text)
        server.apply([_edit(random_numbers, client) for _ in range(8)], Unit.UTF16)
        assert server.text == client.text


def _edit(
    random_numbers: random.Random, client: ReferenceText
) -> types.TextDocumentContentChangePartial:
    places = [i for i in range(len(client.text) + 1) if client.is_place(i)]
    start = random_numbers.choice(places)
    near = [place for place in places if start <= place <= start + 6]
    longest = 4 if len(client.text) < 120 else 0
    return client.replace(start, random_numbers.choice(near), _text(random_numbers, longest))


def _text(random_numbers: random.Random, longest: int) -> str:
    return "".join(random_numbers.choice(PIECES) for _ in range(random_numbers.randint(0, longest)))


TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(TEXTS, st.sampled_from(list(Unit)), st.data())
def test_an_edit_at_any_two_places_is_the_editors_edit(
    text: str, unit: Unit, data: st.DataObject
) -> None:
    client, server = ReferenceText(text, unit.value), Buffer(text)
    places = [i for i in range(len(text) + 1) if client.is_place(i)]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(places), st.sampled_from(places))))
    server.apply([client.replace(start, end, data.draw(TEXTS))], unit)
    assert server.text == client.text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_separator_is_no_line_end(end: str) -> None:
    server = Buffer(f"x\u2028y{end}hello")
    place = types.Range(
        start=types.Position(line=1, character=0), end=types.Position(line=1, character=5)
    )
    change = types.TextDocumentContentChangePartial(range=place, text="HELLO")
    server.apply([change], Unit.UTF16)
    assert server.text == f"x\u2028y{end}HELLO"


def test_places_past_the_end_are_the_end() -> None:
    server = Buffer("one\ntwo")
    far = types.Position(line=9, character=9)
    change = types.TextDocumentContentChangePartial(range=types.Range(start=far, end=far), text="!")
    server.apply([change], Unit.UTF16)
    assert server.text == "one\ntwo!"


def test_half_a_character_is_replaced_by_one_as_wide() -> None:
    assert Buffer("a\ud83db").text == "a\ufffdb"
