"""Addresses in prose: URLs, e-mail addresses, paths, file names and identifiers, which are no words."""

from __future__ import annotations

import re

from cxlint.model import Span

# Whatever is longer, on either side of a match, is none that anybody wrote.
_FAR = 2000
# Each begins at the beginning of a run of its characters, or is short: a run is not read again from
# each of its characters.
_ADDRESS = re.compile(
    r"""(?x)
    \b[a-z][a-z0-9+.-]{0,30}://[^\s<>"”’)\]]+       # a URL
    | \bwww\.[^\s<>"”’)\]]+
    | [\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+(?::[\w.~/-]+)?  # an e-mail address, or a place on a host
    | (?<![\w/])(?:~|\.{1,2})?/(?:[\w.-]+/)*[\w.-]*[\w]  # a path
    | \b[A-Za-z]:\\[^\s"”]+
    | (?<![\w./\\-])[\w./\\-]*[\w-]\.(?:com|org|net|gov|edu|io|de|uk|co|html?|md|py|js|ts|ya?ml|json|csv|docx?|xlsx?|pdf|png|jpe?g|gif|svg|txt|exe|sh|rb|erb|go|java|sql|xml|toml)\b(?:/\S*)?
    | [#@][\w-]*[a-z][\w-]*(?:\.[\w-]+)*            # a channel, a handle
    | \b\w+(?:_\w+)+\b                              # an identifier
    """
)


def address_of(text: str, span: Span) -> str | None:
    """The address, path or file name that `span` lies in; those are no prose."""
    # Addresses hold no white space: one that begins before the run of words cannot reach it.
    start = max(text.rfind(" ", max(span.start - _FAR, 0), span.start), span.start - _FAR, 0)
    end = text.find(" ", span.end, span.end + _FAR)
    for found in _ADDRESS.finditer(
        text, start, min(span.end + _FAR, len(text)) if end < 0 else end
    ):
        if found.start() <= span.start and span.end <= found.end():
            return found.group()
    return None
