"""Rules on time: how long after an event a message about it may be sent.

A message counts as received on its dagtekening: the day it really came in is not in it. What was never sent breaks no
term here; that is an open obligation, not a message.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.rekenen import dagen_tussen, latere
from datameent.regels.bronnen import TOEWIJZING, Bronnen
from datameent.regels.register import regel
from datameent.regels.staat import GROEP, VERZOEK, antwoorden, gestaan, naast, regie, staand, verzoeken, zonder
from datameent.regels.werkdag import te_laat

WOONPLAATS = "8"
"""Reden afwijzing verzoek (WJ759): another municipality is responsible."""

_ACHT_WEKEN = 56
_TWEE_WEKEN = 14


def _eerste_levering(b: Bronnen, tabel: str) -> ir.Table:
    """Starts or stops that correct nothing: nothing of the same toegewezen product was taken back before."""
    t = regie(b, tabel)
    terug = naast(t.filter(~t.weg), t.filter(t.weg & ~t.afgekeurd).view(), GROEP, "w_")
    return zonder(t.filter(~t.weg), terug.filter(terug.w_stap < terug.stap))


@regel("OP271", "start_product")
def start_te_laat(b: Bronnen) -> ir.Table:
    """A start is sent within five working days after delivery began, or after the toewijzing came if that was later."""
    t = _eerste_levering(b, "start_product")
    v = b.rijen("toegewezen_product", "301")
    eerste = v.filter(~v.afgekeurd).group_by(list(TOEWIJZING)).aggregate(_toegewezen=lambda x: x.dagtekening.min())
    t = t.left_join(eerste, list(TOEWIJZING))
    t = t.mutate(_vanaf=latere(t.begindatum, t["_toegewezen"].fill_null(t.begindatum)))
    return te_laat(t, "_vanaf", 5)


@regel("OP272", "stop_product")
def stop_te_laat(b: Bronnen) -> ir.Table:
    """A stop is sent within five working days after delivery ended. After a temporary stop the term starts when the end
    is known, which no message tells: that stop is not judged."""
    t = _eerste_levering(b, "stop_product")
    na_stop = staand(t, gestaan(b, "stop_product"), (*GROEP, "begindatum"), "e_")
    return te_laat(zonder(t, na_stop), "einddatum", 5)


def beantwoorde_verzoeken(b: Bronnen) -> ir.Table:
    """Every answer beside the request it answers (q_: the newest with that referentie), with `eerste` (no answer that
    counts came before it) and `na_onderzoek` (it is the first decision after "in onderzoek")."""
    return b.tussen("regel_beantwoorde_verzoeken", _beantwoord(b))


def _beantwoord(b: Bronnen) -> ir.Table:
    q = verzoeken(b)
    q = q.filter(~q.afgekeurd).select(*VERZOEK, "orde", "berichttype", "dagtekening").distinct()
    tot = q.orde.lead().over(group_by=[q[k] for k in VERZOEK], order_by=q.orde)
    t = naast(antwoorden(b), q.mutate(tot=tot), VERZOEK, "q_")
    t = t.filter((t.q_orde < t.orde) & (t.q_tot.isnull() | (t.orde <= t.q_tot)))
    geldt = t.filter(~t.afgekeurd)
    per = geldt.group_by([*VERZOEK, "q_orde"]).aggregate(
        _eerste=geldt.orde.min(),
        _onderzoek=geldt.orde.min(where=~geldt.besluit),
        _besluit=geldt.orde.min(where=geldt.besluit),
    )
    samen = t.left_join(per, [*VERZOEK, "q_orde"])
    eerste = (samen.orde <= samen["_eerste"]).fill_null(True)
    besluit = samen.besluit & (samen["_onderzoek"] < samen.orde) & (samen.orde <= samen["_besluit"]).fill_null(True)
    return samen.select(*t.columns, eerste=eerste, na_onderzoek=besluit.fill_null(False))


def _laat_antwoord(b: Bronnen, berichttype: str, tabel: str) -> ir.Table:
    t = beantwoorde_verzoeken(b)
    t = t.filter((t.q_berichttype == berichttype) & (t.tabel == tabel))
    eerste = te_laat(t.filter(t.eerste), "q_dagtekening", 5).select("bericht_id", "volgnr")
    besluit = t.filter(t.na_onderzoek & (dagen_tussen(t.q_dagtekening, t.dagtekening) > _ACHT_WEKEN))
    return eerste.union(besluit.select("bericht_id", "volgnr"))


@regel("OP274", "toegewezen_product")
def toewijzing_op_aanvraag_te_laat(b: Bronnen) -> ir.Table:
    """A 315 is answered within five working days, and decided on within eight weeks when it had to be looked into."""
    return _laat_antwoord(b, "315", "toegewezen_product")


@regel("OP274", "antwoord")
def antwoord_op_aanvraag_te_laat(b: Bronnen) -> ir.Table:
    """The same of a 319."""
    return _laat_antwoord(b, "315", "antwoord")


@regel("OP346", "toegewezen_product")
def toewijzing_op_wijziging_te_laat(b: Bronnen) -> ir.Table:
    """A 317 is answered within the same terms."""
    return _laat_antwoord(b, "317", "toegewezen_product")


@regel("OP346", "antwoord")
def antwoord_op_wijziging_te_laat(b: Bronnen) -> ir.Table:
    """The same of a 319."""
    return _laat_antwoord(b, "317", "antwoord")


@regel("OP359", "antwoord")
def doorverwijzing_te_laat(b: Bronnen) -> ir.Table:
    """A 315 (jeugdwet) that is for another municipality is rejected within two weeks."""
    t = beantwoorde_verzoeken(b)
    t = t.filter((t.wet == "jeugdwet") & (t.q_berichttype == "315") & (t.tabel == "antwoord"))
    t = t.filter(t.reden_afwijzing == WOONPLAATS)
    return t.filter(dagen_tussen(t.q_dagtekening, t.dagtekening) > _TWEE_WEKEN)


@regel("OP090x4", "declaratie_antwoord")
def declaratie_te_laat_beantwoord(b: Bronnen) -> ir.Table:
    """A declaration is answered within ten working days."""
    t = te_laat(b.rijen("declaratie_antwoord", "325"), "declaratie_dagtekening", 10)
    return t.select("bericht_id", volgnr=ibis.null("int32"))
