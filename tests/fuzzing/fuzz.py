"""Fuzz one target, guided by the coverage of cxlint's own code.

    pip install atheris
    PYTHONPATH=. python -m tests.fuzzing.fuzz markdown -max_total_time=600

Further arguments are libFuzzer's. What is learned lies in `.fuzzing/TARGET` and is taken up by the
next run. A crash is written to the current folder; put it into `tests/fuzzing/found/TARGET/` once
it is mended, where `tests/test_fuzzed.py` tries it for ever.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cxlint"]):
    from cxlint.readers import FORMATS
    from tests.fuzzing.targets import TARGETS, seeds

    # Readers are imported when they are needed, which would be too late.
    for _one in FORMATS:
        _one.load()


def main() -> None:
    """Fuzz the target that the first argument names."""
    name, *options = sys.argv[1:]
    learned = Path(".fuzzing", name)
    learned.mkdir(parents=True, exist_ok=True)
    for seed in seeds(name):
        (learned / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    arguments = ["-rss_limit_mb=3000", "-timeout=25", "-max_len=16384", *options, str(learned)]
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
