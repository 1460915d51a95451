"""From the paths of a command to the files to check, in a fixed order.

Left out are what .cxlintignore and the configuration's `exclude` name, and in folders also what
git ignores and what is of no known format. A file that is named is checked whatever its suffix.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxlint.configuration import Configuration
from cxlint.paths import absolute
from cxlint.patterns import spec_of
from cxlint.readers import format_of

# Folders that hold other people's files, or none that are prose.
_SKIPPED = frozenset(
    {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".mypy_cache"}
)
IGNORE_FILE = ".cxlintignore"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to check, or (with a note) one that was named and is left out or not there."""

    path: Path
    note: str = ""
    missing: bool = False


class Discovery:
    """Finds files for one run; `ignore=False` heeds no ignore file and no `exclude`."""

    def __init__(self, configuration: Configuration, *, ignore: bool = True) -> None:
        self._configuration = configuration
        self._ignore = ignore
        self._specs: dict[Path, Any] = {}
        self._folders: dict[tuple[Path, str], bool] = {}

    def files(self, paths: Iterable[Path]) -> Iterator[Found]:
        """The files under `paths`, each once, folders in sorted order."""
        seen: set[Path] = set()
        for path in paths:
            for found in self._under(path):
                key = absolute(found.path)
                if key not in seen:
                    seen.add(key)
                    yield found

    def left_out(self, path: Path, *, is_folder: bool = False, named: bool = True) -> str:
        """What leaves a path out, or "" where nothing does; what git ignores counts if unnamed."""
        if not self._ignore:
            return ""
        origin = self._configuration.excluded(path, is_folder=is_folder)
        if origin:
            return f"{origin} (exclude)"
        for name in (IGNORE_FILE,) if named else (IGNORE_FILE, ".gitignore"):
            if self._ignored(absolute(path), name, is_folder=is_folder):
                return name
        return ""

    def _under(self, path: Path) -> Iterator[Found]:
        if path.is_dir():
            yield from map(Found, self._within(path))
        elif not path.exists():
            yield Found(path, "no such file or folder", missing=True)
        else:
            origin = self.left_out(path)
            yield Found(path, f"left out by {origin}; --no-ignore checks it" if origin else "")

    def _within(self, top: Path) -> Iterator[Path]:
        for folder, names, leaves in os.walk(top):
            here = Path(folder)
            names[:] = sorted(
                name for name in names
                if name not in _SKIPPED and not self.left_out(here / name, is_folder=True, named=False)
            )  # fmt: skip
            for leaf in sorted(leaves):
                file = here / leaf
                if (
                    _is_known(file)
                    and not self.left_out(file, named=False)
                    and not _is_special(file)
                ):
                    yield file

    def _ignored(self, path: Path, name: str, *, is_folder: bool) -> bool:
        """Whether ignore files of a name, from the repository's top down, leave a path out."""
        folder = path.parent
        if (folder, name) not in self._folders:
            is_top = folder.parent == folder or (folder / ".git").exists()
            self._folders[folder, name] = not is_top and self._ignored(folder, name, is_folder=True)
        if self._folders[folder, name]:
            return True
        for holder in (folder, *folder.parents):
            spec = self._spec(holder / name)
            if spec is not None:
                relative = path.relative_to(holder).as_posix() + ("/" if is_folder else "")
                verdict = spec.check_file(relative).include
                if verdict is not None:
                    return bool(verdict)
            if (holder / ".git").exists():
                break
        return False

    def _spec(self, file: Path) -> Any:
        if file not in self._specs:
            self._specs[file] = _read_spec(file)
        return self._specs[file]


def _read_spec(file: Path) -> Any:
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    if not any(line.strip() and not line.startswith("#") for line in lines):
        return None
    return spec_of(lines)


def _is_special(file: Path) -> bool:
    """Whether a file is neither regular nor a link: reading a pipe might never end."""
    try:
        mode = file.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def _is_known(file: Path) -> bool:
    """Whether a file in a folder is of a format that is checked unasked."""
    form = format_of(file)
    return form is not None and not form.named_only
