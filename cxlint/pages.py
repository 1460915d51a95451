"""The documentation's pages of rules, made from the rules: `python -m cxlint.pages [--check]`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from cxlint.explain import rule_as_markdown
from cxlint.rule import Rules
from cxlint.rule_files import builtin_rules

FOLDER = Path(__file__).parent.parent / "docs" / "rules"


def pages(rules: Rules) -> dict[str, str]:
    """The text of each page, by its path below the folder of rule pages."""
    made = {f"{rule.id}.md": rule_as_markdown(rule) for rule in rules}
    return {"index.md": _index(rules), **made}


def _index(rules: Rules) -> str:
    lines = ["# Rules", "", "Made from the rule files by `python -m cxlint.pages`.", ""]
    pack = ""
    for rule in rules:
        if rule.pack != pack:
            pack = rule.pack
            lines += [f"## {pack}", "", "| rule | severity | what it says |", "| --- | --- | --- |"]
        told = rule.text(rule.message, "…").replace("|", "\\|")
        lines.append(f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {told} |")
        following = next((one for one in rules if one.id > rule.id), None)
        if following is None or following.pack != pack:
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def stale(made: Mapping[str, str], folder: Path) -> list[str]:
    """The pages that are missing, not as they would be made, or of rules that are gone."""
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    wrong = {
        name
        for name, text in made.items()
        if name in present and (folder / name).read_text("utf-8") != text
    }
    return sorted(wrong | (set(made) ^ present))


def write(made: Mapping[str, str], folder: Path) -> None:
    """Make the folder hold these pages and no others."""
    for name in stale(made, folder):
        path = folder / name
        if name in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[name], "utf-8", newline="\n")
        else:
            path.unlink()


def main() -> int:
    """Write the pages; with --check, say which are stale and exit 1."""
    made = pages(builtin_rules())
    if "--check" not in sys.argv[1:]:
        write(made, FOLDER)
        return 0
    wrong = stale(made, FOLDER)
    for name in wrong:
        sys.stdout.write(f"docs/rules/{name}: stale; run `python -m cxlint.pages`\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
