"""Rules on what may be said only once, and on credits beside the debit they take back.

What was refused before the judged message was sent does not count: it may be sent again. Of two that are equal the
later one breaks the rule; within one message that is the lower one. Each rule first counts per key, and orders only
what occurs more than once.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr import types as ir

from datameent.regels.bronnen import Bronnen
from datameent.regels.lijnen import (
    LIJN,
    afgewezen,
    antwoorden,
    credit_paren,
    credits,
    declaraties,
    geheel_afgewezen,
    lijnen,
    vindplaats,
    weg,
    zonder,
)
from datameent.regels.register import regel


def _herhaald(
    b: Bronnen, naam: str, rijen: ir.Table, sleutel: Sequence[str], weg_tijd: ir.Table, *, tel: Sequence[str] = ()
) -> ir.Table:
    """Lines (orde, volgnr) for which an earlier line with the same key counted when they were sent.

    `weg_tijd` says when lines do not count (orde, volgnr, van, tot). A key with an empty part is no key. `tel` is the
    part of the key that is counted first; a short one makes that lighter.
    """
    smal = rijen.select(*LIJN, *sleutel)
    tel = list(tel or sleutel)
    meer = smal.group_by(tel).aggregate(_n=smal.count())
    meer = meer.filter(meer["_n"] > 1).drop("_n")
    verdacht = b.tussen(f"regel_dubbel_{naam}", smal.semi_join(meer, tel))
    eerst = verdacht.select(*sleutel, _orde="orde", _volgnr="volgnr")
    samen = eerst.inner_join(verdacht, list(sleutel))
    hoger = (samen["_orde"] < samen.orde) | ((samen["_orde"] == samen.orde) & (samen["_volgnr"] < samen.volgnr))
    return zonder(samen.filter(hoger), weg_tijd, "_orde", "_volgnr", "orde").select(*LIJN).distinct()


@regel("TR314", "prestatie")
def tr314(b: Bronnen) -> ir.Table:
    """ReferentieNummer is used once by an aanbieder within a wet, by debits and credits together."""
    return vindplaats(b, _herhaald(b, "regel", lijnen(b), ("partij", "referentienummer"), afgewezen(b)))


@regel("TR389", "prestatie")
def tr389(b: Bronnen) -> ir.Table:
    """The same period, categorie, code and toewijzing is declared once, unless the earlier debit was credited."""
    t = lijnen(b)
    sleutel = ("partij", "toewijzingnummer", "begindatum", "einddatum", "productcategorie", "productcode")
    return vindplaats(b, _herhaald(b, "prestatie", t.filter(~t.credit), sleutel, weg(b), tel=sleutel[:3]))


@regel("TR390", "prestatie")
def tr390(b: Bronnen) -> ir.Table:
    """A debit is credited once: VorigReferentieNummer stands in one credit."""
    return vindplaats(b, _herhaald(b, "credit", credits(b), ("partij", "vorig_referentienummer"), afgewezen(b)))


@regel("TR333", "declaratie")
def tr333(b: Bronnen) -> ir.Table:
    """DeclaratieNummer is used once by an aanbieder within a wet."""
    d = declaraties(b).mutate(volgnr=ibis.literal(0))
    t = _herhaald(b, "declaratie", d, ("partij", "declaratienummer"), geheel_afgewezen(b))
    return vindplaats(b, t).mutate(volgnr=ibis.null("int32"))


@regel("TR323", "prestatie")
def tr323(b: Bronnen) -> ir.Table:
    """A credit names a debit of an earlier message of the same aanbieder that the gemeente had granted by then: there
    is an answer to its declaration, and the line is not refused in it (IV085)."""
    a = antwoorden(b).select("van", "tot", d_orde="d_orde")
    t = credit_paren(b).inner_join(a, "d_orde")
    t = t.filter((t.van < t.orde) & (t.orde < t.tot))
    goed = zonder(t, afgewezen(b).drop("credit"), "d_orde", "d_volgnr", "orde").select(*LIJN)
    return vindplaats(b, credits(b).anti_join(goed, LIJN))


@regel("DM-REG-003", "prestatie")
def meer_terug(b: Bronnen) -> ir.Table:
    """A credit takes back more than the debit it names (IV091: it repeats the debit). No official code: the key of
    TR323 is the number, not the amount."""
    t = credit_paren(b)
    t = t.filter(-t.bedrag_cent > t.d_bedrag_cent)
    return vindplaats(b, t).distinct()
