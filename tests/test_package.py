"""The package as its users get it: what an import costs, and what is in the wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def modules_after(*command: str, cwd: Path) -> set[str]:
    """The modules that a run of `cxlint` has loaded when it ends."""
    code = (
        "import sys, json, runpy, io, contextlib\n"
        f"sys.argv = {['cxlint', *command]!r}\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    try:\n        runpy.run_module('cxlint', run_name='__main__')\n"
        "    except SystemExit as end:\n        assert end.code in (0, None), end.code\n"
        "sys.stdout.write(json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=cwd, check=True
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    "command",
    [["--help"], ["check", "--help"], ["rules"], ["explain", "back-office"], ["check", "clean.md"]],
    ids=" ".join,
)
def test_what_needs_no_grammar_does_not_load_spacy(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "clean.md").write_text("# Hello\n\nWe pay every colleague on time.\n", "utf-8")
    assert "spacy" not in modules_after(*command, cwd=tmp_path)


def test_the_wheel_brings_rules_and_pipeline(tmp_path: Path) -> None:
    wheel = built_wheel(tmp_path)
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "cxlint/rules/back-office/back-office.yaml" in names
    assert "cxlint/rules/words.yaml" in names
    assert "cxlint/english/MODEL_CARD.md" in names
    assert "cxlint/py.typed" in names
    assert not [name for name in names if "/training/" in name]


def built_wheel(folder: Path) -> Path:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(folder),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_installed_wheel_checks_a_file(tmp_path: Path) -> None:
    wheel = built_wheel(tmp_path)
    home = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", str(wheel)], check=True)
    (tmp_path / "team.md").write_text("Our back office handles refunds.\n", "utf-8")
    done = subprocess.run(
        [str(python), "-m", "cxlint", "check", "team.md", "--format", "json"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    findings = json.loads(done.stdout)["files"][0]["findings"]
    assert [one["matched"] for one in findings] == ["back office"]
