"""What the page of an indicator shows, ready for the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from datameent.release.read import Release
from datameent.web.components import opmaak
from datameent.web.figures import bars, drawing, grafiek, methode, redenen, svg, verhaal
from datameent.web.figures.figuur import Figuur, Punt, Rij
from datameent.web.figures.keuze import NAMEN, PERIODE, Aanbod, Keuze, naam_ernaast
from datameent.web.figures.maken import maak_figuur
from datameent.web.figures.strepen import Streep, getekende
from datameent.web.figures.tekens import Teken, nummers_in


@dataclass(frozen=True, slots=True)
class Reden:
    """Why cells of this page are hidden, and how many."""

    aantal: int
    kort: str
    lang: str


@dataclass(frozen=True, slots=True)
class Weergave:
    """A figure with its words and drawings."""

    figuur: Figuur
    getal: str
    zin: str
    hoofdreden: str
    wanneer: str
    klein: bool
    grafieken: tuple[tuple[str, SafeString], ...]
    grafiek_mislukt: bool
    redenen: tuple[Reden, ...]
    onderschrift: str
    niet_getekend: int
    rijkop: str
    bron: str
    methode: str
    overal: tuple[int, int]
    """Of the whole release: cells without a number, and cells that wait."""
    tekens: tuple[Teken, ...] = ()
    strepen: tuple[Streep, ...] = ()

    @property
    def naast_zin(self) -> str:
        """The number of what stands beside the choice, in a sentence."""
        punt, hoofd = self.figuur.naast, self.figuur.hoofd
        if punt is None:
            # Of a breakdown the table says it; of one number nothing else would.
            kaal = self.figuur.vorm == "reeks" and self.figuur.naast_naam and hoofd is not None
            return f"{self.figuur.naast_naam}: geen cijfer {verhaal.wanneer(hoofd.periode)}." if kaal and hoofd else ""
        delen = ("voorlopig" if punt.voorlopig else "", f"stand {punt.stand}" if punt.ouder else "")
        tussen = ", ".join(d for d in delen if d)
        getal = punt.tekst if punt.getoond is None else opmaak.in_tekst(punt.getoond, punt.eenheid)
        slot = f" ({tussen})" if tussen else ""
        return f"{self.figuur.naast_naam}: {getal} {verhaal.wanneer(punt.periode)}{slot}."

    @property
    def ouder(self) -> str:
        """Why there are older numbers on this page."""
        return redenen.OUDER_MEER if self.figuur.ouder > 1 else redenen.OUDER

    @property
    def rijen(self) -> list[tuple[Rij, str]]:
        """The rows of the table, each with the numbers of what happened in its period."""
        per_rij = [r.cellen[0].periode if r.cellen and r.cellen[0] else "" for r in self.figuur.rijen]
        op_tijd = self.figuur.vorm != "stand" and not self.figuur.leden_als_rijen
        nummers = [nummers_in(self.tekens, p) if op_tijd else "" for p in per_rij]
        return list(zip(self.figuur.rijen, nummers, strict=True))

    @property
    def aantal_verborgen(self) -> int:
        """Cells of this page without a number."""
        return sum(r.aantal for r in self.redenen)

    @property
    def woord_verborgen(self) -> str:
        """What the hatching stands for on this page."""
        return "afgeschermd" if any(s.onderdrukt for s in self.figuur.verborgen) else "geen cijfer"

    @property
    def niet_getekend_grens(self) -> int:
        """How many bars the chart has room for."""
        return bars.MEESTE_STAVEN


def cachemap() -> Path:
    """Where drawings are kept."""
    home: Path = settings.HOME.root
    return home / "cache" / "grafieken"


def maak_weergave(
    release: Release,
    keuze: Keuze,
    aanbod: Aanbod,
    gebeurd: Callable[[Sequence[str]], tuple[Teken, ...]] = lambda _: (),
    strepen: Sequence[Streep] = (),
) -> Weergave:
    """Cells, words and drawings of a choice that the release holds. `gebeurd`: what happened in these periods;
    `strepen`: targets and budgets for it."""
    figuur = maak_figuur(release, keuze, aanbod)
    soort = methode.soort_van(figuur.soort, figuur.eenheid)
    perioden = sorted({p.periode for r in figuur.reeksen for p in r.punten})
    tekens = gebeurd(perioden)
    strepen = getekende(strepen, perioden) if figuur.vorm == "reeks" else ()
    hoofd = figuur.hoofd
    getal, zin, reden = _antwoord(release, figuur)
    titel = titel_van(release, keuze)
    tekeningen, mislukt = _teken(figuur, titel, tekens, strepen)
    return Weergave(
        figuur,
        getal,
        zin,
        reden,
        verhaal.wanneer(hoofd.periode) if hoofd else "",
        bool(hoofd and hoofd.klein),
        tekeningen,
        mislukt,
        tuple(
            Reden(n, *(zeg(s, release.meta, keuze.waar, soort) for zeg in (redenen.kort, redenen.lang)))
            for s, n in sorted(figuur.verborgen.items(), key=lambda i: -i[1])
        ),
        titel,
        _niet_getekend(figuur),
        NAMEN[keuze.per] if figuur.vorm == "stand" or figuur.leden_als_rijen else "Periode",
        str(release.definitie(keuze.indicator).get("bron", "")).rstrip("."),
        methode.zin(release.meta.beleid, soort),
        redenen.verborgen_in(release.meta),
        tekens,
        strepen,
    )


def _antwoord(release: Release, figuur: Figuur) -> tuple[str, str, str]:
    """The number, the rest of its sentence, and why there is no number: each may be empty."""
    hoofd = figuur.hoofd
    if hoofd is None:
        return "", "", ""
    if hoofd.getoond is None:
        return (
            "",
            "",
            redenen.lang(
                hoofd.status, release.meta, figuur.keuze.waar, methode.soort_van(figuur.soort, figuur.eenheid)
            ),
        )
    getal, zin = verhaal.antwoord(
        hoofd.getoond,
        (figuur.eenheid, figuur.soort),
        hoofd.periode,
        voorlopig=hoofd.voorlopig,
        verandering=figuur.verandering,
        stand=hoofd.stand if hoofd.ouder else "",
    )
    return getal, zin, ""


def _niet_getekend(figuur: Figuur) -> int:
    if figuur.vorm != "stand":
        return 0
    return max(0, len(figuur.reeksen[0].punten) - bars.MEESTE_STAVEN)


def titel_van(release: Release, keuze: Keuze) -> str:
    """What the figure is of, in one line."""
    delen = [str(release.definitie(keuze.indicator).get("naam", keuze.indicator))]
    naast = {keuze.naast[0]: f" tegenover {naam_ernaast(release, keuze)}"}
    delen += [release.label(d, c) + naast.get(d, "") for d, c in keuze.waar.items()]
    if keuze.per:
        delen.append(f"per {NAMEN[keuze.per].lower()}")
    if keuze.periode:
        delen.append(opmaak.periode(keuze.periode))
    else:
        delen.append(f"per {keuze.korrel}" if not keuze.per else "")
    if PERIODE in naast:
        delen[-1] += naast[PERIODE]
    return ", ".join(d for d in delen if d)


def _teken(
    figuur: Figuur, titel: str, tekens: Sequence[Teken], strepen: Sequence[Streep]
) -> tuple[tuple[tuple[str, SafeString], ...], bool]:
    omschrijving = omschrijf(figuur)
    if tekens:
        omschrijving += " De nummers zijn gebeurtenissen. Ze staan in de lijst onder de grafiek."
    omschrijving += "".join(f" {s.zin}." for s in strepen)
    tekeningen: list[tuple[str, SafeString]] = []
    for maat in (drawing.BREED, drawing.SMAL):
        spec = grafiek.maak_spec(figuur, maat, tekens, strepen)
        if spec is None:
            return (), False
        getekend = svg.teken(spec, titel, omschrijving, cachemap())
        if getekend is None:
            return (), True
        tekeningen.append((maat.naam, mark_safe(getekend)))  # noqa: S308 (cleaned in svg.netjes)
    return tuple(tekeningen), False


def omschrijf(figuur: Figuur) -> str:
    """The drawing in words, for who does not see it."""
    punten = [p for r in figuur.reeksen for p in r.punten]
    zichtbaar = [p for p in punten if p.getoond is not None]
    if not zichtbaar:
        return "Er is niets te tekenen: alle cijfers zijn afgeschermd."
    laag = min(zichtbaar, key=lambda p: p.getoond or 0)
    hoog = max(zichtbaar, key=lambda p: p.getoond or 0)
    soort = "Staafgrafiek" if figuur.vorm == "stand" or figuur.keuze.korrel == "jaar" else "Lijngrafiek"
    delen = [
        f"{soort} met {len(punten)} cijfers.",
        f"Het laagste is {_met_plaats(laag)}, het hoogste {_met_plaats(hoog)}.",
    ]
    verborgen = len(punten) - len(zichtbaar)
    if verborgen:
        delen.append(f"{verborgen} {'cijfer is' if verborgen == 1 else 'cijfers zijn'} afgeschermd en gearceerd.")
    ouder = sum(p.ouder for p in punten)
    if ouder:
        delen.append(f"{ouder} {'cijfer is' if ouder == 1 else 'cijfers zijn'} van een eerdere datum en gestippeld.")
    if any(p.voorlopig for p in punten):
        delen.append("Voorlopige cijfers zijn lichter en gestreept.")
    delen.append("De tabel hieronder heeft dezelfde cijfers.")
    return " ".join(delen)


def _met_plaats(punt: Punt) -> str:
    waar = f"{punt.label}, " if punt.label else ""
    stand = f", stand {punt.stand}" if punt.ouder else ""
    return f"{opmaak.in_tekst(punt.getoond or 0, punt.eenheid)} ({waar}{opmaak.periode(punt.periode)}{stand})"


def grens(definitie: Mapping[str, Any]) -> str:
    """The first limit of a figure as the sentence under its answer.

    >>> grens({"zegt_niet": ["Of de hulp werkte."]})
    'Dit zegt niet of de hulp werkte.'
    """
    zegt_niet = definitie.get("zegt_niet") or [""]
    eerste = str(zegt_niet[0])
    return f"Dit zegt niet {eerste[0].lower()}{eerste[1:]}" if eerste else ""


def definitiekaart(definitie: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """The definition as pairs of a name and its lines, in a fixed order, empty ones left out."""
    velden = (
        ("Wat telt mee", "telt"),
        ("Teller", "teller"),
        ("Noemer", "noemer"),
        ("Bron", "bron"),
        ("Tijd", "tijd"),
        ("Telt niet mee", "uitgesloten"),
        ("Eigenaar", "eigenaar"),
        ("Versie", "versie"),
    )
    kaart = []
    for naam, veld in velden:
        waarde = definitie.get(veld)
        regels = [str(w) for w in waarde] if isinstance(waarde, list | tuple) else [str(waarde)] if waarde else []
        if regels:
            kaart.append((naam, regels))
    return kaart


def voorbeeldregels(voorbeeld: Any) -> list[str]:
    """The worked example as lines, whether it was written as text, as a list or as named parts."""
    if isinstance(voorbeeld, Mapping):
        return [
            f"{str(k).replace('_', ' ').capitalize()}: {_plat(v)}" for k, v in voorbeeld.items() if v not in (None, "")
        ]
    if isinstance(voorbeeld, list | tuple):
        return [_plat(v) for v in voorbeeld]
    return [r.strip() for r in str(voorbeeld or "").splitlines() if r.strip()]


def _plat(waarde: Any) -> str:
    if isinstance(waarde, Mapping):
        return ", ".join(f"{k} {_plat(v)}" for k, v in waarde.items())
    if isinstance(waarde, list | tuple):
        return "; ".join(_plat(v) for v in waarde)
    return str(waarde)
