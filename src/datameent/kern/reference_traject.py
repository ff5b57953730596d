"""The slow and obvious way to stitch zorgtrajecten: loops over rows, no engine. Tests hold the expressions to it.

Written from the rules in the docstrings of `verzoek`, `traject`, `vak`, `gebeurtenis` and `geldig`; it shares no code
with them. Rows are dicts; `_kop` of a row is the header of its message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Rij = dict[str, Any]
NOOIT = date(9999, 12, 31)
GRENS = 31
STAPPEN = ["verzoek", "antwoord", "toewijzing", "start", "tijdelijke_stop", "stop", "intrekking"]


@dataclass
class Traject:
    """One traject on the way: its parts (deliveries, or what waits) and the name it gets."""

    wet: str
    pseudoniem: str
    categorie: str
    gestart: bool
    delen: list[Rij] = field(default_factory=list)

    @property
    def van(self) -> date:
        """First day."""
        van: date = min(d["begindatum"] for d in self.delen)
        return van

    @property
    def tot(self) -> date:
        """Last day; the end of time while it is open."""
        return max(eind(d) for d in self.delen)

    @property
    def naam(self) -> str:
        """The traject_id."""
        naam = f"{self.wet}:{self.pseudoniem}:{self.categorie}:{self.van.isoformat()}"
        return naam if self.gestart else naam + ":n"


def eind(d: Rij) -> date:
    """Last day of a part; not before its first."""
    laatst: date = max(d["einddatum"] or NOOIT, d["begindatum"])
    return laatst


def dagen(van: date | None, tot: date | None) -> int | None:
    """Days between; none when a day is missing or the end comes first."""
    return (tot - van).days if van and tot and tot >= van else None


class Steek:
    """All that was said, stitched. Give the rows of the messages and the simple kern tables."""

    def __init__(
        self, stand: Any, toewijzingen: Mapping[tuple[str, str], Rij], leveringen: Sequence[Rij], lijnen: Sequence[Rij]
    ) -> None:
        self.stand = stand
        self.toewijzingen = toewijzingen
        self.leveringen = leveringen
        self.lijnen = lijnen
        self.besluiten = stand.rijen("toegewezen_product", "301")
        self.antwoorden = stand.rijen("antwoord", "319")
        self.verzoeken = self._verzoeken()
        self.trajecten = self._gestart()
        self.wachtend = self._plaats_wachtenden()
        self.gebeurtenissen = self._gebeurtenissen()

    def _goed(self, r: Rij) -> bool:
        return r["bericht_id"] not in self.stand.afgekeurd

    # -- requests and answers

    def _verzoeken(self) -> list[Rij]:
        uit = []
        for r in self.stand.rijen("aangevraagd_product", "315"):
            begin, tot = r["toewijzing_ingangsdatum"], r["toewijzing_einddatum"]
            uit.append({**r, "begindatum": begin, "einddatum": tot, "soort": "315"})
        for r in self.stand.rijen("verzoek_wijziging", "317"):
            if r["soort"] != "ongewijzigd":
                uit.append({**r, "begindatum": r["gewenste_ingangsdatum"], "verwijzer_type": None})
        for r in uit:
            r["begindatum"] = r["begindatum"] or r["_kop"]["dagtekening"]
            r["opent"] = r["soort"] in ("315", "nieuw")
            r["nummer"] = self._besluit_op(r) if r["opent"] else r["toewijzingnummer"]
            antwoord = self._antwoord_op(r)
            r["afgewezen"] = antwoord is not None and antwoord["verzoek_antwoord"] == "1"
        return uit

    def _besluit_op(self, r: Rij) -> str | None:
        past = [
            (b["ingangsdatum"], b["toewijzingnummer"])
            for b in self.besluiten
            if self._goed(b)
            and _referentie(b) == _referentie(r)
            and r["referentie_aanbieder"]
            and b["pseudoniem"] == r["pseudoniem"]
            and (r["soort"] == "315" or b["productcategorie"] == r["productcategorie"])
        ]
        return max(past)[1] if past else None

    def _antwoord_op(self, r: Rij) -> Rij | None:
        op = [a for a in self.antwoorden if self._goed(a) and a["referentie_aanbieder"]]
        op = [a for a in op if _referentie(a) == _referentie(r)]
        return max(op, key=lambda a: (a["_kop"]["dagtekening"], a["bericht_id"]), default=None)

    # -- trajecten

    def _gestart(self) -> list[Traject]:
        uit: list[Traject] = []
        for r in sorted(self.leveringen, key=lambda r: r["begindatum"]):
            sleutel = (r["wet"], r["pseudoniem"], r["productcategorie"] or "onbekend")
            _leg_bij(uit, sleutel, r, gestart=True)
        return uit

    def _plaats_wachtenden(self) -> dict[tuple[Any, ...], Traject]:
        """Where toewijzingen without delivery and requests without toewijzing belong."""
        wachtend = [self._als_deel(t) for t in self.toewijzingen.values() if t["status"] != "afgekeurd"]
        wachtend = [d for d in wachtend if not self._leveringen_van(d)]
        wachtend += [
            {**v, "aanbieder": v["_kop"]["aanbieder"], "toewijzingnummer": None, "stand": self._stand_van(v)}
            for v in self.verzoeken
            if v["opent"] and self._goed(v) and v["nummer"] is None
        ]
        plek = {}
        los: list[Traject] = []
        for d in sorted(wachtend, key=lambda d: d["begindatum"]):
            sleutel = (d["wet"], d["pseudoniem"], d["productcategorie"] or "onbekend")
            bij = [t for t in self.trajecten if _sleutel(t) == sleutel and _dichtbij(t, d)]
            plek[_merk(d)] = max(bij, key=lambda t: t.van) if bij else _leg_bij(los, sleutel, d, gestart=False)
        self.trajecten = self.trajecten + los
        return plek

    def _als_deel(self, t: Rij) -> Rij:
        stand = "toegewezen" if t["status"] == "geldig" else "ingetrokken"
        return {**t, "begindatum": t["ingangsdatum"], "stand": stand}

    def _stand_van(self, v: Rij) -> str:
        return "afgewezen" if v["afgewezen"] else "aangevraagd"

    def _leveringen_van(self, t: Rij) -> list[Rij]:
        return [r for r in self.leveringen if _nummer(r) == _nummer(t)]

    def eerste_dag(self, t: Rij) -> date:
        """First toewijzingsdatum that counts."""
        rijen = [b for b in self.besluiten if (b["wet"], b["toewijzingnummer"]) == (t["wet"], t["toewijzingnummer"])]
        dag: date = min(b["toewijzingsdatum"] for b in rijen if self._goed(b))
        return dag

    # -- which traject something belongs to

    def van_nummer(self, eigen: tuple[str, str | None, str]) -> list[tuple[date, str, str]]:
        """First day, name and category of every traject of a toewijzing and person."""
        if eigen[1] is None:
            return []
        gestart = [t for t in self.trajecten if t.gestart]
        van = [(t.van, t.naam, t.categorie) for t in gestart if any(_nummer(d) == eigen for d in t.delen)]
        wacht = [(m[3], t.naam, m[4] or "onbekend") for m, t in self.wachtend.items() if m[:3] == eigen]
        return van + wacht

    def zoek(self, r: Rij, nummer: str | None, categorie: str | None, dag: date) -> str | None:
        """traject_id of what names this toewijzing, person and category on this day."""
        van = self.van_nummer((r["wet"], nummer, r["pseudoniem"]))
        van = [v for v in van if v[2] == (categorie or "onbekend")] or van
        if van:
            eerder = [v for v in van if v[0] <= dag]
            start = max(v[0] for v in eerder) if eerder else min(v[0] for v in van)
            return min(v[1] for v in van if v[0] == start)
        sleutel = (r["wet"], r["pseudoniem"], categorie or "onbekend")
        gestart = [t for t in self.trajecten if t.gestart and _sleutel(t) == sleutel and t.van <= dag]
        return max(gestart, key=lambda t: t.van).naam if gestart else None

    # -- events

    def _gebeurtenissen(self) -> list[Rij]:
        uit = [self._besluit(b) for b in self.besluiten]
        uit += [self._regie(r, self.stand.starts, "305") for r in self.stand.starts]
        uit += [self._regie(r, self.stand.stops, "307") for r in self.stand.stops]
        vragen = [self._verzoek(v) for v in self.verzoeken]
        return (
            uit + vragen + [self._antwoord(a, vragen) for a in self.antwoorden] + [self._lijn(r) for r in self.lijnen]
        )

    def _maak(self, r: Rij, naam: str, uitkomst: str, dag: date, **meer: Any) -> Rij:
        kop = r["_kop"]
        return {
            "wet": r["wet"],
            "pseudoniem": r.get("pseudoniem"),
            "aanbieder": kop["aanbieder"],
            "toewijzingnummer": r.get("toewijzingnummer"),
            "gebeurtenis": naam,
            "dag": dag,
            "dagtekening": kop["dagtekening"],
            "berichttype": kop["berichttype"],
            "bericht_id": r["bericht_id"],
            "volgnr": r.get("volgnr", 0),
            "bedrag_cent": None,
            "uitkomst": uitkomst if self._goed(r) else "afgekeurd",
            "responsetijd_dagen": self.stand.responsetijd(kop),
            "opent": True,
            "verwijzer_type": None,
            **meer,
        }

    def _besluit(self, b: Rij) -> Rij:
        eigen = [x for x in self.besluiten if (x["wet"], x["toewijzingnummer"]) == (b["wet"], b["toewijzingnummer"])]
        eerder = sorted((x for x in eigen if self._goed(x) and _orde(x) < _orde(b)), key=_orde)
        weg = b["reden_wijziging"] == "13"
        naam = "intrekking" if weg else "wijziging" if eerder else "toewijzing"
        nieuw = not eerder or _inhoud(eerder[-1]) != _inhoud(b)
        ingetrokken = self.toewijzingen[(b["wet"], b["toewijzingnummer"])]["status"] == "ingetrokken"
        dag = b["ingangsdatum"]
        waar = self.zoek(b, b["toewijzingnummer"], b["productcategorie"], dag)
        return self._maak(b, naam, "geldig" if nieuw and weg == ingetrokken else "vervallen", dag, traject_id=waar)

    def _regie(self, r: Rij, alle: Sequence[Rij], soort: str) -> Rij:
        def zelfde(x: Rij) -> bool:
            gelijk = all(x[v] == r[v] for v in _LEVERING)
            return gelijk and (x.get("reden_beeindiging") == "20") == (r.get("reden_beeindiging") == "20")

        weg = r["status_aanlevering"] == "3"
        groep = [x for x in alle if zelfde(x) and self._goed(x)]
        gezonden = [x for x in groep if x["status_aanlevering"] != "3"]
        nieuwste = max(gezonden, key=_volgorde, default=None)
        telt = self.stand.staat(groep) and nieuwste is not None and _rij(nieuwste) == _rij(r)
        telt = telt and any(all(x[v] == r[v] for v in _LEVERING) for x in self.leveringen)
        naam = "start" if soort == "305" else "tijdelijke_stop" if r["reden_beeindiging"] == "20" else "stop"
        if weg:
            naam = "start_vervallen" if soort == "305" else "stop_vervallen"
        dag = r["begindatum"] if soort == "305" else r["einddatum"] or r["begindatum"]
        waar = self.zoek(r, r["toewijzingnummer"], r["productcategorie"], r["begindatum"])
        return self._maak(r, naam, "geldig" if weg or telt else "vervallen", dag, traject_id=waar)

    def _verzoek(self, v: Rij) -> Rij:
        plek = self.wachtend.get(_merk(v)) if v["opent"] and v["nummer"] is None and self._goed(v) else None
        waar = plek.naam if plek else self.zoek(v, v["nummer"], v["productcategorie"], v["begindatum"])
        naam = "verzoek" if v["soort"] == "315" else "wijzigingsverzoek"
        meer = {"opent": v["opent"], "toewijzingnummer": v["nummer"], "verwijzer_type": v["verwijzer_type"]}
        gebeurtenis = self._maak(v, naam, "geldig", v["begindatum"], traject_id=waar, **meer)
        return {**gebeurtenis, "referentie_aanbieder": v["referentie_aanbieder"], "_kop": v["_kop"]}

    def _antwoord(self, a: Rij, vragen: Sequence[Rij]) -> Rij:
        op = [v for v in vragen if v["uitkomst"] == "geldig" and v["referentie_aanbieder"]]
        op = [v for v in op if _referentie(v) == _referentie(a)]
        v = min(op, key=lambda v: (v["dagtekening"], v["bericht_id"], v["volgnr"]), default=None)
        nieuwste = self._antwoord_op(a)
        telt = v is not None and nieuwste is not None and nieuwste["bericht_id"] == a["bericht_id"]
        meer = {k: v[k] if v else None for k in ("traject_id", "pseudoniem", "toewijzingnummer", "opent")}
        return self._maak(a, "antwoord", "geldig" if telt else "vervallen", a["_kop"]["dagtekening"], **meer)

    def _lijn(self, r: Rij) -> Rij:
        dag = r["einddatum"] or r["begindatum"]
        r["traject_id"] = self.zoek(r, r["toewijzingnummer"], r["productcategorie"], dag)
        naam = "credit" if r["soort"] == "credit" else "prestatie"
        uitkomst = "vervallen" if r["dubbel"] or r["gecrediteerd"] else "geldig"
        if r["status"] == "afgekeurd":
            uitkomst = "afgekeurd"
        meer = {"traject_id": r["traject_id"], "bedrag_cent": r["bedrag_cent"]}
        return {**self._maak(r, naam, uitkomst, dag, **meer), "uitkomst": uitkomst}

    def samenvatting(self, gebeurtenissen: Iterable[Rij]) -> Rij:
        """regiestatus, antwoorddatum, verwijzer_type and responsetijd_dagen of these events."""
        staand = [g for g in gebeurtenissen if g["uitkomst"] == "geldig"]
        stappen = [g for g in staand if g["gebeurtenis"] in STAPPEN and g["opent"]]
        laatste = max(stappen, key=lambda g: (g["dagtekening"], STAPPEN.index(g["gebeurtenis"])), default=None)
        antwoorden = [g["dagtekening"] for g in stappen if g["gebeurtenis"] == "antwoord"]
        verwezen = [g for g in staand if g["verwijzer_type"] is not None]
        eerste = min(verwezen, key=lambda g: (g["dagtekening"], g["bericht_id"], g["volgnr"]), default=None)
        tijden = [g["responsetijd_dagen"] for g in stappen if g["gebeurtenis"] == "toewijzing"]
        return {
            "regiestatus": laatste["gebeurtenis"] if laatste else None,
            "antwoorddatum": max(antwoorden, default=None),
            "verwijzer_type": eerste["verwijzer_type"] if eerste else None,
            "responsetijd_dagen": max((t for t in tijden if t is not None), default=None),
        }


_LEVERING = ("wet", "aanbieder", "pseudoniem", "toewijzingnummer", "productcategorie", "productcode", "begindatum")


def _leg_bij(trajecten: list[Traject], sleutel: tuple[str, str, str], deel: Rij, *, gestart: bool) -> Traject:
    """Put a part with the traject it joins, or begin one; parts come in order of their first day."""
    eigen = [t for t in trajecten if _sleutel(t) == sleutel]
    if not eigen or (deel["begindatum"] - max(t.tot for t in eigen)).days - 1 > GRENS:
        eigen = [Traject(*sleutel, gestart=gestart)]
        trajecten += eigen
    eigen[-1].delen.append(deel)
    return eigen[-1]


def _dichtbij(t: Traject, d: Rij) -> bool:
    return (t.van - eind(d)).days - 1 <= GRENS and (d["begindatum"] - t.tot).days - 1 <= GRENS


def _sleutel(t: Traject) -> tuple[str, str, str]:
    return t.wet, t.pseudoniem, t.categorie


def _nummer(r: Rij) -> tuple[str, str, str]:
    return r["wet"], r["toewijzingnummer"], r["pseudoniem"]


def _merk(d: Rij) -> tuple[Any, ...]:
    """What tells a waiting part from another."""
    nummer = d["toewijzingnummer"] if "stand" in d else None
    rij = ("", 0) if nummer is not None else _rij(d)
    return (d["wet"], nummer, d["pseudoniem"], d["begindatum"], d["productcategorie"], *rij)


def _rij(r: Rij) -> tuple[str, int]:
    return r["bericht_id"], r["volgnr"]


def _referentie(r: Rij) -> tuple[str, str, str]:
    return r["wet"], r["_kop"]["aanbieder"], r["referentie_aanbieder"]


def _volgorde(r: Rij) -> tuple[Any, ...]:
    return (r["_kop"]["dagtekening"], r["bericht_id"], r["volgnr"])


def _orde(b: Rij) -> tuple[Any, ...]:
    return (b["toewijzingsdatum"], b["toewijzingstijd"] or "", *_volgorde(b))


def _inhoud(b: Rij) -> tuple[Any, ...]:
    velden = ("pseudoniem", "productcategorie", "productcode", "ingangsdatum", "einddatum")
    omvang = ("volume", "eenheid", "frequentie", "budget_cent")
    return (b["reden_wijziging"] == "13", *(b.get(v) for v in (*velden, *omvang)))


# -- the tables


def tabellen(s: Steek, kijk: Any) -> dict[str, list[Rij]]:
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


def _trajecten(s: Steek, kijk: Any) -> list[Rij]:
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


def _gestart(s: Steek, t: Traject) -> Rij:
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


def _wachtend(s: Steek, t: Traject) -> Rij:
    def rand(d: Rij) -> tuple[Any, ...]:
        besluit = d["toewijzingnummer"] is not None
        return (d["aanbieder"], d["toewijzingnummer"] or "", *(("", 0) if besluit else _rij(d)))

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


def _vorige(s: Steek, t: Traject) -> Rij:
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


def _toewijzing(s: Steek, t: Rij, geldig: Sequence[Rij], kijk: Any) -> Rij:
    hulp = s._leveringen_van(t)
    lijnen = [r for r in geldig if _nummer(r) == _nummer(t)]
    begin = min((d["begindatum"] for d in hulp), default=None)
    laatst = max((eind(d) for d in hulp), default=NOOIT)
    volume = _omvang(t)
    rij = {
        **t,
        "traject_id": min(s.van_nummer(_nummer(t)))[1],
        **s.samenvatting(g for g in s.gebeurtenissen if _nummer(g) == _nummer(t)),
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
