"""Random kern tables and random questions: the expressions and the loops give the same cells, to the cent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datameent.indicators import TIJD, Vraagstelling, definities, evaluate, vind_definitie
from datameent.indicators.reference import reken
from datameent.kern.afkeur import SCHEMA as AFKEUR
from datameent.lake.schemas import KERN
from spec.tafel import arrow

WET = st.sampled_from(["wmo", "jeugdwet"])
PERSOON = st.sampled_from(["p1", "p2", "p3", "p4"])
AANBIEDER = st.sampled_from(["a1", "a2", "a3"])
CATEGORIE = st.sampled_from(["45", "02", None])
WIJK = st.sampled_from(["WK999901", "WK999902", "onbekend"])
GROEP = st.sampled_from(["04-11", "18-64", "onbekend"])
DAG = st.dates(date(2023, 11, 1), date(2025, 2, 28))
CENT = st.one_of(st.integers(-5, 5), st.integers(-(10**11), 10**11))


@st.composite
def kostenmaand(draw: st.DrawFn) -> dict[str, Any]:
    cent = draw(CENT)
    return {
        "wet": draw(WET),
        "maand": draw(DAG).replace(day=1),
        "pseudoniem": draw(PERSOON),
        "aanbieder": draw(AANBIEDER),
        "productcategorie": draw(CATEGORIE),
        "productcode": draw(st.sampled_from(["45A01", "02A05", None])),
        "bedrag_cent": cent,
        "telt": cent >= 0 and draw(st.booleans()),
        "wijk_code": draw(WIJK),
        "buurt_code": draw(st.sampled_from(["BU99990101", "BU99990201", None])),
        "leeftijdsgroep": draw(GROEP),
    }


@st.composite
def hulpperiode(draw: st.DrawFn) -> dict[str, Any]:
    begin = draw(DAG)
    eind = draw(st.one_of(st.none(), st.dates(begin, date(2025, 12, 31))))
    rij: dict[str, Any] = {"wet": draw(WET), "pseudoniem": draw(PERSOON), "begindatum": begin, "einddatum": eind}
    for kant in ("begin", "eind"):
        leeg = kant == "eind" and eind is None
        rij |= {
            f"productcategorie_{kant}": None if leeg else draw(CATEGORIE),
            f"aanbieder_{kant}": None if leeg else draw(AANBIEDER),
            f"wijk_code_{kant}": None if leeg else draw(WIJK),
            f"leeftijdsgroep_{kant}": None if leeg else draw(GROEP),
        }
    return rij


DATUM = st.one_of(st.none(), DAG)
DAGEN = st.one_of(st.none(), st.integers(0, 400))


def _rijen(**kolommen: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(kolommen), min_size=3, max_size=12)


# Mostly one law and few persons, so that rows meet.
VAAK_WMO = st.sampled_from(["wmo", "wmo", "wmo", "wmo", "jeugdwet"])
VROEG = st.dates(date(2024, 1, 1), date(2024, 3, 1))


def _plek() -> dict[str, Any]:
    return {
        "wet": VAAK_WMO,
        "pseudoniem": st.sampled_from(["p1", "p1", "p2"]),
        "productcategorie": CATEGORIE,
        "aanbieder": AANBIEDER,
        "wijk_code": WIJK,
        "leeftijdsgroep": GROEP,
    }


@st.composite
def trajecten(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Trajecten that lie near each other, so that one follows on another; `traject_id` is unique."""
    rijen = draw(_rijen(**_plek(), aanbieder_begin=AANBIEDER, verwijzer_type=st.sampled_from(["01", "02", None])))
    for nummer, rij in enumerate(rijen):
        start = draw(st.one_of(VROEG, VROEG, VROEG, st.none()))
        eind = draw(st.one_of(st.integers(0, 40), st.integers(0, 40), st.none())) if start else None
        rij |= {
            "traject_id": str(nummer),
            "aanvraagdatum": draw(DATUM),
            "toewijzingsdatum": draw(DATUM),
            "startdatum": start,
            "einddatum": None if start is None or eind is None else start + timedelta(days=eind),
            "status": "toegewezen" if start is None else "loopt" if eind is None else draw(EINDE),
            "aanbieder_begin": rij["aanbieder_begin"] if start else None,
        }
    return rijen


