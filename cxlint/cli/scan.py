"""`cxlint scan`: many documents, with progress for whoever waits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cxlint.cli import CLEAN, FAILED
from cxlint.cli.choice import configuration_of
from cxlint.cli.options import QUIET, RULES, TABLES
from cxlint.cli.options import jobs as jobs_option
from cxlint.cli.telling import say, say_error
from cxlint.model import CxlintError

if TYPE_CHECKING:
    from cxlint.scan.engine import Progress, Scan
    from cxlint.scan.inputs import Inputs


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUTS...")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder to write to; an interrupted scan goes on there.",
)
@TABLES
@click.option(
    "--group-by",
    multiple=True,
    metavar="NAMES",
    help="Columns to compare by, as department,location; for files: folder.",
)
@click.option(
    "--compare",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="The folder of a former scan, to show what has changed.",
)
@click.option(
    "--lines",
    type=click.Choice(["jsonl", "csv", "none"]),
    default="jsonl",
    show_default=True,
    help="What to write beside Parquet.",
)
@click.option("--page/--no-page", default=True, show_default=True, help="Write report.html.")
@click.option("--title", metavar="TEXT", help="The heading of the page.")
@jobs_option("one a core")
@click.option("--fresh", is_flag=True, help="Do a scan anew whose results are in the folder.")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where to check: here, or on Apache Spark.",
)
@click.option(
    "--master",
    metavar="URL",
    help="The Spark master, as spark://host:7077 (default: what the environment says).",
)
@RULES
@QUIET
def scan(
    inputs: Sequence[str], output: Path, group_by: Sequence[str], compare: Path | None, lines: str, page: bool,
    title: str | None, jobs: int, fresh: bool, engine: str, master: str | None, quiet: bool, **chosen: Any,
) -> None:  # fmt: skip
    """Check many documents: rows of CSV, JSON Lines and Parquet, and files in folders.

    INPUTS are files, folders, globs, or addresses that fsspec knows. Each row is a document of its
    own. Writes findings, documents with their scores, what could not be read, a summary, and a
    page for people. After an interruption the same command goes on.

    Exit code 0: done; 2: an input could not be used (the others were scanned).
    """
    _need_extra()
    from cxlint.scan.engine import Scan
    from cxlint.scan.inputs import find
    from cxlint.scan.page import publish

    groups = tuple(name.strip() for said in group_by for name in said.split(",") if name.strip())
    found = find(inputs, configuration_of(chosen), groups=groups, output=output)
    if not groups and not found.tables:
        groups = ("folder",)
    _tell_inputs(found, quiet=quiet)
    workers = jobs or os.cpu_count() or 1
    what = Scan(found, output, workers, groups, None if lines == "none" else lines, fresh)
    if engine == "spark":
        from cxlint.spark import scan_tables

        manifest = scan_tables(what, master)
    else:
        manifest = _run(what, quiet=quiet)
    made = publish(output, compare=compare, title=title, page=page)
    _tell_results(manifest, made, quiet=quiet)
    sys.exit(FAILED if manifest["problems"] else CLEAN)


def _need_extra() -> None:
    try:
        for name in ("engine", "inputs", "page"):
            import_module(f"cxlint.scan.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("cxlint"):
            raise
        raise CxlintError(
            f"scan needs more than was installed ({error.name}): pip install 'cxlint[scan]'"
        ) from None


def _tell_inputs(found: Inputs, *, quiet: bool) -> None:
    for problem in found.problems:
        say_error(problem)
    if not found.tables and not found.files:
        raise CxlintError("nothing to scan")
    for table in found.tables if not quiet else ():
        if table.note:
            name = (
                "row numbers" if table.identity is None else f"column {table.names[table.identity]}"
            )
            say(f"cxlint: {table.source}: {table.note}; documents are called by {name}", err=True)


def _run(what: Scan, *, quiet: bool) -> dict[str, Any]:
    try:
        with _progress(quiet=quiet) as tell:
            return what.run(tell)
    except KeyboardInterrupt:
        raise CxlintError(
            f"interrupted; the same command goes on where it was ({what.output})"
        ) from None


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[Progress], object]]:
    """A bar with documents, rate and remaining time, where a person is watching."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(
        TextColumn("scanning"), BarColumn(), TaskProgressColumn(),
        TextColumn("{task.fields[documents]:,} documents, {task.fields[rate]}"), TimeRemainingColumn(),
        console=console, disable=quiet or not console.is_terminal, transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=None, documents=0, rate="…")
        before = -1

        def tell(progress: Progress) -> None:
            nonlocal before
            documents = progress.counts.documents
            before = documents if before < 0 else before
            elapsed = bar.tasks[task].elapsed or 0
            rate = f"{(documents - before) / elapsed:,.0f}/s" if elapsed > 1 else "…"
            bar.update(
                task,
                completed=progress.counts.size,
                total=progress.size,
                documents=documents,
                rate=rate,
            )

        yield tell


def _tell_results(manifest: dict[str, Any], made: Sequence[Path], *, quiet: bool) -> None:
    counts = manifest["counts"]
    if quiet:
        return
    rejected = (
        f", {counts['rejected']:,} rejected (why: rejected.jsonl)" if counts["rejected"] else ""
    )
    say(
        f"{counts['documents']:,} documents, {counts['findings']:,} findings{rejected}, {manifest['seconds']} s"
    )
    for path in made:
        say(f"  {path}")
