"""The slow and obvious way to count refusals: loops over rows, no engine. Tests hold `afkeur` to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

Rij = Mapping[str, Any]
Bron = Mapping[str, Sequence[Rij]]

_LIJNEN = (
    ("305", "start_product", "306"),
    ("307", "stop_product", "308"),
    ("315", "aangevraagd_product", "316"),
    ("317", "verzoek_wijziging", "318"),
    ("323", "prestatie", "325"),
)


def tel(bron: Bron, peildatum: date | None) -> list[dict[str, Any]]:
    """Rows of `afkeur`, in no order: lines sent, refused, and refused with a code."""
    koppen = [k for k in bron["bericht"] if peildatum is None or k["dagtekening"] <= peildatum]
    gevonden: dict[tuple[Any, ...], list[Any]] = {}
    for soort, tabel, retour in _LIJNEN:
        for kop in (k for k in koppen if k["berichttype"] == soort):
            for regel in (r for r in bron[tabel] if r["bericht_id"] == kop["bericht_id"]):
                codes = set(_codes(bron, koppen, kop, regel, retour))
                weg = bool(codes) if soort == "323" else _geweigerd(bron, koppen, kop, retour)
                groep = (kop["wet"], kop["dagtekening"].replace(day=1), kop["aanbieder"] or "", soort)
                for wat in ("verstuurd", *(("afgekeurd", *codes) if weg else ())):
                    gevonden.setdefault((*groep, wat), []).append(regel["pseudoniem"])
    velden = ("wet", "maand", "aanbieder", "berichttype", "retourcode")
    return [
        {**dict(zip(velden, sleutel, strict=True)), "aantal": len(wie), "personen": len(set(wie) - {None})}
        for sleutel, wie in gevonden.items()
    ]


def _antwoorden(bron: Bron, koppen: Sequence[Rij], kop: Rij, retour: str) -> list[Rij]:
    """The headers of the answers to a message; of a declaration only the newest."""
    eigen = (kop["identificatie"], kop["dagtekening"])
    gevonden = []
    for a in koppen:
        if (a["berichttype"], a["wet"], a["aanbieder"]) != (retour, kop["wet"], kop["aanbieder"]):
            continue
        op = {(a["identificatie_retour"], a["dagtekening_retour"])}
        if retour == "325":
            eigen_rijen = [d for d in bron["declaratie_antwoord"] if d["bericht_id"] == a["bericht_id"]]
            op = {(d["declaratie_identificatie"], d["declaratie_dagtekening"]) for d in eigen_rijen}
        if eigen in op:
            gevonden.append(a)
    gevonden.sort(key=lambda a: (a["dagtekening"], a["bericht_id"]))
    return gevonden[-1:] if retour == "325" else gevonden


def _gegeven(bron: Bron, koppen: Sequence[Rij], kop: Rij, retour: str) -> list[Rij]:
    ids = {a["bericht_id"] for a in _antwoorden(bron, koppen, kop, retour)}
    return [c for c in bron["retourcode"] if c["bericht_id"] in ids]


def _geweigerd(bron: Bron, koppen: Sequence[Rij], kop: Rij, retour: str) -> bool:
    return any(c["retourcode"] not in ("0200", "0233", "8001") for c in _gegeven(bron, koppen, kop, retour))


def _codes(bron: Bron, koppen: Sequence[Rij], kop: Rij, regel: Rij, retour: str) -> Iterator[str]:
    """The codes with which this line was refused."""
    for c in _gegeven(bron, koppen, kop, retour):
        per_regel = c["niveau"] == "regel"
        if retour == "325":
            goed = ("0200", "8001") if per_regel else ("0200", "0233", "8001")
            over = c["sleutel"] == regel["referentienummer"] if per_regel else c["niveau"] == "bericht"
            over = over and (not per_regel or c["sleutel"] is not None)
        else:
            goed = ("0200", "0233", "8001")
            alle = not per_regel or retour == "316" or not c["sleutel"]
            over = alle or c["sleutel"] == regel["toewijzingnummer"]
        if over and c["retourcode"] not in goed:
            yield c["retourcode"]
