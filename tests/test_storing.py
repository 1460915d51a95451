"""Files are replaced whole or stay as they are: whatever goes wrong, and whoever writes at once."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import CliRunner
from warm import program

from cxlint import fixes, readers
from cxlint.cli import main
from cxlint.storing import SUFFIX, ChangedFileError, replace_file, replacing

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
TEXT = "A back office system and a chairman.\n"


def leftovers(folder: Path) -> list[Path]:
    return list(folder.rglob(f"*{SUFFIX}"))


def cxlint(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        program("cxlint", *map(str, arguments)),
        capture_output=True, text=True, check=False, cwd=cwd, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(TEXT, "utf-8")
    return path


@POSIX
def test_permissions_and_owner_stay(page: Path) -> None:
    page.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(page, 1234, 4321)
    owner = page.stat().st_uid, page.stat().st_gid
    replace_file(page, b"new")
    assert page.read_bytes() == b"new"
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert (page.stat().st_uid, page.stat().st_gid) == owner


@POSIX
def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "new", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_file_that_changed_is_left_alone(page: Path) -> None:
    with pytest.raises(ChangedFileError):
        replace_file(page, b"new", expected=b"something else")
    assert page.read_text("utf-8") == TEXT
    assert not leftovers(page.parent)


def test_an_exception_on_the_way_leaves_the_old_file(page: Path) -> None:
    with pytest.raises(KeyError), replacing(page) as stream:
        stream.write(b"half")
        raise KeyError
    assert page.read_text("utf-8") == TEXT
    assert not leftovers(page.parent)


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 126 + ".m")
    replace_file(path, b"a")
    replace_file(path, b"b")
    assert path.read_bytes() == b"b"


def test_a_name_that_is_too_long_is_an_error_of_one_line(tmp_path: Path) -> None:
    done = cxlint("check", "-o", "x" * 300, "-f", "json", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot be written: File name too long" in done.stderr
    assert "Traceback" not in done.stderr


# Faults at the moment of writing, each with what is said; the old file is whole after each.


@POSIX
def test_a_read_only_file_is_refused_even_where_the_user_may_write_it(page: Path) -> None:
    page.chmod(0o444)
    done = cxlint("fix", page)
    assert (done.returncode, page.read_text("utf-8")) == (2, TEXT)
    assert f"{page}: not fixed: it is read-only" in done.stderr


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[list[str]]:
    """How to run a command as a user who owns nothing."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs root and setpriv")
    for folder in (tmp_path, *tmp_path.parents):
        if not folder.stat().st_mode & 0o005:
            folder.chmod(0o755)
    yield ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def replaced_as(user: list[str], path: Path) -> subprocess.CompletedProcess[str]:
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from cxlint import fixes, readers
        file = readers.read(Path(sys.argv[1]))
        try:
            fixes.write(file, b"new", backup=True)
        except fixes.FixRefused as error:
            sys.exit(str(error))
    """)
    return subprocess.run(
        [*user, sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("fault", ["folder", "file", "both"])
def test_without_permission_the_old_file_stays(
    page: Path, as_nobody: list[str], fault: str
) -> None:
    readable = subprocess.run(
        [*as_nobody, sys.executable, "-c", "import cxlint.readers"], check=False
    )
    if readable.returncode:
        pytest.skip("the environment cannot be read by another user")
    os.chown(page, 65534, 65534)
    if fault in ("folder", "both"):
        page.parent.chmod(0o555)
    if fault in ("file", "both"):
        page.chmod(0o444)
    done = replaced_as(as_nobody, page)
    assert done.returncode == 1
    assert f"{page}: not fixed: " in done.stderr
    assert "Traceback" not in done.stderr
    assert page.read_text("utf-8") == TEXT
    assert [one.name for one in page.parent.iterdir()] == ["page.md"]


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.name == "nt" or os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("needs root, and mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("backup", [False, True])
def test_a_full_disk_leaves_the_old_file(full_disk: Path, backup: bool) -> None:
    page = full_disk / "page.md"
    before = TEXT * 1000
    page.write_text(before, "utf-8")
    done = cxlint("fix", *(["--backup"] if backup else []), page)
    assert done.returncode == 2
    assert f"{page}: not fixed: No space left on device" in done.stderr
    assert page.read_text("utf-8") == before
    assert [one.name for one in full_disk.iterdir()] == ["page.md"]
    report = cxlint("check", page, "-f", "json", "-o", full_disk / "report.json")
    assert "cannot be written: No space left on device" in report.stderr
    assert [one.name for one in full_disk.iterdir()] == ["page.md"]


# Links.


@POSIX
@pytest.mark.parametrize("command", ["fix", "track", "review", "output", "baseline"])
def test_no_link_out_of_the_repository_is_written_through(tmp_path: Path, command: str) -> None:
    """A repository of a stranger may hold links with the names of files that cxlint writes."""
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    (inside / ".git").mkdir(parents=True)
    outside.mkdir()
    examples = Path(__file__).parents[1] / "examples"
    guide = (examples / "interview-guide.docx").read_bytes()
    victim = outside / ("victim.docx" if command in ("track", "review") else "victim.md")
    victim.write_bytes(guide if command == "track" else TEXT.encode())
    before = victim.read_bytes()
    (inside / "guide.docx").write_bytes(guide)
    link = {
        "fix": "page.md", "track": "link.docx", "review": "guide.reviewed.docx", "output": "report.md",
        "baseline": "known.json",
    }[command]  # fmt: skip
    (inside / link).symlink_to(victim)
    arguments = {
        "fix": ["fix", "page.md"],
        "track": ["fix", "--unsafe", "--track-changes", "link.docx"],
        "review": ["review", "--comments", "guide.docx"],
        "output": ["check", "guide.docx", "-f", "json", "-o", "report.md"],
        "baseline": ["baseline", "create", "--force", "--file", "known.json", "guide.docx"],
    }[command]
    done = cxlint(*arguments, cwd=inside)
    assert done.returncode == 2, done
    assert "a link leads from it out of" in done.stderr
    assert victim.read_bytes() == before
    assert not leftovers(tmp_path)


@POSIX
def test_a_link_inside_the_repository_is_written_through(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "real.md").write_text(TEXT, "utf-8")
    (tmp_path / "link.md").symlink_to("real.md")
    assert cxlint("fix", "link.md", cwd=tmp_path).returncode == 0
    assert (tmp_path / "link.md").is_symlink()
    assert "operations system" in (tmp_path / "real.md").read_text("utf-8")


@POSIX
def test_a_report_may_go_to_a_device(page: Path) -> None:
    done = cxlint("check", page, "-f", "line", "-o", "/dev/stdout")
    assert "chairman" in done.stdout


# What a killed process leaves.


@POSIX
def test_a_killed_run_leaves_nothing_that_lasts(page: Path) -> None:
    script = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from cxlint.storing import replacing
        with replacing(Path(sys.argv[1])) as stream:
            stream.write(b"half")
            stream.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    subprocess.run([sys.executable, "-c", script, str(page)], check=False)
    (left,) = leftovers(page.parent)
    assert page.read_text("utf-8") == TEXT
    assert readers.format_of(left) is None  # never checked, nor fixed
    replace_file(page, b"at once")
    assert leftovers(page.parent) == [left]  # too young: its process may be another machine's
    os.utime(left, (time.time() - 3600, time.time() - 3600))
    replace_file(page, b"new")
    assert not leftovers(page.parent)
    assert page.read_bytes() == b"new"


@POSIX
def test_what_a_living_process_writes_is_left_to_it(page: Path) -> None:
    with replacing(page) as stream:
        stream.write(b"slow")
        (own,) = leftovers(page.parent)
        os.utime(own, (1, 1))
        replace_file(page.with_name("other.md"), b"x")
        assert leftovers(page.parent) == [own]
    assert page.read_bytes() == b"slow"


# Several at once.


def test_two_fixes_of_one_tree_at_once_lose_nothing(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"page{number}.md").write_text(f"Page {number}. {TEXT}" * 5, "utf-8")
    alone = tmp_path / "alone.md"
    alone.write_text(f"Page 0. {TEXT}" * 5, "utf-8")
    assert cxlint("fix", alone).returncode == 0
    fixed = alone.read_text("utf-8")
    alone.unlink()
    runs = [
        subprocess.Popen(
            program("cxlint", "fix", str(tmp_path)),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    told = [run.communicate() for run in runs]
    for _, errors in told:
        assert all("it changed since it was read" in line for line in errors.splitlines())
    for number in range(30):
        text = (tmp_path / f"page{number}.md").read_text("utf-8")
        assert text == fixed.replace("Page 0", f"Page {number}")
    assert not leftovers(tmp_path)


def _saver(path: Path, count: int) -> None:
    for number in range(count):
        with suppress_changed():
            before = path.read_bytes()
            replace_file(path, before + b"%d of %d\n" % (number, os.getpid()), expected=before)


class suppress_changed:  # noqa: N801
    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is not None and issubclass(kind, ChangedFileError)


def test_no_write_of_any_process_is_overwritten_unread(tmp_path: Path) -> None:
    """Every writer adds a line to what it read: what was stored once stays in all that follows."""
    path = tmp_path / "log"
    path.write_bytes(b"")
    context = get_context("spawn")
    writers = [context.Process(target=_saver, args=(path, 40)) for _ in range(4)]
    for one in writers:
        one.start()
    seen: set[bytes] = set()
    while any(one.is_alive() for one in writers):
        lines = path.read_bytes().splitlines()
        assert seen <= set(lines)
        seen |= set(lines)
    for one in writers:
        one.join()
        assert one.exitcode == 0
    assert seen <= set(path.read_bytes().splitlines())
    assert len(path.read_bytes().splitlines()) >= 40
    assert not leftovers(tmp_path)


def test_an_editor_that_saves_while_a_fix_is_made_wins(page: Path) -> None:
    file = readers.read(page)
    page.write_text("Saved by the editor.\n", "utf-8")
    with pytest.raises(fixes.FixRefused, match="changed since it was read"):
        fixes.write(file, b"new", backup=True)
    assert page.read_text("utf-8") == "Saved by the editor.\n"


def test_a_check_that_breaks_off_leaves_the_old_report(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = page.with_name("report.json")
    report.write_text("old", "utf-8")
    arguments = ["check", str(page), "-f", "json", "-o", str(report)]

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cxlint.report.json.write", broken)
        CliRunner().invoke(main, arguments)
    assert report.read_text("utf-8") == "old"
    assert CliRunner().invoke(main, arguments).exit_code == 1
    assert report.read_text("utf-8").startswith("{")
    assert not leftovers(page.parent)
