"""Regular expressions that take time linear in the text, whatever they say: google-re2's.

It is imported when the first of them is used.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def linear(pattern: str, *, any_case: bool = True, of_bytes: bool = False) -> Any:
    """A pattern of RE2, ready to search texts, or their UTF-8 bytes, which is quicker."""
    import re2

    options: Any = re2.Options()
    options.log_errors = False
    options.case_sensitive = not any_case
    return re2.compile(pattern.encode() if of_bytes else pattern, options)
