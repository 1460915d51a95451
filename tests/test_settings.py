"""Configuration: where it is found, how files go together, and what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from cxlint.configuration import Configuration
from cxlint.configuration_file import user_file
from cxlint.paths import repository
from cxlint.rule_files import RuleError, load_rules
from cxlint.settings import Settings, SettingsError
from cxlint.settings_schema import schema

ROOT = Path(__file__).parents[1]


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The top of a repository, and a user without settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("CXLINT_CONFIG", raising=False)
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def said(top: Path, path: str, **options: Any) -> dict[str, Any]:
    """What differs from the defaults for one file."""
    settings = Configuration(**options).settings_for(top / path)
    default = Settings()
    return {
        name: getattr(settings, name)
        for name in Settings.__dataclass_fields__
        if getattr(settings, name) != getattr(default, name)
    }


# (files, the file asked about, what is in force for it)
CASCADES: list[tuple[dict[str, str], str, dict[str, Any]]] = [
    ({}, "a.md", {}),
    ({".cxlint.yaml": "fail-on: error"}, "x/y/a.md", {"fail_on": "error"}),
    ({"cxlint.yaml": "fail-on: error"}, "a.md", {"fail_on": "error"}),
    ({"pyproject.toml": "[tool.cxlint]\nfail-on = 'error'"}, "a.md", {"fail_on": "error"}),
    ({"pyproject.toml": "[tool.other]\nfail-on = 'error'"}, "a.md", {}),
    ({".cxlint.yaml": "fail-on: error", "x/.cxlint.yaml": "fail-on: info"}, "x/a.md", {"fail_on": "info"}),
    ({".cxlint.yaml": "fail-on: error", "x/.cxlint.yaml": "fail-on: info"}, "a.md", {"fail_on": "error"}),
    ({".cxlint.yaml": "allow: [a]", "x/.cxlint.yaml": "allow: b"}, "x/a.md", {"allow": ("a", "b")}),
    ({".cxlint.yaml": "allow: [a]", "x/.cxlint.yaml": "root: true\nallow: b"}, "x/a.md", {"allow": ("b",)}),
    (
        {".cxlint.yaml": "severity: {people: info, service: off}", "x/.cxlint.yaml": "severity: {people: error}"},
        "x/a.md",
        {"severity": {"people": "error", "service": "off"}},
    ),
    ({".cxlint.yaml": "ignore: [people, service]", "x/.cxlint.yaml": "select: people"}, "x/a.md", {"select": ("people",), "ignore": ("service",)}),
    ({".cxlint.yaml": "extends: shared/base.yaml\nmodel: blank", "shared/base.yaml": "model: own\nfail-on: info"}, "a.md", {"model": "blank", "fail_on": "info"}),
    ({".cxlint.yaml": "extends: shared", "shared/.cxlint.yaml": "fail-on: info"}, "a.md", {"fail_on": "info"}),
    ({".cxlint.yaml": "overrides:\n- {files: 'jobs/', genre: posting}"}, "jobs/x/a.md", {"genre": "posting"}),
    ({".cxlint.yaml": "overrides:\n- {files: 'jobs/', genre: posting}"}, "other/a.md", {}),
    ({".cxlint.yaml": "overrides:\n- {files: '*.csv', columns: text}\n- {files: big.csv, columns: [a, b]}"}, "x/big.csv", {"columns": ("a", "b")}),
    ({".cxlint.yaml": "overrides:\n- {files: ['*.md', '!a.md'], reader: text}"}, "a.md", {}),
    ({".cxlint.yaml": "# nothing yet\n"}, "a.md", {}),
]  # fmt: skip


@pytest.mark.parametrize(("files", "path", "expected"), CASCADES)
def test_the_nearest_file_wins_and_lists_add_up(
    top: Path, files: dict[str, str], path: str, expected: dict[str, Any]
) -> None:
    for name, text in files.items():
        put(top / name, text)
    assert said(top, path) == expected


def test_packs_and_baseline_are_relative_to_the_file_that_names_them(top: Path) -> None:
    put(top / "x/.cxlint.yaml", "packs: rules\nbaseline: known.json")
    assert said(top, "x/y/a.md") == {
        "packs": (str(top / "x/rules"),),
        "baseline": str(top / "x/known.json"),
    }


def test_nothing_above_the_repository_counts_but_the_users_own_file_does(top: Path) -> None:
    put(top.parent / ".cxlint.yaml", "model: blank")
    put(user_file(), "fail-on: info")
    assert said(top, "a.md") == {"fail_on": "info"}
    put(top / ".cxlint.yaml", "root: true")
    assert said(top, "a.md") == {}


def test_one_file_may_stand_for_all(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(top / ".cxlint.yaml", "fail-on: info")
    other = put(top / "other.yaml", "fail-on: error")
    assert said(top, "a.md", only=other) == {"fail_on": "error"}
    monkeypatch.setenv("CXLINT_CONFIG", str(other))
    assert said(top, "a.md") == {"fail_on": "error"}


def test_the_command_line_wins(top: Path) -> None:
    put(top / ".cxlint.yaml", "ignore: [people]\nallow: [x]")
    assert said(top, "a.md", command_line={"select": ("people",)}) == {
        "select": ("people",),
        "allow": ("x",),
    }


@pytest.mark.parametrize(
    "text",
    [
        "packs: ../elsewhere",
        "extends: ../shared.yaml",
        "extends: /etc/cxlint.yaml",
        "extends: x/../../shared.yaml",
        "extends: x/../x/./../../repo/../shared.yaml",
        "extends: link.yaml",
        "packs: [ours, link]",
        "packs: link/rules",
        "baseline: ../known.json",
        "baseline: link/known.json",
    ],
)
def test_a_repository_names_nothing_outside_itself_unless_it_may(top: Path, text: str) -> None:
    put(top.parent / "shared.yaml", "fail-on: info")
    put(top.parent / "elsewhere/rules/house/x.yaml", "message: x")
    (top / "ours").mkdir()
    if "link" in text and os.name == "nt":
        pytest.skip("links need a right on Windows")
    if "link" in text:
        (top / "link.yaml").symlink_to(top.parent / "shared.yaml")
        (top / "link").symlink_to(top.parent / "elsewhere")
    put(top / ".cxlint.yaml", text)
    with pytest.raises(SettingsError, match=r"\.cxlint\.yaml:1: .* lies outside .*--allow-outside"):
        said(top, "a.md")


def test_the_user_may_allow_what_lies_outside(top: Path) -> None:
    put(top.parent / "shared.yaml", "fail-on: info")
    put(top / ".cxlint.yaml", "extends: ../shared.yaml")
    assert said(top, "a.md", allow_outside=True) == {"fail_on": "info"}
    put(user_file(), "allow-outside: true")
    assert said(top, "a.md") == {"fail_on": "info"}


@pytest.mark.parametrize("path", ["C:\\shared.yaml", "C:/shared.yaml", "..\\shared.yaml", "\\\\host\\share\\x.yaml", "//host/share/x.yaml"])  # fmt: skip
def test_paths_of_windows_lead_nowhere_else_either(top: Path, path: str) -> None:
    put(top.parent / "shared.yaml", "fail-on: info")
    put(top / ".cxlint.yaml", f"extends: '{path}'")
    with pytest.raises(SettingsError, match=r"\.cxlint\.yaml:1: "):
        said(top, "a.md")


def test_a_link_out_of_the_repository_is_outside(top: Path) -> None:
    (top.parent / "elsewhere").mkdir()
    (top / "rules").symlink_to(top.parent / "elsewhere")
    put(top / ".cxlint.yaml", "packs: rules")
    with pytest.raises(SettingsError, match="lies outside"):
        said(top, "a.md")


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
@pytest.mark.parametrize("name", ["house/x.yaml", "words.yaml"])
def test_a_rule_that_is_a_link_out_of_the_repository_is_not_read(top: Path, name: str) -> None:
    """Else its keys, and what is wrong with them, would be told."""
    put(top.parent / "secret.yaml", "password: x")
    put(top / ".cxlint.yaml", "packs: rules")
    (top / "rules/house").mkdir(parents=True)
    (top / "rules" / name).symlink_to(top.parent / "secret.yaml")
    with pytest.raises(RuleError, match=r"\.yaml: is a link out of the repository") as raised:
        load_rules([top / "rules"])
    assert "password" not in str(raised.value)


def test_every_origin_is_known(top: Path) -> None:
    put(top / ".cxlint.yaml", "root: true\nallow: [x]")
    put(top / "x/.cxlint.yaml", "\nallow: [y]\nfail-on: info")
    effective = Configuration(command_line={"ignore": ("people",)}).effective(top / "x/a.md")
    assert effective.origins == {
        "allow": (".cxlint.yaml:2", "x/.cxlint.yaml:2"), "fail_on": ("x/.cxlint.yaml:3",), "ignore": ("command line",),
    }  # fmt: skip


def test_each_file_is_read_once(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(top / ".cxlint.yaml", "overrides:\n- {files: 'x/', genre: other}")
    configuration = Configuration()
    first = configuration.settings_for(top / "x/a.md")
    monkeypatch.setattr("cxlint.configuration.read", None)
    assert configuration.settings_for(top / "x/b.md") is first


def test_the_schema_that_editors_use_is_fresh_and_agrees_with_the_program() -> None:
    stored = json.loads((ROOT / "cxlint/schemas/config.json").read_text("utf-8"))
    assert stored == schema(), "make it anew: python -m cxlint.schemas"
    validator = jsonschema.Draft202012Validator(stored)
    validator.check_schema(stored)
    for files, _, _ in CASCADES:
        for name, text in files.items():
            if name.endswith(".yaml"):
                validator.validate(yaml.safe_load(text) or {})
    for wrong in (
        "ignor: x",
        "fail-on: warnings",
        "overrides: [{genre: posting}]",
        "reader: markdwon",
    ):
        assert not validator.is_valid(yaml.safe_load(wrong)), wrong


@pytest.mark.parametrize("pattern", ["drafts\\", "!", "\\"])
@pytest.mark.parametrize("within", ["exclude", "overrides.0.files"])
def test_what_is_no_pattern_is_told_at_its_line(top: Path, pattern: str, within: str) -> None:
    said = (
        f"exclude: ['{pattern}']"
        if within == "exclude"
        else f"overrides: [{{files: ['{pattern}']}}]"
    )
    (top / ".cxlint.yaml").write_text(f"allow: [x]\n{said}\n")
    with pytest.raises(SettingsError) as told:
        Configuration().effective(top / "page.md")
    assert f".cxlint.yaml:2: {within}: “{pattern}” is no pattern" in str(told.value)


def test_a_repository_is_found_from_inside(top: Path) -> None:
    (top / "x/y").mkdir(parents=True)
    assert repository(top / "x/y") == top


def test_a_repository_cannot_name_a_folder_as_a_pipeline(tmp_path: Path) -> None:
    """A pipeline is code: only one that is installed may be named by files of a repository."""
    (tmp_path / ".git").mkdir()
    for name in ("./evil", "evil/model", "../x", "/tmp/x"):
        (tmp_path / ".cxlint.yaml").write_text(f"model: {name}\n", "utf-8")
        with pytest.raises(SettingsError, match=r"\.cxlint\.yaml:1: model: .*a folder is code"):
            Configuration().effective(tmp_path / "a.md")
        Configuration(allow_outside=True).effective(tmp_path / "a.md")
    (tmp_path / ".cxlint.yaml").write_text("model: en_core_web_sm\n", "utf-8")
    assert Configuration().settings_for(tmp_path / "a.md").model == "en_core_web_sm"
