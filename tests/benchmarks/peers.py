"""The other linters that cxlint's speed is measured beside: how each is installed and called.

They come from npm, pip and Go's modules, into a folder of the caller's; one that cannot be installed
is left out. Vale and ripgrep know no such words by themselves, so they are given cxlint's phrases.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from cxlint.anchors import anchor_of
from cxlint.rule_files import builtin_rules

# The last version of Vale whose modules are all published.
VALE = "github.com/errata-ai/vale/v3/cmd/vale@v3.7.1"
OPTIONS = {
    "alex": ["--quiet"],
    "write-good": ["--parse"],
    "proselint": ["check"],
    "typos": ["--format", "silent"],
    "vale": ["--no-exit", "--output=line"],
    "ripgrep": ["-i", "-c", "--no-unicode", "--threads", "1"],
}


def installed(peers: Path, scratch: Path) -> dict[str, list[str]]:
    """The commands of those that are there or can be installed into `peers`.

    Their settings are written into `scratch`; files to check are to be added to each.
    """
    programs = {**_of_npm(peers), **_of_pip(peers), **_of_go(peers)}
    commands = {name: [str(program), *OPTIONS[name]] for name, program in programs.items()}
    if "vale" in commands:
        commands["vale"] += ["--config", str(_style(scratch))]
    ripgrep = shutil.which("rg")
    if ripgrep:
        searched = scratch / "phrases"
        searched.write_text("\n".join(phrases()) + "\n", "utf-8")
        commands["ripgrep"] = [ripgrep, *OPTIONS["ripgrep"], "-f", str(searched)]
    return commands


def phrases() -> list[str]:
    """What the prefilter looks for, as regular expressions that ripgrep and Vale read."""
    rules = builtin_rules()
    anchors = [anchor_of(rules, case) for rule in rules for case in rule.cases]
    lists = [one.alone for one in anchors if one and one.alone]
    patterns = {rf"\b(?:{'|'.join(sorted(words))})\b" for words in lists}
    for first, second in (pair for one in anchors if one for pair in one.pairs):
        patterns.add(rf"\b(?:{'|'.join(sorted(first))})\W+(?:{'|'.join(sorted(second))})\b")
    return sorted(patterns)


def _style(scratch: Path) -> Path:
    """Vale's configuration with the phrases as a style of its own."""
    style = scratch / "styles" / "Phrases"
    style.mkdir(parents=True)
    rule = {
        "extends": "existence",
        "message": "%s",
        "ignorecase": True,
        "nonword": True,
        "tokens": phrases(),
    }
    (style / "All.yml").write_text(yaml.safe_dump(rule), "utf-8")
    settings = scratch / "vale.ini"
    lines = [
        f"StylesPath = {style.parent}",
        "MinAlertLevel = suggestion",
        "[*.md]",
        "BasedOnStyles = Phrases",
    ]
    settings.write_text("\n".join(lines) + "\n", "utf-8")
    return settings


def _of_npm(peers: Path) -> dict[str, Path]:
    if shutil.which("npm") and not (peers / "node_modules").is_dir():
        _try(["npm", "install", "--silent", "--prefix", str(peers), "alex", "write-good"])
    return _there(peers / "node_modules" / ".bin", ("alex", "write-good"))


def _of_pip(peers: Path) -> dict[str, Path]:
    python = peers / "python" / "bin"
    if not python.is_dir():
        _try([sys.executable, "-m", "venv", str(python.parent)])
        _try([str(python / "python"), "-m", "pip", "install", "-q", "proselint", "typos"])
    return _there(python, ("proselint", "typos"))


def _of_go(peers: Path) -> dict[str, Path]:
    if shutil.which("go") and not (peers / "vale").exists():
        _try(["env", f"GOBIN={peers.resolve()}", "go", "install", VALE])
    return _there(peers, ("vale",))


def _try(command: Sequence[str]) -> None:
    subprocess.run(command, check=False, capture_output=True)


def _there(folder: Path, names: Sequence[str]) -> dict[str, Path]:
    return {name: folder / name for name in names if (folder / name).exists()}
