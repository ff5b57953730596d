"""Amounts per year, as people type them: one line a year, whole euros."""

from __future__ import annotations

import re
from typing import Final

from datameent.web.components import opmaak

_BEDRAG: Final = r"[0-9]{1,3}(?:[. ][0-9]{3})*|[0-9]{1,12}"
_REGEL: Final = re.compile(rf"(?P<jaar>20[0-9]{{2}})\s*[:=]?\s+(?:€\s*)?(?P<bedrag>{_BEDRAG})")
_HOOGSTENS: Final = 20


def lees_bedragen(tekst: str) -> dict[str, int]:
    """Whole euros per year. Error: `ValueError` with a sentence for who typed it.

    >>> lees_bedragen("2026: 1.250.000\\n2027 900000")
    {'2026': 1250000, '2027': 900000}
    """
    bedragen: dict[str, int] = {}
    for regel in (r.strip() for r in tekst.splitlines()):
        if not regel:
            continue
        gevonden = _REGEL.fullmatch(regel)
        if gevonden is None:
            raise ValueError("Schrijf per regel een jaar en een bedrag in hele euro's. Bijvoorbeeld 2026: 1.250.000")
        if gevonden["jaar"] in bedragen:
            raise ValueError("Een jaar staat er twee keer. Schrijf elk jaar één keer op.")
        bedragen[gevonden["jaar"]] = int(re.sub(r"[. ]", "", gevonden["bedrag"]))
    if len(bedragen) > _HOOGSTENS:
        raise ValueError(f"Dit zijn te veel jaren. Schrijf er hooguit {_HOOGSTENS} op.")
    return dict(sorted(bedragen.items()))


def schrijf_bedragen(bedragen: dict[str, int]) -> str:
    """The same, to type on in.

    >>> schrijf_bedragen({"2026": 1250000})
    '2026: 1.250.000'
    """
    return "\n".join(f"{jaar}: {opmaak.getal(bedrag)}" for jaar, bedrag in bedragen.items())
