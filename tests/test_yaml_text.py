"""YAML of strangers: bombs and nonsense end in one error with a line, wherever YAML is read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cxlint.configuration import Configuration
from cxlint.importing import ImportRefusedError, read_mapping
from cxlint.rule_files import RuleError, load_rules
from cxlint.settings import SettingsError
from cxlint.yaml_text import composed, constructed

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)
)
REFUSED = {
    "billion laughs": (LAUGHS, "aliases spelt out"),
    "merged laughs": (
        "a: &a {k: 1}\n"
        + "".join(
            f"{chr(98 + i)}: &{chr(98 + i)} {{<<: [{','.join(['*' + chr(97 + i)] * 20)}]}}\n"
            for i in range(6)
        ),
        "aliases spelt out",
    ),
    "holds itself": ("a: &a\n  b: *a\n", "holds itself"),
    "nested": ("a: " + "[" * 200 + "]" * 200, "nested deeper"),
    "very nested": ("a: " + "[" * 100_000, "nesting depth"),
    "no date": ("a: 2024-99-99\n", "cannot be"),
    "no number": ("a: " + "9" * 5000 + "\n", "cannot be"),
    "code": ("a: !!python/object/apply:os.system [echo]\n", "could not determine a constructor"),
    "key of lists": ("? [a]\n: b\n", "unhashable"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_line(name: str, tmp_path: Path) -> None:
    text, reason = REFUSED[name]
    with pytest.raises(yaml.YAMLError, match=reason):
        constructed(composed(text))
    (tmp_path / "pack").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "pack" / "rule.yaml").write_text(text)
    (tmp_path / ".cxlint.yaml").write_text(text)
    with pytest.raises(RuleError, match=r"rule\.yaml:\d+: .*" + reason):
        load_rules([tmp_path / "pack" / ".."])
    with pytest.raises(SettingsError, match=r"\.cxlint\.yaml:\d+: .*" + reason):
        Configuration().effective(tmp_path / "page.md")
    with pytest.raises(ImportRefusedError, match=reason):
        read_mapping(tmp_path / ".cxlint.yaml")


def test_honest_aliases_are_read() -> None:
    text = "base: &base {severity: error}\nours: {<<: *base, packs: [a]}\nagain: [*base, *base]\n"
    data = constructed(composed(text))
    assert data["ours"] == {"severity": "error", "packs": ["a"]}
    assert data["again"] == [{"severity": "error"}] * 2
    assert constructed(composed("# nothing\n")) is None
