"""A posting's text as it reads, and its parts: the role itself, the company, the offer, applying.

Read from the source, not from blocks: parsing costs many times what looking costs, and some
postings keep their duties in front matter, which is no prose to other rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from cxlint.document import Document
from cxlint.linear import spans
from cxlint.model import Span

# Formats whose source reads as it stands once tags and comments are out of sight.
_PLAIN_SOURCES = frozenset({"text", "markdown", "html"})


class Part(StrEnum):
    """What a stretch of a posting is about."""

    ROLE = "role"  # summary and duties
    REQUIREMENTS = "requirements"  # qualifications and skills
    COMPANY = "company"
    OFFER = "offer"
    APPLY = "apply"
    EQUAL = "equal opportunity"


ABOUT_ROLE = (Part.ROLE, Part.REQUIREMENTS)


@dataclass(frozen=True)
class Reading:
    """Text in which offsets can be looked up: where they are in the source, and in which part."""

    text: str
    document: Document
    starts: tuple[int, ...] | None = None  # of each block, where the text was built from blocks

    def source_span(self, start: int, end: int) -> Span:
        """The source under a stretch of the text."""
        if self.starts is None:
            return Span(start, end)
        index = max(bisect_right(self.starts, start) - 1, 0)
        block, base = self.document.blocks[index], self.starts[index]
        return block.prose.source_span(Span(start - base, min(end - base, len(block.text))))

    @cached_property
    def title_end(self) -> int:
        """The end of the first line, where it is short enough to be the title."""
        line = _FIRST_LINE.match(self.text)
        return line.end() if line and len(line.group(1)) <= _TITLE_LENGTH else 0

    @cached_property
    def parts(self) -> tuple[tuple[int, Part], ...]:
        """Where each part begins; the first begins at 0."""
        found = [(0, Part.ROLE)]
        body = self._body_start
        value_end = 0  # where a labelled value ends, and what goes on behind it
        around = Part.ROLE
        for start, label, marked in _labels(self.text):
            part = part_of(label)
            if part in (Part.OFFER, Part.APPLY) and _JOB.search(label):
                part = Part.ROLE
            if part is None and marked:
                part = Part.ROLE
            if 0 < body <= start and found[-1][0] < body:
                found.append((body, Part.ROLE))
            if 0 < value_end <= start:
                found.append((value_end, around))
                value_end = 0
            if part is None or part is found[-1][1]:
                continue
            ends = 0 if part in ABOUT_ROLE else _end_of_value(self.text, start)
            if ends and not value_end:
                around = found[-1][1] if found[-1][1] in ABOUT_ROLE else Part.ROLE
            value_end = ends
            found.append((start, part))
        if value_end:
            found.append((value_end, around))
        if found[-1][0] < body:
            found.append((body, Part.ROLE))
        return tuple(found)

    @property
    def _body_start(self) -> int:
        """Where the front matter ends, or 0: its last key says nothing about what follows."""
        if not self.text.startswith("---"):
            return 0
        end = self.text.find("\n---", 3)
        return end + 4 if end > 0 else 0

    @cached_property
    def _part_starts(self) -> list[int]:
        return [start for start, _ in self.parts]

    def part_at(self, offset: int) -> Part:
        """The part that holds `offset`."""
        return self.parts[bisect_right(self._part_starts, offset) - 1][1]

    def stretches(self, *wanted: Part) -> Iterator[tuple[int, int]]:
        """The stretches of text that belong to one of the `wanted` parts."""
        ends = [*self._part_starts[1:], len(self.text)]
        for (start, kind), end in zip(self.parts, ends, strict=True):
            if kind in wanted:
                yield start, end

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence or line item around `offset`."""
        low = max(0, offset - _REACH)
        start = low
        # One letter more than what lies before: a sentence begins with a capital.
        for mark in _SENTENCE_START.finditer(self.text, low, offset + 1):
            if mark.end() <= offset:
                start = mark.end()
        end = _SENTENCE_END.search(self.text, offset, offset + _REACH)
        return start, end.start() if end else min(len(self.text), offset + _REACH)


def _end_of_value(text: str, start: int) -> int:
    """Where a labelled value ends, "Salary: 30,000" say, or 0 where the label is a heading.

    What follows the paragraph of such a line is not about it.
    """
    line_end = text.find("\n", start)
    if line_end < 0 or not _VALUE.match(text, start, line_end):
        return 0
    blank = _BLANK_LINE.search(text, line_end)
    return blank.end() if blank else 0


