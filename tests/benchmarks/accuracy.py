"""How exact the rules are on labelled sentences: precision and recall, with every miss listed.

    python tests/benchmarks/accuracy.py GOLD_DIR [--blank] [--quiet] [--rewrites]

GOLD_DIR holds `sentences.jsonl`: text with the sentences around it, its genre, and labels (start,
end, rule, verdict). A finding that overlaps a "must" is right, one that overlaps only a "may"
counts neither way, any other is a false alarm; a "must" that nothing overlaps is a miss.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxlint import readers
from cxlint.document import Genre
from cxlint.linter import Linter
from cxlint.model import Finding, Span, apply_edits

_GENRES = {"posting": Genre.POSTING, "email": Genre.EMAIL}


@dataclass
class Score:
    """Counts of one group of sentences."""

    right: int = 0
    false_alarms: int = 0
    found: int = 0
    musts: int = 0
    sentences: int = 0

    @property
    def precision(self) -> float:
        """Of what was reported and counts, the part that is right."""
        return self.right / max(self.right + self.false_alarms, 1)

    @property
    def recall(self) -> float:
        """Of what must be reported, the part that was."""
        return self.found / max(self.musts, 1)


@dataclass
class Tally:
    """Scores by group, and every miss and false alarm as a line of text."""

    scores: dict[str, Score] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    rewrites: list[str] = field(default_factory=list)

    def of(self, *groups: str) -> list[Score]:
        """The scores of several groups, made where they are missing."""
        return [self.scores.setdefault(group, Score()) for group in groups]


def score(rows: Iterable[dict[str, Any]], linter: Linter) -> Tally:
    """Check all sentences and count."""
    tally = Tally()
    for row in rows:
        _score_row(row, linter, tally)
    return tally


def _score_row(row: dict[str, Any], linter: Linter, tally: Tally) -> None:
    before, text, after = row.get("before") or "", row["text"], row.get("after") or ""
    whole = " ".join(part for part in (before, text, after) if part)
    shift = len(before) + 1 if before else 0
    document = readers.parse(
        whole, path="gold.md" if row.get("markdown", True) else "gold.txt",
        genre=_GENRES.get(row["genre"], Genre.OTHER),
    )  # fmt: skip
    inside = Span(shift, shift + len(text))
    findings = [one for one in linter.check(document) if one.span.overlaps(inside)]
    groups = ("all", row["kind"], row["genre"])
    for group in tally.of(*groups):
        group.sentences += 1
    labels = [(Span(shift + one["start"], shift + one["end"]), one) for one in row["labels"]]
    for finding in findings:
        _score_finding(finding, labels, row, groups, tally)
    for span, label in labels:
        if label["verdict"] == "must":
            _score_label(span, label, findings, row, groups, tally, document.source, inside)


def _score_finding(
    finding: Finding,
    labels: list[tuple[Span, dict[str, Any]]],
    row: dict[str, Any],
    groups: tuple[str, ...],
    tally: Tally,
) -> None:
    pack = finding.rule.partition("/")[0]
    verdicts = {label["verdict"] for span, label in labels if span.overlaps(finding.span)}
    if "must" in verdicts:
        for group in tally.of(*groups, f"pack {pack}"):
            group.right += 1
    elif not verdicts:
        for group in tally.of(*groups, f"pack {pack}"):
            group.false_alarms += 1
        tally.lines.append(
            f"FALSE {row['id']} {row['genre']} {finding.rule} [{finding.matched}] {row['text'][:200]}"
        )


def _score_label(
    span: Span,
    label: dict[str, Any],
    findings: list[Finding],
    row: dict[str, Any],
    groups: tuple[str, ...],
    tally: Tally,
    source: str,
    inside: Span,
) -> None:
    pack = label["rule"].partition("/")[0]
    hits = [one for one in findings if one.span.overlaps(span)]
    for group in tally.of(*groups, f"pack {pack}"):
        group.musts += 1
        group.found += bool(hits)
    if not hits:
        tally.lines.append(
            f"MISS  {row['id']} {row['genre']} {label['rule']} [{label['text']}] {row['text'][:200]}"
        )
        return
    for suggestion in hits[0].suggestions[:3]:
        if suggestion.edits:
            changed = apply_edits(source, suggestion.edits)
            growth = len(changed) - len(source)
            sentence = changed[inside.start : inside.end + growth]
            mark = "safe " if suggestion.safe else "     "
            tally.rewrites.append(
                f"{row['id']} {hits[0].rule} {mark}{_around(sentence, span.start - inside.start)}"
            )
    if not hits[0].suggestions:
        tally.rewrites.append(f"{row['id']} {hits[0].rule} NONE [{label['text']}]")


def _around(sentence: str, at: int) -> str:
    start = max(at - 60, 0)
    return ("…" if start else "") + sentence[start : at + 100]


def main() -> None:
    """Print the table, then every miss and false alarm."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("gold", type=Path, metavar="GOLD_DIR")
    options.add_argument("--blank", action="store_true", help="without grammar")
    options.add_argument("--quiet", action="store_true", help="the table alone")
    options.add_argument("--rewrites", action="store_true", help="also every sentence as mended")
    chosen = options.parse_args()
    rows = [json.loads(line) for line in (chosen.gold / "sentences.jsonl").open(encoding="utf-8")]
    tally = score(rows, Linter(model="blank" if chosen.blank else "own"))
    print(f"{'group':<24}{'sentences':>10}{'precision':>11}{'recall':>8}{'false':>7}{'missed':>8}")
    for name, one in tally.scores.items():
        print(
            f"{name:<24}{one.sentences or '':>10}{one.precision:>11.3f}{one.recall:>8.3f}"
            f"{one.false_alarms:>7}{one.musts - one.found:>8}"
        )
    if not chosen.quiet:
        print("\n".join(sorted(tally.lines)))
        print(Counter(line.split()[0] for line in tally.lines))
    if chosen.rewrites:
        print("\n".join(tally.rewrites))


if __name__ == "__main__":
    main()
