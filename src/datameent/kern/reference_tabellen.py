"""The slow and obvious tables of zorgtrajecten, made from `reference_traject`. Loops over rows, no engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from datameent.kern.reference_traject import NOOIT, Rij, Traject, Zorgtrajecten, dagen, eind, nummer_van, rij_van


def tabellen(s: Zorgtrajecten, kijk: Any) -> dict[str, list[Rij]]:
    """traject, trajectgebeurtenis, toewijzing_geldig and prestatie_geldig."""
    geldig = [r for r in s.lijnen if telt(r)]
    return {
        "traject": _trajecten(s, kijk),
        "trajectgebeurtenis": s.gebeurtenissen,
        "toewijzing_geldig": [
            _toewijzing(s, t, geldig, kijk) for t in s.toewijzingen.values() if t["status"] == "geldig"
        ],
        "prestatie_geldig": [{**r, "responsetijd_dagen": s.stand.responsetijd(r["_kop"])} for r in geldig],
    }


def telt(r: Rij) -> bool:
    """Whether a declared line counts."""
    if r["status"] == "afgekeurd" or r["dubbel"] or r["gecrediteerd"]:
        return False
    return r["soort"] == "debet" or not r["neemt_terug"]


def _trajecten(s: Zorgtrajecten, kijk: Any) -> list[Rij]:
    uit = []
    for t in s.trajecten:
        kosten = [
            r["bedrag_cent"]
            for r in s.lijnen
            if r["traject_id"] == t.naam and r["status"] != "afgekeurd" and not r["dubbel"]
        ]
        rij: Rij = {"traject_id": t.naam, "wet": t.wet, "pseudoniem": t.pseudoniem, "productcategorie": t.categorie}
        rij |= s.samenvatting(g for g in s.gebeurtenissen if g["traject_id"] == t.naam)
        rij |= (_gestart if t.gestart else _wachtend)(s, t)
        rij["bedrag_cent"] = sum(kosten)
        rij["wachttijd_dagen"] = dagen(rij["aanvraagdatum"], rij["startdatum"])
        rij["doorlooptijd_dagen"] = dagen(rij["aanvraagdatum"], rij["toewijzingsdatum"])
        uit.append(rij | _vorige(s, t) | kijk.op(rij, t.van))
    return uit


def _naast(d: Rij) -> tuple[str, ...]:
    return (d["aanbieder"], d["toewijzingnummer"] or "", d["productcode"] or "")


def _gestart(s: Zorgtrajecten, t: Traject) -> Rij:
    eerste = min(t.delen, key=lambda d: (d["begindatum"], *_naast(d), eind(d)))
    laatste = max(t.delen, key=lambda d: (eind(d), d["begindatum"], *_naast(d)))
    onder = [s.toewijzingen.get((d["wet"], d["toewijzingnummer"])) for d in t.delen if d["begindatum"] == t.van]
    aanvraag = min((b["aanvraagdatum"] for b in onder if b and b["aanvraagdatum"]), default=None)
    besloten = [s.eerste_dag(b) for b in onder if b and b["status"] != "afgekeurd"]
    loopt = t.tot == NOOIT
    return {
        "startdatum": t.van,
        "einddatum": None if loopt else t.tot,
        "aanbieder": laatste["aanbieder"],
        "aanbieder_begin": eerste["aanbieder"],
        "aanvraagdatum": aanvraag if aanvraag and aanvraag <= t.van else None,
        "toewijzingsdatum": min(besloten, default=None),
        "toewijzingen": len({d["toewijzingnummer"] for d in t.delen} - {None}),
        "status": "loopt" if loopt else "onderbroken" if laatste["reden_beeindiging"] == "20" else "afgerond",
        "reden_beeindiging": None if loopt else laatste["reden_beeindiging"],
        "leveringen": len(t.delen),
        "aanbieders": len({d["aanbieder"] for d in t.delen}),
        "duur_dagen": None if loopt else (t.tot - t.van).days + 1,
    }


def _wachtend(s: Zorgtrajecten, t: Traject) -> Rij:
    def rand(d: Rij) -> tuple[Any, ...]:
        besluit = d["toewijzingnummer"] is not None
        return (d["aanbieder"], d["toewijzingnummer"] or "", *(("", 0) if besluit else rij_van(d)))

    geldig = [d for d in t.delen if d["stand"] == "toegewezen"]
    gevraagd = [d["aanvraagdatum"] if d["toewijzingnummer"] else d["_kop"]["dagtekening"] for d in geldig or t.delen]
    standen = [d["stand"] for d in t.delen]
    return {
        "startdatum": None,
        "aanbieder": max(t.delen, key=lambda d: (eind(d), d["begindatum"], *rand(d)))["aanbieder"],
        "aanbieder_begin": min(t.delen, key=lambda d: (d["begindatum"], *rand(d), eind(d)))["aanbieder"],
        "aanvraagdatum": min((g for g in gevraagd if g), default=None),
        "toewijzingsdatum": min((s.eerste_dag(d) for d in geldig), default=None),
        "toewijzingen": len({d["toewijzingnummer"] for d in t.delen} - {None}),
        "status": next(n for n in ("toegewezen", "aangevraagd", "afgewezen", "ingetrokken") if n in standen),
        "leveringen": 0,
        "aanbieders": len({d["aanbieder"] for d in t.delen}),
    }


def _vorige(s: Zorgtrajecten, t: Traject) -> Rij:
    if not t.gestart:
        return {}
    eigen = [x for x in s.trajecten if x.gestart and (x.wet, x.pseudoniem) == (t.wet, t.pseudoniem)]
    eerder = [x for x in eigen if (x.van, x.naam) < (t.van, t.naam)]
    if not eerder:
        return {}
    vorige = max(eerder, key=lambda x: (x.van, x.naam))
    return {
        "volgt_op": vorige.naam,
        "dagen_ertussen": None if vorige.tot == NOOIT else (t.van - vorige.tot).days,
    }


def _toewijzing(s: Zorgtrajecten, t: Rij, geldig: Sequence[Rij], kijk: Any) -> Rij:
    hulp = s.leveringen_van(t)
    lijnen = [r for r in geldig if nummer_van(r) == nummer_van(t)]
    begin = min((d["begindatum"] for d in hulp), default=None)
    laatst = max((eind(d) for d in hulp), default=NOOIT)
    volume = _omvang(t)
    rij = {
        **t,
        "traject_id": min(s.van_nummer(nummer_van(t)))[1],
        **s.samenvatting(g for g in s.gebeurtenissen if nummer_van(g) == nummer_van(t)),
        "startdatum": begin,
        "stopdatum": None if laatst == NOOIT else laatst,
        "wachttijd_dagen": dagen(t["aanvraagdatum"], begin),
        "doorlooptijd_dagen": dagen(t["aanvraagdatum"], s.eerste_dag(t)),
        "toegewezen_volume": volume,
        "geleverd_volume": _geleverd(t, lijnen),
        "toegewezen_cent": _toegewezen_cent(t, volume, lijnen),
        "gedeclareerd_cent": sum(r["bedrag_cent"] for r in lijnen),
    }
    rij |= kijk.op(rij, t["ingangsdatum"])
    return rij


def _omvang(t: Rij) -> int | None:
    van, tot, volume = t["ingangsdatum"], t["einddatum"], t["volume"]
    if volume is None or t["frequentie"] not in ("1", "2", "4", "6"):
        return None
    if t["frequentie"] == "6":
        return int(volume)
    if tot is None or tot < van:
        return None
    alle = [van + timedelta(days=n) for n in range((tot - van).days + 1)]
    keren: dict[str, set[Any]] = {
        "1": set(alle),
        "2": {d.isocalendar()[:2] for d in alle},
        "4": {(d.year, d.month) for d in alle},
    }
    return int(volume) * len(keren[t["frequentie"]])


def _geleverd(t: Rij, lijnen: Sequence[Rij]) -> int | None:
    eenheid = t["eenheid"]
    if eenheid is None:
        return None
    tijd = {"01": 1, "04": 60}
    totaal = 0
    for r in lijnen:
        volume = (r["volume"] or 0) * (-1 if r["soort"] == "credit" else 1)
        if eenheid in tijd and r["eenheid"] in tijd:
            totaal += volume * tijd[r["eenheid"]]
        elif r["eenheid"] == eenheid:
            totaal += volume
        else:
            return None
    return totaal // 60 if eenheid == "04" else totaal


def _toegewezen_cent(t: Rij, volume: int | None, lijnen: Sequence[Rij]) -> int | None:
    if t["budget_cent"] is not None:
        return int(t["budget_cent"])
    if t["eenheid"] == "83" or volume is None:
        return volume
    eigen = [r for r in lijnen if r["soort"] == "debet" and r["eenheid"] == t["eenheid"] and t["eenheid"]]
    tarieven = [(r["begindatum"], r["tarief_cent"]) for r in eigen if r["tarief_cent"] is not None]
    return volume * max(tarieven)[1] if tarieven else None
