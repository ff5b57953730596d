"""Protect one CSV file: reads it, lets `disclosure` judge it, writes the protected table."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from datameent.disclosure.csv_tabel import BeschermdeTabel, Dimensie, Samenvatting, Wensen, onderdruk_tabel
from datameent.disclosure.hierarchie import Hierarchie, als_codes
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.release.fouten import Foutcode

_VRAAG = "Name a column of the file, or look at its header"


def onderdruk_bestand(
    bestand: Path,
    *,
    tel: str | None = None,
    som: str | None = None,
    contribuant: str | None = None,
    dimensies: Sequence[str],
    drempel: int,
    nullen: bool = False,
    wensen: Wensen | None = None,
    uit: Path | None = None,
) -> Samenvatting:
    """Protect a table of counts (`tel`) or amounts (`som` with `contribuant`) and write it to `uit` when given.

    `dimensies`: `kolom`, `kolom:ouder`, `kolom:ouder+ouder` for two hierarchies, `kolom:wijk/gemeente` for a
    hierarchy of more levels. The output has a column per
    dimension (codes, `totaal` for totals), `waarde` and `status`. Errors: DM-REL-011 to DM-REL-013 and those
    of `onderdruk_tabel`; none holds a value of the file.
    """
    if (tel is None) == (som is None) or (som is None) != (contribuant is None) or not dimensies or drempel < 1:
        raise _fout(
            Foutcode.CSV_KOLOM,
            "Counts need `--tel`, amounts need `--som` and `--contribuant`, and every table a `--dim`",
            "Give the one or the other, and a threshold of at least 1",
            bestand,
        )
    dims, waarden, wie = lees_tabel(bestand, dimensies, tel or som or "", contribuant)
    if tel is not None and any(w < 0 for w in waarden):
        raise _fout(Foutcode.CSV_GETAL, "A count is below zero", "Give counts of 0 and up", bestand, tel)
    tabel = onderdruk_tabel(dims, waarden, wie, drempel=drempel, nullen=nullen, wensen=wensen)
    if uit is not None:
        _schrijf(tabel, uit)
    return tabel.samenvatting


def lees_tabel(
    bestand: Path, dimensies: Sequence[str], kolom: str, contribuant: str | None
) -> tuple[list[Dimensie], list[int], list[str] | None]:
    """The dimensions, the numbers and who contributes, of a CSV file. Errors: as for `onderdruk_bestand`."""
    kolommen = _lees(bestand)
    waarden = [_getal(w, i, bestand, kolom) for i, w in enumerate(_kolom(kolommen, kolom, bestand))]
    wie = None if contribuant is None else _kolom(kolommen, contribuant, bestand)
    return [_dimensie(d, kolommen, bestand) for d in dimensies], waarden, wie


def _lees(bestand: Path) -> dict[str, list[str]]:
    try:
        with bestand.open(encoding="utf-8-sig", newline="") as stroom:
            rijen = csv.reader(stroom, strict=True)
            kop = next(rijen, [])
            inhoud = [rij for rij in rijen if rij]
    except (OSError, UnicodeDecodeError, csv.Error):
        raise _fout(
            Foutcode.CSV_ONLEESBAAR, "The file cannot be read as CSV", "Give UTF-8 CSV with commas", bestand
        ) from None
    for nummer, rij in enumerate(inhoud):
        if len(rij) != len(kop):
            raise DatameentError(
                Foutcode.CSV_ONLEESBAAR,
                "A line has another number of fields than the header",
                "Correct this line",
                Plaats(bestand=bestand.name, regel=nummer + 2),
                ExitStatus.SOURCE,
            )
    return {naam: [rij[i] for rij in inhoud] for i, naam in enumerate(kop)}


def _kolom(kolommen: dict[str, list[str]], naam: str | None, bestand: Path) -> list[str]:
    if naam is None or naam not in kolommen:
        raise _fout(Foutcode.CSV_KOLOM, "The file lacks a column that was named", _VRAAG, bestand, naam)
    return kolommen[naam]


def _dimensie(tekst: str, kolommen: dict[str, list[str]], bestand: Path) -> Dimensie:
    naam, _, ouders = tekst.partition(":")
    bladeren = als_codes(_kolom(kolommen, naam, bestand), naam)
    bomen = []
    for pad in ouders.split("+") if ouders else ():
        boven = [(o, als_codes(_kolom(kolommen, o, bestand), o)) for o in pad.split("/")]
        bomen.append(Hierarchie.van_kolommen([(naam, bladeren), *boven]))
    return Dimensie(naam, bladeren, hierarchieen=tuple(bomen))


def _getal(tekst: str, rij: int, bestand: Path, kolom: str) -> int:
    try:
        return int(tekst)
    except ValueError:
        raise DatameentError(
            Foutcode.CSV_GETAL,
            "A number is not a whole number",
            "Give whole numbers (amounts in cents)",
            Plaats(bestand=bestand.name, regel=rij + 2, kolom=kolom),
            ExitStatus.SOURCE,
        ) from None


def _schrijf(tabel: BeschermdeTabel, uit: Path) -> None:
    with uit.open("w", encoding="utf-8", newline="") as stroom:
        schrijver = csv.writer(stroom, lineterminator="\n")
        schrijver.writerow([*tabel.dimensies, "waarde", "status"])
        for codes, waarde, status in tabel.rijen:
            schrijver.writerow([*codes, "" if waarde is None else waarde, status.value])


def _fout(code: Foutcode, what: str, todo: str, bestand: Path, kolom: str | None = None) -> DatameentError:
    return DatameentError(code, what, todo, Plaats(bestand=bestand.name, kolom=kolom), ExitStatus.USAGE)
