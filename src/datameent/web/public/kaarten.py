"""The card of an agreement, from whatever shape the agreement writes it in, as lines to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datameent.release.read import Overeenkomstkaart


@dataclass(frozen=True, slots=True)
class Kaart:
    """Title, plain pairs, and the fields with what is recorded about them."""

    naam: str
    titel: str
    regels: tuple[tuple[str, tuple[str, ...]], ...]
    velden: tuple[tuple[str, str], ...]


_GEEN_REGEL = frozenset({"naam", "titel", "velden"})


def maak_kaart(bron: Overeenkomstkaart) -> Kaart:
    """An agreement as a card."""
    kaart = bron.kaart
    regels = [
        (_leesbaar(naam), tuple(_regels(waarde)))
        for naam, waarde in kaart.items()
        if naam not in _GEEN_REGEL and waarde not in (None, "", [], {})
    ]
    return Kaart(bron.naam, str(kaart.get("titel") or bron.naam), tuple(regels), tuple(_velden(kaart.get("velden"))))


def _leesbaar(naam: str) -> str:
    vast = {"bewaartermijn_maanden": "Bewaartermijn in maanden", "grondslag": "Wettelijke grondslag"}
    return vast.get(naam, naam.replace("_", " ").capitalize())


def _regels(waarde: Any) -> list[str]:
    if isinstance(waarde, Mapping):
        return [f"{_leesbaar(str(k))}: {', '.join(_regels(v))}" for k, v in waarde.items() if v not in (None, "")]
    if isinstance(waarde, list | tuple):
        return [", ".join(_regels(w)) for w in waarde]
    if isinstance(waarde, bool):
        return ["ja" if waarde else "nee"]
    return [str(waarde)]


def _velden(velden: Any) -> list[tuple[str, str]]:
    if isinstance(velden, Mapping):
        return [(str(n), "; ".join(_regels(w))) for n, w in velden.items()]
    resultaat = []
    for veld in velden or ():
        if isinstance(veld, Mapping):
            rest = {k: w for k, w in veld.items() if k not in {"naam", "veld"}}
            resultaat.append((str(veld.get("naam") or veld.get("veld") or ""), "; ".join(_regels(rest))))
        else:
            resultaat.append((str(veld), ""))
    return resultaat
