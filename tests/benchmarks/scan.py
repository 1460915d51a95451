"""How a scan grows with documents and workers: documents a second, and the most memory it takes.

    CXLINT_CORPUS=… python tests/benchmarks/scan.py [--sizes 1000,10000,100000] [--formats csv,parquet]

Postings are those of the corpus, repeated and perturbed; without a corpus, texts of our own.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from scan_inputs import postings

COLUMNS = ("id", "department", "description")
BATCH = 5000
SPEEDUP, MEMORY = 1.7, 1.5


def rows(count: int) -> Iterator[dict[str, str]]:
    """Postings of the corpus, each with a paragraph left out or changed."""
    root = Path(os.environ.get("CXLINT_CORPUS", "")) / "postings"
    paths = (
        [path for path in sorted(root.rglob("*")) if path.suffix in (".md", ".txt")]
        if "CXLINT_CORPUS" in os.environ
        else []
    )
    texts = [path.read_bytes().decode("utf-8", "replace") for path in paths] or [
        one["description"] for one in postings(2000)
    ]
    chosen = random.Random(1)
    for number in range(count):
        parts = chosen.choice(texts).split("\n\n")
        place = chosen.randrange(len(parts))
        parts[place] += f" (reference {number})"
        if len(parts) > 4 and number % 2:
            parts.pop(chosen.randrange(2, len(parts)))
        yield {
            "id": f"P{number}",
            "department": chosen.choice(["Sales", "Finance", "IT"]),
            "description": "\n\n".join(parts),
        }


def written(folder: Path, count: int, form: str) -> Path:
    """A table of postings."""
    path = folder / f"{count}.{form}"
    if form == "csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows(count))
        return path
    import pyarrow as pa
    import pyarrow.parquet as store

    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    batch: list[dict[str, str]] = []
    with store.ParquetWriter(path, schema) as writer:
        for row in rows(count):
            batch.append(row)
            if len(batch) == BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))
    return path


def scanned(path: Path, output: Path, jobs: int) -> tuple[float, float]:
    """Seconds and gigabytes of one scan, all its processes together."""
    command = [sys.executable, "-m", "cxlint", "scan", str(path), "-o", str(output), "-j", str(jobs), "--column", "description",
               "--group-by", "department", "--fresh", "--no-page", "-q"]  # fmt: skip
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, most), daemon=True)
    watcher.start()
    if process.wait():
        sys.exit(f"the scan ended with exit code {process.returncode}")
    return time.perf_counter() - begun, most[0]


def _watch(process: subprocess.Popen[bytes], most: list[float]) -> None:
    """Note the most memory that a process and its children share out (where the system tells)."""
    while process.poll() is None:
        try:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            total = sum(_memory(pid) for pid in [str(process.pid), *children])
        except OSError:
            total = 0.0
        most[0] = max(most[0], total)
        time.sleep(0.2)


def _memory(pid: str) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1e6 for line in text.splitlines() if line.startswith("Pss:")), 0.0
    )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--sizes", default="1000,10000,100000")
    options.add_argument("--formats", default="csv,parquet")
    options.add_argument("--jobs", default="1,2")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as holder:
        for form in chosen.formats.split(","):
            for size in map(int, chosen.sizes.split(",")):
                path = written(Path(holder), size, form)
                took: dict[int, float] = {}
                for jobs in map(int, chosen.jobs.split(",")):
                    took[jobs], memory = scanned(path, Path(holder) / "out", jobs)
                    print(f"{form:<8}{size:>8} documents {path.stat().st_size / 1e6:8.1f} MB  {jobs} workers {took[jobs]:8.1f} s"
                          f" {size / took[jobs]:8.0f} documents/s  {memory:.2f} GB{' TOO MUCH' if memory > MEMORY else ''}", flush=True)  # fmt: skip
                if {1, 2} <= set(took):
                    ratio = took[1] / took[2]
                    print(
                        f"  2 workers are {ratio:.2f} times as fast as 1 (bar {SPEEDUP}: {'held' if ratio >= SPEEDUP else 'MISSED'})",
                        flush=True,
                    )
                path.unlink()


if __name__ == "__main__":
    main()
