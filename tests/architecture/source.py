"""The project's own Python files, parsed once, for the tests that judge how they are written."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("hall", "printing", "ui")
EVERYTHING = (*PRODUCT, "installer", "tests")


@dataclass(frozen=True)
class Source:
    """One file of the project.

    Attributes:
        path: relative to the checkout, with forward slashes.
        text: what it says.
        tree: the same, parsed.
    """

    path: str
    text: str
    tree: ast.Module


def sources(*folders: str) -> tuple[Source, ...]:
    """Return every Python file below the folders, in order of path."""
    return tuple(source for folder in folders for source in _below(folder))


@cache
def _below(folder: str) -> tuple[Source, ...]:
    return tuple(_read(path) for path in sorted((ROOT / folder).rglob("*.py")))


def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file, methods and inner ones too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(source: Source) -> Iterator[tuple[str, int]]:
    """Yield each called name (`time.sleep` as `sleep`) with its line."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield name, node.lineno


def texts(source: Source) -> Iterator[tuple[str, int]]:
    """Yield each text constant outside docstrings with its line."""
    docstrings = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno
