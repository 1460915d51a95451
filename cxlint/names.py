"""Names that hold a rule's words: of people (Jane Clerk), of products, companies, works and places."""

from __future__ import annotations

import re

from cxlint.document import Role
from cxlint.given_names import GIVEN_NAMES
from cxlint.language import Word
from cxlint.matching import Match
from cxlint.model import Span

# --- people -----------------------------------------------------------------------------------

_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Judge|Justice|Senator|Sen|Sgt|Sergeant|Capt|Captain|Lt"
    r"|Rev|Reverend|Rabbi|Herr|Frau|Monsieur|Madame|Señor|Señora|Coach|Mayor|Governor|President|Councillor|Detective"
    r"|Constable|Pastor|Aunt|Uncle|[A-Z])\.?\s+$"
)
_NAMES_BEFORE = re.compile(r"(?:^|[^\w'’-])([A-Z][a-z]+)(?: (?:[A-Z]\.|[A-Z][a-z]+))?[ ]$")


def person_of(text: str, span: Span) -> str | None:
    """The name of the person whose family name `span` is: Mr Foreman, Jane Clerk."""
    word = span.of(text)
    if not re.fullmatch(r"[A-Z][a-z]+", word):
        return None
    before = text[max(span.start - 40, 0) : span.start]
    honorific = _HONORIFIC.search(before)
    if honorific and not (len(honorific.group().strip(". ")) == 1 and "." not in honorific.group()):
        return f"{honorific.group().strip()} {word}"
    for start in (before.rfind(" ", 0, -1) + 1, before.rfind(" ", 0, before.rfind(" ", 0, -1)) + 1):
        names = _NAMES_BEFORE.search(" " + before[start:])
        if names and names.group(1).lower() in GIVEN_NAMES:
            return f"{before[start:]}{word}"
    return None


# Family names that are words for a job as well.
_FAMILY_NAMES = frozenset(
    """foreman workman alderman bellman boatman coachman cowman houseman postman pressman seaman tollman woodsman yardman
    packer stocker clerk butler page""".split()
)
# What people are told to have done who go by their name; duties, notices and reports of a site, which leave out the
# article as well ("Foreman leads the crew", "Foreman wanted", "Foreman was told"), have no such verbs.
_DOES = (
    r"(?:won|lost|said|scored|beat|fought|wrote|became|knew|thought|felt|landed|threw|played|joined|retired|grew|hit|missed"
    r"|argued|smiled|laughed|nodded|shrugged|grinned|conceded|admitted|recalled|died|lived|married|sang|never|didn['’]t|once"
    r"|wasn['’]t|hasn['’]t|hadn['’]t)"
)
_ALONE_BEFORE = re.compile(
    r"(?:^|[,;:—–-]|\b(?:and|but|then|when|while|as|that|because|before|after|if|once|until|so|where|how|why|what|whom"
    r"|against|according to|yet|still|again|later|today|yesterday|beat|beats|defeated|faced|only|even))[\s“\"]*$",
    re.I,
)
_OUTRIGHT = re.compile(r"(?i)\b(?:against|according to|beat|beats|defeated|faced) $")
_DOING_AFTER = re.compile(rf" {_DOES}\b")


def family_name_of(match: Match) -> str | None:
    """The family name that stands alone: “Foreman won the bout”; a job would have an article."""
    text, start = match.sentence.text, match.sentence.span.start
    word = match.span.of(match.sentence.block)
    if word.lower() not in _FAMILY_NAMES or not re.fullmatch(r"[A-Z][a-z]+", word):
        return None
    before, after = text[: match.span.start - start].lstrip(), text[match.span.end - start :]
    if _ALONE_BEFORE.search(before) and (_DOING_AFTER.match(after) or _OUTRIGHT.search(before)):
        return word
    full = re.search(rf"\b([A-Z][a-z]+) {word}\b", match.sentence.block)
    return full.group() if full and full.group(1).lower() in GIVEN_NAMES else None


# --- products, companies, works and places ----------------------------------------------------

_PRODUCT_WORDS = frozenset(
    """server suite software inc inc. ltd ltd. llc gmbh plc corp corp. co. associates bar café cafe
    pub restaurant group company solutions technologies partners award awards magazine weekly
    podcast show film movie series band app api sdk cloud pro plus edition foundation""".split()
)
_RANKS = frozenset(
    """senior junior lead chief head assistant deputy vice principal associate trainee temporary interim
    part-time full-time experienced the our your their his her a an my all new former global
    regional local corporate company support sales finance it hr legal marketing operations admin
    financial customer business banking trading middle front mid and or of for in at proprietary
    dear hi hello no not any some every each this that these those with from by to as""".split()
)
_ROLE_WORD = re.compile(
    r"(?i)^(?:\w*(?:er|or|ist|ant|ent|ian|ive|ary|man|men|person|people)s?|staff|team|teams|role|roles|job|jobs|position|positions|"
    r"department|work|functions?|operations|head|leads?|analysts?|associates?|experts?|clerks?|support|services?|technology|systems?|process(?:es)?|tasks?|activities|vacanc(?:y|ies)|intern|temp)$"
)


