"""Mention: a sentence that talks about a word, quotes it or replaces it, and does not use it."""

from __future__ import annotations

import re

from cxlint.document import Role
from cxlint.matching import Match
from cxlint.model import Span
from cxlint.word_entry import listed_in

_REPORTING_NOUN = (
    r"terms?|words?|wording|terminology|labels?|phrases?|expressions?|sayings?|nicknames?|monikers?|"
    r"synonyms?|epithets?|slurs?|euphemisms?|clichés?|cliches?|buzzwords?|jargon|slang|catchphrases?|"
    r"sentences?|remarks?|repl(?:y|ies)|vocabulary|language|lingo|parlance|mantras?|adjectives?|nouns?|acronyms?|abbreviations?"
)
_CALLING = (
    r"(?:so[- ]called|called|calls|calling|call|dubbed|named|nicknamed|termed|labell?ed|labels|"
    r"referred to as|refers? to \S+(?: \S+){0,3} as|referring to \S+(?: \S+){0,2} as|known as|"
    r"defined as|described as|identif(?:y|ies|ied) \S+ as)"
)
_SAYING = (
    r"say(?:s|ing)?|said|writ(?:e|es|ing|ten)|wrote|avoid(?:s|ing|ed)?|replac(?:e|es|ing|ed)|"
    r"retir(?:e|es|ing|ed)|strik(?:e|es|ing)|stricken|struck|instead of|rather than|spell(?:s|ed)?|utter(?:s|ed|ing)?|"
    r"refer(?:s|red|ring)? to|quot(?:e|es|ed|ing)|titled?|entitled|pronounce[ds]?|shout(?:s|ed|ing)?|mutter(?:s|ed|ing)?|ban(?:s|ned|ning)?|delet(?:e|es|ed|ing)|swap(?:s|ped|ping)?|latched onto"
)
# Verbs that take a word as they take anything else: to use "operations", to use our "back office".
_HANDLING = (
    r"tell|told|us(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|offer(?:s|ed|ing)?|mean(?:s|t)?|hear(?:d|s|ing)?|chose|choos(?:e|es|ing)|"
    r"drop(?:s|ped|ping)?|like"
)
_ATTRIBUTION = re.compile(
    r"\b(?:said|says|saying|say|wrote|writes|asked|asks|told|tells|added|adds|explained|explains|complained|"
    r"complains|replied|replies|according to|quot(?:e|ed|es|ing)|put it|recalled?|recalls|joked?|jokes|"
    r"argued|argues|noted|notes|claimed|claims|insisted|insists|answered|retorted|identified|looking for)\b",
    re.I,
)
# To call the back office is to telephone.
_THE = r"(?:the|our|your|their|his|her|my|this|that) "
_BEFORE_PLAIN = re.compile(
    r"(?:\b(?:the|this|that|those|these|such|a|an|our|your|of|by) (?:\w+ ){0,2}(?:terms?|words?|labels?|phrases?|expressions?)"
    r"(?: (?:like|such as|as|is|are|was|of))?[\s,:]*(?:the |a |an )?"
    r"|\bso[- ]called (?:\w+ )?"
    r"|\b(?:would|might|used to|some|people|they) (?:say|call it|call them)[:,] (?:its |their |the |an? |our )?"
    r"|^glossary\b[^.!?]*"
    rf"|\b(?:not|never|avoid|stop|don['’]t|no longer) (?:(?:describ|label|refer|writ|say)\w*|call\w*(?! {_THE}$))\b[^.;!?]{{0,40}}"
    r"|\b(?:referred to as|known as|(?:is|are|was|were|be|been|being|often|also|usually|commonly|sometimes|once) called)[\s,:]*(?:the |a |an |as )?"
    r"|\bwhat (?:[\w'’]+ ){1,4}(?:call|calls|called|dub|dubs|label|labels) (?:the |our |an? )?"
    rf"|\b(?:called(?! {_THE}$)|calls? (?:it|them|us|these|this|that|(?!(?:an?|the|our|your|my|for|in|on|to|up)\b)\w+)|calling (?!all |{_THE}$)(?:\w+ ){{1,2}}|dubbed|nicknamed|labell?ed)[\s,:]*(?:the |a |an |as )?)$",
    re.I,
)
_AFTER_PLAIN = re.compile(
    r"^[\s,]*(?:as )?(?:(?:is|was|are|were) (?:just |only |simply )?(?:a|an|the|one|another|such a)? ?(?:\w+ ){0,2})?"
    r"(?:label|term|word|phrase|expression|wording|terminology|jargon|nickname|moniker|cliché|euphemism)s?\b"
    r"|^[\s,]*(?:\w+ ){0,2}(?:is|was) the (?:old |former |official |usual )?(?:name|title|designation) (?:of|for)\b",
    re.I,
)
# "Words like X, Y and Z"; of titles and names only where they are disapproved of, as a title is mostly used.
_ITEMS = r"[\w\s“”\"‘’',*/-]{0,60}"
_LISTED = re.compile(
    rf"\b(?:terms|words|labels|phrases|expressions|nouns|adjectives|nicknames|epithets|euphemisms)"
    rf"(?: (?:like|such as|including)|(?: \w+)? to (?:avoid|drop|retire|replace|strike)(?: are|:)) {_ITEMS}$"
    rf"|\b(?:gendered|sexist|outdated|old[- ]fashioned|belittling|demeaning|offensive|avoid\w*|never|retir\w+|replac\w+|stop|drop|don['’]t"
    rf"|instead of|rather than|no longer)\b[^.;:!?]{{0,30}}\b(?:titles|names|language|wording)(?: (?:like|such as|including)|:) {_ITEMS}$"
    rf"|\b(?:titles|names|terms|words|labels) (?:that |which )?(?:we|they|to) (?:\w+ ){{0,3}}?(?:retired?|dropped|avoid(?:ed)?|banned"
    rf"|replaced?|struck|stopped using|(?:never|no longer|don['’]t) (?:use|say|print))\b[^.;!?:]{{0,20}}: {_ITEMS}$",
    re.I,
)
# "Say “chair”, not “chairman” or “chairwoman”", "the words mankind and manpower".
_NOT_SAID = re.compile(
    r"\b(?:say|write|use|prefer|put|choose)\b[^.!?;]{0,60}\b(?:not|never|instead of|rather than|over)\b[^.!?;]{0,40}$",
    re.I,
)
_NOT_USED = re.compile(
    r"\b(?:say|write|use|prefer|speak of) [^.,;:!?]{2,40}, (?:not|never) $|\bprefer [\w-]+ (?:over|to) $",
    re.I,
)
_NAMED_WORDS = re.compile(
    r"\b(?:the|these|those|such|both|following) (?:\w+ )?(?:terms|words|labels|phrases|expressions|nouns|adjectives)"
    r"(?:[:,]? [\w“”\"*-]+(?:,? and|,? or|,)){1,5} [“\"*]?$",
    re.I,
)
_NEAR_BEFORE = re.compile(
    rf"\b(?:(?:{_REPORTING_NOUN})\b[^.!?;]{{0,40}}|(?:{_CALLING}|{_SAYING})\b[^.!?;]{{0,20}})$",
    re.I,
)
_HANDLED = re.compile(rf"\b(?:{_HANDLING})\b[^.!?;]{{0,20}}$", re.I)
# What is somebody's, or describes the next word, is used: only a name for it makes a word of it.
_POSSESSED = re.compile(r"(?:\b(?:our|your|my|their|its|his|her|whose)|(?<=\w)['’]s) $", re.I)
_NAMED_SO = re.compile(
    r"\b(?:so[- ]called|known as|referred to as|called|calls?|dubbed|term|word|label|phrase) (?:\w+ )?$",
    re.I,
)
_NEXT_WORD = re.compile(
    r"^ (?!(?:in|on|for|to|of|at|from|with|by|as|is|are|was|were|and|or|nor|but|not|never|when|where|because|instead|rather|anywhere|here|again"
    r"|any|has|have|had|will|would|should|must|can|may|might|if|unless|since|too|either|at|about)\b)[a-z]"
)
# Idioms with "word" and "term" that are about no word.
_IDIOM = re.compile(
    r"\b(?:in other words|in terms of|(?:long|short|medium|near)[- ]term|terms (?:and conditions|of)|word of mouth|microsoft word|in a word|in the long term)\b",
    re.I,
)
_NEAR_AFTER = re.compile(
    rf"^[\s,]*(?:\w+ ){{0,3}}(?:{_REPORTING_NOUN})\b|^[\s,]*(?:refers? to|means?|meant|stands? for|is defined|describes?|should be (?:stricken|avoided|retired|replaced)|\(noun\))"
    r"|^[\s,]*(?:is|was|are|were|has been|have been|got) (?:\w+ )?(?:retired|dropped|banned|struck|stricken|abandoned|abolished|replaced)"
    r" (?:as an? (?:\w+ )?(?:title|term|word|name|label)|in favou?r of|from (?:the|our|all|every) (?:\w+ )?(?:titles?|vocabulary|style|postings"
    r"|language|handbook|guide)|(?:by|with) [“\"‘'])"
    r"|^[\s,]*(?:is|was|are|were) (?:what|how) \w+"
    r"|^ (?:\w+ )?(?:to|into|by|becomes?|became|is now|are now|has become|should (?:be|read|become)) [“\"‘']|^ ?(?:→|⇒|->|=>)",
    re.I,
)
_WHOLE_SENTENCE = re.compile(
    r"\b(?:terms?|words?|phrases?|terminology|nicknames?|synonyms?|labels?|expressions?|euphemisms?"
    r"|glossar(?:y|ies)|dictionar(?:y|ies)|thesaurus|style ?guides?|blacklist)\b"
    r"|\brefer(?:s|red|ring)? to\b[^.]{1,60}\bas\b",
    re.I,
)
# What is struck from texts, or changed to another wording, is a word.
_STRIKING = re.compile(
    r"\b(?:strike|retire|delete|ban|banish|remove|drop)\w*\s+(?:the |all |every |each )?$", re.I
)
_CHANGING = re.compile(r"\b(?:replace|change|swap)\w*\s+(?:the |all |every |each )?$", re.I)
_FROM_TEXTS = re.compile(
    r"^[”\"’']?[^.,;!?]{0,25}? (?:from|in|throughout|across) (?:(?:all|our|your|every|any|each|the|its|their|of) )*"
    r"(?:[\w-]+ ){0,2}(?:vocabular|text|template|posting|ad|advert|advertisement|description|document|report|e-?mail|"
    r"title|headline|page|language|website|style|wording|brochure|copy|handbook|slide|deck|letter)(?:y|ies|s)?(?:[.,;!?)]|$)",
    re.I,
)
_TO_OTHERS = re.compile(
    r"^[”\"’']?[ \w-]{0,30}? (?:with|by|to|into|for) (?:[“\"‘']|customer-(?:impacting|facing))",
    re.I,
)
_INSTEAD = re.compile(r"\b(?:instead of|rather than|in place of) (?:the |an? )?$", re.I)
_WRITING = re.compile(r"\b(?:write|say|use|prefer|speak of|talk of)\b", re.I)
_QUOTED = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*»|„[^“”]*[“”]|(?<!\w)[‘'](?=\w)(?:[^‘’']|[’'](?=\w))*[’'](?!\w)|(?<!\w)\*[^*]+\*"
)
_OPENING, _CLOSING = ("“", '"', "‘"), ("”", '"', "’")
_LONG_QUOTE_WORDS = 4