_VALUE = re.compile(
    r"[ \t*_#-]*(?:salary|pay|rate|wage|closing date|deadline|contact|package)[*_]*[ \t]*[:|][*_]*[ \t]*\S",
    re.I,
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_REACH = 500
_TITLE_LENGTH = 100
_FIRST_LINE = re.compile(r"\s*(?:#+ *)?(\S[^\n]*)")
# A list of duties in one paragraph often lacks the space behind a full stop.
_SENTENCE_START = re.compile(
    r"(?<=[a-z\d)”’\"])[.!?]['”’\")]*(?:\s+|(?=[A-Z]))(?=[A-Z#*•\d-])|\n[ \t]*(?:\n|[-*•·#|>?]|\d+[.)])\s*|[•·●▪]|[:;]\s*\n|\s\*(?=[A-Z])|<|  +(?=[A-Z?])|(?<=[a-z\d])(?=We (?:are|have|help)\b)"
)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$|(?=[A-Z]))|\n[ \t]*(?:\n|[-*•·#|>]|\d+[.)])|[•·●▪]")


def read(document: Document) -> Reading:
    """The text of `document`, at the same length as its source wherever that reads as it stands."""
    if document.format in _PLAIN_SOURCES or not document.verbatim:
        return Reading(_visible(document), document)
    starts, texts, length = [], [], 0
    for block in document.blocks:
        starts.append(length)
        texts.append(block.text)
        length += len(block.text) + 1
    return Reading("\n".join(texts), document, tuple(starts) or None)


def _visible(document: Document) -> str:
    """The source with all that no reader sees blanked out, character for character."""
    text = document.source
    if text.startswith("---"):
        # First of all: a comment there may quote the marks of the others.
        end = text.find("\n---", 3)
        head = _FRONT_COMMENT.sub(_blank, text[: max(end, 0)])
        text = head + text[len(head) :]
    if "<!--" in text or "{%" in text:
        text = _COMMENT.sub(_blank, text)
    if "<" in text and ">" in text:
        text = _TAG.sub(_tag, text)
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return _unglued(text)


def _unglued(text: str) -> str:
    """Sentences that an export has run together, apart again at the cost of a letter."""
    cuts = [start for start, _ in spans(_GLUED, text, any_case=False)]
    if not cuts:
        return text
    pieces, position = [], 0
    for cut in cuts:
        pieces += [text[position:cut], "."]
        position = cut + 1
    return "".join([*pieces, text[position:]])


_GLUED = (
    r"[a-z](?:(?:Support|Assist|Help|Answer|Respond|Work|Coach|Train|Maintain|Develop|Report|Perform"
    r"|Review|Monitor|Conduct|Design|Identif(?:y|ies)|Implement|Lead|Plan|Process|Track|Follow|Handl|Meet"
    r"|Participat|Coordinat|Creat|Prepar|Analyz|Collaborat|Communicat|Mak|Oversee|Updat)(?:e|es|s|ing)?"
    r"|Provid(?:es?|ing)|Serv(?:es?|ing)|Advis(?:es?|ing)|Guid(?:es?|ing)|Enabl(?:es?|ing)|Deliver(?:s|ing)?"
    r"|Ensur(?:es?|ing)|Manag(?:es?|ing)|Our|You|The|Ability|Strong|Experience|Excellent|Must|Knowledge"
    r"|Proven|Demonstrated|Minimum|Bachelor)[ ,]|[A-Za-z)]We (?:are|help|have) "
)


_COMMENT = re.compile(r"<!--.*?-->|\{%-?\s*comment\b.*?endcomment\s*-?%\}", re.S)
_FRONT_COMMENT = re.compile(r"(?m)^[ \t]*#[^\n]*|[ \t]#[ \t][^\n]*")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,5}|#[xX][\da-fA-F]{1,4}|[a-zA-Z]{2,8});")
_INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "u", "font", "small", "code"})


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _tag(match: re.Match[str]) -> str:
    name, whole = match.group(1).lower(), match.group()
    if name in _INLINE:
        return " " * len(whole)
    mark = "\n"
    if whole[1] != "/":
        mark = "\n# " if re.fullmatch(r"h[1-6]", name) else "\n- " if name == "li" else "\n"
    return mark.ljust(len(whole))[: len(whole)]


def _entity(match: re.Match[str]) -> str:
    import html

    read = html.unescape(match.group())
    return (" " if read.isspace() else read[:1]).ljust(len(match.group()))


# A heading is short; in a line longer than a screen, labels stand amid the prose.
_LONGEST_LABEL = 80
_LONGEST_HEAD = 60
_LONG_LINE = 300
_LABEL_ALONE = re.compile(r"[A-Z][^.,:;!?]{2,50}$")
_INLINE_LABEL = (
    r"(ABOUT (?:US|THE [A-Z]+|COMPANY)|WHO WE ARE|BENEFITS|REQUIREMENTS|RESPONSIBILITIES"
    r"|QUALIFICATIONS|DUTIES|JOB DESCRIPTION|POSITION SUMMARY|ESSENTIAL FUNCTIONS"
    r"|About (?:Us|the Company|Our Company|The Company)|Who We Are|Why Work (?:For|With) Us"
    r"|Company (?:Description|Overview|Profile)|Job (?:Description|Summary|Responsibilities)"
    r"|Position (?:Description|Summary)|What You(?:'|’)?(?:ll| Will) Do|Work you(?:'|’)ll do"
    r"|Equal (?:Employment )?Opportunity|Our (?:Commitment|Services|Culture|Values|Mission))"
    r"|(Responsibilities|Requirements|Qualifications|Duties|Benefits|(?:Required )?Skills|Perks|Essential Functions"
    r"|(?:Primary|Key) [Rr]esponsibilities|Duties and Responsibilities|(?:To|How to) [Aa]pply|Overview|Summary)"
    r"[ \t]*:"
)


