"""Which files are checked: folders in order, ignore files of every folder, named files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from cxlint.configuration import Configuration
from cxlint.discovery import Discovery


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "repository"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", folder], check=True)
    monkeypatch.chdir(folder)
    return folder


def put(top: Path, *names: str) -> None:
    for name in names:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("text")


def found(*paths: str | Path, ignore: bool = True) -> list[str]:
    discovery = Discovery(Configuration(), ignore=ignore)
    return [
        os.path.relpath(one.path).replace(os.sep, "/")
        for one in discovery.files(map(Path, paths))
        if not one.note
    ]


NAMES = (
    "b.md",
    "a.md",
    "x/c.md",
    "x/z/d.txt",
    "x/z/e.py",
    "build/f.md",
    "node_modules/g.md",
    ".git/h.md",
)

# (ignore files, what is left of NAMES below ".")
IGNORED: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["a.md", "b.md", "build/f.md", "x/c.md", "x/z/d.txt"]),
    ({".gitignore": "build/"}, ["a.md", "b.md", "x/c.md", "x/z/d.txt"]),
    ({".gitignore": "/a.md\n*.txt"}, ["b.md", "build/f.md", "x/c.md"]),
    ({".gitignore": "*.md\n!a.md"}, ["a.md", "x/z/d.txt"]),
    ({".gitignore": "*.md", "x/.gitignore": "!c.md"}, ["x/c.md", "x/z/d.txt"]),
    ({".gitignore": "x/", "x/.gitignore": "!c.md"}, ["a.md", "b.md", "build/f.md"]),
    ({".gitignore": "!\nb.md\\\nx/"}, ["a.md", "b.md", "build/f.md"]),
    ({".cxlintignore": "x/z"}, ["a.md", "b.md", "build/f.md", "x/c.md"]),
    ({"x/.cxlintignore": "/z/*.txt"}, ["a.md", "b.md", "build/f.md", "x/c.md"]),
    ({".cxlint.yaml": "exclude: [x/, /b.md]"}, ["a.md", "build/f.md"]),
    ({"x/.cxlint.yaml": "exclude: /c.md"}, ["a.md", "b.md", "build/f.md", "x/z/d.txt"]),
]


@pytest.mark.parametrize(("files", "left"), IGNORED)
def test_ignore_files_leave_out_what_git_would(
    top: Path, files: dict[str, str], left: list[str]
) -> None:
    put(top, *NAMES)
    for name, text in files.items():
        (top / name).write_text(text)
    assert found(".") == left
    if all(name.endswith("gitignore") for name in files):
        listed = subprocess.run(
            ["git", "ls-files", "--others", "--exclude-standard", "*.md", "*.txt"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        assert sorted(left) == sorted(
            name for name in listed if not name.startswith("node_modules")
        )


@pytest.mark.parametrize(("files", "left"), IGNORED)
def test_the_folder_in_which_one_stands_does_not_matter(
    top: Path, files: dict[str, str], left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(top, *NAMES)
    for name, text in files.items():
        (top / name).write_text(text)
    monkeypatch.chdir(top / "x/z")
    below = [os.path.relpath(top / name) for name in left]
    assert found(top) == below
    assert found("../..") == below


def test_a_named_file_is_checked_though_git_ignores_it_or_nobody_knows_its_suffix(
    top: Path,
) -> None:
    put(top, "a.md", "notes.unknown")
    (top / ".gitignore").write_text("*")
    assert found("a.md", "notes.unknown", "./a.md") == ["a.md", "notes.unknown"]


def test_a_named_file_that_is_left_out_is_told_and_no_ignore_checks_it(top: Path) -> None:
    put(top, "a.md")
    (top / ".cxlintignore").write_text("a.md")
    (one,) = Discovery(Configuration()).files([Path("a.md")])
    assert "left out by .cxlintignore" in one.note
    assert not one.missing
    assert found("a.md", ignore=False) == ["a.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_broken_links_in_folders_do_not_stop_a_run(top: Path) -> None:
    put(top, "a.md")
    os.mkfifo(top / "pipe.md")
    (top / "gone.md").symlink_to("nowhere.md")
    (top / "loop").symlink_to(top)
    assert found(".") == ["a.md", "gone.md"]
