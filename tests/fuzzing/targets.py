"""What the fuzzer calls: one function a reader and a loader, each with what must hold of any bytes.

A target takes bytes and returns, or raises what would be a bug: a refusal has to be the module's
own error, with a reason. `seeds` are what it starts from.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib import import_module
from pathlib import Path

from cxlint import configuration, readers
from cxlint.anchors import rarest
from cxlint.baseline import Baseline, BaselineError
from cxlint.document import Document
from cxlint.model import CxlintError, Edit, Span, apply_edits
from cxlint.phrase import BadPhrase
from cxlint.phrase import read as read_phrase
from cxlint.rule_files import RuleError, builtin_folder, load_rules
from cxlint.runs import as_parts, may_stand
from cxlint.sentence import sentences
from cxlint.settings import SettingsError
from cxlint.suppress import suppressions
from tests.fuzzing.laws import LAWS, law_seeds
from tests.office import docx, members, paragraph, run, styled, zipped

Target = Callable[[bytes], None]

EXAMPLES = Path(__file__).parents[2] / "examples"
FOUND = Path(__file__).parent / "found"
_OPTIONS = readers.Options(max_bytes=4 * 1024 * 1024)
_WORDS = (
    styled("Title", "Back office clerk")
    + paragraph(run("The back ") + run("office", "<w:b/>") + run(" staff."))
    + paragraph(
        '<w:hyperlink r:id="r9"><w:r><w:t>low</w:t><w:tab/><w:t>level</w:t></w:r></w:hyperlink>'
        '<w:ins w:id="1" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>'
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    )
    + f"<w:tbl><w:tr><w:tc>{paragraph('a cell')}</w:tc></w:tr></w:tbl>"
)
# Formats that are zip archives: the fuzzer writes one of their parts, not the archive alone.
_ZIPPED = ("word", "odt", "slides", "workbook")
_RAW = 0xF0


def check_reader(name: str, data: bytes) -> None:
    """Read bytes as a format: a refusal with a reason, or a document that keeps its promises."""
    chosen = readers.format_named(name)
    assert chosen is not None
    path = Path("x" + chosen.suffixes[0])
    if name in _ZIPPED and data[:1] < bytes([_RAW]):
        data = _with_part(name, data)
    try:
        file = readers.from_bytes(path, data, format=chosen, options=_OPTIONS)
        document = file.document
        keeps_its_promises(document)
    except readers.UnreadableFile as error:
        assert str(error).strip()
        return
    if not file.can_be_written:
        return
    assert file.edited([]) == data
    edit = _an_edit(document)
    if edit is None:
        return
    try:
        after = file.edited([edit])
    except readers.UnreadableFile as error:
        assert str(error).strip()
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if name not in _ZIPPED:
            return  # the encoding is guessed, and another word may make for another guess
    again = readers.from_bytes(path, after, format=chosen, options=_OPTIONS)
    assert again.document.source == apply_edits(document.source, [edit])


def keeps_its_promises(document: Document) -> None:
    """Every block maps to the source, in order, and reads as it where it says so."""
    source = document.source
    for block in document.blocks:
        prose, place = block.prose, 0
        for piece in prose.pieces:
            assert piece.prose == place
            place += piece.length
            assert 0 <= piece.source <= piece.source + piece.width <= len(source)
            if piece.literal:
                read = prose.text[piece.prose : place]
                written = source[piece.source : piece.source + piece.width]
                assert read.split() == written.split() or piece.length == 1, (read, written)
        assert place == len(prose.text)
        for sentence in sentences(block.text):
            span = prose.source_span(sentence)
            assert 0 <= span.start <= span.end <= len(source)
    for comment in document.comments:
        assert 0 <= comment.span.start <= comment.span.end <= len(source)
    list(suppressions(document))
    document.lines.position(len(source))


def _an_edit(document: Document) -> Edit | None:
    """Another word of the same length for the first word that may be edited."""
    for block in document.blocks:
        for piece in block.prose.pieces:
            text = block.prose.text[piece.prose : piece.prose + piece.length]
            if piece.literal and len(text) > 3 and text.isalpha() and text.isascii():
                return Edit(Span(piece.source, piece.source + len(text)), "z" * len(text))
    return None


@cache
def _example(name: str) -> dict[str, bytes]:
    if name == "word":
        return members(
            docx(_WORDS, {"footnotes": paragraph("A note."), "header": run("Our office")})
        )
    suffix = {"odt": "odt", "slides": "pptx", "workbook": "xlsx"}[name]
    return members(next(EXAMPLES.glob(f"*.{suffix}")).read_bytes())


def _parts(name: str) -> list[str]:
    return [part for part in _example(name) if part.endswith((".xml", ".rels"))]


def _with_part(name: str, data: bytes) -> bytes:
    """An archive one part of which is fuzzed: its number is the first byte."""
    parts = _parts(name)
    part = parts[(data[0] if data else 0) % len(parts)]
    return zipped({**_example(name), part: data[1:]})


def check_rule(data: bytes) -> None:
    """A rule file of a stranger: rules, or problems that name the file and a line."""
    with _folder() as folder:
        (folder / "pack").mkdir()
        (folder / "pack" / "rule.yaml").write_bytes(data)
        _load(folder)


def check_words(data: bytes) -> None:
    """A file of word lists."""
    with _folder() as folder:
        (folder / "words.yaml").write_bytes(data)
        _load(folder)


def _load(folder: Path) -> None:
    try:
        rules = load_rules([folder])
    except RuleError as error:
        assert error.problems
        assert all(str(folder) in problem for problem in error.problems)
        return
    for rule in rules:
        for case in (*rule.cases, *rule.unless):
            if case.phrase is not None:
                _spell_out(case.phrase, inflect=case.inflect)


def check_phrase(data: bytes) -> None:
    """A phrase: slots that can be searched for, or a reason."""
    _spell_out(data.decode("utf-8", "replace"), inflect=True)


def _spell_out(text: str, *, inflect: bool) -> None:
    lists = {"people": ("team", "people"), "things": ("desk",), "p": ("a", "b's")}
    try:
        phrase = read_phrase(text, lists, inflect=inflect)
    except BadPhrase as error:
        assert str(error)
        return
    assert len(phrase.variants) <= 20_000
    parts = as_parts(phrase.loose)
    rarest(parts)
    may_stand(parts, text.split())


def check_configuration(suffix: str, data: bytes) -> None:
    """A configuration file: settings, or problems that name the file."""
    with _folder() as folder:
        file = folder / ("pyproject.toml" if suffix == "toml" else ".cxlint.yaml")
        file.write_bytes(data)
        (folder / ".git").mkdir()
        try:
            configuration.Configuration().effective(folder / "page.md")
        except SettingsError as error:
            assert file.name in str(error)


def check_baseline(data: bytes) -> None:
    """A baseline: counts, or one reason that names the file."""
    with _folder() as folder:
        file = folder / "baseline.json"
        file.write_bytes(data)
        try:
            known = Baseline.read(file)
        except BaselineError as error:
            assert file.name in str(error)
        else:
            known.as_text()
            known.pruned([])
            assert known.total >= 0


_IMPORTED = {"alex": ".alexrc", "vale": "styles/Acme/Rule.yml", "woke": ".woke.yaml"}


def check_import(kind: str, data: bytes) -> None:
    """A file of another linter: rules that can be loaded, or a reason."""
    with _folder() as folder:
        file = folder / _IMPORTED[kind]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        source = file if kind != "vale" else folder / "styles"
        try:
            taken = import_module(f"cxlint.importing.{kind}").taken(source)
        except CxlintError as error:
            assert str(error)
            return
        taken.settings("made")
        for rule in taken.rules:
            path = folder / "made" / rule.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rule.as_yaml(), "utf-8")
        if taken.rules:
            load_rules([builtin_folder(), folder / "made"])


class _folder:  # noqa: N801  (used as a function is)
    """A folder that lasts for one call, in memory where there is such a place."""

    def __enter__(self) -> Path:
        memory = Path("/dev/shm")
        self._path = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        return self._path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path)


def _readers() -> Iterator[tuple[str, Target]]:
    for chosen in readers.FORMATS:
        yield chosen.name.replace(" ", "-"), lambda data, name=chosen.name: check_reader(name, data)


TARGETS: dict[str, Target] = {
    **dict(_readers()),
    "rule": check_rule,
    "words": check_words,
    "phrase": check_phrase,
    "configuration": lambda data: check_configuration("yaml", data),
    "pyproject": lambda data: check_configuration("toml", data),
    "baseline": check_baseline,
    **{kind: partial(check_import, kind) for kind in _IMPORTED},
    **LAWS,
}


_WRITTEN = {
    "restructuredtext": b"""Back office
