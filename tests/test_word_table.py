"""Tables that list words: their entries are talked about, whatever the format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from office import docx, paragraph

from cxlint import readers
from cxlint.document import Document, Role
from cxlint.linter import Linter
from cxlint.readers.word_table import listed

LISTS = [
    (["Avoid", "Use instead"], {0, 1}),
    (["Word", "Alternative"], {0, 1}),
    (["Don’t say", "Say", "Why"], {0, 1}),
    (["**Instead of**", "Because", "Try"], {0, 2}),
    (["Old", "New"], {0, 1}),
    (["Pronoun", "Preferred term"], {0, 1}),
    (["Term", "Meaning"], {0}),
    (["Acronym", "Definition", "Owner"], {0}),
    (["Room", "Use"], set()),
    (["Role", "Where"], set()),
    (["Title", "Salary"], set()),
    (["Instead", ""], {0}),
    ([], set()),
]


@pytest.mark.parametrize(("heads", "columns"), LISTS, ids=[" | ".join(heads) for heads, _ in LISTS])
def test_the_first_row_tells_which_columns_hold_words(heads: list[str], columns: set[int]) -> None:
    assert listed(heads) == columns


ROWS = [["Avoid", "Use"], ["back office", "operations"], ["manpower", "staffing"]]


def in_markdown(rows: list[list[str]]) -> Document:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return readers.parse("\n".join([lines[0], "|---|---|", *lines[1:]]), path="a.md")


def in_html(rows: list[list[str]]) -> Document:
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return readers.parse(f"<table>{table}</table>", path="a.html")


def in_word(rows: list[list[str]]) -> Document:
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return readers.from_bytes(Path("a.docx"), docx(f"<w:tbl>{table}</w:tbl>")).document


@pytest.mark.parametrize("made", [in_markdown, in_html, in_word])
def test_entries_of_a_table_of_words_are_left_alone(
    made: Callable[[list[list[str]]], Document], linter: Linter
) -> None:
    listing, plain = made(ROWS), made([["Team", "Town"], *ROWS[1:]])
    assert {block.role for block in plain.blocks} == {Role.TABLE_CELL}
    assert [block.role for block in listing.blocks][2:] == [Role.TERM] * 4
    assert [one.matched for one in linter.check(plain)] == ["back office", "manpower"]
    assert linter.check(listing) == []


def test_a_table_in_a_table_has_a_first_row_of_its_own() -> None:
    inner = "<table><tr><td>Avoid<td>Use<tr><td>back office<td>operations</table>"
    page = f"<table><tr><td>Team<td>{inner}<tr><td>back office<td>Leeds</table>back office"
    roles = [str(block.role) for block in readers.parse(page, path="a.html").blocks]
    assert roles == [*["table cell"] * 3, "term", "term", *["table cell"] * 2, "paragraph"]


def test_a_cell_that_is_passed_over_counts(linter: Linter) -> None:
    source = (
        "| Term | Meaning |\n|---|---|\n| first | The back office pays. |\n| back office | x |\n"
    )
    assert [one.span.start for one in linter.check(readers.parse(source, path="a.md"))] == [
        source.index("back office pays")
    ]
