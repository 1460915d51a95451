"""E-mail: the writer's own words, where they stand; fixes that touch those words alone."""

from __future__ import annotations

import base64
import quopri
import re
import sys
from pathlib import Path

import effort
import hostile
import pytest
from conftest import corpus_folder
from hypothesis import given
from hypothesis import strategies as st

from cxlint import fixes, readers
from cxlint.document import Document, Genre, Role
from cxlint.linter import Linter
from cxlint.model import CxlintError, apply_edits
from cxlint.readers import File, Options, UnreadableFile, mime, quoting

TEXT = "The back office staff of café Ünal – 😀 – are here."


def stored(text: str | bytes, name: str = "a.eml", options: Options | None = None) -> File:
    data = text.encode() if isinstance(text, str) else text
    return readers.from_bytes(Path(name), data, options=options)


def document(text: str | bytes, name: str = "a.eml", **options: bool) -> Document:
    return stored(text, name, Options(**options)).document  # type: ignore[arg-type]


def texts(of: Document) -> list[str]:
    return [block.text for block in of.blocks]


def part(
    body: str | bytes,
    kind: str = "text/plain; charset=utf-8",
    encoding: str = "8bit",
    more: str = "",
) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n{more}\n".encode() + data


def multipart(kind: str, *parts: bytes, boundary: str = "b1", head: str = "") -> bytes:
    opened = f'{head}Content-Type: multipart/{kind}; boundary="{boundary}"\n\npreamble\n'.encode()
    inner = b"".join(b"--" + boundary.encode() + b"\n" + one + b"\n" for one in parts)
    return opened + inner + b"--" + boundary.encode() + b"--\nepilogue\n"


# --- structure --------------------------------------------------------------------------------------

HEAD = "From: a@b.example\nSubject: Hi\n"
MESSAGES = [
    ("plain", (HEAD + "\nWords.\n").encode(), ["Hi", "Words."]),
    ("no header", b"Just words.\n", ["Just words."]),
    ("folded subject", b"Subject: one\n two\n\nx\n", ["one two", "x"]),
    ("reply marks", b"Subject: Re: AW: Fwd[2]: Tea\n\nx\n", ["Tea", "x"]),
    ("encoded subject", b"Subject: =?utf-8?B?w5xu?= =?UTF-8?Q?al_caf=C3=A9?= now\n\nx\n", ["Ünal café now", "x"]),
    ("character cut in two", b"Subject: =?utf-8?Q?=C3?=\n =?utf-8?Q?=A9?=\n\nx\n", ["é", "x"]),
    ("alternative", multipart("alternative", part("plain"), part("<p>rich", "text/html")), ["plain"]),
    ("blank alternative", multipart("alternative", part(" \n"), part("<p>rich", "text/html")), ["rich"]),
    ("html in related", multipart("alternative", part("plain"), multipart("related", part("<p>rich", "text/html"), boundary="b2")), ["plain"]),
    ("mixed", multipart("mixed", part("one"), part("two")), ["one", "two"]),
    ("attachment", multipart("mixed", part("one"), part("two", more="Content-Disposition: attachment\n")), ["one"]),
    ("named", multipart("mixed", part("one"), part("two", more="Content-Disposition: inline; filename=a.txt\n")), ["one"]),
    ("not closed", multipart("mixed", part("one")).partition(b"--b1--")[0], ["one"]),
    ("boundary that never comes", b'Content-Type: multipart/mixed; boundary="x"\n\nwords\n', ["words"]),
    ("no boundary", b"Content-Type: multipart/mixed\n\nwords\n", ["words"]),
    ("forwarded", multipart("mixed", part("one"), b"Content-Type: message/rfc822\n\nSubject: x\n\ntwo\n"), ["one"]),
    ("outer boundary ends inner", multipart("mixed", multipart("mixed", part("in"), boundary="b2").partition(b"--b2--")[0], part("out")), ["in", "out"]),
    ("broken header line", b"Subject: a\nnonsense\nX-Y: b\n\nwords\n", ["a", "words"]),
    ("no blank line", b"Subject: a\nwords follow\nand more\n", ["a", "words follow and more"]),
    ("crlf", b"Subject: a\r\n\r\none\r\ntwo is wrapped\r\n", ["a", "one two is wrapped"]),
    ("cr", b"Subject: a\r\rone\r", ["a", "one"]),
    ("html", part("<p>a<br>b <b>c</b></p>", "text/html"), ["a b c"]),
    ("odd charset", part("words", "text/plain; charset=nonsense"), ["words"]),
    ("odd encoding", part("words", encoding="x-odd"), ["words"]),
    ("broken base64", b"Content-Transfer-Encoding: base64\n\nd29yZHM\n*gYQ\n", ["words a"]),
    ("from line", b"From a@b Thu Sep  3 09:12:44 2026\nSubject: a\n\nwords\n", ["a", "words"]),
    ("empty", b"", []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "shown"), MESSAGES, ids=[one[0] for one in MESSAGES])
