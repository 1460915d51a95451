"""Vale: accepted words of its vocabularies, and the `existence` and `substitution` rules of styles.

Vale's patterns are regular expressions; taken are those that are a short list of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cxlint.importing import (
    Imported,
    ImportRefusedError,
    OwnRule,
    Term,
    phrase_of,
    read_mapping,
    read_text,
    texts,
)
from cxlint.importing.expressions import NotFiniteError, spelt_out
from cxlint.model import Severity

_LEVELS = {"suggestion": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR}
_KINDS = frozenset({"existence", "substitution"})
_NOT_TAKEN = frozenset({"limit", "nonword", "append", "capitalize", "vocab", "pos"})


def taken(path: Path) -> Imported:
    """What a .vale.ini, or a folder of styles, says in cxlint's terms. Raises ImportRefusedError."""
    styles = path if path.is_dir() else _styles_folder(path)
    result = Imported()
    for file in sorted(styles.rglob("accept.txt")):
        _vocabulary(file, result)
    for file in sorted([*styles.rglob("*.yml"), *styles.rglob("*.yaml")]):
        if not {"config", "Vocab"} & set(file.relative_to(styles).parts):
            _rule(file, result)
    if not (result.allow or result.rules or result.left):
        raise ImportRefusedError(
            f"{styles}: holds no vocabulary (accept.txt) and no rules (*.yml); name the folder of styles"
        )
    return result


def _styles_folder(ini: Path) -> Path:
    said = re.search(r"^\s*StylesPath\s*=\s*(.+?)\s*$", read_text(ini), re.M)
    folder = ini.parent / (said.group(1) if said else "styles")
    if not folder.is_dir():
        raise ImportRefusedError(
            f"{ini}: StylesPath: no such folder: {folder}; run `vale sync` first, or name the folder"
        )
    return folder


def _vocabulary(file: Path, result: Imported) -> None:
    for line in read_text(file).splitlines():
        word = line.strip()
        if word and not word.startswith("#"):
            result.allow += _phrases(
                word.removeprefix("(?i)"), f"{file.parent.name}/{file.name}", result, any_text=True
            )


def _rule(file: Path, result: Imported) -> None:
    name = f"{file.parent.name}/{file.stem}"
    try:
        said = {str(key).lower(): value for key, value in read_mapping(file).items()}
    except ImportRefusedError as error:
        result.left.append(str(error))
        return
    kind = str(said.get("extends", ""))
    if kind not in _KINDS:
        result.left.append(
            f"{name}: {kind or 'has no `extends`'}: only existence and substitution can be taken"
        )
        return
    result.left += [f"{name}: {key}: nothing like it here" for key in said if key in _NOT_TAKEN]
    terms = tuple(
        _existing(said, name, result) if kind == "existence" else _swapped(said, name, result)
    )
    if not terms:
        result.left.append(f"{name}: none of its patterns could be taken")
        return
    unless = [one for text in texts(said.get("exceptions")) for one in _phrases(text, name, result)]
    link = said.get("link")
    result.rules.append(
        OwnRule(
            pack=file.parent.name,
            name=file.stem,
            message=_message(str(said.get("message", "")), kind),
            why=str(said.get("description") or f"Taken over from Vale's {name}; say here why."),
            severity=_LEVELS.get(str(said.get("level", "warning")).lower(), Severity.WARNING),
            terms=terms,
            unless=tuple(dict.fromkeys(unless)),
            sources=(str(link),) if link else (),
        )
    )


def _existing(said: dict[str, Any], name: str, result: Imported) -> Iterator[Term]:
    if said.get("raw"):
        result.left.append(f"{name}: raw: only `tokens` can be taken")
    phrases = [
        phrase for token in texts(said.get("tokens")) for phrase in _phrases(token, name, result)
    ]
    yield from (Term((phrase,)) for phrase in dict.fromkeys(phrases))


def _swapped(said: dict[str, Any], name: str, result: Imported) -> Iterator[Term]:
    swap = said.get("swap")
    pairs: Iterable[tuple[Any, Any]] = (
        swap.items() if isinstance(swap, dict)
        else [pair for one in swap or () if isinstance(one, dict) for pair in one.items()]
    )  # fmt: skip
    seen: set[str] = set()
    for pattern, better in pairs:
        if re.search(r"\$\d", str(better)):
            result.left.append(f"{name}: “{pattern}”: its replacement “{better}” takes up a group")
            continue
        phrases = [one for one in _phrases(str(pattern), name, result) if one not in seen]
        seen.update(phrases)
        words = tuple(
            word.replace("\\|", "|") for word in re.split(r"(?<!\\)\|", str(better)) if word
        )
        if phrases:
            yield Term(tuple(phrases), words)


def _phrases(pattern: str, name: str, result: Imported, *, any_text: bool = False) -> list[str]:
    """The phrases that a pattern is; what cannot be one is noted."""
    try:
        spelt = spelt_out(pattern)
    except NotFiniteError as error:
        result.left.append(f"{name}: “{pattern}”: {error}")
        return []
    phrases = [text.strip() if any_text else phrase_of(text) for text in spelt]
    if not all(phrases):
        result.left.append(f"{name}: “{pattern}”: is no phrase of words")
    return [one for one in dict.fromkeys(phrases) if one]


def _message(said: str, kind: str) -> str:
    """Vale's message with our placeholder; that of a substitution names what is expected first."""
    said = said.replace("{", "(").replace("}", ")")
    marks = re.findall(r"%(?:\[(\d)\])?s", said)
    if not said:
        return "“{match}”: your own style has other words for it."
    if kind == "existence":
        return re.sub(r"%(?:\[\d\])?s", "{match}", said)
    if any(number != "2" and (number or index == 0) for index, number in enumerate(marks)):
        return "“{match}”: your own style has other words for it."  # they are listed anyway
    return re.sub(r"%(?:\[\d\])?s", "{match}", said)
