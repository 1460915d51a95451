"""Rules: what a rule says, and the schema of its file.

One YAML file is one rule; its id is its path without the suffix ("back-office/overhead"). The
words that rules share stand in `words.yaml` beside the packs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from cxlint.document import Genre, Role
from cxlint.model import Severity
from cxlint.phrase import Phrase
from cxlint.phrase import read as read_phrase
from cxlint.token_pattern import check as check_tokens

CONVICTIONS = {
    "retire-back-office": ("Retire “back office”: in no report, e-mail, title or job description."),
    "two-roles": (
        "There are two roles only: everyone is customer-facing or customer-impacting; say which, "
        "and for whom."
    ),
    "wider-customer": (
        "The customer is wider than the one who pays: a colleague downstream is a customer too."
    ),
    "words-make-the-job": ("Words make the job: a title that names the service calls for service."),
}

Guard = Literal["mention", "name", "view", "denial", "bearer"]
Outcome = Literal["silent", "info", "off"]
GUARDS: Mapping[Guard, Outcome] = {
    "mention": "silent", "name": "silent", "view": "info", "denial": "info", "bearer": "off"
}  # fmt: skip

# Packs that are on only for texts of one genre.
PACK_GENRES = {"postings": Genre.POSTING, "email": Genre.EMAIL}


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Model):
    """Suggestions by the place they are for; `any` serves where a place has none of its own."""

    any: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    title: tuple[str, ...] = ()


Suggest = Annotated[Words, BeforeValidator(lambda v: {"any": v} if isinstance(v, list) else v)]


class Case(_Model):
    """One thing to match, with what is special about it; first come, first served."""

    phrase: str | None = None
    tokens: tuple[dict[str, Any], ...] | None = None
    report: tuple[int, int] | None = Field(
        None, description="which of the tokens are reported: first, and one past the last"
    )
    within: tuple[Role, ...] = Field((), description="only in blocks of these roles")
    inflect: bool = True
    severity: Severity | None = None
    message: str | None = None
    suggest: Suggest | None = None
    safe: bool | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.phrase is None) == (self.tokens is None):
            raise ValueError("write either a phrase or tokens")
        if self.report and not (
            self.tokens and 0 <= self.report[0] < self.report[1] <= len(self.tokens)
        ):
            raise ValueError("`report` counts tokens: [first, one past the last]")
        if self.tokens is not None:
            check_tokens(self.tokens)
        return self


def _as_case(value: Any) -> Any:
    return {"phrase": value} if isinstance(value, str) else value


AnyCase = Annotated[Case, BeforeValidator(_as_case)]

_EXAMPLE_KEYS = {*(str(role) for role in Role), *(str(one) for one in Severity)}


class Example(_Model):
    """A sentence with what is reported in brackets, and what the first suggestion makes of it.

    Written as text, or as a mapping of one key: the role of its block ("title: …") or the
    severity of its findings ("info: …").
    """

    text: str
    role: Role | None = None
    severity: Severity | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"text": value}
        if isinstance(value, dict) and len(value) == 1:
            ((key, text),) = value.items()
            if key in set(Role):
                return {"text": text, "role": key}
            if key in set(Severity):
                return {"text": text, "severity": key}
            if key != "text":
                known = ", ".join(sorted(_EXAMPLE_KEYS))
                raise ValueError(f"“{key}” is no role or severity (there are {known})")
        return value

    @property
    def sentence(self) -> str:
        """The sentence without brackets."""
        return re.sub(r"[\[\]]", "", self.text.partition(" -> ")[0])

    @property
    def rewritten(self) -> str | None:
        """The sentence after the first suggestion, where the example states it."""
        return self.text.partition(" -> ")[2] or None

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The bracketed stretches, as offsets in `sentence`."""
        spans, start = [], 0
        for skipped, mark in enumerate(re.finditer(r"[\[\]]", self.text.partition(" -> ")[0])):
            if mark.group() == "[":
                start = mark.start() - skipped
            else:
                spans.append((start, mark.start() - skipped))
        return spans


