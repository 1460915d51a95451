"""What a keystroke costs: `python tests/benchmarks/editing.py [--lines N] [--keystrokes N]`.

Prints the processor time of one keystroke's check in the prose of a long Markdown file (text applied,
checked, converted; without the debounce) and its share of a full check of that file; the time from
a server's start to its first diagnostic; and its memory over a thousand edits. Exits 1 where a
keystroke's 95th percentile is above 5 % or 50 ms. A keystroke that opens a code block turns all
that follows into code: it costs a full check, and is not counted here.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from lsp.editor import Editor, neovim, serving
from lsprotocol import types

from cxlint import readers
from cxlint.linter import Linter
from cxlint.text import Unit
from lsp_server import checking, convert
from lsp_server.buffer import Buffer
from lsp_server.checking import Checked, Kind

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
    """Seconds of each keystroke's check, and of full checks by linters that know nothing yet."""
    chance = random.Random(1)
    markdown = readers.format_named("markdown")
    assert markdown
    kind, linter = Kind("long.md", markdown), Linter()
    fulls = []
    for _ in range(3):
        fresh = Linter()
        fresh.check(readers.parse("Our back office.", path="a.md"))
        began = time.process_time()
        fresh.check(readers.parse(text, path="long.md"))
        fulls.append(time.process_time() - began)
    buffer = Buffer(text)
    checked: Checked | None = checking.check(linter, text, kind)
    times, pages = [], convert.pages_of(linter.rules)
    prose = [i for i, line in enumerate(text.split("\n")) if len(line) > 80]
    for _ in range(number):
        at = types.Position(line=chance.choice(prose), character=chance.randrange(5, 70))
        change = types.TextDocumentContentChangePartial(
            range=types.Range(start=at, end=at), text=chance.choice("abcdefg ,")
        )
        began = time.process_time()
        buffer.apply([change], Unit.UTF16)
        checked = checking.check(linter, buffer.text, kind, checked)
        for finding in checked.shown:
            convert.diagnostic(finding, checked.document.lines, Unit.UTF16, pages)
        times.append(time.process_time() - began)
    assert checked
    whole = linter.check(readers.parse(buffer.text, path="long.md"))
    assert list(checked.findings) == whole, "the incremental check differs from the full one"
    return times, fulls


async def process(text: str) -> tuple[float, list[int]]:
    """Seconds from start to first diagnostic, and kilobytes of memory before, amid and after edits."""
    began = time.perf_counter()
    uri = Path("/tmp/long.md").as_uri()
    async with serving(neovim(), seconds=600) as editor:
        editor.open(uri, "Our back office pays.\n")
        await editor.published(uri, 1)
        first = time.perf_counter() - began
        editor.replace(uri, 2, text)
        await editor.published(uri, 2)
        memory = [_memory(editor)]
        for version in range(3, 1003):
            at = types.Position(line=version * 7 % 2000, character=0)
            place = types.Range(start=at, end=at)
            editor.change(
                uri, version, types.TextDocumentContentChangePartial(range=place, text="x")
            )
            if version % 100 == 2:
                await editor.published(uri, version)
                memory.append(_memory(editor))
        return first, memory


def _memory(editor: Editor) -> int:
    server = editor.client._server
    assert server
    status = Path(f"/proc/{server.pid}/status")
    if not status.exists():
        return 0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--keystrokes", type=int, default=400)
    chosen = parser.parse_args()
    text = long_text(chosen.lines)
    times, fulls = keystrokes(text, chosen.keystrokes)
    full = statistics.median(fulls)
    cuts = statistics.quantiles(times, n=100)
    print(
        f"file: {text.count(chr(10)):,} lines, {len(text):,} characters; full check {full * 1000:.0f} ms"
    )
    for name, value in (("p50", cuts[49]), ("p95", cuts[94]), ("most", max(times))):
        print(f"keystroke {name}: {value * 1000:.1f} ms, {value / full:.1%} of a full check")
    first, memory = asyncio.run(process(text))
    print(f"start to first diagnostic: {first:.2f} s")
    print(f"memory over 1,000 edits: {', '.join(f'{one // 1024}' for one in memory)} MB")
    sys.exit(cuts[94] > SECONDS or cuts[94] > SHARE * full)


if __name__ == "__main__":
    main()
