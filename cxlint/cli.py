"""The command line: options to settings, reports to the terminal, exit codes. Thin on purpose."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from cxlint import discovery, settings
from cxlint.document import Genre
from cxlint.model import CxlintError, Severity
from cxlint.report import REPORTERS, Style, reporter
from cxlint.settings import Settings, SettingsError

CLEAN, FINDINGS, FAILED = 0, 1, 2


class Group(click.Group):
    """The commands; a problem the user can mend is told in its own words, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CxlintError as error:
            click.echo(f"cxlint: {error}", err=True)
            ctx.exit(FAILED)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cxlint", prog_name="cxlint")
def main() -> None:
    """Find the words that cut people off from the customer, and offer better ones.

    \b
    cxlint check job-posting.md          what it finds, and what to write instead
    cxlint fix --diff handbook/          what it would change
    cxlint explain back-office           why a rule is there
    """


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which check and fix choose files, rules and settings."""
    for option in reversed(
        [
            click.argument("paths", nargs=-1, required=True, metavar="PATHS..."),
            click.option("--select", multiple=True, metavar="RULE", help="Use only these rules or packs (repeatable)."),
            click.option("--ignore", multiple=True, metavar="RULE", help="Leave out these rules or packs (repeatable)."),
            click.option("--genre", type=click.Choice([str(one) for one in Genre]), help="What all the files are, where it should not be guessed."),
            click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file and no other."),
            click.option("--model", metavar="NAME", help="English for grammar: own (the default), blank (none, less exact), or an installed spaCy pipeline."),
            click.option("--stdin-filename", metavar="NAME", help="What the text on standard input (-) is called; tells its format."),
        ]
    ):  # fmt: skip
        command = option(command)
    return command


@main.command()
@choosing
@click.option("--format", "-f", "form", type=click.Choice(list(REPORTERS)), default="text", show_default=True, help="How to report.")
@click.option("--output-file", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write the report there instead of to the terminal.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="The lowest severity that makes the exit code 1 (default: warning).")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found (2 still says that a file could not be checked).")
@click.option("--jobs", "-j", type=click.IntRange(min=0), default=0, metavar="N", help="Worker processes; 0 (the default) takes as many as help.")
@click.option("--report-unused", is_flag=True, help="Also report comments that silence nothing.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--quiet", "-q", is_flag=True, help="Findings only: no notes, no summary.")
@click.option("--color/--no-color", default=None, help="Colours; by default when a terminal is there and NO_COLOR is not set.")
def check(
    paths: Sequence[str], form: str, output_file: Path | None, exit_zero: bool, fail_on: str | None,
    jobs: int, report_unused: bool, statistics: bool, quiet: bool, color: bool | None, **chosen: Any,
) -> None:  # fmt: skip
    """Report what is found in files, folders, or standard input (-).

    Exit code 0: nothing at or above --fail-on; 1: something; 2: a file or the configuration
    could not be used (the other files are still checked).
    """
    from cxlint.run import FileReport, Plan, check_document, check_files

    current, folder = _settings(paths, chosen, fail_on=fail_on)
    plan = Plan(current, folder, report_unused)
    current.rules(folder)  # a wrong name or rule file is told once, before any file is read
    reports: list[FileReport] = []
    if "-" in paths:
        document = _standard_input(current, chosen["stdin_filename"])
        reports.append(check_document(document, plan))
    named, failed = _files([path for path in paths if path != "-"], current)
    reports += check_files(named, plan, jobs=jobs or os.cpu_count() or 1)
    style = Style(
        color=_wants_color(color, output_file), quiet=quiet, statistics=statistics,
        fail_on=None if current.fail_on == "never" else Severity(current.fail_on),
    )  # fmt: skip
    with _output(output_file) as out:
        reporter(form)(reports, current.rules(folder), style, out)
    sys.exit(_exit_code(reports, style, failed=failed, exit_zero=exit_zero))


@main.command()
@choosing
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
@click.option("--unsafe", is_flag=True, help="Also apply first suggestions that need an eye: they may change the meaning.")
@click.option("--backup", is_flag=True, help="Keep each file's former text beside it, as NAME.bak.")
def fix(
    paths: Sequence[str], show_diff: bool, unsafe: bool, backup: bool, **chosen: Any
) -> None:
    """Apply suggestions that can neither change the meaning nor break the grammar.

    With - the fixed text of standard input goes to standard output. Exit code 0: done; 1: with
    --diff, something would change; 2: a file could not be fixed (it is as it was).
    """
    from cxlint.fixing import Fixer

    current, folder = _settings(paths, chosen)
    fixer = Fixer(current, folder, unsafe=unsafe, backup=backup)
    if "-" in paths:
        document = _standard_input(current, chosen["stdin_filename"])
        click.echo(fixer.fixed_text(document), nl=False)
    named, failed = _files([path for path in paths if path != "-"], current)
    changed = 0
    for path in named:
        try:
            result = fixer.diff(path) if show_diff else fixer.fix(path)
        except CxlintError as error:
            failed = True
            click.echo(f"cxlint: {error}", err=True)
            continue
        if result:
            changed += 1
            click.echo(result, nl=False)
    sys.exit(FAILED if failed else FINDINGS if show_diff and changed else CLEAN)


@main.command()
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
def rules(config: Path | None) -> None:
    """List the rules that are on, with severity and what each says."""
    current, folder = _settings(["."], {"config": config})
    for rule in current.rules(folder):
        click.echo(f"{rule.id:<34}{rule.severity:<9}{rule.text(rule.message, '…')}")


@main.command()
@click.argument("target", metavar="RULE | FILE:LINE:COL")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
@click.option("--genre", type=click.Choice([str(one) for one in Genre]), help="What the file is.")
@click.option("--model", metavar="NAME", help="English for grammar, as for check.")
def explain(target: str, **chosen: Any) -> None:
    """Say why a rule is there, or why it did or did not fire at FILE:LINE:COL."""
    place = re.fullmatch(r"(.+):(\d+):(\d+)", target)
    current, folder = _settings([place.group(1) if place else "."], chosen)
    if place:
        _explain_place(current, folder, Path(place.group(1)), int(place.group(2)), int(place.group(3)))
        return
    from cxlint.explain import rule_as_markdown

    found = current.rules(folder)
    wanted = found.named(target) or next((one for one in found if one.id.endswith("/" + target)), None)
    if wanted is None:
        raise SettingsError(f"no such rule: “{target}”; `cxlint rules` lists them")
    click.echo(rule_as_markdown(wanted), nl=False)


def _explain_place(current: Settings, folder: Path | None, path: Path, line: int, column: int) -> None:
    from cxlint import readers
    from cxlint.explain import place_as_text
    from cxlint.run import Plan, linter_for

    document = _read_named(readers, path, current)
    offset = document.lines.offset(line - 1, column - 1)
    click.echo(place_as_text(linter_for(Plan(current, folder)), document, offset), nl=False)


def _read_named(readers: Any, path: Path, current: Settings) -> Any:
    try:
        return readers.read(path, genre=current.genre, options=current.options).document
    except readers.UnreadableFile as error:
        raise SettingsError(f"{path}: {error}") from None


@main.command("test-rules")
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--model", default="own", metavar="NAME", help="English for grammar, as for check.")
def test_rules(folder: Path | None, model: str) -> None:
    """Try every example of every rule: cxlint's own, and those in FOLDER.

    Exit code 0: all hold; 1: some fail; 2: a rule file is wrong.
    """
    from cxlint.linter import Linter
    from cxlint.proof import prove
    from cxlint.rule import builtin_folder, load_rules

    found = load_rules([builtin_folder(), *([folder] if folder else [])])
    linter = Linter(found, model=model)
    wanted = [rule for rule in found if folder is None or rule.source.startswith(folder.as_posix())]
    failures = [failure for rule in wanted for failure in prove(linter, rule)]
    for failure in failures:
        click.echo(str(failure))
    examples = sum(len(rule.flags) + len(rule.allows) for rule in wanted)
    click.echo(f"{len(wanted)} rules, {examples} examples, {len(failures)} failed")
    sys.exit(FINDINGS if failures else CLEAN)


def _settings(paths: Sequence[str], chosen: dict[str, Any], **more: Any) -> tuple[Settings, Path | None]:
    """The settings in force, and the folder that their relative paths mean."""
    named = chosen.pop("config", None)
    if named is not None and not named.is_file():
        raise SettingsError(f"{named}: no such configuration file")
    start = Path(next((path for path in paths if path != "-"), "."))
    config = named or settings.find(start)
    current = settings.load(config) if config else Settings()
    wanted = {k: v for k, v in {**chosen, **more}.items() if v and k in Settings.model_fields}
    return current.model_validate({**current.model_dump(), **wanted}), config.parent if config else None


def _files(paths: Sequence[str], current: Settings) -> tuple[list[Path], bool]:
    """The files to check, and whether a path was missing; what is left out is told."""
    named, failed = [], False
    for found in discovery.files(map(Path, paths), current.exclude):
        if found.note:
            click.echo(f"cxlint: {found.path}: {found.note}", err=True)
            failed = failed or found.missing
        else:
            named.append(found.path)
    if not named and not failed and paths and all(Path(path).is_dir() for path in paths):
        click.echo(f"cxlint: no files to check under {', '.join(paths)}", err=True)
    return named, failed


def _standard_input(current: Settings, name: str | None) -> Any:
    from cxlint import readers

    data = click.get_binary_stream("stdin").read()
    path = Path(name) if name else Path("stdin.txt")
    return readers.from_bytes(path, data, genre=current.genre, options=current.options).document


def _wants_color(color: bool | None, output_file: Path | None) -> bool:
    if color is not None:
        return color
    return output_file is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


@contextmanager
def _output(path: Path | None) -> Any:
    if path is None:
        yield _utf8(sys.stdout)
        return
    try:
        with path.open("w", encoding="utf-8", newline="\n") as out:
            yield out
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written: {error.strerror}") from None


def _utf8(stream: IO[str]) -> IO[str]:
    """Standard output that can carry any text, whatever the locale says."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="replace")
    return stream


def _exit_code(reports: Sequence[Any], style: Style, *, failed: bool, exit_zero: bool) -> int:
    if failed or any(report.error for report in reports):
        return FAILED
    limit = style.fail_on
    counted = [f for report in reports for f in report.active if limit and f.severity.rank >= limit.rank]
    return FINDINGS if counted and not exit_zero else CLEAN
