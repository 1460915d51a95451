"""Regular expressions that take time linear in the text, whatever they say: google-re2's.

It is imported when the first of them is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any


@cache
def linear(
    pattern: str, *, any_case: bool = True, of_bytes: bool = False, groups: bool = False
) -> Any:
    """A pattern of RE2, ready to search texts, or their UTF-8 bytes, which is quicker.

    Its groups are told only where asked for: to tell them takes several times as long.
    """
    import re2

    options: Any = re2.Options()
    options.log_errors = False
    options.case_sensitive = not any_case
    options.never_capture = not groups
    return re2.compile(pattern.encode() if of_bytes else pattern, options)


def spans(
    pattern: str, text: str, start: int = 0, end: int | None = None, *, any_case: bool = True
) -> Iterator[tuple[int, int]]:
    """Where a pattern matches in a text between two offsets, one match after another."""
    # In bytes of ASCII, offsets are those of the characters, and need not be worked out.
    of_bytes = text.isascii()
    searched = linear(pattern, any_case=any_case, of_bytes=of_bytes)
    for found in searched.finditer(text.encode() if of_bytes else text, start, end):
        yield found.span()
