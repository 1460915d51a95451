"""What in an e-mail's body is not the writer's own: quoted replies, forwarded text, signatures.

Told from the marks that mail programs leave: `>` before lines, "On … wrote:", header blocks of
Outlook, dividers of forwarded messages, `-- `, known elements of HTML mails. Libraries for this
(mail-parser-reply, quotequail) return texts; here the answer is places, and answers that the
writer put between quoted lines stay. In doubt a line counts as the writer's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cxlint.model import Span
from cxlint.readers import html_tokens
from cxlint.readers.html_tokens import Kind

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_QUOTE = re.compile(r"[ \t]{0,3}(?!>From )(?:>|\|[ >]|[A-Z]{1,3}>(?=[ >]))")
_PREFIX = re.compile(r"[ \t]{0,3}(?:(?:[A-Z]{1,3})?>[ \t]?|\|(?=[ >]))+")

_WROTE = r"(?:wrote|writes|said|schrieb|a écrit|escribió|ha scritto|escreveu|schreef(?: het volgende)?|skrev|napisał(?:\(?a\)?)?)"
_ON = re.compile(r"[ \t*_]*(?:On|Am|Le|El|Il|Em|Op|Den|Dnia|W dniu|På|Da|From|At)\b")
_ATTRIBUTION = re.compile(rf"(?=.*(?:\d|@)).{{3,400}}?\b{_WROTE}[^:\n]{{0,60}}:?[*_ ]*$", re.S)
_SAYS = re.compile(rf"[ \t]*\S.{{0,120}}\b{_WROTE}\s*:[*_ ]*$")
_DIVIDER = re.compile(
    r"""[ \t]*(?:[-_=*]{2,}\s*(?:
      Original(?:\s|-)(?:Message|Appointment) | Forwarded\b.{0,120} | Forward(?:ed)?\s+Header | Reply\s+message
    | Ursprüngliche\ Nachricht | Weitergeleitete\ Nachricht | Message\ d['’]origine | Message\ transféré
    | Mensaje\ original | Mensaje\ reenviado | Messaggio\ originale | Mensagem\ original | Oorspronkelijk\ bericht
    )\s*[-_=*]* | Begin\ forwarded\ message:?)[ \t]*$""",
    re.I | re.X,
)
_FROM = re.compile(r"[ \t*_]*(?:From|Von|De|Da|Van|Från|Fra)[*_ ]*:[*_ ]*\S", re.I)
_HEADER_LINE = re.compile(
    r"[ \t*_]*(?:Sent|Date|To|Cc|Subject|Reply-To|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado(?: el)?|Fecha|Para|Asunto"
    r"|Inviato|Data|A|Oggetto|Assunto|Verzonden|Aan|Onderwerp|Skickat|Till|Ämne)[*_ ]*:",
    re.I,
)
_HEADERS_IN_ONE = re.compile(r"\W*From:\s.{1,300}?\b(?:Sent|Date):.{1,200}?\b(?:To|Subject):", re.S)
_SENT_FROM = re.compile(
    r"[ \t]*(?:Sent (?:from|via) (?:my|the|Yahoo|Mail|Outlook|Samsung|AOL|Proton)\b[^,.]{0,60}|Get Outlook for .{0,60}"
    r"|Von meinem .{2,30} gesendet|Envoyé de mon .{2,30}|Enviado desde mi .{2,30}"
    r"|Sent with .{2,40} (?:secure )?e-?mail\.?)[ \t]*$",
    re.I,
)
_SIGN_OFF = re.compile(
    r"[ \t]*(?:(?:many |with )?thanks(?: again| so much| very much| a lot| in advance| and regards)?|thank you(?: again| in advance)?"
    r"|(?:with )?(?:kind|kindest|best|warm|warmest)?[ ]?(?:regards|wishes)|best|cheers|sincerely(?: yours)?|respectfully"
    r"|yours (?:sincerely|faithfully|truly)|yours|cordially|take care|(?:mit )?freundliche[nm]? gr(?:ü|ue)(?:ß|ss)en?"
    r"|(?:viele|beste|liebe) gr(?:ü|ue)(?:ß|ss)e|mfg|cordialement|saludos(?: cordiales)?|un saludo|cordiali saluti)[ \t]*[,.!–-]*[ \t]*$",
    re.I,
)
_PGP = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----[^\r\n]*(?:\r\n|\r|\n)(?:[A-Za-z]+:[^\r\n]*(?:\r\n|\r|\n))*"
    r"|-----BEGIN PGP (?:SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)-----.*?(?:-----END PGP [A-Z ]+-----|\Z)",
    re.S,
)
_RULE = re.compile(r"[-_=*]{10,}$")
_LIST_FOOTER = re.compile(r"mailing list|unsubscribe|mailman", re.I)
_MOST_SIGNATURE_LINES = 8
_MOST_AFTER_DASHES = 15


def not_own(text: str) -> list[Span]:
    """The stretches of a plain body that the writer did not write here."""
    lines = [Span(*line.span()) for line in _LINE.finditer(text) if line.group()]
    told = _Lines([line.of(text) for line in lines]).tell()
    masked = [line for line, is_own in zip(lines, told, strict=True) if not is_own]
    return masked + [Span(*block.span()) for block in _PGP.finditer(text)]


def prefixes(text: str) -> list[Span]:
    """The marks before quoted lines."""
    found = (_PREFIX.match(text, *line.span()) for line in _LINE.finditer(text))
    return [Span(*mark.span()) for mark in found if mark]


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with white space in place of `spans`, as long as before, line ends kept."""
    parts, position = [], 0
    for span in sorted(spans):
        if span.end <= position:
            continue
        start = max(span.start, position)
        parts += [text[position:start], _VISIBLE.sub(" ", text[start : span.end])]
        position = span.end
    return "".join([*parts, text[position:]])


_VISIBLE = re.compile(r"[^\r\n]")


class _Lines:
    """Tells line by line whether the writer wrote it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = [line.rstrip() for line in lines]
        self._raw = [line.rstrip("\r\n") for line in lines]
        self._own = [True] * len(lines)

    def tell(self) -> list[bool]:
        index = 0
        while index < len(self._lines):
            index = self._next(index)
        self._signature()
        return self._own

    def _next(self, index: int) -> int:
        """Judge the line there; returns the line to go on with."""
        line = self._lines[index]
        if not line:
            return index + 1
        if _QUOTE.match(line) or _SENT_FROM.match(line):
            return self._leave_out(index, index + 1)
        if self._is_signature_mark(index):
            return self._leave_out(index, len(self._lines))
        length = self._introduction(index)
        if not length:
            return index + 1
        after = self._after(index + length)
        # Behind an introduction stand quoted lines, or everything is quoted without a mark.
        marked = after is not None and _QUOTE.match(self._lines[after])
        return self._leave_out(index, index + length if marked else len(self._lines))

    def _introduction(self, index: int) -> int:
        """How many lines from there introduce somebody else's words; 0 if they do not."""
        line = self._lines[index]
        if _DIVIDER.match(line):
            return 1
        if _FROM.match(line) and self._header_lines(index + 1) >= 2:
            return 1
        if _RULE.match(line) and _LIST_FOOTER.search("\n".join(self._lines[index + 1 : index + 4])):
            return 1
        if _ON.match(line):
            for length in range(1, 5):
                lines = self._lines[index : index + length]
                if len(lines) < length or not lines[-1]:
                    break
                if _ATTRIBUTION.match("\n".join(lines)):
                    after = self._after(index + length)
                    quoted = after is not None and _QUOTE.match(self._lines[after])
                    return length if quoted or lines[-1].endswith((":", ":*")) else 0
        after = self._after(index + 1)
        if _SAYS.match(line) and after is not None and _QUOTE.match(self._lines[after]):
            return 1
        return 0

    def _header_lines(self, start: int) -> int:
        return sum(bool(_HEADER_LINE.match(line)) for line in self._lines[start : start + 6])

    def _is_signature_mark(self, index: int) -> bool:
        if self._raw[index] == "-- ":
            return True
        rest = sum(
            1 for line in self._lines[index + 1 : index + 1 + 4 * _MOST_AFTER_DASHES] if line
        )
        few = len(self._lines) - index <= 4 * _MOST_AFTER_DASHES and rest <= _MOST_AFTER_DASHES
        return self._raw[index] in ("--", "—") and few

    def _after(self, index: int) -> int | None:
        """The first line from `index` on that is not blank."""
        for later in range(index, min(index + 4, len(self._lines))):
            if self._lines[later]:
                return later
        return None

    def _leave_out(self, start: int, end: int) -> int:
        self._own[start:end] = [False] * (end - start)
        return end

    def _signature(self) -> None:
        """Leave out the name and address lines after the last sign-off."""
        own = [i for i, line in enumerate(self._lines) if line and self._own[i]]
        tail = own[-_MOST_SIGNATURE_LINES - 1 :]
        for place, index in enumerate(tail):
            if _SIGN_OFF.match(self._lines[index]):
                after = tail[place + 1 :]
                if all(_is_card(self._lines[i]) for i in after):
                    for i in after:
                        self._own[i] = False
                    return


def _is_card(line: str) -> bool:
    """Whether a line could stand on a visiting card."""
    words = line.split()
    sentence = len(words) >= 5 and line.endswith((".", "!", "?"))
    bullet = words[0] in ("-", "*", "•") or bool(re.match(r"\d+[.)]\s|P\.?\s?S\b", line.strip()))
    return len(line) <= 72 and not sentence and not bullet and not line.endswith(":")


# --- HTML bodies --------------------------------------------------------------------------------

_QUOTED_CLASS = re.compile(
    r"(?:^|[\s_])(?:gmail_quote(?:_container)?|gmail_attr|gmail_signature|moz-cite-prefix|moz-signature"
    r"|moz-forward-container|yahoo_quoted|ymail_android_signature|protonmail_quote|protonmail_signature_block"
    r"|OutlookMessageHeader|freebirdMailQuote)(?:\s|$)"
)
_QUOTED_ID = re.compile(
    r"(?:x_)*(?:OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|isForwardContent|isReplyContent"
    r"|Signature|ms-outlook-mobile-signature|AppleMailSignature|lineBreakAtBeginningOfSignature)$"
)
# From these elements on, all is somebody else's.
_REST_ID = re.compile(r"(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling)$")


def not_own_html(text: str) -> list[Span]:
    """The elements of an HTML body that mail programs mark as quoted or as signatures."""
    found: list[Span] = []
    name, depth, start = "", 0, 0
    for token in html_tokens.tokens(text, Span(0, len(text))):
        if depth:
            if token.name == name and token.kind in (Kind.OPEN, Kind.CLOSE):
                depth += 1 if token.kind is Kind.OPEN else -1
                if not depth:
                    found.append(Span(start, token.end))
        elif token.kind is Kind.OPEN:
            mark = _marked(text, token)
            if mark == "rest":
                return [*found, Span(token.start, len(text))]
            if mark:
                name, depth, start = token.name, 1, token.start
    return [*found, Span(start, len(text))] if depth else found


def _marked(text: str, token: html_tokens.Token) -> str:
    tag = text[token.start : token.end]
    if "=" not in tag:
        return ""
    values = html_tokens.attributes(text, token.start, token.end)

    def value(name: str) -> str:
        return values[name].of(text).strip() if name in values else ""

    if _REST_ID.match(value("id")):
        return "rest"
    cited = token.name == "blockquote" and value("type").lower() == "cite"
    marked = cited or _QUOTED_CLASS.search(value("class")) or _QUOTED_ID.match(value("id"))
    return "element" if marked else ""


def own_until(texts: Sequence[str]) -> int:
    """How many of an HTML body's blocks come before the first that introduces a quoted message."""
    for index, text in enumerate(texts):
        if _DIVIDER.match(text) or _HEADERS_IN_ONE.match("\n".join(texts[index : index + 5])[:700]):
            return index
        if _ON.match(text) and text.endswith(":") and _ATTRIBUTION.match(text):
            return index
    return len(texts)
