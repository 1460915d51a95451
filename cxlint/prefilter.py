"""Whether a text can hold a finding at all: one walk over its words for what `anchors` derives.

The law it keeps: whatever the matcher would find, the prefilter lets through. It knows no rules,
so that a clean text loads none.

A word here is a run of ASCII letters and digits, and all else a gap: what is looked for are sure
words, alone or right before another, and a dictionary finds them as fast as an automaton does
(DESIGN.md's google-re2: some 90 megabytes a second where all its states are made, but with lists
of hundreds of words in a thousand anchors it makes states for a second of every run, and does not
tell which anchor it was).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cxlint.model import Span, Stretches
from cxlint.text import ByteOffsets

# What may stand between two words of a marked-up source and holds letters of its own.
_MARKUP = re.compile(
    rb"(<[^<>]*>|\]\((?:[^()]|\([^()]*\))*+\)|\]\[[^\]]*\]|\[\^[^\]\[\s]*\]|&#?\w+;)"
)
# Marks inside a word hide it from any search for words; such sources are always let through.
_HIDDEN = (
    r"[A-Za-z](?:\*+|\\|&#?[A-Za-z0-9]{1,8};|</?[a-zA-Z][^<>]*>|<!--|\]\([^()]*\)|~~|_{2,}|\#\#|`+)[A-Za-z]"
    r"|[A-Za-z]<!--|&#|\\(?:[bfnrt]|u[0-9a-fA-F]{0,4})|\xc2\xad|\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf|=\r?\n"
)
_WORD = re.compile(r"[a-z0-9]+")
# More hits than these are placed by all words of the text at once.
_FEW = 20
# ASCII letters and digits in lower case, and all else a space.
_LOWERED = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 0x20 for code in range(256)
)

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What must stand in a text: one of `alone`, or of a pair one of the first and then one of the second.

    Within `reach` words around it must stand one of each of `also`. All words are runs of ASCII
    letters and digits in lower case.
    """

    alone: Words = frozenset()
    pairs: frozenset[tuple[Words, Words]] = frozenset()
    also: tuple[Words, ...] = ()
    reach: int = 0


@dataclass(frozen=True, slots=True)
class _Hit:
    """An anchor in a text: its number, and those of its first and last word."""

    number: int
    first: int
    last: int


