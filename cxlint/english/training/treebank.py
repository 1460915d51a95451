"""Read a CoNLL-U treebank into trees that can be cut and recombined, and turn trees into Docs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ROOT = 0


@dataclass(frozen=True, slots=True)
class Node:
    """One word of a tree; ``key`` names it within its tree and says nothing about its place."""

    key: int
    form: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool = True


Tree = tuple[Node, ...]


def read_documents(path: Path) -> Iterator[list[Tree]]:
    """Yield the documents of a CoNLL-U file, each a list of trees."""
    document: list[Tree] = []
    lines: list[str] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc") and document:
                yield document
                document = []
            elif line.strip() and not line.startswith("#"):
                lines.append(line.rstrip("\n"))
            elif not line.strip() and lines:
                document.append(_tree(lines))
                lines = []
    if lines:
        document.append(_tree(lines))
    if document:
        yield document


def _tree(lines: Iterable[str]) -> Tree:
    """Build a tree from the token lines of one sentence."""
    nodes: list[Node] = []
    last_part, space_after_parts = 0, True
    for line in lines:
        key, form, _, upos, xpos, feats, head, deprel, _, misc = line.split("\t")
        space = "SpaceAfter=No" not in misc
        if "." in key:
            continue
        if "-" in key:
            # A contraction such as "don't": its parts follow, and only the whole has a space.
            last_part, space_after_parts = int(key.split("-")[1]), space
            continue
        number = int(key)
        if number <= last_part:
            space = space_after_parts and number == last_part
        feats = "" if feats == "_" else feats
        nodes.append(Node(number, form, upos, xpos, feats, int(head), deprel, space))
    return tuple(nodes)


def to_doc(vocab: Vocab, trees: Sequence[Tree]) -> Doc:
    """Make one annotated Doc of one or more trees."""
    from spacy.tokens import Doc

    nodes: list[Node] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for tree in trees:
        place = {node.key: len(nodes) + i for i, node in enumerate(tree)}
        heads += [place.get(node.head, place[node.key]) for node in tree]
        starts += [i == 0 for i in range(len(tree))]
        nodes += tree
    return Doc(
        vocab,
        words=[node.form for node in nodes],
        spaces=[node.space for node in nodes],
        pos=[node.upos for node in nodes],
        tags=[node.xpos for node in nodes],
        morphs=[node.feats for node in nodes],
        heads=heads,
        deps=["ROOT" if node.head == ROOT else node.deprel for node in nodes],
        sent_starts=starts,
    )
