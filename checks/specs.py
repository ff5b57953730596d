"""The page of the rules of disclosure control: the specifications in `tests/spec`, printed as they are run."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from checks.tree import REPO, name

FOLDER = REPO / "tests" / "spec"
FILES = ("test_onthulling_*.py", "test_disclosure_*.py")
_INTRO = """# Disclosure rules, worked by hand

<!-- Made from tests/spec with `python -m checks.reference`. Change the specification, not this page. -->

Every rule that hides, rounds or disturbs a figure has a small table with the answer worked out by hand. A specification
is a test: what stands here is what runs. [Waarom sommige cijfers niet te zien zijn](../explanation/onthulling.md)
(Dutch) says what is promised and what is not.
"""


def spec_files() -> list[Path]:
    """The specifications of disclosure control: first what hides, then what else can be done."""
    return [path for pattern in FILES for path in sorted(FOLDER.glob(pattern))]


def disclosure_page() -> str:
    """All of them: per file what it is about, per test its name, its words and its code."""
    return _INTRO + "".join(part for path in spec_files() for part in _file(path))


def _file(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    head, _, rest = (ast.get_docstring(tree) or "").partition("\n")
    yield f"\n## {head.rstrip('.')}\n\n`{name(path)}`\n"
    if rest.strip():
        yield f"\n{_text(rest.strip())}\n"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield _test(node, source)
        elif isinstance(node, ast.Assign) and _is_cases(node):
            yield f"\n{_code(ast.get_source_segment(source, node) or '')}"


def _is_cases(node: ast.Assign) -> bool:
    """Data that tests run over, drawn over several lines."""
    first = node.targets[0]
    return isinstance(first, ast.Name) and first.id.isupper() and (node.end_lineno or 0) - node.lineno > 3


def _test(node: ast.FunctionDef, source: str) -> str:
    title = node.name.removeprefix("test_").replace("_", " ")
    words = ast.get_docstring(node, clean=False)
    lines = source.splitlines()
    body = node.body[1:] if words is not None else node.body
    begin = body[0].lineno if body else node.end_lineno or node.lineno
    code = [*lines[_first_line(node) - 1 : node.body[0].lineno - 1], *lines[begin - 1 : node.end_lineno]]
    said = f"\n{_text(inspect.cleandoc(words))}\n" if words else ""
    return f"\n### {title[:1].upper()}{title[1:]}\n{said}\n{_code(chr(10).join(code))}"


def _first_line(node: ast.FunctionDef) -> int:
    return min((d.lineno for d in node.decorator_list), default=node.lineno)


def _text(words: str) -> str:
    """Words as paragraphs; what is drawn (columns, sums in lines) as it is drawn."""
    parts = []
    for part in words.split("\n\n"):
        drawn = any(" | " in line or "  " in line.strip() for line in part.splitlines())
        parts.append(_code(part, "text") if drawn else part.replace("<", "&lt;"))
    return "\n\n".join(p.rstrip("\n") for p in parts)


def _code(code: str, language: str = "python") -> str:
    return f"```{language}\n{code}\n```\n"
