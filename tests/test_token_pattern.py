"""Token patterns of strangers: what is refused, and that no accepted expression can run away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cxlint import readers
from cxlint.document import Genre
from cxlint.language import English
from cxlint.linter import Linter
from cxlint.matching import Matcher
from cxlint.rule import Case, Rules
from cxlint.rule_files import RuleError, builtin_rules, load_rules
from cxlint.token_pattern import BadTokens, check

# Nested quantifiers: Python's engine needs twice as long for each further letter.
HOSTILE = "^(([a-z])+.)+[A-Z]([a-z])+$"
ENGLISH = English()
RULE = """\
message: "{{match}}"
conviction: two-roles
why: because
severity: error
match:
  - tokens: {tokens}
flags: ["[{word}]"]
allows: [nothing here]
"""

REFUSED: list[tuple[Any, str]] = [
    ([], "needs tokens"),
    ([{"LOWER": {"REGEX": "^(?!back)"}}], "no expression of RE2"),
    ([{"LOWER": {"REGEX": r"(a)\1"}}], "no expression of RE2"),
    ([{"LOWER": {"REGEX": "("}}], "no expression of RE2"),
    ([{"LOWER": {"REGEX": "((a{90}){90}){90}"}}], "no expression of RE2"),
    ([{"LOWER": {"REGEX": r"(?:\pL{500}|\pN{500}){1}" * 3}}], "no expression of RE2"),
    ([{"LOWER": {"REGEX": {"IN": ["fine", "(?=x)"]}}}], "no expression of RE2"),
    ([{"LOWER": {"REGEX": "a" * 5000}}], "longer than"),
    ([{"LOWER": {"REGEX": ["a"]}}], "no such value"),
    ([{"LOWER": {"REGEX": {"REGEX": "a"}}}], "no such value"),
    ([{"LOWER": {"FUZZY": 3}}], "no such value"),
    ([{"LOWER": {"LIKE": "a"}}], "no such value"),
    ([{"LOWER": None}], "no such value"),
    ([{"LOWER": 3}], "no such value"),
    ([{"MORPH": {"IN": ["Number"]}}], "no such value"),
    ([{"MORPH": {"REGEX": {"IN": ["Number=Sing"]}}}], "no such value"),
    ([{"LENGTH": "3"}], "no such value"),
    ([{"IS_ALPHA": "yes"}], "no such value"),
    ([{"_": {"anything": True}}], "no such attribute"),
    ([{"lower": "a"}], "no such attribute"),
    ([{"LOWER": "a", "OP": "**"}], "no such operator"),
    ([{"LOWER": "a", "OP": "{3,1}"}], "can never be"),
    ([{"LOWER": "a", "OP": "{0}"}], "can never be"),
    ([{"LOWER": "a", "OP": "{0,1000}"}], "tokens long"),
    ([{"LOWER": "a", "OP": "{99999}"}], "tokens long"),
    ([{"LOWER": "a"}] * 41, "tokens long"),
    ([{"LOWER": "a", "OP": "?"}] * 13, "may be missing"),
    ([{"LOWER": "a", "OP": "*"}] * 2, "may be missing"),
    ([{"LOWER": "a", "OP": "{2,}"}] * 2, "may be missing"),
]


@pytest.mark.parametrize(("tokens", "reason"), REFUSED, ids=[str(one)[:60] for one, _ in REFUSED])
def test_a_pattern_that_could_run_away_is_refused(tokens: Any, reason: str) -> None:
    with pytest.raises(BadTokens, match=re.escape(reason)):
        check(tokens)


def test_the_error_names_the_file_and_the_line(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    file = tmp_path / "pack" / "rule.yaml"
    file.write_text(RULE.format(tokens='[{LOWER: {REGEX: "(?=a)"}}]', word="a"))
    with pytest.raises(RuleError, match=rf"{re.escape(str(file))}:6: match\.0: LOWER: REGEX: "):
        load_rules([tmp_path])


def test_nested_quantifiers_do_not_hang(tmp_path: Path) -> None:
    """The same search takes Python's engine longer than anyone waits."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "rule.yaml").write_text(
        RULE.format(tokens=f'[{{LOWER: {{REGEX: "{HOSTILE}|^drone$"}}}}]', word="drone")
    )
    linter = Linter(load_rules([tmp_path]))
    text = "a" * 500 + " and a drone."
    found = linter.check(readers.parse(text, path="x.md"))
    assert [one.matched for one in found] == ["drone"]


def test_every_expression_that_runs_is_re2s() -> None:
    matcher = ENGLISH.matcher({
        "one": [[{"LOWER": {"REGEX": "^a"}}, {"TEXT": {"REGEX": {"IN": ["b", "c$"]}}}]],
        "two": [[{"LOWER": {"REGEX": {"NOT_IN": ["^d"]}, "NOT_IN": ["x"]}}]],
    })  # fmt: skip
    values = [predicate.value for predicate in matcher._extra_predicates]
    flat = [one for value in values for one in (value if isinstance(value, set) else {value})]
    assert not any(isinstance(one, re.Pattern) for one in flat)
    assert sum(isinstance(one, type(re2.compile(""))) for one in flat) == 4


def test_all_our_own_patterns_are_checked() -> None:
    checked = 0
    for rule in builtin_rules():
        for case in (*rule.match, *rule.unless):
            if case.tokens is not None:
                check(case.tokens)
                checked += 1
    assert checked > 20


values = (
    st.text(max_size=4)
    | st.booleans()
    | st.integers()
    | st.lists(st.text(max_size=3), max_size=2)
    | st.dictionaries(
        st.sampled_from(["IN", "NOT_IN", "REGEX", "FUZZY", "FUZZY2", "IS_SUBSET", ">=", "==", "IN"]),
        st.text(max_size=4)
        | st.integers()
        | st.lists(st.text(max_size=4) | st.integers(), max_size=3)
        | st.dictionaries(
            st.sampled_from(["IN", "NOT_IN", "REGEX"]),
            st.lists(st.text(max_size=4), max_size=2) | st.text(max_size=3),
            max_size=2,
        ),
        max_size=3,
    )
)  # fmt: skip
names = st.sampled_from(
    "ORTH TEXT LOWER POS TAG MORPH DEP LEMMA SHAPE LENGTH SPACY IS_ALPHA LIKE_URL OP ENT_IOB ENT_TYPE _ X".split()
)
operators = st.sampled_from(
    ["?", "*", "+", "!", "{1}", "{0,2}", "{,2}", "{2,}", "{0}", "{}", "{,}"]
)
token = st.dictionaries(names, values, max_size=3) | st.builds(
    lambda made, op: {**made, "OP": op}, st.dictionaries(names, values, max_size=2), operators
)


@given(st.lists(token, max_size=4))
def test_what_is_accepted_runs(tokens: list[dict[str, Any]]) -> None:
    """What passes the check is a pattern to spaCy too, and can be looked for in a text."""
    try:
        check(tokens)
    except BadTokens:
        return
    case = Case(tokens=tuple(tokens))
    rule = builtin_rules().rules[0].model_copy(update={"match": (case,), "terms": {}})
    matcher = Matcher(Rules((rule,), {}), ENGLISH)
    matcher.in_block("The back office, e.g. of “Ångström”, can't wait.", Genre.OTHER)
