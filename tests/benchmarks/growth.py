"""How the time for awkward texts grows: `python tests/benchmarks/growth.py [--factor 4]`.

Reads each text of `hostile.py` at one size and at `factor` times that size, and prints the ratio of
processor seconds; a reader that is linear shows the factor, one that is quadratic its square.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import hostile

from cxlint import readers
from cxlint.linter import Linter

PHRASE = "our back office staff "

KINDS: dict[str, tuple[Callable[[int], dict[str, str]], int]] = {
    "a.html": (hostile.pages, 25_000),
    "a.eml": (hostile.messages, 2_500),
    "a.rst": (hostile.lightly_marked, 5_000),
    "a.adoc": (hostile.lightly_marked, 5_000),
    "a.csv": (hostile.tables, 50_000),
}


def seconds(name: str, text: str) -> float:
    """Processor time for reading one text: the least of three, to leave out what else is at work."""
    data, taken = text.encode(), []
    for _ in range(3):
        begun = time.process_time()
        _ = readers.from_bytes(Path(name), data).document.blocks
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    """Print one line a text."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--factor", type=int, default=4)
    factor = options.parse_args().factor
    print(f"{'':40} seconds  times for {factor} times the size")
    for name, (make, size) in KINDS.items():
        small, large = make(size), make(size * factor)
        for kind, text in small.items():
            before, after = seconds(name, text), seconds(name, large[kind])
            ratio = f"{after / before:.1f}" if before > 0.002 else "(too short to tell)"
            print(f"{name.partition('.')[2] + ': ' + kind:40} {after:7.2f}  {ratio}")
    linter = Linter()
    linter.check(readers.parse(PHRASE))
    made = {
        size: hostile.prose(size * 20) | {"findings in one paragraph": PHRASE * size}
        for size in (500, 500 * factor)
    }
    for kind in made[500]:
        taken = []
        for texts in made.values():
            begun = time.process_time()
            linter.check(readers.parse(texts[kind]))
            taken.append(time.process_time() - begun)
        ratio = f"{taken[1] / taken[0]:.1f}" if taken[0] > 0.002 else "(too short to tell)"
        print(f"{'check: ' + kind:40} {taken[1]:7.2f}  {ratio}")


if __name__ == "__main__":
    main()
