"""Settings: what a team may choose, and what is wrong with what it chose.

Plain values, so that a run without a configuration file needs no validation library; where the
files are and how they go together is `configuration`'s to know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from cxlint.document import Genre
from cxlint.model import CxlintError, Severity
from cxlint.readers import FORMATS, Format, Options, format_named

if TYPE_CHECKING:
    from cxlint.rule import Rule, Rules


class SettingsError(CxlintError):
    """Settings that cannot be used; one `path:line: field: problem` a line."""


class UnknownNameError(SettingsError):
    """A name that is no rule's and no pack's; `field` is the setting that holds it."""

    def __init__(self, field: str, name: str, hint: str) -> None:
        super().__init__(f"{field}: no such rule or pack: “{name}”{hint}")
        self.field = field


def _setting(default: Any, meaning: str) -> Any:
    """A field with what it is for: the text of the JSON Schema and of the documentation."""
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={"meaning": meaning})
    return field(default=default, metadata={"meaning": meaning})


def hyphenated(name: str) -> str:
    """A field's name as users write it."""
    return name.replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What may be chosen for all files, and for some (`overrides`)."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "alias_generator": hyphenated}

    select: tuple[str, ...] = _setting((), "Rules or packs to use; all others are off.")
    ignore: tuple[str, ...] = _setting((), "Rules or packs to leave out.")
    severity: Mapping[str, Severity | Literal["off"]] = _setting(
        {}, "Severity by rule or pack: error, warning, info, or off."
    )
    allow: tuple[str, ...] = _setting((), "Terms that are never reported.")
    packs: tuple[str, ...] = _setting((), "Folders with rules of your own, relative to this file.")
    genre: Genre | None = _setting(
        None, "What kind of text the files are, where it should not be guessed."
    )
    reader: str | None = _setting(
        None, "The format to read the files as, where their suffix does not tell."
    )
    columns: tuple[str, ...] = _setting(
        (), "The columns of tables that are prose; by default those that look so."
    )
    cell_format: Literal["auto", "text", "markdown", "html"] = _setting(
        "auto", "What the cells of tables hold."
    )
    id_column: str = _setting(
        "", "The column by which rows of tables are called; by default one that is named so."
    )
    include_quoted: bool = _setting(False, "Also check what a reply to an e-mail quotes.")


@dataclass(frozen=True, kw_only=True)
class Settings(Choices):
    """Everything a user may choose; the defaults are what cxlint does without a file."""

    __pydantic_config__: ClassVar[Any] = Choices.__pydantic_config__

    exclude: tuple[str, ...] = _setting(
        (), "Files to leave out, as in .gitignore, relative to this file."
    )
    fail_on: Severity | Literal["never"] = _setting(
        Severity.WARNING, "The lowest severity that makes the exit code 1."
    )
    model: str = _setting("own", "English for grammar: own, blank, or an installed spaCy pipeline.")
    max_bytes: int = _setting(64 * 1024 * 1024, "Larger files are not checked; this is said.")
    max_seconds: float = _setting(
        300, "A file that takes longer to read and check is not checked; this is said."
    )
    max_findings: int = _setting(10_000, "Of a file with more, the first are told, and how many.")
    baseline: str | None = _setting(
        None, "File of the findings that are known and not reported, relative to this file."
    )
    report_unused: bool = _setting(False, "Also report comments that silence nothing.")
    require_reasons: bool = _setting(
        False, "Also report comments that silence without a reason (-- why)."
    )

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def options(self) -> Options:
        """What concerns the reading of files."""
        return Options(
            columns=self.columns, cell_format=self.cell_format, id_column=self.id_column,
            include_quoted=self.include_quoted, max_bytes=self.max_bytes,
        )  # fmt: skip

    @property
    def format(self) -> Format | None:
        """The format to read as, where one is chosen."""
        return format_named(self.reader) if self.reader else None

    @cached_property
    def key(self) -> str:
        """Text that is equal for equal settings alone."""
        return json.dumps(asdict(self), sort_keys=True)

    def changed(self, **values: Any) -> Settings:
        """The same settings with other values for some fields."""
        return replace(self, **values)

    def rules(self, folder: Path | None = None) -> Rules:
        """The rules that are on; folders of packs are relative to `folder`. Raises RuleError."""

        rules = loaded_rules(tuple(str((folder or Path()) / pack) for pack in self.packs))
        known = {name for rule in rules for name in (rule.id, rule.pack, *rule.formerly)}
        for name in ("select", "ignore", "severity"):
            _refuse_unknown(name, getattr(self, name), known)
        chosen = []
        for rule in rules:
            named = {rule.id, rule.pack, *rule.formerly}
            severity = self.severity.get(rule.id, self.severity.get(rule.pack))
            off = named & set(self.ignore) or severity == "off"
            if off or (self.select and not named & set(self.select)):
                continue
            chosen.append(_with_severity(rule, severity))
        return rules.only(chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Choices):
    """Choices for the files that some globs name."""

    __pydantic_config__: ClassVar[Any] = Choices.__pydantic_config__

    files: tuple[str, ...] = field(
        metadata={"meaning": "Globs as in .gitignore, relative to this file."}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Settings):
    """What one configuration file may say."""

    __pydantic_config__: ClassVar[Any] = Choices.__pydantic_config__

    extends: tuple[str, ...] = _setting(
        (), "Files, or folders with one, whose settings this one starts from."
    )
    root: bool = _setting(False, "Look no further up, nor at the user's own settings.")
    allow_outside: bool = _setting(
        False, "In the user's own file: let repositories name packs and files outside themselves."
    )
    overrides: tuple[Override, ...] = _setting((), "Choices for some files; later ones win.")


