"""Release files for the tests of the site: small, deterministic, with every odd state a page must survive."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from datameent.domain.cel import Status
from datameent.domain.inwoners import Inwonertal
from datameent.release.read import BronInfo, Dimensiewaarde, Eerdercijfer, ReleaseCel, ReleaseMeta, TabelKop
from datameent.release.schema import DIMENSIES, TOTAAL
from datameent.release.schrijf import Inhoud, schrijf_release

PEILDATUM = date(2025, 10, 31)
MAANDEN = [f"{j}-{m:02d}" for j in (2022, 2023, 2024, 2025) for m in range(1, 13) if (j, m) <= (2025, 10)]
KWARTALEN = [f"{j}-Q{k}" for j in (2022, 2023, 2024, 2025) for k in range(1, 5) if (j, k) <= (2025, 4)]
JAREN = ["2022", "2023", "2024", "2025"]
PERIODEN = {"jaar": JAREN, "kwartaal": KWARTALEN, "maand": MAANDEN}
VOORLOPIG = {"2025", "2025-Q3", "2025-Q4", "2025-08", "2025-09", "2025-10"}
LANGE_NAAM = "Stichting Samenwerkende Organisaties voor Maatschappelijke Ondersteuning en Jeugdhulp Regio Noordoost"
WETTEN = {"wmo": "Wmo", "jeugdwet": "Jeugdwet"}
PRODUCTEN = {
    "wmo": {"01": "Hulp bij het huishouden", "02": "Begeleiding", "07": "Dagbesteding"},
    "jeugdwet": {"45": "Jeugdhulp ambulant", "50": "Jeugdhulp met verblijf", "54": "Jeugd-ggz"},
}
LEEFTIJDEN = {"wmo": ["18-64", "65-74", "75-84", "85+"], "jeugdwet": ["00-03", "04-11", "12-17", "18-22"]}
_BASIS = {
    "clienten": 1800,
    "uitgaven": 9_000_000_00,
    "instroom": 420,
    "uitstroom": 390,
    "kosten_per_client": 512_345,
    "wachttijd": 43,
}
_DELEN = [("jaar", ("wet",)), ("kwartaal", ("wet",)), ("jaar", ("wet", "aanbieder"))]
_DEEL = {"verzilvering": 642, "afkeur": 20}


@dataclass(frozen=True)
class Vorm:
    """What is odd about a release."""

    wijken: int = 8
    aanbieders: int = 12
    lange_namen: bool = False
    verborgen: float = 0.06
    wacht: float = 0.04
    alles_verborgen: bool = False
    leeg: bool = False
    zonder_vormen: bool = False
    reden_per_wijk: bool = False
    """In 2024 every wijk has a reason of its own, in the order of `PER_WIJK`."""
    met_delen: bool = field(default=False, repr=False)
    """With the shares in promille, for beleid."""
    zonder_inwoners: bool = field(default=False, repr=False)  # the numbers of a release hang on what is told of it


def definities(met_delen: bool = False) -> dict[str, dict[str, object]]:
    """The first definitions of the project itself, so that the pages are looked at with their real words."""
    from datameent.indicators.register import definities as echte

    gesorteerd = sorted(echte().values(), key=lambda d: d.volgorde)
    return {d.code: d.als_json() for d in gesorteerd if d.code in _BASIS or (met_delen and d.code in _DEEL)}


def schrijf(
    releases: Path,
    doelgroep: str,
    vorm: Vorm | None = None,
    volgnr: int = 1,
    beleid: dict[str, object] | None = None,
) -> Path:
    """Write a release of this audience; a higher `volgnr` is newer. `beleid`: what it says of its rules."""
    vorm = vorm or Vorm()
    dims = list(_dimensies(vorm))
    tabellen = [] if vorm.leeg else list(_tabellen(doelgroep, vorm))
    cellen = list(_cellen(tabellen, vorm, doelgroep))
    release_id = f"{doelgroep}-{PEILDATUM.isoformat()}-{volgnr:08x}"
    meta = ReleaseMeta(
        release_id=release_id,
        doelgroep=doelgroep,
        peildatum=PEILDATUM,
        gemaakt_op=f"2025-11-0{volgnr}T09:30:00+00:00",
        gemeente_code="9999",
        gemeente_naam="Voorbeeldgemeente",
        versie="0.1.0",
        minimum_personen=10,
        cellen=len(cellen),
        onderdrukt=sum(c.waarde is None for c in cellen),
        beleid=beleid or {"minimum_personen": 10, "dominantie_aanbieder": 90, "minimum_aanbieders": 3},
        verlies=_verlies(cellen),
        vingerafdruk_bron="0" * 16,
    )
    pad = releases / doelgroep / f"{release_id}.sqlite"
    if pad.exists():
        return pad
    bronnen = [
        BronInfo("ijw", "Jeugdwet-berichten (iJw)", "2025-10-30", "2025-11-01T05:00:00+00:00", 48211, 3, "dag"),
        BronInfo("iwmo", "Wmo-berichten (iWmo)", "2025-10-31", "2025-11-01T05:00:00+00:00", 90017, 0, "dag"),
    ]
    indicatoren = {} if vorm.leeg else definities(vorm.met_delen and doelgroep == "beleid")
    inhoud = Inhoud(
        meta,
        indicatoren,
        dims,
        tabellen,
        cellen,
        bronnen,
        {"iwmo": _kaart("Wmo"), "ijw": _kaart("Jeugdwet")},
        {} if vorm.zonder_vormen else _vormen(vorm),
        () if vorm.zonder_inwoners else _inwoners(vorm),
    )
    return schrijf_release(pad, inhoud)


def _vormen(vorm: Vorm) -> dict[str, list[list[int]]]:
    """The shapes of the synthetic municipality; the last wijk has none, and each wijk its first buurten."""
    from datameent.demo.vormen import vormen
    from datameent.release.vormen import vereenvoudig

    echte = vormen(1)
    naar = {f"WK9999{i + 1:02d}": f"WK9999{i:02d}" for i in range(vorm.wijken - 1 or 1)}
    naar |= {f"BU9999{i + 1:02d}{n:02d}": f"BU9999{i:02d}{n:02d}" for i in range(8) for n in (1, 2)}
    punten = {naar[c]: [[(4 + x / 10, 52 - y / 16) for x, y in (*v, v[0])]] for c, v in echte.items() if c in naar}
    return {c: [list(r) for r in ringen] for c, ringen in vereenvoudig(punten).items()}


KLEIN = "BU99990301"
"""A buurt with fewer inhabitants than a number per 1.000 asks for."""


def _inwoners(vorm: Vorm) -> tuple[Inwonertal, ...]:
    """Of two years: 2022 has none, 2025 must do with those of 2024."""
    return tuple(
        Inwonertal(
            date(jaar, 1, 1), f"CBS, Kerncijfers wijken en buurten {jaar}", _per_gebied(vorm, 20 * (jaar - 2023))
        )
        for jaar in (2023, 2024)
    )


def _per_gebied(vorm: Vorm, erbij: int) -> dict[str, int]:
    wijken = {f"WK9999{i:02d}": 2000 + 500 * i + erbij for i in range(vorm.wijken)}
    buurten = {b: 95 if b == KLEIN else n // 2 for w, n in wijken.items() for b in _buurten(w)}
    return {"GM9999": sum(wijken.values()), **wijken, **buurten}


def _verlies(cellen: list[ReleaseCel]) -> dict[str, object]:
    per: dict[str, dict[str, object]] = {}
    for indicator in {c.indicator for c in cellen}:
        eigen = [c for c in cellen if c.indicator == indicator]
        per[indicator] = {
            "cellen": len(eigen),
            "onderdrukt": sum(c.waarde is None for c in eigen),
            "wacht": sum(c.status is Status.EERDER_GEPUBLICEERD for c in eigen),
            "personen": 20,
            "bedrag_cent": 30 if indicator == "uitgaven" else None,
        }
    return per


def _kaart(wet: str) -> dict[str, object]:
    return {
        "naam": f"i{wet.lower()}",
        "titel": f"{wet}-berichten",
        "versie": "1",
        "eigenaar": f"Hoofd {wet}",
        "doelen": ["beleid", "contractmanagement", "begroting"],
        "grondslag": [{"wet": wet, "artikel": "5.1.1", "toelichting": "Nodig om de wet uit te voeren."}],
        "geldig_vanaf": "2015-01-01",
        "geldig_tot": None,
        "gegevenscategorieen": ["geboortejaar en geslacht", "kosten"],
        "bewaartermijn_maanden": 84,
        "leverritme": "dag",
        "velden": [
            {"veld": "Client.Bsn", "gevoeligheid": "direct-identificerend"},
            {"veld": "Client.Geboortedatum", "gevoeligheid": "gevoelig", "precisie": "jaar-maand"},
            {"veld": "Product.Categorie", "gevoeligheid": "bijzonder"},
        ],
    }


def _dimensies(vorm: Vorm) -> Iterator[Dimensiewaarde]:
    for naam in ("periode", *DIMENSIES):
        yield Dimensiewaarde(naam, TOTAAL, "Totaal", None, 0)
    for korrel in PERIODEN.values():
        for i, code in enumerate(korrel):
            yield Dimensiewaarde("periode", code, code, TOTAAL, i + 1)
    for i, (code, label) in enumerate(WETTEN.items()):
        yield Dimensiewaarde("wet", code, label, TOTAAL, i + 1)
    yield from _dimensies_per_wet()
    for i in range(vorm.wijken):
        yield Dimensiewaarde("wijk", f"WK9999{i:02d}", _wijknaam(i, vorm), TOTAAL, i + 1)
        for n, buurt in enumerate(_buurten(f"WK9999{i:02d}")):
            yield Dimensiewaarde("buurt", buurt, f"Buurt {n + 1} van {i}", f"WK9999{i:02d}", 2 * i + n + 1)
    for i in range(vorm.aanbieders):
        naam = f"{LANGE_NAAM} {i + 1}" if vorm.lange_namen else f"Zorgbedrijf {chr(65 + i % 26)}{i // 26 or ''}"
        yield Dimensiewaarde("aanbieder", f"{10000000 + i}", naam, TOTAAL, i + 1)


def _buurten(wijk: str) -> list[str]:
    return [f"BU{wijk[2:]}{n:02d}" for n in (1, 2)]


def _producten(categorie: str) -> list[str]:
    """Of every categorie two; `X1` is in all of them."""
    return [f"{categorie}A01", "X1"]


def _dimensies_per_wet() -> Iterator[Dimensiewaarde]:
    yield Dimensiewaarde("product", "X1", "X1", TOTAAL, 99)
    for wet, producten in PRODUCTEN.items():
        for i, (code, label) in enumerate(producten.items()):
            yield Dimensiewaarde("productcategorie", code, label, wet, i + 1)
            yield Dimensiewaarde("product", f"{code}A01", f"{code}A01", code, i + 1)
        for i, groep in enumerate(LEEFTIJDEN[wet]):
            yield Dimensiewaarde("leeftijdsgroep", groep, f"{groep.replace('-', ' tot en met ')} jaar", TOTAAL, i + 1)


def _wijknaam(i: int, vorm: Vorm) -> str:
    namen = ("Centrum", "Oost", "De Vaart", "Zuiderkwartier", "Westerpark", "Heuvelrug", "Noord", "Buitengebied")
    naam = namen[i % 8] if i < 8 else f"{namen[i % 8]} {i // 8 + 1}"
    return f"Wijk {naam} en omliggende buurtschappen en bedrijventerreinen" if vorm.lange_namen else naam


FIJN = [("jaar", ("wet", "wijk", "buurt")), ("jaar", ("wet", "productcategorie", "product"))]


def _tabellen(doelgroep: str, vorm: Vorm) -> Iterator[TabelKop]:
    """A plan like the one that comes with the project: people are counted per law."""
    intern = doelgroep == "beleid"
    plan: list[tuple[str, tuple[str, ...]]] = []
    for korrel in ("jaar", "kwartaal", "maand") if doelgroep != "openbaar" else ("jaar", "kwartaal"):
        plan.append((korrel, ("wet",)))
    plan += [("jaar", ("wet", d)) for d in ("productcategorie", "wijk", "leeftijdsgroep")]
    if doelgroep != "openbaar":
        plan += [("kwartaal", ("wet", d)) for d in ("productcategorie", "wijk")]
    if intern:
        plan += [
            ("jaar", ("wet", "aanbieder")),
            ("jaar", ("wet", "productcategorie", "wijk")),
            ("maand", ("wet", "wijk")),
        ]
    nummer = 0
    for indicator in (alle := definities(vorm.met_delen and intern)):
        eigen = (
            [("jaar", ()), ("kwartaal", ()), *plan]
            if indicator == "uitgaven"
            else _DELEN
            if indicator in _DEEL
            else plan
        )
        if indicator == "instroom" and intern:  # a breakdown that only exists together with another choice
            eigen = [k for k in plan if k not in {("jaar", ("wet", "wijk")), ("jaar", ("wet", "aanbieder"))}]
        eigen = [*eigen, *FIJN] if indicator in ("clienten", "uitgaven") and doelgroep != "openbaar" else eigen
        if indicator == "wachttijd" and doelgroep == "openbaar":
            eigen = [("jaar", ("wet",)), ("kwartaal", ("wet",))]
        for korrel, dims in eigen:
            nummer += 1
            naam = "-".join((indicator, *dims, korrel))
            d = alle[indicator]
            yield TabelKop(nummer, naam, indicator, korrel, dims, str(d["soort"]), str(d["eenheid"]))


def _cellen(tabellen: list[TabelKop], vorm: Vorm, doelgroep: str) -> Iterator[ReleaseCel]:
    toeval = random.Random(f"{doelgroep}{vorm}")
    gezien: set[tuple[str, ...]] = set()
    for tabel in tabellen:
        for codes in _kruis(tabel.dimensies, vorm):
            aandeel = 0.35 ** (len(codes) - (1 if "wet" in codes else 0)) * toeval.uniform(0.3, 1.2)
            for i, periode in enumerate(PERIODEN[tabel.korrel]):
                sleutel = (tabel.indicator, tabel.korrel, periode, *(codes.get(d, TOTAAL) for d in DIMENSIES))
                if sleutel in gezien:
                    continue
                gezien.add(sleutel)
                diep = len(tabel.dimensies) > 1
                verborgen = vorm.alles_verborgen or (diep and toeval.random() < vorm.verborgen)
                waarde = _waarde(tabel, i, aandeel, toeval, periode)
                redenen = [Status.BESCHERMT_ANDER] if tabel.indicator in _DEEL else REDENEN[tabel.soort == "omvang"]
                status = toeval.choice(redenen) if verborgen else Status.GEPUBLICEERD
                eerder = None
                if _wacht(sleutel, verborgen, toeval, vorm) and tabel.soort in {"frequentie", "omvang"}:
                    status = Status.EERDER_GEPUBLICEERD
                    eerder = _eerder(sleutel, waarde, toeval)
                if vorm.reden_per_wijk and "wijk" in codes and periode == "2024":
                    status = PER_WIJK[int(codes["wijk"][-2:])]
                    eerder = Eerdercijfer(waarde - 3, date(2025, 3, 31)) if codes["wijk"][-1] == "5" else None
                zichtbaar = waarde if status is Status.GEPUBLICEERD else None
                yield ReleaseCel.van(sleutel, zichtbaar, status, periode in VOORLOPIG, eerder)


REDENEN = (
    (Status.TE_WEINIG_PERSONEN, Status.BESCHERMT_ANDER, Status.GROEP_VERRAADT),
    (
        Status.TE_WEINIG_PERSONEN,
        Status.BESCHERMT_ANDER,
        Status.GROEP_VERRAADT,
        Status.EEN_BEPAALT_BEDRAG,
        Status.TE_WEINIG_AANBIEDERS,
    ),
)
"""Why counts are hidden here, and why amounts are."""
PER_WIJK = (*REDENEN[1], Status.EERDER_GEPUBLICEERD, Status.EERDER_GEPUBLICEERD, Status.GEPUBLICEERD)
"""Wijk 05 shows the figure of before, wijk 06 waits without one, wijk 07 is shown."""
HOOFD_WACHT = ("uitstroom", "jaar", "2024", "jeugdwet")
HOOFD_WACHT_ZONDER = ("instroom", "jaar", "2024", "jeugdwet")
"""Answers of a whole page that wait: with the figure of before, and without one."""


def _wacht(sleutel: tuple[str, ...], verborgen: bool, toeval: random.Random, vorm: Vorm) -> bool:
    if vorm.alles_verborgen:
        return False
    if set(sleutel[4:]) == {TOTAAL}:
        return sleutel[:4] in {HOOFD_WACHT, HOOFD_WACHT_ZONDER}
    return not verborgen and toeval.random() < vorm.wacht


def _eerder(sleutel: tuple[str, ...], waarde: int, toeval: random.Random) -> Eerdercijfer | None:
    """Nine of ten; the others were shown to another audience only."""
    zonder = toeval.random() < 0.1
    if sleutel[:4] == HOOFD_WACHT_ZONDER or (zonder and sleutel[:4] != HOOFD_WACHT):
        return None
    dag = date(2025, toeval.choice([6, 7, 8, 9]), 30)
    return Eerdercijfer(max(0, waarde - toeval.randint(1, 9)), dag)


def _waarde(tabel: TabelKop, i: int, aandeel: float, toeval: random.Random, periode: str) -> int:
    delen = {"jaar": 1, "kwartaal": 4, "maand": 12}[tabel.korrel]
    if tabel.indicator in _DEEL:
        return round(_DEEL[tabel.indicator] * toeval.uniform(0.8, 1.2))
    basis = _BASIS[tabel.indicator]
    groei = 1 + 0.06 * i / delen
    golf = toeval.uniform(0.93, 1.07)
    compleet = 0.8 if periode in VOORLOPIG else 1.0
    if tabel.soort in {"ratio", "mediaan"}:
        return max(1, round(basis * groei * golf / (delen if tabel.soort == "ratio" else 1)))
    delers = delen if tabel.indicator != "clienten" else 1 + 0.1 * (delen - 1)
    return max(0, round(basis * aandeel * groei * golf * compleet / delers))


def _kruis(dims: tuple[str, ...], vorm: Vorm) -> Iterator[dict[str, str]]:
    if "wet" not in dims:
        yield {}
        return
    for wet in WETTEN:
        rijen: list[dict[str, str]] = [{"wet": wet}]
        for dim in dims:
            if dim != "wet":
                rijen = [{**r, dim: code} for r in rijen for code in _codes(dim, r, vorm)]
        yield from rijen


def _codes(dim: str, rij: dict[str, str], vorm: Vorm) -> list[str]:
    wet = rij["wet"]
    if dim == "buurt":
        return _buurten(rij["wijk"])
    if dim == "product":
        return _producten(rij["productcategorie"])
    if dim == "productcategorie":
        return list(PRODUCTEN[wet])
    if dim == "leeftijdsgroep":
        return LEEFTIJDEN[wet]
    if dim == "wijk":
        return [f"WK9999{i:02d}" for i in range(vorm.wijken)]
    return [f"{10000000 + i}" for i in range(vorm.aanbieders)]
