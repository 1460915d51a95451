"""An editor shows what the command line reports, for the same files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from cxlint.readers import format_of
from cxlint.readers.encoding import UndecodableText, decode

from .editor import REPOSITORY, serving, utf32, vs_code

pytestmark = pytest.mark.asyncio

SEVERITIES = {"error": 1, "warning": 2, "info": 3}
FILES = 200


def text_files(paths: Sequence[Path]) -> list[Path]:
    """Those that an editor opens as text."""
    named = [(path, format_of(path)) for path in paths if path.is_file()]
    return [path for path, one in named if one and (not one.stored or one.languages)]


def text_of(path: Path) -> str | None:
    """The text that an editor would show; None for what it could not."""
    try:
        return decode(path.read_bytes())[0]
    except UndecodableText:
        return None


def reported(paths: Sequence[Path]) -> dict[Path, list[Any]]:
    """What `cxlint check --format json` says of each file, as an editor would show it."""
    command = [
        sys.executable,
        "-m",
        "cxlint",
        "check",
        "--format",
        "json",
        "--exit-zero",
        *map(str, paths),
    ]
    done = subprocess.run(command, capture_output=True, cwd=REPOSITORY, check=False)
    files = json.loads(done.stdout)["files"]
    return {
        (REPOSITORY / one["path"]).resolve(): _shown(one["findings"])
        for one in files
        if not one["error"]
    }


def _shown(findings: Sequence[Any]) -> list[Any]:
    return [
        (one["line"] - 1, one["column"] - 1, one["end_line"] - 1, one["end_column"] - 1,
         one["rule"], SEVERITIES[one["severity"]], one["message"])
        for one in findings if not one["suppressed"]
    ]  # fmt: skip


def as_rows(diagnostics: Sequence[types.Diagnostic]) -> list[Any]:
    """Diagnostics as comparable rows."""
    return [
        (one.range.start.line, one.range.start.character, one.range.end.line, one.range.end.character,
         one.code, int(one.severity or 0), one.message)
        for one in diagnostics
    ]  # fmt: skip


async def assert_equal(paths: Sequence[Path], folder: Path) -> None:
    """Open every file in an editor that counts code points, and compare."""
    expected = reported(paths)
    can = vs_code()
    can.general = utf32().general
    async with serving(can, folder, seconds=600) as editor:
        for path in expected:
            text = text_of(path)
            if text is None:
                continue
            editor.open(path.as_uri(), text, "plaintext")
            shown = as_rows(await editor.diagnostics(path.as_uri()))
            assert shown == expected[path], path
            editor.close(path.as_uri())


async def test_the_examples_are_reported_alike() -> None:
    examples = text_files(sorted((REPOSITORY / "examples").rglob("*")))
    if not examples:
        pytest.skip("there is no examples folder")
    await assert_equal(examples, REPOSITORY)


async def test_real_documents_are_reported_alike(corpus: Path) -> None:
    every = text_files(sorted(corpus.rglob("*")))
    chosen = every[:: max(len(every) // FILES, 1)][:FILES]
    assert len(chosen) >= min(FILES, len(every))
    await assert_equal(chosen, corpus)
