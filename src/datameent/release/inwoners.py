"""Inhabitants per area: read from a table that the municipality takes from CBS, and refused when it cannot be right.

Every number per 1.000 inhabitants leans on it, so a day of counting is whole or it is nothing: the municipality and all
its wijken (and all its buurten, when it has one), on the borders of today.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from datameent.domain.errors import DatameentError, Plaats
from datameent.domain.home import Home
from datameent.domain.inwoners import Inwonertal
from datameent.release.fouten import Foutcode
from datameent.release.vormen import codes_met_vorm

GROOTSTE_BESTAND: Final = 32_000_000
"""Bytes; all areas of the country are about 1 MB a year."""
VERSCHIL: Final = 0.05
"""How far wijken together may be from the municipality. CBS rounds each to 5; more is another year or a slip."""
KOLOMMEN: Final = ("code", "peildatum", "inwoners", "bron")
_MOET: Final = {
    "code": "The code must be that of CBS for a gemeente (GM), a wijk (WK) or a buurt (BU)",
    "peildatum": "The date must exist and be written as year-month-day",
    "inwoners": "The inhabitants must be a whole number, 0 or more, without dots",
    "bron": "The source must be told in at most 200 characters",
}


def _dag(tekst: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", tekst):
        raise ValueError("no date")
    return date.fromisoformat(tekst)


def _aantal(tekst: str) -> int:
    if not re.fullmatch(r"[0-9]{1,8}", tekst):
        raise ValueError("no whole number")
    return int(tekst)


class _Rij(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, str_strip_whitespace=True, hide_input_in_errors=True)

    code: Annotated[str, StringConstraints(pattern=r"^(NL00|GM[0-9]{4}|WK[0-9]{6}|BU[0-9]{8})$")]
    peildatum: Annotated[date, BeforeValidator(_dag)]
    inwoners: Annotated[int, BeforeValidator(_aantal)]
    bron: Annotated[str, StringConstraints(min_length=1, max_length=200)]


@dataclass
class _Telling:
    """The rows of one day, and the line where they begin."""

    bron: str
    regel: int
    aantal: dict[str, int] = field(default_factory=dict)


def lees_inwoners(home: Home, gemeente_code: str, codes: Collection[str]) -> tuple[Inwonertal, ...]:
    """Inhabitants of the municipality and of these areas per day of counting; nothing without the file.

    Areas of other municipalities are passed over. Areas are held to the file with shapes; without one, all of `codes`
    must be there. Error: DM-REL-019.
    """
    if not home.inwoners.is_file():
        return ()
    tellingen = _tellingen(_rijen(home.inwoners), gemeente_code)
    if not tellingen:
        raise _fout("it has no area of this municipality", "Take the rows of your own municipality, wijken and buurten")
    eigen, met_vorm = ({c for c in deel if c[2:6] == gemeente_code} for deel in (codes, codes_met_vorm(home)))
    gemeente = f"GM{gemeente_code}"
    for telling in tellingen.values():
        _keur(telling, gemeente, met_vorm, eigen)
    return tuple(
        Inwonertal(dag, t.bron, {c: n for c, n in t.aantal.items() if c in eigen or c == gemeente})
        for dag, t in sorted(tellingen.items())
    )


def _rijen(pad: Path) -> Iterator[tuple[int, _Rij]]:
    """Every row with its line; a comma or a semicolon between the columns."""
    if pad.stat().st_size > GROOTSTE_BESTAND:
        raise _fout("it is larger than 32 MB", "Keep only the rows of this municipality")
    try:
        tekst = pad.read_text(encoding="utf-8-sig")
    except ValueError:
        raise _fout("it is not UTF-8", "Save it as CSV in UTF-8") from None
    regels = tekst.splitlines() or [""]
    kop, *rijen = csv.reader(regels, delimiter=";" if ";" in regels[0] else ",")
    if tuple(k.strip() for k in kop) != KOLOMMEN:
        waar = Plaats(regel=1)
        raise _fout("its first line does not name the columns", f"Make it `{','.join(KOLOMMEN)}`", waar)
    for nummer, velden in enumerate(rijen, 2):
        if not velden:
            continue
        if len(velden) != len(KOLOMMEN):
            raise _fout("a row has more or fewer columns than the first line", _DOE, Plaats(regel=nummer))
        yield nummer, _rij(velden, nummer)


def _rij(velden: list[str], nummer: int) -> _Rij:
    try:
        return _Rij.model_validate(dict(zip(KOLOMMEN, (v.strip() for v in velden), strict=True)))
    except ValidationError as fout:
        kolom = str(fout.errors()[0]["loc"][0])
        raise _fout("a value is not what it must be", _MOET[kolom], Plaats(regel=nummer, kolom=kolom)) from None


def _tellingen(rijen: Iterable[tuple[int, _Rij]], gemeente_code: str) -> dict[date, _Telling]:
    """The rows of the municipality by day: one day a year, one source a day, an area once."""
    per_dag: dict[date, _Telling] = {}
    jaren: dict[int, date] = {}
    for nummer, rij in rijen:
        if rij.code[2:6] != gemeente_code:
            continue
        telling = per_dag.setdefault(rij.peildatum, _Telling(rij.bron, nummer))
        waar = Plaats(regel=nummer)
        if jaren.setdefault(rij.peildatum.year, rij.peildatum) != rij.peildatum:
            raise _fout("a year has two dates", "Keep one date a year, like 1 January", waar)
        if rij.code in telling.aantal:
            raise _fout("an area is there twice on one date", "Keep one of the two rows", waar)
        if rij.bron != telling.bron:
            raise _fout("one date has two sources", "Name one source for each date", waar)
        telling.aantal[rij.code] = rij.inwoners
    return per_dag


def _keur(telling: _Telling, gemeente: str, met_vorm: Collection[str], eigen: Collection[str]) -> None:
    """That the areas of one day are all there, are those of the map, and add up."""
    waar, aantal = Plaats(regel=telling.regel), telling.aantal
    if gemeente not in aantal:
        raise _fout("the whole municipality is missing on a date", "Add its row, GM and four digits", waar)
    for soort in ("WK", "BU"):
        van_kaart = {c for c in met_vorm if c.startswith(soort)}
        hier = {c for c in aantal if c.startswith(soort)}
        if van_kaart and hier - van_kaart:
            raise _fout("it has an area that is not in the file with shapes", _GRENZEN, waar)
        nodig = van_kaart or {c for c in eigen if c.startswith(soort)}
        if (soort == "WK" or hier) and nodig - hier:
            raise _fout(f"areas are missing on a date ({soort}): {len(nodig - hier)}", _GRENZEN, waar)
        samen = sum(aantal[c] for c in hier)
        if hier and abs(samen - aantal[gemeente]) > VERSCHIL * aantal[gemeente]:
            raise _fout(f"its areas ({soort}) do not add up to the municipality on a date", _DOE, waar)


_DOE: Final = "Take the rows from CBS again, without changing them"
_GRENZEN: Final = "Give every area of the map on every date, on the borders of the map, or leave that date out"


def _fout(wat: str, doe: str, waar: Plaats | None = None) -> DatameentError:
    plek = waar or Plaats()
    return DatameentError(
        Foutcode.INWONERS_ONGELDIG,
        f"The file with inhabitants cannot be used: {wat}",
        doe,
        Plaats(bestand="inwoners.csv", regel=plek.regel, kolom=plek.kolom),
    )