class Prefilter:
    """Asks a text for numbered anchors; "no" is certain.

    Where one of them is None, it may be anywhere.
    """

    def __init__(self, anchors: Mapping[int, Anchor | None]) -> None:
        self._always = [number for number, anchor in anchors.items() if anchor is None]
        self._anchors = {number: one for number, one in anchors.items() if one is not None}
        # A word alone is a pair whose first word is any: the pairs come first, a bit each.
        pairs: dict[tuple[Words, Words], list[int]] = {}
        alone: dict[Words, list[int]] = {}
        for number, anchor in self._anchors.items():
            for pair in anchor.pairs:
                pairs.setdefault(pair, []).append(number)
            if anchor.alone:
                alone.setdefault(anchor.alone, []).append(number)
        self._numbers = [*pairs.values(), *alone.values()]
        self._alone = (1 << len(self._numbers)) - (1 << len(pairs))
        self._steps = _steps(pairs, alone, self._alone)
        # Where a word ends that stands next to markup: none that is looked for is longer.
        self._longest = max(map(len, self._steps), default=0) + 1

    def may_match(self, prose: str) -> bool:
        """Whether a block of prose may hold a match."""
        return bool(self._always) or next(self._hits(words_of(prose)), None) is not None

    def numbers_in(self, words: Sequence[str]) -> list[int]:
        """The numbers of the anchors that some words of prose hold, ascending."""
        found = {hit.number for hit in self._hits(words)}
        return sorted(found.union(self._always))

    def stretches(self, source: str) -> Stretches:
        """Where a source, markup and all, may hold a match.

        Whatever the matcher finds in a block of the source, one of these touches the block.
        """
        if self._always:
            return Stretches([Span(0, len(source))])
        data = source.encode("utf-8", "surrogatepass")
        lowered = _lowered(data)
        marks = [one.span() for one in _MARKUP.finditer(data)] if _may_be_marked(data) else []
        found = list(self._in_marks(lowered, marks)) if marks else []
        found += self._spans(_blanked(lowered, marks))
        # A block may begin right behind an escape that hides where its first word does.
        found += [(one.start(), min(one.end() + 1, len(data))) for one in _hidden().finditer(data)]
        return _covered(found, source) if found else Stretches(())

    def _in_marks(
        self, lowered: str, marks: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """The marks that hold an anchor, alone or with the words next to them: they may be prose."""
        size = self._longest
        inside = [
            [
                *lowered[max(start - size, 0) : start].split()[-1:],
                *lowered[start:end].split(),
                *lowered[end : end + size].split(None, 1)[:1],
            ]
            for start, end in marks
        ]
        # Most hold nothing: they are asked all at once before each.
        every = [word for words in inside for word in (*words, "")]
        if not self._ended(every):
            return
        near = frozenset(lowered.split())
        for (start, end), words in zip(marks, inside, strict=True):
            if next(self._hits(words, near), None):
                yield max(start - size, 0), min(end + size, len(lowered))

    def _spans(self, lowered: str) -> list[tuple[int, int]]:
        """Where anchors stand in a text in lower case."""
        words = lowered.split()
        found = list(self._hits(words))
        if len(found) > _FEW:
            starts = [word.start() for word in _WORD.finditer(lowered)]
            return [(starts[hit.first], starts[hit.last] + len(words[hit.last])) for hit in found]
        met = {tuple(words[hit.first : hit.last + 1]) for hit in found}
        return [place for one in met for place in _places(lowered, one)]

    def _hits(self, words: Sequence[str], near: Words | None = None) -> Iterator[_Hit]:
        """The anchors in a text's words; `near` are those that count as being around each."""
        for index, ended in self._ended(words):
            for bit in _bits(ended):
                first = index if self._alone >> bit & 1 else index - 1
                for number in self._numbers[bit]:
                    if self._is_complete(number, words, index, near):
                        yield _Hit(number, first, index)

    def _ended(self, words: Iterable[str]) -> list[tuple[int, int]]:
        """The places of words at which pairs end, or which stand alone, and which."""
        found = []
        alone = self._alone
        begun, step_of = alone, self._steps.get
        for index, word in enumerate(words):
            step = step_of(word)
            if step is None:
                begun = alone
                continue
            ended = begun & step[0]
            if ended:
                found.append((index, ended))
            begun = step[1]
        return found

    def _is_complete(
        self, number: int, words: Sequence[str], index: int, near: Words | None
    ) -> bool:
        """Whether all that an anchor asks for stands around a word."""
        anchor = self._anchors[number]
        if not anchor.also:
            return True
        around: Iterable[str] = (
            words[max(index - anchor.reach, 0) : index + anchor.reach + 1] if near is None else near
        )
        return not any(one.isdisjoint(around) for one in anchor.also)


def _steps(
    pairs: Iterable[tuple[Words, Words]], alone: Iterable[Words], always: int
) -> dict[str, tuple[int, int]]:
    """For each word what ends with it, and what may end with the next one, a bit each.

    `always` are the bits of the words that stand alone: they may follow any.
    """
    ended: dict[Words, int] = {}
    begun: dict[Words, int] = {}
    bit = 1
    for first, second in pairs:
        begun[first] = begun.get(first, 0) | bit
        ended[second] = ended.get(second, 0) | bit
        bit <<= 1
    for words in alone:
        ended[words] = ended.get(words, 0) | bit
        bit <<= 1
    steps: dict[str, tuple[int, int]] = {}
    for words in ended.keys() | begun.keys():  # many pairs share a list: each is walked once
        ends, begins = ended.get(words, 0), begun.get(words, 0) | always
        for word in words:
            known = steps.get(word, (0, 0))
            steps[word] = known[0] | ends, known[1] | begins
    return steps


def _may_be_marked(data: bytes) -> bool:
    return b"<" in data or b"]" in data or b"&" in data


def words_of(prose: str) -> list[str]:
    """The words of a piece of prose, as anchors have them."""
    return _lowered(prose.encode("utf-8", "replace")).split()


def _lowered(data: bytes) -> str:
    """A text as its words and gaps, a character a byte."""
    return data.translate(_LOWERED).decode("ascii")


def _blanked(lowered: str, marks: Iterable[tuple[int, int]]) -> str:
    """A text without its markup, which is blanked at its length: what is found has its place."""
    parts, at = [], 0
    for start, end in marks:
        parts += [lowered[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, lowered[at:]])


def _places(lowered: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where some words stand one after another."""
    for one in re.finditer(" +".join(words) + "(?![^ ])", lowered):
        if lowered[one.start() - 1 : one.start()] in ("", " "):
            yield one.span()


def _bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


@cache
def _hidden() -> Any:
    import re2

    kind: Any = re2.Options
    options = kind()
    options.encoding = kind.Encoding.LATIN1
    return re2.compile(_HIDDEN.encode("ascii"), options)


# A byte inside a character counts as so many characters further on at most.
_WIDEST = 3


def _covered(found: list[tuple[int, int]], source: str) -> Stretches:
    """Stretches of bytes as those of code points."""
    point = ByteOffsets(source).code_point
    return Stretches(Span(max(point(first) - _WIDEST, 0), point(last)) for first, last in found)
