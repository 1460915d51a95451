"""Many files: the same bytes for any number of workers; what is killed, deleted or broken is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warm import program

from cxlint import run
from cxlint.fixes import FixRefused
from cxlint.fixing import Fixer
from cxlint.run import Plan, check_file, check_files
from cxlint.settings import Settings
from cxlint.workers import shared

TEXT = "# Refunds\n\nOur back office handles refunds, page {0}.\n\nFine.\n"


def cxlint(*words: str, cwd: Path, cold: bool = False) -> subprocess.CompletedProcess[str]:
    """What a process of its own answers; one that begins cold has a seed for hashes of its own."""
    start = [sys.executable, "-m", "cxlint"] if cold else program("cxlint")
    return subprocess.run(
        [*start, *words], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "CXLINT_CACHE_DIR": str(cwd / ".cache"), "PYTHONHASHSEED": "random"},
    )  # fmt: skip


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(240):
        (tmp_path / f"{number}.md").write_text(
            TEXT.format(number) if number % 3 == 0 else "Fine.\n"
        )
    return tmp_path


@pytest.mark.slow
def test_output_is_the_same_for_any_number_of_workers_from_any_folder_and_from_the_cache(
    many: Path,
) -> None:
    (many / "below").mkdir()
    one = cxlint("check", ".", "-f", "json", "-j1", "--no-cache", cwd=many, cold=True)
    assert one.returncode == 1, one.stderr
    assert one.stdout.count('"severity":') == 80
    assert cxlint("check", ".", "-f", "json", "-j2", "--no-cache", cwd=many).stdout == one.stdout
    for _ in range(2):
        assert cxlint("check", ".", "-f", "json", "-j1", cwd=many).stdout == one.stdout
    elsewhere = cxlint("check", "..", "-f", "json", "--no-cache", "-j1", cwd=many / "below").stdout
    assert elsewhere.replace('"path": "../', '"path": "') == one.stdout


def doubled(number: int) -> int:
    """Work in which some items kill the worker that holds them."""
    if number in (7, 23):
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


@pytest.mark.skipif(os.name == "nt", reason="no signals")
@pytest.mark.parametrize("workers", [1, 3])
def test_a_killed_worker_costs_only_the_item_that_it_held(workers: int) -> None:
    results = list(
        shared(doubled, range(40), workers, lambda number, end: f"{number}: {end}", lambda _: 600)
    )
    expected = [
        number * 2 if number not in (7, 23) else f"{number}: signal 9" for number in range(40)
    ]
    assert results == expected


def deaf(number: int) -> int:
    """Work that for one item never ends, and hears nothing."""
    if number == 3:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM, signal.SIGTERM])
        while True:
            time.sleep(60)
    return number * 2


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_a_worker_that_does_not_answer_is_ended_and_the_rest_goes_on() -> None:
    results = list(shared(deaf, range(9), 2, lambda number, end: f"{number}: {end}", lambda _: 6))
    assert results[3] == "3: it had not answered for 6 seconds"
    assert [one for one in results if isinstance(one, int)] == [0, 2, 4, 8, 10, 12, 14, 16]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no timers")
def test_a_slow_file_is_told_and_stops_no_other(tmp_path: Path) -> None:
    text = "".join(f"Our back office number {number} answers.\n\n" for number in range(50_000))
    (tmp_path / "b.md").write_text(text)
    for name in ("a.md", "c.md"):
        (tmp_path / name).write_text(TEXT)
    paths = [tmp_path / name for name in ("a.md", "b.md", "c.md")]
    ready = Plan(Settings(model="blank"))
    assert all(check_file(path, ready).findings for path in paths[::2])  # what is loaded once
    hurried = Plan(Settings(model="blank", max_seconds=4))
    reports = list(check_files([(path, hurried) for path in paths]))
    assert [one.error for one in reports] == [
        None, "not checked: not done after 4 seconds; raise `max-seconds`", None
    ]  # fmt: skip
    assert reports[0].findings and reports[2].findings
    with pytest.raises(FixRefused, match=r"b\.md: not fixed: not done after 4 seconds"):
        Fixer(unsafe=True).fix(paths[1], hurried)
    assert paths[1].read_text() == text
    assert "fixed 1" in Fixer(unsafe=True).fix(paths[2], hurried)


def test_too_many_findings_of_a_file_are_counted_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Our back office is here.\n\n" * 30)
    (tmp_path / ".cxlint.yaml").write_text("max-findings: 10\n")
    done = cxlint("check", "a.md", "-f", "text", cwd=tmp_path)
    assert done.returncode == 1
    assert (done.stdout + done.stderr).count("a.md:") >= 1
    assert (
        "only the first 10 of 30 findings are told; raise `max-findings`"
        in done.stdout + done.stderr
    )
    told = cxlint("check", "a.md", "-f", "line", cwd=tmp_path).stdout
    assert told.count("[back-office/back-office]") == 10


def keyed(file: tuple[Path, Plan]) -> tuple[run.FileReport, None]:
    """Checking, where one file makes the system kill the worker."""
    if file[0].name == "9.md":
        os.kill(os.getpid(), signal.SIGKILL)
    return run._keyed(file)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_a_killed_worker_is_reported_with_its_file_and_the_rest_is_checked(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_keyed", keyed)
    files = [(path, Plan(Settings(model="blank"))) for path in sorted(many.glob("*.md"))]
    reports = list(check_files(files, workers=2))
    assert [report.path for report in reports] == [path.as_posix() for path, _ in files]
    failed = {Path(report.path).name: report.error for report in reports if report.error}
    assert list(failed) == ["9.md"]
    assert "worker that held it was killed (signal 9)" in str(failed["9.md"])


def test_files_that_vanish_between_finding_and_reading_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Fine.\n")
    files = [(tmp_path / name, Plan(Settings())) for name in ("gone.md", "a.md")]
    gone, there = check_files(files)
    assert "No such file" in str(gone.error)
    assert there.error is None


def test_a_failure_of_our_own_is_one_files_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("Fine.\n")
    original = run.check_document

    def broken(document: object, plan: Plan) -> run.FileReport:
        if "a.md" in document.path:  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return original(document, plan)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "check_document", broken)
    first, second = check_files([(tmp_path / name, Plan(Settings())) for name in ("a.md", "b.md")])
    assert "RecursionError: too deep" in str(first.error)
    assert second.error is None


@pytest.mark.skipif(os.name == "nt", reason="no signals")
@pytest.mark.parametrize("wait", [0.02, 0.15, 0.4])
def test_a_fix_that_is_killed_leaves_every_file_old_or_new(tmp_path: Path, wait: float) -> None:
    old = "Our back-office staff handle refunds.\n" * 20
    paths = [tmp_path / f"{number}.txt" for number in range(500)]
    for path in paths:
        path.write_text(old)
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "one.txt").write_text(old)
    assert cxlint("fix", "alone", cwd=tmp_path).returncode == 0
    new = (alone / "one.txt").read_text()
    assert new != old
    running = subprocess.Popen(
        program("cxlint", "fix", *map(str, paths)), stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while paths[0].read_text() == old and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(wait)
    running.send_signal(signal.SIGKILL)
    running.wait()
    texts = [path.read_text() for path in paths]
    assert set(texts) <= {old, new}
    assert new in texts
