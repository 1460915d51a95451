"""Law 1, case by case: whatever matches a sentence is let through by its own pattern and anchor."""

from __future__ import annotations

from random import Random

import effort
import pytest
import re2

from cxlint.anchors import anchor_of
from cxlint.document import Genre
from cxlint.language import English, Sentence
from cxlint.matching import Matcher
from cxlint.prefilter import Prefilter
from cxlint.readers import parse
from cxlint.rule import PACK_GENRES, Rule, Rules
from cxlint.rule_files import builtin_rules
from cxlint.sentence import sentences

RULES = builtin_rules()
ENGLISH = English()
IDS = [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", list(RULES), ids=IDS)
def test_every_match_in_the_examples_is_let_through(rule: Rule) -> None:
    alone = Rules((rule,), RULES.lists)
    prefilter = Prefilter(dict(enumerate(anchor_of(alone, case) for case in rule.cases)))
    quick, thorough = Matcher(alone, ENGLISH), Matcher(alone, ENGLISH, thorough=True)
    genre = PACK_GENRES.get(rule.pack, Genre.OTHER)
    for example in (*rule.flags, *rule.allows):
        found = {
            (match.order, match.span)
            for match in quick.in_block(example.sentence, genre, prefilter)
        }
        expected = thorough.in_block(example.sentence, genre)
        assert found == {(match.order, match.span) for match in expected}, example.text
        assert not expected or prefilter.may_match(example.sentence)
        assert [quick.vetoed(match) for match in expected] == [
            thorough.vetoed(match) for match in expected
        ], example.text


LOST_ONCE = [
    "_back office_",
    "Our _back office_ pays.",
    "pan_changers-camerawomen_",
    "He is just a U.S.A. receptionist.",
    "He is just a 1,000,000 receptionist.",
    "He is just a préféré receptionist.",
    "He is just a 10.20.30.40 receptionist.",
]


@pytest.mark.parametrize("text", LOST_ONCE)
def test_what_the_prefilter_once_lost_is_found(text: str) -> None:
    found = effort.quick().check(parse(text))
    assert found and found == effort.thorough().check(parse(text))


@effort.scaled
@pytest.mark.parametrize("rule", list(RULES), ids=IDS)
def test_whatever_a_phrase_may_be_is_let_through(rule: Rule) -> None:
    """Not only what the examples make of it: any variant, with any of its words."""
    chosen, genre = Random(1), PACK_GENRES.get(rule.pack, Genre.OTHER)
    for case in rule.cases[:: effort.size(1, fast=4)]:
        if case.phrase is None:
            continue
        alone = Rules((rule.model_copy(update={"match": (case,), "terms": {}}),), RULES.lists)
        quick, thorough = Matcher(alone, ENGLISH), Matcher(alone, ENGLISH, thorough=True)
        prefilter = Prefilter({0: anchor_of(alone, case)})
        variant = chosen.choice(alone.phrase(case).variants)
        words = [
            chosen.choice(slot.words or ("zebra",))
            for slot in variant
            for _ in range(chosen.randint(slot.least, slot.most))
        ]
        text = "".join(_gap_before(word, chosen) + word for word in words)
        found = quick.in_block(text, genre, prefilter)
        assert found == thorough.in_block(text, genre), (case.phrase, text)


def _gap_before(word: str, chosen: Random) -> str:
    return "" if word[:1] == "'" or word == "n't" else chosen.choice((" ", "  ", "-", " “"))


def test_every_case_has_an_anchor() -> None:
    open_cases = [
        (rule.id, case.phrase or case.tokens)
        for rule in RULES
        for case in rule.cases
        if anchor_of(RULES, case) is None
    ]
    assert open_cases == []


def test_sentences_cover_the_text() -> None:
    text = "One. Two e.g. three! Four… Five?" + " word" * 900
    spans = list(sentences(text))
    assert "".join(span.of(text) for span in spans) == text
    assert [span.of(text) for span in spans][:3] == ["One. ", "Two e.g. three! ", "Four… "]


def test_patterns_see_words_without_quotes_and_hyphens() -> None:
    text = "Our front-/back-office “grunt” work isn't dull - it’s ours"
    span = next(sentences(text))
    words = [word.text for word in Sentence(text, span, English()).words]
    assert words == [
        "Our", "front", "back", "office", "grunt", "work", "is", "n't", "dull", "-", "it", "’s", "ours"
    ]  # fmt: skip


def test_re2_is_the_engine() -> None:
    """A linear-time engine: a pattern that would ruin a backtracking one ends at once."""
    assert re2.search(r"(a*)*b", "a" * 5000) is None
