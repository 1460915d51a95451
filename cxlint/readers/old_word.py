"""Files named .doc: what many programs write under that name is read; Word 97–2003 itself is not."""

from __future__ import annotations

from cxlint.document import Document
from cxlint.readers import Options, UnreadableFile, html, plain, rtf
from cxlint.readers.container import OLE
from cxlint.readers.encoding import UndecodableText, decode


def read(data: bytes, options: Options) -> Document:
    """The document that a .doc file is, where it is RTF, HTML, text or .docx. Raises UnreadableFile."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith((OLE, b"\xdb\xa5", b"\x31\xbe")):
        raise UnreadableFile("a file of Word 97–2003: save it as .docx to have it checked")
    if data.startswith(b"PK"):
        from cxlint.readers import word

        return word.read(data, options)
    if start.startswith(b"{\\rtf"):
        return rtf.read(data, options)
    try:
        source, _ = decode(data)
    except UndecodableText:
        raise UnreadableFile(
            "neither a Word file nor text: damaged, or another kind of file"
        ) from None
    reader = (
        html
        if start.lower().startswith((b"<html", b"<!doctype html", b"<meta", b"<?xml"))
        else plain
    )
    return Document(source, parse=reader.parse)
