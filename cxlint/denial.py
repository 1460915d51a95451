"""Denial: a "not" that governs a match, so that the sentence says the idea is wrong or the thing is not there.

"We have no back office" denies it; "we do not delay payments to the back office" uses it. What lies
between the negation and the match tells them apart: being, having, wanting, calling and the like carry
the denial to it, any other verb keeps it for itself. What is definite ("our back office") is there all the
same, unless somebody is denied to *be* it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxlint.document import Role
from cxlint.matching import Match

_NEGATION = re.compile(
    r"\b(?:no one|nobody|nothing|none|not|never|no|nor|neither|without|cannot|hardly|stop(?:s|ped|ping)?|far from"
    r"|rather than|instead of|more than|anything but)\b|n['’]t\b",
    re.I,
)
_FAR = 90
_WORD = re.compile(r"[\w'’-]*\w|[,;:—–()|/]")
_BEING = frozenset(
    "be been being am is are was were 's 're 'm become becomes became becoming".split()
)
_HAS_BEING = re.compile(r"(?:^|\s|['’])(?:am|is|are|was|were|ai|s|re|m|be|been|being)\s*$", re.I)
# Verbs that say what somebody is to somebody: what they govern stands after "as" or after an object.
_VIEWING = frozenset(
    """see sees seen seeing saw view views viewed viewing regard regards regarded regarding treat treats treated
    treating describe describes described describing think thinks thought thinking look looks looked looking speak
    speaks speaking talk talks talking refer refers referred referring""".split()
)
_NAMING = frozenset(
    """call calls called calling consider considers considered considering label labels labelled labeled labelling
    labeling name named deem deemed""".split()
)
_MAKING = frozenset("make makes made making".split())
_CARRYING = frozenset(
    """do does did done doing have has had having will would can could should shall may might must need needs needed
    want wants wanted wanting feel feels felt feeling seem seems remain remains reduce reduces reduced reducing turn
    turns turned turning believe believes believed hire hires hired hiring employ employs employed employing seek seeks
    seeking interested exist exists use uses using say says saying mean means ask asks asked expect expects expected
    tolerate tolerates accept accepts allow allowed let lets get gets find finds finding offer offers true case agree
    like stuck left relegated condemned end up in into of for to about as with at it's i'm you're we're they're he's she's""".split()
)
_VERBS = _BEING | _VIEWING | _NAMING | _MAKING | _CARRYING
_THAT_AFTER = frozenset(
    "think thinks believe believes say says saying true accept agree feel feels mean means case".split()
)
_SMALL = frozenset(
    """i you he she it we they me him her us them anyone anybody anything someone somebody everyone everybody people
    somebody's someone's anybody's anyone's much here there all ever really actually simply just only merely mere even more longer anymore too so very quite
    necessarily always often such thing things and or nor where this that these those not""".split()
)
_INDEFINITE = frozenset("a an any another some one".split())
_DEFINITE = frozenset("the our your their its my his her this that these those".split())
_OBJECTS = frozenset(
    "them it us him her me you anyone anybody someone somebody everyone people staff colleagues".split()
)
_LIMITING = frozenset("all every even until only just merely simply always yet".split())
_PLACES = frozenset("in at of from on among".split())
_NO_DENIAL = frozenset("matter doubt wonder sooner later".split())
_AFTER = re.compile(
    r"^[”\"’']?(?: [\w'’-]+){0,2} (?:do(?:es)?(?: not|n['’]t) exist|no longer exists?|(?:is|are) a myth|ha(?:s|ve) no place|need not apply)\b",
    re.I,
)
_CLEFT = re.compile(r"\bit(?:['’]s| is| was)\s*$", re.I)
_THAT = re.compile(r"^[”\"’']?(?: \w+)? (?:that|who|which)\b", re.I)
_QUALITIES = 3
# A noun, a verb and what the verb says.
_WHOLE_SENTENCE = 3


def denied(match: Match, _: Role) -> str | None:
    """By what the sentence denies the idea of the match, if it does."""
    text, base = match.sentence.text, match.sentence.span.start
    before, after = text[: match.span.start - base], text[match.span.end - base :]
    gone = _AFTER.match(after)
    if gone:
        return f"denies the idea (“{gone.group().strip()}”)"
    first = max(len(before) - _FAR, 0)
    for negation in _NEGATION.finditer(before, first):
        if _governs(negation, before, after):
            return f"denies the idea (“{before[negation.start() :].strip()[:40]}”)"
    return None


