"""A configuration file: where a folder has one, and what it says, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cxlint.paths import shown
from cxlint.settings import SettingsError
from cxlint.settings_validation import validated

CONFIG_NAMES = (".cxlint.yaml", "cxlint.yaml", ".cxlint.yml", "cxlint.yml", "pyproject.toml")


def user_file() -> Path:
    """The user's own configuration file, whether or not it is there."""
    from platformdirs import user_config_path

    return user_config_path("cxlint", appauthor=False) / "config.yaml"


def config_in(folder: Path) -> Path | None:
    """The configuration file of a folder. Raises SettingsError where there are two."""
    found = [folder / name for name in CONFIG_NAMES if (folder / name).is_file()]
    found = [path for path in found if path.suffix != ".toml" or "cxlint" in _tools(path)]
    if len(found) > 1:
        raise SettingsError(
            f"{shown(found[0])}: {found[1].name} beside it also configures cxlint; keep one of the two"
        )
    return found[0] if found else None


def read(path: Path) -> tuple[dict[str, Any], dict[tuple[Any, ...], int]]:
    """What a file says, by field, and the line of each place. Raises SettingsError."""
    name = Path(shown(path))
    if path.suffix == ".toml":
        said = _tools(path, strict=True).get("cxlint", {})
        if not isinstance(said, dict):
            raise SettingsError(f"{name}: [tool.cxlint]: write a table of settings")
        return validated(said, name, None), {}
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{name}:1: not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{name}: cannot be read: {error.strerror or error}") from None
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return {"overrides": ()}, {}
    from cxlint.rule_files import read_yaml

    data, lines, problems = read_yaml(path)
    if problems:
        wrong = "expected fields like `message:` and `match:`"
        better = "expected settings like `ignore: [people]`"
        raise SettingsError(
            "\n".join(one.replace(str(path), str(name)).replace(wrong, better) for one in problems)
        )
    return validated(data, name, lines), lines


def _tools(path: Path, *, strict: bool = False) -> dict[str, Any]:
    """The `[tool]` table of a pyproject.toml; of a broken one none, unless `strict`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{shown(path)}: cannot be read: {error.strerror or error}") from None
    if b"cxlint" not in data and not strict:
        return {}
    import tomllib

    try:
        table: dict[str, Any] = tomllib.loads(data.decode("utf-8")).get("tool", {})
    except ValueError as error:
        if b"[tool.cxlint" in data or strict:
            raise SettingsError(f"{shown(path)}: not valid TOML: {error}") from None
        return {}
    return table if isinstance(table, dict) else {}
