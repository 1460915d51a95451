"""What `cxlint init` proposes: a commented configuration, a pre-commit entry, a CI workflow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cxlint.baseline import DEFAULT_NAME
from cxlint.model import CxlintError, Severity
from cxlint.report import HOME, counted, installed_version

# With more findings than this, nobody mends them all on the first day.
_MANY = 20
SCHEMA_ADDRESS = "https://raw.githubusercontent.com/cxlint/cxlint/main/cxlint/schemas/config.json"


@dataclass(frozen=True, slots=True)
class Survey:
    """What a repository holds: files by format, findings by rule and by severity."""

    files: int
    formats: Mapping[str, int]
    rules: Mapping[str, int]
    severities: Mapping[Severity, int]
    unreadable: int = 0

    @property
    def findings(self) -> int:
        """The number of all findings."""
        return sum(self.rules.values())

    def __str__(self) -> str:
        kinds = ", ".join(f"{count:,} {name}" for name, count in _largest(self.formats))
        failed = f", {self.unreadable:,} unreadable" if self.unreadable else ""
        lines = [
            f"{counted(self.files, 'file')} to check ({kinds or 'none'}{failed}), {counted(self.findings, 'finding')}."
        ]
        lines += [f"{count:>6,}  {rule}" for rule, count in _largest(self.rules)[:10]]
        return "\n".join(lines)


def _largest(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def configuration_text(survey: Survey) -> str:
    """A configuration that says what may be chosen, and chooses what the survey calls for."""
    many = survey.findings > _MANY
    known = f"baseline: {DEFAULT_NAME}" if many else f"# baseline: {DEFAULT_NAME}"
    first = f"#   Make it with `cxlint baseline create`{': until then check fails and says so' if many else ''}."
    return f"""\
# yaml-language-server: $schema={SCHEMA_ADDRESS}
# cxlint: words that cut people off from the customer. `cxlint rules` lists the rules,
# `cxlint explain RULE` says why one is there, `cxlint check --print-config FILE` what is in force.

# Everything for this repository stands in it: look no further up.
root: true

# What makes `cxlint check` exit with 1: error, warning, info, or never.
fail-on: warning

# Files to leave out, as in .gitignore (which is honoured anyway).
# exclude: [vendor/, CHANGELOG.md]

# Terms of yours that are never reported.
# allow: [Back Office Suite]

# Rules or packs to leave out, or to take more or less seriously.
# ignore: [inclusive/age]
# severity: {{job-titles: info}}

# Findings that you know of and will mend later ({counted(survey.findings, "finding")} now): new ones alone are reported.
{first}
{known}

# Other choices for some files.
# overrides:
#   - files: ["jobs/**/*.md"]
#     genre: posting
#   - files: ["*.csv"]
#     columns: [description]
"""


def pre_commit_text(present: str) -> str:
    """The pre-commit configuration with cxlint added at its end. Raises CxlintError."""
    if re.search(r"^\s*-?\s*id:\s*cxlint\b", present, re.M):
        raise CxlintError(
            ".pre-commit-config.yaml: names cxlint already; remove --pre-commit, or that entry"
        )
    entry = f"  - repo: {HOME}\n    rev: v{installed_version()}\n    hooks:\n      - id: cxlint\n      # - id: cxlint-fix  # mends what is safe to mend\n"
    if not present.strip():
        return "repos:\n" + entry
    listed = re.search(r"^repos:[ \t]*(?:#.*)?\n(?P<indent>[ \t]*)-", present, re.M)
    if listed is None or re.search(r"^[^\s#-]", present[listed.end() :], re.M):
        raise CxlintError(
            ".pre-commit-config.yaml:1: `repos:` is not its last list, so cxlint cannot be added at its end; add by hand:\n"
            + entry
        )
    indent = listed.group("indent")
    lines = [indent + line[2:] + "\n" for line in entry.splitlines()]
    return present.rstrip("\n") + "\n" + "".join(lines)


def workflow_text() -> str:
    """A GitHub workflow that checks pull requests."""
    return f"""\
name: cxlint
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  cxlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
      - uses: cxlint/cxlint@v{installed_version()}
        with:
          paths: .
          # changed: origin/main  # only what the pull request changed
"""
