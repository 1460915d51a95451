"""The page that people look at: one HTML file with its pictures, its style and its little script.

Everything that comes from a document passes through Jinja's escaping or becomes a picture's text;
a policy in the page's head lets no script run but the page's own, and loads nothing from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
import polars as pl
from markupsafe import Markup

from cxlint.rule_files import RuleError
from cxlint.scan.store import Store, StoreError
from cxlint.scan.summary import lowest_documents, samples, summarise

# What one page can hold and still open at once; the tables have the rest, and the page says so.
_ROWS, _WORST, _BEST = 1000, 12, 6
_FINDINGS = 12
_SHOWN_TEXT = 6000
_TEMPLATE = Path(__file__).parent / "template"


def publish(
    folder: Path, *, compare: Path | None = None, title: str | None = None, page: bool = True
) -> list[Path]:
    """Write summary and page of the scan in `folder`; returns what was written."""
    store = Store(folder)
    manifest = store.manifest
    if manifest is None or manifest.get("state") != "complete":
        raise StoreError(f"{folder} holds no complete scan")
    summary = summarise(folder, manifest, _former(compare) if compare else None)
    store.write_text("summary.json", json.dumps(summary, ensure_ascii=False, indent=2) + "\n")
    if page:
        store.write_text("report.html", rendered(folder, summary, title))
    return [folder / "summary.json", *([folder / "report.html"] if page else [])]


def _former(folder: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads((folder / "summary.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{folder}: nothing to compare with: its summary.json cannot be read ({error})"
        ) from None
    return found


def rendered(folder: Path, summary: Mapping[str, Any], title: str | None = None) -> str:
    """The page as HTML."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATE), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"percent": _percent, "number": _number, "signed": _signed}
    script = (_TEMPLATE / "page.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    lowest, highest = (
        samples(folder, lowest=_WORST, highest=_BEST) if summary["documents"] else ([], [])
    )
    rows = lowest_documents(folder, _ROWS)
    return environment.get_template("page.html").render(
        title=title or "How our postings speak", summary=summary, former=summary.get("former"), script=Markup(script), script_digest=digest,  # noqa: S704 -- our own file
        style=Markup((_TEMPLATE / "page.css").read_text("utf-8")),  # noqa: S704 -- our own file
        pictures=_pictures(folder, summary), lowest=[_card(one) for one in lowest],
        highest=[_card(one) for one in highest], rows=rows, findings_shown=_FINDINGS, messages=_messages(),
    )  # fmt: skip


def _pictures(folder: Path, summary: Mapping[str, Any]) -> dict[str, Any]:
    if not summary["documents"]:
        return {}
    from cxlint.scan import charts  # a second of imports, for pages alone

    made = {"distribution": charts.distribution(summary)}
    if summary["rules"]:
        made["rules"] = charts.rules(summary)
    if summary["facing"]:
        made["facing"] = charts.facing(_bands_by_facing(folder))
    for one in summary["groups"]:
        made[f"group {one['name']}"] = charts.groups(one["name"], one["rows"])
    if summary.get("former"):
        made["history"] = charts.history([*summary["former"]["history"], summary])
    return {name: Markup(svg) for name, svg in made.items()}  # noqa: S704 -- vl-convert escapes the words in it


def _bands_by_facing(folder: Path) -> dict[str, dict[str, int]]:
    counted = (
        pl.scan_parquet(folder / "documents.parquet", glob=False)
        .filter(pl.col("facing").is_not_null())
        .group_by("facing", "band")
        .agg(pl.len().alias("documents"))
        .collect()
    )
    found: dict[str, dict[str, int]] = {}
    for one in counted.to_dicts():
        found.setdefault(one["facing"], {})[one["band"]] = one["documents"]
    return found


def _messages() -> dict[str, str]:
    """What each rule says, for the list of rules."""
    from cxlint.rule_files import builtin_rules

    try:
        return {rule.id: " ".join(rule.why.split()) for rule in builtin_rules()}
    except RuleError:
        return {}


def _card(one: Mapping[str, Any]) -> dict[str, Any]:
    """A document with its words cut where findings begin and end."""
    parts = []
    left = _SHOWN_TEXT
    for part in one["parts"]:
        found = [f for f in one["found"] if f["column"] == part["column"]]
        text = part["text"][:left]
        left -= len(text)
        parts.append(
            {
                "column": part["column"],
                "pieces": list(_pieces(text, found)),
                "cut": len(text) < len(part["text"]),
            }
        )
    return {**one, "shown": parts}


def _pieces(
    text: str, found: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    position = 0
    for one in sorted(found, key=lambda f: (f["start"], f["end"])):
        if position <= one["start"] < one["end"] <= len(text) and one["end"] - one["start"] <= 300:
            yield text[position : one["start"]], None
            yield text[one["start"] : one["end"]], one
            position = one["end"]
    yield text[position:], None


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _number(value: float | None) -> str:
    return (
        "–" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    )


def _signed(value: float, digits: int = 1) -> str:
    return f"{value:+,.{digits}f}".replace("-", "−")
