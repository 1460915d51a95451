"""Three ways back into a Word file: in place, as tracked changes, as comments."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import office
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from office import W, docx, members, paragraph, raw_members, run, styled

from cxlint import fixes, readers
from cxlint.cli import main
from cxlint.document import Document
from cxlint.linter import Linter
from cxlint.model import Edit, Span, apply_edits
from cxlint.readers import word, word_comments, word_writing

_AUTHOR = word_writing.Author("Ann", datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
_W = f"{{{W}}}"


def read(data: bytes) -> Document:
    return readers.from_bytes(Path("guide.docx"), data).document


def in_place(data: bytes, edits: list[Edit]) -> bytes:
    return readers.from_bytes(Path("guide.docx"), data).edited(edits)


def tracked(data: bytes, edits: list[Edit]) -> bytes:
    return word_writing.tracked(word.reopened(data, read(data)), edits, _AUTHOR)


def commented(data: bytes, remarks: list[word_comments.Remark]) -> bytes:
    return word_comments.commented(word.reopened(data, read(data)), remarks, _AUTHOR)


def body(data: bytes) -> Any:
    return etree.fromstring(members(data)["word/document.xml"])


def decided(data: bytes, *, accept: bool) -> str:
    """The source of a file in which all tracked changes were accepted, or rejected."""
    changed = {}
    for name, content in members(data).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        root = etree.fromstring(content)
        for kind, stays in (("ins", accept), ("del", not accept)):
            for element in list(root.iter(_W + kind)):
                if stays:
                    for text in element.iter(_W + "delText"):
                        text.tag = _W + "t"
                    for one in list(element):
                        element.addprevious(one)
                element.getparent().remove(element)
        changed[name] = etree.tostring(root)
    return read(office.zipped({**members(data), **changed})).source


def formats(data: bytes) -> list[tuple[str, bytes]]:
    """Every run's text with its formatting."""
    return [
        ("".join(run.itertext()), b"".join(etree.tostring(one) for one in run.iter(_W + "rPr")))
        for run in body(data).iter(_W + "r")
    ]


SPLIT = paragraph(
    run("Our ")
    + run("back", "<w:b/>")
    + run("-off", "<w:i/>")
    + run("ice", "<w:u/>")
    + run(" staff.")
)


def test_new_words_take_the_formatting_of_the_first_that_they_replace_and_all_runs_stay() -> None:
    data = docx(SPLIT)
    start = read(data).source.index("back")
    after = in_place(data, [Edit(Span(start, start + len("back-office")), "operations")])
    assert read(after).source == "Our operations staff."
    assert [(text, b"<w:b" in form, b"<w:i" in form, b"<w:u" in form) for text, form in formats(after)] == [
        ("Our ", False, False, False), ("operations", True, False, False), ("", False, True, False),
        ("", False, False, True), (" staff.", False, False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "old", "new", "expected"),
    [
        (run("a back office role"), "back office ", "", "a role"),
        (run("a role"), "", "new ", "new a role"),
        ("<w:r><w:t>back</w:t><w:br/><w:t>office</w:t></w:r>", "back\voffice", "team", "team"),
        ("<w:r><w:t>back</w:t><w:noBreakHyphen/><w:t>office</w:t></w:r>", "\u2011office", " room", "back room"),
        ('<w:r><w:t>back</w:t><w:br w:type="page"/><w:t>office</w:t></w:r>', "back\foffice", "team", "team\f"),
        (f'<w:hyperlink r:id="r9">{run("back ")}</w:hyperlink>' + run("office"), "back office", "team", "team"),
        (f'<w:ins w:id="7" w:author="B">{run("our back ")}</w:ins>' + run("office staff"), "back office", "team", "our team staff"),
        (run("a <&> b", "<w:b/>"), "<&>", "&<>", "a &<> b"),
    ],
)  # fmt: skip
def test_an_edit_is_made_whatever_holds_the_words(
    content: str, old: str, new: str, expected: str
) -> None:
    data = docx(paragraph(content))
    start = read(data).source.index(old)
    edit = Edit(Span(start, start + len(old)), new)
    assert read(in_place(data, [edit])).source == expected
    change = tracked(data, [edit])
    assert decided(change, accept=True) == expected
    assert read(change).source == expected


