"""Requests: what aanbieders asked (315, 317), what became of it, and the answer (319).

Rules
- A request is one product of a 315, or one product of a 317 that must change or is new. A product that a 317 leaves
  unchanged asks nothing.
- A 301 answers a request when it names its ReferentieAanbieder (invulinstructie IV097), of the same law, municipality,
  aanbieder and person, and is not refused. A 317 has one reference for all its products (IV093), so its new product
  also needs the same productcategorie; a product to change names its toewijzing itself. When several toewijzingen fit,
  it is the one that begins last, then the highest number. Without a reference there is no answer.
- A 319 answers all requests with its reference of that aanbieder. Of several that are not refused the newest counts.
  `1` refuses the request, `2` says that it is being looked into. A toewijzing goes before either.
- A request that a 316 or 318 refused is as if it was never sent.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import Bron, regels
from datameent.kern.koppelen import links, nieuwste

AFGEWEZEN = "1"

KOLOMMEN = (
    "bericht_id",
    "volgnr",
    "berichttype",
    "wet",
    "gemeente",
    "aanbieder",
    "dagtekening",
    "pseudoniem",
    "referentie_aanbieder",
    "productcategorie",
    "begindatum",
    "einddatum",
    "verwijzer_type",
    "_opent",
    "_nummer",
    "_afgekeurd",
)

_REFERENTIE = ("wet", "gemeente", "aanbieder", "referentie_aanbieder")
_RIJ = ("bericht_id", "volgnr")


def verzoek(bron: Bron, berichten: ir.Table, afgekeurd: ir.Table, besluiten: ir.Table) -> ir.Table:
    """Requests: `KOLOMMEN`, `toewijzingnummer` (null: no assignment), `_antwoord` and `_antwoorddag` of the 319.

    `_opent` is 1 for what may begin something: a product of a 315 or a new product of a 317.
    """
    t = _gevraagd(bron, berichten, afgekeurd)
    t = links(t, _besluit(t, besluiten), _RIJ)
    t = t.mutate(toewijzingnummer=ibis.coalesce(t["_nummer"], t["_toegewezen"])).drop("_toegewezen")
    stand = antwoord(bron, berichten, afgekeurd)
    stand = stand.filter(stand["_geldt"] == 1)
    stand = stand.select(*_REFERENTIE, _antwoord=stand.verzoek_antwoord.fill_null(""), _antwoorddag="dagtekening")
    return links(t, stand, _REFERENTIE)


def antwoord(bron: Bron, berichten: ir.Table, afgekeurd: ir.Table) -> ir.Table:
    """Every 319: the reference it answers, `_afgekeurd`, `_geldt` (1: the newest on that reference) and volgnr 0."""
    t = regels(bron, "antwoord", berichten, "319")
    t = links(t, afgekeurd.mutate(_fout=ibis.literal(1)), ("bericht_id",))
    t = t.mutate(_afgekeurd=t["_fout"].fill_null(0), _niets=t.verzoek_antwoord.fill_null("")).drop("_fout")
    orde = [ibis.desc(t[k]) for k in ("dagtekening", "bericht_id", "_niets")]
    groep = [t[k] for k in (*_REFERENTIE, "_afgekeurd")]
    t = t.mutate(_rang=ibis.row_number().over(group_by=groep, order_by=orde))
    geldt = (t["_rang"] == 0) & (t["_afgekeurd"] == 0) & t.referentie_aanbieder.notnull()
    return t.mutate(_geldt=ibis.ifelse(geldt, 1, 0), volgnr=ibis.literal(0, "int32")).drop("_rang", "_niets")


def _gevraagd(bron: Bron, berichten: ir.Table, afgekeurd: ir.Table) -> ir.Table:
    eerst = regels(bron, "aangevraagd_product", berichten, "315")
    eerst = eerst.mutate(
        berichttype=ibis.literal("315"),
        begindatum=eerst.toewijzing_ingangsdatum,
        einddatum=eerst.toewijzing_einddatum,
        _opent=ibis.literal(1),
        _nummer=ibis.null("string"),
    )
    later = regels(bron, "verzoek_wijziging", berichten, "317")
    later = later.filter(later.soort.fill_null("") != "ongewijzigd")
    nieuw = later.soort.fill_null("") == "nieuw"
    later = later.mutate(
        berichttype=ibis.literal("317"),
        begindatum=later.gewenste_ingangsdatum,
        verwijzer_type=ibis.null("string"),
        _opent=ibis.ifelse(nieuw, 1, 0),
        _nummer=ibis.ifelse(nieuw, ibis.null("string"), later.toewijzingnummer),
    )
    kolommen = KOLOMMEN[:-1]
    t = eerst.select(*kolommen).union(later.select(*kolommen))
    t = links(t, afgekeurd.mutate(_fout=ibis.literal(1)), ("bericht_id",))
    t = t.mutate(_afgekeurd=t["_fout"].fill_null(0), begindatum=t.begindatum.fill_null(t.dagtekening))
    return t.select(*KOLOMMEN)


def _besluit(gevraagd: ir.Table, besluiten: ir.Table) -> ir.Table:
    """Which toewijzing answers a request: `_RIJ`, `_toegewezen`."""
    geldig = besluiten.filter(besluiten["_afgekeurd"] == 0)
    keuze = geldig.select(
        *_REFERENTIE, "pseudoniem", _ingang="ingangsdatum", _toegewezen="toewijzingnummer", _cat="productcategorie"
    )
    open_ = gevraagd.filter(gevraagd["_opent"] == 1)
    open_ = open_.select(*_RIJ, *_REFERENTIE, "pseudoniem", "productcategorie", "berichttype")
    paar = open_.inner_join(keuze, [*_REFERENTIE, "pseudoniem"])
    gelijk = (paar.productcategorie == paar["_cat"]).fill_null(False)
    leeg = paar.productcategorie.isnull() & paar["_cat"].isnull()
    paar = paar.filter((paar.berichttype == "315") | gelijk | leeg)
    return nieuwste(paar, _RIJ, (("_ingang", True), ("_toegewezen", True))).select(*_RIJ, "_toegewezen")
