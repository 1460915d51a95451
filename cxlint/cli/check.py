"""`cxlint check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from cxlint.cli import CLEAN, FAILED, FINDINGS
from cxlint.cli.choice import choosing, files_of, settings_of, standard_input
from cxlint.model import Severity
from cxlint.report import REPORTERS, Style, reporter
from cxlint.run import FileReport, Plan, check_document, check_files
from cxlint.settings import SettingsError


@click.command()
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
    current, folder = settings_of(paths, chosen, fail_on=fail_on)
    plan = Plan(current, folder, report_unused)
    current.rules(folder)  # a wrong name or rule file is told once, before any file is read
    reports: list[FileReport] = []
    if "-" in paths:
        document = standard_input(current, chosen["stdin_filename"])
        reports.append(check_document(document, plan))
    named, failed = files_of([path for path in paths if path != "-"], current)
    reports += check_files(named, plan, jobs=jobs or os.cpu_count() or 1)
    style = Style(
        color=_wants_color(color, output_file), quiet=quiet, statistics=statistics,
        fail_on=None if current.fail_on == "never" else Severity(current.fail_on),
    )  # fmt: skip
    with _output(output_file) as out:
        reporter(form)(reports, current.rules(folder), style, out)
    sys.exit(_exit_code(reports, style, failed=failed, exit_zero=exit_zero))


def _wants_color(color: bool | None, output_file: Path | None) -> bool:
    if color is not None:
        return color
    return output_file is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


@contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
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
