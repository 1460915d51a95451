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
slots, which `matching` turns into token patterns and `prefilter` into one regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

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

    `reported` and `replaced` tell whether the place lies inside the brackets and the braces.
    """

    words: tuple[str, ...] | None
    least: int = 1
    most: int = 1
    reported: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in all its variants: each a sequence of slots, some of which may be empty.

    `elements` say the same unexpanded: the phrase's parts in order, each with its alternatives.
    """

    text: str
    variants: tuple[tuple[Slot, ...], ...]
    elements: tuple[tuple[tuple[Slot, ...], ...], ...]
    at_start: bool = False
    at_end: bool = False


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
            choices.append([_marked(slots, marks) for slots in _alternatives(match, lists, text)])
    if marks.reported or marks.replaced:
        raise BadPhrase(f"a bracket of “{text}” is not closed")
    variants = [tuple(slot for slots in chosen for slot in slots) for chosen in product(*choices)]
    if len(variants) > _MAX_VARIANTS:
        raise BadPhrase(f"“{text}” has {len(variants)} variants; use a word list")
    finished = [_finished(variant, marks.seen, inflect) for variant in variants]
    finished = [variant for variant in finished if any(slot.reported for slot in variant)]
    if not finished:
        raise BadPhrase(f"“{text}” reports nothing")
    joined = [extra for variant in finished for extra in _joined(variant)]
    elements = tuple(
        tuple(tuple(_with_plural(slot, inflect) for slot in _unmarked(slots)) for slots in element)
        for element in choices
    )
    return Phrase(text, tuple(dict.fromkeys([*finished, *joined])), elements, at_start, at_end)


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
            yield (Slot(tuple(dict.fromkeys(forms))),)
        for option in options:
            if len(option) != 1:
                yield tuple(Slot(_one(word, lists, text)) for word in option)
        if match["group_opt"]:
            yield ()
    elif match["list"]:
        least = 0 if match["list_opt"] else 1
        most = 3 if match["list_opt"] == "*" else 1
        yield (Slot(_listed(match["list"], lists, text), least, most),)
    elif match["any"]:
        single = match["any"] == "*"
        yield (Slot(None, 1 if single and not match["any_opt"] else 0, 1 if single else 3),)
    else:
        slot = _word(match["word"] + match["form"])
        yield (replace(slot, least=0) if match["word_opt"] else slot,)


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


def _finished(variant: tuple[Slot, ...], seen: set[str], inflect: bool) -> tuple[Slot, ...]:
    """Brackets filled in where they are not written; the plural added to the head."""
    slots = [
        replace(
            slot,
            reported=slot.reported or "reported" not in seen,
            replaced=slot.replaced
            or ("replaced" not in seen and slot.reported)
            or seen.isdisjoint({"replaced", "reported"}),
        )
        for slot in variant
    ]
    heads = [index for index, slot in enumerate(slots) if slot.reported and slot.words]
    if heads:
        slots[heads[-1]] = _with_plural(slots[heads[-1]], inflect)
    return tuple(_unmarked(slots))


def _unmarked(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Slots whose words have lost the mark of "this form alone"."""
    for slot in slots:
        if slot.words is None:
            yield slot
        else:
            yield replace(slot, words=tuple(word.rstrip("=") or word for word in slot.words))


def _with_plural(slot: Slot, inflect: bool) -> Slot:
    words = slot.words or ()
    if not inflect or len(words) != 1 or words[0].endswith("=") or not words[0][-1].isalpha():
        return slot
    return replace(slot, words=tuple(dict.fromkeys([words[0], plural(words[0])])))


def _joined(variant: tuple[Slot, ...]) -> Iterator[tuple[Slot, ...]]:
    """The variants in which two neighbouring plain words of what is reported are one word."""
    for index, (left, right) in enumerate(zip(variant, variant[1:], strict=False)):
        if _is_plain(left) and _is_plain(right) and left.reported and right.reported:
            one = replace(
                right, words=tuple(a + b for a in left.words or () for b in right.words or ())
            )
            yield (*variant[:index], one, *variant[index + 2 :])


def _is_plain(slot: Slot) -> bool:
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
