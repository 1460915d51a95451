"""Documents composed for the laws: sentences of known words, written in a format in every awkward way.

A `Composed` knows what it says: the texts of its blocks, in order. Whatever markup, encoding or
container was drawn around them, a reader has to find those texts, and the linter what it finds in
them as they stand.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import quopri
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from textwrap import fill

import office
from hypothesis import strategies as st

# Some hold words of rules, some such words where they are left alone, most neither.
SENTENCES = (
    "The back office staff handle refunds.", "She is just a receptionist, and callers like her.",
    "Our low-level employees answer the phones.", "They hired unskilled workers in May.",
    "Payroll is a cost center for us.", "Difficult customers call on Mondays.",
    "I'm just a data entry clerk.", "We treat the rank and file with care.",
    "Our back-office system is slow, and the chairman knows.", "Ask the girls at the front desk.",
    "Never say back office again.", "Every order reaches its buyer in two days.", "Lunch is at noon.",
    "Crème brûlée costs 5 € and a smile.", "😀 Good morning, everyone.", "Müller & Söhne ship it.",
    "Two is less than three.", "The door of the office at the back is green.",
)  # fmt: skip

sentence = st.sampled_from(SENTENCES)
paragraph = st.lists(sentence, min_size=1, max_size=3)
paragraphs = st.lists(paragraph, min_size=1, max_size=5)
line_ends = st.sampled_from(["\n", "\r\n"])


@dataclass(frozen=True, slots=True)
class Composed:
    """A file, and the texts that a reader has to find in it."""

    name: str
    data: bytes
    texts: tuple[str, ...]


def joined(sentences: list[str]) -> str:
    """A paragraph as it reads."""
    return " ".join(sentences)


def _written(
    draw: st.DrawFn, text: str, word: Callable[[st.DrawFn, str], str], gaps: list[str]
) -> str:
    """A text with each word and each gap written in some way."""
    words = text.split(" ")
    parts = [word(draw, words[0])]
    for one in words[1:]:
        parts += [draw(st.sampled_from(gaps)), word(draw, one)]
    return "".join(parts)


# Markdown


def _markdown_word(draw: st.DrawFn, word: str) -> str:
    kind = draw(st.integers(0, 24))
    word = word.replace("&", "&amp;")
    if not word[0].isascii() or not word[0].isalpha() or "&" in word:
        return word
    middle = len(word) // 2
    forms = {
        1: f"*{word}*",
        2: f"**{word}**",
        3: f"[{word}](https://example.org/a_b)",
        4: f"<b>{word}</b>",
        5: f"&#{ord(word[0])};{word[1:]}",
        6: f"&#x{ord(word[0]):x};{word[1:]}",
        7: f"***{word}***",
        8: f'<span class="x">{word}</span>',
        9: f"[{word}][ref]",
        10: f"{word}<!-- note -->",
        11: f"{word[:middle]}\u00ad{word[middle:]}" if middle else word,
        12: f"~~{word}~~",
        13: f"{word}\u200b",
    }
    return forms.get(kind, word)


_MARKDOWN_GAPS = [" "] * 8 + ["  ", "\u00a0", "&nbsp;", "\t"]


@st.composite
def markdown(draw: st.DrawFn) -> Composed:
    """Markdown with inline markup on words, soft breaks, nested lists, quotes and tables."""
    parts, texts = [], []
    if draw(st.booleans()):
        parts.append("# Contents of this page")
        texts.append("Contents of this page")
    for sentences in draw(paragraphs):
        text = joined(sentences)
        kind = draw(st.sampled_from(["plain", "plain", "item", "nested", "quote", "table"]))
        indent = {"item": "  ", "nested": "    ", "quote": "> "}.get(kind, "")
        soft = [] if kind == "table" else ["\n" + indent] * 3
        body = _written(draw, text, _markdown_word, _MARKDOWN_GAPS + soft)
        if kind == "nested":
            parts.append(f"- Above it\n  - {body}")
            texts.append("Above it")
        elif kind == "table":
            parts.append(f"| Name | Meaning |\n|---|:--|\n| first | {body} |")
            texts += ["Name", "Meaning", "first"]
        else:
            parts.append({"item": "- ", "quote": "> "}.get(kind, "") + body)
        texts.append(text)
        # What ends a list, so that the next block is its own.
        parts.append("<!-- -->")
    parts.append("[ref]: https://example.org/back-office")
    source = "\n\n".join(parts) + draw(st.sampled_from(["", "\n"]))
    return Composed("page.md", _encoded(draw, source), tuple(texts))


def _encoded(draw: st.DrawFn, source: str) -> bytes:
    """A text with some line ends in some encoding."""
    source = source.replace("\n", draw(line_ends))
    return source.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16"])))


# HTML


def _html_word(draw: st.DrawFn, word: str) -> str:
    kind = draw(st.integers(0, 22))
    middle = len(word) // 2
    coded = "".join(f"&#{ord(c)};" for c in word)
    word = escape(word, quote=False)
    whole = "&" not in word
    forms = {
        1: f"<b>{word}</b>",
        2: f'<a href="/back-office?x=1&amp;y=2" rel=plain>{word}</a>',
        3: coded,
        4: f"<em><strong>{word}</strong></em>",
        5: f"{word[:middle]}<i>{word[middle:]}</i>" if whole and middle else word,
        6: f"{word[:middle]}<!-- x -->{word[middle:]}" if whole else word,
        7: f"{word[:middle]}&shy;{word[middle:]}" if whole and middle else word,
        8: f"{word[:middle]}<wbr>{word[middle:]}" if whole and middle else word,
        9: f"<span\nclass='a'>{word}</span>",
    }
    return forms.get(kind, word)


_HTML_GAPS = [" "] * 8 + ["\n", "\t", "&nbsp;", "  \n  ", "\u00a0", "&#32;", "<!-- c --> "]


@st.composite
def html(draw: st.DrawFn) -> Composed:
    """HTML with inline elements, entities and comments in and between words."""
    parts, texts = [], []
    for sentences in draw(paragraphs):
        text = joined(sentences)
        body = _written(draw, text, _html_word, _HTML_GAPS)
        kind = draw(st.sampled_from(["p", "li", "td", "div", "nested", "blockquote"]))
        if kind == "nested":
            parts.append(f"<ul><li>Above it<ul><li>{body}</li></ul></li></ul>")
            texts.append("Above it")
        elif kind == "td":
            parts.append(f"<table><tr><th>Name<td>{body}</table>")
            texts.append("Name")
        elif kind == "li":
            parts.append(f"<ol><li>{body}</ol>")
        else:
            parts.append(f"<{kind} data-x='>'>{body}</{kind}>")
        texts.append(text)
    script = draw(st.sampled_from(["", "<script>var a = '<p>back office</p>';</script>"]))
    head = f'<!doctype html>\n<html><head><meta charset="utf-8"><title>A page</title>{script}</head><body>\n'
    source = head + "\n".join(parts) + "\n</body></html>"
    source = source.replace("\n", draw(line_ends))
    return Composed("page.html", source.encode(), ("A page", *texts))


# E-mail


@st.composite
def mail(draw: st.DrawFn) -> Composed:
    """A message: charset, transfer encoding, alternative parts, an attachment, a quoted reply."""
    end = draw(line_ends)
    said = [joined(one) for one in draw(paragraphs)]
    width = draw(st.sampled_from([72, 78, 998]))
    body = "\n\n".join(fill(text, width, break_on_hyphens=False) for text in said)
    texts = list(said)
    if draw(st.booleans()):
        body += "\n\nOn Mon, 3 Mar 2025 at 10:00, Ann <ann@example.org> wrote:\n> The back office staff is here.\n"
    subject = draw(
        st.sampled_from(["Our plan", "Re: The back office", "=?utf-8?q?Caf=C3=A9_hours?="])
    )
    titles = {"Our plan": "Our plan", "Re: The back office": "The back office"}
    charset = draw(st.sampled_from(["utf-8", "iso-8859-15", "windows-1252", "utf-16"]))
    try:
        body.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    main = _part(draw, "text/plain", body.replace("\n", end), charset, end)
    shape = draw(st.sampled_from(["single", "alternative", "mixed"]))
    if shape == "single":
        content = main
    else:
        other = (
            _part(draw, "text/html", f"<p>{escape(body)}</p>", "utf-8", end)
            if shape == "alternative"
            else b"Content-Type: text/plain" + end.encode()
            + b'Content-Disposition: attachment; filename="a.txt"' + 2 * end.encode() + b"A back office."
        )  # fmt: skip
        mark = f"{end}--=_x{end}".encode()
        content = (
            f'Content-Type: multipart/{shape};{end} boundary="=_x"{end}{end}preamble'.encode()
            + mark + main + mark + other + f"{end}--=_x--{end}".encode()
        )  # fmt: skip
    head = f"From: Ann <ann@example.org>{end}To: bob@example.org{end}Subject: {subject}{end}MIME-Version: 1.0{end}"
    return Composed(
        "note.eml", head.encode() + content, (titles.get(subject, "Café hours"), *texts)
    )


def _part(draw: st.DrawFn, kind: str, text: str, charset: str, end: str) -> bytes:
    data = text.encode(charset)
    plain = ["8bit"] if charset != "utf-16" else []
    transfer = draw(st.sampled_from([*plain, "base64", "quoted-printable"]))
    if data.isascii() and charset != "utf-16" and draw(st.booleans()):
        transfer = "7bit"
    if transfer == "base64":
        data = base64.encodebytes(data).replace(b"\n", end.encode())
    elif transfer == "quoted-printable":
        data = quopri.encodestring(data.replace(b"\r\n", b"\n")) if charset != "utf-16" else b"".join(
            b"=%02X" % byte for byte in data
        )  # fmt: skip
        data = data.replace(b"\n", end.encode())
    head = f'Content-Type: {kind}; charset="{charset}"{end}Content-Transfer-Encoding: {transfer}{end}{end}'
    return head.encode() + data


# Word

_PROPERTIES = ["", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>', '<w:rStyle w:val="Strong"/>']
_BETWEEN_RUNS = [
    "", "", "", '<w:proofErr w:type="spellStart"/>', '<w:bookmarkStart w:id="4" w:name="x"/><w:bookmarkEnd w:id="4"/>',
    '<w:del w:id="9" w:author="A"><w:r><w:delText>not </w:delText></w:r></w:del>', "<w:r><w:lastRenderedPageBreak/></w:r>",
]  # fmt: skip


def _runs(draw: st.DrawFn, text: str) -> str:
    cuts = sorted(draw(st.sets(st.integers(1, max(len(text) - 1, 1)), max_size=6)))
    parts = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        if start < end:
            made = office.run(text[start:end], draw(st.sampled_from(_PROPERTIES)))
            wrap = draw(st.sampled_from(["", "", "", "hyperlink", "ins", "smartTag"]))
            if wrap == "hyperlink":
                made = f'<w:hyperlink r:id="r9">{made}</w:hyperlink>'
            elif wrap == "ins":
                made = f'<w:ins w:id="7" w:author="B">{made}</w:ins>'
            elif wrap == "smartTag":
                made = f'<w:smartTag w:element="p">{made}</w:smartTag>'
            parts += [made, draw(st.sampled_from(_BETWEEN_RUNS))]
    return "".join(parts)


@st.composite
def word(draw: st.DrawFn) -> Composed:
    """A Word file: words split over runs, with marks between them, in paragraphs and cells."""
    body, texts = [], []
    for sentences in draw(paragraphs):
        text = joined(sentences)
        made = office.paragraph(_runs(draw, text))
        if draw(st.integers(0, 3)) == 0:
            made = f"<w:tbl><w:tr><w:tc>{made}</w:tc></w:tr></w:tbl>"
        body.append(made)
        texts.append(text)
    notes = joined(draw(paragraph)) if draw(st.booleans()) else ""
    parts = {"header": office.paragraph(_runs(draw, notes))} if notes else {}
    return Composed(
        "guide.docx", office.docx("".join(body), parts), (*texts, *([notes] if notes else []))
    )


# Tables and records


@st.composite
def table(draw: st.DrawFn) -> Composed:
    """CSV or TSV: quoted and unquoted cells, doubled quotes, line breaks inside them."""
    said = [joined(one) for one in draw(paragraphs)]
    delimiter, suffix = draw(st.sampled_from([(",", "csv"), (";", "csv"), ("\t", "tsv")]))
    out = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=draw(line_ends))
    writer.writerow(["id", "description"])
    texts = []
    for number, text in enumerate(said):
        more = draw(st.sampled_from(["", ' He said "hello", and left.', "\n\nA second line."]))
        writer.writerow([f"R-{number}", text + more])
        texts += (text + more).split("\n\n")
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    return Composed(f"rows.{suffix}", out.getvalue().encode(encoding), tuple(texts))


@st.composite
def records(draw: st.DrawFn) -> Composed:
    """JSON Lines: escapes of all kinds, nested objects, other keys around."""
    lines, texts = [], []
    for number, sentences in enumerate(draw(paragraphs)):
        text = joined(sentences)
        record = {"id": f"R-{number}", "more": {"count": 1, "flag": None}, "description": text}
        line = json.dumps(record, ensure_ascii=draw(st.booleans()))
        if draw(st.booleans()):
            line = line.replace("ff", "\\u0066f").replace("/", "\\/")
        lines.append(line)
        texts.append(text)
    end = draw(line_ends)
    return Composed("rows.jsonl", (end.join(lines) + end).encode(), tuple(texts))


texts_of = {
    "markdown": markdown(), "html": html(), "mail": mail(), "word": word(), "table": table(), "records": records(),
}  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> Composed:
    """A composed file some of whose bytes are gone, doubled, changed or new."""
    whole = draw(st.one_of(*texts_of.values()))
    data = bytearray(whole.data)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        until = min(len(data), at + draw(st.integers(0, 40)))
        kind = draw(st.sampled_from(["cut", "double", "flip", "put", "end"]))
        if kind == "cut":
            del data[at:until]
        elif kind == "double":
            data[at:at] = data[at:until]
        elif kind == "flip" and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif kind == "put":
            data[at:at] = draw(st.binary(max_size=6))
        else:
            del data[at:]
    return Composed(whole.name, bytes(data), whole.texts)
