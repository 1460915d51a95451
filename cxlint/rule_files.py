"""Rule files: where rules are found, and errors that name file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from cxlint.inflection import plural, verb_forms
from cxlint.model import CxlintError
from cxlint.paths import repository
from cxlint.phrase import BadPhrase
from cxlint.phrase import read as read_phrase
from cxlint.rule import Rule, Rules
from cxlint.yaml_text import composed, constructed

_FILES_BESIDE_RULES = frozenset({"words.yaml", "functions.yaml", "coded-words.yaml"})


class RuleError(CxlintError):
    """Rule files that cannot be used; the text holds one `path:line: field: problem` a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def builtin_folder() -> Path:
    """The rules that cxlint brings: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


# An id is named in comments, settings and every report, where other characters would mean something.
_ID = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*")


@cache
def builtin_rules() -> Rules:
    """All of cxlint's own rules."""
    return load_rules([builtin_folder()])


def load_rules(folders: Iterable[Path]) -> Rules:
    """The rules of several folders; a later one replaces a rule of the same id.

    Raises RuleError with every problem of every file.
    """
    rules: dict[str, Rule] = {}
    lists: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for folder in folders:
        words = folder / "words.yaml"
        if _leads_out(folder, words):
            problems.append(f"{words}: {_LINK}")
        else:
            lists |= _word_lists(words, problems)
        for path in sorted(folder.rglob("*.yaml")):
            if path.name in _FILES_BESIDE_RULES or (path.parent == folder and path.stem == "words"):
                continue
            name = path.relative_to(folder).with_suffix("").as_posix()
            refused = _refused(folder, path, name)
            if refused:
                problems.append(refused)
                continue
            # The phrases of cxlint's own rules are read by its tests, and here when they are needed.
            known = None if folder == builtin_folder() else lists
            rule = _load(path, name, known, problems)
            if rule:
                rules[rule.id] = rule
    if problems:
        raise RuleError(problems)
    return Rules(tuple(rules[name] for name in sorted(rules)), lists)


_LINK = "is a link out of the repository: put the file itself there"


def _refused(folder: Path, path: Path, name: str) -> str | None:
    """Why a file is not read as a rule, whatever it holds."""
    if not _ID.fullmatch(name):
        told = name.encode("unicode_escape", "replace").decode()
        return (
            f"{folder}: “{told}” can be no rule's id: rename the file to letters, digits, - and _"
        )
    return f"{path}: {_LINK}" if _leads_out(folder, path) else None


def _leads_out(folder: Path, path: Path) -> bool:
    """Whether a file of a pack is a link out of the pack's repository, which could show any file's keys."""
    if not path.is_symlink():
        return False
    top = (repository(folder) or folder).resolve()
    return not path.resolve().is_relative_to(top)


def _load(
    path: Path, name: str, lists: Mapping[str, tuple[str, ...]] | None, problems: list[str]
) -> Rule | None:
    """The rule of one file; with `lists`, its phrases are tried as well."""
    if lists is None:
        with suppress(ValidationError, yaml.YAMLError, TypeError):
            data = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
            return Rule.model_validate({**data, "id": name, "source": path.as_posix()})
    data, lines, found = read_yaml(path)
    problems += found
    if found:
        return None
    before = len(problems)
    rule = None
    try:
        rule = Rule.model_validate({**data, "id": name, "source": path.as_posix()})
    except ValidationError as error:
        problems += [problem(path, lines, one["loc"], _reason(one)) for one in error.errors()]
    _try_message(data, path, lines, problems)
    for place, text in _phrases(data):
        _try_phrase(text, lists or {}, path, lines, place, problems)
    return rule if len(problems) == before else None


