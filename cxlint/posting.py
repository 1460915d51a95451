"""A job posting, understood: its title, its function, whom the role serves, its duties.

Everything is worked out when first asked for, so that a check which needs little costs little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from cxlint.customer_people import Kind, Mention
from cxlint.customers import company_mentions, mentions
from cxlint.document import Block, Document, Genre, Role
from cxlint.genre import genre_of_text
from cxlint.linear import linear
from cxlint.model import Span
from cxlint.posting_text import ABOUT_ROLE, Part, Reading, read
from cxlint.posting_title import Title, title_of

if TYPE_CHECKING:
    from cxlint.roles import Facing, Function, Functions

# So few words say nothing about a role, so nothing can be missing among them.
LEAST_ROLE_WORDS = 40


@dataclass(frozen=True, slots=True)
class Customer:
    """Words of the posting that name somebody whom the role serves."""

    span: Span
    words: str
    kind: Kind


# So many words about the role, or of duties and of requirements each, are no excerpt.
_CLEARLY_WHOLE = 250
_BOTH_PARTS = 30


@dataclass(frozen=True)
class Posting:
    """What a posting says; each property is worked out once, when asked for."""

    document: Document
    reading: Reading
    functions: Functions | None = None  # cxlint's own, where none are given

    @cached_property
    def title(self) -> Title:
        """The job's title; the first words of the document where it shows none."""
        return title_of(self.reading)

    @cached_property
    def title_blocks(self) -> tuple[Block, ...]:
        """The block that holds the title (or the first one), and a main heading that repeats it.

        Asking for them parses the document.
        """
        blocks, at = self.document.blocks, self.title.span
        holding = (block for block in blocks if block.span.overlaps(at))
        first = next(holding, blocks[0] if blocks else None)
        return tuple(block for block in blocks if block is first or self._repeats(block))

    def _repeats(self, block: Block) -> bool:
        """Whether a block is a main heading with the title that stands elsewhere ("title:" in front matter)."""
        is_main = block.role is Role.HEADING and block.level <= 1
        return is_main and self.title.text.casefold() in block.text.casefold()

    @cached_property
    def shows_title(self) -> bool:
        """Whether what stands in for the title reads as one: a sentence of an excerpt does not."""
        return self.title.reads_as_one

    @cached_property
    def function(self) -> Function | None:
        """The job function that the title tells, or else the beginning of the duties."""
        from cxlint.roles import load

        functions = self.functions or load()
        return functions.of_title(self.title.text) or functions.in_duties(self._opening(1200))

    @cached_property
    def facing(self) -> Facing:
        """Whether the role holder deals with external customers, as the text has it."""
        from cxlint.roles import Facing

        default = self.function.facing if self.function else Facing.CUSTOMER_IMPACTING
        if default is Facing.CUSTOMER_FACING or self._meets_customers():
            return Facing.CUSTOMER_FACING
        return default

    @cached_property
    def role_text(self) -> str:
        """What is about the role: summary, duties, requirements, skills."""
        return "\n".join(self.reading.text[a:b] for a, b in self.reading.stretches(*ABOUT_ROLE))

    @cached_property
    def is_whole(self) -> bool:
        """Whether the text shows by itself that it is a posting.

        An excerpt that is only declared to be one lacks most of what it does not say.
        """
        if genre_of_text(self.reading.text) is Genre.POSTING:
            return True
        parts = [self._words_of(part) for part in ABOUT_ROLE]
        return min(parts) >= _BOTH_PARTS or sum(parts) >= _CLEARLY_WHOLE

    def _words_of(self, part: Part) -> int:
        text = self.reading.text
        return sum(len(text[a:b].split()) for a, b in self.reading.stretches(part))

    @cached_property
    def has_role_text(self) -> bool:
        """Whether there is enough about the role for anything to be missing in it."""
        words = 0
        for start, end in self.reading.stretches(*ABOUT_ROLE):
            words += len(self.reading.text[start:end].split(None, LEAST_ROLE_WORDS))
            if words >= LEAST_ROLE_WORDS:
                return True
        return False

    @cached_property
    def names_customer(self) -> bool:
        """Whether the text about the role says credibly who receives or uses the work."""
        return next(mentions(self.reading), None) is not None

    @cached_property
    def customers(self) -> tuple[Customer, ...]:
        """A dozen mentions of somebody whom the role serves, with their places, in their order."""
        found = sorted(islice(mentions(self.reading), 12), key=lambda one: (one.start, -one.end))
        return tuple(self._customer(one) for one in found)

    @cached_property
    def company_only(self) -> bool:
        """Whether only what the company says of itself names somebody."""
        return not self.names_customer and (next(company_mentions(self.reading), None) is not None)

    @cached_property
    def duties(self) -> tuple[str, ...]:
        """The lines of a list of duties."""
        return tuple(
            duty.group(1).strip()
            for a, b in self.reading.stretches(Part.ROLE)
            for duty in _DUTY.finditer(self.reading.text, a, b)
            if _DOING.match(duty.group(1))
        )

    @cached_property
    def purpose_among_duties(self) -> bool:
        """Whether a line of duties, or plain words around them, say what it is good for."""
        return any(map(_tells_purpose, self.duties)) or (
            _PLAIN_PURPOSE.search(self.role_text) is not None
        )

    def _customer(self, mention: Mention) -> Customer:
        span = self.reading.source_span(mention.start, mention.end)
        return Customer(span, mention.words, mention.kind)

    def _opening(self, length: int) -> str:
        start, end = next(self.reading.stretches(*ABOUT_ROLE), (0, 0))
        return self.reading.text[start : min(end, start + length)]

    def _meets_customers(self) -> bool:
        """Whether a duty brings the role holder together with customers, or two skills do."""
        among_skills = 0
        for mention in mentions(self.reading):
            if mention.kind != "external" or not _is_contact(self.reading.text, mention):
                continue
            among_skills += 1
            if self.reading.part_at(mention.start) is Part.ROLE or among_skills > 1:
                return True
        return False


