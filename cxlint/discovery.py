"""From the paths of a command to the files to check, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pathspec

from cxlint.readers import format_of

# Folders that hold other people's files, or none that are prose.
_SKIPPED = frozenset(
    {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".mypy_cache"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to check, or (with a note) one that was named and is left out or not there."""

    path: Path
    note: str = ""
    missing: bool = False


def files(paths: Iterable[Path], exclude: Iterable[str] = ()) -> Iterator[Found]:
    """The files under `paths`, each once, folders in sorted order.

    A file that is named is checked whatever its suffix, unless `exclude` (in .gitignore's
    syntax) leaves it out; in folders, those of a known format.
    """
    spec = pathspec.GitIgnoreSpec.from_lines(exclude)
    seen: set[Path] = set()
    for path in paths:
        for found in _under(path, spec):
            key = found.path.absolute()
            if key not in seen:
                seen.add(key)
                yield found


def _under(path: Path, spec: pathspec.GitIgnoreSpec) -> Iterator[Found]:
    if path.is_dir():
        for folder, names, leaves in os.walk(path):
            names[:] = sorted(
                name for name in names
                if name not in _SKIPPED and not spec.match_file(_relative(Path(folder) / name) + "/")
            )  # fmt: skip
            for leaf in sorted(leaves):
                file = Path(folder) / leaf
                if format_of(file) and not spec.match_file(_relative(file)):
                    yield Found(file)
    elif not path.exists():
        yield Found(path, "no such file or folder", missing=True)
    elif spec.match_file(_relative(path)):
        yield Found(path, "left out, as the configuration says (exclude)")
    else:
        yield Found(path)


def _relative(path: Path) -> str:
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix().lstrip("/")
