"""The phrase language of rules: how a phrase is written, and what it means.

A phrase is read as words; hyphens, quotation marks and line breaks between them do not matter,
nor does case. Beside plain words it knows

    (a|one of the)   one of several word sequences; (…)? may be missing
    word?            a word that may be missing
    word~            any form of the verb; word= this form alone
    <people>         one word of a word list; <people>? may be missing, <people>* up to three
    *                any one word that is no function word; *? up to one, ** up to three
    ^ $              the start and the end of the sentence
    [ ]              what is reported; without brackets, the whole phrase
    { }              what suggestions replace; without braces, what is reported

The last plain word of what is reported also matches in its plural. Two plain words also match
written as one ("backoffice"). This module knows neither spaCy nor files: it turns a phrase into
slots, which `matching` turns into token patterns and `runs` into what the prefilter looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, product
from math import prod

from cxlint.inflection import plural, verb_forms

# Words that a wildcard never stands for: a phrase must not run from one clause into the next.
FUNCTION_WORDS = frozenset(
    """a an the this that these those my your his her its our their and or but nor so yet if when
    while because of in on at by for from to with without into about as than who whom whose which
    what where why how is are was were be been being am do does did has have had will would can
    could may might shall should must not n't 's i you he she it we they me him us them there
    here""".split()
)

_MAX_VARIANTS = 400


class BadPhrase(ValueError):
    """A phrase that cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: the words it takes (None: any but a function word), how often.

    `reported` and `replaced` tell whether the place lies inside the brackets and the braces,
    `capitals` which of the words count only where they are written in capitals.
    """

    words: tuple[str, ...] | None
    least: int = 1
    most: int = 1
    reported: bool = False
    replaced: bool = False
    capitals: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Phrase:
    """What a phrase means: its parts in order (`elements`), each with its alternatives.

    An alternative is a sequence of slots, an empty one where the part may be missing.
    """

    text: str
    elements: tuple[tuple[tuple[Slot, ...], ...], ...]
    at_start: bool = False
    at_end: bool = False
    inflect: bool = True

    @cached_property
    def variants(self) -> tuple[tuple[Slot, ...], ...]:
        """The phrase spelt out: every sequence of slots that it may be, some of which may be empty.

        Many times the size of `elements`, and needed only where the phrase is looked for.
        """
        spelt = [tuple(chain.from_iterable(chosen)) for chosen in product(*self.elements)]
        finished = [
            _finished(variant, self.inflect)
            for variant in spelt
            if any(slot.reported for slot in variant)
        ]
        joined = [extra for variant in finished for extra in _joined(variant)]
        return tuple(dict.fromkeys([*finished, *joined]))

    @cached_property
    def loose(self) -> tuple[tuple[tuple[Slot, ...], ...], ...]:
        """The elements with the plural of every word that may be the head: what a search needs.

        A word may be it unless another word surely follows in what is reported.
        """
        loose: list[tuple[tuple[Slot, ...], ...]] = []
        inflect = self.inflect
        for element in reversed(self.elements):
            loose.append(
                tuple(
                    tuple(
                        _unmarked(_with_plural(slot, inflect=inflect and not _has_head(slots[i:])))
                        for i, slot in enumerate(slots, 1)
                    )
                    for slots in element
                )
            )
            inflect = inflect and not all(_has_head(slots) for slots in element)
        return tuple(reversed(loose))


@dataclass(slots=True)
class _Marks:
    """Where the reader of a phrase stands: inside brackets, inside braces."""

    reported: bool = False
    replaced: bool = False
    seen: set[str] = field(default_factory=set)


_TOKEN = re.compile(
    r"(?P<mark>[\[\]{}^$])"
    r"|\((?P<group>[^()]*)\)(?P<group_opt>\??)"
    r"|<(?P<list>[\w-]+)>(?P<list_opt>[?*]?)"
    r"|(?P<any>\*{1,2})(?P<any_opt>\??)"
    r"|(?P<word>[^\s\[\]{}()<>|*?~=^$-]+)(?P<form>[~=]?)(?P<word_opt>\??)"
    r"|(?P<space>[\s-]+)"
)


_HYPHEN = re.compile(r"-(?![\w-]*>)")


def read(text: str, lists: Mapping[str, tuple[str, ...]], *, inflect: bool = True) -> Phrase:
    """The phrase that `text` is. Raises BadPhrase."""
    marks = _Marks()
    choices: list[list[tuple[Slot, ...]]] = []
    at_start = at_end = False
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise BadPhrase(f"cannot read “{text}” from “{text[position:]}” on")
        position = match.end()
        mark = match["mark"]
        if mark in ("^", "$"):
            at_start, at_end = at_start or mark == "^", at_end or mark == "$"
        elif mark:
            _mark(mark, marks, text)
        elif not match["space"]:
            choice = [_marked(slots, marks) for slots in _alternatives(match, lists, text)]
            choices.append(choice if inflect and marks.reported else _merged(choice))
    if marks.reported or marks.replaced:
        raise BadPhrase(f"a bracket of “{text}” is not closed")
    if prod(map(len, choices)) > _MAX_VARIANTS:
        raise BadPhrase(f"“{text}” has {prod(map(len, choices))} variants; use a word list")
    elements = tuple(
        tuple(tuple(_filled(slot, marks.seen) for slot in slots) for slots in choice)
        for choice in choices
    )
    if not any(slot.reported for choice in elements for slots in choice for slot in slots):
        raise BadPhrase(f"“{text}” reports nothing")
    return Phrase(text, elements, at_start, at_end, inflect)


def _merged(choice: list[tuple[Slot, ...]]) -> list[tuple[Slot, ...]]:
    """A choice between one of some words and nothing as one slot that may be empty.

    Half the variants; only a head that takes a plural, or grows together, must know what is there.
    """
    if len(choice) == 2 and len(choice[0]) == 1 and not choice[1]:
        (slot,) = choice[0]
        if slot.words and len(slot.words) > 2 and slot.least == slot.most == 1:
            return [(replace(slot, least=0),)]
    return choice


def _filled(slot: Slot, seen: set[str]) -> Slot:
    """A slot with the brackets and braces that the phrase leaves out."""
    reported = slot.reported or "reported" not in seen
    replaced = slot.replaced or ("replaced" not in seen and reported)
    return replace(slot, reported=reported, replaced=replaced)


def _mark(mark: str, marks: _Marks, text: str) -> None:
    is_open = mark in "[{"
    name = "reported" if mark in "[]" else "replaced"
    if getattr(marks, name) is is_open or (is_open and name in marks.seen):
        raise BadPhrase(f"brackets of “{text}” do not pair")
    setattr(marks, name, is_open)
    marks.seen.add(name)


def _marked(slots: tuple[Slot, ...], marks: _Marks) -> tuple[Slot, ...]:
    return tuple(replace(slot, reported=marks.reported, replaced=marks.replaced) for slot in slots)


def _alternatives(
    match: re.Match[str], lists: Mapping[str, tuple[str, ...]], text: str
) -> Iterator[tuple[Slot, ...]]:
    """The sequences of slots that one element of the phrase may be."""
    if match["group"] is not None:
        options = [_HYPHEN.sub(" ", option).split() for option in match["group"].split("|")]
        singles = [word for option in options if len(option) == 1 for word in option]
        if singles:
            forms = [form for word in singles for form in _one(word, lists, text)]
            yield (_of_any(forms),)
        for option in options:
            if len(option) != 1:
                yield tuple(_of_any(_one(word, lists, text)) for word in option)
        if match["group_opt"]:
            yield ()
    elif match["list"]:
        least = 0 if match["list_opt"] else 1
        most = 3 if match["list_opt"] == "*" else 1
        yield (_of_any(_listed(match["list"], lists, text), least, most),)
    elif match["any"]:
        single = match["any"] == "*"
        yield (Slot(None, 1 if single and not match["any_opt"] else 0, 1 if single else 3),)
    else:
        slot = _word(match["word"] + match["form"])
        yield (replace(slot, least=0) if match["word_opt"] else slot,)


def _of_any(words: Iterable[str], least: int = 1, most: int = 1) -> Slot:
    """A slot of words as they stand in lists, where IT is the department and "it" would be no word."""
    lowered = tuple(dict.fromkeys(word.lower() for word in words))
    shouted = frozenset(word.lower() for word in words if word.isupper() and len(word) > 1)
    return Slot(lowered, least, most, capitals=shouted.difference(words))


def _one(written: str, lists: Mapping[str, tuple[str, ...]], text: str) -> tuple[str, ...]:
    """The words that an option of one word stands for: itself, its forms, or a list's."""
    if written.endswith("?") and written != "?":
        raise BadPhrase(f"“{text}”: inside a group, “{written}” cannot be missing")
    if written.startswith("<") and written.endswith(">"):
        return _listed(written[1:-1], lists, text)
    return _word(written).words or ()


