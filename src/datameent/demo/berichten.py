"""The text of iWmo and iJw 3.2 messages.

One `Vorm` per law and message type knows its prefix, namespace and code. Every part takes the retour code it must
carry; an empty code gives the part as it stands in the message itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from datameent.demo.kalibratie import WETTEN

_TYPEN = (301, 302, 305, 306, 307, 308, 315, 316, 317, 318, 319, 320, 323, 325)
_NUMMERS = {
    "wmo": (414, 415, 418, 419, 420, 421, 444, 445, 480, 481, 482, 483, 484, 485),
    "jeugdwet": (436, 437, 438, 439, 440, 441, 446, 447, 486, 487, 488, 489, 490, 491),
}
CODES = {wet: dict(zip(_TYPEN, nummers, strict=True)) for wet, nummers in _NUMMERS.items()}
"""BerichtCode per law and message (Vektis COD002)."""
HEEN = {302: 301, 306: 305, 308: 307, 316: 315, 318: 317, 320: 319, 325: 323}
RETOUR = {heen: retour for retour, heen in HEEN.items()}
GOED, TOEGEWEZEN = "0200", "8001"
GEMEENTE = "9999"


@dataclass(frozen=True)
class Vorm:
    """How messages of one law and type are written: prefixes of message (m) and base schema (b), opening tag, code."""

    wet: int
    type: int
    m: str
    b: str
    open: str
    code: int

    @property
    def bestand(self) -> str:
        """Start of the file name."""
        return self.m.upper()


@cache
def vorm(wet: int, soort: int) -> Vorm:
    """The form of a law (0 Wmo, 1 Jeugdwet) and message type.

    >>> vorm(1, 301).m, vorm(0, 325).code
    ('jw301', 485)
    """
    b, m = ("iwmo", f"wmo{soort}") if wet == 0 else ("ijw", f"jw{soort}")
    ruimte = f"http://www.istandaarden.nl/{b}/3_2"
    kop = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{m}:Bericht xmlns:{b}="{ruimte}/basisschema/schema" xmlns:{m}="{ruimte}/{m}/schema">\n'
    )
    return Vorm(wet, soort, m, b, kop, CODES[WETTEN[wet]][soort])


@dataclass(frozen=True)
class Kop:
    """What identifies a message."""

    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: str


def retourcodes(v: Vorm, code: str) -> str:
    """The RetourCodes of one class, or nothing."""
    m = v.m
    return f"<{m}:RetourCodes><{m}:RetourCode>{code}</{m}:RetourCode></{m}:RetourCodes>" if code else ""


def _versie(v: Vorm, naam: str, bericht: str = "1.0.0") -> str:
    return (
        f"<{v.m}:{naam}><{v.b}:BasisschemaXsdVersie>1.0.0</{v.b}:BasisschemaXsdVersie>"
        f"<{v.b}:BerichtXsdVersie>{bericht}</{v.b}:BerichtXsdVersie></{v.m}:{naam}>\n"
    )


@cache
def _vast(v: Vorm) -> tuple[str, str]:
    m = v.m
    begin = (
        f"{v.open}<{m}:Header>\n<{m}:BerichtCode>{v.code}</{m}:BerichtCode><{m}:BerichtVersie>3</{m}:BerichtVersie>"
        f"<{m}:BerichtSubversie>2</{m}:BerichtSubversie>\n"
    )
    return begin, _versie(v, "XsdVersie")


def bericht(v: Vorm, kop: Kop, inhoud: str, extra: str = "") -> bytes:
    """A whole message: header (with `extra` at its end) and contents."""
    m, b = v.m, v.b
    begin, versie = _vast(v)
    return (
        f"{begin}<{m}:Afzender>{kop.afzender}</{m}:Afzender><{m}:Ontvanger>{kop.ontvanger}</{m}:Ontvanger>\n"
        f"<{m}:BerichtIdentificatie><{b}:Identificatie>{kop.identificatie}</{b}:Identificatie>"
        f"<{b}:Dagtekening>{kop.dagtekening}</{b}:Dagtekening></{m}:BerichtIdentificatie>\n{versie}{extra}"
        f"</{m}:Header>\n{inhoud}</{m}:Bericht>\n"
    ).encode()


def retour(v: Vorm, heen: Kop, identificatie: str, dagtekening: str, inhoud: str = "") -> bytes:
    """A return message: the header of the message it answers, its own identity, and contents only when refused."""
    m = v.m
    extra = (
        f"<{m}:IdentificatieRetour>{identificatie}</{m}:IdentificatieRetour>"
        f"<{m}:DagtekeningRetour>{dagtekening}</{m}:DagtekeningRetour>\n{_versie(v, 'XsdVersieRetour')}"
        f"{retourcodes(v, GOED if inhoud else '')}"
    )
    return bericht(v, heen, inhoud, extra)


@dataclass(frozen=True)
class Client:
    """Who a message is about. None of it belongs to a person."""

    bsn: str
    geboren: str
    geslacht: int
    achternaam: str
    voorvoegsel: str
    voornaam: str
    kaal: bool = False  # leave out what may be left out


def _naam(v: Vorm, c: Client, volledig: bool) -> str:
    m, b = v.m, v.b
    tussen = f"<{b}:Voorvoegsel>{c.voorvoegsel}</{b}:Voorvoegsel>" if c.voorvoegsel else ""
    voor = (
        ""
        if c.kaal
        else f"<{b}:Voornamen>{c.voornaam}</{b}:Voornamen><{b}:Voorletters>{c.voornaam[0]}</{b}:Voorletters>"
    )
    gebruik = f"<{b}:NaamGebruik>1</{b}:NaamGebruik>" if volledig else ""
    return (
        f"<{m}:Naam><{b}:Geslachtsnaam><{b}:Achternaam>{c.achternaam}</{b}:Achternaam>{tussen}</{b}:Geslachtsnaam>"
        f"{voor}{gebruik}</{m}:Naam>\n"
    )


def client(v: Vorm, c: Client, inhoud: str, code: str = "", volledig: bool = False) -> str:
    """The Client class around its products; `volledig` for 301 and 302."""
    m, b = v.m, v.b
    return (
        f"<{m}:Client>\n<{m}:Bsn>{c.bsn}</{m}:Bsn><{m}:Geboortedatum><{b}:Datum>{c.geboren}</{b}:Datum></{m}:Geboortedatum>"
        f"<{m}:Geslacht>{c.geslacht}</{m}:Geslacht>\n"
        f"{_naam(v, c, volledig)}{inhoud}{retourcodes(v, code)}</{m}:Client>\n"
    )


def contactgegevens(v: Vorm, adres: tuple[str, int, str, str], telefoon: str, code: str = "") -> str:
    """The address (postcode, house number, street, place) as Contactgegevens."""
    m, b = v.m, v.b
    postcode, nummer, straat, plaats = adres
    return (
        f"<{m}:Contactgegevens><{m}:Contact><{m}:Soort>01</{m}:Soort>\n<{m}:Adres>"
        f"<{b}:Huis><{b}:Huisnummer>{nummer}</{b}:Huisnummer></{b}:Huis><{b}:Postcode>{postcode}</{b}:Postcode>"
        f"<{b}:Straatnaam>{straat}</{b}:Straatnaam><{b}:Plaatsnaam>{plaats}</{b}:Plaatsnaam>"
        f"<{b}:LandCode>NL</{b}:LandCode></{m}:Adres>\n<{m}:Telefoon><{b}:Telefoon01>"
        f"<{b}:Telefoonnummer>{telefoon}</{b}:Telefoonnummer><{b}:Landnummer>0031</{b}:Landnummer>"
        f"</{b}:Telefoon01></{m}:Telefoon>{retourcodes(v, code)}</{m}:Contact></{m}:Contactgegevens>\n"
    )


@dataclass(frozen=True)
class Toewijzing:
    """An assigned product as a message tells it."""

    nummer: int
    categorie: str
    code: str
    toegewezen: str
    tijd: str
    ing: str
    eind: str
    reden: str
    volume: int
    eenheid: str
    frequentie: int
    referentie: str = ""
    budget: int = 0  # eurocents; instead of a volume, for a category without code


def product(v: Vorm, categorie: str, code: str) -> str:
    """A Product: a category, mostly with a code."""
    m, b = v.m, v.b
    met_code = f"<{b}:Code>{code}</{b}:Code>" if code else ""
    return f"<{m}:Product><{b}:Categorie>{categorie}</{b}:Categorie>{met_code}</{m}:Product>"


def omvang(v: Vorm, t: Toewijzing) -> str:
    """The Omvang, or the Budget that stands in its place."""
    m, b = v.m, v.b
    if t.budget:
        return f"<{m}:Budget>{t.budget}</{m}:Budget>"
    return (
        f"<{m}:Omvang><{b}:Volume>{t.volume}</{b}:Volume><{b}:Eenheid>{t.eenheid}</{b}:Eenheid>"
        f"<{b}:Frequentie>{t.frequentie}</{b}:Frequentie></{m}:Omvang>"
    )


def toegewezen_product(v: Vorm, t: Toewijzing, code: str = "") -> str:
    """A ToegewezenProduct of 301 or 302."""
    m = v.m
    referentie = f"<{m}:ReferentieAanbieder>{t.referentie}</{m}:ReferentieAanbieder>" if t.referentie else ""
    reden = f"<{m}:RedenWijziging>{t.reden}</{m}:RedenWijziging>" if t.reden else ""
    return (
        f"<{m}:ToegewezenProduct>\n<{m}:ToewijzingNummer>{t.nummer}</{m}:ToewijzingNummer>{referentie}"
        f"{product(v, t.categorie, t.code)}\n<{m}:Toewijzingsdatum>{t.toegewezen}</{m}:Toewijzingsdatum>"
        f"<{m}:Toewijzingstijd>{t.tijd}</{m}:Toewijzingstijd><{m}:Ingangsdatum>{t.ing}</{m}:Ingangsdatum>"
        f"<{m}:Einddatum>{t.eind}</{m}:Einddatum>{reden}"
        f"{omvang(v, t)}{retourcodes(v, code)}\n</{m}:ToegewezenProduct>\n"
    )


def levering_product(
    v: Vorm, t: Toewijzing, begin: str, einde: tuple[str, str] | None, *, kaal: bool, status: str = "1", code: str = ""
) -> str:
    """A StartProduct (305, 306), or with `einde` (reason, date) a StopProduct (307, 308); `kaal` leaves options out.

    `status` 1 is new, 3 takes back what was sent with the same key.
    """
    m = v.m
    naam = "StopProduct" if einde else "StartProduct"
    opties = product(v, t.categorie, t.code)
    sinds = "" if kaal else f"<{m}:ToewijzingIngangsdatum>{t.ing}</{m}:ToewijzingIngangsdatum>"
    slot = (
        f"<{m}:RedenBeeindiging>{einde[0]}</{m}:RedenBeeindiging><{m}:Einddatum>{einde[1]}</{m}:Einddatum>"
        if einde
        else ""
    )
    return (
        f"<{m}:{naam}en><{m}:{naam}>\n<{m}:ToewijzingNummer>{t.nummer}</{m}:ToewijzingNummer>{opties}{sinds}\n"
        f"<{m}:Begindatum>{begin}</{m}:Begindatum>{slot}<{m}:StatusAanlevering>{status}</{m}:StatusAanlevering>"
        f"{retourcodes(v, code)}\n</{m}:{naam}></{m}:{naam}en>\n"
    )


def aangevraagd_product(v: Vorm, t: Toewijzing, verwijzer: tuple[str, str, str], kaal: bool, code: str = "") -> str:
    """The AangevraagdeProducten of 315 or 316; the referrer is (type, name, AGB code), name or code empty."""
    m, b = v.m, v.b
    soort, naam, agb = verwijzer
    wie = f"<{b}:Naam>{naam}</{b}:Naam>" if naam else ""
    wie += f"<{b}:ZorgverlenerCode>{agb}</{b}:ZorgverlenerCode>" if agb else ""
    raam = "" if kaal else f"<{m}:Raamcontract>1</{m}:Raamcontract>"
    return (
        f"<{m}:AangevraagdeProducten><{m}:AangevraagdProduct>\n<{m}:ReferentieAanbieder>{t.referentie}</{m}:ReferentieAanbieder>"
        f"{product(v, t.categorie, t.code)}\n<{m}:ToewijzingIngangsdatum>{t.ing}</{m}:ToewijzingIngangsdatum>"
        f"<{m}:ToewijzingEinddatum>{t.eind}</{m}:ToewijzingEinddatum>{omvang(v, t)}"
        f"<{m}:Verwijzer><{b}:Type>{soort}</{b}:Type>{wie}</{m}:Verwijzer>{raam}{retourcodes(v, code)}\n"
        f"</{m}:AangevraagdProduct></{m}:AangevraagdeProducten>\n"
    )


@dataclass(frozen=True, slots=True)
class Prestatie:
    """A declared line; the amount is positive, `debet` tells its sign."""

    referentie: str
    vorige: str
    toewijzing: int
    categorie: str
    code: str
    begin: str
    eind: str
    volume: int
    eenheid: str
    tarief: int
    bedrag: int
    debet: bool
    afkeur: str = ""

    @property
    def cent(self) -> int:
        """The amount with its sign."""
        return self.bedrag if self.debet else -self.bedrag


def prestatie(v: Vorm, p: Prestatie, code: str = "") -> str:
    """A Prestatie of 323 or 325."""
    m, b = v.m, v.b
    vorige = f"<{b}:VorigReferentieNummer>{p.vorige}</{b}:VorigReferentieNummer>" if p.vorige else ""
    tarief = f"<{m}:ProductTarief>{p.tarief}</{m}:ProductTarief>" if p.eenheid != "83" else ""
    return (
        f"<{m}:Prestatie><{m}:ProductReferentie><{b}:ReferentieNummer>{p.referentie}</{b}:ReferentieNummer>{vorige}"
        f"</{m}:ProductReferentie><{m}:ToewijzingNummer>{p.toewijzing}</{m}:ToewijzingNummer>"
        f"<{m}:ProductCategorie>{p.categorie}</{m}:ProductCategorie><{m}:ProductCode>{p.code}</{m}:ProductCode>\n"
        f"<{m}:ProductPeriode><{b}:Begindatum>{p.begin}</{b}:Begindatum><{b}:Einddatum>{p.eind}</{b}:Einddatum>"
        f"</{m}:ProductPeriode><{m}:GeleverdVolume>{p.volume}</{m}:GeleverdVolume><{m}:Eenheid>{p.eenheid}</{m}:Eenheid>"
        f"{tarief}<{m}:IngediendBedrag><{b}:Bedrag>{p.bedrag}</{b}:Bedrag><{b}:DebetCredit>{'D' if p.debet else 'C'}"
        f"</{b}:DebetCredit></{m}:IngediendBedrag>{retourcodes(v, code)}</{m}:Prestatie>\n"
    )


def _totaal(v: Vorm, naam: str, cent: int) -> str:
    m, b = v.m, v.b
    return (
        f"<{m}:{naam}><{b}:TotaalBedrag>{abs(cent)}</{b}:TotaalBedrag><{b}:DebetCredit>{'C' if cent < 0 else 'D'}"
        f"</{b}:DebetCredit></{m}:{naam}>\n"
    )


def _clienten(v: Vorm, regels: dict[str, list[str]], code: str = "") -> str:
    m = v.m
    slot = f"{retourcodes(v, code)}</{m}:Client>"
    delen = [
        f"<{m}:Client><{m}:Bsn>{bsn}</{m}:Bsn><{m}:Prestaties>\n{''.join(eigen)}</{m}:Prestaties>{slot}\n"
        for bsn, eigen in regels.items()
    ]
    return f"<{m}:Clienten>\n{''.join(delen)}</{m}:Clienten>\n" if delen else ""


def declaratie(
    v: Vorm, nummer: str, periode: tuple[str, str], *, dag: str, cent: int, regels: dict[str, list[str]]
) -> str:
    """The Declaratie of a 323; lines by BSN."""
    m, b = v.m, v.b
    return (
        f"<{m}:Declaratie>\n<{m}:DeclaratieNummer>{nummer}</{m}:DeclaratieNummer><{m}:DeclaratiePeriode>"
        f"<{b}:Begindatum>{periode[0]}</{b}:Begindatum><{b}:Einddatum>{periode[1]}</{b}:Einddatum></{m}:DeclaratiePeriode>"
        f"<{m}:DeclaratieDagtekening>{dag}</{m}:DeclaratieDagtekening>\n{_totaal(v, 'TotaalIngediendBedrag', cent)}"
        f"{_clienten(v, regels)}</{m}:Declaratie>\n"
    )


@dataclass(frozen=True)
class Antwoord:
    """What a 325 says: the declaration it answers and its number, what was declared and granted, the refused lines.

    `code` refuses the declaration as a whole.
    """

    heen: Kop
    nummer: str
    cent: tuple[int, int]
    regels: dict[str, list[str]]
    code: str = ""
    xsd: str = "1.0.0"


def declaratie_antwoord(v: Vorm, kop: Kop, a: Antwoord) -> bytes:
    """A whole 325."""
    m, b = v.m, v.b
    extra = (
        f"<{m}:DeclaratieIdentificatie><{b}:Identificatie>{a.heen.identificatie}</{b}:Identificatie>"
        f"<{b}:Dagtekening>{a.heen.dagtekening}</{b}:Dagtekening></{m}:DeclaratieIdentificatie>\n"
        f"{_versie(v, 'XsdVersieDeclaratie', a.xsd)}{retourcodes(v, GOED)}\n"
    )
    code = a.code or (GOED if a.regels else TOEGEWEZEN)
    inhoud = (
        f"<{m}:DeclaratieAntwoord>\n<{m}:DeclaratieNummer>{a.nummer}</{m}:DeclaratieNummer>"
        f"{_totaal(v, 'TotaalIngediendBedrag', a.cent[0])}{_totaal(v, 'TotaalToegekendBedrag', a.cent[1])}"
        f"{_clienten(v, a.regels, GOED)}{retourcodes(v, code)}</{m}:DeclaratieAntwoord>\n"
    )
    return bericht(v, kop, inhoud, extra)
