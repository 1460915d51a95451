"""An editor shows what the command line reports, for the same files."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from warm import program

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
    command = program("cxlint", "check", "--format", "json", "--exit-zero", *map(str, paths))
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


@pytest.mark.slow
async def test_real_documents_are_reported_alike(corpus: Path) -> None:
    every = text_files(sorted(corpus.rglob("*")))
    chosen = every[:: max(len(every) // FILES, 1)][:FILES]
    assert len(chosen) >= min(FILES, len(every))
    await assert_equal(chosen, corpus)


CONFIGURED = """root: true
baseline: known.json
report-unused: true
require-reasons: true
"""
KNOWN = "# Teams\n\nOur back office pays 😀.\n\nAsk the back office.\n"
NEW = """# Teams

Our back office waits. Our  Back Office pays 😀.

<!-- cxlint-disable-next-line people -->
Nothing to silence.

<!-- cxlint-disable-next-line -- quoted from the customer -->
Her back office.

Ask the back office. Ask the back office.
"""


async def test_comments_and_known_findings_are_told_as_on_the_command_line(tmp_path: Path) -> None:
    document, config = tmp_path / "a.md", tmp_path / ".cxlint.yaml"
    config.write_text("root: true\n")
    document.write_text(KNOWN, "utf-8")
    known = tmp_path / "known.json"
    make = program("cxlint", "baseline", "create", "--file", str(known), str(tmp_path))
    subprocess.run(make, check=True, capture_output=True, cwd=REPOSITORY)
    config.write_text(CONFIGURED)
    document.write_text(NEW, "utf-8")
    await assert_equal([document], tmp_path)
    (rows,) = reported([document]).values()
    rules = [row[4] for row in rows]
    assert rules.count("comments/unused") == rules.count("comments/no-reason") == 1
    assert rules.count("back-office/back-office") == 2, "one more than is known, of two sentences"


async def test_a_baseline_that_changes_or_breaks_is_noticed(tmp_path: Path) -> None:
    known, uri = tmp_path / "known.json", (tmp_path / "a.md").as_uri()
    (tmp_path / ".cxlint.yaml").write_text("root: true\nbaseline: known.json\n")
    (tmp_path / "a.md").write_text(KNOWN, "utf-8")
    known.write_text('{"version": 1, "files": {}}\n')
    async with serving(vs_code(), tmp_path) as editor:
        editor.open(uri, KNOWN)
        assert len(await editor.diagnostics(uri)) == 2
        make = program("cxlint", "baseline", "create", "--force", "--file", str(known))
        subprocess.run(
            [*make, str(tmp_path / "a.md")], check=True, capture_output=True, cwd=REPOSITORY
        )
        editor.changed_on_disk(known)
        assert not await editor.diagnostics(uri)
        watched = json.dumps([str(one.register_options) for one in editor.registrations])
        assert "known.json" in watched
        known.write_text('{"version": 1,\n"files": }\n')
        editor.changed_on_disk(known)
        (told,) = (await editor.published(known.as_uri())).diagnostics
        assert told.range.start.line == 1
        assert "not valid JSON" in told.message
