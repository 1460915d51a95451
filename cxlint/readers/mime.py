"""The parts of e-mail messages and where they stand in the text of a file.

`email` of the standard library understands header fields; where parts begin and end is worked out
here, in one pass over the text: the library gives no positions, and it recurses, so that ten
thousand nested parts end it.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from itertools import pairwise

from cxlint.model import Span

_FIELD = re.compile(
    r"([!-9;-~]+)[ \t]*:((?:[^\r\n]*+(?:\r\n|\r|\n)(?=[ \t]+[^\s]))*+[^\r\n]*+)(?:\r\n|\r|\n|\Z)"
)
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_BLANK = re.compile(r"[ \t]*+(?:\r\n|\r|\n|\Z)")
_LEADING = re.compile(r"(?:[ \t]*+(?:\r\n|\r|\n))*+(?:>?From [^\r\n]*+(?:\r\n|\r|\n))*+")
_DASHES = re.compile(r"(?:^|(?<=[\r\n]))--([^\r\n]*+)")
_ENVELOPE = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\n\r\n)|(?<=\r\r))From [^\r\n]*+(?:\r\n|\r|\n)(?=>?From |[!-9;-~]+:)"
)
# Fields that are read; a value longer than this is an attack, not a header.
_WANTED = frozenset({"subject", "content-type", "content-transfer-encoding", "content-disposition"})
_LONGEST_VALUE = 8192
_ENCODED = frozenset({"quoted-printable", "base64"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message that holds no others: what its header says, and its body.

    `charset` is "" where none is named. `alternative` is the number of the outermost
    multipart/alternative around it. `is_forwarded` parts belong to a message inside the message.
    """

    content_type: str
    charset: str
    transfer: str
    body: Span
    is_attachment: bool = False
    is_forwarded: bool = False
    alternative: int | None = None

    @property
    def is_identity(self) -> bool:
        """Whether the file holds the text as it reads."""
        return self.transfer not in _ENCODED

    def decoded(self, body: bytes) -> bytes:
        """The bytes that the body stands for; what is broken in it is left out."""
        if self.transfer == "quoted-printable":
            return binascii.a2b_qp(body)
        if self.transfer == "base64":
            sextets = re.sub(rb"[^A-Za-z0-9+/]", b"", body.partition(b"=")[0])
            sextets = sextets[: -1 if len(sextets) % 4 == 1 else None]
            return binascii.a2b_base64(sextets + b"=" * (-len(sextets) % 4))
        return body


@dataclass(frozen=True, slots=True)
class Mail:
    """One message: its subject (and those of messages inside it), and its parts."""

    subject: Span | None
    parts: tuple[Part, ...]
    has_header: bool


def messages(text: str) -> list[Mail]:
    """The messages in the text of a file: those of a mailbox, or the one."""
    if not text.lstrip("\r\n").startswith("From "):
        return [message(text, Span(0, len(text)))]
    starts = [found.start() for found in _ENVELOPE.finditer(text)] or [0]
    return [message(text, Span(*ends)) for ends in pairwise([*starts, len(text)])]


