"""Checking again after an edit finds what checking anew finds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint import readers
from cxlint.document import Block, Comment, Content
from cxlint.linter import Linter
from cxlint.readers import Options, format_named
from cxlint.text import Lines, Unit
from lsp_server import checking, segments
from lsp_server.checking import Kind

# Lines that open, close or interrupt every kind of block that Markdown has, and prose with findings.
LINES = [
    "Our back office pays.", "The [back office][x] and [^1].", "The [back office].", "[back office]: /url", "[x]: /url \"title\"", "[^1]: A back office note.",
    "---", "+++", "...", "***", "===", "# Back office", "```", "~~~", "  ```", "- back office", "  more", "    code",
    "1. one", "> back", "> office", "> ```", "<!-- open", "-->", "<!-- cxlint-disable -->", "<!-- cxlint-enable -->",
    "<!-- cxlint-disable-next-line -->", "<div>", "</div>", "<pre>", "</pre>", "<script>", "</script>",
    "| back office | b |", "|---|---|", ": a definition", "Term", "genre: posting", "title: Back office", "", "", "",
    "", " ", "\t", "<?php", "?>", "<![CDATA[", "]]>", "* b", "![alt](b \"back office\")", "\\", "é 😀 back office",
    ":::tip Back office", ":::", "!!! note \"Back office\"", "=== \"Tab\"", "    back office", "{% if x", "%} {{ back", "office }}",
    "import a from 'b'", "a <code>", "</code> back office",
]  # fmt: skip
ENDS = ["\n", "\n", "\n", "\r\n", "\r"]
TEXTS = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)), max_size=40).map(
    lambda lines: "".join(line + end for line, end in lines)
)
INSERTED = st.one_of(
    TEXTS, st.sampled_from(["", "x", " ", "\n", "\r", "`", "-", "- ", "    ", ":"])
)


@pytest.fixture(autouse=True)
def short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut wherever it is allowed, so that short texts have many segments."""
    monkeypatch.setattr(segments, "SIZE", 2)


def kind(format: str) -> Kind:
    named = format_named(format)
    assert named
    return Kind("text", named)


def flat(content: Content) -> list[Any]:
    """All that a content says, as comparable values."""

    def of_block(one: Block) -> Any:
        return (one.role, one.level, one.text, one.prose.pieces)

    def of_comment(one: Comment) -> Any:
        return (one.span, one.text)

    return [*map(of_block, content.blocks), *map(of_comment, content.comments), content.genre]


def assert_same_lines(joined: Lines, whole: Lines) -> None:
    """Both say the same of every line and every offset."""
    assert len(joined) == len(whole)
    for line in range(len(whole)):
        assert joined.span(line) == whole.span(line)
        assert joined.offset(line, 3, Unit.UTF16) == whole.offset(line, 3, Unit.UTF16)
    for offset in range(len(whole.text) + 1):
        assert joined.position(offset, Unit.UTF16) == whole.position(offset, Unit.UTF16)
        assert joined.byte(offset) == whole.byte(offset)
    assert joined.offset(10**6, 0) == whole.offset(10**6, 0)


@pytest.mark.parametrize("format", ["markdown", "text", "html"])
@given(
    text=TEXTS, edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), INSERTED), max_size=4)
)
def test_a_document_in_segments_is_the_document(
    format: str, text: str, edits: list[tuple[float, int, str]], linter: Linter
) -> None:
    checked = checking.check(linter, text, kind(format))
    for place, length, inserted in edits:
        start = int(place * len(text))
        text = text[:start] + inserted + text[start + length :]
        checked = checking.check(linter, text, kind(format), checked)
        whole = readers.parse(text, format=format_named(format))
        assert "".join(part.text for part in checked.document.parts) == text
        assert flat(checked.document.content) == flat(whole.content)
        assert list(checked.findings) == linter.check(whole)
        assert_same_lines(checked.document.lines, whole.lines)


def test_only_the_segment_of_an_edit_is_read_again(
    monkeypatch: pytest.MonkeyPatch, linter: Linter
) -> None:
    monkeypatch.setattr(segments, "SIZE", 200)
    text = "".join(f"Paragraph {i} has a back office.\n\n" for i in range(400))
    before = checking.check(linter, text, kind("markdown"))
    after = checking.check(linter, text[:5000] + "x" + text[5000:], kind("markdown"), before)
    fresh = set(after.document.parts) - set(before.document.parts)
    assert len(before.document.parts) > 40
    assert len(fresh) == 1
    assert len(after.findings) == len(before.findings) == 400


def test_a_definition_at_the_end_makes_a_link_at_the_start(linter: Linter) -> None:
    text = "Our [back][a] office, [x].\n\n" + "More.\n\n" * 5 + "[a]: /url\n"
    checked = checking.check(linter, text, kind("markdown"))
    assert [one.matched for one in checked.findings] == ["back office"]
    without = checking.check(linter, text.replace("[a]: /url\n", ""), kind("markdown"), checked)
    assert not without.findings


def test_a_front_matter_that_closes_later_swallows_what_was_prose(linter: Linter) -> None:
    text = "Text.\n\n---\nOur back office.\n\nOur back office.\n\n"
    open_text = checking.check(linter, text, kind("markdown"))
    assert len(open_text.findings) == 2
    closed = checking.check(linter, text + "---\n", kind("markdown"), open_text)
    assert list(closed.findings) == linter.check(readers.parse(text + "---\n", path="a.md"))


def test_options_of_another_reading_are_not_mixed_with_earlier_ones(linter: Linter) -> None:
    text = "Our back office.\n"
    as_text = checking.check(linter, text, kind("text"))
    markdown = format_named("markdown")
    assert markdown
    again = checking.check(
        linter, text, Kind("text", markdown, Options(include_quoted=True)), as_text
    )
    assert again.document.format == "markdown"
    assert len(again.findings) == 1
