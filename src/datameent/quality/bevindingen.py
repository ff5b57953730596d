"""Findings: measurements that pass a threshold of the agreement. They stand beside the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.quality.meting import OP_TIJD_DAGEN

GEVULD_MINIMUM_PROMILLE = 800
"""Below this share of filled rows a field is a finding."""

MINSTENS_RIJEN = 20
"""A share of fewer rows says nothing."""

CODES: Mapping[str, str] = {
    "DM-KWA-001": "more lines refused than the agreement allows",
    "DM-KWA-002": "declarations come later than the agreement allows",
    "DM-KWA-003": "a field is often left empty",
    "DM-KWA-004": "product periods that end before they begin or after the message",
}


@dataclass(frozen=True, slots=True)
class Kwaliteitsbevinding:
    """One finding: who, about which month and field, what was measured, and what is allowed (per mille, or days)."""

    code: str
    wet: str
    aanbieder: str
    maand: date
    veld: str
    gemeten: int
    grens: int


def vind_bevindingen(
    metingen: Iterable[Mapping[str, Any]], overeenkomst: Bronovereenkomst
) -> Iterator[Kwaliteitsbevinding]:
    """Findings in rows of the kern table `kwaliteit`, by the thresholds of the agreement of that law.

    Refused: more than `aandeel_geweigerd`. Late: on average more than a month and `dagen_te_laat` after the product
    period. Empty: less than 80 % filled. A measurement of fewer than 20 rows is never a finding.
    """
    geweigerd = int(overeenkomst.drempels.aandeel_geweigerd * 1000)
    dagen = OP_TIJD_DAGEN + overeenkomst.drempels.dagen_te_laat
    for m in metingen:
        if m["noemer"] < MINSTENS_RIJEN:
            continue
        promille = m["teller"] * 1000 // m["noemer"]
        gemiddeld = m["teller"] // m["noemer"]
        regel = {
            "afgekeurd": ("DM-KWA-001", promille, geweigerd, promille > geweigerd),
            "dagen": ("DM-KWA-002", gemiddeld, dagen, gemiddeld > dagen),
            "gevuld": ("DM-KWA-003", promille, GEVULD_MINIMUM_PROMILLE, promille < GEVULD_MINIMUM_PROMILLE),
            "geldig": ("DM-KWA-004", promille, 1000, promille < 1000),
        }.get(m["meting"])
        if regel and regel[3]:
            code, gemeten, grens, _ = regel
            yield Kwaliteitsbevinding(code, m["wet"], m["aanbieder"], m["maand"], m["veld"], gemeten, grens)
