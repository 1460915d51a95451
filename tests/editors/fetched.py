"""What the tests with real editors fetch, and where it is kept from one run to the next."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import pytest

# The Debian whose packages are unpacked where the machine's own has no such editor, or an older one.
DEBIAN = "trixie"
_KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def cache() -> Path:
    """Where downloads are kept: the folder that CXLINT_EDITOR_CACHE names, or the user's cache."""
    named = os.environ.get("CXLINT_EDITOR_CACHE")
    folder = Path(named) if named else platformdirs.user_cache_path("cxlint-editors")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.absolute()


def download(*command: str | Path, cwd: Path) -> None:
    """Run a command that needs the network; without it, what follows cannot be tried."""
    done = subprocess.run(
        command, cwd=cwd, text=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        told = " ".join(map(str, command[:2]))
        pytest.skip(f"{told} could not fetch what is needed: {done.stderr[-500:]}")


@dataclass(frozen=True)
class Unpacked:
    """A folder of unpacked packages; its programs run with the loader and libraries in it."""

    root: Path

    def command(self, program: str) -> Sequence[str]:
        """What starts a program; programs that it starts run with the machine's own libraries."""
        loader = next(self.root.glob("usr/lib/*-linux-gnu/ld-linux*.so.*"))
        found = self.root / "usr/bin" / program
        return (str(loader), "--library-path", str(loader.parent), str(found))

    @property
    def environment(self) -> Mapping[str, str]:
        """Where the programs find their own files."""
        return {"VIMRUNTIME": str(self.root / "usr/share/nvim/runtime")}


def unpacked(*packages: str) -> Unpacked:
    """Packages of a newer Debian with all that they need, in a folder of their own.

    Nothing of the machine is changed. Skips where there is no Debian, or none newer can be reached.
    """
    folder = cache() / f"{DEBIAN}-{platform.machine()}-{'-'.join(packages)}"
    if not folder.exists():
        if not shutil.which("apt-get") or not shutil.which("dpkg-deb") or not _KEYS.exists():
            pytest.skip(f"{' and '.join(packages)} are unpacked on Debian only")
        with tempfile.TemporaryDirectory(dir=cache()) as name:
            place = Path(name)
            _fetch(place, packages)
            for package in sorted(place.glob("archives/*.deb")):
                subprocess.run(["dpkg-deb", "-x", package, place / "root"], check=True)
            (place / "root").rename(folder)
    return Unpacked(folder)


def _fetch(place: Path, packages: Sequence[str]) -> None:
    """Download packages and all that they need, as for a machine that has nothing yet."""
    mirror = next(_mirrors(), None)
    if mirror is None:
        pytest.skip("apt-get names no Debian archive")
    (place / "installed").touch()
    (place / "lists/partial").mkdir(parents=True)
    (place / "archives/partial").mkdir(parents=True)
    (place / "list").write_text(f"deb [signed-by={_KEYS}] {mirror} {DEBIAN} main\n")
    options = {
        "Dir::Etc::sourcelist": place / "list", "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": place / "lists", "Dir::State::status": place / "installed",
        "Dir::Cache": place, "APT::Sandbox::User": "root", "Acquire::Languages": "none",
    }  # fmt: skip
    apt = ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in options.items())]
    download(*apt, "update", cwd=place)
    wanted = ["install", "--download-only", "--no-install-recommends", "-y", *packages]
    download(*apt, *wanted, cwd=place)


def _mirrors() -> Iterator[str]:
    """The archives from which this machine takes its own Debian."""
    release = Path("/etc/os-release").read_text("utf-8")
    name = re.search(r"(?m)^VERSION_CODENAME=(\S+)$", release)
    wanted = ["--format", "$(RELEASE) $(COMPONENT) $(REPO_URI)", "Identifier: Packages"]
    listed = subprocess.run(["apt-get", "indextargets", *wanted], capture_output=True, text=True)
    for line in listed.stdout.splitlines():
        suite, component, address = line.split(" ", 2)
        if name and suite == name.group(1) and component == "main":
            yield address
