"""How fast cxlint checks Markdown on one core, beside other linters and ripgrep.

    CXLINT_CORPUS=… python tests/benchmarks/throughput.py [--every 12] [--peers FOLDER] [--profile]

All in one run, each a process of its own over the same files; processor time is what counts, so
that a busy machine tells the same. Megabytes a second and ratios are printed. Peers are installed
into FOLDER (a temporary one by default), as `peers.py` beside this file tells. `--profile` prints
where cxlint's time goes, by function.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from peers import OPTIONS, installed

PARTS = ("postings", "handbooks")
# How many times as fast as each cxlint is meant to be.
AIMS = {"alex": 100, "write-good": 25, "proselint": 25, "vale": 1, "ripgrep": 1 / 10}
LEAST = 15.0


def documents(every: int) -> list[Path]:
    """Every n-th posting and handbook page of the corpus."""
    root = Path(os.environ["CXLINT_CORPUS"])
    found = [
        path
        for part in PARTS
        for path in sorted((root / part).rglob("*"))
        if path.suffix in (".md", ".txt") and path.is_file()
    ]
    return found[::every]


def as_markdown(paths: Sequence[Path], folder: Path) -> int:
    """Copy texts as Markdown files in UTF-8; returns their bytes."""
    size = 0
    for number, path in enumerate(paths):
        text = path.read_bytes().decode("utf-8", "replace")
        size += (folder / f"{number:05d}.md").write_text(text, "utf-8")
    return sum(path.stat().st_size for path in folder.glob("*.md"))


def timed(command: Sequence[str], folder: Path) -> float | None:
    """Processor seconds of a command; None where it cannot run. Exit codes count findings for some."""
    begun = os.times()
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    ended = os.times()
    if done.returncode < 0 or done.returncode in (126, 127):
        print(f"  {command[0]}: exit code {done.returncode}: {done.stderr[-200:]}", file=sys.stderr)
        return None
    return ended.children_user + ended.children_system - begun.children_user - begun.children_system


def steady(folder: Path) -> tuple[float, int, int]:
    """Seconds of all checks in one process whose rules are loaded; findings; files with some."""
    from cxlint import readers
    from cxlint.linter import Linter

    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.md"))]
    linter = Linter()
    for text in texts[:: max(len(texts) // 40, 1)]:
        linter.check(readers.parse(text, path="x.md"))
    fresh = [readers.parse(text + "\n", path="x.md") for text in texts]
    begun = time.process_time()
    found = [len(linter.check(document)) for document in fresh]
    return time.process_time() - begun, sum(found), sum(map(bool, found))


def profile(folder: Path) -> None:
    """Print where the time of a steady check goes, by function."""
    import cProfile
    import pstats

    measured = cProfile.Profile()
    measured.runcall(steady, folder)
    for order in ("cumulative", "tottime"):
        pstats.Stats(measured).sort_stats(order).print_stats("cxlint|spacy|re2|pyromark", 35)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--every", type=int, default=12, help="take every n-th document")
    options.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "cxlint-peers")
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    chosen.peers.mkdir(parents=True, exist_ok=True)
    # What is installed has its byte code.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as holder:
        folder, scratch = Path(holder) / "texts", Path(holder) / "scratch"
        folder.mkdir()
        scratch.mkdir()
        size = as_markdown(documents(chosen.every), folder)
        print(f"{len(list(folder.glob('*.md')))} files, {size / 1e6:.2f} MB")
        if chosen.profile:
            profile(folder)
        else:
            report(folder, size, installed(chosen.peers.resolve(), scratch))


def report(folder: Path, size: int, peers: dict[str, list[str]]) -> None:
    """Print rates and ratios."""
    check = "-m cxlint check . --format json --jobs 1 --no-cache".split()
    own = timed([sys.executable, *check], folder)
    seconds, findings, hit = steady(folder)
    megabytes = size / 1e6
    held = "held" if megabytes / seconds >= LEAST else "MISSED"
    print(f"{'cxlint, rules loaded':<22}{line(seconds, megabytes)}   bar {LEAST} MB/s: {held}")
    print(f"  {findings} findings in {hit} files")
    if own is None:
        return
    print(f"{'cxlint, whole process':<22}{line(own, megabytes)}")
    files = sorted(path.name for path in folder.glob("*.md"))
    for name in OPTIONS:
        took = timed([*peers[name], *files], folder) if name in peers else None
        if took is None:
            print(f"{name:<22}not to be had: left out")
            continue
        whole, steadily = took / own, took / seconds
        print(
            f"{name:<22}{line(took, megabytes)}   cxlint is {whole:.1f} times as fast, "
            f"{steadily:.1f} with rules loaded{verdict(AIMS.get(name), whole, steadily)}"
        )


def line(seconds: float, megabytes: float) -> str:
    """A time and a rate, in columns."""
    return f"{seconds:8.2f} s {megabytes / seconds:8.2f} MB/s"


def verdict(aim: float | None, whole: float, steadily: float) -> str:
    """Whether a ratio is what was aimed at, if anything was."""
    if aim is None:
        return ""
    if whole >= aim:
        return f"; bar {aim}: held"
    return f"; bar {aim}: {'held with rules loaded' if steadily >= aim else 'MISSED'}"


if __name__ == "__main__":
    main()
