"""A document: the source text of one file, and its blocks of prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from cxlint.escaping import Escaping, read_through, write_through
from cxlint.model import Edit, Span, Stretches
from cxlint.text import Lines, Prose
from cxlint.time_limit import breathe

# What a source must hold to declare its genre; asking the rest would parse every document.
_MAY_DECLARE = re.compile(r"\bgenre\b|JobPosting")


class Role(StrEnum):
    """What a block is in its document; rules and wording ask for it."""

    TITLE = "title"  # of the document: front matter, <title>, Subject, a table's title column
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    QUOTE = "quote"
    TERM = "term"  # an entry of a definition list
    CAPTION = "caption"  # alternative text, titles of links and pictures
    META = "meta"  # description in front matter or a page's head


class Genre(StrEnum):
    """What kind of text a document is; packs are switched by it."""

    POSTING = "posting"
    EMAIL = "email"
    OTHER = "other"


@dataclass(frozen=True)
class Block:
    """A stretch of prose that is read on its own: rules never match across blocks.

    `level` is that of a heading or the nesting of a list item. `place` locates the block where
    lines and columns do not (a Word paragraph, a cell, a page); `within` maps the block's words
    to the text of that place, so that a finding's offset in it can be told. `layers` are what the
    words stand in, the innermost first: an attribute, a string of JSON. `keys` are the words by which
    something else is found, as the address of “[a link]”: they stay as they are.
    """

    role: Role
    prose: Prose
    level: int = 0
    place: Mapping[str, Any] = field(default_factory=dict)
    within: Prose | None = None
    layers: tuple[Escaping, ...] = ()
    keys: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        # What all readers do again and again, however long the file is.
        breathe()

    def place_of(self, span: Span) -> Mapping[str, Any]:
        """Where a stretch of the block's words is, in the words of its format."""
        if self.within is None:
            return self.place
        return {**self.place, "offset": self.within.source_span(span).start}

    @property
    def text(self) -> str:
        """The words of the block."""
        return self.prose.text

    @cached_property
    def span(self) -> Span:
        """The stretch of source from the block's first to its last character."""
        return self.prose.source_span(Span(0, len(self.prose.text)))

    def in_source(self, source: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Edits of the block's text as edits of the source, written as it needs them.

        None if one would touch more than words, or a key, or if the source cannot hold the new ones.
        """
        if any(edit.span.overlaps(key) for edit in edits for key in self.keys):
            return ()
        mapped = []
        for edit in edits:
            span = self.prose.source_span(edit.span)
            stored, words = span.of(source), edit.span.of(self.text).split()
            if stored.split() != words and read_through(self.layers, stored).split() != words:
                return ()
            mapped.append(Edit(span, edit.text))
        return write_through(self.layers, mapped) or ()

    def shifted(self, by: int) -> Block:
        """The same block, its source `by` code points further on."""
        return replace(self, prose=self.prose.shifted(by))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the format's own syntax: `span` with its marks, `text` without."""

    span: Span
    text: str

    def shifted(self, by: int) -> Comment:
        """The same comment, `by` code points further on."""
        return Comment(self.span.shifted(by), self.text)


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader finds in a source: blocks in reading order, and comments.

    `genre` is what the document declares itself to be. `notes` are told to the user ("no text on
    any page").
    """

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    genre: Genre | None = None
    notes: tuple[str, ...] = ()


# A reader that reads no more of a source than the blocks over some stretches.
ParseOver = Callable[[str, Stretches], Sequence[Block]]


class Document:
    """One text to check, whatever it was stored in. Immutable; parsed when first asked for.

    `source` is what spans index. Where `verbatim` holds, it is the decoded file itself (with its
    own line ends, without a byte order mark), and edits may be written back; elsewhere it is the
    text that a reader took out of the file, and `readers` knows how to write. Suggestions carry
    edits only where the document is `editable`.
    """

    def __init__(
        self,
        source: str,
        *,
        path: str = "<text>",
        format: str = "text",
        parse: Callable[[str], Content],
        parse_over: ParseOver | None = None,
        genre: Genre | None = None,
        verbatim: bool = True,
        editable: bool = True,
    ) -> None:
        self.source = source
        self.path = path
        self.format = format
        self.verbatim = verbatim
        self.editable = editable
        self._parse = parse
        self._parse_over = parse_over
        self._genre = genre

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs; what can be made again is left behind."""
        kept = dict(self.__dict__)
        kept.pop("lines", None)
        return kept

    def named(self, path: str, format: str, genre: Genre | None, *, editable: bool) -> Document:
        """The same document under another name; editable if it is, and its format can be written."""
        return Document(
            self.source, path=path, format=format, parse=self._parse, parse_over=self._parse_over,
            genre=genre or self._genre, verbatim=self.verbatim, editable=self.editable and editable,
        )  # fmt: skip

    @cached_property
    def lines(self) -> Lines:
        """Lines and columns of the source."""
        return Lines(self.source)

    @cached_property
    def content(self) -> Content:
        """Blocks and comments of the source."""
        return self._parse(self.source)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The document's prose, in reading order."""
        return self.content.blocks

    def blocks_over(self, stretches: Stretches) -> list[Block]:
        """The blocks that one of `stretches` touches, in reading order.

        Costs less than asking for all blocks, where the format can be read in parts.
        """
        if self._parse_over is None or "content" in self.__dict__:
            return [block for block in self.blocks if stretches.touch(block.span)]
        blocks = self._parse_over(self.source, stretches)
        return [block for block in blocks if stretches.touch(block.span)]

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The document's comments, in order."""
        return self.content.comments

    @property
    def given_genre(self) -> Genre | None:
        """The genre that the caller names, if any."""
        return self._genre

    @property
    def declared_genre(self) -> Genre | None:
        """The genre that the caller or the document itself names, if any."""
        if self._genre or not _MAY_DECLARE.search(self.source):
            return self._genre
        return self.content.genre
