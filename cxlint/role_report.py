"""What a posting's role is: title, function, whom it serves and by which words, and what is missing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from cxlint.document import Genre
from cxlint.posting import analyse
from cxlint.report import clean
from cxlint.roles import load as load_functions
from cxlint.run import FileReport

_MISSING = ("postings/no-customer", "postings/duties-only")


@dataclass(frozen=True, slots=True)
class Served:
    """Words that name somebody whom the role serves; lines and columns from 1."""

    words: str
    kind: str
    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What the posting does not say, and a sentence that would say it."""

    rule: str
    message: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class RoleReport:
    """One posting's role. Of a text that is no posting only path and genre are told.

    `serves` are whom the function serves by the table of functions, `customers` whom the posting
    itself names.
    """

    path: str
    genre: str
    title: str = ""
    function: str | None = None
    facing: str | None = None
    serves: tuple[str, ...] = ()
    notices: str | None = None
    good_titles: tuple[str, ...] = ()
    customers: tuple[Served, ...] = ()
    missing: tuple[Missing, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        return asdict(self)


def role_of(report: FileReport) -> RoleReport:
    """The role that a checked file describes."""
    document = report.document
    if document is None or report.genre is not Genre.POSTING:
        return RoleReport(report.path, str(report.genre))
    posting = analyse(document, load_functions())
    function = posting.function
    served: list[Served] = []
    for one in posting.customers:
        if served and one.span.start < served[-1].end:
            continue  # said already, in more words
        line, column = document.lines.position(one.span.start)
        words = " ".join(one.words.split())
        served.append(Served(words, one.kind, one.span.start, one.span.end, line + 1, column + 1))
    missing = tuple(
        Missing(one.rule, one.message, one.suggestions[0].text if one.suggestions else None)
        for one in report.active
        if one.rule in _MISSING
    )
    return RoleReport(
        report.path, str(report.genre), " ".join(posting.title.text.split())[:200],
        function.id if function else None, str(posting.facing),
        tuple(one.words for one in function.serves) if function else (),
        function.notices if function else None, function.good_titles if function else (),
        tuple(served), missing,
    )  # fmt: skip


def as_text(role: RoleReport) -> str:
    """The report for people."""
    lines = [clean(role.path)]
    if role.genre != Genre.POSTING:
        return (
            f"{clean(role.path)}\n  no job posting ({role.genre}); --genre posting says otherwise\n"
        )
    lines += [
        _line("title", role.title),
        _line("function", role.function or "not known"),
        _line("role", role.facing or ""),
    ]
    if role.serves:
        lines.append(_line("serves", " · ".join(role.serves)))
    if role.notices:
        lines.append(_line("notices", f"they notice that {role.notices}"))
    for number, one in enumerate(role.customers):
        lines.append(
            _line("named" if not number else "", f"“{one.words}” ({one.kind}), line {one.line}")
        )
    for lack in role.missing:
        lines.append(_line("missing", lack.message))
        if lack.suggestion:
            lines.append(_line("", f"say: {lack.suggestion}"))
    return "\n".join(lines) + "\n"


def _line(name: str, text: str) -> str:
    return f"  {name:<10} {clean(text)}"
