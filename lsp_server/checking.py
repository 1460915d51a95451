"""From a text to its findings, with all that is still true of an earlier check used again.

Nothing here decides what is found: `Linter.in_blocks` is asked for the parts that changed, and
`Linter.assembled` for the whole, as `Linter.check` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from cxlint import readers
from cxlint.document import Block, Comment, Content, Document, Genre
from cxlint.linter import Linter
from cxlint.model import Finding, Span, Stretches
from cxlint.readers import Format, Options
from cxlint.suppress import Silences, suppressions
from cxlint.text import Lines
from cxlint.time_limit import breathe
from lsp_server import segments
from lsp_server.joined_lines import JoinedLines
from lsp_server.segments import Definitions


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


@dataclass(frozen=True, slots=True)
class By:
    """Who found something, and as what kind of text."""

    linter: Linter
    genre: Genre


class Part:
    """A stretch of a text that is read apart; offsets count from its start, which begins a line.

    `around` are the definitions that it may refer to, from before and after it.
    """

    def __init__(self, text: str, around: tuple[str, str], kind: Kind) -> None:
        self.text = text
        self.size = len(text)
        self.around = around
        self.kind = kind
        self.defined = segments.defined(text)
        self.refers = "[" in text
        self.may_silence = "cxlint-" in text
        self.may_declare = "genre" in text
        self.by: By | None = None
        self.findings: tuple[Finding, ...] = ()
        self._marked: tuple[object, tuple[str | None, ...], tuple[Finding, ...]] | None = None

    @cached_property
    def content(self) -> Content:
        """Blocks and comments of this part, read when first asked for."""
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

    def _read_over(self, _: str, stretches: Stretches) -> list[Block]:
        """The blocks of this part that touch one of some stretches of it."""
        if "content" in self.__dict__:
            return list(self.content.blocks)
        before, after = self.around
        start, end = len(before), len(before) + len(self.text)
        blocks = self.kind.format.parse_over(before + self.text + after, stretches.shifted(start))
        if not before and not after:
            return list(blocks)
        return [b.shifted(-start) for b in blocks if start <= b.span.start < end]

    @cached_property
    def lines(self) -> Lines:
        """Lines and columns of this part."""
        return Lines(self.text)

    @cached_property
    def breaks(self) -> int:
        """The number of line ends in this part."""
        return len(self.lines) - 1

    def found(self, by: By) -> tuple[Finding, ...]:
        """What is found in the blocks of this part, in order; found once."""
        if self.by is not by:
            if self.by != by:
                document = Document(
                    self.text, path=self.kind.path, format=self.kind.format.name, parse=lambda _: self.content,
                    parse_over=self._read_over if self.kind.format.in_parts else None, genre=by.genre,
                )  # fmt: skip
                found = by.linter.in_blocks(document, by.genre)
                self.findings = tuple(sorted(found, key=lambda one: one.order))
            self.by = by
        return self.findings

    def marked(
        self, found: tuple[Finding, ...], silences: Silences, start: int
    ) -> tuple[Finding, ...]:
        """What was found, the silenced marked; the same object as long as nothing changes."""
        reasons = tuple([silences.reason(one.rule, start + one.span.start) for one in found])
        if self._marked is None or self._marked[0] is not found or self._marked[1] != reasons:
            marked = (
                one if why is None else replace(one, suppressed=why)
                for one, why in zip(found, reasons, strict=True)
            )
            self._marked = (found, reasons, tuple(marked))
        return self._marked[2]


class JoinedDocument(Document):
    """A document whose content is put together from its parts, and only when asked for."""

    def __init__(
        self, source: str, kind: Kind, parts: tuple[Part, ...], definitions: Definitions
    ) -> None:
        # Not a method of this document: it would hold itself, and live until the collector comes.
        super().__init__(
            source, path=kind.path, format=kind.format.name, parse=kind.content, genre=kind.genre
        )
        self.parts = parts
        self.kind = kind
        self.definitions = definitions

    @cached_property
    def lines(self) -> JoinedLines:
        """Lines and columns of the source."""
        return JoinedLines(self.source, self.parts)

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments that mean something here; other parts are not read for them."""
        return tuple(
            comment.shifted(start)
            for start, part in self.placed()
            if part.may_silence
            for comment in part.content.comments
        )

    @property
    def declared_genre(self) -> Genre | None:
        """The genre that the settings or the front matter name, if any."""
        declared = (part.content.genre for part in self.parts if part.may_declare)
        return self.kind.genre or next((genre for genre in declared if genre), None)

    def placed(self) -> Iterator[tuple[int, Part]]:
        """Each part with the offset at which it starts."""
        return zip(self.lines.offsets, self.parts, strict=False)

    def blocks_over(self, stretches: Stretches) -> list[Block]:
        """The blocks that one of `stretches` touches; other parts are not read for them."""
        return [
            block.shifted(start)
            for start, part in self.placed()
            if stretches.touch(Span(start, start + part.size))
            for block in part.content.blocks
            if stretches.touch(block.span.shifted(start))
        ]

    def block_at(self, offset: int) -> Block | None:
        """The shortest block that holds an offset."""
        found = [
            block.shifted(start)
            for start, part in self.placed()
            if start <= offset <= start + part.size
            for block in part.content.blocks
            if block.span.start <= offset - start <= block.span.end
        ]
        return min(found, key=lambda block: len(block.span), default=None)

    @cached_property
    def content(self) -> Content:
        """Blocks and comments of the source."""
        return Content(
            tuple(b.shifted(start) for start, part in self.placed() for b in part.content.blocks),
            tuple(c.shifted(start) for start, part in self.placed() for c in part.content.comments),
            self.declared_genre,
        )


