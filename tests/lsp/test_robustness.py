"""The server answers or logs whatever it is sent, and still serves."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from .editor import REPOSITORY, neovim, range_of, serving

pytestmark = pytest.mark.asyncio

METHODS = [
    "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave",
    "textDocument/codeAction", "textDocument/hover", "textDocument/completion", "textDocument/diagnostic",
    "workspace/diagnostic", "workspace/executeCommand", "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders", "workspace/didChangeConfiguration", "$/cancelRequest", "$/setTrace",
    "window/workDoneProgress/cancel", "no/such/method", "", "initialized",
]  # fmt: skip
URI = "file:///nowhere/a.md"


class Wire:
    """A client that may send anything at all."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    def send(self, body: bytes) -> None:
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def tell(self, **message: Any) -> None:
        self.send(json.dumps({"jsonrpc": "2.0", **message}).encode())

    async def receive(self, wanted: Any) -> dict[str, Any]:
        """The answer to the request of that id; all else is passed over."""
        assert self._process.stdout
        while True:
            header = await asyncio.wait_for(self._process.stdout.readuntil(b"\r\n\r\n"), 60)
            length = int(header.split(b"Content-Length:")[1].split(b"\r\n")[0])
            message: dict[str, Any] = json.loads(await self._process.stdout.readexactly(length))
            if message.get("id") == wanted and "method" not in message:
                return message


def anything(chance: random.Random, depth: int = 0) -> Any:
    """A JSON value, often one that nearly fits."""
    choice = chance.randrange(12 if depth < 3 else 8)
    if choice < 8:
        return chance.choice(
            [
                None,
                True,
                -1,
                0,
                2**40,
                1.5,
                "",
                URI,
                "untitled:1",
                "\ud800",
                "file:///%00",
                "x" * 300,
                [],
            ]
        )
    if choice < 10:
        return [anything(chance, depth + 1) for _ in range(chance.randrange(3))]
    keys = ["textDocument", "uri", "version", "range", "start", "end", "line", "character", "position", "context",
            "contentChanges", "text", "command", "arguments", "changes", "event", "added", "token", "id", "diagnostics",
            "previousResultIds", "languageId", "removed", "jsonrpc"]  # fmt: skip
    return {key: anything(chance, depth + 1) for key in chance.sample(keys, chance.randrange(6))}


async def test_a_thousand_malformed_messages_are_survived(tmp_path: Path) -> None:
    chance = random.Random(11)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "lsp_server", "--log-level", "error", cwd=REPOSITORY,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        limit=2**24,
    )  # fmt: skip
    wire = Wire(process)
    start = {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}
    wire.tell(id="start", method="initialize", params=start)
    assert "result" in await wire.receive("start")
    for number in range(1000):
        kind = chance.randrange(10)
        if kind == 0:
            wire.send(bytes(chance.randrange(256) for _ in range(chance.randrange(1, 60))))
        elif kind == 1:
            wire.send(json.dumps(anything(chance)).encode())
        elif kind < 6:
            wire.tell(id=number, method=chance.choice(METHODS), params=anything(chance))
        else:
            wire.tell(method=chance.choice(METHODS), params=anything(chance))
    wire.tell(id="bad", method="textDocument/hover", params={"position": 7})
    assert "error" in await wire.receive("bad")
    text = "Our back office pays.\n"
    opened = {"uri": URI, "languageId": "markdown", "version": 1, "text": text}
    wire.tell(method="textDocument/didOpen", params={"textDocument": opened})
    at = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 6}}
    wire.tell(id="last", method="textDocument/hover", params=at)
    answer = await wire.receive("last")
    assert "back office" in answer["result"]["contents"]["value"]
    wire.tell(id="end", method="shutdown")
    await wire.receive("end")
    wire.tell(method="exit")
    assert await asyncio.wait_for(process.wait(), 60) == 0


async def test_documents_that_are_not_open_are_no_end(tmp_path: Path) -> None:
    uri = (tmp_path / "never-opened.md").as_uri()
    async with serving(neovim(), tmp_path) as editor:
        editor.replace(uri, 3, "Our back office.\n")
        editor.close(uri)
        editor.save(uri)
        assert not await editor.actions(uri, range_of(0, 0, 1))
        assert not await editor.hover(uri, 0, 0)
        assert not await editor.completions(uri, 0, 0)
