"""From files to documents: which format a file has, and the one module that reads it.

A new format is its module and its line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path, PurePath

from cxlint.document import Content, Document, Genre
from cxlint.model import CxlintError
from cxlint.readers.encoding import Encoding, UndecodableText, decode


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the module here that parses it, its suffixes, its editor language ids."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    languages: tuple[str, ...] = ()
    genre: Genre | None = None

    @property
    def parse(self) -> Callable[[str], Content]:
        """The function that finds blocks and comments in a source of this format."""
        module = import_module(f"cxlint.readers.{self.module}")
        parse: Callable[[str], Content] = module.parse
        return parse


FORMATS = (
    Format("text", "plain", (".txt", ".text"), ("plaintext", "git-commit", "text")),
    Format("markdown", "markdown", (".md", ".markdown", ".mdown", ".mkd"), ("markdown",)),
    Format("html", "html", (".html", ".htm", ".xhtml"), ("html",)),
)


class UnreadableFile(CxlintError):
    """A file that could not be read; the text says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """One file as it was read: its bytes, its document, and how the text is stored."""

    path: Path
    data: bytes = field(repr=False)
    document: Document
    encoding: Encoding


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
) -> Document:
    """The document that `text` is; its format is told by `path` where it is not given."""
    chosen = format or format_of(path) or FORMATS[0]
    return Document(
        text, path=path, format=chosen.name, parse=chosen.parse, genre=genre or chosen.genre
    )


def read(path: Path, *, format: Format | None = None, genre: Genre | None = None) -> File:
    """Read one file. Raises UnreadableFile, whose text names the file and the reason."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: cannot be read: {error.strerror or error}") from None
    try:
        text, encoding = decode(data)
    except UndecodableText as error:
        raise UnreadableFile(f"{path}: {error}") from None
    document = parse(text, path=str(path), format=format, genre=genre)
    return File(path, data, document, encoding)
