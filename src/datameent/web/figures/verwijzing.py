"""A figure that a text points to: the address of its page with all that was chosen, and what it says to who reads now.

A text keeps the address only. The value always comes from the release of the reader, so what is hidden there stays
hidden, whatever the writer saw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest
from django.urls import reverse

from datameent.domain.cel import Status
from datameent.release.read import Eerdercijfer, Release, ReleaseCel
from datameent.web.audit.toegang import GeenRelease, open_release
from datameent.web.components import opmaak
from datameent.web.figures import methode, redenen, verhaal
from datameent.web.figures.keuze import Keuze, aanbod_van, lees_keuze, vul_wet_aan
from datameent.web.figures.maken import maak_figuur
from datameent.web.figures.pagina import titel_van

LANGSTE_ADRES: Final = 600
_PAD: Final = re.compile(r"/cijfers/(?P<code>[A-Za-z0-9_-]+)/(?:tabel\.csv)?$")


class Onbruikbaar(Exception):
    """An address that is not of a figure in this release. `zin`: what is wrong and what to do, for the reader."""

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """One figure: its indicator, and the address of its page in the one order that all pages use."""

    indicator: str
    adres: str


@dataclass(frozen=True, slots=True)
class Stand:
    """What a figure says to this reader. `waarde` is null when there is no number; then `zin` says why.

    `waarde` is in `eenheid` (whole cents, persons, days ...); `periode` is a code, empty when there is no number.
    """

    titel: str
    zin: str
    adres: str = ""
    waarde: int | None = None
    eenheid: str = ""
    periode: str = ""
    afgeschermd: bool = False


def release_of_niets(request: HttpRequest) -> Release | None:
    """The release of this reader, as an audit event; None when there is none. Texts can be read without figures."""
    try:
        return open_release(request)
    except GeenRelease:
        return None


def code_in(adres: str) -> str:
    """The indicator in an address; empty when it is not the address of a figure.

    >>> code_in("https://cijfers.example/cijfers/clienten/?korrel=jaar"), code_in("/wijken/")
    ('clienten', '')
    """
    try:
        gevonden = _PAD.search(urlsplit(adres.strip()).path)
    except ValueError:
        return ""
    return gevonden["code"] if gevonden else ""


def lees_adres(adres: str, release: Release | None, *, een_getal: bool = False) -> Verwijzing:
    """The figure of an address that somebody typed or copied, held against a release.

    `een_getal`: the choice must lead to one number, not to a row of members. Error: `Onbruikbaar`.
    """
    if release is None:
        raise Onbruikbaar("Er zijn nu geen cijfers. Laat dit veld leeg, of probeer het later opnieuw.")
    code = code_in(adres)
    if not code:
        raise Onbruikbaar("Dit is niet het adres van een cijfer. Open het cijfer en kopieer het adres bovenin.")
    if code not in {k.code for k in release.indicatoren()}:
        raise Onbruikbaar("Dit cijfer kennen we niet. Zoek het op in het overzicht en kopieer het adres.")
    keuze, opmerkingen = _keuze(adres, code, release)
    if opmerkingen or not aanbod_van(release, code).heeft(keuze.korrel, keuze.actief):
        raise Onbruikbaar("Deze keuzes zijn er niet bij dit cijfer. Open het cijfer en kies opnieuw.")
    if een_getal and keuze.per:
        raise Onbruikbaar("Dit zijn meer cijfers naast elkaar. Kies één cijfer, bijvoorbeeld van één wet.")
    return Verwijzing(code, adres_van(keuze))


def adres_van(keuze: Keuze) -> str:
    """The address of the page that shows this choice."""
    return f"{reverse('indicator', args=[keuze.indicator])}?{keuze.vraagtekst()}"


def lees_stand(release: Release | None, adres: str) -> Stand:
    """What the figure at this address says in this release: a number in words, or why there is none."""
    code = code_in(adres)
    if release is None:
        return Stand("Een cijfer", "Er zijn nu geen cijfers om te laten zien.")
    if code not in {k.code for k in release.indicatoren()}:
        return Stand("Een cijfer", "Dit cijfer staat niet in de cijfers die u ziet.")
    keuze, opmerkingen = _keuze(adres, code, release)
    naam = str(release.definitie(code).get("naam", code))
    if opmerkingen or not aanbod_van(release, code).heeft(keuze.korrel, keuze.actief):
        return Stand(naam, "Deze keuze staat niet in de cijfers die u ziet.")
    return _stand(release, keuze, adres)


def _stand(release: Release, keuze: Keuze, adres: str) -> Stand:
    titel = titel_van(release, keuze)
    if keuze.per:
        return Stand(titel, "Dit zijn meer cijfers naast elkaar. Open het cijfer om ze te zien.", adres)
    figuur = maak_figuur(release, keuze, aanbod_van(release, keuze.indicator))
    hoofd = figuur.hoofd
    if hoofd is None:
        return Stand(titel, "Voor deze keuze zijn er geen cijfers.", adres)
    maat = (figuur.eenheid, figuur.soort)
    if (
        hoofd.ouder and hoofd.getoond is not None
    ):  # no `waarde`: a number of before is not compared with anything of now
        getal, rest = verhaal.antwoord(
            hoofd.getoond, maat, hoofd.periode, voorlopig=hoofd.voorlopig, verandering="", stand=hoofd.stand
        )
        return Stand(titel, f"{getal} {rest} {redenen.OUDER}", adres, eenheid=figuur.eenheid)
    if hoofd.waarde is None:
        reden = redenen.lang(hoofd.status, release.meta, keuze.waar, methode.soort_van("", figuur.eenheid))
        zin = f"{verhaal.woord(hoofd.status).capitalize()} {verhaal.wanneer(hoofd.periode)}. {reden}".strip()
        return Stand(titel, zin, adres, eenheid=figuur.eenheid, afgeschermd=True)
    getal, rest = verhaal.antwoord(hoofd.waarde, maat, hoofd.periode, voorlopig=hoofd.voorlopig, verandering="")
    return Stand(titel, f"{getal} {rest}", adres, hoofd.waarde, figuur.eenheid, hoofd.periode)


def cel_op(release: Release | None, adres: str, periode: str) -> ReleaseCel | None:
    """The cell of this figure in this period; None when the release has none."""
    code = code_in(adres)
    if release is None or code not in {k.code for k in release.indicatoren()}:
        return None
    keuze, _ = _keuze(adres, code, release)
    if keuze.per or not aanbod_van(release, code).heeft(keuze.korrel, keuze.actief):
        return None
    cellen = release.cellen(code, keuze.korrel, waar={**keuze.waar, "periode": periode})
    return cellen[0] if cellen else None


def eerder_van(cel: ReleaseCel | None) -> Eerdercijfer | None:
    """The figure of before that a reader sees in this cell, where the one of now waits."""
    return cel.eerder if cel is not None and cel.status is Status.EERDER_GEPUBLICEERD else None


def tegenover(nu: int, ander: int, eenheid: str, wat: str) -> str:
    """A number beside another one, in words and without a judgement; both in `eenheid`.

    >>> tegenover(120, 150, "personen", "de nulmeting").replace(opmaak.NBSP, " ")
    'Dat is lager dan de nulmeting van 150 mensen. Het verschil is 30 mensen.'
    >>> tegenover(45, 45, "dagen", "het streven").replace(opmaak.NBSP, " ")
    'Dat is gelijk aan het streven van 45 dagen.'
    """
    doel = f"{wat} van {opmaak.in_tekst(ander, eenheid)}"
    if nu == ander:
        return f"Dat is gelijk aan {doel}."
    woord = "lager" if nu < ander else "hoger"
    return f"Dat is {woord} dan {doel}. Het verschil is {opmaak.in_tekst(abs(nu - ander), eenheid)}."


def _keuze(adres: str, code: str, release: Release) -> tuple[Keuze, list[str]]:
    aanbod = aanbod_van(release, code)
    vraag: Mapping[str, str] = dict(parse_qsl(urlsplit(adres.strip()).query, max_num_fields=50))
    keuze, opmerkingen = lees_keuze(vraag, release, code, aanbod)
    return vul_wet_aan(keuze, aanbod, release)[0], opmerkingen
