"""The command line as its users meet it: what they type, what they read, the exit code.

The sessions stand in tests/commands. CXLINT_UPDATE=1 writes what is said now into them.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from cxlint import run, settings
from cxlint.cli import COMMANDS, main
from cxlint.model import CxlintError
from cxlint.proposal import pre_commit_text

FOLDER = Path(__file__).parent / "commands"
UPDATE = bool(os.environ.get("CXLINT_UPDATE"))


@dataclass
class Session:
    """A heading of a file of sessions: files to begin with, and what is typed."""

    source: Path
    name: str
    text: str
    files: dict[str, bytes] = field(default_factory=dict)


def sessions() -> list[Session]:
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        for part in re.split(r"^(?=## )", path.read_text("utf-8"), flags=re.M)[1:]:
            session = Session(path, part[3:].split("\n", 1)[0], part)
            for kind, name, body in re.findall(
                r"^~~~ (file|bytes) (\S+)\n(.*?)^~~~$", part, re.M | re.S
            ):
                session.files[name] = body.encode() if kind == "file" else bytes.fromhex(body)
            found.append(session)
    return found


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own, with one file that has a finding and one that has none."""
    monkeypatch.setattr("cxlint.rule_files.builtin_folder", lambda: Path(__file__).parent / "house")
    monkeypatch.setenv("CXLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings.loaded_rules.cache_clear()
    run._linters.clear()
    folder = tmp_path / "place"
    folder.mkdir()
    (folder / "a.md").write_text("# Refunds\n\nOur back office handles refunds.\n")
    (folder / "clean.md").write_text("# Refunds\n\nWe handle refunds.\n")
    monkeypatch.chdir(folder)
    yield folder
    settings.loaded_rules.cache_clear()
    run._linters.clear()


def said(line: str, place: Path) -> str:
    """What a typed line answers: exit code unless 0, output, then errors."""
    line, _, source = line.partition(" < ")
    words = shlex.split(line)
    if words[0] != "cxlint":
        subprocess.run(words, cwd=place, check=True)
        return ""
    entered = (place / source).read_bytes() if source else None
    result = CliRunner().invoke(main, words[1:], input=entered, prog_name="cxlint")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    code = f"? {result.exit_code}\n" if result.exit_code else ""
    text = code + result.stdout + result.stderr
    return text.replace(str(place.parent), "[..]")


@pytest.mark.parametrize("session", sessions(), ids=lambda one: f"{one.source.stem}: {one.name}")
def test_sessions_read_as_they_are_written_down(session: Session, place: Path) -> None:
    for name, data in session.files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    block = re.search(r"^~~~ console\n(.*?)^~~~$", session.text, re.M | re.S)
    assert block
    typed = [line[2:] for line in block.group(1).splitlines() if line.startswith("$ ")]
    now = "".join(f"$ {line}\n{said(line, place)}" for line in typed)
    if UPDATE:
        text = session.source.read_text("utf-8")
        written = session.text.replace(block.group(1), now, 1)
        session.source.write_text(text.replace(session.text, written), "utf-8")
        session.text = written
    else:
        assert now == block.group(1)


def test_at_least_twenty_mistakes_are_tried() -> None:
    errors = [one for one in sessions() if one.source.stem == "errors"]
    assert len(errors) >= 20
    assert all("? 2\n" in one.text for one in errors)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "usage:" in result.output.lower()


def test_a_clean_file_needs_neither_spacy_nor_pydantic_the_second_time(
    place: Path, tmp_path: Path
) -> None:
    """What is known from before costs a reading of the file; the first time, no grammar either."""
    script = "import sys; from cxlint.cli import main\ntry: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"
    env = {**os.environ, "CXLINT_CACHE_DIR": str(tmp_path / "cache")}
    for unwanted in (
        {"spacy", "rich", "numpy"},
        {"spacy", "rich", "numpy", "pydantic", "yaml", "re2", "multiprocessing"},
    ):
        done = subprocess.run(
            [sys.executable, "-c", script, "check", "clean.md"],
            capture_output=True,
            text=True,
            env=env,
            check=True,
        )
        assert not unwanted & set(done.stderr.split())
        assert done.stdout == "1 file checked: nothing found\n"


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_file_without_permission_is_told_and_the_others_checked(place: Path) -> None:
    (place / "a.md").chmod(0)
    text = said("cxlint check a.md clean.md", place)
    assert "? 2\n" in text
    assert "a.md: cannot be read: Permission denied" in text


@pytest.mark.slow
def test_a_file_of_50_megabytes_has_a_clear_outcome(place: Path) -> None:
    (place / "big.txt").write_bytes(b"Nothing to see here, move on.\n" * 1_800_000)
    text = said("cxlint check big.txt clean.md --no-cache", place)
    assert text == "2 files checked: nothing found\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("typed", ["check -f json a.md", "rules", "--help", "fix --diff a.md"])
def test_output_that_cannot_be_written_is_told_in_one_line(typed: str, place: Path) -> None:
    command = [sys.executable, "-m", "cxlint", *typed.split()]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=place, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("cxlint: standard output cannot be written: ")
    assert done.stderr.count("\n") == 1


def test_escape_sequences_of_a_file_do_not_reach_the_terminal(place: Path) -> None:
    (place / "a.md").write_bytes(b"Our \x1b[2Jback office\x1b]0;gotcha\x07 works.\n")
    shutil.copy(place / "a.md", place / "x\x1b[31m.md")
    for form in ("text", "line", "github", "markdown"):
        assert "\x1b" not in said(f"cxlint check . --no-color -f {form}", place), form


# (what is there, what comes of it; None: refused)
PRE_COMMIT: list[tuple[str, str | None]] = [
    ("", "repos:\n  - repo: X\n"),
    ("repos:\n- repo: a\n  hooks: []\n", "repos:\n- repo: a\n  hooks: []\n- repo: X\n"),
    ("# c\nfail_fast: true\nrepos:\n    - repo: a\n      hooks: []\n\n", "# c\nfail_fast: true\nrepos:\n    - repo: a\n      hooks: []\n    - repo: X\n"),
    ("repos: []\n", None),
    ("repos:\n- repo: a\nfail_fast: true\n", None),
    ("repos:\n- repo: a\n  hooks:\n  - id: cxlint\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("present", "expected"), PRE_COMMIT)
def test_an_entry_for_pre_commit_is_added_at_the_end_or_not_at_all(
    present: str, expected: str | None
) -> None:
    if expected is None:
        with pytest.raises(CxlintError, match=r"\.pre-commit-config\.yaml"):
            pre_commit_text(present)
        return
    text = pre_commit_text(present)
    start = expected.partition("X")[0]
    assert text.startswith(start)
    repos = yaml.safe_load(text)["repos"]
    assert [hook["id"] for hook in repos[-1]["hooks"]] == ["cxlint"]
    assert len(repos) == present.count("- repo") + 1
