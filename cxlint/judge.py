"""From the words of a block to judgements: what the rules see in it, and what becomes of that."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from cxlint import grammar, guards, wording
from cxlint.address import address_of
from cxlint.document import Genre, Role
from cxlint.language import English
from cxlint.matching import Match, Matcher
from cxlint.model import Severity, Span
from cxlint.names import family_name_of, person_of, work_of
from cxlint.prefilter import Prefilter
from cxlint.roles import load as load_functions
from cxlint.rule import Rule, Rules
from cxlint.time_limit import breathe

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one match in a block: reported (`left` is None), or left alone and why.

    All spans are in the block's prose.
    """

    rule: Rule
    span: Span
    severity: Severity
    message: str
    fitted: tuple[tuple[wording.Fitted, bool], ...] = ()
    left: str | None = None
    specificity: int = 0


class Judge:
    """Judges blocks by rules; `allow` are terms that the writer's company permits.

    A thorough one tries every rule on every sentence: the same judgements, only slower.
    """

    def __init__(
        self, rules: Rules, english: English, allow: Sequence[str], *, thorough: bool = False
    ) -> None:
        self._lists = rules.lists
        self._allow = tuple(allow)
        self._english = english
        self._matcher = Matcher(rules, english, thorough=thorough)

    @property
    def is_worn(self) -> bool:
        """Whether another one is to be made: the words of so many texts have filled this one's English."""
        return self._english.is_full

    def warm(self) -> None:
        """Load the pipeline that only some sentences need."""
        if self._english.has_grammar:
            self._english.parse("Our teams help customers.")

    @cached_property
    def _nouns(self) -> frozenset[str]:
        """Words that are surely nouns after a modifier: all word lists of people and things."""
        lists = self._lists
        return frozenset(
            word for name in ("people", "things", "doings", "work") for word in lists.get(name, ())
        )

    def judgements(
        self, text: str, role: Role, genre: Genre, prefilter: Prefilter | None = None
    ) -> tuple[Judgement, ...]:
        """Everything that the rules see in a block's text, what is left alone included.

        A prefilter, that of the same rules, tells which of them to look for.
        """
        matches = [
            match
            for match in self._matcher.in_block(text, genre, prefilter)
            if not match.case.within or role in match.case.within
        ]
        judged = []
        for match in _first_cases(matches):
            breathe()
            judged.append(self._weigh(match, role))
        return tuple(_without_overlaps(judged))

    def _weigh(self, match: Match, role: Role) -> Judgement:
        rule, case = match.rule, match.case
        severity = case.severity or rule.severity_in.get(role, rule.severity)
        left, limit = self._left_alone(match, role)
        severity = severity.at_most(limit)
        message = rule.text(case.message or rule.message, match.span.of(match.sentence.block))
        specificity = len(case.phrase or "")
        if left:
            return Judgement(rule, match.span, severity, message, (), left, specificity)
        fitted = self._fitted(match, role)
        return Judgement(rule, match.span, severity, message, fitted, None, specificity)

    def _left_alone(self, match: Match, role: Role) -> tuple[str | None, Severity]:
        """Why a match is left alone, if it is; else how severe it may be at most."""
        block = match.sentence.block
        address = address_of(block, match.span)
        if address:
            return f"inside an address or file name ({address})", Severity.INFO
        person = person_of(block, match.span) or family_name_of(match)
        if person:
            return f"the name of a person ({person})", Severity.INFO
        work = work_of(match)
        if work:
            return work, Severity.INFO
        allowed = _allowed(block, match.span, self._allow)
        if allowed:
            return f"“{allowed}” is allowed here", Severity.INFO
        veto = self._matcher.vetoed(match)
        if veto:
            return f"the rule leaves “{veto.phrase or veto.tokens}” alone", Severity.INFO
        limit = Severity.ERROR
        for excuse in guards.excuse(match, role):
            if match.rule.outcome(excuse.guard) == "silent":
                return f"{excuse.guard}: {excuse.reason}", Severity.INFO
            limit = Severity.INFO
        return None, limit

    def _fitted(self, match: Match, role: Role) -> tuple[tuple[wording.Fitted, bool], ...]:
        rule, case = match.rule, match.case
        words = case.suggest or rule.suggest
        safe = rule.safe if case.safe is None else case.safe
        block, choices = match.sentence.block, words.any
        in_plural = match.plural and case.inflect
        if words.modifier or words.noun or words.title:
            place, sure = grammar.place_of(match.sentence, match.core, role, self._nouns)
            choices = getattr(words, place) or (words.noun if place == "title" else ()) or words.any
            in_plural = in_plural and place != "modifier"
            safe = safe and sure
        fitted = [
            wording.fit(
                choice, block, match.core,
                sentence=match.sentence.span, in_plural=in_plural, titled=role is Role.TITLE,
            )
            for choice in choices
        ]  # fmt: skip
        advice = [wording.Fitted(text, ()) for text in rule.advice]
        told = self._of_function(match, role) if rule.functions and choices else []
        return (*((one, safe) for one in fitted), *((one, False) for one in (*told, *advice)))

    def _of_function(self, match: Match, role: Role) -> list[wording.Fitted]:
        """The team of the job function that the sentence speaks of beside the match, if any."""
        sentence, core = match.sentence, match.core
        end = sentence.span.end
        around = sentence.block[sentence.span.start : core.start] + sentence.block[core.end : end]
        function = load_functions().in_text(around)
        if function is None:
            return []
        place, _ = grammar.place_of(sentence, core, role, self._nouns)
        team = function.team
        words = team if place == "noun" else team.removesuffix(" team")
        return [
            wording.fit(words, sentence.block, core, sentence=sentence.span, in_plural=match.plural)
        ]


