"""`cxlint check`: reports what is found, and says by its exit code whether that fails a build."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import fields
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from cxlint.cli import CLEAN, FAILED, FINDINGS
from cxlint.cli.choice import Files, called, configuration_of, need_paths
from cxlint.cli.options import CHOOSING, QUIET
from cxlint.cli.options import jobs as jobs_option
from cxlint.cli.telling import Terminal, say
from cxlint.configuration import Configuration
from cxlint.model import Severity
from cxlint.report import ALIASES, REPORTERS, Style, clean, reporter
from cxlint.run import FileReport, Plan, check_file, check_files
from cxlint.settings import Settings, SettingsError, hyphenated
from cxlint.storing import replacing

if TYPE_CHECKING:
    from cxlint.changed import Changes
    from cxlint.rule import Rule


class Format(click.Choice[str]):
    """A report's format, or what other linters call it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The name of a format; aliases are heard but not listed."""
        return super().convert(ALIASES.get(value, value), param, ctx)


@click.command()
@CHOOSING
@click.option(
    "--format",
    "--output-format",
    "-f",
    "form",
    type=Format(list(REPORTERS)),
    default="text",
    show_default=True,
    metavar="NAME",
    help=f"How to report: {', '.join(REPORTERS)}.",
)
@click.option(
    "--output-file",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report there instead of to the terminal.",
)
@click.option(
    "--fail-on",
    "--fail-level",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The lowest severity that makes the exit code 1 (default: warning).",
)
@click.option(
    "--exit-zero",
    is_flag=True,
    help="Exit 0 whatever is found (2 still says that a file could not be checked).",
)
@click.option("--error-on-no-files", is_flag=True, help="Exit 2 if there was no file to check.")
@click.option(
    "--changed",
    is_flag=False,
    flag_value="HEAD",
    metavar="[=REF]",
    help="Only files that differ from a commit (HEAD; or --changed=main), staged and new ones included.",
)
@click.option(
    "--diff-only",
    is_flag=True,
    help="Only findings on lines that were added or changed; implies --changed.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Leave out the findings that this file knows (see `cxlint baseline`).",
)
@click.option("--no-baseline", is_flag=True, help="Also report what the baseline knows.")
@click.option("--report-unused", is_flag=True, help="Also report comments that silence nothing.")
@click.option(
    "--require-reasons",
    is_flag=True,
    help="Also report comments that silence without a reason (-- why).",
)
@jobs_option("as many as make it faster")
@click.option("--no-cache", is_flag=True, help="Check every file anew, and remember nothing.")
@click.option(
    "--print-config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Show the settings for a file, and where each comes from; check nothing.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@QUIET
@click.option(
    "--color/--no-color",
    default=None,
    help="Colours; by default when a terminal is there and NO_COLOR is not set.",
)
def check(
    paths: Sequence[str], form: str, output_file: Path | None, exit_zero: bool, error_on_no_files: bool,
    changed: str | None, diff_only: bool, no_baseline: bool, print_config: Path | None,
    statistics: bool, quiet: bool, color: bool | None, **chosen: Any,
) -> None:  # fmt: skip
    """Report what is found in files, folders, or standard input (-).

    Exit code 0: nothing at or above --fail-on; 1: something; 2: a file or the configuration
    could not be used (the other files are still checked).
    """
    chosen["baseline"] = _existing(chosen["baseline"])
    configuration = configuration_of(chosen)
    if print_config is not None:
        say(_effective(configuration, print_config), nl=False)
        return
    changes = _changes(changed or "HEAD") if changed or diff_only else None
    paths = paths or (["."] if changes else [])
    need_paths(paths)
    files = Files(configuration, ignore=not chosen["no_ignore"])
    reports, plans = _checked(files, paths, changes, chosen, quiet=quiet)
    if changes and diff_only:
        reports = [changes.narrowed(report) for report in reports]
    if not no_baseline:
        reports = list(_without_known(reports, plans))
    fail_on = _fail_on(chosen["fail_on"], plans.values())
    style = Style(
        color=_wants_color(color, output_file), quiet=quiet, statistics=statistics, fail_on=fail_on
    )
    with _output(output_file, form) as out:
        reporter(form)(reports, lambda: _rules(plans.values()), style, out)
    if error_on_no_files and not reports:
        say("cxlint: there was no file to check (--error-on-no-files)", err=True)
        sys.exit(FAILED)
    counted = _exit_code(reports, plans, chosen["fail_on"])
    sys.exit(FAILED if files.failed or counted == FAILED else CLEAN if exit_zero else counted)


def _existing(baseline: Path | None) -> str | None:
    if baseline is None:
        return None
    from cxlint.paths import absolute

    return str(absolute(baseline))


def _cache() -> Any:
    from cxlint.cache import Cache

    return Cache()


def _changes(ref: str) -> Changes:
    from cxlint.changed import Changes

    return Changes.since(ref, Path.cwd())


def _checked(
    files: Files, paths: Sequence[str], changes: Changes | None, chosen: Mapping[str, Any], *, quiet: bool
) -> tuple[list[FileReport], dict[Path, Plan]]:  # fmt: skip
    """The report of each file under `paths` (of those only that `changes` touch), and all plans."""
    named = files.under([path for path in paths if path != "-"], quiet=quiet)
    if changes:
        named = [(path, plan) for path, plan in named if changes.touches(path)]
    reports, plans = [], dict(named)
    if "-" in paths:
        path = called(chosen["stdin_filename"])
        plans[path] = files.plan_of(path)
        reports.append(check_file(path, plans[path], sys.stdin.buffer.read()))
    with nullcontext() if chosen["no_cache"] or not named else _cache() as cache:
        reports += check_files(named, workers=chosen["jobs"], cache=cache)
    return reports, plans


def _without_known(
    reports: Iterable[FileReport], plans: Mapping[Path, Plan]
) -> Iterator[FileReport]:
    known: dict[str, Any] = {}
    by_path = {path.as_posix(): plan for path, plan in plans.items()}
    for report in reports:
        plan = by_path.get(report.path)
        file = plan.settings.baseline if plan else None
        if file is None:
            yield report
            continue
        from cxlint.baseline import Baseline

        if file not in known:
            known[file] = Baseline.read(Path(file))
        yield known[file].marked(report)


def _rules(plans: Iterable[Plan]) -> list[Rule]:
    """The rules of all plans, each once."""
    from cxlint.run import linter_for

    found = {rule.id: rule for plan in dict.fromkeys(plans) for rule in linter_for(plan).rules}
    return [found[name] for name in sorted(found)]


def _wants_color(color: bool | None, output_file: Path | None) -> bool:
    if color is not None:
        return color
    return output_file is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def _output(path: Path | None, form: str) -> Iterator[TextIO]:
    if path is None:
        out = _utf8(sys.stdout)
        # The text for people may have colours; it is clean by itself.
        yield cast(TextIO, Terminal(out)) if form != "text" and out.isatty() else out
        return
    try:
        with replacing(path) as stream:
            out = TextIOWrapper(stream, "utf-8", errors="replace", newline="\n")
            yield out
            out.detach()  # which flushes, and leaves the stream open
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be written: {error.strerror or error}; give --output-file another path"
        ) from None


