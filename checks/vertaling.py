"""Every sentence of a page that was made ready for English has an English one, and what the site reads is up to date.

A template is ready when it loads `i18n`: then it has no bare text any more, except in a part that says it is Dutch.
`python -m checks.vertaling` adds new sentences to the list, drops what is gone, and makes the file that the site reads.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from checks.tree import SRC, Violation, lines, name, parse, python_files

TEMPLATES = SRC / "web" / "components" / "templates"
LIST = SRC / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
MADE = LIST.with_suffix(".mo")
_HEAD = "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
_TRANSLATE = re.compile(r"\{%\s*translate\s+\"([^\"]+)\"|_\(\"([^\"]+)\"\)")
_BLOCK = re.compile(r"\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_CALLS = frozenset({"gettext", "gettext_lazy", "gettext_noop", "Menupunt"})
_NAMES = frozenset({"Datameent", "CSV", "JSON", "English", "Nederlands"})
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{3,}")


def ready() -> Iterator[Path]:
    """The templates that were made ready."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        if re.search(r"\{%\s*load\s[^%]*\bi18n\b", path.read_text(encoding="utf-8")):
            yield path


def sentences() -> dict[str, tuple[str, int]]:
    """Every sentence to translate, as the site looks it up, with where it stands first."""
    found: dict[str, tuple[str, int]] = {}
    for path in ready():
        text = path.read_text(encoding="utf-8")
        for match in _TRANSLATE.finditer(text):
            found.setdefault(match[1] or match[2], (name(path), text.count("\n", 0, match.start()) + 1))
        for match in _BLOCK.finditer(text):
            key = _VARIABLE.sub(r"%(\1)s", " ".join(match[1].split()))
            found.setdefault(key, (name(path), text.count("\n", 0, match.start()) + 1))
    for path in python_files("src"):
        if path.is_relative_to(SRC / "web"):
            for line, sentence in _in_code(path):
                found.setdefault(sentence, (name(path), line))
    return found


def _in_code(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _CALLS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


def read_list(text: str) -> dict[str, str]:
    r"""Sentence → translation, of a list in the format of gettext.

    >>> read_list('msgid "a"\nmsgstr "b"\n\nmsgid ""\n"c "\n"d"\nmsgstr ""\n')
    {'a': 'b', 'c d': ''}
    """
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    current = ""
    for line in [*text.splitlines(), 'msgid ""']:
        if line.startswith("msgid "):
            if "msgstr" in parts:
                found[parts["msgid"]] = parts["msgstr"]
            parts = {}
        match = re.match(r'(msgid|msgstr)?\s*"(.*)"$', line)
        if match:
            current = match[1] or current
            parts[current] = parts.get(current, "") + _unquote(match[2])
    return {k: v for k, v in found.items() if k}


def write_list(translations: dict[str, str]) -> str:
    """The list in the format of gettext, in the order of the sentences."""
    entries = [f'msgid "{_quote(k)}"\nmsgstr "{_quote(v)}"\n' for k, v in sorted(translations.items())]
    head = "".join(f'"{_quote(line)}"\n' for line in _HEAD.splitlines(keepends=True))
    return "\n".join([f'msgid ""\nmsgstr ""\n{head}', *entries])


def _quote(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), text)


def compiled(translations: dict[str, str]) -> bytes:
    """The file that gettext reads: a table of sentences, sorted, and a table of translations."""
    pairs = sorted((k.encode(), v.encode()) for k, v in {"": _HEAD, **translations}.items() if v)
    start = 7 * 4 + 16 * len(pairs)
    body, tables = b"", ([], [])  # type: tuple[bytes, tuple[list[int], list[int]]]
    for column in (0, 1):
        for pair in pairs:
            tables[column].extend((len(pair[column]), start + len(body)))
            body += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + body


class _Bare(HTMLParser):
    """Words outside a part that says it is Dutch."""

    def __init__(self) -> None:
        super().__init__()
        self.dutch: list[bool] = []
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in {"meta", "link", "input", "img", "br"}:
            self.dutch.append("dutch-part" in given or any(self.dutch[-1:]))
        self._look(given.get("aria-label") or "")

    def handle_endtag(self, tag: str) -> None:
        if self.dutch:
            self.dutch.pop()

    def handle_data(self, data: str) -> None:
        self._look(data)

    def _look(self, text: str) -> None:
        words = [w for w in _WORD.findall(text) if w not in _NAMES]
        if words and not any(self.dutch[-1:]):
            self.found.append((self.getpos()[0], words[0]))


def bare_text(path: Path) -> Iterator[Violation]:
    """Words in a ready template that no list can translate."""
    text = _BLOCK.sub("", path.read_text(encoding="utf-8")).replace("{{ nl }}", " dutch-part ")
    # What the template engine fills in is no text of ours; an attribute may hold quotes of its own.
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text)
    parser = _Bare()
    parser.feed(text)
    for line, word in parser.found:
        yield Violation(name(path), line, f"`{word}`... is in no list: put it in translate, or mark the part as Dutch")


def violations() -> Iterator[Violation]:
    """Sentences without a translation, translations without a sentence, bare text, and a file that is behind."""
    wanted, given = sentences(), read_list(LIST.read_text(encoding="utf-8"))
    numbers = {line: i for i, line in enumerate(lines(LIST), 1)}
    for sentence, (path, line) in wanted.items():
        if not given.get(sentence):
            yield Violation(path, line, "a sentence without its English one; run: python -m checks.vertaling")
        elif sorted(re.findall(r"%\(\w+\)s", sentence)) != sorted(re.findall(r"%\(\w+\)s", given[sentence])):
            yield Violation(path, line, "the English sentence fills in other things than the Dutch one")
    for sentence in given.keys() - wanted.keys():
        where = numbers.get(f'msgid "{_quote(sentence)}"', 1)
        yield Violation(name(LIST), where, "no page says this any more; run: python -m checks.vertaling")
    for template in ready():
        yield from bare_text(template)
    if not MADE.is_file() or MADE.read_bytes() != compiled(given):
        yield Violation(name(MADE), 1, "is behind the list; run: python -m checks.vertaling")


def main() -> int:
    """Bring list and file up to date; 1 when there is something left to translate."""
    given = read_list(LIST.read_text(encoding="utf-8")) if LIST.is_file() else {}
    kept = {sentence: given.get(sentence, "") for sentence in sentences()}
    LIST.parent.mkdir(parents=True, exist_ok=True)
    LIST.write_text(write_list(kept), encoding="utf-8")
    MADE.write_bytes(compiled(kept))
    empty = [sentence for sentence, text in kept.items() if not text]
    for sentence in empty:
        print(f"to translate: {sentence}")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
