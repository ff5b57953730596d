"""Random post: the set operations find what the plain walk through the messages finds, in whatever order rows lie."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generative.regels_regie_referentie import Bron, reken
from spec.regels_post import Bevinding, Post, bevindingen, bronnen
from spec.test_regels_regie import VERHALEN

WERELDEN = 30
"""Municipalities in one run: judging many at once costs little more than one."""

PRODUCTEN: list[dict[str, Any]] = [
    {"productcategorie": "45", "productcode": "45A04"},
    {"productcategorie": "45", "productcode": "45A04"},
    {"productcategorie": "45", "productcode": "45A05"},
    {"productcategorie": "45", "productcode": None},
    {"productcategorie": None, "productcode": None},
    {"productcategorie": "11", "productcode": "11A01"},
]
DAGEN = [2, 3, 6, 8, 8, 9, 20, 20, 21, 60, 106, 115, 118]


class Lot:
    """One municipality with random post: few values, so that things meet."""

    def __init__(self, r: random.Random, gemeente: str) -> None:
        self.r = r
        self.p = Post(gemeente=gemeente, aanbieder=f"a{gemeente}", wet=r.choice(["wmo", "jeugdwet"]))
        self.soorten: dict[str, list[str]] = {}
        for _ in range(r.randint(8, 30)):
            soort = r.choice(["301", "301", "305", "305", "307", "307", "315", "317", "319", "323", "325", "retour"])
            getattr(self, f"_{soort}")()

    def _kop(self) -> dict[str, Any]:
        kop: dict[str, Any] = {}
        if self.r.random() < 0.1:
            kop["aanbieder"] = f"b{self.p.kop['gemeente']}"
        if self.r.random() < 0.1:
            kop["identificatie"] = "zelfde"
        return kop

    def _dag(self) -> int:
        return self.r.choice(DAGEN)

    def _wie(self) -> dict[str, Any]:
        return {
            "pseudoniem": self.r.choice(["p1", "p1", "p2"]),
            "toewijzingnummer": self.r.choice(["1", "1", "2", "3"]),
        }

    def _301(self) -> None:
        op, r = self._dag(), self.r
        rijen: list[dict[str, Any]] = []
        for nummer in r.sample(["1", "2", "3"], r.randint(1, 3)):
            rij = {**self._wie(), "toewijzingnummer": nummer, **r.choice(PRODUCTEN)}
            rij |= {"ingangsdatum": r.choice([1, 1, 9, 100]), "einddatum": r.choice([None, 8, 99, 181, 181])}
            rij |= {"volume": r.choice([3, 3, 4]), "frequentie": r.choice(["2", "2", "6"])}
            rij |= {"budget_cent": r.choice([None, 900]), "toewijzingstijd": r.choice([None, None, "10:00:00"])}
            rij |= {
                "toewijzingsdatum": r.choice([op, op, 2]),
                "reden_wijziging": r.choice([None, None, "04", "01", "13"]),
            }
            if rij["reden_wijziging"] in ("01", "13"):
                rij["einddatum"] = r.choice([rij["ingangsdatum"], 181])
            rij["referentie_aanbieder"] = r.choice([None, None, "r1", "r2"])
            rijen.append(rij)
        self.p.toewijzing(op, *rijen, **self._kop())

    def _regie(self, extra: list[dict[str, Any]]) -> dict[str, Any]:
        r = self.r
        rij = {**self._wie(), **r.choice(PRODUCTEN[:4]), "begindatum": r.choice([2, 8, 8])}
        rij |= {"status_aanlevering": r.choice(["1", "1", "1", "3"]), **r.choice(extra)}
        if r.random() < 0.1:
            rij["toewijzingnummer"] = None
        return rij

    def _305(self) -> None:
        self.p.start(self._dag(), *(self._regie([{}]) for _ in range(self.r.randint(1, 2))), **self._kop())

    def _307(self) -> None:
        einden = [{"einddatum": e, "reden_beeindiging": b} for e in (8, 9) for b in ("20", "31")]
        self.p.stop(self._dag(), *(self._regie(einden) for _ in range(self.r.randint(1, 2))), **self._kop())

    def _315(self) -> None:
        r = self.r
        rijen = []
        for _ in range(r.randint(1, 2)):
            rij = {"pseudoniem": r.choice(["p1", "p2"]), "referentie_aanbieder": r.choice(["r1", "r2"])}
            rij |= {**r.choice(PRODUCTEN), "toewijzing_ingangsdatum": r.choice([None, 8, 100])}
            rijen.append(rij | {"toewijzing_einddatum": r.choice([None, 8, 181])})
        self.p.aanvraag(self._dag(), *rijen, **self._kop())

    def _317(self) -> None:
        r, pseudoniem, referentie = self.r, self.r.choice(["p1", "p1", "p2"]), self.r.choice(["r1", "r2", "w1", "w2"])
        rijen: list[dict[str, Any]] = []
        for _ in range(r.randint(1, 3)):
            rij: dict[str, Any] = {"pseudoniem": pseudoniem, "referentie_aanbieder": referentie}
            rij["soort"] = r.choice(["te_wijzigen", "te_wijzigen", "ongewijzigd", "nieuw"])
            if rij["soort"] == "nieuw":
                rij |= r.choice(PRODUCTEN)
            else:
                rij["toewijzingnummer"] = r.choice(["1", "2", "3"])
            if rij["soort"] != "ongewijzigd":
                rij |= {"gewenste_ingangsdatum": r.choice([1, 9, 100, 182]), "einddatum": r.choice([None, 99, 181])}
                rij |= r.choice([{}, {"volume": 3}, {"volume": None, "eenheid": None, "frequentie": None}])
                rij |= {"budget_cent": r.choice([None, None, 900, 1000])}
            rijen.append(rij)
        self.p.wijziging(self._dag(), *rijen, **self._kop())

    def _319(self) -> None:
        r = self.r
        self.p.antwoord(self._dag(), r.choice(["1", "2"]), r.choice(["r1", "r2", "w1", "w2"]), r.choice([None, "8"]))

    def _323(self) -> None:
        r = self.r
        rijen = []
        for _ in range(r.randint(1, 2)):
            rij = {
                **self._wie(),
                "referentienummer": r.choice(["d0", "d1", "d2"]),
                "bedrag_cent": r.choice([100, 100, -100]),
            }
            if rij["bedrag_cent"] < 0:
                rij["vorig_referentienummer"] = r.choice(["d0", "d1", "d2"])
            rijen.append(rij)
        self.p.declaratie(self._dag(), *rijen, **({"aanbieder": "elders"} if r.random() < 0.1 else {}))

    def _325(self) -> None:
        r = self.r
        heen = [k["bericht_id"] for k in self.p.bron["bericht"] if k["berichttype"] == "323"]
        if heen:
            afgewezen = r.choice([[], [], ["d0"], ["d1"]])
            self.p.uitkering(self._dag(), r.choice(heen), *afgewezen, code=r.choice([None, None, "9999"]))

    def _retour(self) -> None:
        r = self.r
        heen = [k["bericht_id"] for k in self.p.bron["bericht"] if k["berichttype"] in HEEN]
        if heen:
            self.p.retour(self._dag(), r.choice(heen), r.choice([None, "0200", "9999"]))


HEEN = ("301", "305", "307", "315", "317", "319")


def verschil(bron: Bron, gevonden: set[Bevinding]) -> dict[str, set[tuple[bool, Bevinding]]]:
    """Per code what one finds and the other does not (True: only the set operations do)."""
    uit: dict[str, set[tuple[bool, Bevinding]]] = {}
    for b in gevonden ^ reken(bron):
        uit.setdefault(b[0], set()).add((b in gevonden, b))
    return uit


@given(st.integers(0, 2**32))
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_findings_are_those_of_the_plain_walk(zaad: int) -> None:
    r = random.Random(zaad)
    posten = [Lot(r, f"{n:04d}").p for n in range(WERELDEN)]
    bron = {tabel: [rij for p in posten for rij in p.bron[tabel]] for tabel in posten[0].bron}
    geschud = {tabel: r.sample(rijen, len(rijen)) for tabel, rijen in bron.items()}
    gevonden = bevindingen(bronnen(geschud))
    for post in posten:
        gemeente = post.kop["gemeente"]
        assert verschil(post.bron, {b for b in gevonden if b[2].startswith(gemeente)}) == {}


@pytest.mark.parametrize("naam", sorted(VERHALEN))
def test_the_plain_walk_tells_the_stories_as_they_are(naam: str) -> None:
    post = Post(gemeente="0001")
    verwacht = VERHALEN[naam](post)
    gevonden: dict[str, set[str]] = {}
    for code, _, bericht, _ in reken(post.bron):
        gevonden.setdefault(bericht, set()).add(code)
    assert gevonden == verwacht