EINDE = st.sampled_from(["afgerond", "afgerond", "onderbroken"])

GEBEURTENISSEN = _rijen(
    traject_id=st.sampled_from(["0", "1", "2", None]),
    wet=VAAK_WMO,
    pseudoniem=PERSOON,
    aanbieder=AANBIEDER,
    berichttype=st.sampled_from(["301", "305"]),
    dagtekening=st.one_of(DAG, st.dates(date(2025, 3, 1), date(2026, 12, 31))),
    responsetijd_dagen=DAGEN,
)
PRESTATIES = _rijen(
    wet=VAAK_WMO,
    traject_id=st.sampled_from(["0", "1", "2", None]),
    volume=st.one_of(st.integers(1, 200), st.integers(-10, 200), st.none()),
    eenheid=st.sampled_from(["01", "04", "04", "16", "83", None]),
    dagtekening=st.dates(date(2023, 12, 20), date(2024, 1, 10)),
)
BESLUITEN = _rijen(
    **_plek(),
    toewijzingnummer=st.integers(0, 10**9).map(str),
    traject_id=st.sampled_from(["0", "0", "1", None]),
    startdatum=st.one_of(VROEG, VROEG, st.none()),
    stopdatum=st.one_of(VROEG, VROEG, st.none()),
    ingangsdatum=st.one_of(VROEG, VROEG, st.none()),
    einddatum=st.one_of(DAG, DAG, st.none()),
    toegewezen_cent=st.one_of(st.integers(-5, 10**11), st.integers(1, 100), st.none()),
    gedeclareerd_cent=st.one_of(st.none(), st.integers(-(10**5), 10**11)),
)


