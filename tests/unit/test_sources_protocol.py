"""Every reader keeps the promises of `Lezer`, on good, broken, empty and repeated pieces."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import pytest
from tests.integration.ingest_berichten import BSNS, KANARIES, declaratie, toewijzing

from datameent.domain.home import Home
from datameent.lake.schemas import BRON
from datameent.sources.bevinding import Stuk
from datameent.sources.istandaarden import lees
from datameent.sources.lezer import Lezer
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister
from datameent.sources.tabellen import TABELLEN
from datameent.sources.tabellen import lees as lees_tabel

_RUW = {"_bsn", "_geboortedatum", "_postcode", "_huisnummer", "_land"}
_GOED = {
    "bevolking": "maand,buurt_code,leeftijd,aantal\n2025-01-01,BU99990101,0,3\n",
    "postcodes": "postcode,huisnummer_van,huisnummer_tot,buurt_code,geldig_vanaf,geldig_tot\n"
    "9999AA,,,BU99990101,2020-01-01,\n",
    "gebieden": "code,naam,soort,ouder_code\nGM9999,Voorbeeld,gemeente,\n",
    "aanbieders": "agb,naam\n12345678,Zorg en Zo\n",
}


def houdt_woord(lezer: Lezer, stukken: list[Stuk], tmp_path: Path) -> None:
    """What every reader promises, and with the pieces as files instead of bytes the same."""
    gelezen = lezer(stukken, limieten=Limieten())
    namen = [k.bestand for k in gelezen.koppen] + list(gelezen.geweigerd) + list(gelezen.dubbel)
    assert sorted(namen) == sorted(stuk.bestand for stuk in stukken)
    assert all(gelezen.geweigerd.values())
    inhoud = {stuk.bestand: hashlib.sha256(stuk.bron).hexdigest() for stuk in stukken if isinstance(stuk.bron, bytes)}
    assert all(kop.bericht_id == inhoud[kop.bestand] for kop in gelezen.koppen)
    goed = {kop.bericht_id for kop in gelezen.koppen}
    for naam, tabel in gelezen.tabellen.items():
        assert set(tabel["bericht_id"].to_pylist()) <= goed
        vreemd = set(tabel.column_names) - set(BRON[naam].names)
        assert vreemd <= _RUW
        assert not {"lading_id", "bron"} & set(tabel.column_names)
        open_ = "".join(str(tabel[k].to_pylist()) for k in tabel.column_names if k not in _RUW)
        assert not any(geheim in open_ for geheim in (*KANARIES, *BSNS[:3]))
    gezegd = str(gelezen.geweigerd.values())
    assert not any(geheim in gezegd for geheim in (*KANARIES, *BSNS[:3]))
    for nummer, stuk in enumerate(stukken):
        (tmp_path / str(nummer)).write_bytes(stuk.bron if isinstance(stuk.bron, bytes) else b"")
    als_bestand = [Stuk(stuk.bestand, tmp_path / str(nummer)) for nummer, stuk in enumerate(stukken)]
    weer = lezer(als_bestand, limieten=Limieten())
    assert ([k.bericht_id for k in weer.koppen], set(weer.geweigerd)) == (
        [k.bericht_id for k in gelezen.koppen], set(gelezen.geweigerd),
    )  # fmt: skip


def test_the_reader_of_messages(tmp_path: Path) -> None:
    lezer: Lezer = partial(lees, standaarden=StandaardenRegister.open(Home(tmp_path / "nergens")))
    goed = declaratie(10, [BSNS[0], BSNS[1]])
    stukken = [
        Stuk("301.xml", toewijzing(1, BSNS[0])),
        Stuk("323.xml", goed),
        Stuk("weer.xml", goed),
        Stuk("leeg.xml", b""),
        Stuk("half.xml", goed[: len(goed) // 2]),
        Stuk("totaal.xml", declaratie(11, [BSNS[2]], totaal=1)),
        Stuk("kop.xml", declaratie(10, [BSNS[2]])),
        Stuk("bsn.xml", toewijzing(2, "123456789")),
    ]
    houdt_woord(lezer, stukken, tmp_path)


@pytest.mark.parametrize("tabel", sorted(set(TABELLEN) & set(_GOED)))
def test_the_reader_of_tables(tabel: str, tmp_path: Path) -> None:
    lezer: Lezer = partial(lees_tabel, tabel=tabel)
    goed = _GOED[tabel].encode()
    stukken = [
        Stuk("goed.csv", goed),
        Stuk("kop.csv", b"a,b\n1,2\n"),
        Stuk("rij.csv", goed + b"1\n"),
        Stuk("tekens.csv", b"\xff\xfe"),
    ]
    houdt_woord(lezer, stukken, tmp_path)
