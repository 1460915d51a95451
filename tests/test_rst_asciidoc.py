"""reStructuredText and AsciiDoc: what is prose in them, where it stands, and what is left out."""

from __future__ import annotations

from types import ModuleType

import effort
import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint import readers
from cxlint.document import Content
from cxlint.linter import Linter
from cxlint.model import Span
from cxlint.readers import asciidoc, restructuredtext

X = "\ufffc"  # what code and references read as

RST = [
    ("Title\n=====\n\ntext\n----\n", ["heading: Title", "heading: text"]),
    ("=====\nTitle\n=====\n\nSub\n---\n", ["heading: Title", "heading: Sub"]),
    ("one\ntwo\n\nthree\n", ["paragraph: one two", "paragraph: three"]),
    ("- one\n  two\n- three\n\n  * four\n", ["list item: one two", "list item: three", "list item: four"]),
    ("1. one\n#. two\na) three\n", ["list item: one", "list item: two", "list item: three"]),
    ("- one\n\n  still one\n", ["list item: one", "list item: still one"]),
    ("term\n  text\n  goes on\n", ["term: term", "paragraph: text goes on"]),
    (":Author: A B\n  and C\n", ["paragraph: A B and C"]),
    ("a *b* **c** ``d`` `e` |f| g_ `h i`_ `j <http://k>`_ [1]_\n", [f"paragraph: a b c {X} e {X} g h i j"]),
    ("a :ref:`b` :ref:`c d <e>` :emphasis:`f` `g`:sub:\n", [f"paragraph: a {X} c d f g"]),
    ("back\\ -office \\*a 2 * 3 * 4 snake_case\n", ["paragraph: back-office *a 2 * 3 * 4 snake_case"]),
    ("a::\n\n  x\n\n  x\n\nb\n", ["paragraph: a:", "paragraph: b"]),
    ("a::\n\n> x\n> x\n\nb\n", ["paragraph: a:", "paragraph: b"]),
    ("::\n\n  x\n\nb\n", ["paragraph: b"]),
    (">>> x\nx\n\nb\n", ["paragraph: b"]),
    (".. note:: one\n   two\n\n   three\n\nb\n", ["paragraph: one two", "paragraph: three", "paragraph: b"]),
    (".. admonition:: one\n   :class: x\n\n   two\n", ["paragraph: one", "paragraph: two"]),
    (".. code-block:: python\n   :linenos:\n\n   x\n\n   x\n\nb\n", ["paragraph: b"]),
    (".. toctree::\n   :maxdepth: 2\n\n   x\n", []),
    (".. image:: x.png\n   :alt: one two\n   :width: 3\n", ["caption: one two"]),
    (".. figure:: x.png\n\n   one\n", ["paragraph: one"]),
    (".. _x: http://x\n.. |x| image:: x.png\n__ http://x\n\nb\n", ["paragraph: b"]),
    (".. [1] one\n   two\n", ["paragraph: one two"]),
    (".. x y\n   x\n\n..\n\nb\n", ["paragraph: b"]),
    ("| one\n| two\n", ["paragraph: one", "paragraph: two"]),
    ("a\n\n-----\n\nb\n", ["paragraph: a", "paragraph: b"]),
    ("=== ====\na   b c\n=== ====\nd   e f\n    g\n=== ====\n\nz\n",
     ["table cell: a", "table cell: b c", "table cell: d", "table cell: e f g", "paragraph: z"]),
    ("+---+-----+\n| a | b c |\n|   | d   |\n+===+=====+\n| e wide  |\n+---+-----+\n",
     ["table cell: a", "table cell: b c d", "table cell: e wide"]),
    (".. list-table:: one\n   :widths: 1 2\n\n   * - a\n     - b\n", ["paragraph: one", "list item: a", "list item: b"]),
]  # fmt: skip

ADOC = [
    ("= Doc *x*\nA B <a@b>\n:x: y\n:description: about\n\none\ntwo\n", ["title: Doc x", "meta: about", "paragraph: one two"]),
    ("== Head\n\n=== Sub &amp; more\n", ["heading: Head", "heading: Sub & more"]),
    ("a *b* _c_ `d` **e**f #g# [.x]#h# {i} \"`j`\"\n", [f"paragraph: a b c {X} ef g h {X} “j”"]),
    ("C# and F#, a_b_c, 2 * 3 * 4, \\*x\n", ["paragraph: C# and F#, a_b_c, 2 * 3 * 4, *x"]),
    ("see https://x.org[the page,window=_blank], <<id,there>>, xref:a.adoc[], link:b[c d]\n",
     [f"paragraph: see the page, there, {X}, c d"]),
    ("a footnote:[one two] b ((term)) (((x)))\n", [f"paragraph: a one two b term {X}"]),
    ("one +\ntwo\n", ["paragraph: one two"]),
    ("* one\ntwo\n** three\n- [x] four\n. five\n1. six\n<1> seven\n",
     ["list item: " + w for w in ("one two", "three", "four", "five", "six", "seven")]),
    ("* one\n+\ntwo\n", ["list item: one", "paragraph: two"]),
    ("Term:: text\nOther::\n  more\n", ["term: Term", "paragraph: text", "term: Other", "paragraph: more"]),
    ("NOTE: one\ntwo\n", ["paragraph: one two"]),
    (".Caption\n----\nx\n----\n....\nx\n....\n++++\nx\n++++\n////\nx\n////\n```x\nx\n```\nb\n", ["caption: Caption", "paragraph: b"]),
    ("[source,python]\nx\nx\n\nb\n", ["paragraph: b"]),
    ("[source]\n----\nx\n\nx\n----\nb\n", ["paragraph: b"]),
    (" x\n x\n\nb\n", ["paragraph: b"]),
    ("====\none\n====\n____\ntwo\n____\nthree\n", ["paragraph: one", "quote: two", "paragraph: three"]),
    ("[NOTE]\n====\none\n====\n", ["paragraph: one"]),
    ("// x\none\n// x\ntwo\n", ["paragraph: one two"]),
    ("image::x.png[one two, 300]\ninclude::x[]\ntoc::[]\n\na image:y.png[three] b\n",
     ["caption: one two", f"paragraph: a {X} b", "caption: three"]),
    ("'''\n\none\n\n<<<\n", ["paragraph: one"]),
    ("[cols=\"1,2\"]\n|===\n|a |b c\n\n2+^s|d\ne\n|f `x`\nl|x\nx\n2+m|x\n|===\n", ["table cell: a", "table cell: b c", "table cell: d e", f"table cell: f {X}"]),
]  # fmt: skip

