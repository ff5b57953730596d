"""Messages that do not fit what was sent before, through the commands: what each is called, where it is, that it is
not lost, and that the rest of the batch is loaded.

Every case has an aanbieder and a client of its own and begins with a good assignment. All cases lie in one folder,
which is checked, then loaded, then checked again as it lies in the lake.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from tests.functional.conftest import Draai
from tests.integration.ingest_berichten import BSNS

from datameent.demo import berichten as b
from datameent.domain.home import Home
from datameent.lake.store import Lake

GEMEENTE = "9999"
JAN, FEB, MRT = (("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28"), ("2025-03-01", "2025-03-31"))
Verhaal = Callable[["Zaak"], None]
ZAKEN: dict[str, Verhaal] = {}


@dataclass
class Zaak:
    """One case: the messages of one aanbieder about one client, in the order in which they are sent."""

    nummer: int
    gemeente: str = GEMEENTE
    bestanden: dict[str, bytes] = field(default_factory=dict)
    verwacht: dict[str, set[str]] = field(default_factory=dict)
    geweigerd: set[str] = field(default_factory=set)

    @property
    def agb(self) -> str:
        return f"99{self.nummer:06d}"

    def client(self, ander: int = 0) -> b.Client:
        return b.Client(BSNS[2 * self.nummer + ander], "2010-05-04", 1, "Verzonnen", "", "Kind")

    @property
    def toewijzing(self) -> b.Toewijzing:
        return b.Toewijzing(
            1000 + self.nummer, "45", "45A48", "2025-01-01", "09:00:00", "2025-01-01", "2025-06-30", "", 600, "01", 4
        )

    def leg(self, soort: int, dag: str, inhoud: str, *codes: str, geweigerd: bool = False, ident: str = "") -> str:
        """A message into the folder, with the rules it breaks; gives its file name."""
        v = b.vorm(1, soort)
        van_gemeente = soort in (301, 319, 325)
        naam = f"{len(self.bestanden):02d}_JW{soort}.xml"
        van, naar = (self.gemeente, self.agb) if van_gemeente else (self.agb, self.gemeente)
        kop = b.Kop(van, naar, ident or f"{self.nummer:04d}{len(self.bestanden):02d}", dag)
        self.bestanden[naam] = b.bericht(v, kop, inhoud)
        return self.merk(naam, *codes, geweigerd=geweigerd)

    def merk(self, naam: str, *codes: str, geweigerd: bool = False) -> str:
        self.verwacht[naam] = set(codes)
        self.geweigerd |= {naam} if geweigerd else set()
        return naam

    def wijs_toe(
        self, *codes: str, dag: str = "2025-01-01", wie: int = 0, geweigerd: bool = False, **anders: Any
    ) -> str:
        v = b.vorm(1, 301)
        product = b.toegewezen_product(v, replace(self.toewijzing, **anders))
        adres = b.contactgegevens(v, ("1234SA", 5, "Papierpad", "Meentevoort"), "0600000001")
        inhoud = f"{adres}<{v.m}:ToegewezenProducten>{product}</{v.m}:ToegewezenProducten>"
        tekst = b.client(v, self.client(wie), inhoud, volledig=True)
        return self.leg(301, dag, tekst, *codes)

    def levering(
        self, dag: str, begin: str, *codes: str, einde: tuple[str, str] | None = None, geweigerd: bool = False,
        **anders: Any,
    ) -> str:  # fmt: skip
        """A start, or with a reason and a day a stop."""
        v = b.vorm(1, 307 if einde else 305)
        product = b.levering_product(v, replace(self.toewijzing, **anders), begin, einde, kaal=False)
        return self.leg(v.type, dag, b.client(v, self.client(), product), *codes, geweigerd=geweigerd)

    def declareer(
        self, dag: str, periode: tuple[str, str], *codes: str, volume: int = 500, terug: str = "", wie: int = 0,
        ident: str = "", geweigerd: bool = False,
    ) -> str:  # fmt: skip
        """A declaration of one line; `terug` is the file of the declaration that it takes back."""
        v, n, t = b.vorm(1, 323), len(self.bestanden), self.toewijzing
        p = b.Prestatie(
            f"R{self.nummer}-{n}", f"R{self.nummer}-{int(terug[:2])}" if terug else "", t.nummer, t.categorie, t.code,
            *periode, volume, "01", 100, volume * 100, not terug,
        )  # fmt: skip
        regels = {self.client(wie).bsn: [b.prestatie(v, p)]}
        inhoud = b.declaratie(v, f"D{self.nummer}L{n}", periode, dag=dag, cent=p.cent, regels=regels)
        return self.leg(323, dag, inhoud, *codes, ident=ident, geweigerd=geweigerd)

    def keur_goed(self, dag: str, naam: str, periode: tuple[str, str], volume: int = 500) -> None:
        """The 325 that grants a declaration."""
        v, n, cent = b.vorm(1, 325), int(naam[:2]), volume * 100
        kop = b.Kop(self.agb, self.gemeente, f"{self.nummer:04d}{n:02d}", str(_dag(self.bestanden[naam])))
        terug = b.Kop(self.gemeente, self.agb, f"{self.nummer:04d}{len(self.bestanden):02d}", dag)
        naam = f"{len(self.bestanden):02d}_JW325.xml"
        antwoord = b.Antwoord(kop, f"D{self.nummer}L{n}", (cent, cent), {})
        self.bestanden[naam] = b.declaratie_antwoord(v, terug, antwoord)
        self.merk(naam)

    def begin(self) -> None:
        """A good assignment and its start."""
        self.wijs_toe()
        self.levering("2025-01-02", "2025-01-01")

    def vervang(self, naam: str, oud: str, nieuw: str) -> None:
        tekst = self.bestanden[naam].decode()
        assert oud in tekst
        self.bestanden[naam] = tekst.replace(oud, nieuw).encode()


def _dag(bericht: bytes) -> str:
    return bericht.decode().split(":Dagtekening>")[1][:10]


def zaak(f: Verhaal) -> Verhaal:
    ZAKEN[f.__name__] = f
    return f


@zaak
def alles_goed(z: Zaak) -> None:
    z.begin()
    z.keur_goed("2025-02-08", z.declareer("2025-02-05", JAN), JAN)
    z.declareer("2025-03-05", FEB)


def _release(z: Zaak, nummer: str) -> None:
    z.begin()
    naam = z.declareer("2025-02-05", JAN, "DM-BER-002", geweigerd=True)
    z.vervang(naam, "/3_2/", f"/3_{nummer}/")
    z.vervang(naam, "BerichtSubversie>2<", f"BerichtSubversie>{nummer}<")


@zaak
def release_3_0(z: Zaak) -> None:
    _release(z, "0")


@zaak
def release_3_1(z: Zaak) -> None:
    _release(z, "1")


@zaak
def code_niet_in_de_lijst(z: Zaak) -> None:
    z.wijs_toe()
    z.levering("2025-02-20", "2025-01-01", "DM-BER-019", einde=("98", "2025-02-15"), geweigerd=True)


@zaak
def code_van_een_ander_jaar(z: Zaak) -> None:
    z.wijs_toe("DM-BER-020", categorie="31", code="31A01")


@zaak
def start_zonder_toewijzing(z: Zaak) -> None:
    z.wijs_toe()
    z.levering("2025-01-02", "2025-01-01", "TR019", nummer=900_001)


@zaak
def stop_voor_de_start(z: Zaak) -> None:
    z.begin()
    z.levering("2025-02-20", "2025-02-01", "TR018", einde=("31", "2025-01-15"), geweigerd=True)


@zaak
def stop_zonder_start(z: Zaak) -> None:
    z.wijs_toe()
    z.levering("2025-02-16", "2025-01-01", "TR382", einde=("31", "2025-02-15"))


@zaak
def meer_dan_toegewezen(z: Zaak) -> None:
    z.begin()
    z.declareer("2025-02-05", JAN, "TR321", volume=601)


@zaak
def meer_dan_toegewezen_in_totaal(z: Zaak) -> None:
    z.wijs_toe(frequentie=6)
    z.levering("2025-01-02", "2025-01-01")
    z.declareer("2025-02-05", JAN)
    z.declareer("2025-03-05", FEB, "TR322")


@zaak
def dubbel_gedeclareerd(z: Zaak) -> None:
    z.begin()
    z.keur_goed("2025-02-08", z.declareer("2025-02-05", JAN), JAN)
    z.declareer("2025-03-05", JAN, "TR389")


@zaak
def na_het_einde_van_de_toewijzing(z: Zaak) -> None:
    z.wijs_toe(eind="2025-01-31")
    z.levering("2025-01-02", "2025-01-01")
    z.levering("2025-01-31", "2025-01-01", einde=("31", "2025-01-31"))
    z.declareer("2025-03-05", FEB, "TR308")


@zaak
def na_een_stop(z: Zaak) -> None:
    z.begin()
    z.levering("2025-02-16", "2025-01-01", einde=("31", "2025-02-15"))
    z.declareer("2025-03-05", FEB)  # until the fifteenth there was help
    z.declareer("2025-04-05", MRT, "DM-REG-004")


@zaak
def credit_zonder_debet(z: Zaak) -> None:
    z.begin()
    z.declareer("2025-02-05", JAN, "TR323", terug="77")


@zaak
def credit_groter_dan_debet(z: Zaak) -> None:
    z.begin()
    eerste = z.declareer("2025-02-05", JAN)
    z.keur_goed("2025-02-08", eerste, JAN)
    z.declareer("2025-03-05", JAN, "DM-REG-003", terug=eerste, volume=501)


@zaak
def identificatie_twee_keer(z: Zaak) -> None:
    z.begin()
    z.declareer("2025-02-05", JAN, ident="ZELFDE")
    z.declareer("2025-03-05", FEB, "DM-BER-014", ident="ZELFDE", geweigerd=True)


@zaak
def twee_gemeenten(z: Zaak) -> None:
    z.begin()
    z.gemeente = "0363"
    z.wijs_toe("DM-REG-001", nummer=900_002, dag="2025-01-03")


@zaak
def bsn_dat_wisselt(z: Zaak) -> None:
    z.begin()
    z.declareer("2025-02-05", JAN, "DM-REG-002", "TR304", wie=1)
    z.wijs_toe("DM-REG-002", "TR332", dag="2025-02-10", wie=1)


@dataclass(frozen=True)
class Uitkomst:
    """What the three commands said, per file, and the home they left."""

    zaken: dict[str, Zaak]
    home: Path
    los: dict[str, list[dict[str, Any]]]
    laden: Any
    geladen: dict[str, list[dict[str, Any]]]
    gezegd: str


def _per_bestand(bevindingen: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    uit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for bevinding in bevindingen:
        pad = Path(bevinding["bestand"])
        uit[f"{pad.parent.name}/{pad.name}"].append(bevinding)
    return uit


@pytest.fixture(scope="module")
def uitkomst(datameent: Draai, tmp_path_factory: pytest.TempPathFactory) -> Uitkomst:
    home, map_ = tmp_path_factory.mktemp("zaken") / "home", tmp_path_factory.mktemp("batch")
    assert datameent("init", home).status == 0
    zaken = {}
    for nummer, (naam, vertel) in enumerate(ZAKEN.items(), 1):
        zaken[naam] = z = Zaak(nummer)
        vertel(z)
        (map_ / naam).mkdir()
        for bestand, inhoud in z.bestanden.items():
            (map_ / naam / bestand).write_bytes(inhoud)
    los = datameent("check", map_, "--home", home, "--json")
    laden = datameent("ingest", map_, "--bron", "ijw", "--home", home, "--json")
    geladen = datameent("check", "--home", home, "--json")
    assert (los.status, laden.status, geladen.status) == (1, 1, 1), los.fout + laden.fout + geladen.fout
    gezegd = "".join(d.uit + d.fout for d in (los, laden, geladen))
    return Uitkomst(
        zaken, home, _per_bestand(los.json["bevindingen"]), laden.json,
        _per_bestand(geladen.json["bevindingen"]), gezegd,
    )  # fmt: skip


@pytest.mark.parametrize("naam", ZAKEN)
def test_each_message_has_the_findings_that_it_must_have_and_no_others(naam: str, uitkomst: Uitkomst) -> None:
    """Before loading every finding; after loading those between messages, which need the lake."""
    z = uitkomst.zaken[naam]
    for bestand, codes in z.verwacht.items():
        plek = f"{naam}/{bestand}"
        assert {f["code"] for f in uitkomst.los.get(plek, [])} == codes, bestand
        tussen = {f["code"] for f in uitkomst.los.get(plek, []) if f["niveau"] == "berichtoverstijgend"}
        assert {f["code"] for f in uitkomst.geladen.get(plek, [])} == tussen, bestand
        for f in uitkomst.los.get(plek, []):
            assert f["tekst"]
            assert f["doen"] or not re.match("[A-Z]{2}[0-9]", f["code"])
            assert f["plaats"].startswith(f["bestand"])


@pytest.mark.parametrize("naam", ZAKEN)
def test_what_is_refused_is_kept_apart_and_the_rest_of_the_batch_is_loaded(naam: str, uitkomst: Uitkomst) -> None:
    z = uitkomst.zaken[naam]
    apart = set()
    for pad in (uitkomst.home / "quarantaine").glob("*.json"):
        bestand = Path(json.loads(pad.read_text(encoding="utf-8"))["bestand"])
        apart |= {bestand.name} if bestand.parent.name == naam else set()
    assert apart == z.geweigerd
    lake = Lake.open(Home(uitkomst.home))
    berichten = lake.arrow("bron", "bericht").to_pylist()
    assert len([r for r in berichten if r["aanbieder"] == z.agb]) == len(z.bestanden) - len(z.geweigerd)


def test_everything_in_the_batch_is_loaded_or_refused(uitkomst: Uitkomst, datameent: Draai) -> None:
    alle = sum(len(z.bestanden) for z in uitkomst.zaken.values())
    fout = sum(len(z.geweigerd) for z in uitkomst.zaken.values())
    assert (uitkomst.laden["berichten"], uitkomst.laden["afgekeurd"]) == (alle - fout, fout)
    stand = datameent("status", "--home", uitkomst.home, "--json").json
    assert (stand["berichten"], stand["bronnen"]["ijw"]["in_quarantaine"]) == (alle - fout, fout)


def test_a_release_that_is_not_known_is_told_which_are(uitkomst: Uitkomst) -> None:
    for naam in ("release_3_0", "release_3_1"):
        (bevinding,) = uitkomst.los[f"{naam}/02_JW323.xml"]
        assert "supported: 3.2" in bevinding["tekst"]


def test_no_person_is_named(uitkomst: Uitkomst) -> None:
    assert not any(bsn in uitkomst.gezegd for bsn in BSNS)
    assert "Verzonnen" not in uitkomst.gezegd


def test_an_identification_that_was_used_in_an_earlier_batch(
    uitkomst: Uitkomst, datameent: Draai, tmp_path: Path
) -> None:
    """TR056: the second is refused, whatever it says, and what stood in the lake stays."""
    z = replace(uitkomst.zaken["identificatie_twee_keer"], bestanden={}, verwacht={}, geweigerd=set())
    naam = z.declareer("2025-04-05", MRT, ident="ZELFDE")
    (tmp_path / naam).write_bytes(z.bestanden[naam])
    said = datameent("check", tmp_path / naam, "--home", uitkomst.home, "--json")
    assert (said.status, {f["code"] for f in said.json["bevindingen"]}) == (1, {"TR056"})
    before = Lake.open(Home(uitkomst.home)).arrow("bron", "prestatie")
    said = datameent("ingest", tmp_path / naam, "--bron", "ijw", "--home", uitkomst.home, "--json")
    assert (said.status, said.json["afgekeurd"]) == (1, 1)
    assert Lake.open(Home(uitkomst.home)).arrow("bron", "prestatie").equals(before)
