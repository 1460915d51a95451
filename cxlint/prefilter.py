"""Whether a text can hold a finding at all: one search for what `anchors` derives from the rules.

The law it keeps: whatever the matcher would find, the prefilter lets through. It works on UTF-8
bytes with google-re2, some hundred megabytes a second whatever the number of phrases
(`tests/benchmarks/throughput.py`), and knows no rules, so that a clean text loads none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any
from weakref import WeakValueDictionary

from cxlint.model import Span, Stretches
from cxlint.text import ByteOffsets

# What may stand between two words of a marked-up source and holds letters of its own.
_MARKUP = re.compile(rb"(<[^<>]*>|\]\([^()]*\)|\]\[[^\]]*\]|\[\^[^\]\s]*\]|&#?\w+;)")
# Marks inside a word hide it from any search for words; such sources are always let through.
_HIDDEN = (
    r"[A-Za-z](?:\*+|\\|&#?[A-Za-z0-9]{1,8};|</?[a-zA-Z][^<>]*>|<!--|\]\([^()]*\)|~~|_{2,}|\#\#|`+)[A-Za-z]"
    r"|[A-Za-z]<!--|&#|\\(?:[bfnrt]|u[0-9a-fA-F]{0,4})|\xc2\xad|\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf|=\r?\n"
)
# Matches nowhere.
NOTHING = r"[^\x00-\xff]"


class Prefilter:
    """Asks whether a text may hold a match of some rules, by one pattern; False is certain."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @classmethod
    def of(cls, pattern: str) -> Prefilter:
        """The prefilter of a pattern; linters that search by the same one share it while they live."""
        known = _in_use.get(pattern)
        if known is None:
            known = _in_use[pattern] = cls(pattern)
        return known

    def may_match(self, prose: str) -> bool:
        """Whether a block of prose may hold a match."""
        return self._prose.search(_searched(prose.encode("utf-8", "replace"))) is not None

    def stretches(self, source: str) -> Stretches:
        """Where a source, markup and all, may hold a match.

        Whatever the matcher finds in a block of the source, one of these touches: where a match
        does not begin a stretch, an earlier one runs into it, since the search leaves no gaps.
        """
        if not self.pattern:
            return Stretches(
                [Span(0, len(source))]
            )  # some case has no sure word: it may be anywhere
        data = source.encode("utf-8", "surrogatepass")
        found = [one.span() for one in self._prose.finditer(_searched(data))]
        # A block may begin right behind an escape that hides where its first word does.
        found += [(one.start(), min(one.end() + 1, len(data))) for one in _hidden().finditer(data)]
        pieces = _MARKUP.split(data)
        if len(pieces) > 1:
            # Markup is blanked at its length, so that what is found there has its place.
            pieces[1::2] = [b" " * len(piece) for piece in pieces[1::2]]
            found += [one.span() for one in self._prose.finditer(_searched(b"".join(pieces)))]
        return _covered(found, source) if found else Stretches(())

    @cached_property
    def _prose(self) -> Any:
        return _compiled(self.pattern)


def _searched(data: bytes) -> bytes:
    """What is searched: to spaCy an underscore is a mark, as in “_back office_”, to RE2 a letter."""
    return data.replace(b"_", b"-")


_in_use: WeakValueDictionary[str, Prefilter] = WeakValueDictionary()


@cache
def _hidden() -> Any:
    return _compiled(_HIDDEN)


# A byte inside a character counts as so many characters further on at most.
_WIDEST = 3


def _covered(found: list[tuple[int, int]], source: str) -> Stretches:
    """Stretches of bytes as those of code points."""
    point = ByteOffsets(source).code_point
    return Stretches(Span(max(point(first) - _WIDEST, 0), point(last)) for first, last in found)


def _compiled(pattern: str) -> Any:
    import re2

    compiled = re2.compile(pattern.encode("ascii"), _options())
    # google-re2 keeps the last 128 expressions, of which each prefilter's takes tens of megabytes.
    re2.purge()
    return compiled


def _options() -> Any:
    """Bytes, not characters; any case; memory enough for the largest set of rules."""
    import re2

    kind: Any = re2.Options
    options = kind()
    options.encoding = kind.Encoding.LATIN1
    options.max_mem = 1 << 28
    options.case_sensitive = False
    options.log_errors = False
    return options


class CaseSet:
    """Which of many cases may match a sentence, in one pass."""

    def __init__(self, patterns: Iterable[str]) -> None:
        import re2

        self._set = re2.Set.SearchSet(_options())
        self._numbers: list[int] = []
        self._always: list[int] = []
        for number, pattern in enumerate(patterns):
            if pattern:
                self._set.Add(pattern.encode("ascii"))
                self._numbers.append(number)
            else:
                self._always.append(number)
        self._set.Compile()

    def matching(self, text: str) -> list[int]:
        """The numbers of the cases that may match, ascending."""
        data = _searched(text.encode("utf-8", "replace"))
        found: Any = (self._set.Match(data) if self._numbers else None) or ()
        return sorted([*(self._numbers[index] for index in found), *self._always])
