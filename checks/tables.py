"""The page about the bron and kern tables: shapes from the code, meanings from `checks/tables.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from checks.tree import REPO, Violation, name

MEANINGS = REPO / "checks" / "tables.yaml"
_ZONES = {
    "bron": "Bron: zoals ontvangen, met pseudoniemen",
    "kern": "Kern: opgeschoond en samengevoegd",
}
_HEAD = "| kolom | soort | betekenis |\n|---|---|---|\n"
_INTRO = """# Bron- en kerntabellen

<!-- Gemaakt uit de code met `make docs-serve`. Verander de code of checks/tables.yaml, niet deze bladzijde. -->

Elke tabel is een Delta-tabel onder `lake/` in de data home. Datums zijn dagen, bedragen hele eurocenten; een
creditbedrag is negatief. Een leeg vak is `null`. Een pseudoniem geldt binnen één wet: dezelfde persoon heeft onder de
Wmo en de Jeugdwet twee pseudoniemen die niets met elkaar te maken hebben.
"""


@cache
def _meanings() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
    return loaded


def tables_page() -> str:
    """Every table with its columns, types and meanings."""
    from datameent.lake import schemas

    parts = [_INTRO]
    for zone, tables in schemas.ZONES.items():
        parts.append(f"\n## {_ZONES[zone]}\n")
        for table, schema in tables.items():
            row = _meanings()[zone].get(table, "")
            parts.append(
                f"\n### `{zone}/{table}`\n\nEén rij is {row}.\n\n| kolom | soort | betekenis |\n|---|---|---|\n"
            )
            parts += [f"| `{f.name}` | {_type(str(f.type))} | {meaning(table, f.name)} |\n" for f in schema]
    return "".join(parts)


def meaning(table: str, column: str) -> str:
    """What a column holds: said for this table, else for every table."""
    columns = _meanings()["kolommen"]
    return str(columns.get(f"{table}.{column}") or columns.get(column, ""))


def _type(arrow: str) -> str:
    return {"string": "tekst", "date32[day]": "datum", "bool": "ja of nee"}.get(arrow, "geheel getal")


def violations() -> Iterator[Violation]:
    """Tables and columns without a meaning, and meanings of what is not there."""
    from datameent.lake import schemas

    used: set[str] = set()
    for zone, tables in schemas.ZONES.items():
        for table in tables.keys() ^ _meanings()[zone].keys():
            yield Violation(name(MEANINGS), 1, f"table {zone}/{table} is only here or only in the code")
        for table, schema in tables.items():
            used |= {*schema.names, *(f"{table}.{c}" for c in schema.names)}
            for column in schema.names:
                if not meaning(table, column):
                    yield Violation(name(MEANINGS), 1, f"column {table}.{column} has no meaning")
    for key in _meanings()["kolommen"].keys() - used:
        yield Violation(name(MEANINGS), 1, f"column {key} has a meaning and does not exist")