def test_a_message_is_its_subject_and_the_words_in_it(
    kind: str, data: bytes, shown: list[str]
) -> None:
    read = document(data)
    assert texts(read) == shown
    assert read.declared_genre is Genre.EMAIL


def test_a_mailbox_is_all_its_messages() -> None:
    one = "From a@b.example Thu Sep  3 09:12:44 2026\nSubject: {0}\n\nBody of {0}.\n>From here on.\n\n"
    read = document(one.format("one") + one.format("two"), "a.mbox")
    assert read.verbatim
    assert texts(read) == [
        "one", "Body of one.", ">From here on.", "two", "Body of two.", ">From here on.",
    ]  # fmt: skip


def test_messages_of_an_encoded_mailbox_are_numbered() -> None:
    head = b"From a@b.example Thu Sep  3 09:12:44 2026\nSubject: s\n"
    read = document(
        head + part("one", encoding="base64") + b"\n\n" + head + part("two") + b"\n", "a.mbox"
    )
    assert [(b.text, dict(b.place)) for b in read.blocks] == [
        ("s", {"message": 1}), ("one", {"message": 1, "part": 1, "line": 1}),
        ("s", {"message": 2}), ("two", {"message": 2, "part": 1, "line": 1}),
    ]  # fmt: skip


# --- two ways of holding a mail -----------------------------------------------------------------------

CHARSETS = ["utf-8", "iso-8859-1", "windows-1252", "us-ascii"]


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_body_stored_as_it_reads_is_fixed_in_place_and_all_other_bytes_stay(
    charset: str, linter: Linter
) -> None:
    body = TEXT.encode(charset, "ignore")
    head = b"Subject: s\r\nX-Odd: \t odd  \r\n"
    data = head + part(body + b"\r\n", f"text/plain; charset={charset}") + b"\r\n"
    file = stored(data)
    (finding,) = linter.check(file.document)
    assert finding.span.of(file.document.source) == "back office"
    after = file.edited(fixes.choose([finding]).edits)
    assert after == data.replace(b"back office", b"customer-impacting")
    assert linter.check(stored(after).document) == []


def test_odd_bytes_outside_of_what_is_read_do_not_hinder_a_fix(linter: Linter) -> None:
    odd = part(bytes(range(128, 256)), "image/png", "binary")
    data = multipart("mixed", part("The back office staff."), odd)
    file = stored(data)
    after = file.edited(fixes.choose(linter.check(file.document)).edits)
    assert after == data.replace(b"back office", b"customer-impacting")


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_an_encoded_body_is_a_transcript_with_part_and_line_and_is_not_written(
    encoding: str, kind: str, linter: Linter
) -> None:
    body = "Hello.\n\n" if kind == "text/plain" else "<p>Hello.\n\n<p>"
    file = stored(
        multipart(
            "mixed", part("x", "image/png"), part(body + TEXT, f"{kind}; charset=utf-8", encoding)
        )
    )
    read = file.document
    assert not read.verbatim
    assert texts(read) == ["Hello.", TEXT]
    (finding,) = linter.check(read)
    assert finding.span.of(read.source) == "back office"
    assert dict(finding.place) == {"part": 2, "line": 3, "offset": 4}
    with pytest.raises(CxlintError, match="not fixed"):
        file.edited(finding.suggestions[0].edits)


