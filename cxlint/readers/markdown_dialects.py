"""What programs that publish Markdown add to it, told to a parser that knows CommonMark alone.

Nothing is moved: every line stays as wide, in bytes, as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cxlint.readers import templates
from cxlint.readers.templates import Tag
from cxlint.text import STAND_IN

# A line end to Markdown, not to its parser.
_LONE_RETURN = re.compile(r"\r(?!\n)")
# ":::tip Title" … ":::" of Docusaurus, VuePress, MyST and Pandoc.
_FENCE = re.compile(
    r"(?m)^([ \t>]*+)(:{3,}+)([ \t]*+[\w-]*+(?:[ \t]*+\{[^{}\r\n]*+\})?)(?=[\s\[]|\Z)"
)
# '!!! note "Title"', '??? note', '=== "Tab"' of MkDocs; what is indented below belongs to them.
_INDENTING = re.compile(r"(?m)^([ \t>]*+)(?:!!!(?= ++\w)|\?\?\?(?=\+? ++\w)|===(?=[+!]? ++\"))")
_IMPORT = re.compile(
    r"(?:^|(?<=[\r\n]))import [^\r\n]{1,200}? from ([\"'])[^\"'\r\n]++\1;?[ \t]*+(?=[\r\n]|\Z)"
)


def in_commonmark(source: str, code: Sequence[Tag]) -> str:
    """A source with its dialect in CommonMark, and words without marks in the place of `code`.

    A fence becomes a heading where it opens and a blank line where it closes, what has an indented
    text below it becomes an item of a list.
    """
    if code:
        edges = [0, *(edge for tag in code for edge in tag[:2]), len(source)]
        parts = [source[start:end] for start, end in pairwise(edges)]
        parts[1::2] = map(_word, parts[1::2])
        source = "".join(parts)
    source = _LONE_RETURN.sub("\n", source)
    if ":::" in source:
        source = _FENCE.sub(_heading, source)
    return _INDENTING.sub(r"\1-  ", source)


def code(source: str) -> Sequence[Tag]:
    """What is code to those programs, in order."""
    found = list(templates.tags(source, 0, len(source)))
    if "import " in source:
        taken = {tag.start for tag in found}
        imports = (Tag(*one.span(), STAND_IN) for one in _IMPORT.finditer(source))
        found += [one for one in imports if taken.isdisjoint(range(one.start, one.end))]
    return sorted(found)


def _word(code: str) -> str:
    return "".join(
        one if one in "\r\n" else "x" * len(one.encode("utf-8", "surrogatepass")) for one in code
    )


def _heading(fence: re.Match[str]) -> str:
    before, colons, name = fence.groups()
    blank = " " * len((colons + name).encode("utf-8", "surrogatepass"))
    return before + ("#" + blank[1:] if name.strip() else blank)
