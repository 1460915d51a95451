"""What other linters find on the sentences of `accuracy.py`, scored in the same way.

    npm install --prefix PEERS alex@11 write-good@1 textlint@15 textlint-rule-alex@5
    python -m venv PEERS/python && PEERS/python/bin/pip install proselint==0.16.0
    python tests/benchmarks/peers_accuracy.py GOLD_DIR PEERS

The peers look for other things than cxlint does: what they report is a false alarm here, whatever it
is worth to their own users. So the table also has how many of the labels of the pack `inclusive`
they find, which is what they and cxlint have in common.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from accuracy import Score, score

from cxlint.document import Document
from cxlint.linter import Linter
from cxlint.model import Finding, Severity, Span

# One text an element in, its findings as [start, end] in UTF-16 units out.
_ALEX = """
const {default: alex} = await import('alex')
emit(text => alex(text).messages.map(m => [m.position.start.offset, m.position.end.offset]))
"""
_WRITE_GOOD = """
const {default: good} = await import('write-good')
emit(text => good(text).map(m => [m.index, m.index + m.offset]))
"""
_HARNESS = """
import {readFileSync, writeFileSync} from 'node:fs'
const [from, to] = process.argv.slice(2)
const emit = find => writeFileSync(to, JSON.stringify(JSON.parse(readFileSync(from, 'utf8')).map(find)))
"""

Spans = list[list[tuple[int, int]]]


class Recorder:
    """Stands where a linter stands, and only remembers what it was asked."""

    def __init__(self) -> None:
        self.sources: list[str] = []

    def check(self, document: Document) -> list[Finding]:
        """Nothing is found."""
        self.sources.append(document.source)
        return []


class Peer:
    """Stands where a linter stands, and answers with what another one found in the same texts."""

    def __init__(self, sources: Sequence[str], spans: Spans) -> None:
        self._spans = dict(zip(sources, spans, strict=True))

    def check(self, document: Document) -> list[Finding]:
        """The other linter's findings."""
        found = []
        for start, end in self._spans[document.source]:
            span = Span(start, max(end, start + 1))
            found.append(Finding("peer/any", span, Severity.WARNING, "", span.of(document.source)))
        return found


def by_node(script: str) -> Callable[[Sequence[str], Path], Spans]:
    """A linter that is called from JavaScript."""

    def run(texts: Sequence[str], peers: Path) -> Spans:
        # In the folder itself, for there its packages are found.
        with tempfile.TemporaryDirectory(dir=peers) as folder:
            program, given, made = (Path(folder) / name for name in ("run.mjs", "in", "out"))
            program.write_text(_HARNESS + script, encoding="utf-8")
            given.write_text(json.dumps(list(texts)), encoding="utf-8")
            subprocess.run(["node", str(program), str(given), str(made)], check=True)
            found = json.loads(made.read_text(encoding="utf-8"))
        return [in_code_points(text, spans) for text, spans in zip(texts, found, strict=True)]

    return run


def textlint(texts: Sequence[str], peers: Path) -> Spans:
    """textlint with its rule alex; it tells where a finding begins, and quotes the words."""
    command = [
        str(peers / "node_modules/.bin/textlint"),
        "--no-textlintrc",
        "--rule",
        "alex",
        "-f",
        "json",
    ]
    found: Spans = []
    for text, report in zip(texts, _on_files(command, texts, peers), strict=True):
        spans = []
        for message in report["messages"]:
            words = re.search(r"`(.*?)`", message["message"])
            start = message["range"][0]
            spans.append((start, start + len(words.group(1)) if words else message["range"][1]))
        found.append(in_code_points(text, spans))
    return found


def _on_files(command: list[str], texts: Sequence[str], peers: Path) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:05}.md").write_text(text, encoding="utf-8")
        # Findings make its exit code 1.
        done = subprocess.run([*command, folder], capture_output=True, text=True, cwd=peers)
    reports = sorted(json.loads(done.stdout), key=lambda one: str(one["filePath"]))
    return reports


def proselint(texts: Sequence[str], peers: Path) -> Spans:
    """proselint, whose offsets count a line end that it puts before the text."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:05}.md").write_text(text, encoding="utf-8")
        python = peers / "python/bin/python"
        command = [str(python), "-m", "proselint", "check", "-o", "json", folder]
        done = subprocess.run(command, capture_output=True, text=True)
    found: Spans = [[] for _ in texts]
    for name, result in json.loads(done.stdout)["result"].items():
        spans = [one["span"] for one in result.get("diagnostics", ())]
        found[int(Path(name).stem)] = [(start - 1, end - 1) for start, end in spans]
    return found


def in_code_points(text: str, spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Offsets in UTF-16 units as offsets in code points."""
    units = text.encode("utf-16-le", "surrogatepass")

    def points(offset: int) -> int:
        return len(units[: offset * 2].decode("utf-16-le", "ignore"))

    return [(points(start), points(end)) for start, end in spans]


PEERS: dict[str, Callable[[Sequence[str], Path], Spans]] = {
    "alex": by_node(_ALEX),
    "textlint with rule alex": textlint,
    "write-good": by_node(_WRITE_GOOD),
    "proselint": proselint,
}


def main() -> None:
    """Print one line a linter."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("gold", type=Path, metavar="GOLD_DIR")
    options.add_argument("peers", type=Path, metavar="PEERS", help="where they are installed")
    chosen = options.parse_args()
    gold, peers = chosen.gold, chosen.peers.resolve()
    rows = [json.loads(line) for line in (gold / "sentences.jsonl").open(encoding="utf-8")]
    recorder: Any = Recorder()
    score(rows, recorder)
    texts = list(dict.fromkeys(recorder.sources))
    print(
        f"{'linter':<26}{'reported':>9}{'precision':>11}{'recall':>8}{'of inclusive':>14}{'false on random':>17}"
    )
    for name, linter in {"cxlint": None, **PEERS}.items():
        one: Any = Linter() if linter is None else Peer(texts, linter(texts, peers))
        scores = score(rows, one).scores
        every, random, inclusive = (
            scores["all"],
            scores["random"],
            scores.get("pack inclusive", Score()),
        )
        print(
            f"{name:<26}{every.right + every.false_alarms:>9}{every.precision:>11.3f}{every.recall:>8.3f}"
            f"{inclusive.recall:>14.3f}{random.false_alarms:>17}"
        )


if __name__ == "__main__":
    main()
