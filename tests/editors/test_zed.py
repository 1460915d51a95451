"""Zed: the extension in the documentation is one that compiles; there is no Zed to try it in."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from .conftest import REPOSITORY
from .fetched import cache, download

pytestmark = [pytest.mark.slow, pytest.mark.alone]


def test_the_documented_extension_compiles(tmp_path: Path) -> None:
    page = (REPOSITORY / "docs/editors.md").read_text("utf-8")
    files = dict(re.findall(r"(?ms)^`([\w./]+)`:\n\n```\w+\n(.*?)^```$", page))
    assert set(files) == {"extension.toml", "Cargo.toml", "src/lib.rs"}
    (server,) = tomllib.loads(files["extension.toml"])["language_servers"]
    assert server == "cxlint"
    cargo = shutil.which("cargo")
    if not cargo:
        pytest.skip("cargo is not installed")
    (tmp_path / "src").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    download(cargo, "fetch", "--quiet", cwd=tmp_path)
    target = cache() / "zed-extension"
    run = subprocess.run(
        [cargo, "check", "--quiet", "--offline", "--target-dir", target],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