def test_an_encoded_subject_beside_a_plain_body_has_findings_and_no_edits(linter: Linter) -> None:
    read = document("Subject: =?utf-8?Q?Our_back_office_staff?=\n\nThe back office staff.\n")
    first, second = linter.check(read)
    assert first.span.of(read.source) == "=?utf-8?Q?Our_back_office_staff?="
    assert not first.suggestions[0].edits
    assert second.suggestions[0].edits


def test_a_mail_in_an_editor_is_read_where_it_stands_and_encoded_parts_are_named() -> None:
    source = multipart("mixed", part("one"), part("two", encoding="base64")).decode()
    read = readers.parse(source, path="a.eml")
    assert texts(read) == ["one"]
    assert "base64" in read.content.notes[0]


def test_a_mark_and_utf16_are_kept(linter: Linter) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        data = "Subject: s\n\nThe back office staff.\n".encode(encoding)
        file = stored(data)
        after = file.edited(fixes.choose(linter.check(file.document)).edits)
        assert after.decode(encoding) == "Subject: s\n\nThe customer-impacting staff.\n"
        assert after[:2] == data[:2]


# --- what is not the writer's own ---------------------------------------------------------------------

OWN = [
    ("quoted lines", "Yes.\n> No?\nAnd this.\n>> Or?\n", ["Yes.", "And this."]),
    ("attribution", "Yes.\n\nOn Tue, 3 Sep 2026, at 9:12, A <a@b.example> wrote:\n> No?\n", ["Yes."]),
    ("attribution over lines", "Yes.\n\nOn Tue, 3 Sep 2026 at 9:12\nA B <a@b.example>\nwrote:\n\n> No?\n", ["Yes."]),
    ("unmarked reply", "Yes.\n\nOn Tue, 3 Sep 2026, A wrote:\n\nNo?\n\nReally?\n", ["Yes."]),
    ("German", "Ja.\n\nAm 3.9.2026 um 9:12 schrieb A B:\n> Nein?\n", ["Ja."]),
    ("says", "A B <a@b.example> wrote:\n> No?\nYes.\n", ["Yes."]),
    ("answers between", "> One?\nYes.\n> Two?\nNo.\n", ["Yes.", "No."]),
    ("divider", "See below.\n\n-----Original Message-----\nFrom: A\nNo?\n", ["See below."]),
    ("forwarded", "FYI\n\n---------- Forwarded message ---------\nFrom: A\n\nNo?\n", ["FYI"]),
    ("Outlook", "Yes.\n\nFrom: A [mailto:a@b.example]\nSent: Monday\nTo: B\nSubject: x\n\nNo?\n", ["Yes."]),
    ("bold header", "Yes.\n\n*From:* A\n*Sent:* Monday\n*To:* B\n\nNo?\n", ["Yes."]),
    ("signature", "Yes.\n\n-- \nA B\nBack Office Manager\n", ["Yes."]),
    ("sign-off", "Yes, it is.\n\nKind regards,\nA B\nBack Office Manager\n", ["Yes, it is.", "Kind regards,"]),
    ("telephone", "Yes.\n\nSent from my iPhone\n", ["Yes."]),
    ("list footer", "Yes.\n_______________________\nstaff mailing list\nstaff@b.example\n", ["Yes."]),
    ("signed", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nYes.\n-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n", ["Yes."]),
    ("no attribution", "On Monday the team wrote: this is how.\n", ["On Monday the team wrote: this is how."]),
    ("thanks goes on", "Thanks!\n\nTo do:\n- back office\n", ["Thanks!", "To do:", "back office"]),
    ("dashes in text", "A -- b -- c.\n--\nstill the writer's own words, many of them\n" + "More of it here.\n" * 20, None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "own"), OWN, ids=[one[0] for one in OWN])
def test_only_the_writers_own_words_are_read(kind: str, body: str, own: list[str] | None) -> None:
    read = document("Subject: s\n\n" + body)
    if own is None:
        assert "many of them" in " ".join(texts(read))
    else:
        assert texts(read)[1:] == own


OWN_HTML = [
    '<p>Yes.</p><blockquote type="cite"><p>No?</p></blockquote><p>And.</p>',
    '<p>Yes.</p><p>And.</p><div class="gmail_quote">On 3 Sep 2026 A wrote:<div>No?</div></div>',
    '<p>Yes.</p><div class="x gmail_signature"><div>A</div></div><p>And.</p>',
    '<p>Yes.</p><p>And.</p><div id="appendonsend"></div><hr><p>No?</p>',
    "<p>Yes.</p><p>And.</p><div>From: A<br>Sent: Monday<br>To: B<br>Subject: x</div><p>No?</p>",
    "<p>Yes.</p><p>And.</p><p>From: A</p><p>Sent: Monday</p><p>To: B</p><p>No?</p>",
    "<p>Yes.</p><p>And.</p><p>On Mon, 3 Sep 2026 at 9:12, A wrote:</p><p>No?</p>",
    "<p>Yes.</p><p>And.</p><p>-----Original Message-----</p><p>No?</p>",
]


@pytest.mark.parametrize("body", OWN_HTML)
def test_an_html_body_loses_what_its_mail_program_marks_as_quoted(body: str) -> None:
    data = part(body, "text/html")
    assert texts(document(data)) == ["Yes.", "And."]
    assert len(texts(document(data, include_quoted=True))) > 2


def test_quoted_text_is_read_when_asked_for() -> None:
    source = "Yes.\n\nOn 3 Sep 2026, A wrote:\n> it is wrapped and goes\n> on here\n"
    assert texts(document(source, include_quoted=True))[-1].endswith(
        "it is wrapped and goes on here"
    )
    nested = multipart("mixed", part("one"), b"Content-Type: message/rfc822\n\nSubject: x\n\ntwo\n")
    assert texts(document(nested, include_quoted=True)) == ["one", "two"]


@given(
    st.lists(
        st.sampled_from([body for _, body, _ in OWN] + ["> ", "\r\n", "\u2028", "--\n", "é"])
    ).map("".join)
)
def test_leaving_out_keeps_every_place(body: str) -> None:
    left = quoting.blanked(body, quoting.not_own(body))
    assert len(left) == len(body)
    assert all(a == b or b == " " for a, b in zip(body, left, strict=True))


# --- broken and hostile -------------------------------------------------------------------------------

_BITS = ["Subject: back office\n", "Content-Type: multipart/mixed; boundary=b\n", "Content-Type: text/html; charset*=x'y\n",
         "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "Content-Type: message/rfc822\n",
         "Content-Disposition: attachment; filename*0*=a''%\n", "\n", "\r\n", "--b\n", "--b--\n", "--", "From a b:\n", "=", "=C3",
         "back office\n", "é", "😀", "\0", "> q\n", "=?utf-8?B?w5x?=", "=?x?Q?=ZZ?=", " ", "\t", ":", "<p>", "-- \n"]  # fmt: skip
mails = st.lists(st.sampled_from(_BITS), max_size=30).map("".join)


@given(mails, st.binary(max_size=20), st.booleans())
def test_any_bytes_are_a_document_or_a_clear_error(text: str, tail: bytes, quoted: bool) -> None:
    try:
        read = document(text.encode() + tail, include_quoted=quoted)
    except UnreadableFile as error:
        assert str(error)
        return
    for block in read.blocks:
        assert block.span.end <= len(read.source)


@given(mails)
def test_parts_lie_in_order_inside_their_message(text: str) -> None:
    for one in mime.messages(text):
        ends = [
            0,
            *(end for part in one.parts for end in (part.body.start, part.body.end)),
            len(text),
        ]
        assert ends == sorted(ends)


HOSTILE = hostile.messages(effort.size(10_000, fast=2000))


@effort.scaled
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_message_is_read_with_every_block_inside_it(kind: str) -> None:
    read = document(HOSTILE[kind])
    assert all(block.span.end <= len(read.source) for block in read.blocks)


def test_bytes_that_are_no_message_are_refused_in_one_line() -> None:
    with pytest.raises(UnreadableFile, match="not an e-mail message"):
        document(b"\x89PNG\0\0\0\1\0\2")


def test_a_truncated_message_is_read_as_far_as_it_goes(linter: Linter) -> None:
    whole = multipart(
        "mixed", part("The back office staff."), part(TEXT, encoding="base64"), head=HEAD
    )
    for end in range(len(whole)):
        linter.check(document(whole[:end]))


# --- Outlook's own format -----------------------------------------------------------------------------


def test_an_internet_message_with_outlooks_suffix_is_read_as_what_it_is() -> None:
    pytest.importorskip("oxmsg")
    assert texts(document("Subject: s\n\nwords\n", "a.msg")) == ["s", "words"]


def test_a_broken_outlook_message_is_refused_in_one_line() -> None:
    pytest.importorskip("oxmsg")
    with pytest.raises(UnreadableFile, match="broken Outlook message"):
        document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.msg")


def test_without_its_library_an_outlook_message_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "cxlint.readers.outlook", raising=False)
    monkeypatch.setitem(sys.modules, "oxmsg", None)
    with pytest.raises(UnreadableFile, match=r"cxlint\[mail\]"):
        document(b"", "a.msg")


