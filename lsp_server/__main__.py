"""`cxlint-lsp`: starts the language server on standard input and output, TCP or WebSocket."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until the client ends it."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(
        stream=sys.stderr, level=getattr(logging, chosen.log_level.upper()),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )  # fmt: skip
    try:
        from lsp_server.features import build
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        sys.exit(
            "cxlint: the language server needs more than was installed: pip install 'cxlint[lsp]'"
        )
    server = build()
    if chosen.tcp:
        server.start_tcp(chosen.host, chosen.port)
    elif chosen.ws:
        server.start_ws(chosen.host, chosen.port)
    else:
        server.start_io()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cxlint-lsp", description="The language server of cxlint."
    )
    transport = parser.add_mutually_exclusive_group()
    transport.add_argument(
        "--stdio", action="store_true", help="standard input and output (the default)"
    )
    transport.add_argument("--tcp", action="store_true", help="a TCP socket")
    transport.add_argument("--ws", action="store_true", help="a WebSocket")
    parser.add_argument("--host", default="127.0.0.1", help="the address to bind to (%(default)s)")
    parser.add_argument("--port", type=int, default=8888, help="the port to bind to (%(default)s)")
    levels = ["debug", "info", "warning", "error"]
    parser.add_argument(
        "--log-level", default="warning", choices=levels, help="what goes to standard error"
    )
    # Some clients name their own process, so that a server may end with it; ours ends with its input.
    parser.add_argument("--clientProcessId", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    main()
