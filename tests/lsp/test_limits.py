"""What the settings limit holds in an editor as on the command line, and nobody waits for the slow."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from cxlint.time_limit import OutOfTime, breathe, limited, watched
from lsp_server.session import OpenDocument, Session
from lsp_server.worker import Worker

from .editor import neovim, serving, vs_code

# Limits of time are met by taking that time.
pytestmark = pytest.mark.slow

ONE = "Our back office pays.\n\n"
# Every sentence is another, so that none is known from before: minutes of work.
SLOW = "".join(f"Our back office has team {i}, and menial tasks.\n\n" for i in range(20_000))


def messages(found: list[types.Diagnostic] | tuple[types.Diagnostic, ...]) -> list[str]:
    return [one.message for one in found if one.code != "back-office/back-office"]


@pytest.mark.asyncio
@pytest.mark.parametrize("can", [neovim, vs_code])
async def test_too_many_findings_are_counted_not_shown(
    can: Callable[[], types.ClientCapabilities], tmp_path: Path
) -> None:
    (tmp_path / ".cxlint.yaml").write_text("root: true\nmax-findings: 10\n")
    uri = (tmp_path / "a.md").as_uri()
    async with serving(can(), tmp_path) as editor:
        for version, count in ((1, 30), (2, 31), (3, 10)):
            if version == 1:
                editor.open(uri, ONE * count)
            else:
                editor.replace(uri, version, ONE * count)
            found = list(await editor.diagnostics(uri, version))
            left = f"Only the first 10 of {count} findings are told; raise `max-findings`"
            assert messages(found) == ([left] if count > 10 else [])
            assert [one.range.start.line for one in found if one.message != left] == list(
                range(0, 20, 2)
            )


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html", "a.rst"])
async def test_a_document_that_takes_too_long_is_given_up_and_told(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / ".cxlint.yaml").write_text("root: true\nmax-seconds: 1\n")
    slow, small = (tmp_path / name).as_uri(), (tmp_path / "b.md").as_uri()
    async with serving(neovim(), tmp_path) as editor:
        editor.open(slow, SLOW)
        (told,) = (await editor.published(slow)).diagnostics
        assert told.message == "Not checked: not done after 1 seconds; raise `max-seconds`"
        assert told.code == "not-checked"
        editor.open(small, ONE)
        assert len((await editor.published(small)).diagnostics) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["a.md", "a.html", "a.csv"])
async def test_nobody_waits_for_a_slow_document(name: str, tmp_path: Path) -> None:
    (tmp_path / ".cxlint.yaml").write_text("root: true\n")
    slow, small = (tmp_path / name).as_uri(), (tmp_path / "b.md").as_uri()
    async with serving(neovim(), tmp_path) as editor:
        editor.open(small, ONE)
        await editor.published(small, 1)
        editor.open(slow, SLOW if name != "a.csv" else "body\n" + SLOW.replace(",", " "))
        for version in (2, 3, 4):
            editor.replace(small, version, ONE * version)
            assert len((await editor.published(small, version)).diagnostics) == version
            assert await editor.hover(small, 0, 6)
        assert not [one for one in editor.publishes if one.uri == slow]
        editor.replace(slow, 2, ONE)  # what was under way is given up
        assert len((await editor.published(slow, 2)).diagnostics) == 1


def test_what_waits_goes_before_what_is_long() -> None:
    worker, order, begun = Worker(), list[str](), threading.Event()
    done = threading.Event()

    def long() -> None:
        begun.set()
        while not done.is_set():
            breathe()
        order.append("long")

    def short() -> None:
        order.append("short")
        done.set()

    slow = worker.submit(long)
    begun.wait()
    worker.submit(short).result()
    slow.result()
    assert order == ["short", "long"]
    worker.shutdown()


def test_shutting_down_ends_what_runs_and_what_waits() -> None:
    worker, begun = Worker(), threading.Event()

    def endless() -> None:
        begun.set()
        while True:
            breathe()

    running = worker.submit(endless)
    begun.wait()
    worker.shutdown()
    assert isinstance(running.exception(), OutOfTime)
    with pytest.raises(RuntimeError):
        worker.submit(endless)


def test_a_failure_of_what_was_let_go_first_is_its_own() -> None:
    worker, begun, done = Worker(), threading.Event(), threading.Event()

    def long() -> str:
        begun.set()
        while not done.is_set():
            breathe()
        return "done"

    def broken() -> None:
        done.set()
        raise ValueError("broken")

    slow = worker.submit(long)
    begun.wait()
    assert isinstance(worker.submit(broken).exception(), ValueError)
    assert slow.result() == "done"
    worker.shutdown()


def test_a_check_of_what_has_changed_meanwhile_is_given_up() -> None:
    session = Session()
    document = OpenDocument(types.TextDocumentItem("untitled:1", "markdown", 1, ONE * 3))
    session.documents[document.uri] = document
    snapshot = session.snapshot(document)
    assert session.check_current(document, snapshot) is not None

    def typed() -> None:
        document.revision += 1

    with watched(typed):
        assert session.check_current(document, session.snapshot(document)) is None


def test_time_is_limited_where_no_timer_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, and in threads; what others do meanwhile is not counted."""
    turns = 0
    ended: list[BaseException] = []

    def others() -> None:
        nonlocal turns
        turns += 1
        if turns == 1:
            threading.Event().wait(1.5)  # longer than the limit

    def work() -> None:
        try:
            with watched(others), limited(1):
                while True:
                    breathe()
        except OutOfTime as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended
    assert turns > 1
