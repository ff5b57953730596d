"""The page about the figures: every definition that Datameent brings, from `indicators/definities`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from checks.tree import SRC

FOLDER = SRC / "indicators" / "definities"
_INTRO = """# Definities

<!-- Gemaakt uit de code met `make docs-serve`. Verander de code, niet deze bladzijde. -->

De cijfers die Datameent kent, met hun hele definitie. In `config/definities/CODE.yaml` van uw data home past u de tekst
aan: [een definitie aanpassen](../how-to/definitie-aanpassen.md).

## Sleutels van een definitie

| sleutel | betekenis |
|---|---|
| `code` | code van het cijfer |
| `volgorde` | plaats in het overzicht |
| `naam` | hoe het cijfer heet |
| `vraag` | de vraag die boven de pagina staat |
| `eenheid` | `personen`, `euro_cent`, `dagen`, `uren`, `aanbieders` of `promille` |
| `soort` | `frequentie` (een aantal), `omvang` (een bedrag), `ratio` (een verhouding) of `mediaan` (de middelste) |
| `telt` | wat er wordt geteld |
| `teller` | wat boven de streep staat bij een verhouding |
| `noemer` | wat onder de streep staat bij een verhouding |
| `bron` | uit welke berichten het komt |
| `tijd` | in welke periode iets meetelt |
| `naloop` | hoeveel maanden na een periode het cijfer van die periode bekend is; 0 als het er niet staat |
| `uitgesloten` | wat niet meetelt |
| `zegt_wel` | drie korte regels: wat het cijfer zegt |
| `zegt_niet` | drie korte regels: wat het cijfer niet zegt |
| `eigenaar` | wie over de definitie gaat |
| `versie` | nummer van de definitie |
| `dimensies` | waarnaar het cijfer uitgesplitst kan worden |
| `voorbeeld` | een uitgewerkt voorbeeld |
"""


def definitions_page() -> str:
    """Every definition, in the order of the overview."""
    loaded = [yaml.safe_load(p.read_text(encoding="utf-8")) for p in FOLDER.glob("*.yaml")]
    return _INTRO + "".join(_section(d) for d in sorted(loaded, key=lambda d: (d.get("volgorde", 0), d["code"])))


def _section(card: Mapping[str, Any]) -> str:
    facts = [
        ("Telt", card.get("telt")),
        ("Teller", card.get("teller")),
        ("Noemer", card.get("noemer")),
        ("Bron", card.get("bron")),
        ("Periode", card.get("tijd")),
        ("Uit te splitsen naar", ", ".join(card.get("dimensies", ()))),
        ("Eigenaar", card.get("eigenaar")),
        ("Versie", card.get("versie")),
    ]
    rows = "".join(f"| {label} | {' '.join(str(value).split())} |\n" for label, value in facts if value)
    return (
        f"\n## {card['naam']}\n\nCode `{card['code']}`. {card['vraag']}\n\n| | |\n|---|---|\n{rows}"
        f"{_list('Telt niet mee', card.get('uitgesloten', ()))}"
        f"{_list('Dit zegt het wel', card.get('zegt_wel', ()))}"
        f"{_list('Dit zegt het niet', card.get('zegt_niet', ()))}"
        f"\n**Voorbeeld.** {' '.join(str(card.get('voorbeeld', '')).split())}\n"
    )


def _list(title: str, items: Any) -> str:
    return f"\n**{title}**\n\n" + "".join(f"- {' '.join(str(i).split())}\n" for i in items) if items else ""