def _listed(name: str, lists: Mapping[str, tuple[str, ...]], text: str) -> tuple[str, ...]:
    if name not in lists:
        known = ", ".join(sorted(lists))
        raise BadPhrase(f"“{text}” names no word list: <{name}> (there are {known})")
    return lists[name]


def _word(written: str) -> Slot:
    word = written.lower()
    if word.endswith("~"):
        return Slot(verb_forms(word[:-1]))
    # "word=" keeps its mark until `_finished`, which would otherwise add the plural.
    return Slot((word,))


def _finished(variant: tuple[Slot, ...], inflect: bool) -> tuple[Slot, ...]:
    """A variant with the plural added to its head: the last word of what is reported.

    A word that describes the next one has no plural: in "back offices need people" nothing is said
    of back-office people.
    """
    slots = list(variant)
    heads = [index for index, slot in enumerate(slots) if _has_head((slot,))]
    if heads and not _describes(slots[heads[-1] + 1 :]):
        slots[heads[-1]] = _with_plural(slots[heads[-1]], inflect=inflect)
    return tuple(_unmarked(slot) for slot in slots)


def _describes(following: list[Slot]) -> bool:
    """Whether what is reported stands before a noun: before words of which some are plurals."""
    words = next((slot.words for slot in following if slot.words is not None), ())
    return bool({word + "s" for word in words}.intersection(words))


