"""Standard input for the event loop: one thread reads, and the loop is told what there is.

pygls hands each line of a message's head to a thread and back, which takes longer than the check of
a keystroke.
"""

from __future__ import annotations

import asyncio
import os
import threading
from contextlib import suppress
from typing import BinaryIO

_CHUNK = 1 << 16


class StandardInput:
    """A file as an asynchronous reader; nothing is read of it before the loop runs."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        # A line of a head that is longer is none; bodies have no limit.
        self._stream = asyncio.StreamReader(limit=1 << 20)
        self._loop = asyncio.get_running_loop()
        # A daemon, since nothing wakes a thread that waits for input which never comes.
        threading.Thread(target=self._read, name="standard input", daemon=True).start()

    async def readline(self) -> bytes:
        """The next line with its end; nothing where the input has ended."""
        while True:
            try:
                return await self._stream.readline()
            except ValueError:  # too long, and dropped
                continue

    async def readexactly(self, size: int) -> bytes:
        """So many bytes; nothing where the input ends before."""
        try:
            return await self._stream.readexactly(size)
        except asyncio.IncompleteReadError:
            return b""

    def _read(self) -> None:
        # By the descriptor: a buffered file that a thread reads must not be closed at the end.
        descriptor = self._file.fileno()
        data = b"-"
        with suppress(RuntimeError):  # the loop has ended
            while data:
                try:
                    data = os.read(descriptor, _CHUNK)
                except OSError:
                    data = b""
                self._loop.call_soon_threadsafe(self._take, data)

    def _take(self, data: bytes) -> None:
        if data:
            self._stream.feed_data(data)
        else:
            self._stream.feed_eof()
