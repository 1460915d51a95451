"""E-mail: .eml files and mailboxes (.mbox), each message's subject and the writer's own text.

Two ways of holding a mail, told here alone:

* Where every body that is read is stored as it reads (7bit, 8bit or binary, in one charset that
  decodes the whole file without loss), the document *is* the decoded file: spans index it, and
  fixes change those characters and no others. An encoded subject maps piece by piece and gets no
  edits. A text in an editor is always read so; encoded parts are then left out, with a note.
* Where a body is quoted-printable or base64, or charsets differ, the document is a transcript: a
  line for each block of decoded text. Its findings carry the place (`part` of the message, `line`
  of the decoded part, `message` of a mailbox), and nothing is written back.

A plain text part is preferred to an HTML one that says the same. Attachments are left out, and so
are quoted replies, forwarded messages and signatures, unless `include_quoted` asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cxlint.document import Block, Content, Document, Genre, Role
from cxlint.model import CxlintError, Edit, Span, apply_edits
from cxlint.readers import Options, UnreadableFile, html, mime, plain, quoting
from cxlint.readers.encoding import Encoding, UndecodableText, decode
from cxlint.readers.mime import Mail, Part
from cxlint.readers.transcript import Line, Transcript
from cxlint.text import Lines, ProseBuilder

_REPLY = ("re", "fw", "fwd", "aw", "wg", "sv", "vs", "tr", "rv")
_NOTHING = "no text of the writer's own: nothing was checked"
_ENCODED = "parts stored as base64 or quoted-printable are checked in the file, not in the editor"


def parse(source: str, options: Options | None = None) -> Content:
    """Blocks and comments of the text of a mail file, each where it stands."""
    options = options or Options()
    blocks: list[Block] = []
    comments, notes = [], set()
    for mail in mime.messages(source):
        if mail.subject:
            blocks += subject(source, mail.subject)
        for _, part in prose_parts(mail, source, options):
            if not part.is_identity:
                notes.add(_ENCODED)
                continue
            content = own_content(part.body.of(source), part.content_type, options)
            blocks += [block.shifted(part.body.start) for block in content.blocks]
            comments += [comment.shifted(part.body.start) for comment in content.comments]
    if not blocks and not notes and source.strip():
        notes.add(_NOTHING)
    return Content(tuple(blocks), tuple(comments), Genre.EMAIL, tuple(sorted(notes)))


def read(data: bytes, options: Options) -> Document:
    """The document of a mail file. Raises UnreadableFile where there is no message in it."""
    stored = _stored(data, options)
    if isinstance(stored, _Verbatim):
        return Document(stored.text, parse=partial(parse, options=options))
    transcript = Transcript()
    for number, mail in enumerate(stored.mails, 1):
        place = {"message": number} if len(stored.mails) > 1 else {}
        _transcribe(mail, stored, transcript, place, options)
    return transcript.document(*([] if len(transcript) else [_NOTHING]), editable=False)


def write(data: bytes, document: Document, edits: Iterable[Edit]) -> bytes:
    """The file's bytes with `edits` made; raises CxlintError where the text is stored encoded."""
    stored = _stored(data, Options()) if document.verbatim else None
    if not isinstance(stored, _Verbatim) or stored.text != document.source:
        raise CxlintError(
            f"{document.path}: not fixed: its text is stored as base64 or quoted-printable, "
            "or in several encodings"
        )
    return stored.encoding.encode(apply_edits(document.source, edits))


