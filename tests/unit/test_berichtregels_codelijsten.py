"""The code lists: those of the official schemas; an unknown value is refused, one of another year is a warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from berichtregels_berichten import goed, schrijf, zet
from lxml import etree

from datameent.domain.home import Home
from datameent.sources.bevinding import Gelezen, Stuk
from datameent.sources.codes import Code
from datameent.sources.controle import controleer
from datameent.sources.istandaarden import lees
from datameent.sources.istandaarden.codelijsten import codelijst, codelijst_soorten
from datameent.sources.istandaarden.specificatie import releases, specificaties
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

_X = "{http://www.w3.org/2001/XMLSchema}"
# Kind of element → the type in the official basisschema that enumerates its codes.
TYPEN = {
    "aanduiding_woonadres": "AanduidingWoonadres",
    "adressoort": "AdresSoort",
    "communicatievorm": "Communicatievorm",
    "datumgebruik": "DatumGebruik",
    "dc": "DebetCredit",
    "eenheid": "Eenheid",
    "frequentie": "Frequentie",
    "geslacht": "Geslacht",
    "janee": "JaNee",
    "juridische_status": "JuridischeStatus",
    "land": "LandCode",
    "naamgebruik": "NaamGebruik",
    "productcategorie": "ProductCategorie",
    "reden_afwijzing": "RedenAfwijzingVerzoek",
    "reden_beeindiging": "RedenBeeindiging",
    "reden_verzoek": "RedenVerzoek",
    "reden_wijziging": "RedenWijziging",
    "relatie": "SoortRelatie",
    "retourcode": "RetourCode",
    "status_aanlevering": "StatusAanlevering",
    "verwijzer": "TypeVerwijzer",
    "verzoek_antwoord": "VerzoekAntwoord",
    "wettelijke_vertegenwoordiging": "WettelijkeVertegenwoordiging",
}
# One value that is in no list, where it stands, and the list.
ONBEKEND = [
    ("301", "Client/Geslacht", "9", "COD046"),
    ("301", "Client/Geboortedatum/DatumGebruik", "4", "COD170"),
    ("301", "Client/Naam/NaamGebruik", "7", "COD700"),
    ("301", "Client/Communicatie/Vorm", "4", "COD747"),
    ("301", "Client/JuridischeStatus", "99", "WJ232"),
    ("301", "Client/WettelijkeVertegenwoordiging", "01", "WJ003"),
    ("301", "Client/Relaties/Relatie.0/Soort", "99", "COD472"),
    ("301", "Client/Contactgegevens/Contact.0/Soort", "05", "COD757"),
    ("301", "Client/Contactgegevens/Contact.0/Adres/LandCode", "ZZ", "COD032"),
    ("301", "Client/Contactgegevens/Contact.0/Adres/Huis/AanduidingWoonadres", "XX", "NUM061"),
    ("301", "Client/ToegewezenProducten/ToegewezenProduct.0/Omvang/Frequentie", "3", "WMO757"),
    ("307", "Client/StopProducten/StopProduct.0/RedenBeeindiging", "99", ("WMO588", "JZ588")),
    ("301", "Client/ToegewezenProducten/ToegewezenProduct.0/RedenWijziging", "15", ("WMO002", "JZ002")),
    ("305", "Client/StartProducten/StartProduct.0/StatusAanlevering", "4", "COD467"),
    ("315", "Client/AangevraagdeProducten/AangevraagdProduct.0/Raamcontract", "3", "COD260"),
    ("315", "Client/AangevraagdeProducten/AangevraagdProduct.0/Verwijzer/Type", "07", "COD327"),
    ("317", "Client/Verzoek/RedenVerzoek", "3", "WJ758"),
    ("319", "Antwoord/VerzoekAntwoord", "3", "WJ760"),
    ("319", "Antwoord/RedenAfwijzingVerzoek", "0", "WJ759"),
    ("323", "Declaratie/Clienten/Client.0/Prestaties/Prestatie.0/Eenheid", "05", "WJ756"),
    ("323", "Declaratie/Clienten/Client.0/Prestaties/Prestatie.0/ProductCategorie", "99", ("WMO020", "JZ020")),
    ("323", "Declaratie/Clienten/Client.0/Prestaties/Prestatie.0/IngediendBedrag/DebetCredit", "X", "COD043"),
    ("325", "DeclaratieAntwoord/RetourCodes/RetourCode.0", "9999", "WJ001"),
]


@pytest.fixture(scope="module")
def zonder(tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    return StandaardenRegister.open(Home(tmp_path_factory.mktemp("zonder")))


def _lees(register: StandaardenRegister, standaard: str, berichttype: str, *anders: tuple[str, str]) -> Gelezen:
    message = goed(standaard, berichttype)
    for path, value in anders:
        zet(message, path, value)
    data = schrijf(standaard, berichttype, message)
    return lees([Stuk("a.xml", data)], standaarden=register, limieten=Limieten())


@pytest.mark.material
@pytest.mark.parametrize("standaard", ["iwmo", "ijw"])
def test_the_lists_are_those_of_the_schemas(standaard: str, shared_data: Path) -> None:
    root = etree.parse(str(shared_data / "istandaarden" / f"{standaard}-3.2" / "xsd/basisschema.xsd")).getroot()
    assert set(TYPEN) == codelijst_soorten("3.2")
    for kind, name in TYPEN.items():
        (node,) = [n for n in root.iter(f"{_X}simpleType") if n.get("name") == f"LDT_{name}"]
        official = {e.get("value") for e in node.iter(f"{_X}enumeration")}
        ours = codelijst(standaard, "3.2", kind)
        assert ours is not None
        assert set(ours.waarden) == official, kind


def test_every_kind_occurs_in_a_message() -> None:
    found = {e.soort for spec in specificaties("3.2").values() for e in spec.boom.alle()}
    assert codelijst_soorten("3.2") <= found
    assert {code for _, _, _, lists in ONBEKEND for code in ([lists] if isinstance(lists, str) else lists)} == {
        found.naam for kind in TYPEN for s in ("iwmo", "ijw") if (found := codelijst(s, "3.2", kind))
    }


@pytest.mark.parametrize("standaard", ["iwmo", "ijw"])
@pytest.mark.parametrize(("berichttype", "pad", "waarde", "lijst"), ONBEKEND)
def test_an_unknown_value_is_refused(
    zonder: StandaardenRegister, standaard: str, berichttype: str, pad: str, waarde: str, lijst: str | tuple[str, str]
) -> None:
    name = lijst if isinstance(lijst, str) else lijst[standaard == "ijw"]
    read = _lees(zonder, standaard, berichttype, (pad, waarde))
    assert read.koppen == ()
    found = [f for f in read.geweigerd["a.xml"] if f.code == Code.CODELIJST]
    assert len(found) == 1
    assert found[0].tekst.endswith(f"({name})")
    assert (found[0].plaats.element or "").rpartition("/")[2].partition("[")[0] == pad.rpartition("/")[2].partition(
        "."
    )[0]
    assert found[0].plaats.regel


def test_a_value_of_another_year_is_loaded_with_a_warning(zonder: StandaardenRegister) -> None:
    """JZ020 marks 31 to 38 as those of 2015: the schema lets them in, help of another year should not have them."""
    product = "Client/ToegewezenProducten/ToegewezenProduct.0"
    read = _lees(zonder, "ijw", "301", (f"{product}/Product/Categorie", "31"))
    assert (len(read.koppen), read.geweigerd) == (1, {})
    (warning,) = read.waarschuwingen["a.xml"]
    assert (warning.code, warning.ernst, warning.niveau) == (Code.CODE_JAAR, "waarschuwing", "bericht")
    assert warning.plaats.element == "Client/ToegewezenProducten/ToegewezenProduct[1]/Product/Categorie"
    assert "31" not in warning.tekst
    in_time = ((f"{product}/Ingangsdatum", "2015-12-31"), (f"{product}/Product/Categorie", "38"))
    assert _lees(zonder, "ijw", "301", *in_time).waarschuwingen == {}
    early = ((f"{product}/Ingangsdatum", "2014-12-31"), (f"{product}/Product/Categorie", "38"))
    assert set(_lees(zonder, "ijw", "301", *early).waarschuwingen) == {"a.xml"}


def test_check_tells_of_the_warning_too(tmp_path: Path) -> None:
    message = goed("ijw", "301")
    zet(message, "Client/ToegewezenProducten/ToegewezenProduct.0/Product/Categorie", "31")
    (tmp_path / "a.xml").write_bytes(schrijf("ijw", "301", message))
    said = controleer(Home(tmp_path / "geen"), [tmp_path / "a.xml"])
    assert (said.berichten, [f.code for f in said.bevindingen]) == (1, [Code.CODE_JAAR])


@pytest.mark.parametrize("release", ["3_0", "3_1", "2_3"])
def test_another_release_is_refused_and_the_supported_ones_are_named(zonder: StandaardenRegister, release: str) -> None:
    data = schrijf("ijw", "301", goed("ijw", "301")).replace(b"/3_2/", f"/{release}/".encode())
    (finding,) = lees([Stuk("a.xml", data)], standaarden=zonder, limieten=Limieten()).geweigerd["a.xml"]
    assert finding.code == Code.RELEASE_ONBEKEND
    assert finding.tekst.endswith(f"(supported: {', '.join(releases())})")
    assert "3.2" in finding.tekst
