"""Inline markup of reStructuredText: what a paragraph reads as, its marks seen through."""

from __future__ import annotations

import re

from cxlint.text import STAND_IN, Prose, ProseBuilder

_TEXT_ROLES = frozenset(
    {"emphasis", "strong", "sub", "subscript", "sup", "superscript", "title", "title-reference", "t", "abbr", "guilabel",
     "menuselection", "term", "dfn", "index"}
)  # fmt: skip
_INLINE = re.compile(
    r"""(?P<literal>``(?=\S).{1,1000}?(?<=\S)``)
    | :(?P<role>[\w.+:-]{1,60}):`(?P<inside>[^`]{1,1000})`
    | `(?P<after>[^`]{1,1000})`:(?P<role_after>[\w.+:-]{1,60}):
    | _?`(?P<phrase>[^`]{1,1000})`_{0,2}
    | \*\*(?=\S)(?P<strong>[^*]{1,1000})\*\*
    | (?<![\w*])\*(?=\S)(?P<emphasis>[^*]{1,1000})(?<!\s)\*(?!\w)
    | (?P<substitution>(?<!\w)\|(?=\S)[^|]{1,200}\|_{0,2})
    | (?<!\w)\[(?P<note>[^\]\s]{1,60})\]_
    | (?<!\w)(?P<word>[A-Za-z0-9](?:[A-Za-z0-9]|[-.+:](?=[A-Za-z0-9])){0,60})__?(?!\w)
    | \\(?P<escaped>\s|.)""",
    re.X | re.S,
)
_TITLED_TARGET = re.compile(r"(.*?)\s*<[^<>]*>$", re.S)


def inline(text: str) -> Prose:
    """The words of a paragraph, inline markup seen through."""
    builder = ProseBuilder(text)
    position = 0
    for found in _INLINE.finditer(text):
        builder.take(position, found.start())
        position = found.end()
        group = next(
            (
                g
                for g in ("phrase", "strong", "emphasis", "word", "escaped", "inside", "after")
                if found[g] is not None
            ),
            "",
        )
        inside = _inside(found, group) if group else None
        if inside is None:
            if found["note"] is None:
                builder.put(STAND_IN, *found.span())
        elif not (group == "escaped" and found[group].isspace()):
            builder.take(*inside)
    builder.take(position, len(text))
    return builder.build()


def _inside(found: re.Match[str], group: str) -> tuple[int, int] | None:
    """The part of an inline element that is read; None if none is."""
    start, end = found.span(group)
    if group in ("inside", "after", "phrase"):
        role = (found["role"] or found["role_after"] or "").lower()
        titled = _TITLED_TARGET.match(found[group])
        if titled and titled[1] and (not role or role not in _TEXT_ROLES):
            return start, start + titled.end(1)
        if role and role not in _TEXT_ROLES:
            return None
        if found[group].endswith(">") and found[group].startswith("<"):
            return None
    return start, end