def mentioned(match: Match, role: Role) -> str | None:
    """By what the sentence shows that it talks about the word, if it does."""
    text, start, end = match.sentence.text, match.span.start, match.span.end
    base = match.sentence.span.start
    start, end = start - base, end - base
    disowned = _DISOWNED.match(match.sentence.block, match.sentence.span.end)
    if disowned:
        return f"talks about the word (“{disowned.group().strip()}”)"
    if role is Role.TERM:
        return "an entry of a list of definitions"
    entry = listed_in(match.sentence.block, match.span)
    if entry:
        return f"an entry of a list of words (“{entry[:40]}”)"
    quote = _quotation(text, Span(start, end))
    if quote is None:
        plain = (
            _BEFORE_PLAIN.search(text[:start])
            or _LISTED.search(text[:start])
            or _NAMED_WORDS.search(text[:start])
            or _NOT_USED.search(text[:start])
            or _instead(text, start)
            or _struck(text, start, end)
        )
        if plain:
            return f"talks about the word (“{plain.group().strip()}”)"
        after = _AFTER_PLAIN.match(text[end:])
        return f"talks about the word (“{after.group().strip()}”)" if after else None
    return _quoted_mention(text, quote)


# The next sentence disowns the word: "We don't use that label."
_DISOWNED = re.compile(
    r"\s*(?:We|I|They|Nobody|No one) (?:don['’]t|do not|never|no longer|stopped|avoid)? ?(?:us(?:e|es|ing)|say(?:s|ing)?|like|want)"
    r" (?:that|this|the|such a) (?:label|word|term|phrase|expression|name)\b"
)