def _utf8(stream: TextIO) -> TextIO:
    """Standard output that can carry any text, whatever the locale says."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="replace")
    return stream


def _fail_on(said: str | None, plans: Iterable[Plan]) -> Severity | None:
    """The lowest severity that fails anywhere in this run."""
    chosen = [said] if said else [plan.settings.fail_on for plan in plans] or [Severity.WARNING]
    failing = [Severity(one) for one in chosen if one != "never"]
    return min(failing, key=lambda one: one.rank) if failing else None


def _exit_code(reports: Sequence[FileReport], plans: dict[Path, Plan], said: str | None) -> int:
    if any(report.error for report in reports):
        return FAILED
    by_path = {path.as_posix(): plan for path, plan in plans.items()}
    for report in reports:
        limit = _fail_on(said, [by_path[report.path]] if report.path in by_path else ())
        if limit and any(one.severity.rank >= limit.rank for one in report.active):
            return FINDINGS
    return CLEAN


def _effective(configuration: Configuration, path: Path) -> str:
    """The settings for a file as YAML, each with where it comes from."""
    effective = configuration.effective(path)
    told = []
    for one in fields(Settings):
        value = getattr(effective.settings, one.name)
        shown = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
        origin = " + ".join(effective.origins.get(one.name, ("default",)))
        told.append((f"{hyphenated(one.name)}: {shown}", origin))
    width = min(max(len(text) for text, _ in told), 60)
    lines = [f"{text:<{width}}  # {origin}\n" for text, origin in told]
    return f"# the settings for {clean(str(path))}\n" + "".join(lines)
