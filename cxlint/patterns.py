"""Patterns that name files, as `.gitignore` has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

# What pathspec raises for a line that is no pattern; the second for "[z-a]".
_NO_PATTERN = (ValueError, re.error)


def is_pattern(text: str) -> bool:
    """Whether a text is a pattern; "!", "[z-a]" and what ends in a backslash are none."""
    import pathspec

    try:
        pathspec.GitIgnoreSpec.from_lines([text])
    except _NO_PATTERN:
        return False
    return True


def spec_of(lines: Iterable[str]) -> Any:
    """What some lines name together; as for git, a line that is no pattern names nothing."""
    import pathspec

    every = list(lines)
    try:
        return pathspec.GitIgnoreSpec.from_lines(every)
    except _NO_PATTERN:
        return pathspec.GitIgnoreSpec.from_lines(filter(is_pattern, every))