def test_what_did_not_change_is_byte_for_byte_as_it_was_in_the_same_order() -> None:
    strange = {
        "word/media/logo.bin": bytes(range(256)) * 40,
        "customXml/item1.xml": "<x>\r\n<y/></x>",
        "empty/": "",
    }
    data = docx(
        SPLIT, {"header": paragraph("Handbook")}, extra=strange, stored=("word/media/logo.bin",)
    )
    start = read(data).source.index("back")
    for after in (
        in_place(data, [Edit(Span(start, start + 4), "front")]),
        tracked(data, [Edit(Span(start, start + 4), "front")]),
    ):
        before, now = raw_members(data), raw_members(after)
        assert list(before) == list(now)
        assert {name for name in now if now[name] != before[name]} == {"word/document.xml"}
    assert in_place(data, []) == data


def test_a_text_box_is_changed_in_both_of_its_copies() -> None:
    box = "<w:txbxContent>" + SPLIT + "</w:txbxContent>"
    data = docx(paragraph(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ))  # fmt: skip
    after = in_place(data, [Edit(Span(4, 15), "operations")])
    assert ["".join(one.itertext()) for one in body(after).iter(_W + "txbxContent")] == [
        "Our operations staff."
    ] * 2


_WORDS = st.sampled_from(
    [
        "Our ",
        "back office",
        "back-office staff ",
        "helps. ",
        "A low-level role ",
        "é😀 ",
        "menial tasks. ",
    ]
)
_FORMS = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>'])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Word files whose words are cut into runs at random."""
    made = []
    for pieces in draw(st.lists(st.lists(_WORDS, min_size=1, max_size=5), min_size=1, max_size=4)):
        text = "".join(pieces)
        cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=5))})
        runs = [run(text[a:b], draw(_FORMS)) for a, b in pairwise(cuts)]
        made.append(paragraph("".join(runs)))
    return docx("".join(made), {"footer": made[0]})


@given(files())
def test_fixing_changes_the_words_of_the_edits_and_no_formatting_and_is_final(
    linter: Linter, data: bytes
) -> None:
    document = read(data)
    edits = list(fixes.choose(linter.check(document), unsafe=True).edits)
    after = in_place(data, edits)
    assert read(after).source == apply_edits(document.source, edits)
    assert [form for _, form in formats(after)] == [form for _, form in formats(data)]
    again, rounds = after, 0
    while more := fixes.choose(linter.check(read(again)), unsafe=True).edits:
        again, rounds = in_place(again, list(more)), rounds + 1
        assert rounds < 5
    assert in_place(again, []) == again


@given(files())
def test_tracked_changes_read_as_fixed_when_accepted_and_as_before_when_rejected(
    linter: Linter, data: bytes
) -> None:
    document = read(data)
    edits = list(fixes.choose(linter.check(document), unsafe=True).edits)
    after = tracked(data, edits)
    assert decided(after, accept=True) == read(after).source == apply_edits(document.source, edits)
    assert decided(after, accept=False) == document.source
    identities = [one.get(_W + "id") for one in body(after).iter(_W + "ins", _W + "del")]
    assert len(set(identities)) == len(identities)


@given(files())
def test_comments_stand_around_the_words_they_are_about_and_change_none(
    linter: Linter, data: bytes
) -> None:
    document = read(data)
    found = linter.check(document)
    after = commented(data, [word_comments.Remark(one.span, (one.message, "why")) for one in found])
    assert read(after).source == document.source
    wanted = [one.matched for one in found if one.place["part"] == "body"]
    assert [" ".join(text.split()) for text in _anchored(body(after))] == [*wanted]
    assert (
        commented(after, [word_comments.Remark(one.span, (one.message, "why")) for one in found])
        == after
    )


def _anchored(root: Any) -> Iterator[str]:
    """The words between the start and the end of every comment, in order; none for a bare anchor."""
    for start in root.iter(_W + "commentRangeStart"):
        words, at = "", start
        while (at := at.getnext()).tag != _W + "commentRangeEnd":
            words += "".join(at.itertext()) if at.tag in (_W + "r", _W + "sdt") else ""
        assert at.get(_W + "id") == start.get(_W + "id")
        assert at.getnext().find(_W + "commentReference").get(_W + "id") == start.get(_W + "id")
        if words:
            yield words


