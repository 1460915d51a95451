"""What is offered while writing comments, configurations and rules."""

from __future__ import annotations

import pytest

from cxlint.linter import Linter
from lsp_server import completing


def names(found: object) -> set[str]:
    return {one.text for one in found}  # type: ignore[attr-defined]


def test_a_comment_offers_directives_then_rules(linter: Linter) -> None:
    assert "disable-next-line" in names(completing.in_comment("<!-- cxlint-dis", linter.rules))
    offered = names(completing.in_comment("<!-- cxlint-disable-next-line back", linter.rules))
    assert {"back-office", "back-office/back-office"} <= offered


def test_a_second_rule_is_offered_after_a_comma(linter: Linter) -> None:
    found = list(completing.in_comment("# cxlint-disable people, back-office/ba", linter.rules))
    assert found[0].typed == len("back-office/ba")


@pytest.mark.parametrize("line", ["Our back", "<!-- cxlint-disable people -- because ", ""])
def test_nothing_is_offered_where_nothing_belongs(linter: Linter, line: str) -> None:
    assert not list(completing.in_comment(line, linter.rules))


CONFIGURATION = [
    (["ig"], {"ignore", "select", "severity", "allow"}),
    (["ignore:", "  - ba"], {"back-office", "back-office/back-office"}),
    (["ignore:", "- ba"], {"back-office"}),
    (["select: [people, ba"], {"back-office"}),
    (["severity:", "  ba"], {"back-office/back-office"}),
    (["severity:", "  back-office: "], {"error", "warning", "info", "off"}),
    (["fail-on: "], {"error", "never"}),
    (["overrides:", "  - files: ['*.md']", "    se"], {"select", "severity"}),
    (["overrides:", "  - files: ['*.md']", "    ignore:", "      - ba"], {"back-office"}),
]


@pytest.mark.parametrize(("lines", "expected"), CONFIGURATION)
def test_a_configuration_offers_its_settings_and_rules(
    linter: Linter, lines: list[str], expected: set[str]
) -> None:
    assert expected <= names(completing.in_settings(lines, linter.rules))


def test_a_configuration_offers_no_settings_inside_a_list(linter: Linter) -> None:
    assert "select" not in names(completing.in_settings(["allow:", "  - se"], linter.rules))


RULE = [
    (["mes"], {"message", "match", "flags", "allows"}),
    (["message: x", "severity: w"], {"error", "warning", "info"}),
    (["match:", "  - back office", "  - phr"], {"phrase", "tokens", "suggest"}),
    (["match:", "  - phrase: x", "    sug"], {"suggest", "severity", "safe"}),
    (["match:", "- phrase: x", "  severity: "], {"error"}),
    (["suggest:", "  no"], {"noun", "modifier", "title"}),
    (["guards:", "  mention: "], {"silent", "off"}),
    (["conviction: "], {"retire-back-office"}),
    (["match:", "  - phrase: x", "safe: "], {"true", "false"}),
]


@pytest.mark.parametrize(("lines", "expected"), RULE)
def test_a_rule_file_offers_the_fields_of_its_schema(lines: list[str], expected: set[str]) -> None:
    assert expected <= names(completing.in_rule(lines))


def test_a_rule_offers_no_outer_fields_inside_a_case() -> None:
    assert "flags" not in names(completing.in_rule(["match:", "  - phrase: x", "    "]))
