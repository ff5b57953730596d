"""Which field of a source fills which column of a bron table: what an agreement does not name stays empty.

A field is `Groep.Element` as the message standards call them (iWmo and iJw 3.2); for tables it is `Bron.kolom`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.lake import schemas

# Not from the source but made here, or the form of a message itself: no agreement needed.
EIGEN = frozenset(
    (
        "bericht_id",
        "lading_id",
        "bron",
        "wet",
        "volgnr",
        "standaard",
        "release",
        "berichttype",
        "niveau",
        "buurt_status",
    )
)

_PRODUCT = {"productcategorie": "Product.Categorie", "productcode": "Product.Code"}
_OMVANG = {"volume": "Omvang.Volume", "eenheid": "Omvang.Eenheid", "frequentie": "Omvang.Frequentie"}
_CLIENT = {"pseudoniem": "Client.Bsn"}


def _groep(groep: str, *elementen: tuple[str, str]) -> dict[str, str]:
    return {kolom: f"{groep}.{element}" for kolom, element in elementen}


_START = (
    ("toewijzingnummer", "ToewijzingNummer"),
    ("toewijzing_ingangsdatum", "ToewijzingIngangsdatum"),
    ("begindatum", "Begindatum"),
    ("status_aanlevering", "StatusAanlevering"),
)
_REFERENTIE = (("referentienummer", "ReferentieNummer"), ("vorig_referentienummer", "VorigReferentieNummer"))

_VELDEN: Mapping[str, Mapping[str, str]] = {
    "bericht": _groep(
        "Header",
        ("afzender", "Afzender"),
        ("ontvanger", "Ontvanger"),
        ("identificatie", "Identificatie"),
        ("dagtekening", "Dagtekening"),
        ("identificatie_retour", "IdentificatieRetour"),
        ("dagtekening_retour", "DagtekeningRetour"),
        ("gemeente", "Ontvanger"),
        ("aanbieder", "Ontvanger"),
    ),
    "client": {
        **_CLIENT,
        "geboortejaar": "Client.Geboortedatum",
        "geboortemaand": "Client.Geboortedatum",
        "geslacht": "Client.Geslacht",
        "buurt_code": "Adres.Postcode",
    },
    "toegewezen_product": {
        **_CLIENT,
        **_PRODUCT,
        **_OMVANG,
        **_groep(
            "ToegewezenProduct",
            ("toewijzingnummer", "ToewijzingNummer"),
            ("referentie_aanbieder", "ReferentieAanbieder"),
            ("toewijzingsdatum", "Toewijzingsdatum"),
            ("toewijzingstijd", "Toewijzingstijd"),
            ("ingangsdatum", "Ingangsdatum"),
            ("einddatum", "Einddatum"),
            ("reden_wijziging", "RedenWijziging"),
            ("budget_cent", "Budget"),
        ),
    },
    "start_product": {**_CLIENT, **_PRODUCT, **_groep("StartProduct", *_START)},
    "stop_product": {
        **_CLIENT,
        **_PRODUCT,
        **_groep("StopProduct", *_START, ("einddatum", "Einddatum"), ("reden_beeindiging", "RedenBeeindiging")),
    },
    "aangevraagd_product": {
        **_CLIENT,
        **_PRODUCT,
        **_OMVANG,
        **_groep(
            "AangevraagdProduct",
            ("referentie_aanbieder", "ReferentieAanbieder"),
            ("beschikkingnummer", "BeschikkingNummer"),
            ("beschikking_ingangsdatum", "BeschikkingIngangsdatum"),
            ("toewijzing_ingangsdatum", "ToewijzingIngangsdatum"),
            ("toewijzing_einddatum", "ToewijzingEinddatum"),
            ("budget_cent", "Budget"),
            ("raamcontract", "Raamcontract"),
        ),
        **_groep("Verwijzer", ("verwijzer_type", "Type"), ("verwijzer_code", "ZorgverlenerCode")),
    },
    "verzoek_wijziging": {
        **_CLIENT,
        **_PRODUCT,
        **_OMVANG,
        **_groep(
            "Verzoek",
            ("referentie_aanbieder", "ReferentieAanbieder"),
            ("reden_verzoek", "RedenVerzoek"),
            ("soort", "ToewijzingNummer"),
            ("toewijzingnummer", "ToewijzingNummer"),
            ("gewenste_ingangsdatum", "GewensteIngangsdatum"),
            ("einddatum", "Einddatum"),
            ("budget_cent", "Budget"),
        ),
    },
    "antwoord": _groep(
        "Antwoord",
        ("referentie_aanbieder", "ReferentieAanbieder"),
        ("verzoek_antwoord", "VerzoekAntwoord"),
        ("reden_afwijzing", "RedenAfwijzingVerzoek"),
    ),
    "declaratie": _groep(
        "Declaratie",
        ("declaratienummer", "DeclaratieNummer"),
        ("begindatum", "DeclaratiePeriode"),
        ("einddatum", "DeclaratiePeriode"),
        ("dagtekening", "DeclaratieDagtekening"),
        ("totaal_cent", "TotaalIngediendBedrag"),
    ),
    "prestatie": {
        **_CLIENT,
        **_groep(
            "Prestatie",
            *_REFERENTIE,
            ("toewijzingnummer", "ToewijzingNummer"),
            ("productcategorie", "ProductCategorie"),
            ("productcode", "ProductCode"),
            ("begindatum", "ProductPeriode"),
            ("einddatum", "ProductPeriode"),
            ("volume", "GeleverdVolume"),
            ("eenheid", "Eenheid"),
            ("tarief_cent", "ProductTarief"),
            ("bedrag_cent", "IngediendBedrag"),
        ),
    },
    "declaratie_antwoord": {
        **_groep(
            "DeclaratieAntwoord",
            ("declaratienummer", "DeclaratieNummer"),
            ("ingediend_cent", "TotaalIngediendBedrag"),
            ("toegekend_cent", "TotaalToegekendBedrag"),
        ),
        **_groep(
            "DeclaratieIdentificatie",
            ("declaratie_identificatie", "Identificatie"),
            ("declaratie_dagtekening", "Dagtekening"),
        ),
    },
    "prestatie_antwoord": {
        **_CLIENT,
        **_groep(
            "Prestatie", *_REFERENTIE, ("toewijzingnummer", "ToewijzingNummer"), ("bedrag_cent", "IngediendBedrag")
        ),
    },
    "retourcode": _groep("RetourCodes", ("sleutel", "Sleutel"), ("retourcode", "RetourCode")),
    "bevolking": _groep("Bevolking", *((k, k) for k in ("maand", "buurt_code", "leeftijd", "aantal"))),
    "postcode": _groep(
        "Postcode",
        *((k, k) for k in ("postcode", "huisnummer_van", "huisnummer_tot", "buurt_code", "geldig_vanaf", "geldig_tot")),
    ),
    "gebied": _groep("Gebied", *((k, k) for k in ("code", "naam", "soort", "ouder_code"))),
    "aanbieder": _groep("Aanbieder", *((k, k) for k in ("agb", "naam"))),
}
VELDEN: Mapping[str, Mapping[str, str]] = MappingProxyType(_VELDEN)
# Used at the door only; it refines the buurt and is kept nowhere.
HUISNUMMER = "Adres.Huisnummer"

_TABELLEN: Mapping[str, tuple[str, ...]] = {
    "bevolking": ("bevolking",),
    "postcodes": ("postcode",),
    "gebieden": ("gebied",),
    "aanbieders": ("aanbieder",),
}


def tabellen(soort: str) -> tuple[str, ...]:
    """The bron tables that a kind of source fills."""
    alle = {naam for namen in _TABELLEN.values() for naam in namen}
    return _TABELLEN.get(soort) or tuple(n for n in schemas.BRON if n not in alle)


def bekende_velden(soort: str) -> frozenset[str]:
    """Every field that a kind of source can give."""
    namen = {veld for tabel in tabellen(soort) for veld in VELDEN[tabel].values()}
    return frozenset(namen | ({HUISNUMMER} if "client" in tabellen(soort) else set()))


def toegestaan(overeenkomst: Bronovereenkomst, tabel: str) -> frozenset[str]:
    """The columns of a bron table that may hold anything under this agreement."""
    kolommen = EIGEN | {kolom for kolom, veld in VELDEN[tabel].items() if overeenkomst.noemt(veld)}
    # One of the two parties is the municipality and the other the provider: both must be named to know which.
    return kolommen if overeenkomst.noemt("Header.Afzender") else kolommen - {"gemeente", "aanbieder"}


def onbekend(overeenkomst: Bronovereenkomst) -> tuple[str, ...]:
    """Fields that an agreement names and no reader gives: a slip of the pen."""
    return tuple(sorted(set(overeenkomst.velden) - bekende_velden(overeenkomst.soort)))
