"""From files to documents: which format a file has, and the one module that reads it.

A new format is its module and its line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath
from types import ModuleType

from cxlint.document import Block, Content, Document, Genre
from cxlint.model import CxlintError, Edit, Stretches, apply_edits
from cxlint.readers.encoding import UTF_8, Encoding, UndecodableText, decode


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose about reading; each format takes what concerns it.

    `columns` name the columns of a table that are prose (none: sensible guesses), `id_column` that
    by which rows are called.
    """

    columns: tuple[str, ...] = ()
    cell_format: str = "auto"
    include_quoted: bool = False
    max_bytes: int = 64 * 1024 * 1024
    id_column: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the module here that reads it, its suffixes, its editor language ids.

    The module of a text format has `parse(source) -> Content`, or `parse(source, options)` where
    `takes_options`; where reading in parts pays, also `parse_over(source, stretches) -> blocks`. That of a stored format has `read(data, options) -> Document` and, where the
    format can be written, `write(data, document, edits) -> bytes`; `parse` too, where its documents
    are texts that an editor can hold. Files of a format that is `named_only` are checked when they
    are named, not when they lie in a folder: most are no prose.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    languages: tuple[str, ...] = ()
    genre: Genre | None = None
    stored: bool = False
    takes_options: bool = False
    in_parts: bool = False
    extra: str = ""
    named_only: bool = False

    def load(self) -> ModuleType:
        """The module that reads this format; UnreadableFile names the extra that it lacks."""
        try:
            return import_module(f"cxlint.readers.{self.module}")
        except ModuleNotFoundError as error:
            if not self.extra or (error.name or "").startswith("cxlint"):
                raise
            raise UnreadableFile(
                f"{self.name} files need more than was installed: pip install 'cxlint[{self.extra}]'"
            ) from None

    @property
    def can_be_written(self) -> bool:
        """Whether files of this format can take edits, if their text is stored as it reads."""
        return not self.stored or hasattr(self.load(), "write")

    def parse(self, source: str, options: Options) -> Content:
        """Blocks and comments of a source in this (text) format."""
        module = self.load()
        content: Content = (
            module.parse(source, options) if self.takes_options else module.parse(source)
        )
        return content

    def parse_over(self, source: str, stretches: Stretches) -> Sequence[Block]:
        """The blocks over some stretches of a source, of a format that can be read in parts."""
        blocks: Sequence[Block] = self.load().parse_over(source, stretches)
        return blocks


FORMATS = (
    Format("text", "plain", (".txt", ".text"), ("plaintext", "git-commit", "text"), in_parts=True),
    Format(
        "markdown", "markdown", (".md", ".markdown", ".mdown", ".mkd"), ("markdown",), in_parts=True
    ),
    Format("html", "html", (".html", ".htm", ".xhtml"), ("html",)),
    Format("restructuredtext", "restructuredtext", (".rst", ".rest"), ("restructuredtext",)),
    Format("asciidoc", "asciidoc", (".adoc", ".asciidoc", ".asc"), ("asciidoc",)),
    Format(
        "mail", "mail", (".eml", ".mbox"), ("eml",), Genre.EMAIL, stored=True, takes_options=True
    ),
    Format("outlook", "outlook", (".msg",), genre=Genre.EMAIL, stored=True, extra="mail"),
    Format("word", "word", (".docx", ".docm", ".dotx", ".dotm"), stored=True),
    Format("old word", "old_word", (".doc",), stored=True, named_only=True),
    Format("odt", "odt", (".odt", ".ott", ".fodt"), stored=True),
    Format("rtf", "rtf", (".rtf",), stored=True),
    Format("pdf", "pdf", (".pdf",), stored=True, extra="pdf"),
    Format("slides", "slides", (".pptx", ".pptm", ".potx"), stored=True),
    Format("csv", "tables", (".csv",), ("csv",), stored=True, takes_options=True),
    Format("tsv", "tables", (".tsv", ".tab"), ("tsv",), stored=True, takes_options=True),
    Format(
        "json lines",
        "records",
        (".jsonl", ".ndjson"),
        ("jsonl", "jsonlines"),
        stored=True,
        takes_options=True,
    ),
    Format(
        "json", "json_file", (".json",), ("json",), stored=True, takes_options=True, named_only=True
    ),
    Format("workbook", "workbook", (".xlsx", ".xlsm"), stored=True),
    Format("parquet", "parquet", (".parquet",), stored=True, extra="tables"),
)


class UnreadableFile(CxlintError):
    """A file that could not be read; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """One file as it was read: its bytes, its document, and how the text is stored."""

    path: Path
    data: bytes = field(repr=False)
    document: Document
    format: Format
    encoding: Encoding = UTF_8

    @property
    def can_be_written(self) -> bool:
        """Whether edits can be stored in this file."""
        return self.document.editable

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The file's bytes with all `edits` of its document's source made."""
        if self.format.stored:
            data: bytes = self.format.load().write(self.data, self.document, tuple(edits))
            return data
        return self.encoding.encode(apply_edits(self.document.source, edits))


def format_of(path: PurePath | str) -> Format | None:
    """The format that a file's name tells, or None."""
    suffix = PurePath(path).suffix.lower()
    return next((one for one in FORMATS if suffix in one.suffixes), None)


def format_named(name: str) -> Format | None:
    """The format of a given name or editor language id, or None."""
    return next((one for one in FORMATS if name == one.name or name in one.languages), None)


def parse(
    text: str,
    *,
    path: str = "<text>",
    format: Format | None = None,
    genre: Genre | None = None,
    options: Options | None = None,
) -> Document:
    """The document that `text` is; its format is told by `path` where it is not given."""
    chosen = format or format_of(path) or FORMATS[0]
    return Document(
        text,
        path=path,
        format=chosen.name,
        parse=partial(chosen.parse, options=options or Options()),
        parse_over=chosen.parse_over if chosen.in_parts else None,
        genre=genre or chosen.genre,
    )


def read(
    path: Path,
    *,
    format: Format | None = None,
    genre: Genre | None = None,
    options: Options | None = None,
) -> File:
    """Read one file. Raises UnreadableFile, whose text says why it cannot be read."""
    options = options or Options()
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= options.max_bytes else b""
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror or error}") from None
    if size > options.max_bytes:
        raise UnreadableFile(
            f"larger than {options.max_bytes:,} bytes ({size:,}): not checked; raise `max-bytes`"
        )
    return from_bytes(path, data, format=format, genre=genre, options=options)


def from_bytes(
    path: Path,
    data: bytes,
    *,
    format: Format | None = None,
    genre: Genre | None = None,
    options: Options | None = None,
) -> File:
    """The file that `data` is, named `path`. Raises UnreadableFile."""
    options = options or Options()
    chosen = format or format_of(path) or FORMATS[0]
    if chosen.stored:
        module = chosen.load()
        document: Document = module.read(data, options).named(
            str(path), chosen.name, genre or chosen.genre, editable=hasattr(module, "write")
        )
        return File(path, data, document, chosen)
    try:
        text, encoding = decode(data)
    except UndecodableText as error:
        from cxlint.readers.container import looks_like

        seen = looks_like(data)
        is_stored = seen and seen != "HTML or XML"
        hint = f"not text: it begins like {seen}; rename it" if is_stored else str(error)
        raise UnreadableFile(hint) from None
    document = parse(text, path=str(path), format=chosen, genre=genre, options=options)
    return File(path, data, document, chosen, encoding)
