"""One verdict: on ten thousand tampered messages the reader says "obeys its XSD" exactly where lxml does.

The reader takes a fast way (an expression compiled from the XSD) or a slow one (expat and lxml). What the fast way
accepts must be valid to lxml, and what the reader as a whole refuses at the level of file or XSD must be what lxml
refuses. Half of the changes here keep a message valid: a test in which nothing was accepted would show nothing.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from sources_berichten import Knoop, maak, schrijf
from test_sources_lezer import LIMIETEN, _alle, _lxml_zegt_goed, _verander, codes_van

from datameent.domain.home import Home
from datameent.sources.bevinding import Stuk
from datameent.sources.istandaarden import lees
from datameent.sources.istandaarden.herken import Herkenner
from datameent.sources.istandaarden.specificatie import Berichtspecificatie, specificaties
from datameent.sources.standaarden import StandaardenRegister

PER_TYPE = 500
MET_XSD = [
    (s, t) for s, t in specificaties("3.2") if s == "ijw" or t in ("301", "305", "307", "315", "317", "319", "323")
]
pytestmark = pytest.mark.material


@dataclass
class Telling:
    """What was seen over all types together."""

    gewijzigd: int = 0
    geldig: int = 0
    snel: int = 0


@pytest.fixture(scope="module")
def register(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    made = StandaardenRegister.open(Home(tmp_path_factory.mktemp("oordeel")))
    for standaard in ("iwmo", "ijw"):
        made.voeg_toe(standaard, "3.2", shared_data / "istandaarden" / f"{standaard}-3.2")
    return made


def _net(root: Knoop) -> Knoop:
    """The message as careful software writes it: plain text, no stray whitespace."""
    for node in _alle(root):
        if node.tekst is not None:
            node.tekst = re.sub(r"[&<>\n]", "n", node.tekst.strip())
            node.tekst = "A" if node.naam == "Voorletters" else node.tekst
    return root


def _zacht(rng: random.Random, data: bytes) -> bytes:
    """A change that often leaves the message valid: another value of the same form, layout, an optional part less."""
    leaves = list(re.finditer(rb"<([^\s/>]+)>([^<]*)</\1>", data))
    leaf = rng.choice(leaves)
    text = leaf[2]
    digits = bytes(rng.choice(b"0123456789") if 48 <= c <= 57 else c for c in text)
    shorter = text[: rng.randint(0, len(text))]
    gap = rng.choice([m.end() for m in re.finditer(rb"</[^>]*>", data)])
    changes = (
        lambda: data[: leaf.start(2)] + digits + data[leaf.end(2) :],
        lambda: data[: leaf.start(2)] + shorter + data[leaf.end(2) :],
        lambda: data[: leaf.start()] + data[leaf.end() :],
        lambda: data[: leaf.end()] + leaf[0] + data[leaf.end() :],
        lambda: data[:gap] + rng.choice((b"\n", b"  ", b"\r\n\t")) + data[gap:],
        lambda: data.replace(b"'", b'"').replace(b"><", b">\n<"),
    )
    return rng.choice(changes)()


def _mutanten(shared: Path, spec: Berichtspecificatie) -> list[bytes]:
    rng = random.Random(f"{spec.standaard}{spec.berichttype}")
    made: dict[bytes, None] = {}
    while len(made) < PER_TYPE:
        good = schrijf(rng, _net(maak(rng, spec, codes_van(shared, spec))), spec, grillig=False)
        for change in (_zacht, _zacht, _zacht, _verander, _verander):
            changed = change(rng, good)
            if changed != good and changed and len(made) < PER_TYPE:
                made[changed] = None
    return list(made)


def _toets_type(register: StandaardenRegister, shared: Path, spec: Berichtspecificatie, telling: Telling) -> None:
    schema = register.schema(spec.standaard, spec.berichttype, "3.2")
    assert schema is not None
    fast = Herkenner(register, LIMIETEN)
    mutants = _mutanten(shared, spec)
    valid = [_lxml_zegt_goed(data, schema) for data in mutants]
    for data, good in zip(mutants, valid, strict=True):
        promise = fast.begin(data)
        accepted = promise is not None and fast.goed(data, promise[2], promise[3])
        assert good or not accepted
        telling.snel += accepted
    pieces = [Stuk(f"{i}.xml", data) for i, data in enumerate(mutants)]
    read = lees(pieces, standaarden=register, limieten=LIMIETEN)
    refused = {
        name: findings
        for name, findings in read.geweigerd.items()
        if any(f.niveau in ("bestand", "xsd") for f in findings)
    }
    other = [i for i, good in enumerate(valid) if good != (f"{i}.xml" not in refused)]
    assert other == []
    telling.gewijzigd += len(mutants)
    telling.geldig += sum(valid)


def test_ten_thousand_tampered_messages_get_the_verdict_of_lxml(
    register: StandaardenRegister, shared_data: Path
) -> None:
    telling = Telling()
    for sleutel in MET_XSD:
        _toets_type(register, shared_data, specificaties("3.2")[sleutel], telling)
    assert telling.gewijzigd >= 10_000
    assert telling.geldig >= 2_500
    assert telling.snel >= 2_500
    assert telling.gewijzigd - telling.geldig >= 5_000
