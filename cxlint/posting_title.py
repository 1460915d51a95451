"""The title of a job posting: where it stands, and whether what stands in its place reads as one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from cxlint.genre import names_job
from cxlint.model import Span
from cxlint.posting_text import Reading

# "Stock clerk wanted for our shop." is a title for all its full stop.
_WANTED = re.compile(
    r"(?:(?!(?:is|are|was|be|not|the|a|an)\b)[\w&/()+-]+,? ){1,6}(?:wanted|needed|required|sought)\b",
    re.I,
)
_SUBJECT = re.compile(r"(?:The|A|An|Our|We|You|Your|This|They|He|She|I|As|At|In|It) [a-z]")
_LEAST_SENTENCE = 6


@dataclass(frozen=True, slots=True)
class Title:
    """The job's title and where it stands in the source."""

    text: str
    span: Span

    @property
    def reads_as_one(self) -> bool:
        """Whether the words that stand there are a title, and no sentence of an excerpt."""
        words = self.text
        if not words.endswith(".") or _WANTED.match(words):
            return True
        if _SUBJECT.match(words):
            return False
        if len(words.split()) < _LEAST_SENTENCE:
            return True
        written = [word for word in words.split() if word[0].isalpha()]
        return sum(word[0].islower() for word in written) * 2 < len(written)


_TITLE_KEY = re.compile(
    r"(?im)^[ \t]*[*_]{0,2}(?:(?:job|position|working|class|role)[ _-]?)?(?:title|role|position(?: title)?)[*_]{0,2}"
    r"[ \t]*:[*_]{0,2}[ \t]*[\"']?([^\n\"']*?[\w)])[\"']?[*_]{0,2}[ \t\r]*$"
)
_FIRST_HEADING = re.compile(r"(?m)^[ \t]{0,3}#{1,3}[ \t]*([^\n#]*[\w)])")
_FIRST_WORDS = re.compile(r"\s*(?:---\s*\n)?\s*([^\n]{1,120})")
_OPENING_WORDS = re.compile(r"\s*([A-Z][^\n.!?:]{3,70}?\w)(?:[.!?:,]\s|\s[-–—|]\s)")
_NO_TITLE = re.compile(
    r"(?i)https?:|^\W*(?:url|company|location|job posting summary|overview|about\b|job description|responsibilities"
    r"|levels?$|description|summary|date|note)"
)
_LINE = re.compile(r"(?m)^[ \t]*#*[ \t]*(\S[^\n:]{2,70}[\w)])[ \t\r]*$")
_SHORT = 100
_HEAD = 8000


def title_of(reading: Reading) -> Title:
    """The title of a posting; its first words where it shows none."""
    text = reading.text
    head = text[:_HEAD]
    first = _FIRST_WORDS.match(text)
    in_front_matter = text.startswith("---")
    if first and not in_front_matter and not head.lstrip().startswith("#"):
        line = first.group(1).strip()
        short = len(line) <= _SHORT and ":" not in line and not _NO_TITLE.search(line)
        named = _TITLE_KEY.search(head)
        if short and not named:
            return _at(reading, *_job_line(text, first.start(1), first.start(1) + len(line)))
    for pattern in (_TITLE_KEY, _FIRST_HEADING):
        for match in pattern.finditer(head):
            if match.group(1).strip() and not _NO_TITLE.search(match.group(1)):
                return _at(reading, *match.span(1))
    for line_match in re.finditer(r"(?m)^[ \t]*(\S[^\n]{2,99}?)[ \t\r]*$", head):
        if not _NO_TITLE.search(line_match.group(1)) and not line_match.group(1).startswith("---"):
            return _at(reading, *line_match.span(1))
    end = len(first.group()) if first else 0
    # A posting of one paragraph often begins with its title.
    opening = _OPENING_WORDS.match(text)
    if opening and names_job(opening.group(1)):
        end = opening.end(1)
    return _at(reading, 0, end)


def _job_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The first line, or one of the next two where they name a job and it does not."""
    if not names_job(text[start:end]):
        for below in islice(_LINE.finditer(text, end, end + 250), 2):
            if names_job(below.group(1)) and not _NO_TITLE.search(below.group(1)):
                return below.span(1)
    return start, end


def _at(reading: Reading, start: int, end: int) -> Title:
    words = reading.text[start:end].strip(" \t*_#")
    offset = reading.text.find(words, start) if words else start
    return Title(words, reading.source_span(offset, offset + len(words)))
