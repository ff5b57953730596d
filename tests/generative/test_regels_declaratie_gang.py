"""Random post between a gemeente and its aanbieders: the set operations find what the walk message after message finds,
whatever the order in which the rows lie in the tables."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import ibis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datameent.lake.schemas import BRON
from datameent.regels.bronnen import Bronnen
from datameent.regels.toets import Tussentabellen, toetsen
from generative.regels_declaratie_referentie import Bron, Rij, reken
from spec.tafel import arrow

MODULES = ("antwoord", "declaratie", "eigen", "extern", "som", "uniek")
DAGEN = [date(2024, m, d) for m in (1, 2, 3, 4) for d in (1, 2, 10, 20)]
PERIODES = [
    (date(2024, 1, 1), date(2024, 1, 31)),
    (date(2024, 2, 1), date(2024, 2, 29)),
    (date(2024, 3, 1), date(2024, 3, 31)),
    (date(2024, 2, 1), date(2024, 2, 14)),
    (date(2024, 1, 10), date(2024, 1, 31)),
    (date(2023, 12, 1), date(2023, 12, 20)),
]
INGANG = [date(2023, 12, 4), date(2024, 1, 1), date(2024, 1, 10), date(2024, 2, 1)]
EINDE = [None, date(2024, 2, 14), date(2024, 3, 31), date(2024, 1, 31), date(2024, 2, 3)]
PRODUCTEN = [("01", "01A04"), ("45", "45A48"), ("45", "45A51")]
HEEN = {"302": "301", "306": "305"}


class Post:
    """Messages drawn from a seed; every table has rows that fit and rows that do not."""

    def __init__(self, zaad: int, berichten: int) -> None:
        self.r = random.Random(zaad)
        self.bron: Bron = {naam: [] for naam in BRON}
        self.lijnen: list[Rij] = []
        for i in range(berichten):
            self._bericht(i)
        self._feiten()

    def kies(self, *uit: Any) -> Any:
        return self.r.choice(uit)

    def rij(self, tabel: str, **waarden: Any) -> Rij:
        leeg = dict.fromkeys(BRON[tabel].names)
        self.bron[tabel].append({**leeg, **waarden})
        return self.bron[tabel][-1]

    def _bericht(self, i: int) -> None:
        soort = self.kies(*["301"] * 5, "302", "305", "307", "315", "317", *["323"] * 9, *["325"] * 6)
        kop = {
            "bericht_id": f"b{i}",
            "wet": self.kies("wmo", "wmo", "jeugdwet"),
            "berichttype": soort,
            "gemeente": self.kies(*["9999"] * 12, "0363", "0370", "0001"),
            "aanbieder": self.kies("A", "A", "B"),
            "identificatie": f"i{i}",
            "dagtekening": self.kies(*DAGEN),
        }
        if soort in HEEN and not self._retour(kop):
            return
        kop = self.rij("bericht", **kop)
        basis = {"bericht_id": kop["bericht_id"], "wet": kop["wet"]}
        {
            "301": self._301,
            "305": self._start,
            "307": self._start,
            "315": self._315,
            "317": self._317,
            "323": self._323,
            "325": self._325,
        }.get(soort, lambda kop, basis: None)(kop, basis)

    def _retour(self, kop: Rij) -> bool:
        over = [b for b in self.bron["bericht"] if b["berichttype"] == HEEN[kop["berichttype"]]]
        if not over:
            return False
        op = self.kies(*over)
        kop |= {k: op[k] for k in ("wet", "gemeente", "aanbieder")}
        kop |= {"identificatie_retour": op["identificatie"], "dagtekening_retour": op["dagtekening"]}
        code = self.kies("0200", "9333", "0233")
        self.rij(
            "retourcode", bericht_id=kop["bericht_id"], wet=kop["wet"], volgnr=0, niveau="bericht", retourcode=code
        )
        return True

    def _client(self, basis: Rij, wie: set[str]) -> None:
        for n, p in enumerate(sorted(wie)):
            self.rij("client", **basis, volgnr=n, pseudoniem=p)

    def _301(self, kop: Rij, basis: Rij) -> None:
        wie = self.kies("p1", "p1", "p2", "p3")
        self._client(basis, {wie})
        for n, nummer in enumerate(self.r.sample(["1", "2", "3"], self.kies(1, 1, 2))):
            categorie, code = self.kies(*PRODUCTEN)
            omvang = self.kies(True, True, False)
            ingang = self.kies(*INGANG)
            self.rij(
                "toegewezen_product", **basis, volgnr=n, pseudoniem=wie, toewijzingnummer=nummer,
                productcategorie=self.kies(categorie, categorie, None), productcode=self.kies(code, None),
                toewijzingsdatum=self.kies(kop["dagtekening"], date(2024, 1, 1)), toewijzingstijd="08:00:00",
                ingangsdatum=ingang, einddatum=self.kies(*(e for e in EINDE if e is None or e >= ingang)),
                reden_wijziging=self.kies(None, None, "13"),
                volume=self.r.randint(1, 9) if omvang else None,
                eenheid=self.kies("01", "04", "04", "82", "83", "16") if omvang else None,
                frequentie=self.kies("1", "2", "2", "4", "6") if omvang else None,
                budget_cent=None if omvang else self.r.randint(500, 4000),
            )  # fmt: skip

    def _start(self, kop: Rij, basis: Rij) -> None:
        tabel = "start_product" if kop["berichttype"] == "305" else "stop_product"
        eerder = [r for r in self.bron[tabel] if r["wet"] == basis["wet"]]
        if eerder and self.r.random() < 0.3:
            terug = self.kies("3", "3", "1")
            self.rij(tabel, **{**self.kies(*eerder), **basis, "status_aanlevering": terug})
            return
        categorie, code = self.kies(*PRODUCTEN)
        einde = {"einddatum": self.kies(*EINDE[1:]), "reden_beeindiging": self.kies("20", "31", "31")}
        self.rij(
            tabel, **basis, volgnr=0, pseudoniem=self.kies("p1", "p2"), toewijzingnummer=self.kies("1", "2", "3"),
            productcategorie=categorie, productcode=self.kies(code, None, "45A99"), status_aanlevering="1",
            toewijzing_ingangsdatum=self.kies(date(2020, 5, 5), *INGANG), begindatum=self.kies(*INGANG),
            **(einde if tabel == "stop_product" else {}),
        )  # fmt: skip

    def _315(self, kop: Rij, basis: Rij) -> None:
        self.rij(
            "aangevraagd_product", **basis, volgnr=0, pseudoniem="p1", productcategorie=self.kies("45", "46"),
            productcode=self.kies("45A48", None), toewijzing_ingangsdatum=self.kies(None, *INGANG),
        )  # fmt: skip

    def _317(self, kop: Rij, basis: Rij) -> None:
        self.rij(
            "verzoek_wijziging", **basis, volgnr=0, pseudoniem="p1", productcategorie=self.kies("45", "46", None),
            productcode=self.kies("45A48", None), gewenste_ingangsdatum=self.kies(None, *INGANG),
        )  # fmt: skip

    def _323(self, kop: Rij, basis: Rij) -> None:
        van, tot = self.kies(*PERIODES[:3])
        self.rij(
            "declaratie", **basis, declaratienummer=self.kies("d1", "d2", "d3", "d4"), begindatum=van, einddatum=tot,
            basisschema_xsd_versie="1.0.0", bericht_xsd_versie=self.kies("1.0.0", "1.0.1", None),
        )  # fmt: skip
        eigen = []
        for n in range(self.r.randint(1, 4)):
            eigen.append(self._lijn(basis, n))
        self.lijnen += eigen
        self._client(basis, {r["pseudoniem"] for r in eigen})

    def _lijn(self, basis: Rij, n: int) -> Rij:
        zelfde = [r for r in self.lijnen if r["wet"] == basis["wet"]]
        ref = f"r{self.r.randint(1, 60)}"
        if zelfde and self.r.random() < 0.35:
            oud = dict(self.kies(*zelfde))
            terug = self.r.random() < 0.7
            bedrag = -abs(oud["bedrag_cent"]) - self.kies(0, 0, 0, 5) if terug else oud["bedrag_cent"]
            vorig = oud["referentienummer"] if terug else None
            oud |= {"bedrag_cent": bedrag, "referentienummer": ref, "vorig_referentienummer": vorig}
            return self.rij("prestatie", **oud | basis | {"volgnr": n})
        (categorie, code), (van, tot) = self.kies(*PRODUCTEN), self.kies(*PERIODES)
        eenheid, volume = self.kies("01", "01", "04", "82", "83", "16"), self.r.randint(0, 60)
        tarief = None if eenheid == "83" else self.kies(100, 63, 62, 0)
        bedrag = volume if tarief is None else volume * tarief
        if eenheid == "01" and self.r.random() < 0.5:
            bedrag = (2 * 3761 * volume + 60) // 120
        return self.rij(
            "prestatie", **basis, volgnr=n, pseudoniem=self.kies("p1", "p1", "p2", "p3"), referentienummer=ref,
            toewijzingnummer=self.kies("1", "2", "3"), productcategorie=categorie, productcode=code, begindatum=van,
            einddatum=tot, volume=volume, eenheid=eenheid, tarief_cent=tarief, bedrag_cent=bedrag + self.kies(0, 0, 1),
        )  # fmt: skip

    def _325(self, kop: Rij, basis: Rij) -> None:
        over = [b for b in self.bron["bericht"] if b["berichttype"] == "323"]
        ident, dag, lijnen, nummer = "weg", date(2024, 1, 1), [], self.kies("d1", "d9")
        if over and self.r.random() < 0.9:
            op = self.kies(*over)
            kop |= {k: op[k] for k in ("wet", "gemeente", "aanbieder")}
            kop["dagtekening"] = max(kop["dagtekening"], op["dagtekening"])
            basis["wet"] = op["wet"]
            ident, dag = op["identificatie"], op["dagtekening"]
            lijnen = [r for r in self.bron["prestatie"] if r["bericht_id"] == op["bericht_id"]]
            (d,) = (r for r in self.bron["declaratie"] if r["bericht_id"] == op["bericht_id"])
            nummer = self.kies(d["declaratienummer"], d["declaratienummer"], None, "d9")
        self.rij(
            "declaratie_antwoord", **basis, declaratienummer=nummer, declaratie_identificatie=ident,
            declaratie_dagtekening=dag, basisschema_xsd_versie="1.0.0", bericht_xsd_versie=self.kies("1.0.0", "1.0.1"),
        )  # fmt: skip
        codes = [("bericht", None, self.kies("0200", "0200", "0200", "8001", "9333"))]
        for n, r in enumerate(self.r.sample(lijnen, self.r.randint(0, len(lijnen)))):
            codes += [("client", None, "0200"), ("regel", r["referentienummer"], self.kies("9321", "0233", "0200"))]
            anders = self.kies(
                {}, {}, {}, {"volume": 999}, {"referentienummer": "r77"}, {"pseudoniem": "p9"}, {"eenheid": None}
            )
            self.rij("prestatie_antwoord", **{**r, **basis, **anders, "volgnr": n})
        for n, (niveau, sleutel, code) in enumerate(codes):
            self.rij("retourcode", **basis, volgnr=n, niveau=niveau, sleutel=sleutel, retourcode=code)

    def _feiten(self) -> None:
        for categorie, code in PRODUCTEN[:2]:
            tot = self.kies(None, date(2024, 1, 31))
            self.rij(
                "product",
                wet="wmo",
                productcategorie=categorie,
                productcode=code,
                geldig_vanaf=DAGEN[0],
                geldig_tot=tot,
            )
        for aanbieder, code, eenheid, tarief in (
            ("A", "01A04", "04", 3761), ("A", "45A48", "01", 63), ("A", "45A48", "04", 3761), ("B", "45A51", "82", 100),
        ):  # fmt: skip
            self.rij(
                "tarief", aanbieder=aanbieder, productcode=code, eenheid=eenheid, tarief_cent=tarief,
                geldig_vanaf=self.kies(date(2023, 1, 1), date(2024, 2, 1)),
                geldig_tot=self.kies(None, date(2024, 2, 29)),
            )  # fmt: skip


def bevindingen(bron: Bron, zaad: int = 0) -> dict[tuple[str, str], set[tuple[str, int | None]]]:
    """What the set operations find, with the rows shuffled."""
    con = ibis.duckdb.connect()
    try:
        tabellen = {}
        for naam, rijen in bron.items():
            random.Random(zaad).shuffle(geschud := list(rijen))
            tabellen[naam] = ibis.memtable(arrow(BRON[naam], geschud))
        b = Bronnen(tabellen, Tussentabellen(con))
        uit = {}
        for t in eigen():
            rijen = con.to_pyarrow(t.toets(b)).to_pylist()
            uit[t.code, t.tabel] = {(r["bericht_id"], r["volgnr"]) for r in rijen}
        return uit
    finally:
        con.disconnect()


def eigen() -> list[Any]:
    return [t for t in toetsen() if t.toets.__module__.rpartition(".")[2] in MODULES]


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.integers(0, 300), st.integers(0, 9))
def test_set_operations_find_what_the_walk_finds(zaad: int, berichten: int, schud: int) -> None:
    bron = Post(zaad, berichten).bron
    gevonden, verwacht = bevindingen(bron, schud), reken(bron)
    assert {k: v for k, v in gevonden.items() if v} == {k: v for k, v in verwacht.items() if v}


def test_random_post_breaks_every_rule() -> None:
    """Otherwise the comparison says nothing."""
    gevonden = reken(Post(7, 900).bron)
    assert {(t.code, t.tabel) for t in eigen()} <= {k for k, v in gevonden.items() if v}
