"""`cxlint cache`: where the memory of checked files is, and forgetting it."""

from __future__ import annotations

import click

from cxlint.settings import SettingsError


@click.group()
def cache() -> None:
    """The memory of files that were checked before."""


@cache.command(short_help="Forget what was found before.")
def clear() -> None:
    """Forget what was found before; the next check looks at every file anew."""
    from cxlint import cache as stored

    folder = stored.user_folder()
    try:
        size = stored.clear()
    except OSError as error:
        raise SettingsError(
            f"{folder}: the cache cannot be removed: {error.strerror or error}; remove it by hand"
        ) from None
    click.echo(f"{folder}: {size:,} bytes removed" if size else f"{folder}: nothing was remembered")


@cache.command(short_help="Show the folder of the cache.")
def path() -> None:
    """Show the folder of the cache; the variable CXLINT_CACHE_DIR names another."""
    from cxlint import cache as stored

    click.echo(stored.user_folder())
