"""Messages that break a rule within themselves: the receiving side refuses them as a whole (retourcode 0001).

Each is made out of the text of a right message, under an identification of its own. There is no return message: what
cannot be read cannot be answered line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Bederf = Callable[[str], str]


def _vervang(element: str, waarde: str, n: int = 1) -> Bederf:
    """The text of an element, the first n times it occurs."""
    patroon = re.compile(rf"(<[a-z0-9]+:{element}>)[^<]*(</)")
    return lambda tekst: patroon.sub(rf"\g<1>{waarde}\g<2>", tekst, count=n)


def _nog_eens(element: str, anders: Bederf = lambda blok: blok) -> Bederf:
    """An element once more, right behind itself."""
    patroon = re.compile(rf"<([a-z0-9]+):{element}>.*?</\1:{element}>", re.DOTALL)
    return lambda tekst: patroon.sub(lambda m: m.group(0) + anders(m.group(0)), tekst, count=1)


def _zonder(*elementen: str) -> Bederf:
    def weg(tekst: str) -> str:
        for naam in elementen:
            tekst = re.sub(rf"<([a-z0-9]+):{naam}>.*?</\1:{naam}>\n?", "", tekst, flags=re.DOTALL)
        return tekst

    return weg


def _meer(element: str) -> Bederf:
    """A number one higher, the first time it occurs."""
    patroon = re.compile(rf"(<[a-z0-9]+:{element}>)(\d+)")
    return lambda tekst: patroon.sub(lambda m: f"{m.group(1)}{int(m.group(2)) + 1}", tekst, count=1)


def _als(patroon: str, dan: Bederf, *, wel: bool = True) -> Bederf:
    """Only where the text has (or has not) this; else there is nothing to do."""
    return lambda tekst: dan(tekst) if bool(re.search(patroon, tekst)) == wel else tekst


def _credit(blok: str) -> str:
    """A line as a credit of itself."""
    oud = re.search(r"<([a-z]+):ReferentieNummer>([^<]*)<", blok)
    if oud is None or "VorigReferentieNummer" in blok:
        return blok
    vorig = f"</{oud[1]}:ReferentieNummer><{oud[1]}:VorigReferentieNummer>{oud[2]}</{oud[1]}:VorigReferentieNummer>"
    blok = blok.replace(f"{oud[2]}</{oud[1]}:ReferentieNummer>", f"C{oud[2][1:]}{vorig}", 1)
    return blok.replace("DebetCredit>D<", "DebetCredit>C<", 1)


_HULPMIDDEL = r":Categorie>1[1-4]<"
VORMEN: dict[str, tuple[int, Bederf]] = {
    "TR002": (301, _vervang("Datum", "1880-01-01")),
    "TR018": (307, _vervang("Einddatum", "2010-01-01")),
    "TR061": (301, _vervang("Soort", "04")),
    "TR101": (305, _nog_eens("StartProduct")),
    "TR134": (305, _vervang("Begindatum", "2099-01-01")),
    "TR302": (
        301,
        _als(_HULPMIDDEL, _nog_eens("ToegewezenProduct", _vervang("ToewijzingNummer", "700000001")), wel=False),
    ),
    "TR316": (323, _als(":VorigReferentieNummer>", _nog_eens("Prestatie", _credit), wel=False)),
    "TR342": (325, _meer("TotaalBedrag")),
    "TR352": (317, _als("OngewijzigdProduct", _zonder("TeWijzigenProducten"), wel=False)),
    "TR353": (317, _als("OngewijzigdProduct", _zonder("TeWijzigenProducten"))),
    "TR358": (323, _meer("TotaalBedrag")),
    "TR377": (319, _als(r"<jw", _vervang("RedenAfwijzingVerzoek", "8"))),
    "TR383": (315, _als(_HULPMIDDEL, _nog_eens("AangevraagdProduct"), wel=False)),
    "TR386": (
        315,
        _als(_HULPMIDDEL, _nog_eens("AangevraagdProduct", _vervang("ReferentieAanbieder", "NOGEENS")), wel=False),
    ),
    "TR416": (
        323,
        _als(":VorigReferentieNummer>", _nog_eens("Prestatie", _vervang("ReferentieNummer", "D000000001")), wel=False),
    ),
}
"""Type of message and what is done to it; text that stays as it was cannot break the rule in this way."""
