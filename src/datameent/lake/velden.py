"""Which field of a source fills which column of a bron table: what an agreement does not name stays empty.

A field is `Groep.Element` as `datameent.sources.istandaarden.velden` names it; for tables it is `Bron.kolom`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.lake import schemas

# Not from the source but made here, or the form of a message itself: no agreement needed.
_VORM = ("standaard", "release", "berichttype", "niveau", "buurt_status")
EIGEN = frozenset(("bericht_id", "lading_id", "bron", "wet", "volgnr", "soort", *_VORM))

Velden = tuple[str, ...]
_CLIENT: Mapping[str, Velden] = {"pseudoniem": ("Client.Bsn",)}
POSTCODE, HUISNUMMER, LAND = "Contact.Adres.Postcode", "Contact.Adres.Huis.Huisnummer", "Contact.Adres.LandCode"


def _van(groep: str, **kolommen: str) -> dict[str, Velden]:
    return {kolom: (f"{groep}.{element}",) for kolom, element in kolommen.items()}


def _product(groep: str) -> dict[str, Velden]:
    return _van(groep, productcategorie="Product.Categorie", productcode="Product.Code")


def _omvang(*groepen: str) -> dict[str, Velden]:
    elementen = {
        "volume": "Omvang.Volume",
        "eenheid": "Omvang.Eenheid",
        "frequentie": "Omvang.Frequentie",
        "budget_cent": "Budget",
    }
    return {kolom: tuple(f"{g}.{e}" for g in groepen) for kolom, e in elementen.items()}


def _start(groep: str) -> dict[str, Velden]:
    return {
        **_CLIENT,
        **_product(groep),
        **_van(
            groep,
            toewijzingnummer="ToewijzingNummer",
            toewijzing_ingangsdatum="ToewijzingIngangsdatum",
            begindatum="Begindatum",
            status_aanlevering="StatusAanlevering",
        ),
    }


def _zelf(groep: str, *kolommen: str) -> dict[str, Velden]:
    return {kolom: (f"{groep}.{kolom}",) for kolom in kolommen}


_PARTIJEN = ("Header.Afzender", "Header.Ontvanger")
_PRESTATIE: Mapping[str, Velden] = {
    **_CLIENT,
    **_van(
        "Prestatie",
        referentienummer="ProductReferentie.ReferentieNummer",
        vorig_referentienummer="ProductReferentie.VorigReferentieNummer",
        toewijzingnummer="ToewijzingNummer",
        bedrag_cent="IngediendBedrag",
        productcategorie="ProductCategorie",
        productcode="ProductCode",
        begindatum="ProductPeriode.Begindatum",
        einddatum="ProductPeriode.Einddatum",
        volume="GeleverdVolume",
        eenheid="Eenheid",
        tarief_cent="ProductTarief",
    ),
}


def _xsd(element: str) -> dict[str, Velden]:
    naam = f"Header.{element}"
    return {
        "basisschema_xsd_versie": (f"{naam}.BasisschemaXsdVersie",),
        "bericht_xsd_versie": (f"{naam}.BerichtXsdVersie",),
    }


# Column to the fields that fill it; where there are more, in different messages, all of them must be named.
VELDEN: Mapping[str, Mapping[str, Velden]] = MappingProxyType(
    {
        "bericht": {
            **_van(
                "Header",
                afzender="Afzender",
                ontvanger="Ontvanger",
                identificatie="BerichtIdentificatie.Identificatie",
                dagtekening="BerichtIdentificatie.Dagtekening",
                identificatie_retour="IdentificatieRetour",
                dagtekening_retour="DagtekeningRetour",
            ),
            # One of the two parties is the municipality and the other the provider.
            "gemeente": _PARTIJEN,
            "aanbieder": _PARTIJEN,
        },
        "client": {
            **_CLIENT,
            **_van("Client", geboortejaar="Geboortedatum", geboortemaand="Geboortedatum", geslacht="Geslacht"),
            "buurt_code": (POSTCODE,),
        },
        "toegewezen_product": {
            **_CLIENT,
            **_product("ToegewezenProduct"),
            **_omvang("ToegewezenProduct"),
            **_van(
                "ToegewezenProduct",
                toewijzingnummer="ToewijzingNummer",
                referentie_aanbieder="ReferentieAanbieder",
                toewijzingsdatum="Toewijzingsdatum",
                toewijzingstijd="Toewijzingstijd",
                ingangsdatum="Ingangsdatum",
                einddatum="Einddatum",
                reden_wijziging="RedenWijziging",
            ),
        },
        "start_product": _start("StartProduct"),
        "stop_product": {
            **_start("StopProduct"),
            **_van("StopProduct", einddatum="Einddatum", reden_beeindiging="RedenBeeindiging"),
        },
        "aangevraagd_product": {
            **_CLIENT,
            **_product("AangevraagdProduct"),
            **_omvang("AangevraagdProduct"),
            **_van(
                "AangevraagdProduct",
                referentie_aanbieder="ReferentieAanbieder",
                beschikkingnummer="BeschikkingNummer",
                beschikking_ingangsdatum="BeschikkingIngangsdatum",
                toewijzing_ingangsdatum="ToewijzingIngangsdatum",
                toewijzing_einddatum="ToewijzingEinddatum",
                verwijzer_type="Verwijzer.Type",
                verwijzer_code="Verwijzer.ZorgverlenerCode",
                raamcontract="Raamcontract",
            ),
        },
        "verzoek_wijziging": {
            **_CLIENT,
            **_product("NieuwProduct"),
            **_omvang("NieuwProduct", "TeWijzigenProduct"),
            **_van("Verzoek", referentie_aanbieder="ReferentieAanbieder", reden_verzoek="RedenVerzoek"),
            "toewijzingnummer": ("OngewijzigdProduct.ToewijzingNummer", "TeWijzigenProduct.ToewijzingNummer"),
            "gewenste_ingangsdatum": ("NieuwProduct.GewensteIngangsdatum", "TeWijzigenProduct.GewensteIngangsdatum"),
            "einddatum": ("NieuwProduct.Einddatum", "TeWijzigenProduct.Einddatum"),
        },
        "antwoord": _van(
            "Antwoord",
            referentie_aanbieder="ReferentieAanbieder",
            verzoek_antwoord="VerzoekAntwoord",
            reden_afwijzing="RedenAfwijzingVerzoek",
        ),
        "declaratie": {
            **_van(
                "Declaratie",
                declaratienummer="DeclaratieNummer",
                begindatum="DeclaratiePeriode.Begindatum",
                einddatum="DeclaratiePeriode.Einddatum",
                dagtekening="DeclaratieDagtekening",
                totaal_cent="TotaalIngediendBedrag",
            ),
            **_xsd("XsdVersie"),
        },
        "prestatie": _PRESTATIE,
        "declaratie_antwoord": {
            **_van(
                "DeclaratieAntwoord",
                declaratienummer="DeclaratieNummer",
                ingediend_cent="TotaalIngediendBedrag",
                toegekend_cent="TotaalToegekendBedrag",
            ),
            **_van(
                "Header",
                declaratie_identificatie="DeclaratieIdentificatie.Identificatie",
                declaratie_dagtekening="DeclaratieIdentificatie.Dagtekening",
            ),
            **_xsd("XsdVersieDeclaratie"),
        },
        "prestatie_antwoord": _PRESTATIE,
        # A return code stands in sixteen classes; here it is one field, and the number of the line it is about another.
        "retourcode": _van("RetourCodes", retourcode="RetourCode", sleutel="Sleutel"),
        "bevolking": _zelf("Bevolking", "maand", "buurt_code", "leeftijd", "aantal"),
        "postcode": _zelf(
            "Postcode", "postcode", "huisnummer_van", "huisnummer_tot", "buurt_code", "geldig_vanaf", "geldig_tot"
        ),
        "gebied": _zelf("Gebied", "code", "naam", "soort", "ouder_code"),
        "aanbieder": _zelf("Aanbieder", "agb", "naam"),
        "product": _zelf("Product", "productcategorie", "productcode", "geldig_vanaf", "geldig_tot"),
        "tarief": _zelf("Tarief", "aanbieder", "productcode", "eenheid", "tarief_cent", "geldig_vanaf", "geldig_tot"),
    }
)

_TABELLEN: Mapping[str, tuple[str, ...]] = {
    "bevolking": ("bevolking",),
    "postcodes": ("postcode",),
    "gebieden": ("gebied",),
    "aanbieders": ("aanbieder",),
    "producten": ("product",),
    "tarieven": ("tarief",),
}


def tabellen(soort: str) -> tuple[str, ...]:
    """The bron tables that a kind of source fills."""
    alle = {naam for namen in _TABELLEN.values() for naam in namen}
    return _TABELLEN.get(soort) or tuple(n for n in schemas.BRON if n not in alle)


def bekende_velden(soort: str) -> frozenset[str]:
    """Every field that a kind of source can give."""
    namen = {veld for tabel in tabellen(soort) for velden in VELDEN[tabel].values() for veld in velden}
    return frozenset(namen | ({HUISNUMMER, LAND} if "client" in tabellen(soort) else set()))


def toegestaan(overeenkomst: Bronovereenkomst, tabel: str) -> frozenset[str]:
    """The columns of a bron table that may hold anything under this agreement."""
    genoemd = {kolom for kolom, velden in VELDEN[tabel].items() if all(map(overeenkomst.noemt, velden))}
    return frozenset(genoemd | EIGEN - set(VELDEN[tabel]))


def onbekend(overeenkomst: Bronovereenkomst) -> tuple[str, ...]:
    """Fields that an agreement names and no reader gives: a slip of the pen."""
    return tuple(sorted(set(overeenkomst.velden) - bekende_velden(overeenkomst.soort)))
