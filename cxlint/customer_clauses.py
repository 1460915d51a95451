"""Clauses that name who has the good of the work, without a verb of service.

"So that crews can leave on time", "tools that our fitters rely on", "the network for all depots",
"bring meals to the housebound".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxlint.customer_nouns import ends_phrase
from cxlint.customer_people import Mention, is_people, kind_of, people_after
from cxlint.linear import spans

# Words at which a closer look may pay.
_ANCHORS = (
    r"for|from|so that|ensur(?:es?|ing)|mak(?:es?|ing)|see(?:s|ing)? (?:to it )?that|that|which|whom|what|before"
    r"|when|until|how|why|around what|keep(?:s|ing)?|send(?:s|ing)?|leav(?:es?|ing)"
    r"|(?:rely|depend|count|lean) on|(?:should|will|can) (?:feel|notice|find|hear)|turn to"
    r"|issu(?:es?|ing)|pay(?:s|ing)?|bring(?:s|ing)?|hand(?:s|ing)? out|explain(?:s|ing)?|supply|supplies"
    r"|supplying|ship(?:s|ping)?|sell(?:s|ing)?|distribut(?:es?|ing)|dispens(?:es?|ing)|lend(?:s|ing)?"
    r"|rent(?:s|ing)?|show(?:s|ing)?|teach(?:es|ing)?|tell(?:s|ing)?|present(?:s|ing)?"
    r"|greet(?:s|ing)?|welcom(?:es?|ing)|look(?:s|ing)? after|car(?:es?|ing) for|feed(?:s|ing)?|seat(?:s|ing)?"
    r"|driv(?:es?|ing)|escort(?:s|ing)?|treat(?:s|ing)?|comfort(?:s|ing)?|brief(?:s|ing)?"
    r"|represent(?:s|ing)?|reassur(?:es?|ing)|onboard(?:s|ing)?|inform(?:s|ing)?|entertain(?:s|ing)?|visit(?:s|ing)?"
    r"|talk(?:s|ing)?|speak(?:s|ing)? (?:to|with)|listen(?:s|ing)? to|sit(?:s|ting)? with|interpret(?:s|ing)? for"
    r"|tak(?:es?|ing)|walk(?:s|ing)?|steer(?:s|ing)?|protect(?:s|ing)?|rescu(?:es?|ing)|put(?:s|ting)?|get(?:s|ting)?|(?:person|people|those|whoever|anyone|everyone)"
    r"|work(?:s|ing)? with|the (?:bereaved|sick|dying|housebound|homeless|elderly|vulnerable|injured|disabled"
    r"|unemployed|blind|deaf|poor|needy|dead|frail|aged|wounded|terminally ill)"
)
# Among requirements, these open what the applicant has done before.
_LOOSE = re.compile(r"(?i)(?:for|from|when|before|until|how|work\w* with)\b")

# A clause of purpose: whoever is its subject has the good of the work.
_SO_THAT = re.compile(
    r"(?i)(?:so that|ensur(?:e|es|ing)(?: that)?|mak(?:e|es|ing) sure(?: that)?|see(?:s|ing)? (?:to it )?that"
    r"|mak(?:e|es|ing) it (?:easy|easier|possible|simple|safe|clear) for|mak(?:e|es|ing) life easier for)\b"
)
# A relative clause, or one of time: its subject, and then a verb.
_RELATIVE = re.compile(r"(?i)(?:that|which|whom|what|before|when|until|how|why|around what)\b")
# Whom the sentence is for who reads it, or other companies: nobody who is served.
_NOT_SERVED = re.compile(
    r"(?i)\b(?:few|candidates?|applicants?|organi[sz]ations?|companies|employers|firms|competitors|employees"
    r"|members|individuals|assessors|raters|function)\b"
)
_APPLICANTS = re.compile(r"(?i)\b(?:candidates?|applicants?|function)\b")
_VERB_FOLLOWS = re.compile(
    r"[ \t\n]+(?!(?:and|or|of|in|on|at|for|with|to|from|by|who|that|which|as|is|are|was|were|report|work|join"
    r"|need to be|must be|within|across|into|under|per|than|via)\b)[a-z’']+"
)
_NO_RELATIVE = re.compile(
    r"(?i)(?:so|such|those|ensur\w+|sure|candidates?|applicants?|someone|people|somebody) $"
)
# After these, "for" is no gift.
_NOT_FOR = re.compile(
    r"(?i)\b(?:responsib\w+|account\w*|look(?:s|ing)?|search\w*|seek\w*|hir\w+|recruit\w*|vacanc\w+|wait\w*"
    r"|substitut\w*|cover\w*|deputi[sz]\w*|fill\w* in|stand\w* in|compet\w*|requirements?|criteria|eligib\w*"
    r"|opportunit\w*|suitable|ideal|perfect|qualif\w*|ask\w*|except|age|salary|wages?|standards?|rules|known"
    r"|allowances?|discounts?|interviews?|work(?:s|ed|ing)?|degree|license[sd]?|preference|selected|us"
    r"|specifically|names?|specifications?|accounts?|budgets?|tender\w*|experience|passion|hunt\w*|and|or)\s+$"
)
# What comes from those who are served.
_FROM_THEM = re.compile(
    r"(?i)\b(?:claims?|calls?|complaints?|queries|query|enquir(?:y|ies)|inquir(?:y|ies)|tickets?"
    r"|feedback|requests?|questions?|messages|letters|referrals|tips)\b[^.;:\n]{0,40}$"
)
_FOR_ITSELF = re.compile(
    r"(?i)for (?:you|yourself|us|(?:each|every) unit|example|instance|more|at least|up to|all (?:of )?our|a team)\b"
)
# The person before the verb, in clauses that leave out their relative.
_PERSON_BEFORE = re.compile(
    r"([A-Za-z][a-z’'-]+)[ \t\n]+(?:(?:can|could|will|would|must|may|all|really|actually)[ \t]+)?$"
)
_LEANING = re.compile(
    r"(?i)(?:rely|depend|count|lean) on|(?:should|will|can) (?:feel|notice|find|hear)|turn to\b"
)
# Something goes to somebody; whoever has the last word in the house is no customer.
_GIVING = re.compile(
    r"(?i)(?:issu|pay|bring|hand(?=\w* out)|explain|suppl|ship|sell|distribut|dispens|lend|rent|show|teach|tell|present"
    r"|send|giv|get(?=(?:s|ting)? (?!(?:in|on|up|out|back|down|through|over|used|close|started|access|exposure|to|you|your)\b)))(?:y|ies|s|es|e|ing|ping|ting)?\b(?! over| us\b| (?-i:[A-Z]))"
)
_TO = re.compile(r"\bto\b")
_BOSS = re.compile(
    r"(?i)\b(?:head|manager|supervisor|director|foreman|leader|chief|management|lead)$"
)
_CLAUSE_END = re.compile(r"[.;:!?](?:\s|$)|\n\s*(?:\n|[-*•])")
# "Configure pay rules": the noun as well.
_PAY = re.compile(r"(?i)pay\b")
# "Security issues", "follow up on issues": the noun, unless it begins its clause.
_ISSUE = re.compile(r"(?i)issues?\b")
_NOUN_BEFORE = re.compile(r"(?i)(?<!\bto)(?<!\band)(?<!\bwill)\b[a-z]+[ \t]+$")
# What is done to people themselves.
_CARING = re.compile(
    r"(?i)(?:greet(?:s|ing)?|welcom(?:e|es|ing)|look(?:s|ing)? after|car(?:e|es|ing) for|feed(?:s|ing)?"
    r"|seat(?:s|ing)?|driv(?:e|es|ing)|escort(?:s|ing)?|treat(?:s|ing)?|comfort(?:s|ing)?|brief(?:s|ing)?"
    r"|represent(?:s|ing)?|reassur(?:e|es|ing)|onboard(?:s|ing)?|inform(?:s|ing)?|entertain(?:s|ing)?"
    r"|visit(?:s|ing)?|talk(?:s|ing)? to|speak(?:s|ing)? (?:to|with)|listen(?:s|ing)? to|sit(?:s|ting)? with"
    r"|interpret(?:s|ing)? for|steer(?:s|ing)?|protect(?:s|ing)?|rescu(?:e|es|ing)|teach(?:es|ing)?"
    r"|show(?:s|ing)?|tell(?:s|ing)?|work(?:s|ing)? with|pay(?:s|ing)?)\b(?! (?-i:[A-Z]))"
)
_NEW_HIRES = re.compile(
    r"(?i)onboard(?:s|ing)? (?:[\w-]+ )?(?:hires|starters|joiners|colleagues)\b"
)
# "Keep shareholders informed", "make travellers feel at home".
_KEEPING = re.compile(r"(?i)(?:keep|mak|send|leav)(?:e|s|es|ing)?\b")
_PUTTING = re.compile(r"(?i)put(?:s|ting)?\b")
_AT_EASE = re.compile(r"[ \t]+at (?:their )?ease\b")
_STATE = re.compile(
    r"[ \t]+(?:informed|happy|safe|stocked|waiting|supplied|satisfied|up to date|up-to-date|home|well|warm"
    r"|working|moving|feel|comfortable|aware|fed|dry|welcome|running|productive|healthy|posted)\b"
)
# "Take the captain through the papers", "walk new parents round the ward".
_TAKING = re.compile(r"(?i)(?:tak(?:e|es|ing)|walk(?:s|ing)?|talk(?:s|ing)?)\b")
_THROUGH = re.compile(r"\s+(?:through|round|around|over|step by step)\b")
# "With the person who will ride it", "whoever opens the box".
_WHO_USES = re.compile(
    r"(?i)(?:(?:person|people|those|anyone|everyone) who|whoever) (?:will |may |must |can |have to |has to )?"
    r"(?:uses?|rides?|wears?|reads?|eats?|lives? (?:in|there)|depends?|rel(?:y|ies)|needs? (?:it|them|you|us)|waits?|buys?|opens?)\b"
)
# People who are named by their state alone.
_THE_STATE = re.compile(
    r"(?i)the (?:bereaved|sick|dying|housebound|homeless|elderly|vulnerable|injured|disabled|unemployed|blind"
    r"|deaf|poor|needy|dead|frail|aged|wounded|terminally ill)(?=\s*(?:[.,;)\n]|$)|\s(?:and|or|in|at|with|on|who|to|by|from)\b)"
)


def clauses(text: str, start: int, end: int, in_duties: bool) -> Iterator[Mention]:
    """Those who have the good of the work, by the clauses between `start` and `end`."""
    for at, _ in spans(rf"\b(?:{_ANCHORS})\b", text, start, end):
        if in_duties or not _LOOSE.match(text, at):
            found = _clause_at(text, at)
            if found:
                yield found


def _clause_at(text: str, start: int) -> Mention | None:
    """The people who have the good of the work, by the clause that begins at `start`."""
    if user := _WHO_USES.match(text, start):
        return Mention(start, user.end(), user.group(), "external")
    found = _in_clause(text, start)
    # "Expert testimony", "a dispatching office system": one of them alone makes a compound.
    if found and not _MANY.search(found.words) and not ends_phrase(text, found.end):
        return None
    return found


_MANY = re.compile(
    r"(?i)(?:s|people|men|children|staff|personnel|everyone|anyone|(?:no|some|any|every)body|public|elderly)$"
)


def _in_clause(text: str, start: int) -> Mention | None:
    if state := _THE_STATE.match(text, start):
        return Mention(start, state.end(), state.group(), "external")
    if _LEANING.match(text, start):
        return _person_before(text, start)
    if opened := _SO_THAT.match(text, start):
        return _subject(text, start, opened.end(), verb=False)
    if opened := _RELATIVE.match(text, start):
        if _NO_RELATIVE.search(text, max(0, start - 12), start):
            return None
        return _subject(text, start, opened.end(), verb=True)
    if text[start : start + 4].lower() == "from":
        if not _FROM_THEM.search(text, max(0, start - 60), start):
            return None
        found = people_after(text, _gap_end(text, start + 4), start + 4, 4, to_stops=True)
        return None if found is None or _BOSS.search(found.words) else found
    if text[start : start + 3].lower() == "for":
        return _for(text, start)
    return _done_to(text, start)


def leans(text: str, mention: Mention) -> bool:
    """Whether colleagues are named as those who lean on the work, whoever says so."""
    return mention.kind == "internal" and (
        _SO_THAT_BEFORE.search(text, max(0, mention.start - 30), mention.start) is not None
        or _LEANS_AFTER.match(text, mention.end) is not None
    )


_SO_THAT_BEFORE = re.compile(_SO_THAT.pattern + r"\s+$")
_LEANS_AFTER = re.compile(
    r"(?i)\s+(?:(?:can|could|will|must|should|all)\s+)?(?:rely|depend|count|lean|need|wait|feel|notice)\b(?! on (?:it|them|us|our)\b)"
)


def _person_before(text: str, start: int) -> Mention | None:
    before = _PERSON_BEFORE.search(text, max(0, start - 60), start)
    if before is None or not is_people(text, before.group(1), before.end(1)):
        return None
    noun = before.group(1)
    return Mention(before.start(1), before.end(1), noun, kind_of(noun.lower()))


def _gap_end(text: str, position: int) -> int:
    """Where the next word begins."""
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _subject(text: str, start: int, position: int, *, verb: bool) -> Mention | None:
    """The people who are the subject of a clause, its first noun."""
    begin = _gap_end(text, position)
    found = people_after(text, begin, position, 4, to_stops=True)
    if found is None or (
        _NOT_SERVED.search(found.words) if verb else _APPLICANTS.search(found.words)
    ):
        return None
    asked = text[start:position].lower().endswith("what")
    if (
        verb
        and not asked
        and not (found.words[-1:] == "s" and _VERB_FOLLOWS.match(text, found.end))
    ):
        return None
    return found


def _for(text: str, start: int) -> Mention | None:
    if _NOT_FOR.search(text, max(0, start - 20), start) or _FOR_ITSELF.match(text, start):
        return None
    if text[max(0, start - 1) : start] not in (" ", "\n", "\t"):
        return None
    begin = _gap_end(text, start + 3)
    found = people_after(text, begin, start + 3, 4, to_stops=True)
    if found is None or _BOSS.search(found.words) or _READER.search(found.words):
        return None
    if _ELSEWHERE.match(found.words):
        return None
    # "For hands-on architects": a title, not those who are served.
    return found if found.words[-1:] == "s" or found.words.lower().endswith(_UNIT_ENDS) else None


# "For positions in other departments": what is in the unit has the good of it, if anything.
_ELSEWHERE = re.compile(r"(?i)(?!use )(?:\w+ ){1,2}(?:in|at|on|within) ")
_READER = re.compile(
    r"(?i)\b(?:candidates?|applicants?|members|hands[- ]on|experienced|talented|compan(?:y|ies)|organi[sz]ations?)\b"
)
_UNIT_ENDS = ("staff", "team", "department", "unit", "office", "people", "men", "children", "everyone", "anyone",
              "public", "crew", "board", "community", "court", "personnel", "leadership", "management", "business",
              "mayor", "families")  # fmt: skip


def _done_to(text: str, start: int) -> Mention | None:
    if new := _NEW_HIRES.match(text, start):
        return Mention(start, new.end(), new.group(), "internal")
    if kept := _KEEPING.match(text, start):
        found = people_after(text, start, kept.end(), 4, to_stops=True)
        if found and _STATE.match(text, found.end):
            return found
    if put := _PUTTING.match(text, start):
        found = people_after(text, start, put.end(), 4, to_stops=True)
        return found if found and _AT_EASE.match(text, found.end) else None
    if taken := _TAKING.match(text, start):
        found = people_after(text, start, taken.end(), 3, to_stops=True)
        if found and _THROUGH.match(text, found.end):
            return found
    cared = _CARING.match(text, start)
    if cared and not (
        _PAY.match(text, start) and _NOUN_BEFORE.search(text, max(0, start - 14), start)
    ):
        found = people_after(text, start, cared.end(), 3, to_stops=True)
        outsiders_only = cared.group().lower().startswith(("work", "represent"))
        if found and (found.kind == "external" or not outsiders_only):
            return None if _BOSS.search(found.words) else found
    return _given_to(text, start)


def _given_to(text: str, start: int) -> Mention | None:
    given = _GIVING.match(text, start)
    if given is None:
        return None
    if _ISSUE.match(text, start) and _NOUN_BEFORE.search(text, max(0, start - 14), start):
        return None
    found = people_after(text, start, given.end(), 2, to_stops=True)
    if found and not _BOSS.search(found.words):
        return found
    stop = _CLAUSE_END.search(text, given.end(), given.end() + 90)
    for to in _TO.finditer(text, given.end(), stop.start() if stop else given.end() + 90):
        found = people_after(text, start, to.end(), 4, to_stops=True)
        if found:
            return None if _BOSS.search(found.words) else found
    return None
