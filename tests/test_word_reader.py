"""What is read of a Word file, where it says that it stands, and what is refused."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import office
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import docx, paragraph, run, styled

from cxlint import readers
from cxlint.document import Document, Role
from cxlint.linter import Linter
from cxlint.readers import Options, UnreadableFile

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF back office </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>{0}</w:txbxContent></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def read(data: bytes, **options: int) -> Document:
    return readers.from_bytes(Path("guide.docx"), data, options=Options(**options)).document


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph(run("back") + run("-off", "<w:b/>") + run("ice staff")), ["back-office staff"]),
        (paragraph("<w:r><w:t>back</w:t><w:tab/><w:t>office</w:t><w:br/><w:t>staff</w:t></w:r>"), ["back office staff"]),
        (paragraph("<w:r><w:t>back</w:t><w:noBreakHyphen/><w:t>office</w:t></w:r>"), ["back\u2011office"]),
        (paragraph("<w:r><w:t>back of</w:t><w:softHyphen/><w:t>fice</w:t></w:r>"), ["back office"]),
        (paragraph(run("back \n office")), ["back office"]),
        (paragraph(run("our ") + f'<w:del w:id="1" w:author="A">{run("old ").replace("w:t", "w:delText")}</w:del>' + run("team")), ["our team"]),
        (paragraph(run("our ") + f'<w:ins w:id="1" w:author="A">{run("new ")}</w:ins>' + run("team")), ["our new team"]),
        (paragraph(f'<w:moveFrom w:id="1">{run("moved ")}</w:moveFrom>' + run("team")), ["team"]),
        (paragraph(run("see ") + _FIELD.format(result=run("page four"))), ["see page four"]),
        (paragraph(f'<w:fldSimple w:instr=" AUTHOR ">{run("Ann")}</w:fldSimple>'), ["Ann"]),
        (paragraph(run("seen ") + run("unseen ", "<w:vanish/>") + run("seen", '<w:vanish w:val="0"/>')), ["seen seen"]),
        (paragraph(run("seen ") + run("unseen", '<w:rStyle w:val="Secret"/>')), ["seen"]),
        (paragraph(f'<w:hyperlink r:id="r9">{run("our site")}</w:hyperlink>'), ["our site"]),
        (paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('a form')}</w:sdtContent></w:sdt>"), ["a form"]),
        (f"<w:sdt><w:sdtContent>{paragraph('a block')}</w:sdtContent></w:sdt>", ["a block"]),
        (paragraph(run("around") + _BOX.format(paragraph("inside"))), ["around", "inside"]),
        (f"<w:tbl><w:tr><w:tc>{paragraph('one')}</w:tc><w:tc>{paragraph('two')}</w:tc></w:tr></w:tbl>", ["one", "two"]),
        (f'<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{paragraph("gone")}</w:tc></w:tr></w:tbl>', []),
        (paragraph(run("office") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" staff")), ["office staff"]),
        (paragraph(""), []),
        (styled("Loop", "round"), ["round"]),
    ],
)  # fmt: skip
def test_what_a_reader_of_the_page_sees_is_read_and_nothing_else(
    body: str, expected: list[str]
) -> None:
    assert texts(docx(body)) == expected
    assert texts(docx(body, namespace=office.STRICT)) == expected


def test_every_part_that_is_printed_is_read_and_comments_are_not() -> None:
    note = f'<w:footnote w:id="2">{paragraph("a footnote")}</w:footnote>'
    line = f'<w:footnote w:type="separator" w:id="0">{paragraph("a line")}</w:footnote>'
    parts = {
        "comments": f'<w:comment w:id="0">{paragraph("a comment")}</w:comment>',
        "footer": paragraph("a footer"), "header": paragraph("a header"), "footnotes": line + note,
    }  # fmt: skip
    document = read(docx(paragraph("the body"), parts))
    assert [(block.text, block.place["part"]) for block in document.blocks] == [
        ("the body", "body"), ("a header", "header"), ("a footer", "footer"), ("a footnote", "footnote"),
    ]  # fmt: skip


def test_styles_tell_what_a_paragraph_is_by_name_by_outline_or_by_what_they_are_based_on() -> None:
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>'
    off = '<w:pStyle w:val="Bullet"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        styled("Title", "Guide") + styled("H1", "First") + styled("Ours", "Second") + styled("Bullet", "item")
        + paragraph("deep", numbered) + paragraph("none", off) + styled("Quote", "said") + paragraph("plain")
        + f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
        + paragraph("third", '<w:outlineLvl w:val="2"/>')
    )  # fmt: skip
    assert [(block.role, block.level) for block in read(docx(body)).blocks] == [
        (Role.TITLE, 0), (Role.HEADING, 1), (Role.HEADING, 1), (Role.LIST_ITEM, 1), (Role.LIST_ITEM, 2),
        (Role.PARAGRAPH, 0), (Role.QUOTE, 0), (Role.PARAGRAPH, 0), (Role.TABLE_CELL, 0), (Role.HEADING, 3),
    ]  # fmt: skip


def test_a_place_is_the_paragraph_of_its_part_and_the_nearest_heading_and_a_column_its_offset(
    linter: Linter,
) -> None:
    body = (
        styled("H1", "Who we are")
        + paragraph("")
        + paragraph(run("Our ") + run("back office") + run(" helps."))
    )
    document = read(docx(body, {"header": paragraph("The back office")}))
    first, second = linter.check(document)
    assert first.place == {"part": "body", "paragraph": 3, "heading": "Who we are", "offset": 4}
    assert document.lines.position(first.span.start) == (1, len("Our "))
    assert second.place == {"part": "header", "paragraph": 1, "offset": 4}


_PIECES = st.lists(
    st.sampled_from(["back", " ", "office", "-", "a ", "staff", ". ", "The ", "é😀", "\u00a0"]),
    min_size=1,
    max_size=14,
)


@given(st.lists(_PIECES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_however_words_are_split_over_runs_they_read_as_in_one(
    linter: Linter, paragraphs: list[list[str]], chance: object
) -> None:
    whole = ["".join(pieces) for pieces in paragraphs]
    split = []
    for text in whole:
        cuts = sorted({0, len(text), *(chance.randrange(len(text) + 1) for _ in range(4))})  # type: ignore[attr-defined]
        split.append([text[a:b] for a, b in pairwise(cuts)])
    one = read(docx("".join(paragraph(run(text)) for text in whole)))
    many = read(
        docx(
            "".join(
                paragraph("".join(run(piece, "<w:b/>") for piece in pieces)) for pieces in split
            )
        )
    )
    assert one.source == many.source
    found = linter.check(many)
    assert found == linter.check(one)
    for finding in found:
        assert finding.span.of(many.source).split() == finding.matched.split()


_GOOD = docx(paragraph("Our back office."))
_ENTITIES = (
    "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><d>&i;</d>"
)


def _encrypted() -> bytes:
    """A zip whose members say that they are encrypted."""
    data = bytearray(_GOOD)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(sign)
        while position >= 0:
            data[position + at] |= 1
            position = data.find(sign, position + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"%PDF-1.7\n", "begins like a PDF; rename it"),
        (b"{\\rtf1 Our back office.}", "begins like an RTF file"),
        (b"Our back office", "another kind of file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "97–2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (_encrypted(), "password"),
        (_GOOD[: len(_GOOD) // 2], "cut off"),
        (_GOOD[:-30] + b"\0" * 30, "cut off"),
        (_GOOD.replace(b"PK\x03\x04", b"PK\x03\x05"), "damaged"),
        (office.zipped({"a.txt": "x"}), "no part word/document.xml"),
        (office.zipped({"_rels/.rels": office.relationships(("officeDocument", "ppt/p.xml")), "ppt/p.xml": "<p/>"}), "another kind of Office file"),
        (office.zipped({"word/document.xml": "<w:document"}), "no XML"),
        (office.zipped({"word/document.xml": b"\0" * 5000}), "no XML"),
        (office.zipped({"word/document.xml": "<a>" * 100_000}), "no XML"),
        (office.zipped({"word/document.xml": _ENTITIES}), "its part word/document.xml"),
        (office.zipped({"word/document.xml": "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><d>&a;</d>"}), "document type"),
        (office.zipped({"word/document.xml": "<a>" + " " * 8_000_000 + "</a>"}), "grows more than"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_or_a_hostile_one_is_told_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        _ = read(data).blocks
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_parts_together_may_not_grow_beyond_the_limit() -> None:
    body = "".join(paragraph(f"Paragraph {i} of many {i * i}.") for i in range(400))
    with pytest.raises(UnreadableFile, match="max-bytes"):
        read(docx(body), max_bytes=20_000)


@given(st.binary(max_size=40), st.integers(0, len(_GOOD)), st.integers(0, 60))
def test_no_damage_to_a_file_makes_it_crash(
    linter: Linter, noise: bytes, at: int, cut: int
) -> None:
    damaged = _GOOD[:at] + noise + _GOOD[at + cut :]
    try:
        linter.check(read(damaged))
    except UnreadableFile as error:
        assert str(error)


@pytest.mark.slow
def test_every_word_file_of_the_corpus_ends_with_findings_or_one_clear_line(
    corpus: Path, linter: Linter
) -> None:
    outcomes = {"read": 0, "refused": 0}
    for path in sorted((corpus / "formats").rglob("*.docx")):
        try:
            document = readers.read(path).document
            for finding in linter.check(document):
                assert finding.span.of(document.source).split() == finding.matched.split(), path
            outcomes["read"] += 1
        except UnreadableFile as error:
            assert "\n" not in str(error), path
            outcomes["refused"] += 1
    print("docx:", outcomes)
    assert outcomes["read"]


def test_an_archive_of_many_members_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="parts"):
        read(office.zipped({f"{i}": "" for i in range(20_001)}))
