"""Raw columns to typed ones, and what must hold with or without XSD before an official rule can be judged.

A rule gives rows that break it; which messages those are, and on which line, is worked out afterwards, so that
the good ones pay nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.bevinding import FOUT, WAARSCHUWING
from datameent.sources.codes import Code
from datameent.sources.istandaarden import kolommen as k
from datameent.sources.istandaarden.specificatie import Berichtspecificatie, Kolom
from datameent.sources.istandaarden.uitpakken import Indexen, Ruw

_VORM: dict[str, Callable[[pa.Array], k.Getypt]] = {
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
_NIETS = np.empty(0, dtype=np.int64)
_DAGTEKENING = "Header/BerichtIdentificatie/Dagtekening"


@dataclass(frozen=True, slots=True)
class Fout:
    """A broken rule: rows of a table (of xml2arrow) in which the element `blad` breaks it.

    `code` is one of ours or that of an official rule; a warning does not refuse the message. `toelichting` names what
    the text of the code leaves open (a code list), never a value. `stap` is which check it was; messages of one type go
    through the same checks in the same order.
    """

    code: str
    tabel: str
    rijen: Indexen
    blad: str
    ernst: str = FOUT
    toelichting: str = ""
    stap: int = 0


@dataclass(slots=True)
class Getoetst:
    """Typed columns by path, and what was broken. `vandaag` is the day on which the messages are read."""

    ruw: Ruw
    spec: Berichtspecificatie
    vandaag: date
    kolommen: dict[str, pa.Array] = field(default_factory=dict)
    fouten: list[Fout] = field(default_factory=list)
    bladen: dict[str, k.Getypt] = field(default_factory=dict)
    stap: int = 0
    _gelegd: dict[tuple[str, str], pa.Array] = field(default_factory=dict)

    def tabel_van(self, pad: str) -> str:
        """The table that holds a column, also when the path names a composed type."""
        fits = [t for t in self.ruw.plan.tabellen if pad == t or not t or pad.startswith(t + "/")]
        return max(fits, key=len)

    def blad(self, pad: str) -> k.Getypt:
        """The typed column of a leaf; what cannot be typed is noted once."""
        if pad not in self.bladen:
            make = _VORM.get(_soort(self.spec, pad), k.Getypt)
            self.bladen[pad] = make(self.ruw.kolom(pad))
            self.stap += 1
            for code, rows in self.bladen[pad].fouten:
                self._noteer(code, self.tabel_van(pad), rows, pad)
        return self.bladen[pad]

    def bij(self, tabel: str, pad: str, *, ruw: bool = False) -> pa.Array:
        """A leaf of a table or of one that encloses it, as typed (or raw) values per row of the table."""
        values = self.ruw.kolom(pad) if ruw else self.blad(pad).waarden
        source = self.tabel_van(pad)
        if source == tabel:
            return values
        if ruw:
            return values.take(pa.array(self.ruw.naar(tabel, source)))
        if (tabel, pad) not in self._gelegd:
            self._gelegd[tabel, pad] = values.take(pa.array(self.ruw.naar(tabel, source)))
        return self._gelegd[tabel, pad]

    def dagtekening(self, tabel: str) -> pa.Array:
        """The date of its message, per row of a table."""
        return self.bij(tabel, _DAGTEKENING)

    def meld(self, code: str, tabel: str, rijen: Indexen, blad: str, **meer: str) -> None:
        """Note a broken rule; `meer` is `ernst` and `toelichting`. Every check calls it, also when nothing is wrong."""
        self.stap += 1
        self._noteer(code, tabel, rijen, blad, **meer)

    def _noteer(self, code: str, tabel: str, rijen: Indexen, blad: str, **meer: str) -> None:
        if len(rijen):
            ernst, toelichting = meer.get("ernst", FOUT), meer.get("toelichting", "")
            self.fouten.append(Fout(code, tabel, rijen, blad, ernst, toelichting, self.stap))

    def slechte_berichten(self) -> Indexen:
        """The messages with at least one broken rule, ascending."""
        return self._berichten(FOUT)

    def gewaarschuwd(self) -> Indexen:
        """The messages with at least one warning, ascending."""
        return self._berichten(WAARSCHUWING)

    def _berichten(self, ernst: str) -> Indexen:
        parts = [self.ruw.bericht(f.tabel)[f.rijen] for f in self.fouten if f.ernst == ernst]
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64)


def is_tekst(spec: Berichtspecificatie, pad: str) -> bool:
    """Whether the typed column of a leaf is its text as it stands."""
    return _soort(spec, pad) not in _VORM


def _soort(spec: Berichtspecificatie, pad: str) -> str:
    return spec.boom.langs(pad)[-1].soort


def toets(ruw: Ruw, spec: Berichtspecificatie, vandaag: date) -> Getoetst:
    """Type every column that the specification asks for and hold it to what must hold before any official rule."""
    done = Getoetst(ruw, spec, vandaag)
    for kolom in _kolommen(spec):
        if kolom.pad not in done.kolommen:
            done.kolommen[kolom.pad] = _typeer(done, kolom)
    for klasse in spec.klassen:
        for veld in klasse.velden.values():
            if len(veld.bladen) == 1:
                done.blad(veld.bladen[0])
    _verplicht(done)
    _kop(done)
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
        amount = done.blad(f"{kolom.pad}/{_BEDRAG[kolom.soort]}")
        return k.bedragen(amount, done.blad(f"{kolom.pad}/DebetCredit"))
    if kolom.soort == "Geboortedatum":
        done.blad(f"{kolom.pad}/Datum")
        text = pc.utf8_trim(done.ruw.kolom(f"{kolom.pad}/Datum"), characters=" \t\r\n")
        return k.geboortedatums(text, done.ruw.kolom(f"{kolom.pad}/DatumGebruik"))
    return done.blad(kolom.pad).waarden


def _verplicht(done: Getoetst) -> None:
    for table, leaves in done.ruw.plan.tabellen.items():
        skip = len(table.split("/")) if table else 0
        for leaf in leaves:
            chain = done.spec.boom.langs(leaf)
            # A leaf that repeats is its own row; without text that row is empty.
            if all(e.verplicht for e in chain[skip:]):
                raw = done.ruw.kolom(leaf)
                absent = np.flatnonzero(raw.is_null().to_numpy(False)) if raw.null_count else _NIETS
                done.meld(Code.VERPLICHT, table, absent, leaf)


def _kop(done: Getoetst) -> None:
    raw = done.ruw.kolom("Header/BerichtCode")
    same = pc.equal(pc.utf8_trim(raw, characters=" \t\r\n"), done.spec.code)
    done.meld(Code.BERICHTCODE, "", _waar(pc.invert(same)), "Header/BerichtCode")
    for leaf, role in (("Header/Afzender", done.spec.afzender), ("Header/Ontvanger", done.spec.ontvanger)):
        fits = pc.match_substring_regex(done.ruw.kolom(leaf), _PARTIJ[role])
        done.meld(Code.PARTIJ, "", _waar(pc.invert(fits)), leaf)


def _waar(mask: pa.Array) -> Indexen:
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))
