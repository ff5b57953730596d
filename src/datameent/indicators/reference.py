"""The slow and obvious way to compute every indicator: loops over rows, no engine. Tests hold `evaluate` to it.

Written from the definitions, not from `evaluate`; it shares no code with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from datameent.domain.periode import Korrel, Periode
from datameent.indicators.vraag import TIJD, Vraagstelling

Rij = Mapping[str, Any]
Cel = tuple[str, ...]
Maten = dict[str, int | None]


def reken(vraag: Vraagstelling, kern: Mapping[str, Sequence[Rij]]) -> dict[Cel, Maten]:
    """Cells of a question: codes of `vraag.per` to measures (the columns that `evaluate` gives)."""
    groepen: dict[Cel, list[dict[str, Any]]] = {}
    for feit in _feiten(vraag.indicator, kern):
        if all(feit[dimensie] == code for dimensie, code in vraag.waar.items()):
            groepen.setdefault(tuple(feit[d] for d in vraag.per), []).append(feit)
    return {cel: _maten(vraag.indicator, feiten) for cel, feiten in groepen.items()}


def _feiten(indicator: str, kern: Mapping[str, Sequence[Rij]]) -> Iterator[dict[str, Any]]:
    if indicator in ("uitgaven", "kosten_per_client", "clienten"):
        return _kosten(kern["kostenmaand"], alleen_hulp=indicator == "clienten")
    if indicator == "instroom":
        return (_feit(r, r["begindatum"], "_begin") for r in kern["hulpperiode"])
    if indicator == "uitstroom":
        return (_feit(r, r["einddatum"], "_eind") for r in kern["hulpperiode"] if r["einddatum"] is not None)
    return _wachten(kern["traject"])


def _kosten(rijen: Sequence[Rij], *, alleen_hulp: bool) -> Iterator[dict[str, Any]]:
    for r in rijen:
        if r["telt"] or not alleen_hulp:
            yield _feit(r, r["maand"], "") | {"cent": r["bedrag_cent"], "telt": r["telt"]}


def _wachten(rijen: Sequence[Rij]) -> Iterator[dict[str, Any]]:
    for r in rijen:
        if r["aanvraagdatum"] is not None:
            rij = {**r, "aanbieder": r["aanbieder_begin"]}
            yield _feit(rij, r["startdatum"], "") | {"dagen": (r["startdatum"] - r["aanvraagdatum"]).days}


def _feit(r: Rij, dag: date, achter: str) -> dict[str, Any]:
    feit = {korrel: Periode.van(dag, Korrel(korrel)).code for korrel in TIJD}
    feit["wet"] = r["wet"]
    for dimensie, kolom in (
        ("productcategorie", "productcategorie"),
        ("wijk", "wijk_code"),
        ("aanbieder", "aanbieder"),
        ("leeftijdsgroep", "leeftijdsgroep"),
    ):
        code = r[kolom + achter]
        feit[dimensie] = "onbekend" if code is None else code
    return {**feit, "persoon": (r["wet"], r["pseudoniem"])}


def _maten(indicator: str, feiten: Sequence[dict[str, Any]]) -> Maten:
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
        )
    )
    maten["personen"] = len({f["persoon"] for f in feiten})
    maten["aanbieders"] = len({f["aanbieder"] for f in feiten})
    if indicator in ("clienten", "instroom", "uitstroom"):
        return {**maten, "waarde": maten["personen"]}
    if indicator == "wachttijd":
        dagen = sorted(f["dagen"] for f in feiten)
        return {**maten, "waarde": dagen[(len(dagen) - 1) // 2]}
    maten |= _bedragen(feiten)
    return maten if indicator == "uitgaven" else _gemiddelde(maten, feiten)


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
