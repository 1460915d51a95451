"""Writing a term into a configuration's `allow`, with all else in the file left as it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from cxlint.model import Edit, Span, apply_edits
from cxlint.storing import replace_file
from cxlint.yaml_text import composed

NEW_NAME = ".cxlint.yaml"


@dataclass(frozen=True, slots=True)
class Configured:
    """The configuration file that a term would be allowed in.

    `text` is that on disk, None if the file is to be made; `unsaved` is what an editor has made of
    it since, of `version`.
    """

    path: Path
    text: str | None
    unsaved: str | None = None
    version: int | None = None

    def allowing(self, term: str) -> Edit | None:
        """The edit of the text that is last known that allows a term; None where it cannot be made."""
        text = self.text if self.unsaved is None else self.unsaved
        if text is None:
            return Edit(Span(0, 0), new_text(term))
        return edit_allowing(text, term, toml=self.path.suffix == ".toml")

    def write(self, edit: Edit) -> None:
        """Write the file with an edit made, in one step. Raises OSError."""
        text = apply_edits(self.text or "", [edit])
        expected = None if self.text is None else self.text.encode("utf-8")
        replace_file(self.path, text.encode("utf-8"), expected=expected)


def new_text(term: str) -> str:
    """A configuration that allows a term and says nothing else."""
    return f"allow:\n  - {_quoted(term)}\n"


def edit_allowing(text: str, term: str, *, toml: bool = False) -> Edit | None:
    """The edit of a configuration that allows a term; None where its shape is not understood."""
    return _toml_edit(text, term) if toml else _yaml_edit(text, term)


def _yaml_edit(text: str, term: str) -> Edit | None:
    try:
        node = composed(text)
    except yaml.YAMLError:
        return None
    end = _line_end(text)
    if node is None:
        begin = "" if not text or text.endswith(("\n", "\r")) else end
        return _insertion(len(text), begin + new_text(term).replace("\n", end))
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return None
    value = next((value for key, value in node.value if key.value == "allow"), None)
    if value is None:
        begin = "" if text.endswith(("\n", "\r")) else end
        return _insertion(len(text), begin + new_text(term).replace("\n", end))
    return _added_to(value, text, term)


def _added_to(value: yaml.Node, text: str, term: str) -> Edit | None:
    if isinstance(value, yaml.ScalarNode):
        start, end = value.start_mark.index, value.end_mark.index
        kept = text[start:end].strip()
        if not kept or value.tag.endswith(":null"):
            return _insertion(start, f" [{_quoted(term)}]") if not kept else None
        return Edit(Span(start, end), f"[{kept}, {_quoted(term)}]")
    if not isinstance(value, yaml.SequenceNode):
        return None
    if value.flow_style:
        close = text.rindex("]", 0, value.end_mark.index)
        comma = ", " if value.value else ""
        return _insertion(close, comma + _quoted(term))
    return _after_last_item(value, text, term)


def _after_last_item(value: yaml.SequenceNode, text: str, term: str) -> Edit:
    last = value.value[-1]
    line_start = (
        max(text.rfind("\n", 0, last.start_mark.index), text.rfind("\r", 0, last.start_mark.index))
        + 1
    )
    indent = re.match(r"[ \t]*", text[line_start:])
    stop = re.compile(r"[\r\n]|\Z").search(text, last.end_mark.index)
    at = stop.start() if stop else len(text)
    return _insertion(at, f"{_line_end(text)}{indent.group() if indent else ''}- {_quoted(term)}")


def _toml_edit(text: str, term: str) -> Edit | None:
    header = re.search(r"(?m)^\[tool\.cxlint\][ \t]*(?:#.*)?$", text)
    if header is None:
        return None
    following = re.compile(r"(?m)^\[").search(text, header.end())
    table_end = following.start() if following else len(text)
    known = re.compile(r"(?m)^allow[ \t]*=[ \t]*\[").search(text, header.end(), table_end)
    if known:
        empty = text[known.end() :].lstrip().startswith("]")
        return _insertion(known.end(), _quoted(term) + ("" if empty else ", "))
    if re.compile(r"(?m)^allow[ \t]*=").search(text, header.end(), table_end):
        return None
    return _insertion(header.end(), f"{_line_end(text)}allow = [{_quoted(term)}]")


def _quoted(term: str) -> str:
    """The term as YAML and TOML both read it."""
    return json.dumps(term, ensure_ascii=False)


def _insertion(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)


def _line_end(text: str) -> str:
    first = re.search(r"\r\n|\r|\n", text)
    return first.group() if first else "\n"
