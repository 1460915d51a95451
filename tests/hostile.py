"""Texts made to keep a reader busy, of a size that grows with `n`.

Tests read them, and `benchmarks/growth.py` prints how the time for them grows.
"""

from __future__ import annotations


def pages(n: int) -> dict[str, str]:
    """HTML."""
    return {
        "nested blocks": "<div>" * n + "x" + "</div>" * n,
        "nested inlines": "<b>" * n + "x",
        "closed by others": "<div>" * n + "</b>" * n,
        "misnested": "<b><p>" + "<i>" * n + "</b>" * n,
        "siblings": "<li>" * n + "<p><div>" * n,
        "open quotes": '<a t="' * n + "<a t='" * n,
        "open comments": "<!--" * n,
        "less-than": "<" * n + "< " * n + "</" * n,
        "titles": "<title>" * n,
        "attributes": "<a " + "b=c " * n + ">",
        "entities": "&#" * n + "&" * n + "&#9999999999999;" * (n // 100),
        "json": "<script type=application/ld+json>" + '{"a":[' * n + '"\\"' * n,
        "nul": "<p>\0 back\0office \0</p>" * (n // 100),
    }


def messages(n: int) -> dict[str, str]:
    """E-mail."""
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(n))
    mixed = "Content-Type: multipart/mixed; boundary=b\n\n"
    return {
        "nested parts": nested + "\nwords\n",
        "nested parts of one name": (mixed + "--b\n") * n,
        "nested messages": "Content-Type: message/rfc822\n\n" * n + "Subject: x\n\nwords\n",
        "many parts": mixed + "--b\n\nwords\n" * n,
        "huge header": "Subject: " + "x " * 100 * n + "\n" + "X-Y: z\n" * n + "\nwords\n",
        "huge folded header": "Content-Type: text/plain;\n" + " a=b;\n" * n * 10 + "\nwords\n",
        "encoded words": "Subject: " + "=?utf-8?Q?x?= " * n + "\n\nwords\n",
        "dashes": mixed + "--\n" * n * 10,
        "quoted": "Subject: s\n\n" + ">" * n * 10 + "\n" + "> x\n" * n,
        "attributions": "Subject: s\n\n" + "On 1 x\n" * n,
        "headers in text": "Subject: s\n\n" + "From: x\n" * n,
        "rules": "Subject: s\n\n" + "_" * n * 10 + "\n" + ("-" * 20 + "\n") * n,
        "html": "Content-Type: text/html\n\n" + "<div>" * n * 10,
        "html quotes": "Content-Type: text/html\n\n" + "<div class=gmail_quote>" * n,
        "messages": "From a@b Thu\nSubject: x\n\nwords\n\n" * n,
    }


def lightly_marked(n: int) -> dict[str, str]:
    """reStructuredText and AsciiDoc."""
    return {
        "marks": "*a " * n + "`a " * n + "``a " * n + "_a " * n + "#a " * n,
        "openings": "<<a" * n + "((a" * n + "[a" * n + "{a" * n + "+++a" * n,
        "macros": "image:" * n + "https://" * n + "link:a[" * n + "footnote:[" * n,
        # The text itself grows with the square of its depth.
        "nested lists": "\n".join(" " * depth + "- x\n" for depth in range(int(7 * n**0.5))),
        "bullets in one line": "- " * n,
        "terms": "a:: " * n + "\n" + "a\n b\n" * n,
        "fences": "====\n=====\n" * n + "----\n",
        "tables": "|===\n" + "|a " * n + "\n" + "+-" * n + "+\n" + "|\n" * (n // 20),
        "columns": "== " * n + "==\n" + "a " * n,
        "directives": ".. note:: " * n + "\n" + "x::\n" * n,
        "fields": ":a" * n,
        "long line": "x" * 250 * n,
    }


def tables(n: int) -> dict[str, str]:
    """CSV."""
    head = "description,b\n"
    return {
        "quotation marks": head + '"' * n,
        "cells that begin with one": head + 'a,"' * n,
        "cells that hold some": head + ("x" * 50 + '"') * (n // 10),
        "empty cells": head + "," * n,
    }


def prose(n: int) -> dict[str, str]:
    """Plain text: what keeps rules, guards and sentences busy."""
    return {
        "hyphens": "back-" * n + "office",
        "hyphens and dots": "back-office" + ".back-office-" * n,
        "hyphens and slashes": "back-office" + "-/" * n,
        "schemes": "back-office" + "-ftp:" * n,
        "mailboxes": "back-office" + "+a@" * n,
        "one word": "x" * n * 10 + " back office",
        "combining marks": "back office e" + "\u0301" * n,
        "minimisers": "just a " * n + "merely " * n + "a receptionist",
        "white space": "back" + " " * n * 10 + "office",
        "names": "Smith " * n + "Back Office",
        "denials": "not " * n + "a back office",
        "open quotes": "“ " * n + "back office",
        "open footnotes and links": "[^" * n + "](" * n + "][" * n + "back office",
    }
