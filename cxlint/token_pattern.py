"""What a rule's token patterns may say: spaCy's language, within bounds that no text can stretch.

Rules may come from strangers. A pattern is refused while its file is read when it is none, when
its regular expressions are none of RE2 (which run in time linear in the text; Python's may run
for ever), or when it may stand for so many sequences of tokens that a hostile text would keep the
matcher busy. Nothing here needs spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

_TEXTS = frozenset("ORTH TEXT LOWER NORM POS TAG MORPH DEP LEMMA SHAPE".split())
_FLAGS = frozenset(
    "SPACY IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_UPPER IS_TITLE IS_PUNCT IS_SPACE IS_BRACKET IS_QUOTE "
    "IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY IS_STOP IS_SENT_START SENT_START LIKE_NUM LIKE_URL LIKE_EMAIL".split()
)
_SETS = frozenset("IN NOT_IN IS_SUBSET IS_SUPERSET INTERSECTS".split())
_FUZZY = frozenset(["FUZZY", *(f"FUZZY{number}" for number in range(1, 10))])
# spaCy takes apart what it compares sets of features with.
_FEATURES = re.compile(r"_?|[^|=]+=[^|=]+(?:\|[^|=]+=[^|=]+)*")
_COMPARISONS = frozenset("== != >= <= > <".split())
_OPERATOR = re.compile(r"[?*+!]|\{(?P<least>\d*)(?P<upto>,?)(?P<most>\d*)\}")

MOST_TOKENS = 40
# How much a pattern may leave open. spaCy's matcher follows every choice of tokens that may be
# missing, twice as many for each; a token that repeats without end counts for several.
MOST_OPEN = 12
_ENDLESS = 8
LONGEST_EXPRESSION = 4_000
_EXPRESSION_MEMORY = 1 << 20


class BadTokens(ValueError):
    """A token pattern that is refused; the text says why."""


def check(tokens: Sequence[Mapping[str, Any]]) -> None:
    """Raise BadTokens unless a pattern is one that spaCy can run, and quickly on any text."""
    if not tokens:
        raise BadTokens("a pattern needs tokens")
    spread = [_spread(token.get("OP", "{1}")) for token in tokens]
    if sum(most for _, most in spread) > MOST_TOKENS:
        raise BadTokens(f"a pattern may be {MOST_TOKENS} tokens long, repetitions counted")
    if sum(left for left, _ in spread) > MOST_OPEN:
        raise BadTokens(
            f"too much may be missing or repeat: a “?” counts for 1, {{2,5}} for 3, “*” and “+” "
            f"for {_ENDLESS}, and a pattern may have {MOST_OPEN}"
        )
    for token in tokens:
        for name, value in token.items():
            if name != "OP":
                _check_attribute(name, value)


def _spread(operator: Any) -> tuple[int, int]:
    """How much an operator leaves open, and how many tokens it stands for when they are spelt out."""
    found = _OPERATOR.fullmatch(operator) if isinstance(operator, str) else None
    if found is None or operator == "{,}":
        raise BadTokens(f"OP: no such operator: {operator}")
    if found["upto"] is None:
        return {"?": (1, 1), "!": (0, 1)}.get(found[0], (_ENDLESS, 1))
    least = int(found["least"] or 0)
    if not found["upto"]:
        most = least
    elif found["most"]:
        most = int(found["most"])
    else:
        return _ENDLESS, least + 1
    if most < max(least, 1):
        raise BadTokens(f"OP: {operator} can never be")
    return most - least, most


def _check_attribute(name: str, value: Any) -> None:
    if name in _FLAGS:
        fits = isinstance(value, bool)
    elif name == "LENGTH":
        fits = _is_count(value) or (
            isinstance(value, Mapping)
            and all(
                (key in _COMPARISONS and _is_count(one))
                or (key in ("IN", "NOT_IN") and isinstance(one, list) and all(map(_is_count, one)))
                for key, one in value.items()
            )
        )
    elif name in _TEXTS:
        fits = isinstance(value, str) or (
            isinstance(value, Mapping)
            and all(_is_predicate(name, key, one) for key, one in value.items())
        )
    else:
        raise BadTokens(f"no such attribute: {name} (write spaCy's, in capitals; not “_”)")
    if not fits:
        raise BadTokens(f"{name}: spaCy knows no such value: {value}")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31


def _is_predicate(name: str, key: Any, value: Any) -> bool:
    """Whether spaCy can ask `key` of a text attribute; its expressions are tried on the way."""
    if key in _SETS:
        return isinstance(value, list) and all(
            isinstance(one, str) and (name != "MORPH" or _FEATURES.fullmatch(one)) for one in value
        )
    if key not in _FUZZY and key != "REGEX":
        return False
    expressions: Any = [value]
    if isinstance(value, Mapping):
        inner, expressions = next(iter(value.items())) if len(value) == 1 else ("", [])
        if (
            inner not in ("IN", "NOT_IN") or not isinstance(expressions, list) or name == "MORPH"
        ):  # which spaCy reads as features, whatever they are
            return False
    if not all(isinstance(one, str) for one in expressions):
        return False
    if key == "REGEX":
        for one in expressions:
            _try_expression(name, one)
    return True


def _try_expression(name: str, text: str) -> None:
    if len(text) > LONGEST_EXPRESSION:
        raise BadTokens(f"{name}: REGEX: longer than {LONGEST_EXPRESSION:,} characters")
    import re2

    try:
        expression(text)
    except (re2.error, UnicodeEncodeError) as error:
        reason = error.args[0] if error.args else error
        told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise BadTokens(
            f"{name}: REGEX: “{text}” is no expression of RE2, which knows no looking ahead or "
            f"behind and no back references: {told}"
        ) from None


@cache
def expression(text: str) -> Any:
    """A regular expression of a token pattern, ready to search in time linear in the token."""
    import re2

    kind: Any = re2.Options
    options = kind()
    options.max_mem = _EXPRESSION_MEMORY
    options.log_errors = False
    return re2.compile(text, options)
