"""HTML: what is prose, where it stands, and that no page is too broken, too deep or too long."""

from __future__ import annotations

import html as entities
import json
import re
from functools import partial
from pathlib import Path

import effort
import hostile
import pytest
from conftest import corpus_folder
from hypothesis import given
from hypothesis import strategies as st

from cxlint import fixes, readers
from cxlint.document import Block, Genre, Role
from cxlint.linter import Linter
from cxlint.model import Span, apply_edits
from cxlint.readers import html, html_tokens
from cxlint.text import Prose

# Each page, and what a browser would show of it, as role and words.
SHOWN = [
    ("<p>a <b>b</b> <i>c</i></p>", [("paragraph", "a b c")]),
    ("<p>a<p>b<div>c</div>d", [("paragraph", w) for w in "abcd"]),
    ("<p>one<br>two<br><br>three</p>", [("paragraph", "one two"), ("paragraph", "three")]),
    ("<h2>Head <em>line</em></h2>", [("heading", "Head line")]),
    ("<ul><li>one<li>two<ol><li>three</ol></ul>", [("list item", "one"), ("list item", "two"), ("list item", "three")]),
    ("<table><tr><th>a<td>b<p>c</table>", [("table cell", w) for w in "abc"]),
    ("<dl><dt>term<dd>text</dl>", [("term", "term"), ("paragraph", "text")]),
    ("<blockquote><p>said</p></blockquote>", [("quote", "said")]),
    ("A &amp; B&nbsp;&#45;&#x2d; &bogus; &copy", [("paragraph", "A & B -- &bogus; ©")]),
    ("back&shy;office back&#8203;office", [("paragraph", "backoffice backoffice")]),
    ("a < b and c > d", [("paragraph", "a < b and c > d")]),
    ("<p title='x>y' class=a>z", [("caption", "x>y"), ("paragraph", "z")]),
    ("<p>a <b>b</i> c</b> d", [("paragraph", "a b c d")]),
    ("<p>use <code>back_office</code> now", [("paragraph", "use \ufffc now")]),
    ("<pre>x</pre><script>x</script><style>x</style><template><p>x</template><noscript>x</noscript>y", [("paragraph", "y")]),
    ("<p hidden>x</p><p>a<span style='color:red; display: none'>x</span>b", [("paragraph", "ab")]),
    ("<img alt='Our &quot;team&quot;'><a aria-label=here href=x>l</a>", [("caption", 'Our "team"'), ("caption", "here"), ("paragraph", "l")]),
    ('<meta content="words" NAME=Description><meta name=keywords content=x>', [("meta", "words")]),
    ("<title>A <b> &amp; c</title>", [("title", "A <b> & c")]),
    ("<!doctype html><?pi x?><![CDATA[x]]></ x><p>y", [("paragraph", "y")]),
    ("<?xml version='1.0'?><html><head><title/><script src='x'/></head><p>y</p></html>", [("paragraph", "y")]),
    ("text <a href='unclosed", [("paragraph", "text")]),
    ("<textarea>x</textarea><button>Press</button>", [("paragraph", "Press")]),
]  # fmt: skip


@pytest.mark.parametrize(("page", "shown"), SHOWN)
def test_what_a_browser_shows_is_what_is_read(page: str, shown: list[tuple[str, str]]) -> None:
    blocks = html.parse(page).blocks
    assert [(block.role.value, block.text) for block in blocks] == shown
    for block in blocks:
        assert_maps_back(block.prose, page)


def assert_maps_back(prose: Prose, source: str) -> None:
    """Pieces ascend without a gap in the prose, and literal ones read as their source."""
    position = place = 0
    for piece in prose.pieces:
        assert piece.prose == position
        assert piece.source >= place
        words = prose.text[position : position + piece.length]
        if piece.literal:
            assert source[piece.source : piece.source + piece.width].split() == words.split()
        position, place = piece.prose + piece.length, piece.source + piece.width
    assert position == len(prose.text)


def test_white_space_at_the_ends_of_inline_elements_is_one_space() -> None:
    (block,) = html.parse("<p>The <b>back</b>  office  <i>  staff</i>  </p>").blocks
    assert block.text == "The back office staff"


def test_levels_of_headings_and_lists_are_kept() -> None:
    blocks = html.parse("<h3>a</h3><ul><li>b<ul><li>c</ul></ul><li>d").blocks
    assert [(block.text, block.level) for block in blocks] == [
        ("a", 3),
        ("b", 1),
        ("c", 2),
        ("d", 0),
    ]


def test_a_fragment_reads_its_span_alone_and_places_count_from_the_source() -> None:
    source = "xx <p title='t'>é 😀 back office</p> yy"
    content = html.fragment(source, Span(3, len(source) - 3))
    assert [(block.text, block.span.of(source)) for block in content.blocks] == [
        ("t", "t"), ("é 😀 back office", "é 😀 back office"),
    ]  # fmt: skip


def test_comments_are_told_with_their_marks() -> None:
    source = "<p>a<!-- cxlint-disable x -->b"
    (comment,) = html.parse(source).comments
    assert (comment.text, comment.span.of(source)) == (
        "cxlint-disable x",
        "<!-- cxlint-disable x -->",
    )
    assert html.comment(source, Span(0, 3)) is None


# --- job postings in JSON-LD ------------------------------------------------------------------------


