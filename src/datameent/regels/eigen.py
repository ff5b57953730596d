"""Findings without an official code: what is suspect in a chain of messages although no rule of the standard names it.

They are warnings. Their checks are registered like those of official rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from datameent.regels.bronnen import Bronnen
from datameent.regels.register import Toets, regel


@dataclass(frozen=True, slots=True)
class Eigen:
    """What a code of our own says: `tekst` what was found, `doen` what the sender must do; Dutch."""

    tekst: str
    doen: str
    element: str


EIGEN: Mapping[str, Eigen] = {
    "DM-REG-001": Eigen(
        "Dit bericht is van of voor een andere gemeente dan de meeste berichten.",
        "Stuur berichten alleen naar de gemeente waarvoor ze zijn bedoeld.",
        "Header",
    ),
    "DM-REG-002": Eigen(
        "Dit toewijzingnummer hoorde eerder bij een andere cliënt.",
        "Ga na welke cliënt bij dit toewijzingnummer hoort. Stuur het bericht daarna opnieuw.",
        "Bsn",
    ),
    "DM-REG-003": Eigen(
        "Deze creditregel neemt meer terug dan er met de eerdere regel is gevraagd.",
        "Maak de creditregel gelijk aan de regel die u terugneemt.",
        "IngediendBedrag",
    ),
}


@regel("DM-REG-001", "bericht")
def andere_gemeente(b: Bronnen) -> ir.Table:
    """Two municipalities in one lake: every message of another gemeente than the one with the most messages (of as
    many, the lowest code)."""
    t = b.berichten
    per = t.group_by("gemeente").aggregate(_n=t.count())
    eerste = per.mutate(_rang=ibis.row_number().over(order_by=[per["_n"].desc(), per.gemeente]))
    hier = eerste.filter(eerste["_rang"] == 0).select("gemeente")
    return t.anti_join(hier, "gemeente").select("bericht_id", volgnr=ibis.null("int32"))


def _andere_client(tabel: str, berichttype: str) -> Toets:
    def toets(b: Bronnen) -> ir.Table:
        t = b.rijen(tabel, berichttype)
        # a 301 is itself a version: it is held against what was known just before it
        t = b.geldend(t.mutate(orde=t.orde - 1) if berichttype == "301" else t)
        return t.filter((t.pseudoniem != t.t_pseudoniem).fill_null(False)).select("bericht_id", "volgnr")

    toets.__name__ = f"andere_client_{tabel}"
    toets.__doc__ = "A toewijzingnummer carries another person than the toewijzing did that was known until then."
    return toets


for _tabel, _soort in {"toegewezen_product": "301", "start_product": "305", "stop_product": "307"}.items():
    regel("DM-REG-002", _tabel)(_andere_client(_tabel, _soort))
