"""From an address to a buurt, at the door: the address stops here, and what is not certain is a status."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

GEVONDEN, ONBEKEND, GEEN_ADRES, BUITENLAND = "gevonden", "onbekende_postcode", "geen_adres", "buitenland"
_NEDERLAND = ("NL", "6030")
_VER = np.iinfo(np.int32)

Ints = np.ndarray[Any, np.dtype[np.int64]]


class Postcodes:
    """The postcode table (columns of bron `postcode`), ready for many look-ups.

    A row holds for house numbers `huisnummer_van` to `huisnummer_tot` and for days `geldig_vanaf` to `geldig_tot`, ends
    included; null is open.
    """

    def __init__(self, tabel: pa.Table) -> None:
        tabel = tabel.filter(pc.and_(pc.is_valid(tabel["postcode"]), pc.is_valid(tabel["buurt_code"])))
        tabel = tabel.sort_by("postcode").combine_chunks()
        postcodes = tabel["postcode"].combine_chunks()
        self._uniek = pc.unique(postcodes)
        nummers = pc.index_in(postcodes, self._uniek).to_numpy(zero_copy_only=False).astype(np.int64)
        self._begin = np.searchsorted(nummers, np.arange(len(self._uniek)), side="left")
        self._eind = np.searchsorted(nummers, np.arange(len(self._uniek)), side="right")
        self._buurten = pc.unique(tabel["buurt_code"].combine_chunks())
        self._buurt = _ints(pc.index_in(tabel["buurt_code"], self._buurten), -1)
        self._van = _ints(tabel["huisnummer_van"], _VER.min)
        self._tot = _ints(tabel["huisnummer_tot"], _VER.max)
        self._vanaf = _ints(tabel["geldig_vanaf"].cast(pa.int32()), _VER.min)
        self._tot_dag = _ints(tabel["geldig_tot"].cast(pa.int32()), _VER.max)

    @property
    def leeg(self) -> bool:
        """Whether there is nothing to look up in."""
        return len(self._uniek) == 0

    def zoek(self, postcode: pa.Array, huisnummer: pa.Array, dag: pa.Array) -> pa.Array:
        """The buurt of each address on a day, or null when the table does not give exactly one.

        `postcode` string (spaces and case do not matter), `huisnummer` int32 (null: not known), `dag` date32.
        """
        netjes = pc.utf8_upper(pc.replace_substring(postcode, " ", ""))
        plek = _ints(pc.index_in(netjes, self._uniek), -1)
        if self.leeg:
            return pa.nulls(len(plek), pa.string())
        aantal = np.where(plek >= 0, self._eind[plek] - self._begin[plek], 0)
        adres = np.repeat(np.arange(len(plek)), aantal)
        binnen = np.arange(len(adres)) - np.repeat(np.cumsum(aantal) - aantal, aantal)
        rij = self._begin[plek[adres]] + binnen
        past = self._past(rij, _ints(huisnummer, -1)[adres], _ints(dag.cast(pa.int32()), _VER.max)[adres])
        return self._enige(len(plek), adres[past], self._buurt[rij[past]])

    def _past(self, rij: Ints, nummer: Ints, dag: Ints) -> Any:
        op_nummer = (nummer < 0) | ((nummer >= self._van[rij]) & (nummer <= self._tot[rij]))
        return op_nummer & (dag >= self._vanaf[rij]) & (dag <= self._tot_dag[rij])

    def _enige(self, aantal: int, adres: Ints, buurt: Ints) -> pa.Array:
        """Per address the one buurt that its candidates agree on."""
        laag = np.full(aantal, len(self._buurten), np.int64)
        hoog = np.full(aantal, -1, np.int64)
        np.minimum.at(laag, adres, buurt)
        np.maximum.at(hoog, adres, buurt)
        return self._buurten.take(pa.array(hoog, mask=laag != hoog))


def met_buurt(client: pa.Table, postcodes: Postcodes, dag: pa.Array, met_adres: pa.Array) -> pa.Table:
    """The client table with `buurt_code` and `buurt_status` in the place of its address columns.

    `dag` is the dagtekening of each row's message; `met_adres` whether that type of message holds an address (else both
    are null).
    """
    leeg = pa.nulls(client.num_rows, pa.string())
    postcode = _kolom(client, "_postcode", leeg)
    land = _kolom(client, "_land", leeg)
    nummer = _huisnummer(_kolom(client, "_huisnummer", leeg))
    ver = pc.and_(pc.is_valid(land), pc.invert(pc.is_in(land, value_set=pa.array(_NEDERLAND))))
    code = pc.if_else(ver, None, postcodes.zoek(postcode, nummer, dag))
    status = pc.case_when(
        pc.make_struct(pc.invert(met_adres), ver, pc.is_null(postcode), pc.is_valid(code)),
        pa.scalar(None, pa.string()),
        BUITENLAND,
        GEEN_ADRES,
        GEVONDEN,
        ONBEKEND,
    )
    rest = client.drop_columns([k for k in client.column_names if k in ("_postcode", "_huisnummer", "_land")])
    return rest.append_column("buurt_code", pc.if_else(met_adres, code, None)).append_column("buurt_status", status)


def _kolom(tabel: pa.Table, naam: str, anders: pa.Array) -> pa.Array:
    return tabel[naam].combine_chunks() if naam in tabel.column_names else anders


def _huisnummer(kolom: pa.Array) -> pa.Array:
    tekst = kolom.cast(pa.string())
    goed = pc.fill_null(pc.match_substring_regex(tekst, r"^[0-9]{1,9}$"), False)
    return pc.if_else(goed, tekst, None).cast(pa.int32())


def _ints(kolom: Any, leeg: int) -> Ints:
    gevuld = pc.fill_null(kolom.cast(pa.int64()), leeg)
    waarden: Ints = gevuld.to_numpy() if isinstance(gevuld, pa.ChunkedArray) else gevuld.to_numpy(zero_copy_only=False)
    return waarden
