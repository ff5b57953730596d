"""`datameent check`: what is wrong with messages that are not loaded, also together with what the lake holds."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datameent.domain.home import Home
from datameent.regels.kandidaten import Kandidaten, toegang
from datameent.regels.lake import verzamel
from datameent.regels.melding import Herkomst, Melding, op_volgorde, van_bevinding
from datameent.regels.toets import Tussentabellen, zonder_feiten
from datameent.regels.vondst import als_meldingen, vondsten
from datameent.sources.bevinding import BerichtKop, Bevinding, Gelezen, Stuk
from datameent.sources.controle import controleer as controleer_los
from datameent.sources.invoer import vind_stukken
from datameent.sources.istandaarden.uitpakken import Inhoud
from datameent.sources.limieten import load_limieten

Voortgang = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Controle:
    """Pieces looked at, messages and tables in order by themselves, every finding in the order of the files, the codes
    that could not be judged with the facts they miss, and remarks (English) on what was not done."""

    bestanden: int
    berichten: int
    meldingen: tuple[Melding, ...]
    niet_beoordeeld: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opmerkingen: tuple[str, ...] = ()


def controleer(home: Home, paden: Sequence[Path], *, voortgang: Voortgang | None = None) -> Controle:
    """Read everything under the paths, judge each message by itself, and all of them together with the lake.

    Nothing is stored but a line in the processing log. Without a home, keys or agreements only the first is done, and
    `opmerkingen` says so. Memory does not grow with the size of the input, but for a line per message and per finding.
    """
    open_ = toegang(home)
    if open_.lake is None or not open_.ingangen:
        reden = open_.redenen or ("There is no valid agreement on messages: they are judged one by one",)
        los = _Lezing(None)
        uitslag = controleer_los(home, paden, voortgang=voortgang, bij=los.neem)
        return Controle(uitslag.bestanden, uitslag.berichten, los.meldingen(uitslag.bevindingen), {}, reden)
    con = open_.lake.engine()
    try:
        lezing = _Lezing(Kandidaten(open_.lake, open_.ingangen, con))
        uitslag = controleer_los(home, paden, voortgang=voortgang, bij=lezing.neem)
        los_van = lezing.meldingen((*uitslag.bevindingen, *lezing.gestopt))
        samen, mist = _samen(home, paden, con, lezing, voortgang)
    finally:
        con.disconnect()
    berichten = uitslag.berichten - len(lezing.gestopt)
    opmerkingen = (*open_.redenen, *lezing.opmerkingen())
    return Controle(uitslag.bestanden, berichten, op_volgorde((*los_van, *samen)), mist, opmerkingen)


@dataclass
class _Lezing:
    """What must be remembered of every message: where it is and whose; of refused ones who sent them."""

    kandidaten: Kandidaten | None
    koppen: dict[str, BerichtKop] = field(default_factory=dict)
    geweigerd: dict[str, Herkomst] = field(default_factory=dict)
    gestopt: list[Bevinding] = field(default_factory=list)

    def neem(self, stukken: Sequence[Stuk], gelezen: Gelezen) -> None:
        """Take one portion."""
        for stuk in stukken:
            if stuk.bestand in gelezen.geweigerd:
                self.geweigerd[stuk.bestand] = Herkomst.van_bytes(stuk)
        for kop in gelezen.koppen:
            self.koppen.setdefault(kop.bericht_id, kop)
        if self.kandidaten is not None:
            gestopt = self.kandidaten.neem(gelezen)
            per = {kop.bestand: kop for kop in gelezen.koppen}
            self.geweigerd |= {b.plaats.bestand or "": Herkomst.van_kop(per[b.plaats.bestand or ""]) for b in gestopt}
            self.gestopt += gestopt

    def meldingen(self, bevindingen: Sequence[Bevinding]) -> tuple[Melding, ...]:
        """Findings of readers, with whose message each is about."""
        return tuple(van_bevinding(b, self.geweigerd.get(b.plaats.bestand or "", Herkomst())) for b in bevindingen)

    def opmerkingen(self) -> tuple[str, ...]:
        """On standards that have no agreement."""
        weg = sorted(self.kandidaten.overgeslagen) if self.kandidaten else []
        return tuple(f"Messages of {s} are judged one by one: there is no valid agreement for them" for s in weg)


def _samen(
    home: Home, paden: Sequence[Path], con: Any, lezing: _Lezing, voortgang: Voortgang | None
) -> tuple[list[Melding], Mapping[str, tuple[str, ...]]]:
    """Judge the candidates with the lake, and find the places in their files."""
    kandidaten = lezing.kandidaten
    if kandidaten is None or not kandidaten.aantallen:
        return [], {}
    kandidaten.log(home)
    bronnen = kandidaten.bronnen(Tussentabellen(con))
    verzamel(con, bronnen, voortgang, kandidaten.berichten().distinct())
    gevonden = vondsten(con.table("bevindingen"), bronnen.bron)
    bestanden = {lezing.koppen[v.bericht_id].bestand for v in gevonden}
    meldingen = als_meldingen(gevonden, lezing.koppen, _inhouden(home, paden, bestanden))
    return meldingen, zonder_feiten(bronnen)


def _inhouden(home: Home, paden: Sequence[Path], bestanden: Collection[str]) -> Iterator[tuple[str, Inhoud]]:
    """The named pieces once more, each with its bericht_id."""
    for stuk in vind_stukken(paden, load_limieten(home)) if bestanden else ():
        if isinstance(stuk, Stuk) and stuk.bestand in bestanden:
            inhoud = _inhoud(stuk)
            yield hashlib.sha256(inhoud).hexdigest(), inhoud


def _inhoud(stuk: Stuk) -> Inhoud:
    if isinstance(stuk.bron, bytes):
        return stuk.bron
    with stuk.bron.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
