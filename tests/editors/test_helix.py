"""Helix: the finding at the right columns on a line with an emoji, one fix applied."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from .conftest import FIXED, Desk, settings
from .fetched import unpacked

pytestmark = [pytest.mark.slow, pytest.mark.alone]

SECONDS = 120


class Terminal:
    """A terminal with a program in it: keys go in, and what it draws comes out."""

    def __init__(self, command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> None:
        self.drawn = b""
        self.ended = False
        self._process, self._side = pty.fork()
        if self._process == 0:
            # Without a size, some programs end at once.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.chdir(cwd)
            os.execvpe(command[0], command, environment)

    def press(self, keys: str, *, wait: float = 0.3) -> None:
        """Send keys, and take what is drawn for a while: a full pipe would stop the program."""
        assert not self.ended, f"the program has ended: {self.drawn[-3000:]!r}"
        os.write(self._side, keys.encode())
        end = time.monotonic() + wait
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._side], [], [], left)[0]:
                return
            try:
                self.drawn += os.read(self._side, 65536)
            except OSError:
                self.ended = True
                return

    def close(self) -> None:
        """End the program if it has not ended."""
        if not os.waitpid(self._process, os.WNOHANG)[0]:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        os.close(self._side)


def helix() -> tuple[Sequence[str], Mapping[str, str]]:
    """What starts Helix: the machine's own, else that of a newer Debian."""
    found = shutil.which("hx") or shutil.which("helix")
    if found:
        return [found], {}
    packages = unpacked("hx")
    return packages.command("hx"), packages.environment


def test_helix_shows_the_finding_and_applies_a_fix(desk: Desk) -> None:
    command, more = helix()
    config = desk.home / "config/helix"
    config.mkdir(parents=True)
    (config / "languages.toml").write_text(settings("Helix"), "utf-8")
    terminal = Terminal([*command, str(desk.file)], desk.file.parent, {**desk.environment, **more})
    try:
        end = time.monotonic() + SECONDS
        while not (desk.seen.exists() and desk.seen.read_text("utf-8") == "back office"):
            assert time.monotonic() < end, terminal.drawn[-3000:].decode(errors="replace")
            # To the next finding, which selects it; and the selection to a file.
            terminal.press("]d")
            terminal.press(f":pipe-to cat > {desk.seen}\r")
        terminal.press(" a", wait=2)
        while desk.file.read_text("utf-8") != FIXED:
            assert time.monotonic() < end, terminal.drawn[-3000:].decode(errors="replace")
            terminal.press("\r", wait=1)  # the first of the menu
            terminal.press(":write\r", wait=1)
        terminal.press(":quit\r", wait=1)
    finally:
        terminal.close()
