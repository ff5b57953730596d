"""Raw columns to typed ones, and every rule that holds with or without XSD.

A rule gives rows that break it; which messages those are, and on which line, is worked out afterwards, so that
the good ones pay nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.codes import Code
from datameent.sources.istandaarden import kolommen as k
from datameent.sources.istandaarden.specificatie import Berichtspecificatie, Kolom
from datameent.sources.istandaarden.uitpakken import Indexen, Ruw

_VORM: dict[str, Callable[[pa.Array], k.Getypt]] = {
    "bsn": k.bsns,
    "datum": k.datums,
    "tijd": k.tijden,
    "getal": k.getallen,
    "bedrag": k.getallen,
    "nummer": k.nummers,
    "janee": k.ja_nee,
    "dc": k.debet_credit,
}
_PARTIJ = {"gemeente": "^[0-9]{4}$", "aanbieder": "^[0-9]{8}$"}
_BEDRAG = {"BedragMetDC": "Bedrag", "TotaalBedragMetDC": "TotaalBedrag"}


@dataclass(frozen=True, slots=True)
class Fout:
    """A broken rule: rows of a table (of xml2arrow) in which the leaf `blad` breaks it."""

    code: Code
    tabel: str
    rijen: Indexen
    blad: str


@dataclass(slots=True)
class Getoetst:
    """Typed columns by path, and what was broken."""

    ruw: Ruw
    spec: Berichtspecificatie
    kolommen: dict[str, pa.Array] = field(default_factory=dict)
    fouten: list[Fout] = field(default_factory=list)

    def tabel_van(self, pad: str) -> str:
        """The table that holds a column, also when the path names a composed type."""
        fits = [t for t in self.ruw.plan.tabellen if pad == t or not t or pad.startswith(t + "/")]
        return max(fits, key=len)

    def meld(self, code: Code, tabel: str, rijen: Indexen, blad: str) -> None:
        """Note a broken rule."""
        if len(rijen):
            self.fouten.append(Fout(code, tabel, rijen, blad))

    def slechte_berichten(self) -> Indexen:
        """The messages with at least one broken rule, ascending."""
        parts = [self.ruw.bericht(f.tabel)[f.rijen] for f in self.fouten]
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64)


def toets(ruw: Ruw, spec: Berichtspecificatie) -> Getoetst:
    """Type every column that the specification asks for and hold it to the rules."""
    done = Getoetst(ruw, spec)
    for kolom in _kolommen(spec):
        if kolom.pad not in done.kolommen:
            done.kolommen[kolom.pad] = _typeer(done, kolom)
    _verplicht(done)
    _kop(done)
    _periodes(done)
    _som(done)
    return done


def _kolommen(spec: Berichtspecificatie) -> list[Kolom]:
    found = [kolom for tabel in spec.tabellen for kolom in tabel.kolommen]
    for tabel in spec.tabellen:
        if tabel.adres:
            found += [
                *tabel.adres.kolommen,
                Kolom("", tabel.adres.soort, "tekst"),
                Kolom("", tabel.adres.einde, "datum"),
            ]
    if spec.retour:
        found += [
            Kolom("", "Header/IdentificatieRetour", "tekst"),
            Kolom("", "Header/DagtekeningRetour", "datum"),
        ]
    return found


def _typeer(done: Getoetst, kolom: Kolom) -> pa.Array:
    if kolom.soort in _BEDRAG:
        amount = _blad(done, f"{kolom.pad}/{_BEDRAG[kolom.soort]}", "bedrag")
        return k.bedragen(amount, _blad(done, f"{kolom.pad}/DebetCredit", "dc"))
    if kolom.soort == "Geboortedatum":
        _blad(done, f"{kolom.pad}/Datum", "datum")
        text = pc.utf8_trim(done.ruw.kolom(f"{kolom.pad}/Datum"), characters=" \t\r\n")
        return k.geboortedatums(text, done.ruw.kolom(f"{kolom.pad}/DatumGebruik"))
    return _blad(done, kolom.pad, kolom.soort).waarden


def _blad(done: Getoetst, blad: str, soort: str) -> k.Getypt:
    raw = done.ruw.kolom(blad)
    make = _VORM.get(soort)
    if make is None:
        return k.Getypt(raw)
    typed = make(raw)
    for code, rows in typed.fouten:
        done.meld(code, done.tabel_van(blad), rows, blad)
    return typed


def _verplicht(done: Getoetst) -> None:
    for table, leaves in done.ruw.plan.tabellen.items():
        skip = len(table.split("/")) if table else 0
        for leaf in leaves:
            chain = done.spec.boom.langs(leaf)
            # A leaf that repeats is its own row; without text that row is empty.
            if all(e.verplicht for e in chain[skip:]):
                raw = done.ruw.kolom(leaf)
                if raw.null_count:
                    done.meld(Code.VERPLICHT, table, np.flatnonzero(raw.is_null().to_numpy(False)), leaf)


def _kop(done: Getoetst) -> None:
    _is(done, "Header/BerichtCode", done.spec.code, Code.BERICHTCODE)
    for name, value in done.spec.versie:
        _is(done, f"Header/{name}", value, Code.BERICHTVERSIE)
    for leaf, role in (("Header/Afzender", done.spec.afzender), ("Header/Ontvanger", done.spec.ontvanger)):
        fits = pc.match_substring_regex(done.ruw.kolom(leaf), _PARTIJ[role])
        done.meld(Code.PARTIJ, "", _waar(pc.invert(fits)), leaf)


def _is(done: Getoetst, blad: str, waarde: str, code: Code) -> None:
    raw = done.ruw.kolom(blad)
    if pc.all(pc.equal(raw, waarde), skip_nulls=False).as_py() is not True:
        same = pc.equal(pc.utf8_trim(raw, characters=" \t\r\n"), waarde)
        done.meld(code, "", _waar(pc.invert(same)), blad)


def _periodes(done: Getoetst) -> None:
    for begin, end in done.spec.periodes:
        wrong = _waar(pc.greater(done.kolommen[begin], done.kolommen[end]))
        done.meld(Code.PERIODE, done.tabel_van(end), wrong, end)


def _som(done: Getoetst) -> None:
    if done.spec.som is None:
        return
    total_path, line_path = done.spec.som
    totals, lines = done.kolommen[total_path], done.kolommen[line_path]
    message = done.ruw.bericht(done.tabel_van(line_path))
    sums = np.zeros(len(totals), dtype=np.int64)
    np.add.at(sums, message, pc.fill_null(lines, 0).to_numpy(zero_copy_only=False))
    wrong = _waar(pc.not_equal(totals, pa.array(sums)))
    # Where an amount could not be read that is the finding; the total says nothing then.
    unread = np.unique(message[lines.is_null().to_numpy(zero_copy_only=False)])
    done.meld(Code.TOTAAL, "", np.setdiff1d(wrong, unread), f"{total_path}/TotaalBedrag")


def _waar(mask: pa.Array) -> Indexen:
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))
