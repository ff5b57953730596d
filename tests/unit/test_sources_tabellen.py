"""The CSV tables: what is read, and every way in which a table is refused with line and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from datameent.domain.home import Home
from datameent.lake.schemas import _BRON as BRON
from datameent.sources.bevinding import Gelezen, Stuk
from datameent.sources.codes import Code
from datameent.sources.controle import controleer
from datameent.sources.limieten import Limieten
from datameent.sources.tabellen import TABELLEN, lees

GOED = {
    "bevolking": "maand,buurt_code,leeftijd,aantal\n2025-01-01,BU99990101,0,3\n2025-01-01,BU99990101,104,0\n",
    "postcodes": "postcode,huisnummer_van,huisnummer_tot,buurt_code,geldig_vanaf,geldig_tot\n"
    "9999AA,,,BU99990101,2020-01-01,\n9999AB,1,99,BU99990102,2020-01-01,2024-12-31\n",
    "gebieden": 'code,naam,soort,ouder_code\nGM9999,Voorbeeld,gemeente,\nWK999901,"Oost, West",wijk,GM9999\n'
    "BU99990101,Haven,buurt,WK999901\n",
    "aanbieders": 'agb,naam\n12345678,Zorg en Zo\n00000001,"Één, twee"\n',
    "producten": "wet,productcategorie,productcode,geldig_vanaf,geldig_tot\n"
    "jeugdwet,45,45A48,2024-01-01,\nwmo,01,01A04,2024-01-01,2025-12-31\n",
    "tarieven": "aanbieder,productcode,eenheid,tarief_cent,geldig_vanaf,geldig_tot\n"
    "12345678,45A48,01,152,2024-01-01,2024-12-31\n12345678,45A48,01,158,2025-01-01,\n",
}


def van(tabel: str, data: str | bytes) -> Gelezen:
    raw = data.encode() if isinstance(data, str) else data
    return lees([Stuk("t.csv", raw)], tabel=tabel, limieten=Limieten(), dagtekening=date(2025, 2, 1))


@pytest.mark.parametrize("tabel", GOED)
def test_a_good_table_has_the_columns_the_lake_wants(tabel: str) -> None:
    read = van(tabel, GOED[tabel])
    assert read.geweigerd == {}
    ((name, table),) = read.tabellen.items()
    assert name == TABELLEN[tabel].bron
    wanted = {**BRON[name], "bericht_id": pa.string(), "wet": pa.string()}
    assert {f.name: f.type for f in table.schema} == wanted
    (head,) = read.koppen
    assert (head.berichttype, head.dagtekening) == ("csv", date(2025, 2, 1))
    assert set(table["bericht_id"].to_pylist()) == {head.bericht_id}


def test_values_are_read_as_they_are() -> None:
    rows = van("postcodes", GOED["postcodes"]).tabellen["postcode"].drop_columns(["bericht_id", "wet"]).to_pylist()
    assert rows == [
        {"postcode": "9999AA", "huisnummer_van": None, "huisnummer_tot": None, "buurt_code": "BU99990101",
         "geldig_vanaf": date(2020, 1, 1), "geldig_tot": None},
        {"postcode": "9999AB", "huisnummer_van": 1, "huisnummer_tot": 99, "buurt_code": "BU99990102",
         "geldig_vanaf": date(2020, 1, 1), "geldig_tot": date(2024, 12, 31)},
    ]  # fmt: skip
    assert van("gebieden", GOED["gebieden"]).tabellen["gebied"]["naam"].to_pylist()[1] == "Oost, West"


def test_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    data = "\ufeff" + GOED["gebieden"].replace("\n", "\r\n")
    assert van("gebieden", data).tabellen["gebied"].equals(van("gebieden", data).tabellen["gebied"])
    assert van("gebieden", data).tabellen["gebied"]["code"].to_pylist() == ["GM9999", "WK999901", "BU99990101"]


SLECHT = [
    ("bevolking", lambda t: "", Code.CSV_LEEG, 1, None),
    ("bevolking", lambda t: t.replace("leeftijd", "jaren"), Code.CSV_KOP, 1, None),
    ("bevolking", lambda t: t.replace(",", ";"), Code.CSV_KOP, 1, None),
    ("bevolking", lambda t: t + "2025-01-01,BU99990101,5\n", Code.CSV_RIJ, 4, None),
    ("bevolking", lambda t: t + "2025-01-01,BU99990101,5,5,5\n", Code.CSV_RIJ, 4, None),
    ("bevolking", lambda t: t + "\n2025-01-01,BU99990101,5,5\n", Code.CSV_LEEG, 4, "maand"),
    ("bevolking", lambda t: t.replace("104", "x"), Code.CSV_TYPE, 3, "leeftijd"),
    ("bevolking", lambda t: t.replace("104", "0x1F"), Code.CSV_TYPE, 3, "leeftijd"),
    ("bevolking", lambda t: t.replace("104", "1.5"), Code.CSV_TYPE, 3, "leeftijd"),
    ("bevolking", lambda t: t.replace("104", "104999"), Code.CSV_BEREIK, 3, "leeftijd"),
    ("bevolking", lambda t: t.replace(",3\n", ",-3\n"), Code.CSV_BEREIK, 2, "aantal"),
    ("bevolking", lambda t: t.replace(",3\n", ",99999999999\n"), Code.CSV_BEREIK, 2, "aantal"),
    ("bevolking", lambda t: t.replace(",3\n", ",\n"), Code.CSV_LEEG, 2, "aantal"),
    ("bevolking", lambda t: t.replace("2025-01-01", "2025-02-30", 1), Code.CSV_DATUM, 2, "maand"),
    ("bevolking", lambda t: t.replace("2025-01-01", "2025-01-02", 1), Code.CSV_DATUM, 2, "maand"),
    ("bevolking", lambda t: t.replace("2025-01-01", "20250101", 1), Code.CSV_DATUM, 2, "maand"),
    ("bevolking", lambda t: t.replace("BU99990101", "WK999901", 1), Code.CSV_VORM, 2, "buurt_code"),
    ("bevolking", lambda t: t + t.splitlines()[1] + "\n", Code.CSV_DUBBEL, 4, "maand"),
    ("postcodes", lambda t: t.replace("9999AA", "9999 AA"), Code.CSV_VORM, 2, "postcode"),
    ("postcodes", lambda t: t.replace("1,99", "99,1"), Code.CSV_BEREIK, 3, "huisnummer_tot"),
    ("postcodes", lambda t: t.replace("2024-12-31", "2019-12-31"), Code.CSV_BEREIK, 3, "geldig_tot"),
    ("postcodes", lambda t: t + t.splitlines()[1] + "\n", Code.CSV_DUBBEL, 4, "postcode"),
    ("gebieden", lambda t: t.replace("WK999901\n", "WK999902\n"), Code.CSV_OUDER, 4, "ouder_code"),
    ("gebieden", lambda t: t.replace("wijk,GM9999", "wijk,"), Code.CSV_OUDER, 3, "ouder_code"),
    ("gebieden", lambda t: t.replace("buurt,", "wijk,"), Code.CSV_VORM, 4, "code"),
    ("gebieden", lambda t: t.replace("buurt,", "straat,"), Code.CSV_VORM, 4, "soort"),
    ("aanbieders", lambda t: t.replace("12345678", "1234567"), Code.CSV_VORM, 2, "agb"),
    ("aanbieders", lambda t: t + "12345678,Kanarie\n", Code.CSV_DUBBEL, 4, "agb"),
    ("aanbieders", lambda t: t.encode("latin-1"), Code.CSV_CODERING, 3, None),
    ("aanbieders", lambda t: t.encode("utf-16"), Code.CSV_CODERING, 1, None),
    ("aanbieders", lambda t: t.replace("Zorg en Zo", "Zorg\0"), Code.CSV_CODERING, 2, None),
    ("producten", lambda t: t.replace("jeugdwet", "jeugd"), Code.CSV_VORM, 2, "wet"),
    ("producten", lambda t: t.replace("45A48", "45A4"), Code.CSV_VORM, 2, "productcode"),
    ("producten", lambda t: t.replace("2025-12-31", "2023-12-31"), Code.CSV_BEREIK, 3, "geldig_tot"),
    ("producten", lambda t: t + t.splitlines()[1] + "\n", Code.CSV_DUBBEL, 4, "wet"),
    ("tarieven", lambda t: t.replace(",152,", ",-1,"), Code.CSV_BEREIK, 2, "tarief_cent"),
    ("tarieven", lambda t: t.replace(",152,", ",1.52,"), Code.CSV_TYPE, 2, "tarief_cent"),
    ("tarieven", lambda t: t.replace("12345678", "1234567", 1), Code.CSV_VORM, 2, "aanbieder"),
]


@pytest.mark.parametrize(("tabel", "maak", "code", "regel", "kolom"), SLECHT)
def test_a_bad_table_is_refused_whole(tabel: str, maak: object, code: Code, regel: int, kolom: str | None) -> None:
    data = maak(GOED[tabel])  # type: ignore[operator]
    read = van(tabel, data)
    assert (read.koppen, read.tabellen) == ((), {})
    finding = read.geweigerd["t.csv"][0]
    assert (finding.code, finding.plaats.regel, finding.plaats.kolom) == (code, regel, kolom)
    for value in ("BU9999", "9999AA", "Zorg", "12345678", "Kanarie", "2025"):
        assert value not in f"{finding.tekst} {finding.plaats}"


def test_a_second_file_is_read_beside_a_refused_one() -> None:
    pieces = [Stuk("a.csv", b"x"), Stuk("b.csv", GOED["aanbieders"].encode())]
    read = lees(pieces, tabel="aanbieders", limieten=Limieten())
    assert [h.bestand for h in read.koppen] == ["b.csv"]
    assert set(read.geweigerd) == {"a.csv"}


def test_check_tells_tables_by_their_header(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in GOED.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "odd.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "bad.xml").write_bytes(b"<a>")
    steps: list[int] = []
    result = controleer(Home(tmp_path / "home"), [folder], voortgang=lambda _, done, __: steps.append(done))
    assert (result.bestanden, result.berichten) == (8, 6)
    assert sorted(f.code for f in result.bevindingen) == [Code.GEEN_BERICHT, Code.SOORT_ONBEKEND]
    assert steps == list(range(1, 9))