def _allowed(text: str, span: Span, terms: Iterable[str]) -> str | None:
    """The allowed term that stands over `span`, in any case."""
    for term in terms:
        # Only around the span: a block may be as long as its file.
        first = max(span.start - len(term), 0)
        around, lowered = text[first : span.end + len(term)].lower(), term.lower()
        start = around.find(lowered)
        while start >= 0:
            if first + start < span.end and span.start < first + start + len(lowered):
                return term
            start = around.find(lowered, start + 1)
    return None


def _first_cases(matches: Sequence[Match]) -> list[Match]:
    """Of a rule's matches at one place, the longest; among equals, that of the first case."""
    kept: dict[str, _Apart[Match]] = {}
    for match in sorted(matches, key=lambda m: (-len(m.span), m.order)):
        of_rule = kept.setdefault(match.rule.id, _Apart())
        if of_rule.over(match.span) is None:
            of_rule.add(match.span, match)
    chosen = [match for of_rule in kept.values() for match in of_rule]
    return sorted(chosen, key=lambda m: (-len(m.span), m.order, m.span))


class _Apart(Generic[T]):
    """Things at spans that do not overlap, found by their place."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._things: list[T] = []

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)

    def over(self, span: Span) -> T | None:
        """The thing whose span overlaps this one; of two, that of the longer span."""
        index = bisect_left(self._spans, span)
        near = [i for i in (index - 1, index) if 0 <= i < len(self._spans)]
        over = [i for i in near if self._spans[i].overlaps(span)]
        return self._things[max(over, key=lambda i: len(self._spans[i]))] if over else None

    def add(self, span: Span, thing: T) -> None:
        """Add a thing at a span that overlaps none."""
        index = bisect_left(self._spans, span)
        self._spans.insert(index, span)
        self._things.insert(index, thing)


def _without_overlaps(judged: Sequence[Judgement]) -> list[Judgement]:
    """One finding a place: the longest, then the more specific, then the more severe."""
    reported: _Apart[Judgement] = _Apart()
    others = [one for one in judged if one.left is not None]
    for one in sorted(
        (one for one in judged if one.left is None),
        key=lambda j: (-len(j.span), -j.specificity, -j.severity.rank, j.rule.id, j.span),
    ):
        rival = reported.over(one.span)
        if rival is None:
            reported.add(one.span, one)
        else:
            others.append(
                Judgement(
                    one.rule, one.span, one.severity, one.message, (),
                    f"{rival.rule.id} reports a longer or closer match here", one.specificity,
                )
            )  # fmt: skip
    return sorted([*reported, *others], key=lambda j: (j.span, j.rule.id))