@lru_cache(maxsize=2)
def analyse(document: Document, functions: Functions | None = None) -> Posting:
    """Understand `document` as a job posting; the last ones are remembered, as a scan asks twice."""
    return Posting(document, read(document), functions)


# --- duties and purpose ---------------------------------------------------------------------------

_DUTY = re.compile(
    r"(?m)^[ \t]*(?:[-*•·+▪–?]|\d{1,2}[.)])[ \t]+(\S[^\n]*(?:\n[ \t]+[^\s\-*•·][^\n]*)*)"
)
_DOING = re.compile(
    r"(?:[A-Z][a-z]+(?:s|ing|e|t|n|d|y|p|k|w|r|m|l|h|x)(?:,| and| or|/)? )(?!\d)(?!years?|experience|knowledge|skills|degree)"
)

_PLAIN_PURPOSE = re.compile(
    r"(?i)\bso (?:that|the|our|they|nobody|no one|each|every)\b|in order to|purpose of (?:the|this|your)"
    r" (?:role|position|job|post)|\b(?:main|job) purpose\b|\bimpact on\b|make a difference|\bmission is\b"
    r"|\b(?:rely|relies|depend|depends|count|counts) on (?:you|what|the|your|this)\b|\b(?:matters?|counts) because\b"
    r"|\bwithout (?:you|your|this)\b|\b(?:will|should) (?:notice|feel)\b|\bmak(?:es?|ing) sure\b"
    r"|\bsee(?:s|ing)? to it\b|\byour (?:work|job) (?:means|lets|gives|helps|keeps)\b"
)


# Words that say what work is good for.
_PURPOSE = (
    r"\b(?:so (?:that|the|our|they|nobody|each|every)|mak(?:es?|ing) sure|see(?:s|ing)? (?:to it )?that"
    r"|(?:rely|depend|count)s? on|in order to|purpose|mission|goal of|aims? to|impact|enabl(?:e|es|ing)|empower\w*|help(?:s|ing)?"
    r"|to (?:ensure|support|allow|make sure|improve|provide|deliver|meet|give|keep|protect|drive|achieve|maximi[sz]e"
    r"|minimi[sz]e|reduce|increase|promote|create|assist|foster|build|serve|inform|identify|optimi[sz]e|translate)"
    r"|ensur(?:es?|ing) (?:that|the)|resulting in|serv(?:es?|ing) (?:the|our|as)|on behalf of|needs of|make a difference)\b"
)


