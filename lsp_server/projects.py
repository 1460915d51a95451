"""Which configuration holds for a file, the linter that it makes, and what is wrong with it.

Everything is read once and kept until `forget`; `concerns` tells whose change calls for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from cxlint import settings
from cxlint.baseline import Baseline
from cxlint.cache import Cache
from cxlint.configuration import Configuration
from cxlint.configuration_file import CONFIG_NAMES, user_file
from cxlint.discovery import IGNORE_FILE, Discovery
from cxlint.linter import Linter
from cxlint.model import CxlintError
from cxlint.settings import Settings
from lsp_server import convert

_PLACED = re.compile(r"(.+?):(\d+):? (.*)")
_IN_FILE = re.compile(r"(.+?\.(?:ya?ml|toml)): (.*)")
_QUOTED = re.compile("“([^”]+)”")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a configuration or rule file; `line` counts from 0."""

    path: Path | None
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line + 1}: {self.text}" if self.path else self.text


@dataclass(frozen=True)
class Project:
    """The settings in force for a file, and the linter that they make.

    Where the configuration is broken, `problems` say how, and the linter is the last one that
    could be made for this place, if there was one.
    """

    settings: Settings = field(default_factory=Settings)
    linter: Linter | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()
    pages: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    baseline: Baseline | None = field(default=None, repr=False)


