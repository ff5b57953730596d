"""A declaration read some clients at a time gives what reading it whole gives, whatever the size of a segment: the same
rows, and the same findings in the same places, also of rules that lay clients far apart side by side."""

from __future__ import annotations

import mmap
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.unit.berichtregels_berichten import goed, schrijf, zet

from datameent.domain.bsn import elfproef
from datameent.domain.home import Home
from datameent.sources.bevinding import Gelezen, Stuk
from datameent.sources.istandaarden import boom, lees, lezer, segmenten
from datameent.sources.istandaarden import kolommen as k
from datameent.sources.istandaarden.herken import Herkenner
from datameent.sources.istandaarden.inhoud import blokken, laat_los, sha256
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

Deel = dict[str, Any]
VANDAAG = date(2026, 5, 7)
BSNS = tuple(b for b in (str(n) for n in range(999900000, 999900060)) if elfproef(b))[:5]
veel = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(min_value=0, max_value=2**32)


@pytest.fixture(scope="module", autouse=True)
def _een_client_tegelijk() -> Iterator[None]:
    """A segment can be as small as one client."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boom, "_TEGELIJK", 1)
        yield


@pytest.fixture(scope="module")
def zonder(tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    return StandaardenRegister.open(Home(tmp_path_factory.mktemp("zonder")))


@pytest.fixture(scope="module")
def met(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    register = StandaardenRegister.open(Home(tmp_path_factory.mktemp("met")))
    for standaard in ("iwmo", "ijw"):
        register.voeg_toe(standaard, "3.2", shared_data / "istandaarden" / f"{standaard}-3.2")
    return register


def _regel(rng: random.Random, line: Deel, nummer: int, slordig: float) -> Deel:
    """A good line, and now and then one in which something is wrong or meets another line."""

    def of(goed_: Any, *anders: Any) -> Any:
        return rng.choice(anders) if rng.random() < slordig else goed_

    credit = rng.random() < 0.2
    reference = {"ReferentieNummer": of(f"R{nummer}", "R1", "R2", "R3")}
    if credit or rng.random() < slordig:
        reference["VorigReferentieNummer"] = of(f"V{nummer}", "R1", "R2", "V1", "V2")
    changed = line | {
        "ProductReferentie": reference,
        "ToewijzingNummer": of(str(nummer), "007", "1", "x7", "99999999999999999999"),
        "ProductCategorie": of(line["ProductCategorie"], "31", "99", " 45"),
        "ProductCode": of("A1", "B2", "é"),
        "ProductPeriode": {
            "Begindatum": of("2026-04-01", "2026-04-09", "2026-04-31", "2020-04-01", "2026-06-01"),
            "Einddatum": of("2026-04-30", "2026-05-30", "2021-04-30"),
        },
        "GeleverdVolume": of("4", "-4", "0"),
        "IngediendBedrag": {"Bedrag": of("5", "0", "6", "-5"), "DebetCredit": "C" if credit else of("D", "C", "E")},
    }
    if rng.random() < slordig:
        del changed["ProductTarief"]
    return changed


def _bericht(rng: random.Random, standaard: str, slordig: float) -> bytes:
    message = goed(standaard, "323")
    body = message["Declaratie"]
    line = body["Clienten"]["Client"][0]["Prestaties"]["Prestatie"][0]
    clients, number, total = [], 10, 0
    for bsn in rng.sample(BSNS, rng.randint(1, len(BSNS))):
        lines = [_regel(rng, line, number + n, slordig) for n in range(rng.randint(1, 4))]
        number += len(lines)
        amounts = [part["IngediendBedrag"] for part in lines]
        total += sum(int(a["Bedrag"]) * (-1 if a["DebetCredit"] == "C" else 1) for a in amounts)
        odd = rng.choice(("999900007", "12", *BSNS)) if rng.random() < slordig else bsn
        clients.append({"Bsn": odd, "Prestaties": {"Prestatie": lines}})
    body["Clienten"]["Client"] = clients
    total += rng.random() < slordig / 2
    body["TotaalIngediendBedrag"] = {"TotaalBedrag": str(abs(total)), "DebetCredit": "C" if total < 0 else "D"}
    if rng.random() < slordig:
        zet(message, "Header/BerichtCode", rng.choice(("484", "490")))
    if rng.random() < slordig:
        zet(message, "Header/BerichtIdentificatie/Dagtekening", rng.choice(("2026-05-09", "2026-04-08")))
    return schrijf(standaard, "323", message)


def _lees(
    data: bytes | Path, register: StandaardenRegister, meest: int, segment: int | None
) -> tuple[Gelezen, list[int]]:
    """What was read, and of how many segments the message was made when it was accepted in segments."""
    sizes: list[int] = []

    def gevolgd(*args: Any) -> Iterator[tuple[bytes, ...]]:
        made = list(segmenten.snijd(*args))
        sizes.append(len(made))
        yield from made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lezer, "_GROOT", 0)
        patch.setattr(lezer, "_IN_SEGMENTEN", 1 << 40 if segment is None else 0)
        patch.setattr(lezer, "SEGMENT", segment or 1)
        patch.setattr(lezer, "snijd", gevolgd)
        limits = Limieten(max_bevindingen=meest)
        return lees([Stuk("a.xml", data)], standaarden=register, limieten=limits, vandaag=VANDAAG), sizes


def _zelfde(een: Gelezen, twee: Gelezen) -> None:
    assert een.koppen == twee.koppen
    assert een.geweigerd == twee.geweigerd
    assert een.waarschuwingen == twee.waarschuwingen
    assert een.tabellen.keys() == twee.tabellen.keys()
    for name, table in een.tabellen.items():
        assert table.schema == twee.tabellen[name].schema
        assert table.to_pylist() == twee.tabellen[name].to_pylist()


@pytest.mark.material
@given(
    seed=seeds,
    slordig=st.sampled_from([0.0, 0.01, 0.05, 0.3]),
    segment=st.sampled_from([1, 900, 2500]),
    meest=st.sampled_from([1, 3, 50]),
    met_xsd=st.booleans(),
)
@example(seed=1, slordig=0.0, segment=1, meest=50, met_xsd=True)
@veel
def test_in_segments_equals_whole(
    met: StandaardenRegister,
    zonder: StandaardenRegister,
    seed: int,
    slordig: float,
    segment: int,
    meest: int,
    met_xsd: bool,
) -> None:
    rng = random.Random(seed)
    data = _bericht(rng, rng.choice(("iwmo", "ijw")), slordig)
    register = met if met_xsd else zonder
    whole, _ = _lees(data, register, meest, None)
    parts, sizes = _lees(data, register, meest, segment)
    _zelfde(parts, whole)
    if not slordig:
        assert not whole.geweigerd
        assert sizes == [data.count(b"Client>") // 2] or segment > 1


@given(seed=seeds, segment=st.sampled_from([1, 900]))
@veel
def test_bytes_that_were_tampered_with_have_the_same_outcome(
    zonder: StandaardenRegister, seed: int, segment: int
) -> None:
    rng = random.Random(seed)
    data = _bericht(rng, "ijw", 0.0)
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(len(data))
        data = rng.choice((data[:at] + data[at + 1 :], data[:at] + rng.choice((b"<", b" ", b"\xe9", b"0")) + data[at:]))
    if rng.random() < 0.2:
        data = data[: rng.randrange(len(data))]
    _zelfde(_lees(data, zonder, 50, segment)[0], _lees(data, zonder, 50, None)[0])


_GETALLEN = st.sampled_from(["7", "007", "-1", "+5", "x", " 3 ", "0", "9" * 18, "9" * 19, "0" * 25 + "1", None])


@given(teksten=st.lists(_GETALLEN, min_size=1, max_size=6), vorm=st.sampled_from([k.getallen, k.nummers]))
@veel
def test_a_number_is_judged_by_itself(teksten: list[str | None], vorm: Callable[[pa.Array], k.Getypt]) -> None:
    """What is read with it changes nothing: neither other lines nor other messages."""
    together = vorm(pa.array(teksten, pa.string()))
    alone = [vorm(pa.array([text], pa.string())) for text in teksten]
    assert together.waarden.to_pylist() == [one.waarden[0].as_py() for one in alone]
    broken = {(code, row) for code, rows in together.fouten for row in rows.tolist()}
    assert broken == {(code, row) for row, one in enumerate(alone) for code, rows in one.fouten for _ in rows}


_TWEE = "Declaratie/Clienten/Client.1/Prestaties/Prestatie.0/ProductReferentie"
_EEN = "Declaratie/Clienten/Client.0/Prestaties/Prestatie.0"
GEVALLEN = {
    "client twice": ({"Declaratie/Clienten/Client.1/Bsn": "999900006"}, "TR101", "Client[2]/Bsn"),
    "an earlier line named twice": (
        {
            f"{_EEN}/ProductReferentie/VorigReferentieNummer": "OUD3",
            f"{_EEN}/IngediendBedrag/DebetCredit": "C",
            "Declaratie/TotaalIngediendBedrag/TotaalBedrag": "700",
            "Declaratie/TotaalIngediendBedrag/DebetCredit": "C",
        },
        "TR315",
        "Client[2]/Prestaties/Prestatie[1]/ProductReferentie/VorigReferentieNummer",
    ),
    "taken back in its own message": (
        {f"{_TWEE}/VorigReferentieNummer": "R1"},
        "TR316",
        "Client[2]/Prestaties/Prestatie[1]/ProductReferentie/VorigReferentieNummer",
    ),
    "a wrong total": (
        {"Declaratie/TotaalIngediendBedrag/TotaalBedrag": "1301"},
        "TR358",
        "TotaalIngediendBedrag/TotaalBedrag",
    ),
    "a line of the last client": (
        {"Declaratie/Clienten/Client.1/Prestaties/Prestatie.0/ProductPeriode/Einddatum": "2026-03-01"},
        "TR137",
        "Client[2]/Prestaties/Prestatie[1]/ProductPeriode/Einddatum",
    ),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_a_rule_broken_by_clients_in_two_segments(zonder: StandaardenRegister, geval: str) -> None:
    changes, code, place = GEVALLEN[geval]
    message = goed("ijw", "323")
    for path, value in changes.items():
        zet(message, path, value)
    read, sizes = _lees(schrijf("ijw", "323", message), zonder, 50, 1)
    assert sizes == [2]
    found = [f for f in read.geweigerd["a.xml"] if f.code == code]
    assert [f.plaats.element.endswith(place) for f in found if f.plaats.element] == [True]
    assert found[0].plaats.regel


def test_every_client_is_in_one_segment_and_nothing_is_lost(zonder: StandaardenRegister, tmp_path: Path) -> None:
    """Also of a mapped file, of which the pages are given back; and what is left behind the last client is judged."""
    message = goed("ijw", "323")
    message["Declaratie"]["Clienten"]["Client"] *= 200
    path = tmp_path / "a.xml"
    path.write_bytes(schrijf("ijw", "323", message))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        fast = Herkenner(zonder, Limieten())
        promise, cut = fast.begin(mapped), fast.knip(mapped)
        assert promise is not None
        assert cut is not None
        parts = list(segmenten.snijd(mapped, promise[1], promise[3], cut, 5000))
        assert len(parts) > 10
        assert {part[0] for part in parts} == {parts[0][0]}
        body = mapped[promise[1] :].removeprefix(parts[0][0])
        assert body.startswith(b"".join(part[1] for part in parts))
        assert sha256(mapped) == sha256(mapped[:])
        laat_los(mapped, 5, len(mapped))
        assert b"".join(blokken(mapped)) == mapped[:]
    bad = path.read_bytes().rstrip()[:-4]
    with pytest.raises(segmenten.NietInSegmenten):
        list(segmenten.snijd(bad, promise[1], promise[3], cut, 5000))
