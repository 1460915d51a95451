"""Sentences of a block: where one ends and the next begins.

By rules of our own: the small pipeline's parser splits badly (F 0.72 on its treebank), and a
sentence is the unit that guards, grammar and the baseline look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxlint.model import Span

_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9\u00c0-\u00de])|[;•·▪]\s+(?=[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|No|Nos|Inc|Ltd|Co|Corp|"
    r"Dept|Gov|Sen|Rep|Gen|Col|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|a\.m|p\.m|U\.S)"
    r"|\b[A-Z])\.$"
)
# Longer stretches without an end are cut, where there is a pause, so that none costs too much.
_LONGEST = 600
_PAUSE = re.compile(r"[,;:)–—•|/]\s|\s[-–—•|]\s|[a-z]\s(?=[A-Z][a-z])")


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a block's text, in order; together they cover all its words."""
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATION.search(text[max(start, end.start() - 8) : end.start() + 1]):
            continue
        yield from _bounded(text, start, end.end())
        start = end.end()
    if start < len(text):
        yield from _bounded(text, start, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        pauses = [pause.end() for pause in _PAUSE.finditer(text, start + 300, start + _LONGEST)]
        cut = pauses[-1] if pauses else text.rfind(" ", start, start + _LONGEST) + 1
        cut = cut if cut > start else start + _LONGEST
        yield Span(start, cut)
        start = cut
    yield Span(start, end)
