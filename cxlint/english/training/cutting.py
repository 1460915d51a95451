"""Cut noun phrases and clauses out of trees, as trees of their own."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from .treebank import ROOT, Node, Tree


def _subtree(tree: Tree, top: Node) -> Tree:
    """Give a word with everything that hangs on it, in order."""
    keys = {top.key}
    while True:
        more = {n.key for n in tree if n.head in keys} - keys
        if not more:
            return tuple(n for n in tree if n.key in keys)
        keys |= more


def _rooted(nodes: Tree, top: Node) -> Tree | None:
    """Make a cut-out a tree of its own; None if punctuation is all that is left at an edge."""
    nodes = tuple(replace(n, head=ROOT, deprel="root") if n.key == top.key else n for n in nodes)
    while nodes and nodes[0].upos in ("PUNCT", "CCONJ") and nodes[0].key != top.key:
        nodes = nodes[1:]
    while nodes and nodes[-1].upos in ("PUNCT", "CCONJ") and nodes[-1].key != top.key:
        nodes = nodes[:-1]
    keys = {n.key for n in nodes} | {ROOT}
    if not nodes or any(n.head not in keys for n in nodes):
        return None
    return (*nodes[:-1], replace(nodes[-1], space=True))


def modified(noun: Node, tree: Tree) -> bool:
    """Say whether a noun has a modifier that makes it worth a title line."""
    return any(n.head == noun.key and n.deprel in ("compound", "amod", "nmod") for n in tree)


def cut_phrase(tree: Tree, head: Node, random: Random) -> Tree | None:
    """Cut out the noun phrase of a head, without what opens it and without its clauses."""
    drop = {
        "det",
        "case",
        "nmod:poss",
        "cc",
        "punct",
        "acl:relcl",
        "cop",
        "nsubj",
        "aux",
        "mark",
        "advcl",
        "acl",
        "parataxis",
        "appos",
        "advmod",
        "discourse",
        "obl",
        "cc:preconj",
    }
    if random.random() < 0.25:
        drop -= {"det", "nmod:poss"}
    gone: set[int] = set()
    for child in (n for n in tree if n.head == head.key and n.deprel in drop):
        if child.upos == "PUNCT" and child.xpos == "HYPH":
            continue
        gone |= {n.key for n in _subtree(tree, child)}
    kept = tuple(n for n in _subtree(tree, head) if n.key not in gone)
    phrase = _rooted(kept, head)
    return phrase if phrase is not None and 2 <= len(phrase) <= 12 else None


def cut_clause(tree: Tree, verbs: list[Node], random: Random, feats: str | None) -> Tree | None:
    """Cut out a clause so that it begins with its verb; ``feats`` replaces the verb's own."""
    verbs = [v for v in verbs if any(n.head == v.key and n.deprel in ("obj", "obl") for n in tree)]
    if not verbs:
        return None
    verb = random.choice(verbs)
    whole = _subtree(tree, verb)
    start = next(i for i, n in enumerate(whole) if n.key == verb.key)
    clause = _rooted(whole[start:], verb)
    if clause is None or not 2 <= len(clause) <= 24:
        return None
    if feats is not None:
        clause = (replace(clause[0], feats=feats), *clause[1:])
    return clause
