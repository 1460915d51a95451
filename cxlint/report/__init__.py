"""Reports: one module a format, each a function from file reports to text.

A new format is its module and its line in `REPORTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TextIO

from cxlint.model import Severity
from cxlint.rule import Rules
from cxlint.run import FileReport


@dataclass(frozen=True, slots=True)
class Style:
    """What a reporter may be asked beside the findings themselves."""

    color: bool = False
    quiet: bool = False
    statistics: bool = False
    fail_on: Severity | None = Severity.WARNING


Reporter = Callable[[Sequence[FileReport], Rules, Style, TextIO], None]

REPORTERS = {
    "text": "text",
    "json": "json",
    "sarif": "sarif",
    "github": "github",
}


def reporter(name: str) -> Reporter:
    """The reporter of a format's name."""
    write: Reporter = import_module(f"cxlint.report.{REPORTERS[name]}").write
    return write
