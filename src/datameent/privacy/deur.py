"""The door: tables with raw identifying columns go in, tables without any come out.

Raw columns start with `_`. A table that leaves has none; a message with a BSN that cannot be one is stopped whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from datameent.agreements.overeenkomst import Bronovereenkomst, Precisie
from datameent.privacy.buurt import Postcodes, met_buurt
from datameent.privacy.pseudoniem import geldig, pseudoniemen

_MET_ADRES = ("301",)


@dataclass(frozen=True)
class Deurregels:
    """What an agreement lets through: purpose domain, key, and how much of birth date and address may be used."""

    domein: str
    sleutel: bytes = field(repr=False)
    bsn: bool
    geboortedatum: Precisie | None
    postcode: bool
    huisnummer: bool
    land: bool

    @classmethod
    def van(cls, overeenkomst: Bronovereenkomst, sleutel: bytes) -> Deurregels:
        """The rules of one agreement."""
        geboorte = overeenkomst.velden.get("Client.Geboortedatum")
        return cls(
            domein=overeenkomst.domein,
            sleutel=sleutel,
            bsn=overeenkomst.noemt("Client.Bsn"),
            geboortedatum=geboorte.precisie if geboorte else None,
            postcode=overeenkomst.noemt("Contact.Adres.Postcode"),
            huisnummer=overeenkomst.noemt("Contact.Adres.Huis.Huisnummer"),
            land=overeenkomst.noemt("Contact.Adres.LandCode"),
        )


@dataclass(frozen=True)
class Doorgelaten:
    """Tables without raw columns, and the bericht_id of every message stopped for an impossible BSN."""

    tabellen: Mapping[str, pa.Table]
    afgekeurd: frozenset[str]


def door(tabellen: Mapping[str, pa.Table], regels: Deurregels, postcodes: Postcodes) -> Doorgelaten:
    """Pseudonymise, coarsen the birth date, find the buurt, drop every raw column.

    `tabellen` are bron tables as a reader gives them, with `bericht` among them (for type and dagtekening). Order of
    rows is kept. A BSN is judged also when the agreement does not let its pseudonym through.
    """
    uniek = _unieke_bsns(tabellen)
    goed = geldig(uniek)
    afgekeurd = _afgekeurd(tabellen, uniek.filter(goed))
    if afgekeurd:
        weg = pa.array(sorted(afgekeurd))
        tabellen = {n: t.filter(pc.invert(pc.is_in(t["bericht_id"], value_set=weg))) for n, t in tabellen.items()}
    uniek = uniek.filter(goed)
    codes = pseudoniemen(uniek, regels.sleutel, regels.domein)
    if not regels.bsn:
        codes = pa.nulls(len(codes), pa.string())
    klaar = {n: _met_pseudoniem(t, uniek, codes) for n, t in tabellen.items()}
    if "client" in klaar:
        klaar["client"] = _client(klaar["client"], tabellen["bericht"], regels, postcodes)
    return Doorgelaten({n: _zonder_ruw(t) for n, t in klaar.items()}, afgekeurd)


def _zonder_ruw(tabel: pa.Table) -> pa.Table:
    return tabel.drop_columns([k for k in tabel.column_names if k.startswith("_")])


def _unieke_bsns(tabellen: Mapping[str, pa.Table]) -> pa.Array:
    delen = [c for t in tabellen.values() if "_bsn" in t.column_names for c in t["_bsn"].chunks]
    alle = pc.unique(pa.chunked_array(delen, pa.string()))
    return alle.drop_null()


def _afgekeurd(tabellen: Mapping[str, pa.Table], goede: pa.Array) -> frozenset[str]:
    fout: set[str] = set()
    for tabel in tabellen.values():
        if "_bsn" in tabel.column_names:
            slecht = pc.invert(pc.is_in(tabel["_bsn"], value_set=goede, skip_nulls=True))
            fout.update(tabel["bericht_id"].filter(slecht).to_pylist())
    return frozenset(fout)


def _met_pseudoniem(tabel: pa.Table, uniek: pa.Array, codes: pa.Array) -> pa.Table:
    if "_bsn" not in tabel.column_names:
        return tabel
    delen = [codes.take(pc.index_in(c, value_set=uniek)) for c in tabel["_bsn"].chunks]
    return tabel.drop_columns(["_bsn"]).append_column("pseudoniem", pa.chunked_array(delen, pa.string()))


def _client(client: pa.Table, bericht: pa.Table, regels: Deurregels, postcodes: Postcodes) -> pa.Table:
    if "_geboortedatum" in client.column_names:
        client = _met_geboorte(client, regels.geboortedatum)
    verboden = {"_huisnummer": not regels.huisnummer, "_land": not regels.land}
    client = client.drop_columns([k for k in client.column_names if verboden.get(k)])
    if not regels.postcode:
        return client
    plek = pc.index_in(client["bericht_id"].combine_chunks(), value_set=bericht["bericht_id"].combine_chunks())
    dag = bericht["dagtekening"].combine_chunks().take(plek)
    met_adres = pc.is_in(bericht["berichttype"].combine_chunks().take(plek), value_set=pa.array(_MET_ADRES))
    return met_buurt(client, postcodes, dag, met_adres)


def _met_geboorte(client: pa.Table, precisie: Precisie | None) -> pa.Table:
    """Year and month as far as allowed; a part written as zeros is not known and becomes null."""
    tekst = client["_geboortedatum"].combine_chunks()
    tekst = pc.if_else(pc.fill_null(pc.match_substring_regex(tekst, r"^[0-9]{4}-[0-9]{2}"), False), tekst, None)
    jaar = pc.utf8_slice_codeunits(tekst, 0, 4).cast(pa.int16())
    maand = pc.utf8_slice_codeunits(tekst, 5, 7).cast(pa.int8())
    jaar = pc.if_else(pc.greater(jaar, 0), jaar, None)
    maand = pc.if_else(pc.and_(pc.greater(maand, 0), pc.less_equal(maand, 12)), maand, None)
    leeg = pa.nulls(client.num_rows)
    jaar = jaar if precisie is not None else leeg.cast(pa.int16())
    maand = maand if precisie is Precisie.JAAR_MAAND else leeg.cast(pa.int8())
    return client.append_column("geboortejaar", jaar).append_column("geboortemaand", maand)