def _tells_purpose(text: str) -> bool:
    """Whether a text says what work is good for."""
    return linear(_PURPOSE, of_bytes=True).search(text.encode("utf-8", "replace")) is not None


# --- contact ----------------------------------------------------------------------------------

_MEETING = re.compile(
    r"(?i)\b(?:(?:assist|help|greet|meet|answer|respond|interact|deal|visit|call|contact|consult|interview|present|sell"
    r"|listen|treat|teach|counsel|coach|escort|explain|work|speak|support|welcom|serv|advis|communicat|collaborat"
    r"|educat|liais|align|direct|feed|seat|show|tell|ask|know|join|eat|invit|talk|chat|sit|look|care|hear|phone|ring|remind|comfort"
    r"|reassur|examin|diagnos|escort|transport|carry|carri|lift|wash|dress|groom)(?:s|e|es|ing)?|relationships?|contact|provid\w+ \w+ \w+ to)"
    r"(?:\s+(?!(?:internal|us)\b)[\w'’/&,][\w'’/&,-]*){0,4}\s*$"
)
_SERVICE_GIVEN = re.compile(
    r"(?i)\b(?:provid|deliver|offer|giv|exceptional)\w*\s+(?:[\w-]+\s+){0,2}$"
)
_OF_A_TEAM = re.compile(
    r"\s*[- ](?:Success|Support|Service|Experience|Programs|Care|Relationship|Capability|centric|obsessed|first|focused)\b"
)
_SERVICE = re.compile(r"(?i)\s+service\b")
_HAS_VERB = re.compile(
    r"(?i)(?:assist|help|greet|meet|answer|respond|visit|serv|advis|counsel|coach|educat|welcom|direct"
    r"|(?:provid|giv|offer|deliver|suppl)\w* .*\bto\b|look\w* after|car(?:e|es|ing) for|feed|seat|escort|treat|comfort|teach|show|tell|talk"
    r"|speak|listen|sit|interpret|reassur|bring|hand|explain|sell|from)"
)
# Users, members, participants are as often colleagues.
_OUTSIDERS = re.compile(
    r"(?i)(?:customers?|clients?|guests?|patients?|visitors?|students?|pupils?|public|callers?|passengers?|shoppers?"
    r"|consumers?|tenants?|residents|donors?|voters?|children|parents|families|homeowners?|taxpayers?|citizens"
    r"|riders|delegates|spectators|tourists|adults|young people|older people|elderly people|borrowers|survivors"
    r"|regulars|boaters|prisoners|inmates|witnesses|defendants|litigants|detainees|jurors|mourners|babies|mothers|landlords|leaseholders|householders|sellers|couples"
    r"|walkers|pilgrims|growers|diners|claimants|neighbou?rs|owners|motorists|cyclists|pedestrians|victims"
    r"|bereaved|housebound|homeless|elderly|sick|dying|vulnerable|injured|toddlers|infants|policyowners"
    r"|traders|merchants|shopkeepers|objectors|households|jobseekers|refugees|asylum seekers|kids|learners"
    r"|grantees?|sub-?recipients|subscribers?|policyholders?|travell?ers|farmers|patrons|beneficiaries|learners"
    r"|parishioners?|constituents)$"
)
_SINGULAR_MET = re.compile(
    r"(?i)\s*(?:[.,;)\n]|$|and\b|or\b|to\b|in\b|on\b|at\b|by\b|with\b|who\b|through\b|during\b|inquir|questions|requests|complaints"
    r"|phone|calls|meetings|visits|contact|relationships|presentations|teams?\b|and project|facing)"
)


def _is_contact(text: str, mention: Mention) -> bool:
    """Whether the words before a mention of customers bring the role holder together with them."""
    if not _OUTSIDERS.search(mention.words):
        return False
    before = text[max(0, mention.start - 70) : mention.start]
    if _SERVICE.match(text, mention.end):
        return _SERVICE_GIVEN.search(before) is not None
    if _OF_A_TEAM.match(text, mention.end):
        return False
    if not mention.words.endswith(("s", "c", "n")) and not _SINGULAR_MET.match(text, mention.end):
        return False
    if " " in mention.words:
        return _HAS_VERB.match(mention.words) is not None
    return _MEETING.search(before) is not None
