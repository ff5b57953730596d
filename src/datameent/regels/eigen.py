"""Findings without an official code: what is suspect in a chain of messages although no rule of the standard names it.

They are warnings. Their checks are registered like those of official rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from datameent.regels.bronnen import Bronnen
from datameent.regels.declaratie import gebroken
from datameent.regels.levering import TIJDELIJK
from datameent.regels.lijnen import LIJN, lijnen, partijen, vindplaats
from datameent.regels.register import Toets, regel
from datameent.regels.staat import gestaan, stap


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
    "DM-REG-004": Eigen(
        "Deze regel gaat over een periode na de stop van de hulp.",
        "Is er toch hulp gegeven, stuur dan eerst een nieuwe start. Neem anders deze regel terug met een creditregel.",
        "ProductPeriode",
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


_HULP = ("partij", "toewijzingnummer")


def _stand(b: Bronnen, tabel: str) -> ir.Table:
    """Starts or stops that ever stood, by partij and toewijzingnummer."""
    t = gestaan(b, tabel).inner_join(partijen(b).select("bericht_id", "partij"), "bericht_id")
    t = t.filter(t.toewijzingnummer.notnull())
    einde = {} if tabel == "start_product" else {"einde": t.einddatum, "tijdelijk": t.reden_beeindiging == TIJDELIJK}
    return b.tussen(f"regel_partij_{tabel}", t.select(*_HULP, "begindatum", "van_stap", "tot_stap", **einde))


def _naast_stand(rijen: ir.Table, stand: ir.Table) -> ir.Table:
    """Lines (with `stap`) beside the starts or stops of their toewijzing that stood when they were sent."""
    ander = stand.rename({f"_{k}": k for k in stand.columns})
    t = rijen.inner_join(ander, [rijen[k] == ander[f"_{k}"] for k in _HULP])
    return t.filter((t["_van_stap"] < t.stap) & (t.stap <= t["_tot_stap"]))


@regel("DM-REG-004", "prestatie")
def na_de_stop(b: Bronnen) -> ir.Table:
    """A debit is about a period that begins after the last stop of its toewijzing, which was not a temporary one, with
    no start after that stop. The stop was known when the line was sent. No official rule looks at stops: TR308 looks
    at the end of the toewijzing. What that rule, TR338 or TR384 finds is not named again."""
    stops = _stand(b, "stop_product")
    eerste = stops.filter(~stops.tijdelijk).group_by(_HULP).aggregate(_eerste=stops.einde.min())
    t = lijnen(b)
    t = t.filter(~t.credit).select(*LIJN, *_HULP, "begindatum").inner_join(eerste, _HULP)
    t = t.filter(t.begindatum > t["_eerste"]).drop("_eerste")
    t = b.tussen("regel_na_stop", t.mutate(stap=stap(t.orde, t.volgnr)))
    s = _naast_stand(t, stops)
    s = s.group_by([*t.columns]).aggregate(
        laatste=s["_einde"].max(), _echt=ibis.ifelse(s["_tijdelijk"], ibis.null("date"), s["_einde"]).max()
    )
    voorbij = s.filter((s["_echt"] == s.laatste) & (s.begindatum > s.laatste))
    weer = _naast_stand(voorbij, _stand(b, "start_product"))
    weer = weer.filter(weer["_begindatum"] > weer.laatste).select(*LIJN).distinct()
    genoemd = gebroken(b)
    genoemd = genoemd.filter(genoemd.TR308 | genoemd.TR338 | genoemd.TR384).select(*LIJN)
    return vindplaats(b, voorbij.select(*LIJN).anti_join(weer, LIJN).anti_join(genoemd, LIJN))
