"""The laws over documents whose text is known: every format, and every way of writing a word in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from composed import Composed, damaged, texts_of
from effort import quick, thorough
from hypothesis import given
from hypothesis import strategies as st

from cxlint import fixes, readers
from cxlint.document import Block, Document, Genre
from cxlint.model import Edit, Finding, Span, Stretches, apply_edits
from cxlint.readers import File
from cxlint.text import Prose

_ROUNDS = 5
_INVISIBLE = re.compile("[\u00ad\u200b]")


def read(one: Composed) -> File:
    return readers.from_bytes(Path(one.name), one.data, genre=Genre.OTHER)


def plain(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())


formats = pytest.mark.parametrize("format", sorted(texts_of))


@formats
@given(data=st.data())
def test_a_reader_finds_the_texts_and_nothing_else(format: str, data: st.DataObject) -> None:
    one = data.draw(texts_of[format])
    said = [plain(block.text) for block in read(one).document.blocks]
    if format == "mail":  # where lines are wrapped at the end of a sentence, a paragraph may end
        assert " ".join(said) == " ".join(plain(text) for text in one.texts)
        return
    assert sorted(said) == sorted(plain(text) for text in one.texts)


@formats
@given(data=st.data())
def test_markup_hides_nothing_and_adds_nothing(format: str, data: st.DataObject) -> None:
    """What is found is what is found in the same texts as they stand."""
    linter = quick()
    document = read(data.draw(texts_of[format])).document
    bare = Document("", parse=lambda _: None, genre=Genre.OTHER)  # type: ignore[arg-type, return-value]
    expected = []
    for block in document.blocks:
        text = plain(block.text)
        alone = Block(block.role, Prose.verbatim(text, Span(0, len(text))))
        expected += [
            (one.rule.id, one.span.of(text).lower())
            for one in linter.judge(bare, alone)
            if one.left is None
        ]
    found = [(one.rule, plain(one.matched).lower()) for one in linter.check(document)]
    assert sorted(found) == sorted(expected)


@formats
@given(data=st.data())
def test_law_1_the_prefilter_loses_nothing(format: str, data: st.DataObject) -> None:
    document = read(data.draw(texts_of[format])).document
    assert quick().check(document) == thorough().check(document)


@formats
@given(data=st.data())
def test_law_2_a_span_reads_as_its_words(format: str, data: st.DataObject) -> None:
    document = read(data.draw(texts_of[format])).document
    for finding in quick().check(document):
        assert letters_of(document, finding) == letters(finding.matched)


def letters(text: str) -> list[str]:
    return [c for c in text if c.isalnum()]


def letters_of(document: Document, finding: Finding) -> list[str]:
    """The letters of the source under a finding, its format's marks undone."""
    from html import unescape

    source = finding.span.of(document.source)
    if document.format == "json lines":
        source = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), source)
    if document.format in ("markdown", "html"):
        source = unescape(
            re.sub(r"<!--.*?-->|<[^>]*>|\]\([^)]*\)|\]\[\w*\]", "", source, flags=re.S)
        )
    return letters(source)


@formats
@given(data=st.data(), unsafe=st.booleans())
def test_law_4_a_fix_is_final_and_touches_nothing_else(
    format: str, data: st.DataObject, unsafe: bool
) -> None:
    """The file that is written reads as the source with the edits made; then nothing is left to do."""
    linter = quick()
    file = read(data.draw(texts_of[format]))
    if not file.can_be_written:
        return
    assert file.edited([]) == file.data
    for _ in range(_ROUNDS):
        found = linter.check(file.document)
        chosen = fixes.choose(found, unsafe=unsafe)
        if not chosen.edits:
            return
        again = readers.from_bytes(file.path, fixes.edited(file, chosen.edits), genre=Genre.OTHER)
        assert decoded(again) == apply_edits(decoded(file), in_source(file, chosen.edits))
        left = fixes.choose(linter.check(again.document), unsafe=unsafe)
        assert len(left.findings) < len(chosen.findings) or not (
            {(one.rule, one.matched) for one in left.findings}
            & {(one.rule, one.matched) for one in chosen.findings}
        )
        file = again
    raise AssertionError("a fix that never ends")


def decoded(file: File) -> str:
    return file.document.source


def in_source(file: File, edits: tuple[Edit, ...]) -> list[Edit]:
    """The edits as the format writes them."""
    if file.format.name == "json lines":
        import json

        plain_only = file.document.source.isascii()
        return [Edit(e.span, json.dumps(e.text, ensure_ascii=plain_only)[1:-1]) for e in edits]
    return list(edits)


@formats
@given(data=st.data())
def test_law_5_a_document_is_its_blocks(format: str, data: st.DataObject) -> None:
    linter = quick()
    document = read(data.draw(texts_of[format])).document
    alone = [
        (judgement.rule.id, block.prose.source_span(judgement.span))
        for block in document.blocks
        for judgement in linter.judge(document, block)
        if judgement.left is None
    ]
    assert sorted((one.rule, one.span) for one in linter.check(document)) == sorted(alone)


@given(damaged())
def test_law_6_damage_ends_with_findings_or_a_reason(one: Composed) -> None:
    try:
        file = read(one)
        quick().check(file.document)
    except readers.UnreadableFile as error:
        assert str(error).strip()
        return
    if file.can_be_written:
        assert file.edited([]) == one.data


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@given(data=st.data())
def test_what_is_read_in_part_is_what_is_read_whole(name: str, data: st.DataObject) -> None:
    one = data.draw(st.one_of(texts_of["markdown"], damaged()))
    source = one.data.decode("utf-8", "replace")
    marks = sorted(data.draw(st.sets(st.integers(0, len(source)), max_size=6)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    stretches = Stretches(Span(start, end) for start, end in pairs)
    over = readers.parse(source, path=name).blocks_over(stretches)
    whole = readers.parse(source, path=name).blocks
    assert over == [block for block in whole if stretches.touch(block.span)]
