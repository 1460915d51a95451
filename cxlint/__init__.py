"""A linter for the words that cut people off from the customer.

    >>> import cxlint
    >>> [finding.matched for finding in cxlint.check_text("Our back office handles refunds.")]
    ['back office']

`check_text` is the short way; a `Linter` keeps what it has learnt between texts, and checks the
documents that `parse(text)` and `read(path).document` make. A `Finding` names its rule, its `Span`
and its `Suggestion`s; `choose(findings).edits` are those that may be made unasked, and
`apply_edits` makes them.
"""

from __future__ import annotations

import functools
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxlint.document import Block, Document, Genre, Role
    from cxlint.fixes import choose
    from cxlint.linter import Linter
    from cxlint.model import (
        CxlintError,
        Edit,
        Finding,
        Severity,
        Span,
        Suggestion,
        apply_edits,
    )
    from cxlint.readers import parse, read
    from cxlint.rule import Rule, Rules
    from cxlint.rule_files import load_rules

# Imported when asked for, so that `import cxlint` costs next to nothing.
_HOMES = {
    "Block": "document", "Document": "document", "Genre": "document", "Role": "document",
    "choose": "fixes", "Linter": "linter", "CxlintError": "model", "Edit": "model",
    "Finding": "model", "Severity": "model", "Span": "model", "Suggestion": "model",
    "apply_edits": "model", "parse": "readers", "read": "readers", "Rule": "rule",
    "Rules": "rule", "load_rules": "rule_files",
}  # fmt: skip

__all__ = [
    "Block", "CxlintError", "Document", "Edit", "Finding", "Genre", "Linter", "Role", "Rule",
    "Rules", "Severity", "Span", "Suggestion", "apply_edits", "check_text", "choose",
    "load_rules", "parse", "read",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"cxlint.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'cxlint' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)


def check_text(text: str, *, path: str = "text.md", genre: Genre | None = None) -> list[Finding]:
    """The findings in a text, in order; `path` tells its format (Markdown where it is not given).

    Offsets of findings and edits count code points of `text`.
    """
    from cxlint import readers

    return _default_linter().check(readers.parse(text, path=path, genre=genre))


@functools.cache
def _default_linter() -> Linter:
    from cxlint.linter import Linter

    return Linter()
