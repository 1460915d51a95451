"""Outlook's messages (.msg): subject and the writer's own text, as a transcript; read only.

A message that holds only compressed RTF has no text that is read here; the document says so. Other
programs give internet messages the same suffix: those are read, and written, as mail is.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from oxmsg import Message

from cxlint.document import Document, Role
from cxlint.model import CxlintError, Edit
from cxlint.readers import Options, UnreadableFile, mail
from cxlint.readers.transcript import Line, Transcript

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, options: Options) -> Document:
    """The document of a message. Raises UnreadableFile."""
    if not data.startswith(_OLE):
        return mail.read(data, options)
    try:
        message = Message.load(io.BytesIO(data))
        subject, plain, html = message.subject, message.body, message.html_body
    # Whatever a broken file makes the library raise, the file is what is wrong.
    except Exception as error:
        raise UnreadableFile(f"a broken Outlook message ({type(error).__name__})") from None
    transcript = Transcript()
    if subject and subject.strip():
        transcript.add(" ".join(subject.split()), Line(Role.TITLE))
    text, kind = (plain, "text/plain") if plain and plain.strip() else (html or "", "text/html")
    content = mail.own_content(text.replace("\0", ""), kind, options)
    mail.add_blocks(transcript, text, content.blocks, {})
    notes = [] if text.strip() else ["no text body (compressed RTF is not read)"]
    return transcript.document(*notes, editable=False)


def write(data: bytes, document: Document, edits: Iterable[Edit]) -> bytes:
    """The file's bytes with `edits` made; raises CxlintError for Outlook's own format."""
    if data.startswith(_OLE):
        raise CxlintError(f"{document.path}: not fixed: Outlook messages are read only")
    return mail.write(data, document, edits)
