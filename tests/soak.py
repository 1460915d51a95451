"""A soak: half an hour of an editor's life, at random, and the server has to be right at its end.

    python -m tests.soak --minutes 30 --seed 7

Documents are edited, saved, closed, replaced and deleted; configuration and rules of one's own come,
change, break and go, on disk and told by the watcher; hovers, completions and code actions are asked
for in between. Every few minutes all is still for a moment: then the diagnostics that were shown last
must be what the command line says of the same texts. The memory of the server is told each minute.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # as pytest does

from tests.composed import SENTENCES
from tests.lsp.editor import Editor, neovim, range_of, serving, utf32
from tests.lsp.reference import ReferenceText
from tests.lsp.test_parity import as_rows, reported

CONFIGURATIONS = [
    "ignore: [people]\n", "severity: {back-office: info}\n", "allow: [low-level employees, chairman]\n",
    "select: [back-office, job-titles]\n", "overrides:\n- files: ['*.txt']\n  ignore: [back-office]\n",
    "packs: [house]\n", "report-unused: true\n", "genre: posting\n", "# nothing\n",
]  # fmt: skip
BROKEN = [
    "ignore: [peple]\n",
    "severity: {\n",
    "a: &a [*a]\n",
    "max-bytes: no\n",
    "\x00",
    "packs: [nowhere]\n",
]
RULE = """\
message: "“{match}” is a word of ours."
conviction: two-roles
why: A test.
severity: warning
match: [%s]
flags: ["We say [%s]."]
allows: [We say nothing.]
"""
PIECES = [*SENTENCES, "\n", "\n\n", "\r\n", "- ", "# ", "*", "`", "\u2028", "😀", "back ", "office", "é", "\t",
          "<!-- cxlint-disable-next-line -->\n", "<!-- cxlint-disable -->\n", "", "[", "](x)", "| a | b |\n|---|---|\n"]  # fmt: skip
_LONGEST = 5000
# How long a busy machine may take until what is shown is right, in looks of so many seconds.
_STILL, _PATIENCE = 3.0, 30


class Soak:
    """One editor, its open texts, and what it did."""

    def __init__(self, editor: Editor, folder: Path, chance: random.Random) -> None:
        self.editor, self.folder, self.chance = editor, folder, chance
        self.open: dict[str, ReferenceText] = {}
        self.versions: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.compared = self.wrong = 0
        self.paths = [
            folder / f"{name}{number}.{suffix}"
            for number in range(6)
            for name, suffix in (("page", "md"), ("note", "txt"), ("site", "html"))
        ]

    async def step(self) -> None:
        """One thing that a user might do."""
        weights = {
            self.edit: 60, self.replace: 4, self.save: 8, self.toggle: 6, self.ask: 6,
            self.configure: 3, self.break_configuration: 1, self.rule: 1, self.delete: 1,
        }  # fmt: skip
        (action,) = self.chance.choices(list(weights), list(weights.values()))
        self.done[action.__name__] += 1
        await action()
        await asyncio.sleep(self.chance.choice([0, 0, 0.01, 0.05, 0.4]))

    def _text(self) -> str:
        return "".join(
            f"{self.chance.choice(PIECES)}{self.chance.choice([' ', '', chr(10)])}"
            for _ in range(30)
        )

    def _any(self) -> str | None:
        return self.chance.choice(list(self.open)) if self.open else None

    async def edit(self) -> None:
        uri = self._any()
        if uri is None:
            return
        text = self.open[uri]
        if len(text.text) > _LONGEST:
            await self.replace()
            return
        start = self.chance.randrange(len(text.text) + 1)
        end = min(len(text.text), start + self.chance.choice([0, 0, 1, 5, 40]))
        if not (text.is_place(start) and text.is_place(end)):
            return
        change = text.replace(start, end, self.chance.choice(PIECES))
        self.versions[uri] += 1
        self.editor.change(uri, self.versions[uri], change)

    async def replace(self) -> None:
        uri = self._any()
        if uri is not None:
            self.open[uri].text = self._text()
            self.versions[uri] += 1
            self.editor.replace(uri, self.versions[uri], self.open[uri].text)

    async def save(self) -> None:
        uri = self._any()
        if uri is not None:
            self._store(uri)
            self.editor.save(uri)

    def _store(self, uri: str) -> Path:
        path = next(one for one in self.paths if one.as_uri() == uri)
        path.write_bytes(self.open[uri].text.encode())
        return path

    async def toggle(self) -> None:
        path = self.chance.choice(self.paths)
        uri = path.as_uri()
        if uri in self.open and len(self.open) > 4:
            self.editor.close(uri)
            del self.open[uri]
        elif uri not in self.open:
            self._open(path)

    def _open(self, path: Path) -> None:
        uri = path.as_uri()
        text = path.read_bytes().decode() if path.exists() else self._text()
        self.open[uri] = ReferenceText(text, "utf-32")
        self.versions[uri] += 1
        language = {"md": "markdown", "txt": "plaintext", "html": "html"}[path.suffix[1:]]
        self.editor.open(uri, text, language, self.versions[uri])

    async def ask(self) -> None:
        uri = self._any()
        if uri is not None:
            line = self.chance.randrange(6)
            await self.editor.hover(uri, line, self.chance.randrange(40))
            await self.editor.completions(uri, line, self.chance.randrange(20))
            await self.editor.actions(uri, range_of(line, 0, 80))

    async def configure(self) -> None:
        self._write(self.folder / ".cxlint.yaml", self.chance.choice(CONFIGURATIONS))

    async def break_configuration(self) -> None:
        self._write(self.folder / ".cxlint.yaml", self.chance.choice(BROKEN))

    async def rule(self) -> None:
        word = self.chance.choice(["smile", "lunch", "door", "(", "buyer"])
        self._write(self.folder / "house" / "team" / "word.yaml", RULE % (word, word))

    async def delete(self) -> None:
        path = self.chance.choice([*self.paths, self.folder / ".cxlint.yaml"])
        if path.as_uri() not in self.open:
            path.unlink(missing_ok=True)
            self.editor.changed_on_disk(path)

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.editor.changed_on_disk(path)

    async def compare(self) -> None:
        """Have all still, and compare what is shown with what the command line says."""
        self._write(self.folder / "house" / "team" / "word.yaml", RULE % ("smile", "smile"))
        self._write(self.folder / ".cxlint.yaml", self.chance.choice(CONFIGURATIONS))
        # A last edit of each, so that there is a version to wait for.
        for uri, text in self.open.items():
            self.versions[uri] += 1
            self.editor.change(uri, self.versions[uri], text.replace(0, 0, ""))
        paths = [self._store(uri) for uri in self.open]
        said = await asyncio.to_thread(reported, paths)
        self.compared += len(paths)
        for _ in range(_PATIENCE):
            await asyncio.sleep(_STILL)
            shown = {one.uri: one for one in self.editor.publishes if one.uri in self.open}
            wrong = [
                path for path in paths
                if path.as_uri() not in shown
                or as_rows(shown[path.as_uri()].diagnostics) != said[path.resolve()]
            ]  # fmt: skip
            if not wrong:
                break
        self.wrong += len(wrong)
        for path in wrong:
            say(
                f"WRONG {path.name}: shown {shown.get(path.as_uri())}\n  said {said[path.resolve()]}"
            )
        self.editor.publishes[:] = list(shown.values())


def memory(process: int) -> int:
    """The memory that a process holds, in megabytes."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


