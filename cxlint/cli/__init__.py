"""The command line: options to settings, reports to the terminal, exit codes.

The only package that knows click. One module a command; a new one is its module and its line in
`COMMANDS`. Commands are imported when they are called, so that none slows another down.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from cxlint.model import CxlintError

CLEAN, FINDINGS, FAILED = 0, 1, 2

# What keeps standard output from taking more; a reader that has gone (EPIPE) is click's matter.
_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EFBIG", "EIO", "EDQUOT") if hasattr(errno, name)
)

# Name of the command: its module here and, if it differs, its function, and its one-line help.
COMMANDS = {
    "check": ("check:check", "Report what is found in files, folders, or standard input."),
    "fix": ("fix:fix", "Apply suggestions that are safe, or show what they would change."),
    "review": ("review:review", "Write Word files with every finding as a comment at its words."),
    "scan": ("scan:scan", "Check many documents: tables, folders; scores and a page."),
    "roles": ("roles:roles", "Say of job postings whom each role serves, and what is missing."),
    "rules": ("rules:rules", "List the rules that are on."),
    "explain": ("rules:explain", "Say why a rule is there, or what happened at FILE:LINE:COL."),
    "lsp": ("lsp:lsp", "Start the language server, for editors."),
    "test-rules": ("rules:test_rules", "Try every example of every rule, your own included."),
    "init": ("init:init", "Look at a repository and write a configuration to begin with."),
    "baseline": (
        "baseline:baseline",
        "Findings that are known, so that new ones alone are reported.",
    ),
    "import": ("importing:importing", "Take over settings and word lists of alex, woke or Vale."),
    "cache": ("cache:cache", "The memory of files that were checked before."),
}


class Commands(click.Group):
    """The commands; a problem the user can mend is told in its own words, without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"cxlint.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit 2 with the message of what the user can mend."""
        try:
            return super().invoke(ctx)
        except CxlintError as error:
            from cxlint.cli.telling import say_error

            say_error(error)
            ctx.exit(FAILED)
        finally:
            sys.stdout.flush()

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the program; exit 2 where what it says cannot be written."""
        if sys.stdout is None:  # closed by who called
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            if error.errno not in _FULL or error.filename is not None:
                raise
            from cxlint.cli.telling import say_error

            with suppress(OSError, ValueError):  # what is left in the buffer goes nowhere
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            say_error(f"standard output cannot be written: {error.strerror}")
            sys.exit(FAILED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cxlint", prog_name="cxlint")
def main() -> None:
    """Find the words that cut people off from the customer, and offer better ones.

    \b
    cxlint check job-posting.md          what it finds, and what to write instead
    cxlint fix --diff handbook/          what it would change
    cxlint explain back-office           why a rule is there
    """
