"""Taking in the official XSDs: what is kept, what is refused, and that nothing changes unseen."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
from lxml import etree

from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.sources.codes import Code
from datameent.sources.istandaarden.boom import Element
from datameent.sources.istandaarden.specificatie import specificaties, velden
from datameent.sources.standaarden import StandaardenRegister

pytestmark = pytest.mark.material


@pytest.fixture
def ijw(shared_data: Path, tmp_path: Path) -> Path:
    """A copy of the official folder, to spoil."""
    return Path(shutil.copytree(shared_data / "istandaarden" / "ijw-3.2" / "xsd", tmp_path / "ijw" / "xsd")).parent


@pytest.fixture
def register(tmp_path: Path) -> StandaardenRegister:
    return StandaardenRegister.open(Home(tmp_path / "home"))


def test_taken_in_once_kept_and_reopened(register: StandaardenRegister, ijw: Path, tmp_path: Path) -> None:
    taken = register.voeg_toe("ijw", "3.2", ijw)
    assert taken.nieuw
    assert taken.berichten == (
        "301", "302", "305", "306", "307", "308", "315", "316", "317", "318", "319", "320", "323", "325",
    )  # fmt: skip
    assert not register.voeg_toe("ijw", "3.2", ijw / "xsd").nieuw
    shutil.rmtree(ijw)
    for again in (StandaardenRegister.open(Home(tmp_path / "home")), pickle.loads(pickle.dumps(register))):
        assert again.aanwezig() == (("ijw", "3.2"),)
        assert isinstance(again.schema("ijw", "323", "3.2"), etree.XMLSchema)
        assert again.schema("iwmo", "323", "3.2") is None
    assert not list((tmp_path / "home" / "standaarden" / "ijw").glob(".nieuw-*"))


def test_iwmo_has_no_return_messages_at_hand(register: StandaardenRegister, shared_data: Path) -> None:
    taken = register.voeg_toe("iwmo", "3.2", shared_data / "istandaarden" / "iwmo-3.2")
    without = {t for (s, t), spec in specificaties("3.2").items() if s == "iwmo" and spec.zonder_xsd}
    assert set(taken.berichten) == {t for s, t in specificaties("3.2") if s == "iwmo"} - without
    assert register.schema("iwmo", "302", "3.2") is None


@pytest.mark.parametrize(
    ("standaard", "release", "code"),
    [
        ("iwmo", "3.2", Code.STANDAARD_ANDERS),
        ("ijw", "3.1", Code.STANDAARD_ONBEKEND),
        ("x", "3.2", Code.STANDAARD_ONBEKEND),
    ],
)
def test_another_standard_is_refused(
    register: StandaardenRegister, ijw: Path, standaard: str, release: str, code: Code
) -> None:
    with pytest.raises(DatameentError) as caught:
        register.voeg_toe(standaard, release, ijw)
    assert caught.value.code == code
    assert register.aanwezig() == ()


def _doctype(text: str) -> str:
    return text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)


@pytest.mark.parametrize(
    ("verander", "code"),
    [
        (_doctype, Code.STANDAARD_KAPOT),
        (lambda t: t[: len(t) // 2], Code.STANDAARD_KAPOT),
        (
            lambda t: t.replace('schemaLocation="basisschema.xsd"', 'schemaLocation="http://127.0.0.1:9/x.xsd"'),
            Code.STANDAARD_KAPOT,
        ),
        (
            lambda t: t.replace('schemaLocation="basisschema.xsd"', 'schemaLocation="../basisschema.xsd"'),
            Code.STANDAARD_KAPOT,
        ),
        (lambda t: t.replace("jw323/schema", "jw324/schema"), Code.STANDAARD_ANDERS),
        (lambda t: t.replace("<ijw:release>3.2", "<ijw:release>3.1"), Code.STANDAARD_ANDERS),
        (lambda t: t.replace("ijw:LDT_Nummer", "ijw:LDT_Nummmer"), Code.STANDAARD_KAPOT),
    ],
)
def test_a_spoiled_schema_is_refused_and_nothing_is_kept(
    register: StandaardenRegister, ijw: Path, tmp_path: Path, verander: object, code: Code
) -> None:
    path = ijw / "xsd" / "JW323.xsd"
    path.write_text(verander(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(DatameentError) as caught:
        register.voeg_toe("ijw", "3.2", ijw)
    assert (caught.value.code, caught.value.where.bestand) == (code, "JW323.xsd")
    assert StandaardenRegister.open(Home(tmp_path / "home")).aanwezig() == ()


def test_an_empty_folder_is_refused(register: StandaardenRegister, tmp_path: Path) -> None:
    with pytest.raises(DatameentError) as caught:
        register.voeg_toe("ijw", "3.2", tmp_path)
    assert caught.value.code == Code.STANDAARD_LEEG


def test_a_stored_schema_that_changed_is_noticed(register: StandaardenRegister, ijw: Path, tmp_path: Path) -> None:
    register.voeg_toe("ijw", "3.2", ijw)
    stored = tmp_path / "home" / "standaarden" / "ijw" / "3.2" / "JW323.xsd"
    stored.write_bytes(stored.read_bytes() + b" ")
    with pytest.raises(DatameentError) as caught:
        StandaardenRegister.open(Home(tmp_path / "home"))
    assert (caught.value.code, caught.value.where.bestand) == (Code.STANDAARD_VERANDERD, "JW323.xsd")
    assert register.voeg_toe("ijw", "3.2", ijw).nieuw
    assert StandaardenRegister.open(Home(tmp_path / "home")).aanwezig() == (("ijw", "3.2"),)


def _kaal(element: Element) -> tuple[object, ...]:
    children = tuple(_kaal(c) for c in element.kinderen)
    return (element.naam, element.basis, element.verplicht, element.herhaalt, children)


@pytest.mark.parametrize("standaard", ["iwmo", "ijw"])
def test_our_descriptions_are_those_of_the_official_schemas(
    register: StandaardenRegister, shared_data: Path, standaard: str
) -> None:
    """Every element, its order, whether it may be absent or repeat, and its namespace."""
    taken = register.voeg_toe(standaard, "3.2", shared_data / "istandaarden" / f"{standaard}-3.2")
    for berichttype in taken.berichten:
        official = register.boom(standaard, berichttype, "3.2")
        assert official is not None
        assert _kaal(official) == _kaal(specificaties("3.2")[standaard, berichttype].boom)
        assert all(e.kinderen or e.tekst is not None for e in official.alle())


def test_fields_have_the_names_agreements_use() -> None:
    names = {v.naam for v in velden("ijw", "3.2")}
    assert {
        "Client.Bsn", "Client.Geboortedatum", "Contact.Adres.Postcode", "ToegewezenProduct.ToewijzingNummer",
        "Prestatie.IngediendBedrag", "Header.Afzender",
    } <= names  # fmt: skip
    direct = {v.naam for v in velden("iwmo", "3.2") if v.direct_identificerend}
    assert direct == {
        "Client.Bsn", "Client.Geboortedatum", "Contact.Adres.Postcode", "Contact.Adres.Huis.Huisnummer",
        "Contact.Adres.LandCode",
    }  # fmt: skip
