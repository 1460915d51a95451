"""Make up lines of duties, which no treebank holds in number, from the word lists."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from .lexicon import AMBIGUOUS, OF_THINGS, QUALITIES, TAILS, THINGS, UNCOUNTED, VERBS
from .treebank import ROOT, Node, Tree


def made_duty(key: int, random: Random) -> Tree:
    """Make up one duty as a tree whose root, the verb, has ``key``."""
    verb = random.choice(AMBIGUOUS + VERBS)
    nodes = [Node(key, verb, "VERB", "VB", "Mood=Imp|VerbForm=Fin", ROOT, "root")]
    draw = random.random()
    if draw < 0.25:
        noun = random.choice(OF_THINGS)
        nodes.append(Node(key + 1, noun, "NOUN", "NN", "Number=Sing", key + 2, "compound"))
    elif draw < 0.45:
        quality = random.choice(QUALITIES)
        nodes.append(Node(key + 1, quality, "ADJ", "JJ", "Degree=Pos", key + 2, "amod"))
    thing = random.choice(THINGS)
    xpos, feats = ("NN", "Number=Sing") if thing in UNCOUNTED - {"data"} else ("NNS", "Number=Plur")
    nodes.append(Node(key + 2, thing, "NOUN", xpos, feats, key, "obj"))
    if random.random() < 0.25:
        preposition, determiner, noun = random.choice(TAILS)
        number = "Plur" if noun.endswith("s") else "Sing"
        tag = "NNS" if number == "Plur" else "NN"
        nodes.append(Node(key + 3, preposition, "ADP", "IN", "", key + 5, "case"))
        nodes.append(_determiner(key + 4, determiner))
        nodes.append(Node(key + 5, noun, "NOUN", tag, f"Number={number}", key, "obl"))
    return tuple(nodes)


def _determiner(key: int, form: str) -> Node:
    """Build "the" or "our" before the noun that comes next."""
    if form == "the":
        return Node(key, form, "DET", "DT", "Definite=Def|PronType=Art", key + 1, "det")
    feats = "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs"
    return Node(key, form, "PRON", "PRP$", feats, key + 1, "nmod:poss")


def joined(clauses: list[Tree], random: Random) -> Tree:
    """Join clauses by commas and a last "and", each hanging on the first."""
    line = clauses[0]
    top = line[0].key
    for i, clause in enumerate(clauses[1:], 1):
        verb = replace(clause[0], head=top, deprel="conj")
        joint = i == len(clauses) - 1 and random.random() < 0.9
        if not joint or random.random() < 0.2:
            comma = Node(verb.key - 2, ",", "PUNCT", ",", "", verb.key, "punct")
            line = (*line[:-1], replace(line[-1], space=False), comma)
        if joint:
            line = (*line, Node(verb.key - 1, "and", "CCONJ", "CC", "", verb.key, "cc"))
        line = (*line, verb, *clause[1:])
    return line
