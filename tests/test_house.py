"""The house's own measures: modules and functions that can be read in one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

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
