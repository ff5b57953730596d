"""A plain report of findings per sender: which message, which place, what is wrong, what to do. In Dutch, B1 level.

A report holds nothing of another sender and nothing of a person: no BSN, no name, no text from a message. The numbers
that the sender gave to his own lines are in it, so that he can find them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.regels.melding import Melding
from datameent.regels.uitleg import uitleg
from datameent.sources.bevinding import WAARSCHUWING

_SLEUTELNAMEN = {
    "declaratienummer": "declaratienummer",
    "referentie_aanbieder": "referentie",
    "referentienummer": "referentienummer",
    "toewijzingnummer": "toewijzingnummer",
}
_VOORAF = """\
Hieronder staat wat niet klopt in uw berichten, en wat u kunt doen.
"Fout" betekent: een regel van de standaard is gebroken. "Let op" betekent: een afspraak is niet gevolgd.
In dit bestand staan geen namen en geen BSN's. De nummers zijn de nummers die u zelf gaf.
Elke regel heeft een code. Uw softwareleverancier kent die codes.
"""


def schrijf_retour(map_: Path, meldingen: Iterable[Melding], vandaag: date) -> tuple[Path, ...]:
    """Write `bevindingen-AFZENDER.txt` per sender; gives the files. Findings without a known sender are left out.

    Makes the folder when it is not there. DM-REGEL-001 when a report is already there: then nothing is written.
    """
    per: dict[str, list[Melding]] = {}
    for melding in meldingen:
        if melding.herkomst.afzender:
            per.setdefault(melding.herkomst.afzender, []).append(melding)
    doelen = {afzender: map_ / f"bevindingen-{afzender}.txt" for afzender in sorted(per)}
    if any(doel.exists() for doel in doelen.values()):
        raise DatameentError(
            "DM-REGEL-001",
            "The folder already holds a report of findings, and it is not overwritten",
            "Choose another folder, or move the reports away",
            Plaats(bestand=str(map_)),
            ExitStatus.USAGE,
        )
    try:
        map_.mkdir(parents=True, exist_ok=True)
        for afzender, doel in doelen.items():
            with doel.open("x", encoding="utf-8") as file:
                file.writelines(f"{regel}\n" for regel in verslag(afzender, per[afzender], vandaag))
    except OSError:
        raise DatameentError(
            "DM-REGEL-002",
            "A report of findings could not be written",
            "Check free space and permissions of the folder",
            Plaats(bestand=str(map_)),
            ExitStatus.STORAGE,
        ) from None
    return tuple(doelen.values())


def verslag(afzender: str, meldingen: Sequence[Melding], vandaag: date) -> Iterator[str]:
    """The lines of the report of one sender."""
    yield f"Bevindingen bij berichten van afzender {afzender}"
    yield f"Gemaakt op {vandaag.isoformat()}"
    yield ""
    yield from _VOORAF.splitlines()
    yield ""
    yield from _samenvatting(meldingen)
    geordend = sorted(meldingen, key=lambda m: (*_bericht(m), m.plaats.regel or 0, m.code, m.plaats.element or ""))
    for bericht, deel in groupby(geordend, key=_bericht):
        yield ""
        yield from _kop(bericht)
        for nummer, melding in enumerate(deel, start=1):
            yield from _regels(nummer, melding)


def _samenvatting(meldingen: Sequence[Melding]) -> Iterator[str]:
    yield "Samenvatting"
    for code, aantal in sorted(Counter(m.code for m in meldingen).items()):
        eerste = next(m for m in meldingen if m.code == code)
        yield f"  {aantal} keer {code}: {_tekst(eerste)}"


def _bericht(m: Melding) -> tuple[str, str, str, str]:
    h = m.herkomst
    return h.dagtekening, h.berichttype, h.identificatie, m.plaats.bestand or ""


def _kop(bericht: tuple[str, str, str, str]) -> Iterator[str]:
    dagtekening, berichttype, identificatie, bestand = bericht
    delen = [
        f"Bericht {berichttype}" if berichttype else "Bericht van onbekende soort",
        f"identificatie {identificatie}" if identificatie else "",
        f"dagtekening {dagtekening}" if dagtekening else "",
    ]
    kop = ", ".join(deel for deel in delen if deel)
    yield kop
    yield "-" * len(kop)
    yield f"Bestand: {Path(bestand.partition('!')[2] or bestand).name}"


def _regels(nummer: int, m: Melding) -> Iterator[str]:
    soort = "Let op" if m.ernst == WAARSCHUWING else "Fout"
    retour = f", retourcode {m.retourcode}" if m.retourcode else ""
    yield ""
    yield f"{nummer}. {soort}: {_tekst(m)}"
    yield f"   Code: {m.code}{retour}"
    waar = ", ".join(d for d in (m.plaats.element, f"regel {m.plaats.regel}" if m.plaats.regel else "") if d)
    if waar:
        yield f"   Plaats: {waar}"
    if m.sleutels:
        yield f"   Uw nummers: {', '.join(f'{_SLEUTELNAMEN[n]} {w}' for n, w in m.sleutels)}"
    if m.doen:
        yield f"   Wat u doet: {m.doen}"


def _tekst(m: Melding) -> str:
    return uitleg()[m.code].tekst if m.code in uitleg() else m.tekst
