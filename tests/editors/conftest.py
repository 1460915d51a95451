"""What the tests with real editors share: a home of their own, and a way to run one to its end."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
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

    @property
    def environment(self) -> Mapping[str, str]:
        """What an editor finds in its environment: a home of its own."""
        return {
            **os.environ, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"), "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.home / "cache"), "TERM": "xterm", "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(REPOSITORY), "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
        }  # fmt: skip

    def run(self, *command: str, more: Mapping[str, str] = {}, seconds: int = 120) -> str:
        """Run an editor until it ends; what it wrote to `seen`."""
        environment = {**self.environment, **more}
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
    program = tmp_path / "home/bin/cxlint-lsp"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m lsp_server "$@"\n')
    program.chmod(0o755)
    return Desk(tmp_path / "home", folder / "posting.md", tmp_path / "seen")


def settings(editor: str) -> str:
    """What the documentation says to put into an editor's settings."""
    page = (REPOSITORY / "docs/editors.md").read_text("utf-8")
    section = page.partition(f"\n## {editor}\n")[2].partition("\n## ")[0]
    found = re.search(r"(?ms)^```\w+\n(.*?)^```$", section)
    assert found, f"docs/editors.md has no settings for {editor}"
    return found.group(1)


def needs(program: str) -> str:
    """The program's path; the test is skipped, with the reason, where it is not installed."""
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    return found
