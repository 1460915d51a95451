"""Rules in, matches out: token patterns made of phrases, and run where the prefilter lets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from cxlint.anchors import anchor_of
from cxlint.document import Genre
from cxlint.inflection import is_plural, plural
from cxlint.language import FOLD, English, Sentence
from cxlint.model import Span
from cxlint.phrase import FUNCTION_WORDS, Slot
from cxlint.prefilter import Prefilter, words_of
from cxlint.rule import Case, Rule, Rules
from cxlint.runs import Parts, may_stand, parts_of
from cxlint.sentence import sentences
from cxlint.time_limit import breathe

# So many cases are kept ready, in some 50 KB each; a scan of millions of texts meets ever new sets of words.
_MOST_READY = 2048
_GRAMMAR_KEYS = frozenset({"POS", "TAG", "DEP", "LEMMA", "MORPH"})


@dataclass(frozen=True, slots=True)
class Match:
    """A case of a rule, met in a sentence: what to report, and what suggestions replace.

    `order` is the place of the case among all cases. `plural` tells whether the last word that is
    replaced stands in the plural.
    """

    rule: Rule
    case: Case
    span: Span
    core: Span
    sentence: Sentence
    order: int = 0
    plural: bool = False


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A case ready to run: its Matcher, and for each pattern which tokens are what.

    A case that asks for grammar has a `relaxed` Matcher as well, which asks for words alone: a
    sentence in which that finds nothing need not be parsed.
    """

    rule: Rule
    case: Case
    matcher: Any
    slots: tuple[tuple[Slot, ...], ...]
    order: int = 0
    at_start: bool = False
    at_end: bool = False
    relaxed: Any = None


