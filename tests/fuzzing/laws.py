"""What the fuzzer calls for the laws: not that bytes are read, but that what is made of them is right.

Each target has what it is compared with: spaCy for token patterns, the definition for comments that
silence, the linter without its prefilter for the prefilter.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cxlint import readers, token_pattern
from cxlint.cache import Cache, key_of
from cxlint.language import Sentence, english
from cxlint.linter import Linter
from cxlint.model import Span
from cxlint.phrase import Phrase
from cxlint.rule_files import builtin_rules
from cxlint.settings import Settings
from cxlint.suppress import misspelt, suppressions

_PATHS = ("x.md", "x.html", "x.txt", "x.rst", "x.adoc")
_SENTENCE = "Our back-office team, which isn't small, handles 12 refunds a day."
_MARKS = (
    " ", "-", "\n", " *", "* ", "**", "_", "`", "[", "](/x) ", "][r] ", "<b>", "</b>", "<!-- x -->", "&nbsp;",
    "&#45;", "\u00ad", "\u200b", "\\\n", "  \n", "\n> ", "\n- ", " “", "” ", "’s ", "/", " | ", "~~", "\u2011",
    ". ", "\r\n", "\t", "\\*", "![", "[^1]", "&amp; ", "<br>", ", ", "\n\n", "—",
)  # fmt: skip


def check_tokens(data: bytes) -> None:
    """A token pattern: refused with a reason, or one that spaCy runs on a sentence."""
    try:
        tokens = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(tokens, list) or not all(isinstance(one, dict) for one in tokens):
        return
    try:
        token_pattern.check(tokens)
    except token_pattern.BadTokens as error:
        assert str(error)
        return
    sentence = Sentence(_SENTENCE, Span(0, len(_SENTENCE)), english())
    sentence.english.matcher({"0": [tokens]})(sentence.tagged_doc, with_alignments=True)


def check_silences(data: bytes) -> None:
    """Comments that silence: what holds where is what going through all of them says."""
    document = readers.parse(data.decode("utf-8", "replace"), path="x.md")
    silences = suppressions(document)
    misspelt(document)
    rules = ("people/rank", "people/minimiser", "service/not-my-department")
    places = {0, len(document.source), *(one.reach.start for one in silences)}
    places |= {one.reach.end for one in silences} | {one.comment.start for one in silences}
    for rule in rules:
        for offset in places:
            covering = (
                one for one in silences
                if (not one.rules or {rule, rule.partition("/")[0]} & {*one.rules})
                and silences.reach(one, rule).start <= offset < silences.reach(one, rule).end
            )  # fmt: skip
            assert silences.of(rule, offset) is next(covering, None)


def check_cache(data: bytes) -> None:
    """A cache that something else has written: what cannot be read back is not there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "found.sqlite").write_bytes(data)
        with Cache(folder) as cache:
            settings = Settings()
            assert cache.get(key_of(b"x", Path("x.md"), settings)) is None
            assert cache.outline(settings) is None


def check_prefilter(data: bytes) -> None:
    """Words of rules between marks: whatever is found of them without the prefilter is found with it."""
    if len(data) < 3:
        return
    path = _PATHS[data[0] % len(_PATHS)]
    text = composed(data[1:120])
    quick, thorough = (one.check(readers.parse(text, path=path)) for one in _linters())
    assert quick == thorough, (path, text)


def composed(data: bytes) -> str:
    """Bytes as a text: two name a phrase and how it is spelt, a third the mark that follows a word."""
    phrases, text, at = _phrases(), [], 0
    while at + 2 < len(data):
        phrase = phrases[(data[at] << 8 | data[at + 1]) % len(phrases)]
        words = _spelt(phrase, data[at + 2])
        at += 3
        for word in words:
            mark = _MARKS[data[at] % len(_MARKS)] if at < len(data) else " "
            cut = len(word) // 2 if at < len(data) and data[at] >= 240 else len(word)
            text += [word[:cut], mark, word[cut:]]
            at += 1
    return "".join(text)


def _spelt(phrase: Phrase, choice: int) -> list[str]:
    words = []
    for element in phrase.elements:
        for slot in element[choice % len(element)]:
            words.append(slot.words[choice % len(slot.words)].rstrip("=") if slot.words else "new")
    return words


@cache
def _phrases() -> tuple[Phrase, ...]:
    rules = builtin_rules()
    return tuple(rules.phrase(case) for rule in rules for case in rule.cases if case.phrase)


@cache
def _linters() -> tuple[Linter, Linter]:
    return Linter(), Linter(prefilter=False)


LAWS = {
    "tokens": check_tokens,
    "silences": check_silences,
    "cache": check_cache,
    "prefilter": check_prefilter,
}


def law_seeds(target: str) -> Iterator[bytes]:
    """What the fuzzer starts from."""
    if target == "tokens":
        for rule in builtin_rules():
            yield from (json.dumps(case.tokens).encode() for case in rule.cases if case.tokens)
        yield b'[{"LOWER": {"REGEX": "^a+$"}, "OP": "{1,2}"}, {"LENGTH": {">=": 2}, "OP": "!"}]'
        yield b'[{"TEXT": {"FUZZY1": {"IN": ["team"]}}, "IS_STOP": false}, {"MORPH": {"IS_SUPERSET": ["Number=Sing"]}}]'
    elif target == "silences":
        yield b"<!-- cxlint-disable people -->\n\nx\n\n<!-- cxlint-enable people/rank -->\n\ny\n"
        yield b"x <!-- cxlint-disable-line -->\n<!-- cxlint-disable-next-line people/rank -- why -->\n\ny\n"
        yield b"<!-- cxlint-disable-file service -->\n<!-- cxlint-disabel -->\n<!-- cxlint-enable -->\n"
    elif target == "cache":
        with tempfile.TemporaryDirectory() as name:
            with Cache(Path(name)) as cache:
                cache.put_outline(Settings(ignore=("people",)), Linter().outline)
            yield (Path(name) / "found.sqlite").read_bytes()[:8192]
    else:
        for number in range(0, 4000, 97):
            marks = range(number % 40, number % 40 + 9)
            yield bytes([number % 5, number >> 8, number & 255, 1, *marks])
