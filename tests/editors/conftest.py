"""What the tests with real editors share: a home of their own, and a way to run one to its end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TEXT = "😀 Our back office pays at once.\n\nNothing here.\n"
FIXED = "😀 Our operations team pays at once.\n\nNothing here.\n"
RULE = "back-office/back-office"


@dataclass(frozen=True)
class Desk:
    """A home and a workspace of one test, with a file to edit and a file for what was seen."""

    home: Path
    file: Path
    seen: Path

    def run(self, *command: str, seconds: int = 120) -> str:
        """Run an editor until it ends; what it wrote to `seen`."""
        environment = {
            **os.environ, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"), "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.home / "cache"), "TERM": "xterm", "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(REPOSITORY),
        }  # fmt: skip
        done = subprocess.run(
            command, cwd=self.file.parent, env=environment, timeout=seconds, check=False,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
        )  # fmt: skip
        assert self.seen.exists(), (
            f"{command[0]} ended with {done.returncode}: {done.stdout}{done.stderr}"
        )
        return self.seen.read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with the text on it."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / ".cxlint.yaml").write_text("root: true\n")
    (folder / "posting.md").write_text(TEXT, "utf-8")
    (tmp_path / "home").mkdir()
    return Desk(tmp_path / "home", folder / "posting.md", tmp_path / "seen")


def server() -> Sequence[str]:
    """The command that starts the server."""
    return (sys.executable, "-m", "lsp_server")


def needs(program: str) -> str:
    """The program's path; the test is skipped, with the reason, where it is not installed."""
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    return found
