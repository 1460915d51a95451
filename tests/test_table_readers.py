"""Tables: which columns are read, where a cell's words stand, and that fixing touches nothing else."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import effort
import hostile
import office
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cxlint import fixes, readers
from cxlint.cli import main
from cxlint.document import Document, Role
from cxlint.linter import Linter
from cxlint.model import Edit, Span
from cxlint.readers import File, Options, UnreadableFile


def file(name: str, data: bytes | str, **options: Any) -> File:
    stored = data.encode() if isinstance(data, str) else data
    return readers.from_bytes(Path(name), stored, options=Options(**options))


def replaced(opened: File, words: str, new: str) -> str:
    """The file with `words` of its first block replaced."""
    block, start = opened.document.blocks[0], opened.document.blocks[0].text.index(words)
    edits = block.in_source(opened.document.source, [Edit(Span(start, start + len(words)), new)])
    return opened.edited(edits).decode()


def cells(document: Document) -> list[tuple[int, str, str]]:
    return [(block.place["row"], block.place["column"], block.text) for block in document.blocks]


POSTINGS = (
    "id,title,salary,job_description\r\n"
    '17,Back Office Clerk,31000,"You keep the ""back\r\noffice"" tidy, and the front office happy."\r\n'
    "\r\n"
    "18,Cook,29000,\r\n"
    "19,Cook,29000,You work in the back office\r\n"
)


def test_a_cell_is_read_with_its_quotes_and_breaks_undone_and_says_where_it_is() -> None:
    document = file("postings.csv", POSTINGS).document
    assert cells(document) == [
        (2, "title", "Back Office Clerk"),
        (2, "job_description", 'You keep the "back office" tidy, and the front office happy.'),
        (4, "title", "Cook"),
        (5, "title", "Cook"),
        (5, "job_description", "You work in the back office"),
    ]
    assert [block.place["id"] for block in document.blocks] == ["17", "17", "18", "19", "19"]
    assert document.blocks[0].role is Role.TITLE
    assert document.verbatim
    assert document.source == POSTINGS
    assert "columns read: title, job_description" in document.content.notes[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("description\nOur back office\n", [(2, "description", "Our back office")]),
        ("id;description\n1;a back office, ours\n", [(2, "description", "a back office, ours")]),
        ("id\tdescription\n1\ta back office; ours", [(2, "description", "a back office; ours")]),
        ('description|n\n"a|back office"|1\n', [(2, "description", "a|back office")]),
        ("Body,x\r\rour back office,1\r", [(3, "Body", "our back office")]),
        ('description,n\n"never closed,1\nback office,2\n', [(2, "description", '"never closed'), (3, "description", "back office")]),
        ('description,n\n"cited" words,1\n', [(2, "description", '"cited" words')]),
        ('description,n\n"",1\n"  ",2\nx back office\n', [(4, "description", "x back office")]),
        ("1,Somebody who works in our back office every day of the week\n2,And somebody else who never does\n",
         [(1, "2", "Somebody who works in our back office every day of the week"), (2, "2", "And somebody else who never does")]),
        ("", []), ("\n\n", []), ("description", []),
    ],
)  # fmt: skip
def test_tables_are_read_as_people_write_them(
    text: str, expected: list[tuple[int, str, str]]
) -> None:
    assert cells(file("a.csv", text).document) == expected


@pytest.mark.parametrize(
    ("names", "asked", "expected"),
    [
        ("id,title,description,url", (), ["title", "description"]),
        ("jobTitle,jobDescription,postedDate", (), ["jobTitle", "jobDescription"]),
        ("Job Title,Key Responsibilities,Company Profile", (), ["Job Title", "Key Responsibilities", "Company Profile"]),
        ("description_id,notes", (), ["notes"]),
        ("title,description", ("DESCRIPTION",), ["description"]),
        ("title,description", ("2", "title"), ["description", "title"]),
    ],
)  # fmt: skip
def test_the_columns_that_are_read_are_those_named_or_those_that_look_like_prose(
    names: str, asked: tuple[str, ...], expected: list[str]
) -> None:
    row = ",".join("some words that somebody wrote about our work here" for _ in names.split(","))
    document = file("a.csv", f"{names}\n{row}\n", columns=asked).document
    assert sorted({block.place["column"] for block in document.blocks}) == sorted(expected)


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnreadableFile, match="no column “text”; there are id, body"):
        _ = file("a.csv", "id,body\n1,x\n", columns=("text",)).document.blocks


@pytest.mark.parametrize(
    ("cell", "form", "expected"),
    [
        ("<p>Our <b>back</b> office</p><ul><li>one</li></ul>", "auto", ["Our back office", "one"]),
        ("Our back&nbsp;office &amp; more", "auto", ["Our back office & more"]),
        ("Our **back** office", "auto", ["Our **back** office"]),
        ("Our **back** office", "markdown", ["Our back office"]),
        ("a < b and b > c", "auto", ["a < b and b > c"]),
        ("<p>x</p>", "text", ["<p>x</p>"]),
    ],
)
def test_a_cell_is_read_as_what_it_holds(cell: str, form: str, expected: list[str]) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    for name, text in (("a.csv", f"body,n\n{quoted},1\n"), ("a.jsonl", json.dumps({"body": cell}))):
        document = file(name, text, cell_format=form, columns=("body",)).document
        assert [block.text for block in document.blocks] == expected


def test_html_in_a_quoted_cell_keeps_its_positions(linter: Linter) -> None:
    cell = '<p class=""lead"">Our back office</p>'
    opened = file("a.csv", f'body,n\n"{cell}",1\n')
    (finding,) = linter.check(opened.document)
    assert finding.span.of(opened.document.source) == "back office"
    edited = replaced(opened, "back office", 'the "team"')
    assert edited == 'body,n\n"<p class=""lead"">Our the ""team""</p>",1\n'


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("id,body\n1,our office\n", "one, two", 'id,body\n1,"our one, two"\n'),
        ("id,body\n1,our office\n", 'a "b"', 'id,body\n1,"our a ""b"""\n'),
        ("id,body\n1,our office\n", "team", "id,body\n1,our team\n"),
        ('id,body\n1,"our office"\n', 'a "b", c', 'id,body\n1,"our a ""b"", c"\n'),
        ("id;body\n1;our office\n", "one, two", "id;body\n1;our one, two\n"),
        ("id,body\n1,office\n", "one, two", 'id,body\n1,"one, two"\n'),
        ('id,body\n1,our "own" office 5"\n', "x, y", 'id,body\n1,"our ""own"" x, y 5"""\n'),
    ],
)
def test_new_words_are_quoted_as_their_cell_needs_it(before: str, new: str, after: str) -> None:
    assert replaced(file("a.csv", before, columns=("body",)), "office", new) == after


