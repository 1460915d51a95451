"""What the XML reports share: text that XML can hold, and how a tree is written."""

from __future__ import annotations

import re
from typing import TextIO
from xml.etree.ElementTree import Element, indent, tostring

# Characters that XML 1.0 has no way to write.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def holdable(text: str) -> str:
    """Text with what XML cannot hold shown as a replacement character."""
    return _NO_XML.sub("\ufffd", text)


def write_tree(root: Element, out: TextIO) -> None:
    """Write a tree with its declaration."""
    indent(root)
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
    )
