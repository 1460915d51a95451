"""Patterns that name files, as `.gitignore` has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def is_pattern(text: str) -> bool:
    """Whether a text is a pattern; "!" and what ends in a backslash is none."""
    import pathspec

    try:
        pathspec.GitIgnoreSpec.from_lines([text])
    except ValueError:
        return False
    return True


def spec_of(lines: Iterable[str]) -> Any:
    """What some lines name together; as for git, a line that is no pattern names nothing."""
    import pathspec

    every = list(lines)
    try:
        return pathspec.GitIgnoreSpec.from_lines(every)
    except ValueError:
        return pathspec.GitIgnoreSpec.from_lines(filter(is_pattern, every))
