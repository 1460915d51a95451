"""Who a posting says receives or uses the work: external customers, and colleagues downstream.

A cheap search finds words that may name somebody; each is then looked at in its place. What
counts, and what does not, is the specification of postings/no-customer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from cxlint.customer_clauses import clauses, leans
from cxlint.customer_nouns import is_staffing_agency, names_somebody, public_at
from cxlint.customer_people import Kind, Mention, people_after
from cxlint.customer_words import PLURAL, SINGULAR
from cxlint.linear import linear, spans
from cxlint.posting_text import ABOUT_ROLE, Part, Reading
from cxlint.sentence_subject import subject_at


def mentions(reading: Reading) -> Iterator[Mention]:
    """Credible mentions in the text about the role: by words, then by clauses, each in reading order.

    Lazy, so stop early: clauses, which are dear, are looked at only where words were not enough.
    """
    agency = cache(lambda: is_staffing_agency(reading.text))
    for start, end in spans(_anchors(), reading.text):
        if reading.part_at(start) not in ABOUT_ROLE:
            continue
        found = _at(reading.text, start, _word_of(reading.text[start:end]), agency)
        if found and subject_at(reading, found.start, found.words) == "role":
            yield found
    for start, end in reading.stretches(*ABOUT_ROLE):
        for found in clauses(reading.text, start, end, reading.part_at(start) is Part.ROLE):
            subject = subject_at(reading, found.start, found.words)
            # What a company says of itself names colleagues as those who lean on the role.
            if subject == "role" or (subject == "company" and leans(reading.text, found)):
                yield found


def company_mentions(reading: Reading) -> Iterator[Mention]:
    """Mentions in what the company says of itself, wherever that stands."""
    for start, end in spans(_anchors(), reading.text):
        part = reading.part_at(start)
        if part not in (*ABOUT_ROLE, Part.COMPANY):
            continue
        found = _at(reading.text, start, _word_of(reading.text[start:end]), _never)
        if found:
            subject = subject_at(reading, found.start, found.words)
            if subject == "company" or (subject == "role" and part is Part.COMPANY):
                yield found


# --- verbs of service with an open object -----------------------------------------------------

_VERB = re.compile(
    r"(?i)(?:support|assist|help|serv(?:e|ing)|enabl(?:e|ing)|empower|advis(?:e|ing)|coach|guid(?:e|ing)"
    r"|answer|respond|equip|counsel|educat(?:e|ing)|accompany|facilitat(?:e|ing))(?:es|s|ed|d|ing)?\b"
)
_GIVE = re.compile(r"(?i)(?:provid|deliver|offer|giv|render|furnish|extend)(?:e|es|s|ing|ed)?\b")
_SERVICE_NOUN = re.compile(
    r"(?i)(?:services?|support|assistance|advice|guidance|help|solutions?|consultations?|expertise|counsel"
    r"|care|education|instruction|training|hospitality|insights?|value|orientation|information|answers"
    r"|recommendations|resource|advis[eo]r|partner|feedback|point of contact|mentor|advocate)"
    r"\s+(?:and \w+ )?(?:to|for)\b"
)
_NEEDS = re.compile(
    r"(?i)(?:needs|requests|questions|inquiries|enquiries|concerns|expectations|satisfaction"
    r"|benefit|behalf|hands|lives|interests?|support)\s+(?:of|from)\b|needs\s+for\b|(?:used?|loved|relied upon|requested|submitted)\s+by\b"
)
_TO_PARTNER = re.compile(
    r"(?i)(?:partner(?:ing|s)?|work(?:ing|s)?|collaborat(?:e|es|ing)|consult(?:ing|s)?|meet(?:ing|s)?|interface"
    r"|liais(?:e|ing)|engage|interact(?:s|ing)?)\s+(?:\w+ly (?:and \w+ly )?|hand in hand )?(?:with|across)\b"
)
_PARTNER_AIM = re.compile(
    r"(?i)\bto (?:\w+ly )?(?:understand|translate|answer|advise|help (?:them|people|teams|customers))\b"
    r"|\bneeds\b|offer support"
)
_DECIDE = re.compile(
    r"(?i)(?:decisions?|decision-making|insights?|solutions?|tools?|reports?|dashboards?|analysis|services|value|platforms?"
    r"|products?|features?|systems?|adoption)\s+(?:across|for|so that|that (?:help|enable|allow|support)s?)\b"
)

# "The support team", "support staff": the word is no verb there.
_NOT_A_VERB = re.compile(
    r"(?i)\b(?:the|a|an|our|your|technical|customer|it|product|production|desktop|application|admin(?:istrative)?"
    r"|level \d|tier \d|and|other|sales|clinical|user|remote|of|in|with|from|on-call|24x7|ongoing)\s+$"
)


def _verb_at(text: str, start: int, end: int) -> Mention | None:
    verb = text[start:end].lower()
    if _is_noun(text, start, verb) or _HELP_DO.match(text, start):
        return None
    if _HALF_NOUN.match(text, start):
        return None
    if _NO_OBJECT.match(text, end) and verb not in ("assisting", "helping", "serving"):
        return None
    if _AND_SUPPORT.search(text, max(0, start - 6), start) and not _OWN_OBJECT.match(text, end):
        return None
    return people_after(text, start, end, 7, to_stops=not verb.startswith("respond"))


def _is_noun(text: str, start: int, verb: str) -> bool:
    """Whether the word is the noun, as in "the support team"."""
    return (
        verb in ("support", "help", "guide", "coach")
        and _NOT_A_VERB.search(text, max(0, start - 20), start) is not None
        and _VERB_AFTER.search(text, max(0, start - 6), start) is None
    )


_VERB_AFTER = re.compile(r"(?i)(?:\b(?:to|and|will)|,)\s+$")


# "Answers to the plant manager": whoever has the last word is no customer.
_ANSWERABLE = re.compile(
    r"(?i)answers?\s+(?:directly\s+)?to\s+(?:the|our|your|a)\s+(?:[\w-]+\s+){0,3}"
    r"(?:manager|head|director|supervisor|leader|chief|lead|foreman|board)\b"
)
# "Serve as", "assist in", "empowered to": what follows is no object.
_NO_OBJECT = re.compile(r"(?i)\s*[,;/)&]|\s+(?:as|in|on|at|that|their|his|her)\b")
# "Support engineer", "support services": the word is half of a noun.
_HALF_NOUN = re.compile(
    r"(?i)supports?\s+(?:engineers?|specialists?|analysts?|technicians?|manager|lead|officers?|associates?"
    r"|services?|groups?|functions?|personnel|staff|teams?|representatives?|agents?|administrators?"
    r"|consultants?|divisions?|organi[sz]ations?)\b"
)
_HELP_DO = re.compile(
    r"(?i)help(?:s|ing)?\s+(?:shape|scale|build|grow|drive|define|create|develop|ensure|manage|lead|improve|deliver|maintain"
    r"|make|establish|design|implement|set|identify|run|keep|move|push|take|solve|write|test|plan|expand|evolve|architect|guide)\b"
    r"|(?:guid|coach)\w*\s+(?:and \w+ )?(?:the|your|our|a|his|her|their) (?:[\w-]+ ){0,2}team\b"
)
# After these, "support" is a verb only before an object of its own.
_AND_SUPPORT = re.compile(r"(?i)\b(?:and|or|&)\s+$")
_OWN_OBJECT = re.compile(
    r"\s+(?:the|our|a|an|all|other|your|any|both|this|these|multiple|each|every|of|[A-Z])"
)


def _never() -> bool:
    return False


# --- assembly ---------------------------------------------------------------------------------


# Those with whom whoever sells builds relationships.
_BOUGHT_BY = re.compile(
    r"(?i)relationships?\s+with\s+(?:[\w-]+\s+){0,2}?(?P<who>buyers|prospects|decision[- ]makers|retailers|restaurants|hotels"
    r"|schools|dealers|resellers)\b"
)
# "Answer employees' questions": whose needs they are is whom the work is for.
_OWNERS = r"employees|colleagues|staff|managers|leaders|teams?|departments?|co-?workers|scientists|engineers|executives|faculty"
_OWNED = r"(?:needs|questions|queries|requests|enquiries|inquiries|concerns|calls)"
_THEIRS = re.compile(rf"(?i)(?:{_OWNERS})['’]s?\s+(?:[\w-]+\s+){{0,2}}{_OWNED}\b")


@cache
def _anchors() -> str:
    """All words at which a closer look may pay, as one pattern; a group holds what each begins with."""
    nouns = "|".join(sorted({*PLURAL, *SINGULAR}, key=len, reverse=True))
    return (
        rf"\b({nouns}|public|people|individuals|adults|persons|supports?|supporting|supported|assist\w*|help(?:s|ing)?|serv(?:es?|ing)"
        r"|enabl(?:es?|ing)|empower\w*|advis(?:es?|ing)|coach(?:es|ing)?|guid(?:es?|ing|ance)|answer(?:s|ing)?"
        r"|respond(?:s|ing)?|equip|counsel\w*|educat(?:es?|ing|ion)|facilitat(?:es?|ing)"
        r"|provid(?:es?|ing)|deliver(?:s|ing)?|offer(?:s|ing)?|giv(?:es?|ing)|render(?:s|ing)?"
        r")\b|\b(?:"
        r"(relationships?)\s+with\s+(?:[\w-]+\s+){0,2}(?:buyers|prospects|decision[- ]makers|retailers|restaurants|hotels|schools|dealers|resellers)|"
        rf"({_OWNERS})['’]s?\s+(?:[\w-]+\s+){{0,2}}(?:{_OWNED})|"
        r"(services?|support|assistance|guidance|help|advice|recommendations|resource|advis[eo]r|partner|feedback|advocate"
        r"|mentor|point of contact|solutions?|consultations?|expertise|care|counsel|education|instruction|training"
        r"|hospitality|value|orientation|information|answers|insights?|decisions?|decision-making|dashboards?|tools?"
        r"|reports?|analysis|features?|products?|platforms?|systems?|adoption)\s+(?:and \w+ )?(?:to|for|across|so|that)"
        r"|(needs|requests|questions|inquiries|enquiries|concerns|expectations|satisfaction|benefit|behalf|hands"
        r"|lives|interests?)\s+(?:of|from|for)|(used?|loved|relied upon|requested|submitted)\s+by"
        r"|(partner(?:s|ing)?|work(?:s|ing)?|collaborat(?:es?|ing)|consult(?:s|ing)?|meet(?:s|ing)?|engage|liais(?:e|ing)"
        r"|interact(?:s|ing)?|interface)\s+(?:\w+ly (?:and \w+ly )?|hand in hand )?(?:with|across)"
        r")\b"
    )


@lru_cache(maxsize=4096)
def _word_of(anchor: str) -> str:
    """What an anchor begins with: "support" of "support and advice for"."""
    found = linear(_anchors(), groups=True).fullmatch(anchor)
    word: str = found.group(found.lastindex)
    return word


def _at(text: str, start: int, word: str, agency: Callable[[], bool]) -> Mention | None:
    """The mention that begins at an anchor, if it is one."""
    lower = word.lower()
    if lower in PLURAL or lower in SINGULAR:
        if not names_somebody(text, start, word, agency):
            return None
        kind: Kind = "internal" if _INTERNAL.search(text, max(0, start - 20), start) else "external"
        return Mention(start, start + len(word), word, kind)
    if lower == "public":
        public = public_at(text, start)
        return Mention(*public, text[slice(*public)], "external") if public else None
    if in_need := _IN_NEED.match(text, start):
        return Mention(start, in_need.end(), in_need.group(), "external")
    if lower == "people" and (named := _SUCH_PEOPLE.search(text, max(0, start - 16), start)):
        words = f"{named.group().strip()} {word}"
        return Mention(named.start(), start + len(word), words, "external")
    if bought := _BOUGHT_BY.match(text, start):
        return Mention(*bought.span("who"), bought["who"], "external")
    if theirs := _THEIRS.match(text, start):
        return Mention(start, theirs.end(), theirs.group(), "internal")
    if _ANSWERABLE.match(text, start):
        return None
    verb = _VERB.match(text, start)
    if verb and (found := _verb_at(text, start, verb.end())):
        return found
    return _phrase_at(text, start)


_INTERNAL = re.compile(r"(?i)\binternal\s+(?:and|or|&|/)?\s*$")
_IN_NEED = re.compile(
    r"(?i)(?:people|individuals|adults|persons)\s+(?:with\s+(?:\w+\s+)?(?:disab|special needs|mental|autism"
    r"|dementia|learning)|experiencing|living with|in need|facing|affected by)"
)

_SUCH_PEOPLE = re.compile(
    r"(?i)\b(?:deaf|blind|disabled|older|elderly|young|homeless|vulnerable|sick|bereaved|unemployed|local)\s+$"
)


def _phrase_at(text: str, start: int) -> Mention | None:
    if found := _given_at(text, start):
        return found
    for pattern in (_SERVICE_NOUN, _NEEDS, _DECIDE):
        opened = pattern.match(text, start)
        if opened and (found := people_after(text, start, opened.end(), 4)):
            return found
    partner = _TO_PARTNER.match(text, start)
    if partner and _PARTNER_AIM.search(text, *_clause(text, partner.end(), 160)):
        return people_after(text, start, partner.end(), 6)
    return None


def _given_at(text: str, start: int) -> Mention | None:
    """ "Provide technical advice to all departments": a verb of giving, a service, a receiver."""
    given = _GIVE.match(text, start)
    if given is None:
        return None
    direct = people_after(text, start, given.end(), 3, to_stops=True)
    handed = given.group().lower().startswith("giv")
    if direct and (
        (handed and direct.words.endswith("s")) or _WITH_SOMETHING.match(text, direct.end)
    ):
        return direct
    begin, end = _clause(text, given.end(), 110)
    for receiver in _TO_OR_FOR.finditer(text, begin, end):
        if _GOOD.search(text, begin, receiver.start()) and (
            found := people_after(text, start, receiver.end(), 7)
        ):
            return found
    return None


def _clause(text: str, start: int, reach: int) -> tuple[int, int]:
    stop = _CLAUSE_END.search(text, start, start + reach)
    return start, stop.start() if stop else start + reach


_CLAUSE_END = re.compile(r"[.;:!?](?:\s|$)|\n\s*(?:\n|[-*•])")
_WITH_SOMETHING = re.compile(r"(?i)\s+(?:with|an?|the|clear|quick|regular)\b")
_TO_OR_FOR = re.compile(r"\b(?:to|for)\b")
_GOOD = re.compile(
    r"(?i)service|support|assist|advice|guidance|help|solution|consult|expertise|care|training|instruction"
    r"|insight|recommendation|direction|feedback|counsel|education|technical|administrative|answer|experience|tools"
    r"|\b(?:post|mail|parcels|goods|meals|food|groceries|orders|medicines?|equipment|parts|materials?|products?"
    r"|reports|reporting|data|figures|information|results|lessons|courses|briefings|papers|updates)\b"
)
