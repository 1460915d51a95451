"""Guards: reasons to leave a match alone that hold for any rule.

Each looks at the sentence around a match and says, in words for the writer, what excuses it.
What becomes of an excused match (silence, or information at most) is the rule's to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cxlint.document import Role
from cxlint.given_names import GIVEN_NAMES
from cxlint.language import Word
from cxlint.matching import Match
from cxlint.model import Span
from cxlint.rule import Guard


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a match is left alone: the guard that says so, and what it saw."""

    guard: Guard
    reason: str


def excuse(match: Match, role: Role) -> Iterator[Excuse]:
    """What excuses a match, if anything: the guards that its rule has on, in their order."""
    for guard, look in _GUARDS.items():
        if match.rule.outcome(guard) != "off":
            seen = look(match, role)
            if seen:
                yield Excuse(guard, seen)


# --- addresses: always on, for every rule -----------------------------------------------------

_ADDRESS = re.compile(
    r"""(?x)
    \b[a-z][a-z0-9+.-]*://[^\s<>"”’)\]]+            # a URL
    | \bwww\.[^\s<>"”’)\]]+
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                  # an e-mail address
    | (?<![\w/])(?:~|\.{1,2})?/(?:[\w.-]+/)*[\w.-]*[\w]  # a path
    | \b[A-Za-z]:\\[^\s"”]+
    | [\w./\\-]*[\w-]\.(?:com|org|net|gov|edu|io|de|uk|co|html?|md|py|js|ts|ya?ml|json|csv|docx?|xlsx?|pdf|png|jpe?g|gif|svg|txt|exe|sh|rb|erb|go|java|sql|xml|toml)\b(?:/\S*)?
    | [#@][\w-]*[a-z][\w-]*                         # a channel, a handle
    | \b\w+(?:_\w+)+\b                              # an identifier
    """
)


def address(text: str, span: Span) -> str | None:
    """The address, path or file name that `span` lies in; those are no prose."""
    # Addresses hold no white space: one that begins before the run of words cannot reach it.
    start = max(text.rfind(" ", 0, span.start), 0)
    end = text.find(" ", span.end)
    for found in _ADDRESS.finditer(text, start, len(text) if end < 0 else end):
        if found.start() <= span.start and span.end <= found.end():
            return found.group()
    return None


# --- people: always on, too --------------------------------------------------------------------

_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Judge|Justice|Senator|Sen|Sgt|Sergeant|Capt|Captain|Lt"
    r"|Rev|Reverend|Rabbi|Herr|Frau|Monsieur|Madame|Señor|Señora|[A-Z])\.?\s+$"
)
_NAMES_BEFORE = re.compile(r"(?:^|[^\w'’-])([A-Z][a-z]+)(?: (?:[A-Z]\.|[A-Z][a-z]+))?[ ]$")


def person(text: str, span: Span) -> str | None:
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


# --- mention: talking about the word ----------------------------------------------------------

