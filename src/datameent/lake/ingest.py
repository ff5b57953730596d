"""Ingest: agreement, read, door, vault and lake, one ledger commit per lading. Doing it again changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from datameent.agreements.laden import laad
from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.lake import velden
from datameent.lake.bundels import bundel, geschat, vind_bestanden
from datameent.lake.lading import LADING_BYTES, Lading
from datameent.lake.ploeg import draai
from datameent.lake.store import Lake, Sessie
from datameent.lake.tabelbron import laad_tabel
from datameent.lake.werk import Opdracht
from datameent.privacy import keys
from datameent.privacy.deur import Deurregels
from datameent.sources.bevinding import WAARSCHUWING, Bevinding
from datameent.sources.limieten import Limieten, load_limieten
from datameent.vault.kluis import Kluis, Kluissleutel
from datameent.vault.ledger import Ledger, onthoud

Voortgang = Callable[[str, int, int], None]
_MEESTE_BEVINDINGEN = 10_000


@dataclass(frozen=True)
class IngestResultaat:
    """What an ingest did. `clienten`: persons in what was loaded now; `afgekeurd`: pieces refused now.

    `bevindingen` are about what was refused, `waarschuwingen` about the whole load (no postcode table, a large share
    refused) and then about messages that were loaded all the same.
    """

    berichten: int = 0
    prestaties: int = 0
    clienten: int = 0
    al_geladen: int = 0
    overgeslagen: int = 0
    afgekeurd: int = 0
    bevindingen: tuple[Bevinding, ...] = ()
    waarschuwingen: tuple[Bevinding, ...] = ()
    bytes: int = 0
    seconden: float = 0.0


def ingest(
    home: Home,
    paths: Iterable[Path],
    bron: str,
    *,
    werkers: int | None = None,
    voortgang: Voortgang | None = None,
    vandaag: date | None = None,
) -> IngestResultaat:
    """Load files, folders, .zip and .gz under an agreement.

    A file is loaded whole or refused whole (then it is in quarantine and counted in `afgekeurd`); the rest goes on.
    Raises for what concerns the whole: agreement (DM-OVK-*), keys (DM-SLEUTEL-*, DM-LAKE-008), another writer
    (DM-LAKE-001), disk (DM-LAKE-004, DM-KLUIS-003); ladings that were committed before it stay. `vandaag` (today when
    not given) is the day the agreement must hold on, and no message may be from after it (TR135).
    """
    begin = time.monotonic()
    overeenkomst = laad(home, bron, vandaag or datetime.now(UTC).date())
    _eis_bekende_velden(overeenkomst)
    ring = keys.laad(home.keys)
    limieten = load_limieten(home)
    lake = Lake.open(home)
    with lake.sessie() as sessie:
        Kluis(home.kluis, sessie.ledger, {}).ruim_op()
        _eis_zelfde_pseudoniemen(sessie.ledger, overeenkomst, ring)
        opdracht = maak_opdracht(lake, overeenkomst, ring, limieten, vandaag=vandaag)
        loop = _Loop(sessie, opdracht, voortgang)
        if overeenkomst.over_berichten:
            loop.berichten(list(paths), werkers)
        else:
            loop.tabel(list(paths))
    return loop.resultaat(time.monotonic() - begin)


def maak_opdracht(
    lake: Lake,
    overeenkomst: Bronovereenkomst,
    ring: keys.Sleutelring,
    limieten: Limieten,
    *,
    ook_bekende: bool = False,
    vandaag: date | None = None,
) -> Opdracht:
    """What the workers need: the rules of the door, the vault key and the postcode table of now."""
    kluis = ring.actief("kluis")
    return Opdracht(
        home=lake.home,
        overeenkomst=overeenkomst,
        regels=Deurregels.van(overeenkomst, ring.actief("pseudoniem").geheim),
        kluissleutel=Kluissleutel(kluis.kenmerk, kluis.geheim),
        postcodes=lake.arrow("bron", "postcode") if overeenkomst.over_berichten else pa.table({}),
        limieten=limieten,
        ook_bekende=ook_bekende,
        vandaag=vandaag,
    )


@dataclass
class _Loop:
    """One run: counts, and closes a lading whenever enough has been gathered."""

    sessie: Sessie
    opdracht: Opdracht
    voortgang: Voortgang | None
    berichten_: int = 0
    prestaties: int = 0
    al_geladen: int = 0
    overgeslagen: int = 0
    afgekeurd: int = 0
    bytes: int = 0
    bevindingen: list[Bevinding] = field(default_factory=list)
    waarschuwingen: list[Bevinding] = field(default_factory=list)
    over_berichten: list[Bevinding] = field(default_factory=list)
    clienten: list[pa.Array] = field(default_factory=list)

    def berichten(self, paths: Sequence[Path], werkers: int | None) -> None:
        bestanden = vind_bestanden(paths)
        lading = self._nieuw()
        klaar = 0
        bundels = bundel(bestanden, self.opdracht.limieten)
        for deel in draai(self.opdracht, bundels, geschat(bestanden), werkers):
            self.al_geladen += deel.al_geladen + lading.neem(deel)
            self.overgeslagen += deel.overgeslagen
            self.clienten.append(_clienten(deel.tabellen.get("client")))
            klaar += deel.klaar
            if lading.omvang >= LADING_BYTES:
                self._sluit(lading)
                lading = self._nieuw()
            self._meld(klaar, len(bestanden))
        self._sluit(lading)
        if self.berichten_ and not self.opdracht.postcodes.num_rows:
            self.waarschuwingen.append(_GEEN_POSTCODES)
        if self.overgeslagen:
            self.waarschuwingen.append(_ANDERE_STANDAARD)
        self._toets_drempel()

    def tabel(self, paths: Sequence[Path]) -> None:
        lading = self._nieuw(vervang=True)
        self.al_geladen += laad_tabel(lading, self.opdracht, paths)
        self._sluit(lading)
        self._meld(len(paths), len(paths))

    def _nieuw(self, *, vervang: bool = False) -> Lading:
        return Lading(self.sessie, self.opdracht.overeenkomst, vervang=vervang)

    def _sluit(self, lading: Lading) -> None:
        lading.sluit()
        self.berichten_ += len(lading.posten)
        self.prestaties += lading.prestaties
        self.afgekeurd += len(lading.weigeringen)
        self.bytes += lading.omvang
        ruimte = _MEESTE_BEVINDINGEN - len(self.bevindingen)
        self.bevindingen += [b for w in lading.weigeringen for b in w.bevindingen][:ruimte]
        self.over_berichten += lading.waarschuwingen[: _MEESTE_BEVINDINGEN - len(self.over_berichten)]

    def _meld(self, klaar: int, totaal: int) -> None:
        if self.voortgang:
            self.voortgang(f"laden {self.opdracht.overeenkomst.naam}", klaar, totaal)

    def _toets_drempel(self) -> None:
        totaal = self.berichten_ + self.afgekeurd
        if totaal and self.afgekeurd / totaal > self.opdracht.overeenkomst.drempels.aandeel_geweigerd:
            self.waarschuwingen.append(_TE_VEEL_GEWEIGERD)

    def resultaat(self, seconden: float) -> IngestResultaat:
        uniek = pc.unique(pa.chunked_array(self.clienten, pa.string())).drop_null()
        return IngestResultaat(
            berichten=self.berichten_,
            prestaties=self.prestaties,
            clienten=len(uniek),
            al_geladen=self.al_geladen,
            overgeslagen=self.overgeslagen,
            afgekeurd=self.afgekeurd,
            bevindingen=tuple(self.bevindingen),
            waarschuwingen=(*self.waarschuwingen, *self.over_berichten),
            bytes=self.bytes,
            seconden=round(seconden, 3),
        )


def _clienten(client: pa.Table | None) -> pa.Array:
    if client is None or "pseudoniem" not in client.column_names:
        return pa.array([], pa.string())
    return pc.unique(client["pseudoniem"])


_GEEN_POSTCODES = Bevinding(
    "DM-LADE-004",
    WAARSCHUWING,
    "bestand",
    Plaats(bestand="lake/bron/postcode"),
    "there is no postcode table, so every address has buurt_status onbekende_postcode; load the source postcodes, "
    "then load these messages again from the vault",
)
_ANDERE_STANDAARD = Bevinding(
    "DM-LADE-001",
    WAARSCHUWING,
    "bericht",
    Plaats(element="soort"),
    "messages of another standard than the agreement were left out; load them under their own agreement",
)
_TE_VEEL_GEWEIGERD = Bevinding(
    "DM-LADE-005",
    WAARSCHUWING,
    "bestand",
    Plaats(element="drempels.aandeel_geweigerd"),
    "a larger share of the files was refused than the agreement allows",
)


def _eis_bekende_velden(overeenkomst: Bronovereenkomst) -> None:
    vreemd = velden.onbekend(overeenkomst)
    if vreemd:
        raise DatameentError(
            "DM-LADE-007",
            f"The agreement names fields that this source does not have: {', '.join(vreemd)}",
            "Correct the names; docs/reference/bronovereenkomst.md lists them",
            Plaats(bestand=f"config/bronovereenkomsten/{overeenkomst.naam}.yaml", element="velden"),
            ExitStatus.AGREEMENT,
        )


def _eis_zelfde_pseudoniemen(ledger: Ledger, overeenkomst: Bronovereenkomst, ring: keys.Sleutelring) -> None:
    """New rows must get the pseudonyms that the rows in the lake have: same key, same purpose domain."""
    if not overeenkomst.over_berichten:
        return
    nu = {
        "pseudoniemsleutel": ring.actief("pseudoniem").kenmerk.hex(),
        f"domein/{overeenkomst.naam}": overeenkomst.domein,
    }
    for sleutel, waarde in nu.items():
        if ledger.meta(sleutel) not in (None, waarde):
            raise DatameentError(
                "DM-LAKE-008",
                "The pseudonym key or purpose domain is not the one the lake was made with",
                "Put the former key or domain back, or make all pseudonyms again with `datameent herlaad`",
                Plaats(bestand="keys"),
                ExitStatus.KEY,
            )
    if any(ledger.meta(sleutel) is None for sleutel in nu):
        with ledger.transactie() as con:
            for sleutel, waarde in nu.items():
                onthoud(con, sleutel, waarde)
