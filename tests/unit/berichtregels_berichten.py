"""One good message of every type as nested dictionaries, a way to change a part of it, and its bytes."""

from __future__ import annotations

import copy
from typing import Any
from xml.sax.saxutils import escape

from datameent.sources.istandaarden.boom import Element
from datameent.sources.istandaarden.specificatie import Berichtspecificatie, specificaties

Deel = dict[str, Any]
DAG = "2026-05-06"
_CATEGORIE = {"iwmo": "02", "ijw": "45"}


def goed(standaard: str, berichttype: str) -> Deel:
    """A message that breaks no rule."""
    spec = specificaties("3.2")[standaard, berichttype]
    body = _RUMP[berichttype](_CATEGORIE[standaard])
    return {"Header": _kop(spec), **copy.deepcopy(body)}


def zet(bericht: Deel, pad: str, waarde: Any) -> None:
    """Put a value at a path, `Client/Contactgegevens/Contact.1/Soort`; None takes it away; a number picks one of more.

    What is put behind the last one of a list is added to it.
    """
    *way, last = pad.split("/")
    at: Any = bericht
    for step in way:
        name, _, number = step.partition(".")
        if name not in at:
            at[name] = {}
        at = at[name][int(number)] if number else at[name]
    name, _, number = last.partition(".")
    if number:
        at.setdefault(name, [])
        at[name][int(number) : int(number) + 1] = [] if waarde is None else [waarde]
    elif waarde is None:
        at.pop(name, None)
    else:
        at[name] = waarde


def haal(bericht: Deel, pad: str) -> Any:
    """A copy of what stands at a path."""
    at: Any = bericht
    for step in pad.split("/"):
        name, _, number = step.partition(".")
        at = at[name][int(number)] if number else at[name]
    return copy.deepcopy(at)


def schrijf(standaard: str, berichttype: str, bericht: Deel) -> bytes:
    """The bytes of a message, elements in the order of the standard."""
    spec = specificaties("3.2")[standaard, berichttype]
    spaces = f'xmlns:m="{spec.naamruimte}" xmlns:b="{spec.basisruimte}"'
    inner = "".join(_element(child, bericht[child.naam]) for child in spec.boom.kinderen if child.naam in bericht)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<m:Bericht {spaces}>\n{inner}</m:Bericht>\n'.encode()


def _element(element: Element, waarde: Any) -> str:
    if isinstance(waarde, list):
        return "".join(_element(element, one) for one in waarde)
    tag = f"{'b' if element.basis else 'm'}:{element.naam}"
    if not isinstance(waarde, dict):
        return f"<{tag}>{escape(str(waarde))}</{tag}>\n"
    unknown = set(waarde) - {c.naam for c in element.kinderen}
    assert not unknown, unknown
    inner = "".join(_element(child, waarde[child.naam]) for child in element.kinderen if child.naam in waarde)
    return f"<{tag}>\n{inner}</{tag}>\n"


def _kop(spec: Berichtspecificatie) -> Deel:
    party = {"gemeente": "9999", "aanbieder": "99101234"}
    versions = {"BasisschemaXsdVersie": "1.0.0", "BerichtXsdVersie": "1.0.0"}
    head = {
        "BerichtCode": spec.code,
        **dict(spec.versie),
        "Afzender": party[spec.afzender],
        "Ontvanger": party[spec.ontvanger],
        "BerichtIdentificatie": {"Identificatie": "1", "Dagtekening": DAG},
        "XsdVersie": versions,
    }
    if spec.beantwoordt:
        head |= {
            "DeclaratieIdentificatie": {"Identificatie": "D1", "Dagtekening": "2026-05-04"},
            "XsdVersieDeclaratie": versions,
            "RetourCodes": {"RetourCode": ["0200"]},
        }
    return head


def _persoon() -> Deel:
    return {
        "Bsn": "999900006",
        "Geboortedatum": {"Datum": "2012-03-14"},
        "Geslacht": "1",
        "Naam": {"Geslachtsnaam": {"Achternaam": "Testpersoon"}},
    }


def _adres() -> Deel:
    return {"Huis": {"Huisnummer": "9"}, "Postcode": "9999XX", "Plaatsnaam": "Testdorp", "LandCode": "NL"}


def _telefoon() -> Deel:
    return {"Telefoon01": {"Telefoonnummer": "0100000000", "Landnummer": "+31"}}


def _naam() -> Deel:
    return {"Geslachtsnaam": {"Achternaam": "Testpersoon"}, "NaamGebruik": "1"}


def _omvang() -> Deel:
    return {"Volume": "4", "Eenheid": "04", "Frequentie": "4"}


def _toegewezen(cat: str, nummer: str, code: str) -> Deel:
    return {
        "ToewijzingNummer": nummer,
        "Product": {"Categorie": cat, "Code": code},
        "Toewijzingsdatum": "2026-05-05",
        "Toewijzingstijd": "12:00:00",
        "Ingangsdatum": "2026-05-01",
        "Einddatum": "2026-12-31",
        "Omvang": _omvang(),
    }


def _301(cat: str) -> Deel:
    return {
        "Client": {
            **_persoon(),
            "Naam": _naam(),
            "Communicatie": {"Vorm": "1", "Taal": "Testtaal"},
            "Relaties": {
                "Relatie": [
                    {
                        "Nummer": "1",
                        "Soort": "10",
                        "Geboortedatum": {"Datum": "1980-01-01", "DatumGebruik": "2"},
                        "Naam": _naam(),
                        "Contact": {"Soort": "01", "Adres": _adres()},
                    }
                ]
            },
            "Contactgegevens": {
                "Contact": [
                    {"Soort": "01", "Adres": _adres()},
                    {
                        "Soort": "04",
                        "Telefoon": _telefoon(),
                        "Periode": {"Begindatum": "2026-04-01", "Einddatum": "2026-06-30"},
                    },
                ]
            },
            "ToegewezenProducten": {
                "ToegewezenProduct": [_toegewezen(cat, "1001", "A1"), _toegewezen(cat, "1002", "A2")]
            },
        }
    }


