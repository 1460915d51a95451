"""Markdown: what is prose in it and in the dialects of those who publish it, and what stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint import readers
from cxlint.linter import Linter
from cxlint.model import Span, apply_edits
from cxlint.readers import markdown

X = "\ufffc"  # what code reads as

READ = [
    ("Press <kbd>x *x* `x`</kbd> or <CODE class=x>x</code> now.\n", [f"paragraph: Press {X} or {X} now."]),
    ("a <code>x\n\nb <b>c</b>\n", [f"paragraph: a {X}", "paragraph: b c"]),
    (":::tip One *two*\nthree\n:::\nfour\n", ["heading: One two", "paragraph: three", "paragraph: four"]),
    ("a\n::: {.callout-note title='x'}\nb\n\n:::: details C d\ne\n::::\n:::\n",
     ["paragraph: a", "paragraph: b", "heading: C d", "paragraph: e"]),
    ("- a\n\n  :::{note}\n  b\n  :::\n\n> :::info[C]\n> d\n", ["list item: a", "list item: b", "heading: [C]", "quote: d"]),
    ("!!! note \"A\"\n    b\n\n    c\n\n        x\n\nd\n", ["list item: note \"A\" b", "list item: c", "paragraph: d"]),
    ("=== \"A\"\n\n    b\n\n    ```\n    x\n    ```\n\n=== \"C\"\n\n    d\n",
     ["list item: \"A\"", "list item: b", "list item: \"C\"", "list item: d"]),
    ("??? tip\n    a\n???+ tip\n\n    b\n", ["list item: tip a", "list item: tip", "list item: b"]),
    ("A\n===\n\n!!!\n\n    x\n", ["heading: A", "paragraph: !!!"]),
    ("{% if x %}a{% endif %} b {{ x *x* | x }}’s {{< x y=\"x\" >}} <%= x %> c\n", [f"paragraph: a b {X}’s {X} {X} c"]),
    ("| a | b |\n|---|---|\n| {{ x | x }} | c |\n", ["table cell: a", "table cell: b", f"table cell: {X}", "table cell: c"]),
    ("a {{ b\n\nc }} d {% e\n", ["paragraph: a {{ b", "paragraph: c }} d {% e"]),
    ("import X from './x';\n\nimport {X, Y} from \"x\"\n\na import from 'b'\n", [f"paragraph: {X}", f"paragraph: {X}", "paragraph: a import from 'b'"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), READ)
def test_words_are_read_and_the_marks_of_dialects_are_not(source: str, expected: list[str]) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = source.replace("\n", end)
        blocks = markdown.parse(text).blocks
        assert [f"{block.role}: {block.text}" for block in blocks] == expected
        for block in blocks:
            assert block.span.of(text).split()[-1].endswith(block.text.split()[-1].strip(X))


@pytest.mark.parametrize(
    "link", ["[back office team]", "[Back office team][]", "![back office team]"]
)
def test_words_that_lead_to_a_links_address_are_found_and_not_replaced(
    link: str, linter: Linter
) -> None:
    text = f"Our back office staff and our {link}.\n\n[back office team]: /team\n"
    found = linter.check(readers.parse(text, path="a.md"))
    assert [one.matched.lower() for one in found] == ["back office"] * 2
    assert sorted(bool(one.suggestions[0].edits) for one in found) == [False, True]


PARTS = ["{{", "}}", "{%", "%}", "<%", "%>", "=", ":::", "\n:::", "tip", " ", "a", "\n", "\n\n", "\r\n", "!!! ", "\n=== \"",
         "é", "😀", "*", "`", "|", "<code>", "</code>", "- ", "    ", "[", "]", "{#", "#}", "import a from 'b'\n"]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
def test_any_text_maps_back(source: str) -> None:
    for block in markdown.parse(source).blocks:
        for piece in block.prose.pieces:
            words = block.text[piece.prose : piece.prose + piece.length]
            place = Span(piece.source, piece.source + piece.width)
            assert place.end <= len(source)
            if piece.literal:
                assert place.of(source).split() == words.split() or words == X
    assert apply_edits(source, ()) == source
