"""What one worker does with one bundle: hash, skip what is known, read, pass the door, encrypt. It writes nothing."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from multiprocessing import parent_process
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.domain.errors import DatameentError, Plaats
from datameent.domain.home import Home
from datameent.lake import velden
from datameent.lake.bundels import Bundel, toonbaar
from datameent.lake.zonder_pandas import laat_pandas_weg
from datameent.privacy.buurt import Postcodes
from datameent.privacy.deur import Deurregels, door
from datameent.sources.bevinding import FOUT, BerichtKop, Bevinding, Gelezen, Geweigerd, Stuk
from datameent.sources.istandaarden import lees
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister
from datameent.vault.kluis import Kluissleutel, versleutel_bestand, versleutel_bytes
from datameent.vault.ledger import Ledger

_BLOK = 1 << 20

Versleuteld = bytes | Callable[[], Iterator[bytes]]
"""An encrypted original: its bytes, or what makes them frame by frame when they are written."""


@dataclass(frozen=True)
class Opdracht:
    """All a worker must know; travels once to each worker process. No message is from after `vandaag` (None: today)."""

    home: Home
    overeenkomst: Bronovereenkomst
    regels: Deurregels
    kluissleutel: Kluissleutel
    postcodes: pa.Table
    limieten: Limieten
    ook_bekende: bool = False
    vandaag: date | None = None


@dataclass(frozen=True, slots=True)
class Weigering:
    """A refused piece; `inhoud` (sha256 hex) is empty when it could not be read as bytes at all."""

    bestand: str
    inhoud: str
    bevindingen: tuple[Bevinding, ...]


@dataclass(frozen=True)
class Verwerkt:
    """What came of one bundle: headers, tables without raw columns, refusals, encrypted originals.

    `bevindingen` are warnings about messages that were read all the same.
    """

    koppen: tuple[BerichtKop, ...] = ()
    tabellen: Mapping[str, pa.Table] = field(default_factory=dict)
    geweigerd: tuple[Weigering, ...] = ()
    bevindingen: tuple[Bevinding, ...] = ()
    objecten: tuple[tuple[str, Versleuteld], ...] = ()
    al_geladen: int = 0
    overgeslagen: int = 0
    omvang: int = 0
    klaar: int = 0


class Werkbank:
    """An assignment with what it needs made ready once: the postcode look-up and the message specifications."""

    def __init__(self, opdracht: Opdracht) -> None:
        self.opdracht = opdracht
        self.postcodes = Postcodes(opdracht.postcodes)
        self.standaarden = StandaardenRegister.open(opdracht.home)

    def verwerk(self, bundel: Bundel) -> Verwerkt:
        """Read one bundle. No exception of its own for bad input: that is in `geweigerd`."""
        vooraf, namen, omvang = verzamel(bundel.inhoud(self.opdracht.limieten))
        bekend = set() if self.opdracht.ook_bekende else self._bekend(namen)
        nieuw = {inhoud: stuk for inhoud, stuk in namen.items() if inhoud not in bekend}
        gelezen = self._lees(tuple(nieuw.values()))
        vreemd = {k.bestand for k in gelezen.koppen if k.standaard != self.opdracht.overeenkomst.soort}
        deel = self._door_de_deur(gelezen, {stuk.bestand: inhoud for inhoud, stuk in nieuw.items()})
        return dataclasses.replace(
            deel,
            geweigerd=(*vooraf, *deel.geweigerd),
            objecten=tuple(
                (inhoud, versleutel_stuk(stuk, inhoud, self.opdracht.kluissleutel))
                for inhoud, stuk in nieuw.items()
                if stuk.bestand not in vreemd
            ),
            al_geladen=len(bekend),
            overgeslagen=len(vreemd),
            omvang=omvang,
            klaar=bundel.klaar,
        )

    def _lees(self, stukken: Sequence[Stuk]) -> Gelezen:
        """Read; when the reader itself breaks, halve until the piece that breaks it is alone and refuse that one.

        A fault of ours on one message must not keep all others out, and it must show.
        """
        try:
            return lees(
                stukken,
                standaarden=self.standaarden,
                limieten=self.opdracht.limieten,
                vandaag=self.opdracht.vandaag,
            )
        except DatameentError:
            raise
        except Exception as exc:  # what it holds may be a value, so only its type is kept
            if len(stukken) == 1:
                bestand = stukken[0].bestand
                gevonden = dataclasses.replace(bevinding("DM-LADE-008", bestand), tekst=_kapot(exc))
                return Gelezen(geweigerd={bestand: (gevonden,)})
        midden = len(stukken) // 2
        return _samen(self._lees(stukken[:midden]), self._lees(stukken[midden:]))

    def _bekend(self, inhouden: Iterable[str]) -> set[str]:
        with Ledger.open(self.opdracht.home.ledger, alleen_lezen=True) as ledger:
            return ledger.bekend(self.opdracht.overeenkomst.naam, inhouden)

    def _door_de_deur(self, gelezen: Gelezen, inhoud: Mapping[str, str]) -> Verwerkt:
        overeenkomst = self.opdracht.overeenkomst
        weigering = [Weigering(b, inhoud[b], bev) for b, bev in gelezen.geweigerd.items()]
        vreemd = {k.bericht_id for k in gelezen.koppen if k.standaard != overeenkomst.soort}
        veranderd = {k.bericht_id for k in gelezen.koppen if inhoud[k.bestand] != k.bericht_id}
        tabellen = zonder(gelezen.tabellen, vreemd | veranderd)
        binnen = door(tabellen, self.opdracht.regels, self.postcodes) if tabellen else None
        zonder_bsn = binnen.afgekeurd if binnen else frozenset()
        koppen = []
        for kop in gelezen.koppen:
            if kop.bericht_id in vreemd:
                continue  # of the other law: nothing of it may be kept under this agreement
            code = _reden(kop.bericht_id, veranderd, zonder_bsn)
            if code:
                weigering.append(Weigering(kop.bestand, inhoud[kop.bestand], (bevinding(code, kop.bestand),)))
            else:
                koppen.append(kop)
        door_gelaten = {n: beperk(overeenkomst, n, t) for n, t in (binnen.tabellen if binnen else {}).items()}
        gewaarschuwd = tuple(b for kop in koppen for b in gelezen.waarschuwingen.get(kop.bestand, ()))
        return Verwerkt(tuple(koppen), door_gelaten, tuple(weigering), gewaarschuwd)


def verzamel(stukken: Iterable[Stuk | Geweigerd]) -> tuple[list[Weigering], dict[str, Stuk], int]:
    """Refused files, pieces by hash (each content once, under a name of its own), and their size in bytes together."""
    vooraf: list[Weigering] = []
    uniek: dict[str, Stuk] = {}
    gebruikt: set[str] = set()
    omvang = 0
    for stuk in stukken:
        bestand = toonbaar(stuk.bestand)
        if isinstance(stuk, Geweigerd):
            vooraf.append(Weigering(bestand, "", tuple(_verhul(b) for b in stuk.bevindingen)))
            continue
        while bestand in gebruikt:
            bestand += "+"
        gebruikt.add(bestand)
        inhoud, size = _hash(stuk.bron)
        omvang += size
        uniek.setdefault(inhoud, Stuk(bestand, stuk.bron))
    return vooraf, uniek, omvang


def versleutel_stuk(stuk: Stuk, inhoud: str, sleutel: Kluissleutel) -> Versleuteld:
    """The original of a piece, encrypted for the vault; a file is encrypted while it is written, a frame at a time."""
    som = bytes.fromhex(inhoud)
    if isinstance(stuk.bron, bytes):
        return versleutel_bytes(stuk.bron, som, sleutel)
    return partial(versleutel_bestand, stuk.bron, som, sleutel)


def _kapot(exc: Exception) -> str:
    return f"the reader failed on this message ({type(exc).__name__}): report it with the name of the message type"


def _samen(een: Gelezen, twee: Gelezen) -> Gelezen:
    namen = {*een.tabellen, *twee.tabellen}
    tabellen = {n: pa.concat_tables([g.tabellen[n] for g in (een, twee) if n in g.tabellen]) for n in namen}
    geweigerd = {**een.geweigerd, **twee.geweigerd}
    waarschuwingen = {**een.waarschuwingen, **twee.waarschuwingen}
    return Gelezen((*een.koppen, *twee.koppen), tabellen, geweigerd, (*een.dubbel, *twee.dubbel), waarschuwingen)


_TEKST: Mapping[str, tuple[str, str, str]] = {
    "DM-LADE-002": (
        "bericht",
        "this sender used the same identification before for a message of this type with other content",
        "9056",
    ),
    "DM-LADE-003": ("bericht", "a BSN in the message does not pass the elfproef", ""),
    "DM-LADE-006": ("bestand", "the file changed while it was read", ""),
    "DM-LADE-008": ("bericht", "the reader failed on this message", ""),
}


def bevinding(code: str, bestand: str) -> Bevinding:
    """A finding of this room about a whole file."""
    niveau, tekst, retourcode = _TEKST[code]
    element = {"DM-LADE-002": "Header/BerichtIdentificatie/Identificatie", "DM-LADE-003": "Client/Bsn"}.get(code)
    return Bevinding(code, FOUT, niveau, Plaats(bestand=bestand, element=element), tekst, retourcode)


def zonder(tabellen: Mapping[str, pa.Table], berichten: Iterable[str]) -> Mapping[str, pa.Table]:
    """The tables without the rows of these messages."""
    weg = sorted(berichten)
    if not weg:
        return tabellen
    waarden = pa.array(weg, pa.string())
    return {n: t.filter(pc.invert(pc.is_in(t["bericht_id"], value_set=waarden))) for n, t in tabellen.items()}


def beperk(overeenkomst: Bronovereenkomst, naam: str, tabel: pa.Table) -> pa.Table:
    """The table with only the columns whose field the agreement names; the others come back as null in the lake."""
    mag = velden.toegestaan(overeenkomst, naam)
    return tabel.drop_columns([k for k in tabel.column_names if k not in mag])


def _reden(bericht_id: str, veranderd: set[str], zonder_bsn: frozenset[str]) -> str | None:
    for berichten, code in ((veranderd, "DM-LADE-006"), (zonder_bsn, "DM-LADE-003")):
        if bericht_id in berichten:
            return code
    return None


def _hash(bron: bytes | Path) -> tuple[str, int]:
    if isinstance(bron, bytes):
        return hashlib.sha256(bron).hexdigest(), len(bron)
    som, size = hashlib.sha256(), 0
    with bron.open("rb") as stroom:
        while blok := stroom.read(_BLOK):
            som.update(blok)
            size += len(blok)
    return som.hexdigest(), size


def _verhul(b: Bevinding) -> Bevinding:
    plaats = b.plaats
    return dataclasses.replace(b, plaats=dataclasses.replace(plaats, bestand=toonbaar(plaats.bestand or "")))


_BANK: dict[str, Werkbank] = {}


def begin_werker(opdracht: Opdracht) -> None:
    """Make a worker process ready; it ends itself when the process that started it is gone."""
    laat_pandas_weg()
    ouder = parent_process()
    if ouder is not None:
        threading.Thread(target=_eindig_met, args=(ouder,), daemon=True).start()
    _BANK["bank"] = Werkbank(opdracht)


def doe(bundel: Bundel) -> Verwerkt:
    """Process one bundle in a worker process."""
    return _BANK["bank"].verwerk(bundel)


def _eindig_met(ouder: object) -> None:
    ouder.join()  # type: ignore[attr-defined]  # the stub of a parent process lacks join
    os._exit(1)
