"""The rules on columns against the slow and obvious ones, on many small messages at once in which values often meet."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from berichtregels_referentie import GETOETST, oordeel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.berichtregels_berichten import goed, schrijf, zet

from datameent.domain.home import Home
from datameent.sources.bevinding import Stuk
from datameent.sources.istandaarden import lees
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

Deel = dict[str, Any]
VANDAAG = date(2026, 5, 7)
_BSNS = ("999900006", "999900018", "999900020")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    return StandaardenRegister.open(Home(tmp_path_factory.mktemp("zonder")))


def _dag(rng: random.Random, van: str = "2026-05-07", dagen: int = 12) -> str:
    return (date.fromisoformat(van) + timedelta(days=rng.randint(0, dagen))).isoformat()


def _product(rng: random.Random, product: Deel, begin: str, einde: str) -> Deel:
    product[begin] = _dag(rng)
    product[einde] = _dag(rng)
    for name, odds in ((einde, 0.2), ("Product", 0.15)):
        if rng.random() < odds:
            product.pop(name)
    if "Product" in product:
        product["Product"] = {"Categorie": rng.choice(("45", "46"))} | (
            {"Code": rng.choice("AB")} if rng.random() < 0.8 else {}
        )
    return product


def _toewijzing(rng: random.Random, message: Deel) -> None:
    first = message["Client"]["ToegewezenProducten"]["ToegewezenProduct"][0]
    products = [_product(rng, dict(first), "Ingangsdatum", "Einddatum") for _ in range(rng.randint(1, 4))]
    for product in products:
        product["ToewijzingNummer"] = str(rng.randint(1, 30))
        if rng.random() < 0.3:
            product["RedenWijziging"] = rng.choice(("01", "13", "14"))
            if rng.random() < 0.7:
                product["Einddatum"] = product["Ingangsdatum"]
    message["Client"]["ToegewezenProducten"]["ToegewezenProduct"] = products


def _aanvraag(rng: random.Random, message: Deel) -> None:
    first = message["Client"]["AangevraagdeProducten"]["AangevraagdProduct"][0]
    names = ("ToewijzingIngangsdatum", "ToewijzingEinddatum")
    products = [_product(rng, dict(first), *names) for _ in range(rng.randint(1, 4))]
    for product in products:
        product["ReferentieAanbieder"] = f"REF{rng.randint(1, 30)}"
    message["Client"]["AangevraagdeProducten"]["AangevraagdProduct"] = products


def _wijziging(rng: random.Random, message: Deel) -> None:
    first = message["Client"]["Verzoek"]["NieuweProducten"]["NieuwProduct"][0]
    names = ("GewensteIngangsdatum", "Einddatum")
    products = [_product(rng, dict(first), *names) for _ in range(rng.randint(1, 4))]
    message["Client"]["Verzoek"]["NieuweProducten"]["NieuwProduct"] = products


def _start(rng: random.Random, message: Deel) -> None:
    first = message["Client"]["StartProducten"]["StartProduct"][0]
    starts = []
    for _ in range(rng.randint(1, 4)):
        start = dict(first) | {"ToewijzingNummer": rng.choice("12"), "Begindatum": _dag(rng, "2026-05-01", 3)}
        for name in ("ToewijzingNummer", "Product"):
            if rng.random() < 0.3:
                start.pop(name)
        starts.append(start)
    message["Client"]["StartProducten"]["StartProduct"] = starts


def _regel(rng: random.Random, line: Deel) -> Deel:
    day = _dag(rng, "2021-04-20", 20) if rng.random() < 0.2 else _dag(rng, "2026-03-28", 8)
    period = {"Begindatum": day, "Einddatum": _dag(rng, day, 3)}
    if rng.random() < 0.4:
        period = {"Begindatum": "2026-04-01", "Einddatum": "2026-04-30"}
    reference: Deel = {"ReferentieNummer": f"R{rng.randint(1, 12)}"}
    if rng.random() < 0.3:
        reference["VorigReferentieNummer"] = f"R{rng.randint(8, 20)}"
    return line | {
        "ProductReferentie": reference,
        "ToewijzingNummer": rng.choice("12"),
        "ProductCode": rng.choice("AB"),
        "ProductPeriode": period,
        "IngediendBedrag": {"Bedrag": str(rng.randint(0, 3)), "DebetCredit": rng.choice("DDC")},
    }


def _clienten(rng: random.Random, line: Deel, rest: Deel) -> list[Deel]:
    return [
        {
            "Bsn": rng.choice(_BSNS),
            "Prestaties": {"Prestatie": [_regel(rng, line) for _ in range(rng.randint(1, 3))]},
            **rest,
        }
        for _ in range(rng.randint(1, 3))
    ]


def _bedrag(rng: random.Random) -> Deel:
    return {"TotaalBedrag": str(rng.randint(0, 5)), "DebetCredit": rng.choice("DDC")}


def _declaratie(rng: random.Random, message: Deel) -> None:
    body = message["Declaratie"]
    line = body["Clienten"]["Client"][0]["Prestaties"]["Prestatie"][0]
    body["Clienten"]["Client"] = _clienten(rng, line, {})
    body["TotaalIngediendBedrag"] = _bedrag(rng)
    first = rng.choice(("2026-04-01", "2026-02-01", "2024-02-01", "2025-12-01", "2026-03-02"))
    body["DeclaratiePeriode"] = {"Begindatum": first, "Einddatum": _dag(rng, first, 33)}


def _antwoord(rng: random.Random, message: Deel) -> None:
    body = message["DeclaratieAntwoord"]
    client = body["Clienten"]["Client"][0]
    line = client["Prestaties"]["Prestatie"][0]
    body["Clienten"]["Client"] = _clienten(rng, line, {"RetourCodes": client["RetourCodes"]})
    body["TotaalIngediendBedrag"], body["TotaalToegekendBedrag"] = _bedrag(rng), _bedrag(rng)
    body["RetourCodes"] = {"RetourCode": rng.sample(["0200", "0233", "8001", "9333"], rng.randint(1, 2))}


_MAAK = {
    "301": _toewijzing,
    "305": _start,
    "315": _aanvraag,
    "317": _wijziging,
    "323": _declaratie,
    "325": _antwoord,
}


@pytest.mark.parametrize("berichttype", sorted(GETOETST))
@given(seed=st.integers(min_value=0, max_value=2**32))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_fast_rules_equal_the_slow_ones(register: StandaardenRegister, berichttype: str, seed: int) -> None:
    rng = random.Random(seed)
    messages = []
    for number in range(40):
        message = goed("ijw", berichttype)
        zet(message, "Header/BerichtIdentificatie/Identificatie", str(number))
        _MAAK[berichttype](rng, message)
        messages.append(message)
    pieces = [Stuk(str(n), schrijf("ijw", berichttype, m)) for n, m in enumerate(messages)]
    read = lees(pieces, standaarden=register, limieten=Limieten(max_bevindingen=1000), vandaag=VANDAAG)
    for number, message in enumerate(messages):
        fast = {f.code for f in read.geweigerd.get(str(number), ())} & GETOETST[berichttype]
        assert fast == oordeel(berichttype, message), message


@pytest.mark.parametrize("berichttype", sorted(GETOETST))
def test_the_messages_do_break_and_keep_these_rules(berichttype: str) -> None:
    """What is compared is worth comparing: each rule is broken by some of the messages and kept by others."""
    rng = random.Random(1)
    seen: dict[str, list[bool]] = {code: [] for code in GETOETST[berichttype]}
    for _ in range(300):
        message = goed("ijw", berichttype)
        _MAAK[berichttype](rng, message)
        broken = oordeel(berichttype, message)
        for code, found in seen.items():
            found.append(code in broken)
    for code, found in seen.items():
        assert 3 < sum(found) < 297, code
