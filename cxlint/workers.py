"""Work shared among processes: results in the order of the items, and no worker's death is the run's.

Each worker holds a few items and answers them one by one, so that it is known which one it held
when the system killed it. That one is reported, the rest go to a new worker.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, TypeVar

from cxlint.worker_process import WorkerProcess

T = TypeVar("T")
R = TypeVar("R")

# Items handed to a worker at a time: enough to keep it busy while an answer travels.
_AHEAD = 8
# How often those that do not answer are looked at, in seconds.
_LOOK_EVERY = 0.5


def shared(
    work: Callable[[T], R],
    items: Sequence[T],
    workers: int,
    died: Callable[[T, str], R],
    patience: Callable[[T], float],
) -> Iterator[R]:
    """`work` of every item, in order; `died` makes the result of one whose worker was killed.

    A worker that has not answered for an item after `patience` seconds is killed.
    """
    results: dict[int, R] = {}
    waiting = deque(range(len(items)))
    team = [_Worker(work) for _ in range(min(workers, len(items)))]
    following = 0
    try:
        while following < len(items):
            for one in team:
                one.feed(waiting, items)
            for one in _ready(team):
                one.since = monotonic()
                answer = one.answer()
                if answer is None:
                    team[team.index(one)] = _Worker(work)
                    if one.held:
                        lost = one.held.popleft()
                        results[lost] = died(items[lost], one.end())
                        waiting.extendleft(reversed(one.held))
                else:
                    results[answer[0]] = answer[1]
            for one in team:
                if one.held:
                    one.end_after(patience(items[one.held[0]]))
            while following in results:
                yield results.pop(following)
                following += 1
    finally:
        for one in team:
            one.stop()


class _Worker:
    """One process, and the numbers of the items that it holds."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._process = WorkerProcess(partial(_numbered, work))
        self.connection = self._process.connection
        self.held: deque[int] = deque()
        self.since = monotonic()
        self._overdue = 0.0

    def feed(self, waiting: deque[int], items: Sequence[Any]) -> None:
        """Hand over items until the worker holds enough."""
        if not self.held:
            self.since = monotonic()
        while waiting and len(self.held) < _AHEAD:
            number = waiting.popleft()
            self.held.append(number)
            if not self._process.give((number, items[number])):
                return

    def answer(self) -> tuple[int, Any] | None:
        """The next result and its number; None if the worker has died."""
        answer: tuple[int, Any] | None = self._process.answer()
        if answer is not None:
            self.held.remove(answer[0])
        return answer

    def end_after(self, seconds: float) -> None:
        """Kill the process if it has not answered for so long."""
        if not self._overdue and monotonic() - self.since > seconds:
            self._overdue = seconds
            self._process.kill()

    def end(self) -> str:
        """How the process ended, in words."""
        ended = self._process.end()
        return f"it had not answered for {self._overdue:.0f} seconds" if self._overdue else ended

    def stop(self) -> None:
        """End the process."""
        self._process.stop()


def _numbered(work: Callable[[Any], Any], asked: tuple[int, Any]) -> tuple[int, Any]:
    number, item = asked
    return number, work(item)


def _ready(team: Sequence[_Worker]) -> list[_Worker]:
    busy = {one.connection: one for one in team if one.held}
    ready = wait(list(busy), _LOOK_EVERY)
    return [busy[connection] for connection in ready if isinstance(connection, Connection)]
