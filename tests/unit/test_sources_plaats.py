"""The place of a row of a bron table in its message."""

from __future__ import annotations

from tests.integration.ingest_berichten import BSNS, declaratie, toewijzing

from datameent.sources.istandaarden.positie import Positie, Rij, posities
from datameent.sources.istandaarden.specificatie import specificaties

D323 = specificaties("3.2")["iwmo", "323"]
D301 = specificaties("3.2")["iwmo", "301"]
D317 = specificaties("3.2")["iwmo", "317"]


def _regel(inhoud: bytes, tekst: bytes, hoeveelste: int) -> int:
    deel = inhoud.split(tekst, hoeveelste)
    return 1 + inhoud[: len(inhoud) - len(deel[-1])].count(b"\n")


def test_the_third_line_of_a_declaration() -> None:
    data = declaratie(1, list(BSNS[:4]))
    (een,) = posities(data, D323, [Rij("prestatie", 2, "GeleverdVolume")])
    assert een.element == "Declaratie/Clienten/Client[3]/Prestaties/Prestatie[1]/GeleverdVolume"
    assert een.regel == _regel(data, b"<m:Prestatie>", 3)


def test_an_element_in_a_class_of_the_row_and_the_row_itself() -> None:
    data = declaratie(1, list(BSNS[:2]))
    diep, rij, kop = posities(
        data, D323, [Rij("prestatie", 1, "Begindatum"), Rij("prestatie", 0), Rij("bericht", None, "Identificatie")]
    )
    assert diep.element.endswith("Client[2]/Prestaties/Prestatie[1]/ProductPeriode/Begindatum")
    assert rij.element == "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]"
    assert kop == Positie("Header/BerichtIdentificatie/Identificatie")


def test_a_declaration_as_a_whole_and_an_assignment() -> None:
    data = declaratie(1, list(BSNS[:2]))
    (een,) = posities(data, D323, [Rij("declaratie", None, "DeclaratieNummer")])
    assert een.element == "Declaratie/DeclaratieNummer"
    assert een.regel == _regel(data, b"<m:Declaratie>", 1)
    (twee,) = posities(toewijzing(1, BSNS[0]), D301, [Rij("toegewezen_product", 0, "NietBestaand")])
    assert twee.element == "Client/ToegewezenProducten/ToegewezenProduct[1]"


def test_rows_of_a_table_made_from_three_classes() -> None:
    data = (
        b"<B><Header/><Client><Bsn/><Verzoek><OngewijzigdeProducten><OngewijzigdProduct/><OngewijzigdProduct/>"
        b"</OngewijzigdeProducten>\n<NieuweProducten>\n<NieuwProduct/></NieuweProducten></Verzoek></Client></B>"
    )
    tweede, derde, weg = posities(data, D317, [Rij("verzoek_wijziging", n) for n in (1, 2, 3)])
    assert tweede == Positie("Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[2]", 1)
    assert derde == Positie("Client/Verzoek/NieuweProducten/NieuwProduct[1]", 3)
    assert weg.regel is None
