"""Job functions: whom each serves, what they notice, and the words by which it is told.

The table is data (`functions.yaml` beside the rules); a company adds to it, or changes entries,
by files of the same shape.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cxlint.model import CxlintError
from cxlint.yaml_text import composed, constructed


class FunctionsError(CxlintError):
    """A table of functions that cannot be used: one `path:line: field: problem` a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Facing(StrEnum):
    """The two kinds of role there are."""

    CUSTOMER_FACING = "customer-facing"
    CUSTOMER_IMPACTING = "customer-impacting"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Customer(_Model):
    """Somebody whom a function serves; an internal customer is a colleague downstream."""

    kind: Literal["internal", "external"]
    words: str = Field(min_length=3)


class Function(_Model):
    """One entry of the table."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    cues: tuple[str, ...] = Field((), description="words that tell the function in a sentence")
    titles: tuple[str, ...] = Field((), description="words that tell it from a job title")
    generic_titles: tuple[str, ...] = Field(
        (), description="words that tell it where no other word of a title does"
    )
    facing: Facing
    serves: tuple[Customer, ...] = Field(min_length=1)
    notices: str = Field(min_length=3, description="reads after “they notice that”")
    good_titles: tuple[str, ...] = Field(min_length=1)
    team: str = Field(min_length=3)
    sentence: str = Field(min_length=20, description="to add to a posting that names nobody")


@dataclass(frozen=True)
class Functions:
    """All functions that are known, and the telling of them from words."""

    all: tuple[Function, ...]

    def __iter__(self) -> Iterator[Function]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def by_id(self) -> Mapping[str, Function]:
        """Each function by its id."""
        return {function.id: function for function in self.all}

    def of_title(self, title: str) -> Function | None:
        """The function that a job title tells, if any: the longest cue decides, then the first.

        What stands before a comma or the like decides before what follows it, and words like
        "administrator" decide last: a payroll administrator does payroll.
        """
        job = _JOB_END.split(title, maxsplit=1)[0]
        return (
            self._titles.best(job)
            or self._titles.best(title)
            or self._cues.best(title)
            or self._generic_titles.best(title)
        )

    def in_text(self, text: str) -> Function | None:
        """The function that a stretch of running prose names, if any."""
        return self._cues.best(text)

    def in_duties(self, text: str) -> Function | None:
        """The function that a stretch of duties names twice, and more often than any other."""
        named = self._cues.counts(text).most_common(2)
        if not named or named[0][1] < _TWICE or (named[1:] and named[1][1] == named[0][1]):
            return None
        return self.by_id[named[0][0]]

    @cached_property
    def _titles(self) -> _Cues:
        return _Cues((cue, one) for one in self.all for cue in one.titles)

    @cached_property
    def _generic_titles(self) -> _Cues:
        return _Cues((cue, one) for one in self.all for cue in one.generic_titles)

    @cached_property
    def _cues(self) -> _Cues:
        return _Cues((cue, one) for one in self.all for cue in one.cues)


class _Cues:
    """Many cues, looked up by their first word; the first entry that claims a cue keeps it."""

    def __init__(self, cues: Iterable[tuple[str, Function]]) -> None:
        self._by_first: dict[str, list[tuple[str, tuple[str, ...], Function]]] = {}
        for cue, function in cues:
            words = tuple(_WORD.findall(cue if cue.isupper() else cue.lower()))
            if words:
                self._by_first.setdefault(words[0], []).append((cue, words, function))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def best(self, text: str) -> Function | None:
        """The function of the longest cue in `text`; among equals, of the first."""
        best, function = 0, None
        for length, claimed in self._found(text):
            if length > best:
                best, function = length, claimed
        return function

    def counts(self, text: str) -> Counter[str]:
        """How often the cues of each function stand in `text`, by its id."""
        return Counter(function.id for _, function in self._found(text))

    def _found(self, text: str) -> Iterator[tuple[int, Function]]:
        """At each word the longest cue that begins there: its length and its function."""
        written = _WORD.findall(text)
        lower = [word.lower() for word in written]
        for index, word in enumerate(lower):
            found: tuple[int, Function] | None = None
            for key in dict.fromkeys(
                (written[index], word, _singular(written[index]), _singular(word))
            ):
                for cue, words, claimed in self._by_first.get(key, ()):
                    if found and len(cue) <= found[0]:
                        break
                    at = written if cue.isupper() else lower
                    if _reads(at[index : index + len(words)], words):
                        found = (len(cue), claimed)
                        break
            if found:
                yield found


# Where a title goes on to say for whom, or in which team: "Cook, care home", "PA to the director".
_JOB_END = re.compile(r"(?<=\w)(?:\s+[-–—|/:]\s|[,(]|\s+to\s)")
# One mention of a department is chance.
_TWICE = 2
_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")


def _singular(word: str) -> str:
    """A word without its plural ending, good enough to look it up by."""
    return word[:-1] if word[-1:] == "s" and len(word) > 2 else word


def _reads(found: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words found are those of a cue, its last one possibly in the plural."""
    if len(found) != len(words) or tuple(found[:-1]) != tuple(words[:-1]):
        return False
    last = found[-1]
    return last == words[-1] or last in (words[-1] + "s", words[-1] + "es")


