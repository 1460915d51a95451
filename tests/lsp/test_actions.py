"""What can be done about a finding, and that doing it does what its title says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from lsprotocol import types

from cxlint import fixes, readers
from cxlint.configuration import Configuration
from cxlint.linter import Linter
from cxlint.model import Edit, Finding, Span, apply_edits
from cxlint.readers import format_named
from cxlint.text import Unit
from lsp_server import actions, allowing, checking, convert, silencing
from lsp_server.actions import Asked
from lsp_server.allowing import Configured
from lsp_server.checking import Checked, Kind
from lsp_server.client import Client

from .reference import ReferenceText


def checked(linter: Linter, text: str, format: str = "markdown") -> Checked:
    named = format_named(format)
    assert named
    return checking.check(linter, text, Kind("text", named))


def asked(
    linter: Linter, text: str, *, only: tuple[str, ...] = (), can: types.ClientCapabilities | None = None,
    configured: Configured | None = None, span: Span | None = None, format: str = "markdown",
) -> Asked:  # fmt: skip
    found = checked(linter, text, format)
    shown = tuple(
        convert.diagnostic(one, found.document.lines, Unit.UTF16, {}) for one in found.shown
    )
    whole = Span(0, len(text))
    client = Client(can or versioned())
    return Asked(
        "file:///a.md",
        7,
        found,
        shown,
        whole if span is None else span,
        only,
        client,
        Unit.UTF16,
        configured,
    )


def versioned() -> types.ClientCapabilities:
    edits = types.WorkspaceEditClientCapabilities(document_changes=True)
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(workspace_edit=edits)
    )


def titles(found: list[types.CodeAction]) -> list[str]:
    return [one.title for one in found]


def test_alternatives_come_first_by_name_and_the_first_is_preferred(linter: Linter) -> None:
    found = actions.offered(asked(linter, "Our back office pays.\n"))
    assert titles(found)[0] == "Write “operations team”"
    assert [one.is_preferred for one in found[:2]] == [True, None]
    assert titles(found)[-1] == "Explain back-office/back-office"
    assert any(title.startswith("Ignore “back office” here") for title in titles(found))


def test_only_findings_that_touch_the_range_are_acted_upon(linter: Linter) -> None:
    text = "Our back office pays.\n\nThe back office is closed.\n"
    second = text.rindex("back office")
    near = actions.offered(asked(linter, text, span=Span(second, second)))
    lines = {
        edit.range.start.line
        for one in near
        if one.title.startswith("Write") and one.edit and one.edit.document_changes
        for change in one.edit.document_changes
        if isinstance(change, types.TextDocumentEdit)
        for edit in change.edits
        if isinstance(edit, types.TextEdit)
    }
    assert lines == {2}
    (source,) = actions.offered(asked(linter, text, span=Span(0, 1)))
    assert source.kind == "source.fixAll.cxlint"
    assert source.title == "Fix all that is safe in this document (2)"


@pytest.mark.parametrize("only", ["source", "source.fixAll", "source.fixAll.cxlint"])
def test_fix_all_is_found_by_its_kind_and_the_kinds_above(linter: Linter, only: str) -> None:
    found = actions.offered(asked(linter, "Our back office pays.\n", only=(only,)))
    assert [one.kind for one in found] == ["source.fixAll.cxlint"]


def test_kinds_that_were_not_asked_for_are_not_offered(linter: Linter) -> None:
    assert not actions.offered(asked(linter, "Our back office pays.\n", only=("refactor",)))
    quick = actions.offered(asked(linter, "Our back office pays.\n", only=("quickfix",)))
    assert {one.kind for one in quick} == {types.CodeActionKind.QuickFix}


def test_edits_carry_the_version_they_were_made_for(linter: Linter) -> None:
    found = actions.offered(asked(linter, "Our back office pays.\n"))
    edit = found[0].edit
    assert edit and edit.document_changes
    change = edit.document_changes[0]
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 7


def test_clients_without_versioned_edits_get_plain_changes(linter: Linter) -> None:
    found = actions.offered(
        asked(linter, "Our back office pays.\n", can=types.ClientCapabilities())
    )
    edit = found[0].edit
    assert edit and edit.changes and not edit.document_changes
    assert not any(title.startswith("Allow") for title in titles(found))


def test_silenced_findings_are_not_acted_upon(linter: Linter) -> None:
    text = "<!-- cxlint-disable-next-line -->\nOur back office pays.\n"
    assert not actions.offered(asked(linter, text))


FIXED = {
    "markdown": "---\ntitle: 'It''s 😀 menial tasks'\n---\r\n😀 Our **back\r\noffice** staff\u2028do <i>menial</i> tasks.",
    "html": "<p title='a 😀 menial task'>é 😀 Our <b>back&nbsp;office</b> staff\x0c</p>\r<p>menial</p>",
    "csv": 'id;description\r\n😀;"Our ""back-office"" 😀 staff\ndo menial tasks"\r\n2;menial work\r\n',
    "json lines": '{"description": "😀 \\ud83d\\ude00 Our back\\u002doffice staff\\nmenial tasks"}\n',
    "mail": "Subject: 😀 menial tasks\n\nOur back-office staff.\n\nBob wrote on 2024-01-01:\n> menial\n",
}  # fmt: skip


@pytest.mark.parametrize("format", FIXED)
def test_fix_all_makes_of_a_text_what_fix_makes_of_its_file(linter: Linter, format: str) -> None:
    text = FIXED[format]
    (found,) = actions.offered(asked(linter, text, only=("source.fixAll",), format=format))
    assert found.edit and found.edit.document_changes
    (change,) = found.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    reference = ReferenceText(text, "utf-16")
    places = [reference.position(at) for at in range(len(text) + 1)]
    edits = [
        Edit(Span(places.index(one.range.start), places.index(one.range.end)), one.new_text)
        for one in change.edits
        if isinstance(one, types.TextEdit)
    ]
    file = readers.from_bytes(Path("text"), text.encode(), format=format_named(format))
    chosen = fixes.choose(linter.check(file.document)).edits
    assert apply_edits(text, sorted(edits)).encode() == fixes.edited(file, chosen)
    assert len(edits) >= 2


# --- silence ------------------------------------------------------------------------------------

PLACES = {
    "markdown": [
        "Our back office pays.\n", "First line\nof our back office.\n", "- Our back office\n- and more\n",
        "* a\n  - our back office rests  \n    here\n", "> Our back office.\n> More.\n", "## The back office\n\nText.\n",
        "The back office\n===\n", "| Team | b |\n|---|---|\n| back office | c |\n", "Team | b\n--- | ---\nback office | c\n", "Ends hard: back office\\\nnext.\n",
        "1. One\n\n   Our back office.\n", "Note[^1].\n\n[^1]: Our back office.\n", "<p>Our back office</p>\n",
        "Text ![our back office](x.png) here.\n", "Our **back\noffice** pays.\n", "Our back office pays.\r\n\r\nMore.\r\n",
        "No end: back office",
    ],
    "text": ["Our back office pays.\n", "The refund is paid by our\nback office at once.\n", "- our back office\n"],
    "html": [
        "<p>Our back office</p>\n", "<ul>\n  <li>Our back office\n</ul>\n",
        "<p>Our <b>back</b>\n   office and\n   the back office</p>\n",
    ],
    "restructuredtext": [
        "Our back office pays.\n", "Text.\n\nOur back\noffice pays.\n\nMore.\n", "The back office\n===============\n\nText.\n",
        ".. note::\n\n   Our back office pays.\n", "Text::\n\n   code\n\nOur back office pays.\r\n",
    ],
    "asciidoc": [
        "Our back office pays.\n", "First line\nof our back office.\n", "= Title\n\n== The back office\n\nText.\n",
        "* Our back office\n* and more\n", ". One\n+\nOur back office.\n",
        "NOTE: Our back office pays.\n", "____\nOur back office.\n____\n",
    ],
}  # fmt: skip
CASES = [(format, text) for format, texts in PLACES.items() for text in texts]


@pytest.mark.parametrize(("format", "text"), CASES)
def test_ignoring_here_silences_this_finding_and_leaves_the_words_alone(
    linter: Linter, format: str, text: str
) -> None:
    before = checked(linter, text, format)
    finding = before.shown[0]
    edit = silencing.here(before.document, finding)
    assert edit
    after = checked(linter, apply_edits(text, [edit]), format)
    if format == "text":  # where a comment is a line, and so the end of a paragraph
        assert " ".join(_words(before)) == " ".join(_words(after))
    else:
        assert _words(before) == _words(after)
    left = [one for one in before.shown if not _same_line(before, one, finding)]
    assert len(after.shown) == len(left)
    assert len(after.findings) == len(before.findings)


@pytest.mark.parametrize(("format", "text"), CASES)
def test_ignoring_in_this_document_silences_the_rule_everywhere(
    linter: Linter, format: str, text: str
) -> None:
    before = checked(linter, text, format)
    edit = silencing.everywhere(before.document, before.shown[0])
    assert edit
    after = checked(linter, apply_edits(text, [edit]), format)
    assert before.shown[0].rule not in {one.rule for one in after.shown}
    assert len(after.findings) == len(before.findings)


def test_the_file_comment_comes_after_front_matter(linter: Linter) -> None:
    text = "---\ntitle: Note\n---\nOur back office.\n"
    edit = silencing.everywhere(checked(linter, text).document, checked(linter, text).shown[0])
    assert edit
    assert apply_edits(text, [edit]).startswith("---\ntitle: Note\n---\n<!-- cxlint-disable-file")


UNBREAKABLE = [
    ("restructuredtext", "First line\nof our back office.\n"),
    ("restructuredtext", "====\nBack office\n====\n"),
    ("restructuredtext", "- Our back office\n"),
    ("asciidoc", "|===\n|Team |b\n\n|back office |c\n|===\n"),
]


@pytest.mark.parametrize(("format", "text"), UNBREAKABLE)
def test_where_a_comment_would_break_the_text_none_is_offered(
    linter: Linter, format: str, text: str
) -> None:
    found = checked(linter, text, format)
    assert found.shown
    assert silencing.here(found.document, found.shown[0]) is None
    assert silencing.everywhere(found.document, found.shown[0])


def test_front_matter_offers_no_comment_that_nobody_would_read(linter: Linter) -> None:
    found = checked(linter, "---\ntitle: Back office clerk\n---\nText.\n")
    assert found.shown
    assert silencing.here(found.document, found.shown[0]) is None


def _words(one: Checked) -> list[str]:
    return [" ".join(block.text.split()) for block in one.document.blocks]


def _same_line(one: Checked, first: Finding, second: Finding) -> bool:
    lines = one.document.lines
    return lines.line_of(first.span.start) == lines.line_of(second.span.start)


# --- permission -----------------------------------------------------------------------------------

CONFIGURATIONS = [
    "", "ignore: [people]\n", "ignore:\n  - people", "allow:\n  - one\n", "allow:\n- one # note\n\nignore: people\n",
    "allow: [one, two]\nignore: people\n", "allow: []\n", "allow: one\n", "allow:\nignore: people\n",
    "# only a remark\n", "allow:\r\n  - one\r\nignore: people\r\n",
]  # fmt: skip


@pytest.mark.parametrize("text", CONFIGURATIONS)
def test_allowing_a_term_adds_it_and_keeps_the_rest(text: str) -> None:
    edit = allowing.edit_allowing(text, "back: office")
    assert edit
    before, after = yaml.safe_load(text) or {}, yaml.safe_load(apply_edits(text, [edit]))
    allowed = before.get("allow") or []
    expected = [allowed] if isinstance(allowed, str) else allowed
    assert after == {**before, "allow": [*expected, "back: office"]}
    assert text.replace("\r\n", "").count("\r") == apply_edits(text, [edit]).replace(
        "\r\n", ""
    ).count("\r")


@pytest.mark.parametrize(
    "text",
    [
        "[tool.cxlint]\nignore = ['people']\n",
        "[tool.cxlint]\nallow = []\n",
        "[tool.cxlint]\nallow = [\n  'a',\n]\n[x]\n",
    ],
)
def test_allowing_a_term_works_in_pyproject_too(text: str, tmp_path: Path) -> None:
    edit = allowing.edit_allowing(text, "back office", toml=True)
    assert edit
    (tmp_path / "pyproject.toml").write_text(apply_edits(text, [edit]), "utf-8")
    assert "back office" in Configuration().settings_for(tmp_path / "a.md").allow


@pytest.mark.parametrize("text", ["{}", "- a list\n", "allow: {a: b}\n", "allow: [\n"])
def test_a_configuration_that_is_not_understood_is_left_alone(text: str) -> None:
    assert allowing.edit_allowing(text, "back office") is None


def test_a_permission_is_offered_only_where_it_can_be_written(
    linter: Linter, tmp_path: Path
) -> None:
    def offered(text: str | None) -> list[types.CodeAction]:
        configured = Configured(tmp_path / ".cxlint.yaml", text)
        found = actions.offered(asked(linter, "Our back office pays.\n", configured=configured))
        return [one for one in found if one.title.startswith("Allow “back office”")]

    for text in (None, "ignore: people\n"):
        (action,) = offered(text)
        assert action.command
        assert action.command.arguments == ["back office", "file:///a.md"]
    assert not offered("- a list\n")