def say(*words: object) -> None:
    print(*words, flush=True)


async def soak(minutes: float, seed: int) -> int:
    """Run, and return how many documents were shown wrongly."""
    can: Any = neovim()
    can.general = utf32().general
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / ".git").mkdir()
        async with serving(can, folder, seconds=minutes * 60 + 900) as editor:
            run = Soak(editor, folder, random.Random(seed))
            for path in run.paths[:8]:
                run._open(path)
            server: Any = editor.client._server
            begin = checked = told = time.monotonic()
            while time.monotonic() - begin < minutes * 60:
                await run.step()
                now = time.monotonic()
                if now - told > 60:
                    told = now
                    say(
                        f"{(now - begin) / 60:5.1f} min: {memory(server.pid)} MB, {run.done.total()} steps"
                    )
                if now - checked > 240:
                    await run.compare()
                    checked = time.monotonic()
            await run.compare()
            say(f"end: {memory(server.pid)} MB; {dict(run.done)}")
            say(f"{run.compared} documents compared with the command line, {run.wrong} wrong")
            faults = [one for one in editor.logged if "Traceback" in one or "failed on" in one]
            say(f"{len(faults)} faults logged", *faults[:3])
            return run.wrong + len(faults)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run for as long as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(arguments)
    return min(asyncio.run(soak(chosen.minutes, chosen.seed)), 1)


if __name__ == "__main__":
    sys.exit(main())
