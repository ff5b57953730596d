"""What the release says of every provider, side by side, in order of the alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from datameent.release.read import Release, ReleaseCel
from datameent.release.schema import TOTAAL
from datameent.web.components import opmaak
from datameent.web.figures import methode, redenen
from datameent.web.figures.keuze import aanbod_van

INDICATOREN: Final = ("clienten", "uitgaven", "wachttijd", "doorlooptijd", "verzilvering", "afkeur")
_PER: Final = frozenset({"wet", "aanbieder"})


@dataclass(frozen=True, slots=True)
class Vak:
    """One number of a provider. `let_op`: why it is hidden, or that it is about few people."""

    tekst: str
    let_op: str = ""
    verborgen: bool = False


@dataclass(frozen=True, slots=True)
class Regel:
    """One provider."""

    code: str
    naam: str
    vakken: tuple[Vak, ...]


@dataclass(frozen=True, slots=True)
class Overzicht:
    """`koppen`: code and name of what the release breaks out by provider; `zonder`: names of what it does not."""

    koppen: tuple[tuple[str, str], ...]
    regels: tuple[Regel, ...]
    zonder: tuple[str, ...]


def namen_van(release: Release) -> dict[str, str]:
    """Every provider of the release, code → name, in order of the alphabet and of nothing else."""
    waarden = [w for w in release.dimensie("aanbieder") if w.code not in {TOTAAL, "onbekend"}]
    return {w.code: w.label for w in sorted(waarden, key=lambda w: (w.label.casefold(), w.code))}


def maak_overzicht(release: Release, wet: str, jaar: str) -> Overzicht:
    """All providers under one law in one year."""
    kop = {k.code: k for k in release.indicatoren()}
    koppen = [kop[c] for c in INDICATOREN if c in kop and aanbod_van(release, c).heeft("jaar", _PER)]
    zonder = [kop[c].naam if c in kop else c for c in INDICATOREN if c not in {k.code for k in koppen}]
    cellen: dict[tuple[str, str], ReleaseCel] = {}
    for k in koppen:
        for cel in release.cellen(k.code, "jaar", ("aanbieder",), {"wet": wet, "periode": jaar}):
            cellen[k.code, cel.aanbieder] = cel
    regels = tuple(
        Regel(code, naam, tuple(_vak(release, cellen.get((k.code, code)), k.eenheid, k.soort) for k in koppen))
        for code, naam in namen_van(release).items()
        if any((k.code, code) in cellen for k in koppen)
    )
    return Overzicht(tuple((k.code, k.naam) for k in koppen), regels, tuple(zonder))


def _vak(release: Release, cel: ReleaseCel | None, eenheid: str, soort: str) -> Vak:
    if cel is None:
        return Vak("geen cijfer", verborgen=True)
    if cel.waarde is None:
        reden = redenen.kort(cel.status, release.meta, {"aanbieder": cel.aanbieder}, methode.soort_van(soort, eenheid))
        return Vak("afgeschermd" if cel.status.onderdrukt else "geen cijfer", reden, verborgen=True)
    klein = eenheid == "personen" and cel.waarde < opmaak.KLEIN_AANTAL
    delen = ("klein aantal, wees voorzichtig" if klein else "", "voorlopig" if cel.voorlopig else "")
    tekst = opmaak.in_tekst(cel.waarde, eenheid) if eenheid == "dagen" else opmaak.exact(cel.waarde, eenheid)
    return Vak(tekst, ", ".join(d for d in delen if d))
