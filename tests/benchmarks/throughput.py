"""How fast cxlint checks Markdown on one core, beside alex, write-good, proselint and ripgrep.

    CXLINT_CORPUS=… python tests/benchmarks/throughput.py [--every 12] [--peers FOLDER] [--profile]

All in one run, each a process of its own over the same files; processor time is what counts, so
that a busy machine tells the same. Megabytes a second and ratios are printed. Peers come from npm and pip, into FOLDER (a temporary one by default); one that cannot be
installed is left out, which is said. `--profile` prints where cxlint's time goes, by stage.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PARTS = ("postings", "handbooks")
NODE = {"alex": ["--quiet"], "write-good": ["--parse"]}
AIMS = {"alex": 100, "write-good": 25, "proselint": 25}
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


def installed(peers: Path) -> dict[str, list[str]]:
    """The commands of the peers that are there or can be installed."""
    commands = {}
    if shutil.which("npm") and not (peers / "node_modules").is_dir():
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", str(peers), *NODE],
            check=False,
            capture_output=True,
        )
    for name, options in NODE.items():
        program = peers / "node_modules" / ".bin" / name
        if program.exists():
            commands[name] = [str(program), *options]
    proselint = Path(sys.executable).with_name("proselint")
    if not proselint.exists():
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "proselint"],
            check=False,
            capture_output=True,
        )
    if proselint.exists():
        commands["proselint"] = [str(proselint), "check"]
    return commands


def phrases(folder: Path) -> Path:
    """What the prefilter looks for as regular expressions that ripgrep reads."""
    from cxlint.anchors import anchor_of
    from cxlint.rule_files import builtin_rules

    rules = builtin_rules()
    anchors = [anchor_of(rules, case) for rule in rules for case in rule.cases]
    lists = [one.alone for one in anchors if one and one.alone]
    patterns = {rf"\b({'|'.join(sorted(words))})\b" for words in lists}
    for first, second in (pair for one in anchors if one for pair in one.pairs):
        patterns.add(rf"\b({'|'.join(sorted(first))})\W+({'|'.join(sorted(second))})\b")
    path = folder / "phrases"
    path.write_text("\n".join(sorted(patterns)) + "\n", "utf-8")
    return path


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
        folder = Path(holder) / "texts"
        folder.mkdir()
        size = as_markdown(documents(chosen.every), folder)
        files = sorted(path.name for path in folder.glob("*.md"))
        print(f"{len(files)} files, {size / 1e6:.2f} MB")
        if chosen.profile:
            profile(folder)
            return
        report(folder, files, size, installed(chosen.peers), phrases(Path(holder)))


def report(
    folder: Path, files: list[str], size: int, peers: dict[str, list[str]], patterns: Path
) -> None:
    """Print rates and ratios."""
    rate: Callable[[float], float] = lambda seconds: size / 1e6 / seconds  # noqa: E731 -- a formula
    check = "-m cxlint check . --format json --jobs 1 --no-cache".split()
    own = timed([sys.executable, *check], folder)
    seconds, findings, hit = steady(folder)
    print(
        f"cxlint, rules loaded   {seconds:8.2f} s {rate(seconds):8.2f} MB/s   {findings} findings in {hit} files"
    )
    print(f"  bar {LEAST} MB/s: {'held' if rate(seconds) >= LEAST else 'MISSED'}")
    if own is None:
        return
    print(f"cxlint, whole process  {own:8.2f} s {rate(own):8.2f} MB/s")
    for name, command in peers.items():
        took = timed([*command, *files], folder)
        if took is not None:
            whole, steadily = took / own, took / seconds
            print(
                f"{name:<22} {took:8.2f} s {rate(took):8.2f} MB/s   cxlint is {whole:.0f} times as fast, "
                f"{steadily:.0f} with rules loaded; bar {AIMS[name]}: {verdict(AIMS[name], whole, steadily)}"
            )
    for name in {"alex", "write-good", "proselint"} - set(peers):
        print(f"{name:<22} not installed: left out")
    search = ["rg", "-i", "-c", "--no-unicode", "--threads", "1", "-f", str(patterns), "."]
    took = timed(search, folder) if shutil.which("rg") else None
    if took:
        print(
            f"{'ripgrep, same phrases':<22} {took:8.2f} s {rate(took):8.2f} MB/s   "
            f"{own / took:.0f} times as fast as cxlint, {seconds / took:.0f} with rules loaded"
        )


def verdict(aim: float, whole: float, steadily: float) -> str:
    """Whether a ratio is what was aimed at."""
    if whole >= aim:
        return "held"
    return "held with rules loaded" if steadily >= aim else "MISSED"


if __name__ == "__main__":
    main()
