"""Taking over what a team has written for another linter, and saying what could not be taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from cxlint.model import CxlintError, Severity
from cxlint.yaml_text import composed, constructed


class ImportRefusedError(CxlintError):
    """A file of another linter that cannot be used."""


@dataclass(frozen=True, slots=True)
class Term:
    """Phrases to report, and what to write instead of any of them."""

    phrases: tuple[str, ...]
    suggest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule to be written into a pack of one's own."""

    pack: str
    name: str
    message: str
    why: str
    severity: Severity
    terms: tuple[Term, ...]
    unless: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where the rule stands in its folder of packs."""
        return Path(slug(self.pack), f"{slug(self.name)}.yaml")

    def as_yaml(self) -> str:
        """The rule's file: an example for each first phrase, so that `cxlint test-rules` proves it."""
        rule: dict[str, Any] = {
            "message": self.message,
            "conviction": "words-make-the-job",
            "why": self.why,
            **({"sources": list(self.sources)} if self.sources else {}),
            "severity": str(self.severity),
            # The other linter reported these wherever they stood; so does the rule.
            "guards": dict.fromkeys(("mention", "name", "view", "denial"), "off"),
            "match": [_case(phrase, term) for term in self.terms for phrase in term.phrases],
            **(
                {"unless": [{"phrase": one, "inflect": False} for one in self.unless]}
                if self.unless
                else {}
            ),
            "flags": [_example(term.phrases[0]) for term in self.terms],
            "allows": ["This sentence holds none of them."],
        }
        return yaml.dump(rule, sort_keys=False, allow_unicode=True, width=100)


def _case(phrase: str, term: Term) -> dict[str, Any]:
    return {
        "phrase": phrase,
        "inflect": False,
        **({"suggest": list(term.suggest)} if term.suggest else {}),
    }


@dataclass(slots=True)
class Imported:
    """What was taken, and what was not with the reason."""

    allow: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    rules: list[OwnRule] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def without_known(self) -> Imported:
        """The same without the phrases that cxlint's own rules report, which are told.

        Two rules for the same words would stand in each other's way.
        """
        rules, left = [], list(self.left)
        for rule in self.rules:
            terms = []
            for term in rule.terms:
                known = {one: by for one in term.phrases if (by := _reported_by(one))}
                left += [f"{rule.name}: “{one}” is reported by {by}" for one, by in known.items()]
                phrases = tuple(one for one in term.phrases if one not in known)
                terms += [replace(term, phrases=phrases)] if phrases else []
            rules += [replace(rule, terms=tuple(terms))] if terms else []
        return replace(self, rules=rules, left=left)

    def settings(self, folder: str) -> dict[str, Any]:
        """The lines of a configuration that make use of it; rules are in `folder`."""
        said: Mapping[str, Iterable[str]] = {
            "packs": [folder] if self.rules else [],
            "allow": dict.fromkeys(self.allow),
            "ignore": dict.fromkeys(self.ignore),
            "exclude": dict.fromkeys(self.exclude),
        }
        return {name: list(values) for name, values in said.items() if values}


def _example(phrase: str) -> str:
    return f"Somebody wrote [{phrase}] here."


def _reported_by(phrase: str) -> str | None:
    """The rule of cxlint's own that reports just this phrase."""
    from cxlint import check_text

    found = check_text(re.sub(r"[][]", "", _example(phrase)))
    return next((one.rule for one in found if one.matched.casefold() == phrase.casefold()), None)


# What has a meaning in our phrases, or cannot stand in one.
_NO_PHRASE = re.compile(r"[()|?~=<>*^${}\[\]\"\\/@#%&+:;,!.]")


def phrase_of(text: str) -> str | None:
    """The phrase that matches a literal text; None where phrases cannot say it."""
    words = " ".join(text.replace("-", " ").split())
    if not words or _NO_PHRASE.search(words) or not any(c.isalnum() for c in words):
        return None
    return words


def slug(name: str) -> str:
    """A name as files and rule ids have it."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-") or "unnamed"


def read_text(path: Path) -> str:
    """A file's text. Raises ImportRefusedError."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{path}: not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise ImportRefusedError(f"{path}: cannot be read: {error.strerror or error}") from None


def read_mapping(path: Path) -> dict[str, Any]:
    """What a YAML (or JSON) file says. Raises ImportRefusedError."""
    try:
        data = constructed(composed(read_text(path)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ImportRefusedError(
            f"{path}{line}: not valid YAML: {getattr(error, 'problem', error)}"
        ) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ImportRefusedError(f"{path}:1: expected fields, found a {type(data).__name__}")
    return data


def texts(value: Any) -> list[str]:
    """A list of texts, whatever YAML made of it."""
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