class Group(NamedTuple):
    """Findings that lie together: their offsets count from `start`, the first place of `line`."""

    start: int
    line: int
    lines: Lines
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Checked:
    """A text and what was found in it, in groups that outlive an edit elsewhere."""

    document: JoinedDocument
    by: By = field(repr=False)
    groups: Sequence[Group] = field(repr=False)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, where they are in the text."""
        return tuple(one.shifted(group.start) for group in self.groups for one in group.findings)

    @property
    def shown(self) -> list[Finding]:
        """The findings that nobody has silenced."""
        return [one for one in self.findings if one.suppressed is None]

    @property
    def count(self) -> int:
        """How many findings there are, whether they are silenced or not."""
        return sum(len(group.findings) for group in self.groups)

    def first(self, count: int) -> Checked:
        """The same text with the first so many findings; groups that stay whole stay themselves."""
        groups: list[Group] = []
        for group in self.groups:
            if count < len(group.findings):
                group = group._replace(findings=group.findings[:count])
            if group.findings:
                groups.append(group)
            count -= len(group.findings)
        return Checked(self.document, self.by, groups)

    def with_findings(self, findings: Iterable[Finding]) -> Checked:
        """The same text with other findings."""
        group = Group(0, 0, self.document.lines, tuple(findings))
        return Checked(self.document, self.by, (group,))


def check(linter: Linter, text: str, kind: Kind, earlier: Checked | None = None) -> Checked:
    """The findings in `text`, equal to those of `Linter.check`; `earlier` only saves time."""
    document = _document(text, kind, earlier.document if earlier else None)
    by = By(linter, linter.genre(document))
    if earlier and earlier.by == by:
        by = earlier.by  # which the parts know
    if by.genre is Genre.POSTING:
        # Whole postings are judged, too.
        in_blocks = (
            one.shifted(start) for start, part in document.placed() for one in part.found(by)
        )
        return Checked(document, by, ()).with_findings(linter.assembled(document, in_blocks))
    silences = suppressions(document) if any(p.may_silence for p in document.parts) else None
    groups, lines = [], document.lines
    for part, start, line in zip(document.parts, lines.offsets, lines.firsts, strict=False):
        if part.by is by:
            found = part.findings
        else:
            breathe()
            found = part.found(by)
        if found:
            if silences:
                found = part.marked(found, silences, start)
            groups.append(Group(start, line, part.lines, found))
    return Checked(document, by, groups)


def _document(text: str, kind: Kind, earlier: JoinedDocument | None) -> JoinedDocument:
    """The text in parts; of an earlier document, those that still hold are kept."""
    if earlier and earlier.kind != kind:
        earlier = None
    before = earlier.parts if earlier else ()
    cut = segments.cut(text, kind.format.name, [part.text for part in before])
    replaced = {part.text: part for part in before[cut.front : cut.back]}
    fresh = [replaced.get(piece) or Part(piece, ("", ""), kind) for piece in cut.fresh]
    parts = (*before[: cut.front], *fresh, *before[cut.back :])
    definitions = Definitions(tuple([part.defined for part in parts if part.defined]))
    if definitions.are_many:
        return JoinedDocument(text, kind, (Part(text, ("", ""), kind),), definitions)
    if earlier and earlier.definitions == definitions:
        definitions = earlier.definitions  # whose texts need not be put together again
    if definitions.texts or (earlier and earlier.definitions.texts):
        parts = tuple(_surrounded(parts, definitions))
    return JoinedDocument(text, kind, parts, definitions)


def _surrounded(parts: Iterable[Part], definitions: Definitions) -> Iterator[Part]:
    """The parts with the definitions that they may refer to."""
    before = 0
    for part in parts:
        own = bool(part.defined)
        around = definitions.around(before, own=own) if part.refers else ("", "")
        yield part if part.around == around else Part(part.text, around, part.kind)
        before += own
