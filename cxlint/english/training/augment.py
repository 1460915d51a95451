"""Derive from a treebank the forms that job postings and e-mails are full of and it is not.

Nearly everything is cut or recombined from annotated trees, so the annotation stays right by
construction: an infinitive clause becomes a bulleted imperative, a noun phrase becomes a title
line, a modifier gives way to "back-office". Only lines of duties are made up from word lists. All
choice comes from the ``random.Random`` that the caller passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random

from .cutting import cut_clause, cut_phrase, modified
from .dressing import dressed, titled, without_stop
from .exchanging import (
    ambiguous_verb,
    as_head,
    as_modifier,
    bare_object,
    fitting,
    left,
    like,
    signed,
)
from .lexicon import (
    AMBIGUOUS,
    DOING,
    HEADINGS,
    PEOPLE,
    PLURAL,
    SINGULAR,
    STATES,
    SURNAMES,
)
from .making import joined, made_duty
from .treebank import ROOT, Node, Tree

FINITE = "Tense=Pres|VerbForm=Fin"


def augment(trees: list[Tree], random: Random) -> Iterator[Tree]:
    """Yield extra trees for a treebank; the treebank itself is not among them."""
    for tree in trees:
        for form, chance in FORMS.items():
            if random.random() < chance:
                made = form(tree, random)
                if made is not None:
                    yield made


def lower_start(tree: Tree, random: Random) -> Tree | None:
    """Write the sentence as hurried e-mails do: no first capital, perhaps no stop."""
    first = tree[0]
    if first.upos == "PROPN" or first.form == "I" or not first.form[:1].isupper():
        return None
    started = (replace(first, form=first.form[0].lower() + first.form[1:]), *tree[1:])
    return without_stop(started) if random.random() < 0.4 else started


def all_lower(tree: Tree, _: Random) -> Tree | None:
    """Write the sentence in lower case throughout."""
    return tuple(replace(node, form=node.form.lower()) for node in tree)


def all_caps(tree: Tree, random: Random) -> Tree | None:
    """Write a short sentence in capitals, as notices and headings have it."""
    if not 2 <= len(tree) <= 16:
        return None
    capitals = tuple(replace(node, form=node.form.upper()) for node in tree)
    return without_stop(capitals) if random.random() < 0.5 else capitals


def title_case(tree: Tree, random: Random) -> Tree | None:
    """Write a short sentence in Title Case, as a heading."""
    if not 2 <= len(tree) <= 14:
        return None
    return without_stop(titled(tree, random))


def title_line(tree: Tree, random: Random) -> Tree | None:
    """Make a noun phrase a line of its own: "Senior Claims Clerk", "OFFICE HOURS"."""
    heads = [n for n in tree if n.upos == "NOUN" and n.xpos in ("NN", "NNS") and modified(n, tree)]
    if not heads:
        return None
    phrase = cut_phrase(tree, random.choice(heads), random)
    if phrase is None:
        return None
    if random.random() < 0.5:
        phrase = domain_nouns(phrase, random) or phrase
    if random.random() < 0.25:
        phrase = domain_modifier(phrase, random) or phrase
    line = dressed(phrase, random, title=0.6, capitals=0.12)
    return signed(line, random) if random.random() < 0.12 else line


def imperative(tree: Tree, random: Random) -> Tree | None:
    """Make an infinitive clause a duty: "to staff the desk" gives "Staff the desk"."""
    verbs = [n for n in tree if n.upos == "VERB" and n.xpos == "VB" and n.deprel != "conj"]
    clause = cut_clause(tree, verbs, random, feats="Mood=Imp|VerbForm=Fin")
    if clause is None:
        return None
    if random.random() < 0.45:
        clause = ambiguous_verb(clause, random)
    if random.random() < 0.3:
        clause = bare_object(clause, random)
    if random.random() < 0.35:
        clause = domain_nouns(clause, random) or clause
    return dressed(clause, random, title=0.06, capitals=0.04)


def duty(tree: Tree, random: Random) -> Tree | None:
    """Make a clause without its subject a duty: "Answering calls", "Reports to the board"."""
    verbs = [n for n in tree if n.upos == "VERB" and n.xpos in ("VBG", "VBZ", "VBD")]
    clause = cut_clause(tree, verbs, random, feats=None)
    if clause is None:
        return None
    if random.random() < 0.4:
        clause = domain_nouns(clause, random) or clause
    return dressed(clause, random, title=0.06, capitals=0.04)


def duties(_: Tree, random: Random) -> Tree | None:
    """Make up a line of duties: "Answer calls, greet guests and file reports". Ignores the tree."""
    clauses = [made_duty(10 * (i + 1), random) for i in range(random.choice((1, 1, 2, 2, 3)))]
    line = joined(clauses, random)
    if random.random() < 0.1:
        heading = Node(
            1, random.choice(HEADINGS), "NOUN", "NN", "Number=Sing", ROOT, "root", space=False
        )
        if heading.form.endswith("s"):
            heading = replace(heading, xpos="NNS", feats="Number=Plur")
        top = line[0]
        colon = Node(2, ":", "PUNCT", ":", "", top.key, "punct")
        return (heading, colon, replace(top, head=1, deprel="parataxis"), *line[1:])
    return dressed(line, random, title=0.05, capitals=0.04)


def doers(_: Tree, random: Random) -> Tree | None:
    """Make up a line on people who do: "Process engineers check orders". Ignores the tree."""
    first = Node(1, random.choice(DOING), "NOUN", "NN", "Number=Sing", 2, "compound")
    people = random.choice(PEOPLE)
    plural = people != "staff"
    number, xpos = ("Number=Plur", "NNS") if plural else ("Number=Sing", "NN")
    draw = random.random()
    if draw < 0.35:
        return dressed(
            (first, Node(2, people, "NOUN", xpos, number, ROOT, "root")), random, 0.6, 0.1
        )
    noun = Node(2, people, "NOUN", xpos, number, 11, "nsubj")
    if draw < 0.5:
        be = Node(10, "are", "AUX", "VBP", f"Mood=Ind|Number=Plur|Person=3|{FINITE}", 11, "cop")
        quality = Node(11, random.choice(STATES), "ADJ", "JJ", "Degree=Pos", ROOT, "root")
        return dressed((first, noun, be, quality), random, 0.05, 0.04)
    verb, *rest = made_duty(11, random)
    feats = f"Mood=Ind|Number=Plur|Person=3|{FINITE}"
    line = (first, noun, replace(verb, xpos="VBP", feats=feats, head=ROOT, deprel="root"), *rest)
    return dressed(line, random, 0.05, 0.04)


def domain_nouns(tree: Tree, random: Random) -> Tree | None:
    """Change one or two of the common nouns for those of an office."""
    places = [i for i, n in enumerate(tree) if n.xpos in ("NN", "NNS") and n.upos == "NOUN"]
    if not places:
        return None
    nodes = list(tree)
    for i in random.sample(places, min(len(places), random.choice((1, 1, 2)))):
        choice = SINGULAR + AMBIGUOUS[:40] if nodes[i].xpos == "NN" else PLURAL
        nodes[i] = replace(nodes[i], form=like(nodes[i].form, fitting(choice, nodes, i, random)))
    return tuple(nodes)


def domain_modifier(tree: Tree, random: Random) -> Tree | None:
    """Put "back-office" or its like before, or in place of, one of the nouns."""
    nouns = [
        n
        for i, n in enumerate(tree)
        if n.xpos in ("NN", "NNS")
        and not left(tree, n, "compound")
        and (i == 0 or (tree[i - 1].xpos != "HYPH" and tree[i - 1].form.lower() not in ("a", "an")))
        and n.deprel not in ("compound", "fixed", "flat", "goeswith")
    ]
    if not nouns:
        return None
    noun = random.choice(nouns)
    if noun.xpos == "NN" and random.random() < 0.4:
        return as_head(tree, noun, random)
    return as_modifier(tree, noun, random)


def surnames(tree: Tree, random: Random) -> Tree | None:
    """Change a surname for one that is also a job or a thing."""
    nodes = list(tree)
    names = [
        i
        for i, n in enumerate(tree)
        if n.xpos == "NNP"
        and n.deprel == "flat"
        and n.form.istitle()
        and i
        and tree[i - 1].xpos == "NNP"
    ]
    for i in names:
        nodes[i] = replace(nodes[i], form=random.choice(SURNAMES))
    return tuple(nodes) if names else None


FORMS: Mapping[Callable[[Tree, Random], Tree | None], float] = {
    lower_start: 0.15,
    all_lower: 0.06,
    all_caps: 0.08,
    title_case: 0.15,
    title_line: 0.45,
    imperative: 0.6,
    duty: 0.15,
    duties: 0.2,
    doers: 0.12,
    domain_nouns: 0.25,
    domain_modifier: 0.25,
    surnames: 0.6,
}
