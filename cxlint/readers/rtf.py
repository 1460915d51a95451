"""Rich text (.rtf), read only: paragraphs, with headings, list items and cells told apart.

Hidden and deleted text, field codes, comments, pictures and tables of fonts and styles are left out;
footnotes, headers, footers and text boxes are read on their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from cxlint.document import Document, Role
from cxlint.readers import Options, UnreadableFile
from cxlint.readers.container import looks_like
from cxlint.readers.rtf_words import (
    ASIDE,
    CHARACTERS,
    ENDS,
    KNOWN_APART,
    LIST_MARKS,
    SILENT,
    SYMBOLS,
    TOKEN,
    codec_of_charset,
    codec_of_page,
)
from cxlint.readers.transcript import Line, Transcript

_HEADING_STYLE = re.compile(
    r"\\s(\d+)\b[^{};]*?(?:\{\\\*[^{}]*\}[^{};]*?)*\bheading (\d)\s*;", re.I
)
_HALVES = re.compile("[\ud800-\udfff]")
_DEEPEST = 5000
# A thousand pages have some 300,000; more are no document.
_MOST_TOKENS = 3_000_000
_HEADING_SHOWN = 80


def read(data: bytes, options: Options) -> Document:
    """The document that an RTF file is. Raises UnreadableFile."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        seen = looks_like(data)
        hint = f"it begins like {seen}; rename it" if seen else "damaged, or another kind of file"
        raise UnreadableFile(f"not an RTF file: {hint}")
    reader = _Reader(data.decode("latin-1"), options)
    reader.walk()
    return reader.transcript.document()


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside a pair of brackets."""

    silent: bool = False
    hidden: bool = False
    codec: str = ""
    skip: int = 1  # characters that stand for a Unicode one, for old programs
    table: str = ""
    aside: str = ""


@dataclass
class _Paragraph:
    """The paragraph that is being read."""

    pieces: list[str]
    level: int = 0
    in_list: bool = False
    in_table: bool = False


class _Reader:
    def __init__(self, text: str, options: Options) -> None:
        self.transcript = Transcript()
        self._text = text
        self._limit = options.max_bytes
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._styles = {int(n): int(level) for n, level in _HEADING_STYLE.findall(text[:400_000])}
        self._groups: list[_Group] = []
        self._now = _Group()
        self._paragraph = _Paragraph([])
        self._put_aside: list[tuple[int, _Paragraph]] = []
        self._bytes = bytearray()
        self._to_skip = 0
        self._star = False
        self._numbers: dict[str, int] = {}
        self._heading = ""
        self._tokens_left = _MOST_TOKENS

    def walk(self) -> None:
        """Read the whole file."""
        position: int | None = 0
        while position is not None:
            position = self._walk_from(position)
        self._flush()
        self._end()

    def _walk_from(self, position: int) -> int | None:
        """Read on from `position`; returns where to go on after bytes that are to be jumped over."""
        for token in TOKEN.finditer(self._text, position):
            self._tokens_left -= 1
            if self._tokens_left < 0:
                raise UnreadableFile(
                    f"more than {_MOST_TOKENS:,} words and marks of RTF: not checked"
                )
            bracket, word, number, code, symbol, text = token.groups()
            if text or code:
                self._stored(text.encode("latin-1") if text else bytes.fromhex(code))
                continue
            if self._bytes:
                self._flush()
            if bracket:
                self._bracket(bracket)
            elif word == "bin":
                return token.end() + max(int(number or 0), 0)
            elif word:
                self._word(word, int(number) if number else None)
            elif symbol:
                self._symbol(symbol)
        return None

    def _bracket(self, bracket: str) -> None:
        self._to_skip, self._star = 0, False
        if bracket == "{":
            if len(self._groups) >= _DEEPEST:
                raise UnreadableFile(f"nested more than {_DEEPEST:,} deep: not checked")
            self._groups.append(self._now)
        elif self._groups:
            if self._put_aside and self._put_aside[-1][0] == len(self._groups):
                self._end()
                self._paragraph = self._put_aside.pop()[1]
            self._now = self._groups.pop()

    def _word(self, word: str, number: int | None) -> None:
        star, self._star = self._star, False
        if word in SILENT or (star and word not in KNOWN_APART and word not in ASIDE):
            self._now = replace(self._now, silent=True)
        elif word in LIST_MARKS:
            self._paragraph.in_list = True
            self._now = replace(self._now, silent=True)
        elif word in ("fonttbl", "stylesheet"):
            self._now = replace(self._now, silent=True, table=word)
        elif word in ASIDE and not self._now.silent:
            self._put_aside.append((len(self._groups), self._paragraph))
            self._paragraph = _Paragraph([])
            self._now = replace(self._now, aside=ASIDE[word])
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in ENDS:
            if not self._now.silent:
                self._paragraph.in_table = self._paragraph.in_table or "cell" in word
                self._end()
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        else:
            self._property(word, number)

    def _property(self, word: str, number: int | None) -> None:
        if word in ("v", "deleted"):
            self._now = replace(self._now, hidden=number != 0)
        elif word == "plain":
            self._now = replace(self._now, hidden=False, codec="")
        elif word == "uc":
            self._now = replace(self._now, skip=max(number if number is not None else 1, 0))
        elif word == "f" and number is not None:
            self._font = number
            self._now = replace(self._now, codec=self._fonts.get(number, ""))
        elif word == "fcharset" and self._now.table == "fonttbl":
            self._fonts[self._font] = codec_of_charset(number or 0)
        elif word in ("ansicpg", "mac", "pc", "pca"):
            self._codec = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}.get(
                word
            ) or codec_of_page(number or 1252)
        elif not self._now.silent:
            self._shape(word, number)

    def _shape(self, word: str, number: int | None) -> None:
        """What a paragraph is."""
        paragraph = self._paragraph
        if word == "pard":
            paragraph.level, paragraph.in_table = 0, False
            paragraph.in_list = paragraph.in_list and not paragraph.pieces
        elif word == "outlinelevel" and number is not None and number < 9:
            paragraph.level = number + 1
        elif word == "s" and number in self._styles:
            paragraph.level = self._styles[number]
        elif word == "ls" and number:
            paragraph.in_list = True
        elif word == "intbl":
            paragraph.in_table = True

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._star = True
        elif symbol in "\r\n":
            if not self._now.silent:
                self._end()
        else:
            self._add(SYMBOLS.get(symbol, ""))

    def _unicode(self, number: int) -> None:
        self._add(chr(number % 65536))
        self._to_skip = self._now.skip

    def _stored(self, data: bytes) -> None:
        """Bytes in the code page of their font, some of which stand for a Unicode character."""
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        if not self._now.silent and not self._now.hidden:
            self._bytes += data

    def _flush(self) -> None:
        self._add(self._bytes.decode(self._now.codec or self._codec, "replace"))
        self._bytes.clear()

    def _add(self, text: str) -> None:
        if not self._now.silent and not self._now.hidden:
            self._paragraph.pieces.append(text)

    def _end(self) -> None:
        """End the paragraph; the next one is of the same kind until it says otherwise."""
        done = self._paragraph
        words = _joined(done.pieces)
        part = self._now.aside or "body"
        number = self._numbers[part] = self._numbers.get(part, 0) + 1
        if words.strip():
            if done.level:
                self._heading = " ".join(words.split())[:_HEADING_SHOWN]
            place: dict[str, Any] = {"part": part, "paragraph": number}
            if self._heading and part == "body":
                place["heading"] = self._heading
            role = (
                Role.HEADING if done.level else Role.TABLE_CELL if done.in_table
                else Role.LIST_ITEM if done.in_list else Role.PARAGRAPH
            )  # fmt: skip
            self.transcript.add(words, Line(role, done.level, place))
            if self.transcript.length > self._limit:
                raise UnreadableFile(f"more than {self._limit:,} characters of text: not checked")
        self._paragraph = _Paragraph([], done.level, in_table=done.in_table)


def _joined(pieces: list[str]) -> str:
    """The words of a paragraph, characters that were written in two halves made whole."""
    text = "".join(pieces)
    if _HALVES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", "")