def message(text: str, span: Span) -> Mail:
    """The message under `span`."""
    walk = _Walk(text, span)
    walk.run()
    return Mail(walk.subject, tuple(walk.parts), walk.has_header)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a part inherits from those around it."""

    is_forwarded: bool = False
    alternative: int | None = None
    default_type: str = "text/plain"


@dataclass(slots=True)
class _Header:
    values: dict[str, Span] = field(default_factory=dict)
    is_empty: bool = True
    body: int = 0


class _Walk:
    """Goes through one message from boundary to boundary; `_open` are the multiparts around."""

    def __init__(self, text: str, span: Span) -> None:
        self.subject: Span | None = None
        self.has_header = False
        self.parts: list[Part] = []
        self._text = text
        self._span = span
        self._open: list[tuple[str, _Context]] = []
        self._depths: dict[str, list[int]] = {}
        self._alternatives = 0

    def run(self) -> None:
        leading = _LEADING.match(self._text, self._span.start, self._span.end)
        position = leading.end() if leading else self._span.start
        context: _Context | None = _Context()
        while True:
            start, leaf = position, None
            if context is not None:
                start, leaf = self._entity(position, context)
            end, position, context = self._next_boundary(start)
            if leaf is not None:
                self._leaf(leaf, Span(start, end))
            elif end == self._span.end and not self.parts and self._open:
                # A multipart whose boundary never comes is read as the text that it shows.
                self._leaf(Part("text/plain", "", "", Span(start, end)), Span(start, end))
            if context is None and position >= self._span.end:
                return

    def _entity(self, position: int, context: _Context) -> tuple[int, Part | None]:
        """Read the header there; the start of the body, and a part unless it holds others."""
        while True:
            header = self._header(position)
            value = self._fields(header)
            if self.subject is None and not context.is_forwarded and not self._open:
                self.subject = header.values.get("subject")
                self.has_header = not header.is_empty
            kind = value.get_content_type() if "content-type" in value else context.default_type
            transfer = str(value.get("content-transfer-encoding", "")).strip().lower()
            position = header.body
            if kind in ("message/rfc822", "message/global") and transfer not in _ENCODED:
                leading = _LEADING.match(self._text, position, self._span.end)
                position = leading.end() if leading else position
                context = _Context(is_forwarded=True, alternative=context.alternative)
                continue
            boundary = _boundary(value) if kind.startswith("multipart/") else ""
            if boundary:
                self._push(boundary, kind, context)
                return position, None
            kind = "text/plain" if kind.startswith("multipart/") else kind
            return position, Part(
                kind, _charset(value), transfer, Span(position, position),
                _is_attachment(value, is_first=not self.parts),
                context.is_forwarded, context.alternative,
            )  # fmt: skip

    def _push(self, boundary: str, kind: str, context: _Context) -> None:
        alternative = context.alternative
        if kind == "multipart/alternative" and alternative is None:
            self._alternatives += 1
            alternative = self._alternatives
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        self._depths.setdefault(boundary, []).append(len(self._open))
        self._open.append((boundary, _Context(context.is_forwarded, alternative, default)))

    def _next_boundary(self, start: int) -> tuple[int, int, _Context | None]:
        """Where the text from `start` ends, where to go on, and inside what (None: nothing)."""
        for dashes in _DASHES.finditer(self._text, start, self._span.end) if self._open else ():
            name = dashes[1].rstrip()
            is_closing = not self._depths.get(name) and name.endswith("--")
            depths = self._depths.get(name[:-2] if is_closing else name)
            if not depths:
                continue
            depth = depths[-1]
            context = self._open[depth][1]
            while len(self._open) > depth + (not is_closing):
                self._depths[self._open.pop()[0]].pop()
            line = _LINE.match(self._text, dashes.start(), self._span.end)
            following = line.end() if line else self._span.end
            # The line end before it is the boundary's (a body of two bytes a letter is broken by it).
            return (
                self._line_end_before(dashes.start(), start),
                following,
                None if is_closing else context,
            )
        return self._span.end, self._span.end, None

    def _line_end_before(self, position: int, start: int) -> int:
        """Where the line end before `position` begins, but not before `start`."""
        for mark in ("\r\n", "\n", "\r"):
            if self._text.endswith(mark, start, position):
                return position - len(mark)
        return position

    def _leaf(self, part: Part, body: Span) -> None:
        self.parts.append(
            Part(part.content_type, part.charset, part.transfer, body,
                 part.is_attachment, part.is_forwarded, part.alternative)
        )  # fmt: skip

    def _header(self, position: int) -> _Header:
        header, end = _Header(), self._span.end
        while position < end and not (blank := _BLANK.match(self._text, position, end)):
            found = _FIELD.match(self._text, position, end)
            if found:
                header.is_empty = False
                if found[1].lower() in _WANTED:
                    header.values.setdefault(found[1].lower(), Span(*found.span(2)))
                position = found.end()
                continue
            # One broken line among fields is stepped over; otherwise the body begins.
            line = _LINE.match(self._text, position, end)
            following = line.end() if line else end
            if header.is_empty or not _FIELD.match(self._text, following, end):
                header.body = position
                return header
            position = following
        blank = _BLANK.match(self._text, position, end) if position < end else None
        header.body = blank.end() if blank else position
        return header

    def _fields(self, header: _Header) -> Message:
        fields = Message()
        for name, span in header.values.items():
            if name != "subject":
                value = self._text[span.start : min(span.end, span.start + _LONGEST_VALUE)]
                fields[name] = " ".join(value.split())
        return fields


# The library's readers of parameters raise on some broken ones (RFC 2231 with odd charsets).
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError)


def _boundary(fields: Message) -> str:
    try:
        return (fields.get_boundary() or "").strip()
    except _BROKEN:
        return ""


def _charset(fields: Message) -> str:
    try:
        return fields.get_content_charset() or ""
    except _BROKEN:
        return ""


def _is_attachment(fields: Message, *, is_first: bool) -> bool:
    try:
        named = bool(fields.get_filename())
        return fields.get_content_disposition() == "attachment" or (named and not is_first)
    except _BROKEN:
        return False


_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]*)\?=")


def header_text(text: str, span: Span) -> Iterator[tuple[str | None, Span]]:
    """A header's value piece by piece: None where it reads as it stands, else what it reads as.

    Encoded words that only white space parts are one piece: a character may be cut between them.
    """
    words = list(_ENCODED_WORD.finditer(text, span.start, span.end))
    position = index = 0
    position = span.start
    while index < len(words):
        last = index
        while (
            last + 1 < len(words)
            and text[words[last].end() : words[last + 1].start()].isspace()
            and words[last + 1][1].lower() == words[index][1].lower()
        ):
            last += 1
        run = words[index : last + 1]
        if position < run[0].start():
            yield None, Span(position, run[0].start())
        yield _decoded_words(run), Span(run[0].start(), run[-1].end())
        position, index = run[-1].end(), last + 1
    if position < span.end:
        yield None, Span(position, span.end)


def _decoded_words(run: list[re.Match[str]]) -> str:
    data = b""
    for word in run:
        try:
            ((value, _),) = decode_header(word.group())
        except (ValueError, binascii.Error):
            return " ".join(word.group() for word in run)
        data += value.encode("latin-1", "replace") if isinstance(value, str) else value
    charset = run[0][1].partition("*")[0]
    return decoded(data, charset)


def decoded(data: bytes, charset: str) -> str:
    """The text of a body or word: in its charset if that fits, else UTF-8, else Windows'."""
    for name in (charset, "utf-8"):
        try:
            return data.decode(name) if name else data.decode()
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")
