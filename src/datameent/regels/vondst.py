"""From rows that break a rule to findings: the sender's own numbers, and the place in his message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from datameent.domain.errors import Plaats
from datameent.lake.bundels import toonbaar
from datameent.regels.melding import Herkomst, Melding, regelwoorden, van_regel
from datameent.sources.bevinding import BerichtKop
from datameent.sources.istandaarden.positie import Positie, Rij, posities
from datameent.sources.istandaarden.specificatie import specificaties
from datameent.sources.istandaarden.uitpakken import Inhoud

SLEUTELS: Mapping[str, tuple[str, ...]] = {
    "aangevraagd_product": ("referentie_aanbieder",),
    "antwoord": ("referentie_aanbieder",),
    "declaratie": ("declaratienummer",),
    "declaratie_antwoord": ("declaratienummer",),
    "prestatie": ("referentienummer", "toewijzingnummer"),
    "prestatie_antwoord": ("referentienummer", "toewijzingnummer"),
    "start_product": ("toewijzingnummer",),
    "stop_product": ("toewijzingnummer",),
    "toegewezen_product": ("toewijzingnummer",),
    "verzoek_wijziging": ("referentie_aanbieder", "toewijzingnummer"),
}
"""Per bron table the numbers of the sender's own with which he finds the line."""


@dataclass(frozen=True, slots=True)
class Vondst:
    """One row that breaks a rule across messages."""

    code: str
    bericht_id: str
    tabel: str
    volgnr: int | None
    sleutels: tuple[tuple[str, str], ...]


def vondsten(bevindingen: Any, bron: Mapping[str, Any]) -> list[Vondst]:
    """The findings (code, bericht_id, tabel, volgnr) with the sender's own numbers beside them, in a fixed order."""
    gevonden: list[Vondst] = []
    for tabel in sorted(bevindingen.select("tabel").distinct().to_pyarrow()["tabel"].to_pylist()):
        deel = bevindingen.filter(bevindingen.tabel == tabel).select("code", "bericht_id", "volgnr")
        gevonden += [_vondst(r, tabel) for r in _met_sleutels(deel, bron[tabel], SLEUTELS.get(tabel, ()))]
    return sorted(gevonden, key=lambda v: (v.bericht_id, v.code, v.tabel, -1 if v.volgnr is None else v.volgnr))


def _met_sleutels(deel: Any, bron: Any, namen: Sequence[str]) -> list[dict[str, Any]]:
    if namen:
        op = ("bericht_id", "volgnr") if "volgnr" in bron.columns else ("bericht_id",)
        deel = deel.left_join(bron.select(*op, *namen), op).select("code", "bericht_id", "volgnr", *namen)
    tabel: pa.Table = deel.to_pyarrow()
    rijen: list[dict[str, Any]] = tabel.to_pylist()
    return rijen


def _vondst(r: Mapping[str, Any], tabel: str) -> Vondst:
    sleutels = tuple((n, toonbaar(str(r[n]))) for n in SLEUTELS.get(tabel, ()) if r[n] is not None)
    return Vondst(r["code"], r["bericht_id"], tabel, r["volgnr"], sleutels)


def als_meldingen(
    gevonden: Sequence[Vondst], koppen: Mapping[str, BerichtKop], inhouden: Iterable[tuple[str, Inhoud]]
) -> list[Melding]:
    """Findings with their place. `inhouden` gives the messages again, with their bericht_id; a finding in a message
    that it does not give has the path of its kind of row, without positions."""
    per: dict[str, list[int]] = {}
    for nummer, vondst in enumerate(gevonden):
        per.setdefault(vondst.bericht_id, []).append(nummer)
    plaatsen: dict[int, Positie] = {}
    for bericht_id, inhoud in inhouden:
        nummers = per.pop(bericht_id, [])
        plaatsen.update(zip(nummers, _posities(inhoud, koppen, [gevonden[n] for n in nummers]), strict=True))
    for nummers in per.values():
        plaatsen.update(zip(nummers, _posities(b"", koppen, [gevonden[n] for n in nummers]), strict=True))
    return [_melding(v, koppen[v.bericht_id], plaatsen[n]) for n, v in enumerate(gevonden)]


def _posities(inhoud: Inhoud, koppen: Mapping[str, BerichtKop], gevonden: Sequence[Vondst]) -> list[Positie]:
    if not gevonden:
        return []
    kop = koppen[gevonden[0].bericht_id]
    spec = specificaties(kop.release)[kop.standaard, kop.berichttype]
    return posities(inhoud, spec, [Rij(v.tabel, v.volgnr, regelwoorden(v.code).element) for v in gevonden])


def _melding(vondst: Vondst, kop: BerichtKop, plaats: Positie) -> Melding:
    waar = Plaats(toonbaar(kop.bestand), plaats.regel, plaats.element)
    return van_regel(vondst.code, waar, Herkomst.van_kop(kop), vondst.sleutels)
