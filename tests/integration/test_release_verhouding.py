"""Verzilvering and afkeur in a release: what is shown is what the loops say, what is hidden cannot be found, and a
planted fault is caught."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.integration.release_home import AANBIEDERS, LEEFTIJDEN, PRODUCTEN, WIJKEN, _tabel, maak_home, zet_kern

from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.indicators.reference import reken
from datameent.indicators.vraag import Vraagstelling
from datameent.lake.store import Lake
from datameent.release import build, verhouding
from datameent.release.build import bouw_release
from datameent.release.controle import controleer_release
from datameent.release.meten import Meting
from datameent.release.read import Release
from datameent.release.schema import TOTAAL

Rij = dict[str, Any]
INDICATOREN = ("verzilvering", "afkeur")
PLAN = """
versie: "1"
eigenaar: test
doelgroepen:
  beleid:
    clienten:
      - [jaar, wet, aanbieder]
    verzilvering: &v
      - [jaar, wet, aanbieder]
      - [kwartaal, wet, aanbieder]
    afkeur: *v
"""
EERSTE = date(2023, 11, 1)
_VOORKENNIS = build.voorkennis


def _toewijzingen(rng: random.Random) -> Iterator[Rij]:
    """Of some aanbieders nothing is used, of one all; many have few persons, and three have somebody with much more."""
    veel = set()
    for nummer in range(900):
        plek = min(int(rng.expovariate(0.2)), len(AANBIEDERS) - 1)
        wet = rng.choice(["wmo", "jeugdwet"])
        begin = EERSTE + timedelta(days=rng.randrange(500))
        eind = begin + timedelta(days=rng.randint(20, 200))
        cent, deel = rng.choice([90_000, 100_000, 150_000]), rng.randint(0, 900)
        deel = 0 if plek % 7 == 2 else 1_000 if plek == 3 else deel
        deel = deel // 60 if plek == 5 else deel
        if plek in (4, 5, 6) and (wet, plek, eind.year) not in veel:
            veel.add((wet, plek, eind.year))
            cent, deel = (100_000, 900) if plek == 5 else (9_000_000, 20)
        yield {
            "wet": wet,
            "pseudoniem": f"p{nummer % 700}",
            "toewijzingnummer": str(nummer),
            "aanbieder": AANBIEDERS[plek],
            "productcategorie": rng.choice(PRODUCTEN[wet]),
            "wijk_code": rng.choice(WIJKEN),
            "leeftijdsgroep": LEEFTIJDEN[wet][0],
            "ingangsdatum": begin,
            "einddatum": eind,
            "toegewezen_cent": cent,
            "gedeclareerd_cent": cent * deel // 1_000,
        }


def _zet(home: Home, rijen: list[Rij]) -> None:
    prestaties = [{"wet": wet, "dagtekening": EERSTE} for wet in ("wmo", "jeugdwet")]
    zet_kern(Lake.open(home), toewijzing_geldig=rijen, prestatie_geldig=prestaties)


def _zet_berichten(home: Home, rng: random.Random) -> None:
    """Every month a 305 of every aanbieder, some refused as a whole; two aanbieders are never refused."""
    berichten, regels, codes = [], [], []
    for maand in range(20):
        dag = date(2023 + (10 + maand) // 12, (10 + maand) % 12 + 1, 5)
        for wet, plek in ((w, p) for w in ("wmo", "jeugdwet") for p in range(12)):
            for stuk in range(3):
                naam = f"{wet}-{plek}-{maand}-{stuk}"
                vast = {"wet": wet, "gemeente": "9999", "aanbieder": AANBIEDERS[plek]}
                berichten.append(
                    {**vast, "bericht_id": naam, "berichttype": "305", "identificatie": naam, "dagtekening": dag}
                )
                for volgnr in range(1 + rng.randrange(1, 14 - plek)):
                    regels.append({"bericht_id": naam, "wet": wet, "volgnr": volgnr, "pseudoniem": f"{naam}{volgnr}"})
                if plek not in (1, 5) and rng.random() < 0.2:
                    terug = {"identificatie_retour": naam, "dagtekening_retour": dag}
                    berichten.append(
                        {
                            **vast,
                            **terug,
                            "bericht_id": f"r{naam}",
                            "berichttype": "306",
                            "identificatie": f"r{naam}",
                            "dagtekening": dag,
                        }
                    )
                    codes.append({"bericht_id": f"r{naam}", "wet": wet, "niveau": "bericht", "retourcode": "9019"})
    with Lake.open(home).schrijf("test") as tx:
        for tabel, inhoud in (("bericht", berichten), ("start_product", regels), ("retourcode", codes)):
            tx.voeg_toe("bron", tabel, _tabel("bron", tabel, inhoud))


@pytest.fixture(scope="module")
def rijen() -> list[Rij]:
    return list(_toewijzingen(random.Random(4)))


@pytest.fixture
def huis(tmp_path: Path, rijen: list[Rij]) -> Home:
    home = maak_home(tmp_path / "home", personen=150, maanden=20)
    _zet_berichten(home, random.Random(5))
    _zet(home, rijen)
    (home.config / "tabellenplan.yaml").write_text(PLAN, encoding="utf-8")
    return home


def _fijn(home: Home, indicator: str) -> dict[tuple[str, ...], dict[str, int | None]]:
    """Every cell as the loops count it: (periode, wet, aanbieder), with `totaal` where it is not broken out."""
    with Meting(home) as meting:
        namen = ("toewijzing_geldig", "prestatie_geldig", "trajectgebeurtenis", "afkeur")
        kern = {n: meting._lees(meting.kern[n]).to_pylist() for n in namen}
    uit = {}
    for korrel in ("jaar", "kwartaal"):
        uit.update({(*c, TOTAAL): m for c, m in reken(Vraagstelling(indicator, (korrel, "wet")), kern).items()})
        uit.update(reken(Vraagstelling(indicator, (korrel, "wet", "aanbieder")), kern))
    return uit


@pytest.mark.parametrize("indicator", INDICATOREN)
def test_what_is_shown_is_what_the_loops_say(huis: Home, indicator: str) -> None:
    resultaat = bouw_release(huis, "beleid")
    traag = _fijn(huis, indicator)
    gezien = {Status.GEPUBLICEERD: 0, Status.BESCHERMT_ANDER: 0}
    niets = alles = weinig = 0
    with Release.open(resultaat.pad) as r:
        cellen = [c for c in r.alle_cellen() if c.indicator == indicator]
        assert "bedrag_cent" not in {k for k, v in r.meta.verlies[indicator].items() if v is not None}
    for cel in cellen:
        maten = traag.get((cel.periode, cel.wet, cel.aanbieder))
        if maten is None:
            assert (cel.waarde, cel.status) == (None, Status.GEEN_NOEMER)
            continue
        gezien[cel.status] += 1
        personen, teller, noemer = (maten[k] or 0 for k in ("personen", "teller", "noemer"))
        niets, alles, weinig = niets + (teller == 0), alles + (teller == noemer), weinig + (personen < 10)
        if cel.waarde is not None:
            assert cel.waarde == maten["waarde"]
            assert personen >= 10
            assert 0 < teller < noemer
            assert 0 < cel.waarde < 1_000
            assert 2 * (maten["grootste_noemer_cent"] or 0) <= noemer
            assert 2 * (maten["grootste_persoon_cent"] or 0) <= teller
    assert min(*gezien.values(), niets, weinig) > 3
    assert alles or indicator == "afkeur"
    assert not controleer_release(huis, resultaat.pad).blootgesteld


def _zonder_minimum(*args: Any) -> Any:
    tabellen, beleid, eerder = args
    return beoordeel(tabellen, replace(beleid, minimum_personen=2), eerder)


def _zonder_dominantie(*args: Any) -> Any:
    tabellen, beleid, eerder = args
    return beoordeel(tabellen, replace(beleid, dominantie_persoon=None), eerder)


def _zonder_anderen(*args: Any) -> Any:
    """Nothing goes along for another."""
    tabellen, beleid, eerder = args
    zonder = replace(beleid, samen_minimum=False, eenlingen=False)
    los = [replace(t, indicator=f"{t.indicator}{i}") for i, t in enumerate(tabellen)]
    mee = frozenset(
        (f"{t.indicator}{i}", codes) for i, t in enumerate(tabellen) for n, codes in eerder.mee if n == t.indicator
    )
    return beoordeel(los, zonder, replace(eerder, mee=mee))


@pytest.mark.parametrize(
    ("waar", "naam", "fout", "regel"),
    [
        (build, "beoordeel", _zonder_minimum, "te-weinig-personen"),
        (build, "beoordeel", _zonder_dominantie, "een-bepaalt-bedrag"),
        (build, "beoordeel", _zonder_anderen, "volgt-uit-sommen"),
        (verhouding, "_zegt_van_iedereen", lambda *_: False, "zegt-van-iedereen"),
        (verhouding, "_van_een", lambda *_: False, "een-bepaalt-bedrag"),
        (verhouding, "_reden", lambda status: status, "reden-verraadt"),
    ],
)  # fmt: skip
def test_a_rule_that_is_off_is_caught(
    huis: Home, monkeypatch: pytest.MonkeyPatch, waar: Any, naam: str, fout: Callable[..., Any], regel: str
) -> None:
    monkeypatch.setattr(waar, naam, fout)
    monkeypatch.setattr(build, "RONDES", 0)
    with pytest.raises(DatameentError) as gezegd:
        bouw_release(huis, "beleid")
    assert gezegd.value.code == "DM-REL-009"
    assert regel in str(gezegd.value)
    assert not list(huis.releases.glob("*/*.sqlite"))


def test_a_share_that_changed_waits_with_the_figure_of_before(
    huis: Home, rijen: list[Rij], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A late declaration of one person changes the cells that it is in, and no reader sees by how much."""
    with Release.open(bouw_release(huis, "beleid").pad) as r:
        eerst = {c.sleutel: c for c in r.alle_cellen() if c.indicator == "verzilvering"}
    jaar = next(c for c in eerst.values() if c.waarde is not None and c.korrel == "jaar" and c.aanbieder != TOTAAL)
    wie = next(
        x for x in rijen
        if (x["wet"], x["aanbieder"], str(x["einddatum"].year)) == (jaar.wet, jaar.aanbieder, jaar.periode)
        and x["gedeclareerd_cent"] > 20_000
    )  # fmt: skip
    _zet(huis, [{**x, "gedeclareerd_cent": 1} if x is wie else x for x in rijen])
    with monkeypatch.context() as zonder:
        zonder.setattr(build, "RONDES", 0)
        zonder.setattr(build, "voorkennis", lambda *wat: replace(_VOORKENNIS(*wat), wacht=frozenset()))
        with pytest.raises(DatameentError, match="kleine-verandering"):
            bouw_release(huis, "beleid")
    tweede = bouw_release(huis, "beleid")
    with Release.open(tweede.pad) as r:
        cellen = {c.sleutel: c for c in r.alle_cellen() if c.indicator == "verzilvering"}
    wacht = cellen[jaar.sleutel]
    assert (wacht.waarde, wacht.status) == (None, Status.EERDER_GEPUBLICEERD)
    assert wacht.eerder is not None
    assert wacht.eerder.waarde == jaar.waarde
    for sleutel, cel in cellen.items():
        was = eerst[sleutel].waarde
        assert was is None or cel.waarde in (was, None)
    assert not controleer_release(huis, tweede.pad).blootgesteld


