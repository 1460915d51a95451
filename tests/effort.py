"""How hard the tests try: laws on few examples and hostile texts of moderate length, or as many as CI has time for.

`HYPOTHESIS_PROFILE` says which: nothing for the fast suite, `thorough` for `make slow`, `long` for
as many examples of each law as `CXLINT_EXAMPLES` says (5000 if it does not).
"""

from __future__ import annotations

import os
from functools import cache
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from cxlint.linter import Linter

T = TypeVar("T")

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "fast")
_EXAMPLES = {
    "fast": 10,
    "thorough": 120,
    "long": int(os.environ.get("CXLINT_EXAMPLES", "5000")),
}

# For a test that tries less in the fast suite: the slow one runs it too, at its full size.
scaled = pytest.mark.scaled


def size(full: T, fast: T) -> T:
    """How much a test marked as `scaled` tries."""
    return fast if PROFILE == "fast" else full


def load_profile() -> None:
    """Tell Hypothesis how many examples to try."""
    for name, count in _EXAMPLES.items():
        settings.register_profile(
            name, max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        )
    settings.load_profile(PROFILE)


@cache
def quick() -> Linter:
    """A linter with every rule that cxlint brings; all tests of a process share it."""
    return Linter()


@cache
def thorough() -> Linter:
    """One that skips nothing, dear to make and to ask: what the quick one is held against."""
    return Linter(prefilter=False)
