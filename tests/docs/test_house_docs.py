"""The documentation says what the program does: commands exist, pages are fresh, the site needs no other host."""

from __future__ import annotations

import itertools
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from checks import codes, glossary, places, plan, reference, settings, shape, tables, vertaling, walls
from checks.commands import all_commands
from checks.tree import REPO, tracked

RULES = {
    m.__name__.split(".")[-1]: m for m in (shape, places, walls, codes, settings, plan, tables, vertaling, glossary)
}
PAGES = sorted(p for p in tracked() if p.suffix == ".md")


@pytest.mark.parametrize("rule", RULES)
def test_the_house_is_in_order(rule: str) -> None:
    broken = [str(v) for v in RULES[rule].violations()]
    assert not broken, "\n".join(broken)


def test_generated_pages_are_what_the_code_gives() -> None:
    assert [p.name for p in reference.behind()] == [], "run: python -m checks.reference"


def test_every_error_code_is_on_the_page() -> None:
    page = (reference.FOLDER / "foutcodes.md").read_text(encoding="utf-8")
    assert [c for c in codes.all_codes() if f"`{c}`" not in page] == []
    assert len(codes.all_codes()) > 40


def test_every_command_and_option_is_on_the_page() -> None:
    page = (reference.FOLDER / "opdrachten.md").read_text(encoding="utf-8")
    for command in all_commands().values():
        section = page.split(f"## datameent {command.naam}\n")[1].split("\n## ")[0]
        missing = [o for o in command.opties - {"--help"} if f"`{o}`" not in section]
        assert not missing, f"{command.naam}: {missing}"


def make_targets() -> set[str]:
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))


def test_the_two_commands_of_the_readme_come_first_and_exist() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    first_block = readme.split("```")[1]
    asked = re.findall(r"^make ([a-z-]+)", first_block, flags=re.MULTILINE)
    assert asked == ["demo", "test"]
    assert set(asked) <= make_targets()


def shell_lines(path: Path) -> Iterator[str]:
    """Commands in the shell blocks of a page, without what follows a `#`."""
    for block in re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            if line.strip():
                yield line.strip()


def test_make_targets_in_the_documentation_exist() -> None:
    for path in PAGES:
        for line in shell_lines(path):
            words = shlex.split(line, comments=True)
            if words[:1] == ["make"]:
                assert set(words[1:]) <= make_targets(), f"{path.name}: {line}"


def mentions(path: Path) -> Iterator[list[str]]:
    """Every `datameent ...` of a page, in a shell block or between backticks."""
    text = path.read_text(encoding="utf-8")
    inline = re.findall(r"`(datameent [^`\n]+)`", text)
    for line in (*shell_lines(path), *inline):
        words = shlex.split(line, comments=True)
        if words and words[0].split("/")[-1] == "datameent" and len(words) > 1:
            yield words[1:]


def problem(words: list[str]) -> str | None:
    """What is wrong with a mention of a command; None when it can be typed."""
    if words[0].startswith("-"):
        return None if words == ["--help"] else "an option without a command"
    if words[0].isupper():
        return None
    name = next((n for n in (" ".join(words[:2]), words[0]) if n in all_commands()), None)
    if name is None:
        return "no such command"
    known = all_commands()[name].opties
    unknown = [w for w in words if w.startswith("--") and w.split("=")[0] not in known]
    return f"no such option: {unknown}" if unknown else None


def test_commands_in_the_documentation_exist_with_their_options() -> None:
    wrong = [f"{p.name}: {' '.join(w)}: {problem(w)}" for p in PAGES for w in mentions(p) if problem(w)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("ingest x --bron iwmo", False),
        ("standaard add iwmo 3.2 x", False),
        ("--help", False),
        ("ingst x", True),
        ("standaard remove", True),
        ("ingest x --source iwmo", True),
    ],
)
def test_a_wrong_command_would_be_seen(line: str, wrong: bool) -> None:
    assert (problem(line.split()) is not None) is wrong


class Assets(HTMLParser):
    """Collects what a browser fetches by itself, and the ids and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        names = {"link": ("href",), "form": ("action",), "object": ("data",)}.get(tag, ("src", "srcset", "poster"))
        self.fetched += [value for n in names if tag != "a" and (value := given.get(n))]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_the_site_fetches_nothing_from_another_host(site: Path) -> None:
    assert len(pages_of(site)) > 20
    for page in pages_of(site):
        parser = Assets()
        parser.feed(page.read_text(encoding="utf-8"))
        assert not [a for a in parser.fetched if re.match(r"(?i)([a-z]+:)?//", a)], page.name
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text
        assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def test_every_page_has_one_title_one_main_and_a_language(site: Path) -> None:
    for page in pages_of(site):
        parser = Assets()
        parser.feed(page.read_text(encoding="utf-8"))
        count = {tag: sum(t == tag for t, _ in parser.tags) for tag in ("h1", "main", "title")}
        assert count == {"h1": 1, "main": 1, "title": 1}, page.name
        first, given = parser.tags[0]
        assert first == "html"
        assert given.get("lang") in {"nl", "en"}, page.name
        assert next(a for t, a in parser.tags if t == "a").get("href") == "#inhoud", page.name


def test_headings_do_not_skip_a_level(site: Path) -> None:
    for page in pages_of(site):
        parser = Assets()
        parser.feed(page.read_text(encoding="utf-8"))
        levels = [int(t[1]) for t, _ in parser.tags if re.fullmatch(r"h[1-6]", t)]
        skips = [b for a, b in itertools.pairwise(levels) if b > a + 1]
        assert not skips, page.name


def test_every_page_for_a_municipality_is_in_the_navigation() -> None:
    nav = (REPO / "mkdocs.yml").read_text(encoding="utf-8")
    folders = ("tutorials", "how-to", "reference", "explanation")
    missing = [
        p.name
        for p in PAGES
        if len(p.relative_to(REPO).parts) == 3 and p.parent.name in folders and f"{p.parent.name}/{p.name}" not in nav
    ]
    assert not missing


def test_links_in_the_pages_beside_the_code_lead_somewhere() -> None:
    dead = [
        f"{path.name}: {target}"
        for path in PAGES
        if path.parent == REPO
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not dead


def test_pages_that_the_code_refers_to_exist() -> None:
    dead = [
        f"{path.name}: {page}"
        for path in tracked()
        if path.suffix in {".py", ".yaml", ".html"} and "src" in path.relative_to(REPO).parts
        for page in re.findall(r"docs/[a-z/-]+\.md", path.read_text(encoding="utf-8"))
        if not (REPO / page).exists()
    ]
    assert not dead
