"""Reference pages made from the code. `python -m checks.reference` writes them; `--check` fails when one is behind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from checks.codes import Foutcode, all_codes
from checks.commands import Invoer, Opdracht, all_commands
from checks.definitions import definitions_page
from checks.plan import plan_page
from checks.rules import rules_page
from checks.specs import disclosure_page
from checks.tables import tables_page
from checks.tree import REPO, name

FOLDER = REPO / "docs" / "reference"
_CODES_HEAD = "| code | betekenis | wat u doet |\n|---|---|---|\n"
_MADE = "<!-- Gemaakt uit de code met `make docs-serve`. Verander de code, niet deze bladzijde. -->\n"

# Room → what a reader calls it.
_ROOMS = {
    "agreements": "Bronovereenkomst",
    "cli": "Opdrachten",
    "demo": "Synthetische gemeente",
    "disclosure": "Onthulling",
    "domain": "Algemeen",
    "indicators": "Indicatoren",
    "kern": "Kern",
    "lake": "Meer van gegevens",
    "privacy": "Privacy",
    "quality": "Kwaliteit",
    "regels": "Regels",
    "release": "Release",
    "sources": "Bronnen",
    "vault": "Kluis",
    "web": "Site",
}


def cell(text: str) -> str:
    """Text that may stand in one cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def codes_page() -> str:
    """All error codes, by room."""
    by_room: dict[str, list[Foutcode]] = {}
    for code in all_codes().values():
        by_room.setdefault(code.room, []).append(code)
    parts = [
        "# Foutcodes\n",
        _MADE,
        "Elke fout en elke bevinding heeft een vaste code. De melding noemt de plaats en de regel, nooit een gegeven "
        "uit uw bestand. De uitleg is in het Engels, zoals de melding zelf.\n",
    ]
    for room in sorted(by_room):
        parts.append(
            f"\n## {_ROOMS.get(room, room.capitalize())}\n\n| code | betekenis | wat u doet |\n|---|---|---|\n"
        )
        parts += [_code_row(code) for code in by_room[room]]
    return "\n".join(parts[:3]) + "".join(parts[3:])


def _code_row(code: Foutcode) -> str:
    todo = " Or: ".join(sorted(_sentence(t) for t in code.doe))
    return f'| <a id="{code.code.lower()}"></a>`{code.code}` | {cell(_sentence(code.uitleg))} | {cell(todo)} |\n'


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else ""


def commands_page() -> str:
    """All commands with their arguments and options."""
    parts = [
        "# Opdrachten\n",
        _MADE,
        "De uitleg komt uit het programma zelf en is in het Engels. `datameent OPDRACHT --help` toont hetzelfde. "
        "Voor elke opdracht geldt: 0 is goed, 1 is bevindingen of geweigerd, 2 is verkeerd gebruikt, en 3 tot en met 7 "
        "zijn soorten fouten: bronovereenkomst, bron, sleutel, opslag, bezet.\n",
    ]
    for command in all_commands().values():
        parts.append(_command_section(command))
    return "\n".join(parts)


def _command_section(command: Opdracht) -> str:
    shown = [i for i in command.invoer if not i.optie]
    usage = " ".join(["datameent", command.naam, *(i.namen[0] for i in shown), "[opties]"])
    rows = "".join(_input_row(i) for i in command.invoer)
    table = f"| | uitleg | zonder |\n|---|---|---|\n{rows}" if rows else ""
    return f"\n## datameent {command.naam}\n\n```text\n{usage}\n```\n\n{command.uitleg}\n\n{table}"


def _input_row(given: Invoer) -> str:
    written = ", ".join(f"`{n}`" for n in given.namen)
    value = f" `{given.waarde}`" if given.optie and given.waarde else ""
    without = "verplicht" if given.verplicht else cell(given.standaard)
    return f"| {written}{value} | {cell(given.uitleg)} | {without} |\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "definities.md": definitions_page,
    "foutcodes.md": codes_page,
    "onthulling-regels.md": disclosure_page,
    "opdrachten.md": commands_page,
    "plan.md": plan_page,
    "regels.md": rules_page,
    "tabellen.md": tables_page,
}


def behind() -> list[Path]:
    """Pages whose text is not what the code gives now."""
    return [
        FOLDER / page
        for page, make in PAGES.items()
        if not (FOLDER / page).is_file() or (FOLDER / page).read_text(encoding="utf-8") != make()
    ]


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say which are behind."""
    late = behind()
    if "--check" in arguments:
        for path in late:
            print(f"{name(path)} is behind the code; run: python -m checks.reference")
        return 1 if late else 0
    for path in late:
        path.write_text(PAGES[path.name](), encoding="utf-8")
        print(f"wrote {name(path)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
