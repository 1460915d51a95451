"""English by spaCy: the words of a sentence, and its grammar when someone asks.

The only module that imports spaCy (beside the pipeline's own folder and the component). A sentence
is tokenised as spaCy's blank English does; patterns then see its words only: quotation marks, and
hyphens inside words, are passed over, so that "back office", "back-office" and "“back” office" are
the same to them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from cxlint.model import CxlintError, Span
from cxlint.remembered import Remembered
from cxlint.token_pattern import expression

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher as SpacyMatcher
    from spacy.tokens import Doc, Token

# What patterns do not see: quotation marks, and hyphens that belong to a word ("back-office",
# "front- and back-office").
_PASSED_OVER = re.compile(
    r"[\"“”„«»`*]|(?<=\w)-/(?=\w)|(?<=\w)/(?=\s)|(?<=\w)[-‐‑‒–](?=[\w\s/,]|$)|(?<![\w-])[-‐‑](?=[A-Za-z])(?<!^-)"
)
# Characters that are read as another one of the same length.
FOLD = str.maketrans({
    "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ",
})  # fmt: skip


class NoSuchModel(CxlintError):
    """The pipeline that was asked for cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence; the span is in the block's text."""

    text: str
    span: Span

    @property
    def lower(self) -> str:
        """The word in lower case, its apostrophe straight."""
        return self.text.lower().translate(FOLD)


@dataclass(frozen=True)
class Sentence:
    """A sentence with its words, and its grammar when someone asks.

    `words` leaves out quotation marks and hyphens inside words. All spans are in `block`, the
    text of the whole block.
    """

    block: str
    span: Span
    english: English = field(repr=False)

    @property
    def text(self) -> str:
        """The sentence as it reads."""
        return self.span.of(self.block)

    @cached_property
    def _kept(self) -> tuple[Token, ...]:
        """The tokens that patterns see."""
        text = _PASSED_OVER.sub(lambda mark: " " * len(mark.group()), self.text).translate(FOLD)
        doc = self.english.tokenize(text)
        return tuple(token for token in doc if not token.is_space and token.text != "'")

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words and marks that patterns see."""
        start = self.span.start
        spans = (Span(start + t.idx, start + t.idx + len(t)) for t in self._kept)
        return tuple(Word(span.of(self.block), span) for span in spans)

    @cached_property
    def pattern_doc(self) -> Doc:
        """What spaCy's Matcher is run on: the kept tokens, without grammar."""
        return self.english.doc([token.text for token in self._kept])

    @cached_property
    def lower_tokens(self) -> frozenset[str]:
        """The tokens that patterns see, in lower case."""
        return frozenset(token.lower_ for token in self.pattern_doc)

    @cached_property
    def tagged_doc(self) -> Doc:
        """The same with the tags of the parse, heads left out."""
        doc = self.english.doc([token.text for token in self._kept])
        token: Any
        for token, word in zip(doc, self.words, strict=True):
            source = self.token_at(word.span.start)
            if source is not None:
                token.pos_, token.tag_, token.dep_ = source.pos_, source.tag_, source.dep_
                token.lemma_ = source.lemma_ or source.lower_
                token.set_morph(str(source.morph))
        return doc

    @cached_property
    def parse(self) -> Doc:
        """The sentence with tags and heads, by the pipeline in use."""
        return self.english.parse(self.text.translate(FOLD))

    @property
    def has_grammar(self) -> bool:
        """Whether a pipeline is there to ask."""
        return self.english.has_grammar

    @cached_property
    def _token_numbers(self) -> dict[int, int]:
        """For each offset inside a word of the sentence, the number of the parsed token."""
        return {
            offset: token.i
            for token in self.parse
            for offset in range(token.idx, token.idx + len(token))
        }

    def token_at(self, offset: int) -> Token | None:
        """The parsed token over a block offset."""
        number = self._token_numbers.get(offset - self.span.start)
        return None if number is None else self.parse[number]


def _is_installed(model: str) -> bool:
    try:
        return bool(_spacy().util.is_package(model)) or Path(model).exists()
    except (OSError, ValueError):
        return False


# spaCy keeps every word that it ever met, in some 500 bytes.
_MOST_NEW_WORDS = 60_000
# So many characters of parsed sentences are remembered: some megabytes of tokens and tensors.
_MOST_PARSED = 60_000
_of_model: dict[str, English] = {}


def english(model: str = "own") -> English:
    """The English of a model: one a process, for it is large, and linters come and go.

    One that is full makes place for another.
    """
    known = _of_model.get(model)
    if known is None or known.is_full:
        known = _of_model[model] = English(model)
    return known