# The numbers of variants, and words of several tokens: what a case is compiled of.
_Chosen = tuple[tuple[int, ...], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A case's variants, and the tokens that they need.

    `slots` are the different ones, each with its words of one token, and those of several (`several`
    has them by word); a variant is the numbers of those that must not be empty. Most variants need
    a word that the sentence lacks, and each costs a pattern.
    """

    slots: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
    variants: tuple[frozenset[int], ...]
    several: tuple[tuple[str, frozenset[str]], ...]

    def held_by(self, tokens: frozenset[str], *, thorough: bool) -> _Chosen:
        """The variants that some tokens allow (or all), and the words of several tokens among them."""
        lacking = {
            number
            for number, (single, several) in enumerate(self.slots)
            if single.isdisjoint(tokens) and not any(parts <= tokens for parts in several)
        }
        numbers = (
            n for n, needed in enumerate(self.variants) if thorough or needed.isdisjoint(lacking)
        )
        return tuple(numbers), frozenset(word for word, parts in self.several if parts <= tokens)


class Matcher:
    """Finds what the rules look for; guards, overlaps and severities are not its business.

    A thorough one tries every case on every sentence: the same result, only slower.
    """

    def __init__(self, rules: Rules, english: English, *, thorough: bool = False) -> None:
        self.rules = rules
        self._thorough = thorough
        self.english = english
        self._cases = [(rule, case) for rule in rules for case in rule.cases]
        self._spelt: dict[tuple[str, int], _Spelt] = {}
        self._compiled: dict[tuple[tuple[str, int], _Chosen], _Compiled] = {}
        self._parts: dict[tuple[str, int], Parts] = {}
        self._tokens: dict[str, tuple[str, ...]] = {}
        self._vetoes: dict[str, Prefilter] = {}

    def in_block(self, text: str, genre: Genre, prefilter: Prefilter | None = None) -> list[Match]:
        """The matches in a block's text, of the rules that are for texts of its genre.

        The prefilter tells by numbers which cases a sentence may hold.
        """
        found: list[Match] = []
        for span in sentences(text):
            breathe()
            sentence = Sentence(text, span, self.english)
            for number in self._candidates(sentence, prefilter):
                if self._cases[number][0].is_for(genre):
                    found += self._run(self._case(number, sentence), sentence)
        return found

    def _candidates(self, sentence: Sentence, prefilter: Prefilter | None) -> Iterable[int]:
        """The numbers of the cases that a sentence may hold, ascending."""
        if self._thorough or prefilter is None:
            return range(len(self._cases))
        words = words_of(sentence.text)
        return [
            number
            for number in prefilter.numbers_in(words)
            if self._may_stand(("", number), self._cases[number][1], words)
        ]

    def _may_stand(self, key: tuple[str, int], case: Case, words: Sequence[str]) -> bool:
        if key not in self._parts:
            self._parts[key] = parts_of(self.rules, case)
        return may_stand(self._parts[key], words)

    def vetoed(self, match: Match) -> Case | None:
        """The `unless` of the match's rule that lies over it, if any."""
        rule, sentence = match.rule, match.sentence
        if rule.id not in self._vetoes:
            anchors = enumerate(anchor_of(self.rules, case) for case in rule.unless)
            self._vetoes[rule.id] = Prefilter(dict(anchors))
        words = words_of(sentence.text)
        every = range(len(rule.unless)) if self._thorough else None
        for number in every or self._vetoes[rule.id].numbers_in(words):
            case, key = rule.unless[number], (rule.id, number)
            if not (self._thorough or self._may_stand(key, case, words)):
                continue
            for veto in self._run(self._ready(rule, case, key, sentence), sentence):
                if veto.span.overlaps(match.span):
                    return case
        return None

    def _case(self, number: int, sentence: Sentence) -> _Compiled:
        return self._ready(*self._cases[number], ("", number), sentence)

    def _ready(self, rule: Rule, case: Case, key: tuple[str, int], sentence: Sentence) -> _Compiled:
        """A case ready to run on a sentence: the variants are made of it that the words allow."""
        if key not in self._spelt:
            self._spelt[key] = self._spelt_out(case)
        spelt, tokens = self._spelt[key], sentence.lower_tokens
        chosen = spelt.held_by(tokens, thorough=self._thorough)
        if (key, chosen) not in self._compiled:
            if len(self._compiled) >= _MOST_READY:
                self._compiled.clear()
            self._compiled[key, chosen] = self._compile(rule, case, key[1], chosen)
        return self._compiled[key, chosen]

    def _spelt_out(self, case: Case) -> _Spelt:
        variants = self.rules.phrase(case).variants if case.phrase is not None else ()
        # By identity: variants share their slots, some of hundreds of words.
        slots = {id(slot): slot for variant in variants for slot in variant}
        numbers = {key: number for number, key in enumerate(slots)}
        several: dict[str, frozenset[str]] = {}
        needed = []
        for slot in slots.values():
            cut = {word: frozenset(self._tokens_of(word)) for word in slot.words or ()}
            longer = {word: parts for word, parts in cut.items() if len(parts) > 1}
            several.update(longer)
            single = frozenset().union(
                *(parts for word, parts in cut.items() if word not in longer)
            )
            needed.append((single, tuple(longer.values())))
        return _Spelt(
            tuple(needed),
            tuple(
                frozenset(numbers[id(s)] for s in variant if s.least and s.words is not None)
                for variant in variants
            ),
            tuple(several.items()),
        )

    def _compile(self, rule: Rule, case: Case, order: int, chosen: _Chosen) -> _Compiled:
        if case.tokens is not None:
            pattern = [dict(token) for token in case.tokens]
            first, last = case.report or (0, len(pattern))
            slots = tuple(
                Slot(None, reported=first <= i < last, replaced=first <= i < last)
                for i in range(len(pattern))
            )
            relaxed = None
            if any(_GRAMMAR_KEYS & set(token) for token in pattern):
                relaxed = self.english.matcher({"0": [[_relaxed(token) for token in pattern]]})
            matcher = self.english.matcher({"0": [pattern]})
            return _Compiled(rule, case, matcher, (slots,), order, relaxed=relaxed)
        phrase = self.rules.phrase(case)
        numbers, held = chosen
        variants = [
            one for number in numbers for one in self._as_tokens(phrase.variants[number], held)
        ]
        patterns = {str(i): [[_token(slot) for slot in v]] for i, v in enumerate(variants)}
        return _Compiled(
            rule, case, self.english.matcher(patterns, own=True), tuple(variants), order,
            phrase.at_start, phrase.at_end,
        )  # fmt: skip

    def _as_tokens(
        self, variant: tuple[Slot, ...], held: frozenset[str]
    ) -> Iterator[tuple[Slot, ...]]:
        """The variant with a slot a token: words that spaCy cuts in two become two slots."""
        choices = [self._cut(slot, held) for slot in variant]
        for chosen in product(*choices):
            yield tuple(slot for slots in chosen for slot in slots)

    def _cut(self, slot: Slot, held: frozenset[str]) -> list[tuple[Slot, ...]]:
        if slot.words is None:
            return [(slot,)]
        single: list[str] = []
        several: list[tuple[str, ...]] = []
        for word in slot.words:
            tokens = self._tokens_of(word)
            if len(tokens) == 1:
                single.append(tokens[0])
            elif word in held:
                several.append(tokens)
        options: list[tuple[Slot, ...]] = [(replace(slot, words=tuple(single)),)] if single else []
        for tokens in several:
            options.append(tuple(Slot((t,), 1, 1, slot.reported, slot.replaced) for t in tokens))
        if not single and slot.least == 0:
            options.append(())
        return options

    def _tokens_of(self, word: str) -> tuple[str, ...]:
        """The tokens that a word of a phrase is in a sentence; 'm and 've are one."""
        if word not in self._tokens:
            self._tokens[word] = self._cut_up(word)
        return self._tokens[word]

    def _cut_up(self, word: str) -> tuple[str, ...]:
        if word.startswith("'"):
            return (word,)
        text = word.translate(FOLD).replace("-", " ")
        if self.english.is_one_token(text):
            return (text,)
        return tuple(token.text for token in self.english.tokenize(text) if not token.is_space)

    def _run(self, compiled: _Compiled, sentence: Sentence) -> Iterator[Match]:
        if not compiled.slots:
            return  # nothing of it can be made of the sentence's words
        doc = sentence.pattern_doc
        if compiled.relaxed is not None:
            if not sentence.has_grammar or not compiled.relaxed(doc):
                return
            doc = sentence.tagged_doc
        words = sentence.words
        best: dict[int, Match] = {}
        for key, start, end, alignment in compiled.matcher(doc, with_alignments=True):
            if compiled.at_start and start != 0:
                continue
            if compiled.at_end and any(word.text[0].isalnum() for word in words[end:]):
                continue
            slots = compiled.slots[int(doc.vocab.strings[key])]
            match = _aligned(compiled, sentence, [slots[slot] for slot in alignment], start)
            if match is None:
                continue
            known = best.get(match.span.start)
            if known is None or len(known.span) < len(match.span):
                best[match.span.start] = match
        yield from best.values()


def _aligned(
    compiled: _Compiled, sentence: Sentence, slots: Sequence[Slot], start: int
) -> Match | None:
    """The match of words from the `start`-th on, each with its slot; none if a word is spelt otherwise."""
    words = sentence.words[start : start + len(slots)]
    taken = list(zip(words, slots, strict=True))
    if any(slot.capitals and not _is_spelt(word.text, slot) for word, slot in taken):
        return None
    reported = [word.span for word, slot in taken if slot.reported]
    replaced = [word for word, slot in taken if slot.replaced]
    if not reported or not replaced:
        return None
    head, slot = next(one for one in reversed(taken) if one[1].replaced)
    return Match(
        compiled.rule, compiled.case,
        Span(reported[0].start, reported[-1].end), Span(replaced[0].span.start, head.span.end),
        sentence, compiled.order, _is_plural(head.lower, slot),
    )  # fmt: skip


def _is_spelt(word: str, slot: Slot) -> bool:
    """Whether a word is written as its slot asks: IT is the department, "it" is a pronoun."""
    return word.isupper() or word.lower() not in slot.capitals


def _is_plural(word: str, slot: Slot) -> bool:
    """Whether a word is the plural of its slot; a plural that the phrase itself writes is none."""
    words = slot.words
    if not words:
        return is_plural(word)
    if len(words) == 1:
        return False
    return word == words[1] if words[1:] == (plural(words[0]),) else is_plural(word)


def _relaxed(token: Mapping[str, Any]) -> dict[str, Any]:
    """What a token pattern says without grammar: it holds wherever the pattern does."""
    said = {key: value for key, value in token.items() if key not in _GRAMMAR_KEYS}
    if token.get("OP") == "!" and len(said) < len(token):
        return {"OP": "?"}
    return said


def _token(slot: Slot) -> dict[str, Any]:
    """The spaCy token pattern of a slot."""
    token: dict[str, Any]
    if slot.words is None:
        token = {"LOWER": {"NOT_IN": sorted(FUNCTION_WORDS), "REGEX": r"^[^\W_]"}}
    elif len(slot.words) == 1:
        token = {"LOWER": slot.words[0]}
    else:
        token = {"LOWER": {"IN": list(slot.words)}}
    if (slot.least, slot.most) != (1, 1):
        token["OP"] = {(0, 1): "?", (0, 3): "{0,3}"}[slot.least, slot.most]
    return token
