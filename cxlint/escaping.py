"""How words are written in what holds them: text of a page, an attribute, a string of JSON, a cell.

Prose is read with its entities and escapes undone. An edit goes the other way: new words are
written as the source needs them, or there is no edit where it cannot hold them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxlint.model import Edit, Span


@dataclass(frozen=True, slots=True)
class Escaping:
    """One layer around words: what its source reads as, and how words are written in it.

    `writes` is None for words that the source cannot hold.
    """

    reads: Callable[[str], str]
    writes: Callable[[str], str | None]

    def written(self, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        """Edits with their words as they are written here."""
        made = []
        for edit in edits:
            words = self.writes(edit.text)
            if words is None:
                return None
            made.append(Edit(edit.span, words))
        return tuple(made)


@dataclass(frozen=True, slots=True)
class BareCell(Escaping):
    """A cell of CSV without quotation marks: it takes them on for words that need them."""

    cell: Span
    source: str
    delimiter: str

    def written(self, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        """The edits, and where they bring in a delimiter, the marks around the cell."""
        marks = (self.delimiter, '"', "\r", "\n")
        if not any(mark in edit.text for edit in edits for mark in marks):
            return tuple(edits)
        start, end = self.cell.start, self.cell.end
        doubled = [Edit(edit.span, edit.text.replace('"', '""')) for edit in edits]
        for mark in re.finditer('"', self.source[start:end]):
            place = Span(start + mark.start(), start + mark.end())
            if not any(edit.span.overlaps(place) for edit in edits):
                doubled.append(Edit(place, '""'))
        return tuple(sorted([*_around(doubled, start, end)]))


def _around(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    """Edits with quotation marks at a cell's ends, one edit a place."""
    first = next((one for one in edits if one.span.start == start), Edit(Span(start, start), ""))
    rest = [one for one in edits if one is not first]
    opened = Edit(first.span, '"' + first.text)
    last = next((one for one in [opened, *rest] if one.span.end == end), Edit(Span(end, end), ""))
    closed = Edit(last.span, last.text + '"')
    return [*(one for one in [opened, *rest] if one is not last), closed]


@dataclass(frozen=True, slots=True)
class Underlined(Escaping):
    """A title between or above lines of marks, which must be as long as it is."""

    width: int
    rules: tuple[tuple[Span, str], ...]

    def written(self, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        """The edits, and longer lines where the title grows beyond them."""
        width = self.width + sum(len(edit.text) - len(edit.span) for edit in edits)
        longer = [
            Edit(Span(rule.end, rule.end), mark * (width - len(rule)))
            for rule, mark in self.rules
            if width > len(rule)
        ]
        return (*edits, *longer)


@dataclass(frozen=True, slots=True)
class Walled(Escaping):
    """A cell drawn in a table of characters: what it gains is taken from the blanks at its end."""

    slices: tuple[tuple[Span, int], ...]

    def written(self, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        """The edits, and the wall kept in its column; None where there are not blanks enough."""
        made = list(edits)
        for place, blanks in self.slices:
            inside = [edit for edit in edits if edit.span.overlaps(place)]
            if any(not place.contains(edit.span) for edit in inside):
                return None
            growth = sum(len(edit.text) - len(edit.span) for edit in inside)
            if growth >= blanks:
                return None
            if growth > 0:
                made.append(Edit(Span(place.end - growth, place.end), ""))
            elif growth < 0:
                made.append(Edit(Span(place.end, place.end), " " * -growth))
        return tuple(made)


def _same(words: str) -> str:
    return words


def _as_html(words: str) -> str:
    return html.escape(words, quote=False)


def _as_bare_attribute(words: str) -> str | None:
    return None if re.search(r"[\s\"'=<>`]", words) else html.escape(words)


_MARKS = re.compile(r"[\\`*_\[\]<>|]|&(?=#?\w+;)")
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")


def _read_markdown(source: str) -> str:
    return html.unescape(_BACKSLASH.sub(r"\1", source))


def _as_markdown(words: str) -> str:
    return _MARKS.sub(r"\\\g<0>", words)


_JSON_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)


def _read_json(source: str) -> str:
    return _JSON_ESCAPE.sub(lambda escape: json_character(escape.group()), source)


def json_character(escape: str) -> str:
    """What one escape of JSON reads as; half a character, or none at all, as its sign."""
    try:
        meant: str = json.loads(f'"{escape}"')
    except ValueError:
        return escape[1:]
    return meant if not "\ud800" <= meant <= "\udfff" else "\ufffd"


def _as_json(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)[1:-1]


def _as_ascii_json(words: str) -> str:
    return json.dumps(words)[1:-1]


def _as_script(words: str) -> str:
    return _as_json(words).replace("</", "<\\/")


def _read_doubled(source: str) -> str:
    return source.replace('""', '"')


def _as_doubled(words: str) -> str:
    return words.replace('"', '""')


def _read_single(source: str) -> str:
    return source.replace("''", "'")


def _as_single(words: str) -> str:
    return words.replace("'", "''")


def _as_plain_yaml(words: str) -> str | None:
    """Words that change nothing about a scalar without quotes, wherever they stand in it."""
    return words if re.fullmatch(r"(?:[^\W_][^:#\n]*)?", words) else None


def _without_apostrophe(words: str) -> str | None:
    return None if "'" in words or "\n" in words else words


def _unmarked(words: str) -> str | None:
    return None if re.search(r"<|&#?\w+;", words) else words


HTML = Escaping(html.unescape, _as_html)
ATTRIBUTE = Escaping(html.unescape, html.escape)
BARE_ATTRIBUTE = Escaping(html.unescape, _as_bare_attribute)
# Text that would be taken for a page if it held a tag or an entity.
UNMARKED = Escaping(_same, _unmarked)
MARKDOWN = Escaping(_read_markdown, _as_markdown)
JSON = Escaping(_read_json, _as_json)
ASCII_JSON = Escaping(_read_json, _as_ascii_json)
SCRIPT = Escaping(_read_json, _as_script)
QUOTED_CELL = Escaping(_read_doubled, _as_doubled)
YAML_PLAIN = Escaping(_same, _as_plain_yaml)
YAML_SINGLE = Escaping(_read_single, _as_single)
YAML_DOUBLE = Escaping(_read_json, _as_json)
TOML_LITERAL = Escaping(_same, _without_apostrophe)


def bare_cell(source: str, cell: Span, delimiter: str) -> Escaping:
    """The layer of a cell that stands without quotation marks."""
    return BareCell(_same, _as_doubled, cell, source, delimiter)


def underlined(source: str, title: Span, rules: Sequence[Span]) -> Escaping:
    """The layer of a title with lines of marks at `rules`."""
    marks = tuple((rule, source[rule.start]) for rule in rules)
    return Underlined(_same, _same, len(title), marks)


def walled(source: str, slices: Sequence[Span]) -> Escaping:
    """The layer of a cell that is drawn at `slices`, its blanks included."""
    blanks = (len(one.of(source)) - len(one.of(source).rstrip(" ")) for one in slices)
    return Walled(_same, _same, tuple(zip(slices, blanks, strict=True)))


def read_through(layers: Sequence[Escaping], source: str) -> str:
    """What a stretch of source reads as; the innermost layer comes first."""
    for layer in reversed(layers):
        source = layer.reads(source)
    return source


def write_through(layers: Sequence[Escaping], edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Edits with their words as the source needs them; None where it cannot hold them."""
    made: tuple[Edit, ...] | None = tuple(edits)
    for layer in layers:
        made = layer.written(made) if made is not None else None
    return made
