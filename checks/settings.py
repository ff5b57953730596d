"""Every setting that a person may write in a data home is explained in docs/reference.

The keys of a plan (`demo`) explain themselves in the code; `checks.plan` makes their page. The register of official
rules is data of the package: docs/ontwikkel/regels.md explains its keys.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from checks.tree import REPO, SRC, Violation, lines, name, parse, python_files

REFERENCE = REPO / "docs" / "reference"
_NAMES = ("instellingen", "limieten", "bronovereenkomst", "onderzoeksovereenkomst", "definities")
PAGES = tuple(REFERENCE / f"{page}.md" for page in _NAMES)
# Every YAML that a person writes is checked by a pydantic model; the fields of those models are the settings.
_ROOT = "BaseModel"
_EXAMPLES = SRC / "config"
# Below these a key is a name: of an audience, and below that of an indicator.
_FREE = frozenset({"doelgroepen"})
_INDICATORS = SRC / "indicators" / "definities"
_OF_THE_PACKAGE = (name(SRC / "demo"), name(SRC / "sources" / "istandaarden"), name(SRC / "web" / "api"))


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a YAML file: its name as written, and where the code defines it."""

    naam: str
    model: str
    path: str
    line: int


@cache
def setting_names() -> tuple[Setting, ...]:
    """Fields of every pydantic model in the code."""
    models = _models()
    return tuple(
        Setting(key, node.name, path, field.lineno)
        for path, node in models.values()
        for field in node.body
        if isinstance(field, ast.AnnAssign) and (key := _key(field))
    )


def _models() -> dict[str, tuple[str, ast.ClassDef]]:
    classes = [
        (name(path), node)
        for path in python_files("src")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ClassDef)
    ]
    found: dict[str, tuple[str, ast.ClassDef]] = {}
    while True:
        parents = found.keys() | {_ROOT}
        new = {
            node.name: (path, node)
            for path, node in classes
            if node.name not in found
            and any(ast.unparse(b).split(".")[-1].split("[")[0] in parents for b in node.bases)
        }
        if not new:
            return found
        found |= new


def _called(parent: ast.expr) -> str:
    return ast.unparse(parent).split("[")[0].split(".")[-1]


def _key(field: ast.AnnAssign) -> str | None:
    """How a field is written in YAML: its alias, else its name; nothing for what is not a field."""
    if not isinstance(field.target, ast.Name) or "ClassVar" in ast.unparse(field.annotation):
        return None
    if field.target.id.startswith("_") or field.target.id == "model_config":
        return None
    if isinstance(field.value, ast.Call):
        for keyword in field.value.keywords:
            if keyword.arg in {"alias", "validation_alias"} and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
    return field.target.id.rstrip("_")


def example_keys() -> Iterator[tuple[str, int, str]]:
    """Keys in the commented examples that `datameent init` writes: path, line and key."""
    for path in sorted(_EXAMPLES.rglob("*.yaml")):
        node = yaml.compose(path.read_text(encoding="utf-8"))
        indicators = {p.stem for p in _INDICATORS.glob("*.yaml")}
        yield from ((name(path), line, key) for line, key in _keys(node) if key not in indicators)


def _keys(node: yaml.Node | None, free: bool = False) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not free:
                yield key.start_mark.line + 1, str(key.value)
            yield from _keys(value, free=str(key.value) in _FREE)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _keys(item)


def violations() -> Iterator[Violation]:
    """Settings without a line, and lines about settings that do not exist (any more)."""
    written = {
        line.split("`")[1]: (name(page), number)
        for page in PAGES
        for number, line in enumerate(lines(page), 1)
        if line.startswith("| `")
    }
    explained = {key.split(".")[-1]: place for key, place in written.items()}
    # `site` is explained as what `site.https` is under.
    sections = {part for key in written for part in key.split(".")[:-1]}
    mine = [s for s in setting_names() if not s.path.startswith(_OF_THE_PACKAGE)]
    places = {s.naam: (s.path, s.line) for s in reversed(mine)}
    known = {key: (path, line) for path, line, key in example_keys()} | places
    for key, (path, line) in known.items():
        if key not in explained:
            yield Violation(path, line, f"`{key}` is not explained in {name(REFERENCE)}")
    for key, (path, line) in explained.items():
        if key not in known and key not in sections:
            yield Violation(path, line, f"`{key}` is explained, and no setting is called so")
