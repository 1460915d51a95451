"""Neovim: diagnostics at the right columns on a line with an emoji, one fix applied.

0.7 is pushed to; 0.10 pulls, and is set up as the documentation says.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence

import pytest

from .conftest import FIXED, RULE, Desk, needs, settings
from .fetched import unpacked

pytestmark = [pytest.mark.slow, pytest.mark.alone]

START = """
local id = vim.lsp.start_client({ name = "cxlint", cmd = { "cxlint-lsp" }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, id)
"""
SCRIPT = """
vim.cmd("edit " .. {file})
vim.bo.filetype = "markdown"
{start}
vim.wait(90000, function() return #vim.diagnostic.get(0) > 0 end, 50)
local found = vim.diagnostic.get(0)[1]
local result = { lnum = found.lnum, col = found.col, end_col = found.end_col, code = found.code }
for _, client in pairs((vim.lsp.get_clients or vim.lsp.buf_get_clients)()) do
  result.pulls = client.server_capabilities.diagnosticProvider ~= nil
end
local params = vim.lsp.util.make_range_params(0, "utf-16")
params.range = { start = { line = 0, character = 8 }, ["end"] = { line = 0, character = 8 } }
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 20000)
local _, answer = next(answers)
if not answer.result[1] then error(vim.inspect(answers) .. vim.inspect(params)) end
vim.lsp.util.apply_workspace_edit(answer.result[1].edit, "utf-16")
result.gone = vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end, 50)
vim.cmd("silent write")
local out = io.open({seen}, "w")
out:write(vim.fn.json_encode(result))
out:close()
vim.cmd("qall!")
"""


def newer() -> tuple[Sequence[str], Mapping[str, str]]:
    """What starts a Neovim that pulls: the machine's own, else that of a newer Debian."""
    own = shutil.which("nvim")
    told = subprocess.run([own, "--version"], capture_output=True, text=True).stdout if own else ""
    version = re.search(r"v0\.(\d+)", told)
    if own and version and int(version.group(1)) >= 10:
        return [own], {}
    packages = unpacked("neovim")
    return packages.command("nvim"), packages.environment


def used(desk: Desk, command: Sequence[str], more: Mapping[str, str], start: str) -> object:
    """What Neovim saw, after it applied the first action."""
    values = {
        "file": json.dumps(str(desk.file)),
        "seen": json.dumps(str(desk.seen)),
        "start": start,
    }
    script = SCRIPT
    for name, value in values.items():
        script = script.replace("{" + name + "}", value)
    (desk.home / "test.lua").write_text(script, "utf-8")
    run = ["-c", f"luafile {desk.home / 'test.lua'}", "-c", "qall!"]
    return json.loads(desk.run(*command, "--headless", "--clean", *run, more=more))


# Neovim counts bytes: the emoji has four.
FOUND = {"lnum": 0, "col": 9, "end_col": 20, "code": RULE, "gone": True}


def test_neovim_shows_the_finding_and_applies_a_fix(desk: Desk) -> None:
    seen = used(desk, [needs("nvim")], {}, START)
    assert seen in ({**FOUND, "pulls": False}, {**FOUND, "pulls": True})
    assert desk.file.read_text("utf-8") == FIXED


def test_a_neovim_that_pulls_is_set_up_as_documented(desk: Desk) -> None:
    start = settings("Neovim") + 'vim.cmd("doautocmd FileType markdown")'
    seen = used(desk, *newer(), start)
    assert seen == {**FOUND, "pulls": True}
    assert desk.file.read_text("utf-8") == FIXED