@pytest.mark.parametrize("ascii_only", [True, False])
def test_new_words_are_escaped_as_json_needs_it(ascii_only: bool) -> None:
    before = json.dumps(
        {"body": "our office"} if ascii_only else {"body": "our office – é"}, ensure_ascii=False
    )
    opened = file("a.jsonl", before, columns=("body",))
    after = replaced(opened, "office", 'the “new” "one"\n')
    assert json.loads(after)["body"].startswith('our the “new” "one"\n')
    assert after.isascii() == ascii_only


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_keeps_its_encoding_and_mark(encoding: str) -> None:
    before = (
        "id,description\n1,Der Mann im back office heißt Jürgen – „Chef“ für alle Fälle\n".replace(
            "„", "“"
        )
    )
    stored = before.encode(encoding)
    opened = file("a.csv", stored)
    start = opened.document.source.index("back office")
    assert opened.edited([Edit(Span(start, start + 11), "team")]) == before.replace(
        "back office", "team"
    ).encode(encoding)


_TEXTS = st.lists(
    st.sampled_from(["back office", "our ", '"', ",", "\n", "\r\n", ";", "menial tasks. ", "é😀 ", "<p>", "</p>", "&nbsp;", "\t", "low-level role ", "\\", "\u2028", "' "]),
    max_size=7,
).map("".join)  # fmt: skip
_ROWS = st.lists(st.tuples(st.integers(1, 9).map(str), _TEXTS, _TEXTS), min_size=1, max_size=4)


def _as_csv(rows: list[tuple[str, ...]], delimiter: str, quoting: int) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerows([("id", "notes", "description"), *rows])
    return out.getvalue().encode()


def _as_jsonl(rows: list[tuple[str, ...]], *, ascii_only: bool) -> bytes:
    lines = [
        json.dumps({"id": a, "notes": b, "description": c}, ensure_ascii=ascii_only)
        for a, b, c in rows
    ]
    return "\n".join(lines).encode()


def _parsed(name: str, data: bytes) -> list[list[str]]:
    text = data.decode()
    if name.endswith(".jsonl"):
        return [list(json.loads(line).values()) for line in text.split("\n")]
    delimiter = "\t" if name.endswith(".tsv") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[1:]


