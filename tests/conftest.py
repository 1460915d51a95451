"""What several tests share: the linter with all rules, and the corpus where one is at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import effort
import pytest
from hypothesis import is_hypothesis_test

from cxlint.linter import Linter

effort.load_profile()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Both suites try the laws: the fast one on few examples, the slow one on many."""
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("scaled")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A cache of the tests' own: that of whoever runs them is neither read nor filled."""
    os.environ["CXLINT_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def linter() -> Linter:
    """A linter with every rule that cxlint brings."""
    return effort.quick()


def corpus_folder() -> Path | None:
    """A folder of real documents, named by CXLINT_CORPUS; tests that need one skip without it."""
    named = os.environ.get("CXLINT_CORPUS")
    return Path(named) if named and Path(named).is_dir() else None


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus; skips where there is none."""
    folder = corpus_folder()
    if folder is None:
        pytest.skip("set CXLINT_CORPUS to a folder of documents")
    return folder


@pytest.fixture(scope="session")
def corpus_texts(corpus: Path) -> list[Path]:
    """The corpus' Markdown and text files."""

    def files() -> Iterator[Path]:
        for part in ("postings", "handbooks", "articles"):
            for path in sorted((corpus / part).rglob("*")):
                if path.suffix in (".md", ".txt") and path.is_file():
                    yield path

    return list(files())
