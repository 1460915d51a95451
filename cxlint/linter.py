"""From a document to its findings: the only place that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cxlint import grammar, guards, wording
from cxlint.document import Block, Document, Genre, Role
from cxlint.genre import genre_of
from cxlint.language import English
from cxlint.matching import Match, Matcher
from cxlint.model import Finding, Severity, Span, Suggestion
from cxlint.posting import analyse
from cxlint.posting_checks import Hit, coded_balance, duties_only, no_customer
from cxlint.prefilter import Prefilter
from cxlint.roles import load as load_functions
from cxlint.rule import Rule, Rules
from cxlint.rule_files import builtin_rules
from cxlint.suppress import suppressed, suppressions

# The checks of whole documents that rules name.
_CHECKS = {
    "no-customer": no_customer,
    "duties-only": duties_only,
    "coded-balance": coded_balance,
}


_LONGEST_TITLE = 120


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


class Linter:
    """Checks documents against rules; immutable, and cheap to ask again about the same text.

    `allow` are terms that the writer's company permits. `model` names the grammar pipeline (see
    `matching.English`). With `prefilter` off nothing is skipped; findings are the same.
    """

    def __init__(
        self,
        rules: Rules | None = None,
        *,
        allow: Sequence[str] = (),
        model: str = "own",
        prefilter: bool = True,
    ) -> None:
        self.rules = rules or builtin_rules()
        self.allow = tuple(allow)
        self._english = English(model)
        self._prefiltered = prefilter
        self._judged = lru_cache(maxsize=4096)(self._judge)
        self._genre = lru_cache(maxsize=4)(genre_of)

    def check(self, document: Document) -> list[Finding]:
        """All findings of a document, in order; those that a comment silences are marked."""
        return self.assembled(document, self.in_blocks(document, self.genre(document)))

    def in_blocks(self, document: Document, genre: Genre) -> list[Finding]:
        """What is found in a document's blocks, each on its own: the first step of `check`.

        Whoever keeps the findings of a document's parts asks for those of the parts that changed,
        and hands all of them to `assembled`.
        """
        return [
            self._finding(document, block, judgement)
            for block in self._candidates(document)
            for judgement in self._judged(block.text, block.role, genre)
            if judgement.left is None
        ]

    def _candidates(self, document: Document) -> Sequence[Block]:
        """The blocks that may hold a match."""
        if not self._prefiltered:
            return document.blocks
        stretches = self._prefilter.stretches(document.source)
        return document.blocks_over(stretches) if stretches else ()

    def assembled(self, document: Document, found: Iterable[Finding]) -> list[Finding]:
        """A document's findings from those of its blocks: in order, the silenced ones marked.

        The second step of `check`, for what only the whole document can tell.
        """
        if self.genre(document) is Genre.POSTING:
            found = self._in_posting(document, found)
        ordered = sorted(found, key=lambda one: one.order)
        return suppressed(ordered, suppressions(document)) if ordered else []

    def _in_posting(self, document: Document, found: Iterable[Finding]) -> Iterator[Finding]:
        """What is found in a job posting: its title is judged as one, and the whole is checked."""
        posting = analyse(document, load_functions())
        # Asking for the title's block parses the document: only where it may hold something.
        title = posting.title_block if self._prefilter.may_match(posting.title.text) else None
        if title is None or title.role is Role.TITLE:
            yield from found
        else:
            yield from (one for one in found if not title.span.contains(one.span))
            for judgement in self._judged(title.text, Role.TITLE, Genre.POSTING):
                if judgement.left is None:
                    yield self._finding(document, title, judgement)
        for rule in self.rules:
            hit = _CHECKS[rule.check](posting) if rule.check else None
            if hit:
                yield _of_whole(document, rule, hit)

    def judge(self, document: Document, block: Block) -> tuple[Judgement, ...]:
        """Everything that the rules saw in a block, what was left alone included."""
        return self._judged(block.text, block.role, self.genre(document))

    def genre(self, document: Document) -> Genre:
        """What kind of text a document is."""
        return self._genre(document)

    @cached_property
    def _nouns(self) -> frozenset[str]:
        """Words that are surely nouns after a modifier: all word lists of people and things."""
        lists = self.rules.lists
        return frozenset(
            word for name in ("people", "things", "doings", "work") for word in lists.get(name, ())
        )

    @cached_property
    def _prefilter(self) -> Prefilter:
        return Prefilter.of(self.rules)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.rules, self._english, self._prefilter if self._prefiltered else None)

    def _judge(self, text: str, role: Role, genre: Genre) -> tuple[Judgement, ...]:
        if self._prefiltered and not self._prefilter.may_match(text):
            return ()
        matches = [
            match
            for match in self._matcher.in_block(text, genre)
            if not match.case.within or role in match.case.within
        ]
        judged = [self._weigh(match, role) for match in _first_cases(matches)]
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
        address = guards.address(block, match.span)
        if address:
            return f"inside an address or file name ({address})", Severity.INFO
        allowed = _allowed(block, match.span, self.allow)
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
        block, choices, in_plural = match.sentence.block, words.any, match.plural
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

    def _finding(self, document: Document, block: Block, judgement: Judgement) -> Finding:
        suggestions = []
        for fitted, safe in judgement.fitted:
            editable = document.editable
            edits = block.in_source(document.source, fitted.edits) if editable else ()
            suggestions.append(Suggestion(fitted.text, edits, safe and bool(edits)))
        return Finding(
            rule=judgement.rule.id,
            span=block.prose.source_span(judgement.span),
            severity=judgement.severity,
            message=judgement.message,
            matched=judgement.span.of(block.text),
            suggestions=tuple(suggestions),
            place=block.place_of(judgement.span),
        )


def _of_whole(document: Document, rule: Rule, hit: Hit) -> Finding:
    """The finding of a check of the whole document; its suggestion is a sentence to add."""
    span = _beginning(document.source, hit.span)
    words = " ".join(span.of(document.source).split())
    return Finding(
        rule=rule.id,
        span=span,
        severity=(hit.severity or rule.severity).at_most(rule.severity),
        message=rule.text(rule.message, words, hit.parameters),
        matched=words,
        suggestions=(Suggestion(hit.suggestion),) if hit.suggestion else (),
    )


def _beginning(source: str, span: Span) -> Span:
    """A span, cut after some words where it is longer than any title: what is reported is shown."""
    if len(span) <= _LONGEST_TITLE:
        return span
    end = source.rfind(" ", span.start, span.start + _LONGEST_TITLE)
    return Span(span.start, end if end > span.start else span.start + _LONGEST_TITLE)


def _allowed(text: str, span: Span, terms: Iterable[str]) -> str | None:
    """The allowed term that stands over `span`, in any case."""
    lowered = text.lower()
    for term in terms:
        start = lowered.find(term.lower())
        while start >= 0:
            if start < span.end and span.start < start + len(term):
                return term
            start = lowered.find(term.lower(), start + 1)
    return None


def _first_cases(matches: Sequence[Match]) -> list[Match]:
    """Of a rule's matches at one place, the longest; among equals, that of the first case."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (-len(m.span), m.order)):
        if not any(one.rule is match.rule and one.span.overlaps(match.span) for one in kept):
            kept.append(match)
    return kept


def _without_overlaps(judged: Sequence[Judgement]) -> list[Judgement]:
    """One finding a place: the longest, then the more specific, then the more severe."""
    reported: list[Judgement] = []
    others = [one for one in judged if one.left is not None]
    for one in sorted(
        (one for one in judged if one.left is None),
        key=lambda j: (-len(j.span), -j.specificity, -j.severity.rank, j.rule.id, j.span),
    ):
        rival = next((other for other in reported if other.span.overlaps(one.span)), None)
        if rival is None:
            reported.append(one)
        else:
            others.append(
                Judgement(
                    one.rule, one.span, one.severity, one.message, (),
                    f"{rival.rule.id} reports a longer or closer match here", one.specificity,
                )
            )  # fmt: skip
    return sorted([*reported, *others], key=lambda j: (j.span, j.rule.id))