===========

The *back* **office**, ``code`` and `a link <https://example.org>`_ |sub| [1]_.

.. note:: low-level
   employees

* item

  * nested

+-----+-----+
| a   | b   |
+=====+=====+
| c   | d   |
+-----+-----+

.. |sub| replace:: words
.. [1] A note.
.. cxlint-disable-next-line people/rank -- why
::

  literal
""",
    "asciidoc": b"""= Back office
:attr: value

The *back* _office_, `code`, https://example.org[a link] {attr} footnote:[low-level].

NOTE: text

* item
** nested
. first

|===
|a |b
|c |d
|===

----
literal
----
// cxlint-disable-next-line people/rank -- why
""",
}


_OTHERS = {
    "alex": b'{"allow": ["foreman", "manmade"], "profanitySureness": 1}',
    "vale": b"extends: substitution\nmessage: Use '%s' instead of '%s'\nlevel: error\nignorecase: true\n"
    b"swap:\n  back office: operations\n  '(?:clerk|typist)s?': colleague\n",
    "woke": b"rules:\n- name: grunt work\n  terms: [grunt work, grunt-work]\n  alternatives: [groundwork]\n"
    b"  severity: warning\n  note: It makes people small.\n  options: {word_boundary: true}\n",
}


def seeds(target: str) -> Iterator[bytes]:
    """What the fuzzer starts from: our examples and rules."""
    if target in ("rule", "phrase", "words"):
        yield from _of_rules(target)
    elif target == "configuration":
        yield b"ignore: [people]\nseverity: {people/rank: off}\noverrides:\n- files: ['*.md']\n  genre: posting\n"
        yield b"extends: [a.yaml]\npacks: [rules]\nallow: [back office]\nmax-bytes: 100\nbaseline: b.json\n"
    elif target == "pyproject":
        yield b"[tool.cxlint]\nignore = ['people']\n[[tool.cxlint.overrides]]\nfiles = ['*.md']\n"
    elif target == "baseline":
        yield (
            b'{"version": 1, "files": {"a.md": [{"rule": "people/rank", "words": "rank",'
            b' "sentence": "0011223344556677", "count": 2}]}}'
        )
    elif target in LAWS:
        yield from law_seeds(target)
    elif target in _IMPORTED:
        yield _OTHERS[target]
    elif target in _WRITTEN:
        yield _WRITTEN[target]
    else:
        yield from _of_format(target)


def _of_rules(target: str) -> Iterator[bytes]:
    if target == "words":
        yield b"people:\n  words: team staff\n  forms: noun\n"
    for file in sorted(builtin_folder().rglob("*/*.yaml")):
        if target == "rule":
            yield file.read_bytes()
    if target == "phrase":
        for rule in load_rules([builtin_folder()]):
            yield from (case.phrase.encode() for case in rule.cases if case.phrase)


def _of_format(target: str) -> Iterator[bytes]:
    chosen = readers.format_named(target.replace("-", " "))
    assert chosen is not None
    for file in sorted(EXAMPLES.iterdir()):
        if file.suffix in chosen.suffixes:
            if chosen.name not in _ZIPPED:
                yield file.read_bytes()
                continue
            for number, part in enumerate(_parts(chosen.name)):
                content = _example(chosen.name)[part]
                if len(content) < 30_000:
                    yield bytes([number]) + content
