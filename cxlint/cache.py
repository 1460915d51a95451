"""What was found before, by all that it depends on: bytes, format, settings, rules, and cxlint itself.

A key is a digest of all of these, so that nothing ever has to be invalidated; what cannot be read
back counts as not there. One SQLite file a user, safe with several processes; any trouble with it
costs time, never a finding.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cxlint.document import Genre
from cxlint.model import Edit, Finding, Severity, Span, Suggestion
from cxlint.outline import Outline

if TYPE_CHECKING:
    import sqlite3

    from cxlint.rule import Rules
    from cxlint.settings import Settings

T = TypeVar("T")

# The newest entries that are kept; some kilobytes each at most, mostly some hundred bytes.
_KEPT = 50_000
_SCHEMA = "CREATE TABLE IF NOT EXISTS found (id INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB)"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a check of one file gave."""

    findings: tuple[Finding, ...]
    genre: Genre | None
    notes: tuple[str, ...]


class Cache:
    """Entries of earlier runs. Use as a context; without a folder that can be written it is empty."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or user_folder()) / "found.sqlite"
        self._added: dict[bytes, bytes] = {}
        self._base: sqlite3.Connection | None = None
        with suppress(OSError, *_errors()):
            self._base = _opened(self._file)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, key: bytes) -> Entry | None:
        """The entry of a key, if there is a whole one."""
        value = self._value(key)
        return _whole(_as_entry, value)

    def _value(self, key: bytes) -> list[Any] | None:
        if self._base is None:
            return None
        try:
            row = self._base.execute("SELECT value FROM found WHERE key = ?", (key,)).fetchone()
        except _errors():
            self._base = None
            return None
        return _unpacked(row[0], key) if row else None

    def put(self, key: bytes, entry: Entry) -> None:
        """Remember an entry; it is stored when the cache is closed."""
        self._added[key] = _packed(_of_entry(entry), key)

    def outline(self, settings: Settings) -> Outline | None:
        """The outline of the rules that these settings choose, if they were used before."""
        return _whole(Outline.from_data, self._value(_key_of_outline(settings)))

    def put_outline(self, settings: Settings, outline: Outline) -> None:
        """Remember an outline; it is stored when the cache is closed."""
        key = _key_of_outline(settings)
        self._added[key] = _packed(outline.as_data(), key)

    def outline_of(self, settings: Settings, rules: Rules) -> Outline:
        """The outline of the rules that these settings choose, made where it is not remembered."""
        outline = self.outline(settings)
        if outline is None:
            outline = Outline.of(rules)
            self.put_outline(settings, outline)
        return outline

    def close(self) -> None:
        """Store what was added, and forget the oldest beyond what is kept."""
        if self._base is None:
            return
        with suppress(OSError, *_errors()):
            if self._added:
                with self._base:
                    self._base.executemany(
                        "INSERT OR REPLACE INTO found (key, value) VALUES (?, ?)",
                        sorted(self._added.items()),
                    )
                    self._base.execute(
                        "DELETE FROM found WHERE id <= (SELECT max(id) FROM found) - ?", (_KEPT,)
                    )
            self._base.close()
        self._base = None


def clear(folder: Path | None = None) -> int:
    """Remove the cache; returns the bytes that it took. Raises OSError."""
    size = 0
    for path in (folder or user_folder()).glob("found.sqlite*"):
        size += path.stat().st_size
        path.unlink()
    return size


def user_folder() -> Path:
    """Where the user's cache is kept; CXLINT_CACHE_DIR says otherwise."""
    named = os.environ.get("CXLINT_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("cxlint", appauthor=False)


def key_of(data: bytes, path: Path, settings: Settings) -> bytes:
    """The key of a file: a digest of everything that its findings depend on."""
    made = sha256(_base_key(settings))
    made.update(path.suffix.lower().encode("utf-8", "surrogateescape") + b"\0")
    made.update(data)
    return made.digest()


def _key_of_outline(settings: Settings) -> bytes:
    return sha256(_base_key(settings) + b"outline").digest()


@cache
def _key_of_rules(packs: tuple[str, ...]) -> bytes:
    """A digest of all rule files, by content."""
    made = sha256()
    package = Path(__file__).parent
    for folder in (package / "rules", package.parent / "rules", *map(Path, packs)):
        for file in sorted(folder.rglob("*.yaml")):
            data = file.read_bytes()
            made.update(f"{file}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return made.digest()


_made: dict[int, tuple[Settings, bytes]] = {}


def _base_key(settings: Settings) -> bytes:
    known = _made.get(id(settings))
    if known is None or known[0] is not settings:
        chosen = settings.changed(fail_on=Severity.WARNING, baseline=None, exclude=())
        rules = _key_of_rules(settings.packs)
        known = (
            settings,
            sha256(rules + _key_of_code(settings.model) + chosen.key.encode()).digest(),
        )
        _made[id(settings)] = known
    return known[1]


@cache
def _key_of_code(model: str) -> bytes:
    """A digest of the program: its own files, and the installed packages, by size and time."""
    made = sha256()
    for name in ("cxlint", *([] if model in ("own", "blank") else [model])):
        folder = _folder_of(name)
        for path in sorted(_code_of(folder)) if folder else ():
            state = path.stat()
            made.update(
                f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0".encode("utf-8", "surrogateescape")
            )
    # Installing or removing any package touches the folder that holds them.
    packages = _folder_of("spacy")
    if packages:
        made.update(str(packages.parent.stat().st_mtime_ns).encode())
    return made.digest()


def _code_of(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if "__pycache__" not in path.parts and path.suffix != ".md" and path.is_file():
            yield path


def _folder_of(package: str) -> Path | None:
    from importlib.util import find_spec

    try:
        found = find_spec(package)
    except (ImportError, ValueError):
        return None
    return Path(found.origin).parent if found and found.origin else None


@cache
def _errors() -> tuple[type[Exception], ...]:
    try:
        import sqlite3
    except ImportError:
        return (OSError,)
    return (sqlite3.Error,)


def _opened(file: Path) -> sqlite3.Connection:
    import sqlite3

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_ours(file):
        raise PermissionError(file)
    try:
        return _connected(file)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        file.unlink(missing_ok=True)  # not a database, or a broken one
        return _connected(file)


def _is_ours(file: Path) -> bool:
    """Whether nobody else owns the cache: who can write it decides what is reported."""
    if not hasattr(os, "geteuid"):
        return True
    there = [path for path in (file.parent, file) if path.exists()]
    return all(path.stat().st_uid == os.geteuid() for path in there)


def _connected(file: Path) -> sqlite3.Connection:
    import sqlite3

    base = sqlite3.connect(file, timeout=2)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute(_SCHEMA)
    # Views and triggers would run on every look.
    said = base.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    if said != [("table", "found")]:
        base.close()
        raise sqlite3.DatabaseError("not a cache")
    return base


def _packed(value: list[Any], key: bytes) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return sha256(key + text).digest()[:8] + text


def _unpacked(value: bytes, key: bytes) -> list[Any] | None:
    """What was packed; None if a bit of it has changed."""
    if not isinstance(value, bytes) or sha256(key + value[8:]).digest()[:8] != value[:8]:
        return None
    try:
        unpacked = json.loads(value[8:].decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return unpacked if isinstance(unpacked, list) else None


def _of_entry(entry: Entry) -> list[Any]:
    return [[_finding(one) for one in entry.findings], entry.genre, list(entry.notes)]


def _whole(make: Callable[[list[Any]], T], value: list[Any] | None) -> T | None:
    """What a value was made of; None where it can be none of ours, whoever wrote it."""
    try:
        return make(value) if value is not None else None
    except (TypeError, ValueError, AttributeError, LookupError):
        return None


def _as_entry(value: list[Any]) -> Entry:
    findings, genre, notes = value
    return Entry(tuple(map(_as_finding, findings)), Genre(genre) if genre else None, _texts(notes))


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError
    return said


def _texts(said: object) -> tuple[str, ...]:
    if not isinstance(said, list):
        raise TypeError
    return tuple(map(_text, said))


def _span(start: object, end: object) -> Span:
    if type(start) is not int or type(end) is not int:
        raise TypeError
    return Span(start, end)


def _place(said: object) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise TypeError
    if any(isinstance(value, (dict, list)) for value in said.values()):
        raise TypeError
    return said


def _finding(one: Finding) -> list[Any]:
    suggestions = [
        [s.text, s.safe, [[e.span.start, e.span.end, e.text] for e in s.edits]]
        for s in one.suggestions
    ]
    return [
        one.rule, one.span.start, one.span.end, one.severity, one.message, one.matched,
        suggestions, one.suppressed, dict(one.place),
    ]  # fmt: skip


def _as_finding(said: list[Any]) -> Finding:
    rule, start, end, severity, message, matched, suggestions, suppressed, place = said
    return Finding(
        _text(rule), _span(start, end), Severity(severity), _text(message), _text(matched),
        tuple(
            Suggestion(_text(text), tuple(Edit(_span(a, b), _text(new)) for a, b, new in edits), safe is True)
            for text, safe, edits in suggestions
        ),
        None if suppressed is None else _text(suppressed), _place(place),
    )  # fmt: skip