def _labels(text: str) -> Iterator[tuple[int, str, bool]]:
    """What may open a part: its place, its words, whether it is marked as a heading."""
    start = 0
    for line in text.split("\n"):
        label = line.strip()
        run_in = label.find("**", 2) if label[:2] == "**" else 0
        if 2 < run_in <= _LONGEST_HEAD and len(label) > run_in + 4:
            yield start, label[2:run_in].rstrip(" .:?!–—-"), True
        elif label and len(label) <= _LONGEST_LABEL:
            marked = label[0] == "#" or label[:2] in ("**", "__")
            label = label.strip("#*_ \t")
            head, colon, _ = label.partition(":")
            if marked or colon or _LABEL_ALONE.match(label):
                yield start, head, marked
        elif (colon_at := label.find(":", 0, _LONGEST_HEAD)) > 0 and label[0].isalpha():
            yield start, label[:colon_at].strip("*_ "), False
        if len(line) > _LONG_LINE:
            for first, last in spans(_INLINE_LABEL, line, any_case=False):
                yield start + first, line[first:last].rstrip(" \t:"), False
        start += len(line) + 1


@lru_cache(maxsize=4096)
def part_of(label: str) -> Part | None:
    """The part that a heading opens, or None where it does not say."""
    words = label.strip().lower().replace("’", "'")
    for part, pattern in _LABELS:
        if pattern.search(words):
            return part
    return None


# "Compensation Analyst", "Contact Center Manager": a job, whatever it deals with.
_JOB = re.compile(
    r"(?i)(?:[a-z]{2}(?:er(?<!\boffer)|or|ist|ant|yst)|lead|head|chief|partner)s?\b(?! of ours)|^[\w ]*center\b"
)

_LABELS = (
    (Part.EQUAL, re.compile(r"\bequal\b|\beeo\b|diversity|inclusion|accommodation|discriminat")),
    (Part.ROLE, re.compile(r"responsib|\bdut(?:y|ies)\b")),
    (Part.REQUIREMENTS, re.compile(r"requirement|qualif")),
    (
        Part.COMPANY,
        re.compile(
            r"^company\b|^who$|^(?:about|meet) (?:the )?(?:company|us|our|organi[sz]ation|firm|employer"
            r"|agency|network|business|school|hospital)\b|who (?:we are|are we)|what we do\b"
            r"|^our (?:company|culture|mission|vision|values|story|history|commitment|services"
            r"|clients|customers|relationships|purpose|people|promise)"
            r"|^why (?!you)|\bculture\b|^life at|^(?:the company|mission|vision|values)$|^we are\b|^we're\b"
            r"|proud to be|company (?:overview|profile|description)|core values"
        ),
    ),
    (
        Part.OFFER,
        re.compile(
            r"^(?:the )?offer\b|^terms$|^conditions$|benefit|\bperks?\b|compensation|\bsalary\b|^pay\b|remunerat|we(?:'ll)? offer"
            r"|what you(?:'ll| will)? (?:get|gain)|what's in it|our offer|\brewards?\b|you'll experience"
            r"|what you can expect|\bpackage\b|^(?:the )?(?:fine|small) print|^good to know|^(?:the )?practical(?:ities| details)?$"
            r"|^(?:the )?rest$|^things to know|^why$"
        ),
    ),
    (
        Part.APPLY,
        re.compile(
            r"\bapply\b|^appl(?:ication|ying)|\bapplication (?:process|procedure|deadline|instruct|material)|deadline|\bcontact\b|interview|hiring process"
            r"|next steps?|^notes?$|process notes|closing date|review committee|further instructions"
            r"|additional information$|recruitment process|^notice"
        ),
    ),
    (
        Part.REQUIREMENTS,
        re.compile(
            r"skill|experience|education|^(?:your |the |candidate |person )?profile\b|about you\b|who (?:you are|are you)|you (?:have|bring|need|are)\b"
            r"|looking for|competenc|knowledge|abilit|must.have|nice to have|preferred|selection|examination"
            r"|certific|licen[sc]"
        ),
    ),
    (
        Part.ROLE,
        re.compile(
            r"\byou(?:'ll|r)?\b|\brole\b|position|\bjob\b|essential|function|summary|accountab|scope|objective"
            r"|purpose|\btasks?\b|day.to.day|description|\boverview\b|\bsection\b"
        ),
    ),
    (
        Part.COMPANY,
        re.compile(r"^about (?!(?:the )?(?:team|project|opportunit|department|program|work))"),
    ),
)
