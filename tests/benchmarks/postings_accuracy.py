"""How well postings are understood, measured on labelled ones.

    python tests/benchmarks/postings_accuracy.py GOLD_DIR [CORPUS_DIR]

GOLD_DIR holds `postings.jsonl` and the texts that it names; CORPUS_DIR, if given, folders
`postings`, `handbooks` and `articles`, on which the telling of genres is measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxlint import readers, roles
from cxlint.document import Document, Genre
from cxlint.genre import genre_of
from cxlint.posting import analyse
from cxlint.posting_checks import no_customer


@dataclass
class Score:
    """Counts over the labelled postings; borderline ones are left out but for their genre."""

    true_alarms: int = 0
    false_alarms: int = 0
    missed: int = 0
    facing_right: int = 0
    facing_all: int = 0
    genre_right: int = 0
    genre_all: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the postings reported as naming no customer, the share that name none."""
        return _share(self.true_alarms, self.true_alarms + self.false_alarms)

    @property
    def recall(self) -> float:
        """Of the postings that name no customer, the share that is reported."""
        return _share(self.true_alarms, self.true_alarms + self.missed)

    @property
    def facing(self) -> float:
        """The share of postings whose facing is told right."""
        return _share(self.facing_right, self.facing_all)

    @property
    def genre(self) -> float:
        """The share of postings that are recognised as such."""
        return _share(self.genre_right, self.genre_all)


def score(gold_dir: Path) -> Score:
    """Measure no-customer, facing and genre on the labelled postings."""
    result, functions = Score(), roles.load()
    for line in (gold_dir / "postings.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        document = readers.read(gold_dir / label["file"]).document
        _count_genre(result, document, label)
        if not label["borderline"]:
            posting = analyse(document, functions)
            _count_alarm(result, no_customer(posting) is not None, label)
            _count_facing(result, posting.facing.value, label)
    return result


def genre_shares(corpus_dir: Path) -> dict[str, tuple[int, int, list[str]]]:
    """For each folder of the corpus: texts taken for postings, all texts, and the former's names."""
    shares = {}
    for name in ("postings", "handbooks", "articles"):
        texts = list(_texts(corpus_dir / name))
        taken = [str(path) for path, document in texts if genre_of(document) is Genre.POSTING]
        shares[name] = (len(taken), len(texts), taken)
    return shares


def _texts(folder: Path) -> Iterator[tuple[Path, Document]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and readers.format_of(path):
            try:
                yield path.relative_to(folder), readers.read(path).document
            except readers.UnreadableFile:
                continue


def _count_genre(result: Score, document: Document, label: Mapping[str, Any]) -> None:
    result.genre_all += 1
    if genre_of(document) is Genre.POSTING:
        result.genre_right += 1
    else:
        result.misses.append(f"no posting: {label['file']}")


def _count_alarm(result: Score, alarm: bool, label: Mapping[str, Any]) -> None:
    wanted = not label["serves_customer"]
    if alarm and wanted:
        result.true_alarms += 1
    elif alarm:
        result.false_alarms += 1
        result.misses.append(f"false alarm: {label['file']}: {label['serves_evidence']}")
    elif wanted:
        result.missed += 1
        result.misses.append(f"missed: {label['file']}")


def _count_facing(result: Score, facing: str, label: Mapping[str, Any]) -> None:
    result.facing_all += 1
    if facing == label["facing"]:
        result.facing_right += 1
    else:
        result.misses.append(f"facing: {label['file']}: {facing}, should be {label['facing']}")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def main() -> None:
    """Print the score, each miss, and the genres of a corpus if one is given."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("gold", type=Path, metavar="GOLD_DIR")
    options.add_argument("corpus", type=Path, metavar="CORPUS_DIR", nargs="?")
    chosen = options.parse_args()
    result = score(chosen.gold)
    print(f"no-customer precision {result.precision:.2f} recall {result.recall:.2f}")
    print(f"facing {result.facing:.2f}   genre {result.genre:.2f}")
    print("\n".join(result.misses))
    for name, (taken, texts, names) in genre_shares(chosen.corpus).items() if chosen.corpus else ():
        print(f"{name}: {taken} of {texts} taken for postings")
        if name != "postings":
            print("\n".join(f"  {one}" for one in names))


if __name__ == "__main__":
    main()
