"""Documents, file names and rules of strangers say nothing but words, wherever they are shown."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from warm import program

from cxlint.cli import main
from cxlint.rule_files import RuleError, load_rules

# Clearing the screen, a link, a colour of one character, a title; what turns the writing round; a fake line.
CONTROLS = "\x1b[2J\x1b]8;;https://evil.example\x07\x9b31m\x1b]0;x\x07\u202e\u2066\u200f\b"
MARKUP = (
    "<img src=x onerror=alert(1)> ![x](https://evil.example/x.png) [x](command:evil) | `x` **x**"
)
COMMAND = "\n::error file=other.md::not ours %0A"
NAME = "a\x1b[2J\x9b31m\u202e\r\n::error::x %0A,b.md"
RULE = f"""
message: {json.dumps("“{match}” " + CONTROLS + MARKUP + COMMAND)}
conviction: two-roles
severity: warning
why: {json.dumps("So. " + CONTROLS + MARKUP)}
match: [zork]
suggest: {json.dumps(["zonk" + CONTROLS + MARKUP])}
flags: ["A [zork] is here."]
allows: {json.dumps(["No zork " + CONTROLS.replace("[", "").replace("]", "")])}
"""
POSIX = pytest.mark.skipif(os.name == "nt", reason="such names cannot be, nor is there a pty")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for all tests, so that one linter does for them."""
    return tmp_path_factory.mktemp("stranger") / "repository"


