"""Rules on the headers of messages: identification, and return messages."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import RETOUR_OP
from datameent.regels.bronnen import Bronnen
from datameent.regels.register import regel
from datameent.regels.staat import na_eerste
from datameent.regels.werkdag import te_laat


def _bericht(t: ir.Table) -> ir.Table:
    return t.select("bericht_id", volgnr=ibis.null("int32")).distinct()


@regel("TR056", "bericht")
def identificatie_dubbel(b: Bronnen) -> ir.Table:
    """A sender uses an identification once per kind of message. Return messages carry that of what they answer."""
    t = b.berichten.filter(b.berichten.berichttype.notin(list(RETOUR_OP)))
    afzender = b.bron["bericht"].select("bericht_id", "afzender").fill_null({"afzender": ""})
    t = t.inner_join(afzender, "bericht_id")
    return _bericht(na_eerste(t, ("wet", "afzender", "berichttype", "identificatie"), "orde"))


def _retour(b: Bronnen) -> ir.Table:
    t = b.berichten
    return t.filter(t.berichttype.isin(list(RETOUR_OP)) & t.identificatie_retour.notnull())


@regel("IV028", "bericht")
def tweede_retourbericht(b: Bronnen) -> ir.Table:
    """A message gets one return message."""
    t = _retour(b)
    op = ("wet", "gemeente", "aanbieder", "berichttype", "identificatie_retour", "dagtekening_retour")
    eerste = t.orde.min().over(group_by=[t[k] for k in op])
    return _bericht(t.mutate(_eerste=eerste).filter(ibis._.orde > ibis._["_eerste"]))


@regel("OP090", "bericht")
def retourbericht_te_laat(b: Bronnen) -> ir.Table:
    """A return message is sent within three working days."""
    return _bericht(te_laat(_retour(b), "dagtekening_retour", 3))
