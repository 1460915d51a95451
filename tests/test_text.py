"""Lines, columns and the way back from prose, in every unit and with every line end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.model import Span
from cxlint.text import ByteOffsets, Lines, Prose, ProseBuilder, Unit, paragraphs

# Everything that breaks other tools' positions: line ends that are none, wide characters, marks.
AWKWARD = st.text(
    st.sampled_from("ab .-\n\r\t\u2028\u2029\x0b\x0c\x85é😀👩\u200d\u0301\ufeff\u00a0中\U0001f1e9")
)


@given(AWKWARD)
def test_every_offset_has_a_position_that_leads_back(text: str) -> None:
    lines = Lines(text)
    for unit in Unit:
        for offset in range(len(text) + 1):
            if text[offset - 1 : offset + 1] != "\r\n":
                assert lines.offset(*lines.position(offset, unit), unit) == offset


@given(AWKWARD)
def test_lines_and_their_ends_are_the_whole_text(text: str) -> None:
    lines = Lines(text)
    spans = [lines.span(line) for line in range(len(lines))]
    ends = [
        text[one.end : following.start] for one, following in zip(spans, spans[1:], strict=False)
    ]
    assert set(ends) <= {"\n", "\r\n", "\r"}
    assert "".join(s.of(text) + e for s, e in zip(spans, [*ends, ""], strict=True)) == text


@given(AWKWARD)
def test_byte_offsets_count_utf_8(text: str) -> None:
    lines = Lines(text)
    offsets = ByteOffsets(text)
    for offset in range(len(text) + 1):
        size = len(text[:offset].encode("utf-8"))
        assert lines.byte(offset) == size
        assert offsets.code_point(size) == offset


@pytest.mark.parametrize("end", ["\u2028", "\x0c", "\x85", "\x0b", "\u2029"])
def test_only_lf_crlf_and_cr_end_a_line(end: str) -> None:
    assert len(Lines(f"one{end}two")) == 1


@pytest.mark.parametrize(
    ("line", "column", "offset"), [(0, 99, 3), (9, 0, 7), (-1, 5, 0), (1, -2, 4), (1, 3, 7)]
)
def test_positions_outside_the_text_mean_its_nearest_place(
    line: int, column: int, offset: int
) -> None:
    assert Lines("one\ntwo").offset(line, column) == offset


def test_columns_count_in_the_unit_that_is_asked_for() -> None:
    lines = Lines("😀é back")
    assert [lines.position(3, unit) for unit in Unit] == [(0, 3), (0, 4), (0, 7)]


@given(AWKWARD, st.data())
def test_prose_pieces_ascend_and_lead_back(text: str, data: st.DataObject) -> None:
    builder = ProseBuilder(text)
    position = 0
    while position < len(text):
        end = data.draw(st.integers(position + 1, len(text)))
        if data.draw(st.booleans()):
            builder.take(position, end)
        else:
            builder.put(data.draw(st.sampled_from([" ", "&", "word"])), position, end)
        position = end
    prose = builder.build()
    _assert_consistent(prose, text)


def _assert_consistent(prose: Prose, source: str) -> None:
    at = 0
    previous = 0
    for piece in prose.pieces:
        assert piece.prose == at
        assert piece.source >= previous
        at += piece.length
        previous = piece.source + piece.width
    assert at == len(prose.text)
    assert "  " not in prose.text
    for offset in range(len(prose.text)):
        span = prose.source_span(Span(offset, offset + 1))
        assert 0 <= span.start <= span.end <= len(source)


@given(AWKWARD)
def test_taken_text_reads_as_its_words(text: str) -> None:
    builder = ProseBuilder(text)
    builder.take(0, len(text))
    prose = builder.build()
    visible = "".join(c for c in text if c not in "\u00ad\u200b\u200c\u200d\u2060\ufeff")
    assert prose.text.split() == visible.split()
    for start in range(len(prose.text)):
        span = prose.source_span(Span(start, len(prose.text)))
        assert (
            prose.text[start:].split()[-1:]
            == [
                "".join(c for c in word if c not in "\u200d\ufeff")
                for word in span.of(text).split()[-1:]
            ]
            or not visible.split()
        )


@pytest.mark.parametrize("text", ["back \u200d office", "back\u200d office", "back \u00adoffice"])
def test_what_does_not_show_leaves_one_space_between_words(text: str) -> None:
    builder = ProseBuilder(text)
    builder.take(0, len(text))
    assert builder.build().text == "back office"


def test_filler_that_does_not_show_is_none() -> None:
    builder = ProseBuilder("back&shy;office")
    builder.take(0, 4)
    builder.put("\u00ad", 4, 9)
    builder.take(9, 15)
    assert builder.build().text == "backoffice"


def test_an_entity_maps_as_a_whole() -> None:
    source = "R&amp;D team"
    builder = ProseBuilder(source)
    builder.take(0, 1)
    builder.put("&", 1, 6)
    builder.take(6, len(source))
    prose = builder.build()
    assert prose.text == "R&D team"
    assert prose.source_span(Span(0, 3)).of(source) == "R&amp;D"
    assert prose.source_span(Span(1, 2)).of(source) == "&amp;"


def test_paragraphs_stand_between_blank_lines() -> None:
    text = "one\ntwo\r\n\r\n  three  \n \t\n\nfour"
    found = [span.of(text) for span in paragraphs(text, Span(0, len(text)))]
    assert found == ["one\ntwo", "three", "four"]