def builtin_path() -> Path:
    """Where the table lies that comes with the program."""
    package = Path(__file__).parent
    inside = package / "rules" / "functions.yaml"  # as installed
    return inside if inside.exists() else package.parent / "rules" / "functions.yaml"


@cache
def load(extra: tuple[Path, ...] = ()) -> Functions:
    """The builtin table, with the entries of `extra` files laid over it in their order.

    An entry whose id is known replaces the fields that it names; others are added. Raises
    FunctionsError, whose text names every problem's file, line and field.
    """
    table: dict[str, _Entry] = {}
    problems: list[str] = []
    for path in (builtin_path(), *extra):
        for entry in _entries(path, problems):
            known = table.get(entry.id)
            values = {**known.values, **entry.values} if known else entry.values
            table[entry.id] = _Entry(entry.id, values, path, entry.node)
    functions = [one for entry in table.values() if (one := _validated(entry, problems))]
    if problems:
        raise FunctionsError(problems)
    # What a company adds comes first, so that its cues win where two are alike.
    order = {id: index for index, id in enumerate(table)}
    own = {entry.id for entry in table.values() if entry.path != builtin_path()}
    functions.sort(key=lambda one: (one.id not in own, order[one.id]))
    return Functions(tuple(functions))


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    values: dict[str, Any]
    path: Path
    node: yaml.MappingNode


def _entries(path: Path, problems: list[str]) -> Iterator[_Entry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        root = composed(text)
    except OSError as error:
        problems.append(f"{path}:1: file: cannot be read: {error.strerror or error}")
        return
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "is no YAML in UTF-8"
        problems.append(f"{path}:{mark.line + 1 if mark else 1}: file: {reason}")
        return
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        problems.append(f"{path}:{_line(root)}: file: write a list of functions")
        return
    for node in root.value:
        entry = _entry(node, path)
        if entry:
            yield entry
        else:
            problems.append(f"{path}:{_line(node)}: id: every function needs an id")


def _entry(node: yaml.Node, path: Path) -> _Entry | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    try:
        built = constructed(node)
    except yaml.YAMLError:
        return None
    values = {str(key): value for key, value in built.items()}
    id = values.get("id")
    return _Entry(id, values, path, node) if isinstance(id, str) else None


def _validated(entry: _Entry, problems: list[str]) -> Function | None:
    try:
        return _FUNCTION.validate_python(entry.values)
    except ValidationError as error:
        for detail in error.errors():
            place = detail["loc"]
            field = ".".join(str(part) for part in place) or "entry"
            line = _line(_node_at(entry.node, place))
            problems.append(f"{entry.path}:{line}: {field}: {detail['msg']}")
        return None


_FUNCTION: TypeAdapter[Function] = TypeAdapter(Function)


def _node_at(node: yaml.Node, place: Sequence[int | str]) -> yaml.Node:
    """The innermost node that a field's path reaches."""
    for part in place:
        inner: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            inner = node.value[part] if part < len(node.value) else None
        if inner is None:
            break
        node = inner
    return node


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
