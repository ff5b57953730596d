"""Every rule on declarations and their answers, in stories: one where it is broken, one where it just is not.

A story names everything that is found in it: per message the code and the number of the row (None: the message as a
whole). All stories are judged together, each in a gemeente of its own. A line is February 2024, 10 hours at 50 euros on
toewijzing 1 (8 January to 30 June 2024, 3 hours a week, five calendar weeks in February) unless it says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import ibis
import pytest

from datameent.lake.schemas import BRON
from datameent.regels.bronnen import Bronnen
from datameent.regels.extern import gemeentecodes
from datameent.regels.toets import Tussentabellen, toetsen
from spec.tafel import arrow

Rij = dict[str, Any]
Gevonden = dict[str, set[tuple[str, int | None]]]
Verhaal = Callable[["Post"], Gevonden]

MODULES = frozenset(("antwoord", "declaratie", "eigen", "extern", "som", "uniek"))
AANBIEDER = "99100001"
TARIEVEN = (("45A04", "04", 5000), ("45A05", "04", 6130), ("45A07", "82", 100), ("45A09", "16", 4000))
_EIGEN = ("periode", "credit")
VERHALEN: dict[str, Verhaal] = {}

FEB = ("2024-02-01", "2024-02-29")
MRT = ("2024-03-01", "2024-03-31")
JAN = ("2024-01-08", "2024-01-31")
UREN = {"volume": 3, "eenheid": "04", "frequentie": "2"}
GEEN_OMVANG: Rij = {"volume": None, "eenheid": None, "frequentie": None}


def verhaal(f: Verhaal) -> Verhaal:
    VERHALEN[f.__name__] = f
    return f


class Post:
    """The messages of one story, in the order in which they were sent; methods give the bericht_id."""

    def __init__(self, naam: str, gemeente: str) -> None:
        self.naam, self.gemeente = naam, gemeente
        self.bron: dict[str, list[Rij]] = {n: [] for n in BRON}

    def bericht(self, soort: str, op: str, **kop: Any) -> Rij:
        """A message; `op` is its dagtekening in 2024 (month-day), or a whole date."""
        n = len(self.bron["bericht"])
        rij = {
            "bericht_id": f"{self.naam}-{n:02d}", "wet": "jeugdwet", "berichttype": soort, "gemeente": self.gemeente,
            "aanbieder": AANBIEDER, "identificatie": f"{n:02d}", "dagtekening": op if len(op) == 10 else f"2024-{op}",
            **kop,
        }  # fmt: skip
        self.bron["bericht"].append(rij)
        return rij

    def rij(self, kop: Rij, tabel: str, volgnr: int = 0, **waarden: Any) -> None:
        plek = {"volgnr": volgnr} if "volgnr" in BRON[tabel].names else {}
        self.bron[tabel].append({"bericht_id": kop["bericht_id"], "wet": kop["wet"], **plek, **waarden})

    def toewijzing(self, op: str = "01-05", kop: Rij | None = None, **anders: Any) -> str:
        bericht = self.bericht("301", op, **(kop or {}))
        basis: Rij = {
            "pseudoniem": "p1", "toewijzingnummer": "1", "productcategorie": "45", "productcode": "45A04",
            "toewijzingsdatum": bericht["dagtekening"], "ingangsdatum": "2024-01-08", "einddatum": "2024-06-30", **UREN,
        }  # fmt: skip
        self.rij(bericht, "toegewezen_product", **basis | anders)
        self.rij(bericht, "client", pseudoniem=(basis | anders)["pseudoniem"])
        return str(bericht["bericht_id"])

    def declaratie(
        self, op: str, *lijnen: Rij, periode: tuple[str, str] = FEB, kop: Rij | None = None, **declaratie: Any
    ) -> str:
        bericht = self.bericht("323", op, **(kop or {}))
        nummer = str(bericht["bericht_id"])
        self.rij(bericht, "declaratie", begindatum=periode[0], einddatum=periode[1], basisschema_xsd_versie="1.0.0",
                 bericht_xsd_versie="1.0.0", **{"declaratienummer": nummer, **declaratie})  # fmt: skip
        alle = []
        for n, lijn in enumerate(lijnen or ({},)):
            van, tot = lijn.get("periode", periode)
            r = {
                "pseudoniem": "p1", "referentienummer": f"{nummer}-{n}", "toewijzingnummer": "1",
                "productcategorie": "45", "productcode": "45A04", "begindatum": van, "einddatum": tot, "volume": 10,
                "eenheid": "04", "tarief_cent": 5000, **{k: w for k, w in lijn.items() if k not in _EIGEN},
            }  # fmt: skip
            r.setdefault("bedrag_cent", r["volume"] * (1 if r["tarief_cent"] is None else r["tarief_cent"]))
            if "credit" in lijn:
                r |= {"vorig_referentienummer": lijn["credit"], "bedrag_cent": -r["bedrag_cent"]}
            self.rij(bericht, "prestatie", n, **r)
            alle.append(r)
        for n, p in enumerate(dict.fromkeys(r["pseudoniem"] for r in alle)):
            self.rij(bericht, "client", n, pseudoniem=p)
        return nummer

    def antwoord(
        self, op: str, over: str, *afgewezen: str, geheel: str = "0200", anders: Rij | None = None, **kop: Any
    ) -> str:
        """The 325 on a declaration; refuses the lines it names, or all with `geheel`; `anders` changes the first."""
        heen = next(b for b in self.bron["bericht"] if b["bericht_id"] == over)
        d = next(r for r in self.bron["declaratie"] if r["bericht_id"] == over)
        bericht = self.bericht("325", op)
        self.rij(bericht, "declaratie_antwoord", **{
            "declaratienummer": d["declaratienummer"], "declaratie_identificatie": heen["identificatie"],
            "declaratie_dagtekening": heen["dagtekening"], "basisschema_xsd_versie": "1.0.0",
            "bericht_xsd_versie": "1.0.0", **kop,
        })  # fmt: skip
        self.rij(bericht, "retourcode", niveau="bericht", retourcode=geheel)
        for n, ref in enumerate(afgewezen):
            r = next(r for r in self.bron["prestatie"] if r["referentienummer"] == ref)
            kopie = {k: v for k, v in r.items() if k not in ("bericht_id", "volgnr", "wet")}
            self.rij(bericht, "prestatie_antwoord", n, **kopie | (anders or {} if n == 0 else {}))
            self.rij(bericht, "retourcode", n + 1, niveau="regel", sleutel=ref, retourcode="9321")
        return str(bericht["bericht_id"])


@verhaal
def alles_klopt(p: Post) -> Gevonden:
    p.toewijzing()
    a = p.declaratie("02-03", {"volume": 12}, periode=JAN)
    p.antwoord("02-10", a)
    b = p.declaratie("03-03", {}, {"periode": JAN, "credit": f"{a}-0", "volume": 12}, {"periode": JAN, "volume": 11})
    p.antwoord("03-10", b, f"{b}-0")
    p.declaratie("03-20", {}, periode=FEB)
    p.declaratie("04-03", {"volume": 12}, periode=MRT)
    return {}


@verhaal
def tr304_onbekende_client(p: Post) -> Gevonden:
    p.toewijzing()
    d = p.declaratie("03-03", {}, {"pseudoniem": "p9", "periode": JAN})
    return {d: {("TR304", 1), ("DM-REG-002", 1)}}


@verhaal
def tr304_client_van_een_afgekeurde_toewijzing(p: Post) -> Gevonden:
    t = p.toewijzing()
    heen = p.bron["bericht"][0]
    retour = p.bericht(
        "302", "01-08", identificatie_retour=heen["identificatie"], dagtekening_retour=heen["dagtekening"]
    )
    p.rij(retour, "retourcode", niveau="bericht", retourcode="9001")
    d = p.declaratie("03-03")
    assert t == heen["bericht_id"]
    return {d: {("TR304", 0), ("TR338", 0)}}


@verhaal
def tr304_andere_client_in_antwoord(p: Post) -> Gevonden:
    p.toewijzing()
    d = p.declaratie("03-03", {}, {"periode": JAN})
    a = p.antwoord("03-10", d, f"{d}-0", f"{d}-1", anders={"pseudoniem": "p7"})
    return {a: {("TR304", 0)}}


@verhaal
def tr307_voor_de_toewijzing(p: Post) -> Gevonden:
    p.toewijzing(ingangsdatum="2024-02-05")
    d = p.declaratie("03-03", {"periode": ("2024-01-01", "2024-01-31")}, {"periode": ("2024-02-05", "2024-02-29")})
    return {d: {("TR307", 0)}}


@verhaal
def tr308_na_de_toewijzing(p: Post) -> Gevonden:
    p.toewijzing(einddatum="2024-02-29")
    d = p.declaratie("04-03", {"periode": FEB}, {"periode": MRT}, periode=MRT)
    return {d: {("TR308", 1)}}


@verhaal
def tr308_een_credit_herhaalt_wat_eerder_mocht(p: Post) -> Gevonden:
    """The toewijzing was cut short after March was declared: its credit must still name March."""
    p.toewijzing()
    d = p.declaratie("04-03", {}, periode=MRT)
    p.antwoord("04-10", d)
    p.toewijzing("04-12", einddatum="2024-02-29")
    p.declaratie("05-03", {"credit": f"{d}-0"}, periode=MRT)
    return {}


@verhaal
def tr314_nummer_opnieuw_gebruikt(p: Post) -> Gevonden:
    p.toewijzing()
    p.declaratie("02-03", {"referentienummer": f"{p.naam}r"}, periode=JAN)
    d = p.declaratie("03-03", {"referentienummer": f"{p.naam}r"}, {"periode": JAN, "productcode": "45A04", "volume": 0})
    return {d: {("TR314", 0), ("TR389", 1)}}


@verhaal
def tr314_na_afwijzing_mag_het_weer(p: Post) -> Gevonden:
    p.toewijzing()
    d = p.declaratie("03-03", {"referentienummer": f"{p.naam}r"})
    p.antwoord("03-10", d, f"{p.naam}r")
    p.declaratie("03-12", {"referentienummer": f"{p.naam}r"})
    return {}


@verhaal
def tr318_een_eerdere_maand(p: Post) -> Gevonden:
    p.toewijzing()
    p.declaratie("04-03", {}, periode=MRT)
    p.declaratie("04-04", {"periode": JAN}, periode=MRT)
    d = p.declaratie("04-05", {}, periode=FEB)
    return {d: {("TR318", None)}}


@verhaal
def tr318_de_latere_was_afgekeurd(p: Post) -> Gevonden:
    p.toewijzing()
    m = p.declaratie("04-03", {}, periode=MRT)
    p.antwoord("04-04", m, geheel="0001")
    p.declaratie("04-05", {}, periode=FEB)
    return {}


@verhaal
def tr319_na_de_declaratieperiode(p: Post) -> Gevonden:
    p.toewijzing()
    d = p.declaratie("04-03", {"periode": MRT}, {"periode": FEB}, {"periode": JAN}, periode=FEB)
    return {d: {("TR319", 0)}}


@verhaal
def tr321_vijf_weken_van_drie_uur(p: Post) -> Gevonden:
    p.toewijzing()
    d = p.declaratie("03-03", {"volume": 16})
    p.declaratie("04-03", {"volume": 15}, periode=MRT)
    return {d: {("TR321", 0)}}


@verhaal
def tr321_minuten_op_uren(p: Post) -> Gevonden:
    p.toewijzing()
    minuut = {"eenheid": "01", "tarief_cent": 83}
    p.declaratie("03-03", {**minuut, "volume": 900, "bedrag_cent": 75000})
    d = p.declaratie("04-03", {**minuut, "volume": 901, "bedrag_cent": 75083}, periode=MRT)
    return {d: {("TR321", 0)}}


@verhaal
def tr321_huishoudelijke_hulp_zes_weken(p: Post) -> Gevonden:
    wmo = {"wet": "wmo"}
    product = {"productcategorie": "01", "productcode": "01A04"}
    p.toewijzing(kop=wmo, **product)
    d = p.declaratie("03-03", {**product, "volume": 18}, {**product, "periode": JAN, "volume": 19}, kop=wmo)
    return {d: {("TR321", 1)}}


@verhaal
def tr321_zondagen_van_iv077(p: Post) -> Gevonden:
    """300 euros a week from 7 July to 5 September 2025: three Sundays in July; five and the broken week in August."""
    p.toewijzing("2025-07-01", productcode=None, ingangsdatum="2025-07-07", einddatum="2025-09-05", volume=30000,
                 eenheid="83")  # fmt: skip
    euro = {"eenheid": "83", "tarief_cent": None}
    p.declaratie("2025-08-03", {**euro, "volume": 90000}, periode=("2025-07-07", "2025-07-31"))
    d = p.declaratie("2025-09-03", {**euro, "volume": 180001}, periode=("2025-08-01", "2025-08-31"))
    e = p.declaratie("2025-10-03", {**euro, "volume": 1}, periode=("2025-09-01", "2025-09-05"))
    return {d: {("TR321", 0), ("TR322", 0)}, e: {("TR321", 0)}}


@verhaal
def tr321_per_dag_en_per_maand(p: Post) -> Gevonden:
    p.toewijzing(volume=1, eenheid="04", frequentie="1")
    p.toewijzing(toewijzingnummer="2", volume=15, eenheid="04", frequentie="4", ingangsdatum="2024-02-14")
    deel = {"toewijzingnummer": "2", "periode": ("2024-02-14", "2024-02-29")}
    p.declaratie("03-03", {"volume": 29}, {**deel, "volume": 15})
    e = p.declaratie("04-03", {"volume": 32}, {**deel, "volume": 16, "periode": MRT}, periode=MRT)
    return {e: {("TR321", 0), ("TR321", 1)}}


@verhaal
def tr322_dertien_weken_van_iv077(p: Post) -> Gevonden:
    """7 October to 30 December 2025, 3 hours a week: 13 weeks, 39 hours, though the months have room for 42."""
    p.toewijzing("2025-10-01", ingangsdatum="2025-10-07", einddatum="2025-12-30")
    p.declaratie("2025-11-03", {"volume": 12}, periode=("2025-10-07", "2025-10-31"))
    p.declaratie("2025-12-03", {"volume": 15}, periode=("2025-11-01", "2025-11-30"))
    p.declaratie("2026-01-03", {"volume": 12}, periode=("2025-12-01", "2025-12-30"))
    p.toewijzing("2025-10-01", toewijzingnummer="2", ingangsdatum="2025-10-07", einddatum="2025-12-30")
    twee = {"toewijzingnummer": "2"}
    p.declaratie("2026-02-03", {**twee, "volume": 12, "periode": ("2025-10-07", "2025-10-31")},
                 {**twee, "volume": 15, "periode": ("2025-11-01", "2025-11-30")},
                 periode=("2026-01-01", "2026-01-31"))  # fmt: skip
    d = p.declaratie("2026-02-04", {**twee, "volume": 13, "periode": ("2025-12-01", "2025-12-30")},
                     periode=("2026-01-01", "2026-01-31"))  # fmt: skip
    return {d: {("TR322", 0)}}


@verhaal
def tr322_wat_weg_is_telt_niet(p: Post) -> Gevonden:
    p.toewijzing(volume=20, frequentie="6")
    a = p.declaratie("02-03", {"volume": 12}, periode=JAN)
    p.antwoord("02-10", a)
    b = p.declaratie("03-03", {"volume": 9})
    p.antwoord("03-10", b, f"{b}-0")
    p.declaratie("04-03", {"volume": 8, "periode": FEB}, periode=MRT)
    p.declaratie("05-03", {"volume": 12, "periode": MRT}, {"volume": 12, "periode": JAN, "credit": f"{a}-0"},
                     periode=("2024-04-01", "2024-04-30"))  # fmt: skip
    d = p.declaratie("06-03", {"volume": 1}, periode=("2024-05-01", "2024-05-31"))
    return {b: {("TR322", 0)}, d: {("TR322", 0)}}


@verhaal
def tr323_crediteren(p: Post) -> Gevonden:
    p.toewijzing()
    a = p.declaratie("02-03", {"volume": 5}, periode=JAN)
    te_vroeg = p.declaratie("02-04", {"volume": 5, "credit": f"{a}-0"}, periode=JAN)
    p.antwoord("02-10", a)
    p.antwoord("02-11", te_vroeg, f"{te_vroeg}-0")
    b = p.declaratie("03-03", {})
    p.antwoord("03-10", b, f"{b}-0")
    c = p.declaratie(
        "03-12", {"volume": 5, "periode": JAN, "credit": f"{a}-0"}, {"credit": f"{b}-0"}, {"credit": "nooit"}
    )
    return {te_vroeg: {("TR323", 0)}, c: {("TR323", 1), ("TR323", 2)}}


@verhaal
def tr333_declaratienummer(p: Post) -> Gevonden:
    p.toewijzing()
    a = p.declaratie("02-03", periode=JAN, declaratienummer="n")
    p.antwoord("02-10", a, geheel="9333")
    p.declaratie("02-12", periode=JAN, declaratienummer="n")
    d = p.declaratie("03-03", declaratienummer="n")
    return {d: {("TR333", None)}}


@verhaal
def tr337_tr371_tr376_een_antwoord(p: Post) -> Gevonden:
    p.toewijzing()
    d = p.declaratie("03-03")
    p.antwoord("03-10", d, declaratienummer=None)
    a = p.antwoord("03-11", d, declaratie_identificatie="99")
    b = p.antwoord("03-12", d, declaratienummer="onbekend")
    c = p.antwoord("03-13", d, bericht_xsd_versie="1.0.1")
    te_vroeg = p.antwoord("03-02", d)
    return {a: {("TR337", None)}, b: {("TR376", None)}, c: {("TR371", None)},
            te_vroeg: {("TR337", None), ("TR376", None)}}  # fmt: skip


@verhaal
def tr338_geen_toewijzing(p: Post) -> Gevonden:
    p.toewijzing()
    p.toewijzing(kop={"aanbieder": "99100002"}, toewijzingnummer="2")
    te_vroeg = p.declaratie("02-03", {"toewijzingnummer": "3"}, periode=JAN)
    p.toewijzing("02-10", toewijzingnummer="3")
    d = p.declaratie("03-03", {"toewijzingnummer": "3"}, {"toewijzingnummer": "2"}, {"toewijzingnummer": "9"})
    return {te_vroeg: {("TR338", 0)}, d: {("TR338", 1), ("TR338", 2)}}


@verhaal
def tr339_tr340_een_ander_product(p: Post) -> Gevonden:
    p.toewijzing()
    p.toewijzing(toewijzingnummer="2", productcode=None)
    p.toewijzing(toewijzingnummer="3", productcategorie=None, productcode=None)
    ander = {"productcategorie": "46", "productcode": "46A01"}
    d = p.declaratie("03-03", ander, {**ander, "toewijzingnummer": "2"}, {**ander, "toewijzingnummer": "3"})
    return {d: {("TR339", 0), ("TR340", 0), ("TR339", 1)}}


@verhaal
def tr341_eenheid(p: Post) -> Gevonden:
    p.toewijzing(productcode=None)
    p.toewijzing(toewijzingnummer="2", productcode=None, **GEEN_OMVANG)
    dagdeel = {"eenheid": "16", "productcode": "45A09", "tarief_cent": 4000, "volume": 1}
    stuks = {"eenheid": "82", "productcode": "45A09", "tarief_cent": 4000, "volume": 1, "periode": MRT}
    d = p.declaratie("04-03", {**dagdeel, "periode": FEB}, {**dagdeel, "toewijzingnummer": "2", "periode": JAN},
                     {**stuks, "toewijzingnummer": "2"}, {**stuks, "toewijzingnummer": "2", "productcode": "45A99"},
                     periode=MRT)  # fmt: skip
    return {d: {("TR341", 0), ("TR341", 2)}}


@verhaal
def tr346_volume_maal_tarief(p: Post) -> Gevonden:
    p.toewijzing(productcode=None)
    minuut = {"eenheid": "01", "volume": 100, "periode": JAN, "productcode": "45A04"}
    d = p.declaratie(
        "03-03",
        {"bedrag_cent": 50001},
        {**minuut, "tarief_cent": 83, "bedrag_cent": 8333},  # 5000 an hour, by contract
        {
            **minuut,
            "tarief_cent": 83,
            "bedrag_cent": 8300,
            "periode": FEB,
            "productcode": "45A05",
        },  # 6130: 102 and 10217
        {**minuut, "tarief_cent": 77, "bedrag_cent": 7740, "productcode": "45A99"},  # 4644 an hour gives both
        {**minuut, "tarief_cent": 77, "bedrag_cent": 7760, "periode": FEB, "productcode": "45A99"},  # 4656 gives 78
    )
    return {d: {("TR346", 0), ("TR346", 2), ("TR418", 2), ("TR346", 4)}}


@verhaal
def tr366_tr367_lijnen_in_een_antwoord(p: Post) -> Gevonden:
    p.toewijzing()
    d = p.declaratie("03-03", {}, {"periode": JAN})
    a = p.antwoord("03-10", d, f"{d}-0", f"{d}-1", anders={"referentienummer": "onbekend"})
    b = p.antwoord("03-11", d, f"{d}-0", f"{d}-1", anders={"bedrag_cent": 1})
    return {a: {("TR366", 0)}, b: {("TR367", 0)}}


@verhaal
def tr369_budget(p: Post) -> Gevonden:
    p.toewijzing(productcode=None, budget_cent=100000, **GEEN_OMVANG)
    p.declaratie("03-03", {}, {"eenheid": "83", "tarief_cent": None, "volume": 50000, "productcode": "45A99"})
    d = p.declaratie("04-03", {"volume": 1}, periode=MRT)
    return {d: {("TR369", 0)}}


@verhaal
def tr378_gemeente_die_niet_bestaat(p: Post) -> Gevonden:
    """Weesp (0457) and Uden (0856) no longer exist; what is about a toewijzing of before may still name them."""
    t = p.toewijzing("01-05", kop={"gemeente": "0856"})
    u = p.toewijzing("01-05", kop={"gemeente": "0856"}, toewijzingnummer="2", ingangsdatum="2021-06-01", einddatum=None)
    d = p.declaratie("03-03", {"toewijzingnummer": "2"}, kop={"gemeente": "0856"})
    e = p.declaratie("03-03", {"toewijzingnummer": "2"}, kop={"gemeente": "0000"})
    assert u < d
    return {t: {("TR378", None)}, e: {("TR378", None), ("TR304", 0), ("TR338", 0)}}


@verhaal
def tr381_productcode_bij_categorie(p: Post) -> Gevonden:
    t = p.toewijzing(productcode="46A01")
    u = p.toewijzing("01-06", toewijzingnummer="2", productcode=None)
    d = p.declaratie("03-03", {"productcode": "45A88", "toewijzingnummer": "2"})
    assert u < d
    return {t: {("TR381", 0)}, d: {("TR381", 0)}}


@verhaal
def tr384_verwijderd(p: Post) -> Gevonden:
    p.toewijzing()
    a = p.declaratie("02-03", {"volume": 5}, periode=JAN)
    p.antwoord("02-10", a)
    p.toewijzing("02-12", reden_wijziging="13")
    d = p.declaratie("03-03", {"volume": 99}, {"periode": JAN, "credit": f"{a}-0", "volume": 5})
    return {d: {("TR384", 0)}}


@verhaal
def tr387_tr388_hele_maanden(p: Post) -> Gevonden:
    p.toewijzing(einddatum="2024-03-20")
    d = p.declaratie("04-03", {"periode": ("2024-01-09", "2024-01-31")}, {"periode": ("2024-02-01", "2024-02-28")},
                     {"periode": ("2024-03-01", "2024-03-20")}, periode=MRT)  # fmt: skip
    return {d: {("TR387", 0), ("TR388", 1)}}


@verhaal
def tr389_twee_keer_gedeclareerd(p: Post) -> Gevonden:
    p.toewijzing()
    a = p.declaratie("03-03")
    p.antwoord("03-10", a)
    dubbel = p.declaratie("03-11", {"volume": 2})
    p.antwoord("03-12", dubbel, f"{dubbel}-0")
    p.declaratie("03-13", {}, {"credit": f"{a}-0"})
    return {dubbel: {("TR389", 0)}}


@verhaal
def tr390_twee_keer_teruggenomen(p: Post) -> Gevonden:
    p.toewijzing()
    a = p.declaratie("03-03")
    p.antwoord("03-10", a)
    p.declaratie("03-11", {"credit": f"{a}-0"})
    c = p.declaratie("03-12", {"credit": f"{a}-0"})
    return {c: {("TR390", 0)}}


@verhaal
def tr418_tarief_van_het_contract(p: Post) -> Gevonden:
    p.toewijzing(productcode=None)
    zelf = {"productcode": "45A99", "periode": JAN, "tarief_cent": 4321}
    d = p.declaratie("03-03", {"tarief_cent": 5001}, {"tarief_cent": 5000, "periode": JAN}, zelf)
    return {d: {("TR418", 0)}}


@verhaal
def dm_reg_002_een_andere_client(p: Post) -> Gevonden:
    p.toewijzing()
    start = p.bericht("305", "01-09")
    for n, wie in enumerate(("p1", "p2")):
        p.rij(start, "start_product", n, pseudoniem=wie, toewijzingnummer="1")
    t = p.toewijzing("02-01", pseudoniem="p2")
    return {str(start["bericht_id"]): {("DM-REG-002", 1)}, t: {("DM-REG-002", 0)}}


@verhaal
def dm_reg_003_meer_terug_dan_gevraagd(p: Post) -> Gevonden:
    p.toewijzing()
    a = p.declaratie("03-03", {}, {"periode": JAN, "volume": 5})
    p.antwoord("03-10", a)
    c = p.declaratie("03-11", {"credit": f"{a}-0", "volume": 11}, {"credit": f"{a}-1", "volume": 4, "periode": JAN})
    return {c: {("DM-REG-003", 0)}}


def _levering(p: Post, op: str, begin: str, eind: str | None = None, reden: str = "31", status: str = "1") -> str:
    """A start, or with an end a stop, of toewijzing 1."""
    einde = {} if eind is None else {"einddatum": eind, "reden_beeindiging": reden}
    kop = p.bericht("305" if eind is None else "307", op)
    p.rij(
        kop, "start_product" if eind is None else "stop_product", pseudoniem="p1", toewijzingnummer="1",
        productcategorie="45", productcode="45A04", begindatum=begin, status_aanlevering=status, **einde,
    )  # fmt: skip
    return str(kop["bericht_id"])


@verhaal
def dm_reg_004_een_maand_na_de_stop(p: Post) -> Gevonden:
    p.toewijzing()
    _levering(p, "01-09", "2024-01-08")
    p.declaratie("02-03", {"periode": FEB, "volume": 1}, periode=FEB)  # nobody knew of a stop yet
    _levering(p, "02-05", "2024-01-08", "2024-01-20")
    d = p.declaratie("04-03", {}, {"periode": JAN}, periode=MRT)  # January: until the 20th there was help
    return {d: {("DM-REG-004", 0)}}


@verhaal
def dm_reg_004_niet_na_een_tijdelijke_stop_of_een_nieuwe_start(p: Post) -> Gevonden:
    p.toewijzing()
    _levering(p, "01-09", "2024-01-08")
    _levering(p, "01-21", "2024-01-08", "2024-01-20", "20")
    p.declaratie("03-02", periode=FEB)
    _levering(p, "03-03", "2024-02-05")
    _levering(p, "03-04", "2024-02-05", "2024-02-06")
    a = p.declaratie("04-02", periode=MRT)
    _levering(p, "04-03", "2024-02-05", "2024-02-06", status="3")  # the stop is taken back
    p.declaratie("05-02", {"periode": ("2024-04-01", "2024-04-30"), "volume": 1}, periode=("2024-04-01", "2024-04-30"))
    return {a: {("DM-REG-004", 0)}}


@verhaal
def dm_reg_004_buiten_de_toewijzing_is_tr308(p: Post) -> Gevonden:
    p.toewijzing(einddatum="2024-01-31")
    _levering(p, "01-09", "2024-01-08")
    _levering(p, "01-21", "2024-01-08", "2024-01-20")
    d = p.declaratie("03-03", {"volume": 1}, periode=FEB)
    return {d: {("TR308", 0)}}


def _feiten() -> dict[str, list[Rij]]:
    producten = [("45", f"45A{n:02d}") for n in (4, 5, 7, 9, 99)] + [("46", "46A01"), ("01", "01A04")]
    return {
        "product": [
            {"wet": wet, "productcategorie": c, "productcode": k, "geldig_vanaf": "2020-01-01"}
            for wet in ("jeugdwet", "wmo")
            for c, k in producten
        ],
        "tarief": [
            {"aanbieder": AANBIEDER, "productcode": k, "eenheid": e, "tarief_cent": t, "geldig_vanaf": "2024-01-01"}
            for k, e, t in TARIEVEN
        ],
    }


def _bronnen(bron: dict[str, list[Rij]]) -> Bronnen:
    con = ibis.duckdb.connect(threads=1)
    tabellen = {n: con.create_table(n, ibis.memtable(arrow(BRON[n], rijen))) for n, rijen in bron.items()}
    return Bronnen(tabellen, Tussentabellen(con))


@cache
def alles() -> tuple[dict[str, Gevonden], dict[str, Gevonden], frozenset[str]]:
    """What every story expects and what is found in it, and the codes of the rules that were judged."""
    codes = gemeentecodes().to_pylist()
    bestaat = [r["code"] for r in codes if r["geldig_vanaf"] is None and r["geldig_tot"] is None]
    bron: dict[str, list[Rij]] = {n: [] for n in BRON} | _feiten()
    verwacht, van = {}, {}
    for (naam, vertel), gemeente in zip(VERHALEN.items(), bestaat, strict=False):
        post = Post(naam, gemeente)
        verwacht[naam] = vertel(post)
        for tabel, rijen in post.bron.items():
            bron[tabel] += rijen
        van |= {b["bericht_id"]: naam for b in post.bron["bericht"]}
    b = _bronnen(bron)
    gevonden: dict[str, Gevonden] = {naam: defaultdict(set) for naam in VERHALEN}
    eigen = [t for t in toetsen() if t.toets.__module__.rpartition(".")[2] in MODULES and t.code != "DM-REG-001"]
    for t in eigen:
        for r in t.toets(b).to_pyarrow().to_pylist():
            gevonden[van[r["bericht_id"]]][r["bericht_id"]].add((t.code, r["volgnr"]))
    return verwacht, gevonden, frozenset(t.code for t in eigen)


@pytest.mark.parametrize("naam", VERHALEN)
def test_a_story_has_exactly_these_findings(naam: str) -> None:
    verwacht, gevonden, _ = alles()
    assert dict(gevonden[naam]) == verwacht[naam]


def test_every_rule_is_broken_in_some_story() -> None:
    verwacht, _, codes = alles()
    assert codes == {code for v in verwacht.values() for regels in v.values() for code, _ in regels}


def test_two_gemeenten_in_one_lake() -> None:
    """The gemeente of most messages is at home; of as many, the lowest code."""
    bron: dict[str, list[Rij]] = {n: [] for n in BRON}
    for n, gemeente in enumerate(("0363", "0363", "0518", "0014")):
        post = Post(f"m{n}", gemeente)
        post.toewijzing()
        for tabel, rijen in post.bron.items():
            bron[tabel] += rijen
    (t,) = (t for t in toetsen() if t.code == "DM-REG-001")
    assert {r["bericht_id"] for r in t.toets(_bronnen(bron)).to_pyarrow().to_pylist()} == {"m2-00", "m3-00"}


def test_gemeentecodes_are_the_official_ones(shared_data: Any) -> None:
    text = (shared_data / "istandaarden/ijw-3.2/codelijsten/CBS_Gemeentecodes.md").read_text(encoding="utf-8")
    official = {line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")}
    now = {r["code"] for r in gemeentecodes().to_pylist() if (r["geldig_tot"] or date.max) >= date(2026, 1, 1)}
    assert now == {code for code in official if code.isdigit()}
