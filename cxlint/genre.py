"""What kind of text a document is: a job posting, an e-mail, or another.

A declared genre wins. Otherwise signs are counted that postings are made of: a job's title, duties,
requirements, terms. The points were fitted on some three thousand texts and then rounded; they
are taken of the source, since parsing costs many times more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from cxlint.document import Document, Genre

# A posting shows within so many bytes what it is.
_HEAD = 20_000
# Texts so much longer than any posting are handbooks, books and listings.
_TOO_LONG = 80_000
_ENOUGH = 10

_PLAIN_SOURCES = frozenset({"text", "markdown", "html"})


def genre_of(document: Document) -> Genre:
    """The genre that `document` declares, or else the one that its text shows."""
    declared = _declared(document)
    return declared if declared is not None else genre_of_text(document.source)


def genre_of_text(text: str) -> Genre:
    """The genre that a text shows."""
    if _has_mail_headers(text):
        return Genre.EMAIL
    if posting_points(text) >= _ENOUGH:
        return Genre.POSTING
    return Genre.EMAIL if _is_letter(text) else Genre.OTHER


def posting_points(text: str) -> int:
    """How much a text looks like a job posting; counting ends where the matter is settled."""
    if len(text) > _TOO_LONG:
        return 0
    head = text[:_HEAD].encode("utf-8", "replace")
    points = 0
    for worth, left, sign in _signs():
        if points + left < _ENOUGH:
            break
        if sign.search(head):
            points += worth
            if points >= _ENOUGH + _LEAST_DOUBT:
                break
    return points


def _declared(document: Document) -> Genre | None:
    """What caller or document declare; the document is parsed only where it may say so."""
    source = document.source
    if document.format in _PLAIN_SOURCES and not (
        source.startswith(("---", "+++")) and "\ngenre" in source[:_HEAD]
    ):
        # Asking for `declared_genre` would parse the document, which cannot declare anything.
        return document._genre
    return document.declared_genre


# --- e-mail ----------------------------------------------------------------------------------

_MAIL_HEADER = re.compile(
    r"(?im)^(from|to|cc|subject|date|sent|reply-to|message-id)[ \t]*:[ \t]*\S"
)
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
_GREETING = re.compile(
    r"\s*(?:Hi|Hello|Hey|Dear|Good (?:morning|afternoon|evening))\b[^\n.!?:]{0,60}[,!:–-]?[ \t]*\r?\n"
)
_SIGN_OFF = re.compile(
    r"(?m)^[ \t]*(?:(?:Best|Kind|Warm|Many) (?:regards|wishes|thanks)|Regards|Best|Cheers|Thanks(?: again)?|Thank you"
    r"|Sincerely|Yours(?: (?:sincerely|faithfully|truly))?|Respectfully|All the best)[ \t]*[,!.]?[ \t]*\r?\n"
    r"(?:[ \t]*\r?\n)?[ \t]*[-–]?[ \t]*[A-Z][^\n]{0,60}(?:\r?\n|\Z)"
)
_LONGEST_LETTER = 12_000


def _has_mail_headers(text: str) -> bool:
    head = _BLANK_LINE.split(text[:1500].lstrip(), maxsplit=1)[0]
    first = _MAIL_HEADER.match(head)
    if first is None:
        return False
    names = {match.group(1).lower() for match in _MAIL_HEADER.finditer(head)}
    return len(names & {"from", "to", "subject", "date", "sent"}) >= 2 and (
        "from" in names or "to" in names
    )


def _is_letter(text: str) -> bool:
    return (
        len(text) <= _LONGEST_LETTER
        and _GREETING.match(text) is not None
        and _SIGN_OFF.search(text) is not None
    )


# --- signs of a posting -----------------------------------------------------------------------

_JOB = (
    r"(?:engineer|developer|analyst|manager|specialist|administrator|architect|consultant|designer|director"
    r"|coordinator|assistant|associate|technician|officer|supervisor|representative|programmer|scientist"
    r"|accountant|nurse|teacher|clerk|operator|inspector|mechanic|worker|lead|head|executive|agent|driver|writer"
    r"|editor|recruiter|tester|intern|chef|cook|therapist|pharmacist|librarian|attorney|counsel|planner|buyer"
    r"|auditor|controller|fellow|president|chief|superintendent|electrician|plumber|painter|helper|aide|custodian"
    r"|chemist|pilot|surveyor|captain|detective|curator|translator|interpreter|professor|instructor|estimator"
    r"|banker|minister|trainer|cashier|server|barista|guard|advis[eo]r|partner|strategist|producer|generalist"
    r"|physician|secretary|treasurer|marshal|foreman|welder|carpenter|repairer|underwriter|teller|broker|stylist"
    r"|caregiver|veterinarian|researcher|statistician|economist|biologist|geologist|investigator|examiner"
    r"|appraiser|dispatcher|ranger|gardener|fitter|roofer|mason|builder|machinist|assembler|packer|picker"
    r"|labou?rer|attendant|housekeeper|receptionist|host|bartender|waiter|steward|ambassador|advocate|liaison"
    r"|facilitator|organizer|evangelist|salesperson|cleaner|dentist|dietitian|counselou?r|firefighter|paramedic"
    r"|hygienist|bookkeeper|caretaker|tutor|porter|courier|baker|butcher|farmer|tailor|model|actuary|lecturer)"
)
# Points, and what a text shows to earn them. Dear or rare signs stand last.
_SIGNS = (
    (9, r"\A(?s:.{0,600})(?:class code:|\nlayout: job)"),
    (
        5,
        r"\A\s*(?:[^\n:]{0,30}:)?[ \t]*#?[ \t]*[^\n.!?:]{0,60}\b"
        + _JOB
        + r"s?(?:[ \t]*[-,(–|/:&#@][^\n]{0,70}"
        r"|[ \t]+(?:[IVX\d]{1,4}|for|of|in|with|at|and|to|wanted|needed|position|role|job|required|opening)\b"
        r"[^\n]{0,70})?[ \t\r]*(?:\n|\z)",
    ),
    (
        3,
        r"\b(?:experience (?:with|in|of|using|working)|knowledge of|ability to|proficien|familiarity with"
        r"|strong understanding|hands[- ]on|communication skills)",
    ),
    (
        3,
        r"(?:(?m)^[^\n.]{0,50}\b(?:requirements|qualifications|skills)\b[^\n.]{0,30}$)|(?:requirements|qualifications"
        r"|required skills|skills|must have)[^\n.]{0,25}:|\b(?:minimum|required|preferred|desired) (?:qualifications"
        r"|skills|requirements)",
    ),
    (
        3,
        r"\b(?:\d+ ?\+?|one|two|three|four|five|six|seven|eight|ten)\+?(?: ?(?:-|–|to) ?\d+\+?)? ?(?:or more )?"
        r"y(?:ea)?rs?\.?['’]?\b(?: of)?[^.\n]{0,40}experience|years of experience|experience:? \d",
    ),
    (
        2,
        r"(?:(?m)^[^\n.]{0,50}\b(?:responsibilities|duties|essential functions)\b[^\n.]{0,30}$)|(?:responsibilities"
        r"|duties|functions)(?: include)?[^\n.]{0,25}:|you(?:'ll|’ll| will) be responsible|responsible for",
    ),
    (
        2,
        r"\b(?:full[- ]?time|part[- ]time|permanent|contract to hire|direct hire|\d+\+? months|employment type"
        r"|reports to|reporting to|job type|w2|c2c|corp to corp|duration)\b",
    ),
    (
        2,
        r"\b(?:ideal|successful|qualified|strong|suitable) candidates?\b|candidates? (?:must|will|should)",
    ),
    (
        2,
        r"\b(?:annual salary|salary|remuneration|per hour|/hr|hourly rate|401\(?k\)?|competitive (?:salary|pay"
        r"|compensation|wage)|pay rate|compensation package)\b|\$\d{2,3},\d{3}",
    ),
    (
        3,
        r"\b(?:is|are|am|we're|we’re|currently|be) (?:\w+ )?(?:looking|seeking|hiring|searching|recruiting)(?: for| to)?"
        r"\b[^.\n]{0,80}\b"
        + _JOB
        + r"|looking for (?:an? )?(?:[\w-]+ ){0,3}"
        + _JOB
        + r"|seeks (?:an?|to fill)|in need of an?|join our (?:\w+ )?team|opening for"
        r"|immediate (?:need|opening)",
    ),
    (2, r"(?m)location\**[ \t]*:"),
    (2, r"\bbachelor|\bdegree in|high school diploma|\bB\.?S\.?/|\bdegree\b"),
    (
        1,
        r"\bapply (?:now|today|online|by|here)\b|to apply\b|how to apply|where to apply|send (?:your|us|me|updated|a)"
        r" [^.\n]{0,20}(?:resume|cv)|r[eé]sum[eé]|cover letter|application deadline",
    ),
    (
        1,
        r"equal (?:employment )?opportunity|\beoe\b|without regard to|authorized to work|affirmative action",
    ),
    (2, r"\b(?:job|position) (?:description|summary)\b"),
    (
        4,
        r"(?m)^[ \t*]*(?:job )?(?:title|role|position)\**[ \t]*:[^\n]*\b"
        + _JOB
        + r"s?(?:[ \t]*[-,(–|/][^\n]{0,70}"
        r"|[ \t]+(?:[IVX\d]{1,3}|for|of))?[\"' \t\r]*$",
    ),
    (
        4,
        r"\A---\n(?s:.*?)\n(?:company|organization|contract|salary|employment|job-type|job_type|compensation|position"
        r"|paygrade|hiring|job-location|series|grade|opens)[ _-]?\w*:",
    ),
    # One paragraph under a short line: how job boards export.
    (3, r"\A[^\n]{3,90}\n\s*(?:[^\n]{0,80}\n\s*)?[^\n]{400}"),
)
# Pages about hiring, careers and interviews talk like postings.
_AGAINST = (
    (
        4,
        r"\b(?:interviewers?|interviewing|onboarding|hiring manager|our handbook|career (?:framework|growth|ladder|path)"
        r"|your r[eé]sum[eé]|job postings|open positions|direct reports)\b",
    ),
    (3, r"(?:\]\([^)\n]*\)[^\]]*?){12}"),
)
_LEAST_DOUBT = sum(worth for worth, _ in _AGAINST)


@cache
def _signs() -> tuple[tuple[int, int, Any], ...]:
    """Each sign with its points and those that may still be earned from it on."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    left = sum(worth for worth, _ in _SIGNS)
    signs = []
    for worth, pattern in _SIGNS:
        signs.append((worth, left, re2.compile(pattern.encode(), options)))
        left -= worth
    signs += [
        (-worth, _ENOUGH, re2.compile(pattern.encode(), options)) for worth, pattern in _AGAINST
    ]
    return tuple(signs)
