"""Whose a title is: a named person's, a body's, a law's or a licence's, which the writer cannot rename."""

from __future__ import annotations

import re

from cxlint.document import Role
from cxlint.given_names import GIVEN_NAMES
from cxlint.matching import Match

_GIVEN = r"(?P<given>[A-Z][a-z]+)"
_FAMILY = r"(?: [A-Z]\.)*(?: (?:de|van|von|al|bin|Mc|O['’]))*(?: ?[A-Z][\w'’-]+)"
_WITH_TITLE = r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Prof)\.? "
# "Salesman Bob Carr", "the foreman, Juan Ortiz,", "Chairman: Alex Hart".
_AFTER = re.compile(
    rf"(?: |, | \(|: ?|,? named )(?:{_WITH_TITLE}[A-Z]|{_GIVEN}(?:{_FAMILY})?\b(?!['’]s ))"
)
# A name that no list of given names knows shows by the two capitals amid prose.
_UNLISTED = re.compile(
    r" (?!(?:Wanted|Needed|Required|Position|Job|Role|Team|Department|Training|Salary|Duties)\b)[A-Z][a-z]+ [A-Z][a-z]+(?:,| [a-z])"
)
# "Tom Hale, a local businessman", "Alex Hart (chairman)", "Alex Hart - Chairman".
_BEFORE = re.compile(
    rf"(?<![\w'’-]){_GIVEN}{_FAMILY}(?:, |, (?:\w+ and )| \(| [–—|-] )(?:(?:the|a|an|our|its|their|her|his|then|now) )?(?:[\w'’-]+ ){{0,2}}$"
)
_BODY = (
    r"(?:Unions?|Guild|Association|Federation|Brotherhood|Society|Club|Institute|League|Fund|Council|Mission|Hall|Academy"
    r"|Chamber|Commission|Agency|Board|Department|Ministry|Directorate|Corporation|Company|Authority|Committee|College|Museum"
    r"|Memorial|Cooperative|Co-operative|Congress|Foundation|Group|Bank|Order|Office)"
)
_OF_A_BODY = re.compile(rf"\b{_BODY} (?:of|for) (?:the )?(?:[A-Z][\w'’-]+,? (?:and |& )?){{0,3}}$")
_A_BODY = re.compile(
    rf"(?:['’]s?)?(?:,? (?:and|&|of|for|[A-Z][\w'’-]+)){{0,4}},? (?:{_BODY}|Ltd|LLC|Inc|GmbH|Corp|PLC|Co\.|Bros)\b"
)
_LAW = re.compile(
    r"(?:['’]s?)?(?:,? (?:and|&|of|for|\([^)]{1,30}\)|[A-Z][\w'’-]+)){0,5} (?:Act|Acts|Law|Code|Regulations?|Ordinance|Statute|Convention|Directive|Award)\b"
    r"|(?:['’]s?(?: [A-Za-z]+)?)? (?i:licen[sc]es?|licen[sc]ing|certificates?|certification|card|exam|examination|ticket|endorsement)\b"
)


def borne(match: Match, role: Role) -> str | None:
    """By whom, if the words are somebody's title or part of a name: a person, a body, a law."""
    start = match.sentence.span.start
    text = match.sentence.text
    before, after = text[: match.span.start - start], text[match.span.end - start :]
    for seen in (_AFTER.match(after), _BEFORE.search(before)):
        if seen and (seen["given"] is None or seen["given"].lower() in GIVEN_NAMES):
            return f"the title of a named person (“{seen.group().strip(' ,(:')}”)"
    unlisted = role not in (Role.TITLE, Role.HEADING) and _UNLISTED.match(after)
    if unlisted:
        return f"the title of a named person (“{unlisted.group()[1:-2]}”)"
    if match.span.of(match.sentence.block)[:1].isupper():
        body = _OF_A_BODY.search(before) or _A_BODY.match(after)
        if body:
            return f"part of a body's name (“{body.group().strip()}”)"
    law = _LAW.match(after)
    return f"part of the name of a law or a licence (“{law.group().strip()}”)" if law else None
