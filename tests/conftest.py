"""What several tests share: the linter with all rules, and the corpus where one is at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cxlint.linter import Linter

settings.register_profile(
    "ci", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "long",
    max_examples=int(os.environ.get("CXLINT_EXAMPLES", "5000")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def linter() -> Linter:
    """A linter with every rule that cxlint brings."""
    return Linter()


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
