"""The official sample messages: all valid ones are read with the right counts and amounts, JW315 is refused.

Three of them break official rules themselves, as can be read in them: JW317 ends a product before it begins, JW323 has
the line RN004 twice and declares one toewijzing twice, WMO317 lets something new begin on the day of the message. They
are refused as they are and read when just that is mended. Expected values were worked out by reading the samples.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from datameent.domain.home import Home
from datameent.sources.bevinding import Gelezen, Stuk
from datameent.sources.invoer import vind_stukken
from datameent.sources.istandaarden import lees
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

pytestmark = pytest.mark.material
LIMIETEN = Limieten()
RIJEN = {
    "bericht": 14,
    "client": 12,
    "toegewezen_product": 3,
    "start_product": 4,
    "stop_product": 2,
    "aangevraagd_product": 2,
    "verzoek_wijziging": 5,
    "antwoord": 1,
    "declaratie": 2,
    "prestatie": 9,
    "retourcode": 6,
}


MENDED: dict[str, list[tuple[bytes, bytes, int]]] = {
    "JW317.xml": [(b"2024-02-28<", b"2026-12-31<", 1)],
    "JW323.xml": [(b">RN004<", b">RN005<", 2), (b">10073<", b">10075<", 2)],
    "WMO317.xml": [(b"GewensteIngangsdatum>2023-04-02<", b"GewensteIngangsdatum>2023-04-03<", 2)],
}


def _mend(stuk: Stuk) -> Stuk:
    data = stuk.bron if isinstance(stuk.bron, bytes) else stuk.bron.read_bytes()
    for old, new, which in MENDED.get(stuk.bestand.rpartition("/")[2], []):
        parts = data.split(old)
        data = old.join(parts[:which]) + new + old.join(parts[which:])
    return Stuk(stuk.bestand, data)


@pytest.fixture(scope="module", params=["met XSD", "zonder XSD"])
def register(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> StandaardenRegister:
    folder = shared_data / "istandaarden"
    register = StandaardenRegister.open(Home(tmp_path_factory.mktemp("home")))
    if request.param == "met XSD":
        for standaard in ("iwmo", "ijw"):
            register.voeg_toe(standaard, "3.2", folder / f"{standaard}-3.2")
    return register


@pytest.fixture(scope="module")
def samples(shared_data: Path) -> list[Stuk]:
    folder = shared_data / "istandaarden"
    pieces = list(vind_stukken([folder / "ijw-3.2/berichten", folder / "iwmo-3.2/berichten"], LIMIETEN))
    assert len(pieces) == 15
    return [p for p in pieces if isinstance(p, Stuk)]


@pytest.fixture(scope="module")
def gelezen(register: StandaardenRegister, samples: list[Stuk]) -> Gelezen:
    return lees([_mend(p) for p in samples], standaarden=register, limieten=LIMIETEN)


def test_samples_that_break_a_rule_are_refused_with_its_code(
    register: StandaardenRegister, samples: list[Stuk]
) -> None:
    read = lees(samples, standaarden=register, limieten=LIMIETEN)
    found = {
        name.rpartition("/")[2]: [(f.code, f.plaats.regel, (f.plaats.element or "").rpartition("/")[2]) for f in said]
        for name, said in read.geweigerd.items()
        if not name.endswith("JW315.xml")
    }
    assert found == {
        "JW317.xml": [("CS003", 35, "Einddatum")],
        "JW323.xml": [("TR416", 95, "Prestatie[2]"), ("TR101", 116, "ReferentieNummer")],
        "WMO317.xml": [("TR380", 41, "GewensteIngangsdatum")],
    }
    assert all(f.retourcode == "0001" for n, said in read.geweigerd.items() if "JW315" not in n for f in said)


def test_every_valid_sample_is_read(gelezen: Gelezen) -> None:
    assert Counter((h.standaard, h.berichttype) for h in gelezen.koppen) == Counter(
        [("ijw", t) for t in ("301", "302", "305", "306", "307", "316", "317", "319", "323")]
        + [("iwmo", t) for t in ("301", "305", "315", "317", "323")]
    )
    assert {name: table.num_rows for name, table in gelezen.tabellen.items()} == RIJEN


def test_jw315_is_refused_with_line_element_and_rule(gelezen: Gelezen) -> None:
    ((name, findings),) = gelezen.geweigerd.items()
    assert name.endswith("JW315.xml")
    assert [(f.plaats.regel, (f.plaats.element or "").rpartition("/")[2]) for f in findings] == [
        (44, "ToewijzingEinddatum"),
        (66, "ToewijzingEinddatum"),
    ]
    assert {f.code for f in findings} <= {"DM-XSD-001", "DM-BER-007"}
    assert all(f.ernst == "fout" and f.tekst and "2027" not in f.tekst for f in findings)


def rijen(gelezen: Gelezen, tabel: str, wet: str) -> list[dict[str, object]]:
    return [row for row in gelezen.tabellen[tabel].to_pylist() if row["wet"] == wet]


def test_amounts_of_the_declarations(gelezen: Gelezen) -> None:
    assert [r["totaal_cent"] for r in rijen(gelezen, "declaratie", "jeugdwet")] == [79000]
    assert [r["totaal_cent"] for r in rijen(gelezen, "declaratie", "wmo")] == [58000]
    assert [r["bedrag_cent"] for r in rijen(gelezen, "prestatie", "jeugdwet")] == [5000, 24000, 5000, 24000, 21000]
    assert [r["bedrag_cent"] for r in rijen(gelezen, "prestatie", "wmo")] == [5000, 24000, 5000, 24000]
    assert [(r["_bsn"], r["volume"], r["tarief_cent"]) for r in rijen(gelezen, "prestatie", "jeugdwet")] == [
        ("999900006", 4, 1250),
        ("999900006", 16, 1500),
        ("999900018", 4, 1250),
        ("999900018", 16, 1500),
        ("999900018", 14, 1500),
    ]
    assert {h.bestand.rpartition("/")[2]: h.prestaties for h in gelezen.koppen if h.prestaties} == {
        "JW323.xml": 5,
        "WMO323.xml": 4,
    }


def test_the_address_that_counts(gelezen: Gelezen) -> None:
    """JW301 has a verblijfadres (house 9) and a tijdelijk verblijfadres (12); WMO301 has a BRP address abroad first."""
    with_address = [r for r in gelezen.tabellen["client"].to_pylist() if r["_postcode"] is not None]
    assert [(r["wet"], r["_postcode"], r["_huisnummer"], r["_land"]) for r in with_address] == [
        ("jeugdwet", "9999XX", "9", "NL"),
        ("wmo", "9999XX", "100", "AD"),
    ]


def test_a_return_message_answers_the_header_it_repeats(gelezen: Gelezen) -> None:
    (row,) = [r for r in rijen(gelezen, "bericht", "jeugdwet") if r["berichttype"] == "302"]
    assert (row["identificatie"], row["dagtekening"]) == ("9452b7eb-c87", date(2023, 7, 16))
    assert (row["identificatie_retour"], row["dagtekening_retour"]) == ("123456789012", date(2023, 7, 15))
    assert (row["gemeente"], row["aanbieder"]) == ("0384", "42420001")


def test_return_codes_keep_their_level(gelezen: Gelezen) -> None:
    found = sorted(
        (r["niveau"], r["sleutel"] or "", r["retourcode"]) for r in gelezen.tabellen["retourcode"].to_pylist()
    )
    assert found == [
        ("bericht", "", "0200"),
        ("bericht", "", "8848"),
        ("bericht", "", "8848"),
        ("client", "", "0200"),
        ("regel", "42420001", "0200"),
        ("regel", "42420001", "9347"),
    ]


def test_requests_for_change_keep_their_kind(gelezen: Gelezen) -> None:
    assert [(r["soort"], r["toewijzingnummer"], r["volume"]) for r in rijen(gelezen, "verzoek_wijziging", "wmo")] == [
        ("ongewijzigd", "10071", None),
        ("te_wijzigen", "10072", None),
        ("nieuw", None, 20),
    ]


def test_no_names_streets_or_comments_are_read(gelezen: Gelezen) -> None:
    text = " ".join(str(v) for t in gelezen.tabellen.values() for row in t.to_pylist() for v in row.values())
    for private in (
        "Wit",
        "Tom",
        "Tim",
        "Galen",
        "Van Woustraat",
        "abcd@efg.com",
        "0201234567",
        "Commentaar",
        "huisarts",
    ):
        assert private not in text
