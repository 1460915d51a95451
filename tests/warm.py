"""Processes that begin warm: the program is loaded once, and each begins as a copy of that.

A test that asks what a process writes, answers and leaves behind need not wait for spaCy to be
imported once more. `program` gives the words to start one. They run this file, which hands its
streams, folder, environment and arguments to a server that has loaded everything, and ends as the
copy ends that the server makes of itself. Where the start is what is tested, or somebody kills, a
process begins as users begin it; so does every one on Windows, where nothing can be copied.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import struct
import sys

_NUMBER = struct.Struct("!q")
_SERVE = "--serve"


def program(module: str, *words: str) -> list[str]:
    """The command `python -m module`, begun warm."""
    if not hasattr(os, "fork"):
        return [sys.executable, "-m", module, *words]
    return [sys.executable, "-I", "-S", __file__, _address(), module, *words]


_address_of_server: list[str] = []


def _address() -> str:
    """Where the server of this process listens; it ends with us, when its standard input does."""
    if not _address_of_server:
        import atexit
        import subprocess
        import tempfile

        folder = tempfile.TemporaryDirectory(prefix="warm-")
        address = f"{folder.name}/socket"
        # With threads of its own a process is no good original.
        env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        server = subprocess.Popen(
            [sys.executable, __file__, _SERVE, address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env,
        )  # fmt: skip
        assert server.stdin and server.stdout
        atexit.register(folder.cleanup)
        atexit.register(server.wait)
        atexit.register(server.stdin.close)
        assert server.stdout.readline() == b"ready\n"
        _address_of_server.append(address)
    return _address_of_server[0]


# What a test starts.


def _begin(address: str, words: list[str]) -> None:
    """Ask for a copy, and end as it ends."""
    asked = json.dumps([words, os.getcwd(), dict(os.environ)]).encode()  # noqa: PTH109
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(address)
        socket.send_fds(server, [_NUMBER.pack(len(asked))], [0, 1, 2])
        server.sendall(asked)
        code = os.waitstatus_to_exitcode(_NUMBER.unpack(server.recv(_NUMBER.size))[0])
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


# The server.

# What brings threads along, or is not there wherever the tests run.
_LOADED_BY_FEW = ("cxlint.scan", "cxlint.spark", "cxlint.readers.parquet")


def _load() -> None:
    """What commands and servers load sooner or later, rules and grammar included."""
    from importlib import import_module
    from pkgutil import iter_modules

    from cxlint import readers
    from cxlint.run import Plan, linter_for
    from cxlint.settings import Settings

    for name in ("cxlint", "cxlint.cli", "cxlint.readers", "cxlint.report", "lsp_server"):
        for module in iter_modules(import_module(name).__path__, f"{name}."):
            if module.name not in _LOADED_BY_FEW and not module.name.endswith("__main__"):
                import_module(module.name)
    linter = linter_for(Plan(Settings()))
    linter.check(readers.parse("Our back office is just a receptionist."))
    linter.warm()


def _serve(address: str) -> list[str]:
    """Make copies until standard input ends; in a copy, return the words that it is to obey."""
    children: dict[int, socket.socket] = {}
    waking, woken = socket.socketpair()
    woken.setblocking(False)  # noqa: FBT003
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen(64)
    print("ready", flush=True)
    while True:
        events = select.poll()
        for one in (0, listening.fileno(), waking.fileno()):
            events.register(one, select.POLLIN)
        for connection in children.values():
            events.register(connection, 0)  # tells when who asked is gone
        ready = {number for number, _ in events.poll()}
        if 0 in ready:
            sys.exit()
        if waking.fileno() in ready:
            waking.recv(4096)
            _tell_ends(children)
        for pid, connection in children.items():
            if connection.fileno() in ready:
                os.kill(pid, signal.SIGKILL)
        if listening.fileno() in ready:
            connection, _ = listening.accept()
            pid = os.fork()
            if not pid:
                return _become(connection, [listening, waking, woken, *children.values()])
            children[pid] = connection


def _tell_ends(children: dict[int, socket.socket]) -> None:
    """Tell those who asked how their copies ended."""
    for pid in list(children):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with children.pop(pid) as connection:
                try:
                    connection.sendall(_NUMBER.pack(status))
                except OSError:
                    continue  # gone


def _become(connection: socket.socket, others: list[socket.socket]) -> list[str]:
    """Take over what a process has from who started it; return the words."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for one in others:
        one.close()
    size, files, *_ = socket.recv_fds(connection, _NUMBER.size, 3)
    with connection, connection.makefile("rb") as stream:
        asked: tuple[list[str], str, dict[str, str]] = json.loads(
            stream.read(_NUMBER.unpack(size)[0])
        )
    words, folder, environment = asked
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    sys.path[0] = folder  # as for `python -m`
    os.environ.clear()
    os.environ.update(environment)
    return words


if __name__ == "__main__":
    if sys.argv[1] == _SERVE:
        import gc
        import runpy

        sys.path.insert(0, os.getcwd())  # noqa: PTH109
        _load()
        gc.collect()
        gc.freeze()
        module, *sys.argv[1:] = _serve(sys.argv[2])
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        _begin(sys.argv[1], sys.argv[2:])