def page_with(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


DESCRIPTIONS = [
    ("<p>Our “back\noffice” 😀</p><ul><li>A &amp; B</ul>", ["Our “back office” 😀", "A & B"]),
    ("&lt;p&gt;Tea &amp;amp; back office&lt;/p&gt;", ["Tea & back office"]),
    ("First.\n\n- one\n- two", ["First.", "one", "two"]),
    ('say "\\back office"', ['say "\\back office"']),
]


@pytest.mark.parametrize(("description", "texts"), DESCRIPTIONS)
def test_a_job_posting_in_json_is_prose_and_its_escapes_map_back(
    description: str, texts: list[str]
) -> None:
    page = page_with(
        {"@graph": [{"title": "Clerk", "@type": ["JobPosting"], "description": description}]}
    )
    content = html.parse(page)
    assert content.genre is Genre.POSTING
    assert [(block.role, block.text) for block in content.blocks[:1]] == [(Role.TITLE, "Clerk")]
    assert [block.text for block in content.blocks[1:]] == texts
    for block in content.blocks:
        assert_maps_back(block.prose, page)
        for word in re.finditer(r"\w+", block.text):
            place = block.prose.source_span(Span(*word.span()))
            assert json.loads(f'"{place.of(page)}"') == word.group()


NO_POSTINGS = [
    {"@type": "Organization", "description": "back office"},
    {
        "@type": "JobPosting",
        "hiringOrganization": {"@type": "Organization", "description": "back office"},
    },
]


@pytest.mark.parametrize("data", NO_POSTINGS)
def test_other_linked_data_is_no_prose(data: object) -> None:
    assert html.parse(page_with(data)).blocks == ()


def test_broken_json_is_read_as_far_as_it_goes() -> None:
    page = '<script type="application/ld+json">{"@type":"JobPosting","title":"Clerk",}, {"title": "x\\</script>'
    assert [block.text for block in html.parse(page).blocks] == ["Clerk"]


# --- laws -------------------------------------------------------------------------------------------

_BITS = ["<p>", "</p>", "<b>", "</b>", "<!--", "-->", "<", ">", "&amp;", "&", ";", "#", '"', "'", "=", "a", " ", "\n",
         "\r\n", "<script>", "</script>", "<title>", "<li>", "<ul>", "</ul>", "<br>", " title=", " hidden", "é", "😀",
         "\u2028", "\0", "back office", "<script type=application/ld+json>", '{"@type":"JobPosting","title":"', "\\u0041", "}"]  # fmt: skip
pages = st.lists(st.sampled_from(_BITS), max_size=40).map("".join)


@given(pages)
def test_any_page_maps_back_and_its_tokens_ascend(page: str) -> None:
    position = 0
    for token in html_tokens.tokens(page, Span(0, len(page))):
        assert position <= token.start < token.end <= len(page)
        position = token.end
    content = html.parse(page)
    for block in content.blocks:
        assert_maps_back(block.prose, page)
    starts = [block.span.start for block in content.blocks]
    assert starts == sorted(starts)


def visible(block: Block) -> str:
    return block.text.replace("\ufffc", "")


@given(st.text(st.sampled_from("ab <>&;é😀\n\t\"'"), max_size=60))
def test_escaped_text_reads_as_it_was_before(text: str) -> None:
    blocks = html.parse("<p>" + entities.escape(text) + "</p>").blocks
    assert " ".join(visible(block) for block in blocks) == " ".join(text.split())


HOSTILE = hostile.pages(effort.size(100_000, fast=20_000))


@effort.scaled
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_is_read_in_order_and_to_its_end(kind: str) -> None:
    end = 0
    for block in html.parse(HOSTILE[kind]).blocks:
        assert end <= block.span.start <= block.span.end <= len(HOSTILE[kind])
        end = block.span.start


def test_a_page_that_is_too_long_is_refused_by_name_of_the_limit(tmp_path: Path) -> None:
    page = tmp_path / "long.html"
    page.write_text("x" * 1001)
    with pytest.raises(readers.UnreadableFile, match="max-bytes"):
        readers.read(page, options=readers.Options(max_bytes=1000))


def test_a_truncated_page_is_read_as_far_as_it_goes(linter: Linter) -> None:
    page = (Path(__file__).parent.parent / "examples" / "career-page.html").read_text()
    for end in range(0, len(page), 23):
        document = readers.parse(page[:end], path="a.html")
        for finding in linter.check(document):
            assert finding.matched.split()[0] in finding.span.of(page)


def test_the_example_has_findings_in_every_kind_of_prose(linter: Linter) -> None:
    path = Path(__file__).parent.parent / "examples" / "career-page.html"
    document = readers.read(path).document
    assert document.declared_genre is Genre.POSTING
    findings = linter.check(document)
    roles = {
        block.role for block in document.blocks for one in findings if block.span.contains(one.span)
    }
    assert roles >= {Role.TITLE, Role.META, Role.HEADING, Role.CAPTION, Role.LIST_ITEM}
    assert "back_office" not in {one.matched for one in findings}
    assert [one.suppressed for one in findings if one.suppressed is not None] == [
        "the name of a course"
    ]


def corpus_pages() -> list[Path]:
    folder = corpus_folder()
    return sorted((folder / "formats").rglob("*.html")) if folder else []


def read_as(source: str) -> str:
    """How a stretch of HTML reads, for comparison with matched words."""
    return "".join(entities.unescape(re.sub(r"<[^>]*>|[\u00ad\u200b]", "", source)).split())


@pytest.mark.slow
@pytest.mark.parametrize("path", corpus_pages(), ids=lambda path: path.name)
def test_a_real_pages_findings_read_as_their_words_and_a_second_fix_changes_nothing(
    path: Path, linter: Linter
) -> None:
    document = readers.read(path).document
    findings = linter.check(document)
    for one in findings:
        assert read_as(one.span.of(document.source)) == read_as(one.matched)
    after, again = document.source, partial(readers.parse, path=document.path)
    for _ in range(5):
        edits = fixes.choose(linter.check(again(after)), unsafe=True).edits
        if not edits:
            break
        after = apply_edits(after, edits)
    assert not fixes.choose(linter.check(again(after)), unsafe=True).edits
