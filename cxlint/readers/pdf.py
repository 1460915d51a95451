"""PDF, read only: lines of text put together to paragraphs, page by page.

A PDF knows where its characters stand, not what belongs together. Lines are joined where they are
set alike and near each other and the first runs on. A hyphen at a line's end stays where the rest of
the document has the word with it, or its first half as a word; else it is the typesetter's, and goes.
Columns come in the order in which the file has them.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from cxlint.document import Document, Role
from cxlint.readers import Options, UnreadableFile
from cxlint.readers.container import looks_like
from cxlint.readers.transcript import Line, Transcript

# What PDFium puts in the place of a hyphen at the end of a line, joining the two lines.
_HYPHEN = "\u0002"
_BULLET = re.compile(
    r"\s*(?:[-*•·▪◦‣–●○■□➢❖\uf0b7\uf0a7]|\(?[0-9]{1,2}[.)]|\(?[a-zA-Z][.)])\s+(?=\S)"
)
_BARE_BULLET = re.compile(r"\s*[•·▪◦‣●○■□➢❖\uf0b7\uf0a7]\s*$")
_SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*\s*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)\x02([^\W\d_]*)")
_ENDS_IN_HYPHEN = re.compile(r"(?<![\s-])[-\u2011\x02]$")
_UNDECODED = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")


@dataclass(slots=True)
class _TextLine:
    """A line as it is set: its words, its edges in points, the size of its letters.

    It may be several lines that hyphens join: `base` is where the first stands, `bottom` the last.
    """

    text: str
    left: float
    right: float
    base: float
    bottom: float
    size: float
    page: int


def read(data: bytes, options: Options) -> Document:
    """The document that a PDF is. Raises UnreadableFile."""
    if b"%PDF" not in data[:1024]:
        seen = looks_like(data)
        hint = f"it begins like {seen}; rename it" if seen else "damaged, or another kind of file"
        raise UnreadableFile(f"not a PDF: {hint}")
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                "protected by a password: save it without one to have it checked"
            ) from None
        raise UnreadableFile(f"a damaged PDF, or one that was cut off ({error})") from None
    try:
        pages = len(file)
        unread: list[int] = []
        lines = list(_lines(file, options.max_bytes, unread))
    finally:
        file.close()
    transcript = Transcript()
    known = _vocabulary(lines)
    body = _body_size(lines) if lines else 0
    for paragraph in _paragraphs(lines):
        _add(paragraph, transcript, body, known)
    return transcript.document(*_notes(pages, lines, unread))


def _notes(pages: int, lines: list[_TextLine], unread: list[int]) -> list[str]:
    notes = []
    if not lines and len(unread) < pages:
        notes.append("no text on any page: a scan? run OCR first")
    elif lines:
        empty = sorted(set(range(1, pages + 1)) - {line.page for line in lines} - set(unread))
        if len(empty) * 2 > pages:
            notes.append(f"no text on {len(empty)} of {pages} pages: scans? run OCR first")
    if unread:
        notes.append(f"{len(unread)} of {pages} pages cannot be read (the first is {unread[0]})")
    return notes


def _lines(file: Any, limit: int, unread: list[int]) -> Iterator[_TextLine]:
    for index in range(len(file)):
        try:
            page = file[index]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            unread.append(index + 1)
            continue
        limit -= text_page.count_chars()
        if limit < 0:
            raise UnreadableFile("more text than `max-bytes` allows: not checked")
        yield from _lines_of(text_page, index + 1)
        text_page.close()
        page.close()


def _lines_of(text_page: Any, page: int) -> Iterator[_TextLine]:
    handle, first = text_page.raw, 0
    characters: list[str] = []
    for index in range(text_page.count_chars()):
        point = raw.FPDFText_GetUnicode(handle, index)
        character = chr(point) if point < 0x110000 and not 0xD800 <= point <= 0xDFFF else "\ufffd"
        if character in "\r\n":
            line = _line(handle, characters, first, page)
            if line:
                yield line
            characters, first = [], index + 1
        else:
            characters.append(_HYPHEN if raw.FPDFText_IsHyphen(handle, index) == 1 else character)
    line = _line(handle, characters, first, page)
    if line:
        yield line


def _line(handle: Any, characters: list[str], first: int, page: int) -> _TextLine | None:
    text = "".join(characters)
    shown = [i for i, one in enumerate(characters) if not one.isspace()]
    if not shown:
        return None
    start, end = _box(handle, first + shown[0]), _box(handle, first + shown[-1])
    size = raw.FPDFText_GetFontSize(handle, first + shown[len(shown) // 2])
    size = size if size > 2 else abs(start[3] - start[2]) * 1.4
    return _TextLine(text, start[0], end[1], start[2], end[2], size, page)


def _box(handle: Any, index: int) -> tuple[float, float, float, float]:
    edges = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(handle, index, *edges)
    return edges[0].value, edges[1].value, edges[2].value, edges[3].value


def _body_size(lines: list[_TextLine]) -> float:
    return median(line.size for line in lines for _ in range(1 + len(line.text) // 20))


def _paragraphs(lines: list[_TextLine]) -> Iterator[list[_TextLine]]:
    """Lines that belong together, in the order of the file."""
    current: list[_TextLine] = []
    for line in lines:
        if current and not _runs_on(current, line):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _runs_on(paragraph: list[_TextLine], line: _TextLine) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = paragraph[-1]
    drop = last.bottom - line.base
    if len(paragraph) == 1 and _BARE_BULLET.match(last.text):
        return line.page == last.page
    if _is_set_apart(last, line):
        return False
    if last.text.rstrip().endswith((_HYPHEN, "-", "\u2011")) or line.text.lstrip()[:1].islower():
        return True
    if drop < 0.3 * last.size:  # on one level: cells of a table, or a tab stop
        return line.left - last.right < 2 * last.size
    if _SENTENCE_END.search(last.text) and (len(paragraph) == 1 or drop > 1.35 * last.size):
        return last.right > 0.9 * max(line.right, last.right) and drop < 1.35 * last.size
    widest = max(one.right for one in [*paragraph, line])
    return last.right > widest - 8 * last.size


def _is_set_apart(last: _TextLine, line: _TextLine) -> bool:
    """Whether a line looks like the start of something else: a bullet, other letters, a gap."""
    drop = last.bottom - line.base
    return (
        line.page != last.page
        or bool(_BULLET.match(line.text) or _BARE_BULLET.match(line.text))
        or _is_shouted(line.text) != _is_shouted(last.text)
        or abs(line.size - last.size) > 0.12 * last.size
        or not -0.5 * last.size < drop < 1.75 * last.size
    )


def _is_shouted(text: str) -> bool:
    """Whether a line is in capitals, as headings are."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 4


