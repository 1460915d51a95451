"""What a keystroke costs: `python tests/benchmarks/editing.py [--lines N] [--keystrokes N]`.

Prints the processor time of one keystroke in the prose of a long Markdown file (text applied,
checked, diagnostics written; without the debounce) and its share of a full check of that file; the
same of a whole server that is asked after each keystroke, messages included; the time from a
server's start to its first diagnostic; and its memory over a thousand edits or more. Exits 1 where
a keystroke's 95th percentile is above 5 % or 50 ms. A keystroke that opens a code block turns all
that follows into code: it costs a full check, and is not counted here.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from lsp.editor import Editor, neovim, serving, vs_code
from lsprotocol import types

from cxlint import readers
from cxlint.linter import Linter
from cxlint.text import Unit
from lsp_server.server import QUIET
from lsp_server.session import OpenDocument, Session

SHARE, SECONDS = 0.05, 0.050
_KINDS = (
    "## Section {i}: what we do",
    "The team answers questions of customers within a day, and says what happens next. It keeps a list of "
    "what was asked, and reads it [once a week](notes/{i}.md) with everyone who *can* change something.",
    "- First item of a list, number {i}\n- second item with `code`\n- third item, **strong** words",
    "| Team | Task |\n|---|---|\n| Sales | Task {i} |\n| Support | Task {i} |",
    "> Somebody said this, in part {i}.\n> And more of it.",
    "```\ncode {i}\n\nmore code\n```",
)


def long_text(lines: int) -> str:
    """A Markdown text of so many lines, with a finding about every fifty."""
    parts, count, i = [], 0, 0
    while count < lines:
        part = _KINDS[i % len(_KINDS)].format(i=i)
        if i % 17 == 1:
            part = "Our back office handles refunds. " + part
        parts.append(part)
        count += part.count("\n") + 2
        i += 1
    return "\n\n".join(parts) + "\n"


def keystrokes(text: str, number: int) -> tuple[list[float], list[float]]:
    """Seconds of each keystroke, and of full checks by linters that know nothing yet."""
    chance = random.Random(1)
    fulls = []
    for _ in range(3):
        fresh = Linter()
        fresh.check(readers.parse("Our back office.", path="a.md"))
        began = time.process_time()
        fresh.check(readers.parse(text, path="long.md"))
        fulls.append(time.process_time() - began)
    session, uri = Session(), Path("/tmp/long.md").as_uri()
    item = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    document = OpenDocument(item)
    document.outcome = session.check(session.snapshot(document))
    for linter in session.projects.linters():
        linter.warm()
    times, prose = [], prose_of(text)
    for _ in range(number):
        change = typed(chance, prose)
        began = time.process_time()
        document.buffer.apply([change], Unit.UTF16)
        document.outcome = session.check(session.snapshot(document))
        told = document.outcome.json
        times.append(time.process_time() - began)
    found, whole = document.outcome.checked, readers.parse(document.buffer.text, path="long.md")
    assert found
    assert list(found.findings) == fresh.check(whole), "it differs from the full check"
    assert len(json.loads(told)) == len(found.shown)
    return times, fulls


def prose_of(text: str) -> list[int]:
    """The lines that somebody may be writing."""
    return [i for i, line in enumerate(text.split("\n")) if len(line) > 80]


def typed(chance: random.Random, prose: list[int]) -> types.TextDocumentContentChangePartial:
    """A character typed somewhere in the prose."""
    at = types.Position(line=chance.choice(prose), character=chance.randrange(5, 70))
    place = types.Range(start=at, end=at)
    return types.TextDocumentContentChangePartial(range=place, text=chance.choice("abcdefg ,"))


async def answers(text: str, number: int) -> tuple[list[float], list[float]]:
    """Seconds from each keystroke to its diagnostics by a server that is pulled: waited, and its own."""
    chance, prose, uri = random.Random(2), prose_of(text), Path("/tmp/long.md").as_uri()
    waits, costs = [], []
    async with serving(vs_code(), seconds=600) as editor:
        editor.open(uri, text)
        await editor.pulled(uri)
        await asyncio.sleep(QUIET + 2)  # until all is loaded
        for version in range(2, number + 2):
            began, cost = time.perf_counter(), _processor_time(editor)
            editor.change(uri, version, typed(chance, prose))
            await editor.pulled(uri)
            waits.append(time.perf_counter() - began)
            costs.append(_processor_time(editor) - cost)
    return waits, costs


async def process(text: str, edits: int) -> tuple[float, list[int]]:
    """Seconds from start to first diagnostic, and kilobytes of memory before, amid and after edits."""
    began = time.perf_counter()
    chance, prose, uri = random.Random(3), prose_of(text), Path("/tmp/long.md").as_uri()
    async with serving(neovim(), seconds=3600) as editor:
        editor.open(uri, "Our back office pays.\n")
        await editor.published(uri, 1)
        first = time.perf_counter() - began
        editor.replace(uri, 2, text)
        await editor.published(uri, 2)
        await asyncio.sleep(QUIET + 2)
        memory = [_memory(editor)]
        for number in range(1, edits + 1):
            editor.change(uri, number + 2, typed(chance, prose))
            # Asked for after each edit, so that none is passed over by the debounce.
            await editor.hover(uri, 0, 0)
            if number % (edits // 10) == 0:
                memory.append(_memory(editor))
        return first, memory


def _processor_time(editor: Editor) -> float:
    server = editor.client._server
    assert server
    tasks = Path(f"/proc/{server.pid}/task")
    if not tasks.exists():
        return 0.0
    return sum(int((one / "schedstat").read_text().split()[0]) for one in tasks.iterdir()) / 1e9


def _memory(editor: Editor) -> int:
    server = editor.client._server
    assert server
    status = Path(f"/proc/{server.pid}/status")
    if not status.exists():
        return 0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1])


def percentiles(name: str, times: list[float], full: float) -> float:
    """Print them, and answer with the 95th."""
    cuts = statistics.quantiles(times, n=100)
    for rank, value in (("p50", cuts[49]), ("p95", cuts[94]), ("most", max(times))):
        print(f"{name} {rank}: {value * 1000:.2f} ms, {value / full:.1%} of a full check")
    return cuts[94]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--keystrokes", type=int, default=400)
    parser.add_argument("--edits", type=int, default=1000, help="for the measure of memory")
    chosen = parser.parse_args()
    text = long_text(chosen.lines)
    times, fulls = keystrokes(text, chosen.keystrokes)
    full = statistics.median(fulls)
    print(
        f"file: {text.count(chr(10)):,} lines, {len(text):,} characters; full check {full * 1000:.0f} ms"
    )
    worst = percentiles("keystroke", times, full)
    waits, costs = asyncio.run(answers(text, chosen.keystrokes))
    percentiles("server's processor time", costs, full)
    percentiles("pull, as waited for", waits, full)
    first, memory = asyncio.run(process(text, chosen.edits))
    print(f"start to first diagnostic: {first:.2f} s")
    told = ", ".join(f"{one // 1024}" for one in memory)
    print(f"memory over {chosen.edits:,} edits: {told} MB")
    sys.exit(worst > SECONDS or worst > SHARE * full)


if __name__ == "__main__":
    main()