def test_a_change_is_signed_and_dated() -> None:
    change = next(body(tracked(docx(SPLIT), [Edit(Span(4, 8), "front")])).iter(_W + "ins"))
    assert (change.get(_W + "author"), change.get(_W + "date")) == ("Ann", "2026-03-01T09:30:00Z")


def test_a_change_inside_another_persons_insertion_leaves_that_ones_name_on_the_rest() -> None:
    data = docx(paragraph(f'<w:ins w:id="7" w:author="B">{run("our back office staff")}</w:ins>'))
    root = body(tracked(data, [Edit(Span(4, 15), "team")]))
    assert [(one.get(_W + "author"), "".join(t.text for t in one.iter(_W + "t"))) for one in root.iter(_W + "ins")] == [
        ("B", "our "), ("Ann", "team"), ("B", " staff"),
    ]  # fmt: skip


@pytest.mark.parametrize("namespace", [office.W, office.STRICT])
def test_the_first_comment_brings_its_part_and_later_ones_join_those_that_are_there(
    namespace: str,
) -> None:
    remark = word_comments.Remark(Span(4, 8), ("Say it so.", "Because."))
    after = members(commented(docx(SPLIT, namespace=namespace), [remark]))
    assert b"/word/comments.xml" in after["[Content_Types].xml"]
    assert b'Target="comments.xml"' in after["word/_rels/document.xml.rels"]
    assert after["word/comments.xml"].count(b"Because.") == 1
    if namespace == office.STRICT:
        return
    theirs = {"comments": f'<w:comment w:id="4" w:author="B">{paragraph("Hm.")}</w:comment>'}
    joined = etree.fromstring(
        members(commented(docx(SPLIT, theirs), [remark]))["word/comments.xml"]
    )
    assert [one.get(_W + "id") for one in joined] == ["4", "5"]


def test_where_word_has_no_comments_they_stand_at_a_paragraph_and_say_where() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed words')}</w:txbxContent></w:pict></w:r>"
    data = docx(
        paragraph("First.") + paragraph(run("Second.") + box), {"header": paragraph("on top")}
    )
    source = read(data).source
    remarks = [
        word_comments.Remark(Span(source.index(words), source.index(words) + len(words)), ("No.",))
        for words in ("boxed words", "on top")
    ]
    after = commented(data, remarks)
    said = [
        "".join(one.itertext()) for one in etree.fromstring(members(after)["word/comments.xml"])
    ]
    assert said == ["In a text box: “boxed words”.No.", "In the header: “on top”.No."]
    first, second = body(after)[0]
    assert [len(list(one.iter(_W + "commentReference"))) for one in (first, second)] == [1, 1]
    assert commented(after, remarks) == after


def test_a_field_holds_no_marks_of_comments_since_what_it_shows_is_made_anew() -> None:
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    field = (
        marks[0]
        + "<w:r><w:instrText>AUTHOR</w:instrText></w:r>"
        + marks[1]
        + run("the words")
        + marks[2]
    )
    data = docx(paragraph(run("By ") + field + run(" and others.")))
    start = read(data).source.index("words")
    remark = word_comments.Remark(Span(start, start + 5), ("No.",))
    after = commented(data, [remark])
    (written,) = body(after)[0]
    kinds = [
        "field" if one.find(_W + "fldChar") is not None else etree.QName(one).localname
        for one in written
    ]
    between = kinds[kinds.index("commentRangeStart") : kinds.index("commentRangeEnd")]
    assert between == ["commentRangeStart", "field", "r", "field", "r", "r", "field"]
    assert commented(after, [remark]) == after


