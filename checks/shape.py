"""The shape of the code: how long, how named, how silenced."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from checks.tree import SRC, Violation, lines, name, parse, python_files

MODULE_LINES = 400
FUNCTION_LINES = 40
FORBIDDEN_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"})
CODE = ("src", "checks", "bench")

# Says which check is silenced, and why: `# type: ignore[arg-type]  # the stub lacks this overload`.
_IGNORE = re.compile(r"#\s*type:\s*ignore")
_IGNORE_WITH_REASON = re.compile(r"#\s*type:\s*ignore\[[a-z0-9, -]+\]\s*(#|—|--|:)\s*\S+")


def violations() -> Iterator[Violation]:
    """Everything in the code that breaks a rule of shape."""
    for path in python_files(*CODE):
        yield from long_module(path)
        yield from long_functions(path)
        yield from forbidden_name(path)
    for path in python_files("src"):
        yield from pandas_imports(path)
    for path in python_files(*CODE):
        yield from silenced_types(path)
    yield from rooms_without_docstring(SRC)


def long_module(path: Path) -> Iterator[Violation]:
    """A module holds one noun; past the limit it holds two."""
    length = len(lines(path))
    if length > MODULE_LINES:
        yield Violation(name(path), 1, f"{length} lines, at most {MODULE_LINES}")


def long_functions(path: Path) -> Iterator[Violation]:
    """Lines of a function from `def` to its end, without its docstring (an example is no burden)."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
            if length > FUNCTION_LINES:
                yield Violation(name(path), node.lineno, f"{node.name} has {length} lines, at most {FUNCTION_LINES}")


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return (first.end_lineno or first.lineno) - first.lineno + 1
    return 0


def forbidden_name(path: Path) -> Iterator[Violation]:
    """A name that says nothing collects everything."""
    for part in (path.stem, path.parent.name):
        if part in FORBIDDEN_NAMES:
            yield Violation(name(path), 1, f"a module is not called {part}: name what it holds")


def pandas_imports(path: Path) -> Iterator[Violation]:
    """Data is Arrow or an Ibis expression."""
    for node in ast.walk(parse(path)):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        if any(n.split(".")[0] == "pandas" for n in names):
            yield Violation(name(path), node.lineno, "imports pandas")


def silenced_types(path: Path) -> Iterator[Violation]:
    """`# type: ignore` only with the error it silences and the reason."""
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT or not _IGNORE.match(token.string):
            continue
        if not _IGNORE_WITH_REASON.match(token.string):
            yield Violation(name(path), token.start[0], "type: ignore without [code] and a reason behind it")


def rooms_without_docstring(package: Path) -> Iterator[Violation]:
    """Each room says in one paragraph what lives there and what does not."""
    for room in sorted(p for p in package.iterdir() if p.is_dir() and any(p.rglob("*.py"))):
        init = room / "__init__.py"
        if not init.is_file():
            yield Violation(name(room), 1, "a room without __init__.py")
        elif len((ast.get_docstring(parse(init)) or "").split()) < 8:
            yield Violation(name(init), 1, "the docstring does not say what lives in this room")
