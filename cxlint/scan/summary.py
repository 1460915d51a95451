"""What a scan's documents and findings come to: counts, scores and shares, by Polars.

Reads the tables that were written, so a summary can be made again at any time, and by anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from cxlint.score import Band, band_of

VERSION = 1
_BIN = 5
_PHRASES, _GROUPS, _FUNCTIONS = 200, 200, 200
_LONGEST_PHRASE = 60
# Rules of whole documents report a title, which is no phrase.
_WHOLE = ("postings/no-customer", "postings/duties-only", "postings/coded-balance")


def summarise(
    folder: Path, manifest: Mapping[str, Any], former: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The summary of the scan in a folder; `former` is that of an earlier one to compare with."""
    documents = pl.scan_parquet(folder / "documents.parquet", glob=False)
    findings = pl.scan_parquet(folder / "findings.parquet", glob=False).filter(
        pl.col("suppressed").is_null()
    )
    made = {
        "version": VERSION,
        "finished": manifest.get("finished") or manifest.get("started"),
        "rejected": manifest["counts"]["rejected"],
        **_headline(documents),
        "bands": _bands(documents),
        "histogram": _histogram(documents),
        "facing": _rows(_by(documents.filter(pl.col("facing").is_not_null()), "facing")),
        "functions": _rows(
            _by(documents.filter(pl.col("function").is_not_null()), "function", "facing").head(
                _FUNCTIONS
            )
        ),
        "groups": _groups(documents, manifest.get("groups", ())),
        "rules": _rows(_rules(findings)),
        "phrases": _rows(_phrases(findings)),
    }
    return made | {"former": _former(former)} if former else made


def _rows(frame: pl.LazyFrame) -> list[dict[str, Any]]:
    return frame.collect().to_dicts()


def _measures() -> list[pl.Expr]:
    """What is said of any set of documents."""
    return [
        pl.len().alias("documents"),
        pl.col("score").mean().round(1).alias("mean"),
        pl.col("score").median().alias("median"),
        (pl.col("findings") == 0).mean().alias("clean"),
        (pl.col("band") == Band.POOR).mean().alias("poor"),
        pl.col("findings").mean().round(2).alias("per_document"),
        pl.col("serves_customer").mean().alias("serves_customer"),
    ]


def _headline(documents: pl.LazyFrame) -> dict[str, Any]:
    chosen = documents.select(
        *_measures(),
        pl.col("findings").sum().alias("findings"),
        (pl.col("genre") == "posting").sum().alias("postings"),
        pl.col("score").quantile(0.1).alias("lowest_tenth"),
        pl.col("score").quantile(0.9).alias("highest_tenth"),
        pl.col("score_version").max().alias("score_version"),
        pl.col("characters").sum().alias("characters"),
    )
    found = _rows(chosen)[0]
    return found | {"band": str(band_of(found["median"])) if found["documents"] else None}


def _bands(documents: pl.LazyFrame) -> list[dict[str, Any]]:
    counts = {
        one["band"]: one["documents"]
        for one in _rows(documents.group_by("band").agg(pl.len().alias("documents")))
    }
    return [
        {"band": str(band), "least": band.least, "documents": counts.get(str(band), 0)}
        for band in Band
    ]


def _histogram(documents: pl.LazyFrame) -> list[dict[str, Any]]:
    """How many documents lie in each stretch of the scale; 100 has one of its own."""
    start = (pl.col("score") // _BIN * _BIN).alias("from")
    counts = {
        one["from"]: one["documents"]
        for one in _rows(documents.group_by(start).agg(pl.len().alias("documents")))
    }
    return [
        {
            "from": low,
            "to": min(low + _BIN - 1, 100),
            "documents": counts.get(low, 0),
            "band": str(band_of(low)),
        }
        for low in range(0, 101, _BIN)
    ]


def _by(documents: pl.LazyFrame, *names: str) -> pl.LazyFrame:
    return (
        documents.group_by(*names)
        .agg(*_measures())
        .sort(["documents", *names], descending=[True] + [False] * len(names))
    )


def _groups(documents: pl.LazyFrame, names: Any) -> list[dict[str, Any]]:
    made = []
    for name in names:
        entry = (
            pl.col("groups")
            .list.eval(pl.element().filter(pl.element().struct.field("name") == name))
            .list.first()
        )
        valued = documents.with_columns(entry.struct.field("value").alias("value"))
        rows = _by(valued, "value")
        total = rows.select(pl.len()).collect().item()
        made.append({"name": name, "values": total, "rows": _rows(rows.head(_GROUPS))})
    return made


def _rules(findings: pl.LazyFrame) -> pl.LazyFrame:
    return (
        findings.group_by("rule", "pack")
        .agg(
            pl.len().alias("findings"),
            pl.struct("source", "document", "row").n_unique().alias("documents"),
            pl.col("severity").mode().sort().first().alias("severity"),
        )
        .sort(["findings", "rule"], descending=[True, False])
    )


def _phrases(findings: pl.LazyFrame) -> pl.LazyFrame:
    words = (
        pl.col("matched")
        .str.to_lowercase()
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
        .alias("phrase")
    )
    said = findings.filter(~pl.col("rule").is_in(_WHOLE)).with_columns(words)
    return (
        said.filter(pl.col("phrase").str.len_chars() <= _LONGEST_PHRASE)
        .group_by("phrase", "rule")
        .agg(
            pl.len().alias("findings"),
            pl.struct("source", "document", "row").n_unique().alias("documents"),
            pl.col("suggestion").drop_nulls().mode().sort().first().alias("suggestion"),
        )
        .sort(["findings", "phrase", "rule"], descending=[True, False, False])
        .head(_PHRASES)
    )


def _former(former: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of an earlier summary: enough to compare with, and the line of those before it."""
    kept = (
        "finished",
        "documents",
        "findings",
        "mean",
        "median",
        "clean",
        "poor",
        "per_document",
        "serves_customer",
        "score_version",
    )
    point = {name: former.get(name) for name in kept}
    before = former.get("former") or {}
    return point | {
        "rules": {
            one["rule"]: one["findings"] / max(former["documents"], 1)
            for one in former.get("rules", ())
        },
        "histogram": former.get("histogram", []),
        "history": [*before.get("history", []), point],
    }


def samples(
    folder: Path, *, lowest: int, highest: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The lowest and the highest documents with their words and findings."""
    kept = pl.read_parquet(folder / "samples.parquet", glob=False).with_row_index("order")
    low = kept.sort(["score", "order"]).head(lowest)
    high = (
        kept.sort(["score", "order"], descending=[True, False])
        .filter(~pl.col("order").is_in(low["order"].implode()))
        .head(highest)
    )
    return _with_findings(folder, low), _with_findings(folder, high)


def lowest_documents(folder: Path, most: int) -> list[dict[str, Any]]:
    """Documents from the lowest on, with what was found in each."""
    frame = (
        pl.scan_parquet(folder / "documents.parquet", glob=False)
        .with_row_index("order")
        .sort(["score", "order"])
        .head(most)
    )
    return _with_findings(folder, frame.collect(), full=True)


_KEY = ("source", "document", "row")


def _with_findings(
    folder: Path, chosen: pl.DataFrame, *, full: bool = False
) -> list[dict[str, Any]]:
    found = pl.scan_parquet(folder / "findings.parquet", glob=False).filter(
        pl.col("suppressed").is_null()
    )
    held = found.join(chosen.lazy().select(_KEY), on=_KEY, how="semi", nulls_equal=True).collect()
    by_key: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for one in held.to_dicts():
        by_key.setdefault(tuple(one[name] for name in _KEY), []).append(one)
    rows = chosen.to_dicts()
    if not full:
        details = pl.scan_parquet(folder / "documents.parquet", glob=False).join(
            chosen.lazy().select(_KEY), on=_KEY, how="semi", nulls_equal=True
        )
        known = {tuple(one[name] for name in _KEY): one for one in details.collect().to_dicts()}
        rows = [{**known.get(tuple(one[name] for name in _KEY), {}), **one} for one in rows]
    return [{**one, "found": by_key.get(tuple(one[name] for name in _KEY), [])} for one in rows]
