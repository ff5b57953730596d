"""The slow and obvious way to conform: loops over rows, no engine. Tests hold `conform` to it.

Written from the rules in the docstrings of this room, not from its expressions; it shares no code with them. Rows are
dicts with the columns of the bron tables; the result holds dicts with the columns of the kern tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from datameent.domain.geld import verdeel_over_maanden
from datameent.kern.reference_tabellen import tabellen
from datameent.kern.reference_traject import Zorgtrajecten

Rij = dict[str, Any]
Bron = Mapping[str, Sequence[Rij]]

_ANTWOORDT_OP = {"302": "301", "306": "305", "308": "307", "316": "315", "318": "317", "320": "319"}


def reken(bron: Bron, peildatum: date | None = None) -> dict[str, list[Rij]]:
    """All kern tables from rows of the bron tables, as known on `peildatum`."""
    stand = _Stand(bron, peildatum)
    personen = {(p["wet"], p["pseudoniem"]): p for p in _personen(stand)}
    buurten = _buurten(stand)
    toewijzingen = _toewijzingen(stand)
    leveringen = _leveringen(stand, toewijzingen)
    lijnen = _lijnen(stand, toewijzingen)
    regels = [r for r in lijnen if not r["dubbel"]]
    kijk = _Kijk(personen, buurten)
    kostenmaanden = [
        {**r, "maand": maand, "bedrag_cent": cent, "telt": r["soort"] == "debet" and not r["gecrediteerd"]}
        | kijk.op(r, maand)
        for r in regels
        if r["status"] != "afgekeurd"
        for maand, cent in verdeel_over_maanden(
            r["bedrag_cent"], r["begindatum"], max(r["begindatum"], r["einddatum"] or r["begindatum"])
        ).items()
    ]
    return {
        "persoon": list(personen.values()),
        "persoon_buurt": buurten,
        "toewijzing": list(toewijzingen.values()),
        "levering": leveringen,
        "declaratieregel": regels,
        "kostenmaand": kostenmaanden,
        "hulpperiode": _hulpperioden(leveringen, kijk),
        **tabellen(Zorgtrajecten(stand, toewijzingen, leveringen, lijnen), kijk),
    }


class _Stand:
    """The messages that exist on a day, which of them were refused, and their rows."""

    def __init__(self, bron: Bron, peildatum: date | None) -> None:
        self.bron = bron
        self.starts: list[Rij] = []
        self.stops: list[Rij] = []
        self.kop = {b["bericht_id"]: b for b in bron["bericht"] if not peildatum or b["dagtekening"] <= peildatum}
        self.codes: dict[str, list[Rij]] = {}
        for code in bron["retourcode"]:
            self.codes.setdefault(code["bericht_id"], []).append(code)
        geweigerd = {
            (
                _ANTWOORDT_OP[b["berichttype"]],
                b["aanbieder"],
                b["wet"],
                b["identificatie_retour"],
                b["dagtekening_retour"],
            )
            for b in self.kop.values()
            if b["berichttype"] in _ANTWOORDT_OP
            and any(c["retourcode"] not in ("0200", "0233", "8001") for c in self.codes.get(b["bericht_id"], ()))
        }
        self.afgekeurd = {
            i
            for i, b in self.kop.items()
            if (b["berichttype"], b["aanbieder"], b["wet"], b["identificatie"], b["dagtekening"]) in geweigerd
        }

    def responsetijd(self, kop: Rij) -> int | None:
        """Days from a message to the first return message on it."""
        dagen = []
        for b in self.kop.values():
            op = (b["identificatie_retour"], b["dagtekening_retour"]) if b["berichttype"] in _ANTWOORDT_OP else None
            for a in self.bron["declaratie_antwoord"]:
                if a["bericht_id"] == b["bericht_id"] and b["berichttype"] == "325":
                    op = (a["declaratie_identificatie"], a["declaratie_dagtekening"])
            past = _ANTWOORDT_OP.get(b["berichttype"], "323") == kop["berichttype"]
            past = past and (b["wet"], b["aanbieder"]) == (kop["wet"], kop["aanbieder"])
            if past and op == (kop["identificatie"], kop["dagtekening"]) and b["dagtekening"] >= kop["dagtekening"]:
                dagen.append((b["dagtekening"] - kop["dagtekening"]).days)
        return min(dagen, default=None)

    def staat(self, rijen: Sequence[Rij]) -> bool:
        """Whether what these lines of a 305 or 307 say about one thing stands."""
        return _staat(rijen)

    def rijen(self, naam: str, soort: str | None = None) -> list[Rij]:
        """Rows with the header of their message under `_kop`."""
        return [
            {**r, "_kop": self.kop[r["bericht_id"]]}
            for r in self.bron[naam]
            if r["bericht_id"] in self.kop and soort in (None, self.kop[r["bericht_id"]]["berichttype"])
        ]


def _groepeer(rijen: Iterable[Rij], sleutel: Callable[[Rij], Any]) -> dict[Any, list[Rij]]:
    groepen: dict[Any, list[Rij]] = {}
    for rij in rijen:
        groepen.setdefault(sleutel(rij), []).append(rij)
    return groepen


def _volgorde(r: Rij) -> tuple[Any, ...]:
    return (r["_kop"]["dagtekening"], r["bericht_id"], r["volgnr"])


def _personen(stand: _Stand) -> list[Rij]:
    uit = []
    for (wet, pseudoniem), rijen in _groepeer(stand.rijen("client"), lambda r: (r["wet"], r["pseudoniem"])).items():
        met = [r for r in rijen if r["geboortejaar"] is not None]
        beste = max(met, key=lambda r: (r["_kop"]["berichttype"] == "301", *_volgorde(r)), default={})
        gegevens = {k: beste.get(k) for k in ("geboortejaar", "geboortemaand", "geslacht")}
        uit.append({"wet": wet, "pseudoniem": pseudoniem, **gegevens})
    return uit


def _buurten(stand: _Stand) -> list[Rij]:
    uit = []
    adressen = [r for r in stand.rijen("client", "301") if r["buurt_status"] is not None]
    for (wet, pseudoniem), rijen in _groepeer(adressen, lambda r: (r["wet"], r["pseudoniem"])).items():
        verblijven: list[Rij] = []
        for dag, op_dag in sorted(_groepeer(rijen, lambda r: r["_kop"]["dagtekening"]).items()):
            r = max(op_dag, key=_volgorde)
            plek = {"buurt_code": r["buurt_code"], "buurt_status": r["buurt_status"]}
            if verblijven and all(verblijven[-1][k] == v for k, v in plek.items()):
                continue
            if verblijven:
                verblijven[-1]["tot"] = dag
            verblijven.append({"wet": wet, "pseudoniem": pseudoniem, **plek, "vanaf": dag, "tot": None})
        uit += verblijven
    return uit


def _toewijzingen(stand: _Stand) -> dict[tuple[str, str], Rij]:
    uit = {}
    gevraagd = [r for r in stand.rijen("aangevraagd_product", "315") if r["bericht_id"] not in stand.afgekeurd]
    alle = stand.rijen("toegewezen_product", "301")
    for sleutel, rijen in _groepeer(alle, lambda r: (r["wet"], r["toewijzingnummer"])).items():
        geldig = [r for r in rijen if r["bericht_id"] not in stand.afgekeurd]
        r = max(geldig or rijen, key=lambda r: (r["toewijzingsdatum"], r["toewijzingstijd"] or "", *_volgorde(r)))
        status = "afgekeurd" if not geldig else "ingetrokken" if r["reden_wijziging"] == "13" else "geldig"
        aanvragen = [
            a["_kop"]["dagtekening"]
            for a in gevraagd
            for g in geldig
            if a["referentie_aanbieder"] is not None
            and a["referentie_aanbieder"] == g["referentie_aanbieder"]
            and (a["wet"], a["_kop"]["aanbieder"]) == (g["wet"], g["_kop"]["aanbieder"])
        ]
        uit[sleutel] = {
            **r,
            "aanbieder": r["_kop"]["aanbieder"],
            "status": status,
            "aanvraagdatum": min(aanvragen, default=None),
        }
    return uit


def _met_product(r: Rij, toewijzingen: Mapping[tuple[str, str], Rij]) -> Rij:
    besluit = toewijzingen.get((r["wet"], r["toewijzingnummer"]), {})
    categorie, code = r["productcategorie"], r["productcode"]
    if code is None and categorie in (None, besluit.get("productcategorie")):
        code = besluit.get("productcode")
    if categorie is None:
        categorie = besluit.get("productcategorie")
    return {**r, "productcategorie": categorie, "productcode": code, "aanbieder": r["_kop"]["aanbieder"]}


def _staat(rijen: Sequence[Rij]) -> bool:
    gezonden = [r["_kop"]["dagtekening"] for r in rijen if r["status_aanlevering"] != "3"]
    weg = [r["_kop"]["dagtekening"] for r in rijen if r["status_aanlevering"] == "3"]
    if not gezonden or not weg:
        return bool(gezonden)
    if max(gezonden) == max(weg):
        return len(gezonden) > len(weg)
    later: bool = max(gezonden) > max(weg)
    return later


def _leveringen(stand: _Stand, toewijzingen: Mapping[tuple[str, str], Rij]) -> list[Rij]:
    velden = ("wet", "aanbieder", "pseudoniem", "toewijzingnummer", "productcategorie", "productcode", "begindatum")

    def per_sleutel(rijen: Sequence[Rij]) -> dict[Any, list[Rij]]:
        goed = [r for r in rijen if r["bericht_id"] not in stand.afgekeurd]
        return _groepeer(goed, lambda r: tuple(r[v] for v in velden))

    stand.starts = [_met_product(r, toewijzingen) for r in stand.rijen("start_product", "305")]
    stand.stops = [_met_product(r, toewijzingen) for r in stand.rijen("stop_product", "307")]
    stops = per_sleutel(stand.stops)
    uit = []
    for sleutel, rijen in per_sleutel(stand.starts).items():
        rij = dict(zip(velden, sleutel, strict=True))
        besluit = toewijzingen.get((rij["wet"], rij["toewijzingnummer"]), {})
        if _staat(rijen) and besluit.get("status") != "ingetrokken":
            stop = _stop(stops.get(sleutel, []))
            uit.append({**rij, "einddatum": stop.get("einddatum"), "reden_beeindiging": stop.get("reden_beeindiging")})
    return uit


def _stop(rijen: Sequence[Rij]) -> Rij:
    for tijdelijk in (False, True):
        soort = [r for r in rijen if (r["reden_beeindiging"] == "20") == tijdelijk]
        if _staat(soort):
            return max((r for r in soort if r["status_aanlevering"] != "3"), key=_volgorde)
    return {}


def _lijnen(stand: _Stand, toewijzingen: Mapping[tuple[str, str], Rij]) -> list[Rij]:
    antwoorden = stand.rijen("declaratie_antwoord", "325")
    regels: list[Rij] = []
    afgekeurd: list[Rij] = []
    for r in stand.rijen("prestatie", "323"):
        kop = r["_kop"]
        op_deze = [
            a
            for a in antwoorden
            if (a["wet"], a["_kop"]["aanbieder"], a["declaratie_identificatie"], a["declaratie_dagtekening"])
            == (kop["wet"], kop["aanbieder"], kop["identificatie"], kop["dagtekening"])
        ]
        antwoord = max(op_deze, key=lambda a: (a["_kop"]["dagtekening"], a["bericht_id"]), default=None)
        status = _status(r, stand.codes.get(antwoord["bericht_id"], [])) if antwoord else "ingediend"
        credit = r["bedrag_cent"] < 0 or (r["bedrag_cent"] == 0 and r["vorig_referentienummer"] is not None)
        rij = _met_product(r, toewijzingen)
        rij |= {"status": status, "soort": "credit" if credit else "debet", "dagtekening": kop["dagtekening"]}
        rij |= {"gecrediteerd": False, "dubbel": False, "neemt_terug": False}
        (afgekeurd if status == "afgekeurd" else regels).append(rij)
    per_lijn = _groepeer(regels, lambda r: (r["wet"], r["aanbieder"], r["referentienummer"], r["soort"]))
    uniek = []
    for groep in per_lijn.values():
        eerste, *rest = sorted(groep, key=lambda r: (r["status"] != "toegekend", *_volgorde(r)))
        uniek.append(eerste)
        for r in rest:
            r["dubbel"] = True
    debet = {(r["wet"], r["aanbieder"], r["referentienummer"]) for r in uniek if r["soort"] == "debet"}
    terug = {(r["wet"], r["aanbieder"], r["vorig_referentienummer"]) for r in uniek if r["soort"] == "credit"}
    for r in uniek:
        lijn = (r["wet"], r["aanbieder"], r["referentienummer"])
        r["gecrediteerd"] = r["soort"] == "debet" and r["referentienummer"] is not None and lijn in terug
    for r in regels:
        vorig = (r["wet"], r["aanbieder"], r["vorig_referentienummer"])
        r["neemt_terug"] = r["soort"] == "credit" and r["vorig_referentienummer"] is not None and vorig in debet
    return regels + afgekeurd


def _status(r: Rij, codes: Sequence[Rij]) -> str:
    for c in codes:
        if c["niveau"] == "bericht" and c["retourcode"] not in ("0200", "0233", "8001"):
            return "afgekeurd"
        deze = c["niveau"] == "regel" and c["sleutel"] == r["referentienummer"]
        if deze and c["retourcode"] not in ("0200", "8001"):
            return "afgekeurd"
    return "toegekend"


class _Kijk:
    """What is true of a person on a day."""

    def __init__(self, personen: Mapping[tuple[str, str], Rij], buurten: Sequence[Rij]) -> None:
        self.personen = personen
        self.buurten = _groepeer(buurten, lambda b: (b["wet"], b["pseudoniem"]))

    def op(self, r: Rij, dag: date | None, achter: str = "") -> Rij:
        """buurt_code, wijk_code, leeftijd, leeftijdsgroep on a day; empty without a day."""
        if dag is None:
            return dict.fromkeys((f"wijk_code{achter}", f"leeftijdsgroep{achter}"))
        sleutel = (r["wet"], r["pseudoniem"])
        buurt = None
        for nummer, verblijf in enumerate(self.buurten.get(sleutel, [])):
            if nummer == 0 or verblijf["vanaf"] <= dag:
                buurt = verblijf["buurt_code"]
        jaren = _leeftijd(self.personen.get(sleutel, {}), dag)
        return {
            f"buurt_code{achter}": buurt,
            f"wijk_code{achter}": f"WK{buurt[2:8]}" if buurt else "onbekend",
            f"leeftijd{achter}": jaren,
            f"leeftijdsgroep{achter}": _groep(r["wet"], jaren),
        }


def _leeftijd(persoon: Rij, dag: date) -> int | None:
    if persoon.get("geboortejaar") is None or persoon.get("geboortemaand") is None:
        return None
    jaren: int = dag.year - persoon["geboortejaar"]
    return jaren if dag.month >= persoon["geboortemaand"] else jaren - 1


def _groep(wet: str, jaren: int | None) -> str:
    groepen = {
        "jeugdwet": {"00-03": range(4), "04-11": range(4, 12), "12-17": range(12, 18), "18-22": range(18, 23)},
        "wmo": {"18-64": range(18, 65), "65-74": range(65, 75), "75-84": range(75, 85), "85+": range(85, 151)},
    }
    return next((naam for naam, bereik in groepen[wet].items() if jaren in bereik), "onbekend")


_NOOIT = date(9999, 12, 31)


def _eind(r: Rij) -> date:
    eind: date = max(r["einddatum"] or _NOOIT, r["begindatum"])
    return eind


def _stukken(leveringen: Iterable[Rij]) -> list[list[Rij]]:
    """Deliveries of one person in stretches: at most 31 days without help inside one."""
    stukken: list[list[Rij]] = []
    tot = None
    for r in sorted(leveringen, key=lambda r: r["begindatum"]):
        if tot is None or (r["begindatum"] - tot).days - 1 > 31:
            stukken.append([])
            tot = _eind(r)
        stukken[-1].append(r)
        tot = max(tot, _eind(r))
    return stukken


def _naast(r: Rij) -> tuple[str, ...]:
    return (r["aanbieder"], r["toewijzingnummer"] or "", r["productcategorie"] or "onbekend", r["productcode"] or "")


def _randen(stuk: Sequence[Rij]) -> tuple[Rij, Rij, date | None]:
    eerste = min(stuk, key=lambda r: (r["begindatum"], *_naast(r), _eind(r)))
    laatste = max(stuk, key=lambda r: (_eind(r), r["begindatum"], *_naast(r)))
    eind = max(_eind(r) for r in stuk)
    return eerste, laatste, None if eind == _NOOIT else eind


def _hulpperioden(leveringen: Sequence[Rij], kijk: _Kijk) -> list[Rij]:
    uit = []
    for groep in _groepeer(leveringen, lambda r: (r["wet"], r["pseudoniem"])).values():
        for stuk in _stukken(groep):
            eerste, laatste, eind = _randen(stuk)
            rij = {
                "wet": eerste["wet"],
                "pseudoniem": eerste["pseudoniem"],
                "begindatum": eerste["begindatum"],
                "einddatum": eind,
                "productcategorie_begin": eerste["productcategorie"] or "onbekend",
                "aanbieder_begin": eerste["aanbieder"],
                "productcategorie_eind": (laatste["productcategorie"] or "onbekend") if eind else None,
                "aanbieder_eind": laatste["aanbieder"] if eind else None,
            }
            uit.append(rij | kijk.op(rij, eerste["begindatum"], "_begin") | kijk.op(rij, eind, "_eind"))
    return uit
