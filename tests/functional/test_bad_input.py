"""Everything that may be wrong with what comes in, through the command itself: a code, a place, no value, a status that
is not 0, and a lake in which nothing changed."""

from __future__ import annotations

import fcntl
import json
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.lees_323 import schrijf_323

from datameent.cli import main
from datameent.domain.home import Home
from datameent.lake.store import Lake

GEHEIM = "VERKLIKKER"
"""A value that stands in the file and may stand in nothing that is said."""


def _vervang(oud: str, nieuw: str) -> Callable[[str], bytes]:
    def maak(goed: str) -> bytes:
        assert oud in goed
        return goed.replace(oud, nieuw, 1).encode()

    return maak


def _afgekapt(goed: str) -> bytes:
    return goed[: len(goed) // 2].encode()


def _met_dtd(inhoud: str) -> Callable[[str], bytes]:
    return _vervang("<jw323:Bericht", f"<!DOCTYPE x [{inhoud}]><jw323:Bericht")


_EIND = "<ijw:Einddatum>2026-04-30</ijw:Einddatum>\n\t\t\t\t\t\t</jw323:ProductPeriode>"
_LACH = '<!ENTITY a "VERKLIKKER"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'

FOUTEN: dict[str, Callable[[str], bytes]] = {
    "not XML": lambda goed: b"%PDF-1.7 VERKLIKKER",
    "DTD": _met_dtd('<!ELEMENT VERKLIKKER ANY>'),
    "entity": lambda goed: _met_dtd(_LACH)(goed).replace(b"<ijw:Identificatie>1<", b"<ijw:Identificatie>&b;<", 1),
    "wrong namespace": _vervang("/ijw/3_2/jw323/schema", "/ijw/3_2/VERKLIKKER/schema"),
    "wrong release": _vervang("<jw323:BerichtSubversie>2<", "<jw323:BerichtSubversie>9<"),
    "wrong BerichtCode": _vervang("<jw323:BerichtCode>490<", "<jw323:BerichtCode>484<"),
    "truncated": _afgekapt,
    "UTF-16": lambda goed: goed.replace("UTF-8", "UTF-16", 1).encode("utf-16"),
    "huge text": _vervang("<ijw:ReferentieNummer>RN0<", f"<ijw:ReferentieNummer>{GEHEIM * 20_000}<"),
    "invalid BSN": lambda goed: re.sub(r"<jw323:Bsn>\d{9}<", "<jw323:Bsn>999999999<", goed, count=1).encode(),
    "date that does not exist": _vervang(_EIND, _EIND.replace("2026-04-30", "2026-04-31")),
    "negative volume": _vervang("<jw323:GeleverdVolume>1<", "<jw323:GeleverdVolume>-1<"),
    "total that differs": lambda goed: re.sub(r"<ijw:TotaalBedrag>\d+<", "<ijw:TotaalBedrag>7<", goed).encode(),
}  # fmt: skip


@pytest.fixture
def goed(tmp_path: Path) -> str:
    schrijf_323(tmp_path / "basis.xml", 12)
    return (tmp_path / "basis.xml").read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path, roep: Callable[..., tuple[int, str]]) -> Path:
    """A home that already holds one good declaration."""
    place = tmp_path / "home"
    assert roep("init", place)[0] == 0
    schrijf_323(tmp_path / "eerder.xml", 12, "eerder1")
    assert roep("ingest", tmp_path / "eerder.xml", "--bron", "ijw", "--home", place)[0] == 0
    return place


