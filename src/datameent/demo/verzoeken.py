"""The text of requests for a change (317) and of answers to requests (319), with their return messages."""

from __future__ import annotations

from dataclasses import dataclass

from datameent.demo.berichten import GOED, Toewijzing, Vorm, omvang, product, retourcodes


@dataclass(frozen=True)
class Wijziging:
    """What a request for a change (317) says: unchanged numbers, the one to change and from when."""

    referentie: str
    gelijk: tuple[int, ...]
    anders: Toewijzing
    gewenst: str
    omvang: bool = True
    nieuw: str = ""  # first day of the same product once more


def verzoek(v: Vorm, bsn: str, w: Wijziging, code: str = "") -> str:
    """The Client of 317 or 318: this assignment longer, the others as they are."""
    m, t = v.m, w.anders
    goed = retourcodes(v, GOED if code else "")
    gelijk = "".join(
        f"<{m}:OngewijzigdProduct><{m}:ToewijzingNummer>{n}</{m}:ToewijzingNummer>{goed}</{m}:OngewijzigdProduct>"
        for n in w.gelijk
    )
    gelijk = f"<{m}:OngewijzigdeProducten>{gelijk}</{m}:OngewijzigdeProducten>\n" if gelijk else ""
    hoeveel = omvang(v, t)
    nieuw = (
        f"<{m}:NieuweProducten><{m}:NieuwProduct>{product(v, t.categorie, t.code)}"
        f"<{m}:GewensteIngangsdatum>{w.nieuw}</{m}:GewensteIngangsdatum><{m}:Einddatum>{t.eind}</{m}:Einddatum>{hoeveel}"
        f"{goed}</{m}:NieuwProduct></{m}:NieuweProducten>"
        if w.nieuw
        else ""
    )
    return (
        f"<{m}:Client>\n<{m}:Bsn>{bsn}</{m}:Bsn><{m}:Verzoek><{m}:ReferentieAanbieder>{w.referentie}</{m}:ReferentieAanbieder>"
        f"<{m}:RedenVerzoek>1</{m}:RedenVerzoek>\n{gelijk}<{m}:TeWijzigenProducten><{m}:TeWijzigenProduct>"
        f"<{m}:ToewijzingNummer>{t.nummer}</{m}:ToewijzingNummer><{m}:GewensteIngangsdatum>{w.gewenst}</{m}:GewensteIngangsdatum>"
        f"<{m}:Einddatum>{t.eind}</{m}:Einddatum>{hoeveel if w.omvang else ''}{retourcodes(v, code)}"
        f"</{m}:TeWijzigenProduct></{m}:TeWijzigenProducten>{nieuw}{goed}</{m}:Verzoek>{goed}\n</{m}:Client>\n"
    )


def antwoord(v: Vorm, referentie: str, soort: str, reden: str, code: str = "") -> str:
    """The Antwoord of 319 or 320: 1 refused (with a reason) or 2 in research."""
    m = v.m
    waarom = f"<{m}:RedenAfwijzingVerzoek>{reden}</{m}:RedenAfwijzingVerzoek>" if reden else ""
    return (
        f"<{m}:Antwoord><{m}:ReferentieAanbieder>{referentie}</{m}:ReferentieAanbieder>"
        f"<{m}:VerzoekAntwoord>{soort}</{m}:VerzoekAntwoord>{waarom}{retourcodes(v, code)}</{m}:Antwoord>\n"
    )
