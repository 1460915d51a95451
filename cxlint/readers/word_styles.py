"""Word's styles: which paragraphs they make headings, titles, list items, and what they hide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cxlint.document import Role

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

_NAMED = {
    "title": Role.TITLE, "caption": Role.CAPTION, "quote": Role.QUOTE, "intense quote": Role.QUOTE,
    "block text": Role.QUOTE,
}  # fmt: skip
_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list(?: bullet| number| paragraph)?(?: \d)?")
_DEEPEST = 20


def local(element: Any) -> str:
    """The name of an element of Word's own namespace (either edition); "" for any other."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, _, name = tag[1:].partition("}")
    return name if namespace in (W, STRICT) else ""


def child(element: Any, name: str) -> Any:
    """The first child of that name, or None."""
    return (
        next((one for one in element if local(one) == name), None) if element is not None else None
    )


def value(element: Any) -> str:
    """The `val` attribute of an element, or ""."""
    if element is None:
        return ""
    return element.get(f"{{{W}}}val") or element.get(f"{{{STRICT}}}val") or ""


def is_on(element: Any) -> bool:
    """Whether a switch such as `vanish` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's or a run's style says that matters for reading."""

    role: Role | None = None
    level: int = 0
    hidden: bool = False


class Styles:
    """The styles of one document, each with what it inherits."""

    def __init__(self, root: Any = None) -> None:
        found = {} if root is None else {_id(one): one for one in root if local(one) == "style"}
        self._styles = {name: _resolved(name, found) for name in found}

    def paragraph(self, properties: Any) -> Style:
        """What a paragraph is, by its own properties and its style."""
        style = self._styles.get(value(child(properties, "pStyle")), Style())
        outline = value(child(properties, "outlineLvl"))
        if outline.isdigit() and int(outline) < 9 and style.role is not Role.TITLE:
            return replace(style, role=Role.HEADING, level=int(outline) + 1)
        level = _list_level(properties)
        if level is not None and style.role is not Role.HEADING:
            return replace(style, role=Role.LIST_ITEM if level else None, level=level)
        return style

    def hides(self, properties: Any) -> bool:
        """Whether a run with these properties is hidden text."""
        own = child(properties, "vanish")
        if own is not None:
            return is_on(own)
        named = value(child(properties, "rStyle"))
        return bool(named) and self._styles.get(named, Style()).hidden


def _id(style: Any) -> str:
    return style.get(f"{{{W}}}styleId") or style.get(f"{{{STRICT}}}styleId") or ""


def _resolved(name: str, every: Mapping[str, Any]) -> Style:
    """A style with what it takes from those it is based on, the nearest first."""
    style, seen = Style(), 0
    while name in every and seen < _DEEPEST:
        element = every[name]
        own = _own(element)
        if style.role is None:
            style = replace(style, role=own.role, level=own.level)
        style = replace(style, hidden=style.hidden or own.hidden)
        name, seen = value(child(element, "basedOn")), seen + 1
    return style


def _own(element: Any) -> Style:
    name = value(child(element, "name")).lower()
    paragraph = child(element, "pPr")
    hidden = is_on(child(child(element, "rPr"), "vanish"))
    heading = _HEADING.fullmatch(name)
    outline = value(child(paragraph, "outlineLvl"))
    if heading or (outline.isdigit() and int(outline) < 9 and name != "title"):
        return Style(Role.HEADING, int(heading.group(1)) if heading else int(outline) + 1, hidden)
    level = _list_level(paragraph)
    if level or (_LIST.fullmatch(name) and name != "list paragraph"):
        return Style(Role.LIST_ITEM, level or 1, hidden)
    return Style(_NAMED.get(name), 0, hidden)


def _list_level(properties: Any) -> int | None:
    """The nesting of a list item, 0 where numbering is turned off, None where nothing is said."""
    numbering = child(properties, "numPr")
    if numbering is None:
        return None
    if value(child(numbering, "numId")) == "0":
        return 0
    level = value(child(numbering, "ilvl"))
    return int(level) + 1 if level.isdigit() else 1
