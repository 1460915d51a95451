"""What is an address, and that looking for one takes no longer than its text calls for."""

from __future__ import annotations

import effort
import hostile
import pytest

from cxlint import readers
from cxlint.address import address_of
from cxlint.linter import Linter
from cxlint.model import Span

# The address stands in brackets; without any, there is none at “backoffice”.
ADDRESSES = [
    "See [https://example.org/a-b/backoffice/x] for more.", "See [www.backoffice.example] for more.",
    "See (https://example.org/a) backoffice.", "Write to [backoffice+x@example-y.org].",
    "Write to [team@backoffice.example.org], please.", "Clone [git@example.org:backoffice/x.git] first.", "It lies in [/srv/backoffice/data].",
    "It lies in [~/backoffice], as ever.", "It lies in [../x/backoffice/y].", r"In [C:\data\backoffice] it is.",
    "Open [docs/backoffice.md] first.", "Open [backoffice.example.com/page?x=1] first.",
    "Ask in [#the-backoffice] today.", "Ask [@backoffice] today.", "Ask [#us.backoffice] today.",
    "Call [the_backoffice_of] it.", "Our backoffice pays.", "Our backoffice. And yours.",
    "the/backoffice and more", "pre-backoffice-post", "https: backoffice", "a@ backoffice .com",
    "Read [https://example.org/" + "a-b/" * 400 + "backoffice] now.",
]  # fmt: skip


@pytest.mark.parametrize("marked", ADDRESSES, ids=[one[:40] for one in ADDRESSES])
def test_an_address_is_found_around_a_word(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    expected = marked.partition("[")[2].partition("]")[0] or None
    start = text.index("backoffice")
    assert address_of(text, Span(start, start + len("backoffice"))) == expected


@effort.scaled
@pytest.mark.parametrize("kind", hostile.prose(1))
def test_prose_made_to_keep_the_rules_busy_is_checked(linter: Linter, kind: str) -> None:
    """A guard that reads a run of characters from each of them takes hours for these."""
    linter.check(readers.parse(hostile.prose(effort.size(60_000, fast=12_000))[kind]))
