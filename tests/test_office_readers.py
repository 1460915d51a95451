"""OpenDocument, RTF, PDF and PowerPoint: what is read of them, where it stands, what is refused."""

from __future__ import annotations

import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import office
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint import readers
from cxlint.document import Document, Role
from cxlint.linter import Linter
from cxlint.readers import Options, UnreadableFile

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}:{full}:1.0"'
    for name, full in {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
                       "svg": "svg-compatible"}.items()
)  # fmt: skip


def read(name: str, data: bytes, **options: Any) -> Document:
    return readers.from_bytes(Path(name), data, options=Options(**options)).document


def said(document: Document) -> list[tuple[Role, str]]:
    return [(block.role, block.text) for block in document.blocks]


def odt(body: str, *, styles: str = "", manifest: str = "<m/>") -> bytes:
    content = f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    page = f"<office:document-styles {_SPACES}><office:master-styles><style:master-page><style:header><text:p>On top</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
    return office.zipped({
        "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": page,
        "META-INF/manifest.xml": manifest,
    })  # fmt: skip


def test_an_opendocument_text_is_read_as_it_is_printed() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p text:style-name="P1">Guide</text:p><text:h text:outline-level="2">Who <text:s text:c="3"/>we are</text:h>'
        "<text:p>Our <text:span>back</text:span><text:line-break/>office<office:annotation><text:p>a remark</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>a note</text:p></text:note-body></text:note> staff</text:p>"
        "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>deep</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>around<draw:frame><svg:title>t</svg:title><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>"
    )
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    document = read("a.odt", odt(body, styles=styles))
    assert said(document) == [
        (Role.TITLE, "Guide"), (Role.HEADING, "Who we are"), (Role.PARAGRAPH, "Our back office staff"),
        (Role.PARAGRAPH, "a note"), (Role.LIST_ITEM, "one"), (Role.LIST_ITEM, "deep"),
        (Role.TABLE_CELL, "cell"), (Role.PARAGRAPH, "around"), (Role.PARAGRAPH, "boxed"), (Role.PARAGRAPH, "On top"),
    ]  # fmt: skip
    assert document.blocks[2].place == {"part": "body", "paragraph": 3, "heading": "Who we are"}
    assert [block.place["part"] for block in document.blocks if block.place["part"] != "body"] == [
        "footnote",
        "header",
    ]
    flat = f"<?xml version='1.0'?><office:document {_SPACES}><office:body><office:text><text:p>flat</text:p></office:text></office:body></office:document>"
    assert said(read("a.fodt", flat.encode())) == [(Role.PARAGRAPH, "flat")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"Our {\b back}{\i -off}ice staff.\par Second.", ["Our back-office staff.", "Second."]),
        (r"back\~office\line staff\tab x\_y", ["back office staff x\u2011y"]),
        (r"back of\-fice", ["back office"]),
        (r"caf\'e9 \'93quoted\'94 \lquote a\rquote  \emdash ", ["café “quoted” ‘a’ —"]),
        (r"\u8220?said\u8221? \uc2\u233xy!\uc0\u233", ["“said” é!é"]),
        (r"\u-10179?\u-8704? gone{\v hidden} {\deleted old}new", ["😀 gone new"]),
        (r'see {\field{\*\fldinst HYPERLINK "http://back.office"}{\fldrslt our site}}', ["see our site"]),
        (r"words{\footnote a note} go on", ["a note", "words go on"]),
        (r"{\header On top\par}Body{\*\annotation a remark}{\pict ffd8ffe0}{\*\unknown secret}", ["On top", "Body"]),
        (r"{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt boxed\par}}around", ["boxed", "around"]),
        (r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Cyr;}}\f1 \'ef\'f0 \f0 \'ef", ["пр ï"]),
        (r"{\fonttbl{\f0\fcharset128 Gothic;}}\f0 \'93\'fa\'96\'7b", ["日本"]),
        (r"a \{brace\} \\ b", [r"a {brace} \ b"]),
        (r"{\upr{plain}{\*\ud{\u1055?}}}", ["plain"]),
        (r"pic {\pict\bin4 }}}}} after", ["pic after"]),
    ],
)  # fmt: skip
def test_rich_text_is_read_as_it_is_printed(body: str, expected: list[str]) -> None:
    document = read("a.rtf", rf"{{\rtf1\ansi\ansicpg1252 {body}}}".encode("latin-1"))
    assert [block.text for block in document.blocks] == expected