@pytest.fixture
def folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A repository of a stranger."""
    rule = place / "packs/house/evil.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(RULE, "utf-8")
    (place / ".cxlint.yaml").write_text("root: true\npacks: [packs]\n", "utf-8")
    (place / NAME).write_text(f"{CONTROLS} Our back office {CONTROLS} is a zork.\n", "utf-8")
    (place / f"posting{NAME}").write_text(
        f"---\ngenre: posting\ntitle: Clerk {CONTROLS}\n---\n\n# Clerk {CONTROLS}\n\n## Duties\n\n- File forms.\n",
        "utf-8",
    )
    (place / f"{NAME}.docx").write_bytes(b"no archive " + CONTROLS.encode())
    monkeypatch.chdir(place)
    yield place
    monkeypatch.undo()
    shutil.rmtree(place)


def harmless(text: str) -> bool:
    """Whether a terminal shows the text and does nothing else."""
    return all(one.isprintable() or one in "\n\t" for one in text)


def ran(*arguments: str) -> Result:
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


FOR_PEOPLE = {
    "text": ["check", "--no-cache", "--statistics", "."],
    "line": ["check", "--no-cache", "-f", "line", "."],
    "github": ["check", "--no-cache", "-f", "github", "."],
    "markdown": ["check", "--no-cache", "-f", "markdown", "."],
    "html": ["check", "--no-cache", "-f", "html", "."],
    "named twice": ["check", "--no-cache", "no" + NAME, "."],
    "fix": ["fix", "."],
    "track": ["fix", "--track-changes", "."],
    "review": ["review", "--comments", "."],
    "rules": ["rules"],
    "explain rule": ["explain", "house/evil"],
    "explain place": ["explain", NAME + ":1:60"],
    "explain nothing": ["explain", "no" + NAME + ":1:1"],
    "no such rule": ["explain", CONTROLS],
    "test-rules": ["test-rules", "packs"],
    "roles": ["roles", "."],
    "baseline": ["baseline", "create", "--file", "known.json", "."],
    "scan": ["scan", ".", "-o", "out" + NAME],
    "settings": ["check", "--print-config", NAME],
    "init": ["init", "--dry-run", "x" + CONTROLS.replace("/", "")],
}


@POSIX
@pytest.mark.parametrize("command", FOR_PEOPLE.values(), ids=FOR_PEOPLE)
def test_what_is_said_for_people_works_no_terminal(folder: Path, command: list[str]) -> None:
    (folder / ("x" + CONTROLS.replace("/", ""))).mkdir()
    if command[0] == "scan":
        pytest.importorskip("polars")
    done = ran(*command)
    told = done.stdout + done.stderr
    assert "2J" in told, "it tells nothing of what the stranger wrote"
    assert harmless(told), [one for one in told.split("\n") if not harmless(one)]


@POSIX
def test_a_place_in_a_file_of_any_name_is_explained(folder: Path) -> None:
    done = ran("explain", NAME + ":1:55")
    assert done.exit_code == 0, done.output
    assert "back-office/back-office" in done.stdout


@POSIX
def test_the_baseline_is_shown_harmless(folder: Path) -> None:
    ran("baseline", "create", "--file", "known.json", ".")
    told = ran("baseline", "show", "--file", "known.json").stdout
    assert "back office" in told
    assert harmless(told)


@POSIX
@pytest.mark.parametrize("form", ["github", "line", "text"])
def test_no_words_make_a_line_of_their_own(folder: Path, form: str) -> None:
    lines = ran("check", "--no-cache", "-f", form, ".").stdout.split("\n")
    assert not [one for one in lines if one.startswith("::error::x")]
    assert not [one for one in lines if one.startswith("::error file=other.md")]
    if form == "github":
        commands = [one for one in lines if one.startswith("::")]
        assert len(commands) >= 3
        for one in commands:
            properties = one[2:].partition("::")[0].split(" ", 1)[1].split(",")
            assert {each.partition("=")[0] for each in properties} <= {
                "file", "line", "col", "endLine", "endColumn", "title",
            }  # fmt: skip


@POSIX
def test_words_are_no_markup_in_reports(folder: Path) -> None:
    html = ran("check", "--no-cache", "-f", "html", ".").stdout
    assert "<img" not in html
    assert "&lt;img" in html
    markdown = ran("check", "--no-cache", "-f", "markdown", ".").stdout
    assert not re.search(r"(?<!\\)(<img|!\[|\[x\]\()", markdown)


@POSIX
def test_reports_for_programs_are_whole_and_say_what_is_there(folder: Path) -> None:
    def report(form: str) -> str:
        return ran("check", "--no-cache", "-f", form, ".").stdout

    names = {one["path"] for one in json.loads(report("json"))["files"]}
    assert NAME in names
    assert {json.loads(line)["path"] for line in report("jsonl").splitlines()} <= names
    assert json.loads(report("sarif"))["version"] == "2.1.0"
    assert json.loads(report("rdjson"))["diagnostics"]
    assert json.loads(report("gitlab"))
    rows = list(csv.reader(io.StringIO(report("csv"), newline="")))
    assert {len(row) for row in rows} == {11}
    for form in ("junit", "checkstyle"):
        root = ElementTree.fromstring(report(form))
        assert "zonk" in " ".join(
            [text for one in root.iter() for text in (*one.attrib.values(), one.text or "")]
        )


@POSIX
@pytest.mark.parametrize(
    "command",
    [
        ["check", "--no-cache", "-f", "json"],
        ["check", "--no-cache", "-f", "csv"],
        ["fix", "--diff", "--unsafe"],
    ],
    ids=" ".join,
)
def test_even_data_works_no_terminal(folder: Path, command: list[str]) -> None:
    import pty

    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        program("cxlint", *command, "."),
        stdout=theirs, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    os.close(theirs)
    told = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:
            break  # the end, as Linux tells it
        if not more:
            break
        told += more
    running.wait()
    os.close(ours)
    text = told.decode("utf-8").replace("\r\n", "\n")
    assert "back office" in text
    assert harmless(text)


@POSIX
def test_a_diff_that_is_piped_is_as_the_file_is(folder: Path) -> None:
    done = CliRunner().invoke(main, ["fix", "--diff", "--unsafe", "."])
    assert CONTROLS.encode() in done.stdout_bytes


BAD_IDS = ["a b", "a\x1b[2J", "a`", "a](x)", "a,b", "a\u202e", ".a", "a:b"]


@POSIX
@pytest.mark.parametrize("name", BAD_IDS)
def test_a_rule_is_called_by_plain_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / f"{name}.yaml").write_text(RULE, "utf-8")
    with pytest.raises(RuleError, match="can be no rule's id") as raised:
        load_rules([tmp_path])
    assert harmless(str(raised.value))
