"""Every error and finding code in the code, with its explanation, and what the code tells a person to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from checks.tree import SRC, Violation, name, parse, python_files

CODE = re.compile(r"DM-[A-Z0-9]+-\d{3}")


@dataclass
class Foutcode:
    """One code: the room that defines it, what it means and what to do, in our own words."""

    code: str
    room: str
    path: str
    line: int
    uitleg: str = ""
    doe: set[str] = field(default_factory=set)


@cache
def all_codes() -> Mapping[str, Foutcode]:
    """Codes by name. A mention in a docstring or an example does not define one."""
    found: dict[str, Foutcode] = {}
    files = list(python_files("src"))
    names = {alias: code for path in files for alias, code in _named_codes(path)}
    for path in files:
        room = path.relative_to(SRC).parts[0]
        for node, code in _mentions(path, names):
            found.setdefault(code, Foutcode(code, room, name(path), node.lineno))
    for path in files:
        for code, text in _explanations(path, names):
            if code in found and not found[code].uitleg:
                found[code].uitleg = text
        for code, what, todo in _reports(path, names):
            if code in found:
                found[code].uitleg = found[code].uitleg or what
                found[code].doe |= {todo} - {""}
    return dict(sorted(found.items()))


def violations() -> Iterator[Violation]:
    """Codes without an explanation, and enum members that share one code."""
    for code in all_codes().values():
        if not code.uitleg:
            yield Violation(code.path, code.line, f"{code.code} has no explanation beside it")


def _room(path: Path) -> str:
    return path.relative_to(SRC).parts[0]


def _named_codes(path: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """Constants and enum members that hold a code: (room, name as written) and the code."""
    for node in parse(path).body:
        if isinstance(node, ast.ClassDef):
            for target, value in _assignments(node.body):
                if code := _code_in(value):
                    yield (_room(path), f"{node.name}.{target}"), code
        for target, value in _assignments([node]):
            if code := _code_in(value):
                yield (_room(path), target), code


def _assignments(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for node in body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value


def _code_in(value: ast.expr) -> str | None:
    if isinstance(value, ast.Tuple) and value.elts:
        value = value.elts[0]
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and CODE.fullmatch(value.value):
        return value.value
    return None


def _resolve(node: ast.expr | None, path: Path, names: Mapping[tuple[str, str], str]) -> str | None:
    if node is None:
        return None
    return _code_in(node) or names.get((_room(path), ast.unparse(node).removesuffix(".value")))


def _mentions(path: Path, names: Mapping[tuple[str, str], str]) -> Iterator[tuple[ast.expr, str]]:
    docstrings = {id(n.value) for n in ast.walk(parse(path)) if isinstance(n, ast.Expr)}
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Constant) and id(node) not in docstrings and (code := _code_in(node)):
            yield node, code


def _explanations(path: Path, names: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    """Entries of a register: `{Foutcode.X: "text"}`, `{"DM-X-001": ("text", ...)}`, `X = "DM-X-001", "text"`."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                code = _resolve(key, path, names)
                if code and (text := _text(value)):
                    yield code, text
        elif isinstance(node, ast.Tuple) and len(node.elts) > 1 and (code := _code_in(node)):
            yield code, _text(node.elts[1])


def _reports(path: Path, names: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str, str]]:
    """What is told where a code is raised or found: code, what, and what to do."""
    named = _named_texts(path)
    for node in ast.walk(parse(path)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        code = _resolve(node.args[0], path, names)
        if code is None:
            continue
        texts = [_text(a) or _latest(named, a) for a in node.args[1:3]] + ["", ""]
        by_name = {k.arg: _text(k.value) for k in node.keywords if k.arg}
        what = by_name.get("what") or by_name.get("tekst") or texts[0]
        todo = by_name.get("todo") or ("" if ast.unparse(node.func).endswith("Bevinding") else texts[1])
        yield code, what, todo


def _named_texts(path: Path) -> list[tuple[int, str, str]]:
    """Sentences that were given a name first: line, name and sentence."""
    blocks = [n.body for n in ast.walk(parse(path)) if isinstance(n, ast.Module | ast.FunctionDef | ast.If | ast.For)]
    return [(v.lineno, name_, text) for body in blocks for name_, v in _assignments(body) if (text := _text(v))]


def _latest(named: list[tuple[int, str, str]], node: ast.expr) -> str:
    """The sentence a name stands for where it is used: the last one given before that line."""
    before = [(line, text) for line, name_, text in named if name_ == ast.unparse(node) and line < node.lineno]
    return max(before)[1] if before else ""


def _text(node: ast.expr) -> str:
    """A sentence as written, with `…` where the program fills something in; nothing for what is no sentence."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(v) if isinstance(v, ast.Constant) else "…" for v in node.values)
    if isinstance(node, ast.Tuple | ast.List) and node.elts:
        return _text(node.elts[0])
    if isinstance(node, ast.Call) and node.args:
        return _text(node.args[0])
    return ""
