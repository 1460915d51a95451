"""A limit on the time that one piece of work may take, and the places where long work can stand still."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from time import monotonic

Look = Callable[[], None]


class OutOfTime(BaseException):
    """The time is over. No Exception, so that nothing on the way takes it for a fault of its own."""


class _Watched(threading.local):
    look: Look | None = None


_watched = _Watched()


def breathe() -> None:
    """Said between two steps of work that may be long: whoever watches the thread may end it here."""
    if _watched.look is not None:
        _watched.look()


@contextmanager
def watched(look: Look, *, alone: bool = False) -> Iterator[None]:
    """Call `look` wherever the block breathes in this thread, then (unless `alone`) who watched before."""
    before = _watched.look

    def both() -> None:
        look()
        if before is not None:
            before()

    _watched.look = look if alone or before is None else both
    try:
        yield
    finally:
        _watched.look = before


def limited(seconds: float) -> AbstractContextManager[None]:
    """Raise OutOfTime in the block after so many seconds.

    Where the system has timers, and in a process's main thread, at once; elsewhere at the next
    place where the block breathes, and what others do there does not count. What runs outside
    Python is waited for: workers are ended by their parent.
    """
    has_timer = hasattr(signal, "setitimer")
    if has_timer and threading.current_thread() is threading.main_thread():
        return _by_timer(seconds)
    return _by_breath(seconds)


@contextmanager
def _by_timer(seconds: float) -> Iterator[None]:
    # Again and again: where the exception is lost (in a callback of a library), the next is not.
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_breath(seconds: float) -> Iterator[None]:
    end, others = monotonic() + seconds, _watched.look

    def look() -> None:
        nonlocal end
        if monotonic() > end:
            raise OutOfTime
        if others is not None:
            before = monotonic()
            others()
            end += monotonic() - before

    with watched(look, alone=True):
        yield


def _ring(*_: object) -> None:
    raise OutOfTime
