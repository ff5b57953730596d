"""The rules on declarations once more, message after message, with nothing but dictionaries: slow and plain.

Messages are walked in the order in which they were sent; what is known is what was walked. `reken` gives per code and
table the findings (bericht_id, volgnr).
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from datameent.regels.extern import gemeentecodes

Rij = dict[str, Any]
Bron = dict[str, list[Rij]]
Bevindingen = dict[tuple[str, str], set[tuple[str, int | None]]]

HEEN = {"302": "301", "306": "305", "308": "307", "316": "315", "318": "317", "320": "319"}
DAG_ORDE = ["315", "317", "316", "318", "319", "320", "301", "302", "305", "306", "307", "308", "323", "325"]
IN_ORDE = {"0200", "0233", "8001"}
LIJN_IN_ORDE = {"0200", "8001"}
INGANG = {
    "301": ("toegewezen_product", "ingangsdatum"),
    "305": ("start_product", "toewijzing_ingangsdatum"),
    "307": ("stop_product", "toewijzing_ingangsdatum"),
    "315": ("aangevraagd_product", "toewijzing_ingangsdatum"),
}
PRODUCTDAG = {
    "toegewezen_product": "ingangsdatum",
    "start_product": "toewijzing_ingangsdatum",
    "stop_product": "toewijzing_ingangsdatum",
    "aangevraagd_product": "toewijzing_ingangsdatum",
    "verzoek_wijziging": "gewenste_ingangsdatum",
    "prestatie": "begindatum",
}


@dataclass
class Lijn:
    """A declared line and what became of it so far."""

    bericht: Rij
    plek: int
    rij: Rij
    geweigerd: bool = False
    te_groot: bool = False

    @property
    def credit(self) -> bool:
        bedrag, vorig = self.rij["bedrag_cent"], self.rij["vorig_referentienummer"]
        return bedrag < 0 or (bedrag == 0 and vorig is not None)

    @property
    def sleutel(self) -> tuple[int, int]:
        return self.plek, self.rij["volgnr"]


@dataclass
class Declaratie:
    """A 323 that was sent, and whether it was answered."""

    bericht: Rij
    rij: Rij | None
    lijnen: list[Lijn]
    beantwoord: bool = False
    geheel_geweigerd: bool = False


@dataclass
class Stand:
    """What is known while the messages are walked."""

    toewijzing: dict[tuple[str, str, str], Rij] = field(default_factory=dict)
    moment: dict[tuple[str, str, str], str] = field(default_factory=dict)
    clienten: set[tuple[str, str, str]] = field(default_factory=set)
    declaraties: list[Declaratie] = field(default_factory=list)
    leveringen: list[tuple[tuple[str, ...], Rij]] = field(default_factory=list)
    """Starts and stops that stand, each with the partij and table it is of."""


def partij(m: Rij) -> tuple[str, str, str]:
    return m["wet"], m["gemeente"], m["aanbieder"]


def reken(bron: Bron) -> Bevindingen:
    """Every finding of the rules on declarations."""
    uit: Bevindingen = defaultdict(set)
    per = {naam: _per_bericht(rijen) for naam, rijen in bron.items()}
    berichten = sorted(
        bron["bericht"],
        key=lambda m: (m["dagtekening"], DAG_ORDE.index(m["berichttype"]), m["identificatie"], m["bericht_id"]),
    )
    afgekeurd = _afgekeurd(bron, per)
    stand = Stand()
    for plek, m in enumerate(berichten):
        eigen = {naam: rijen.get(m["bericht_id"], []) for naam, rijen in per.items()}
        _elk_bericht(uit, m, eigen, bron)
        _client_per_toewijzing(uit, m, eigen, stand)
        if m["berichttype"] == "301" and m["bericht_id"] not in afgekeurd:
            _onthoud_toewijzing(m, eigen, stand)
        if m["berichttype"] in ("305", "307") and m["bericht_id"] not in afgekeurd:
            _onthoud_levering(m, eigen, stand)
        if m["berichttype"] == "323":
            _declaratie(uit, m, plek, eigen, stand, bron)
        if m["berichttype"] == "325":
            _antwoord(uit, m, eigen, stand)
    meeste = min(Counter(m["gemeente"] for m in berichten).items(), key=lambda p: (-p[1], p[0]), default=("", 0))[0]
    uit["DM-REG-001", "bericht"] = {(m["bericht_id"], None) for m in berichten if m["gemeente"] != meeste}
    return uit


def _per_bericht(rijen: list[Rij]) -> dict[str, list[Rij]]:
    per: dict[str, list[Rij]] = defaultdict(list)
    for rij in sorted(rijen, key=lambda r: (r.get("bericht_id") or "", r.get("volgnr") or 0)):
        per[rij.get("bericht_id")].append(rij)
    return per


def _afgekeurd(bron: Bron, per: dict[str, dict[str, list[Rij]]]) -> set[str]:
    """Messages that a return message refuses."""
    fout = {
        (*partij(r), r["identificatie_retour"], r["dagtekening_retour"], HEEN[r["berichttype"]])
        for r in bron["bericht"]
        if r["berichttype"] in HEEN
        and any(c["retourcode"] not in IN_ORDE for c in per["retourcode"].get(r["bericht_id"], []))
    }
    return {
        m["bericht_id"]
        for m in bron["bericht"]
        if (*partij(m), m["identificatie"], m["dagtekening"], m["berichttype"]) in fout
    }


def _onthoud_toewijzing(m: Rij, eigen: dict[str, list[Rij]], stand: Stand) -> None:
    for c in eigen["client"]:
        stand.clienten.add((m["wet"], m["gemeente"], c["pseudoniem"]))
    for t in eigen["toegewezen_product"]:
        sleutel = (m["wet"], m["gemeente"], t["toewijzingnummer"])
        moment = str(t["toewijzingsdatum"] or "") + (t["toewijzingstijd"] or "")
        if moment >= stand.moment.get(sleutel, ""):
            stand.moment[sleutel] = moment
            stand.toewijzing[sleutel] = {**t, "aanbieder": m["aanbieder"]}


_SLEUTEL_LEVERING = (
    "pseudoniem", "toewijzingnummer", "productcategorie", "productcode", "begindatum", "reden_beeindiging", "einddatum",
)  # fmt: skip


def _onthoud_levering(m: Rij, eigen: dict[str, list[Rij]], stand: Stand) -> None:
    """What takes something back goes first, and takes back everything with its key."""
    tabel = {"305": "start_product", "307": "stop_product"}[m["berichttype"]]
    for r in sorted(eigen[tabel], key=lambda r: r["status_aanlevering"] != "3"):
        van = (*partij(m), tabel)
        if r["status_aanlevering"] == "3":
            stand.leveringen = [
                (v, x)
                for v, x in stand.leveringen
                if v != van or any((x.get(k) or "") != (r.get(k) or "") for k in _SLEUTEL_LEVERING)
            ]
        else:
            stand.leveringen.append((van, r))


def _na_de_stop(lijn: Lijn, stand: Stand) -> bool:
    """Whether the last stop ended the help for good before the line begins, and no start came after it."""
    wat = {"start_product": [], "stop_product": []}
    for van, x in stand.leveringen:
        if van[:3] == partij(lijn.bericht) and x["toewijzingnummer"] == lijn.rij["toewijzingnummer"]:
            wat[van[3]].append(x)
    if not wat["stop_product"]:
        return False
    eind = max(x["einddatum"] for x in wat["stop_product"])
    echt = any(x["einddatum"] == eind and x["reden_beeindiging"] != "20" for x in wat["stop_product"])
    return echt and lijn.rij["begindatum"] > eind and not any(x["begindatum"] > eind for x in wat["start_product"])


def _client_per_toewijzing(uit: Bevindingen, m: Rij, eigen: dict[str, list[Rij]], stand: Stand) -> None:
    for tabel in ("toegewezen_product", "start_product", "stop_product"):
        for r in eigen[tabel]:
            t = stand.toewijzing.get((m["wet"], m["gemeente"], r["toewijzingnummer"]))
            if t is not None and t["pseudoniem"] != r["pseudoniem"]:
                uit["DM-REG-002", tabel].add((m["bericht_id"], r["volgnr"]))


def _elk_bericht(uit: Bevindingen, m: Rij, eigen: dict[str, list[Rij]], bron: Bron) -> None:
    heen = (*INGANG, "317", "319", "323", "325")
    if m["berichttype"] in heen and not _gemeente_bestaat(m, eigen):
        uit["TR378", "bericht"].add((m["bericht_id"], None))
    for tabel, dag in PRODUCTDAG.items():
        for r in eigen[tabel]:
            if None in (r["productcategorie"], r["productcode"], r[dag]):
                continue
            soort = (r["wet"], r["productcategorie"], r["productcode"])
            if not any(
                (p["wet"], p["productcategorie"], p["productcode"]) == soort and _op(p, r[dag]) for p in bron["product"]
            ):
                uit["TR381", tabel].add((m["bericht_id"], r["volgnr"]))


def _op(feit: Rij, dag: date) -> bool:
    van, tot = feit["geldig_vanaf"], feit["geldig_tot"]
    return (van is None or van <= dag) and (tot is None or dag <= tot)


@cache
def _codes() -> dict[str, tuple[date | None, date | None]]:
    return {r["code"]: (r["geldig_vanaf"], r["geldig_tot"]) for r in gemeentecodes().to_pylist()}


def _gemeente_bestaat(m: Rij, eigen: dict[str, list[Rij]]) -> bool:
    if m["gemeente"] == "9999":
        return True
    if m["gemeente"] not in _codes():
        return False
    van, tot = _codes()[m["gemeente"]]
    dagen = [m["dagtekening"]]
    if m["berichttype"] in INGANG:
        tabel, kolom = INGANG[m["berichttype"]]
        dagen += [r[kolom] for r in eigen[tabel] if r[kolom] is not None]
    elif van is None or van <= m["dagtekening"]:
        return True
    return any((van is None or van <= d) and (tot is None or d <= tot) for d in dagen)


# --- declarations ---------------------------------------------------------------------------------------------------


def _weg(d: Lijn, alle: list[Lijn]) -> bool:
    """Whether a debit does not count now: refused, or taken back by a credit of a later message that is not refused."""
    return d.geweigerd or any(
        c.credit
        and not c.geweigerd
        and c.rij["vorig_referentienummer"] == d.rij["referentienummer"]
        and partij(c.bericht) == partij(d.bericht)
        and c.plek > d.plek
        for c in alle
    )


def _declaratie(uit: Bevindingen, m: Rij, plek: int, eigen: dict[str, list[Rij]], stand: Stand, bron: Bron) -> None:
    nieuw = Declaratie(m, next(iter(eigen["declaratie"]), None), [Lijn(m, plek, r) for r in eigen["prestatie"]])
    _over_geheel(uit, nieuw, stand)
    stand.declaraties.append(nieuw)
    for c in eigen["client"]:
        if (m["wet"], m["gemeente"], c["pseudoniem"]) not in stand.clienten:
            uit["TR304", "client"].add((m["bericht_id"], c["volgnr"]))
    alle = [lijn for d in stand.declaraties if partij(d.bericht) == partij(m) for lijn in d.lijnen]
    for lijn in nieuw.lijnen:
        tegen = _tegen_toewijzing(lijn, stand, bron)
        lijn.te_groot = "TR321" in tegen
        codes = {
            *_los(lijn, nieuw, bron),
            *tegen,
            *_tegen_lijnen(lijn, alle, stand),
            *_sommen(lijn, alle, stand),
        }
        if not lijn.credit and not codes & {"TR308", "TR338", "TR384"} and _na_de_stop(lijn, stand):
            codes.add("DM-REG-004")
        for code in codes:
            uit[code, "prestatie"].add((m["bericht_id"], lijn.rij["volgnr"]))


def _over_geheel(uit: Bevindingen, nieuw: Declaratie, stand: Stand) -> None:
    if nieuw.rij is None:
        return
    m = nieuw.bericht
    for d in stand.declaraties:
        if partij(d.bericht) != partij(m) or d.geheel_geweigerd or d.rij is None:
            continue
        if d.rij["declaratienummer"] == nieuw.rij["declaratienummer"]:
            uit["TR333", "declaratie"].add((m["bericht_id"], None))
        if d.bericht["dagtekening"] < m["dagtekening"] and d.rij["begindatum"] > nieuw.rij["begindatum"]:
            uit["TR318", "declaratie"].add((m["bericht_id"], None))


def _half_omhoog(teller: int, deler: int) -> int:
    return (2 * teller + deler) // (2 * deler)


def _afspraken(lijn: Lijn, bron: Bron) -> list[Rij]:
    """Tariffs of the contract that hold for the aanbieder and product of a line."""
    return [
        f
        for f in bron["tarief"]
        if f["aanbieder"] == lijn.bericht["aanbieder"]
        and f["productcode"] == lijn.rij["productcode"]
        and _op(f, lijn.rij["begindatum"])
    ]


def _los(lijn: Lijn, d: Declaratie, bron: Bron) -> set[str]:
    """Rules on a line by itself, its declaration and the contract."""
    r, uit = lijn.rij, set()
    if d.rij is not None and r["einddatum"] > d.rij["einddatum"]:
        uit.add("TR319")
    afspraken = _afspraken(lijn, bron)
    if r["eenheid"] != "83" and r["tarief_cent"] is not None and not _bedrag_klopt(r, afspraken):
        uit.add("TR346")
    tarieven = {f["tarief_cent"] for f in afspraken if f["eenheid"] == r["eenheid"]}
    if r["eenheid"] == "01":
        tarieven |= {_half_omhoog(f["tarief_cent"], 60) for f in afspraken if f["eenheid"] == "04"}
    if not lijn.credit and r["tarief_cent"] is not None and tarieven and r["tarief_cent"] not in tarieven:
        uit.add("TR418")
    return uit


def _bedrag_klopt(r: Rij, afspraken: list[Rij]) -> bool:
    bedrag, v, t = abs(r["bedrag_cent"]), r["volume"], r["tarief_cent"]
    uur = {f["tarief_cent"] for f in afspraken if f["eenheid"] == "04"}
    if r["eenheid"] == "01" and uur and not any(f["eenheid"] == "01" for f in afspraken):
        volgens_contract = any(bedrag == _half_omhoog(h * v, 60) for h in uur)
        if not volgens_contract:
            return False
    if bedrag == v * t:
        return True
    kan = range(60 * t - 30, 60 * t + 30)
    return r["eenheid"] == "01" and v > 0 and any(_half_omhoog(h * v, 60) == bedrag for h in kan)


def _toewijzing(lijn: Lijn, stand: Stand) -> Rij | None:
    m = lijn.bericht
    t = stand.toewijzing.get((m["wet"], m["gemeente"], lijn.rij["toewijzingnummer"]))
    return t if t is not None and t["aanbieder"] == m["aanbieder"] else None


def _past(t: Rij, r: Rij) -> bool:
    return bool(r["eenheid"] == t["eenheid"] or (t["eenheid"] == "04" and r["eenheid"] == "01"))


def _tegen_toewijzing(lijn: Lijn, stand: Stand, bron: Bron) -> set[str]:
    r, t, uit = lijn.rij, _toewijzing(lijn, stand), set()
    if t is None:
        return {"TR338"}
    if t["pseudoniem"] != r["pseudoniem"]:
        uit.add("DM-REG-002")
    if lijn.credit:
        return uit
    if t["reden_wijziging"] == "13":
        return uit | {"TR384"}
    ruimte = _ruimte(t, r["begindatum"], r["einddatum"], lijn.bericht["wet"], r)
    te_veel = ruimte is not None and _past(t, r) and _minuten(r["volume"], r["eenheid"]) > ruimte
    gebroken = {
        "TR307": r["begindatum"] < t["ingangsdatum"],
        "TR308": t["einddatum"] is not None and r["einddatum"] > t["einddatum"],
        "TR321": te_veel,
        "TR339": t["productcategorie"] not in (None, r["productcategorie"]),
        "TR340": t["productcode"] not in (None, r["productcode"]),
        "TR341": not _eenheid_past(lijn, t, bron),
        "TR387": r["begindatum"] != _eerste(r["begindatum"], t["ingangsdatum"]),
        "TR388": r["einddatum"] != _laatste(r["einddatum"], t["einddatum"]),
    }
    return uit | {code for code, broken in gebroken.items() if broken}


def _eenheid_past(lijn: Lijn, t: Rij, bron: Bron) -> bool:
    if t["eenheid"] is not None:
        return _past(t, lijn.rij)
    eenheden = {f["eenheid"] for f in _afspraken(lijn, bron)}
    if "04" in eenheden:
        eenheden.add("01")
    return not eenheden or lijn.rij["eenheid"] in eenheden


def _eerste(dag: date, ingang: date) -> date:
    return ingang if (ingang.year, ingang.month) == (dag.year, dag.month) else dag.replace(day=1)


def _laatste(dag: date, einde: date | None) -> date:
    if einde is not None and (einde.year, einde.month) == (dag.year, dag.month):
        return einde
    return dag.replace(day=monthrange(dag.year, dag.month)[1])


def _minuten(volume: int, eenheid: str) -> int:
    return volume * 60 if eenheid == "04" else volume


@cache
def _dagen(van: date, tot: date) -> list[date]:
    return [van + timedelta(days=i) for i in range((tot - van).days + 1)]


def _ruimte(t: Rij, van: date, tot: date | None, wet: str, r: Rij | None) -> int | None:
    """What fits in a period (of line `r`, or the whole toewijzing without it), hours as minutes; None: not judged."""
    if t["volume"] is None:
        return None
    if t["frequentie"] == "6":
        return _minuten(t["volume"], t["eenheid"])
    if tot is None:
        return None
    dagen = _dagen(van, tot)
    maal = {
        "1": len(dagen),
        "2": len({d.isocalendar()[:2] for d in dagen}),
        "4": len({(d.year, d.month) for d in dagen}),
    }[t["frequentie"]]
    if t["frequentie"] == "2" and t["eenheid"] in ("82", "83"):
        maal = sum(d.weekday() == 6 for d in dagen) + _gebroken_week(t, dagen)
    huishouden = r is not None and wet == "wmo" and (t["productcategorie"] or r["productcategorie"]) == "01"
    if huishouden and t["frequentie"] == "2":
        maal = 6
    return _minuten(t["volume"] * maal, t["eenheid"])


def _gebroken_week(t: Rij, dagen: list[date]) -> int:
    """1 when the last, broken week of the toewijzing is declared in these days."""
    if t["einddatum"] is None or t["einddatum"].weekday() == 6:
        return 0
    zondagen = [d for d in _dagen(t["ingangsdatum"], t["einddatum"]) if d.weekday() == 6]
    return int((zondagen[-1] if zondagen else t["einddatum"]) in dagen)


def _tegen_lijnen(lijn: Lijn, alle: list[Lijn], stand: Stand) -> set[str]:
    r, uit = lijn.rij, set()
    eerder = [x for x in alle if x.sleutel < lijn.sleutel]
    if any(x.rij["referentienummer"] == r["referentienummer"] and not x.geweigerd for x in eerder):
        uit.add("TR314")
    if lijn.credit:
        return uit | _credit(lijn, eerder, stand)
    wat = ("toewijzingnummer", "begindatum", "einddatum", "productcategorie", "productcode")
    for x in eerder:
        if not x.credit and not _weg(x, alle) and all(x.rij[k] == r[k] for k in wat):
            uit.add("TR389")
    return uit


def _credit(lijn: Lijn, eerder: list[Lijn], stand: Stand) -> set[str]:
    vorig, uit = lijn.rij["vorig_referentienummer"], set()
    debetten = [
        x for x in eerder if not x.credit and x.plek < lijn.plek and x.rij["referentienummer"] == vorig is not None
    ]
    beantwoord = {id(x) for d in stand.declaraties if d.beantwoord for x in d.lijnen}
    if not any(id(x) in beantwoord and not x.geweigerd for x in debetten):
        uit.add("TR323")
    if any(-lijn.rij["bedrag_cent"] > x.rij["bedrag_cent"] for x in debetten):
        uit.add("DM-REG-003")
    andere = [x for x in eerder if x.credit and x.rij["vorig_referentienummer"] == vorig is not None]
    if any(not x.geweigerd for x in andere):
        uit.add("TR390")
    return uit


def _sommen(lijn: Lijn, alle: list[Lijn], stand: Stand) -> set[str]:
    r, t, uit = lijn.rij, _toewijzing(lijn, stand), set()
    if t is None or lijn.credit or t["reden_wijziging"] == "13":
        return uit
    samen = [
        x.rij
        for x in alle
        if x.sleutel <= lijn.sleutel
        and not x.credit
        and x.rij["toewijzingnummer"] == r["toewijzingnummer"]
        and (x is lijn or not (x.te_groot or _weg(x, alle)))
    ]
    tijd = {"01", "04"}
    zelfde = [x for x in samen if x["eenheid"] == r["eenheid"] or {x["eenheid"], r["eenheid"]} <= tijd]
    ruimte = _ruimte(t, t["ingangsdatum"], t["einddatum"], "", None)
    if ruimte is not None and _past(t, r) and sum(_minuten(x["volume"], x["eenheid"]) for x in zelfde) > ruimte:
        uit.add("TR322")
    geld = sum(x["volume"] if x["eenheid"] == "83" else x["bedrag_cent"] for x in samen)
    if t["budget_cent"] is not None and geld > t["budget_cent"]:
        uit.add("TR369")
    return uit


# --- answers --------------------------------------------------------------------------------------------------------


def _antwoord(uit: Bevindingen, m: Rij, eigen: dict[str, list[Rij]], stand: Stand) -> None:
    eerder = [d for d in stand.declaraties if partij(d.bericht) == partij(m)]
    for a in eigen["declaratie_antwoord"]:
        op = [
            d
            for d in eerder
            if d.bericht["identificatie"] == a["declaratie_identificatie"]
            and d.bericht["dagtekening"] == a["declaratie_dagtekening"]
        ]
        if not op:
            uit["TR337", "declaratie_antwoord"].add((m["bericht_id"], None))
        if a["declaratienummer"] is not None and not any(
            d.rij is not None and d.rij["declaratienummer"] == a["declaratienummer"] for d in eerder
        ):
            uit["TR376", "declaratie_antwoord"].add((m["bericht_id"], None))
        for d in op:
            _xsd(uit, m, a, d)
            _verwerk(d, eigen["retourcode"])
        _genoemd(uit, m, eigen["prestatie_antwoord"], eerder, op)


def _xsd(uit: Bevindingen, m: Rij, a: Rij, d: Declaratie) -> None:
    for k in ("basisschema_xsd_versie", "bericht_xsd_versie"):
        if d.rij is not None and None not in (a[k], d.rij[k]) and a[k] != d.rij[k]:
            uit["TR371", "declaratie_antwoord"].add((m["bericht_id"], None))


def _verwerk(d: Declaratie, codes: list[Rij]) -> None:
    d.beantwoord = True
    d.geheel_geweigerd = any(c["niveau"] == "bericht" and c["retourcode"] not in IN_ORDE for c in codes)
    fout = {c["sleutel"] for c in codes if c["niveau"] == "regel" and c["retourcode"] not in LIJN_IN_ORDE}
    for lijn in d.lijnen:
        lijn.geweigerd = d.geheel_geweigerd or lijn.rij["referentienummer"] in fout


def _genoemd(uit: Bevindingen, m: Rij, rijen: list[Rij], eerder: list[Declaratie], op: list[Declaratie]) -> None:
    wat = ("toewijzingnummer", "productcategorie", "productcode", "begindatum", "einddatum", "volume", "eenheid",
           "tarief_cent", "bedrag_cent")  # fmt: skip
    for r in rijen:
        hier = (m["bericht_id"], r["volgnr"])
        lijnen = [x for d in eerder for x in d.lijnen if x.rij["referentienummer"] == r["referentienummer"]]
        if not lijnen:
            uit["TR366", "prestatie_antwoord"].add(hier)
        elif not any(all(r[k] is None or r[k] == x.rij[k] for k in wat) for x in lijnen):
            uit["TR367", "prestatie_antwoord"].add(hier)
        clienten = {x.rij["pseudoniem"] for d in op for x in d.lijnen}
        if op and r["pseudoniem"] not in clienten:
            uit["TR304", "prestatie_antwoord"].add(hier)
