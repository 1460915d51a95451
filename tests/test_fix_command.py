"""`cxlint fix` as people call it: what it writes, shows and says, and that nothing else changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from warm import program

OLD = "Caf\u00e9: our back office staff.\n\nOne\n\nTwo\n\nThree\n\nI'm just a receptionist.\n"
NEW = "Caf\u00e9: our customer-impacting staff.\n\nOne\n\nTwo\n\nThree\n\nI'm a receptionist.\n"


def cxlint(
    *arguments: str, cwd: Path, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(program("cxlint", *arguments), cwd=cwd, input=given, capture_output=True)


STORED = {
    "a.txt": OLD.encode(),
    "with blanks é.md": OLD.encode(),
    "mark.md": b"\xef\xbb\xbf" + OLD.encode(),
    "dos.txt": OLD.replace("\n", "\r\n").encode(),
    "mac.txt": OLD.replace("\n", "\r").encode(),
    "old.txt": OLD.encode("cp1252"),
    "unended.txt": OLD.rstrip().encode(),
    "table.csv": b"description\n" + OLD.replace("\n\n", "\n").encode("cp1252"),
}


@pytest.mark.parametrize("name", STORED)
def test_a_diff_makes_of_a_file_what_fix_makes_of_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(STORED[name])
    shown = cxlint("fix", "--diff", name, cwd=tmp_path)
    assert shown.returncode == 1
    assert path.read_bytes() == STORED[name]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=shown.stdout, check=True)
    patched = path.read_bytes()
    path.write_bytes(STORED[name])
    assert cxlint("fix", name, cwd=tmp_path).returncode == 0
    assert path.read_bytes() == patched != STORED[name]
    assert cxlint("fix", name, cwd=tmp_path).stdout == b""
    assert path.read_bytes() == patched


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_comes_in_on_standard_input_goes_out_in_its_encoding(
    encoding: str, tmp_path: Path
) -> None:
    done = cxlint("fix", "-", cwd=tmp_path, given=OLD.replace("\n", "\r\n").encode(encoding))
    assert done.stdout == NEW.replace("\n", "\r\n").encode(encoding)
    assert done.returncode == 0


def test_of_standard_input_too_the_change_is_shown(tmp_path: Path) -> None:
    shown = cxlint(
        "fix", "--diff", "-", "--stdin-filename", "a.md", cwd=tmp_path, given=OLD.encode()
    )
    assert shown.returncode == 1
    assert shown.stdout.startswith(b"--- a/a.md\n+++ b/a.md\n@@ ")


def test_standard_input_that_cannot_be_read_is_a_report_like_that_of_a_file(tmp_path: Path) -> None:
    done = cxlint(
        "check", "--format", "json", "-", "--stdin-filename", "a.docx", cwd=tmp_path, given=b"PK"
    )
    assert done.returncode == 2
    assert b'"error": "' in done.stdout
