"""Phrases of rules: what a phrase matches, and what is no phrase."""

from __future__ import annotations

import pytest

from cxlint.phrase import BadPhrase, Phrase, read

LISTS = {"people": ("staff", "teams"), "place": ("behind the scenes", "backstage")}


def spelt(phrase: Phrase) -> set[str]:
    """The variants of a phrase, first forms only; optional words in parentheses."""
    return {
        " ".join(
            f"({(slot.words or ('*',))[0]})" if not slot.least else (slot.words or ("*",))[0]
            for slot in variant
        )
        for variant in phrase.variants
    }


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("back office", {"back office", "backoffice"}),
        ("back-office", {"back office", "backoffice"}),
        ("[rank and file] <people>", {"rank and file staff"}),
        ("(just|only) a", {"just a"}),
        ("(one of the|a)? cog", {"one of the cog", "a cog", "cog"}),
        ("the <people>? help", {"the (staff) help"}),
        ("only * help", {"only * help"}),
    ],
)
def test_a_phrase_is_read_in_all_its_variants(text: str, variants: set[str]) -> None:
    assert variants <= spelt(read(text, LISTS))


def test_the_head_of_what_is_reported_takes_the_plural() -> None:
    phrase = read("[data entry clerk] wanted", LISTS)
    assert ("clerk", "clerks") in {slot.words for slot in phrase.variants[0]}
    assert ("wanted",) in {slot.words for slot in phrase.variants[0]}


def test_a_word_that_describes_the_next_one_has_no_plural() -> None:
    phrase = read("[back office] *? (employee|employees)", LISTS)
    assert ("office", "offices") not in {slot.words for slot in phrase.variants[0]}


def test_an_equals_sign_keeps_a_word_as_it_is() -> None:
    assert ("help",) in {slot.words for slot in read("the help=", LISTS).variants[0]}


def test_a_tilde_takes_every_form_of_a_verb() -> None:
    words = read("dumb~ down", LISTS).variants[0][0].words
    assert words is not None
    assert {"dumb", "dumbs", "dumbed", "dumbing"} <= set(words)


def test_brackets_say_what_is_reported_and_braces_what_is_replaced() -> None:
    slots = read("in {the [back office]}", LISTS).variants[0]
    assert [slot.reported for slot in slots] == [False, False, True, True]
    assert [slot.replaced for slot in slots] == [False, True, True, True]


@pytest.mark.parametrize(
    "text",
    ["[back office", "back] office", "<nobody> here", "a [b] [c]", "(a|b", "back ]office[", "~x"],
)
def test_what_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(BadPhrase):
        read(text, LISTS)
