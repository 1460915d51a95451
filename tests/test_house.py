"""The house's own measures: modules and functions that can be read in one sitting."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
MOST_LINES_OF_A_MODULE = 350
MOST_LINES_OF_A_FUNCTION = 40


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The functions of a module and how many lines each has, from `def` on."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{path.name}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_a_module_can_be_read_in_one_sitting() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in sources("cxlint", "lsp_server")
    }
    assert len(lines) > 100
    assert not {name: n for name, n in lines.items() if n > MOST_LINES_OF_A_MODULE}


def test_a_function_fits_on_a_screen() -> None:
    lines = {
        name: n for path in sources("cxlint", "lsp_server", "tests") for name, n in functions(path)
    }
    assert len(lines) > 1000
    assert not {name: n for name, n in lines.items() if n > MOST_LINES_OF_A_FUNCTION}


def mapped() -> dict[str, int]:
    """The modules of cxlint that the map for contributors names, each with its row."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("| `cxlint/` |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = [(name, i) for i, row in enumerate(rows) for name in re.findall(r"`(\w+)/?`", row)]
    assert len(dict(named)) == len(named)
    return dict(named)


def test_the_map_for_contributors_names_every_module() -> None:
    there = {
        path.stem
        for path in (ROOT / "cxlint").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert mapped().keys() == there - {"__init__", "__main__"}


def test_a_module_imports_from_its_row_of_the_map_and_those_above() -> None:
    rows, graph = mapped(), grimp.build_graph("cxlint", cache_dir=None)
    imports = {
        (module.split(".")[1], other.split(".")[1])
        for module in graph.modules - {"cxlint"}
        for other in graph.find_modules_directly_imported_by(module) - {"cxlint"}
    }
    assert len(imports) > 100
    assert [(a, b) for a, b in imports if rows.get(a, 99) < rows.get(b, 99)] == []
