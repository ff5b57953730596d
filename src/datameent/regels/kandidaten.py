"""Messages that are judged together with the lake without being loaded.

Their rows get pseudonyms with the keys of the home, exactly as ingest would, and live in temporary tables of the
engine; nothing of them is kept. What is written is one line per agreement in the processing log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import ibis
import pyarrow as pa

from datameent.agreements.laden import laad, namen
from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.domain.errors import DatameentError, Plaats
from datameent.domain.home import Home
from datameent.lake import schemas
from datameent.lake.lading import met_herkomst
from datameent.lake.store import Lake
from datameent.lake.werk import beperk, bevinding, zonder
from datameent.privacy import keys
from datameent.privacy.buurt import Postcodes
from datameent.privacy.deur import Deurregels, door
from datameent.privacy.verwerking import log_verwerking
from datameent.regels.bronnen import Bronnen
from datameent.regels.lake import bron_van
from datameent.regels.melding import regelwoorden
from datameent.sources.bevinding import BerichtKop, Bevinding, Gelezen
from datameent.vault.ledger import Ledger

_SLEUTEL = ("standaard", "afzender", "berichttype", "identificatie")
_SLEUTELS = pa.schema([(naam, pa.string()) for naam in _SLEUTEL])
_Sleutel = tuple[str, ...]

GEEN_LADING = 0
"""The lading of rows that are not loaded."""


@dataclass(frozen=True)
class Ingang:
    """What lets candidates of one standard through the door: an agreement that is valid today, and its rules."""

    overeenkomst: Bronovereenkomst
    regels: Deurregels


@dataclass(frozen=True)
class Toegang:
    """A lake to judge against, and how each standard gets in; `redenen` says in English what cannot be judged."""

    lake: Lake | None
    ingangen: Mapping[str, Ingang]
    redenen: tuple[str, ...] = ()


def toegang(home: Home, vandaag: date | None = None) -> Toegang:
    """Look whether a home has what it takes: a ledger, keys that the lake was made with, and valid agreements."""
    if not home.ledger.is_file():
        return Toegang(None, {}, ("There is no data home here: messages are judged one by one, not across messages",))
    try:
        ring = keys.laad(home.keys)
        sleutel = ring.actief("pseudoniem")
        lake = Lake.open(home)
    except DatameentError as error:
        return Toegang(None, {}, (f"Messages are judged one by one, not across messages: {error}",))
    ingangen: dict[str, Ingang] = {}
    redenen: list[str] = []
    for naam in namen(home):
        try:
            overeenkomst = laad(home, naam, vandaag or datetime.now(UTC).date())
        except DatameentError as error:
            redenen.append(f"Not judged across messages under agreement {naam}: {error}")
            continue
        if not overeenkomst.over_berichten:
            continue
        if _zelfde(home, overeenkomst, sleutel.kenmerk.hex()):
            ingangen[overeenkomst.soort] = Ingang(overeenkomst, Deurregels.van(overeenkomst, sleutel.geheim))
        else:
            redenen.append(
                f"Not judged across messages under agreement {naam}: the lake was made with another key or domain"
            )
    return Toegang(lake, ingangen, tuple(redenen))


def _zelfde(home: Home, overeenkomst: Bronovereenkomst, kenmerk: str) -> bool:
    """Whether a pseudonym made now is the one the lake has for the same person."""
    with Ledger.open(home.ledger, alleen_lezen=True) as ledger:
        nu = {"pseudoniemsleutel": kenmerk, f"domein/{overeenkomst.naam}": overeenkomst.domein}
        return all(ledger.meta(sleutel) in (None, waarde) for sleutel, waarde in nu.items())


@dataclass
class Kandidaten:
    """Gathers candidates portion by portion; `bronnen` puts them beside the lake."""

    lake: Lake
    ingangen: Mapping[str, Ingang]
    con: Any
    aantallen: dict[str, dict[str, int]] = field(default_factory=dict)
    overgeslagen: set[str] = field(default_factory=set)
    _gezien: set[str] = field(default_factory=set)
    _sleutels: dict[_Sleutel, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._postcodes = Postcodes(self.lake.arrow("bron", "postcode"))
        self._geladen = bron_van(self.lake, self.con)
        for naam, schema in schemas.BRON.items():
            self.con.create_table(_tijdelijk(naam), schema=ibis.Schema.from_pyarrow(schema), temp=True)

    def neem(self, gelezen: Gelezen) -> list[Bevinding]:
        """Take what was read of some messages; gives findings on those that ingest would stop: an impossible BSN, or an
        identification that the sender used before for another message of that kind.

        `overgeslagen` gathers the standards for which there is no agreement: those messages are not taken.
        """
        gestopt: list[Bevinding] = []
        for standaard in sorted({kop.standaard for kop in gelezen.koppen}):
            ingang = self.ingangen.get(standaard)
            if ingang is None:
                self.overgeslagen.add(standaard)
                continue
            koppen = [k for k in gelezen.koppen if k.standaard == standaard and k.bericht_id not in self._gezien]
            gestopt += self._neem(ingang, koppen, gelezen)
        return gestopt

    def _neem(self, ingang: Ingang, koppen: list[BerichtKop], gelezen: Gelezen) -> list[Bevinding]:
        self._gezien |= {k.bericht_id for k in koppen}
        dubbel = self._hergebruikt(koppen)
        koppen = [k for k in koppen if k.bericht_id not in dubbel]
        mee = {k.bericht_id for k in koppen}
        tabellen = zonder(gelezen.tabellen, {k.bericht_id for k in gelezen.koppen} - mee)
        binnen = door(tabellen, ingang.regels, self._postcodes)
        for naam, tabel in binnen.tabellen.items():
            if tabel.num_rows:
                rij = met_herkomst(beperk(ingang.overeenkomst, naam, tabel), GEEN_LADING, ingang.overeenkomst)
                self._voeg_toe(naam, schemas.pas_in("bron", naam, rij))
        goed = [k for k in koppen if k.bericht_id not in binnen.afgekeurd]
        telling = self.aantallen.setdefault(ingang.overeenkomst.soort, {"bestanden": 0, "prestaties": 0})
        telling["bestanden"] += len(goed)
        telling["prestaties"] += sum(k.prestaties for k in goed)
        return [
            *(_dubbel(bestand) for bestand in dubbel.values()),
            *(bevinding("DM-LADE-003", k.bestand) for k in koppen if k.bericht_id in binnen.afgekeurd),
        ]

    def _hergebruikt(self, koppen: list[BerichtKop]) -> dict[str, str]:
        """Files by bericht_id of messages under an identification that was loaded, or given earlier, for another."""
        sleutels = pa.Table.from_pylist([dict(zip(_SLEUTEL, _sleutel(k), strict=True)) for k in koppen], _SLEUTELS)
        geladen = self._geladen["bericht"].select(*_SLEUTEL, "bericht_id")
        eerder = geladen.semi_join(ibis.memtable(sleutels), _SLEUTEL).to_pyarrow().to_pylist()
        bezet = {tuple(r[n] for n in _SLEUTEL): r["bericht_id"] for r in eerder}
        dubbel: dict[str, str] = {}
        for kop in koppen:
            eerste = bezet.get(_sleutel(kop)) or self._sleutels.setdefault(_sleutel(kop), kop.bericht_id)
            if eerste != kop.bericht_id:
                dubbel[kop.bericht_id] = kop.bestand
        return dubbel

    def _voeg_toe(self, naam: str, tabel: pa.Table) -> None:
        self.con.con.register("_deel", tabel)
        self.con.raw_sql(f"INSERT INTO {_tijdelijk(naam)} BY NAME SELECT * FROM _deel")  # noqa: S608 - our own names
        self.con.con.unregister("_deel")

    def log(self, home: Home) -> None:
        """One line per agreement in the processing log: candidates were given pseudonyms for a check."""
        for standaard, aantallen in sorted(self.aantallen.items()):
            overeenkomst = self.ingangen[standaard].overeenkomst
            log_verwerking(
                home,
                wat="controle",
                doelen=overeenkomst.doelen,
                bron=overeenkomst.naam,
                aantallen=aantallen,
                overeenkomst_versie=overeenkomst.versie,
            )

    def berichten(self) -> Any:
        """The candidates: one column, bericht_id."""
        return self.con.table(_tijdelijk("bericht")).select("bericht_id")

    def bronnen(self, tussen: Any) -> Bronnen:
        """The lake and the candidates together; a candidate that was loaded before counts once."""
        nieuw = self.berichten().anti_join(self._geladen["bericht"], "bericht_id")
        nieuw = self.con.create_table("kandidaat_nieuw", obj=nieuw, temp=True)
        return Bronnen(
            {
                naam: tabel.union(self.con.table(_tijdelijk(naam)).semi_join(nieuw, "bericht_id"))
                for naam, tabel in self._geladen.items()
            },
            tussen,
        )


def _sleutel(kop: BerichtKop) -> _Sleutel:
    """What makes a message the same message: TR056."""
    return (kop.standaard, kop.afzender, kop.berichttype, kop.identificatie)


def _dubbel(bestand: str) -> Bevinding:
    woorden = regelwoorden("TR056")
    plaats = Plaats(bestand=bestand, element="Header/BerichtIdentificatie/Identificatie")
    return Bevinding("TR056", woorden.ernst, woorden.niveau, plaats, woorden.tekst, woorden.retourcode)


def _tijdelijk(naam: str) -> str:
    return f"kandidaat_{naam}"