def _has_head(slots: tuple[Slot, ...]) -> bool:
    """Whether one of the slots is a word of what is reported, which the last such word heads."""
    return any(slot.reported and slot.words for slot in slots)


def _unmarked(slot: Slot) -> Slot:
    """A slot whose words have lost the mark of "this form alone"."""
    if slot.words is None or not any(word.endswith("=") for word in slot.words):
        return slot
    return replace(slot, words=tuple(word.rstrip("=") or word for word in slot.words))


def _with_plural(slot: Slot, *, inflect: bool) -> Slot:
    words = slot.words or ()
    if not inflect or len(words) != 1 or not slot.reported or not words[0][-1:].isalpha():
        return slot
    return replace(slot, words=tuple(dict.fromkeys([words[0], plural(words[0])])))


def _joined(variant: tuple[Slot, ...]) -> Iterator[tuple[Slot, ...]]:
    """The variants in which two neighbouring plain words of what is reported are one word."""
    for index, (left, right) in enumerate(zip(variant, variant[1:], strict=False)):
        if is_plain(left) and is_plain(right) and left.reported and right.reported:
            one = replace(
                right, words=tuple(a + b for a in left.words or () for b in right.words or ())
            )
            yield (*variant[:index], one, *variant[index + 2 :])


def is_plain(slot: Slot) -> bool:
    """Whether a slot is one plain word that may grow together with its neighbour."""
    words = slot.words
    return (
        words is not None
        and slot.least == slot.most == 1
        and len(words) <= 2
        and len(words[0]) >= 3
        and words[0].isalpha()
        and words[0] not in FUNCTION_WORDS
    )
