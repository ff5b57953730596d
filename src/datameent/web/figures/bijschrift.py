"""What must travel with a downloaded table: where it comes from and what its words mean, as rows below it."""

from __future__ import annotations

from collections.abc import Sequence

from datameent.release.read import Release, ReleaseCel
from datameent.web.figures import inwoners, methode, redenen
from datameent.web.figures.keuze import Keuze, keuze_in_woorden


def regels(release: Release, keuze: Keuze, cellen: Sequence[ReleaseCel]) -> list[tuple[str, str]]:
    """Pairs of a name and its text; of reasons only those that are in these cells."""
    definitie, meta = release.definitie(keuze.indicator), release.meta
    soort = methode.soort_van(*(str(definitie.get(k, "")) for k in ("soort", "eenheid")))
    uit = [
        ("cijfer", str(definitie.get("naam", keuze.indicator))),
        ("vraag", str(definitie.get("vraag", ""))),
        ("telt", str(definitie.get("telt", ""))),
        ("definitie", f"{keuze.indicator}, versie {definitie.get('versie', '')}"),
        ("eigenaar", str(definitie.get("eigenaar", ""))),
        ("bron", str(definitie.get("bron", ""))),
        ("gemeente", f"{meta.gemeente_naam} ({meta.gemeente_code})"),
        ("release", meta.release_id),
        ("peildatum", meta.peildatum.isoformat()),
        ("gemaakt op", meta.gemaakt_op),
        ("gekozen", keuze_in_woorden(release, keuze)),
    ]
    uit += [("zegt niet", str(z)) for z in definitie.get("zegt_niet") or ()]
    toelichting = methode.zin(meta.beleid, soort)
    uit += [("nauwkeurigheid", toelichting)] if toelichting else []
    delers = [inwoners.noemer(release, c.indicator, c.periode) for c in cellen]
    tellingen = dict.fromkeys(inwoners.telling(d.tal) for d in delers if d)
    if tellingen:
        uit.append(("inwoners", f"alle inwoners, jong en oud, op {'; '.join(tellingen)}"))
        uit.append(("per_1000_inwoners", f"waarde gedeeld door inwoners, keer 1.000; niet bij {inwoners.WEINIG}"))
    statussen = dict.fromkeys(c.status for c in cellen if c.waarde is None)
    uit += [(f"status {s.value}", redenen.lang(s, meta, keuze.waar, soort)) for s in statussen]
    return [(naam, " ".join(tekst.split())) for naam, tekst in uit if tekst]
