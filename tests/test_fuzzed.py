"""What the fuzzer found, tried for ever; and that every target still runs on what it starts from."""

from __future__ import annotations

from pathlib import Path

import effort
import pytest

from tests.fuzzing.targets import FOUND, TARGETS, seeds

CASES = sorted(path for path in FOUND.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", CASES, ids=[f"{one.parent.name}/{one.name}" for one in CASES])
def test_what_once_failed_is_read_or_refused(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.fixture(autouse=True)
def linters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzzing.laws._linters", lambda: (effort.quick(), effort.thorough()))


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_runs_on_its_seeds(name: str) -> None:
    count = 0
    for seed in seeds(name):
        TARGETS[name](seed)
        count += 1
        if count == 5:
            break
    assert count or name in ("outlook", "old-word")
