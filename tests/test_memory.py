"""What is held of what was: linters, expressions and words of texts that are long gone."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any
from weakref import ref

import effort
import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cxlint import language, readers
from cxlint.language import english
from cxlint.linter import Linter
from cxlint.remembered import Remembered
from cxlint.rule import Rules
from cxlint.settings import Settings
from lsp_server.projects import Projects

# The collector looks through all that lives in the process, again and again.
pytestmark = pytest.mark.slow

TEXT = "Our back office is seen as a cost center, and {} is just a receptionist."


def live(kind: type) -> list[Any]:
    gc.collect()
    return [one for one in gc.get_objects() if type(one) is kind]


def test_a_linter_that_nobody_holds_is_gone_at_once() -> None:
    Linter().check(readers.parse(TEXT.format("she")))  # what all of them share
    gc.collect()
    gc.disable()
    try:
        linter = Linter()
        assert linter.check(readers.parse(TEXT.format("he")))
        gone = ref(linter)
        del linter
        assert gone() is None
    finally:
        gc.enable()


@effort.scaled
def test_linters_of_other_rules_leave_no_expressions_behind(linter: Linter) -> None:
    def large() -> int:
        return sum(len(one.pattern) > 10_000 for one in live(re2._Regexp))

    before = large()
    for number in range(effort.size(4, fast=1)):
        rules = tuple(rule for index, rule in enumerate(linter.rules) if index != number)
        Linter(Rules(rules, linter.rules.lists)).check(readers.parse(TEXT.format("she")))
    assert large() == before


def test_folders_that_nobody_looks_at_hold_no_linter(tmp_path: Path) -> None:
    projects, packs = Projects(), ["people", "service", "inclusive", "email", "back-office"]
    (tmp_path / ".git").mkdir()
    before = len(live(Linter))
    for pack in packs * 2:
        folder = tmp_path / f"{pack}{projects.generation}"
        folder.mkdir()
        (folder / ".cxlint.yaml").write_text(f"select: [{pack}]\n")
        assert projects.of(folder / "page.md").linter
        projects.forget()
    assert len(live(Linter)) - before <= 2


def test_what_was_good_last_holds_however_often_a_broken_configuration_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / ".git").mkdir()
    projects, config, page = Projects(), tmp_path / ".cxlint.yaml", tmp_path / "page.md"
    config.write_text("ignore: [people]\n")
    good = projects.of(page).linter
    config.write_text("ignore: [peple]\n")
    for _ in range(5):
        projects.forget()
        projects.forget()
        assert projects.of(page).linter is good


@pytest.mark.slow
def test_the_words_of_texts_that_are_gone_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_of_model", {})
    monkeypatch.setattr(language, "_MOST_NEW_WORDS", 1500)
    before = len(live(language.English))
    linter, known = Linter(), set()
    expected = [one.span for one in linter.check(readers.parse(TEXT.format("aaaaa")))]
    for number in range(1000):
        name = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")
        found = linter.check(readers.parse(TEXT.format(name)))
        assert [one.span for one in found] == expected
        known.add(id(english()))
        # Pattern words, and those of the sentence that fills it.
        assert len(english().vocab.strings) < 1500 + 2000
    assert len(known) > 1
    assert Linter()._judge._english is english()
    assert len(live(language.English)) - before <= 2


def test_parsed_sentences_and_judged_blocks_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxlint.linter._MOST_REMEMBERED", 50_000)
    linter = Linter(Settings().rules())
    for number in range(60):
        linter.check(readers.parse(TEXT.format(f"person {number}") * 3))
        assert linter._known.weight <= 50_000
    assert 2 < len(linter._known) < 60


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=60))
def test_what_is_remembered_is_right_and_never_weighs_too_much(puts: list[tuple[int, int]]) -> None:
    remembered: Remembered[int, int] = Remembered(20)
    last: dict[int, int] = {}
    for key, weight in puts:
        remembered.put(key, weight, weight)
        last[key] = weight
        assert remembered.weight <= 20
        assert remembered.get(key) == weight
        kept = {one: remembered.get(one) for one in last if remembered.get(one) is not None}
        assert all(last[one] == value for one, value in kept.items())
        assert remembered.weight == sum(value or 0 for value in kept.values())
