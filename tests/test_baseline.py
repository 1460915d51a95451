"""The baseline: what is known stays known when lines move, and new findings alone are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxlint import readers
from cxlint.baseline import KNOWN, Baseline, BaselineError
from cxlint.linter import Linter
from cxlint.run import FileReport

TEXT = "# Refunds\n\nOur back office handles refunds. It is large.\n\n- The back office works.\n"

# (what became of the text, how many findings are new)
LATER = {
    "nothing": (TEXT, 0),
    "lines before": ("A new line.\n\n" * 5 + TEXT, 0),
    "another order": (
        "- The back office works.\n\n# Refunds\n\nOur back office handles refunds. It is large.\n",
        0,
    ),
    "other white space and capitals": (
        TEXT.replace("Our back office handles", "OUR   back\noffice handles"),
        0,
    ),
    "another sentence in the paragraph": (TEXT.replace("It is large.", "It grows. Quickly."), 0),
    "CRLF": (TEXT.replace("\n", "\r\n"), 0),
    "one mended": (TEXT.replace("Our back office", "Our team"), 0),
    "a new sentence": (TEXT + "\nA back office again.\n", 1),
    "the same sentence twice": (TEXT + "\n- The back office works.\n", 1),
    "a changed sentence": (TEXT.replace("handles refunds", "handles all refunds"), 1),
}


def report(linter: Linter, text: str, path: str = "docs/a.md") -> FileReport:
    document = readers.parse(text, path=path)
    return FileReport(path, document, tuple(linter.check(document)))


@pytest.fixture
def known(linter: Linter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Baseline:
    monkeypatch.chdir(tmp_path)
    return Baseline.of(tmp_path / "known.json", [report(linter, TEXT)])


@pytest.mark.parametrize(("text", "new"), LATER.values(), ids=LATER)
def test_new_findings_alone_are_left(known: Baseline, linter: Linter, text: str, new: int) -> None:
    assert known.total == 2
    marked = known.marked(report(linter, text))
    assert len(marked.active) == new
    assert all(one.suppressed in (None, KNOWN) for one in marked.findings)


def test_the_same_sentence_in_another_file_is_new(known: Baseline, linter: Linter) -> None:
    assert len(known.marked(report(linter, TEXT, "docs/b.md")).active) == 2


def test_a_stored_baseline_reads_back_and_is_the_same_text_each_time(known: Baseline) -> None:
    known.file.write_text(known.as_text(), "utf-8")
    again = Baseline.read(known.file)
    assert again == known
    assert again.as_text() == known.as_text()
    assert "handles refunds" not in known.as_text()  # digests, not sentences


def test_paths_count_from_the_baselines_folder(
    known: Baseline, linter: Linter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    assert not known.marked(report(linter, TEXT, "a.md")).active


def test_pruning_drops_what_was_mended_and_adds_nothing(
    known: Baseline, linter: Linter, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("x")
    assert known.pruned([]).total == 2  # not checked: stays
    mended = report(linter, "Our back office handles refunds.\n\nA new back office.\n")
    assert known.pruned([mended]).total == 1
    (tmp_path / "docs/a.md").unlink()
    assert known.pruned([]).total == 0  # gone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "files": {}}',
        '{"version": 1, "files": {"a": [{}]}}',
        '{"version": 1, "files": 3}',
    ],
)
def test_what_is_no_baseline_is_refused_with_a_remedy(tmp_path: Path, text: str) -> None:
    (tmp_path / "known.json").write_text(text)
    with pytest.raises(BaselineError, match=r"known\.json.*cxlint baseline create"):
        Baseline.read(tmp_path / "known.json")