def _start(cat: str) -> Deel:
    return {
        "ToewijzingNummer": "1001",
        "Product": {"Categorie": cat, "Code": "A1"},
        "ToewijzingIngangsdatum": "2026-05-01",
        "Begindatum": "2026-05-01",
        "StatusAanlevering": "1",
    }


def _305(cat: str) -> Deel:
    return {"Client": {**_persoon(), "StartProducten": {"StartProduct": [_start(cat)]}}}


def _307(cat: str) -> Deel:
    stop = {**_start(cat), "RedenBeeindiging": "20", "Einddatum": "2026-05-05"}
    return {"Client": {**_persoon(), "StopProducten": {"StopProduct": [stop]}}}


def _gevraagd(cat: str, referentie: str, code: str) -> Deel:
    return {
        "ReferentieAanbieder": referentie,
        "Product": {"Categorie": cat, "Code": code},
        "ToewijzingIngangsdatum": "2026-06-01",
        "ToewijzingEinddatum": "2026-12-31",
        "Omvang": _omvang(),
        "Verwijzer": {"Type": "02", "ZorgverlenerCode": "99000001"},
    }


def _315(cat: str) -> Deel:
    asked = [_gevraagd(cat, "REF1", "A1"), _gevraagd(cat, "REF2", "A2")]
    return {"Client": {**_persoon(), "AangevraagdeProducten": {"AangevraagdProduct": asked}}}


def _nieuw(cat: str, code: str) -> Deel:
    return {
        "Product": {"Categorie": cat, "Code": code},
        "GewensteIngangsdatum": "2026-05-07",
        "Einddatum": "2026-12-31",
        "Omvang": _omvang(),
    }


def _317(cat: str) -> Deel:
    return {
        "Client": {
            "Bsn": "999900006",
            "Verzoek": {
                "ReferentieAanbieder": "REF1",
                "RedenVerzoek": "1",
                "OngewijzigdeProducten": {"OngewijzigdProduct": [{"ToewijzingNummer": "1001"}]},
                "TeWijzigenProducten": {
                    "TeWijzigenProduct": [
                        {
                            "ToewijzingNummer": "1002",
                            "GewensteIngangsdatum": "2026-05-01",
                            "Einddatum": "2026-12-31",
                            "Omvang": _omvang(),
                        }
                    ]
                },
                "NieuweProducten": {"NieuwProduct": [_nieuw(cat, "A1"), _nieuw(cat, "A2")]},
            },
        }
    }


def _319(cat: str) -> Deel:
    return {"Antwoord": {"ReferentieAanbieder": "REF1", "VerzoekAntwoord": "1", "RedenAfwijzingVerzoek": "3"}}


def _bedrag(cent: int, dc: str = "D") -> Deel:
    return {"Bedrag": str(cent), "DebetCredit": dc}


def _totaal(cent: int, dc: str = "D") -> Deel:
    return {"TotaalBedrag": str(cent), "DebetCredit": dc}


def _prestatie(cat: str, nummer: int, **meer: Any) -> Deel:
    return {
        "ProductReferentie": {"ReferentieNummer": f"R{nummer}"},
        "ToewijzingNummer": str(1000 + nummer),
        "ProductCategorie": cat,
        "ProductCode": "A1",
        "ProductPeriode": {"Begindatum": "2026-04-01", "Einddatum": "2026-04-30"},
        "GeleverdVolume": "4",
        "Eenheid": "04",
        "ProductTarief": "250",
        "IngediendBedrag": _bedrag(1000),
        **meer,
    }


def _323(cat: str) -> Deel:
    credit = _prestatie(cat, 3, IngediendBedrag=_bedrag(400, "C"))
    credit["ProductReferentie"]["VorigReferentieNummer"] = "OUD3"
    euro = _prestatie(cat, 2, Eenheid="83", GeleverdVolume="700", IngediendBedrag=_bedrag(700))
    del euro["ProductTarief"]
    clients = [
        {"Bsn": "999900006", "Prestaties": {"Prestatie": [_prestatie(cat, 1), euro]}},
        {"Bsn": "999900018", "Prestaties": {"Prestatie": [credit]}},
    ]
    return {
        "Declaratie": {
            "DeclaratieNummer": "DN1",
            "DeclaratiePeriode": {"Begindatum": "2026-04-01", "Einddatum": "2026-04-30"},
            "DeclaratieDagtekening": "2026-05-04",
            "TotaalIngediendBedrag": _totaal(1300),
            "Clienten": {"Client": clients},
        }
    }


def _325(cat: str) -> Deel:
    line = {**_prestatie(cat, 1), "RetourCodes": {"RetourCode": ["9321"]}}
    client = {"Bsn": "999900006", "Prestaties": {"Prestatie": [line]}, "RetourCodes": {"RetourCode": ["0200"]}}
    return {
        "DeclaratieAntwoord": {
            "DeclaratieNummer": "DN1",
            "TotaalIngediendBedrag": _totaal(1300),
            "TotaalToegekendBedrag": _totaal(300),
            "Clienten": {"Client": [client]},
            "RetourCodes": {"RetourCode": ["0200"]},
        }
    }


_RUMP = {"301": _301, "305": _305, "307": _307, "315": _315, "317": _317, "319": _319, "323": _323, "325": _325}
