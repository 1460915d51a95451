"""The server as editors meet it: a process, a client with an editor's capabilities."""

from __future__ import annotations

from pathlib import Path

import pytest

from .editor import CLIENTS, range_of, serving

pytestmark = pytest.mark.asyncio

EMOJI = "😀 Our back office handles refunds.\n"
COLUMNS = {"neovim": (7, 18), "vs_code": (7, 18), "utf8": (9, 20), "utf32": (6, 17)}


@pytest.mark.parametrize("name", CLIENTS)
async def test_every_kind_of_client_sees_the_columns_that_it_counts(name: str, tmp_path: Path) -> None:
    uri = (tmp_path / "posting.md").as_uri()
    async with serving(CLIENTS[name](), tmp_path) as editor:
        editor.open(uri, EMOJI)
        (found,) = await editor.diagnostics(uri)
        assert found.range == range_of(0, *COLUMNS[name])
        assert found.code == "back-office/back-office"
        assert found.source == "cxlint"
        assert found.code_description
        assert found.code_description.href.endswith("/docs/rules/back-office/back-office.md")
        actions = await editor.actions(uri, found.range)
        edit = actions[0].edit
        assert actions[0].is_preferred and edit
        change = edit.changes[uri][0] if edit.changes else edit.document_changes[0].edits[0]
        start, end = COLUMNS[name]
        assert change.range == range_of(0, start, end)