def _add(paragraph: list[_TextLine], transcript: Transcript, body: float, known: Set[str]) -> None:
    words = _joined(paragraph, known)
    if not words.strip():
        return
    bullet = _BULLET.match(words)
    role = Role.LIST_ITEM if bullet else Role.PARAGRAPH
    large = paragraph[0].size > 1.15 * body and len(words) < 120
    large = large or (len(words) < 60 and not bullet and _is_shouted(words))
    if large and not _SENTENCE_END.search(words.rstrip(":")):
        role = Role.HEADING
    text = words[bullet.end() :] if bullet and role is Role.LIST_ITEM else words
    transcript.add(
        text, Line(role, 1 if role is not Role.PARAGRAPH else 0, {"page": paragraph[0].page})
    )


def _joined(paragraph: list[_TextLine], known: Set[str]) -> str:
    """The words of some lines: a typesetter's hyphen goes, one of the word's own stays."""
    text = ""
    for line in paragraph:
        piece = line.text.strip()
        if _ENDS_IN_HYPHEN.search(text):
            text = text[:-1] + _HYPHEN + piece
        else:
            text = f"{text} {piece}" if text else piece

    def meant(broken: re.Match[str]) -> str:
        first, second = broken.group(1), broken.group(2)
        return first + ("" if _is_typesetters(first, second, known) else "-") + second

    return _UNDECODED.sub("", _BROKEN.sub(meant, text).replace(_HYPHEN, "-"))


def _is_typesetters(first: str, second: str, known: Set[str]) -> bool:
    """Whether a hyphen between two halves of a word only breaks it at a line's end."""
    if not second[:1].islower():
        return False
    first, second = first.lower(), second.lower()
    if first + second in known:
        return True
    return f"{first}-{second}" not in known and (
        len(first) < 4 or known.isdisjoint({first, first + "s"})
    )


def _vocabulary(lines: list[_TextLine]) -> Set[str]:
    """The words that stand unbroken in a document."""
    whole = (_BROKEN.sub(" ", _ENDS_IN_HYPHEN.sub(" ", line.text.rstrip())) for line in lines)
    return {word.lower() for text in whole for word in _WORD.findall(text)}