_REPORTING_NOUN = (
    r"terms?|words?|wording|terminology|labels?|phrases?|expressions?|sayings?|nicknames?|monikers?|"
    r"synonyms?|epithets?|slurs?|euphemisms?|clichés?|cliches?|buzzwords?|jargon|slang|catchphrases?|"
    r"vocabulary|language|lingo|parlance|mantras?|adjectives?|nouns?|acronyms?|abbreviations?"
)
_CALLING = (
    r"(?:so[- ]called|called|calls|calling|call|dubbed|named|nicknamed|termed|labell?ed|labels|"
    r"referred to as|refers? to \S+(?: \S+){0,3} as|referring to \S+(?: \S+){0,2} as|known as|"
    r"defined as|described as|identif(?:y|ies|ied) \S+ as)"
)
_SAYING = (
    r"say(?:s|ing)?|said|writ(?:e|es|ing|ten)|wrote|tell|told|avoid(?:s|ing|ed)?|replac(?:e|es|ing|ed)|"
    r"retir(?:e|es|ing|ed)|strik(?:e|es|ing)|stricken|struck|us(?:e|es|ing|ed)|instead of|rather than|suggest(?:s|ed|ing)?|"
    r"offer(?:s|ed|ing)?|spell(?:s|ed)?|mean(?:s|t)?|hear(?:d|s|ing)?|utter(?:s|ed|ing)?|chose|choos(?:e|es|ing)|"
    r"refer(?:s|red|ring)? to|quot(?:e|es|ed|ing)|titled?|entitled|pronounce[ds]?|shout(?:s|ed|ing)?|mutter(?:s|ed|ing)?|ban(?:s|ned|ning)?|drop(?:s|ped|ping)?|delet(?:e|es|ed|ing)|swap(?:s|ped|ping)?|like|latched onto"
)
_ATTRIBUTION = re.compile(
    r"\b(?:said|says|saying|say|wrote|writes|asked|asks|told|tells|added|adds|explained|explains|complained|"
    r"complains|replied|replies|according to|quot(?:e|ed|es|ing)|put it|recalled?|recalls|joked?|jokes|"
    r"argued|argues|noted|notes|claimed|claims|insisted|insists|answered|retorted|identified|looking for)\b",
    re.I,
)
_BEFORE_PLAIN = re.compile(
    r"(?:\b(?:the|this|that|those|these|such|a|an|our|your|of|by) (?:\w+ ){0,2}(?:terms?|words?|labels?|phrases?|expressions?)"
    r"(?: (?:like|such as|as|is|are|was|of))?[\s,:]*(?:the |a |an )?"
    r"|\bso[- ]called (?:\w+ )?"
    r"|\b(?:would|might|used to|some|people|they) (?:say|call it|call them)[:,] (?:its |their |the |an? |our )?"
    r"|^glossary\b[^.!?]*"
    r"|\b(?:not|never|avoid|stop|don['’]t) (?:describ|call|label|refer|writ|say)\w*\b[^.;!?]{0,40}"
    r"|\b(?:referred to as|known as|are called|is called|was called|were called|be called|been called|called|calls? (?:it|them|us|these|this|that|\w+)|calling (?!all )(?:\w+ ){1,2}|dubbed|nicknamed|labell?ed)[\s,:]*(?:the |a |an |as )?)$",
    re.I,
)
_AFTER_PLAIN = re.compile(
    r"^[\s,]*(?:as )?(?:(?:is|was|are|were) (?:just |only |simply )?(?:a|an|the|one|another|such a)? ?(?:\w+ ){0,2})?"
    r"(?:label|term|word|phrase|expression|wording|terminology|jargon|nickname|moniker|cliché|euphemism)s?\b"
    r"|^[\s,]*(?:\w+ ){0,2}(?:is|was) the (?:old |former |official |usual )?(?:name|title|designation) (?:of|for)\b",
    re.I,
)
_NEAR_BEFORE = re.compile(
    rf"\b(?:(?:{_REPORTING_NOUN})\b[^.!?;]{{0,40}}|(?:{_CALLING}|{_SAYING})\b[^.!?;]{{0,20}})$",
    re.I,
)
_NEAR_AFTER = re.compile(
    rf"^[\s,]*(?:\w+ ){{0,3}}(?:{_REPORTING_NOUN})\b|^[\s,]*(?:refers? to|means?|meant|stands? for|is defined|describes?|should be (?:stricken|avoided|retired|replaced)|\(noun\))",
    re.I,
)
_WHOLE_SENTENCE = re.compile(
    r"\b(?:terms?|words?|phrases?|terminology|nicknames?|synonyms?|labels?|expressions?|euphemisms?)\b"
    r"|\brefer(?:s|red|ring)? to\b[^.]{1,60}\bas\b",
    re.I,
)
_LONG_QUOTE_WORDS = 4


def _mention(match: Match, role: Role) -> str | None:
    text, start, end = match.sentence.text, match.span.start, match.span.end
    base = match.sentence.span.start
    start, end = start - base, end - base
    if role is Role.TERM:
        return "an entry of a list of definitions"
    quote = _quotation(text, Span(start, end))
    if quote is None:
        plain = _BEFORE_PLAIN.search(text[:start]) or _instead(text, start)
        if plain:
            return f"talks about the word (“{plain.group().strip()}”)"
        after = _AFTER_PLAIN.match(text[end:])
        return f"talks about the word (“{after.group().strip()}”)" if after else None
    return _quoted_mention(text, quote)


def _instead(text: str, start: int) -> re.Match[str] | None:
    """ "Instead of back office, write operations": the word is one that the writer replaces."""
    return _INSTEAD.search(text[:start]) if _WRITING.search(text) else None


