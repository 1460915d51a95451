"""From a document to its findings: the only place that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cxlint.document import Block, Document, Genre, Role
from cxlint.genre import genre_of
from cxlint.model import Finding, Span, Suggestion
from cxlint.outline import Outline
from cxlint.prefilter import Prefilter
from cxlint.remembered import Remembered
from cxlint.suppress import suppressed, suppressions

if TYPE_CHECKING:
    from cxlint.judge import Judge, Judgement
    from cxlint.posting_checks import Hit
    from cxlint.rule import Rule, Rules

# What costs time to import (rules, spaCy, the knowledge of postings) is imported where it is used.

_LONGEST_TITLE = 120
# So many characters of blocks are remembered with what the rules saw in them, each judgement for so
# many: it is as large as their text.
_MOST_REMEMBERED, _OF_A_JUDGEMENT = 4_000_000, 1000


class Linter:
    """Checks documents against rules; immutable, and cheap to ask again about the same text.

    `rules` are cxlint's own where none are given; where their `outline` is known, they may be
    given as the function that loads them, which is called when something is found. `allow` are
    terms that the writer's company permits. `model` names the grammar pipeline (see
    `language.English`). With `prefilter` off nothing is skipped; findings are the same.
    """

    def __init__(
        self,
        rules: Rules | Callable[[], Rules] | None = None,
        *,
        outline: Outline | None = None,
        allow: Sequence[str] = (),
        model: str = "own",
        prefilter: bool = True,
    ) -> None:
        self._given = rules
        self._outline = outline
        self.allow = tuple(allow)
        self.model = model
        self._prefiltered = prefilter
        self._prefilters: dict[bool, Prefilter] = {}  # of e-mail, and of all else
        self._known: Remembered[tuple[str, Role, Genre], tuple[Judgement, ...]] = Remembered(
            _MOST_REMEMBERED
        )
        self._last_judge: Judge | None = None
        self._genre = lru_cache(maxsize=4)(genre_of)

    @cached_property
    def rules(self) -> Rules:
        """The rules that it checks by."""
        if callable(self._given):
            return self._given()
        if self._given is not None:
            return self._given
        from cxlint.rule_files import builtin_rules

        return builtin_rules()

    @cached_property
    def outline(self) -> Outline:
        """What a clean text is checked by."""
        return self._outline or Outline.of(self.rules)

    def _prefilter(self, genre: Genre) -> Prefilter:
        of_email = genre is Genre.EMAIL
        if of_email not in self._prefilters:
            self._prefilters[of_email] = self.outline.prefilter_for(genre)
        return self._prefilters[of_email]

    @property
    def _judge(self) -> Judge:
        judge = self._last_judge
        if judge is None or judge.is_worn:
            from cxlint.judge import Judge
            from cxlint.language import english

            judge = Judge(
                self.rules, english(self.model), self.allow, thorough=not self._prefiltered
            )
            self._last_judge = judge
        return judge

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
            for block in self._candidates(document, genre)
            for judgement in self._judged(block.text, block.role, genre)
            if judgement.left is None
        ]

    def _candidates(self, document: Document, genre: Genre) -> Sequence[Block]:
        """The blocks that may hold a match."""
        if not self._prefiltered:
            return document.blocks
        stretches = self._prefilter(genre).stretches(document.source)
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
        from cxlint.posting import analyse
        from cxlint.posting_checks import CHECKS

        posting = analyse(document)
        # Asking for the title's blocks parses the document: only where they may hold something.
        may_match = posting.shows_title and self._prefilter(Genre.POSTING).may_match(
            posting.title.text
        )
        blocks = posting.title_blocks if may_match else ()
        titles = [block for block in blocks if block.role is not Role.TITLE]
        for one in found:
            if not any(title.span.contains(one.span) for title in titles):
                yield one
        for title in titles:
            for judgement in self._judged(title.text, Role.TITLE, Genre.POSTING):
                if judgement.left is None:
                    yield self._finding(document, title, judgement)
        for name in self.outline.checks:
            hit = CHECKS[name](posting)
            if hit:
                yield from (
                    _of_whole(document, rule, hit) for rule in self.rules if rule.check == name
                )

    def judge(self, document: Document, block: Block) -> tuple[Judgement, ...]:
        """Everything that the rules saw in a block, what was left alone included."""
        return self._judged(block.text, block.role, self.genre(document))

    def _judged(self, text: str, role: Role, genre: Genre) -> tuple[Judgement, ...]:
        known = self._known.get((text, role, genre))
        if known is not None:
            return known
        made = self._judgements(text, role, genre)
        weight = len(text) + _OF_A_JUDGEMENT * len(made)
        return self._known.put((text, role, genre), made, weight)

    def _judgements(self, text: str, role: Role, genre: Genre) -> tuple[Judgement, ...]:
        if not self._prefiltered:
            return self._judge.judgements(text, role, genre)
        prefilter = self._prefilter(genre)
        if not prefilter.may_match(text):
            return ()
        return self._judge.judgements(text, role, genre, prefilter)

    def load(self) -> None:
        """Load what the first finding needs, so that no document's time counts it."""
        self._judge  # noqa: B018

    def warm(self) -> None:
        """Load what only some sentences need, so that no document waits for it."""
        self._judge.warm()

    def genre(self, document: Document) -> Genre:
        """What kind of text a document is."""
        return self._genre(document)

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
