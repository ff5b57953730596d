"""What a rule across messages may look at: the bron tables with their headers, in the order the messages were sent.

The order of messages never depends on when files arrived: it is the dagtekening, then the place of the message type in
the process, then the identification. "Earlier" in a rule means a smaller `orde`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import afgekeurd, bekend
from datameent.kern.koppelen import links

Tussen = Callable[[str, ir.Table], ir.Table]

VOLGORDE: tuple[str, ...] = (
    "315", "317", "316", "318", "319", "320", "301", "302", "305", "306", "307", "308", "323", "325",
)  # fmt: skip
"""Message types as they follow each other on one day."""

TOEWIJZING = ("wet", "gemeente", "toewijzingnummer")
"""What makes a toewijzing one (TR332)."""

VERWIJDERD = "13"
"""Reden wijziging (code lists WMO002 and JZ002): the toewijzing must be regarded as not sent."""

NOOIT = 2**62
"""An orde that no message reaches."""


def _niets(naam: str, tabel: ir.Table) -> ir.Table:
    return tabel


@dataclass
class Bronnen:
    """The bron tables and what rules share. `tussen(name, expression)` may store an expression and give it back.

    `bron` holds the tables of docs/ontwikkel/seams.md by name; tables of outside facts (`product`, `tarief`) may be
    absent, and rules that need them are then not judged.
    """

    bron: Mapping[str, ir.Table]
    tussen: Tussen = field(default=_niets)
    gedeeld: dict[str, ir.Table] = field(default_factory=dict, repr=False)
    """Intermediates that modules of rules made, by name: see `gedeeld`."""

    @cached_property
    def berichten(self) -> ir.Table:
        """One row per message: the columns of `kern.berichten.bekend`, `afgekeurd` (a return message refuses it
        whole, bool) and `orde` (int64, unique)."""
        kop = bekend(self.bron, None)
        fout = afgekeurd(self.bron, kop).mutate(_fout=ibis.literal(True))
        t = links(kop, fout, ("bericht_id",))
        rang = ibis.cases(*((t.berichttype == b, i) for i, b in enumerate(VOLGORDE)), else_=len(VOLGORDE))
        t = t.mutate(afgekeurd=t["_fout"].fill_null(False), _rang=rang).drop("_fout")
        orde = ibis.row_number().over(order_by=[t.dagtekening, t["_rang"], t.identificatie, t.bericht_id])
        return self.tussen("regel_berichten", t.mutate(orde=orde.cast("int64")).drop("_rang"))

    @cached_property
    def toewijzing_versies(self) -> ir.Table:
        """One row per version of a toewijzing that was ever the newest: the columns of `rijen("toegewezen_product",
        "301")` without `orde`, and `van_orde` and `tot_orde` (exclusive): between which messages it was what was
        known. Refused messages give none; neither does a row with an older toewijzingsdatum and -tijd than what was
        sent before it (OP033x1). `ingetrokken`: reden wijziging 13, the toewijzing counts as never sent."""
        t = self.rijen("toegewezen_product", "301")
        t = t.filter(~t.afgekeurd)
        t = t.mutate(
            _moment=t.toewijzingsdatum.cast("string").fill_null("") + t.toewijzingstijd.fill_null(""),
            ingetrokken=t.reden_wijziging.fill_null("") == VERWIJDERD,
        )
        sleutel, volgorde = [t[k] for k in TOEWIJZING], [t.orde, t.volgnr]
        t = t.mutate(_hoogste=t["_moment"].max().over(group_by=sleutel, order_by=volgorde, rows=(None, 0)))
        t = t.filter(t["_moment"] == t["_hoogste"]).drop("_moment", "_hoogste").rename(van_orde="orde")
        tot = t.van_orde.lead().over(group_by=[t[k] for k in TOEWIJZING], order_by=[t.van_orde, t.volgnr])
        return self.tussen("regel_toewijzing_versies", t.mutate(tot_orde=tot.fill_null(NOOIT)))

    def geldend(self, rijen: ir.Table) -> ir.Table:
        """Rows (with wet, gemeente, toewijzingnummer and orde) beside the version of their toewijzing as it was known
        when they were sent, its columns prefixed `t_`; all null when there was none. No row is lost or doubled."""
        v = self.toewijzing_versies
        v = v.rename({f"t_{k}": k for k in v.columns})
        op = [rijen[k] == v[f"t_{k}"] for k in TOEWIJZING]
        samen = rijen.left_join(v, [*op, v.t_van_orde <= rijen.orde, rijen.orde < v.t_tot_orde])
        return samen.drop("t_wet", "t_gemeente")

    def rijen(self, tabel: str, berichttype: str) -> ir.Table:
        """The rows of a bron table that came in messages of one type: their own columns, and of the header gemeente,
        aanbieder, identificatie, dagtekening, afgekeurd and orde."""
        return self.tussen(f"regel_{tabel}_{berichttype}", self._rijen(tabel, berichttype))

    def _rijen(self, tabel: str, berichttype: str) -> ir.Table:
        kop = self.berichten.filter(self.berichten.berichttype == berichttype).select(
            "bericht_id", "gemeente", "aanbieder", "identificatie", "dagtekening", "afgekeurd", "orde"
        )
        rij = self.bron[tabel]
        dubbel = {"lading_id", "bron", *kop.columns} - {"bericht_id"}
        return rij.select(*(k for k in rij.columns if k not in dubbel)).inner_join(kop, "bericht_id")


def gedeeld(maak: Callable[[Bronnen], ir.Table]) -> Callable[[Bronnen], ir.Table]:
    """An intermediate that rules share: made once per Bronnen, and stored as `regel_` and the name of the function."""

    @wraps(maak)
    def eenmaal(b: Bronnen) -> ir.Table:
        naam = maak.__name__.strip("_")
        if naam not in b.gedeeld:
            b.gedeeld[naam] = b.tussen(f"regel_{naam}", maak(b))
        return b.gedeeld[naam]

    return eenmaal
