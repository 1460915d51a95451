"""Nothing of cxlint opens a connection: an audit hook of Python sees every attempt, and forbids it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from warm import program

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
COMMANDS = [
    ["check", "page.md", "page.html", "reply.eml", "guide.docx", "-f", "html", "-o", "report.html"],
    ["check", "page.md", "-f", "sarif"],
    ["fix", "--unsafe", "page.md"],
    ["fix", "--unsafe", "--track-changes", "guide.docx"],
    ["review", "--comments", "guide.docx"],
    ["scan", "postings.csv", "--output", "out"],
    ["rules"], ["explain", "back-office/back-office"], ["roles", "page.md"], ["test-rules", "house"],
    ["baseline", "create"],
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose files name addresses wherever one can be named."""
    (tmp_path / "hook").mkdir()
    shutil.copy(ROOT / "tests/no_network.py", tmp_path / "hook" / "sitecustomize.py")
    (tmp_path / ".git").mkdir()
    (tmp_path / "page.md").write_text(
        "The back office: ![x](http://127.0.0.1:9/x.png) https://example.org/back-office\n"
    )
    (tmp_path / "page.html").write_text(
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><link href="http://127.0.0.1:9/a.css">'
        '<base href="http://127.0.0.1:9/"><p>The back office.<img src="//127.0.0.1:9/y">'
    )
    shutil.copy(EXAMPLES / "reply.eml", tmp_path)
    shutil.copy(EXAMPLES / "postings.csv", tmp_path)
    shutil.copy(EXAMPLES / "interview-guide.docx", tmp_path / "guide.docx")
    shutil.copytree(ROOT / "tests" / "house", tmp_path / "house")
    return tmp_path


def environment(project: Path) -> dict[str, str]:
    path = os.pathsep.join([str(project / "hook"), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "CXLINT_CACHE_DIR": str(project / ".cache")}


def test_the_hook_sees_a_connection(project: Path) -> None:
    connecting = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    (project / "connecting.py").write_text(connecting)
    for command in ([sys.executable, "connecting.py"], program("no_network", "connecting")):
        done = subprocess.run(
            command, env=environment(project), cwd=project, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert "NETWORK" in done.stderr


def test_importing_connects_to_nothing(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cxlint", *COMMANDS[0]],
        env=environment(project), cwd=project, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert "NETWORK" not in done.stderr
    assert done.returncode == 1, done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(one) for one in COMMANDS])
def test_no_command_connects(project: Path, command: list[str]) -> None:
    done = subprocess.run(
        program("no_network", "cxlint", *command),
        env=environment(project), cwd=project, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert "NETWORK" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr


def conversation() -> bytes:
    """What an editor sends in a short session."""
    uri = "file:///page.md"
    item = {"uri": uri, "languageId": "markdown", "version": 1, "text": "The back office.\n"}
    start = {"line": 0, "character": 5}
    place = {"textDocument": {"uri": uri}, "position": start}
    ranged = {
        "textDocument": {"uri": uri},
        "range": {"start": start, "end": start},
        "context": {"diagnostics": []},
    }
    messages = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {
            "textDocument": {"diagnostic": {}}}}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
        {"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": uri}}},
        {"id": 3, "method": "textDocument/hover", "params": place},
        {"id": 4, "method": "textDocument/codeAction", "params": ranged},
    ]  # fmt: skip
    sent = b""
    for message in messages:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        sent += b"Content-Length: %d\r\n\r\n" % len(body) + body
    return sent


def talk(command: list[str], project: Path) -> tuple[str, str]:
    """All answers of a server to a short session, and what it said on standard error."""
    with subprocess.Popen(
        command, env=environment(project), cwd=project,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        assert server.stdin and server.stdout and server.stderr
        server.stdin.write(conversation())
        server.stdin.flush()
        answers = b""
        while any(b'"id":%d,' % number not in answers.replace(b" ", b"") for number in (2, 3)):
            more = os.read(server.stdout.fileno(), 65536)
            if not more:
                break
            answers += more
        server.stdin.close()
        errors = server.stderr.read().decode()
    return answers.decode(), errors


def test_the_server_does_not_connect(project: Path) -> None:
    answers, errors = talk([sys.executable, "-m", "lsp_server", "--stdio"], project)
    assert "back-office/back-office" in answers
    assert "NETWORK" not in errors


def unshared() -> list[str]:
    """How to run a command where there is no network at all."""
    command = ["unshare", "-n"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], check=False).returncode:
        pytest.skip("needs unshare, and leave to use it")
    return command


@pytest.mark.slow
def test_all_works_where_there_is_no_network(project: Path) -> None:
    apart = unshared()
    for command in (
        COMMANDS[0],
        ["check", "page.md", "-f", "line"],
        ["fix", "--unsafe", "page.md"],
    ):
        done = subprocess.run(
            [*apart, sys.executable, "-m", "cxlint", *command],
            env=environment(project), cwd=project, capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stderr
    answers, _ = talk([*apart, sys.executable, "-m", "lsp_server", "--stdio"], project)
    assert "back-office/back-office" in answers
