"""Releases from a lake: built, protected, checked, the same every time, and refused when anything is exposed."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.integration.release_home import WIJKEN, maak_home, zet_kern

from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.indicators.evaluate import MATEN, evaluate
from datameent.indicators.register import definities
from datameent.indicators.vraag import Vraagstelling
from datameent.lake.store import Lake
from datameent.release import build
from datameent.release.build import ReleaseResultaat, bouw_release
from datameent.release.configuratie import plan_van
from datameent.release.controle import controleer_release
from datameent.release.meten import Meting
from datameent.release.plan import Kruising
from datameent.release.read import Release, newest
from datameent.release.samenstelling import stel_samen
from datameent.release.schema import BINNEN
from datameent.release.tabellen import schrijf_tabellen
from datameent.release.vind import vind_release

GROEPEN = ("beleid", "raad", "openbaar")
Gebouwd = tuple[Home, dict[str, ReleaseResultaat]]


@pytest.fixture(scope="module")
def gebouwd(tmp_path_factory: pytest.TempPathFactory) -> Gebouwd:
    home = maak_home(tmp_path_factory.mktemp("release") / "home", personen=700, maanden=20)
    return home, {d: bouw_release(home, d) for d in GROEPEN}


@pytest.mark.parametrize("doelgroep", GROEPEN)
def test_a_release_describes_itself(gebouwd: Gebouwd, doelgroep: str) -> None:
    home, gemaakt = gebouwd
    resultaat = gemaakt[doelgroep]
    assert newest(home.releases, doelgroep) == resultaat.pad == vind_release(home, doelgroep)
    assert vind_release(home, resultaat.release_id) == vind_release(home, str(resultaat.pad)) == resultaat.pad
    assert not list(resultaat.pad.parent.glob(".*"))
    with Release.open(resultaat.pad) as r:
        assert r.meta.release_id == resultaat.release_id == resultaat.pad.stem
        assert (r.meta.cellen, r.meta.onderdrukt) == (resultaat.cellen, resultaat.onderdrukt)
        assert 0 < resultaat.onderdrukt < resultaat.cellen
        assert r.meta.peildatum == date(2025, 6, 30)
        assert next(i.code for i in r.indicatoren()) == "clienten"
        assert set(r.meta.verlies) == {i.code for i in r.indicatoren()} == {t.indicator for t in r.tabellen()}
        assert {b.naam for b in r.bronnen()} >= {"iwmo", "ijw", "bevolking"}
        kaarten = json.dumps([dict(o.kaart) for o in r.overeenkomsten()])
        assert "@" not in kaarten
        assert r.label("wijk", "WK999901") == "Wijk 1"
        assert r.label("productcategorie", "45") == "Jeugdhulp ambulant"
        assert bool(r.dimensie("aanbieder")[1:]) == (doelgroep == "beleid")
        for naam in ("wet", "productcategorie", "wijk", "leeftijdsgroep"):
            assert r.dimensie(naam)[0].code == "totaal"


def test_only_whole_periods_and_no_gaps(gebouwd: Gebouwd) -> None:
    """November 2023 to June 2025: one whole year, six whole quarters, twenty months."""
    with Release.open(gebouwd[1]["raad"].pad) as r:

        def perioden(korrel: str) -> list[str]:
            return [c.periode for c in r.cellen("uitgaven", korrel, waar={"wet": "wmo"})]

        assert perioden("jaar") == ["2024"]
        assert perioden("kwartaal") == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"]
        assert (len(perioden("maand")), perioden("maand")[0], perioden("maand")[-1]) == (20, "2023-11", "2025-06")
        assert r.dimensie("periode")[1].label == "2024"
        korrels = [len(w.code) + ("Q" not in w.code) for w in r.dimensie("periode")[1:]]
        assert korrels == sorted(korrels)  # years, then quarters, then months
        per = r.cellen("clienten", "kwartaal", per=("wet", "productcategorie"))
        # A fine table takes a quarter three months after it ended, so the sixth is not in it yet.
        assert {c.periode for c in per} == {"2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"}
        assert len(per) == 5 * len({(c.wet, c.productcategorie) for c in per})
        assert {c.wet for c in r.cellen("uitgaven", "maand", waar={"wet": ["totaal", "wmo", "jeugdwet"]})} == {
            "totaal", "wmo", "jeugdwet",
        }  # fmt: skip
        assert not r.cellen("clienten", "jaar")
        laat = {c.periode: c.voorlopig for c in r.cellen("uitgaven", "maand")}
        assert [p for p, v in laat.items() if v] == ["2025-04", "2025-05", "2025-06"]
        kwartaal = r.cel("uitgaven", "kwartaal", "2025-Q2")
        assert kwartaal is not None
        assert kwartaal.voorlopig


def test_the_figures_are_those_of_the_lake(gebouwd: Gebouwd) -> None:
    """Counted again by hand from the kern rows, and no shown cell holds fewer than ten persons."""
    home, gemaakt = gebouwd
    rijen = Lake.open(home).arrow("kern", "kostenmaand").to_pylist()
    with Release.open(gemaakt["beleid"].pad) as r:
        gezien = 0
        for cel in r.cellen("uitgaven", "kwartaal", per=("wet", "productcategorie")):
            mee = [
                k
                for k in rijen
                if (k["wet"], k["productcategorie"]) == (cel.wet, cel.productcategorie)
                and f"{k['maand'].year}-Q{(k['maand'].month + 2) // 3}" == cel.periode
            ]
            personen = len({k["pseudoniem"] for k in mee})
            if cel.waarde is not None:
                gezien += 1
                assert cel.waarde == sum(k["bedrag_cent"] for k in mee)
                assert personen >= 10
            elif cel.status is Status.TE_WEINIG_PERSONEN:
                assert personen < 10
        assert gezien > 20


@pytest.mark.parametrize("indicator", sorted(plan_van(Home(Path("nergens"))).voor("beleid")))
def test_many_crossings_at_once_are_what_the_lake_says_one_by_one(gebouwd: Gebouwd, indicator: str) -> None:
    kruisingen = plan_van(Home(Path("nergens"))).voor("beleid")[indicator]
    with Meting(gebouwd[0]) as meting:
        meting.meet({indicator: kruisingen})
        for kruising in (kruisingen[0], kruisingen[-1], max(kruisingen, key=lambda k: len(k.dimensies))):
            vlug = meting.cellen(indicator, kruising)
            per = (kruising.korrel, *kruising.dimensies)
            traag = meting._lees(evaluate(Vraagstelling(indicator, per), meting.kern)).to_pylist()
            cellen = {tuple(rij[d] for d in per): {m: rij[m] for m in MATEN} for rij in traag}
            assert len(cellen) == len(traag) == len(vlug.sleutels)
            assert {s: {m: vlug.maten[m][i] for m in MATEN} for s, i in vlug.plek.items()} == cellen


def test_a_figure_that_is_known_later_has_no_period_that_is_not_known(gebouwd: Gebouwd) -> None:
    """The kern runs from November 2023 to June 2025: who came back within a year is known until June 2024."""
    with Meting(gebouwd[0]) as meting:
        kaarten, plan = definities(), {"terugkeer": [Kruising("kwartaal", ("wet",))]}
        [tabel] = stel_samen(plan, kaarten, meting, meting.venster)
        assert sorted(set(tabel.cellen.codes[0])) == ["2024-Q1", "2024-Q2"]
        assert None not in tabel.cellen.waarde
        later = meting.cellen("terugkeer", plan["terugkeer"][0])
        assert later.maten["waarde"][later.plek["2024-Q4", "wmo"]] is None


def test_what_is_divided_is_said_to_protection(gebouwd: Gebouwd) -> None:
    with Meting(gebouwd[0]) as meting:
        plan = {"clienten": [Kruising.van(["jaar", "wet", "buurt", "product"]), Kruising.van(["jaar", "wet", "wijk"])]}
        fijn, grof = stel_samen(plan, definities(), meting, meting.venster)
        assert fijn.cellen.binnen == {"product": "productcategorie", "buurt": "wijk"}
        assert grof.cellen.binnen == {}


def test_the_same_lake_gives_the_same_release(gebouwd: Gebouwd) -> None:
    home, gemaakt = gebouwd
    opnieuw = bouw_release(home, "openbaar")
    assert opnieuw.release_id == gemaakt["openbaar"].release_id
    assert len(list((home.releases / "openbaar").glob("*.sqlite"))) == 1


def test_inhabitants_travel_with_the_release_and_a_wrong_file_stops_it(gebouwd: Gebouwd, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(gebouwd[0].root, home.root)
    regels = [f"{w},2025-01-01,1000,CBS" for w in WIJKEN] + ["GM9999,2025-01-01,8000,CBS"]
    home.inwoners.write_text("\n".join(["code,peildatum,inwoners,bron", *regels]), encoding="utf-8")
    met = bouw_release(home, "openbaar")
    assert met.release_id != gebouwd[1]["openbaar"].release_id
    with Release.open(met.pad) as release, Release.open(gebouwd[1]["openbaar"].pad) as zonder:
        assert zonder.inwoners == ()
        assert release.alle_cellen() == zonder.alle_cellen()
        assert [(t.peildatum, t.bron, t.aantal["GM9999"]) for t in release.inwoners] == [
            (date(2025, 1, 1), "CBS", 8000)
        ]
        assert set(release.inwoners[0].aantal) == {"GM9999", *WIJKEN}
    assert not controleer_release(home, met.pad).blootgesteld
    home.inwoners.write_text("\n".join(["code,peildatum,inwoners,bron", *regels[1:]]), encoding="utf-8")
    voor = sorted((home.releases / "openbaar").iterdir())
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "openbaar")
    assert fout.value.code == "DM-REL-019"
    assert sorted((home.releases / "openbaar").iterdir()) == voor


def test_an_earlier_policy_or_plan_gives_another_release(gebouwd: Gebouwd, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(gebouwd[0].root, home.root)
    beleid = home.config / "onthulling.yaml"
    beleid.write_text(beleid.read_text(encoding="utf-8").replace("minimum_personen: 10", "minimum_personen: 25"))
    strenger = bouw_release(home, "raad")
    assert strenger.release_id != gebouwd[1]["raad"].release_id
    assert strenger.onderdrukt > gebouwd[1]["raad"].onderdrukt
    assert not controleer_release(home, strenger.pad).blootgesteld
    # The release of before the change breaks the stricter rule of today.
    oud = controleer_release(home, gebouwd[1]["raad"].pad)
    assert oud.per_regel()["te-weinig-personen"] > 0


@pytest.mark.parametrize("doelgroep", GROEPEN)
def test_the_check_finds_nothing(gebouwd: Gebouwd, doelgroep: str) -> None:
    home, gemaakt = gebouwd
    controle = controleer_release(home, gemaakt[doelgroep].pad)
    assert controle.blootgesteld == ()
    assert (controle.cellen, controle.onderdrukt) == (gemaakt[doelgroep].cellen, gemaakt[doelgroep].onderdrukt)


KNOEIERIJ: list[tuple[str, str]] = [
    # a hidden small cell shown: by itself, or by its sum
    (
        "UPDATE cel SET waarde=5, status='' WHERE (indicator,korrel,periode,wet,productcategorie,wijk,aanbieder,"
        "leeftijdsgroep) = (SELECT indicator,korrel,periode,wet,productcategorie,wijk,aanbieder,leeftijdsgroep FROM cel"
        " WHERE indicator='clienten' AND status='te-weinig-personen' LIMIT 1)",
        "te-weinig-personen",
    ),
    ("UPDATE cel SET status='' WHERE status='te-weinig-personen'", "waarde-en-status"),
    ("UPDATE cel SET waarde=7 WHERE status='te-weinig-personen'", "waarde-en-status"),
    ("UPDATE cel SET waarde=0, status='' WHERE status='te-weinig-personen'", "te-weinig-personen"),
    ("UPDATE cel SET waarde=12, status='' WHERE status='beschermt-ander' AND indicator='clienten'", "volgt-uit-sommen"),
    ("UPDATE cel SET waarde=12, status='' WHERE status<>'' AND indicator='kosten_per_client'", "deel-van-ratio"),
    ("UPDATE cel SET waarde=waarde+1 WHERE status='' AND indicator='wachttijd'", "andere-waarde"),
    ("UPDATE cel SET wijk='WK999999' WHERE indicator='uitgaven' AND wijk='WK999901'", "niet-in-het-meer"),
]


@pytest.mark.parametrize(("sql", "regel"), KNOEIERIJ)
def test_the_check_finds_what_was_tampered_with(gebouwd: Gebouwd, tmp_path: Path, sql: str, regel: str) -> None:
    home, gemaakt = gebouwd
    pad = tmp_path / gemaakt["beleid"].pad.name
    shutil.copy(gemaakt["beleid"].pad, pad)
    pad.chmod(0o644)
    con = sqlite3.connect(pad)
    assert con.execute(sql).rowcount > 0
    con.commit()
    con.close()
    assert controleer_release(home, pad).per_regel()[regel] > 0


def test_nothing_is_published_when_protection_fails(gebouwd: Gebouwd, monkeypatch: pytest.MonkeyPatch) -> None:
    """With complementary suppression switched off the check must refuse, and leave no file."""
    home, _ = gebouwd
    echt: Callable[..., object] = build.beoordeel

    def alleen_primair(*wat: object) -> object:
        oordelen = echt(*wat)
        for oordeel in oordelen:  # type: ignore[attr-defined]
            oordeel.statussen[:] = [
                Status.GEPUBLICEERD if s is Status.BESCHERMT_ANDER else s for s in oordeel.statussen
            ]
        return oordelen

    monkeypatch.setattr(build, "beoordeel", alleen_primair)
    voor = sorted((home.releases / "raad").iterdir())
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "raad")
    assert fout.value.code == "DM-REL-009"
    assert "volgt-uit-sommen" in str(fout.value)
    assert sorted((home.releases / "raad").iterdir()) == voor


def test_a_lake_without_a_complete_month_has_nothing_to_publish(tmp_path: Path) -> None:
    home = maak_home(tmp_path / "home", personen=0, maanden=1)
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "raad")
    assert fout.value.code == "DM-REL-008"


def test_a_kern_that_is_behind_is_refused(tmp_path: Path) -> None:
    home = maak_home(tmp_path / "home", personen=20, maanden=3)
    lake = Lake.open(home)
    with lake.schrijf("test") as tx:
        tx.voeg_toe("bron", "bericht", lake.arrow("bron", "bericht"))
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "raad")
    assert fout.value.code == "DM-REL-010"
    zet_kern(Lake.open(home))
    bouw_release(home, "raad")


def test_an_unknown_audience_is_refused(gebouwd: Gebouwd) -> None:
    with pytest.raises(DatameentError) as fout:
        bouw_release(gebouwd[0], "pers")
    assert fout.value.code == "DM-ONT-002"
    with pytest.raises(DatameentError) as fout:
        vind_release(gebouwd[0], "pers")
    assert fout.value.code == "DM-REL-001"


@pytest.mark.parametrize("doelgroep", GROEPEN)
def test_tables_as_files(gebouwd: Gebouwd, tmp_path: Path, doelgroep: str) -> None:
    resultaat = gebouwd[1][doelgroep]
    namen = schrijf_tabellen(resultaat.pad, tmp_path)
    beschreven = json.loads((tmp_path / "tabellen.json").read_text(encoding="utf-8"))
    assert (beschreven["release"], beschreven["peildatum"]) == (resultaat.release_id, "2025-06-30")
    gebied = beschreven["hierarchieen"]["gebied"]
    assert gebied["totaal"] == "GM9999"
    assert (gebied["ouder"]["GM9999"], gebied["ouder"]["WK999901"]) == (None, "GM9999")
    assert {t["bestand"] for t in beschreven["tabellen"]} | {"tabellen.json"} == set(namen)
    eigen = 0
    for tabel in beschreven["tabellen"]:
        with (tmp_path / tabel["bestand"]).open(encoding="utf-8", newline="") as stroom:
            rijen = list(csv.DictReader(stroom))
        dims = {d["naam"]: d["hierarchie"] for d in tabel["dimensies"]}
        assert rijen
        assert set(rijen[0]) == {*dims, "waarde", "status"}
        for rij in rijen:
            assert bool(rij["waarde"]) != bool(rij["status"])
            assert all(rij[d] in beschreven["hierarchieen"][h]["ouder"] for d, h in dims.items())
        diepte = {d: 2 if d in BINNEN else 1 for d, h in dims.items() if h != "tijd"}
        eigen += sum(all(_diepte(beschreven, dims[d], rij[d]) == n for d, n in diepte.items()) for rij in rijen)
        for d, n in diepte.items():
            assert {_diepte(beschreven, dims[d], rij[d]) for rij in rijen} <= set(range(n + 1))
    assert eigen == resultaat.cellen


def _diepte(beschreven: dict[str, Any], hierarchie: str, code: str) -> int:
    """How many codes are above this one."""
    ouder = beschreven["hierarchieen"][hierarchie]["ouder"]
    return 0 if ouder[code] is None else 1 + _diepte(beschreven, hierarchie, ouder[code])


@pytest.mark.parametrize("doelgroep", GROEPEN)
def test_a_stranger_can_add_the_files_up(gebouwd: Gebouwd, tmp_path: Path, doelgroep: str) -> None:
    """With nothing but the files: wherever a parent and all its parts are shown, amounts add up to the cent, and no
    count of persons is below its largest part or above the parts together."""
    schrijf_tabellen(gebouwd[1][doelgroep].pad, tmp_path)
    beschreven = json.loads((tmp_path / "tabellen.json").read_text(encoding="utf-8"))
    geteld: Counter[tuple[str, str]] = Counter()
    for tabel in beschreven["tabellen"]:
        if tabel["soort"] not in ("omvang", "frequentie"):
            continue
        with (tmp_path / tabel["bestand"]).open(encoding="utf-8", newline="") as stroom:
            rijen = list(csv.DictReader(stroom))
        namen = [d["naam"] for d in tabel["dimensies"]]
        waarde = {tuple(r[n] for n in namen): int(r["waarde"]) if r["waarde"] else None for r in rijen}
        assert len(waarde) == len(rijen)
        for as_, dimensie in enumerate(tabel["dimensies"]):
            ouder = beschreven["hierarchieen"][dimensie["hierarchie"]]["ouder"]
            for heel, delen in _getoonde_sommen(waarde, as_, ouder):
                geteld[dimensie["hierarchie"], tabel["soort"]] += 1
                assert heel == sum(delen) if tabel["soort"] == "omvang" else max(delen) <= heel <= sum(delen)
    verwacht = {"gebied", "product", "leeftijdsgroep"}
    assert {h for h, soort in geteld if soort == "omvang"} >= verwacht, geteld


def _getoonde_sommen(
    waarde: dict[tuple[str, ...], int | None], as_: int, ouder: dict[str, str | None]
) -> Iterator[tuple[int, list[int]]]:
    """Every total over one column with its parts, where all of them are shown."""
    sommen: dict[tuple[str, ...], list[int | None]] = {}
    for cel, getal in waarde.items():
        boven = (*cel[:as_], ouder[cel[as_]] or "", *cel[as_ + 1 :])
        if boven in waarde:
            sommen.setdefault(boven, []).append(getal)
    for boven, delen in sommen.items():
        heel, bekend = waarde[boven], [d for d in delen if d is not None]
        if heel is not None and len(bekend) == len(delen):
            yield heel, bekend


def test_codes_of_files_are_unique_in_their_hierarchy(gebouwd: Gebouwd, tmp_path: Path) -> None:
    """A product with the code of its categorie, one in two categorieen, and an unknown buurt of every wijk."""
    schrijf_tabellen(gebouwd[1]["beleid"].pad, tmp_path)
    ouder = {
        naam: h["ouder"]
        for naam, h in json.loads((tmp_path / "tabellen.json").read_text(encoding="utf-8"))["hierarchieen"].items()
    }
    assert (ouder["product"]["07"], ouder["product"]["07-07"]) == ("totaal", "07")
    assert (ouder["product"]["01-X1"], ouder["product"]["45-X1"], ouder["product"]["45A01"]) == ("01", "45", "45")
    assert (ouder["gebied"]["BU99990102"], ouder["gebied"]["WK999901"]) == ("WK999901", "GM9999")
    assert (ouder["gebied"]["WK999901-onbekend"], ouder["gebied"]["onbekend-onbekend"]) == ("WK999901", "onbekend")
