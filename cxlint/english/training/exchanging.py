"""Exchange words of a tree for those of an office, and keep the tree right."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from .lexicon import (
    AMBIGUOUS,
    COMPOUNDS,
    FIRST_NAMES,
    PLACES,
    PLURAL,
    SINGULAR,
    SURNAMES,
    THINGS,
)
from .treebank import ROOT, Node, Tree


def ambiguous_verb(clause: Tree, random: Random) -> Tree:
    """Change the verb of a duty, if it has a plain object, for one that looks like a noun."""
    verb = clause[0]
    relations = {n.deprel for n in clause if n.head == verb.key}
    if "obj" not in relations or relations & {"iobj", "xcomp", "ccomp", "compound:prt"}:
        return clause
    return (replace(verb, form=like(verb.form, random.choice(AMBIGUOUS))), *clause[1:])


def bare_object(clause: Tree, random: Random) -> Tree:
    """Give a duty a bare plural object, if its object is a noun of one or two words."""
    verb = clause[0]
    noun = next((n for n in clause if n.head == verb.key and n.deprel == "obj"), verb)
    below = [n for n in clause if n.head == noun.key]
    if noun.upos != "NOUN" or any(n.deprel not in ("det", "nmod:poss") for n in below):
        return clause
    bare = replace(noun, form=random.choice(THINGS[:40]), xpos="NNS", feats="Number=Plur")
    return tuple(bare if n is noun else n for n in clause if n not in below)


def fitting(choice: list[str], nodes: list[Node], place: int, random: Random) -> str:
    """Choose a word that goes with the article before it."""
    before = nodes[place - 1].form.lower() if place else ""
    if before in ("a", "an"):
        choice = [w for w in choice if (w[0] in "aeiou") == (before == "an")]
    return random.choice(choice)


def like(old: str, new: str) -> str:
    """Give the new word the case of the old."""
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.capitalize() if old[:1].isupper() else new


def left(tree: Tree, head: Node, *relations: str) -> list[Node]:
    """List what stands before a head in one of the given relations."""
    before = tree[: tree.index(head)]
    return [n for n in before if n.head == head.key and n.deprel in relations]


def _pair(head: int, relation: str, key: int, random: Random) -> Tree:
    """Build "back office" or "back-office" as a modifier (or conjunct) of ``head``."""
    hyphen = random.random() < 0.5
    if random.random() < 0.75:
        first, second = random.choice(PLACES)
        opening = Node(key, first, "ADJ", "JJ", "Degree=Pos", key + 2, "amod", space=not hyphen)
    else:
        first, second = random.choice(COMPOUNDS)
        opening = Node(
            key, first, "NOUN", "NN", "Number=Sing", key + 2, "compound", space=not hyphen
        )
    dash = Node(key + 1, "-", "PUNCT", "HYPH", "", key + 2, "punct", space=False)
    closing = Node(key + 2, second, "NOUN", "NN", "Number=Sing", head, relation)
    return (opening, dash, closing) if hyphen else (opening, closing)


def _modifiers(head: int, key: int, random: Random) -> Tree:
    """Build one such modifier, or two joined by a conjunction."""
    first = _pair(head, "compound", key, random)
    draw = random.random()
    if draw > 0.35:
        return first
    if draw > 0.25:
        return _shared(head, key, random)
    joint = Node(key + 3, random.choice(("and", "and", "or")), "CCONJ", "CC", "", key + 6, "cc")
    return (*first, joint, *_pair(key + 2, "conj", key + 4, random))


def _shared(head: int, key: int, random: Random) -> Tree:
    """Build "front and back office" or "front- and back-office" as a modifier."""
    hyphen = random.random() < 0.5
    before, after = random.choice((("front", "back"), ("back", "front"), ("middle", "back")))
    first = Node(key, before, "ADJ", "JJ", "Degree=Pos", key + 5, "amod", space=not hyphen)
    dash = Node(key + 1, "-", "PUNCT", "HYPH", "", key, "punct")
    joint = Node(key + 2, "and", "CCONJ", "CC", "", key + 3, "cc")
    second = Node(key + 3, after, "ADJ", "JJ", "Degree=Pos", key, "conj", space=not hyphen)
    other_dash = Node(key + 4, "-", "PUNCT", "HYPH", "", key + 5, "punct", space=False)
    office = Node(key + 5, "office", "NOUN", "NN", "Number=Sing", head, "compound")
    if hyphen:
        return (first, dash, joint, second, other_dash, office)
    return (first, joint, second, office)


def as_modifier(tree: Tree, noun: Node, random: Random) -> Tree:
    """Put a two-word modifier directly before a noun, often changed for one of an office."""
    place = tree.index(noun)
    new = _modifiers(noun.key, max(n.key for n in tree) + 1, random)
    choice = SINGULAR if noun.xpos == "NN" else PLURAL
    form = random.choice(choice) if random.random() < 0.6 else noun.form
    if place == 0:
        new = (replace(new[0], form=like(noun.form, new[0].form)), *new[1:])
        form = form if noun.form.isupper() else form.lower()
    return (*tree[:place], *new, replace(noun, form=form), *tree[place + 1 :])


def as_head(tree: Tree, noun: Node, random: Random) -> Tree:
    """Put "back office" itself in the place of a noun: "works in the back office"."""
    place = tree.index(noun)
    pair = _pair(noun.key, "compound", max(n.key for n in tree) + 1, random)
    *modifiers, last = pair
    rehung = (replace(n, head=noun.key) if n.head == last.key else n for n in modifiers)
    pair = (*rehung, replace(noun, form=last.form))
    if place == 0:
        pair = (replace(pair[0], form=like(noun.form, pair[0].form)), *pair[1:])
    return (*tree[:place], *pair, *tree[place + 1 :])


def signed(line: Tree, random: Random) -> Tree:
    """Put a name before a title line, as signatures do: "Jane Porter, Claims Clerk"."""
    if line[0].upos == "PUNCT":
        return line
    top = next(n.key for n in line if n.head == ROOT)
    key = max(n.key for n in line) + 1
    feats = "Number=Sing"
    first = Node(key, random.choice(FIRST_NAMES), "PROPN", "NNP", feats, ROOT, "root")
    last = Node(key + 1, random.choice(SURNAMES), "PROPN", "NNP", feats, key, "flat", space=False)
    comma = Node(key + 2, ",", "PUNCT", ",", "", top, "punct")
    rest = (replace(n, head=key, deprel="appos") if n.key == top else n for n in line)
    return (first, last, comma, *rest)