def test_rich_text_tells_headings_items_and_cells_apart() -> None:
    body = (
        rb"{\rtf1{\stylesheet{\s0 Normal;}{\s7\sbasedon0 heading 2;}}{\info{\title Secret}}"
        rb"\pard\s7 Who we are\par\pard\outlinelevel0 Top\par\pard{\listtext\'b7\tab}\ls1 item\par\pard plain\par"
        rb"\pard\intbl one\cell two\cell\row\pard after}"
    )
    document = read("a.rtf", body)
    assert said(document) == [
        (Role.HEADING, "Who we are"), (Role.HEADING, "Top"), (Role.LIST_ITEM, "item"), (Role.PARAGRAPH, "plain"),
        (Role.TABLE_CELL, "one"), (Role.TABLE_CELL, "two"), (Role.PARAGRAPH, "after"),
    ]  # fmt: skip
    assert document.blocks[3].place["heading"] == "Top"


def pptx(*slides: str, notes: str = "") -> bytes:
    spaces = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{office.R}" xmlns:mc="{office.MC}"'
    listed = "".join(f'<p:sldId id="{i}" r:id="r{i}"/>' for i in range(1, len(slides) + 1))
    members: dict[str, str | bytes] = {
        "_rels/.rels": office.relationships(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": office.relationships(
            *(("slide", f"slides/slide{i}.xml") for i in range(1, len(slides) + 1))
        ),
    }
    for i, content in enumerate(slides, 1):
        members[f"ppt/slides/slide{i}.xml"] = f"<p:sld {spaces}>{content}</p:sld>"
    if notes:
        members["ppt/slides/_rels/slide1.xml.rels"] = office.relationships(
            ("notesSlide", "../notesSlides/n1.xml")
        )
        members["ppt/notesSlides/n1.xml"] = f"<p:notes {spaces}>{notes}</p:notes>"
    return office.zipped(members)


def shape(text: str, kind: str = "") -> str:
    stands_for = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else ""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("|"))
    return f"<p:sp>{stands_for}<p:txBody>{paragraphs}</p:txBody></p:sp>"


def test_slides_are_read_in_their_order_with_titles_tables_and_notes() -> None:
    table = "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>back </a:t></a:r><a:br/><a:r><a:t>office</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>"
    first = shape("Welcome", "ctrTitle") + shape("one|two", "body") + shape("7", "sldNum")
    document = read(
        "a.pptx",
        pptx(
            first, shape("Team", "title") + table + shape("free"), notes=shape("Say hello.", "body")
        ),
    )
    assert [(block.role, block.text, block.place) for block in document.blocks] == [
        (Role.TITLE, "Welcome", {"slide": 1}), (Role.LIST_ITEM, "one", {"slide": 1}), (Role.LIST_ITEM, "two", {"slide": 1}),
        (Role.PARAGRAPH, "Say hello.", {"slide": 1, "part": "notes"}), (Role.HEADING, "Team", {"slide": 2}),
        (Role.TABLE_CELL, "back office", {"slide": 2}), (Role.PARAGRAPH, "free", {"slide": 2}),
    ]  # fmt: skip


