# ruff: noqa: E501 - messages are easier to read as they are written
"""Small synthetic messages for tests of ingest, with every kind of identifying text in the places where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from datameent.domain.bsn import elfproef

BSNS = tuple(b for b in (f"{n:09d}" for n in range(999900000, 999906000)) if elfproef(b))
KANARIES = (
    "Kanariesteen",
    "Vogelvrijlaan",
    "Zangbuurt",
    "geheimopmerking",
    "0612340987",
    "1234KV",
    "kanarie@vogel.example",
)

_KOP = """<?xml version="1.0" encoding="UTF-8"?>
<m:Bericht xmlns:b="http://www.istandaarden.nl/{std}/3_2/basisschema/schema" xmlns:m="http://www.istandaarden.nl/{std}/3_2/{kort}{type}/schema">
<m:Header><m:BerichtCode>{code}</m:BerichtCode><m:BerichtVersie>3</m:BerichtVersie><m:BerichtSubversie>2</m:BerichtSubversie>
<m:Afzender>{afzender}</m:Afzender><m:Ontvanger>{ontvanger}</m:Ontvanger>
<m:BerichtIdentificatie><b:Identificatie>{id}</b:Identificatie><b:Dagtekening>{dag}</b:Dagtekening></m:BerichtIdentificatie>
<m:XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></m:XsdVersie></m:Header>
"""
_CODES = {("iwmo", "301"): "414", ("ijw", "301"): "436", ("iwmo", "323"): "484", ("ijw", "323"): "490"}
_CATEGORIE = {"iwmo": "02", "ijw": "45"}


def _kop(std: str, type_: str, nummer: str, dag: str) -> str:
    gemeente_eerst = type_ == "301"
    return _KOP.format(
        std=std,
        kort={"iwmo": "wmo", "ijw": "jw"}[std],
        type=type_,
        code=_CODES[std, type_],
        afzender="9999" if gemeente_eerst else "99101234",
        ontvanger="99101234" if gemeente_eerst else "9999",
        id=nummer,
        dag=dag,
    )


def toewijzing(
    nummer: int | str, bsn: str, *, std: str = "iwmo", dag: str = "2025-01-15", postcode: str = "1234KV"
) -> bytes:
    """A 301 with a name, an address, a telephone number, a mail address and a comment."""
    return (
        _kop(std, "301", str(nummer), dag)
        + f"""<m:Client><m:Bsn>{bsn}</m:Bsn><m:Geboortedatum><b:Datum>1950-03-27</b:Datum></m:Geboortedatum><m:Geslacht>2</m:Geslacht>
<m:Naam><b:Geslachtsnaam><b:Achternaam>Kanariesteen</b:Achternaam></b:Geslachtsnaam><b:Voornamen>Zangbuurt</b:Voornamen><b:NaamGebruik>1</b:NaamGebruik></m:Naam>
<m:Commentaar>geheimopmerking over {bsn}</m:Commentaar>
<m:Contactgegevens><m:Contact><m:Soort>01</m:Soort><m:Adres><b:Huis><b:Huisnummer>69</b:Huisnummer></b:Huis><b:Postcode>{postcode}</b:Postcode>
<b:Straatnaam>Vogelvrijlaan</b:Straatnaam><b:Plaatsnaam>Zangbuurt</b:Plaatsnaam><b:LandCode>NL</b:LandCode></m:Adres>
<m:Telefoon><b:Telefoon01><b:Telefoonnummer>0612340987</b:Telefoonnummer><b:Landnummer>0031</b:Landnummer></b:Telefoon01></m:Telefoon>
<m:Emailadres>kanarie@vogel.example</m:Emailadres></m:Contact></m:Contactgegevens>
<m:ToegewezenProducten><m:ToegewezenProduct><m:ToewijzingNummer>{nummer}</m:ToewijzingNummer>
<m:Product><b:Categorie>{_CATEGORIE[std]}</b:Categorie><b:Code>{_CATEGORIE[std]}A03</b:Code></m:Product><m:Toewijzingsdatum>{dag}</m:Toewijzingsdatum>
<m:Toewijzingstijd>13:59:17</m:Toewijzingstijd><m:Ingangsdatum>{dag}</m:Ingangsdatum>
<m:Omvang><b:Volume>210</b:Volume><b:Eenheid>01</b:Eenheid><b:Frequentie>4</b:Frequentie></m:Omvang></m:ToegewezenProduct></m:ToegewezenProducten></m:Client></m:Bericht>
"""
    ).encode()


def declaratie(
    nummer: int | str,
    bsns: list[str],
    *,
    std: str = "iwmo",
    dag: str = "2025-02-10",
    bedrag: int = 1000,
    totaal: int | None = None,
) -> bytes:
    """A 323 about the month before its date, with one line per BSN, each of the same amount (cents)."""
    einde = date.fromisoformat(dag).replace(day=1) - timedelta(days=1)
    periode = f"<b:Begindatum>{einde.replace(day=1)}</b:Begindatum><b:Einddatum>{einde}</b:Einddatum>"
    regels = "".join(
        f"""<m:Client><m:Bsn>{bsn}</m:Bsn><m:Prestaties><m:Prestatie><m:ProductReferentie><b:ReferentieNummer>R{nummer}-{i}</b:ReferentieNummer></m:ProductReferentie>
<m:ToewijzingNummer>{i + 1}</m:ToewijzingNummer><m:ProductCategorie>{_CATEGORIE[std]}</m:ProductCategorie><m:ProductCode>{_CATEGORIE[std]}A03</m:ProductCode>
<m:ProductPeriode>{periode}</m:ProductPeriode><m:GeleverdVolume>10</m:GeleverdVolume>
<m:Eenheid>01</m:Eenheid><m:ProductTarief>{bedrag // 10}</m:ProductTarief><m:IngediendBedrag><b:Bedrag>{bedrag}</b:Bedrag><b:DebetCredit>D</b:DebetCredit></m:IngediendBedrag></m:Prestatie></m:Prestaties></m:Client>"""
        for i, bsn in enumerate(bsns)
    )
    som = bedrag * len(bsns) if totaal is None else totaal
    return (
        _kop(std, "323", str(nummer), dag)
        + f"""<m:Declaratie><m:DeclaratieNummer>D{nummer}</m:DeclaratieNummer><m:DeclaratiePeriode>{periode}</m:DeclaratiePeriode>
<m:DeclaratieDagtekening>{dag}</m:DeclaratieDagtekening><m:TotaalIngediendBedrag><b:TotaalBedrag>{som}</b:TotaalBedrag><b:DebetCredit>D</b:DebetCredit></m:TotaalIngediendBedrag>
<m:Clienten>{regels}</m:Clienten></m:Declaratie></m:Bericht>
"""
    ).encode()


POSTCODES = "postcode,huisnummer_van,huisnummer_tot,buurt_code,geldig_vanaf,geldig_tot\n1234KV,,,BU99990101,2015-01-01,2025-06-30\n1234KV,,,BU99990202,2025-07-01,\n"


@dataclass(frozen=True)
class Map:
    """A folder to put messages in."""

    pad: Path

    def leg(self, naam: str, data: bytes) -> Path:
        doel = self.pad / naam
        doel.parent.mkdir(parents=True, exist_ok=True)
        doel.write_bytes(data)
        return doel