class Projects:
    """The projects of all files that were asked for; `of` and `forget` are the worker's to call."""

    def __init__(self) -> None:
        self._projects: dict[Path, Project] = {}
        self._left_out: dict[Path, bool] = {}
        self._baselines: dict[str, Baseline] = {}
        self._named_baselines: set[str] = set()
        self._good: dict[Path, Project] = {}
        # The folders that were asked for since `forget`, and those between the two calls before.
        self._asked: set[Path] = set()
        self._asked_before: set[Path] = set()
        # How often `forget` was called: what was made before it no longer holds.
        self.generation = 0
        self._stamps: dict[Path, tuple[int, int] | None] = {}
        self._configuration = Configuration()
        self._discovery = Discovery(self._configuration)
        self._linters: dict[str, tuple[Linter, Mapping[str, str | None]]] = {}
        self._problems: dict[Path, tuple[Problem, ...]] = {}

    def forget(self) -> None:
        """Read every configuration and rule file anew when it is next needed."""
        settings.loaded_rules.cache_clear()
        self.generation += 1
        self._let_go()
        self._configuration = Configuration()
        self._discovery = Discovery(self._configuration)
        self._projects = {}
        self._left_out = {}
        self._baselines = {}
        self._linters = {}
        self._problems = {}

    def _let_go(self) -> None:
        """Keep what was good last for the folders in use alone: each may hold a linter of its own."""
        if not self._asked:
            return
        used = self._asked | self._asked_before
        self._good = {folder: good for folder, good in self._good.items() if folder in used}
        self._asked, self._asked_before = set(), self._asked

    def of(self, path: Path) -> Project:
        """The project of a file (which need not be there)."""
        self._asked.add(path.parent)
        if path in self._projects:
            return self._projects[path]
        known = self._problems.get(path.parent)
        if known is not None:
            return self._last_good(path, known)
        try:
            chosen = self._configuration.settings_for(path)
            linter, pages = self._linter(chosen)
            project = Project(chosen, linter, pages=pages, baseline=self._baseline(chosen))
        except (CxlintError, OSError) as error:
            self._problems[path.parent] = tuple(_problems(str(error), self.config_of(path)))
            return self._last_good(path, self._problems[path.parent])
        self._good[path.parent] = self._projects[path] = project
        return project

    def _last_good(self, path: Path, problems: tuple[Problem, ...]) -> Project:
        good = self._good.get(path.parent, Project())
        return replace(good, problems=problems)

    def linters(self) -> list[Linter]:
        """The linters in use."""
        return [linter for linter, _ in self._linters.values()]

    def problems(self) -> list[Problem]:
        """What is wrong with the configurations of the files that were asked for."""
        return list(dict.fromkeys(one for each in list(self._problems.values()) for one in each))

    def left_out(self, path: Path) -> bool:
        """Whether the configuration or an ignore file leaves a file out."""
        if path not in self._left_out:
            try:
                self._left_out[path] = bool(self._discovery.left_out(path))
            except (CxlintError, OSError):
                return False
        return self._left_out[path]

    def files(self, folder: Path) -> Iterator[Path]:
        """The files to check under a folder."""
        try:
            yield from (found.path for found in self._discovery.files([folder]) if not found.note)
        except (CxlintError, OSError):
            return

    def config_of(self, path: Path) -> Path | None:
        """The configuration file nearest to a file, from its folder upwards."""
        for folder in path.parents:
            for name in CONFIG_NAMES:
                file = folder / name
                if file.is_file() and (file.suffix != ".toml" or "[tool.cxlint" in _text(file)):
                    return file
        return None

    def concerns(self, path: Path) -> bool:
        """Whether a file is part of a configuration: its change may change findings."""
        is_named = path.name in (*CONFIG_NAMES, IGNORE_FILE) or path in self.baselines()
        return is_named or self.is_rule_file(path)

    def baselines(self) -> set[Path]:
        """The baselines that configurations name, whether they are there or not."""
        return {Path(file).absolute() for file in list(self._named_baselines)}

    def is_rule_file(self, path: Path) -> bool:
        """Whether a file lies in a folder of the company's own rules."""
        return path.suffix == ".yaml" and any(path.is_relative_to(pack) for pack in self._packs())

    def changed_on_disk(self) -> bool:
        """Whether such a file changed since the last call (for clients that watch none)."""
        configs = {self.config_of(folder / "x") for folder in (*self._good, *self._problems)}
        watched = {path for path in configs if path} | {user_file()}
        watched |= self.baselines()
        watched |= {path for pack in self._packs() for path in pack.rglob("*.yaml")}
        before, self._stamps = self._stamps, {path: _stamp(path) for path in watched}
        return any(before.get(path, stamp) != stamp for path, stamp in self._stamps.items())

    def _packs(self) -> set[Path]:
        every = [project.settings for project in list(self._good.values())]
        return {Path(pack).absolute() for one in every for pack in one.packs}

    def _baseline(self, chosen: Settings) -> Baseline | None:
        """The baseline that some settings name, read once. Raises BaselineError."""
        file = chosen.baseline
        if file is None:
            return None
        if file not in self._baselines:
            self._named_baselines.add(file)
            self._baselines[file] = Baseline.read(Path(file))
        return self._baselines[file]

    def _linter(self, chosen: Settings) -> tuple[Linter, Mapping[str, str | None]]:
        """The linter of some settings, and the pages of its rules; made once."""
        key = chosen.key
        if key not in self._linters:
            rules, outline = chosen.rules(), None
            if not chosen.packs:  # while the server runs, those of others may change
                with Cache() as cache:
                    outline = cache.outline_of(chosen, rules)
            linter = Linter(rules, outline=outline, allow=chosen.allow, model=chosen.model)
            with suppress(CxlintError):  # each document says what is wrong with the model
                linter.load()
            self._linters[key] = (linter, convert.pages_of(rules))
        return self._linters[key]


def _problems(text: str, config: Path | None) -> Iterator[Problem]:
    """The problems that an error tells, one a line, each at its place in its file."""
    for line in text.splitlines():
        placed, within = _PLACED.fullmatch(line), _IN_FILE.fullmatch(line)
        if placed:
            yield Problem(
                Path(placed.group(1)).absolute(), int(placed.group(2)) - 1, placed.group(3)
            )
        elif within:
            file = Path(within.group(1)).absolute()
            yield Problem(file, _line_naming(line, file), within.group(2))
        else:
            yield Problem(config, _line_naming(line, config), line)


def _line_naming(text: str, file: Path | None) -> int:
    """The line of a file that holds what a problem without a line quotes."""
    quoted = _QUOTED.search(text)
    lines = _text(file).splitlines() if file and quoted else []
    return next((i for i, line in enumerate(lines) if quoted and quoted.group(1) in line), 0)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
