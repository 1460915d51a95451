"""What git says has changed: files and lines, in real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxlint.changed import Changes, GitError
from cxlint.cli import main

OLD = "Our back office handles refunds.\n\nFine.\n\nThe back office grows.\n"


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "a repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    git("config", "user.email", "someone@example.org")
    git("config", "user.name", "Someone")
    git("config", "commit.gpgsign", "false")
    (folder / "old.md").write_text(OLD)
    (folder / "ünchanged.md").write_text(OLD)
    git("add", ".")
    git("commit", "-q", "-m", "one")
    return folder


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def found(*options: str) -> list[str]:
    """`path:line` of what is found."""
    result = CliRunner().invoke(main, ["check", "-q", "-f", "line", *options])
    assert result.exit_code in (0, 1), result.output
    return [":".join(line.split(":")[:2]) for line in result.stdout.splitlines()]


def test_only_files_that_differ_are_checked(top: Path) -> None:
    assert found("--changed", "--", ".") == []
    (top / "old.md").write_text("Fine.\n" + OLD)
    (top / "new ü.md").write_text(OLD)
    (top / "staged.md").write_text(OLD)
    git("add", "staged.md")
    (top / "ignored.md").write_text(OLD)
    (top / ".gitignore").write_text("ignored.md")
    assert {one.split(":")[0] for one in found("--changed=HEAD", ".")} == {
        "old.md",
        "new ü.md",
        "staged.md",
    }


# (the text now, lines with findings that are reported)
LINES = {
    "nothing": (OLD, []),
    "a line before": ("A back office.\n\n" + OLD, ["1"]),
    "a line in between": (OLD.replace("Fine.", "Fine, says the back office."), ["3"]),
    "the last line, without its end": (OLD.rstrip("\n").replace("grows", "shrinks"), ["5"]),
    "a line gone": (OLD.replace("Fine.\n\n", ""), []),
    "a form feed, which ends no line for git": (
        OLD.replace("Fine.", "Fi\x0cne, says the back office."),
        ["3"],
    ),
    "CRLF everywhere": (OLD.replace("\n", "\r\n"), ["1", "5"]),
}


@pytest.mark.parametrize(("text", "lines"), LINES.values(), ids=LINES)
@pytest.mark.parametrize("staged", [False, True])
def test_only_added_and_changed_lines_are_reported(
    top: Path, text: str, lines: list[str], staged: bool
) -> None:
    (top / "old.md").write_bytes(text.encode())
    if staged:
        git("add", "old.md")
    assert found("--diff-only") == [f"old.md:{line}" for line in lines]


def test_a_file_that_only_changed_its_name_has_no_new_lines(top: Path) -> None:
    (top / "x ü").mkdir()
    git("mv", "old.md", "x ü/new.md")
    assert found("--diff-only") == []
    (top / "x ü" / "new.md").write_text("The back office.\n\n" + OLD)
    assert found("--diff-only") == ["x ü/new.md:1"]
    (top / "old.md").write_text(OLD)
    assert found("--diff-only") == ["old.md:1", "old.md:5", "x ü/new.md:1"]


def test_what_git_is_told_to_show_does_not_matter(top: Path) -> None:
    git("config", "diff.interHunkContext", "9")
    git("config", "diff.renames", "false")
    git("config", "diff.noprefix", "true")
    git("mv", "old.md", "new.md")
    (top / "new.md").write_text(OLD.replace("Fine", "Well") + "\nA back office.\n")
    assert found("--diff-only") == ["new.md:7"]


def test_a_branch_counts_from_where_it_parted(top: Path) -> None:
    git("switch", "-q", "-c", "side")
    (top / "side.md").write_text(OLD)
    git("add", ".")
    git("commit", "-q", "-m", "two")
    git("switch", "-q", "main")
    (top / "main.md").write_text(OLD)
    git("add", ".")
    git("commit", "-q", "-m", "three")
    git("switch", "-q", "side")
    assert found("--diff-only", "--changed=main") == ["side.md:1", "side.md:5"]


def test_the_folder_in_which_one_stands_does_not_matter(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (top / "x").mkdir()
    (top / "old.md").write_text(OLD + "\nA back office.\n")
    monkeypatch.chdir(top / "x")
    assert found("--diff-only", "..") == ["../old.md:7"]


def test_before_the_first_commit_everything_is_new(
    tmp_path: Path, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    monkeypatch.chdir(fresh)
    git("init", "-q")
    (fresh / "a.md").write_text(OLD)
    git("add", "a.md")
    assert found("--diff-only") == ["a.md:1", "a.md:5"]


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "main:old.md"])
def test_what_is_no_commit_is_refused(top: Path, ref: str) -> None:
    with pytest.raises(GitError, match="no commit"):
        Changes.since(ref, top)


def test_of_2000_files_only_those_that_changed_are_read(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2000):
        (top / f"{number}.md").write_text(f"Page {number}.\n")
    git("add", ".")
    git("commit", "-q", "-m", "many")
    for number in range(0, 2000, 10):
        (top / f"{number}.md").write_text(f"Page {number} of the back office.\n")
    read: list[str] = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: read.append(self.name) or original(self))
    lines = found("--changed", "--no-cache", "--jobs=1", "--", ".")
    assert len(lines) == 200
    assert sorted(name for name in read if name.endswith(".md")) == sorted(
        f"{n}.md" for n in range(0, 2000, 10)
    )
