"""Every Dutch noun that the code uses has a line in GLOSSARY.md.

A word is what is left of a name when it is split at `_`, `-` and capitals. A word in a class, module, table, column,
command, option or setting is explained in the glossary, or needs no explanation (`checks/plain_words.txt`): English,
the name of a technique, or a small Dutch word such as a preposition.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from checks.commands import all_commands
from checks.settings import setting_names
from checks.tree import REPO, SRC, Violation, name, parse, python_files

GLOSSARY = REPO / "GLOSSARY.md"
PLAIN = REPO / "checks" / "plain_words.txt"
_LINE = re.compile(r"^- \*\*(?P<forms>[^*]+)\*\*: (?P<meaning>\S.*)$")
_WORD = re.compile(r"[A-Z]+(?![a-zà-ÿ])|[A-Z]?[a-zà-ÿ]+")


def headwords() -> dict[str, str]:
    """Every explained word form, with its meaning. A line is `- **noun, other form**: meaning`."""
    found: dict[str, str] = {}
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if match := _LINE.match(line):
            for form in match["forms"].split(", "):
                found[form.lower()] = match["meaning"]
    return found


@cache
def plain_words() -> frozenset[str]:
    """Words that need no explanation."""
    return frozenset(w for w in PLAIN.read_text(encoding="utf-8").split() if not w.startswith("#"))


def words(identifier: str) -> list[str]:
    """The words of a name in lower case; a single letter is not a word.

    >>> words("ToewijzingTabel"), words("buurt_status"), words("--met-sleutels")
    (['toewijzing', 'tabel'], ['buurt', 'status'], ['met', 'sleutels'])
    """
    return [w.lower() for part in re.split(r"[^A-Za-zà-ÿ]+", identifier) for w in _WORD.findall(part) if len(w) > 1]


def names() -> Iterator[tuple[str, int, str]]:
    """Names that a reader meets: path, line and name."""
    from datameent.lake import schemas

    for zone in schemas.ZONES.values():
        for table, schema in zone.items():
            yield "src/datameent/lake/schemas.py", 1, table
            yield from (("src/datameent/lake/schemas.py", 1, column) for column in schema.names)
    for command in all_commands().values():
        yield "src/datameent/cli/main.py", 1, command.naam
        yield from (("src/datameent/cli/main.py", 1, option) for option in command.opties)
    for setting in setting_names():
        yield setting.path, setting.line, setting.naam
    for path in python_files("src"):
        yield from ((name(path), 1, part) for part in path.relative_to(SRC).with_suffix("").parts)
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield name(path), node.lineno, node.name


def violations() -> Iterator[Violation]:
    """Words that are neither explained nor plain, lines that are out of order or double."""
    known = headwords().keys() | plain_words()
    seen: set[str] = set()
    for path, line, identifier in names():
        for word in words(identifier):
            if word not in known and word not in seen:
                seen.add(word)
                yield Violation(path, line, f"`{word}` (in {identifier}) has no line in GLOSSARY.md")
    yield from _lines_out_of_order()


def _lines_out_of_order() -> Iterator[Violation]:
    previous = ""
    for number, line in enumerate(GLOSSARY.read_text(encoding="utf-8").splitlines(), 1):
        match = _LINE.match(line)
        if line.startswith("- ") and not match:
            yield Violation(name(GLOSSARY), number, "a line is written `- **noun, other form**: meaning`")
        if match:
            first = match["forms"].lower()
            if first <= previous:
                yield Violation(name(GLOSSARY), number, f"`{first}` is out of order or double")
            previous = first
