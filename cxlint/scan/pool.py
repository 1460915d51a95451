"""Workers that check chunks; a row that kills its worker costs that row alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import partial
from multiprocessing.connection import wait
from typing import Any

from cxlint.model import CxlintError
from cxlint.scan.chunk import Chunk
from cxlint.scan.store import Counts, Store
from cxlint.scan.worker import Task
from cxlint.worker_process import WorkerProcess

# Rows of one chunk that may kill their worker before the machine itself is to blame.
_MOST_DEADLY = 20


class WorkerError(CxlintError):
    """Workers that cannot work."""


def checked(chunks: Iterator[Chunk], task: Task, workers: int) -> Iterator[Counts]:
    """The counts of each chunk, as they are done."""
    team = [_Worker(task) for _ in range(workers)]
    ready: deque[tuple[Chunk, frozenset[int]]] = deque()
    try:
        while True:
            _prepare(ready, chunks, workers)
            for one in team:
                if one.held is None and ready:
                    one.give(*ready.popleft())
            busy: dict[Any, _Worker] = {one.connection: one for one in team if one.held}
            if not busy:
                return
            _prepare(ready, chunks, workers)  # while they work
            for connection in wait(list(busy)):
                one = busy[connection]
                counts = one.answer()
                if counts is not None:
                    yield counts
                elif one.held is not None:
                    ready.appendleft(_again(one, one.held, task))
                    team[team.index(one)] = _Worker(task)
    finally:
        for one in team:
            one.stop()


def _prepare(
    ready: deque[tuple[Chunk, frozenset[int]]], chunks: Iterator[Chunk], most: int
) -> None:
    while len(ready) < most:
        chunk = next(chunks, None)
        if chunk is None:
            return
        ready.append((chunk, frozenset()))


def _again(
    died: _Worker, held: tuple[Chunk, frozenset[int]], task: Task
) -> tuple[Chunk, frozenset[int]]:
    """The chunk of a worker that died, without the row that it held."""
    chunk, deadly = held
    end = died.end()
    row = Store(task.folder).held_row(chunk.number)
    if row is None or row in deadly or len(deadly) >= _MOST_DEADLY:
        raise WorkerError(
            f"workers end before they can work ({end}); is there memory left? try --jobs 1, then the same command goes on"
        )
    return chunk, deadly | {row}


class _Worker:
    """One process, and the chunk that it holds."""

    def __init__(self, task: Task) -> None:
        self._process = WorkerProcess(partial(_counted, task))
        self.connection = self._process.connection
        self.held: tuple[Chunk, frozenset[int]] | None = None

    def give(self, chunk: Chunk, deadly: frozenset[int]) -> None:
        """Hand over a chunk; that the worker has died is seen when it is asked for the answer."""
        self.held = (chunk, deadly)
        self._process.give(self.held)

    def answer(self) -> Counts | None:
        """The counts of the chunk; None if the worker has died. What went wrong there is raised here."""
        answer: Counts | Exception | None = self._process.answer()
        if isinstance(answer, Exception):
            raise answer
        if answer is not None:
            self.held = None
        return answer

    def end(self) -> str:
        """How the process ended, in words."""
        return self._process.end()

    def stop(self) -> None:
        """End the process."""
        self._process.stop()


def _counted(task: Task, held: tuple[Chunk, frozenset[int]]) -> Counts | Exception:
    try:
        return task(*held)
    except OSError as error:
        return WorkerError(
            f"{error.filename or task.folder}: cannot be written: {error.strerror or error}"
        )
    except CxlintError as error:
        return WorkerError(str(error))
