"""Making a suggestion fit its sentence: number, case, article, quotation marks, white space.

Works on the block's prose; the linter maps the edits to the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cxlint.inflection import article, is_plural, plural
from cxlint.model import Edit, Span

_PAIRS = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“", "”": "”", "’": "’"}
_ARTICLE = re.compile(r"(?:(?<=\s)|^|(?<=[(\[“\"‘']))([Aa]n?|AN?)(\s+[“\"‘'(]?)$")
# Behind an acronym: "BO Analyst" is a title as a whole.
_TITLE_WORD = re.compile(r"[ -][A-Z][a-z]")
_DETERMINER = re.compile(r"(?:(?<=\s)|^)(?:an?|the)\s+$", re.I)
# Words that are written with a capital wherever they stand.
_PROPER = frozenset(
    "luddite luddites muggle muggles karen karens jedi jedis millennial millennials gen z zers".split()
)
# How far around a place its article and its next word are looked for: a paragraph may be long.
_NEAR = 80
_SMALL = frozenset("a an and as at but by for from in of on or our the to with whom who".split())
_PREPOSITION = re.compile(
    r" (?:of|in|on|for|at|to|new|across|with|without|from|outside|inside|who|that|whom|whose) "
)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A suggestion in the words of its sentence, and the edits of the block's prose that make it."""

    text: str
    edits: tuple[Edit, ...]


def fit(
    words: str, block: str, span: Span, *, sentence: Span, in_plural: bool, titled: bool = False
) -> Fitted:
    """`words` put in the place of `span`, which lies in `sentence` of a block's text.

    `in_plural` tells that the words are a noun that takes the plural of what it replaces,
    `titled` that the block is a title. Empty words delete the span.
    """
    if not words:
        return _deletion(block, span, sentence)
    if in_plural:
        words = _in_plural(words)
    words = _in_case(words, block, span, sentence, titled=titled)
    widened = _with_quotes(block, span)
    if re.match(r"(?:an?|the) ", words, re.I):
        before = _DETERMINER.search(block, max(widened.start - _NEAR, 0), widened.start)
        if before:
            start = before.start()
            words = words[0].upper() + words[1:] if block[start].isupper() else words
            widened = Span(start, widened.end)
        return Fitted(words, (Edit(widened, words),))
    ending, widened = _possessive(words, block, widened)
    return Fitted(words, (*_article_edit(block, widened, words), Edit(widened, words + ending)))


def _in_plural(words: str) -> str:
    words = re.sub(r"^an? ", "", words)
    head = _PREPOSITION.search(words)
    cut = head.start() if head else len(words)
    noun = words[:cut]
    return (noun if is_plural(noun) else plural(noun)) + words[cut:]


def _in_case(words: str, block: str, span: Span, sentence: Span, *, titled: bool) -> str:
    original = span.of(block)
    letters = [c for c in original if c.isalpha()]
    if letters and all(c.isupper() for c in letters) and _is_shouted(block, span, sentence):
        return words.upper()
    parts = re.findall(r"[^\W\d_]+", original)
    content = [part for part in parts if part.lower() not in _SMALL]
    at_start = not re.search(r"\w", block[sentence.start : span.start])
    is_acronym = re.fullmatch(r"[A-Z]{2,}s?", original) is not None
    is_proper = bool(content) and all(part.lower() in _PROPER for part in content)
    is_named = bool(content) and all(part[0].isupper() for part in content) and not is_acronym
    # An acronym is written so anyway: it tells of no title.
    content = [part for part in content if len(part) == 1 or not part.isupper()]
    if is_named and not is_proper and (len(content) > 1 or not at_start or titled):
        return _titled(words)
    if is_acronym and _TITLE_WORD.match(block, span.end):
        return _titled(words)
    # "Mail clerk", amid a sentence: its writer begins something there, a quotation or a cell.
    begins = len(parts) > 1 and original[1:].islower()
    if original[:1].isupper() and (at_start or begins or "-" in original):
        return words[:1].upper() + words[1:]
    return words


def _is_shouted(block: str, span: Span, sentence: Span) -> bool:
    """Capitals throughout: of a phrase, or of the sentence around a single word."""
    if len(span.of(block).split()) > 1 or "-" in span.of(block):
        return True
    letters = [c for c in sentence.of(block) if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(letters) > len(span)


def _titled(words: str) -> str:
    parts = words.split(" ")
    return " ".join(
        part
        if index and part in _SMALL
        else "-".join(piece[:1].upper() + piece[1:] for piece in part.split("-"))
        for index, part in enumerate(parts)
    )


def _with_quotes(block: str, span: Span) -> Span:
    """The span with the quotation marks that belong to it: scare quotes go with the word."""
    start, end = span.start, span.end
    inner = span.of(block)
    before, after = block[start - 1 : start], block[end : end + 1]
    closing = _PAIRS.get(before)
    if closing and after == closing and not (start >= 2 and block[start - 2].isalnum()):
        return Span(start - 1, end + 1)
    if closing and closing in inner and before not in inner:
        return Span(start - 1, end)
    openings = [mark for mark, close in _PAIRS.items() if close == after and mark != after]
    if any(mark in inner for mark in openings) and after not in inner:
        return Span(start, end + 1)
    if after == '"' and inner.count('"') % 2:
        return Span(start, end + 1)
    if before == after == '"' or (before == '"' and inner.count('"') == 1):
        return Span(start - 1, end + (after == '"' and inner.count('"') == 0))
    return span


def _possessive(words: str, block: str, span: Span) -> tuple[str, Span]:
    """What a plural in -s leaves of an "'s" behind the span, and the span with it."""
    mark = block[span.end : span.end + 2]
    if mark in ("'s", "’s") and words.endswith("s") and is_plural(words):
        return mark[0], Span(span.start, span.end + 2)
    return "", span


def _article_edit(block: str, span: Span, words: str) -> tuple[Edit, ...]:
    """The edit that turns the article before `span` into the one that `words` need."""
    found = _ARTICLE.search(block, max(span.start - _NEAR, 0), span.start)
    if not found:
        return ()
    old, new = found.group(1), article(words)
    if old.lower() == new:
        return ()
    new = (
        new.upper()
        if len(old) > 1 and old.isupper()
        else new[0].upper() + new[1:]
        if old[0].isupper()
        else new
    )
    return (Edit(Span(found.start(1), found.end(1)), new),)


def _deletion(block: str, span: Span, sentence: Span) -> Fitted:
    widened = _with_quotes(block, span)
    start, end = widened.start, widened.end
    edits: list[Edit] = []
    at_start = not re.search(r"\w", block[sentence.start : start])
    if at_start or not block[start - 1 : start].isspace():
        while end < len(block) and block[end].isspace():
            end += 1
        if at_start and end < len(block) and span.of(block)[:1].isupper() and block[end].islower():
            edits.append(Edit(Span(start, end + 1), block[end].upper()))
            return Fitted("", tuple(edits))
    else:
        start -= 1
    following = block[end : end + _NEAR].lstrip()
    edits += _article_edit(block, Span(start + block[start:end].startswith(" "), end), following)
    return Fitted("", (*edits, Edit(Span(start, end), "")))
