"""The page of a scan in a real browser: it shows, sorts, filters, and lets nothing of a posting run."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from scan_inputs import postings

from cxlint.cli import main

pytest.importorskip("polars")
browsers = pytest.importorskip("playwright.sync_api")

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]

EVIL = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>\"'></text></svg><script>window.ran = 3</script>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page")
    rows = list(postings(1300))
    for row in rows[:40]:
        row |= {"id": EVIL + row["id"], "title": f"Back Office Clerk {EVIL}", "department": EVIL}
        row["description"] = (
            f"{EVIL} The back office {EVIL} does menial tasks. {row['description']}"
        )
    for name in ("before", "after"):
        with (made / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows if name == "after" else rows[:400])
        more = ["--compare", str(made / "out before")] if name == "after" else []
        done = CliRunner().invoke(
            main,
            [
                "scan",
                str(made / f"{name}.csv"),
                "-o",
                str(made / f"out {name}"),
                "--group-by",
                "department",
                *more,
            ],
        )
        assert done.exit_code == 0, done.output
    return made / "out after"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsers.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, folder: Path) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.requests = []
    opened.on("request", lambda request: opened.requests.append(request.url))
    opened.goto((folder / "report.html").as_uri())
    yield opened
    opened.close()


def test_nothing_is_loaded_and_nothing_of_a_posting_runs(page: Any) -> None:
    assert [url for url in page.requests if not url.startswith("file:")] == []
    assert page.evaluate("window.ran") is None
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert EVIL in page.locator("#table tbody").text_content()


def test_the_numbers_are_those_of_the_summary(page: Any, folder: Path) -> None:
    import json

    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert f"{summary['documents']:,} documents" in page.locator(".lede").text_content()
    shown = page.locator(".number .value").all_text_contents()
    assert f"{summary['mean']:,.1f}".removesuffix(".0") in shown[0]
    assert f"{summary['findings']:,}" in shown[-1]


def test_a_chart_can_be_read(page: Any, folder: Path) -> None:
    import json

    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    tallest = max(summary["histogram"], key=lambda one: one["documents"])
    label = f"documents: {tallest['documents']}"
    marks = page.locator("#scores figure").first.locator("[aria-roledescription=bar]")
    assert marks.count() == len(summary["histogram"])
    assert any(
        label in (marks.nth(i).get_attribute("aria-label") or "") for i in range(marks.count())
    )
    colors = {
        marks.nth(i).evaluate("bar => getComputedStyle(bar).fill") for i in range(marks.count())
    }
    assert len(colors) == 4
    assert "rgb(0, 0, 0)" not in colors


def test_the_trend_is_shown(page: Any) -> None:
    assert "compared with" in page.locator("header").text_content()
    assert page.locator(".number .change").count() >= 3
    assert (
        page.locator(
            "#scores [aria-roledescription=point], #scores [aria-roledescription=circle]"
        ).count()
        >= 2
    )


def shown_scores(page: Any) -> list[int]:
    cells = page.locator("#table tbody tr:visible td:first-child").all_text_contents()
    return [int(text) for text in cells]


def test_a_column_sorts_by_mouse_and_by_keyboard(page: Any) -> None:
    assert shown_scores(page) == sorted(shown_scores(page))
    page.locator("#table thead th").first.locator("button").click()
    assert shown_scores(page) == sorted(shown_scores(page), reverse=True)
    assert page.locator("#table thead th").first.get_attribute("aria-sort") == "descending"
    head = page.locator("#table thead th").last
    head.locator("button").focus()
    page.keyboard.press("Enter")
    found = [
        int(text) for text in page.locator("#table tbody tr td:last-child").all_text_contents()
    ]
    assert found == sorted(found, reverse=True)


def test_filters_narrow_together_and_say_how_many_are_left(page: Any) -> None:
    all_shown = page.locator("#table tbody tr:visible").count()
    page.select_option("#facing", "customer-impacting")
    page.select_option("#rule", "people/unskilled")
    some = page.locator("#table tbody tr:visible").count()
    assert 0 < some < all_shown
    page.fill("#words", "menial nurse")
    few = page.locator("#table tbody tr:visible")
    assert few.count() < some
    assert page.locator("#count").text_content() == f"{few.count():,} shown"
    for text in few.all_text_contents():
        assert "menial" in text.lower()
        assert "nurse" in text.lower()


def test_a_group_filters(page: Any) -> None:
    page.select_option("select[data-group]", "People")
    groups = {
        page.locator("#table tbody tr:visible td[data-group]").nth(i).text_content()
        for i in range(5)
    }
    assert groups == {"People"}


def test_the_cap_is_said(page: Any) -> None:
    assert page.locator("#table tbody tr").count() == 1000
    assert "The 1,000 lowest of 1,300 documents" in page.locator("#cap").text_content()


def test_marked_words_have_alternatives(page: Any) -> None:
    card = page.locator("details.card[open]").first
    marks = card.locator("mark")
    assert marks.count() >= 1
    assert card.locator("mark:has-text('back office') + .instead").count() >= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(browser: Any, folder: Path, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto((folder / "report.html").as_uri())
    light = page.evaluate("""() => ['color', 'backgroundColor'].map((name) => {
        const [r, g, b] = getComputedStyle(document.body)[name].match(/\\d+/g).map(Number);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; })""")
    assert abs(light[0] - light[1]) > 130
    assert (light[1] < 100) == (scheme == "dark")
    page.close()


def test_it_prints_on_few_sheets_and_fits_a_telephone(page: Any, tmp_path: Path) -> None:
    pdf = pytest.importorskip("pypdfium2")
    page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True, format="A4")
    with pdf.PdfDocument(tmp_path / "page.pdf") as printed:
        assert 3 <= len(printed) <= 20
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_picture_is_taken(page: Any, tmp_path: Path) -> None:
    page.screenshot(path=str(tmp_path / "report.png"), full_page=True)
    assert (tmp_path / "report.png").stat().st_size > 50_000


def test_an_empty_scan_has_a_page_too(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,text\n1,\n", "utf-8")
    done = CliRunner().invoke(
        main,
        [
            "scan",
            str(tmp_path / "x.csv"),
            "-o",
            str(tmp_path / "out"),
            "--column",
            "text",
            "-j",
            "1",
        ],
    )
    assert done.exit_code == 0, done.output
    assert "Nothing was scanned" in (tmp_path / "out" / "report.html").read_text("utf-8")
