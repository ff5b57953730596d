"""The slow and obvious way to stitch zorgtrajecten: loops over rows, no engine. Tests hold the expressions to it.

Written from the rules in the docstrings of `verzoek`, `traject`, `vak`, `gebeurtenis` and `geldig`; it shares no code
with them. Rows are dicts; `_kop` of a row is the header of its message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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


class Zorgtrajecten:
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
        wachtend = [d for d in wachtend if not self.leveringen_van(d)]
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

    def leveringen_van(self, t: Rij) -> list[Rij]:
        """Deliveries under a toewijzing, of its person."""
        return [r for r in self.leveringen if nummer_van(r) == nummer_van(t)]

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
        van = [(t.van, t.naam, t.categorie) for t in gestart if any(nummer_van(d) == eigen for d in t.delen)]
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
        for v in vragen:
            staat = [
                x["traject_id"]
                for x in vragen
                if x["uitkomst"] == "geldig" and x["opent"] and x["traject_id"] and v["referentie_aanbieder"]
                if (_referentie(x), x["pseudoniem"]) == (_referentie(v), v["pseudoniem"])
            ]
            if v["uitkomst"] == "afgekeurd" and v["toewijzingnummer"] is None and staat:
                v["traject_id"] = min(staat)
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
        telt = self.stand.staat(groep) and nieuwste is not None and rij_van(nieuwste) == rij_van(r)
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


def nummer_van(r: Rij) -> tuple[str, str, str]:
    """The toewijzing and person a row names."""
    return r["wet"], r["toewijzingnummer"], r["pseudoniem"]


def _merk(d: Rij) -> tuple[Any, ...]:
    """What tells a waiting part from another."""
    nummer = d["toewijzingnummer"] if "stand" in d else None
    rij = ("", 0) if nummer is not None else rij_van(d)
    return (d["wet"], nummer, d["pseudoniem"], d["begindatum"], d["productcategorie"], *rij)


def rij_van(r: Rij) -> tuple[str, int]:
    """Which row of which message it is."""
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