class English:
    """spaCy's English: a tokenizer, a vocabulary, and a pipeline that is loaded when asked.

    `model` is "own" (the pipeline that cxlint brings), "blank" (none: rules that need grammar
    fall back to word lists), or the name or path of any installed pipeline. Raises NoSuchModel for
    another name, though no sentence may need it: who chose it believes that it is in use.
    """

    def __init__(self, model: str = "own") -> None:
        self.model = model
        if model not in ("own", "blank") and not _is_installed(model):
            raise NoSuchModel(
                f"--model {model}: no pipeline of that name; install it, or use “own” or “blank”"
            )
        self._parsed: Remembered[str, Doc] = Remembered(_MOST_PARSED)
        # Vocabularies, and how many words each may come to hold.
        self._vocabularies: list[tuple[Any, int]] = []

    @property
    def is_full(self) -> bool:
        """Whether it met so many words that memory calls for another one."""
        return any(len(strings) > most for strings, most in self._vocabularies)

    def _watched(self, language: Language) -> Language:
        strings = language.vocab.strings
        self._vocabularies.append((strings, len(strings) + _MOST_NEW_WORDS))
        return language

    @cached_property
    def _blank(self) -> Language:
        return self._watched(_spacy().blank("en"))

    @cached_property
    def _pipeline(self) -> Language:
        return self._watched(self._loaded())

    def _loaded(self) -> Language:
        if self.model == "own":
            from cxlint import english

            return english.load()
        try:
            loaded: Language = _spacy().load(self.model)
        except (OSError, ValueError) as error:
            raise NoSuchModel(
                f"--model {self.model}: {str(error).partition('.')[0]}; "
                "install it, or use “own” or “blank”"
            ) from None
        return loaded

    @property
    def has_grammar(self) -> bool:
        """Whether sentences can be parsed."""
        return self.model != "blank"

    @property
    def vocab(self) -> Any:
        """The vocabulary of pattern docs."""
        return self._blank.vocab

    def tokenize(self, text: str) -> Doc:
        """The tokens of a text."""
        return self._blank.tokenizer(text)

    def is_one_token(self, word: str) -> bool:
        """Whether a word is surely one token: letters alone, of no word that spaCy cuts apart."""
        return word.isascii() and word.isalpha() and word not in self._cut_words

    @cached_property
    def _cut_words(self) -> frozenset[str]:
        tokenizer: Any = self._blank.tokenizer
        return frozenset(tokenizer.rules)

    def doc(self, words: list[str]) -> Doc:
        """A doc of given words."""
        from spacy.tokens import Doc

        return Doc(self.vocab, words=words)

    def parse(self, text: str) -> Doc:
        """The text, one sentence, with tags and heads."""
        known = self._parsed.get(text)
        return self._parsed.put(text, self._parse(text), len(text)) if known is None else known

    def _parse(self, text: str) -> Doc:
        pipeline = self._pipeline
        doc = pipeline.make_doc(text)
        for token in doc[1:]:
            token.is_sent_start = False
        for _, component in pipeline.pipeline:
            doc = component(doc)
        return doc

    def matcher(
        self, patterns: Mapping[str, list[list[dict[str, Any]]]], *, own: bool = False
    ) -> SpacyMatcher:
        """A spaCy Matcher of token patterns by key; its regular expressions are RE2's.

        spaCy compiles them by Python's `re`, whose search may take for ever; so each is replaced
        by what `token_pattern` allows when it reads a rule. Patterns that we made of phrases are
        sound as they are, and to look at each would take longer than all else.
        """
        from spacy.matcher import Matcher as SpacyMatcher

        matcher = SpacyMatcher(self.vocab, validate=not own)
        held: dict[str, str] = {}
        for key, alternatives in patterns.items():
            if not own:
                alternatives = [[_with_stand_ins(t, held) for t in one] for one in alternatives]
            matcher.add(key, alternatives)
        if own:
            return matcher
        predicates: Any = matcher
        for predicate in predicates._extra_predicates:
            predicate.value = _linear(predicate.value, held)
        return matcher


@cache
def _spacy() -> Any:
    """SpaCy, without its command line, whose import takes a quarter of the time of all.

    spaCy's own module imports it for one function, `spacy.info`, which here imports it when called.
    Whoever asks for `spacy.cli` afterwards gets it.
    """
    if "spacy" not in sys.modules:
        command_line, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
        info.__dict__["info"] = _info
        sys.modules |= {"spacy.cli": command_line, "spacy.cli.info": info}
        try:
            import_module("spacy")
        finally:
            del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]
    return import_module("spacy")


def _info(*arguments: Any, **named: Any) -> Any:
    from spacy.cli.info import info

    return info(*arguments, **named)


def _with_stand_ins(pattern: Any, held: dict[str, str], *, regex: bool = False) -> Any:
    """A part of a token pattern whose expressions are texts that Python's `re` reads as well.

    `held` learns which expression each of them stands for.
    """
    if isinstance(pattern, Mapping):
        return {
            k: _with_stand_ins(v, held, regex=regex or k == "REGEX") for k, v in pattern.items()
        }
    if regex and isinstance(pattern, (list, tuple)):
        return [_with_stand_ins(one, held, regex=True) for one in pattern]
    if not regex:
        return pattern
    stand_in = re.escape(pattern)
    held[stand_in] = pattern
    return stand_in


def _linear(value: Any, held: Mapping[str, str]) -> Any:
    """What a predicate of spaCy's compares with, Python's regular expressions made RE2's."""
    if isinstance(value, re.Pattern):
        return expression(held[value.pattern])
    if isinstance(value, set):
        return {_linear(one, held) for one in value}
    return value
