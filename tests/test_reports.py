"""Reports: each format read by a parser that is not ours, against what its consumer publishes."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from cxlint.model import Severity
from cxlint.report import ALIASES, REPORTERS, Style, reporter
from cxlint.rule import Rules
from cxlint.rule_files import load_rules
from cxlint.run import FileReport, Plan, check_document
from cxlint.settings import Settings

HOUSE = Path(__file__).parent / "house"
HOSTILE = "<script>alert(1)</script> ]]> `x` @someone %0A :: =1+1 \x1b[31m \x07"
TEXT = (
    "😀 A back office, and a grunt.\r\n\r\n"
    f"{HOSTILE} back office\r\n\r\n"
    "<!-- cxlint-disable-next-line back-office -- they \x1b asked -->\r\nThe back office.\r\n"
)


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Rules:
    from cxlint import run, settings

    monkeypatch.setattr("cxlint.rule_files.builtin_folder", lambda: HOUSE)
    settings.loaded_rules.cache_clear()
    run._linters.clear()
    yield load_rules([HOUSE])
    settings.loaded_rules.cache_clear()
    run._linters.clear()


@pytest.fixture
def reports(rules: Rules) -> list[FileReport]:
    """Findings, some of them silenced, with hostile text; a clean file; an unreadable one."""
    from cxlint import readers

    made = [
        check_document(readers.parse(text, path=path), Plan(Settings()))
        for path, text in (("docs/a:b,c.md", TEXT), ("clean.md", "Fine.\n"))
    ]
    assert len(made[0].active) == 3, made[0]
    return [*made, FileReport("x\x1b[2J<b>.md", error="cannot be read: <&> \x07")]


def written(form: str, reports: list[FileReport], rules: Rules, **style: Any) -> str:
    out = io.StringIO()
    reporter(form)(reports, lambda: rules, Style(**style), out)
    return out.getvalue()


# What the consumers publish, as far as it concerns us.
REGION = {
    "type": "object", "additionalProperties": False, "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "properties": {name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")},
}  # fmt: skip
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {"uri": {"type": "string", "format": "uri-reference", "pattern": "^[!-~]*$"}},
}
SARIF = {
    "type": "object", "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["tool", "results"],
            "properties": {
                "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                    "type": "object", "required": ["name", "rules"],
                    "properties": {"rules": {"type": "array", "uniqueItems": True, "items": {
                        "type": "object", "required": ["id"], "properties": {
                            "id": {"type": "string"}, "shortDescription": MESSAGE, "fullDescription": MESSAGE, "help": MESSAGE,
                            "helpUri": {"type": "string", "format": "uri"},
                            "defaultConfiguration": {"properties": {"level": {"enum": ["none", "note", "warning", "error"]}}},
                        }}}}}}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "invocations": {"type": "array", "items": {"required": ["executionSuccessful"], "properties": {
                    "executionSuccessful": {"type": "boolean"},
                    "toolExecutionNotifications": {"items": {"required": ["message"], "properties": {"message": MESSAGE}}}}}},
                "results": {"type": "array", "items": {
                    "type": "object", "required": ["message", "ruleId", "locations"],
                    "properties": {
                        "level": {"enum": ["none", "note", "warning", "error"]}, "message": MESSAGE,
                        "locations": {"type": "array", "minItems": 1, "items": {"required": ["physicalLocation"], "properties": {
                            "physicalLocation": {"required": ["artifactLocation"], "properties": {"artifactLocation": ARTIFACT, "region": REGION}}}}},
                        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                        "fixes": {"type": "array", "items": {"required": ["artifactChanges"], "properties": {
                            "artifactChanges": {"type": "array", "minItems": 1, "items": {
                                "required": ["artifactLocation", "replacements"], "properties": {"replacements": {
                                    "type": "array", "minItems": 1, "items": {"required": ["deletedRegion"], "properties": {"deletedRegion": REGION}}}}}}}}},
                        "suppressions": {"items": {"required": ["kind"], "properties": {"kind": {"enum": ["inSource", "external"]}}}},
                    }}},
            }}},
    },
}  # fmt: skip
GITLAB = {
    "type": "array", "items": {
        "type": "object", "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"}, "check_name": {"type": "string"}, "fingerprint": {"type": "string", "minLength": 8},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {"required": ["path", "lines"], "properties": {
                "path": {"type": "string", "not": {"pattern": "^\\./"}},
                "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}}},
        }}}  # fmt: skip
POSITION = {
    "type": "object",
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "properties": {"start": POSITION, "end": POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
RDJSON = {
    "type": "object", "required": ["diagnostics"], "additionalProperties": False,
    "properties": {
        "source": {"properties": {"name": {"type": "string"}, "url": {"type": "string"}}},
        "severity": {"type": "string"},
        "diagnostics": {"type": "array", "items": {
            "type": "object", "required": ["message", "location"], "additionalProperties": False,
            "properties": {
                "message": {"type": "string"}, "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                "location": {"required": ["path"], "additionalProperties": False, "properties": {"path": {"type": "string"}, "range": RANGE}},
                "code": {"required": ["value"], "properties": {"value": {"type": "string"}, "url": {"type": "string"}}},
                "suggestions": {"items": {"required": ["range", "text"], "additionalProperties": False, "properties": {"range": RANGE, "text": {"type": "string"}}}},
            }}}}}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "schema"), [("sarif", SARIF), ("gitlab", GITLAB), ("rdjson", RDJSON)]
)
def test_json_formats_have_the_published_structure(
    form: str, schema: Any, reports: list[FileReport], rules: Rules
) -> None:
    jsonschema.Draft202012Validator(schema).validate(json.loads(written(form, reports, rules)))
    jsonschema.Draft202012Validator(schema).validate(json.loads(written(form, [], rules)))


def test_sarif_columns_count_utf16_and_silenced_findings_are_marked(
    reports: list[FileReport], rules: Rules
) -> None:
    (run,) = json.loads(written("sarif", reports, rules))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (6, 17)  # the emoji is two units
    assert [bool(one.get("suppressions")) for one in run["results"]] == [False, False, False, True]
    marks = [one["partialFingerprints"]["cxlint/v1"] for one in run["results"]]
    assert len(set(marks)) == len(marks)
    assert (
        run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        == "docs/a%3Ab%2Cc.md"
    )


def test_gitlab_fingerprints_are_unique_and_stay_when_lines_move(rules: Rules) -> None:
    from cxlint import readers

    def marks(text: str) -> list[str]:
        report = check_document(readers.parse(text, path="a.md"), Plan(Settings()))
        return [one["fingerprint"] for one in json.loads(written("gitlab", [report], rules))]

    text = "A back office.\n\nA back office.\n\nA grunt.\n"
    assert len(set(marks(text))) == 3
    assert marks("New first line.\n\n" + text) == marks(text)


def test_rdjson_columns_count_bytes_and_suggestions_are_one_edit(
    reports: list[FileReport], rules: Rules
) -> None:
    first = json.loads(written("rdjson", reports, rules))["diagnostics"][0]
    assert first["location"]["range"] == {
        "start": {"line": 1, "column": 8},
        "end": {"line": 1, "column": 19},
    }
    line = TEXT.splitlines()[0].encode()
    for one in first["suggestions"]:
        start, end = one["range"]["start"]["column"] - 1, one["range"]["end"]["column"] - 1
        assert b"office" in line[start:end]
        assert "team" in one["text"]


def test_junit_counts_add_up_and_what_does_not_fail_passes(
    reports: list[FileReport], rules: Rules
) -> None:
    root = ElementTree.fromstring(written("junit", reports, rules, fail_on=Severity.ERROR))
    assert root.tag == "testsuites"
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "2", "1")
    for suite in root:
        assert len(suite.findall("testcase")) == int(suite.get("tests", ""))
    assert root.findall("testsuite/testcase/system-out")[0].text
    junitparser = pytest.importorskip("junitparser")
    read = junitparser.JUnitXml.fromstring(written("junit", reports, rules).encode())
    assert (read.tests, read.failures, read.errors) == (5, 3, 1)


def test_checkstyle_is_a_tree_of_files_and_errors(reports: list[FileReport], rules: Rules) -> None:
    root = ElementTree.fromstring(written("checkstyle", reports, rules))
    assert root.tag == "checkstyle"
    assert [file.get("name") for file in root] == ["docs/a:b,c.md", "x\ufffd[2J<b>.md"]
    for error in root.iter("error"):
        assert set(error.keys()) == {"line", "column", "severity", "message", "source"}
        assert error.get("severity") in ("error", "warning", "info")


def test_csv_has_a_row_a_finding_and_no_formulas(reports: list[FileReport], rules: Rules) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", reports, rules))))
    assert [row["rule"] for row in rows] == [
        "back-office/back-office",
        "people/grunt",
        "back-office/back-office",
        "",
    ]
    odd = FileReport("=cmd|' /C calc'!A0.md", error="@x")
    (row,) = csv.DictReader(io.StringIO(written("csv", [odd], rules)))
    assert row["path"].startswith("'=")
    assert row["message"] == "'@x"


def test_jsonl_has_one_object_a_line(reports: list[FileReport], rules: Rules) -> None:
    rows = [json.loads(line) for line in written("jsonl", reports, rules).split("\n")[:-1]]
    assert [row.get("rule") for row in rows] == [
        "back-office/back-office",
        "people/grunt",
        "back-office/back-office",
        "back-office/back-office",
        None,
    ]
    assert all(row["path"] for row in rows)


class Page(HTMLParser):
    """What a browser would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_the_page_is_self_contained_and_nothing_in_it_runs(
    reports: list[FileReport], rules: Rules
) -> None:
    text = written("html", reports, rules)
    page = Page()
    page.feed(text)
    assert not {"script", "link", "img", "iframe", "object", "b"} & set(page.tags)
    assert not [
        name for name, _ in page.attributes if name in ("src", "href") or name.startswith("on")
    ]
    assert "http" not in text.replace("http-equiv", "")
    assert text.count("<mark>back office</mark>") == 2
    assert "prefers-color-scheme: dark" in text


