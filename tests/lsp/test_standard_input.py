"""What comes by standard input arrives whole, however it was cut on the way."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from contextlib import closing

import pytest

from lsp_server.standard_input import StandardInput

pytestmark = pytest.mark.asyncio


def written(*chunks: bytes) -> int:
    """The end of a pipe from which the chunks, and then the end, can be read."""
    reading, writing = os.pipe()

    def write() -> None:
        for chunk in chunks:
            os.write(writing, chunk)
        os.close(writing)

    threading.Thread(target=write).start()
    return reading


async def test_lines_and_bodies_are_put_together_and_the_end_is_nothing() -> None:
    body = bytes(range(256)) * 2000
    with closing(os.fdopen(written(b"Content-", b"Length: 3\r\n\r", b"\nabc", body), "rb")) as file:
        reader = StandardInput(file)
        assert await reader.readline() == b"Content-Length: 3\r\n"
        assert await reader.readline() == b"\r\n"
        assert await reader.readexactly(3) == b"abc"
        assert await reader.readexactly(len(body)) == body
        assert await reader.readexactly(1) == await reader.readline() == b""


async def test_a_line_without_end_is_passed_over() -> None:
    with closing(os.fdopen(written(b"x" * (2 << 20), b"\nnext\n"), "rb")) as file:
        reader = StandardInput(file)
        lines = [line async for line in _lines(reader)]
        assert lines[-1] == b"next\n"


async def _lines(reader: StandardInput) -> AsyncIterator[bytes]:
    while line := await asyncio.wait_for(reader.readline(), 30):
        yield line
