"""Putting bytes in the place of a file, all or nothing.

The new bytes are written beside the file, given its permissions and owner, and moved into its place
in one step: whoever reads it finds the old text or the new, never half of either. Processes of
cxlint that replace files of one folder wait for each other. What a killed one left beside its file
is removed by the next that writes there.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

# Readers know no such suffix, so a leftover is never checked.
SUFFIX = ".cxlint-tmp"
_LEFTOVER_AGE = 60  # seconds: processes of another machine that shares the folder have time to end


class ChangedFileError(OSError):
    """The file does not hold what it was expected to hold."""


def replace_file(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Put `data` in the place of `path`, or leave all as it was. Raises OSError.

    With `expected`, the file must still hold that when all is ready, or ChangedFileError is raised.
    """
    with replacing(path, expected=expected) as stream:
        stream.write(data)


@contextmanager
def replacing(path: Path, *, expected: bytes | None = None) -> Iterator[IO[bytes]]:
    """A stream whose bytes take the place of `path` when the block ends without an exception.

    Links are followed where they lead inside the path's repository (or the current folder), and
    refused where they lead out of it. Devices and pipes are written as they are.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    target = _inside(path)
    _remove_leftovers(target.parent)
    beside = _beside(target)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            _take_after(target, beside)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _move(beside, target, expected)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _move(beside: Path, target: Path, expected: bytes | None) -> None:
    with _locked(target.parent):
        if expected is not None and target.read_bytes() != expected:
            raise ChangedFileError(errno.EBUSY, "it changed since it was read; run again")
        beside.replace(target)


_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def _inside(path: Path) -> Path:
    """Where a path leads; OSError if that is out of the tree in which it was named."""
    lexical = Path(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps `..`)
    target, tree = lexical.resolve(), _tree(lexical)
    if target != lexical and not target.is_relative_to(tree.resolve()):
        raise OSError(errno.ELOOP, f"a link leads from it out of {tree}; name the file itself")
    return target


def _tree(path: Path) -> Path:
    """The folder out of which no link may lead: the repository, the current one, or the file's."""
    for folder in path.parents:
        if (folder / ".git").exists():
            return folder
    here = Path.cwd()
    return here if path.is_relative_to(here) else path.parent


def _beside(target: Path) -> Path:
    """A new name beside a file that tells whose it is, short enough wherever the file's own is."""
    # A character takes four bytes at most, and a name may have 255.
    stem = target.name[:40]
    return target.with_name(f".{stem}.{os.getpid()}.{secrets.token_hex(4)}{SUFFIX}")


def _take_after(target: Path, beside: Path) -> None:
    """Give the new file the permissions of the old one, and its owner where that is allowed."""
    if not target.exists():
        return
    old = target.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(beside, old.st_uid, old.st_gid)
    beside.chmod(stat.S_IMODE(old.st_mode))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Alone among processes of cxlint that replace a file of a folder, where locks are known."""
    handle = None
    with suppress(ImportError, OSError):  # Windows; folders that cannot be read; some networks
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def held(file: Path) -> Iterator[bool]:
    """Hold a file that one process at a time may hold; False if another one does. Raises OSError.

    It goes with its process, however that ends; where locks are not known, whoever asks holds it.
    """
    try:
        import fcntl
    except ImportError:
        yield True
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | _BINARY, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        yield False
        return
    try:
        yield True
    finally:
        file.unlink(missing_ok=True)
        os.close(handle)


def _remove_leftovers(folder: Path) -> None:
    """Remove what killed processes left in a folder: old, and of no process that still lives."""
    with suppress(OSError):
        for left in folder.glob(f".*{SUFFIX}"):
            number = left.name.removesuffix(SUFFIX).rpartition(".")[0].rpartition(".")[2]
            is_old = time.time() - left.stat().st_mtime > _LEFTOVER_AGE
            if number.isdigit() and is_old and not _lives(int(number)):
                left.unlink()


def _lives(process: int) -> bool:
    if os.name == "nt":  # where asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _sync_folder(folder: Path) -> None:
    """Have the move survive a loss of power, where folders can be synchronised."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
