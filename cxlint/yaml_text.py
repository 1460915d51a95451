"""YAML that somebody wrote: read as plain values, and refused where it is made to do harm.

libyaml and its safe constructor can name no code. What they let through is kept out here: aliases
that spell out to more than any memory holds, or hold themselves, and nesting that no reader of
ours could follow. Every error is a yaml.YAMLError, mostly with its place.
"""

from __future__ import annotations

from typing import Any

import yaml

MOST_NODES = 200_000
DEEPEST = 60


def composed(text: str) -> yaml.Node | None:
    """The nodes of a YAML text. Raises yaml.YAMLError."""
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except ValueError as error:
        raise yaml.YAMLError(str(error)) from None
    if node is not None:
        _size(node, {}, 0)
    return node


def constructed(node: yaml.Node | None) -> Any:
    """The values of nodes that `composed` gave. Raises yaml.YAMLError."""
    if node is None:
        return None
    loader = yaml.CSafeLoader("")
    try:
        return loader.construct_document(node)
    except (ValueError, OverflowError, TypeError, AttributeError) as error:
        # A date that is none, a number of thousands of digits, a tag on a value of another kind.
        raise _refusal(f"a value that cannot be ({error})", node) from None
    finally:
        loader.dispose()


def _size(node: yaml.Node, known: dict[int, int], depth: int) -> int:
    """How many nodes a node stands for when its aliases are spelt out."""
    size = known.get(id(node))
    if size is not None:
        if not size:
            raise _refusal("an alias that holds itself", node)
        return size
    if depth > DEEPEST:
        raise _refusal(f"nested deeper than {DEEPEST} levels", node)
    known[id(node)] = 0
    size = 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            size += _size(key, known, depth + 1) + _size(value, known, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        size += sum(_size(one, known, depth + 1) for one in node.value)
    if size > MOST_NODES:
        raise _refusal(f"more than {MOST_NODES:,} values, its aliases spelt out", node)
    known[id(node)] = size
    return size


def _refusal(reason: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=reason, problem_mark=node.start_mark)
