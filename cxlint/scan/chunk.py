"""What one worker checks at a time, and from which table it comes; both travel between processes."""

from __future__ import annotations

from dataclasses import dataclass, field

from cxlint.run import Plan


@dataclass(frozen=True, slots=True)
class Table:
    """One input whose rows are documents: what its columns are, as chosen when it was opened.

    `read`, `groups` and `identity` are indexes into `names`.
    """

    source: str
    kind: str
    plan: Plan
    names: tuple[str, ...] = ()
    read: tuple[int, ...] = ()
    titles: frozenset[int] = frozenset()
    identity: int | None = None
    groups: tuple[tuple[str, int], ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table (as bytes, from row `first` on), or some files with their plans.

    `size` is its share of the input in bytes, for progress.
    """

    number: int
    size: int
    table: Table | None = None
    data: bytes = field(default=b"", repr=False)
    first: int = 1
    files: tuple[tuple[str, Plan], ...] = ()
    groups: tuple[str, ...] = ()
