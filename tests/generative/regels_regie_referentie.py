"""The rules on requests, toewijzingen, starts, stops and terms once more: message after message, with lists of what
stands. Slow and plain; what the set operations find is held to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

Rij = dict[str, Any]
Bron = dict[str, list[Rij]]
Bevinding = tuple[str, str, str, int | None]

DAG_ORDE = ("315", "317", "316", "318", "319", "320", "301", "302", "305", "306", "307", "308", "323", "325")
HEEN = {"302": "301", "306": "305", "308": "307", "316": "315", "318": "317", "320": "319"}
IN_ORDE = {"0200", "0233", "8001"}
INHOUD = (
    "productcategorie", "productcode", "ingangsdatum", "einddatum", "volume", "eenheid", "frequentie", "budget_cent",
)  # fmt: skip
VRIJ = {
    date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 4, 26), date(2025, 5, 5), date(2025, 5, 29),
    date(2025, 6, 9), date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1),
}  # fmt: skip
"""The holidays of 2025, from a calendar."""
VER = date(9999, 12, 31)


def werkdagen_later(dag: date, aantal: int) -> date:
    """The day so many working days later, one day at a time."""
    while aantal:
        dag += timedelta(days=1)
        if dag.weekday() < 5 and dag not in VRIJ:
            aantal -= 1
    return dag


def reken(bron: Bron) -> set[Bevinding]:
    """All findings."""
    return Verloop(bron).loop()


def _gelijk(a: Rij, b: Rij, *namen: str) -> bool:
    return all(a.get(n) == b.get(n) for n in namen)


def _zelfde_product(wet: str, a: Rij, b: Rij) -> bool:
    categorieen = {a.get("productcategorie"), b.get("productcategorie")}
    if wet == "wmo" and categorieen & {"11", "12", "13", "14"}:
        return False
    if None in categorieen:
        return True
    if len(categorieen) > 1:
        return False
    codes = {a.get("productcode"), b.get("productcode")}
    return None in codes or len(codes) == 1


def _overlap(a: Rij, b: Rij) -> bool:
    if a.get("ingangsdatum") is None or b.get("ingangsdatum") is None:
        return False
    return bool(a["ingangsdatum"] <= (b.get("einddatum") or VER) and b["ingangsdatum"] <= (a.get("einddatum") or VER))


def _nietig(t: Rij) -> bool:
    return t.get("reden_wijziging") in ("01", "13") and t.get("einddatum") == t["ingangsdatum"]


def _nummer(t: Rij) -> tuple[str, str, str]:
    return t["wet"], t["gemeente"], t["toewijzingnummer"]


def _moment(t: Rij) -> str:
    return f"{t['toewijzingsdatum']}{t.get('toewijzingstijd') or ''}"


class Verloop:
    """What is known, message after message."""

    def __init__(self, bron: Bron) -> None:
        self.bron: dict[str, dict[str, list[Rij]]] = {}
        for tabel, inhoud in bron.items():
            per = self.bron.setdefault(tabel, {})
            for rij in inhoud:
                per.setdefault(rij["bericht_id"], []).append(rij)
        self.uit: set[Bevinding] = set()
        self.toewijzingen: dict[tuple[str, str, str], Rij] = {}
        self.toegewezen: list[Rij] = []
        self.starts: list[Rij] = []
        self.stops: list[Rij] = []
        self.alle_stops: list[Rij] = []
        self.weg: list[Rij] = []
        self.verzoeken: list[Rij] = []
        self.antwoorden: list[Rij] = []
        self.gezien: list[Rij] = []
        self.clienten: list[Rij] = []
        self.lijnen: list[Rij] = []
        self.beantwoord: list[Rij] = []

    def loop(self) -> set[Bevinding]:
        koppen = sorted(
            (dict(k) for inhoud in self.bron["bericht"].values() for k in inhoud),
            key=lambda k: (k["dagtekening"], DAG_ORDE.index(k["berichttype"]), k["identificatie"], k["bericht_id"]),
        )
        for k in koppen:
            k["afgekeurd"] = any(self._keurt_af(r, k) for r in koppen)
        self.koppen = koppen
        for k in koppen:
            self.kop(k)
            stap = getattr(self, f"op_{k['berichttype']}", None)
            if stap is not None:
                stap(k)
            self.gezien.append(k)
        return self.uit

    def _keurt_af(self, retour: Rij, k: Rij) -> bool:
        codes = [c["retourcode"] for c in self.bron["retourcode"].get(retour["bericht_id"], [])]
        return (
            HEEN.get(retour["berichttype"]) == k["berichttype"]
            and _gelijk(retour, k, "wet", "gemeente", "aanbieder")
            and retour.get("identificatie_retour") == k["identificatie"]
            and retour.get("dagtekening_retour") == k["dagtekening"]
            and any(c not in IN_ORDE for c in codes)
        )

    def rijen(self, tabel: str, k: Rij) -> list[Rij]:
        eigen = [{**k, **r} for r in self.bron[tabel].get(k["bericht_id"], [])]
        return sorted(eigen, key=lambda r: r.get("volgnr") or 0)

    def vind(self, code: str, tabel: str, rij: Rij, volgnr: int | None) -> None:
        self.uit.add((code, tabel, rij["bericht_id"], volgnr))

    # headers

    def kop(self, k: Rij) -> None:
        if k["berichttype"] in HEEN:
            if k.get("identificatie_retour") is None:
                return
            op = ("wet", "gemeente", "aanbieder", "berichttype", "identificatie_retour", "dagtekening_retour")
            if any(_gelijk(g, k, *op) for g in self.gezien):
                self.vind("IV028", "bericht", k, None)
            if k["dagtekening"] > werkdagen_later(k["dagtekening_retour"], 3):
                self.vind("OP090", "bericht", k, None)
            return
        op = ("wet", "afzender", "berichttype", "identificatie")
        if any(_gelijk(g, k, *op) and not g["afgekeurd"] for g in self.gezien):
            self.vind("TR056", "bericht", k, None)

    # starts and stops

    @staticmethod
    def _groep(r: Rij) -> Rij:
        product = (r.get("productcategorie"), r.get("productcode"))
        return {**r, "groep": r.get("toewijzingnummer") or product, "product": product}

    def op_305(self, k: Rij) -> None:
        self._regie(k, "start_product", self.starts, self._start)

    def op_307(self, k: Rij) -> None:
        self._regie(k, "stop_product", self.stops, self._stop)

    def _regie(self, k: Rij, tabel: str, staan: list[Rij], oordeel: Any) -> None:
        rijen = [self._groep(r) for r in self.rijen(tabel, k)]
        sleutel = STOP if tabel == "stop_product" else START
        for r in sorted(rijen, key=lambda r: r["status_aanlevering"] != "3"):
            zelfde = [s for s in staan if _gelijk(s, r, *sleutel)]
            if r["status_aanlevering"] == "3":
                self._terug(r, tabel, staan, zelfde)
                continue
            if zelfde:
                self.vind("TR074", tabel, r, r["volgnr"])
            self._toegewezen(r, tabel)
            oordeel(r)
            if not k["afgekeurd"]:
                staan.append(r)
                self.alle_stops += [r] if tabel == "stop_product" else []

    def _terug(self, r: Rij, tabel: str, staan: list[Rij], zelfde: list[Rij]) -> None:
        if not zelfde:
            self.vind("TR063", tabel, r, r["volgnr"])
        if tabel == "start_product" and any(_gelijk(s, r, *START) for s in self._stops_bij(r)):
            self.vind("TR071", tabel, r, r["volgnr"])
        if not r["afgekeurd"]:
            self.weg.append(r)
            for s in zelfde:
                staan.remove(s)

    def _stops_bij(self, r: Rij) -> list[Rij]:
        """Stops that stand, but for those that are taken back on the same day."""
        terug = [x for x in self._stops_van(r["dagtekening"]) if x["status_aanlevering"] == "3"]
        return [s for s in self.stops if not any(_gelijk(s, t, *STOP) for t in terug)]

    def _stops_van(self, dag: date) -> list[Rij]:
        """Rows of the 307 of a day that were not refused."""
        koppen = [k for k in self.koppen if k["berichttype"] == "307" and k["dagtekening"] == dag]
        return [self._groep(x) for k in koppen if not k["afgekeurd"] for x in self.rijen("stop_product", k)]

    def _toegewezen(self, r: Rij, tabel: str) -> None:
        if r.get("toewijzingnummer") is None:
            return
        t = self.toewijzingen.get((r["wet"], r["gemeente"], r["toewijzingnummer"]))
        if t is None or not _gelijk(t, r, "aanbieder", "pseudoniem") or t.get("reden_wijziging") == "13":
            self.vind("TR019", tabel, r, r["volgnr"])
        elif not _gelijk(t, r, "productcategorie", "productcode"):
            self.vind("IV075", tabel, r, r["volgnr"])

    def _te_laat(self, r: Rij, vanaf: date) -> bool:
        correctie = any(_gelijk(w, r, *GROEP) and w["berichttype"] == r["berichttype"] for w in self.weg)
        return not correctie and r["dagtekening"] > werkdagen_later(vanaf, 5)

    def _start(self, r: Rij) -> None:
        vandaag = [x for x in self._stops_van(r["dagtekening"]) if x["status_aanlevering"] != "3"]
        for s in self.starts:
            if _gelijk(s, r, *GROEP) and not any(_gelijk(e, s, *START) for e in self.stops + vandaag):
                self.vind("TR326", "start_product", r, r["volgnr"])
        eerste = [t["dagtekening"] for t in self._eerste_301(r)]
        if self._te_laat(r, max([r["begindatum"], *eerste[:1]])):
            self.vind("OP271", "start_product", r, r["volgnr"])

    def _eerste_301(self, r: Rij) -> list[Rij]:
        """All 301 that name the number, also later ones: the first dated one counts."""
        if r.get("toewijzingnummer") is None:
            return []
        return [
            k
            for k in self.koppen
            if k["berichttype"] == "301" and not k["afgekeurd"] and _gelijk(k, r, "wet", "gemeente")
            for t in self.rijen("toegewezen_product", k)
            if t["toewijzingnummer"] == r["toewijzingnummer"]
        ]

    def _stop(self, r: Rij) -> None:
        eigen = [s for s in self.starts if _gelijk(s, r, *START)]
        if not eigen:
            self.vind("TR382", "stop_product", r, r["volgnr"])
        eerder = any(_gelijk(s, r, *START) for s in self.alle_stops)
        for s in self.starts[self.starts.index(eigen[0]) :] if eigen and not eerder else []:
            if _gelijk(s, r, *GROEP) and not _gelijk(s, r, *START) and s["dagtekening"] < r["dagtekening"]:
                self.vind("OP155", "stop_product", r, r["volgnr"])
        bij = [s for s in self.stops if _gelijk(s, r, *GROEP, "begindatum")]
        for s in bij:
            self._na_stop(r, s)
        if not bij and self._te_laat(r, r["einddatum"]):
            self.vind("OP272", "stop_product", r, r["volgnr"])

    def _na_stop(self, r: Rij, s: Rij) -> None:
        if s["reden_beeindiging"] == r["reden_beeindiging"] == "20":
            self.vind("TR413", "stop_product", r, r["volgnr"])
        if s["reden_beeindiging"] != "20":
            self.vind("TR415", "stop_product", r, r["volgnr"])
        if r["einddatum"] < s["einddatum"]:
            self.vind("TR414", "stop_product", r, r["volgnr"])

    # toewijzingen

    def op_301(self, k: Rij) -> None:
        rijen = self.rijen("toegewezen_product", k)
        voor = dict(self.toewijzingen)
        begin = self._begin(k)
        for r in rijen:
            self._nummer(r)
            self._referentie(r)
            self._wijziging(r, voor.get(_nummer(r)), begin)
            if not k["afgekeurd"]:
                self.toegewezen.append(r)
        for r in rijen if not k["afgekeurd"] else []:
            nu = self.toewijzingen.get(_nummer(r))
            if nu is None or _moment(r) >= _moment(nu):
                self.toewijzingen[_nummer(r)] = r
        for r in rijen:
            self._naast_andere(r, voor)
            self._verwijderd(r)
            if r.get("referentie_aanbieder") is not None:
                self._antwoord({**r, "referentie": r["referentie_aanbieder"], "besluit": True}, "toegewezen_product")
        self._compleet(k, {r["toewijzingnummer"] for r in rijen})

    def _begin(self, k: Rij) -> date:
        """The first day of a 301 of the municipality."""
        eigen = [x for x in self.koppen if x["berichttype"] == "301" and _gelijk(x, k, "wet", "gemeente")]
        return min((x["dagtekening"] for x in eigen if self.rijen("toegewezen_product", x)), default=VER)

    def _compleet(self, k: Rij, genoemd: set[str]) -> None:
        for c in self.rijen("client", k):
            if any(t["toewijzingnummer"] not in genoemd for t in self._actueel(c)):
                self.vind("OP087", "client", c, c["volgnr"])
            if not k["afgekeurd"]:
                self.clienten.append(c)

    def _actueel(self, c: Rij) -> list[Rij]:
        return [
            t
            for t in self.toewijzingen.values()
            if _gelijk(t, c, "wet", "gemeente", "aanbieder", "pseudoniem")
            and (t.get("einddatum") or VER) >= c["dagtekening"]
            and not _nietig(t)
        ]

    def _nummer(self, r: Rij) -> None:
        for t in self.toegewezen:
            if _gelijk(t, r, "wet", "gemeente", "toewijzingnummer"):
                if not _gelijk(t, r, "aanbieder", "pseudoniem"):
                    self.vind("TR332", "toegewezen_product", r, r["volgnr"])
                break

    def _referentie(self, r: Rij) -> None:
        if r.get("referentie_aanbieder") is None:
            return
        wie = ("wet", "gemeente", "aanbieder", "pseudoniem")
        q = [q for q in self.verzoeken if _gelijk(q, r, *wie) and q["referentie"] == r["referentie_aanbieder"]]
        opnieuw = [
            t
            for t in self.toegewezen
            if _gelijk(t, r, "wet", "gemeente", "toewijzingnummer", "referentie_aanbieder")
            and t["bericht_id"] != r["bericht_id"]
            and _moment(t) != _moment(r)
        ]
        if not q or opnieuw:
            self.vind("TR379", "toegewezen_product", r, r["volgnr"])

    def _wijziging(self, r: Rij, v: Rij | None, begin: date) -> None:
        reden = r.get("reden_wijziging") is not None
        if v is None:
            if reden and r["ingangsdatum"] >= begin:
                self.vind("IV099", "toegewezen_product", r, r["volgnr"])
        elif _gelijk(v, r, "aanbieder", "pseudoniem"):
            gewijzigd = not _gelijk(v, r, *INHOUD)
            if gewijzigd != reden and (gewijzigd or _moment(v) != _moment(r)):
                self.vind("IV099", "toegewezen_product", r, r["volgnr"])
            if gewijzigd and _moment(r) <= _moment(v):
                self.vind("IV013", "toegewezen_product", r, r["volgnr"])
            omvang = _gelijk(v, r, "volume", "eenheid", "frequentie") or v.get("frequentie") == "6"
            if not omvang or not _gelijk(v, r, "productcategorie", "productcode", "ingangsdatum"):
                self.vind("IV066", "toegewezen_product", r, r["volgnr"])

    def _naast_andere(self, r: Rij, voor: dict[tuple[str, str, str], Rij]) -> None:
        vorige = voor.get(_nummer(r))
        if (vorige is None or not _gelijk(vorige, r, *INHOUD)) and not _nietig(r):
            for t in self._andere(r, self.toewijzingen.values()):
                if _zelfde_product(r["wet"], r, t) and _overlap(r, t):
                    self.vind("OP259", "toegewezen_product", r, r["volgnr"])
        for t in self._andere(r, voor.values()) if vorige is None and r.get("frequentie") != "6" else []:
            zelfde = _gelijk(t, r, "productcategorie", "productcode", "volume", "eenheid", "frequentie")
            eind = t.get("einddatum") or VER
            aansluitend = r["dagtekening"] <= eind < VER and r["ingangsdatum"] == eind + timedelta(days=1)
            if zelfde and aansluitend:
                self.vind("OP380", "toegewezen_product", r, r["volgnr"])

    @staticmethod
    def _andere(r: Rij, toewijzingen: Iterable[Rij]) -> list[Rij]:
        wie = ("wet", "gemeente", "aanbieder", "pseudoniem")
        eigen = [t for t in toewijzingen if _gelijk(t, r, *wie) and not _nietig(t)]
        return [t for t in eigen if t["toewijzingnummer"] != r["toewijzingnummer"]]

    # declarations, for TR385

    def op_323(self, k: Rij) -> None:
        for r in self.rijen("prestatie", k):
            credit = r["bedrag_cent"] < 0 or (r["bedrag_cent"] == 0 and r.get("vorig_referentienummer") is not None)
            self.lijnen.append({**r, "credit": credit, "nummer": len(self.gezien)})

    def op_325(self, k: Rij) -> None:
        codes = self.rijen("retourcode", k)
        geheel = any(c["niveau"] not in ("client", "regel") and c["retourcode"] not in IN_ORDE for c in codes)
        regels = {c["sleutel"] for c in codes if c["niveau"] == "regel" and c["retourcode"] not in ("0200", "8001")}
        for a in self.rijen("declaratie_antwoord", k):
            if k["dagtekening"] > werkdagen_later(a["declaratie_dagtekening"], 10):
                self.vind("OP090x4", "declaratie_antwoord", k, None)
            self.beantwoord.append({**a, "geheel": geheel, "regels": regels, "nummer": len(self.gezien)})

    def _laatste_antwoord(self, lijn: Rij) -> Rij | None:
        bij = [
            a
            for a in self.beantwoord
            if _gelijk(a, lijn, "wet", "gemeente", "aanbieder")
            and a["nummer"] > lijn["nummer"]
            and a["declaratie_identificatie"] == lijn["identificatie"]
            and a["declaratie_dagtekening"] == lijn["dagtekening"]
        ]
        return bij[-1] if bij else None

    def _afgewezen(self, lijn: Rij) -> bool:
        a = self._laatste_antwoord(lijn)
        return a is not None and (a["geheel"] or lijn["referentienummer"] in a["regels"])

    def _verwijderd(self, r: Rij) -> None:
        for d in self.lijnen if r.get("reden_wijziging") == "13" else []:
            if d["credit"] or not _gelijk(d, r, "wet", "gemeente", "toewijzingnummer"):
                continue
            terug = any(
                c["credit"]
                and c["nummer"] > d["nummer"]
                and _gelijk(c, d, "wet", "gemeente", "aanbieder")
                and c.get("vorig_referentienummer") == d["referentienummer"]
                and not self._afgewezen(c)
                for c in self.lijnen
            )
            if self._laatste_antwoord(d) is not None and not self._afgewezen(d) and not terug:
                self.vind("TR385", "toegewezen_product", r, r["volgnr"])

    # requests and answers

    def _verzoek(self, k: Rij, tabel: str, q: list[Rij], volgnrs: Iterable[int | None]) -> None:
        """TR347 and TR374 of a message, then it is known."""
        wie = ("wet", "gemeente", "aanbieder", "pseudoniem")
        for r in q:
            if any(_gelijk(v, r, *wie) and v["open"] and v["bericht_id"] != r["bericht_id"] for v in self.verzoeken):
                self.vind("TR374", tabel, r, None)
        for r, volgnr in zip(q, volgnrs, strict=True):
            if any(_gelijk(v, r, "wet", "aanbieder", "referentie") for v in self.verzoeken):
                self.vind("TR347", tabel, r, volgnr)
            if not k["afgekeurd"]:
                self.verzoeken.append({**r, "open": True})

    def op_315(self, k: Rij) -> None:
        q = [{**r, "referentie": r["referentie_aanbieder"]} for r in self.rijen("aangevraagd_product", k)]
        self._verzoek(k, "aangevraagd_product", q, [r["volgnr"] for r in q])
        for r in q:
            vraag = {**r, "ingangsdatum": r.get("toewijzing_ingangsdatum"), "einddatum": r.get("toewijzing_einddatum")}
            if any(_zelfde_product(r["wet"], vraag, t) and _overlap(vraag, t) for t in self._actueel(r)):
                self.vind("OP307", "aangevraagd_product", r, r["volgnr"])

    def op_317(self, k: Rij) -> None:
        rijen = self.rijen("verzoek_wijziging", k)
        q = list({(r["pseudoniem"], r["referentie_aanbieder"]): r for r in reversed(rijen)}.values())
        q = [{**r, "referentie": r["referentie_aanbieder"]} for r in sorted(q, key=lambda r: r["volgnr"])]
        self._verzoek(k, "verzoek_wijziging", q, [None for _ in q])
        for c in self.rijen("client", k):
            actueel = self._actueel(c)
            if not any(_gelijk(x, c, "wet", "gemeente", "pseudoniem") for x in self.clienten):
                self.vind("TR304", "verzoek_wijziging", c, None)
            if not actueel:
                self.vind("OP306", "verzoek_wijziging", c, None)
            if {t["toewijzingnummer"] for t in actueel} - {r.get("toewijzingnummer") for r in rijen}:
                self.vind("TR349", "verzoek_wijziging", c, None)
        gevraagd: list[Rij] = []
        for r in rijen:
            t = self._wijzigt(r)
            periode = self._periode(r, t)
            if periode is None:
                continue
            if any(
                g["pseudoniem"] == r["pseudoniem"] and _zelfde_product(r["wet"], g, periode) and _overlap(g, periode)
                for g in gevraagd
            ):
                self.vind("TR361", "verzoek_wijziging", r, r["volgnr"])
            gevraagd.append(periode)

    @staticmethod
    def _periode(r: Rij, t: Rij | None) -> Rij | None:
        van = r if r["soort"] == "nieuw" else t
        if van is None:
            return None
        product = {n: van.get(n) for n in ("productcategorie", "productcode", "pseudoniem")}
        if r["soort"] == "ongewijzigd":
            return {**product, "ingangsdatum": van["ingangsdatum"], "einddatum": van.get("einddatum")}
        return {**product, "ingangsdatum": r["gewenste_ingangsdatum"], "einddatum": r.get("einddatum")}

    def _wijzigt(self, r: Rij) -> Rij | None:
        """The actual toewijzing that a row names; judges what is asked of it."""
        if r["soort"] == "nieuw":
            return None
        bij = [t for t in self._actueel(r) if t["toewijzingnummer"] == r["toewijzingnummer"]]
        if not bij:
            self.vind("TR350" if r["soort"] == "ongewijzigd" else "TR351", "verzoek_wijziging", r, r["volgnr"])
            return None
        if r["soort"] == "te_wijzigen":
            self._gevraagd(r, bij[0])
        return bij[0]

    def _gevraagd(self, r: Rij, t: Rij) -> None:
        codes: list[str] = []
        deels = r["gewenste_ingangsdatum"] != t["ingangsdatum"]
        budget = r.get("budget_cent") is not None and r["budget_cent"] != t.get("budget_cent")
        totaal = t.get("frequentie") == "6" and r.get("volume") is not None and r["volume"] != t.get("volume")
        codes += ["TR357"] if deels and r["gewenste_ingangsdatum"] <= r["dagtekening"] else []
        codes += ["TR373"] if deels and (budget or totaal) else []
        omvang = any(r.get(n) is not None for n in ("volume", "eenheid", "frequentie"))
        verboden = omvang and (t.get("einddatum") or VER) > date(2020, 12, 31)
        if t.get("productcode") is not None:
            codes += [] if omvang else ["TR411"]
        elif verboden:
            codes += ["TR412"] if t.get("productcategorie") is not None else ["TR412", "TR375"]
        for code in codes:
            self.vind(code, "verzoek_wijziging", r, r["volgnr"])

    def op_319(self, k: Rij) -> None:
        for rij in self.rijen("antwoord", k):
            a = {**rij, "referentie": rij["referentie_aanbieder"], "volgnr": None}
            if not any(_gelijk(q, a, *VERZOEK) for q in self.verzoeken):
                self.vind("TR355", "antwoord", a, None)
            eerder = [x for x in self.antwoorden if _gelijk(x, a, *VERZOEK)]
            if any(x["berichttype"] == "301" for x in eerder):
                self.vind("TR359", "antwoord", a, None)
            if a["verzoek_antwoord"] == "2" and any(x["berichttype"] == "319" for x in eerder):
                self.vind("TR360", "antwoord", a, None)
            if any(x["berichttype"] == "319" and x["verzoek_antwoord"] != "2" for x in eerder):
                self.vind("TR365", "antwoord", a, None)
            self._antwoord({**a, "besluit": a["verzoek_antwoord"] != "2"}, "antwoord")

    def _antwoord(self, a: Rij, tabel: str) -> None:
        """Terms of an answer to the newest request with its referentie; a decision settles every request so named."""
        q = [q for q in self.verzoeken if _gelijk(q, a, *VERZOEK)]
        if q:
            op = q[-1]
            code = "OP274" if op["berichttype"] == "315" else "OP346"
            sinds = [x for x in self.antwoorden if _gelijk(x, a, *VERZOEK) and x["op"] == op["bericht_id"]]
            sinds = [x for x in sinds if x["bericht_id"] != a["bericht_id"]]
            dagen = (a["dagtekening"] - op["dagtekening"]).days
            if not sinds and a["dagtekening"] > werkdagen_later(op["dagtekening"], 5):
                self.vind(code, tabel, a, a["volgnr"])
            onderzocht = any(not x["besluit"] for x in sinds) and not any(x["besluit"] for x in sinds)
            if a["besluit"] and onderzocht and dagen > 56:
                self.vind(code, tabel, a, a["volgnr"])
            woonplaats = a["wet"] == "jeugdwet" and a.get("reden_afwijzing") == "8" and tabel == "antwoord"
            if woonplaats and op["berichttype"] == "315" and dagen > 14:
                self.vind("OP359", tabel, a, None)
        if not a["afgekeurd"]:
            self.antwoorden.append({**a, "op": q[-1]["bericht_id"] if q else None})
            for verzoek in q:
                verzoek["open"] &= not a["besluit"]


GROEP = ("wet", "gemeente", "aanbieder", "pseudoniem", "groep")
START = (*GROEP, "product", "begindatum")
STOP = (*START, "reden_beeindiging", "einddatum")
VERZOEK = ("wet", "gemeente", "aanbieder", "referentie")
