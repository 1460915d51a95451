"""What commands say: no document, file name or rule of a stranger's works the reader's terminal.

Control characters (with them escape sequences and links) and those that turn the direction of
writing are taken out of everything that is said for people, and of data where a terminal shows it.
"""

from __future__ import annotations

import sys
from typing import TextIO

import click

from cxlint.report import clean


def say(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Say something to people, on standard output or standard error."""
    click.echo(_cleaned(str(text)), err=err, nl=nl)


def say_error(error: object) -> None:
    """Tell what went wrong, on standard error."""
    say(f"cxlint: {error}", err=True)


def hand_over(data: str | bytes, *, nl: bool = False) -> None:
    """Write data as it is for other programs; a terminal shows it without what would work it."""
    if sys.stdout.isatty():
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        click.echo(_cleaned(text), nl=nl)
    else:
        click.echo(data, nl=nl)


class Terminal:
    """Standard output where it is a terminal: what is written to it is shown harmless."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write some text."""
        return self._stream.write(_cleaned(text))

    def writelines(self, texts: list[str]) -> None:
        """Write several texts."""
        for text in texts:
            self.write(text)

    def flush(self) -> None:
        """Have everything shown."""
        self._stream.flush()


def _cleaned(text: str) -> str:
    """Text whose lines and tabs stay."""
    if text.isprintable():
        return text
    return "\n".join("\t".join(map(clean, line.split("\t"))) for line in text.split("\n"))