def test_markdown_calls_nobody_and_stays_below_the_limit(
    reports: list[FileReport], rules: Rules
) -> None:
    import pyromark

    page = pyromark.html(written("markdown", reports, rules))
    assert "<script" not in page
    assert "<b>" not in page
    assert page.count("<li>") == 4
    assert "@someone" not in written("markdown", reports * 2, rules)
    many = [FileReport(f"{n}.md", reports[0].document, reports[0].findings) for n in range(2000)]
    long = written("markdown", many, rules)
    assert len(long) < 65_000
    assert "more than fit here" in long


def test_github_commands_are_one_line_each(reports: list[FileReport], rules: Rules) -> None:
    lines = written("github", reports, rules).splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(
        "::error file=docs/a%3Ab%2Cc.md,line=1,col=5,endLine=1,endColumn=16,title=back-office/back-office::"
    )


@pytest.mark.parametrize("form", ["text", "line", "github", "markdown", "html"])
@pytest.mark.parametrize("color", [False, True])
def test_no_escape_sequence_of_a_file_gets_through(
    form: str, color: bool, reports: list[FileReport], rules: Rules
) -> None:
    text = written(form, reports, rules, color=color, statistics=True)
    assert "\x1b[2J" not in text
    assert "\x07" not in text
    assert color or "\x1b" not in text


@pytest.mark.parametrize("form", REPORTERS)
def test_every_format_says_the_same_each_time_and_takes_an_empty_run(
    form: str, reports: list[FileReport], rules: Rules
) -> None:
    assert written(form, reports, rules) == written(form, reports, rules)
    written(form, [], rules).encode()


def test_aliases_name_formats_that_are_there() -> None:
    assert set(ALIASES.values()) <= set(REPORTERS)
    assert not set(ALIASES) & set(REPORTERS)


@pytest.mark.parametrize("form", REPORTERS)
def test_a_name_that_is_no_text_is_in_every_report(
    form: str, reports: list[FileReport], rules: Rules
) -> None:
    (found,) = (one for one in reports if one.findings)
    report = written(form, [replace(found, path="caf\udce9.md")], rules)
    assert "caf" in report
    if form == "sarif":
        assert '"caf%E9.md"' in report