@given(_ROWS, st.sampled_from(["a.csv", "quoted.csv", "a.tsv", "ascii.jsonl", "a.jsonl"]))
def test_fixing_changes_the_columns_that_are_read_and_nothing_else_and_is_final(
    linter: Linter, rows: list[tuple[str, ...]], name: str
) -> None:
    if name.endswith(".jsonl"):
        data = _as_jsonl(rows, ascii_only=name == "ascii.jsonl")
    else:
        quoting = csv.QUOTE_ALL if name == "quoted.csv" else csv.QUOTE_MINIMAL
        data = _as_csv(rows, "\t" if name == "a.tsv" else ",", quoting)
    before = _parsed(name, data)
    for _ in range(6):
        opened = file(name, data, columns=("description",))
        source = opened.document.source
        found = linter.check(opened.document)
        for finding in found:
            assert finding.place["column"] == "description"
            said = source[finding.span.start : finding.span.end]
            read = json.loads(f'"{said}"') if name.endswith(".jsonl") else said.replace('""', '"')
            if "<" not in read and "&" not in read:
                assert read.split() == finding.matched.split()
        edits = fixes.choose(found, unsafe=True).edits
        written = opened.edited(edits)
        untouched = _outside(source, list(edits))
        assert all(piece in written.decode() for piece in untouched)
        if not edits:
            break
        data = written
    assert written == data
    assert [row[:2] for row in _parsed(name, data)] == [row[:2] for row in before]


def _outside(source: str, edits: list[Edit]) -> list[str]:
    pieces, position = [], 0
    for edit in edits:
        pieces.append(source[position : edit.span.start])
        position = edit.span.end
    return [*pieces, source[position:]]


def test_an_escaped_line_break_before_a_phrase_hides_it_from_nobody(linter: Linter) -> None:
    assert linter.check(
        file("a.jsonl", json.dumps({"description": "\nback office staff"})).document
    )


@given(_ROWS)
def test_a_table_says_the_same_in_every_format(rows: list[tuple[str, ...]]) -> None:
    linter = effort.thorough()
    arrow = pytest.importorskip("pyarrow")
    store = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    names = ("id", "notes", "description")
    store.write_table(
        arrow.table(
            {
                name: list(column)
                for name, column in zip(names, zip(*rows, strict=True), strict=True)
            }
        ),
        out,
    )
    said = {}
    for name, data in {
        "a.csv": _as_csv(rows, ",", csv.QUOTE_ALL), "a.jsonl": _as_jsonl(rows, ascii_only=True),
        "a.json": json.dumps({"jobs": [dict(zip(names, row, strict=True)) for row in rows]}).encode(),
        "a.parquet": out.getvalue(),
    }.items():  # fmt: skip
        document = file(name, data, columns=("description",)).document
        said[name] = (
            [block.text for block in document.blocks],
            [(f.rule, f.matched) for f in linter.check(document)],
        )
    assert said["a.csv"] == said["a.jsonl"] == said["a.json"] == said["a.parquet"]


def test_records_are_the_list_that_a_json_file_holds_and_names_lead_to_a_column() -> None:
    value = {
        "company": {"about": "Who we are"},
        "jobs": [
            {"id": 7, "job": {"description": "First"}, "duties": ["one", "two"], "open": True},
            {"id": 8, "job": {"description": "Second"}, "duties": [], "text": None},
        ],
    }
    document = file("a.json", json.dumps(value, indent=1)).document
    assert [
        (b.place["row"], b.place["column"], b.place.get("id"), b.text) for b in document.blocks
    ] == [
        (0, "company.about", None, "Who we are"),
        (1, "jobs.job.description", "7", "First"),
        (1, "jobs.duties", "7", "one"),
        (1, "jobs.duties", "7", "two"),
        (2, "jobs.job.description", "8", "Second"),
    ]


def test_a_line_that_is_no_json_is_told_and_the_others_are_read() -> None:
    document = file(
        "a.jsonl", '{"body": "one thing"}\nnot json\n\n{"body": "another"}\n{"body"'
    ).document
    assert [block.place["row"] for block in document.blocks] == [1, 4]
    assert "line 2 and 1 others left out: no JSON" in document.content.notes


def workbook(*rows: str, strings: tuple[str, ...] = (), state: str = "visible") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return office.zipped({
        "_rels/.rels": office.relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office.R}"><sheets>'
        f'<sheet name="Jobs" sheetId="1" state="{state}" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": office.relationships(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(strings)}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
    })  # fmt: skip


def test_a_workbook_is_read_sheet_by_sheet_as_a_spreadsheet_counts() -> None:
    data = workbook(
        '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><t>Description</t></is></c></row>',
        '<row r="5"><c r="A5"><v>17</v></c><c r="B5" t="s"><v>1</v></c><c r="C5" t="s"><v>99</v></c></row>',
        '<row r="1048576"><c r="A1048576"><v>18</v></c><c r="XFD1048576" t="str"><v>far away</v></c><c t="str"><v>odd</v></c></row>',
        strings=(
            "<si><t>Id</t></si>",
            "<si><r><t>Our back </t></r><r><t>office</t></r><rPh><t>x</t></rPh></si>",
        ),
    )
    document = file("a.xlsx", data).document
    first = document.blocks[0]
    assert (dict(first.place), first.text) == (
        {"sheet": "Jobs", "row": 5, "column": "Description", "id": "17"}, "Our back office",
    )  # fmt: skip
    assert not file("a.xlsx", data).can_be_written
    assert file("a.xlsx", workbook(state="hidden")).document.blocks == ()


