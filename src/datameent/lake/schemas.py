"""The Arrow schema of every bron and kern table, in one place (docs/ontwikkel/seams.md says what they mean)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from datameent.domain.errors import DatameentError, Plaats
from datameent.lake.werktabellen import werktabellen

_S, _D, _B = pa.string(), pa.date32(), pa.bool_()
_I8, _I16, _I32, _I64 = pa.int8(), pa.int16(), pa.int32(), pa.int64()

GEDEELD: Mapping[str, pa.DataType] = MappingProxyType({"bericht_id": _S, "lading_id": _I64, "bron": _S, "wet": _S})
_REGEL: Mapping[str, pa.DataType] = {"volgnr": _I32, "pseudoniem": _S}
_PRODUCT: Mapping[str, pa.DataType] = {"productcategorie": _S, "productcode": _S}
_OMVANG: Mapping[str, pa.DataType] = {"volume": _I64, "eenheid": _S, "frequentie": _S, "budget_cent": _I64}
_START: Mapping[str, pa.DataType] = {
    **_REGEL,
    "toewijzingnummer": _S,
    **_PRODUCT,
    "toewijzing_ingangsdatum": _D,
    "begindatum": _D,
    "status_aanlevering": _S,
}

_PRESTATIE: Mapping[str, pa.DataType] = {
    **_REGEL,
    "referentienummer": _S,
    "vorig_referentienummer": _S,
    "toewijzingnummer": _S,
    **_PRODUCT,
    "begindatum": _D,
    "einddatum": _D,
    "volume": _I64,
    "eenheid": _S,
    "tarief_cent": _I64,
    "bedrag_cent": _I64,
}
_XSD: Mapping[str, pa.DataType] = {"basisschema_xsd_versie": _S, "bericht_xsd_versie": _S}

_BRON: Mapping[str, Mapping[str, pa.DataType]] = {
    "bericht": {
        "standaard": _S,
        "release": _S,
        "berichttype": _S,
        "afzender": _S,
        "ontvanger": _S,
        "gemeente": _S,
        "aanbieder": _S,
        "identificatie": _S,
        "dagtekening": _D,
        "identificatie_retour": _S,
        "dagtekening_retour": _D,
    },
    "client": {
        **_REGEL,
        "geboortejaar": _I16,
        "geboortemaand": _I8,
        "geslacht": _S,
        "buurt_code": _S,
        "buurt_status": _S,
    },
    "toegewezen_product": {
        **_REGEL,
        "toewijzingnummer": _S,
        "referentie_aanbieder": _S,
        **_PRODUCT,
        "toewijzingsdatum": _D,
        "toewijzingstijd": _S,
        "ingangsdatum": _D,
        "einddatum": _D,
        "reden_wijziging": _S,
        **_OMVANG,
    },
    "start_product": _START,
    "stop_product": {**_START, "einddatum": _D, "reden_beeindiging": _S},
    "aangevraagd_product": {
        **_REGEL,
        "referentie_aanbieder": _S,
        "beschikkingnummer": _S,
        **_PRODUCT,
        "beschikking_ingangsdatum": _D,
        "toewijzing_ingangsdatum": _D,
        "toewijzing_einddatum": _D,
        **_OMVANG,
        "verwijzer_type": _S,
        "verwijzer_code": _S,
        "raamcontract": _B,
    },
    "verzoek_wijziging": {
        **_REGEL,
        "referentie_aanbieder": _S,
        "reden_verzoek": _S,
        "soort": _S,
        "toewijzingnummer": _S,
        **_PRODUCT,
        "gewenste_ingangsdatum": _D,
        "einddatum": _D,
        **_OMVANG,
    },
    "antwoord": {"referentie_aanbieder": _S, "verzoek_antwoord": _S, "reden_afwijzing": _S},
    "declaratie": {
        "declaratienummer": _S,
        "begindatum": _D,
        "einddatum": _D,
        "dagtekening": _D,
        "totaal_cent": _I64,
        **_XSD,
    },
    "prestatie": _PRESTATIE,
    "declaratie_antwoord": {
        "declaratienummer": _S,
        "ingediend_cent": _I64,
        "toegekend_cent": _I64,
        "declaratie_identificatie": _S,
        "declaratie_dagtekening": _D,
        **_XSD,
    },
    "prestatie_antwoord": _PRESTATIE,
    "retourcode": {"volgnr": _I32, "niveau": _S, "sleutel": _S, "retourcode": _S},
    "bevolking": {"maand": _D, "buurt_code": _S, "leeftijd": _I16, "aantal": _I32},
    "postcode": {
        "postcode": _S,
        "huisnummer_van": _I32,
        "huisnummer_tot": _I32,
        "buurt_code": _S,
        "geldig_vanaf": _D,
        "geldig_tot": _D,
    },
    "gebied": {"code": _S, "naam": _S, "soort": _S, "ouder_code": _S},
    "aanbieder": {"agb": _S, "naam": _S},
    "product": {**_PRODUCT, "geldig_vanaf": _D, "geldig_tot": _D},
    "tarief": {
        "aanbieder": _S,
        "productcode": _S,
        "eenheid": _S,
        "tarief_cent": _I64,
        "geldig_vanaf": _D,
        "geldig_tot": _D,
    },
}

_EINDEN: Mapping[str, pa.DataType] = {
    f"{naam}_{kant}": _S
    for kant in ("begin", "eind")
    for naam in ("productcategorie", "aanbieder", "wijk_code", "leeftijdsgroep")
}

_TOEWIJZING: Mapping[str, pa.DataType] = {
    "wet": _S,
    "toewijzingnummer": _S,
    "aanbieder": _S,
    "pseudoniem": _S,
    **_PRODUCT,
    "toewijzingsdatum": _D,
    "ingangsdatum": _D,
    "einddatum": _D,
    "status": _S,
    "reden_wijziging": _S,
    "volume": _I64,
    "eenheid": _S,
    "frequentie": _S,
    "referentie_aanbieder": _S,
    "aanvraagdatum": _D,
}

_KERN: Mapping[str, Mapping[str, pa.DataType]] = {
    "persoon": {"wet": _S, "pseudoniem": _S, "geboortejaar": _I16, "geboortemaand": _I8, "geslacht": _S},
    "persoon_buurt": {
        "wet": _S,
        "pseudoniem": _S,
        "buurt_code": _S,
        "buurt_status": _S,
        "vanaf": _D,
        "tot": _D,
    },
    "toewijzing": _TOEWIJZING,
    "levering": {
        "wet": _S,
        "toewijzingnummer": _S,
        "aanbieder": _S,
        "pseudoniem": _S,
        **_PRODUCT,
        "begindatum": _D,
        "einddatum": _D,
        "reden_beeindiging": _S,
    },
    "declaratieregel": {
        "wet": _S,
        "aanbieder": _S,
        "referentienummer": _S,
        "vorig_referentienummer": _S,
        "pseudoniem": _S,
        "toewijzingnummer": _S,
        **_PRODUCT,
        "begindatum": _D,
        "einddatum": _D,
        "volume": _I64,
        "eenheid": _S,
        "tarief_cent": _I64,
        "bedrag_cent": _I64,
        "soort": _S,
        "status": _S,
        "gecrediteerd": _B,
        "dagtekening": _D,
    },
    "kostenmaand": {
        "wet": _S,
        "maand": _D,
        "pseudoniem": _S,
        "aanbieder": _S,
        **_PRODUCT,
        "bedrag_cent": _I64,
        "telt": _B,
        "buurt_code": _S,
        "wijk_code": _S,
        "leeftijd": _I16,
        "leeftijdsgroep": _S,
    },
    "hulpperiode": {"wet": _S, "pseudoniem": _S, "begindatum": _D, "einddatum": _D, **_EINDEN},
    "traject": {
        "traject_id": _S,
        "wet": _S,
        "pseudoniem": _S,
        "productcategorie": _S,
        "aanbieder": _S,
        "aanbieder_begin": _S,
        "wijk_code": _S,
        "leeftijdsgroep": _S,
        "aanvraagdatum": _D,
        "toewijzingsdatum": _D,
        "startdatum": _D,
        "einddatum": _D,
        "toewijzingen": _I32,
        "bedrag_cent": _I64,
        "status": _S,
        "regiestatus": _S,
        "verwijzer_type": _S,
        "antwoorddatum": _D,
        "reden_beeindiging": _S,
        "wachttijd_dagen": _I32,
        "doorlooptijd_dagen": _I32,
        "duur_dagen": _I32,
        "leveringen": _I32,
        "aanbieders": _I32,
        "volgt_op": _S,
        "dagen_ertussen": _I32,
    },
    "trajectgebeurtenis": {
        "traject_id": _S,
        "wet": _S,
        "pseudoniem": _S,
        "aanbieder": _S,
        "toewijzingnummer": _S,
        "gebeurtenis": _S,
        "dag": _D,
        "dagtekening": _D,
        "berichttype": _S,
        "bericht_id": _S,
        "volgnr": _I32,
        "bedrag_cent": _I64,
        "uitkomst": _S,
        "responsetijd_dagen": _I32,
    },
    "toewijzing_geldig": {
        **_TOEWIJZING,
        "traject_id": _S,
        "regiestatus": _S,
        "antwoorddatum": _D,
        "startdatum": _D,
        "stopdatum": _D,
        "responsetijd_dagen": _I32,
        "wachttijd_dagen": _I32,
        "doorlooptijd_dagen": _I32,
        "toegewezen_volume": _I64,
        "geleverd_volume": _I64,
        "toegewezen_cent": _I64,
        "gedeclareerd_cent": _I64,
        "wijk_code": _S,
        "leeftijdsgroep": _S,
    },
    "prestatie_geldig": {
        "wet": _S,
        "aanbieder": _S,
        "referentienummer": _S,
        "pseudoniem": _S,
        "toewijzingnummer": _S,
        "traject_id": _S,
        **_PRODUCT,
        "begindatum": _D,
        "einddatum": _D,
        "volume": _I64,
        "eenheid": _S,
        "tarief_cent": _I64,
        "bedrag_cent": _I64,
        "status": _S,
        "dagtekening": _D,
        "responsetijd_dagen": _I32,
    },
    "kwaliteit": {
        "wet": _S,
        "maand": _D,
        "aanbieder": _S,
        "meting": _S,
        "veld": _S,
        "teller": _I64,
        "noemer": _I64,
    },
    "volledigheid": {"wet": _S, "maand": _D, "binnen_promille": _I32, "voorlopig": _B},
    "regelbevinding": {
        "code": _S,
        "bericht_id": _S,
        "tabel": _S,
        "volgnr": _I32,
        "wet": _S,
        "aanbieder": _S,
        "berichttype": _S,
        "dagtekening": _D,
    },
    "bouwstaat": {"naam": _S, "versie": _I64},
}

BRON: Mapping[str, pa.Schema] = MappingProxyType(
    {naam: pa.schema({**GEDEELD, **kolommen}) for naam, kolommen in _BRON.items()}
)
KERN: Mapping[str, pa.Schema] = MappingProxyType({naam: pa.schema(dict(k)) for naam, k in _KERN.items()})
WERK: Mapping[str, pa.Schema] = MappingProxyType({naam: pa.schema(dict(k)) for naam, k in werktabellen(_KERN).items()})
ZONES: Mapping[str, Mapping[str, pa.Schema]] = MappingProxyType({"bron": BRON, "kern": KERN})
"""What others read."""
UITGAVE: Mapping[str, pa.Schema] = MappingProxyType({"kosten": KERN["kostenmaand"]})
"""What releases were made from, in a part per peildatum: whose amounts changed since is asked of the next release."""
OVERAL: Mapping[str, Mapping[str, pa.Schema]] = MappingProxyType({**ZONES, "werk": WERK, "uitgave": UITGAVE})
"""Every folder of the lake with tables in it."""


def schema(zone: str, naam: str) -> pa.Schema:
    """The Arrow schema of one table; DM-LAKE-002 when there is no such table.

    >>> schema("bron", "antwoord").names[:5]
    ['bericht_id', 'lading_id', 'bron', 'wet', 'referentie_aanbieder']
    """
    try:
        return OVERAL[zone][naam]
    except KeyError:
        raise DatameentError(
            "DM-LAKE-002",
            "There is no such table in the lake",
            "Use one of the tables of lake/schemas.py",
            Plaats(bestand=f"{zone}/{naam}"),
        ) from None


def pas_in(zone: str, naam: str, table: pa.Table) -> pa.Table:
    """The table with exactly the columns of its schema, in order; absent columns become null.

    Integers and strings are cast when no value is lost. DM-LAKE-003 for a column the schema does not know or a cast
    that loses something; the error names the column, never a value.
    """
    doel = schema(zone, naam)
    vreemd = sorted(set(table.column_names) - set(doel.names))
    if vreemd:
        raise _past_niet(zone, naam, vreemd[0], "The table has a column that its schema does not know")
    kolommen = []
    for veld in doel:
        if veld.name not in table.column_names:
            kolommen.append(pa.nulls(table.num_rows, veld.type))
            continue
        try:
            kolommen.append(table.column(veld.name).cast(veld.type))
        except pa.ArrowException:
            raise _past_niet(zone, naam, veld.name, "The column does not fit the type in its schema") from None
    return pa.Table.from_arrays(kolommen, schema=doel)


def _past_niet(zone: str, naam: str, kolom: str, what: str) -> DatameentError:
    return DatameentError(
        "DM-LAKE-003",
        what,
        "Make the writer follow lake/schemas.py",
        Plaats(bestand=f"{zone}/{naam}", kolom=kolom),
    )
