"""Sparklines: a series of a few dozen points as a bare line, for tiles. The words beside it say the same."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from datameent.web.figures.figuur import Punt
from datameent.web.figures.lines import volgnummer

BREEDTE, HOOGTE = 280, 48


def vonk(punten: Sequence[Punt]) -> SafeString:
    """An SVG line from zero; hidden points break it, provisional ones are dashed. Empty with fewer than two values."""
    zichtbaar = [p for p in punten if p.waarde is not None]
    if len(zichtbaar) < 2:
        return mark_safe("")
    begin, eind = volgnummer(punten[0].periode), volgnummer(punten[-1].periode)
    top = max(p.waarde or 0 for p in zichtbaar) or 1
    breed = max(eind - begin, 1)
    plek = {
        p.periode: (
            round(3 + (volgnummer(p.periode) - begin) * (BREEDTE - 6) / breed, 1),
            round(HOOGTE - 3 - (p.waarde or 0) * (HOOGTE - 8) / top, 1),
        )
        for p in zichtbaar
    }
    paden = [_pad([plek[p.periode] for p in stuk], voorlopig) for stuk, voorlopig in _stukken(punten)]
    laatste = max((p for p in zichtbaar if not p.voorlopig), key=lambda p: p.periode, default=zichtbaar[-1])
    x, y = plek[laatste.periode]
    inhoud = "".join(paden)
    return mark_safe(  # noqa: S308 (numbers only)
        f'<svg class="vonk" viewBox="0 0 {BREEDTE} {HOOGTE}" width="{BREEDTE}" height="{HOOGTE}" aria-hidden="true" '
        f'focusable="false"><path class="nul" d="M0 {HOOGTE - 3}H{BREEDTE}"/>{inhoud}'
        f'<circle cx="{x}" cy="{y}" r="3.5"/></svg>'
    )


def _stukken(punten: Sequence[Punt]) -> list[tuple[list[Punt], bool]]:
    """Unbroken pieces, each certain or provisional; a provisional piece starts at the last certain point."""
    stukken: list[tuple[list[Punt], bool]] = []
    vorige: Punt | None = None
    for punt in punten:
        if punt.waarde is None:
            vorige = None
            continue
        if vorige is None:
            stukken.append(([punt], punt.voorlopig))
        elif punt.voorlopig != stukken[-1][1]:
            stukken.append(([vorige, punt], punt.voorlopig))
        else:
            stukken[-1][0].append(punt)
        vorige = punt
    return [s for s in stukken if len(s[0]) > 1]


def _pad(plekken: Sequence[tuple[float, float]], voorlopig: bool) -> str:
    d = "M" + "L".join(f"{x} {y}" for x, y in plekken)
    return f'<path class="{"voorlopig" if voorlopig else "lijn"}" d="{d}"/>'
