"""What was made last, kept for when it is asked for again, as long as there is room for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Values by key, the latest ones, of a total weight of at most `most`.

    Not functools' cache: that counts its entries, whether they are of a sentence or of a book, and
    one that wraps a method makes of its object a circle, which lives until the collector comes.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def weight(self) -> int:
        """What all that is kept weighs."""
        return self._weight

    def get(self, key: Key) -> Value | None:
        """The value of a key, if it is still there."""
        known = self._kept.get(key)
        if known is None:
            return None
        self._kept.move_to_end(key)
        return known[0]

    def put(self, key: Key, value: Value, weight: int) -> Value:
        """Keep a value, and let go of the oldest ones that it leaves no room for."""
        before = self._kept.pop(key, None)
        self._weight += weight - (before[1] if before else 0)
        self._kept[key] = value, weight
        while self._weight > self._most:
            _, (_, gone) = self._kept.popitem(last=False)
            self._weight -= gone
        return value