@pytest.fixture
def roep(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run the command in this process: its exit status and all it said."""

    def call(*args: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["datameent", *map(str, args)])
        with pytest.raises(SystemExit) as gone:
            main.run()
        said = capfd.readouterr()
        return int(gone.value.code or 0), said.out + said.err

    return call


def _lake(home: Path) -> dict[str, int]:
    lake = Lake.open(Home(home))
    return {naam: lake.arrow("bron", naam).num_rows for naam in lake.namen("bron")}


@pytest.mark.parametrize("xsd", [False, True], ids=["without XSD", "with XSD"])
@pytest.mark.parametrize("fout", FOUTEN)
def test_a_broken_message_is_refused(
    fout: str, xsd: bool, goed: str, home: Path, roep: Callable[..., tuple[int, str]], request: pytest.FixtureRequest
) -> None:
    if xsd:
        material = request.getfixturevalue("shared_data") / "istandaarden/ijw-3.2"
        assert roep("standaard", "add", "ijw", "3.2", material, "--home", home)[0] == 0
    before = _lake(home)
    broken = home.parent / "kapot.xml"
    broken.write_bytes(FOUTEN[fout](goed))
    status, said = roep("ingest", broken, "--bron", "ijw", "--home", home, "--json")
    assert status == 1
    finding = json.loads(said[: said.rindex("}") + 1])["bevindingen"][0]
    assert re.fullmatch(r"DM-[A-Z]+-\d{3}|C[DS]\d{3}|TR\d{3}", finding["code"])
    assert finding["plaats"]["bestand"].endswith("kapot.xml")
    assert finding["tekst"]
    assert GEHEIM not in said
    assert "999999999" not in said
    assert "2026-04-31" not in said
    assert _lake(home) == before
    assert len(list((home / "quarantaine").iterdir())) == 1
    assert GEHEIM not in "".join(p.read_text(encoding="utf-8") for p in (home / "quarantaine").iterdir())


def test_a_zip_bomb_is_refused(home: Path, roep: Callable[..., tuple[int, str]]) -> None:
    before = _lake(home)
    bomb = home.parent / "bom.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("JW323_1.xml", b"<a>" + b" " * 30_000_000)
    status, said = roep("ingest", bomb, "--bron", "ijw", "--home", home)
    assert status == 1
    assert "bom.zip" in said
    assert _lake(home) == before


def test_the_same_identification_with_other_content_is_refused(
    home: Path, roep: Callable[..., tuple[int, str]], goed: str
) -> None:
    before = _lake(home)
    other = home.parent / "ander.xml"
    other.write_text(goed.replace("<ijw:Identificatie>1<", "<ijw:Identificatie>eerder1<"), encoding="utf-8")
    status, said = roep("ingest", other, "--bron", "ijw", "--home", home)
    assert (status, "DM-LADE-002" in said) == (1, True)
    assert _lake(home) == before


@pytest.mark.parametrize(
    ("oud", "nieuw", "veld"),
    [("geldig_tot: null", "geldig_tot: 2020-12-31", "geldig_tot"), ("eigenaar:", "eigenaar_van:", "eigenaar")],
)
def test_without_a_valid_agreement_nothing_loads(
    oud: str, nieuw: str, veld: str, home: Path, roep: Callable[..., tuple[int, str]]
) -> None:
    before = _lake(home)
    agreement = home / "config/bronovereenkomsten/ijw.yaml"
    agreement.write_text(agreement.read_text(encoding="utf-8").replace(oud, nieuw, 1), encoding="utf-8")
    status, said = roep("ingest", home.parent / "eerder.xml", "--bron", "ijw", "--home", home)
    assert status == 3
    assert "DM-OVK-" in said
    assert veld in said
    assert "ijw.yaml" in said
    assert _lake(home) == before


def test_an_agreement_that_is_not_there_says_where_to_write_it(
    home: Path, roep: Callable[..., tuple[int, str]]
) -> None:
    status, said = roep("ingest", home.parent / "eerder.xml", "--bron", "onbekend", "--home", home)
    assert status == 3
    assert "onbekend.yaml" in said


def test_without_a_key_nothing_loads(home: Path, roep: Callable[..., tuple[int, str]], goed: str) -> None:
    before = _lake(home)
    for key in (home / "keys").glob("pseudoniem*"):
        key.unlink()
    (home.parent / "nieuw.xml").write_text(goed, encoding="utf-8")
    status, said = roep("ingest", home.parent / "nieuw.xml", "--bron", "ijw", "--home", home)
    assert (status, "DM-SLEUTEL-" in said) == (5, True)
    assert _lake(home) == before


def test_a_second_writer_is_refused(home: Path, roep: Callable[..., tuple[int, str]], goed: str) -> None:
    before = _lake(home)
    (home.parent / "nieuw.xml").write_text(goed, encoding="utf-8")
    with Home(home).lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        status, said = roep("ingest", home.parent / "nieuw.xml", "--bron", "ijw", "--home", home)
    assert (status, "DM-LAKE-001" in said) == (7, True)
    assert _lake(home) == before


def test_an_unforeseen_fault_shows_its_place_and_not_its_message(
    monkeypatch: pytest.MonkeyPatch, home: Path, roep: Callable[..., tuple[int, str]]
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(GEHEIM)

    monkeypatch.setattr("datameent.lake.stand.status", breaks)
    status, said = roep("status", "--home", home)
    assert status == 70
    assert "DM-INTERN-001" in said
    assert "RuntimeError" in said
    assert GEHEIM not in said
