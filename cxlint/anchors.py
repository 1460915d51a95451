"""What a text must hold for a case of a rule to match: anchors derived from the rules.

Never written by hand. The law they keep: wherever the matcher finds a case, the text holds the
case's anchor. An anchor is the part of the case that is met least, of one or two words, for which
`prefilter` looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from cxlint.phrase import FUNCTION_WORDS
from cxlint.prefilter import Anchor
from cxlint.rule import Case, Rules
from cxlint.runs import Part, Parts, may_be_nothing, parts_of

# Words that make up such a share of a text stand near everything.
_EVERYWHERE = 0.03
# The share that the commonest words of all have in a text, those that come next, and the others
# that hold sentences together.
_SHARES = {
    **dict.fromkeys(FUNCTION_WORDS, 0.003),
    **dict.fromkeys("are as be is on or our s that this we will with you".split(), 0.008),
    **dict.fromkeys("a and for in of the to".split(), 0.025),
}
# Words that stand in most texts about work, however long they are.
_COMMON = frozenset(
    """ability additional allocated appropriate assigned after all also any apply available before below best between both business
    candidate candidates care clear client clients communication communities community company
    contact corporate customer customers determined development directed duties each employee employees engagement explain
    environment ensure every experience family few first free full good great group have help high
    home hours human including individual information interface join just less level like little
    long love low lower made make management manager many may meet member members more most much
    necessary need needed needs new next no nothing one only open operations operator opportunities opportunity
    other over own paid part people per person place plus position processes product products
    professional projects provide public quality related requested required requirements resource resources
    responsibilities responsible role same sales self senior service services skilled skills
    social speak special staff strong such support system systems take task tasks team teams technical
    than then these time two under up use user users using value want way well whole work working
    world years""".split()
)


def anchor_of(rules: Rules, case: Case) -> Anchor | None:
    """The anchor of a case; None where the case may match anything."""
    return rarest(parts_of(rules, case))


def rarest(parts: Parts) -> Anchor | None:
    """What is met least of a case: a sure word, or a sure word and the next.

    What else is sure to stand there must stand within reach of it.
    """
    best = min(_anchors(parts), key=_commonness, default=None)
    if best is None:
        return None
    sure = (_sure_words(element) for element in parts if not may_be_nothing(element))
    also = (words for words in sure if words and _share(words) < _EVERYWHERE)
    return replace(
        best,
        # The rarest first: most texts fail it.
        also=tuple(sorted({words for words in also if not _says(best, words)}, key=_share)),
        reach=2 * sum(map(_longest, parts)) + 8,
    )


def _says(anchor: Anchor, words: frozenset[str]) -> bool:
    """Whether an anchor holds one of some words, wherever it stands."""
    pairs = all(first <= words or second <= words for first, second in anchor.pairs)
    return pairs and anchor.alone <= words


def _sure_words(element: Sequence[Sequence[Part]]) -> frozenset[str]:
    """Words of which one stands wherever the element does; none where that cannot be said."""
    sure = [
        min((p.sure_words for p in parts), key=_rarity, default=frozenset()) for parts in element
    ]
    return frozenset().union(*sure) if all(sure) else frozenset()


def _rarity(words: frozenset[str]) -> float:
    return _share(words) if words else 1.0


def _longest(element: Sequence[Sequence[Part]]) -> int:
    """How many words an element may be at most."""
    return max(sum(part.most for part in parts) for parts in element)


def _anchors(elements: Parts) -> Iterator[Anchor]:
    """Everything that may serve as the anchor of some elements."""
    for index, element in enumerate(elements):
        if may_be_nothing(element):
            continue
        alone = [_rarest_of(parts) for parts in element]
        if all(alone):
            yield _either(filter(None, alone))
        first, second = _words(element, last=True), _nearest(elements[index + 1 :], last=False)
        if first and second:
            yield _pair(first, second)
        if index and not may_be_nothing(elements[index - 1]):
            continue  # the pair with what is before was told there
        first, second = _nearest(elements[:index][::-1], last=True), _words(element, last=False)
        if first and second:
            yield _pair(first, second)


def _either(anchors: Iterable[Anchor]) -> Anchor:
    """The anchor of what holds one of some others."""
    every = list(anchors)
    if len(every) == 1:
        return every[0]
    alone: frozenset[str] = frozenset().union(*(one.alone for one in every))
    pairs: frozenset[tuple[frozenset[str], frozenset[str]]] = frozenset()
    return Anchor(alone, pairs.union(*(one.pairs for one in every)))


def _rarest_of(parts: Sequence[Part]) -> Anchor | None:
    """The anchor of an alternative, which stands there whole; None where it may be anything."""
    if all(
        len(part.written.forms) == 1 and not part.grown and not part.may_be_nothing
        for part in parts
    ):
        return _anchor_of_word(tuple(run for part in parts for run in part.written.forms[0]))
    if len(parts) > 1:
        return min(_anchors([[[part]] for part in parts]), key=_commonness, default=None)
    return _anchor_of_part(parts[0]) if parts else None


def _pair(first: frozenset[str], second: frozenset[str]) -> Anchor:
    """One of some words before one of others; what has grown together stands alone."""
    grown = frozenset(word for word in first & second if _is_grown(word, first, second))
    return Anchor(grown, frozenset([(first, second)]))


def _is_grown(word: str, first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether a word is one of `first` and one of `second` in one."""
    return any(word[:cut] in first and word[cut:] in second for cut in range(1, len(word)))


