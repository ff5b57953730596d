"""Write the tables of a release as CSV, with a description that says how they hang together."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.release.fouten import Foutcode
from datameent.release.read import Release, ReleaseCel, TabelKop
from datameent.release.schema import BINNEN, DIMENSIES, TOTAAL

_HIERARCHIE = {"periode": "tijd", "wijk": "gebied", "buurt": "gebied", "productcategorie": "product"}
Pad = tuple[str, ...]
"""A code with the codes that it divides before it: (wijk, buurt), (wijk), or nothing for the total."""


def schrijf_tabellen(release: Path, uit: Path) -> list[str]:
    """Write one CSV per table and `tabellen.json` to the folder `uit`; returns the names of the files.

    A CSV has a column per dimension (the period in a column named after its grain, then the rest), with the totals
    as rows of their own, then `waarde` and `status` (empty when there is a value). A dimension that divides another
    has one column with it, which holds the codes of both. Errors: DM-REL-001 to DM-REL-003, DM-REL-005.
    """
    with Release.open(release) as r:
        bomen = _bomen(r)
        try:
            uit.mkdir(parents=True, exist_ok=True)
            bestanden = [_schrijf_tabel(r, tabel, uit, bomen) for tabel in r.tabellen()]
            beschrijving = json.dumps(_beschrijving(r, bomen), ensure_ascii=False, indent=1, sort_keys=True)
            (uit / "tabellen.json").write_text(beschrijving + "\n", encoding="utf-8")
        except OSError:
            raise DatameentError(
                Foutcode.SCHRIJVEN,
                "The tables could not be written",
                "Choose a folder with room and rights",
                Plaats(bestand=uit.name),
                ExitStatus.STORAGE,
            ) from None
    return [*bestanden, "tabellen.json"]


@dataclass(frozen=True)
class _Boom:
    """The codes of a hierarchy as they are written, each of them once, with the one above."""

    codes: Mapping[Pad, str]
    ouder: Mapping[str, str | None]

    @classmethod
    def van(cls, paden: Iterable[Pad], totaal: str) -> _Boom:
        """A code that two levels or two parents have, is written with its parent before it."""
        alle = sorted({pad[:n] for pad in paden for n in range(1, len(pad) + 1)}, key=lambda p: (len(p), p))
        codes: dict[Pad, str] = {(): totaal}
        laatste = [pad[-1] for pad in alle]
        for pad in alle:
            code = pad[-1]
            if len(pad) > 1 and (laatste.count(code) > 1 or code == totaal):
                code = "-".join(pad)
            while code in codes.values():
                code += "-"
            codes[pad] = code
        return cls(codes, {code: None if not pad else codes[pad[:-1]] for pad, code in codes.items()})


def _bomen(release: Release) -> dict[str, _Boom]:
    """The hierarchies of the dimensions that this release breaks out."""
    cellen = release.alle_cellen()
    totaal = {"gebied": f"GM{release.meta.gemeente_code}"}
    bomen = {}
    for dimensie in DIMENSIES:
        kolom = _kolom(dimensie)
        naam = _HIERARCHIE.get(kolom[-1], kolom[-1])
        paden = {_pad(cel, kolom) for cel in cellen}
        if naam not in bomen and paden != {()}:
            bomen[naam] = _Boom.van(paden, totaal.get(naam, TOTAAL))
    return bomen


def _kolom(dimensie: str) -> tuple[str, ...]:
    """A dimension with the one that it divides, or that divides it."""
    return next(((grof, fijn) for fijn, grof in BINNEN.items() if dimensie in (grof, fijn)), (dimensie,))


def _pad(cel: ReleaseCel, kolom: tuple[str, ...]) -> Pad:
    return tuple(code for dimensie in kolom if (code := cel.code(dimensie)) != TOTAAL)


def _kolommen(tabel: TabelKop) -> list[tuple[str, ...]]:
    """The dimensions of a table, those that divide another one together with it."""
    alleen = [d for d in tabel.dimensies if not any(BINNEN.get(e) == d for e in tabel.dimensies)]
    return [(BINNEN[d], d) if d in BINNEN else (d,) for d in alleen]


def _schrijf_tabel(release: Release, tabel: TabelKop, uit: Path, bomen: Mapping[str, _Boom]) -> str:
    bestand = f"{tabel.naam}.csv"
    kolommen = [(k, bomen[_HIERARCHIE.get(k[-1], k[-1])].codes) for k in _kolommen(tabel)]
    with (uit / bestand).open("w", encoding="utf-8", newline="") as stroom:
        schrijver = csv.writer(stroom, lineterminator="\n")
        schrijver.writerow([*(k[-1] for k, _ in kolommen), tabel.korrel, "waarde", "status"])
        for cel in _met_totalen(release, tabel):
            codes = [namen[_pad(cel, kolom)] for kolom, namen in kolommen]
            schrijver.writerow([*codes, cel.periode, "" if cel.waarde is None else cel.waarde, cel.status.value])
    return bestand


def _met_totalen(release: Release, tabel: TabelKop) -> list[ReleaseCel]:
    """The cells of the table and of every total of it that the release has."""
    waar = {d: [w.code for w in release.dimensie(d)] for d in tabel.dimensies}
    return list(release.cellen(tabel.indicator, tabel.korrel, waar=waar))


def _beschrijving(release: Release, bomen: Mapping[str, _Boom]) -> dict[str, Any]:
    meta = release.meta
    hierarchieen = {naam: {"totaal": boom.codes[()], "ouder": dict(boom.ouder)} for naam, boom in bomen.items()}
    return {
        "release": meta.release_id,
        "doelgroep": meta.doelgroep,
        "peildatum": meta.peildatum.isoformat(),
        "methode": _methode(meta.beleid),
        "tabellen": [_tabel(t) for t in release.tabellen()],
        "hierarchieen": {"tijd": _tijd(release), **hierarchieen},
    }


def _methode(beleid: Mapping[str, Any]) -> dict[str, Any]:
    """How counts are protected, so that who computes on knows how exact they are.

    >>> _methode({"methode": "afronden", "afrondingsbasis": 5})["toelichting"]
    'Aantallen (soort frequentie) zijn afgerond op een veelvoud van 5.'
    """
    naam = beleid.get("methode", "onderdrukken")
    if naam == "afronden":
        basis = beleid["afrondingsbasis"]
        zin = f"Aantallen (soort frequentie) zijn afgerond op een veelvoud van {basis}."
        return {"naam": naam, "afrondingsbasis": basis, "toelichting": zin}
    if naam == "ruis":
        hoogste = beleid["ruis"]["hoogste"]
        zin = f"Aantallen (soort frequentie) hebben ruis van hoogstens {hoogste}; tabellen tellen niet precies op."
        return {"naam": naam, "ruis": beleid["ruis"], "toelichting": zin}
    return {"naam": naam, "toelichting": "Cijfers die te zien zijn, zijn precies."}


def _tabel(tabel: TabelKop) -> dict[str, Any]:
    dimensies = [{"naam": k[-1], "hierarchie": _HIERARCHIE.get(k[-1], k[-1])} for k in _kolommen(tabel)]
    return {
        "naam": tabel.naam,
        "indicator": tabel.indicator,
        "eenheid": tabel.eenheid,
        "soort": tabel.soort,
        "bestand": f"{tabel.naam}.csv",
        "dimensies": [*dimensies, {"naam": tabel.korrel, "hierarchie": "tijd"}],
    }


def _tijd(release: Release) -> dict[str, Any]:
    perioden = release.dimensie("periode")
    bekend = {w.code for w in perioden}
    ouder: dict[str, str | None] = {TOTAAL: None}
    for waarde in perioden:
        if waarde.code != TOTAAL:
            # A longer period that the release does not show cannot be the parent of a shorter one.
            ouder[waarde.code] = waarde.ouder if waarde.ouder in bekend else TOTAAL
    return {"totaal": TOTAAL, "ouder": ouder}
