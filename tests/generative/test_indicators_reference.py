"""Random kern tables and random questions: the expressions and the loops give the same cells, to the cent."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datameent.indicators import DIMENSIES, TIJD, Vraagstelling, definities, evaluate
from datameent.indicators.reference import reken
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
        "bedrag_cent": cent,
        "telt": cent >= 0 and draw(st.booleans()),
        "wijk_code": draw(WIJK),
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


@st.composite
def traject(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(DAG)
    return {
        "traject_id": str(draw(st.integers(0, 10**6))),
        "wet": draw(WET),
        "pseudoniem": draw(PERSOON),
        "productcategorie": draw(CATEGORIE),
        "aanbieder": draw(AANBIEDER),
        "aanbieder_begin": draw(AANBIEDER),
        "wijk_code": draw(WIJK),
        "leeftijdsgroep": draw(GROEP),
        "aanvraagdatum": draw(st.one_of(st.none(), st.dates(date(2023, 6, 1), start))),
        "startdatum": start,
    }


@st.composite
def vraag(draw: st.DrawFn, indicator: str) -> Vraagstelling:
    overig = [d for d in DIMENSIES if d not in TIJD]
    tijd = draw(st.sampled_from([(), *((t,) for t in TIJD)]))
    per = tijd + tuple(draw(st.lists(st.sampled_from(overig), unique=True, max_size=3)))
    waar = draw(
        st.dictionaries(
            st.sampled_from(["wet", "wijk", "jaar", "productcategorie"]),
            st.just(""),
            max_size=2,
        )
    )
    codes = {"wet": WET, "wijk": WIJK, "jaar": st.sampled_from(["2024", "2025"])}
    codes["productcategorie"] = st.sampled_from(["45", "onbekend"])
    return Vraagstelling(indicator, per, {d: draw(codes[d]) for d in waar})


def _vergelijk(v: Vraagstelling, rijen: dict[str, list[dict[str, Any]]]) -> None:
    tabellen = {n: ibis.memtable(arrow(KERN[n], rijen.get(n, []))) for n in ("kostenmaand", "hulpperiode", "traject")}
    uit = evaluate(v, tabellen).to_pyarrow().to_pylist()
    snel = {tuple(r[d] for d in v.per): {k: w for k, w in r.items() if k not in v.per} for r in uit}
    assert len(snel) == len(uit), "a cell occurs once"
    assert snel == reken(v, {n: rijen.get(n, []) for n in tabellen})


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


@RUSTIG
@given(st.lists(traject(), max_size=20), vraag("wachttijd"))
def test_waiting_agrees_with_the_loops(rijen: list[dict[str, Any]], v: Vraagstelling) -> None:
    _vergelijk(v, {"traject": rijen})


def test_every_indicator_is_compared() -> None:
    assert set(definities()) == {
        "clienten",
        "uitgaven",
        "instroom",
        "uitstroom",
        "kosten_per_client",
        "wachttijd",
    }
