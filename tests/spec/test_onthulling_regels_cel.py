"""Every rule about one cell, with a small table worked by hand and its source.

Sources. H = Hundepool, Domingo-Ferrer, Franconi, Giessing, Schulte Nordholt, Spicer, De Wolf, Statistical Disclosure
Control (Wiley, 2012): chapter 4 on amounts, chapter 5 on counts. E = ESSnet SDC, Guidelines for the checking of
output based on microdata research (2010). Z = Statistics New Zealand, Microdata access output guide (2013): with
credits, take the absolute contributions.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.beleid import Beleid, Gevoelig
from datameent.disclosure.celtabel import Celtabel
from datameent.disclosure.oordeel import beoordeel
from datameent.disclosure.primair import Bijdragen, beoordeel_cel
from datameent.domain.cel import Status

BEDRAG, ZICHTBAAR = Status.EEN_BEPAALT_BEDRAG, Status.GEPUBLICEERD


def van_aanbieders(bijdragen: list[int], beleid: Beleid) -> Status:
    """The judgement of a cell of 40 persons with these contributions of providers; credits are below zero."""
    grootste = [*sorted((abs(b) for b in bijdragen), reverse=True), 0, 0]
    van = Bijdragen(len(bijdragen), None, None, grootste[0], grootste[1])
    return beoordeel_cel(beleid, sum(bijdragen), 40, bijdragen=van)


@pytest.mark.parametrize(
    ("bijdragen", "status"),
    [
        # x1   x2  rest | rest < 10 % of x1?
        ([70, 24, 6], BEDRAG),  # 6 < 7: the second takes 24 off 100 and knows the first is at most 76
        ([70, 23, 7], ZICHTBAAR),  # 7 is not below 7
        ([50, 50], BEDRAG),  # two providers know each other exactly
        ([100], BEDRAG),  # everybody knows the one
        ([40, 40, 3, 1], ZICHTBAAR),  # 4 is not below 4
        ([40, 40, 3], BEDRAG),
        ([0, 0, 0], ZICHTBAAR),  # nobody contributes
    ],
)
def test_p_procent(bijdragen: list[int], status: Status) -> None:
    """p% (H 4.2): unsafe when what all but the two largest contribute is below p percent of the largest."""
    assert van_aanbieders(bijdragen, Beleid(p_procent=10)) is status


@pytest.mark.parametrize(
    ("bijdragen", "een", "twee"),
    [
        # of 100:      largest > 60?  two largest > 80?
        ([60, 20, 20], ZICHTBAAR, ZICHTBAAR),
        ([61, 19, 20], BEDRAG, BEDRAG),
        ([45, 36, 19], ZICHTBAAR, BEDRAG),
        ([45, 35, 20], ZICHTBAAR, ZICHTBAAR),
    ],
)
def test_een_en_twee_k(bijdragen: list[int], een: Status, twee: Status) -> None:
    """(1,k) and (2,k) dominance (H 4.2; E asks at most half of an amount of one)."""
    assert van_aanbieders(bijdragen, Beleid(dominantie_aanbieder=60)) is een
    assert van_aanbieders(bijdragen, Beleid(dominantie_twee_aanbieders=80)) is twee


def test_minstens_drie_aanbieders() -> None:
    """One or two providers are too few: of two, each takes off its own (H 4.2)."""
    beleid = Beleid(minimum_aanbieders=3)
    assert [van_aanbieders([10] * n, beleid) for n in (1, 2, 3)] == [Status.TE_WEINIG_AANBIEDERS] * 2 + [ZICHTBAAR]


@pytest.mark.parametrize(
    ("bijdragen", "net", "status"),
    [
        ([70, 20, 10, -40], 60, BEDRAG),  # largest 70 of 60 after the credit
        ([30, 30, 30, 30, -5], 115, ZICHTBAAR),  # rest 115 - 60 = 55
        ([-70, -20, -10], -100, BEDRAG),  # only credits: what is left to compare with is nothing
        ([50, -50], 0, BEDRAG),  # the amount is zero, the contributions are not
    ],
)
def test_credits(bijdragen: list[int], net: int, status: Status) -> None:
    """Credits (Z): contributions count without their sign; the amount that they are compared with is the shown one."""
    assert sum(bijdragen) == net
    assert van_aanbieders(bijdragen, Beleid(p_procent=10, dominantie_aanbieder=90)) is status


def test_hoeveel_aanbieders_een_aantal_mensen_helpen_is_geen_geheim() -> None:
    assert beoordeel_cel(Beleid(minimum_aanbieders=3), 40, 40, bijdragen=Bijdragen(aanbieders=1)) is ZICHTBAAR


def test_p_procent_van_personen() -> None:
    """The same for persons, where the second largest is known: 70, 24 and 6 together of 40 persons."""
    van = Bijdragen(None, 70, 24, None, None)
    assert beoordeel_cel(Beleid(p_procent=10), 100, 40, bijdragen=van) is BEDRAG
    assert beoordeel_cel(Beleid(p_procent=5), 100, 40, bijdragen=van) is ZICHTBAAR
    # Of a person whose next one is not known nothing can be said.
    assert beoordeel_cel(Beleid(p_procent=10), 100, 40, bijdragen=Bijdragen(None, 99)) is ZICHTBAAR


def test_een_tabel_met_alle_kolommen() -> None:
    """wijk | euro | persons | two largest persons | providers: two largest
    w1     | 100  | 40      | 9 8                 | 3: 60 20       safe
    w2     | 100  | 40      | 60 35               | 3: 60 20       persons: rest 5 < 6
    w3     | 100  | 40      | 9 8                 | 2: 60 40       providers: rest 0 < 6
    """
    tabel = Celtabel(
        "uitgaven", "omvang", ("periode", "wijk"), (["2024"] * 3, ["w1", "w2", "w3"]), [100] * 3, [40] * 3,
        aanbieders=[3, 3, 2], grootste_persoon_cent=[9, 60, 9], tweede_persoon_cent=[8, 35, 8],
        grootste_aanbieder_cent=[60] * 3, tweede_aanbieder_cent=[20, 20, 40],
    )  # fmt: skip
    assert beoordeel([tabel], Beleid(p_procent=10))[0].statussen == [ZICHTBAAR, BEDRAG, BEDRAG]


def test_een_gevoelige_code_heeft_een_eigen_grens() -> None:
    """product | persons: 43 needs 20, the others 10; a total over the products needs 10 too.

    43 | 15 hidden
    44 | 15 shown
    """
    beleid = Beleid(gevoelig=(Gevoelig("productcategorie", ("43",), 20),))
    tabel = Celtabel("x", "mediaan", ("periode", "productcategorie"), (["2024"] * 2, ["43", "44"]), [5, 5], [15, 15])
    totaal = Celtabel("x", "mediaan", ("periode",), (["2024"],), [5], [15])
    oordelen = beoordeel([tabel, totaal], beleid)
    assert oordelen[0].statussen == [Status.TE_WEINIG_PERSONEN, ZICHTBAAR]
    assert oordelen[1].statussen == [ZICHTBAAR]


def test_nullen_onveilig() -> None:
    """Where zeros may not be shown, a cell of nobody is as unsafe as a cell of one (H 5.2)."""
    assert beoordeel_cel(Beleid(nul_veilig=False), 0, 0) is Status.TE_WEINIG_PERSONEN
    assert beoordeel_cel(Beleid(nul_veilig=True), 0, 0) is ZICHTBAAR


# ------------------------------------------------------------------ slow references

bedragen = st.lists(st.integers(0, 60), max_size=5)
met_credits = st.lists(st.integers(-60, 60), max_size=5)
procenten = st.integers(1, 100)


def wie_schat(bijdragen: list[int], p: int) -> bool:
    """Whether anybody knows anybody else to within p percent: outsiders, and everyone who takes off their own."""
    totaal = sum(bijdragen)
    for i, doel in enumerate(bijdragen):
        lezers = [0, *(b for j, b in enumerate(bijdragen) if j != i)]
        if doel and any((totaal - eigen - doel) * 100 < p * doel for eigen in lezers):
            return True
    return False


@settings(max_examples=150, deadline=None)
@given(bedragen, procenten)
def test_p_procent_finds_whom_anyone_can_estimate(bijdragen: list[int], p: int) -> None:
    assert (van_aanbieders(bijdragen, Beleid(p_procent=p)) is BEDRAG) == wie_schat(bijdragen, p)


@settings(max_examples=150, deadline=None)
@given(met_credits, procenten)
def test_with_credits_a_rule_is_never_weaker_than_in_the_textbook(bijdragen: list[int], k: int) -> None:
    absoluut = [abs(b) for b in bijdragen]
    for beleid in (Beleid(p_procent=k), Beleid(dominantie_aanbieder=k), Beleid(dominantie_twee_aanbieders=k)):
        if van_aanbieders(absoluut, beleid) is BEDRAG:
            assert van_aanbieders(bijdragen, beleid) is BEDRAG


@settings(max_examples=100, deadline=None)
@given(bedragen, procenten)
def test_dominance_is_a_share(bijdragen: list[int], k: int) -> None:
    totaal, grootste = sum(bijdragen), sorted(bijdragen, reverse=True)
    for n, beleid in ((1, Beleid(dominantie_aanbieder=k)), (2, Beleid(dominantie_twee_aanbieders=k))):
        aandeel = 100 * sum(grootste[:n]) / totaal if totaal else 0
        assert (van_aanbieders(bijdragen, beleid) is BEDRAG) == (aandeel > k)
