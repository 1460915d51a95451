"""What a sentence of a posting is about: the role, the company itself, or those who apply."""

from __future__ import annotations

import re
from typing import Literal

from cxlint.customer_words import PLURAL
from cxlint.posting_text import Reading

Subject = Literal["role", "company", "applicant", "title"]

_EQUAL = re.compile(
    r"(?i)regardless of|without regard|equal (?:employment )?opportunit|discriminat"
    r"|reasonable accommodation|protected (?:class|veteran|status)|affirmative action|harassment"
    r"|(?:encouraged|invited|welcome|welcomed) to apply|welcomes? applications|applications (?:from|by)"
)
_SELECTION = re.compile(
    r"(?i)eligible list|interview panel|passing score|(?:seniority|veteran) credit|hiring needs"
    r"|background investigation|consist of members|assessors|\bour (?:\w+ )?privacy (?:notice|policy|statement)"
    r"|\b(?:acts? as|as) an? employment (?:agency|business)\b"
)
# Long "sentences" are whole texts run together by an export.
_TO_APPLY = re.compile(
    r"(?i)[^.]{0,120}(?:press|hit|click|or) [“\"]?apply\b|[^.]{0,120}\bapply (?:now|today|here|online|via|through)\b"
)
_SHORT = 180
_APPLICANT = re.compile(
    r"(?i)\bapplicants?\b|\bapplication\b|to apply\b|\benrolled\b|matriculat|permanent resident"
    r"|authorized to work|\bcitizenship\b|\bre?sum[eé]s?\b|\bveterans? (?:for|preference|status)"
    r"|currently (?:a|an)\b|students? (?:in|at) (?:a|an)\b"
)
# Names of customers that as often name the applicant.
_SOFT = re.compile(
    r"(?i)student|citizen|resident|veteran|member|child|famil|parent|pupil|learner|participant"
)
_ROLE_WORDS = re.compile(
    r"(?i)\byou(?:'ll|’ll|r)?\b|looking (?:for|to)|seek(?:s|ing)|hiring|search(?:es|ing) for"
    r"|this (?:role|position|job|person)|the (?:role|position|job|incumbent|candidate|successful|ideal"
    r"|person)|\bwill\b|responsible for|in need of|needs? (?:a|an)\b"
)
_COMPANY = re.compile(
    r"(?:We|We['’](?:re|ve)|Us|Our|At [A-Z]\S+|About [A-Z]\S+|Founded|Established|Headquartered"
    r"|Since \d|(?:(?:Every|Each) (?:day|night|morning|week|month|year|season)|Today|Together|Over the (?:years|past|last)|In (?:19|20)\d\d)"
    r"[^.]{0,30}?,? we\b|For (?:over|more than|almost|nearly|[\w-]+ (?:years|decades|generations)|generations|decades|an? (?:century|decade))\b|With (?:over|more than|annual|offices)"
    r"|As (?:a|an|the|one of)[^.]{0,60}\b(?:company|firm|leader|leading|provider|startup|organization"
    r"|agency|bank)"
    r"|The (?:company|firm|organization|organisation|agency|foundation|bank|group|network|college"
    r"|university|district|school|hospital|society|institute|City)\b)"
)
_NAMED_COMPANY = re.compile(
    r"(?!You|They|It |This|These|There|He |She )(?:The )?((?:(?:[A-Z0-9][\w.&’'-]*|of|and|the|&),? ){1,6})(?:\([^)]{1,20}\) )?"
    r"(?:is (?:a|an|the|one|committed|dedicated|proud|solely|on a|known|seen)|are (?:a|an|the|one)"
    r"|(?:has|have) (?:been|a|an|over|more|[a-z]+ed|grown|run|built|made|sold|served|fed|taught|\d+)"
    r"|was (?:founded|established)|provides|offers|helps|delivers"
    r"|makes|produces|manufactures|brews|supplies"
    r"|advises|sells|employs|ships|insures|publishes|connects|lends"
    r"|services|operates|serves|speciali[sz]es|empowers|enables|supports|combines|brings|believes"
    r"|works with|creates|designs|develops)\b"
)
# A name that ends so is that of a job or a unit, not of a company.
_JOB_SUBJECT = re.compile(
    r"(?i)(?:[a-z]{2}(?:er|or|ist|ian|ant|yst|ect|geon|ive|ee)|lead|head|chief|clerk|aide|nurse"
    r"|position|role|job|team|group|department|section|unit|incumbent|candidate|associate|intern"
    r"|official|mechanic|attorney|representative|assignment|duties|work) $"
)
# Customers who think well of the company.
_OF_US = re.compile(
    r"(?i)(?:[^.]{0,40}\b)?(?:"
    + "|".join(sorted(PLURAL, key=len, reverse=True))
    + r"|people)\b[^.]{0,60}"
    r"\b(?:us\b(?! (?:in|with|by|to)\b)|that we\b|our (?:honest|prices|products|work|name|quality|service)"
    r"|(?:come|coming|comes?|return(?:ing)?) back|come to us"
    r"|(?:trust\w*|loved?|rel(?:y|ied) on|ch(?:o|oo)sen?|swear by|buy|bought|enjoy\w*) our\b(?! (?:\w+ )?(?:team|crew|department|staff)))"
)
_OF_IT = re.compile(r"[A-Z][\w ,]{2,60}? (?:rely|depend|count|swear) (?:on|by) (?:it|them)[.!]?$")
# What somebody is quoted as saying of the company.
_QUOTED = re.compile(r"[\s>*_]*[“\"][^”\"]{10,300}[”\"][*_]*\s*[-–—(]")
# "Customer obsession is our first value."
_SLOGAN = re.compile(
    r"(?i)[^.,;]{0,60}\b(?:is|are|comes?)\b[^.,;]{0,25}\b(?:slogan|motto|mantra|credo|our (?:\w+ )?(?:values?|promise|purpose|north star)"
    r"|(?:at|the) (?:the )?(?:heart|centre|center|core) of (?:everything|all|what) we)\b"
)
_OUR_CLIENT = re.compile(r"Our client\b")
_SEEKING = re.compile(r"looking for|seek(?:s|ing)|hiring|search|in need of")


