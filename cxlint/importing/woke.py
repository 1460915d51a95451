"""woke: its YAML rules (name, terms, alternatives, note, severity) and ignored files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cxlint.importing import Imported, OwnRule, Term, phrase_of, read_mapping, texts
from cxlint.model import Severity

_SEVERITIES = {
    "error": Severity.ERROR,
    "warn": Severity.WARNING,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
}


def taken(path: Path) -> Imported:
    """What a file of woke's says, in cxlint's terms. Raises ImportRefusedError."""
    said = read_mapping(path)
    result = Imported(exclude=texts(said.get("ignore_files")))
    for number, rule in enumerate(said.get("rules") or ()):
        if isinstance(rule, dict):
            _rule(rule, number, result)
        else:
            result.left.append(f"rules.{number}: expected fields like `name:` and `terms:`")
    known = {"rules", "ignore_files"}
    result.left += [f"{key}: nothing like it here" for key in said if key not in known]
    return result


def _rule(rule: dict[str, Any], number: int, result: Imported) -> None:
    name = str(rule.get("name") or f"rule-{number}")
    phrases = []
    for term in texts(rule.get("terms")) or [name]:
        phrase = phrase_of(term)
        if phrase:
            phrases.append(phrase)
        else:
            result.left.append(f"{name}: “{term}” is no phrase of words")
    if not phrases:
        result.left.append(f"{name}: has no terms that could be taken")
        return
    options = rule.get("options") or {}
    if isinstance(options, dict) and options.get("word_boundary") is False:
        result.left.append(f"{name}: word_boundary: false (cxlint finds whole words)")
    result.rules.append(
        OwnRule(
            pack="woke",
            name=name,
            message="“{match}”: your own list has other words for it.",
            why=str(
                rule.get("note") or "Taken over from woke; say here why the words were chosen."
            ),
            severity=_SEVERITIES.get(
                str(rule.get("severity", "warning")).lower(), Severity.WARNING
            ),
            terms=tuple(
                Term((phrase,), tuple(texts(rule.get("alternatives"))))
                for phrase in dict.fromkeys(phrases)
            ),
        )
    )