@st.composite
def afkeur(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Per group lines sent, and where some were refused those with any code and those per code."""
    groepen = draw(
        st.lists(st.tuples(WET, DAG, AANBIEDER, st.sampled_from(["305", "323"])), max_size=6, unique_by=repr)
    )
    rijen = []
    for wet, dag, aanbieder, soort in {(w, d.replace(day=1), a, s) for w, d, a, s in groepen}:
        groep = {"wet": wet, "maand": dag, "aanbieder": aanbieder, "berichttype": soort}
        codes = draw(st.lists(st.sampled_from(["0001", "0233", "8032"]), unique=True))
        for code in ("verstuurd", *(["afgekeurd"] if codes else []), *codes):
            aantal, personen = draw(st.integers(1, 50)), draw(st.integers(1, 20))
            rijen.append({**groep, "retourcode": code, "aantal": aantal, "personen": personen})
    return rijen


@st.composite
def vraag(draw: st.DrawFn, indicator: str) -> Vraagstelling:
    mag = vind_definitie(indicator).dimensies
    overig = [d for d in mag if d not in TIJD]
    tijd = draw(st.sampled_from([(), *((t,) for t in TIJD if t in mag)]))
    per = tijd + tuple(draw(st.lists(st.sampled_from(overig), unique=True, max_size=3)))
    waar = draw(
        st.dictionaries(
            st.sampled_from([d for d in ("wet", "wijk", "jaar", "productcategorie", "retourcode") if d in mag]),
            st.just(""),
            max_size=2,
        )
    )
    codes = {"wet": WET, "wijk": WIJK, "jaar": st.sampled_from(["2024", "2025"])}
    codes["retourcode"] = st.sampled_from(["0001", "8032"])
    codes["productcategorie"] = st.sampled_from(["45", "onbekend"])
    return Vraagstelling(indicator, per, {d: draw(codes[d]) for d in waar})


SCHEMAS = {**KERN, "afkeur": AFKEUR.to_pyarrow()}
TABELLEN = (
    "kostenmaand",
    "hulpperiode",
    "traject",
    "trajectgebeurtenis",
    "toewijzing_geldig",
    "prestatie_geldig",
    "afkeur",
)


def _vergelijk(v: Vraagstelling, rijen: dict[str, list[dict[str, Any]]]) -> None:
    gevuld = {n: arrow(SCHEMAS[n], rijen.get(n, [])) for n in TABELLEN}
    tabellen = {n: ibis.memtable(t) for n, t in gevuld.items()}
    uit = evaluate(v, tabellen).to_pyarrow().to_pylist()
    snel = {tuple(r[d] for d in v.per): {k: w for k, w in r.items() if k not in v.per} for r in uit}
    assert len(snel) == len(uit), "a cell occurs once"
    assert snel == reken(v, {n: t.to_pylist() for n, t in gevuld.items()})


RUSTIG = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("indicator", ["clienten", "uitgaven", "kosten_per_client"])
def test_costs_agree_with_the_loops(indicator: str) -> None:
    @RUSTIG
    @given(st.lists(kostenmaand(), max_size=25), vraag(indicator))
    def draai(rijen: list[dict[str, Any]], v: Vraagstelling) -> None:
        _vergelijk(v, {"kostenmaand": rijen})

    draai()


@pytest.mark.parametrize("indicator", ["instroom", "uitstroom"])
def test_flows_agree_with_the_loops(indicator: str) -> None:
    @RUSTIG
    @given(st.lists(hulpperiode(), max_size=20), vraag(indicator))
    def draai(rijen: list[dict[str, Any]], v: Vraagstelling) -> None:
        _vergelijk(v, {"hulpperiode": rijen})

    draai()


TRAJECTEN = {"traject": trajecten(), "trajectgebeurtenis": GEBEURTENISSEN}
EERDER = _rijen(wet=VAAK_WMO, dagtekening=st.dates(date(2023, 11, 1), date(2024, 2, 1)))
GELD = {"toewijzing_geldig": BESLUITEN, "trajectgebeurtenis": EERDER, "prestatie_geldig": PRESTATIES}
BRONNEN: dict[str, dict[str, st.SearchStrategy[list[dict[str, Any]]]]] = {
    "wachttijd": TRAJECTEN,
    "doorlooptijd": TRAJECTEN,
    "responsetijd": TRAJECTEN,
    "trajectduur": TRAJECTEN,
    "trajectomvang": {"traject": trajecten(), "prestatie_geldig": PRESTATIES},
    "opeenvolgende_trajecten": TRAJECTEN,
    "terugkeer": {"hulpperiode": st.lists(hulpperiode(), max_size=10), "trajectgebeurtenis": GEBEURTENISSEN},
    "doorstroom": TRAJECTEN,
    "wisseling_aanbieder": {"toewijzing_geldig": BESLUITEN},
    "verwijsstromen": TRAJECTEN,
    "toetreders": {"kostenmaand": st.lists(kostenmaand(), max_size=15)},
    "uittreders": {"kostenmaand": st.lists(kostenmaand(), max_size=15)},
    "verzilvering": GELD,
    "openstaande_verplichting": GELD,
    "afkeur": {"afkeur": afkeur()},
}


@pytest.mark.parametrize("indicator", list(BRONNEN))
def test_stitched_figures_agree_with_the_loops(indicator: str) -> None:
    @settings(RUSTIG, max_examples=12)
    @given(st.fixed_dictionaries(BRONNEN[indicator]), vraag(indicator))
    def draai(rijen: dict[str, list[dict[str, Any]]], v: Vraagstelling) -> None:
        _vergelijk(v, rijen)

    draai()


def test_every_indicator_is_compared() -> None:
    eerder = {"clienten", "uitgaven", "instroom", "uitstroom", "kosten_per_client"}
    assert set(definities()) == eerder | set(BRONNEN)
