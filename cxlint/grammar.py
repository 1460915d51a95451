"""Questions about a sentence's grammar: what a stretch of words is in it.

Word lists answer first where they are sure; the parser is asked for the rest (on fresh sentences
about these very questions the two complement each other).
"""

from __future__ import annotations

import re
from typing import Any, Literal

from cxlint.document import Role
from cxlint.language import Sentence, Word
from cxlint.model import Span
from cxlint.phrase import FUNCTION_WORDS

Place = Literal["modifier", "noun", "title"]

_PLURAL_POSSESSIVE = re.compile(r"['’](?=\s)")
_MODIFIERS = frozenset(
    {"compound", "amod", "nmod", "nmod:poss", "flat", "appos", "nummod", "goeswith"}
)
_NOUNS = frozenset({"NOUN", "PROPN"})
_STOPS = FUNCTION_WORDS | frozenset(
    """needs need needed handles handle handled gets get got also only just who whom that which works work
    worked runs run ran takes take took makes make made keeps keep kept then now here there today
    well too either both every each all some any last next first yesterday tomorrow once twice again soon later early late during after before until since over under across between through between per via alone together more most often usually always never still already again back
    consists consisted includes included comprises exists existed remains remained becomes became stays stayed seems seemed
    employs employed belongs belonged lives sits sat deserves deserved""".split()
)


def place_of(
    sentence: Sentence, span: Span, role: Role, nouns: frozenset[str]
) -> tuple[Place, bool]:
    """What `span` is in its sentence, and whether that is sure.

    A modifier stands before the noun that it describes; a title is the (capitalised) name of a
    job. `nouns` are words that are nouns wherever they follow the span.
    """
    following = next((word for word in sentence.words if word.span.start >= span.end), None)
    glued = following is not None and not re.search(
        r"[.,;:!?()\[\]/|]", sentence.block[span.end : following.span.start]
    )
    if following is None or not glued or not following.text[0].isalnum():
        return "noun", True
    if _PLURAL_POSSESSIVE.match(sentence.block, span.end) and span.of(sentence.block)[-1] in "sS":
        return "noun", True
    if _is_title(span.of(sentence.block), following.text, role, following.lower in nouns):
        return "title", True
    if following.lower in nouns:
        return "modifier", True
    if following.lower in _STOPS:
        return "noun", True
    return _parsed(sentence, span, following) if sentence.has_grammar else ("modifier", False)


def _parsed(sentence: Sentence, span: Span, following: Word) -> tuple[Place, bool]:
    """What the parser says that a stretch of words is."""
    token = sentence.token_at(span.end - 1)
    after = sentence.token_at(following.span.start)
    if token is None or after is None:
        return "modifier", False
    if after.pos_ in _NOUNS and _needs_verb(sentence, after):
        return "noun", False
    if token.head.i > token.i and token.dep_ in _MODIFIERS and token.head.pos_ in _NOUNS:
        return "modifier", True
    if after.pos_ in _NOUNS or after.pos_ == "ADJ":
        return "modifier", after.pos_ in _NOUNS
    return "noun", after.pos_ in ("VERB", "AUX", "ADP", "ADV", "PUNCT", "CCONJ", "SCONJ")


def _needs_verb(sentence: Sentence, after: Any) -> bool:
    """Whether a word read as a noun must be the verb: its sentence ends as one and has no other."""
    if sentence.text.rstrip(" \"'”’)")[-1:] not in (".", "?", "!"):
        return False
    others = (token for token in sentence.parse if token.i != after.i)
    return not any(token.pos_ in ("VERB", "AUX") for token in others)


def _is_title(words: str, following: str, role: Role, is_noun: bool) -> bool:
    if (
        not following[0].isupper()
        or not words[:1].isupper()
        or words.isupper() != following.isupper()
    ):
        return False
    return role in (Role.TITLE, Role.HEADING) or (
        following[1:].islower()
        and is_noun is False
        and bool(re.match(r"(?i)\w*(?:er|or|ist|ant|ive|ian|head|lead|clerk|intern)s?$", following))
    )
