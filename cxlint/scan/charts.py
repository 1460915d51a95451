"""Pictures of a summary, as SVG to stand in a page: made by Altair, drawn by vl-convert, no script.

Colours are written as CSS variables, so that the page's light and dark modes hold in them too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl
import vl_convert as vlc

# A colour that stands for a variable of the page while the picture is drawn.
_VARIABLES = {
    "ink": "#010101", "soft": "#020202", "line": "#030303", "accent": "#040404", "former": "#050505",
    "great": "#060606", "good": "#070707", "fair": "#080808", "poor": "#090909",
    "error": "#0a0a0a", "warning": "#0b0b0b", "info": "#0c0c0c",
}  # fmt: skip
_BANDS = ["great", "good", "fair", "poor"]
_SEVERITIES = ["error", "warning", "info"]
_FONT = "system-ui, sans-serif"


def distribution(summary: Mapping[str, Any]) -> str:
    """How many documents have which score."""
    rows = [
        {"score": f"{one['from']}–{one['to']}" if one["from"] != one["to"] else str(one["from"]), "documents": one["documents"],
         "band": one["band"], "order": one["from"]}
        for one in summary["histogram"]
    ]  # fmt: skip
    bars = alt.Chart(_frame(rows)).mark_bar(cornerRadiusEnd=2).encode(
        x=alt.X("score:N", sort=alt.SortField("order"), title="score", axis=alt.Axis(labelAngle=0, labelOverlap="parity", ticks=False)),
        y=alt.Y("documents:Q", title="documents", axis=alt.Axis(tickCount=4, format=",d")),
        color=_scaled("band", _BANDS, "band"),
    )  # fmt: skip
    return _drawn(bars, 960, 210)


def rules(summary: Mapping[str, Any], most: int = 12) -> str:
    """The rules that found most."""
    rows = [
        {"rule": one["rule"], "findings": one["findings"], "severity": one["severity"]}
        for one in summary["rules"][:most]
    ]
    bars = alt.Chart(_frame(rows)).mark_bar(cornerRadiusEnd=2).encode(
        y=alt.Y("rule:N", sort="-x", title=None, axis=alt.Axis(ticks=False, labelLimit=220, domain=False)),
        x=alt.X("findings:Q", title="findings", axis=alt.Axis(tickCount=4, format=",d")),
        color=_scaled("severity", _SEVERITIES, "severity"),
    )  # fmt: skip
    return _drawn(bars, 430, max(24 * len(rows), 40))


def groups(name: str, rows: Sequence[Mapping[str, Any]], most: int = 12) -> str:
    """The mean score of the largest groups."""
    shown = [
        {
            "group": str(one["value"] or "(none)")[:60],
            "mean": one["mean"],
            "documents": one["documents"],
            "band": _band(one["mean"]),
        }
        for one in rows[:most]
    ]
    shown.sort(key=lambda one: -one["mean"])
    base = alt.Chart(_frame(shown)).encode(
        y=alt.Y("group:N", sort=[one["group"] for one in shown], title=None, axis=alt.Axis(ticks=False, labelLimit=220, domain=False)),
        x=alt.X("mean:Q", title=f"mean score by {name}", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(values=[0, 25, 50, 70, 85, 95])),
    )  # fmt: skip
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=_scaled("band", _BANDS, "band", legend=False)
    )
    labels = base.mark_text(align="left", dx=5, color=_VARIABLES["ink"], aria=False).encode(
        text=alt.Text("mean:Q", format=".0f")
    )
    return _drawn(bars + labels, 430, max(24 * len(shown), 40))


def facing(documents: Mapping[str, Mapping[str, int]]) -> str:
    """The bands of customer-facing and of customer-impacting roles beside each other."""
    rows = []
    for kind, counts in sorted(documents.items()):
        total = sum(counts.values())
        rows += [
            {"role": kind, "band": band, "order": i, "share": counts.get(band, 0) / total, "documents": counts.get(band, 0)}
            for i, band in enumerate(_BANDS) if total
        ]  # fmt: skip
    bars = alt.Chart(_frame(rows)).mark_bar().encode(
        y=alt.Y("role:N", title=None, axis=alt.Axis(ticks=False, labelLimit=220, domain=False)),
        x=alt.X("share:Q", stack="normalize", title="share of the postings", axis=alt.Axis(format="%", tickCount=5)),
        color=_scaled("band", _BANDS, "band"), order="order:Q",
    )  # fmt: skip
    return _drawn(bars, 430, 72)


def history(points: Sequence[Mapping[str, Any]]) -> str:
    """The mean score from run to run."""
    rows = [
        {"run": str(one["finished"])[:19].replace("T", " "), "mean": one["mean"], "order": i}
        for i, one in enumerate(points)
    ]
    # A few points at least: chance must not look like a trend.
    low, high = min(one["mean"] for one in rows), max(one["mean"] for one in rows)
    line = alt.Chart(_frame(rows)).mark_line(point=alt.OverlayMarkDef(size=60, filled=True, color=_VARIABLES["accent"]), color=_VARIABLES["accent"]).encode(
        x=alt.X("run:N", sort=alt.SortField("order"), title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("mean:Q", title="mean score", scale=alt.Scale(domain=[max(low - 5, 0), min(high + 5, 100)]), axis=alt.Axis(tickCount=4)),
    )  # fmt: skip
    return _drawn(line, 430, 160)


def _band(mean: float) -> str:
    from cxlint.score import band_of

    return str(band_of(mean))


def _frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows))


def _scaled(field: str, names: Sequence[str], title: str, *, legend: bool = True) -> alt.Color:
    scale = alt.Scale(domain=list(names), range=[_VARIABLES[name] for name in names])
    shown = (
        alt.Legend(title=None, orient="top", symbolType="square", direction="horizontal")
        if legend
        else None
    )
    return alt.Color(f"{field}:N", scale=scale, title=title, legend=shown)


def _drawn(chart: Any, width: int, height: int) -> str:
    ink, soft, line = (_VARIABLES[name] for name in ("ink", "soft", "line"))
    styled = (
        chart.properties(width=width, height=height, background="transparent")
        .configure(font=_FONT, padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=soft, titleColor=soft, gridColor=line, domainColor=line, tickColor=line,
            labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelPadding=6,
        )
        .configure_legend(labelColor=ink, labelFontSize=12)
    )  # fmt: skip
    svg: str = vlc.vegalite_to_svg(styled.to_json())
    for name, color in _VARIABLES.items():
        svg = svg.replace(color, f"var(--{name})")
    # Its size is the page's to say; its labels are read out as they are.
    return re.sub(
        r'<svg ([^>]*?)width="([\d.]+)" height="[\d.]+"',
        r'<svg \1style="max-width:\2px"',
        svg,
        count=1,
    )
