"""Taking over other linters' settings: what is taken works, what is not is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxlint import readers
from cxlint.importing import ImportRefusedError, alex, vale, woke
from cxlint.importing.expressions import NotFiniteError, spelt_out
from cxlint.linter import Linter
from cxlint.proof import prove
from cxlint.rule_files import load_rules

SPELT = {
    "plain": ["plain"],
    "colou?r": ["color", "colour"],
    "(?:white|black)list": ["whitelist", "blacklist"],
    "e-?mail(?:s)?": ["email", "e-mail", "emails", "e-mails"],
    r"kind\s+of": ["kind of"],
    "[Gg]rey": ["Grey", "grey"],
    r"\bend\b": ["end"],
    r"state[- ]of": ["state-of", "state of"],
}


@pytest.mark.parametrize(("expression", "texts"), SPELT.items())
def test_an_expression_of_few_texts_is_spelt_out(expression: str, texts: list[str]) -> None:
    assert sorted(spelt_out(expression)) == sorted(texts)


@pytest.mark.parametrize(
    "expression",
    [
        r"\w+ly",
        "a.*b",
        "(?<!x)y",
        "(?=x)y",
        "[^a]",
        "[a-z]",
        "(unclosed",
        "(a|b|c|d)(a|b|c|d)(a|b|c|d)(a|b|c|d)",
        "(x)\\1",
    ],
)
def test_one_of_many_is_not(expression: str) -> None:
    with pytest.raises(NotFiniteError):
        spelt_out(expression)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yml", ".yml").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def proved(taken: woke.Imported, folder: Path) -> Linter:
    """A linter with the rules as they would be written; each proves itself."""
    for rule in taken.rules:
        path = folder / rule.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rule.as_yaml(), "utf-8")
    rules = load_rules([folder])
    linter = Linter(rules, model="blank")
    assert [failure for rule in rules for failure in prove(linter, rule)] == []
    return linter


def matched(linter: Linter, text: str) -> list[tuple[str, str]]:
    return [
        (one.matched, one.suggestions[0].text if one.suggestions else "")
        for one in linter.check(readers.parse(text, path="a.md"))
    ]


def test_woke(tmp_path: Path) -> None:
    text = """\
rules:
  - name: whitelist
    terms: [whitelist, white-list, "white+list"]
    alternatives: [allowlist]
    severity: error
    options: {word_boundary: false}
  - name: bare
ignore_files: [vendor/**]
success_exit_message: fine
"""
    taken = woke.taken(write(tmp_path, rules_yml=text) / "rules.yml")
    assert taken.settings("own") == {"packs": ["own"], "exclude": ["vendor/**"]}
    assert taken.left == [
        "whitelist: “white+list” is no phrase of words",
        "whitelist: word_boundary: false (cxlint finds whole words)",
        "success_exit_message: nothing like it here",
    ]
    assert matched(
        proved(taken, tmp_path / "own"), "A Whitelist, a white-list, and a bare wall."
    ) == [("Whitelist", "Allowlist"), ("white-list", "allowlist"), ("bare", "")]


def test_vale(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        styles__Acme__Terms_yml="extends: substitution\nmessage: Use '%s' instead of '%s'.\nlevel: error\nswap:\n  e-?mail: message|note\n  '(\\w+)x': $1\n",
        styles__Acme__Weasel_yml="extends: existence\nmessage: \"'%s' is weak\"\ntokens: [very, '\\w+ly']\nexceptions: [very good]\nlimit: 3\n",
        styles__Acme__Odd_yml="extends: script\nmessage: x\n",
        styles__Acme__Broken_yml="extends: [",
        styles__config__vocabularies__Base__accept_txt="Acme\n[Jj]enkins\n# no\n",
    )
    (folder / ".vale.ini").write_text("StylesPath = styles\n")
    taken = vale.taken(folder / ".vale.ini")
    assert taken.settings("own") == {"packs": ["own"], "allow": ["Acme", "Jenkins", "jenkins"]}
    assert len(taken.left) == 5
    linter = proved(taken, tmp_path / "own")
    assert matched(linter, "Very good e-mail, very.") == [("e-mail", "message"), ("very", "")]
    assert {rule.id: str(rule.severity) for rule in linter.rules} == {
        "acme/terms": "error",
        "acme/weasel": "warning",
    }


@pytest.mark.parametrize("name", [".alexrc", "package.json"])
def test_alex(tmp_path: Path, name: str) -> None:
    said = {"allow": ["waitress-waiter", "not-ours"], "noBinary": True}
    (tmp_path / name).write_text(json.dumps({"alex": said} if name == "package.json" else said))
    taken = alex.taken(tmp_path / name)
    assert "waitress" in taken.allow
    assert "not" not in taken.allow
    assert taken.left == [
        "allow: not-ours: cxlint reports none of its words",
        "noBinary: True: nothing like it here",
    ]


def test_what_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".alexrc.js").write_text("module.exports = {}")
    (tmp_path / ".vale.ini").write_text("StylesPath = none\n")
    (tmp_path / "empty").mkdir()
    for module, path in (
        (alex, ".alexrc.js"),
        (vale, ".vale.ini"),
        (vale, "empty"),
        (woke, "gone.yml"),
    ):
        with pytest.raises(ImportRefusedError, match=str(path)):
            module.taken(tmp_path / path)


def test_what_cxlints_own_rules_report_is_left_to_them(tmp_path: Path) -> None:
    source = tmp_path / ".woke.yaml"
    source.write_text(
        "rules:\n"
        "- {name: work, terms: [grunt work, busy bee], alternatives: [groundwork]}\n"
        "- {name: place, terms: [back office]}\n"
    )
    taken = woke.taken(source).without_known()
    assert [rule.name for rule in taken.rules] == ["work"]
    assert [term.phrases for term in taken.rules[0].terms] == [("busy bee",)]
    assert taken.left == [
        "work: “grunt work” is reported by people/unskilled",
        "place: “back office” is reported by back-office/back-office",
    ]
