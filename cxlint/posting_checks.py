"""The checks of a posting as a whole: no customer, duties only, coded balance.

Each returns one hit or None; the rules in the pack `postings` say how it is worded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cxlint.linear import linear
from cxlint.model import Severity, Span
from cxlint.posting import Posting
from cxlint.posting_text import ABOUT_ROLE

if TYPE_CHECKING:
    from cxlint.roles import Function

_LEAST_DUTIES = 5
# Few coded words are chance, and a slight majority is no imbalance.
_LEAST_CODED = 6
_TIMES_AS_MANY = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """What a whole-document check found: where to report it, and what its message may say.

    `suggestion` is a sentence that the writer may add. `severity` overrides the rule's own.
    """

    span: Span
    parameters: Mapping[str, str] = field(default_factory=dict)
    suggestion: str | None = None
    severity: Severity | None = None
    words: tuple[str, ...] = ()


def no_customer(posting: Posting) -> Hit | None:
    """A posting no sentence of which about the role says who receives or uses the work."""
    if posting.names_customer or not (posting.has_role_text and posting.is_whole):
        return None
    return Hit(
        posting.title.span,
        Parameters(posting),
        posting.function.sentence if posting.function else None,
        Severity.INFO if posting.company_only else None,
    )


def duties_only(posting: Posting) -> Hit | None:
    """Five or more lines of duties and no purpose among them; never beside `no_customer`."""
    if not posting.names_customer or len(posting.duties) < _LEAST_DUTIES:
        return None
    if posting.purpose_among_duties:
        return None
    parameters = Parameters(posting, {"duties": str(len(posting.duties))})
    sentence = posting.function.sentence if posting.function else None
    return Hit(posting.title.span, parameters, sentence)


def coded_balance(posting: Posting) -> Hit | None:
    """A posting whose masculine-coded words are at least twice as many as its feminine-coded.

    The study behind the list found that masculine wording keeps women from applying, and no such
    effect of feminine wording on men; so only the one side is reported.
    """
    masculine, feminine = coded_words(posting)
    many, few = sum(masculine.values()), sum(feminine.values())
    if many < _LEAST_CODED or many < _TIMES_AS_MANY * few:
        return None
    words = tuple(masculine)
    counts = {
        "masculine": str(many),
        "feminine": str(few),
        "share": f"{round(100 * many / (many + few))} %",
        "words": ", ".join(words[:8]),
    }
    return Hit(posting.title.span, Parameters(posting, counts), words=words)


def coded_words(posting: Posting) -> tuple[Counter[str], Counter[str]]:
    """Masculine- and feminine-coded words of the role's text with their counts, commonest first."""
    found: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    text = posting.reading.text
    for start, end in posting.reading.stretches(*ABOUT_ROLE):
        # As bytes: offsets of characters, dear to work out, are not needed here.
        for coded in linear(_coded(), of_bytes=True).finditer(
            text[start:end].encode("utf-8", "replace")
        ):
            word = coded.group().decode("utf-8", "replace").lower()
            kind = _kind_of(word)
            if kind is not None:
                found[kind][word] += 1
    return _sorted(found[0]), _sorted(found[1])


# The checks by the names under which rules ask for them.
CHECKS: Mapping[str, Callable[[Posting], Hit | None]] = {
    "no-customer": no_customer,
    "duties-only": duties_only,
    "coded-balance": coded_balance,
}


def _sorted(counts: Counter[str]) -> Counter[str]:
    return Counter(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))


class Parameters(Mapping[str, str]):
    """What a message may say of a posting; each is worked out when a message says it."""

    def __init__(self, posting: Posting, more: Mapping[str, str] | None = None) -> None:
        self._posting = posting
        self._more = more or {}

    def __getitem__(self, name: str) -> str:
        if name in self._more:
            return self._more[name]
        return _TOLD[name](self._posting)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._more, **_TOLD})

    def __len__(self) -> int:
        return len({**self._more, **_TOLD})


def _of_function(read: Callable[[Function], str]) -> Callable[[Posting], str]:
    return lambda posting: read(posting.function) if posting.function else ""


_TOLD: Mapping[str, Callable[[Posting], str]] = {
    "title": lambda posting: posting.title.text,
    "facing": lambda posting: posting.facing.value,
    "function": _of_function(lambda function: function.id),
    "team": _of_function(lambda function: function.team),
    "serves": _of_function(lambda function: function.serves[0].words),
    "notices": _of_function(lambda function: function.notices),
}


@lru_cache(maxsize=4096)
def _kind_of(word: str) -> int | None:
    """Whether a coded word is masculine (0) or feminine (1); None where it is an exception."""
    group: int = linear(_coded(), groups=True).fullmatch(word).lastindex
    return None if group == 1 else group - 2


@cache
def _coded() -> str:
    """Exceptions (group 1), masculine (group 2) and feminine words (group 3) as one pattern."""
    import yaml

    from cxlint.roles import builtin_path

    path = builtin_path().with_name("coded-words.yaml")
    lists = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    groups = "|".join(
        "(" + "|".join(_regex(word) for word in lists[key]) + ")"
        for key in ("exceptions", "masculine", "feminine")
    )
    return rf"\b(?:{groups})\b"


def _regex(stem: str) -> str:
    """A stem of the list; its star stands for the rest of the word."""
    words = re.escape(stem.rstrip("*")).replace(r"\ ", r"\s+").replace(r"\-", r"[- ]?")
    return words.replace(r"\*", r"\w*") + (r"\w*" if stem.endswith("*") else "")