def subject_at(reading: Reading, start: int, words: str) -> Subject:
    """What the sentence around `words`, which begin at `start`, is about."""
    begins, ends = reading.sentence_at(start)
    if begins < reading.title_end:
        return "title"
    sentence = reading.text[begins:ends].lstrip(" \t\n*_#>-•“\"‘'").replace("*", "")
    # Long sentences of duties name fair employment among many other things.
    low = max(reading.text.rfind(";", begins, start) + 1, begins)
    high = reading.text.find(";", start, ends)
    if _QUOTED.match(reading.text, begins):
        return "company"
    if _EQUAL.search(reading.text, low, high if high >= 0 else ends):
        return "applicant"
    if _is_about_applicants(sentence, words):
        return "applicant"
    if _OF_US.match(sentence) and not _ROLE_WORDS.search(sentence):
        return "company"
    if _OF_IT.match(sentence) and begins > reading.title_end:
        # What "it" is, the sentence before tells.
        return "company" if subject_at(reading, begins - 2, "") == "company" else "role"
    if _SLOGAN.match(sentence) and not _ROLE_WORDS.search(sentence):
        return "company"
    if _COMPANY.match(sentence):
        own = _ROLE_WORDS.search(sentence) is not None and not _OUR_CLIENT.match(sentence)
        return "role" if own else "company"
    named = _NAMED_COMPANY.match(sentence)
    if named and not _JOB_SUBJECT.search(named.group(1)) and not _SEEKING.search(sentence):
        return "company"
    return "role"


def _is_about_applicants(sentence: str, words: str) -> bool:
    if _SELECTION.search(sentence) or (len(sentence) < _SHORT and _TO_APPLY.match(sentence)):
        return True
    return _SOFT.search(words) is not None and _APPLICANT.search(sentence) is not None
