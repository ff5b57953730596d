"""The parts of the synthetic municipality, each on its own."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from datameent.demo import bevolking
from datameent.demo.aanbieders import maak_aanbod
from datameent.demo.bsn import BsnReeks, geldige
from datameent.demo.gebieden import PER_LETTERS, buurten, gebied_rijen, onbekende_postcode, postcode_rijen
from datameent.demo.kalibratie import aandeel_in_zorg, feiten, producten, tafels, tarieven
from datameent.demo.plan import Plan
from datameent.domain.bsn import elfproef


def test_bsn_pass_the_elfproef_are_distinct_and_never_issued() -> None:
    reeks = BsnReeks(3)
    nummers = [reeks.volgende() for _ in range(100_000)]
    assert len(set(nummers)) == 100_000
    assert all(elfproef(nummer) for nummer in nummers)
    assert {nummer[:3] for nummer in nummers} == {"999", "998"}
    assert sum(len(geldige(kop)) for kop in range(990, 1000)) > 900_000


def test_forty_buurten_in_eight_wijken_that_differ() -> None:
    alle = buurten()
    assert len({b.code for b in alle}) == 40
    assert len({b.wijk for b in alle}) == 8
    assert len({b.soort for b in alle}) >= 5
    assert max(b.achterstand for b in alle) - min(b.achterstand for b in alle) > 1
    rijen = list(gebied_rijen("Proef"))
    assert [r[0] for r in rijen][:2] == ["GM9999", "WK999901"]
    codes = {r[0] for r in rijen}
    assert all(ouder in codes for _, _, soort, ouder in rijen if soort != "gemeente")


def test_every_house_number_has_one_buurt_on_every_day_and_no_postcode_can_exist() -> None:
    rijen = list(postcode_rijen())
    assert all(code[4:] in PER_LETTERS for code, *_ in rijen)
    assert not {onbekende_postcode(b) for b in range(40)} & {code for code, *_ in rijen}
    for dag in ("2010-06-01", "2024-06-01"):
        geldig = [r for r in rijen if r[4] <= dag and (not r[5] or dag <= r[5])]
        for nummer in (1, 399, 4999, 5000, 5399):
            treffers: dict[str, int] = {}
            for code, van, tot, *_ in geldig:
                if int(van) <= nummer and (not tot or nummer <= int(tot)):
                    treffers[code] = treffers.get(code, 0) + 1
            assert set(treffers.values()) == {1}
            assert len(treffers) == 960


def test_tables_keep_the_share_in_help_where_it_is() -> None:
    """Month by month, the slow way: whoever grows older under these chances uses what the facts say."""
    migratie = np.full(101, 0.002)
    t = tafels(migratie, np.zeros(2))
    doel = aandeel_in_zorg()
    for k, product in enumerate(producten()):
        stand, gemiddeld = 0.0, np.zeros(101)
        for leeftijd in range(100):
            som = 0.0
            for _ in range(12):
                som += stand
                blijft = stand * np.exp(-1 / product.duur) * (1 - migratie[leeftijd]) * (1 - t.extra_eind[k, leeftijd])
                stand = blijft + t.begin[k, leeftijd]
            gemiddeld[leeftijd] = som / 12
        zwaar = slice(0, 23) if product.wet else slice(18, 96)
        assert gemiddeld[zwaar].sum() == pytest.approx(doel[k][zwaar].sum(), rel=0.05), product.code


def test_every_product_has_a_choice_of_providers_of_very_different_size() -> None:
    for n in (25, 32, 40):
        aanbod = maak_aanbod(Plan(inwoners=1000, aanbieders=n))
        assert (aanbod.biedt.sum(axis=1) >= 2).all()
        assert len(set(aanbod.agb)) == len(set(aanbod.naam)) == n
        assert all(len(agb) == 8 and agb.startswith("99") for agb in aanbod.agb)
        assert aanbod.omvang[0] > 15 * aanbod.omvang[-1]


def test_tariffs_rise_with_their_own_index() -> None:
    plan = Plan(inwoners=1000, jaren=4, tot=date(2026, 11, 1), indexatie_standaard=0.02, indexatie={"45A65": 0.1})
    reeks = tarieven(plan)
    codes = [p.code for p in producten()]
    k, j = codes.index("45A65"), codes.index("43A36")
    assert reeks[2022][k] == producten()[k].tarief
    assert reeks[2025][k] / reeks[2022][k] == pytest.approx(1.1**3, abs=0.003)
    assert reeks[2026][j] / reeks[2022][j] == pytest.approx(1.02**4, abs=0.0005)


def test_births_deaths_and_people_of_both_sexes_follow_the_facts() -> None:
    plan = Plan(inwoners=60_000, tot=date(2026, 1, 1), jaren=1)
    mensen = bevolking.begin(plan)
    wie = mensen.aanwezig(plan.begin_maand)
    leeftijd = mensen.leeftijd(wie, plan.begin_maand)
    cijfers = feiten()["bevolking"]
    verdeling = bevolking.leeftijdsverdeling()
    sterfte = (bevolking.sterftekans() * verdeling).sum() * 12 * 1000
    assert sterfte == pytest.approx(cijfers["sterfte_per_1000"], rel=0.03)
    assert abs(np.mean(leeftijd >= 65) - verdeling[65:].sum()) < 0.03
    assert abs(np.mean(leeftijd < 18) - verdeling[:18].sum()) < 0.03
    assert 0.48 < np.mean(mensen.geslacht == 2) < 0.53
    bewoond = len(np.unique(mensen.huis))
    assert plan.inwoners / bewoond == pytest.approx(cijfers["huishoudensgrootte"], rel=0.15)
    assert (np.bincount(mensen.huis) < 12).all()


def test_buurten_differ_in_age() -> None:
    plan = Plan(inwoners=60_000, tot=date(2026, 1, 1), jaren=1)
    mensen = bevolking.begin(plan)
    oud = mensen.leeftijd(np.arange(plan.inwoners), plan.begin_maand) >= 65
    per_buurt = np.bincount(mensen.huis_buurt[mensen.huis], weights=oud) / np.bincount(mensen.huis_buurt[mensen.huis])
    assert per_buurt.max() > 2 * per_buurt.min()
