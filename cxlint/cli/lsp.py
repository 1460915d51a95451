"""`cxlint lsp`: starts the language server, which is a package of its own."""

from __future__ import annotations

import runpy
import sys

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lsp(arguments: tuple[str, ...]) -> None:
    """Start the language server (--stdio, --tcp or --ws; --help lists all)."""
    sys.argv = ["cxlint lsp", *arguments]
    # By name: nothing in cxlint imports the server, or knows more of it than this.
    runpy.run_module("lsp_server", run_name="__main__", alter_sys=True)