class Rule(_Model):
    """One rule, as its file says it; `id` and `source` come from where the file is."""

    id: str = Field("", exclude=True)
    source: str = Field("", exclude=True)
    message: str
    conviction: Literal[tuple(CONVICTIONS)]  # type: ignore[valid-type]
    why: str
    sources: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    severity: Severity
    severity_in: dict[Role, Severity] = Field(
        {}, description="another severity in blocks of a role, such as a posting's title"
    )
    match: tuple[AnyCase, ...] = ()
    terms: dict[str, Annotated[tuple[str, ...], BeforeValidator(_as_list)]] = Field(
        {}, description="phrases with the suggestions for each; tried after `match`"
    )
    check: Literal["no-customer", "duties-only", "coded-balance"] | None = Field(
        None, description="the whole-document check that this rule reports"
    )
    unless: tuple[AnyCase, ...] = Field((), description="veto matches that they overlap")
    guards: dict[Guard, Outcome] = {}
    suggest: Suggest = Words()
    advice: tuple[str, ...] = Field((), description="suggestions in words, without an edit")
    functions: bool = Field(
        default=False,
        description="also offer the team of the job function that the sentence speaks of",
    )
    safe: bool = False
    flags: tuple[Example, ...] = Field(min_length=1)
    allows: tuple[Example, ...] = Field(min_length=1)

    @property
    def pack(self) -> str:
        """The pack that the rule belongs to."""
        return self.id.partition("/")[0]

    @property
    def cases(self) -> tuple[Case, ...]:
        """All that the rule matches, in the order in which it is tried."""
        terms = (
            Case(phrase=phrase, suggest=Words(any=words)) for phrase, words in self.terms.items()
        )
        return (*self.match, *terms)

    def is_for(self, genre: Genre) -> bool:
        """Whether the rule's pack is on for texts of a genre."""
        return PACK_GENRES.get(self.pack, genre) is genre

    def outcome(self, guard: Guard) -> Outcome:
        """What becomes of a match that the guard excuses."""
        return self.guards.get(guard, GUARDS[guard])

    def text(self, template: str, matched: str, more: Mapping[str, str] | None = None) -> str:
        """A message with its placeholders filled: {match}, and those of a document check."""

        def value(found: re.Match[str]) -> str:
            name = found.group(1)
            return matched if name == "match" else (more or {}).get(name, "")

        return re.sub(r"\{(\w+)\}", value, template)

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if not (self.match or self.terms or self.check):
            raise ValueError("a rule needs `match`, `terms` or `check`")
        for example in self.flags:
            if not self.check and not example.spans:
                raise ValueError(f"flags: put what is reported in brackets: {example.text}")
        for example in self.allows:
            if example.spans:
                raise ValueError(
                    f"allows: nothing is reported here, so no brackets: {example.text}"
                )
        return self


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules that work together, and the word lists that their phrases name."""

    rules: tuple[Rule, ...]
    lists: Mapping[str, tuple[str, ...]]
    # Reading a phrase is dear, and several parts of the linter ask for each.
    _read: dict[tuple[str, bool], Phrase] = field(default_factory=dict, repr=False, compare=False)

    def __iter__(self) -> Any:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def named(self, name: str) -> Rule | None:
        """The rule of that id, or that once had it."""
        return next((rule for rule in self.rules if rule.id == name or name in rule.formerly), None)

    def only(self, rules: Iterable[Rule]) -> Rules:
        """Some of these rules, with the phrases that were read for them."""
        return Rules(tuple(rules), self.lists, self._read)

    def phrase(self, case: Case) -> Phrase:
        """The phrase of a case that has one."""
        if case.phrase is None:
            raise ValueError("a case of tokens has no phrase")
        key = (case.phrase, case.inflect)
        if key not in self._read:
            self._read[key] = read_phrase(case.phrase, self.lists, inflect=case.inflect)
        return self._read[key]


def schema() -> dict[str, Any]:
    """The JSON Schema of a rule file, for editors."""
    made = Rule.model_json_schema()
    case: dict[str, Any] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Case"}]}
    for name in ("match", "unless"):
        made["properties"][name]["items"] = case
    words: dict[str, Any] = {
        "anyOf": [{"type": "array", "items": {"type": "string"}}, {"$ref": "#/$defs/Words"}]
    }
    made["properties"]["suggest"] = words
    made["$defs"]["Case"]["properties"]["suggest"] = words
    examples = {"anyOf": [{"type": "string"}, {"type": "object", "maxProperties": 1}]}
    for name in ("flags", "allows"):
        made["properties"][name] = {"type": "array", "minItems": 1, "items": examples}
    for name in ("id", "source"):
        del made["properties"][name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cxlint rule",
        **made,
    }


def schema_text() -> str:
    """The JSON Schema as it is checked in."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
