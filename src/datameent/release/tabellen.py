"""Write the tables of a release as CSV, with a description that says how they hang together."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.release.fouten import Foutcode
from datameent.release.read import Release, ReleaseCel, TabelKop
from datameent.release.schema import DIMENSIES, TOTAAL

_HIERARCHIE = {"periode": "tijd", "wijk": "gebied"}


def schrijf_tabellen(release: Path, uit: Path) -> list[str]:
    """Write one CSV per table and `tabellen.json` to the folder `uit`; returns the names of the files.

    A CSV has a column per dimension (the period in a column named after its grain, then the rest), with the totals
    as rows of their own, then `waarde` and `status` (empty when there is a value). Errors: DM-REL-001 to
    DM-REL-003, DM-REL-005.
    """
    with Release.open(release) as r:
        namen = {"wijk": f"GM{r.meta.gemeente_code}"}
        try:
            uit.mkdir(parents=True, exist_ok=True)
            bestanden = [_schrijf_tabel(r, tabel, uit, namen) for tabel in r.tabellen()]
            beschrijving = json.dumps(_beschrijving(r, namen), ensure_ascii=False, indent=1, sort_keys=True)
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


def _schrijf_tabel(release: Release, tabel: TabelKop, uit: Path, namen: Mapping[str, str]) -> str:
    bestand = f"{tabel.naam}.csv"
    with (uit / bestand).open("w", encoding="utf-8", newline="") as stroom:
        schrijver = csv.writer(stroom, lineterminator="\n")
        schrijver.writerow([*tabel.dimensies, tabel.korrel, "waarde", "status"])
        for cel in _met_totalen(release, tabel):
            codes = [_code(d, cel.code(d), namen) for d in (*tabel.dimensies, "periode")]
            schrijver.writerow([*codes, "" if cel.waarde is None else cel.waarde, cel.status.value])
    return bestand


def _met_totalen(release: Release, tabel: TabelKop) -> list[ReleaseCel]:
    """The cells of the table and of every total of it that the release has."""
    waar = {d: [w.code for w in release.dimensie(d)] for d in tabel.dimensies}
    cellen = release.cellen(tabel.indicator, tabel.korrel, waar=waar)
    gekozen = set(tabel.dimensies)
    return [c for c in cellen if all(c.code(d) == TOTAAL for d in DIMENSIES if d not in gekozen)]


def _code(dimensie: str, code: str, namen: Mapping[str, str]) -> str:
    return namen.get(dimensie, TOTAAL) if code == TOTAAL else code


def _beschrijving(release: Release, namen: Mapping[str, str]) -> dict[str, Any]:
    meta = release.meta
    tabellen = release.tabellen()
    gebruikt = ["periode", *(d for d in DIMENSIES if any(d in t.dimensies for t in tabellen))]
    return {
        "release": meta.release_id,
        "doelgroep": meta.doelgroep,
        "peildatum": meta.peildatum.isoformat(),
        "methode": _methode(meta.beleid),
        "tabellen": [_tabel(t) for t in tabellen],
        "hierarchieen": {_HIERARCHIE.get(d, d): _hierarchie(release, d, namen) for d in gebruikt},
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
    dimensies = [{"naam": d, "hierarchie": _HIERARCHIE.get(d, d)} for d in tabel.dimensies]
    return {
        "naam": tabel.naam,
        "indicator": tabel.indicator,
        "eenheid": tabel.eenheid,
        "soort": tabel.soort,
        "bestand": f"{tabel.naam}.csv",
        "dimensies": [*dimensies, {"naam": tabel.korrel, "hierarchie": "tijd"}],
    }


def _hierarchie(release: Release, dimensie: str, namen: Mapping[str, str]) -> dict[str, Any]:
    totaal = namen.get(dimensie, TOTAAL)
    ouder: dict[str, str | None] = {totaal: None}
    bekend = {w.code for w in release.dimensie(dimensie)}
    for waarde in release.dimensie(dimensie):
        if waarde.code != TOTAAL:
            # A longer period that the release does not show cannot be the parent of a shorter one.
            boven = waarde.ouder if waarde.ouder in bekend else TOTAAL
            ouder[waarde.code] = _code(dimensie, boven or TOTAAL, namen)
    return {"totaal": totaal, "ouder": ouder}
