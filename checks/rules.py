"""The page about the official rules: every code of the register, whether it is checked, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from datameent.sources.istandaarden.regels.model import Regel
from datameent.sources.istandaarden.regels.register import regels

_INTRO = """# Regels van iWmo en iJw

<!-- Gemaakt uit de code met `make docs-serve`. Verander de code, niet deze bladzijde. -->

Dit zijn alle regels van iWmo en iJw, uitgave {release}. Bij elke code staat of Datameent de regel controleert. Doet het
dat niet, dan staat erbij waarom niet. De zinnen zijn van ons; de standaard zelf is van het Zorginstituut.
`datameent regels` toont dezelfde lijst en `datameent regels --code TR307` toont één regel.

"""
_UITLEG = """
*Geïmplementeerd* betekent: iets controleert de regel. Dat is een functie met dezelfde code, of wat er achter "door"
staat: `xsd` is het officiële schema (voeg het toe met `datameent standaard add`), `specificatie` de beschrijving van
het bericht, `lezer` het lezen van het bestand, en een code is de regel die dit uitwerkt. *Niet toetsbaar* betekent: de
berichten laten dit niet zien. *Buiten bereik* betekent: het gaat over iets wat Datameent niet leest of niet doet.
"""
_NAMEN = {
    "technische regel": "Technische regels",
    "conditie": "Condities",
    "constraint": "Constraints",
    "restrictie": "Restricties",
    "bedrijfsregel": "Bedrijfsregels",
    "invulinstructie": "Invulinstructies",
    "uitgangspunt": "Uitgangspunten",
}
_KOP = (
    "| code | regel | niveau | berichten | retourcode | stand | hoe, of waarom niet |\n|---|---|---|---|---|---|---|\n"
)


def rules_page(release: str = "3.2") -> str:
    """All rules of a release in one table per kind, after a count per status."""
    entries = list(regels(release).values())
    parts = [_INTRO.format(release=release), _telling(entries), _UITLEG]
    for kind, title in _NAMEN.items():
        rows = [_row(entry) for entry in entries if entry.soort == kind]
        if rows:
            parts.append(f"\n## {title}\n\n{_KOP}{''.join(rows)}")
    return "".join(parts)


def _telling(entries: Iterable[Regel]) -> str:
    counted = Counter((entry.soort, entry.status.value) for entry in entries)
    states = sorted({state for _, state in counted})
    head = f"| soort | {' | '.join(states)} |\n|---|{'---:|' * len(states)}\n"
    rows = [
        f"| {title} | {' | '.join(str(counted[kind, state]) for state in states)} |\n" for kind, title in _NAMEN.items()
    ]
    return head + "".join(rows)


def _row(entry: Regel) -> str:
    how = f"door {entry.door}" if entry.door else entry.reden
    cells = (
        f'<a id="{entry.code.lower()}"></a>`{entry.code}`',
        entry.tekst,
        entry.niveau.value,
        _berichten(entry),
        entry.retourcode,
        entry.status.value,
        how,
    )
    return "| " + " | ".join(" ".join(text.split()).replace("|", "\\|") for text in cells) + " |\n"


def _berichten(entry: Regel) -> str:
    names = {"iwmo": "Wmo", "ijw": "Jeugd"}
    per = {names[law]: " ".join(types) for law, types in sorted(entry.berichten.items(), reverse=True)}
    if len(per) == len(names) and len(set(per.values())) == 1:
        return next(iter(per.values()))
    return "; ".join(f"{law}: {types or 'geen'}" for law, types in per.items())
