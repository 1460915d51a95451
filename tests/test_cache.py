"""The cache: what was found before is used again only where nothing that matters has changed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from warm import program

from cxlint import cache as stored
from cxlint.cache import Cache, Entry, key_of
from cxlint.document import Genre
from cxlint.model import Edit, Finding, Severity, Span, Suggestion
from cxlint.run import Plan, check_files
from cxlint.settings import Settings

TEXT = "Our back office handles refunds 😀.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "cache"
    stored._key_of_rules.cache_clear()


def entry() -> Entry:
    edits = (Edit(Span(4, 15), "téam"),)
    finding = Finding(
        "a/b", Span(4, 15), Severity.ERROR, "m “x”", "back\u2028office", (Suggestion("téam", edits, safe=True), Suggestion("")),
        "why", {"row": 3, "column": "title"},
    )  # fmt: skip
    return Entry((finding,), Genre.POSTING, ("a note",))


def test_an_entry_comes_back_as_it_was(folder: Path) -> None:
    with Cache(folder) as cache:
        cache.put(b"key", entry())
    with Cache(folder) as cache:
        assert cache.get(b"key") == entry()
        assert cache.get(b"other") is None


CHANGES = {
    "content": {"data": b"x"},
    "suffix": {"path": Path("a.txt")},
    "genre": {"settings": Settings(genre=Genre.EMAIL)},
    "selection": {"settings": Settings(select=("people",))},
    "severity": {"settings": Settings(severity={"people": "off"})},
    "allowed terms": {"settings": Settings(allow=("back office",))},
    "grammar": {"settings": Settings(model="blank")},
    "reader": {"settings": Settings(reader="html")},
    "reasons": {"settings": Settings(require_reasons=True)},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_key_changes_with_everything_that_findings_depend_on(change: dict) -> None:
    usual = {"data": b"text", "path": Path("a.md"), "settings": Settings()}
    assert key_of(**usual) != key_of(**{**usual, **change})


@pytest.mark.parametrize(
    "settings",
    [Settings(fail_on=Severity.ERROR), Settings(exclude=("x",)), Settings(baseline="b.json")],
)
def test_what_is_decided_after_checking_shares_an_entry(settings: Settings) -> None:
    assert key_of(b"text", Path("a.md"), settings) == key_of(b"text", Path("x/b.MD"), Settings())


def test_a_changed_rule_of_ones_own_is_a_new_key(tmp_path: Path, folder: Path) -> None:
    rule = tmp_path / "packs/house/x.yaml"
    rule.parent.mkdir(parents=True)
    settings = Settings(packs=(str(tmp_path / "packs"),))
    keys = set()
    for text in ("one", "two"):
        rule.write_text(text)
        os.utime(rule, (1, 1))  # the time does not tell
        stored._key_of_rules.cache_clear()
        stored._made.clear()
        keys.add(key_of(b"text", Path("a.md"), settings))
    assert len(keys) == 2


def test_a_second_run_reports_the_same_from_memory(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / name for name in ("a.md", "b.md")]
    paths[0].write_text(TEXT)
    paths[1].write_text("All is well.\n")
    files = [(path, Plan(Settings())) for path in paths]
    with Cache(folder) as cache:
        first = list(check_files(files, cache=cache))
    monkeypatch.setattr("cxlint.run.linter_for", None)
    with Cache(folder) as cache:
        second = list(check_files(files, cache=cache))
    assert [one.findings for one in first] == [one.findings for one in second]
    assert first[0].findings
    assert second[0].document is not None
    assert second[0].document.lines.position(4) == (0, 4)


@pytest.mark.parametrize("damage", ["text", "flip", "truncate", "folder"])
def test_a_damaged_cache_costs_time_and_never_a_finding(folder: Path, damage: str) -> None:
    with Cache(folder) as cache:
        cache.put(b"key", entry())
    file = folder / "found.sqlite"
    if damage == "text":
        file.write_bytes(b"this is no database" * 100)
    elif damage == "truncate":
        file.write_bytes(file.read_bytes()[:-5000])
    elif damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        with sqlite3.connect(file) as base:
            base.execute("UPDATE found SET value = replace(CAST(value AS TEXT), 'a/b', 'a/c')")
    for _ in range(2):
        with Cache(folder) as cache:
            assert cache.get(b"key") in (None, entry())
            cache.put(b"key", entry())


def test_several_processes_may_write_at_once(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from cxlint.cache import Cache, Entry\n"
        "for n in range(20):\n"
        "    with Cache(Path(sys.argv[1])) as cache:\n"
        "        cache.put(f'{sys.argv[2]}.{n}'.encode(), Entry((), None, ()))\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(folder), str(n)]) for n in range(4)
    ]
    assert [one.wait() for one in running] == [0] * 4
    with Cache(folder) as cache:
        kept = sum(cache.get(f"{n}.{i}".encode()) is not None for n in range(4) for i in range(20))
    assert kept == 80


def test_clearing_removes_what_is_there(folder: Path) -> None:
    with Cache(folder) as cache:
        cache.put(b"key", entry())
    assert stored.clear(folder) > 0
    assert stored.clear(folder) == 0
    with Cache(folder) as cache:
        assert cache.get(b"key") is None


def test_a_folder_that_cannot_be_written_is_an_empty_cache() -> None:
    with Cache(Path("/proc/none" if os.name != "nt" else "Z:/none")) as cache:
        cache.put(b"key", entry())
        assert cache.get(b"key") is None


# What somebody planted, each with the right digest: as `_finding` writes it, with one thing changed.
GOOD = ["a/b", 4, 15, "error", "m", "back office", [["x", True, [[4, 15, "y"]]]], None, {}]
PLANTED = {
    "no list": {"a": 1},
    "too short": [[GOOD]],
    "nested": json.loads("[" * 500 + "]" * 500),
    "a number for findings": [7, None, []],
    "a rule that is none": [[[1, *GOOD[1:]]], None, []],
    "a text for an offset": [[["a/b", "4", *GOOD[2:]]], None, []],
    "a fraction": [[["a/b", 4.5, *GOOD[2:]]], None, []],
    "the end before the start": [[["a/b", 15, 4, *GOOD[3:]]], None, []],
    "before the text": [[["a/b", -4, *GOOD[2:]]], None, []],
    "behind the text": [[["a/b", 4, 10**9, *GOOD[3:]]], None, []],
    "an edit behind the text": [[[*GOOD[:6], [["x", True, [[4, 10**9, "y"]]]], *GOOD[7:]]], None, []],
    "a severity that is none": [[["a/b", 4, 15, "fatal", *GOOD[4:]]], None, []],
    "a suggestion that is none": [[[*GOOD[:6], ["x"], *GOOD[7:]]], None, []],
    "an edit that writes a number": [[[*GOOD[:6], [["x", True, [[4, 15, 7]]]], *GOOD[7:]]], None, []],
    "a place that is none": [[[*GOOD[:8], ["x"]]], None, []],
    "a genre that is none": [[GOOD], "novel", []],
    "notes that are none": [[GOOD], None, "note"],
}  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_what_no_check_can_have_stored_is_checked_anew(
    tmp_path: Path, folder: Path, planted: object
) -> None:
    path, plan = tmp_path / "a.md", Plan(Settings())
    path.write_text(TEXT)
    (expected,) = check_files([(path, plan)])
    key = key_of(path.read_bytes(), path, plan.settings)
    with Cache(folder) as cache:
        cache._added[key] = stored._packed(planted, key)  # type: ignore[arg-type]
    with Cache(folder) as cache:
        (report,) = check_files([(path, plan)], cache=cache)
    assert report.error is None
    assert report.findings == expected.findings


@pytest.mark.parametrize("bytes_", [b"", b"x" * 8, b"[" * 10**6, b"\x80\x04K\x01.", b"1" * 10**4])
def test_bytes_that_are_no_entry_are_none(folder: Path, bytes_: bytes) -> None:
    with Cache(folder) as cache:
        cache._added[b"key"] = sha256(b"key" + bytes_).digest()[:8] + bytes_
    with Cache(folder) as cache:
        assert cache.get(b"key") is None


def test_a_database_with_more_in_it_than_a_cache_is_thrown_away(folder: Path) -> None:
    """A view or a trigger would run whenever the cache is asked."""
    folder.mkdir()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, x FROM n"
    for planted in (
        f"CREATE VIEW found (key, value) AS {endless}",
        f"{stored._SCHEMA}; CREATE TRIGGER t AFTER INSERT ON found BEGIN SELECT count(*) FROM ({endless}); END",
    ):
        with sqlite3.connect(folder / "found.sqlite") as base:
            base.executescript(planted)
        base.close()
        with Cache(folder) as cache:
            cache.put(b"key", entry())
        with Cache(folder) as cache:
            assert cache.get(b"key") == entry()
        (folder / "found.sqlite").unlink()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root")
def test_a_cache_of_somebody_else_is_not_asked(folder: Path) -> None:
    with Cache(folder) as cache:
        cache.put(b"key", entry())
    os.chown(folder / "found.sqlite", 1234, 1234)
    with Cache(folder) as cache:
        assert cache.get(b"key") is None


def test_no_repository_says_where_the_cache_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one could bring its own, which says that nothing is found."""
    monkeypatch.delenv("CXLINT_CACHE_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    for name in (".cache", "cache", "cxlint", ".cxlint_cache"):
        (tmp_path / name).mkdir()
    assert not stored.user_folder().is_relative_to(tmp_path)
    assert not [name for name in Settings.__dataclass_fields__ if "cache" in name]


@pytest.mark.slow
def test_ten_runs_at_once_find_what_one_finds_alone(tmp_path: Path) -> None:
    """Each writes what the others read, from the first run on a cold cache to warm ones."""
    pages = tmp_path / "pages"
    pages.mkdir()
    # Settings of their own: no process has a linter for them yet.
    (pages / ".cxlint.yaml").write_text("root: true\nallow: [Back Office Suite]\n")
    for number in range(40):
        words = "Our back office waits. " * (number % 3) + "Menial tasks." * (number % 2)
        (pages / f"{number}.md").write_text(f"# Page {number}\n\n{words}\n", "utf-8")
    command = program("cxlint", "check", "-f", "json", str(pages))
    alone = subprocess.run([*command, "--no-cache"], capture_output=True, check=False)
    assert alone.returncode == 1
    surroundings = {**os.environ, "CXLINT_CACHE_DIR": str(tmp_path / "cache")}
    for _ in range(2):
        running = [
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings
            )
            for _ in range(10)
        ]
        told = [one.communicate() for one in running]
        assert [one.returncode for one in running] == [1] * 10
        assert {out for out, _ in told} == {alone.stdout}
        assert {err for _, err in told} == {b""}
    with sqlite3.connect(tmp_path / "cache/found.sqlite") as base:
        (kept,) = base.execute("SELECT count(*) FROM found").fetchone()
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()
    assert kept == 41  # with the outline of the rules
