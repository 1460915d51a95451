"""Settings: what a team has chosen, found from the file that is checked upwards."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from cxlint.document import Genre
from cxlint.model import CxlintError, Severity
from cxlint.readers import Options
from cxlint.rule import Rule, RuleError, Rules, builtin_folder, load_rules, problem, read_yaml

CONFIG_NAMES = (".cxlint.yaml", "cxlint.yaml", "pyproject.toml")


class SettingsError(CxlintError):
    """Settings that cannot be used; one `path:line: field: problem` a line."""


def _as_tuple(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class Settings(BaseModel):
    """Everything a user may choose; the defaults are what cxlint does without a file."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
    )  # fmt: skip

    select: Names = Field((), description="rules or packs to use, all others off")
    ignore: Names = Field((), description="rules or packs to leave out")
    severity: dict[str, Severity | Literal["off"]] = Field({}, description="by rule or pack")
    allow: Names = Field((), description="terms that are never reported")
    packs: Names = Field((), description="folders with rules of your own")
    exclude: Names = Field((), description="files to leave out, as in .gitignore")
    genre: Genre | None = None
    fail_on: Severity | Literal["never"] = Severity.WARNING
    model: str = "own"
    columns: Names = ()
    cell_format: Literal["auto", "text", "markdown", "html"] = "auto"
    include_quoted: bool = False
    max_bytes: int = Field(64 * 1024 * 1024, gt=0)

    @property
    def options(self) -> Options:
        """What concerns the reading of files."""
        return Options(self.columns, self.cell_format, self.include_quoted, self.max_bytes)

    def rules(self, folder: Path | None = None) -> Rules:
        """The rules that are on; folders of packs are relative to `folder`. Raises RuleError."""
        folders = tuple(str((folder or Path()) / pack) for pack in self.packs)
        rules = _rules(folders)
        _refuse_unknown(rules, [*self.select, *self.ignore, *self.severity])
        chosen = []
        for rule in rules:
            named = {rule.id, rule.pack, *rule.formerly}
            severity = self.severity.get(rule.id, self.severity.get(rule.pack))
            off = named & set(self.ignore) or severity == "off"
            if off or (self.select and not named & set(self.select)):
                continue
            chosen.append(_with_severity(rule, severity))
        return Rules(tuple(chosen), rules.lists)


def _with_severity(rule: Rule, severity: Any) -> Rule:
    if severity is None:
        return rule
    cases = tuple(case.model_copy(update={"severity": None}) for case in rule.match)
    return rule.model_copy(update={"severity": Severity(severity), "match": cases})


@cache
def _rules(folders: tuple[str, ...]) -> Rules:
    missing = [folder for folder in folders if not Path(folder).is_dir()]
    if missing:
        raise RuleError([f"{folder}: no such folder of rules (`packs`)" for folder in missing])
    return load_rules([builtin_folder(), *map(Path, folders)])


def reload_rules() -> None:
    """Read the rule files anew when they are next asked for: some of them changed."""
    _rules.cache_clear()


def _refuse_unknown(rules: Rules, names: list[str]) -> None:
    known = {name for rule in rules for name in (rule.id, rule.pack, *rule.formerly)}
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, 1)
            hint = f"; did you mean “{close[0]}”?" if close else "; `cxlint rules` lists them"
            raise SettingsError(f"no such rule or pack: “{name}”{hint}")


def find(start: Path) -> Path | None:
    """The nearest configuration file, from `start` (a file or a folder) upwards."""
    start = start.absolute()
    for folder in ([start] if start.is_dir() else []) + list(start.parents):
        for name in CONFIG_NAMES:
            path = folder / name
            if path.is_file() and (name != "pyproject.toml" or "cxlint" in _tool_table(path)):
                return path
    return None


def load(path: Path) -> Settings:
    """The settings of one file. Raises SettingsError with every problem in it."""
    if path.suffix == ".toml":
        data, lines = _tool_table(path).get("cxlint", {}), {}
    else:
        text = path.read_text("utf-8") if path.is_file() else ""
        if not text.strip():
            return Settings()
        data, lines, problems = read_yaml(path)
        if problems:
            raise SettingsError("\n".join(problems))
    return validated(data, path, lines)


def validated(data: Mapping[str, Any], path: Path, lines: Mapping[tuple[Any, ...], int]) -> Settings:
    """The settings that `data` says; SettingsError names file, line, field and the close name."""
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        known = [name.replace("_", "-") for name in Settings.model_fields]
        raise SettingsError(
            "\n".join(problem(path, lines, one["loc"], _reason(one, known)) for one in error.errors())
        ) from None


def _reason(error: Any, known: list[str]) -> str:
    if error["type"] != "extra_forbidden":
        return str(error["msg"])
    close = get_close_matches(str(error["loc"][-1]), known, 1)
    return f"no such setting; did you mean “{close[0]}”?" if close else f"no such setting (there are {', '.join(known)})"


def _tool_table(path: Path) -> dict[str, Any]:
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text("utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        return {}
    return table
