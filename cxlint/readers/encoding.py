"""Bytes of a file to text and back: UTF-8, UTF-16 by its mark, else what a detector finds."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from cxlint.model import CxlintError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UndecodableText(CxlintError):
    """The bytes are no text in any encoding that could be told."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file stores its text: the codec's name, and its byte order mark if it has one."""

    name: str = "utf-8"
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """The bytes of `text`; raises UnicodeEncodeError where the encoding lacks a character."""
        return self.mark + text.encode(self.name)


UTF_8 = Encoding()
_ASCII = bytes(range(128))


def decode(data: bytes) -> tuple[str, Encoding]:
    """The text of `data`, and how to write it back. Raises UndecodableText for binary data."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), Encoding(name, mark)
            except UnicodeDecodeError as error:
                raise UndecodableText(
                    f"its byte order mark says {name}, but byte {error.start + len(mark)} is none; "
                    "save the file as UTF-8"
                ) from None
    try:
        return data.decode("utf-8"), Encoding()
    except UnicodeDecodeError as error:
        return _detected(data, error)


def _holds_ascii(name: str) -> bool:
    """Whether ASCII is written as itself; of other encodings (EBCDIC) no guess is believed."""
    try:
        return _ASCII.decode(name) == _ASCII.decode("ascii")
    except UnicodeDecodeError:
        return False


def _detected(data: bytes, error: UnicodeDecodeError) -> tuple[str, Encoding]:
    from charset_normalizer import from_bytes

    # A NUL means binary data or UTF-16 without a mark; guessing among those invents text.
    best = None if b"\0" in data[:65536] else from_bytes(data[:65536]).best()
    if best is not None:
        for name in (best.encoding, "cp1252"):
            if not _holds_ascii(name):
                continue
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            if text.encode(name) == data:
                return text, Encoding(name)
    raise UndecodableText(
        f"not text that can be read (byte {error.start} is no UTF-8, and no other encoding fits); "
        "save the file as UTF-8"
    )
