"""New words are written as what holds them needs it, or not at all; what was escaped is replaced whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint import readers
from cxlint.document import Block, Document
from cxlint.linter import Linter
from cxlint.model import Edit, Span, apply_edits


def opened(name: str, source: str, cell_format: str = "auto") -> Document:
    options = readers.Options(cell_format=cell_format)
    return readers.from_bytes(Path(name), source.encode(), options=options).document


def replaced(document: Document, words: str, new: str) -> str | None:
    """The source with `words` of one block replaced; None where that is refused."""
    block = next(one for one in document.blocks if words in one.text)
    start = block.text.index(words)
    edits = block.in_source(document.source, [Edit(Span(start, start + len(words)), new)])
    return apply_edits(document.source, edits) if edits else None


HELD = [
    ("a.html", "<p>our office</p>", "<p>our R&amp;D &lt;\"I'll\"&gt;</p>"),
    ("a.html", '<img alt="our office">', '<img alt="our R&amp;D &lt;&quot;I&#x27;ll&quot;&gt;">'),
    ("a.html", "<img alt='our office'>", "<img alt='our R&amp;D &lt;&quot;I&#x27;ll&quot;&gt;'>"),
    ("a.html", "<img alt=office>", None),
    ("a.html", "<p>our&nbsp;office</p>", "<p>our&nbsp;R&amp;D &lt;\"I'll\"&gt;</p>"),
    ("a.md", "our office", "our R&D \\<\"I'll\"\\>"),
    ("a.md", "---\ntitle: our office\n---\n", "---\ntitle: our R&D <\"I'll\">\n---\n"),
    ("a.md", "---\ntitle: 'our office'\n---\n", "---\ntitle: 'our R&D <\"I''ll\">'\n---\n"),
    ("a.md", '---\ntitle: "our office"\n---\n', '---\ntitle: "our R&D <\\"I\'ll\\">"\n---\n'),
    ("a.md", "---\ndescription: |\n  our office\n---\n", "---\ndescription: |\n  our R&D <\"I'll\">\n---\n"),
    ("a.md", "+++\ntitle = 'our office'\n+++\n", None),
    ("a.csv", "body\n\"our office\"\n", "body\n\"our R&D <\"\"I'll\"\">\"\n"),
    ("a.csv", "body\nour office\n", "body\n\"our R&D <\"\"I'll\"\">\"\n"),
    ("a.jsonl", '{"body": "our office"}', '{"body": "our R&D <\\"I\'ll\\">"}'),
    ("a.eml", "Subject: x\nContent-Type: text/html\n\n<p>our office</p>\n", "Subject: x\nContent-Type: text/html\n\n<p>our R&amp;D &lt;\"I'll\"&gt;</p>\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), HELD)
def test_new_words_are_written_as_their_place_needs_it(
    name: str, before: str, after: str | None
) -> None:
    assert replaced(opened(name, before, "text"), "office", 'R&D <"I\'ll">') == after


@given(st.text(st.sampled_from("ab &<>\"'\\;,/é😀`*_"), min_size=1, max_size=12))
def test_whatever_is_written_reads_as_it_was_meant(new: str) -> None:
    posting = json.dumps({"@type": "JobPosting", "title": "our office"})
    sources = [
        ("a.html", "<p>our office</p>"), ("a.html", '<img alt="our office">'),
        ("a.html", f"<script type=application/ld+json>{posting}</script><p>end</p>"),
        ("a.md", "our office"), ("a.md", "---\ntitle: 'our office'\n---\n"),
        ("a.md", '---\ntitle: "our office"\n---\n'), ("a.md", "---\ntitle: our office\n---\n"),
        ("a.csv", "body,n\nour office,1\n"), ("a.jsonl", '{"body": "our office"}'),
    ]  # fmt: skip
    for name, source in sources:
        after = replaced(opened(name, source), "office", f"x{new}x")
        if after is not None:
            read: list[Block] = list(opened(name, after).blocks)
            assert " ".join(read[0].text.split()) == " ".join(f"our x{new}x".split()), (name, after)


ESCAPED = [
    ("a.html", "<p>Our back&nbsp;office staff</p>", "<p>Our customer-impacting staff</p>"),
    ("a.html", "<p>Our &ldquo;back office&rdquo; staff</p>", "<p>Our customer-impacting staff</p>"),
    ("a.md", "Our &quot;back office&quot; staff", "Our customer-impacting staff"),
    ("a.csv", 'body\n"Our ""back office"" staff"\n', 'body\n"Our customer-impacting staff"\n'),
    ("a.jsonl", '{"body": "Our \\"back\\u0020office\\" staff"}', '{"body": "Our customer-impacting staff"}'),
    ("a.md", "---\ntitle: \"Our back office staff\\u2019s day\"\n---\n", "---\ntitle: \"Our customer-impacting staff\\u2019s day\"\n---\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), ESCAPED)
def test_words_that_are_stored_escaped_are_replaced_whole(
    linter: Linter, name: str, before: str, after: str
) -> None:
    document = opened(name, before)
    (finding,) = linter.check(document)
    assert apply_edits(before, finding.suggestions[0].edits) == after


def test_markup_inside_a_phrase_is_no_part_of_its_words(linter: Linter) -> None:
    for name, source in (
        ("a.md", "Our back **office** staff"),
        ("a.html", "<p>Our back <b>office</b> staff"),
    ):
        (finding,) = linter.check(opened(name, source))
        assert not any(one.edits for one in finding.suggestions)


DRAWN = [
    ("Back Office Team\n================\n", "Customer-Impacting Team\n=======================\n"),
    ("================\nBack Office Team\n================\n", "=======================\nCustomer-Impacting Team\n=======================\n"),
    ("Menial tasks await\n====================\n", "Routine tasks await\n====================\n"),
    ("+-----+---------------+\n| a   | menial tasks  |\n+-----+---------------+\n", "+-----+---------------+\n| a   | routine tasks |\n+-----+---------------+\n"),
    ("+-----+--------------+\n| a   | menial tasks |\n+-----+--------------+\n", None),
    ("+---------------------+\n| just a receptionist |\n+---------------------+\n", "+---------------------+\n| a receptionist      |\n+---------------------+\n"),
    ("============= ===\nmenial tasks  b\nx             y\n============= ===\n", "============= ===\nroutine tasks b\nx             y\n============= ===\n"),
    ("=== =============\nb   menial tasks\n=== =============\n", "=== =============\nb   routine tasks\n=== =============\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), DRAWN)
def test_what_is_drawn_around_words_fits_the_new_ones(
    linter: Linter, before: str, after: str | None
) -> None:
    (finding,) = linter.check(opened("a.rst", before))
    edits = finding.suggestions[0].edits
    assert (apply_edits(before, edits) if edits else None) == after
