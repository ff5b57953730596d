"""Random messages: the expressions give what the loops give, whatever the order of arrival, on every peildatum."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Any

import ibis
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datameent.domain.geld import verdeel_over_maanden
from datameent.kern import KERN_TABELLEN
from datameent.kern.kosten import verdeel
from datameent.kern.reference import reken
from datameent.lake.schemas import BRON, KERN
from spec.kernmotor import motor
from spec.tafel import arrow

BEGIN = date(2024, 1, 1)
DAG = st.integers(0, 150).map(lambda n: BEGIN + timedelta(days=n))
KORT = st.sampled_from([date(2024, 1, 1), date(2024, 2, 1), date(2024, 2, 20), date(2024, 4, 1), date(2024, 5, 6)])
"""Few days, so that things happen on the same day, and first days of a month, so that borders are met."""
PERSOON = st.sampled_from(["p1", "p2"])
AANBIEDER = st.sampled_from(["a1", "a2"])
NUMMER = st.sampled_from(["1", "2", "3", None])
CODE = st.sampled_from(["45A01", "45A02", None])
CATEGORIE = st.sampled_from(["45", "54", None])
REFERENTIE = st.sampled_from(["r1", "r2", "r3", "r4"])
HEEN = {"302": "301", "306": "305", "308": "307", "316": "315", "318": "317", "320": "319"}

SOORTEN = ["301"] * 3 + ["305"] * 3 + ["307", "307", "315", "317", "319"] + ["323", "323", "325", "325", *HEEN]
OMVANG = st.sampled_from([(None, None, None, None), (3, "04", "2", None), (90, "01", "4", None), (2, "16", "1", None),
                          (500, "83", "2", None), (7, "84", "6", None), (None, None, None, 9000)])  # fmt: skip

VOORBEELDEN = int(os.environ.get("DATAMEENT_VOORBEELDEN", "12"))
"""How many random sets of messages; more when someone has an hour."""

Bron = dict[str, list[dict[str, Any]]]


@st.composite
def bron(draw: st.DrawFn) -> Bron:
    """Some dozens of messages about two persons, with everything that can go wrong between them."""
    b: Bron = {naam: [] for naam in BRON}
    for i in range(draw(st.integers(15, 45))):
        _bericht(draw, b, f"b{i}", draw(st.sampled_from(SOORTEN)))
    return {naam: [dict.fromkeys(BRON[naam].names) | r for r in rijen] for naam, rijen in b.items()}


def _bericht(draw: st.DrawFn, b: Bron, bericht_id: str, soort: str) -> None:
    wet = draw(st.sampled_from(["jeugdwet", "jeugdwet", "wmo"]))
    kop = {
        "bericht_id": bericht_id,
        "wet": wet,
        "berichttype": soort,
        "gemeente": "9999",
        "aanbieder": draw(AANBIEDER),
        "identificatie": bericht_id,
        "dagtekening": draw(KORT),
        "identificatie_retour": None,
        "dagtekening_retour": None,
    }
    rij = {"bericht_id": bericht_id, "wet": wet, "volgnr": 0, "pseudoniem": draw(PERSOON)}
    if soort in HEEN or soort == "325":
        _retour(draw, b, kop)
        return
    b["bericht"].append(kop)
    if soort != "319":
        _client(draw, b, soort, rij)
    for volgnr in range(draw(st.integers(1, 3)) if soort in ("323", "305", "301", "317") else 1):
        _REGEL[soort](draw, b, {**rij, "volgnr": volgnr})


def _client(draw: st.DrawFn, b: Bron, soort: str, rij: dict[str, Any]) -> None:
    met_geboorte = soort != "323" and draw(st.booleans())
    adres = draw(st.sampled_from([("BU99990101", "gevonden"), ("BU99990201", "gevonden"), (None, "geen_adres")]))
    buurt, status = adres if soort == "301" and draw(st.booleans()) else (None, None)
    b["client"].append(
        {
            **rij,
            "geboortejaar": draw(st.integers(1935, 2023)) if met_geboorte else None,
            "geboortemaand": draw(st.integers(1, 12)) if met_geboorte else None,
            "geslacht": draw(st.sampled_from(["1", "2"])) if met_geboorte else None,
            "buurt_code": buurt,
            "buurt_status": status,
        }
    )


def _retour(draw: st.DrawFn, b: Bron, kop: dict[str, Any]) -> None:
    """A return message on one of the messages so far, if there is one of that type."""
    heen = "323" if kop["berichttype"] == "325" else HEEN[kop["berichttype"]]
    eerder = [k for k in b["bericht"] if k["berichttype"] == heen]
    if not eerder:
        return
    op = draw(st.sampled_from(eerder))
    kop |= {"wet": op["wet"], "aanbieder": op["aanbieder"]}
    kop |= {"identificatie_retour": op["identificatie"], "dagtekening_retour": op["dagtekening"]}
    b["bericht"].append(kop)
    basis = {"bericht_id": kop["bericht_id"], "wet": kop["wet"]}
    if heen == "323":
        b["declaratie_antwoord"].append(
            {**basis, "declaratie_identificatie": op["identificatie"], "declaratie_dagtekening": op["dagtekening"]}
        )
    for volgnr in range(draw(st.integers(0, 2))):
        niveau = draw(st.sampled_from(["bericht", "client", "regel", "regel"]))
        code = draw(st.sampled_from(["0200", "8001", "0233", "9332", "0001"]))
        genoemd = [r["referentienummer"] for r in b["prestatie"] if r["bericht_id"] == op["bericht_id"]]
        sleutel = draw(st.sampled_from(genoemd or ["1"])) if niveau == "regel" else None
        b["retourcode"].append({**basis, "volgnr": volgnr, "niveau": niveau, "sleutel": sleutel, "retourcode": code})


def _eerder(draw: st.DrawFn, b: Bron, rij: dict[str, Any], tabel: str) -> dict[str, Any]:
    """Often a row that the same aanbieder was told or told before, so that messages follow each other; else nothing."""
    koppen = {k["bericht_id"]: (k["wet"], k["aanbieder"]) for k in b["bericht"]}
    eigen = [r for r in b[tabel] if koppen[r["bericht_id"]] == koppen[rij["bericht_id"]]]
    return draw(st.sampled_from(eigen)) if eigen and draw(st.integers(0, 3)) else {}


def _301(draw: st.DrawFn, b: Bron, rij: dict[str, Any]) -> None:
    vraag = _eerder(draw, b, rij, "aangevraagd_product")
    b["toegewezen_product"].append(
        {
            **rij,
            "pseudoniem": vraag.get("pseudoniem", rij["pseudoniem"]),
            "toewijzingnummer": draw(st.sampled_from(["1", "2", "3"])),
            "referentie_aanbieder": vraag.get("referentie_aanbieder", draw(st.sampled_from([None, "x1", "x2", "x3"]))),
            "productcategorie": draw(CATEGORIE),
            "productcode": draw(CODE),
            "toewijzingsdatum": draw(KORT),
            "toewijzingstijd": draw(st.sampled_from([None, "09:00:00", "10:00:00"])),
            "ingangsdatum": draw(DAG),
            "einddatum": draw(st.sampled_from([None, date(2024, 3, 3), date(2024, 8, 31)])),
            "reden_wijziging": draw(st.sampled_from([None, None, None, "04", "13"])),
            **dict(zip(("volume", "eenheid", "frequentie", "budget_cent"), draw(OMVANG), strict=True)),
        }
    )


def _start(draw: st.DrawFn, rij: dict[str, Any]) -> dict[str, Any]:
    return {
        **rij,
        "toewijzingnummer": draw(NUMMER),
        "productcategorie": draw(CATEGORIE),
        "productcode": draw(CODE),
        "begindatum": draw(KORT),
        "status_aanlevering": draw(st.sampled_from(["1", "1", "1", "3"])),
    }


def _305(draw: st.DrawFn, b: Bron, rij: dict[str, Any]) -> None:
    besluit = _eerder(draw, b, rij, "toegewezen_product")
    bij = {k: besluit[k] for k in ("toewijzingnummer", "pseudoniem", "productcategorie") if k in besluit}
    b["start_product"].append(_start(draw, rij) | bij)


def _307(draw: st.DrawFn, b: Bron, rij: dict[str, Any]) -> None:
    eerder = [s for s in b["start_product"] if s["status_aanlevering"] != "3"]
    start = _start(draw, rij)
    if eerder and draw(st.booleans()):
        bij = draw(st.sampled_from(eerder))
        start |= {
            k: bij[k] for k in ("toewijzingnummer", "productcategorie", "productcode", "begindatum", "pseudoniem")
        }
        kop = next(k for k in b["bericht"] if k["bericht_id"] == bij["bericht_id"])
        eigen = next(k for k in b["bericht"] if k["bericht_id"] == rij["bericht_id"])
        eigen |= {"wet": kop["wet"], "aanbieder": kop["aanbieder"]}
        start["wet"] = kop["wet"]
        for client in b["client"]:
            if client["bericht_id"] == rij["bericht_id"]:
                client["wet"] = kop["wet"]
    b["stop_product"].append(
        {**start, "einddatum": draw(DAG), "reden_beeindiging": draw(st.sampled_from(["20", "31", "32"]))}
    )


def _315(draw: st.DrawFn, b: Bron, rij: dict[str, Any]) -> None:
    b["aangevraagd_product"].append(
        {
            **rij,
            "referentie_aanbieder": draw(st.sampled_from([None, "x1", "x2", "x3"])),
            "productcategorie": draw(CATEGORIE),
            "toewijzing_ingangsdatum": draw(st.one_of(st.none(), DAG)),
            "toewijzing_einddatum": draw(st.sampled_from([None, date(2024, 2, 15), date(2024, 5, 31)])),
            "verwijzer_type": draw(st.sampled_from([None, "02", "04"])),
        }
    )


def _317(draw: st.DrawFn, b: Bron, rij: dict[str, Any]) -> None:
    soort = draw(st.sampled_from(["ongewijzigd", "te_wijzigen", "nieuw"]))
    b["verzoek_wijziging"].append(
        {
            **rij,
            "soort": soort,
            "referentie_aanbieder": draw(st.sampled_from(["x1", "x2", "x3"])),
            "toewijzingnummer": None if soort == "nieuw" else draw(NUMMER),
            "productcategorie": draw(CATEGORIE) if soort == "nieuw" else None,
            "gewenste_ingangsdatum": draw(st.one_of(st.none(), KORT)),
            "einddatum": draw(st.sampled_from([None, date(2024, 6, 30)])),
        }
    )


def _319(draw: st.DrawFn, b: Bron, rij: dict[str, Any]) -> None:
    vraag = _eerder(draw, b, rij, "aangevraagd_product")
    b["antwoord"].append(
        {
            "bericht_id": rij["bericht_id"],
            "wet": rij["wet"],
            "referentie_aanbieder": vraag.get("referentie_aanbieder", draw(st.sampled_from(["x1", "x2", "x3"]))),
            "verzoek_antwoord": draw(st.sampled_from(["1", "1", "2"])),
        }
    )


def _323(draw: st.DrawFn, b: Bron, rij: dict[str, Any]) -> None:
    begin = draw(DAG)
    besluit = _eerder(draw, b, rij, "toegewezen_product")
    b["prestatie"].append(
        {
            **rij,
            "pseudoniem": besluit.get("pseudoniem", rij["pseudoniem"]),
            "referentienummer": draw(REFERENTIE),
            "vorig_referentienummer": draw(st.sampled_from([None, "r1", "r2"])),
            "toewijzingnummer": besluit.get("toewijzingnummer", draw(NUMMER)),
            "productcategorie": draw(CATEGORIE),
            "productcode": draw(CODE),
            "begindatum": begin,
            "einddatum": begin + timedelta(days=draw(st.integers(-2, 70))),
            "volume": draw(st.sampled_from([None, 1, 30, 200])),
            "eenheid": besluit.get("eenheid", draw(st.sampled_from(["04", "01", "83", "84", None]))),
            "tarief_cent": draw(st.sampled_from([None, 0, 50, 7500])),
            "bedrag_cent": draw(st.sampled_from([0, 1, 1000, -1000, 99999, -7])),
        }
    )


_REGEL = {"301": _301, "305": _305, "307": _307, "315": _315, "317": _317, "319": _319, "323": _323}


def _snel(b: Bron, peildatum: date | None = None, rng: random.Random | None = None) -> dict[str, list[Any]]:
    """The kern by the expressions; with `rng` the rows arrive shuffled and in several parts."""
    uit = motor().draai({naam: _arrow(schema, b[naam], rng) for naam, schema in BRON.items()}, peildatum)
    return {naam: _gesorteerd(naam, tabel.to_pylist()) for naam, tabel in uit.items()}


def _arrow(schema: pa.Schema, rijen: list[dict[str, Any]], rng: random.Random | None) -> pa.Table:
    if rng is None:
        return arrow(schema, rijen)
    rijen = rng.sample(rijen, len(rijen))
    knip = rng.randint(0, len(rijen))
    return pa.concat_tables([arrow(schema, rijen[:knip]), arrow(schema, rijen[knip:])])


def _gesorteerd(naam: str, rijen: list[dict[str, Any]]) -> list[Any]:
    return sorted((tuple(r.get(k) for k in KERN[naam].names) for r in rijen), key=repr)


def _tot(b: Bron, dag: date) -> Bron:
    weg = {k["bericht_id"] for k in b["bericht"] if k["dagtekening"] > dag}
    return {naam: [r for r in rijen if r["bericht_id"] not in weg] for naam, rijen in b.items()}


RUSTIG = settings(max_examples=VOORBEELDEN, deadline=None, suppress_health_check=list(HealthCheck))


@RUSTIG
@given(bron())
def test_the_expressions_agree_with_the_loops(b: Bron) -> None:
    traag = reken(b)
    snel = _snel(b)
    for naam in KERN_TABELLEN:
        assert snel[naam] == _gesorteerd(naam, traag[naam]), naam


@settings(RUSTIG, max_examples=VOORBEELDEN // 3)
@given(bron(), st.integers())
def test_order_and_parts_of_arrival_do_not_matter(b: Bron, zaad: int) -> None:
    assert _snel(b, rng=random.Random(zaad)) == _snel(b)


@settings(RUSTIG, max_examples=VOORBEELDEN // 3)
@given(bron(), KORT)
def test_a_peildatum_is_the_world_without_later_messages(b: Bron, dag: date) -> None:
    toen = _snel(b, peildatum=dag)
    assert toen == _snel(_tot(b, dag))
    traag = reken(b, dag)
    assert all(toen[naam] == _gesorteerd(naam, traag[naam]) for naam in KERN_TABELLEN)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), DAG, st.integers(0, 900)), min_size=1, max_size=8, unique=True))
def test_months_get_their_share_to_the_cent(regels: list[tuple[int, date, int]]) -> None:
    t = pa.table(
        {
            "nr": list(range(len(regels))),
            "bedrag_cent": pa.array([r[0] for r in regels], pa.int64()),
            "begindatum": pa.array([r[1] for r in regels], pa.date32()),
            "einddatum": pa.array([r[1] + timedelta(days=r[2]) for r in regels], pa.date32()),
        }
    )
    uit = verdeel(ibis.memtable(t)).to_pyarrow().to_pylist()
    for nr, (cent, begin, dagen) in enumerate(regels):
        delen = {r["_maand"]: r["_deel_cent"] for r in uit if r["nr"] == nr}
        assert delen == verdeel_over_maanden(cent, begin, begin + timedelta(days=dagen))
        assert sum(delen.values()) == cent
