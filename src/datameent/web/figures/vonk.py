"""Sparklines: a series of a few dozen points as a bare line, for tiles. The words beside it say the same."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from datameent.web.figures.figuur import Punt
from datameent.web.figures.lines import volgnummer

BREEDTE, HOOGTE = 280, 48


def vonk(punten: Sequence[Punt]) -> SafeString:
    """An SVG line from zero; hidden points break it, provisional ones are dashed, older ones dotted.

    Empty with fewer than two values.
    """
    zichtbaar = [p for p in punten if p.getoond is not None]
    if len(zichtbaar) < 2:
        return mark_safe("")
    begin, eind = volgnummer(punten[0].periode), volgnummer(punten[-1].periode)
    top = max(p.getoond or 0 for p in zichtbaar) or 1
    breed = max(eind - begin, 1)
    plek = {
        p.periode: (
            round(3 + (volgnummer(p.periode) - begin) * (BREEDTE - 6) / breed, 1),
            round(HOOGTE - 3 - (p.getoond or 0) * (HOOGTE - 8) / top, 1),
        )
        for p in zichtbaar
    }
    paden = [_pad([plek[p.periode] for p in stuk], soort) for stuk, soort in _stukken(punten)]
    laatste = max((p for p in zichtbaar if not p.voorlopig), key=lambda p: p.periode, default=zichtbaar[-1])
    x, y = plek[laatste.periode]
    inhoud, rond = "".join(paden), "ouder" if laatste.ouder else "nu"
    return mark_safe(  # noqa: S308 (numbers only)
        f'<svg class="vonk" viewBox="0 0 {BREEDTE} {HOOGTE}" width="{BREEDTE}" height="{HOOGTE}" aria-hidden="true" '
        f'focusable="false"><path class="nul" d="M0 {HOOGTE - 3}H{BREEDTE}"/>{inhoud}'
        f'<circle class="{rond}" cx="{x}" cy="{y}" r="3.5"/></svg>'
    )


def _stukken(punten: Sequence[Punt]) -> list[tuple[list[Punt], str]]:
    """Unbroken pieces, each of one kind of line; a piece starts at the last point of the piece before it.

    A line from or to an older number is of that kind: it is no part of the line of now.
    """
    stukken: list[tuple[list[Punt], str]] = []
    vorige: Punt | None = None
    for punt in punten:
        if punt.getoond is None:
            vorige = None
            continue
        if vorige is not None:
            soort = "ouder" if punt.ouder or vorige.ouder else "voorlopig" if punt.voorlopig else "lijn"
            if stukken and stukken[-1][0][-1] is vorige and stukken[-1][1] == soort:
                stukken[-1][0].append(punt)
            else:
                stukken.append(([vorige, punt], soort))
        vorige = punt
    return stukken


def _pad(plekken: Sequence[tuple[float, float]], soort: str) -> str:
    d = "M" + "L".join(f"{x} {y}" for x, y in plekken)
    return f'<path class="{soort}" d="{d}"/>'