CASES = [(restructuredtext, *case) for case in RST] + [(asciidoc, *case) for case in ADOC]


def shown(content: Content) -> list[str]:
    return [f"{block.role.value}: {block.text}" for block in content.blocks]


@pytest.mark.parametrize(("reader", "source", "expected"), CASES)
def test_the_words_of_a_document_are_read_and_its_markup_is_not(
    reader: ModuleType, source: str, expected: list[str]
) -> None:
    for text in (source, source.replace("\n", "\r\n")):
        content = reader.parse(text)
        assert sorted(shown(content)) == sorted(expected)
        assert_maps_back(content, text)


def assert_maps_back(content: Content, source: str) -> None:
    """Pieces ascend without a gap in the prose, and literal ones read as their source."""
    for block in content.blocks:
        position = place = 0
        for piece in block.prose.pieces:
            assert (piece.prose, piece.source >= place) == (position, True)
            if piece.literal:
                under = source[piece.source : piece.source + piece.width]
                assert under.split() == block.text[position : position + piece.length].split()
            position, place = piece.prose + piece.length, piece.source + piece.width
        assert position == len(block.text)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "a.rst",
            "Our\n  x\n\n.. cxlint-disable-next-line back-office -- a name\n\nThe back\noffice staff.\n",
        ),
        (
            "a.adoc",
            "Our\n\n// cxlint-disable-next-line back-office -- a name\nThe back\noffice staff.\n",
        ),
    ],
)
def test_a_comment_silences_what_follows_and_a_finding_spans_a_line_break(
    name: str, source: str, linter: Linter
) -> None:
    (finding,) = linter.check(readers.parse(source, path=name))
    assert finding.span.of(source) == "back\noffice"
    assert finding.suppressed == "a name"
    (open_finding,) = linter.check(readers.parse(source.replace("cxlint-", "x-"), path=name))
    assert open_finding.suppressed is None
    assert open_finding.suggestions[0].edits


_BITS = ["=", "==", "== ", "-", "- ", "--", "----", "*", "**", "* ", "`", "``", "::", ":a:", ".. ", ".. note:: ", "|", "|===", "+---+",
         "[", "]", "<<", ">>", "_", "#", "\\", "{a}", "image::x[y]", "link:", "\n", "\n\n", "\r\n", "  ", "    ", "\t", "a", "back office",
         "1. ", ".x", "....", "____", "====", "é", "😀", "\0", "\u2028", "[source]", "term:: ", "=== ===", ">>> ", "'", '"', "&amp;"]  # fmt: skip
documents = st.lists(st.sampled_from(_BITS), max_size=40).map("".join)


@pytest.mark.parametrize("reader", [restructuredtext, asciidoc])
@given(source=documents)
def test_any_text_maps_back(reader: ModuleType, source: str) -> None:
    content = reader.parse(source)
    assert_maps_back(content, source)
    for comment in content.comments:
        assert comment.text in comment.span.of(source)


@pytest.mark.parametrize("reader", [restructuredtext, asciidoc])
@given(
    words=st.lists(st.sampled_from(["alpha", "bravo", "back", "office", "Übung", "😀"]), min_size=1)
)
def test_plain_words_are_one_paragraph(reader: ModuleType, words: list[str]) -> None:
    source = "\n".join(words) + "\n"
    (block,) = reader.parse(source).blocks
    assert block.text == " ".join(words)
    assert block.prose.source_span(Span(0, len(block.text))).of(source).split() == words


HOSTILE = hostile.lightly_marked(effort.size(20_000, fast=4000))


@effort.scaled
@pytest.mark.parametrize("reader", [restructuredtext, asciidoc])
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_maps_back_like_any_other(reader: ModuleType, kind: str) -> None:
    assert_maps_back(reader.parse(HOSTILE[kind]), HOSTILE[kind])
