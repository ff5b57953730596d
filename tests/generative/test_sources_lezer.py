"""The fast reader against a slow obvious one, and against lxml's verdict on messages that were tampered with."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sources_berichten import bsns, codelijsten, maak, schrijf
from sources_referentie import lees_een

from datameent.domain.home import Home
from datameent.sources.bevinding import Gelezen, Stuk
from datameent.sources.istandaarden import lees, lezer
from datameent.sources.istandaarden.herken import Herkenner
from datameent.sources.istandaarden.regels.waarden import toets_waarden
from datameent.sources.istandaarden.specificatie import Berichtspecificatie, specificaties
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

LIMIETEN = Limieten()
ALLE = [(s, t) for s, t in specificaties("3.2")]
seeds = st.integers(min_value=0, max_value=2**32)
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", autouse=True)
def _zonder_officiele_regels() -> Iterator[None]:
    """Random messages break official rules all the time; those are held to account in tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lezer, "toets_regels", toets_waarden)
        yield


@pytest.fixture(scope="module")
def met(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    register = StandaardenRegister.open(Home(tmp_path_factory.mktemp("met")))
    for standaard in ("iwmo", "ijw"):
        register.voeg_toe(standaard, "3.2", shared_data / "istandaarden" / f"{standaard}-3.2")
    return register


@pytest.fixture(scope="module")
def zonder(tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    return StandaardenRegister.open(Home(tmp_path_factory.mktemp("zonder")))


def codes_van(shared: Path, spec: Berichtspecificatie) -> Any:
    folder = own = shared / "istandaarden" / f"{spec.standaard}-3.2" / "xsd"
    xsd = spec.xsd
    if not (folder / xsd).exists():  # the return messages of iWmo, for which only the iJw twin has one
        folder, xsd = shared / "istandaarden" / "ijw-3.2" / "xsd", xsd.replace("WMO", "JW")
    return codelijsten(folder / xsd, own / "basisschema.xsd")


def bericht(rng: random.Random, shared: Path, spec: Berichtspecificatie, *, grillig: bool = False) -> bytes:
    return schrijf(rng, maak(rng, spec, codes_van(shared, spec)), spec, grillig=grillig)


def rijen(read: Gelezen) -> dict[str, list[dict[str, Any]]]:
    """Rows per table, without the columns that are null, in an order that does not depend on the call."""
    return {
        name: sorted(
            ({k: v for k, v in row.items() if v is not None} for row in table.to_pylist()),
            key=lambda r: (r["bericht_id"], r.get("volgnr", 0)),
        )
        for name, table in read.tabellen.items()
        if table.num_rows
    }


def verwacht(messages: Sequence[tuple[bytes, Berichtspecificatie]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for data, spec in messages:
        for name, rows in lees_een(data, spec).items():
            found.setdefault(name, []).extend({k: v for k, v in r.items() if v is not None} for r in rows)
    order = {n: sorted(r, key=lambda x: (x["bericht_id"], x.get("volgnr", 0))) for n, r in found.items()}
    return {name: rows for name, rows in order.items() if rows}


@pytest.mark.material
@pytest.mark.parametrize(("standaard", "berichttype"), ALLE)
@given(seed=seeds, grillig=st.booleans())
@few
def test_fast_reader_equals_reference(
    met: StandaardenRegister,
    zonder: StandaardenRegister,
    shared_data: Path,
    standaard: str,
    berichttype: str,
    seed: int,
    grillig: bool,
) -> None:
    rng = random.Random(seed)
    spec = specificaties("3.2")[standaard, berichttype]
    data = bericht(rng, shared_data, spec, grillig=grillig)
    schema = met.schema(standaard, berichttype, "3.2")
    if schema is not None:
        clean = re.sub(rb" xsi:schemaLocation=\"[^\"]*\"", b"", data)
        schema.assertValid(etree.fromstring(clean))
    for register in (met, zonder):
        read = lees([Stuk("a.xml", data)], standaarden=register, limieten=LIMIETEN)
        assert read.geweigerd == {}
        assert rijen(read) == verwacht([(data, spec)])


@pytest.mark.material
@given(seed=seeds)
@few
def test_together_equals_one_by_one(met: StandaardenRegister, shared_data: Path, seed: int) -> None:
    rng = random.Random(seed)
    specs = [specificaties("3.2")[rng.choice(ALLE)] for _ in range(12)]
    messages = [(bericht(rng, shared_data, spec, grillig=rng.random() < 0.2), spec) for spec in specs]
    pieces = [Stuk(f"{i}.xml", data) for i, (data, _) in enumerate(messages)]
    together = lees(pieces, standaarden=met, limieten=LIMIETEN.model_copy(update={"bundel": 6000}))
    assert together.geweigerd == {}
    assert [head.bestand for head in together.koppen] == [piece.bestand for piece in pieces]
    assert rijen(together) == verwacht(messages)


@pytest.mark.material
@given(seed=seeds)
@few
def test_a_refused_message_does_not_change_the_others(met: StandaardenRegister, shared_data: Path, seed: int) -> None:
    rng = random.Random(seed)
    spec = specificaties("3.2")[rng.choice([a for a in ALLE if a[1] in ("301", "305", "307", "315", "317", "323")])]
    good = [(bericht(rng, shared_data, spec), spec) for _ in range(5)]
    broken = rng.choice((_andere_afzender, _afgebroken, _doctype))(bericht(rng, shared_data, spec))
    at = rng.randint(0, 5)
    pieces = [Stuk(f"{i}.xml", data) for i, (data, _) in enumerate(good)]
    pieces.insert(at, Stuk("broken.xml", broken))
    read = lees(pieces, standaarden=met, limieten=LIMIETEN)
    assert set(read.geweigerd) == {"broken.xml"}
    assert read.geweigerd["broken.xml"]
    assert rijen(read) == verwacht(good)


def _andere_afzender(data: bytes) -> bytes:
    return re.sub(rb"Afzender>\d+<", b"Afzender>1<", data)


def _afgebroken(data: bytes) -> bytes:
    return data[: len(data) * 3 // 4]


def _doctype(data: bytes) -> bytes:
    at = re.search(rb"<(?:[\w-]+:)?Bericht", data).start()  # type: ignore[union-attr]
    return data[:at] + b"<!DOCTYPE x>" + data[at:]


_WAARDEN = (
    *(b"", b" ", b"0", b"-1", b"+1", b"007", b"99999999999", b"NL", b"1.0", b"D", b"3", b"a\nb", b"a\tb", b" a", b"a "),
    *(b"2023-02-29", b"2024-02-29", b"0000-01-01", b"2024-1-1", b"24:00:00", b"12:60:00", b"x" * 300, b"A\xc3\xa9"),
    *(b"\xc3\xa9", b"\xff", b"&amp;", b"&x;", b"<x/>", b"]]>", b"\x00", b"\x7f", b"\xef\xbf\xbe", b"\xc2\x85"),
    *(b"\xe2\x80\xa8x", b"<!-- c -->1", b"1<?p?>"),
)


def _verander(rng: random.Random, data: bytes) -> bytes:
    """One small change, of the kinds that break messages and of kinds that do not."""
    tags = [m.span() for m in re.finditer(rb"<[^>]*>", data)]
    leaves = list(re.finditer(rb"<([^\s/>]+)>([^<]*)</\1>", data))
    leaf = rng.choice(leaves)
    a, b = rng.choice(tags)
    at = rng.randrange(len(data))
    changes = (
        lambda: data[: leaf.start(2)] + rng.choice(_WAARDEN) + data[leaf.end(2) :],
        lambda: data[: leaf.start(2)] + rng.choice(_WAARDEN) + data[leaf.end(2) :],
        lambda: data[: leaf.start()] + data[leaf.end() :],
        lambda: data[: leaf.end()] + leaf[0] + data[leaf.end() :],
        lambda: data[:a] + data[b:],
        lambda: data[: b - 1] + b' a="1">' + data[b:],
        lambda: data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :],
        lambda: data[:at] + data[at + 1 :],
        lambda: data[:b] + rng.choice((b"text", b" ", b"<!-- c -->", b"<?p x?>", b"\xc2\xa0", b"\x0c")) + data[b:],
        lambda: data[:at],
        lambda: data + rng.choice((b" ", b"x", b"<a/>", b"\x00", b"<!-- c -->")),
        lambda: data.replace(b"/3_2/", b"/3_1/", 1),
    )
    return rng.choice(changes)()


def _lxml_zegt_goed(data: bytes, schema: etree.XMLSchema) -> bool:
    try:
        return bool(schema.validate(etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))))
    except etree.XMLSyntaxError:
        return False


@pytest.mark.material
@pytest.mark.parametrize(("standaard", "berichttype"), ALLE)
@given(seed=seeds)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_recognised_at_once_lxml_accepts_too(
    met: StandaardenRegister, shared_data: Path, standaard: str, berichttype: str, seed: int
) -> None:
    spec = specificaties("3.2")[standaard, berichttype]
    schema = met.schema(standaard, berichttype, "3.2")
    if schema is None:
        return  # no official schema of this one to compare with
    rng = random.Random(seed)
    data = _verander(rng, bericht(rng, shared_data, spec))
    fast = Herkenner(met, LIMIETEN)
    promise = fast.begin(data)
    accepted = promise is not None and fast.goed(data, promise[2], promise[3])
    valid = _lxml_zegt_goed(data, schema)
    assert valid or not accepted
    if not valid:
        read = lees([Stuk("a.xml", data)], standaarden=met, limieten=LIMIETEN)
        assert set(read.geweigerd) == {"a.xml"}
        assert read.geweigerd["a.xml"]


@pytest.mark.material
@pytest.mark.parametrize(("standaard", "berichttype"), ALLE)
def test_most_messages_are_recognised_at_once(
    met: StandaardenRegister, zonder: StandaardenRegister, shared_data: Path, standaard: str, berichttype: str
) -> None:
    """The fast way must be taken, or the test above shows nothing."""
    spec = specificaties("3.2")[standaard, berichttype]
    for register in (met, zonder):
        fast = Herkenner(register, LIMIETEN)
        rng = random.Random(7)
        accepted = 0
        for _ in range(20):
            root = maak(rng, spec, codes_van(shared_data, spec))
            for node in _alle(root):
                if node.tekst is not None:
                    node.tekst = (
                        node.tekst.strip().replace("&", "n").replace("<", "n").replace(">", "n").replace("\n", " ")
                    )
                    node.tekst = "A" if node.naam == "Voorletters" else node.tekst
            data = schrijf(rng, root, spec, grillig=False)
            promise = fast.begin(data)
            accepted += promise is not None and fast.goed(data, promise[2], promise[3])
        assert accepted >= 15  # a number with more leading zeros than its bounds have digits takes the slow way


def _alle(node: Any) -> list[Any]:
    return [node, *(below for child in node.kinderen for below in _alle(child))]


def test_there_are_synthetic_bsns() -> None:
    assert len(bsns()) > 200