def test_a_content_control_holds_no_marks_of_comments_which_some_programs_lose_its_words_for() -> (
    None
):
    field = f"<w:sdt><w:sdtContent>{paragraph('a field')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{run('inside')}</w:sdtContent></w:sdt>"
    data = docx(paragraph("Before.") + field + paragraph(run("It is ") + inline + run(".")))
    source = read(data).source
    remarks = [
        word_comments.Remark(Span(source.index(words), source.index(words) + len(words)), ("No.",))
        for words in ("a field", "inside")
    ]
    after = commented(data, remarks)
    said = [
        "".join(one.itertext()) for one in etree.fromstring(members(after)["word/comments.xml"])
    ]
    assert said == ["In a form field: “a field”.No.", "No."]
    root = body(after)
    assert not [
        mark for control in root.iter(_W + "sdt") for mark in control.iter(_W + "commentReference")
    ]
    assert list(_anchored(root)) == ["inside"]
    assert commented(after, remarks) == after


GUIDE = docx(
    styled("H1", "Interview guide")
    + SPLIT
    + paragraph(run("They do menial tasks in the back office."))
)


def test_the_command_line_gives_findings_back_as_comments_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "guide.docx"
    path.write_bytes(GUIDE)
    result = CliRunner().invoke(main, ["review", "--comments", str(path)])
    assert result.exit_code == 0, result.output
    copy = tmp_path / "guide.reviewed.docx"
    said = members(copy.read_bytes())["word/comments.xml"].decode()
    assert said.count("<w:comment ") == int(result.output.split()[-2])
    assert "Instead: " in said
    assert path.read_bytes() == GUIDE


def test_the_command_line_makes_tracked_changes_and_none_the_second_time(tmp_path: Path) -> None:
    path = tmp_path / "guide.docx"
    path.write_bytes(GUIDE)
    asked = ["fix", "--track-changes", "--author", "HR", str(path)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    once = path.read_bytes()
    assert b'w:author="HR"' in members(once)["word/document.xml"]
    assert decided(once, accept=False) == read(GUIDE).source
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert path.read_bytes() == once


def test_the_command_line_tracks_no_changes_in_a_file_that_is_none_of_words(tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text("Our back office.", "utf-8")
    result = CliRunner().invoke(main, ["fix", "--track-changes", str(path)])
    assert result.exit_code == 2
    assert "for Word files" in result.output
    assert path.read_text("utf-8") == "Our back office."


@pytest.mark.slow
def test_libreoffice_opens_what_was_written_and_reads_the_same(
    tmp_path: Path, linter: Linter
) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not on the path")
    document = read(GUIDE)
    found = linter.check(document)
    edits = list(fixes.choose(found, unsafe=True).edits)
    fixed = apply_edits(document.source, edits)
    remarks = [word_comments.Remark(one.span, (one.message,)) for one in found]
    written = {
        "place": in_place(GUIDE, edits),
        "comments": commented(GUIDE, remarks),
        "tracked": tracked(GUIDE, edits),
    }
    for name, data in written.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), *(str(tmp_path / f"{name}.docx") for name in written)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = {name: (tmp_path / f"{name}.txt").read_text("utf-8-sig").split() for name in written}
    assert text["place"] == fixed.split()
    assert text["comments"] == document.source.split()
    assert set(text["tracked"]) >= {
        word for word in fixed.split() if word in document.source.split()
    }


@pytest.mark.slow
def test_every_word_file_of_the_corpus_takes_edits_changes_and_comments_at_its_words(
    corpus: Path,
) -> None:
    count = 0
    for path in sorted((corpus / "formats").rglob("*.docx")):
        data = path.read_bytes()
        document = read(data)
        words = list(re.finditer(r"\w+(?:[ \t\v]\w+)?", document.source))[::3]
        spans = [Span(*word.span()) for word in words]
        edits = [Edit(span, "new words") for span in spans]
        expected = apply_edits(document.source, edits)
        for after in (in_place(data, edits), tracked(data, edits)):
            assert read(after).source == expected, path
            before, now = raw_members(data), raw_members(after)
            changed = {name for name in now if now[name] != before[name]}
            assert list(before) == list(now), path
            assert all(name.endswith(".xml") for name in changed), path
            assert members(after), path
        remarks = [word_comments.Remark(span, ("x",)) for span in spans]
        assert read(commented(data, remarks)).source == document.source, path
        count += len(edits)
    print("edits in the corpus' Word files:", count)
    assert count
