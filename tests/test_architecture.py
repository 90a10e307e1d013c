"""The house in order: imports only go down, never to a sibling stage; three doors are watched."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src" / "edition"

#: Each module or package with its level. A package is one room: inside it, modules may import each other.
LEVELS = {
    "__init__": 0,
    "diagnostic": 0,
    "tei": 0,
    "resources": 1,
    "apart": 1,
    "document": 1,
    "references": 1,
    "pandoc": 1,
    "relaxng": 1,
    "schema": 2,
    "verdict": 2,
    "lock": 2,
    "saxon": 2,
    "schematron": 3,
    "sources": 4,
    "checks": 4,
    "odd": 4,
    "normalize": 4,
    "enrich": 4,
    "editions": 4,
    "losses": 4,
    "labels": 4,
    "formatting": 4,
    "merge": 4,
    "findings_format": 4,
    "settings": 5,
    "project": 6,
    "conformance": 7,
    "releasing": 7,
    "rendering": 8,
    "websites": 7,
    "build": 9,
    "compiling": 10,
    "reimport": 10,
    "scaffold": 10,
    "tagging": 10,
    "proof": 10,
    "import_report": 10,
    "review": 11,
    "cli": 12,
}
#: Who may import what from outside.
DOORS = {"saxonche": {"saxon"}, "click": {"cli"}, "typst": {"editions"}}
#: The few lower modules that modules of the same level may share.
SHARED = {"diagnostic", "tei"}


def room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
            if node.module in ("edition", "edition.editions"):
                found |= {f"{node.module}.{alias.name}" for alias in node.names if alias.name.islower()}
    return found


MODULES = sorted(SRC.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_imports_go_down(path: Path) -> None:
    here = room(path)
    assert here in LEVELS, f"a new room: give {here} a level"
    for name in sorted(imports(path)):
        parts = name.split(".")
        if parts[0] == "edition" and len(parts) > 1 and parts[1] in LEVELS:
            there = parts[1]
            assert there == here or there in SHARED or LEVELS[there] < LEVELS[here], f"{here} imports {there}"
        if parts[0] in DOORS:
            assert here in DOORS[parts[0]], f"{here} imports {parts[0]}"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) != "cli"], ids=lambda path: str(path.relative_to(SRC)))
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            assert name not in {"print", "sys.exit", "exit", "quit"}, f"line {node.lineno} calls {name}"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) == "cli"], ids=lambda path: str(path.relative_to(SRC)))
def test_commands_print_by_click(path: Path) -> None:
    """``print`` knows nothing of pipes that close and of terminals that cannot show a letter; ``click.echo`` does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in {"print", "exit", "quit", "sys.stdout.write"}, f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_nothing_is_passed_over(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert not all(isinstance(part, ast.Pass) for part in node.body), f"line {node.lineno}: except ... pass"