@dataclass(frozen=True, slots=True)
class _Verbatim:
    """A file whose text holds all bodies as they read."""

    text: str
    encoding: Encoding


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A file that must be decoded part by part: its text, a character a byte of `codec`."""

    text: str
    codec: str
    mails: Sequence[Mail]


def _stored(data: bytes, options: Options) -> _Verbatim | _Encoded:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            text, encoding = decode(data)
        except UndecodableText as error:
            raise UnreadableFile(str(error)) from None
    else:
        text, encoding = data.decode("latin-1"), Encoding("latin-1")
    mails = mime.messages(text)
    if "\0" in text[:65536] and not any(mail.has_header for mail in mails):
        raise UnreadableFile(
            "not an e-mail message: no header, and bytes that are no text; if it is one, save it as UTF-8"
        )
    parts = [part for mail in mails for _, part in prose_parts(mail, text, options)]
    if all(part.is_identity for part in parts):
        if encoding.name != "latin-1":
            return _Verbatim(text, encoding)
        verbatim = _whole(data, text, parts)
        if verbatim:
            return verbatim
    return _Encoded(text, encoding.name, mails)


def _whole(data: bytes, text: str, parts: Iterable[Part]) -> _Verbatim | None:
    """The file decoded as a whole, in the one charset that its bodies need; None if none fits."""
    bodies = [(part, part.body.of(text)) for part in parts]
    charsets = {part.charset or "utf-8" for part, body in bodies if not body.isascii()}
    if any(
        part.charset.startswith(("utf-16", "utf-32", "iso-2022", "utf-7", "hz"))
        for part, _ in bodies
    ):
        return None
    # Where all bodies are ASCII, odd bytes elsewhere are kept by a charset that has all of them.
    for name in charsets or ("utf-8", "latin-1"):
        try:
            decoded = data.decode(name)
            fits = decoded.encode(name) == data
        except (LookupError, ValueError):
            continue
        if fits and len(charsets) <= 1:
            return _Verbatim(decoded, Encoding(name))
    return None


def _transcribe(
    mail: Mail, stored: _Encoded, transcript: Transcript, place: dict[str, int], options: Options
) -> None:
    if mail.subject:
        for block in subject(stored.text, mail.subject):
            transcript.add(_rebuilt(block.text, stored.codec), Line(Role.TITLE, place=place))
    for number, part in prose_parts(mail, stored.text, options):
        text = _decoded(part, stored)
        content = own_content(text, part.content_type, options)
        add_blocks(transcript, text, content.blocks, {**place, "part": number})


def add_blocks(
    transcript: Transcript, text: str, blocks: Iterable[Block], place: dict[str, int]
) -> None:
    """Add blocks of a decoded part to a transcript, each with its line in the part."""
    lines = Lines(text)
    for block in blocks:
        at = {**place, "line": lines.line_of(block.span.start) + 1}
        transcript.add(block.text, Line(block.role, block.level, at))


def _decoded(part: Part, stored: _Encoded) -> str:
    body = part.body.of(stored.text).encode(stored.codec, "replace")
    return mime.decoded(part.decoded(body), part.charset)


def _rebuilt(text: str, codec: str) -> str:
    """Header text that was decoded a character a byte, as it was meant."""
    try:
        return mime.decoded(text.encode("latin-1"), "") if codec == "latin-1" else text
    except UnicodeEncodeError:
        return text  # it holds encoded words, which are right already


def prose_parts(mail: Mail, text: str, options: Options) -> Iterator[tuple[int, Part]]:
    """The parts of a message to read, with their numbers; of alternatives the plain one."""
    chosen = [
        (number, part)
        for number, part in enumerate(mail.parts, 1)
        if part.content_type in ("text/plain", "text/html")
        and not part.is_attachment
        and (options.include_quoted or not part.is_forwarded)
    ]
    has_plain = {
        part.alternative
        for _, part in chosen
        if part.content_type == "text/plain" and part.body.of(text).strip()
    } - {None}
    for number, part in chosen:
        if part.content_type == "text/plain" or part.alternative not in has_plain:
            yield number, part


def own_content(text: str, content_type: str, options: Options) -> Content:
    """Blocks and comments of a body; of the writer's own words only, unless options say else."""
    if content_type == "text/html":
        return _own_html(text, options)
    left_out = quoting.prefixes(text) if options.include_quoted else quoting.not_own(text)
    return plain.parse(quoting.blanked(text, left_out))


def _own_html(text: str, options: Options) -> Content:
    if options.include_quoted:
        return html.parse(text)
    content = html.parse(quoting.blanked(text, quoting.not_own_html(text)))
    own = quoting.own_until([block.text for block in content.blocks])
    return replace(content, blocks=content.blocks[:own])


def subject(source: str, span: Span) -> list[Block]:
    """The subject as a block, without the marks of a reply."""
    builder = ProseBuilder(source)
    for reads, place in mime.header_text(source, span):
        if reads is None:
            start = place.start if builder else _after_reply_marks(source, place)
            builder.take(start, place.end)
        else:
            builder.put(reads, place.start, place.end)
    return [Block(Role.TITLE, builder.build())] if builder else []


def _after_reply_marks(source: str, span: Span) -> int:
    start = span.start
    while (colon := source.find(":", start, min(start + 12, span.end))) >= 0:
        if source[start:colon].strip().partition("[")[0].lower() not in _REPLY:
            break
        start = colon + 1
    return start
