"""The table of a figure as CSV: exact values, codes and reasons, for people who compute on."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from datameent.release.read import Release, ReleaseCel
from datameent.release.schema import DIMENSIES
from datameent.web.figures import bijschrift, inwoners, methode, redenen
from datameent.web.figures.keuze import PERIODE, Keuze, ernaast

KOLOMMEN = ("indicator", "korrel", "periode", *DIMENSIES, "waarde", "eenheid", "status", "voorlopig")
EERDER = ("eerder_waarde", "eerder_peildatum")
"""What was shown before, apart from `waarde`: it does not add up with the figures of now."""
INWONERS = ("inwoners", "inwoners_peildatum", "per_1000_inwoners")
"""Who lives in the area of the cell, and `waarde` per 1.000 of them; empty where a release does not know it."""


def als_csv(release: Release, keuze: Keuze) -> str:
    """All cells of a choice, one a row; the columns that `datameent tabellen` knows, then words."""
    eenheid, soort = (str(release.definitie(keuze.indicator).get(k, "")) for k in ("eenheid", "soort"))
    soort = methode.soort_van(soort, eenheid)
    uit = io.StringIO()
    schrijver = csv.writer(uit, lineterminator="\r\n")
    schrijver.writerow([*KOLOMMEN, *(f"{d}_naam" for d in DIMENSIES), "reden", "toelichting", *EERDER, *INWONERS])
    for cel in _met_ernaast(release, keuze):
        schrijver.writerow(_rij(cel, eenheid, soort, release))
    return uit.getvalue()


def als_bestand(release: Release, keuze: Keuze) -> str:
    """The table, and below it rows that begin with `#`: where it comes from and what its words mean.

    They stand below, so that the first row stays the head that programs look for.
    """
    uit = io.StringIO()
    schrijver = csv.writer(uit, lineterminator="\r\n")
    for naam, tekst in bijschrift.regels(release, keuze, _met_ernaast(release, keuze)):
        schrijver.writerow([f"# {naam}", veilig(tekst)])
    return als_csv(release, keuze) + uit.getvalue()


def _cellen(release: Release, keuze: Keuze) -> tuple[ReleaseCel, ...]:
    waar: dict[str, str] = dict(keuze.waar)
    if keuze.periode and keuze.per:
        waar["periode"] = keuze.periode
    per = (keuze.per,) if keuze.per else ()
    return release.cellen(keuze.indicator, keuze.korrel, per=per, waar=waar)


def _met_ernaast(release: Release, keuze: Keuze) -> tuple[ReleaseCel, ...]:
    """The cells of a choice, and below them those of what stands beside it."""
    cellen = _cellen(release, keuze)
    toen = keuze.naast[0] == PERIODE and keuze.per
    anders = ernaast(keuze, release) or (replace(keuze, periode=keuze.naast[1]) if toen else None)
    if anders is None or not cellen:
        return cellen
    al = set(cellen)
    return cellen + tuple(c for c in _cellen(release, anders) if c not in al)


def _rij(cel: ReleaseCel, eenheid: str, soort: str, release: Release) -> list[str]:
    codes = [cel.code(d) for d in DIMENSIES]
    labels = [veilig(release.label(d, c)) for d, c in zip(DIMENSIES, codes, strict=True)]
    waarde = "" if cel.waarde is None else str(cel.waarde)
    voorlopig = "ja" if cel.voorlopig else "nee"
    eigen = [cel.indicator, cel.korrel, cel.periode, *codes, waarde, eenheid, cel.status.value, voorlopig]
    toelichting = "" if cel.waarde is None else methode.kort(release.meta.beleid, soort)
    eerder = [] if cel.eerder is None else [str(cel.eerder.waarde), cel.eerder.peildatum.isoformat()]
    reden = redenen.in_cel(cel, release.meta, soort)
    return [
        *eigen, *labels, reden, toelichting, *(eerder or [""] * len(EERDER)), *inwoners.van_cel(release, cel)
    ]  # fmt: skip


def veilig(tekst: str) -> str:
    """A label that a spreadsheet does not take for a formula."""
    return f"'{tekst}" if tekst[:1] in {"=", "+", "-", "@", "\t", "\r"} else tekst


def bestandsnaam(keuze: Keuze) -> str:
    """A name that says what is in it.

    >>> bestandsnaam(Keuze("clienten", "jaar", per="wijk", waar={"wet": "wmo"}))
    'clienten-per-jaar-wmo-per-wijk.csv'
    """
    delen = [keuze.indicator, "per", keuze.korrel, *keuze.waar.values()]
    if keuze.periode:
        delen.append(keuze.periode)
    if keuze.per:
        delen += ["per", keuze.per]
    if keuze.vergelijk:
        delen += ["naast", keuze.naast[1] or keuze.vergelijk]
    return "-".join("".join(t for t in d if t.isalnum() or t in "_-") for d in delen) + ".csv"
