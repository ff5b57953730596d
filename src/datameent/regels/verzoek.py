"""Rules on requests (315, 317) and on the answers to them (319)."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr import types as ir

from datameent.regels.bronnen import NOOIT, VERWIJDERD, Bronnen
from datameent.regels.product import overlapt, zelfde_product
from datameent.regels.register import regel
from datameent.regels.staat import VERZOEK, antwoorden, na_eerste, naast, verzoeken, zonder

VERVALLEN = "01"
"""Reden wijziging: administrative correction; with an einddatum on the ingangsdatum the toewijzing is void."""

TOTAAL = "6"
"""Frequentie (WMO757): in total within the period of the toewijzing."""

OUD_EINDE = date(2020, 12, 31)
"""Toewijzingen that end later are under the rules on Omvang that hold since 2021 (TR375, TR412)."""


def nietig(t: ir.Table, voor: str = "t_") -> ir.BooleanValue:
    """Whether a version (columns with prefix `voor`) is taken back or void: such a reason, and no day long (TR349)."""
    reden = t[f"{voor}reden_wijziging"].isin([VERWIJDERD, VERVALLEN])
    return (reden & (t[f"{voor}einddatum"] == t[f"{voor}ingangsdatum"])).fill_null(False)


def actueel(t: ir.Table, dag: ir.Value) -> ir.BooleanValue:
    """Whether a version (columns with t_) is an actual toewijzing on a day (TR349): it does not end before that day,
    and it is not taken back or void."""
    return (t.t_einddatum.isnull() | (t.t_einddatum >= dag)) & ~nietig(t)


def _heel_bericht(t: ir.Table) -> ir.Table:
    return t.select("bericht_id", volgnr=ibis.null("int32")).distinct()


def _eerder_gebruikt(b: Bronnen, berichttype: str) -> ir.Table:
    t = na_eerste(verzoeken(b), ("wet", "aanbieder", "referentie"), "stap")
    return t.filter(t.berichttype == berichttype)


@regel("TR347", "aangevraagd_product")
def referentie_van_aanvraag(b: Bronnen) -> ir.Table:
    """A referentie of an aanbieder is new within the law: not used in an earlier 315 or 317, or earlier in this one."""
    return _eerder_gebruikt(b, "315")


@regel("TR347", "verzoek_wijziging")
def referentie_van_wijziging(b: Bronnen) -> ir.Table:
    """The same of a 317, which has one referentie."""
    return _heel_bericht(_eerder_gebruikt(b, "317"))


def open_verzoeken(b: Bronnen) -> ir.Table:
    """The requests that were not refused, with `tot_orde`: the message that settled them (`NOOIT`: none did)."""
    return b.tussen("regel_open_verzoeken", _open_verzoeken(b))


def _open_verzoeken(b: Bronnen) -> ir.Table:
    q, a = verzoeken(b), antwoorden(b)
    q = q.filter(~q.afgekeurd)
    t = naast(q, a.filter(a.besluit & ~a.afgekeurd), VERZOEK, "a_")
    t = t.filter(t.a_orde > t.orde)
    einde = t.group_by(["bericht_id", "volgnr"]).aggregate(tot_orde=t.a_orde.min())
    samen = q.left_join(einde, ["bericht_id", "volgnr"])
    return samen.select(*q.columns, tot_orde=samen.tot_orde.fill_null(NOOIT))


def _ander_verzoek_open(b: Bronnen, berichttype: str) -> ir.Table:
    t = verzoeken(b)
    wie = ("wet", "gemeente", "aanbieder", "pseudoniem")
    t = naast(t.filter(t.berichttype == berichttype), open_verzoeken(b), wie, "q_")
    return _heel_bericht(t.filter((t.q_orde < t.orde) & (t.orde < t.q_tot_orde)))


@regel("TR374", "aangevraagd_product")
def aanvraag_naast_open_verzoek(b: Bronnen) -> ir.Table:
    """No 315 while an earlier request of this aanbieder for this client is not settled."""
    return _ander_verzoek_open(b, "315")


@regel("TR374", "verzoek_wijziging")
def wijziging_naast_open_verzoek(b: Bronnen) -> ir.Table:
    """No 317 while an earlier request of this aanbieder for this client is not settled."""
    return _ander_verzoek_open(b, "317")


def _actuele_toewijzingen(b: Bronnen, clienten: ir.Table) -> ir.Table:
    """Clients of messages beside each toewijzing that this aanbieder then had for them (columns with t_)."""
    t = naast(clienten, b.toewijzing_versies, ("wet", "gemeente", "aanbieder", "pseudoniem"), "t_")
    return t.filter((t.t_van_orde <= t.orde) & (t.orde < t.t_tot_orde) & actueel(t, t.dagtekening))


@regel("TR304", "verzoek_wijziging")
def onbekende_client_in_wijziging(b: Bronnen) -> ir.Table:
    """A 317 is about someone who is a client of the municipality: named in an earlier 301."""
    eerder = b.rijen("client", "301")
    t = b.rijen("client", "317")
    bekend = naast(t, eerder.filter(~eerder.afgekeurd), ("wet", "gemeente", "pseudoniem"), "e_")
    bekend = bekend.filter(bekend.e_orde < bekend.orde).select("bericht_id", "volgnr").distinct()
    return _heel_bericht(t.anti_join(bekend, ["bericht_id", "volgnr"]))


@regel("OP306", "verzoek_wijziging")
def wijziging_zonder_toewijzing(b: Bronnen) -> ir.Table:
    """A 317 starts from at least one actual toewijzing."""
    t = b.rijen("client", "317")
    return _heel_bericht(zonder(t, _actuele_toewijzingen(b, t)))


@regel("TR349", "verzoek_wijziging")
def niet_alle_toewijzingen(b: Bronnen) -> ir.Table:
    """A 317 names every actual toewijzing of the client that this aanbieder has: to change, or unchanged."""
    t = _actuele_toewijzingen(b, b.rijen("client", "317"))
    genoemd = b.rijen("verzoek_wijziging", "317").select("bericht_id", t_toewijzingnummer="toewijzingnummer").distinct()
    return _heel_bericht(t.anti_join(genoemd, ["bericht_id", "t_toewijzingnummer"]))


def _wijzigingen(b: Bronnen) -> ir.Table:
    """The rows of 317 that name a toewijzing, beside its version as then known; `gekoppeld`: actual, and of this
    aanbieder and client."""
    return b.tussen("regel_wijzigingen", _gekoppelde_wijzigingen(b))


def _gekoppelde_wijzigingen(b: Bronnen) -> ir.Table:
    t = b.geldend(b.rijen("verzoek_wijziging", "317"))
    eigen = (t.t_aanbieder == t.aanbieder) & (t.t_pseudoniem == t.pseudoniem)
    return t.mutate(gekoppeld=(t.t_bericht_id.notnull() & eigen & actueel(t, t.dagtekening)).fill_null(False))


@regel("TR350", "verzoek_wijziging")
def ongewijzigd_zonder_toewijzing(b: Bronnen) -> ir.Table:
    """An OngewijzigdProduct names an actual toewijzing."""
    t = _wijzigingen(b)
    return t.filter((t.soort == "ongewijzigd") & ~t.gekoppeld)


@regel("TR351", "verzoek_wijziging")
def te_wijzigen_zonder_toewijzing(b: Bronnen) -> ir.Table:
    """A TeWijzigenProduct names an actual toewijzing."""
    t = _wijzigingen(b)
    return t.filter((t.soort == "te_wijzigen") & ~t.gekoppeld)


def _te_wijzigen(b: Bronnen) -> ir.Table:
    t = _wijzigingen(b)
    return t.filter((t.soort == "te_wijzigen") & t.gekoppeld)


@regel("TR357", "verzoek_wijziging")
def wijziging_in_het_verleden(b: Bronnen) -> ir.Table:
    """A change that does not start in the future is one of the whole period: it starts with the toewijzing."""
    t = _te_wijzigen(b)
    return t.filter((t.gewenste_ingangsdatum <= t.dagtekening) & (t.gewenste_ingangsdatum != t.t_ingangsdatum))


@regel("TR373", "verzoek_wijziging")
def budget_deels_gewijzigd(b: Bronnen) -> ir.Table:
    """Another budget, or another total over the period, is one for the whole period."""
    t = _te_wijzigen(b)
    budget = t.budget_cent.notnull() & ~t.budget_cent.identical_to(t.t_budget_cent)
    totaal = (t.t_frequentie == TOTAAL).fill_null(False) & t.volume.notnull() & ~t.volume.identical_to(t.t_volume)
    return t.filter((budget | totaal) & (t.gewenste_ingangsdatum != t.t_ingangsdatum))


def _met_omvang(t: ir.Table) -> ir.BooleanValue:
    return t.volume.notnull() | t.eenheid.notnull() | t.frequentie.notnull()


def _nieuw_einde(t: ir.Table) -> ir.BooleanValue:
    return t.t_einddatum.isnull() | (t.t_einddatum > ibis.literal(OUD_EINDE))


@regel("TR375", "verzoek_wijziging")
def omvang_bij_generiek(b: Bronnen) -> ir.Table:
    """No Omvang when the toewijzing has no product."""
    t = _te_wijzigen(b)
    leeg = t.t_productcategorie.isnull() & t.t_productcode.isnull()
    return t.filter(leeg & _nieuw_einde(t) & _met_omvang(t))


@regel("TR411", "verzoek_wijziging")
def omvang_ontbreekt(b: Bronnen) -> ir.Table:
    """Omvang is there when the toewijzing has a product code."""
    t = _te_wijzigen(b)
    return t.filter(t.t_productcode.notnull() & ~_met_omvang(t))


@regel("TR412", "verzoek_wijziging")
def omvang_bij_aspecifiek(b: Bronnen) -> ir.Table:
    """No Omvang when the toewijzing has no product code."""
    t = _te_wijzigen(b)
    return t.filter(t.t_productcode.isnull() & _nieuw_einde(t) & _met_omvang(t))


@regel("TR361", "verzoek_wijziging")
def gestapelde_wijziging(b: Bronnen) -> ir.Table:
    """The same product twice in one 317 only for periods that do not overlap; the later row is the one too many."""
    t = _wijzigingen(b)
    oud = t.soort == "ongewijzigd"
    t = t.filter(t.gekoppeld | (t.soort == "nieuw"))
    nieuw = t.soort == "nieuw"
    t = t.select(
        "bericht_id",
        "volgnr",
        "wet",
        "pseudoniem",
        productcategorie=ibis.ifelse(nieuw, t.productcategorie, t.t_productcategorie),
        productcode=ibis.ifelse(nieuw, t.productcode, t.t_productcode),
        ingangsdatum=ibis.ifelse(oud, t.t_ingangsdatum, t.gewenste_ingangsdatum),
        einddatum=ibis.ifelse(oud, t.t_einddatum, t.einddatum),
    )
    paar = naast(t, t.view(), ("bericht_id", "wet", "pseudoniem"), "e_")
    return paar.filter((paar.e_volgnr < paar.volgnr) & zelfde_product(paar, "e_") & overlapt(paar, "e_"))


@regel("OP307", "aangevraagd_product")
def aanvraag_naast_toewijzing(b: Bronnen) -> ir.Table:
    """A 315 asks for a product and a period for which this aanbieder has no actual toewijzing."""
    t = b.rijen("aangevraagd_product", "315")
    t = t.mutate(ingangsdatum=t.toewijzing_ingangsdatum, einddatum=t.toewijzing_einddatum)
    t = _actuele_toewijzingen(b, t)
    return t.filter(zelfde_product(t, "t_") & overlapt(t, "t_"))


def _antwoord(b: Bronnen) -> ir.Table:
    return b.rijen("antwoord", "319").mutate(referentie=b.rijen("antwoord", "319").referentie_aanbieder.fill_null(""))


@regel("TR355", "antwoord")
def antwoord_zonder_verzoek(b: Bronnen) -> ir.Table:
    """An answer names the referentie of an earlier request."""
    t, q = _antwoord(b), verzoeken(b)
    gevonden = naast(t, q.filter(~q.afgekeurd), VERZOEK, "q_")
    gevonden = gevonden.filter(gevonden.q_orde < gevonden.orde).select("bericht_id").distinct()
    return _heel_bericht(t.anti_join(gevonden, "bericht_id"))


def _eerder_gezegd(b: Bronnen) -> ir.Table:
    """Answers beside each earlier answer (a_) with the same referentie, in a 319 or a 301."""
    a = antwoorden(b)
    t = naast(_antwoord(b), a.filter(~a.afgekeurd), VERZOEK, "a_")
    return t.filter(t.a_orde < t.orde)


@regel("TR359", "antwoord")
def antwoord_na_toewijzing(b: Bronnen) -> ir.Table:
    """No answer after a toewijzing with the same referentie."""
    t = _eerder_gezegd(b)
    return _heel_bericht(t.filter(t.a_tabel == "toegewezen_product"))


@regel("TR360", "antwoord")
def tweede_keer_in_onderzoek(b: Bronnen) -> ir.Table:
    """ "Aanvraag in onderzoek" only as the first answer."""
    t = _eerder_gezegd(b)
    return _heel_bericht(t.filter((t.a_tabel == "antwoord") & (t.verzoek_antwoord == "2")))


@regel("TR365", "antwoord")
def antwoord_na_afwijzing(b: Bronnen) -> ir.Table:
    """An earlier answer with the same referentie said "in onderzoek"."""
    t = _eerder_gezegd(b)
    return _heel_bericht(t.filter((t.a_tabel == "antwoord") & t.a_besluit))
