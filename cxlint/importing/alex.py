"""alex: the `allow` list of .alexrc or package.json.

alex allows rules, by the words that they report joined with hyphens; cxlint allows terms. Taken
are the terms of an allowed rule that cxlint's own rules would report.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cxlint.importing import Imported, ImportRefusedError, read_mapping, texts


def taken(path: Path) -> Imported:
    """What alex's configuration says, in cxlint's terms. Raises ImportRefusedError."""
    if path.suffix == ".js":
        raise ImportRefusedError(
            f"{path}: is a program; write its `allow` list into a .alexrc, and import that"
        )
    said = read_mapping(path)
    if path.name == "package.json":
        said = said.get("alex") or {}
    result = Imported()
    for name in texts(said.get("allow")):
        terms = _reported(name)
        result.allow += terms
        if not terms:
            result.left.append(f"allow: {name}: cxlint reports none of its words")
    result.left += [
        f"{key}: {_reason(key, value)}" for key, value in said.items() if key != "allow"
    ]
    return result


def _reason(key: str, value: Any) -> str:
    if key == "deny":
        return "allows everything else; choose with `select` (see `cxlint rules`)"
    if key in ("noBinary", "profanitySureness"):
        return f"{value}: nothing like it here"
    return "unknown"


def _reported(name: str) -> list[str]:
    """The words of a rule's name that cxlint's rules report."""
    from cxlint import check_text

    whole = name.replace("-", " ")
    candidates = dict.fromkeys((whole, name, *name.split("-")))
    return [
        term for term in candidates
        if any(one.matched.casefold() == term.casefold() for one in check_text(f"We look for a {term} for our team."))
    ]  # fmt: skip
