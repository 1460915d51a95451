"""What is to be scanned: tables whose rows are documents, and files that are documents."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from cxlint.configuration import Configuration
from cxlint.discovery import Discovery
from cxlint.readers import UnreadableFile
from cxlint.run import Plan
from cxlint.scan.chunk import Chunk, Table
from cxlint.scan.tables import FOLDER, KINDS, chunks, opened, table_of

_FILES_EACH = 200
_LEAST, _MOST = 1 << 18, 1 << 22


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a scan in their order, and what was amiss with some.

    `state` tells whether they are still the same: name, size and time of each.
    """

    tables: tuple[Table, ...]
    files: tuple[tuple[str, Plan], ...]
    problems: tuple[str, ...]
    state: tuple[tuple[str, int, int], ...]

    @property
    def size(self) -> int:
        """The bytes of all inputs."""
        return sum(size for _, size, _ in self.state)

    @property
    def bytes_each(self) -> int:
        """How large a chunk should be: many chunks of a small input, never too large for memory."""
        return min(max(self.size // 64, _LEAST), _MOST)


def find(
    paths: Sequence[str],
    configuration: Configuration,
    *,
    groups: Sequence[str] = (),
    output: Path | None = None,
) -> Inputs:
    """Look at everything that is named: files, folders, globs, addresses; not at the `output`."""
    tables: list[Table] = []
    files: list[tuple[str, Plan]] = []
    problems: list[str] = []
    for path, note in _named(paths, Discovery(configuration)):
        if (
            output is not None
            and "://" not in path
            and Path(path).resolve().is_relative_to(output.resolve())
        ):
            continue
        if note:
            problems.append(f"{path}: {note}")
            continue
        plan = Plan(
            configuration.settings_for(
                Path(PurePosixPath(path).name) if "://" in path else Path(path)
            )
        )
        kind = KINDS.get(PurePosixPath(path).suffix.lower())
        if kind is None:
            files.append((path, plan))
            continue
        try:
            tables.append(table_of(path, kind, plan, groups))
        except UnreadableFile as error:
            problems.append(f"{path}: {error}")
    state = [_state(one.source) for one in tables] + [_state(path) for path, _ in files]
    return Inputs(tuple(tables), tuple(files), tuple(problems), tuple(state))


def all_chunks(inputs: Inputs, bytes_each: int, groups: Sequence[str]) -> Iterator[Chunk | str]:
    """All chunks, numbered from 0 on, always the same way; a text where a table breaks off."""
    number = 0
    for table in inputs.tables:
        try:
            for chunk in chunks(table, bytes_each):
                yield replace(chunk, number=number)
                number += 1
        except (UnreadableFile, OSError, ValueError) as error:
            yield f"{table.source}: cannot be read to its end: {str(error).strip().splitlines()[0]}"
    folder = (FOLDER,) if FOLDER in groups else ()
    for files, size in _together(
        inputs.files, {path: size for path, size, _ in inputs.state}, bytes_each
    ):
        yield Chunk(number, size, files=files, groups=folder)
        number += 1


def _together(
    files: Iterable[tuple[str, Plan]], sizes: dict[str, int], bytes_each: int
) -> Iterator[tuple[tuple[tuple[str, Plan], ...], int]]:
    held: list[tuple[str, Plan]] = []
    size = 0
    for path, plan in files:
        held.append((path, plan))
        size += sizes[path]
        if size >= bytes_each or len(held) == _FILES_EACH:
            yield tuple(held), size
            held, size = [], 0
    if held:
        yield tuple(held), size


def _named(paths: Sequence[str], discovery: Discovery) -> Iterator[tuple[str, str]]:
    """Each path that is meant, with a note where it is none; each once."""
    seen: set[str] = set()
    for path in paths:
        for one, note in _addresses(path) if "://" in path else _local(path, discovery):
            if one not in seen:
                seen.add(one)
                yield one, note


def _local(path: str, discovery: Discovery) -> Iterator[tuple[str, str]]:
    is_glob = glob.has_magic(path) and not Path(path).exists()
    places = sorted(glob.glob(path, recursive=True)) if is_glob else [path]  # noqa: PTH207 -- of any root
    if not places:
        yield path, "no file is named so"
    for found in discovery.files(map(Path, places)):
        yield found.path.as_posix(), found.note


def _addresses(address: str) -> Iterator[tuple[str, str]]:
    try:
        import fsspec

        files: Any = fsspec.open_files(address, "rb")
        found = sorted(f"{one.fs.unstrip_protocol(one.path)}" for one in files)
    except ModuleNotFoundError:
        yield address, "addresses need fsspec: pip install fsspec and what it asks for"
    except (OSError, ImportError, ValueError) as error:
        yield address, f"cannot be read: {error}"
    else:
        if not found:
            yield address, "no file is named so"
        for one in found:
            if PurePosixPath(one).suffix.lower() in KINDS:
                yield one, ""
            else:
                yield one, f"of addresses only tables are read ({', '.join(KINDS)})"


def _state(path: str) -> tuple[str, int, int]:
    if "://" in path:
        with opened(path) as file:
            return path, file.seek(0, 2), 0
    state = Path(path).stat()
    return path, state.st_size, state.st_mtime_ns
