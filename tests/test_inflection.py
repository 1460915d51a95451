"""Our small inflection against two grown libraries, which only the tests may afford."""

from __future__ import annotations

import re

import pytest

from cxlint.inflection import article, is_plural, plural, verb_forms
from cxlint.rule_files import builtin_rules

lemminflect = pytest.importorskip("lemminflect")


def suggested_nouns() -> list[str]:
    """The last words of all suggestions for nouns, and of all terms that rules name."""
    words = set()
    for rule in builtin_rules():
        for suggestions in rule.terms.values():
            words |= {text.split()[-1].lower() for text in suggestions if text}
        words |= {text.split()[-1].lower() for text in rule.suggest.noun if text}
    return sorted(word for word in words if word.isalpha())


def test_plurals_of_all_suggestions_are_those_of_lemminflect() -> None:
    wrong = {}
    for word in suggested_nouns():
        known = {*lemminflect.getInflection(word, "NNS"), *lemminflect.getInflection(word, "NN")}
        # "salespeople" and its kin are missing there; we hold with the dictionaries.
        if plural(word) not in known and not is_plural(word) and not word.endswith("person"):
            wrong[word] = (plural(word), known)
    assert wrong == {}


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("team member", "team members"), ("chairman", "chairmen"), ("salesperson", "salespeople"),
        ("secretary", "secretaries"), ("boss", "bosses"), ("agency", "agencies"), ("staff", "staff"),
        ("crew lead", "crew leads"), ("child", "children"), ("key", "keys"), ("hero", "heroes"),
    ],
)  # fmt: skip
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


def verbs_of_rules() -> list[str]:
    """The verbs of all phrases that take any form of them."""
    phrases = (
        case.phrase or "" for rule in builtin_rules() for case in (*rule.cases, *rule.unless)
    )
    return sorted({verb for phrase in phrases for verb in re.findall(r"([a-z]+)~", phrase)})


# Forms of other verbs, or spellings that hardly anybody writes.
ODD = {"payed", "staid", "staves", "targetting", "targetted", "fulfills", "instals"}


def test_the_verb_forms_of_all_phrases_are_those_of_lemminflect() -> None:
    lacking = {}
    for verb in verbs_of_rules():
        known = {
            form
            for forms in lemminflect.getAllInflections(verb, upos="VERB").values()
            for form in forms
            if "-" not in form
        }
        if known - {*verb_forms(verb), *ODD}:
            lacking[verb] = known - {*verb_forms(verb)}
    assert lacking == {}


@pytest.mark.parametrize(
    "forms",
    [
        "serve serves serving served", "carry carries carrying carried", "tell tells told telling",
        "plan plans planning planned", "agree agrees agreeing agreed", "die dies dying died",
        "begin begins began begun beginning", "undergo undergoes underwent undergone undergoing",
        "learn learns learnt learning learned", "play plays playing played", "pass passes passing passed",
        "fix fixes fixing fixed", "feel feels felt feeling", "cut cuts cutting",
    ],
)  # fmt: skip
def test_verb_forms(forms: str) -> None:
    verb = forms.split()[0]
    assert {*forms.split()} <= {*verb_forms(verb)} <= {*forms.split(), *DOUBTFUL}


# Of "begin" and its kin both spellings are taken.
DOUBTFUL = {"begining", "feelling"}


@pytest.mark.parametrize(
    "words",
    [
        "a user", "an hour", "a one-off", "an MBA", "an HR team", "an honest answer", "a university",
        "an X-ray", "an umbrella", "an entry-level job", "a unit", "an operations team", "a European",
        "an 8-hour day", "an 11-person team", "a US firm", "an FTE", "a customer-impacting role",
        "an heir", "a eulogy", "an unskilled job", "an SQL course", "a uniform", "an usher",
        "a utility", "an IT team", "a NASA site", "an intern", "a hotel", "a one-person crew",
        "an 18-month plan", "a 100-page file", "an RFP", "a UK office", "an umpire", "a ukulele",
    ],
)  # fmt: skip
def test_a_or_an_follows_the_sound(words: str) -> None:
    stated, _, rest = words.partition(" ")
    assert article(rest) == stated


def test_articles_of_all_suggestions_are_those_of_inflect() -> None:
    inflect = pytest.importorskip("inflect").engine()
    texts = {
        text
        for rule in builtin_rules()
        for words in (
            *rule.terms.values(),
            rule.suggest.any,
            rule.suggest.modifier,
            rule.suggest.noun,
        )
        for text in words
        if text and text[0].isalpha() and not text.startswith(("a ", "an ", "the "))
    }
    wrong = [t for t in sorted(texts) if inflect.a(t).split()[0] != article(t)]
    # inflect hears "usher" as it hears "user".
    assert [text for text in wrong if text != "usher"] == []
