"""Lines of a list of words: one to avoid, and mostly one to take in its place.

back office → operations
chairman: use “chair”
❌ grunt work ✅ routine work
Don't: just a receptionist
"""

from __future__ import annotations

import re

from cxlint.model import Span

_MARKS = r"[\s“”\"‘’'*]*"
_BEGINNING = re.compile(rf"{_MARKS}(?:(?:an?|the) )?")
# After the word, and two more that may belong to it: another word, or the advice to take one.
_OTHER_WORD = re.compile(
    rf"(?: [\w-]+){{0,2}}{_MARKS}(?:→|⇒|➔|➜|->|=>) ?[^→⇒➔➜<>=]{{2,60}}$"
    rf"|(?: [\w-]+){{0,2}}{_MARKS}(?:[:;,(]|[–—-]+(?=\s))\s*(?:please |instead,? |better:? )?"
    r"(?:use|say|write|prefer|replace(?:d)? (?:by|with)|instead:?|(?:do not|don['’]t|never) (?:use|say|write)"
    r"|avoid(?=\W*$)|deprecated(?=\W*$)|banned(?=\W*$))"
    # "Per my last email, please use the new form": what is used there is no word.
    r"(?!\s+(?:the|our|this|that|my|your|their|these|those|it|them|an?)\b(?! (?:word|term|phrase|title)))(?:\W+[\w'’/-]+){0,7}\W*$",
    re.I,
)
_CROSSED = re.compile(r"[❌✗✘✖🚫👎⛔]\ufe0f?\s*[^✅✓✔☑👍❌✗✘✖🚫👎⛔]{0,60}$")
_LABELLED = re.compile(
    rf"^{_MARKS}(?:do ?n['’]ts?|do not(?: say| write| use)?|avoid|never|bad|wrong|not this|instead of|not)"
    rf"{_MARKS}:{_MARKS}[^.:!?✅✓✔]{{0,60}}$",
    re.I,
)


def listed_in(block: str, span: Span) -> str | None:
    """What tells that a block is a line of a list of words, and `span` the word to avoid."""
    before, after = block[: span.start], block[span.end :]
    told = _CROSSED.search(before) or _LABELLED.search(before)
    if told is None and _BEGINNING.fullmatch(before):
        told = _OTHER_WORD.match(after)
    return told.group().strip() if told else None
