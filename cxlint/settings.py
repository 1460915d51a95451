"""Settings: what a team may choose.

Plain values, so that a run without a configuration file needs no validation library. What a file
may say of them is `settings_schema`'s to know, what is wrong with it `settings_validation`'s, and
where the files are and how they go together `configuration`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from cxlint.document import Genre
from cxlint.model import CxlintError, Severity
from cxlint.readers import Format, Options, format_named

if TYPE_CHECKING:
    from cxlint.rule import Rule, Rules


class SettingsError(CxlintError):
    """Settings that cannot be used; one `path:line: field: problem` a line."""


class UnknownNameError(SettingsError):
    """A name that is no rule's and no pack's; `field` is the setting that holds it."""

    def __init__(self, field: str, name: str, hint: str) -> None:
        super().__init__(f"{field}: no such rule or pack: “{name}”{hint}")
        self.field = field


def setting(default: Any, meaning: str) -> Any:
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

    select: tuple[str, ...] = setting((), "Rules or packs to use; all others are off.")
    ignore: tuple[str, ...] = setting((), "Rules or packs to leave out.")
    severity: Mapping[str, Severity | Literal["off"]] = setting(
        {}, "Severity by rule or pack: error, warning, info, or off."
    )
    allow: tuple[str, ...] = setting((), "Terms that are never reported.")
    packs: tuple[str, ...] = setting((), "Folders with rules of your own, relative to this file.")
    genre: Genre | None = setting(
        None, "What kind of text the files are, where it should not be guessed."
    )
    reader: str | None = setting(
        None, "The format to read the files as, where their suffix does not tell."
    )
    columns: tuple[str, ...] = setting(
        (), "The columns of tables that are prose; by default those that look so."
    )
    cell_format: Literal["auto", "text", "markdown", "html"] = setting(
        "auto", "What the cells of tables hold."
    )
    id_column: str = setting(
        "", "The column by which rows of tables are called; by default one that is named so."
    )
    include_quoted: bool = setting(False, "Also check what a reply to an e-mail quotes.")


@dataclass(frozen=True, kw_only=True)
class Settings(Choices):
    """Everything a user may choose; the defaults are what cxlint does without a file."""

    __pydantic_config__: ClassVar[Any] = Choices.__pydantic_config__

    exclude: tuple[str, ...] = setting(
        (), "Files to leave out, as in .gitignore, relative to this file."
    )
    fail_on: Severity | Literal["never"] = setting(
        Severity.WARNING, "The lowest severity that makes the exit code 1."
    )
    model: str = setting("own", "English for grammar: own, blank, or an installed spaCy pipeline.")
    max_bytes: int = setting(64 * 1024 * 1024, "Larger files are not checked; this is said.")
    max_seconds: float = setting(
        300, "A file that takes longer to read and check is not checked; this is said."
    )
    max_findings: int = setting(10_000, "Of a file with more, the first are told, and how many.")
    baseline: str | None = setting(
        None, "File of the findings that are known and not reported, relative to this file."
    )
    report_unused: bool = setting(False, "Also report comments that silence nothing.")
    require_reasons: bool = setting(
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

    def rules(self) -> Rules:
        """The rules that are on. Raises RuleError."""
        rules = loaded_rules(tuple(str(Path(pack)) for pack in self.packs))
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
