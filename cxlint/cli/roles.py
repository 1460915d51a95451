"""`cxlint roles`: says of postings whom each role serves."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from cxlint.cli import CLEAN, FAILED
from cxlint.cli.choice import Files, configuration_of, need_paths, standard_input
from cxlint.cli.options import CHOOSING
from cxlint.cli.telling import hand_over, say
from cxlint.report import clean
from cxlint.role_report import RoleReport, as_text, role_of
from cxlint.run import FileReport, check_document, check_file


@click.command()
@CHOOSING
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report.",
)
def roles(paths: Sequence[str], form: str, **chosen: Any) -> None:
    """Say of each job posting whom the role serves, by which words, and what is missing.

    Every role serves somebody: it is customer-facing or customer-impacting. Exit code 0: done;
    2: a file could not be read.
    """
    need_paths(paths)
    files = Files(configuration_of(chosen), ignore=not chosen["no_ignore"])
    reports: list[RoleReport | FileReport] = []
    if "-" in paths:
        given, plan = standard_input(files, chosen["stdin_filename"])
        reports.append(_read(check_document(given.document, plan)))
    reports += (
        _read(check_file(path, plan))
        for path, plan in files.under([one for one in paths if one != "-"])
    )
    if form == "json":
        hand_over(
            json.dumps(
                {"version": 1, "files": [_as_dict(one) for one in reports]},
                ensure_ascii=False,
                indent=2,
            ),
            nl=True,
        )
    else:
        say("\n".join(_as_text(one) for one in reports), nl=False)
    failed = files.failed or any(isinstance(one, FileReport) for one in reports)
    sys.exit(FAILED if failed else CLEAN)


def _read(report: FileReport) -> RoleReport | FileReport:
    return role_of(report) if report.error is None and report.document is not None else report


def _as_dict(one: RoleReport | FileReport) -> dict[str, Any]:
    return one.as_dict() if isinstance(one, RoleReport) else {"path": one.path, "error": one.error}


def _as_text(one: RoleReport | FileReport) -> str:
    return (
        as_text(one)
        if isinstance(one, RoleReport)
        else f"{clean(one.path)}\n  error      {clean(one.error or '')}\n"
    )
