"""What a run of `cxlint check` on one small file costs, as a multiple of Python's own start.

    python tests/benchmarks/startup.py [--runs 7]

A clean file of 2 KB, new to the cache and known to it, and one with a finding, against
`python -c pass`: the least wall time of several runs, since other work can only add to it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CLEAN = "The team met on Monday and planned the garden party.\n\n" * 38
FOUND = "Our back-office staff handle refunds.\n\n" + CLEAN
AIM = 6


def least(runs: int, command: list[str], before: Callable[[int], object] = lambda _: None) -> float:
    """The least seconds of some runs of a command; `before` each is told its number."""
    took = []
    for number in range(runs):
        before(number)
        begun = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        took.append(time.perf_counter() - begun)
    return min(took)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--runs", type=int, default=7)
    runs = options.parse_args().runs
    # What is installed has its byte code.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = least(runs, [sys.executable, "-c", "pass"])
    print(f"python -c pass          {python * 1000:6.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CXLINT_CACHE_DIR"] = folder + "/cache"
        file = Path(folder, "one.md")
        check = [sys.executable, "-m", "cxlint", "check", "--quiet", str(file)]
        file.write_text(CLEAN, "utf-8")
        subprocess.run(check, check=False)  # what is kept of the rules from run to run
        for name, text in (("clean", CLEAN), ("with a finding", FOUND)):

            def renew(number: int, text: str = text) -> None:
                file.write_text(f"{text}Run {number}.\n", "utf-8")

            for state, before in (("new", renew), ("known", lambda _: None)):
                took = least(runs, check, before)
                told = f"{took / python:5.1f} times (aim {AIM})" if name == "clean" else ""
                print(f"{name + ', ' + state:<23} {took * 1000:6.0f} ms  {told}")


if __name__ == "__main__":
    main()
