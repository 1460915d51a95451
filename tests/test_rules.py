"""Every rule proves itself: its examples are tried among all rules (law 7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxlint.linter import Linter
from cxlint.proof import prove
from cxlint.rule import CONVICTIONS, Rule
from cxlint.rule import schema_text as rule_schema
from cxlint.rule_files import RuleError, builtin_folder, builtin_rules, load_rules

RULES = list(builtin_rules())


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_flags_and_allows_what_it_says(rule: Rule, linter: Linter) -> None:
    assert [str(failure) for failure in prove(linter, rule)] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_shows_its_cases_and_its_traps(rule: Rule) -> None:
    assert len(rule.flags) >= 4
    assert len(rule.allows) >= 4
    assert rule.why.strip()
    assert rule.conviction in CONVICTIONS


def test_the_schema_that_is_checked_in_is_that_of_the_model() -> None:
    assert (builtin_folder() / "schema.json").read_text("utf-8") == rule_schema()


def test_a_rule_file_with_five_mistakes_reports_five_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "team" / "wrong.yaml"
    path.parent.mkdir()
    path.write_text(
        'message: "x {mach}"\n'
        "convicton: two-roles\n"
        "conviction: two-roles\n"
        "severity: fatal\n"
        "why: because\n"
        "match:\n"
        '  - "[back office"\n'
        "  - phrase: x\n"
        "    tokens: [{LOWER: x}]\n"
        "flags: [one]\n"
        "allows: [two]\n",
        "utf-8",
    )
    with pytest.raises(RuleError) as caught:
        load_rules([tmp_path])
    lines = [problem.split(":")[1] for problem in caught.value.problems]
    assert sorted(lines, key=int) == ["1", "2", "4", "7", "8"]
    assert all(problem.startswith(str(path)) for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected fields"),
        ("message: [", "not valid YAML"),
        ("message: a\nmessage: b\n", "written twice"),
        ("- a\n- b\n", "expected fields"),
        ("message: !!python/object/apply:os.system [true]\n", "not valid YAML"),
    ],
)
def test_what_is_wrong_with_a_rule_file_is_said(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(text, "utf-8")
    with pytest.raises(RuleError, match=said):
        load_rules([tmp_path])


def test_a_companys_rule_takes_the_place_of_the_builtin_one(tmp_path: Path) -> None:
    own = tmp_path / "back-office" / "back-office.yaml"
    own.parent.mkdir()
    own.write_text(
        "message: ours\nconviction: two-roles\nwhy: ours\nseverity: info\n"
        "match: [back office]\nsuggest: [service centre]\n"
        'flags: ["the [back office] -> the service centre"]\nallows: [nothing]\n',
        "utf-8",
    )
    rules = load_rules([builtin_folder(), tmp_path])
    rule = rules.named("back-office/back-office")
    assert rule is not None
    assert rule.message == "ours"
    assert len(rules) == len(RULES)


def test_a_word_that_yaml_reads_as_something_else_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("answers:\n  words:\n    - maybe\n    - no\n")
    with pytest.raises(RuleError) as refused:
        load_rules([tmp_path])
    place = f"{tmp_path / 'words.yaml'}:4: answers.words.1"
    assert refused.value.problems == (f"{place}: YAML reads this word as False; put it in quotes",)
