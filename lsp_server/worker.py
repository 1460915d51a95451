"""One thread for all checks, in which a long one lets the others go first.

Linters are not made for two threads. So what has gone on for a while runs, at the next place where
it can stand still, whatever waits, and then goes on: no document waits for a slow one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from time import monotonic
from typing import Any

from cxlint.time_limit import OutOfTime, watched

# So many seconds work goes on before it looks whether anyone waits: most checks are done by then.
SLICE = 0.1
# So many wait for one another at most; each takes room on the stack.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Job:
    step: Callable[[], Any]
    future: Future[Any]


class Worker(Executor):
    """Runs steps in their order, in one thread; a long step is interrupted by those that wait."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Job | None] = SimpleQueue()
        self._is_shut_down = False
        self._begun = 0.0
        self._depth = 0
        # A daemon, since an editor that quits waits for the server.
        threading.Thread(target=self._serve, name="check", daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a step when it is its turn."""
        if self._is_shut_down:
            raise RuntimeError("the worker is shut down")
        job = _Job(partial(fn, *args, **kwargs), Future())
        self._waiting.put(job)
        return job.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Begin nothing more, and end what runs at the next place where it can stand still."""
        self._is_shut_down = True
        self._waiting.put(None)

    def _serve(self) -> None:
        while job := self._waiting.get():
            self._run(job)

    def _run(self, job: _Job) -> None:
        if self._is_shut_down:
            job.future.cancel()
        if not job.future.set_running_or_notify_cancel():
            return
        self._begun = monotonic()
        self._depth += 1
        try:
            with watched(self._look, alone=True):
                result = job.step()
        except BaseException as error:
            job.future.set_exception(error)
        else:
            job.future.set_result(result)
        finally:
            self._depth -= 1
            self._begun = monotonic()  # what was interrupted has a slice of its own again

    def _look(self) -> None:
        if self._is_shut_down:
            raise OutOfTime
        if monotonic() - self._begun < SLICE or self._depth >= _DEEPEST:
            return
        while not self._waiting.empty():
            job = self._waiting.get()
            if job:
                self._run(job)