def _with_severity(rule: Rule, severity: Any) -> Rule:
    if severity is None:
        return rule
    cases = tuple(case.model_copy(update={"severity": None}) for case in rule.match)
    return rule.model_copy(update={"severity": Severity(severity), "match": cases})


@cache
def loaded_rules(folders: tuple[str, ...]) -> Rules:
    """cxlint's rules and those of `folders`, whatever is chosen of them. Raises RuleError."""
    from cxlint.rule_files import RuleError, builtin_folder, load_rules

    missing = [folder for folder in folders if not Path(folder).is_dir()]
    if missing:
        raise RuleError(
            [
                f"{folder}: no such folder of rules; make it, or mend `packs` in the configuration"
                for folder in missing
            ]
        )
    return load_rules([builtin_folder(), *map(Path, folders)])


def _refuse_unknown(field: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownNameError(
                field, name, close_match(name, sorted(known)) or "; `cxlint rules` lists them"
            )


def close_match(name: str, known: Any) -> str:
    """`; did you mean “…”?`, or nothing where no known name is near."""
    close = get_close_matches(name, list(known), 1)
    return f"; did you mean “{close[0]}”?" if close else ""


def validated(
    data: Mapping[str, Any], path: Path, lines: Mapping[tuple[Any, ...], int] | None
) -> dict[str, Any]:
    """What `data` says, by field, as values of the right types.

    Raises SettingsError: a problem a line, with file, line (where `lines` knows it), field, and
    the close name of one that does not exist.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        written = TypeAdapter(Written).validate_python(_plain(data))
    except ValidationError as error:
        told = [
            _told(path, lines, place, reason) for place, reason in _reasons(error.errors()).items()
        ]
        raise SettingsError("\n".join(told)) from None
    said = {
        one.name: getattr(written, one.name)
        for one in fields(Written)
        if hyphenated(one.name) in data
    }
    said["overrides"] = tuple(
        {
            one.name: getattr(made, one.name)
            for one in fields(Override)
            if hyphenated(one.name) in raw
        }
        for made, raw in zip(written.overrides, data.get("overrides") or (), strict=True)
    )
    problems = [_told(path, lines, place, reason) for place, reason in _wrong(said)]
    if problems:
        raise SettingsError("\n".join(problems))
    return said


_LISTS = frozenset(
    hyphenated(one.name)
    for one in (*fields(Written), *fields(Override))
    if one.type == "tuple[str, ...]"
)


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was meant: a lone text for a list of one, and `off`, which YAML 1.1 reads as false."""
    made: dict[str, Any] = {
        k: [v] if k in _LISTS and isinstance(v, str) else v for k, v in data.items()
    }
    if isinstance(made.get("severity"), dict):
        made["severity"] = {k: "off" if v is False else v for k, v in made["severity"].items()}
    if isinstance(made.get("overrides"), list):
        made["overrides"] = [_plain(o) if isinstance(o, dict) else o for o in made["overrides"]]
    return made


def _wrong(said: Mapping[str, Any]) -> list[tuple[tuple[Any, ...], str]]:
    """What types alone do not say."""
    problems: list[tuple[tuple[Any, ...], str]] = []
    places: list[tuple[tuple[Any, ...], Mapping[str, Any]]] = [((), said)]
    places += [(("overrides", i), one) for i, one in enumerate(said["overrides"])]
    for place, values in places:
        reader = values.get("reader")
        if reader and not format_named(reader):
            names = [one.name for one in FORMATS]
            hint = close_match(reader, names) or f" (there are {', '.join(names)})"
            problems.append(((*place, "reader"), f"no such format: “{reader}”{hint}"))
    for name in ("max_bytes", "max_seconds", "max_findings"):
        if said.get(name, 1) <= 0:
            problems.append(((hyphenated(name),), "write a number above 0"))
    return problems


def _reasons(errors: Iterable[Any]) -> dict[tuple[Any, ...], str]:
    """What is wrong at each place; of a choice of types, all that would have been right."""
    expected: dict[tuple[Any, ...], list[str]] = {}
    reasons: dict[tuple[Any, ...], str] = {}
    for error in errors:
        place = tuple(part for part in error["loc"] if part not in _TYPE_NAMES)
        if error["type"] in ("enum", "literal_error"):
            names = expected.setdefault(place, [])
            names += [
                name
                for name in re.findall(r"'([^']*)'", error["ctx"]["expected"])
                if name not in names
            ]
            written = str(error["input"])
            hint = close_match(written, names)
            reasons[place] = f"“{written}” is none of {', '.join(names)}{hint}"
        else:
            reasons.setdefault(place, _reason(error))
    return reasons


def _reason(error: Any) -> str:
    if error["type"] not in ("unexpected_keyword_argument", "extra_forbidden"):
        return str(error["msg"]).removeprefix("Value error, ")
    model = Override if "overrides" in error["loc"][:-1] else Written
    known = [hyphenated(one.name) for one in fields(model)]
    return "no such setting" + (
        close_match(str(error["loc"][-1]), known) or f" (there are {', '.join(known)})"
    )


# Parts of a place that are pydantic's names for types, not the user's for fields.
_TYPE_NAMES = frozenset(
    {"str-enum[Severity]", "enum", "literal['off']", "literal['never']", "dict"}
)


def _told(
    path: Path, lines: Mapping[tuple[Any, ...], int] | None, place: tuple[Any, ...], reason: str
) -> str:
    name = ".".join(str(part) for part in place)
    if lines is None:
        return f"{path}: [tool.cxlint] {name}: {reason}"
    known = place
    while known and known not in lines:
        known = known[:-1]
    return f"{path}:{lines.get(known, 1)}: {name + ': ' if name else ''}{reason}"


def schema() -> dict[str, Any]:
    """The JSON Schema of a configuration file, for editors."""
    from pydantic import TypeAdapter

    made = TypeAdapter(Written).json_schema()
    _describe(made, Written)
    _describe(made["$defs"]["Override"], Override)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cxlint configuration",
        **{name: value for name, value in made.items() if name != "title"},
    }


def _describe(made: dict[str, Any], model: type[Choices]) -> None:
    for one in fields(model):
        place = made["properties"][hyphenated(one.name)]
        place.pop("title", None)
        if one.type == "tuple[str, ...]":
            default = {"default": place.pop("default")} if "default" in place else {}
            place.clear()
            place |= {
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                **default,
            }
        if one.name == "reader":
            place["anyOf"] = [{"enum": [each.name for each in FORMATS]}, {"type": "null"}]
        if one.name == "severity":
            # What YAML 1.1 reads where `off` is written.
            place["additionalProperties"]["anyOf"].append({"const": False})
        place["description"] = one.metadata["meaning"]
