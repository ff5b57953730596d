"""The slow and obvious way to compute every indicator: loops over rows, no engine. Tests hold `evaluate` to it.

Written from the definitions, not from `evaluate`; it shares no code with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from datameent.indicators import reference_trajecten as trajecten
from datameent.indicators.reference_trajecten import Feit, Rij, feit
from datameent.indicators.vraag import Vraagstelling

Cel = tuple[str, ...]
Maten = dict[str, int | None]


def reken(vraag: Vraagstelling, kern: Mapping[str, Sequence[Rij]]) -> dict[Cel, Maten]:
    """Cells of a question: codes of `vraag.per` to measures (the columns that `evaluate` gives)."""
    groepen: dict[Cel, list[Feit]] = {}
    for f in _feiten(vraag, kern):
        if all(f[dimensie] == code for dimensie, code in vraag.waar.items()):
            groepen.setdefault(tuple(f[d] for d in vraag.per), []).append(f)
    return {cel: _maten(vraag.indicator, feiten) for cel, feiten in groepen.items()}


def _feiten(vraag: Vraagstelling, kern: Mapping[str, Sequence[Rij]]) -> Iterator[Feit]:
    if vraag.indicator == "afkeur":
        return trajecten.afkeur(kern, per_code="retourcode" in {*vraag.per, *vraag.waar})
    return _FEITEN[vraag.indicator](kern)


def _maand(r: Rij, **meer: Any) -> Feit:
    """A month of help knows its product and its buurt as well."""
    fijn = {"product": r["productcode"], "buurt": r["buurt_code"]}
    return {**feit(r, r["maand"], **meer), **{d: "onbekend" if c is None else c for d, c in fijn.items()}}


def _kosten(kern: Mapping[str, Sequence[Rij]]) -> Iterator[Feit]:
    for r in kern["kostenmaand"]:
        yield _maand(r, cent=r["bedrag_cent"], telt=r["telt"])


_FEITEN: Mapping[str, Callable[[Mapping[str, Sequence[Rij]]], Iterator[Feit]]] = {
    "clienten": lambda kern: (_maand(r) for r in kern["kostenmaand"] if r["telt"]),
    "uitgaven": _kosten,
    "kosten_per_client": _kosten,
    "instroom": lambda kern: (feit(r, r["begindatum"], "_begin") for r in kern["hulpperiode"]),
    "uitstroom": lambda kern: (feit(r, r["einddatum"], "_eind") for r in kern["hulpperiode"] if r["einddatum"]),
    "wachttijd": trajecten.wachttijd,
    "doorlooptijd": trajecten.doorlooptijd,
    "responsetijd": trajecten.responsetijd,
    "trajectduur": trajecten.trajectduur,
    "trajectomvang": trajecten.trajectomvang,
    "opeenvolgende_trajecten": trajecten.opeenvolgend,
    "terugkeer": trajecten.terugkeer,
    "doorstroom": trajecten.doorstroom,
    "wisseling_aanbieder": trajecten.wisseling,
    "verwijsstromen": trajecten.verwijzing,
    "toetreders": trajecten.toetreders,
    "uittreders": trajecten.uittreders,
    "verzilvering": trajecten.verzilvering,
    "openstaande_verplichting": trajecten.openstaand,
}


def _maten(indicator: str, feiten: Sequence[Feit]) -> Maten:
    maten: Maten = dict.fromkeys(
        (
            "waarde",
            "teller",
            "noemer",
            "personen",
            "aanbieders",
            "grootste_persoon_cent",
            "grootste_aanbieder_cent",
            "tweede_aanbieder_cent",
            "grootste_noemer_cent",
        )
    )
    maten["personen"] = len({f["persoon"] for f in feiten})
    maten["aanbieders"] = len({f["aanbieder"] for f in feiten})
    if "dagen" in feiten[0]:
        dagen = sorted(f["dagen"] for f in feiten)
        return {**maten, "waarde": dagen[(len(dagen) - 1) // 2]}
    if "aantal" in feiten[0]:
        teller, noemer = sum(f["aantal"] for f in feiten), sum(f["regels"] for f in feiten)
        rest = {"teller": teller, "noemer": noemer, "waarde": _promille(teller, noemer)}
        return {**maten, **rest, "personen": max(f["personen"] for f in feiten)}
    if "cent" not in feiten[0]:
        bekend = all(f.get("bekend", True) for f in feiten)
        geteld = maten["aanbieders" if indicator in ("toetreders", "uittreders") else "personen"]
        return {**maten, "waarde": geteld if bekend else None}
    bedragen = maten | _bedragen(feiten)
    if "noemer_cent" in feiten[0]:
        teller, noemer = bedragen["waarde"] or 0, sum(f["noemer_cent"] for f in feiten)
        rest = {"teller": teller, "noemer": noemer, "waarde": _promille(teller, noemer)}
        per: dict[Any, int] = {}
        for f in feiten:
            per[f["persoon"]] = per.get(f["persoon"], 0) + f["noemer_cent"]
        return {**bedragen, **rest, "personen": len(per), "grootste_noemer_cent": max(per.values())}
    return _gemiddelde(bedragen, feiten) if indicator == "kosten_per_client" else bedragen


def _promille(teller: int, noemer: int) -> int | None:
    heel, rest = divmod(teller * 1000, noemer) if noemer else (0, 0)
    return (heel + 1 if 2 * rest >= noemer else heel) if noemer else None


def _bedragen(feiten: Sequence[dict[str, Any]]) -> Maten:
    per_persoon: dict[Any, int] = {}
    per_aanbieder: dict[str, int] = {}
    for f in feiten:
        per_persoon[f["persoon"]] = per_persoon.get(f["persoon"], 0) + f["cent"]
        per_aanbieder[f["aanbieder"]] = per_aanbieder.get(f["aanbieder"], 0) + f["cent"]
    personen = sorted((abs(b) for b in per_persoon.values()), reverse=True)
    aanbieders = sorted((abs(b) for b in per_aanbieder.values()), reverse=True)
    return {
        "waarde": sum(f["cent"] for f in feiten),
        "personen": sum(b != 0 for b in personen),
        "aanbieders": sum(b != 0 for b in aanbieders),
        "grootste_persoon_cent": personen[0],
        "grootste_aanbieder_cent": aanbieders[0],
        "tweede_aanbieder_cent": aanbieders[1] if len(aanbieders) > 1 else 0,
    }


def _gemiddelde(uitgaven: Maten, feiten: Sequence[dict[str, Any]]) -> Maten:
    teller = uitgaven["waarde"] or 0
    noemer = len({f["persoon"] for f in feiten if f["telt"]})
    waarde = None
    if noemer:
        heel, rest = divmod(teller, noemer)
        waarde = heel + 1 if 2 * rest >= noemer else heel
    bijdragers = uitgaven["personen"] or 0
    return {**uitgaven, "waarde": waarde, "teller": teller, "noemer": noemer, "personen": min(bijdragers, noemer)}
