"""What a writer silences by a comment: which rules, from where, until where, in every format."""

from __future__ import annotations

import re
from pathlib import Path

import effort
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint import readers
from cxlint.document import Document
from cxlint.linter import Linter
from cxlint.model import Finding, Severity, Span
from cxlint.suppress import misspelt, suppressed, suppressions, unused


def opened(name: str, source: str) -> Document:
    return readers.from_bytes(Path(name), source.encode()).document


def heard(linter: Linter, name: str, source: str) -> list[str]:
    """The words of the findings that are not silenced."""
    found = linter.check(opened(name, source))
    return [one.matched.lower() for one in found if one.suppressed is None]


ONE = "Our back office staff."
TWO = "Menial tasks."

PLACES = [
    ("a.md", f"<!-- cxlint-disable-next-line back-office -- why -->\n{ONE}\n\n{ONE}\n", ["back office"]),
    ("a.md", f"{ONE} <!-- cxlint-disable-line -->\n\n{TWO}\n", ["menial"]),
    ("a.md", f"{ONE}\n\n<!-- cxlint-disable -->\n\n{ONE}\n\n<!-- cxlint-enable -->\n\n{TWO}\n", ["back office", "menial"]),
    ("a.md", f"{ONE}\n\n{TWO}\n\n<!-- cxlint-disable-file people -->\n", ["back office"]),
    ("a.md", f"<!-- cxlint-disable-next-line\n  back-office\n  -- over lines -->\n{ONE}\n", []),
    ("a.md", f"<!-- cxlint-disable-next-line back-office/back-office, people -->\n{ONE} {TWO}\n", []),
    ("a.md", f"<!-- cxlint-disable -->\n\n{ONE} {TWO}\n\n<!-- cxlint-enable people -->\n\n{ONE} {TWO}\n", ["menial"]),
    ("a.md", f"<!-- cxlint-disable people -->\n\n<!-- cxlint-enable people/rank -->\n\n{TWO} Those minions.\n", ["minions"]),
    ("a.md", f"<!-- cxlint-disable people/unskilled -->\n\n<!-- cxlint-enable people -->\n\n{TWO}\n", ["menial"]),
    ("a.md", f"<!-- cxlint-disable-next-lines back-office -->\n\n{ONE}\n", ["back office"]),
    ("a.html", f"<p>{ONE} <!-- cxlint-disable-line --></p>\n<p>{ONE}</p>", ["back office"]),
    ("a.txt", f"# cxlint-disable-next-line\n{ONE}\n\n{ONE}\n", ["back office"]),
    ("a.txt", f"{ONE}  # cxlint-disable-line back-office -- why\n{TWO}\n", ["menial"]),
    ("a.txt", f"{ONE} // cxlint-disable-line\n", []),
    ("a.txt", f"{ONE} <!-- cxlint-disable-line --> {TWO}\n", []),
    ("a.csv", f'description\n"{ONE} <!-- cxlint-disable-line -->"\n{ONE}\n', ["back office"]),
    ("a.rst", f".. cxlint-disable-next-line\n\n{ONE}\n\n{ONE}\n", ["back office"]),
    ("a.adoc", f"// cxlint-disable-next-line\n{ONE}\n\n////\ncxlint-disable people\n////\n\n{TWO} {ONE}\n", ["back office"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "source", "expected"), PLACES)
def test_a_comment_silences_what_it_names_where_it_says(
    linter: Linter, name: str, source: str, expected: list[str]
) -> None:
    assert heard(linter, name, source) == expected


@pytest.mark.parametrize("mark", ["--", "---", "–", "—"])
def test_a_reason_stands_behind_a_dash_of_any_kind(mark: str) -> None:
    source = f"<!-- cxlint-disable-next-line back-office {mark} a name -->\n{ONE}\n"
    (silence,) = suppressions(opened("a.md", source))
    assert (silence.rules, silence.reason) == (("back-office",), "a name")


def test_a_reason_needs_no_rule() -> None:
    (silence,) = suppressions(opened("a.md", f"<!-- cxlint-disable -- a name -->\n\n{ONE}\n"))
    assert (silence.rules, silence.reason) == ((), "a name")


def test_a_comment_that_silences_nothing_is_known(linter: Linter) -> None:
    document = opened("a.md", f"<!-- cxlint-disable-next-line people -->\n{ONE}\n")
    found = linter.check(document)
    assert [one.rules for one in unused(found, suppressions(document))] == [("people",)]


def test_a_misspelt_comment_is_told_with_what_it_may_mean() -> None:
    document = opened("a.md", f"<!-- cxlint-disable-nextline back-office -->\n{ONE}\n")
    assert not suppressions(document)
    assert [meant for _, meant in misspelt(document)] == ["disable-next-line"]


RULES = ["a/x", "a/y", "b/x"]
SAID = [
    f"cxlint-{kind}{names}"
    for kind in ("disable", "disable", "enable", "enable", "disable-next-line", "disable-file")
    for names in ("", " a", " a/x", " b/x, a/y")
]
STEPS = st.lists(st.one_of(st.sampled_from(SAID), st.sampled_from(RULES)), max_size=25)


@given(STEPS)
def test_a_comment_holds_until_another_lets_its_rules_speak(steps: list[str]) -> None:
    """As a reader would work it out, comment by comment, for one finding at a time."""
    source = "".join(
        f"<!-- {one} -->\n\n" if one.startswith("cxlint") else "word\n\n" for one in steps
    )
    found, expected, at = [], [], 0
    for number, one in enumerate(steps):
        if not one.startswith("cxlint"):
            found.append(Finding(one, Span(at, at + 4), Severity.INFO, "", "word"))
            expected.append(_is_silenced(one, steps, number))
        at += len("word\n\n" if not one.startswith("cxlint") else f"<!-- {one} -->\n\n")
    marked = suppressed(found, suppressions(opened("a.md", source)))
    assert [one.suppressed is not None for one in marked] == expected


def _is_silenced(rule: str, steps: list[str], number: int) -> bool:
    def names(step: str) -> bool:
        told = step.replace(",", " ").split()[1:]
        return not told or rule in told or rule.split("/")[0] in told

    silent = any(one.startswith("cxlint-disable-file") and names(one) for one in steps)
    before = steps[number - 1] if number else ""
    silent |= before.startswith("cxlint-disable-next-line") and names(before)
    is_open = False
    for one in steps[:number]:
        if one.split()[0] in ("cxlint-disable", "cxlint-enable") and names(one):
            is_open = one.startswith("cxlint-disable")
    return silent or is_open


PAIRS = effort.size(20_000, fast=3000)
MANY = {
    "pairs": ("cxlint-disable a", "cxlint-enable a", 1, 0),
    "pairs of all": ("cxlint-disable", "cxlint-enable", 1, 0),
    "never ended": ("cxlint-disable b", "", 0, PAIRS),
    "lifted one by one": ("cxlint-disable", "cxlint-enable c{}", 2, 0),
}


@effort.scaled
@pytest.mark.parametrize(("first", "second", "silenced", "idle"), MANY.values(), ids=MANY)
def test_thousands_of_comments_are_one_walk(
    first: str, second: str, silenced: int, idle: int
) -> None:
    """Were each looked at for each other, this would not end before the tests' limit."""
    part = "<!-- {} -->\n\nword\n\n"
    source = "".join(part.format(first) + part.format(second.format(i)) for i in range(PAIRS))
    found = [
        Finding("a/x", Span(match.start(), match.end()), Severity.INFO, "", "word")
        for match in re.finditer("word", source)
    ]
    silences = suppressions(opened("a.md", source))
    marked = suppressed(found, silences)
    assert len(marked) == 2 * PAIRS
    assert sum(one.suppressed is not None for one in marked) == silenced * PAIRS
    assert len(list(unused(found, silences))) == idle
