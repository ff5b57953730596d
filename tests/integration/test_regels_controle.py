"""Judging messages that are not loaded: alone, and together with the lake; and what a sender gets back."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.integration.ingest_berichten import BSNS, KANARIES, Map, declaratie, toewijzing
from tests.integration.regels_home import CODE, eigen_regels, gevulde_home

from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake.store import Lake
from datameent.regels.controle import controleer
from datameent.regels.geladen import meldingen
from datameent.regels.kandidaten import Kandidaten, toegang
from datameent.regels.lake import beoordeel
from datameent.regels.retour import schrijf_retour
from datameent.sources.bevinding import Gelezen, Stuk
from datameent.sources.istandaarden import lees
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

VANDAAG = date(2025, 9, 1)


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gevulde_home(tmp_path_factory.mktemp("regels")).root


@pytest.fixture
def home(gevuld: Path) -> Home:
    return Home(gevuld)


@pytest.fixture
def eigen_home(gevuld: Path, tmp_path: Path) -> Home:
    """A copy, for a test that changes it."""
    shutil.copytree(gevuld, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def map_(tmp_path: Path) -> Map:
    return Map(tmp_path / "los")


@pytest.fixture(autouse=True)
def regels() -> Iterator[None]:
    with eigen_regels():
        yield


def _bytes(home: Home) -> dict[str, bytes]:
    return {str(p.relative_to(home.root)): p.read_bytes() for p in home.root.rglob("*") if p.is_file()}


def test_a_candidate_is_judged_with_the_lake_and_only_it_is_told_about(home: Home, map_: Map) -> None:
    # Number 1 was assigned in the lake, number 2 nowhere; that of the loaded declaration is not told again.
    pad = map_.leg("nieuw.xml", declaratie(20, [BSNS[0], BSNS[1]], dag="2025-03-10"))
    uitslag = controleer(home, [pad])
    (melding,) = uitslag.meldingen
    assert (uitslag.bestanden, uitslag.berichten) == (1, 1)
    assert (melding.code, melding.niveau, melding.ernst) == (CODE, "berichtoverstijgend", "waarschuwing")
    assert melding.plaats.element == "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]"
    assert melding.plaats.bestand == str(pad)
    assert (melding.herkomst.afzender, melding.herkomst.identificatie) == ("99101234", "20")
    assert melding.sleutels == (("referentienummer", "R20-1"), ("toewijzingnummer", "2"))
    assert uitslag.niet_beoordeeld == {"OP262": ("gebied",)}


def test_candidates_are_judged_with_each_other(home: Home, map_: Map) -> None:
    map_.leg("a.xml", toewijzing(2, BSNS[1]))
    map_.leg("b.xml", declaratie(20, [BSNS[0], BSNS[1]], dag="2025-03-10"))
    assert controleer(home, [map_.pad]).meldingen == ()


def test_a_message_that_was_loaded_counts_once(home: Home, map_: Map) -> None:
    pad = map_.leg("weer.xml", declaratie(10, [BSNS[0], BSNS[1]]))
    assert [(m.code, m.sleutels[0][1]) for m in controleer(home, [pad, pad]).meldingen] == [(CODE, "R10-1")]


def test_an_identification_that_was_used_before_stops_a_candidate(home: Home, map_: Map) -> None:
    """Against what was loaded and an earlier file of the same check, whatever the bytes. As in ingest, the message
    then plays no part: its second line is not told about."""
    for naam, data in (("a.xml", declaratie(10, [BSNS[1], BSNS[0]])), ("b.xml", declaratie(20, [BSNS[0]]))):
        map_.leg(naam, data)
    weer = map_.leg("c.xml", declaratie(20, [BSNS[2]]))
    uitslag = controleer(home, [map_.pad / "a.xml", map_.pad / "b.xml"])
    (melding,) = uitslag.meldingen
    assert (melding.code, melding.retourcode, uitslag.berichten) == ("TR056", "9056", 1)
    assert (melding.plaats.bestand, melding.herkomst.identificatie) == (str(map_.pad / "a.xml"), "10")
    kandidaten = Lake.open(home)
    con = kandidaten.engine()
    try:
        ingangen = toegang(home, VANDAAG).ingangen
        los = Kandidaten(kandidaten, ingangen, con)
        gevonden = [los.neem(_gelezen(home, pad)) for pad in (map_.pad / "b.xml", weer)]
    finally:
        con.disconnect()
    assert [[b.code for b in deel] for deel in gevonden] == [[], ["TR056"]]


def _gelezen(home: Home, pad: Path) -> Gelezen:
    stuk = Stuk(str(pad), pad.read_bytes())
    return lees([stuk], standaarden=StandaardenRegister.open(home), limieten=Limieten())


def test_nothing_is_written_but_a_line_in_the_processing_log(home: Home, map_: Map) -> None:
    voor = _bytes(home)
    pad = map_.leg("nieuw.xml", declaratie(20, [BSNS[0], BSNS[1]], dag="2025-03-10"))
    controleer(home, [pad])
    na = _bytes(home)
    veranderd = {naam for naam in voor.keys() | na.keys() if voor.get(naam) != na.get(naam)}
    assert veranderd == {"logs/verwerkingen.jsonl"}
    laatste = json.loads(na["logs/verwerkingen.jsonl"].splitlines()[-1])
    assert (laatste["wat"], laatste["bron"], laatste["aantallen"]) == (
        "controle", "iwmo", {"bestanden": 1, "prestaties": 2},
    )  # fmt: skip


def test_a_member_of_a_zip_has_its_place_too(home: Home, map_: Map) -> None:
    map_.pad.mkdir(parents=True)
    with zipfile.ZipFile(map_.pad / "a.zip", "w") as archief:
        archief.writestr("b.xml", declaratie(20, [BSNS[1], BSNS[0]], dag="2025-03-10"))
    (melding,) = controleer(home, [map_.pad]).meldingen
    assert (melding.plaats.bestand or "").endswith("a.zip!b.xml")
    assert melding.plaats.element == "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]"
    assert melding.plaats.regel == 12


def test_without_a_home_each_message_is_judged_by_itself(tmp_path: Path, map_: Map) -> None:
    map_.leg("a.xml", declaratie(20, [BSNS[0]]))
    map_.leg("b.xml", declaratie(21, [BSNS[0]], totaal=1))
    uitslag = controleer(Home(tmp_path / "nergens"), [map_.pad])
    assert [(m.code, m.herkomst.afzender) for m in uitslag.meldingen] == [("TR358", "99101234")]
    assert "no data home" in uitslag.opmerkingen[0]


def test_another_key_than_the_lake_has_is_said_and_not_used(eigen_home: Home, map_: Map) -> None:
    for sleutel in eigen_home.keys.glob("pseudoniem-*"):
        data = bytearray(sleutel.read_bytes())
        data[0] = ord("0") if data[0] != ord("0") else ord("1")
        sleutel.write_bytes(bytes(data))
    map_.leg("a.xml", declaratie(20, [BSNS[0], BSNS[1]]))
    uitslag = controleer(eigen_home, [map_.pad])
    assert uitslag.meldingen == ()
    assert "another key" in uitslag.opmerkingen[0]


def test_the_other_law_without_agreement_is_judged_by_itself(eigen_home: Home, map_: Map) -> None:
    (eigen_home.overeenkomsten / "ijw.yaml").unlink()
    map_.leg("a.xml", declaratie(20, [BSNS[1], BSNS[2]], std="ijw"))
    uitslag = controleer(eigen_home, [map_.pad])
    assert (uitslag.berichten, uitslag.meldingen) == (1, ())
    assert any("ijw" in opmerking for opmerking in uitslag.opmerkingen)


def test_findings_of_what_was_loaded_have_their_place_from_the_vault(eigen_home: Home) -> None:
    lake = Lake.open(eigen_home)
    beoordeel(lake)
    (melding,) = meldingen(lake)
    assert melding.plaats.element == "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]"
    assert (melding.plaats.bestand or "").endswith("323.xml")
    for pack in eigen_home.kluis.glob("*.pack"):
        pack.unlink()
    (zonder,) = meldingen(lake)
    assert zonder.plaats.element == "Declaratie/Clienten/Client/Prestaties/Prestatie"


def test_a_report_per_sender_holds_what_he_needs_and_nothing_of_another(home: Home, map_: Map, tmp_path: Path) -> None:
    map_.leg("a.xml", declaratie(20, [BSNS[0], BSNS[1]], dag="2025-03-10"))
    ander = declaratie(30, [BSNS[2], BSNS[3]], dag="2025-03-10").replace(b"99101234", b"99105678")
    map_.leg("b.xml", ander.replace(b"R30-", b"Z30-"))
    map_.leg("c.xml", b"")
    uitslag = controleer(home, [map_.pad])
    uit = tmp_path / "uit"
    namen = [p.name for p in schrijf_retour(uit, uitslag.meldingen, VANDAAG)]
    assert namen == ["bevindingen-99101234.txt", "bevindingen-99105678.txt"]
    een, twee = ((uit / naam).read_text(encoding="utf-8") for naam in namen)
    for tekst in (
        "Bericht 323, identificatie 20, dagtekening 2025-03-10",
        "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1], regel ",
        "Uw nummers: referentienummer R20-1, toewijzingnummer 2",
        f"Code: {CODE}",
        "Wat u doet: Declareer het product dat is toegewezen.",
    ):
        assert tekst in een
    assert "Z30" not in een
    assert "99105678" not in een
    assert "R20" not in twee
    assert "99101234" not in twee
    for geheim in (*KANARIES, *BSNS[:4]):
        assert geheim not in een + twee


def test_a_report_is_not_overwritten(home: Home, map_: Map, tmp_path: Path) -> None:
    map_.leg("a.xml", declaratie(20, [BSNS[0], BSNS[1]], dag="2025-03-10"))
    uitslag = controleer(home, [map_.pad])
    (pad,) = schrijf_retour(tmp_path / "uit", uitslag.meldingen, VANDAAG)
    voor = pad.read_bytes()
    with pytest.raises(DatameentError, match="DM-REGEL-001"):
        schrijf_retour(tmp_path / "uit", uitslag.meldingen, date(2026, 1, 1))
    assert pad.read_bytes() == voor


def test_a_number_that_is_a_bsn_is_struck_out(home: Home, map_: Map, tmp_path: Path) -> None:
    data = declaratie(20, [BSNS[0], BSNS[1]], dag="2025-03-10").replace(b"R20-1", f"R-{BSNS[1]}".encode())
    map_.leg(f"{BSNS[1]}.xml", data)
    (pad,) = schrijf_retour(tmp_path / "uit", controleer(home, [map_.pad]).meldingen, VANDAAG)
    assert BSNS[1] not in pad.read_text(encoding="utf-8")
    assert "*********" in pad.read_text(encoding="utf-8")
