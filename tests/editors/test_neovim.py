"""Neovim: diagnostics at the right columns on a line with an emoji, one fix applied."""

from __future__ import annotations

import json

import pytest

from .conftest import FIXED, RULE, Desk, needs, server

pytestmark = pytest.mark.slow

SCRIPT = """
local seen, command = {seen}, {command}
vim.cmd("edit " .. {file})
vim.bo.filetype = "markdown"
local id = vim.lsp.start_client({{ name = "cxlint", cmd = command, root_dir = vim.fn.getcwd() }})
vim.lsp.buf_attach_client(0, id)
vim.wait(90000, function() return #vim.diagnostic.get(0) > 0 end, 50)
local found = vim.diagnostic.get(0)[1]
local result = {{ lnum = found.lnum, col = found.col, end_col = found.end_col, code = found.code }}
local params = vim.lsp.util.make_range_params()
params.range = {{ start = {{ line = 0, character = 8 }}, ["end"] = {{ line = 0, character = 8 }} }}
params.context = {{ diagnostics = {{}} }}
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 20000)
if not answers[id].result[1] then error(vim.inspect(answers) .. vim.inspect(params)) end
local action = answers[id].result[1]
vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
vim.cmd("silent write")
local out = io.open(seen, "w")
out:write(vim.fn.json_encode(result))
out:close()
vim.cmd("qall!")
"""


def test_neovim_shows_the_finding_and_applies_a_fix(desk: Desk) -> None:
    neovim = needs("nvim")
    command = "{" + ", ".join(json.dumps(part) for part in server()) + "}"
    script = SCRIPT.format(
        seen=json.dumps(str(desk.seen)), command=command, file=json.dumps(str(desk.file))
    )
    (desk.home / "test.lua").write_text(script, "utf-8")
    seen = json.loads(
        desk.run(
            neovim,
            "--headless",
            "--clean",
            "-c",
            f"luafile {desk.home / 'test.lua'}",
            "-c",
            "qall!",
        )
    )
    # Neovim counts bytes: the emoji has four.
    assert seen == {"lnum": 0, "col": 9, "end_col": 20, "code": RULE}
    assert desk.file.read_text("utf-8") == FIXED
