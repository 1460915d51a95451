"""VS Code itself: the extension is checked, packaged, installed in a real editor, and used there.

The editor is the VS Code server that the npm package code-server carries, shown by Chromium. What
is downloaded is kept in the folder that CXLINT_EDITOR_CACHE names. With CXLINT_PICTURES=keep, the
pictures in the extension's README are taken anew.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from editors.fetched import cache, download

pytestmark = [pytest.mark.slow, pytest.mark.alone]

EXTENSION = Path(__file__).parent.parent / "vscode-extension"
CODE_SERVER = "4.100.3"  # carries VS Code 1.100.3, the last on Node 20
CODE_SERVER_SHA256 = "a85138ac3a382a9ba1df652a751901ec598fed24f673b8a8653de7be8335bfaa"
NEEDED_FILES = {"images/icon.png", "readme.md", "out/extension.js", "package.json"}


def isolation() -> list[str]:
    """What to put before a command so that it has no network and leaves no process behind."""
    as_root = [] if os.geteuid() == 0 else ["-r"]
    prefix = ["unshare", *as_root, "-n", "-p", "--fork", "--kill-child", "--mount-proc"]
    prefix += ["sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    try:
        subprocess.run([*prefix, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return prefix


def run(
    *command: str | Path, cwd: Path = EXTENSION, env: Mapping[str, str] = {}, limit: float = 300
) -> str:
    """What a command said; its failure is the test's."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, timeout=limit, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}"
    return done.stdout


@pytest.fixture(scope="module")
def node() -> str:
    """Node 20, or a later one; with npm."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if not found or not npm:
        pytest.skip("no node and npm here")
    version = subprocess.run([found, "--version"], text=True, capture_output=True).stdout
    if int(re.sub(r"\D.*", "", version.strip().lstrip("v")) or 0) < 20:
        pytest.skip(f"node {version.strip()} is too old; 20 is needed")
    return found


@pytest.fixture(scope="module")
def extension(node: str) -> Path:
    """The extension's folder with what it is built with."""
    lock, installed = EXTENSION / "package-lock.json", EXTENSION / "node_modules/.package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        download("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=EXTENSION)
        installed.touch()
    return EXTENSION


@pytest.fixture(scope="module")
def vscode(node: str) -> Path:
    """VS Code's server, as code-server carries it."""
    folder = cache() / f"code-server-{CODE_SERVER}"
    if folder.exists():
        return folder
    with tempfile.TemporaryDirectory(dir=cache()) as name:
        place = Path(name)
        download("npm", "pack", f"code-server@{CODE_SERVER}", cwd=place)
        packed = place / f"code-server-{CODE_SERVER}.tgz"
        assert hashlib.sha256(packed.read_bytes()).hexdigest() == CODE_SERVER_SHA256
        with tarfile.open(packed) as archive:
            archive.extractall(place, filter="data")
        server = place / "package/lib/vscode"
        # Not `npm ci`: the package's own lock file is out of step.
        download(
            "npm",
            "install",
            "--omit=dev",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            cwd=server,
        )
        (server / "node_modules.asar").symlink_to("node_modules")
        server.rename(folder)
    return folder


@pytest.fixture(scope="module")
def surroundings(vscode: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the tests in the editor."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no chromium here")
    rg = shutil.which("rg")
    if rg:
        link = vscode / "node_modules/@vscode/ripgrep/bin/rg"
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(rg)
    command = Path(sys.executable).parent / "cxlint"
    assert command.exists(), "cxlint is not installed beside this Python"
    home = tmp_path_factory.mktemp("home")
    # A cxlint on the PATH would hide what happens where there is none.
    path = [one for one in os.environ["PATH"].split(":") if not (Path(one) / "cxlint").exists()]
    return {
        "CXLINT_VSCODE": str(vscode),
        "CXLINT_COMMAND": str(command),
        "CXLINT_CHROMIUM": chromium,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PATH": ":".join(path),
    }


@pytest.fixture(scope="module")
def vsix(extension: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, made without network where that can be shut off."""
    out = tmp_path_factory.mktemp("package") / "cxlint.vsix"
    run(
        *isolation(),
        extension / "node_modules/.bin/vsce",
        "package",
        "--no-dependencies",
        "--out",
        out,
    )
    return out


def test_its_source_is_well_typed_and_formatted(extension: Path) -> None:
    run("npm", "run", "check")


def test_its_parts_do_what_they_should(extension: Path, node: str) -> None:
    run(node, "--test", "test/unit/")


def test_the_lock_file_names_no_registry(extension: Path) -> None:
    names = re.findall(
        r'"resolved": "(\w+://[^/"]+)', (extension / "package-lock.json").read_text()
    )
    assert set(names) <= {"https://registry.npmjs.org"}


def test_the_package_holds_what_is_needed_and_no_more(vsix: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(vsix) as archive:
        names = {one.removeprefix("extension/") for one in archive.namelist()}
    assert names >= NEEDED_FILES
    assert not [
        one for one in names if one.endswith((".ts", ".svg", ".mjs")) or "node_modules" in one
    ]
    assert vsix.stat().st_size < 2_000_000


def test_it_works_in_the_extension_host(
    extension: Path, node: str, surroundings: dict[str, str]
) -> None:
    run(node, "build.mjs")
    print(run(*isolation(), node, "--test", "test/host.test.mjs", env=surroundings, limit=450))


def test_it_works_in_the_editor(
    extension: Path, node: str, surroundings: dict[str, str], vsix: Path, tmp_path: Path
) -> None:
    keep = os.environ.get("CXLINT_PICTURES") == "keep"
    pictures = EXTENSION / "images" if keep else tmp_path
    env = {**surroundings, "CXLINT_VSIX": str(vsix), "CXLINT_PICTURES": str(pictures)}
    print(run(*isolation(), node, "--test", "test/ui.test.mjs", env=env, limit=450))
    for name in ("squiggle", "hover", "menu", "status"):
        assert (pictures / f"{name}.png").stat().st_size > 1_000
