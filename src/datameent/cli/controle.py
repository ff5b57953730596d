"""`check`: what is wrong with messages, by themselves and together with what was loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, kies_home, open_home
from datameent.cli.uitvoer import meld, toon, voortgang
from datameent.domain.home import Home

if TYPE_CHECKING:
    from datameent.regels.melding import Melding

_MEESTE = 20


def check(
    paden: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH...]", help="Files, folders, .zip or .gz; without, what was loaded is judged."),
    ] = None,
    retour: Annotated[
        Path | None, typer.Option("--retour", metavar="DIR", help="Write a report of findings per sender here.")
    ] = None,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Validate messages without loading anything, also together with what was loaded."""
    if paden:
        document, findings = _bestanden(kies_home(home), paden)
    else:
        document, findings = _geladen(open_home(home), alles=als_json or retour is not None)
    if retour is not None:
        document["retour"] = _schrijf(retour, findings)
    toon({**document, "bevindingen": [_plat(f) for f in findings]}, als_json, list(_samenvatting(document)))
    _meld_niet_beoordeeld(document["niet_beoordeeld"])
    if any(count["ernst"] == "fout" for count in document["aantallen"]):
        raise typer.Exit(1)


def _bestanden(home: Home, paden: Sequence[Path]) -> tuple[dict[str, Any], Sequence[Melding]]:
    from datameent.regels.controle import controleer

    with voortgang() as step:
        result = controleer(home, paden, voortgang=step)
    for remark in result.opmerkingen:
        meld(remark)
    for finding in result.meldingen[:_MEESTE]:
        meld(f"  {finding.ernst} {finding.code} {finding.plaats}: {finding.tekst}")
    if len(result.meldingen) > _MEESTE:
        meld(f"  and {len(result.meldingen) - _MEESTE} more; --json shows all")
    counted = Counter((f.herkomst.afzender, f.code, f.ernst, f.tekst) for f in result.meldingen)
    return {
        "bestanden": result.bestanden,
        "berichten": result.berichten,
        "aantallen": _aantallen(counted),
        "niet_beoordeeld": result.niet_beoordeeld,
    }, result.meldingen


def _geladen(home: Home, *, alles: bool) -> tuple[dict[str, Any], Sequence[Melding]]:
    from datameent.lake.store import Lake
    from datameent.regels.geladen import meldingen
    from datameent.regels.lake import beoordeel
    from datameent.regels.melding import regelwoorden

    lake = Lake.open(home)
    with voortgang() as step:
        result = beoordeel(lake, voortgang=step)
    words = {a.code: regelwoorden(a.code) for a in result.aantallen}
    counted = {(a.afzender, a.code, words[a.code].ernst, words[a.code].tekst): a.aantal for a in result.aantallen}
    return {
        "bestanden": 0,
        "berichten": result.berichten,
        "aantallen": _aantallen(counted),
        "niet_beoordeeld": result.niet_beoordeeld,
    }, meldingen(lake) if alles else ()


def _aantallen(counted: Mapping[tuple[str, str, str, str], int]) -> list[dict[str, Any]]:
    return [
        {"afzender": sender, "code": code, "ernst": gravity, "aantal": count, "tekst": text}
        for (sender, code, gravity, text), count in sorted(counted.items())
    ]


def _plat(f: Melding) -> dict[str, Any]:
    return {
        "bestand": f.plaats.bestand,
        "code": f.code,
        "ernst": f.ernst,
        "niveau": f.niveau,
        "plaats": str(f.plaats),
        "element": f.plaats.element,
        "regel": f.plaats.regel,
        "tekst": f.tekst,
        "doen": f.doen,
        "retourcode": f.retourcode,
        "afzender": f.herkomst.afzender,
    }


def _samenvatting(document: Mapping[str, Any]) -> Iterator[str]:
    total = sum(count["aantal"] for count in document["aantallen"])
    files = f"{document['bestanden']} files, " if document["bestanden"] else ""
    yield f"{files}{document['berichten']} messages, {total} findings"
    sender = None
    for count in document["aantallen"]:
        if count["afzender"] != sender:
            sender = count["afzender"]
            yield f"From {sender}:" if sender else "Sender not known:"
        yield f"  {count['aantal']:>6} x {count['code']} ({count['ernst']}): {count['tekst']}"
    if "retour" in document:
        yield f"{len(document['retour'])} reports written"


def _schrijf(map_: Path, findings: Sequence[Melding]) -> list[Path]:
    from datameent.regels.retour import schrijf_retour

    unknown = sum(not f.herkomst.afzender for f in findings)
    written = schrijf_retour(map_, findings, datetime.now(UTC).date())
    if unknown:
        meld(f"{unknown} findings are in no report: the message does not say who sent it")
    return list(written)


def _meld_niet_beoordeeld(missing: Mapping[str, Sequence[str]]) -> None:
    if missing:
        needed = sorted({name for names in missing.values() for name in names})
        meld(f"Not judged: {', '.join(sorted(missing))}; load {' and '.join(needed)} to judge these")