def pdf(*pages: list[tuple[int, int, int, str]]) -> bytes:
    """A PDF whose pages have lines at (x, y) of a size."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in lines
        ).encode("cp1252")
        packed = zlib.compress(drawn)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, starts = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return (
        out
        + end
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, len(out))
    )


def test_a_pdf_is_read_page_by_page_with_its_lines_put_together() -> None:
    pytest.importorskip("pypdfium2")
    first = [
        (72, 780, 18, "Claims handler"),
        (72, 740, 11, "You will work with the people in our back"),
        (72, 726, 11, "office and answer what customers ask, day by"),
        (72, 712, 11, "day."),
        (72, 680, 11, "WHAT YOU DO"),
        (72, 660, 11, "- answer calls from customers who wait for their"),
        (82, 646, 11, "money"),
        (72, 632, 11, "- write letters"),
    ]
    document = read(
        "a.pdf",
        pdf(
            first,
            [
                (72, 780, 11, "The second page is about a customer-"),
                (72, 766, 11, "facing role; re-"),
                (72, 752, 11, "member it, and the back"),
                (72, 738, 11, "office that it replaces."),
            ],
        ),
    )
    assert [(block.role, block.text, block.place["page"]) for block in document.blocks] == [
        (Role.HEADING, "Claims handler", 1),
        (Role.PARAGRAPH, "You will work with the people in our back office and answer what customers ask, day by day.", 1),
        (Role.HEADING, "WHAT YOU DO", 1),
        (Role.LIST_ITEM, "answer calls from customers who wait for their money", 1),
        (Role.LIST_ITEM, "write letters", 1),
        (Role.PARAGRAPH, "The second page is about a customer-facing role; remember it, and the back office that it replaces.", 2),
    ]  # fmt: skip
    assert not readers.from_bytes(Path("a.pdf"), pdf(first)).can_be_written


@pytest.mark.parametrize(
    ("pages", "note"),
    [
        (([],), "no text on any page: a scan? run OCR first"),
        (([], [], [(72, 700, 11, "one")]), "no text on 2 of 3 pages: scans? run OCR first"),
        (([(72, 700, 11, "one")], []), ""),
    ],
)
def test_pages_without_text_are_told(
    pages: tuple[list[tuple[int, int, int, str]], ...], note: str
) -> None:
    pytest.importorskip("pypdfium2")
    assert "".join(read("a.pdf", pdf(*pages)).content.notes) == note


def test_what_is_read_only_has_findings_whose_source_reads_as_their_words(linter: Linter) -> None:
    pytest.importorskip("pypdfium2")
    for name, data in {
        "a.odt": odt("<text:p>Our <text:span>back</text:span>-off<text:span>ice</text:span> staff</text:p>"),
        "a.rtf": rb"{\rtf1 Our {\b back}-off{\i ice} staff}", "a.pptx": pptx(shape("Our back-office staff")),
        "a.pdf": pdf([(72, 700, 11, "Our back-office staff")]),
    }.items():  # fmt: skip
        file = readers.from_bytes(Path(name), data)
        found = linter.check(file.document)
        assert [one.span.of(file.document.source) for one in found] == ["back-office"], name
        assert not file.can_be_written


_ENCRYPTED = b"""%%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
3 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> endobj
trailer << /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] >>
""" % (b"41" * 32, b"42" * 32)


@pytest.mark.parametrize(
    ("name", "data", "hint"),
    [
        ("a.odt", b"%PDF-1.7", "begins like a PDF"),
        ("a.odt", odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"), "password"),
        (
            "a.odt",
            office.zipped({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "document type",
        ),
        ("a.odt", office.zipped({"content.xml": "<a/>"}), "another kind of document"),
        ("a.odt", odt("<text:p>x</text:p>")[:400], "cut off"),
        ("a.rtf", b"PK\x03\x04", "begins like a zip"),
        ("a.rtf", b"", "not an RTF file"),
        ("a.rtf", b"{\\rtf1" + b"{" * 100_000, "nested"),
        ("a.pdf", b"{\\rtf1 x}", "begins like an RTF"),
        ("a.pdf", b"%PDF-1.7\n" + b"\0" * 99, "damaged PDF"),
        ("a.pdf", _ENCRYPTED, "password"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97–2003: save it as .docx"),
        ("a.doc", b"\0\xff\1\2" * 9, "neither a Word file nor text"),
        ("a.pptx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "97–2003"),
        ("a.pptx", office.docx(office.paragraph("x")), "another kind of Office file"),
        ("a.pptx", pptx("<p:sp>"), "no XML"),
        (
            "a.pptx",
            office.zipped({"ppt/presentation.xml": "<a>" + " " * 9_000_000 + "</a>"}),
            "grows more than",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(name: str, data: bytes, hint: str) -> None:
    if name == "a.pdf":
        pytest.importorskip("pypdfium2")
    with pytest.raises(UnreadableFile) as refused:
        _ = read(name, data).blocks
    assert hint in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=40), st.data())
def test_no_damage_to_a_file_makes_it_crash(
    linter: Linter, noise: bytes, data: st.DataObject
) -> None:
    pytest.importorskip("pypdfium2")
    name, good = data.draw(st.sampled_from([
        ("a.odt", odt("<text:p>Our back office</text:p>")), ("a.pptx", pptx(shape("Our back office"))),
        ("a.rtf", rb"{\rtf1{\fonttbl{\f0\fcharset128 G;}}\f0 Our {\b back} \'93\'fa\u-10179?\u-8704? {\footnote x}\bin3 abc}"),
        ("a.pdf", pdf([(72, 700, 11, "Our back office")])),
    ]))  # fmt: skip
    at, cut = data.draw(st.integers(0, len(good))), data.draw(st.integers(0, 40))
    try:
        linter.check(read(name, good[:at] + noise + good[at + cut :]))
    except UnreadableFile as error:
        assert str(error)


@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1 Our back office}",
        b"<html><p>Our back office</p></html>",
        b"Our back office",
        office.docx(office.paragraph("Our back office")),
    ],
)
def test_what_other_programs_call_a_word_file_is_read_as_what_it_is(data: bytes) -> None:
    assert [block.text for block in read("a.doc", data).blocks] == ["Our back office"]


def test_another_kind_of_file_under_the_name_of_a_text_is_told_as_what_it_is() -> None:
    with pytest.raises(UnreadableFile, match="begins like a zip or Office file"):
        readers.from_bytes(Path("a.md"), office.docx(office.paragraph("Our back office")))


def test_every_example_of_one_text_has_the_same_findings_in_every_format(linter: Linter) -> None:
    pytest.importorskip("pypdfium2")
    examples = Path(__file__).parents[1] / "examples"
    found = {
        suffix: Counter(one.matched.lower() for one in linter.check(readers.read(examples / f"interview-guide.{suffix}").document))
        for suffix in ("docx", "odt", "rtf")
    }  # fmt: skip
    assert found["docx"] == found["odt"] == found["rtf"]
    assert found["docx"]["back-office"] == 1
    for name, words in (("posting.pdf", "back office"), ("onboarding.pptx", "back office")):
        assert words in [
            one.matched.lower() for one in linter.check(readers.read(examples / name).document)
        ]


@pytest.mark.slow
def test_every_office_file_of_the_corpus_ends_with_findings_or_one_clear_line(
    corpus: Path, linter: Linter
) -> None:
    outcomes: Counter[str] = Counter()
    for path in sorted((corpus / "formats").rglob("*")):
        if path.suffix.lower() not in (".doc", ".odt", ".rtf", ".pdf", ".pptx"):
            continue
        try:
            document = readers.read(path).document
            for finding in linter.check(document):
                assert finding.span.of(document.source).split() == finding.matched.split(), path
            outcome = (
                "read"
                if document.blocks
                else "read, no text" + (" (told)" if document.content.notes else "")
            )
        except UnreadableFile as error:
            assert "\n" not in str(error), path
            outcome = "refused"
        outcomes[f"{path.suffix.lower()} {outcome}"] += 1
    print(dict(outcomes))
    assert outcomes
