"""Tags of template engines: “{{ name }}”, “{% if … %}”, “<%= … %>” are code, not words.

Jinja, Liquid, Handlebars, Hugo, Vue, ERB and their like write them into pages and Markdown alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cxlint.text import STAND_IN

# Never over a blank line: an editor reads what follows one by itself.
_BREAK = r"[\r\n](?![ \t]*+[\r\n])"
_TAG = re.compile(
    rf"\{{\{{(?P<value>(?:[^{{}}\r\n]|{_BREAK}){{1,300}}+)\}}\}}"
    rf"|\{{%(?:[^{{}}%\r\n]|%(?!\}})|{_BREAK}){{1,300}}+%\}}"
    r"|<%(?P<output>[=-]?)(?:[^<>%\r\n]|%(?!>)){1,300}+%>"
    r"|\{#[^{}#\r\n]{1,300}+#\}"
)


class Tag(NamedTuple):
    """The place of a tag, and what it reads as: a word where it puts one in, or nothing."""

    start: int
    end: int
    reads: str


def tags(source: str, start: int, end: int) -> Iterator[Tag]:
    """The tags in a stretch of a source, in order."""
    if not any(source.find(mark, start, end) >= 0 for mark in ("{{", "{%", "<%", "{#")):
        return
    for tag in _TAG.finditer(source, start, end):
        yield Tag(*tag.span(), STAND_IN if tag["value"] or tag["output"] else "")