# Makers of software with a module or a site of that name.
_BRANDS = frozenset(
    """odoo prestashop shopify magento umbraco sap oracle microsoft salesforce lightspeed ncr xero sage drupal
    sylius spree solidus woocommerce kentico episerver nopcommerce bigcommerce servicenow zoho hybris ikos murex
    netsuite navision temenos finastra toast clover revel""".split()
)
_WORK_OF_ART = (
    r"(?:film|movie|song|book|novel|thriller|podcast|episode|series|show|album|single|track|play|musical|sitcom|documentary"
    r"|comic|poem|memoir|sketch|story|game|band|blog|column|magazine|painting|café|cafe|pub|bar|shop|restaurant|bakery"
    r"|app|CRM|ERP|LMS|intranet|chat ?bot|program|software|extension|plug-?in|add-?on|userscript|robot|toolkit|rum|whiske?y|gin|beer|ale|lager|wine|brand"
    r"|franchise|yacht|ship|racehorse|userscript manager|package manager)s?"
)
_ART_BEFORE = re.compile(
    rf"\b{_WORK_OF_ART}(?: (?:is|was|called|titled|entitled|named|of))?[ ,:]*[“\"‘'*_]?(?:The |A |An )?$",
    re.I,
)
_ART_AFTER = re.compile(
    rf"^[”\"’'*_]?,? (?:(?:is|was) )?(?:(?:a|an|the|our|my) (?:\w+[- ]){{0,3}}{_WORK_OF_ART}\b|by (?:the |[A-Z])"
    r"|(?i:on|in|off) (?:[A-Z]\w+ )+(?:Street|Road|Lane|Avenue|Square|Row|Place|Boulevard|Alley|Market|Quay)\b"
    r"|v?\d+(?:\.\d+)+\b|(?!(?:19|20)\d\d\b)\d{3,4}\b)"
    r"|^['’]s (?:[A-Z]\w+ )?(?:Guide|Handbook|Companion|Almanac|Bible|Tale|Daughter|Wife|Song|Cup|Trophy|Inn|Arms)\b"
)


_MAKE_AFTER = re.compile(r"^ (?:Pro|Plus|App|Suite|SDK|API|Cloud|Inc|LLC|Ltd|GmbH)\b")


def named(match: Match, role: Role) -> str | None:
    """Capitals in running prose, with a capitalised neighbour that is no title: a name."""
    return work_of(match) or _capitalised_name(match, role)


def work_of(match: Match) -> str | None:
    """A song, a book, a café or a version of software that bears the words as its name."""
    text, start = match.sentence.text, match.sentence.span.start
    matched = match.span.of(match.sentence.block)
    if not _is_capitalised(matched) or matched.isupper():
        return None
    before, after = text[: match.span.start - start], text[match.span.end - start :]
    seen = _ART_BEFORE.search(before) or _ART_AFTER.match(after) or _MAKE_AFTER.match(after)
    return f"reads as the name of a work or a place (“{seen.group().strip()}”)" if seen else None


def _capitalised_name(match: Match, _: Role) -> str | None:
    sentence = match.sentence
    words = list(sentence.words)
    inside = [
        i for i, word in enumerate(words) if match.span.start <= word.span.start < match.span.end
    ]
    matched = match.span.of(sentence.block)
    if not inside or not _is_capitalised(matched):
        return None
    following = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    previous = words[inside[0] - 1] if inside[0] else None
    if following and following.text[0].isupper() and following.lower in _PRODUCT_WORDS:
        return f"reads as a name (“{matched} {following.text}”)"
    if previous and previous.lower in _BRANDS:
        return f"reads as a name (“{previous.text} {matched}”)"
    if not _is_running_prose([word.text for word in words]) or _in_headline(inside[0], words):
        return None
    if (
        previous
        and _is_brand(previous.text, inside[0] - 1)
        and (
            following is None
            or not (following.text[0].isupper() and _ROLE_WORD.match(following.text))
        )
    ):
        return f"reads as a name (“{previous.text} {matched}”)"
    if (
        following
        and following.text[:1].isupper()
        and not _ROLE_WORD.match(following.text)
        and len(following.text) > 1
    ):
        glued = sentence.block[words[inside[-1]].span.end : following.span.start] == " "
        return f"reads as a name (“{matched} {following.text}”)" if glued else None
    return None


def _is_capitalised(words: str) -> bool:
    parts = re.findall(r"[^\W\d_]+", words)
    return (
        bool(parts)
        and all(p[0].isupper() for p in parts if len(p) > 3 or len(parts) == 1)
        and not (words.isupper() and len(words) > 5)
    )


def _is_running_prose(words: list[str]) -> bool:
    """Whether the sentence has lower-case words of its own, so that capitals mean something."""
    content = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(content) >= 3 and sum(word[0].islower() for word in content) * 2 >= len(content)


def _in_headline(index: int, words: list[Word]) -> bool:
    """Whether the word stands among so many capitalised ones that they are a headline's."""
    spoken = [word for word in words if word.text[0].isalnum()]
    at = next(i for i, word in enumerate(spoken) if word is words[index])
    first = last = at
    while first and spoken[first - 1].text[0].isupper():
        first -= 1
    while last + 1 < len(spoken) and spoken[last + 1].text[0].isupper():
        last += 1
    return last - first >= 5


def _is_brand(word: str, index: int) -> bool:
    """Whether a word before a match, the sentence's `index`-th, reads as somebody's name."""
    if not word[:1].isupper() or word.lower() in _RANKS or _ROLE_WORD.match(word):
        return False
    return index > 0 or re.search(r"[a-z][A-Z]|^[A-Z]{2,}$", word) is not None
