"""The cache: what was found before is used again only where nothing that matters has changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