@pytest.mark.parametrize("methode", ["afronden\n    afrondingsbasis: 5\n    speling_personen: 4", "ruis"])
def test_beside_counts_that_are_not_exact_shares_stay_exact_and_protected(huis: Home, methode: str) -> None:
    """No cell says by its reason or its absence that nobody is there: the counts do not say that either."""
    beleid = f"minimum_personen: 10\n    samen_minimum: true\n    dominantie_persoon: 50\n    methode: {methode}"
    (huis.config / "onthulling.yaml").write_text(
        f"versie: '1'\ningangsdatum: 2025-01-01\neigenaar: test\nbron: test\ndoelgroepen:\n  beleid:\n    {beleid}\n",
        encoding="utf-8",
    )
    resultaat = bouw_release(huis, "beleid")
    traag = _fijn(huis, "verzilvering")
    with Release.open(resultaat.pad) as r:
        cellen = [c for c in r.alle_cellen() if c.indicator == "verzilvering"]
    getoond = [c for c in cellen if c.waarde is not None]
    assert len(getoond) > 3
    assert all(c.waarde == traag[c.periode, c.wet, c.aanbieder]["waarde"] for c in getoond)
    assert {c.status for c in cellen} == {Status.GEPUBLICEERD, Status.BESCHERMT_ANDER}
    assert not controleer_release(huis, resultaat.pad).blootgesteld
