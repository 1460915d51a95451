"""Files that a command writes, and what to do where they cannot be written."""

from __future__ import annotations

from pathlib import Path

from cxlint.paths import shown
from cxlint.settings import SettingsError
from cxlint.storing import replace_file


def write(path: Path, text: str, remedy: str) -> None:
    """Write a file, whole or not at all, with the folders above it. Raises SettingsError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise SettingsError(
            f"{shown(path)}: cannot be written: {error.strerror or error}; {remedy}"
        ) from None
