"""What an editor does with its text, written independently of the server: the yardstick of fuzzing.

The text is kept as one string; positions are found by walking over it character by character.
"""

from __future__ import annotations

from lsprotocol import types


class ReferenceText:
    """A text that is edited at offsets, and says how the edit is told in an encoding."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self._encoding = encoding

    def replace(self, start: int, end: int, new: str) -> types.TextDocumentContentChangePartial:
        """Make an edit, and return it as the change that a client sends."""
        place = types.Range(start=self.position(start), end=self.position(end))
        self.text = self.text[:start] + new + self.text[end:]
        return types.TextDocumentContentChangePartial(range=place, text=new)

    def position(self, offset: int) -> types.Position:
        """Line and column of an offset, as the encoding counts."""
        line = column = index = 0
        while index < offset:
            character = self.text[index]
            if character == "\n" or (
                character == "\r" and self.text[index + 1 : index + 2] != "\n"
            ):
                line, column = line + 1, 0
            elif character != "\r":
                column += self._width(character)
            index += 1
        return types.Position(line=line, character=column)

    def is_place(self, offset: int) -> bool:
        """Whether an editor's cursor can stand at an offset: not inside a CRLF."""
        return self.text[max(offset - 1, 0) : offset + 1] != "\r\n"

    def _width(self, character: str) -> int:
        if self._encoding == "utf-8":
            return len(character.encode("utf-8"))
        return 2 if self._encoding == "utf-16" and ord(character) > 0xFFFF else 1