_INSTEAD = re.compile(r"\b(?:instead of|rather than|in place of) (?:the |an? )?$", re.I)
_WRITING = re.compile(r"\b(?:write|say|use|prefer|speak of|talk of)\b", re.I)


def _quoted_mention(text: str, quote: Span) -> str | None:
    before, after = text[: quote.start], text[quote.end :]
    near = _NEAR_BEFORE.search(before) or _NEAR_AFTER.match(after)
    if near:
        return f"quoted, with a reporting word beside it (“{near.group().strip()[:40]}”)"
    whole = _WHOLE_SENTENCE.search(before) or _WHOLE_SENTENCE.search(after)
    if whole:
        return f"quoted, in a sentence about words (“{whole.group()[:40]}”)"
    if len(quote.of(text).split()) >= _LONG_QUOTE_WORDS:
        said = _ATTRIBUTION.search(before) or _ATTRIBUTION.search(after)
        if said:
            return f"a quotation of somebody else (“{said.group()}”)"
    return None


def _quotation(text: str, span: Span) -> Span | None:
    """The quotation marks' stretch around `span`, marks included; an open one runs to the end."""
    for found in _QUOTED.finditer(text):
        if found.start() <= span.start and span.end <= found.end():
            return Span(*found.span())
    return None


_QUOTED = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*»|„[^“”]*[“”]|(?<!\w)[‘'](?=\w)(?:[^‘’']|[’'](?=\w))*[’'](?!\w)|(?<!\w)\*[^*]+\*"
)


# --- name: products, companies, people --------------------------------------------------------

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
    r"|comic|poem|memoir|sketch|story|game|band|blog|column|magazine|painting|café|cafe|pub|bar|shop|restaurant|bakery)s?"
)
_ART_BEFORE = re.compile(
    rf"\b{_WORK_OF_ART}(?: (?:is|was|called|titled|entitled|named|of))?[ ,:]*[“\"‘'*_]?(?:The |A |An )?$",
    re.I,
)
_ART_AFTER = re.compile(
    rf"^[”\"’'*_]?,? (?:(?:is|was) )?(?:(?:a|an|the|our|my) (?:\w+[- ]){{0,3}}{_WORK_OF_ART}\b|by (?:the |[A-Z])"
    r"|(?i:on|in|off) (?:[A-Z]\w+ )+(?:Street|Road|Lane|Avenue|Square|Row|Place|Boulevard|Alley|Market|Quay)\b"
    r"|v?\d+(?:\.\d+)+\b)"
)


def _name(match: Match, role: Role) -> str | None:
    """Capitals in running prose, with a capitalised neighbour that is no title: a name."""
    return _titled_work(match) or _capitalised_name(match, role)


def _titled_work(match: Match) -> str | None:
    """A song, a book, a café or a version of software that bears the words as its name."""
    text, start = match.sentence.text, match.sentence.span.start
    matched = match.span.of(match.sentence.block)
    if not _is_capitalised(matched) or matched.isupper():
        return None
    before, after = text[: match.span.start - start], text[match.span.end - start :]
    seen = _ART_BEFORE.search(before) or _ART_AFTER.match(after)
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


# --- view: reporting what others think; denial: denying the idea ------------------------------

_VIEW = re.compile(
    r"\b(?:seen|viewed|regarded|treated|considered|described|perceived|portrayed|dismissed|thought of|"
    r"looked (?:up)?on|looked down (?:up)?on|written off|positioned|shift\w* (?:\w+ ){0,6}from)"
    r"(?: (?!as\b)\w+){0,3} (?:as|from|to be)\b[^.;:!?]{0,40}$",
    re.I,
)
_DENIAL = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|without|cannot|nobody|stop(?:ped)?|far from)\b|n['’]t\b)[^.;:!?]{0,60}$",
    re.I,
)


def _view(match: Match, _: Role) -> str | None:
    before = match.sentence.text[: match.span.start - match.sentence.span.start]
    seen = _VIEW.search(before)
    return f"reports a view (“{seen.group().strip()[:40]}”)" if seen else None


def _denial(match: Match, _: Role) -> str | None:
    before = match.sentence.text[: match.span.start - match.sentence.span.start]
    seen = _DENIAL.search(before)
    return f"denies the idea (“{seen.group().strip()[:40]}”)" if seen else None


_GUARDS: Mapping[Guard, Callable[[Match, Role], str | None]] = {
    "mention": _mention,
    "name": _name,
    "view": _view,
    "denial": _denial,
}