def _anchor_of_part(part: Part) -> Anchor | None:
    """The words of a part; None where it may be any, or nothing."""
    if part.may_be_nothing or part.slot.words is None:
        return None
    return _either([_anchor_of_words(part.written.forms), Anchor(part.grown)])


@lru_cache(maxsize=4096)
def _anchor_of_words(forms: tuple[tuple[str, ...], ...]) -> Anchor:
    return _either(map(_anchor_of_word, forms))


@lru_cache(maxsize=4096)
def _anchor_of_word(runs: tuple[str, ...]) -> Anchor:
    """What is met least of a word of several runs ("l'user", "in the background")."""
    alone = [Anchor(frozenset([run])) for run in runs]
    pairs = [_pair(frozenset([first]), frozenset([second])) for first, second in pairwise(runs)]
    return min([*alone, *pairs], key=_commonness)


def _words(element: Sequence[Sequence[Part]], *, last: bool) -> frozenset[str] | None:
    """The words that an element may end (or begin) with; None where it may be any."""
    found = []
    for parts in element:
        for part in reversed(parts) if last else parts:
            words = part.ends if last else part.begins
            if words is None:
                return None
            found.append(words)
            if not part.may_be_nothing:
                break
    return _union(found)


def _nearest(elements: Parts, *, last: bool) -> frozenset[str] | None:
    """The words that surely begin (or end) what comes next; None where it may be any, or nothing."""
    found = []
    for element in elements:
        words = _words(element, last=last)
        if words is None:
            return None
        found.append(words)
        if not may_be_nothing(element):
            return _union(found)
    return None


def _union(words: Sequence[frozenset[str]]) -> frozenset[str]:
    """All of some words; of one list, the list itself, whose share is known."""
    return words[0] if len(words) == 1 else frozenset().union(*words)


def _commonness(anchor: Anchor | None) -> float:
    """How often an anchor is met among so many words, roughly."""
    if anchor is None:
        return 1.0
    return _share(anchor.alone) + sum(
        _share_of_pair(_share(first), _share(second)) for first, second in anchor.pairs
    )


def _share_of_pair(first: float, second: float) -> float:
    # Words are no strangers to each other: two stand together oftener than by chance.
    return 3 * first * second + 0.02 * min(first, second)


@lru_cache(maxsize=8192)
def _share(words: frozenset[str]) -> float:
    """The share of some words among all, estimated by their length."""
    return min(sum(map(_share_of, words)), 1.0)


@cache
def _share_of(word: str) -> float:
    if word in _SHARES:
        return _SHARES[word]
    return 1e-3 if word in _COMMON else 10 ** (-2.3 - 0.3 * min(len(word), 12))