def test_the_example_is_fixed_in_the_writers_words_alone(linter: Linter) -> None:
    path = Path(__file__).parent.parent / "examples" / "reply.eml"
    file = readers.read(path)
    chosen = fixes.choose(linter.check(file.document))
    after = file.edited(chosen.edits)
    assert file.data.count(b"back office") == 3
    assert after.count(b"back office") == 1  # in what is quoted
    assert b"Back Office Manager" in after  # in the signature
    again = stored(after)
    assert not fixes.choose(linter.check(again.document)).edits
    assert {block.role for block in file.document.blocks} >= {Role.TITLE, Role.PARAGRAPH}


def corpus_mails() -> list[Path]:
    """Whatever lies in the folder of e-mail, and the messages among the other formats."""
    folder = corpus_folder()
    if folder is None:
        return []
    messages = (p for p in (folder / "formats").rglob("*") if p.suffix in (".eml", ".mbox", ".msg"))
    return sorted(path for path in (*(folder / "email").rglob("*"), *messages) if path.is_file())


@pytest.mark.slow
@pytest.mark.parametrize("path", corpus_mails(), ids=lambda path: path.name)
def test_a_real_message_reads_as_its_words_and_a_second_fix_changes_nothing(
    path: Path, linter: Linter
) -> None:
    chosen = readers.format_of(path) or readers.format_named("mail")
    try:
        file = readers.read(path, format=chosen, options=Options(include_quoted=True))
    except UnreadableFile as error:
        assert "\n" not in str(error)
        return
    findings = linter.check(file.document)
    source = file.document.source
    for one in findings:
        if "=?" not in one.span.of(source):
            assert re.sub(r"<[^>]*>|\s", "", one.span.of(source)) == re.sub(r"\s", "", one.matched)
    if not file.document.verbatim:
        return
    for _ in range(5):
        edits = fixes.choose(linter.check(file.document), unsafe=True).edits
        if not edits:
            break
        expected = apply_edits(file.document.source, edits)
        after = file.edited(edits)
        file = readers.from_bytes(path, after, format=chosen, options=Options(include_quoted=True))
        assert file.document.source == expected
    assert not fixes.choose(linter.check(file.document), unsafe=True).edits
