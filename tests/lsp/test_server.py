"""The server as editors meet it: a process, a client with an editor's capabilities."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pytest_lsp.client import make_test_lsp_client
from warm import program

from cxlint import readers
from cxlint.linter import Linter

from .editor import CLIENTS, REPOSITORY, Editor, neovim, range_of, serving, utf8, vs_code
from .reference import ReferenceText

pytestmark = pytest.mark.asyncio

EMOJI = "😀 Our back office handles refunds.\n"
COLUMNS = {"neovim": (7, 18), "vs_code": (7, 18), "utf8": (9, 20), "utf32": (6, 17)}
RULE = "back-office/back-office"


def first_edit(action: types.CodeAction, uri: str) -> types.TextEdit:
    """The first edit of an action, in whichever shape the client can read."""
    assert action.edit
    if action.edit.changes:
        return action.edit.changes[uri][0]
    assert action.edit.document_changes
    change = action.edit.document_changes[0]
    assert isinstance(change, types.TextDocumentEdit)
    edit = change.edits[0]
    assert isinstance(edit, types.TextEdit)
    return edit


@pytest.mark.parametrize("name", CLIENTS)
async def test_every_kind_of_client_sees_the_columns_that_it_counts(
    name: str, tmp_path: Path
) -> None:
    uri = (tmp_path / "posting.md").as_uri()
    async with serving(CLIENTS[name](), tmp_path) as editor:
        editor.open(uri, EMOJI)
        (found,) = await editor.diagnostics(uri)
        assert found.range == range_of(0, *COLUMNS[name])
        assert (found.code, found.source) == (RULE, "cxlint")
        assert found.code_description
        assert found.code_description.href.endswith(f"/docs/rules/{RULE}.md")
        actions = await editor.actions(uri, found.range)
        assert actions[0].is_preferred
        assert first_edit(actions[0], uri).range == range_of(0, *COLUMNS[name])


async def test_a_client_that_pulls_is_never_pushed_to(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with serving(vs_code(), tmp_path) as editor:
        assert editor.capabilities.diagnostic_provider
        editor.open(uri, EMOJI)
        first = await editor.pulled(uri)
        assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
        same = await editor.pulled(uri, first.result_id)
        assert isinstance(same, types.RelatedUnchangedDocumentDiagnosticReport)
        editor.replace(uri, 2, "Nothing here.\n")
        assert not await editor.diagnostics(uri)
        editor.close(uri)
        assert not await editor.diagnostics(uri)
        assert not editor.publishes


async def test_a_client_that_does_not_pull_is_pushed_the_last_version_only(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with serving(neovim(), tmp_path) as editor:
        assert editor.capabilities.diagnostic_provider is None
        editor.open(uri, EMOJI)
        await editor.published(uri, 1)
        for version in range(2, 42):
            editor.replace(uri, version, EMOJI * version)
        found = await editor.published(uri, 41)
        assert len(found.diagnostics) == 41
        assert [one.version for one in editor.publishes] in ([1, 41], [1, 40, 41])
        editor.close(uri)
        assert not (await editor.published(uri, after=len(editor.publishes))).diagnostics


async def test_twenty_documents_edited_at_once_end_with_their_own_diagnostics(
    tmp_path: Path, linter: Linter
) -> None:
    chance = random.Random(3)
    uris = [(tmp_path / f"{i}.md").as_uri() for i in range(20)]
    texts = {uri: ReferenceText("A 😀.\r\n\r\n" * 20, "utf-16") for uri in uris}
    words = [
        "Our back office pays. ",
        "\n",
        "\r\n",
        "😀",
        "x",
        "\u2028",
        "\f",
        "\n\n",
        "- ",
        "```\n",
    ]
    async with serving(neovim(), tmp_path) as editor:
        for uri in uris:
            editor.open(uri, texts[uri].text)
        for version in range(2, 52):
            for uri in uris:
                client = texts[uri]
                at = chance.choice([i for i in range(len(client.text) + 1) if client.is_place(i)])
                editor.change(uri, version, client.replace(at, at, chance.choice(words)))
        for uri in uris:
            last = await editor.published(uri, 51)
            expected = linter.check(readers.parse(texts[uri].text, path="a.md"))
            starts = [texts[uri].position(one.span.start) for one in expected]
            assert [one.range.start for one in last.diagnostics] == starts
            versions = [one.version for one in editor.publishes if one.uri == uri]
            assert versions == sorted(versions) and versions[-1] == 51


async def test_each_folder_has_its_own_configuration(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / ".cxlint.yaml").write_text(f"severity:\n  {RULE}: info\n")
    (other / ".cxlint.yaml").write_text("allow: [back office]\n")
    async with serving(neovim(), one, other) as editor:
        for folder in (one, other):
            editor.open((folder / "a.md").as_uri(), EMOJI)
        (found,) = await editor.diagnostics((one / "a.md").as_uri())
        assert found.severity is types.DiagnosticSeverity.Information
        assert not await editor.diagnostics((other / "a.md").as_uri())
        await _excluding(editor, other)


async def _excluding(editor: Editor, folder: Path) -> None:
    uri, config = (folder / "b.md").as_uri(), folder / ".cxlint.yaml"
    editor.open(uri, EMOJI)
    await editor.published(uri, 1)
    config.write_text("exclude: [a.md]\n")
    before = len(editor.publishes)
    editor.changed_on_disk(config)
    assert len((await editor.published(uri, 1, after=before)).diagnostics) == 1
    assert not (await editor.published((folder / "a.md").as_uri(), 1, after=before)).diagnostics


async def test_the_client_is_asked_for_news_of_configuration_and_rules(tmp_path: Path) -> None:
    async with serving(vs_code(), tmp_path) as editor:
        editor.open((tmp_path / "a.md").as_uri(), EMOJI)
        await editor.diagnostics((tmp_path / "a.md").as_uri())
        await editor.hover((tmp_path / "a.md").as_uri(), 0, 9)
        assert [one.method for one in editor.registrations] == ["workspace/didChangeWatchedFiles"]


@pytest.mark.parametrize("client", [neovim, vs_code])
async def test_a_broken_configuration_is_told_where_it_is_broken(
    client: object, tmp_path: Path
) -> None:
    config, uri = tmp_path / ".cxlint.yaml", (tmp_path / "a.md").as_uri()
    config.write_text("allow: []\nignor: people\n")
    async with serving(client(), tmp_path) as editor:  # type: ignore[operator]
        editor.open(uri, EMOJI)
        (told,) = (await editor.published(config.as_uri())).diagnostics
        assert told.range.start.line == 1
        assert "ignor" in told.message
        assert told.severity is types.DiagnosticSeverity.Error
        (note,) = await editor.diagnostics(uri)
        assert note.code == "not-checked"
        config.write_text("allow: []\n")
        before = len(editor.publishes)
        editor.changed_on_disk(config)
        assert not (await editor.published(config.as_uri(), after=before)).diagnostics
        if client is neovim:
            found = (await editor.published(uri, 1, after=before)).diagnostics
        else:
            found = await editor.diagnostics(uri)  # type: ignore[assignment]
        assert [one.code for one in found] == [RULE]
        assert any("ignor" in line for line in editor.logged)


async def test_while_a_configuration_is_broken_the_last_good_one_holds(tmp_path: Path) -> None:
    config, uri = tmp_path / ".cxlint.yaml", (tmp_path / "a.md").as_uri()
    config.write_text(f"severity: {{{RULE}: info}}\n")
    async with serving(vs_code(), tmp_path) as editor:
        editor.open(uri, EMOJI)
        await editor.diagnostics(uri)
        config.write_text("severity: [\n")
        editor.changed_on_disk(config)
        (told,) = (await editor.published(config.as_uri())).diagnostics
        assert "YAML" in told.message
        (found,) = await editor.diagnostics(uri)
        assert found.severity is types.DiagnosticSeverity.Information


async def test_a_broken_rule_is_told_in_its_file(tmp_path: Path) -> None:
    rules, uri = tmp_path / "house" / "words", (tmp_path / "a.md").as_uri()
    rules.mkdir(parents=True)
    (tmp_path / ".cxlint.yaml").write_text("packs: [house]\n")
    (rules / "word.yaml").write_text("message: x\nseverity: grave\n")
    async with serving(neovim(), tmp_path) as editor:
        editor.open(uri, EMOJI)
        told = (await editor.published((rules / "word.yaml").as_uri())).diagnostics
        assert 1 in {one.range.start.line for one in told}
        shutil.rmtree(tmp_path / "house")
        editor.changed_on_disk(tmp_path / ".cxlint.yaml")
        gone = (await editor.published((tmp_path / ".cxlint.yaml").as_uri())).diagnostics
        assert "no such folder" in gone[0].message


async def test_a_client_that_watches_nothing_sees_a_saved_configuration(tmp_path: Path) -> None:
    config, uri = tmp_path / ".cxlint.yaml", (tmp_path / "a.md").as_uri()
    config.write_text("allow: []\n")
    async with serving(utf8(), tmp_path) as editor:
        editor.open(config.as_uri(), "allow: []\n", "yaml")
        editor.open(uri, EMOJI)
        await editor.published(uri, 1)
        config.write_text("allow: [back office]\n")
        before = len(editor.publishes)
        editor.save(config.as_uri())
        assert not (await editor.published(uri, 1, after=before)).diagnostics


async def test_an_untitled_document_is_read_as_its_language_says(tmp_path: Path) -> None:
    async with serving(neovim(), tmp_path) as editor:
        editor.open("untitled:Untitled-1", "`back office` and the back office.\n")
        assert len(await editor.diagnostics("untitled:Untitled-1")) == 1
        editor.open("untitled:Untitled-2", "The back office.\n", "html")
        assert len(await editor.diagnostics("untitled:Untitled-2")) == 1
        editor.open("untitled:Untitled-3", "back_office = 'back office'\n", "python")
        assert not await editor.diagnostics("untitled:Untitled-3")


async def test_a_text_above_the_limit_is_told_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".cxlint.yaml").write_text("max-bytes: 20\n")
    uri = (tmp_path / "a.md").as_uri()
    async with serving(neovim(), tmp_path) as editor:
        editor.open(uri, EMOJI)
        (told,) = await editor.diagnostics(uri)
        assert "max-bytes" in told.message
        assert told.range.start.line == 0
        (tmp_path / "b.md").write_text(EMOJI, "utf-8")
        await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command="cxlint.checkWorkspace")
        )
        (told,) = (await editor.published((tmp_path / "b.md").as_uri())).diagnostics
        assert "max-bytes" in told.message


async def test_a_model_that_is_not_there_is_told_in_the_document(tmp_path: Path) -> None:
    (tmp_path / ".cxlint.yaml").write_text("model: no_such_pipeline\n")
    uri = (tmp_path / "a.md").as_uri()
    async with serving(neovim(), tmp_path) as editor:
        editor.open(uri, "The back office waits.\n" * 2)
        (told,) = await editor.diagnostics(uri)
        assert "no_such_pipeline" in told.message
        editor.replace(uri, 2, "Nothing here.\n")
        assert not (await editor.published(uri, 2)).diagnostics


async def test_the_hover_says_what_why_and_what_instead(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with serving(vs_code(), tmp_path) as editor:
        editor.open(
            uri, "Our payroll back office pays.\n\n<!-- cxlint-disable-line --> back office\n"
        )
        told = await editor.hover(uri, 0, 15)
        for part in ("**Conviction:**", "**Instead:**", "payroll", RULE):
            assert part in told
        assert not await editor.hover(uri, 0, 28)
        assert not await editor.hover(uri, 2, 35)


async def test_fix_all_on_save_changes_what_is_safe(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with serving(vs_code(), tmp_path) as editor:
        editor.open(uri, EMOJI)
        (action,) = await editor.actions(uri, range_of(0, 0, 0), ["source.fixAll"])
        assert action.kind == "source.fixAll.cxlint"
        assert first_edit(action, uri).new_text


async def test_completion_replaces_the_whole_rule_name(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with serving(neovim(), tmp_path) as editor:
        line = "😀 <!-- cxlint-disable back-office/ba"
        editor.open(uri, line)
        width = len(line) + 1  # the emoji is two units wide
        found = await editor.completions(uri, 0, width)
        item = next(one for one in found if one.label == RULE)
        assert isinstance(item.text_edit, types.TextEdit)
        assert item.text_edit.range == range_of(0, width - len("back-office/ba"), width)


async def test_explain_answers_with_the_page_of_the_rule(tmp_path: Path) -> None:
    async with serving(neovim(), tmp_path) as editor:
        page = await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command="cxlint.explain", arguments=[RULE])
        )
        assert page.startswith(f"# {RULE}")
        assert len(editor.client.messages) == 1


async def test_a_client_that_shows_rules_itself_is_spared_the_message(tmp_path: Path) -> None:
    async with serving(vs_code(), tmp_path, options={"explainCommand": "show.rule"}) as editor:
        page = await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command="cxlint.explain", arguments=[RULE])
        )
        assert page.startswith(f"# {RULE}")
        assert editor.client.messages == []


async def test_the_workspace_is_pulled_with_progress_and_then_in_news_only(tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.md").write_text(EMOJI, "utf-8")
    (tmp_path / ".cxlintignore").write_text("2.md\n")
    async with serving(vs_code(), tmp_path) as editor:
        editor.client.progress_reports["look"] = []
        ask = types.WorkspaceDiagnosticParams(previous_result_ids=[], work_done_token="look")
        first = await editor.client.workspace_diagnostic_async(ask)
        assert sorted(Path(one.uri).name for one in first.items) == ["0.md", "1.md"]
        assert editor.client.progress_reports["look"]
        known = [
            types.PreviousResultId(uri=one.uri, value=one.result_id or "") for one in first.items
        ]
        (tmp_path / "1.md").write_text("Clean.\n", "utf-8")
        later = await editor.client.workspace_diagnostic_async(
            types.WorkspaceDiagnosticParams(previous_result_ids=known)
        )
        kinds = {Path(one.uri).name: one.kind for one in later.items}
        assert kinds == {"0.md": "unchanged", "1.md": "full"}


async def test_the_workspace_can_be_checked_for_a_client_that_does_not_pull(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(EMOJI, "utf-8")
    (tmp_path / "b.txt").write_text(EMOJI, "utf-8")
    async with serving(neovim(), tmp_path) as editor:
        counts = await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command="cxlint.checkWorkspace")
        )
        assert counts == {"files": 2, "findings": 2}
        assert len((await editor.published((tmp_path / "b.txt").as_uri())).diagnostics) == 1


async def test_a_folder_that_is_deleted_is_no_end(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    async with serving(neovim(), folder) as editor:
        uri = (folder / "a.md").as_uri()
        editor.open(uri, EMOJI)
        await editor.published(uri, 1)
        shutil.rmtree(folder)
        editor.replace(uri, 2, EMOJI * 2)
        assert len((await editor.published(uri, 2)).diagnostics) == 2


async def test_severity_can_be_shown_otherwise(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with serving(neovim(), tmp_path, options={"severity": "hint"}) as editor:
        editor.open(uri, EMOJI)
        (found,) = await editor.diagnostics(uri)
        assert found.severity is types.DiagnosticSeverity.Hint


async def test_the_command_line_starts_the_server_too(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    command = (sys.executable, "-m", "cxlint", "lsp", "--stdio")
    async with serving(neovim(), tmp_path, command=command) as editor:
        editor.open(uri, EMOJI)
        assert len(await editor.diagnostics(uri)) == 1


@pytest.mark.parametrize("transport", ["tcp", "ws"])
async def test_the_server_listens_on_a_socket_where_that_is_asked_for(
    transport: str, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    listening = await asyncio.create_subprocess_exec(
        *program("lsp_server", f"--{transport}", "--port", str(port)), cwd=REPOSITORY
    )
    client = make_test_lsp_client()
    connect = client.start_tcp if transport == "tcp" else client.start_ws
    try:
        async with asyncio.timeout(60):
            while True:
                try:
                    await connect("127.0.0.1", port)
                    break
                except OSError:
                    await asyncio.sleep(0.2)
            editor = Editor(client)
            started = types.InitializeParams(capabilities=vs_code(), root_uri=tmp_path.as_uri())
            editor.capabilities = (await client.initialize_session(started)).capabilities
            uri = (tmp_path / "a.md").as_uri()
            editor.open(uri, EMOJI)
            (found,) = await editor.diagnostics(uri)
            assert found.range == range_of(0, 7, 18)
            await client.shutdown_session()
    finally:
        await client.stop()
        if listening.returncode is None:
            listening.terminate()
        await listening.wait()


async def test_a_client_that_shows_scores_is_told_them(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with serving(vs_code(), tmp_path, options={"scores": True}) as editor:
        told: asyncio.Queue[Any] = asyncio.Queue()
        editor.client.feature("cxlint/score")(lambda score: told.put_nowait(score))
        editor.open(uri, "Clean.\n")
        await editor.diagnostics(uri)
        clean = await asyncio.wait_for(told.get(), 10)
        assert (clean.uri, clean.version, clean.score) == (uri, 1, 100)
        editor.replace(uri, 2, EMOJI)
        await editor.diagnostics(uri)
        less = await asyncio.wait_for(told.get(), 10)
        assert less.version == 2
        assert 0 < less.score < 100


async def allow(editor: Editor, uri: str) -> Any:
    """Choose “allow” at the finding of the first line."""
    found = await editor.actions(uri, range_of(0, 0, 40))
    (action,) = [one for one in found if one.title.startswith("Allow")]
    assert action.command
    return await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams(
            command=action.command.command, arguments=action.command.arguments
        )
    )


@pytest.mark.parametrize("client", [neovim, vs_code])
@pytest.mark.parametrize("before", [None, "# ours\nignore: [people]\n"])
async def test_a_term_that_is_allowed_is_written_and_in_force(
    client: object, before: str | None, tmp_path: Path
) -> None:
    config, uri = tmp_path / ".cxlint.yaml", (tmp_path / "a.md").as_uri()
    if before:
        config.write_text(before)
    async with serving(client(), tmp_path) as editor:  # type: ignore[operator]
        editor.open(uri, EMOJI)
        if before:
            editor.open(config.as_uri(), before, "yaml")
        assert len(await editor.diagnostics(uri)) == 1
        published = len(editor.publishes)
        assert await allow(editor, uri)
        assert config.read_text("utf-8") == (before or "") + 'allow:\n  - "back office"\n'
        if client is neovim:
            assert not (await editor.published(uri, 1, after=published)).diagnostics
        else:
            assert not await editor.diagnostics(uri)


async def test_a_configuration_with_unsaved_changes_is_edited_in_the_editor(tmp_path: Path) -> None:
    config, uri = tmp_path / ".cxlint.yaml", (tmp_path / "a.md").as_uri()
    config.write_text("# old\n")
    async with serving(vs_code(), tmp_path) as editor:
        asked: list[types.ApplyWorkspaceEditParams] = []

        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            asked.append(params)
            return types.ApplyWorkspaceEditResult(applied=True)

        editor.client.feature(types.WORKSPACE_APPLY_EDIT)(apply)
        editor.open(uri, EMOJI)
        editor.open(config.as_uri(), "# old\n", "yaml", version=1)
        editor.replace(config.as_uri(), 2, "# new\n")
        assert not await allow(editor, uri)
        assert config.read_text() == "# old\n"
        assert asked[0].edit.document_changes
        change = asked[0].edit.document_changes[0]
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 2
        assert (change.edits[0].range.start.line, len(editor.client.messages)) == (1, 1)


async def test_a_configuration_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    uri = (tmp_path / "gone" / "a.md").as_uri()
    async with serving(vs_code()) as editor:
        editor.open(uri, EMOJI)
        assert not await allow(editor, uri)
        assert "cannot be written" in editor.client.messages[0].message


async def test_words_of_strangers_are_no_markup_in_a_hover(tmp_path: Path) -> None:
    """A hover may load pictures and run commands of links: rules may come with a stranger's repository."""
    markup = "<img src=x> ![x](https://evil.example/x.png) [x](command:evil) **x** `x`\\e[2J\\u202e"
    rule = tmp_path / "packs/house/evil.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(
        f'message: "“{{match}}” {markup}"\nwhy: "{markup}"\nconviction: two-roles\nseverity: info\n'
        f'match: [zork]\nsuggest: ["zonk {markup}"]\nflags: ["A [zork] is here."]\nallows: ["x"]\n',
        "utf-8",
    )
    (tmp_path / ".cxlint.yaml").write_text("root: true\npacks: [packs]\n")
    uri = (tmp_path / "a.md").as_uri()
    for can in (vs_code(), utf8()):
        async with serving(can, tmp_path) as editor:
            editor.open(uri, "A zork.\n")
            (shown,) = await editor.diagnostics(uri)
            assert shown.message.isprintable()
            told = await editor.hover(uri, 0, 3)
            assert "zonk" in told
            assert told.replace("\n", "").isprintable()
            assert not re.search(r"(?<!\\)(<img|!\[|\[x\]\(|\*\*x)", told)
            actions = await editor.actions(uri, shown.range)
            assert any("zonk" in one.title for one in actions)
            assert all(one.title.isprintable() for one in actions)