def _phrases(data: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every phrase that a rule file writes, and its place; even where other things are wrong."""
    for field in ("match", "unless"):
        cases = data.get(field)
        for index, case in enumerate(cases if isinstance(cases, list) else ()):
            text = case.get("phrase") if isinstance(case, dict) else case
            if isinstance(text, str):
                yield (field, index), text
    terms = data.get("terms")
    for term in terms if isinstance(terms, dict) else ():
        yield ("terms", term), str(term)


def _try_message(
    data: Mapping[str, Any], path: Path, lines: Mapping[tuple[Any, ...], int], problems: list[str]
) -> None:
    message = data.get("message")
    for name in re.findall(r"\{(\w*)\}", message if isinstance(message, str) else ""):
        if name != "match" and "check" not in data:
            reason = f"no such placeholder: {{{name}}} (there is {{match}})"
            problems.append(problem(path, lines, ("message",), reason))


def _try_phrase(
    text: str,
    lists: Mapping[str, tuple[str, ...]],
    path: Path,
    lines: Mapping[tuple[Any, ...], int],
    place: tuple[Any, ...],
    problems: list[str],
) -> None:
    try:
        read_phrase(text, lists)
    except BadPhrase as error:
        problems.append(problem(path, lines, place, str(error)))


def _reason(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "no such field"
    if error["type"] == "missing":
        return "is missing"
    reason: str = error["msg"].removeprefix("Value error, ")
    return reason


def read_yaml(path: Path) -> tuple[dict[str, Any], dict[tuple[Any, ...], int], list[str]]:
    """A YAML mapping, the line of each of its places, and what is wrong with the file."""
    lines: dict[tuple[Any, ...], int] = {}
    try:
        text = path.read_text("utf-8")
        node = composed(text)
        data = constructed(node)
    except UnicodeDecodeError:
        return {}, lines, [f"{path}:1: not UTF-8"]
    except OSError as error:
        return {}, lines, [f"{path}:1: cannot be read: {error.strerror}"]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return {}, lines, [f"{path}:{line}: not valid YAML: {error.problem}"]
    except yaml.YAMLError as error:
        return {}, lines, [f"{path}:1: not valid YAML: {error}"]
    if not isinstance(data, dict) or node is None:
        return {}, lines, [f"{path}:1: expected fields like `message:` and `match:`"]
    twice = _mark_lines(node, (), lines)
    return data, lines, [f"{path}:{line}: {name}: written twice" for name, line in twice]


def _mark_lines(
    node: yaml.Node, place: tuple[Any, ...], lines: dict[tuple[Any, ...], int]
) -> list[tuple[str, int]]:
    lines[place] = node.start_mark.line + 1
    twice: list[tuple[str, int]] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                twice.append((key.value, key.start_mark.line + 1))
            seen.add(key.value)
            twice += _mark_lines(value, (*place, key.value), lines)
            lines[(*place, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            twice += _mark_lines(value, (*place, index), lines)
    return twice


def problem(
    path: Path, lines: Mapping[tuple[Any, ...], int], place: tuple[Any, ...], reason: str
) -> str:
    """One `path:line: field: problem`; the line is that of the nearest place that is written."""
    known = place
    while known and known not in lines:
        known = known[:-1]
    name = ".".join(str(part) for part in place if part not in ("Case", "function-before"))
    return f"{path}:{lines.get(known, 1)}: {name + ': ' if name else ''}{reason}"


def _word_lists(path: Path, problems: list[str]) -> dict[str, tuple[str, ...]]:
    if not path.exists():
        return {}
    data, lines, found = read_yaml(path)
    problems += found
    lists = {}
    for name, value in data.items():
        words = value.get("words") if isinstance(value, dict) else None
        if not isinstance(words, (str, list)):
            problems.append(problem(path, lines, (name,), "expected `words:` and maybe `forms:`"))
            continue
        wrong = [i for i, one in enumerate(words) if not isinstance(one, str)]
        for i in wrong:
            reason = f"YAML reads this word as {words[i]}; put it in quotes"
            problems.append(problem(path, lines, (name, "words", i), reason))
        if not wrong:
            lists[name] = _forms(value)
    return lists


def _forms(value: Mapping[str, Any]) -> tuple[str, ...]:
    words = value["words"].split() if isinstance(value["words"], str) else value["words"]
    kind = value.get("forms", "none")
    forms: list[str] = []
    for word in words:
        if kind == "noun":
            forms += [word, plural(word)]
        elif kind == "verb":
            forms += verb_forms(word)
        else:
            forms.append(word)
    return tuple(dict.fromkeys(forms))
