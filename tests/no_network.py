"""A Python in which every attempt to connect is told on standard error and forbidden.

Imported, it holds for the process; `python -m no_network MODULE …` runs a module so.
"""

from __future__ import annotations

import runpy
import sys
from typing import Any

# The loop of asyncio wakes itself by a pair of sockets that leads nowhere.
_FORBIDDEN = frozenset([
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg",
    "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect",
])  # fmt: skip


def forbid(event: str, arguments: tuple[Any, ...]) -> None:
    """The hook: no hook can be taken away again."""
    if event in _FORBIDDEN:
        print("NETWORK", event, arguments, file=sys.stderr, flush=True)
        raise RuntimeError("no network")


sys.addaudithook(forbid)

if __name__ == "__main__":
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
