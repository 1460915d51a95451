"""Give fragments the looks of lines in a posting: case, bullet, stop or none."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from .lexicon import BULLETS, SMALL_WORDS
from .treebank import ROOT, Node, Tree


def without_stop(tree: Tree) -> Tree:
    """Drop a final full stop."""
    if len(tree) > 1 and tree[-1].form == "." and tree[-1].head != ROOT:
        key = tree[-1].key
        if all(n.head != key for n in tree):
            return tree[:-1]
    return tree


def titled(tree: Tree, random: Random) -> Tree:
    """Write a tree in Title Case, small words small in most lines."""
    small = random.random() < 0.8
    return tuple(
        node
        if i and small and node.form.lower() in SMALL_WORDS
        else replace(node, form=node.form[:1].upper() + node.form[1:])
        for i, node in enumerate(tree)
    )


def dressed(tree: Tree, random: Random, title: float, capitals: float) -> Tree:
    """Give a fragment the looks of a line of a posting: case, bullet, final stop or none."""
    draw = random.random()
    if draw < title:
        tree = titled(tree, random)
    elif draw < title + capitals:
        tree = tuple(replace(n, form=n.form.upper()) for n in tree)
    elif draw < title + capitals + 0.7 * (1 - title - capitals):
        first = tree[0]
        tree = (replace(first, form=first.form[:1].upper() + first.form[1:]), *tree[1:])
    top = next(n.key for n in tree if n.head == ROOT)
    fresh = max(n.key for n in tree) + 1
    if random.random() < 0.25:
        bullet = Node(fresh, random.choice(BULLETS), "PUNCT", "NFP", "", top, "punct")
        tree = (bullet, *tree)
    if random.random() < 0.25:
        stop = Node(fresh + 1, ".", "PUNCT", ".", "", top, "punct")
        tree = (*tree[:-1], replace(tree[-1], space=False), stop)
    return tree
