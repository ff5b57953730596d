"""How sure and how old a figure is, in plain sentences: for every figure, whatever was chosen."""

from __future__ import annotations

from datameent.release.read import Release
from datameent.web.components import opmaak
from datameent.web.figures import inwoners, methode
from datameent.web.figures.figuur import Figuur
from datameent.web.figures.keuze import Keuze


def zinnen(release: Release, keuze: Keuze, figuur: Figuur | None = None) -> tuple[str, ...]:
    """What a reader must know before trusting the number; `figuur` when there is one to look at."""
    meta, definitie = release.meta, release.definitie(keuze.indicator)
    soort = methode.soort_van(*(str(definitie.get(k, "")) for k in ("soort", "eenheid")))
    uit = [_precies(release, soort)]
    if figuur is not None and figuur.heeft_voorlopig:
        uit.append("Een deel is voorlopig: er komen nog berichten binnen. Die cijfers kunnen nog veranderen.")
    elif figuur is not None and not figuur.leeg:
        uit.append("Deze perioden zijn compleet. Een correctie van een aanbieder kan een cijfer nog veranderen.")
    if figuur is not None and any(p.klein for p in figuur.punten):
        uit.append(f"Bij minder dan {opmaak.KLEIN_AANTAL} mensen telt toeval zwaar.")
    deler = inwoners.herkomst(release, figuur) if figuur is not None else ""
    uit += [deler] if deler else []
    uit.append(f"De cijfers lopen tot en met {opmaak.dag_voluit(meta.peildatum)}.")
    uit += [
        f"{b.titel}: laatste bericht van {opmaak.datum(b.laatste_bericht)}."
        for b in release.bronnen()
        if b.laatste_bericht
    ]
    return tuple(uit)


def _precies(release: Release, soort: str) -> str:
    benaderd = methode.zin(release.meta.beleid, soort)
    if benaderd:
        return benaderd
    return "Dit is geteld uit berichten van aanbieders en de gemeente. Het is geen schatting en geen steekproef."
