"""Noise in an answer from the lake: the key of a cell against a slow count, and the default left alone."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datameent.cli.oordeel import primair_oordeel, ruis_van_beleid
from datameent.disclosure.ruis import MODULUS, STANDAARD, Ptabel, celsleutel, recordsleutel
from datameent.domain.home import Home
from datameent.indicators import Vraagstelling, definities
from datameent.indicators.cijfer import Cijfer, cijfer
from datameent.indicators.evaluate import evaluate, evaluate_met_celsleutels, telt_personen
from datameent.lake import schemas
from datameent.lake.start import init_home
from datameent.lake.store import Lake
from integration.release_home import zet_kern

Rij = dict[str, Any]


def pseudoniem(nummer: int) -> str:
    return hashlib.sha256(str(nummer).encode()).hexdigest()[:32]


def maand(nummer: int, wijk: str, mnd: int = 1, wet: str = "wmo", cent: int = 1000, telt: bool = True) -> Rij:
    return {
        "wet": wet, "maand": date(2024, mnd, 1), "pseudoniem": pseudoniem(nummer), "aanbieder": "99000001",
        "productcategorie": "01", "wijk_code": wijk, "leeftijdsgroep": "18-64", "bedrag_cent": cent, "telt": telt,
    }  # fmt: skip


def tabel(rijen: list[Rij]) -> pa.Table:
    schema = schemas.schema("kern", "kostenmaand")
    return pa.Table.from_arrays([pa.array([r.get(f.name) for r in rijen], f.type) for f in schema], schema=schema)


regels = st.builds(
    maand, st.integers(0, 6), st.sampled_from(["a", "b"]), st.integers(1, 2), st.sampled_from(["wmo", "jeugdwet"]),
    telt=st.booleans(),
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(regels, max_size=14), st.sampled_from([("jaar", "wijk"), ("maand",), ("jaar", "wet"), ()]))
def test_the_key_of_a_cell_is_that_of_its_distinct_persons(rijen: list[Rij], per: tuple[str, ...]) -> None:
    mensen: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for r in rijen:
        if r["telt"]:
            codes = {"jaar": "2024", "maand": r["maand"].strftime("%Y-%m"), "wijk": r["wijk_code"], "wet": r["wet"]}
            mensen.setdefault(tuple(codes[d] for d in per), set()).add((r["wet"], r["pseudoniem"]))
    kern = {"kostenmaand": ibis.memtable(tabel(rijen))}
    vraag = Vraagstelling("clienten", per)
    uit = evaluate_met_celsleutels(vraag, kern).to_pyarrow()
    gewoon = evaluate(vraag, kern).to_pyarrow()
    assert uit.column_names == [*gewoon.column_names, "celsleutel"]
    gevonden = {tuple(r[d] for d in per): (r["waarde"], r["celsleutel"]) for r in uit.to_pylist()}
    assert gevonden == {cel: (len(wie), celsleutel(recordsleutel(p) for _, p in wie)) for cel, wie in mensen.items()}
    assert sorted(map(repr, uit.drop_columns(["celsleutel"]).to_pylist())) == sorted(map(repr, gewoon.to_pylist()))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """w1 has 3 persons, w2 has 12, and nobody else is anywhere."""
    plek = init_home(tmp_path / "h")
    lake = Lake.open(plek)
    with lake.schrijf("test") as tx:
        schema = schemas.schema("bron", "bericht")
        kolommen = [
            pa.array([{"bericht_id": "x", "dagtekening": date(2024, 12, 31)}.get(f.name)], f.type) for f in schema
        ]
        tx.voeg_toe("bron", "bericht", pa.Table.from_arrays(kolommen, schema=schema))
    rijen = [maand(n, "w1" if n < 3 else "w2", m) for n in range(15) for m in (1, 2)]
    zet_kern(lake, kostenmaand=rijen)
    return plek


def vraag(home: Home, indicator: str, *per: str, **waar: str) -> Cijfer:
    return cijfer(
        home, indicator, per=per, waar=waar, peildatum=None, doel="beleid", gebruiker="test",
        beoordeel=primair_oordeel(home), ruis=ruis_van_beleid(home),
    )  # fmt: skip


def zet_aan(home: Home, doelgroep: str) -> None:
    bestand = home.config / "onthulling.yaml"
    tekst = bestand.read_text(encoding="utf-8")
    if doelgroep == "analist":
        tekst = tekst.replace(
            "doelgroepen:\n", "doelgroepen:\n  analist:\n    minimum_personen: 10\n    methode: ruis\n"
        )
    else:
        tekst = tekst.replace("  beleid:\n", "  beleid:\n    methode: ruis\n")
    bestand.write_text(tekst, encoding="utf-8")


def test_without_noise_in_the_policy_nothing_changes(home: Home) -> None:
    assert ruis_van_beleid(home) is None
    antwoord = vraag(home, "clienten", "jaar", "wijk")
    assert [(c.waarde, c.status) for c in antwoord.cellen] == [(None, "te-weinig-personen"), (12, "")]
    assert antwoord.methode == "onderdrukken"


@pytest.mark.parametrize("doelgroep", ["analist", "beleid"])
def test_counts_get_the_noise_of_their_persons_and_amounts_stay_hidden(home: Home, doelgroep: str) -> None:
    zet_aan(home, doelgroep)
    ruis = Ptabel.van(STANDAARD).ruis
    sleutel = [celsleutel(recordsleutel(pseudoniem(n)) for n in wie) for wie in (range(3), range(3, 15), range(15))]
    antwoord = vraag(home, "clienten", "jaar", "wijk")
    assert antwoord.methode == "ruis"
    assert [(c.waarde, c.status) for c in antwoord.cellen] == [(ruis(3, sleutel[0]), ""), (ruis(12, sleutel[1]), "")]
    # The same persons in another table: the same answer. The total has noise of its own.
    assert [c.waarde for c in vraag(home, "clienten", "maand", wijk="w1").cellen] == [ruis(3, sleutel[0])] * 2
    assert [c.waarde for c in vraag(home, "clienten").cellen] == [ruis(15, sleutel[2])]
    bedrag = vraag(home, "uitgaven", "jaar", "wijk")
    assert [(c.waarde, c.status) for c in bedrag.cellen] == [(None, "te-weinig-personen"), (24_000, "")]
    assert bedrag.methode == "onderdrukken"


def test_what_counts_persons() -> None:
    personen = {code for code in definities() if telt_personen(code)}
    assert {"clienten", "instroom", "terugkeer"} <= personen
    assert not personen & {"uitgaven", "wachttijd", "kosten_per_client", "toetreders", "afkeur"}
    assert MODULUS == 2**32
