"""One table as a file: CSV with rows about it above the header, and JSON. The same release gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final

from datameent.release.read import Release, ReleaseCel, TabelKop
from datameent.release.schema import DIMENSIES
from datameent.web.api import inhoud
from datameent.web.components import opmaak
from datameent.web.figures import redenen
from datameent.web.figures.keuze import KORRELNAMEN, NAMEN
from datameent.web.figures.tabelbestand import veilig

EENHEDEN: Final = {
    "personen": "mensen",
    "euro_cent": "eurocenten",
    "dagen": "dagen",
    "uren": "uren",
    "aanbieders": "aanbieders",
    "promille": "per duizend",
}
NAAR: Final = ("waarde", "eenheid", "voorlopig", "status", "reden", "eerder_waarde", "eerder_peildatum")


def titel(release: Release, tabel: TabelKop) -> str:
    """What a table is about: `Cliënten, per jaar, per wet en wijk`."""
    naam = str(release.definitie(tabel.indicator).get("naam") or tabel.indicator)
    delen = [NAMEN[d].lower() for d in tabel.dimensies if d in NAMEN]
    naar = f", per {opmaak.opsomming(delen)}" if delen else ""
    return f"{naam}, {KORRELNAMEN[tabel.korrel].lower()}{naar}"


def dimensies(tabel: TabelKop) -> list[str]:
    """The dimensions beside the period."""
    return [d for d in DIMENSIES if d in tabel.dimensies]


def cellen(release: Release, tabel: TabelKop) -> list[ReleaseCel]:
    """The cells of the table."""
    return inhoud.tabelcellen(release, tabel, None)


def als_csv(release: Release, tabel: TabelKop) -> str:
    """Rows that begin with `#` tell about the table; then the header, then a cell a row."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, lineterminator="\r\n")
    for naam, waarde in over(release, tabel):
        schrijver.writerow([f"# {naam}", veilig(waarde)])
    dims = dimensies(tabel)
    schrijver.writerow(["periode", *(k for d in dims for k in (d, f"{d}_naam")), *NAAR])
    for cel in cellen(release, tabel):
        codes = [t for d in dims for t in (cel.code(d), veilig(release.label(d, cel.code(d))))]
        schrijver.writerow([cel.periode, *codes, *_naar(cel, release, tabel)])
    return uit.getvalue()


def _naar(cel: ReleaseCel, release: Release, tabel: TabelKop) -> list[str]:
    waarde = "" if cel.waarde is None else str(cel.waarde)
    eerder = (str(cel.eerder.waarde), cel.eerder.peildatum.isoformat()) if cel.eerder else ("", "")
    reden = redenen.in_cel(cel, release.meta)
    return [waarde, tabel.eenheid, "ja" if cel.voorlopig else "nee", cel.status.value, reden, *eerder]


def over(release: Release, tabel: TabelKop) -> Iterator[tuple[str, str]]:
    """What somebody needs who has the file and nothing else."""
    meta, definitie = release.meta, release.definitie(tabel.indicator)
    yield "titel", titel(release, tabel)
    yield "vraag", str(definitie.get("vraag") or "")
    yield "gemeente", f"{meta.gemeente_naam} ({meta.gemeente_code})"
    yield "eenheid", EENHEDEN.get(tabel.eenheid, tabel.eenheid)
    yield "telt", str(definitie.get("telt") or "")
    for zin in definitie.get("uitgesloten") or ():
        yield "telt niet mee", str(zin)
    for zin in definitie.get("zegt_niet") or ():
        yield "dit zegt niet", str(zin)
    yield "bron", str(definitie.get("bron") or "")
    yield "eigenaar", str(definitie.get("eigenaar") or "")
    yield "versie van de definitie", str(definitie.get("versie") or "")
    yield "peildatum", meta.peildatum.isoformat()
    yield "uitgave", meta.release_id
    yield "lege waarde", "Afgeschermd of niet bekend. De kolom reden zegt waarom. Een nul is een nul."
    yield "licentie", "CC0 1.0"


def als_json(release: Release, tabel: TabelKop) -> str:
    """The same as a document; cells have the shape that the API gives them."""
    velden: dict[str, Any] = {"over": [list(p) for p in over(release, tabel)], "tabel": tabel.naam}
    rijen = (inhoud.cel(c, release, tabel.eenheid) for c in cellen(release, tabel))
    velden["cellen"] = [r.model_dump(mode="json", by_alias=True) for r in rijen]
    return json.dumps(velden, ensure_ascii=False, indent=1) + "\n"
