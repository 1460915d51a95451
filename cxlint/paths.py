"""Paths: made absolute, named in messages, and the repository that one lies in."""

from __future__ import annotations

import os
from pathlib import Path


def absolute(path: Path) -> Path:
    """The path from the root on, without `..`; links stay as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps `..`)


def expanded(text: str) -> Path:
    """The path that a text names; `~` is a home folder where there is such a user."""
    return Path(os.path.expanduser(text))  # noqa: PTH111  (Path.expanduser fails where there is none)


def shown(path: Path) -> str:
    """A path as messages name it: from the current folder where it lies below."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def repository(folder: Path) -> Path | None:
    """The top of the repository that holds a folder, if one does."""
    folder = absolute(folder)
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
