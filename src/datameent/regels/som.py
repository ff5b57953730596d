"""Rules on what was declared on a toewijzing in all: the sum of lines that stand, when a line was sent.

Counted are the debits of this aanbieder on this toewijzing that stand (`lijnen`), up to and including the line that is
judged. A line that does not even fit in its own product period (TR321) is never granted: it counts for itself only.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import links
from datameent.regels.bronnen import NOOIT, Bronnen
from datameent.regels.declaratie import TR321, gebroken
from datameent.regels.lijnen import LIJN, lijnen, partijen, vindplaats, weg
from datameent.regels.register import regel
from datameent.regels.volume import EURO, in_eenheid, past_eenheid, soort_van, totaal

_SLEUTEL = ("partij", "toewijzingnummer", "soort")


def _debetten(b: Bronnen, soort: str) -> ir.Table:
    """Debits with `soort`, within which they add up, and `hoeveel`, how much they are."""
    t = lijnen(b)
    geld = ibis.ifelse(t.eenheid == EURO, t.volume, t.bedrag_cent)
    keuze = {
        "volume": (soort_van(t.eenheid), in_eenheid(t.volume, t.eenheid)),
        "budget": (ibis.literal("geld"), geld),
    }[soort]
    t = t.mutate(soort=keuze[0], hoeveel=keuze[1].fill_null(0))
    return t.filter(~t.credit).select(*LIJN, *_SLEUTEL, "eenheid", "hoeveel")


def _ruimte(b: Bronnen, soort: str) -> ir.Table:
    """Versions of toewijzingen with the room they give: partij, toewijzingnummer, soort, ruimte, van_orde, tot_orde."""
    v = b.toewijzing_versies
    v = v.filter(~v.ingetrokken).rename(
        {f"t_{k}": k for k in ("ingangsdatum", "einddatum", "volume", "eenheid", "frequentie")}
    )
    ruimte, naam = (totaal(v), soort_van(v.t_eenheid)) if soort == "volume" else (v.budget_cent, ibis.literal("geld"))
    v = v.mutate(ruimte=ruimte, soort=naam, t_eenheid=v.t_eenheid)
    v = v.inner_join(partijen(b).select("bericht_id", "partij"), "bericht_id")
    v = v.filter(v.ruimte.notnull()).select(*_SLEUTEL, "ruimte", "van_orde", "tot_orde", "t_eenheid")
    return b.tussen(f"regel_ruimte_{soort}", v)


def _te_veel(b: Bronnen, soort: str) -> ir.Table:
    """Debits with which the sum of what was declared on their toewijzing no longer fits: orde, volgnr.

    First a sum over all debits, refused or not, narrows to toewijzingen on which it can ever be too much.
    """
    debet, ruimte = _debetten(b, soort), _ruimte(b, soort)
    som = debet.group_by(_SLEUTEL).aggregate(_som=debet.hoeveel.sum())
    krap = ruimte.group_by(_SLEUTEL).aggregate(_krap=ruimte.ruimte.min())
    verdacht = som.inner_join(krap, _SLEUTEL)
    verdacht = verdacht.filter(verdacht["_som"] > verdacht["_krap"]).select(*_SLEUTEL)
    debet = b.tussen(f"regel_verdacht_{soort}", debet.semi_join(verdacht, _SLEUTEL))
    lopend = _lopend(_telt(b, debet), weg(b))
    op = [lopend[k] == ruimte[k] for k in _SLEUTEL]
    t = lopend.inner_join(ruimte, [*op, ruimte.van_orde <= lopend.orde, lopend.orde < ruimte.tot_orde])
    past = past_eenheid(t) if soort == "volume" else ibis.literal(True)
    return t.filter(past & (t["_lopend"] > t.ruimte)).select(*LIJN)


def _telt(b: Bronnen, debet: ir.Table) -> ir.Table:
    """Debits with `telt`: what they count for others. Nothing when they do not fit in their own product period."""
    t = gebroken(b)
    te_groot = t.filter(t[TR321]).select(*LIJN, _niet=ibis.literal(True))
    t = links(debet, te_groot, LIJN)
    return t.mutate(telt=ibis.ifelse(t["_niet"].fill_null(False), 0, t.hoeveel)).drop("_niet")


def _lopend(debet: ir.Table, weg_tijd: ir.Table) -> ir.Table:
    """Debits with `_lopend`: the sum of those before them that stand, and themselves."""
    af = debet.inner_join(weg_tijd, LIJN)
    delen = [
        debet.select(*LIJN, *_SLEUTEL, "eenheid", "hoeveel", "telt", fase=ibis.literal(1, "int8")),
        _stap(af, af.van, -af.telt),
        _stap(af, af.tot, af.telt),
    ]
    t = ibis.union(*delen).filter(ibis._["orde"] < NOOIT)
    t = t.mutate(
        _lopend=t.telt.sum().over(
            group_by=[t[k] for k in _SLEUTEL], order_by=[t.orde, t.fase, t.volgnr], rows=(None, 0)
        )
        + t.hoeveel
        - t.telt
    )
    return t.filter(t.fase == 1)


def _stap(af: ir.Table, orde: ir.Value, telt: ir.Value) -> ir.Table:
    """What a debit adds when it comes back or goes, before the lines of the message that does it."""
    return af.select(
        orde=orde, volgnr=af.volgnr, **{k: af[k] for k in _SLEUTEL}, eenheid=af.eenheid,
        hoeveel=telt, telt=telt, fase=ibis.literal(0, "int8"),
    )  # fmt: skip


@regel("TR322", "prestatie")
def tr322(b: Bronnen) -> ir.Table:
    """The sum of what was declared fits in the whole toewijzing. Added up are lines in the same unit, hours and
    minutes together."""
    return vindplaats(b, _te_veel(b, "volume"))


@regel("TR369", "prestatie")
def tr369(b: Bronnen) -> ir.Table:
    """The sum of what was declared fits in the Budget. A budget is money: of lines in euros the volume counts, of
    others the amount."""
    return vindplaats(b, _te_veel(b, "budget"))