def _instead(text: str, start: int) -> re.Match[str] | None:
    """ "Instead of back office, write operations": the word is one that the writer replaces."""
    return _INSTEAD.search(text[:start]) if _WRITING.search(text) else None


def _struck(text: str, start: int, end: int) -> re.Match[str] | None:
    """ "Replace back office with customer-impacting", "strike back office from all templates"."""
    if _FROM_TEXTS.match(text[end:]):
        return _STRIKING.search(text[:start])
    return _CHANGING.search(text[:start]) if _TO_OTHERS.match(text[end:]) else None


def _quoted_mention(text: str, quote: Span) -> str | None:
    before, after = text[: quote.start], text[quote.end :]
    near = _NEAR_AFTER.match(after)
    if near is None and not _is_owned(before):
        near = _NEAR_BEFORE.search(before)
        if near is None and not _NEXT_WORD.match(after):
            near = _HANDLED.search(before) or _NOT_SAID.search(before)
    if near:
        return f"quoted, with a reporting word beside it (“{near.group().strip()[:40]}”)"
    around = _IDIOM.sub("", before), _IDIOM.sub("", after)
    whole = _WHOLE_SENTENCE.search(around[0]) or _WHOLE_SENTENCE.search(around[1])
    if whole and not (_is_owned(before) and _NEXT_WORD.match(after)):
        return f"quoted, in a sentence about words (“{whole.group()[:40]}”)"
    if len(quote.of(text).split()) >= _LONG_QUOTE_WORDS:
        said = _ATTRIBUTION.search(before) or _ATTRIBUTION.search(after)
        if said:
            return f"a quotation of somebody else (“{said.group()}”)"
    return None


def _is_owned(before: str) -> bool:
    """Whether a quoted word is somebody's, and not by name: our “back office”."""
    owned = _POSSESSED.search(before)
    return owned is not None and not _NAMED_SO.search(before[: owned.start()])


def _quotation(text: str, span: Span) -> Span | None:
    """The quotation marks' stretch around `span`, marks included; an open one runs to the end."""
    for found in _QUOTED.finditer(text):
        if found.start() <= span.start and span.end <= found.end():
            return Span(*found.span())
    # A pair of words, each in marks of its own: “chairman” or “chairwoman”.
    if text[span.start - 1 : span.start] in _OPENING and text[span.end : span.end + 1] in _CLOSING:
        return Span(span.start - 1, span.end + 1)
    return None
