"""Regular expressions with few meanings, spelt out: `colou?r` is *colour* and *color*."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

# Beyond this many, an expression is no list of words.
_MOST = 60


class NotFiniteError(ValueError):
    """An expression that is no short list of texts; the text says why."""


def spelt_out(expression: str) -> list[str]:
    """All texts that an expression matches, shortest first. Raises NotFiniteError."""
    parser: Any = getattr(re, "_parser")  # noqa: B009  (without a public name since Python 3.11)
    # Look-behinds of any width and named groups are .NET's; what Python does not read is left.
    try:
        tree = parser.parse(expression)
    except re.error as error:
        raise NotFiniteError(f"not an expression that Python reads ({error})") from None
    return sorted(dict.fromkeys(_sequence(tree)), key=len)


def _sequence(items: Any) -> list[str]:
    texts = [""]
    for name, value in items:
        texts = [a + b for a, b in product(texts, _one(str(name), value))]
        if len(texts) > _MOST:
            raise NotFiniteError(f"more than {_MOST} spellings")
    return texts


def _one(name: str, value: Any) -> list[str]:
    kinds: dict[str, Any] = {
        "LITERAL": lambda: [chr(value)],
        "IN": lambda: _class(value),
        "BRANCH": lambda: [text for option in value[1] for text in _sequence(option)],
        "SUBPATTERN": lambda: _sequence(value[3]),
        "MAX_REPEAT": lambda: _repeated(*value),
        "MIN_REPEAT": lambda: _repeated(*value),
    }
    if name in kinds:
        texts: list[str] = kinds[name]()
        return texts
    if name == "AT" and str(value) == "AT_BOUNDARY":
        return [""]
    return _too_open(
        {"ANY": "a dot", "ASSERT": "looks around", "ASSERT_NOT": "looks around"}.get(
            name, name.lower()
        )
    )


def _repeated(least: int, most: int, inner: Any) -> list[str]:
    if most > 2:
        # White space, however much of it, reads as one space.
        return [" "] if least and _is_space(inner) else _too_open("repeats")
    return [text for times in range(least, most + 1) for text in _sequence(list(inner) * times)]


def _is_space(inner: Any) -> bool:
    return all(text.isspace() for text in _sequence(inner))


def _class(items: Any) -> list[str]:
    texts: list[str] = []
    for name, value in items:
        if str(name) == "LITERAL":
            texts.append(chr(value))
        elif str(name) == "RANGE" and value[1] - value[0] < 10:
            texts += [chr(code) for code in range(value[0], value[1] + 1)]
        elif str(value) == "CATEGORY_SPACE":
            texts.append(" ")
        else:
            _too_open("a class of characters")
    return texts


def _too_open(what: str) -> list[str]:
    raise NotFiniteError(f"no list of words ({what})")
