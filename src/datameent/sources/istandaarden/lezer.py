"""`lees`: pieces of input to bron tables, each message whole or not at all."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datameent.domain.errors import Plaats
from datameent.sources.bevinding import FOUT, BerichtKop, Bevinding, Gelezen, Stuk
from datameent.sources.codes import TEKST, Code
from datameent.sources.istandaarden.bevindingen import bevindingen
from datameent.sources.istandaarden.boom import Knip
from datameent.sources.istandaarden.bouw import bouw
from datameent.sources.istandaarden.herken import Herkenner, herkenner_van
from datameent.sources.istandaarden.inhoud import Inhoud, sha256
from datameent.sources.istandaarden.nazien import keur, nazien
from datameent.sources.istandaarden.regels.toets import toets_regels
from datameent.sources.istandaarden.register import StandaardenRegister
from datameent.sources.istandaarden.segmenten import SEGMENT, NietInSegmenten, lees_in_segmenten, snijd
from datameent.sources.istandaarden.specificatie import Berichtspecificatie
from datameent.sources.istandaarden.toetsen import Getoetst, toets
from datameent.sources.istandaarden.uitpakken import NietUitTePakken, Ruw, pak_uit
from datameent.sources.istandaarden.vindplaats import eerste_dubbele
from datameent.sources.limieten import Limieten

_GROOT = 2 << 20  # from here a message is unpacked on its own, while it is being checked
_HIER = ZoneInfo("Europe/Amsterdam")  # a date in a message is a day there, wherever the machine stands
_IN_SEGMENTEN = 2 * SEGMENT  # from here, some clients at a time


@dataclass(frozen=True, slots=True)
class _Bericht:
    """A message whose bytes are in order."""

    volgorde: int
    bestand: str
    bericht_id: str
    spec: Berichtspecificatie
    inhoud: Inhoud
    begin: int


@dataclass(slots=True)
class _Oogst:
    """What has been read so far."""

    koppen: list[tuple[int, BerichtKop]] = field(default_factory=list)
    tabellen: dict[str, list[pa.Table]] = field(default_factory=dict)
    geweigerd: dict[str, tuple[Bevinding, ...]] = field(default_factory=dict)
    gewaarschuwd: dict[str, tuple[Bevinding, ...]] = field(default_factory=dict)


def lees(
    stukken: Sequence[Stuk], *, standaarden: StandaardenRegister, limieten: Limieten, vandaag: date | None = None
) -> Gelezen:
    """Read messages of iWmo and iJw. A message is all in, or refused with findings; the others are not touched by it.

    Many small messages of one type are parsed together. With an XSD in the register a message must obey it; without,
    the rules on columns still hold. The same content twice in one call is read once (`dubbel` names the later ones).
    No message is from after `vandaag` (today in the Netherlands when not given).
    """
    with ThreadPoolExecutor(max_workers=1) as helper:
        fast = herkenner_van(standaarden, standaarden.stand, limieten)
        return _Lezing(fast, standaarden, limieten, helper, vandaag or datetime.now(_HIER).date()).lees(stukken)


class _Lezing:
    def __init__(
        self,
        herkenner: Herkenner,
        standaarden: StandaardenRegister,
        limieten: Limieten,
        helper: ThreadPoolExecutor,
        vandaag: date,
    ) -> None:
        self._vandaag = vandaag
        self._herkenner, self._standaarden, self._limieten, self._helper = herkenner, standaarden, limieten, helper
        self._oogst = _Oogst()
        self._bundels: dict[str, list[_Bericht]] = {}
        self._omvang: dict[str, int] = {}

    def lees(self, stukken: Sequence[Stuk]) -> Gelezen:
        seen: set[str] = set()
        twice: list[str] = []
        for number, stuk in enumerate(stukken):
            inhoud = self._inhoud(stuk)
            if inhoud is None:
                continue
            digest = sha256(inhoud)
            if digest in seen:
                twice.append(stuk.bestand)
                continue
            seen.add(digest)
            self._neem(number, stuk.bestand, digest, inhoud)
        for namespace in list(self._bundels):
            self._verwerk_bundel(namespace)
        return self._af(tuple(twice))

    def _inhoud(self, stuk: Stuk) -> Inhoud | None:
        if isinstance(stuk.bron, bytes):
            if stuk.bron:
                return stuk.bron
            self._weiger(stuk.bestand, Code.LEEG)
            return None
        return self._kaart(stuk.bestand, stuk.bron)

    def _kaart(self, bestand: str, path: Path) -> Inhoud | None:
        try:
            with path.open("rb") as file:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:
            self._weiger(bestand, Code.LEEG)
        except OSError:
            self._weiger(bestand, Code.NIET_LEESBAAR)
        return None

    def _weiger(self, bestand: str, code: Code) -> None:
        self._oogst.geweigerd[bestand] = (Bevinding(code, FOUT, "bestand", Plaats(bestand), TEKST[code]),)

    def _neem(self, volgorde: int, bestand: str, digest: str, inhoud: Inhoud) -> None:
        promise = self._herkenner.begin(inhoud)
        if promise is None:
            self._neem_traag(volgorde, bestand, digest, inhoud)
            return
        spec, begin, expression, after = promise
        message = _Bericht(volgorde, bestand, digest, spec, inhoud, begin)
        if len(inhoud) < _GROOT:
            if self._herkenner.goed(inhoud, expression, after):
                self._bundel(message)
            else:
                self._neem_traag(volgorde, bestand, digest, inhoud)
            return
        cut = self._herkenner.knip(inhoud) if len(inhoud) >= _IN_SEGMENTEN else None
        if cut is not None:
            self._neem_in_segmenten(message, cut, after)
            return
        # xml2arrow lets go of the interpreter: it unpacks while the bytes are checked, for nothing if they fail.
        future = self._helper.submit(pak_uit, spec, [(inhoud, begin)])
        if self._herkenner.goed(inhoud, expression, after):
            self._verwerk(spec, [message], future)
        else:
            future.cancel()
            self._neem_traag(volgorde, bestand, digest, inhoud)

    def _neem_in_segmenten(self, message: _Bericht, cut: Knip, after: int) -> None:
        segments = snijd(message.inhoud, message.begin, after, cut, SEGMENT)
        try:
            done = lees_in_segmenten(message.spec, segments, self._helper, self._vandaag)
        except NietInSegmenten:
            self._neem_traag(message.volgorde, message.bestand, message.bericht_id, message.inhoud)
            return
        self._oogst_van(done, [message])

    def _neem_traag(self, volgorde: int, bestand: str, digest: str, inhoud: Inhoud) -> None:
        seen = nazien(bestand, inhoud, self._limieten)
        if seen.bevinding is not None or seen.spec is None:
            self._oogst.geweigerd[bestand] = (seen.bevinding,) if seen.bevinding else ()
            return
        spec = seen.spec
        schema = self._standaarden.schema(spec.standaard, spec.berichttype, spec.release)
        findings = keur(bestand, inhoud, seen, schema, self._limieten) if schema is not None else ()
        if findings:
            self._oogst.geweigerd[bestand] = findings
            return
        # Alone: what only expat has seen may still be more than a table can hold.
        self._verwerk(spec, [_Bericht(volgorde, bestand, digest, spec, inhoud, seen.begin)], None)

    def _bundel(self, message: _Bericht) -> None:
        namespace = message.spec.naamruimte
        self._bundels.setdefault(namespace, []).append(message)
        self._omvang[namespace] = self._omvang.get(namespace, 0) + len(message.inhoud)
        if self._omvang[namespace] >= self._limieten.bundel:
            self._verwerk_bundel(namespace)

    def _verwerk_bundel(self, namespace: str) -> None:
        messages = self._bundels.pop(namespace)
        self._omvang.pop(namespace)
        self._verwerk(messages[0].spec, messages, None)

    def _verwerk(self, spec: Berichtspecificatie, messages: list[_Bericht], future: Future[Ruw] | None) -> None:
        try:
            ruw = future.result() if future else pak_uit(spec, [(m.inhoud, m.begin) for m in messages])
        except NietUitTePakken:
            self._niet_uit_te_pakken(spec, messages)
            return
        done = toets(ruw, spec, self._vandaag)
        toets_regels(done)
        self._oogst_van(done, messages)

    def _oogst_van(self, done: Getoetst, messages: list[_Bericht]) -> None:
        bad = done.slechte_berichten()
        good = np.setdiff1d(np.arange(len(messages)), bad)
        most = self._limieten.max_bevindingen
        for index in bad.tolist():
            message = messages[index]
            self._oogst.geweigerd[message.bestand] = bevindingen(done, message.inhoud, message.bestand, index, most)
        for index in np.setdiff1d(done.gewaarschuwd(), bad).tolist():
            message = messages[index]
            self._oogst.gewaarschuwd[message.bestand] = bevindingen(done, message.inhoud, message.bestand, index, most)
        if len(good):
            tables = bouw(done, [m.bericht_id for m in messages], good)
            self._oogst.koppen += zip(
                (messages[i].volgorde for i in good), _koppen(tables, [messages[i] for i in good]), strict=True
            )
            for name, table in tables.items():
                self._oogst.tabellen.setdefault(name, []).append(table)

    def _niet_uit_te_pakken(self, spec: Berichtspecificatie, messages: list[_Bericht]) -> None:
        if len(messages) > 1:
            for message in messages:
                self._verwerk(spec, [message], None)
            return
        line, element = eerste_dubbele(messages[0].inhoud, spec.boom)
        place = Plaats(messages[0].bestand, line, element)
        code = Code.DUBBEL_ELEMENT if element else Code.NIET_UIT_TE_PAKKEN
        self._oogst.geweigerd[messages[0].bestand] = (Bevinding(code, FOUT, "bericht", place, TEKST[code]),)

    def _af(self, twice: tuple[str, ...]) -> Gelezen:
        heads = [head for _, head in sorted(self._oogst.koppen, key=lambda pair: pair[0])]
        refused = _dubbele(heads)
        for head in refused:
            place = Plaats(head.bestand, None, "BerichtIdentificatie")
            self._oogst.geweigerd[head.bestand] = (
                Bevinding(Code.DUBBEL_BERICHT, FOUT, "bericht", place, TEKST[Code.DUBBEL_BERICHT], "9056"),
            )
        out = pa.array([head.bericht_id for head in refused], pa.string())
        tables = {name: _zonder(pa.concat_tables(parts), out) for name, parts in self._oogst.tabellen.items()}
        kept = tuple(head for head in heads if head not in set(refused))
        warned = {h.bestand: self._oogst.gewaarschuwd[h.bestand] for h in kept if h.bestand in self._oogst.gewaarschuwd}
        return Gelezen(kept, tables, self._oogst.geweigerd, twice, warned)


def _zonder(table: pa.Table, out: pa.Array) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table["bericht_id"], value_set=out))) if len(out) else table


def _dubbele(heads: Iterable[BerichtKop]) -> list[BerichtKop]:
    """Heads whose sender used the same identification for the same type of message earlier in this call."""
    first: set[tuple[str, ...]] = set()
    later = []
    for head in heads:
        key = (head.standaard, head.berichttype, head.afzender, head.identificatie)
        if key in first:
            later.append(head)
        first.add(key)
    return later


def _koppen(tables: dict[str, pa.Table], messages: Sequence[_Bericht]) -> list[BerichtKop]:
    head = tables["bericht"].select(["afzender", "ontvanger", "identificatie", "dagtekening"]).to_pylist()
    lines = _prestaties(tables.get("prestatie"))
    return [
        BerichtKop(
            bericht_id=m.bericht_id,
            bestand=m.bestand,
            standaard=m.spec.standaard,
            release=m.spec.release,
            berichttype=m.spec.berichttype,
            prestaties=lines.get(m.bericht_id, 0),
            **row,
        )
        for m, row in zip(messages, head, strict=True)
    ]


def _prestaties(table: pa.Table | None) -> dict[str, int]:
    if table is None:
        return {}
    counted = table["bericht_id"].combine_chunks().value_counts()
    return dict(zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True))