def _parquet() -> bytes:
    arrow = pytest.importorskip("pyarrow")
    out = io.BytesIO()
    pytest.importorskip("pyarrow.parquet").write_table(
        arrow.table({"body": ["our back office"] * 50}), out
    )
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"PK\x03\x04" + b"\0" * 90, "begins like a zip or Office file"),
        ("a.csv", b"a,b\n\0\0,c\n", "NUL"),
        ("a.jsonl", b"PAR1\0\0", "begins like a Parquet file"),
        ("a.jsonl", b"id,body\n1,x\n", "line 1 is no JSON"),
        ("a.json", b'{"body": "cut', "not JSON"),
        ("a.json", b"[" * 100_000, "not"),
        ("a.json", b'{"a":' * 400 + b'"x"' + b"}" * 400, "nested"),
        ("a.json", b"", "not JSON"),
        ("a.xlsx", b"id,body\n1,x\n", "not an Excel file"),
        ("a.xlsx", workbook("<row><c"), "no XML"),
        ("a.xlsx", workbook('<row r="1">' + "<c/>" * 2_000_000 + "</row>"), "grows more than"),
        ("a.parquet", b"id,body\n", "not a Parquet file"),
        ("a.parquet", b"PAR1" + b"\0" * 50, "damaged Parquet"),
        ("a.parquet", b"cut", "not a Parquet file"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        _ = file(name, data).document.blocks
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=30), st.data())
def test_no_damage_to_a_table_makes_it_crash(
    linter: Linter, noise: bytes, data: st.DataObject
) -> None:
    name, good = data.draw(st.sampled_from([
        ("a.csv", POSTINGS.encode()), ("a.jsonl", b'{"body": "our \\u00e9 back office"}\n{"body": "x"}'),
        ("a.json", b'[{"body": "our back office", "n": [1, {"a": null}]}]'), ("a.parquet", _parquet()),
        ("a.xlsx", workbook('<row><c t="str"><v>our back office</v></c></row>')),
    ]))  # fmt: skip
    at, cut = data.draw(st.integers(0, len(good))), data.draw(st.integers(0, 40))
    try:
        linter.check(file(name, good[:at] + noise + good[at + cut :]).document)
    except UnreadableFile as error:
        assert str(error)


@pytest.mark.parametrize("kind", hostile.tables(1))
def test_an_awkward_table_loses_none_of_its_rows(kind: str) -> None:
    text = hostile.tables(200_000)[kind] + "\nour back office,b\n"
    last = file("a.csv", text, columns=("description",)).document.blocks[-1]
    assert last.text.endswith("our back office")


def test_a_format_that_was_not_installed_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "cxlint.readers.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnreadableFile, match=r"pip install 'cxlint\[tables\]'"):
        file("a.parquet", b"PAR1")


def test_the_command_line_chooses_columns_cells_and_ids_and_fixes_in_place(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text(
        'nr,words\nA7,"Our <b>back</b> office staff, and more"\nA8,Our back office staff\n', "utf-8"
    )
    asked = ["--column", "words", "--cell-format", "html", "--id-column", "nr", str(path)]
    checked = CliRunner().invoke(main, ["check", "--format", "json", *asked])
    found = json.loads(checked.output)["files"][0]["findings"]
    assert [(one["place"]["row"], one["place"]["id"]) for one in found] == [(2, "A7"), (3, "A8")]
    assert CliRunner().invoke(main, ["fix", "--unsafe", *asked]).exit_code == 0
    fixed = path.read_text("utf-8")
    assert fixed.startswith('nr,words\nA7,"Our <b>back</b> office staff, and more"\n')
    assert "A8,Our back office" not in fixed


def test_the_example_postings_have_the_same_findings_in_every_format(linter: Linter) -> None:
    pytest.importorskip("pyarrow")
    examples = Path(__file__).parents[1] / "examples"
    found = [
        [(one.rule, one.matched, one.place["id"]) for one in linter.check(readers.read(examples / f"postings.{suffix}").document)]
        for suffix in ("csv", "tsv", "jsonl", "json", "xlsx", "parquet")
    ]  # fmt: skip
    assert all(one == found[0] for one in found)
    assert len(found[0]) > 3


@pytest.mark.slow
def test_every_workbook_of_the_corpus_ends_with_findings_or_one_clear_line(
    corpus: Path, linter: Linter
) -> None:
    count = 0
    for path in sorted((corpus / "formats").rglob("*.xlsx")):
        linter.check(readers.read(path).document)
        count += 1
    print("xlsx read:", count)
    assert count
