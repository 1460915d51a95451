"""The memory of a server that runs for days."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress


def settle() -> None:
    """Spare the collector the walk over rules and vocabulary, which stay, after each so many edits.

    What became garbage among them since is collected first, and its memory given back.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    # Only glibc has it, and only glibc keeps what other threads than the first have freed.
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