def _governs(negation: re.Match[str], before: str, after: str) -> bool:
    cue = negation.group().lower().replace("’", "'")
    of_being = _HAS_BEING.search(before[: negation.start()]) is not None
    words = [word.lower().replace("’", "'") for word in _WORD.findall(before, negation.end())]
    if "," in words:
        return _governs_list(words, cue, after)
    if words and not _may_begin(cue, words[0], of_being=of_being):
        return False
    if cue == "no" and not before[: negation.start()].strip(" \"“‘'*-•") and _goes_on(words, after):
        return False
    if of_being and _CLEFT.search(before[: negation.start()]) and _THAT.match(after):
        return False  # "it is not the back office that delays invoices"
    if cue in ("rather than", "instead of", "more than"):
        return bool(words) and all(word in _INDEFINITE | _BEING | _SMALL | {"as"} for word in words)
    return _carries(words, cue, of_being=of_being)


def _may_begin(cue: str, first: str, *, of_being: bool) -> bool:
    """Whether the first word after a negation leaves it its whole force."""
    if cue in ("nobody", "no one", "none", "nothing"):
        return first not in _PLACES
    if cue == "no":
        return first not in _NO_DENIAL
    if cue in ("not", "n't") and not of_being:
        return first not in _LIMITING and first != "like"
    return first not in ("all", "every", "even", "until")


def _goes_on(words: Sequence[str], after: str) -> bool:
    """Whether "No back-office team …" begins a sentence that says something of each of them."""
    said = re.findall(r"[\w'’-]+", re.split(r"[,.;:!?]", after, maxsplit=1)[0])
    return len(said) >= _WHOLE_SENTENCE and not any(word in _BEING for word in words)


def _carries(words: Sequence[str], cue: str, *, of_being: bool) -> bool:
    """Whether the words between a negation and a match carry the one to the other."""
    others = 0
    in_phrase = cue in ("no", "without")
    for number, word in enumerate(words):
        if word == "that" and number and words[number - 1] not in _THAT_AFTER:
            return False
        if word in _INDEFINITE or word in _DEFINITE:
            in_phrase = True
        elif number and words[number - 1] in _INDEFINITE | _DEFINITE and word in _VERBS:
            others += 1  # "a call center", "the use of"
        elif word in _VERBS:
            in_phrase = word in _VIEWING or word in _NAMING
        elif word in _SMALL:
            continue
        elif in_phrase and word[0].isalnum() and not word.endswith("ed"):
            others += 1
        elif number and number == len(words) - 1 and words[number - 1] in _CARRYING:
            others += 1  # "do not do mindless grunt work"
        else:
            return False
    return others <= _QUALITIES and _is_reached(words, cue, of_being=of_being)


def _is_reached(words: Sequence[str], cue: str, *, of_being: bool) -> bool:
    """Whether the last verb before a match takes it as what somebody is, has or wants."""
    verbs = [n for n, word in enumerate(words) if word in _VERBS]
    last = max(verbs, default=-1)
    verb = words[last] if verbs else ""
    rest = words[last + 1 :]
    if not verbs:
        if cue in ("nor", "nobody", "no one", "none", "nothing") and not of_being:
            return False
        return of_being or not _is_definite(words)
    if verb in _VIEWING:
        return False
    is_named = any(word in _NAMING | _MAKING for word in words[: last + 1]) and bool(
        _OBJECTS.intersection(rest)
    )
    if verb in _BEING or verb in ("as", "like", "into") or is_named:
        return True
    if verb in _NAMING | _MAKING:
        return False
    return not _is_definite(rest)


def _is_definite(words: Sequence[str]) -> bool:
    return any(word in _DEFINITE for word in words)


def _governs_list(words: Sequence[str], cue: str, after: str) -> bool:
    """Whether the match is a later member of a list that is denied: no bosses, underlings or minions."""
    cut = len(words) - 1 - list(reversed(words)).index(",")
    member, earlier = words[cut + 1 :], [word for word in words[:cut] if word != ","]
    is_list = "or" in member or "nor" in member or re.match(r"[”\"’']?,? (?:or|nor)\b", after)
    plain = [word for word in member if word not in ("or", "nor", "a", "an", "any")]
    return bool(
        earlier
        and is_list
        and len(plain) <= 1
        and not any(word in _DEFINITE for word in member)
        and _carries([*_without_noun(earlier)], cue, of_being=True)
    )


def _without_noun(words: Sequence[str]) -> Sequence[str]:
    """The words of a list's first part without the noun that it ends with."""
    return words[:-1] if words[-1] not in _CARRYING else words
