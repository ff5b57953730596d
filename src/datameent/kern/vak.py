"""Which traject something belongs to: the days on which a toewijzing, or a person and category, is in a traject.

Rules
- What names a toewijzing is in a traject of that toewijzing and person (law, municipality and number agree): of those
  in its own category when there are any, the last that began on or before its day; before all of them, the first.
- What names none, or one that is not known for this person, is in the started traject of that person and category that
  began last on or before its day. When there is none it is in no traject: traject_id is empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
from ibis.expr import types as ir

from datameent.kern.persoon import VROEGST
from datameent.kern.rekenen import ONBEKEND, OPEN_EIND
from datameent.kern.traject import NUMMER, SLEUTEL

PER_NUMMER = NUMMER
PER_CATEGORIE = (*NUMMER, "productcategorie")
PER_PERSOON = SLEUTEL

Vakken = Mapping[tuple[str, ...], ir.Table]
"""Per key (one of the three above) the stretches `_van` up to `_tot` in which it is in `traject_id`."""


def stukjes(hulp: ir.Table, delen: ir.Table) -> ir.Table:
    """Every toewijzing with its trajecten: `PER_CATEGORIE`, `_start`, traject_id."""
    met = hulp.filter(hulp.toewijzingnummer.notnull())
    zonder = delen.filter(delen.toewijzingnummer.notnull())
    a = met.select(*PER_CATEGORIE, "_start", "traject_id")
    b = zonder.select(*PER_CATEGORIE, "traject_id", _start=zonder.begindatum)
    return a.distinct().union(b.select(*a.columns))


def nummervak(stuk: ir.Table, sleutel: Sequence[str]) -> ir.Table:
    """Stretches of a toewijzing (`PER_NUMMER` or `PER_CATEGORIE`); the first has no beginning."""
    return _vak(stuk, sleutel, altijd=True)


def persoonvak(hulp: ir.Table) -> ir.Table:
    """Stretches of a person and category: from the start of a traject up to that of the next."""
    return _vak(hulp, PER_PERSOON, altijd=False)


def _vak(t: ir.Table, sleutel: Sequence[str], *, altijd: bool) -> ir.Table:
    t = t.group_by([*sleutel, "_start"]).aggregate(traject_id=t.traject_id.min())
    rij = ibis.window(group_by=[t[k] for k in sleutel], order_by=t["_start"])
    van = t["_start"]
    if altijd:
        van = ibis.ifelse(t["_start"].lag().over(rij).isnull(), ibis.literal(VROEGST), van)
    tot = t["_start"].lead().over(rij).fill_null(ibis.literal(OPEN_EIND))
    return t.select(*sleutel, "traject_id", _van=van, _tot=tot)


def met_traject(t: ir.Table, dag: str, vakken: Vakken) -> ir.Table:
    """The table with `traject_id` by the day in column `dag`; it needs the columns of `PER_CATEGORIE`."""
    eigen = t.columns
    t = t.mutate(_cat=t.productcategorie.fill_null(ONBEKEND), _gevonden=ibis.null("string"))
    for sleutel in (PER_CATEGORIE, PER_NUMMER, PER_PERSOON):
        t = _zoek(t, dag, sleutel, vakken[sleutel])
    return t.select(*eigen, traject_id=t["_gevonden"])


def _zoek(t: ir.Table, dag: str, sleutel: Sequence[str], vak: ir.Table) -> ir.Table:
    eigen = t.columns
    v = vak.rename({f"_v_{k}": k for k in vak.columns})
    # Who was found already has no key, so that it meets nothing.
    t = t.mutate(_zoek=ibis.ifelse(t["_gevonden"].isnull(), t.pseudoniem, ibis.null("string")))
    links = {"productcategorie": "_cat", "pseudoniem": "_zoek"}
    gelijk = [t[links.get(k, k)] == v[f"_v_{k}"] for k in sleutel]
    t = t.left_join(v, [*gelijk, t[dag] >= v["_v__van"], t[dag] < v["_v__tot"]])
    return t.mutate(_gevonden=ibis.coalesce(t["_gevonden"], t["_v_traject_id"])).select(*eigen)
