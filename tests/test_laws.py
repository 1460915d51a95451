"""The laws of the design, as properties over documents that are made to be awkward.

Numbers are those of the design: 1 the prefilter loses nothing, 2 a span reads as its words, 4 a
fix is final and touches nothing else, 5 a document is its blocks, 6 nothing makes it crash.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from effort import quick, thorough
from hypothesis import example, given
from hypothesis import strategies as st

from cxlint import fixes, readers
from cxlint.document import Document, Genre
from cxlint.model import Finding, Span, apply_edits
from cxlint.posting import analyse
from cxlint.rule_files import builtin_rules

# Words of rules, and words around them; what stands between two words of one phrase.
_PHRASES = [
    ["back", "office", "staff"], ["a", "back", "office", "system"], ["low", "level", "employees"],
    ["I'm", "just", "a", "receptionist"], ["the", "rank", "and", "file"], ["unskilled", "workers"],
    ["a", "data", "entry", "clerk"], ["menial", "tasks"], ["the", "chairman"], ["warm", "bodies"],
    ["difficult", "customers"], ["front", "and", "back", "office"], ["a", "cost", "center"],
    ["behind", "the", "scenes"], ["not", "my", "department"], ["a", "customer", "calls"],
]  # fmt: skip
_GAPS = [" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "-", " *", "** ", "<b> ", " </b>", "&nbsp;",
         " &#32;", "\n> ", "\u202f", "\u2011", " “", "” ", "](http://x.org) ", " [", "\u00ad "]  # fmt: skip
_BETWEEN = [". ", "\n\n", "\r\n\r\n", ", ", " 😀 ", "\n- ", "\n# ", " | ", "\n```\n", "\x0c", "\x85", " é ", "\n\n> ",
            "<p>", "</p>", "<!-- cxlint-disable-next-line -->\n", "`code` ", "\n\n| a | b |\n|---|---|\n| "]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A document: phrases with markup inside them, and all kinds of things between them."""
    parts = []
    for words in draw(st.lists(st.sampled_from(_PHRASES), min_size=1, max_size=6)):
        for word in words:
            parts += [word, draw(st.sampled_from(_GAPS))]
        parts.append(draw(st.sampled_from(_BETWEEN)))
    mark = draw(st.sampled_from(["", "# ", "---\ntitle: x\n---\n", "\n"]))
    return mark + "".join(parts)


formats = st.sampled_from(["text.md", "text.txt", "text.html"])
genres = st.sampled_from(list(Genre))


def parsed(text: str, path: str, genre: Genre) -> Document:
    return readers.parse(text, path=path, genre=genre)


@given(texts(), formats, genres)
def test_law_1_the_prefilter_loses_nothing(text: str, path: str, genre: Genre) -> None:
    found = quick().check(parsed(text, path, genre))
    assert found == thorough().check(parsed(text, path, genre))


@given(texts(), formats, genres)
def test_law_2_a_span_reads_as_its_words(text: str, path: str, genre: Genre) -> None:
    document = parsed(text, path, genre)
    for finding in quick().check(document):
        assert_reads_as_matched(document, finding)


def assert_reads_as_matched(document: Document, finding: Finding) -> None:
    """The source under a finding, parsed alone as HTML, reads as the matched words."""
    import html
    import re

    source = finding.span.of(document.source)
    # A posting as a whole is reported at its title, which may begin with any mark (".NET Developer").
    if not finding.rule.startswith("postings/"):
        assert source[:1].isalnum() or source[:1] in "&<“‘\"'[(*_", source
    bare = html.unescape(
        re.sub(r"<[^>]*>|\]\([^)]*\)|[\u00ad\u200b-\u200d\u2060\ufeff]", "", source)
    )
    letters = [c for c in bare if c.isalnum()]
    assert letters == [c for c in finding.matched if c.isalnum()]


@given(texts(), formats, genres, st.booleans())
def test_law_4_a_fix_is_final_and_touches_nothing_else(
    text: str, path: str, genre: Genre, unsafe: bool
) -> None:
    linter = quick()
    document = parsed(text, path, genre)
    chosen = fixes.choose(linter.check(document), unsafe=unsafe)
    after = apply_edits(text, chosen.edits)
    assert _outside(text, chosen.edits) == _outside_after(text, after, chosen.edits)
    again = fixes.choose(linter.check(parsed(after, path, genre)), unsafe=unsafe)
    fixed = {(one.rule, one.matched.lower()) for one in chosen.findings}
    left = {(one.rule, one.matched.lower()) for one in again.findings}
    assert len(again.findings) < max(len(chosen.findings), 1) or not fixed & left


def _outside(text: str, edits: tuple[fixes.Edit, ...]) -> str:
    return apply_edits(text, [replace(edit, text="") for edit in edits])


def _outside_after(before: str, after: str, edits: tuple[fixes.Edit, ...]) -> str:
    """The fixed text without the new words, found by where the edits put them."""
    shift = 0
    removed = []
    for edit in sorted(edits):
        start = edit.span.start + shift
        removed.append(fixes.Edit(Span(start, start + len(edit.text)), ""))
        shift += len(edit.text) - len(edit.span)
    return apply_edits(after, removed) if removed else after


@given(texts(), genres)
@example("back office staff . " * 6 + "a data entry\n> clerk . ", Genre.POSTING)
def test_law_5_a_document_is_its_blocks(text: str, genre: Genre) -> None:
    rules = builtin_rules()
    linter = quick()
    whole = {rule.id for rule in rules if rule.check}
    document = parsed(text, "text.md", genre)
    # The title of a posting is judged as one, whatever its blocks are.
    titles = analyse(document).title_blocks if genre is Genre.POSTING else ()
    findings = [
        one for one in linter.check(document)
        if one.rule not in whole and not any(title.span.contains(one.span) for title in titles)
    ]  # fmt: skip
    alone = [
        (judgement.rule.id, block.prose.source_span(judgement.span))
        for block in document.blocks
        if not any(title.span.contains(block.span) for title in titles)
        for judgement in linter.judge(document, block)
        if judgement.left is None
    ]
    assert sorted((f.rule, f.span) for f in findings) == sorted(alone)


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda b: b.decode("latin-1")), formats)
def test_law_6_any_text_ends_with_findings(text: str, path: str) -> None:
    quick().check(parsed(text, path, Genre.POSTING))


@given(st.binary(max_size=400), st.sampled_from([".md", ".txt", ".html"]))
def test_law_6_any_bytes_end_with_a_document_or_a_reason(data: bytes, suffix: str) -> None:
    try:
        file = readers.from_bytes(Path("x" + suffix), data)
    except readers.UnreadableFile as error:
        assert str(error)
    else:
        assert file.edited([]) == data
        quick().check(file.document)


@pytest.mark.slow
def test_the_laws_hold_over_the_corpus(corpus_texts: list[Path]) -> None:
    for path in corpus_texts[::250]:
        document = readers.read(path).document
        findings = quick().check(document)
        assert findings == thorough().check(document), path
        for finding in findings:
            assert_reads_as_matched(document, finding)


@pytest.mark.slow
def test_every_file_of_the_corpus_is_read(corpus_texts: list[Path]) -> None:
    linter = quick()
    for path in corpus_texts:
        document = readers.read(path).document
        for finding in linter.check(document):
            assert_reads_as_matched(document, finding)
