"""From a text to its findings, with all that is still true of an earlier check used again.

Nothing here decides what is found: `Linter.in_blocks` is asked for the parts that changed, and
`Linter.assembled` for the whole, as `Linter.check` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from cxlint import readers
from cxlint.document import Block, Comment, Content, Document, Genre
from cxlint.linter import Linter
from cxlint.model import Finding
from cxlint.readers import Format, Options
from cxlint.text import Lines
from lsp_server import segments
from lsp_server.joined_lines import JoinedLines


@dataclass(frozen=True, slots=True)
class Kind:
    """How a text is read: its name, its format, and what the settings say about reading."""

    path: str
    format: Format
    options: Options = field(default_factory=Options)
    genre: Genre | None = None

    def content(self, source: str) -> Content:
        """Blocks and comments of a text of this kind.

        What is stored as text (tables, e-mail) is read as the file that the text would be; where
        its prose is not the text itself, an editor has no place to show findings at.
        """
        if not self.format.stored:
            return self.format.parse(source, self.options)
        data = source.encode("utf-8", "replace")
        file = readers.from_bytes(Path(self.path), data, format=self.format, options=self.options)
        return file.document.content if file.document.source == source else Content(())


class Part:
    """A stretch of a text that is read apart; offsets count from its start.

    `around` are the definitions that it may refer to, from before and after it.
    """

    def __init__(self, text: str, around: tuple[str, str], kind: Kind) -> None:
        self.text = text
        self.around = around
        self.kind = kind
        self._content: Content | None = None
        self._found: tuple[Linter, Genre, list[Finding]] | None = None
        self._placed: tuple[int, list[Finding], list[Finding]] | None = None

    @property
    def content(self) -> Content:
        """Blocks and comments of this part, read when first asked for."""
        if self._content is None:
            self._content = self._read()
        return self._content

    def found(self, linter: Linter, genre: Genre) -> list[Finding]:
        """What the linter finds in the blocks of this part, found once."""
        if self._found is None or self._found[0] is not linter or self._found[1] is not genre:
            document = Document(
                self.text, path=self.kind.path, format=self.kind.format.name,
                parse=lambda _: self.content, genre=genre,
            )  # fmt: skip
            self._found = (linter, genre, linter.in_blocks(document, genre))
        return self._found[2]

    def placed(self, linter: Linter, genre: Genre, start: int) -> list[Finding]:
        """What was found, in a text where this part starts at an offset."""
        found = self.found(linter, genre)
        if self._placed is None or self._placed[0] != start or self._placed[1] is not found:
            self._placed = (start, found, [one.shifted(start) for one in found])
        return self._placed[2]

    @cached_property
    def lines(self) -> Lines:
        """Lines and columns of this part."""
        return Lines(self.text)

    def _read(self) -> Content:
        before, after = self.around
        content = self.kind.content(before + self.text + after)
        if not before and not after:
            return content
        start, end = len(before), len(before) + len(self.text)
        return replace(
            content,
            blocks=tuple(b.shifted(-start) for b in content.blocks if start <= b.span.start < end),
            comments=tuple(
                c.shifted(-start) for c in content.comments if start <= c.span.start < end
            ),
        )


class JoinedDocument(Document):
    """A document whose content is put together from its parts, and only when asked for."""

    def __init__(self, source: str, kind: Kind, parts: tuple[Part, ...]) -> None:
        super().__init__(
            source, path=kind.path, format=kind.format.name, parse=self._join, genre=kind.genre
        )
        self.parts = parts
        self.kind = kind

    @cached_property
    def lines(self) -> Lines:
        """Lines and columns of the source."""
        return JoinedLines(self.source, [part.lines for part in self.parts])

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments that mean something here; other parts are not read for them."""
        return tuple(
            comment.shifted(start)
            for start, part in self.placed()
            if "cxlint-" in part.text
            for comment in part.content.comments
        )

    @property
    def declared_genre(self) -> Genre | None:
        """The genre that the settings or the front matter name, if any."""
        declared = (part.content.genre for part in self.parts if "genre" in part.text)
        return self.kind.genre or next((genre for genre in declared if genre), None)

    def placed(self) -> Iterator[tuple[int, Part]]:
        """Each part with the offset at which it starts."""
        start = 0
        for part in self.parts:
            yield start, part
            start += len(part.text)

    def block_at(self, offset: int) -> Block | None:
        """The shortest block that holds an offset."""
        found: list[Block] = []
        for start, part in self.placed():
            if start <= offset <= start + len(part.text):
                inside = offset - start
                found += [
                    b.shifted(start)
                    for b in part.content.blocks
                    if b.span.start <= inside <= b.span.end
                ]
        return min(found, key=lambda block: len(block.span), default=None)

    def _join(self, source: str) -> Content:
        if source != self.source:
            return self.kind.content(source)
        return Content(
            tuple(b.shifted(start) for start, part in self.placed() for b in part.content.blocks),
            tuple(c.shifted(start) for start, part in self.placed() for c in part.content.comments),
            self.declared_genre,
        )


@dataclass(frozen=True)
class Checked:
    """A text and what was found in it."""

    document: JoinedDocument
    findings: tuple[Finding, ...] = field(repr=False)

    @property
    def can_be_edited(self) -> bool:
        """Whether edits of the source are edits of the file: a table's cells have marks of their own."""
        return not self.document.kind.format.stored

    @property
    def shown(self) -> list[Finding]:
        """The findings that nobody has silenced."""
        return [one for one in self.findings if one.suppressed is None]


def check(linter: Linter, text: str, kind: Kind, earlier: Checked | None = None) -> Checked:
    """The findings in `text`, equal to those of `Linter.check`; `earlier` only saves time."""
    document = JoinedDocument(text, kind, _parts(text, kind, earlier))
    genre = linter.genre(document)
    found = (one for start, part in document.placed() for one in part.placed(linter, genre, start))
    return Checked(document, tuple(linter.assembled(document, found)))


def _parts(text: str, kind: Kind, earlier: Checked | None) -> tuple[Part, ...]:
    before = earlier.document.parts if earlier and earlier.document.parts else ()
    if before and before[0].kind != kind:
        before = ()
    pieces = segments.cut(text, kind.format.name, [part.text for part in before])
    around = segments.definitions(pieces)
    if around is None:
        pieces, around = [text], [("", "")]
    known = {(part.text, part.around): part for part in before}
    return tuple(
        known.get((piece, one)) or Part(piece, one, kind)
        for piece, one in zip(pieces, around, strict=True)
    )
