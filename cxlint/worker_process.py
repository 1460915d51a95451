"""A process that answers one item after the other, and tells how it ended when the system kills it.

Started afresh (never forked), so that it works the same on every system. It ends when its pipe
closes, so none outlives the run.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any


class WorkerProcess:
    """A process that does `work` to each item it is given; no answer is ever None."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = get_context("spawn")
        self.connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(work, other), daemon=True)
        self._process.start()
        other.close()

    def give(self, item: Any) -> bool:
        """Hand over an item; false if the process has died."""
        try:
            self.connection.send(item)
        except OSError:
            return False
        return True

    def answer(self) -> Any:
        """The next answer; None if the process has died."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            return None

    def kill(self) -> None:
        """End it in the midst of its work."""
        self._process.kill()

    def end(self) -> str:
        """How it ended, in words."""
        self._process.join(5)
        code = self._process.exitcode
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def stop(self) -> None:
        """End it."""
        self.connection.close()
        self._process.terminate()
        self._process.join(5)


def _serve(work: Callable[[Any], Any], connection: Connection) -> None:
    """A worker's life: answer until nobody asks."""
    try:
        while True:
            connection.send(work(connection.recv()))
    except (EOFError, OSError, KeyboardInterrupt):
        return
