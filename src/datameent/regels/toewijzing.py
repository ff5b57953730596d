"""Rules on toewijzingen (301): against their own earlier version, the others of the client, and what was declared on
them."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import nieuwste
from datameent.regels.bronnen import TOEWIJZING, VERWIJDERD, Bronnen
from datameent.regels.lijnen import antwoorden as beantwoord
from datameent.regels.lijnen import lijnen, weg
from datameent.regels.lijnen import zonder as niet_weg
from datameent.regels.product import overlapt, zelfde_product
from datameent.regels.register import regel
from datameent.regels.staat import VERZOEK, naast, stap, verzoeken, zonder
from datameent.regels.verzoek import TOTAAL, actueel, nietig

_PRODUCT = ("productcategorie", "productcode")
_OMVANG = ("volume", "eenheid", "frequentie")
_INHOUD = (*_PRODUCT, "ingangsdatum", "einddatum", *_OMVANG, "budget_cent")


def _anders(t: ir.Table, kolommen: tuple[str, ...], voor: str = "v_") -> ir.BooleanValue:
    """Whether one of the columns differs from its fellow with the prefix."""
    gelijk = ibis.literal(True)
    for k in kolommen:
        gelijk &= t[k].identical_to(t[f"{voor}{k}"])
    return ~gelijk


def _moment(t: ir.Table, voor: str = "") -> ir.StringValue:
    dag, tijd = t[f"{voor}toewijzingsdatum"], t[f"{voor}toewijzingstijd"]
    return dag.cast("string").fill_null("") + tijd.fill_null("")


def _met_vorige(b: Bronnen) -> ir.Table:
    """The rows of 301 beside the version of the same number that was known before (v_, null: `nieuw`)."""
    return b.tussen("regel_met_vorige", _vorige(b))


def _vorige(b: Bronnen) -> ir.Table:
    t, v = b.rijen("toegewezen_product", "301"), b.toewijzing_versies
    v = v.rename({f"v_{k}": k for k in v.columns})
    op = [t[k] == v[f"v_{k}"] for k in TOEWIJZING]
    samen = t.left_join(v, [*op, v.v_van_orde < t.orde, t.orde <= v.v_tot_orde])
    eigen = (samen.v_aanbieder == samen.aanbieder) & (samen.v_pseudoniem == samen.pseudoniem)
    return samen.mutate(nieuw=samen.v_bericht_id.isnull(), eigen=eigen.fill_null(False))


@regel("TR332", "toegewezen_product")
def nummer_van_een_ander(b: Bronnen) -> ir.Table:
    """A toewijzingnummer is of one client and one aanbieder: of who had it first."""
    t = b.rijen("toegewezen_product", "301")
    t = t.mutate(stap=stap(t.orde, t.volgnr))
    eerste = t.filter(~t.afgekeurd)
    eerste = nieuwste(eerste, TOEWIJZING, (("stap", False),)).select(*TOEWIJZING, "stap", "aanbieder", "pseudoniem")
    t = naast(t, eerste, TOEWIJZING, "e_")
    return t.filter((t.e_stap < t.stap) & ((t.e_aanbieder != t.aanbieder) | (t.e_pseudoniem != t.pseudoniem)))


@regel("TR379", "toegewezen_product")
def referentie_zonder_verzoek(b: Bronnen) -> ir.Table:
    """A referentie in a toewijzing is that of an earlier request of this aanbieder for this client, and it stands there
    once: not again in a later change of the same toewijzing."""
    t = b.rijen("toegewezen_product", "301")
    t = t.filter(t.referentie_aanbieder.notnull())
    t = t.mutate(referentie=t.referentie_aanbieder, moment=_moment(t))
    q = verzoeken(b)
    goed = naast(t, q.filter(~q.afgekeurd), (*VERZOEK, "pseudoniem"), "q_")
    goed = goed.filter(goed.q_orde < goed.orde)
    opnieuw = naast(goed, t.filter(~t.afgekeurd).view(), (*TOEWIJZING, "referentie"), "e_")
    opnieuw = opnieuw.filter((opnieuw.e_orde < opnieuw.orde) & (opnieuw.e_moment != opnieuw.moment))
    return zonder(t, zonder(goed, opnieuw))


@regel("IV066", "toegewezen_product")
def wijziging_vraagt_nieuw_nummer(b: Bronnen) -> ir.Table:
    """Under the same number the product, the ingangsdatum and (unless it is a total) the volume stay as they are."""
    t = _met_vorige(b)
    vast = _anders(t, (*_PRODUCT, "ingangsdatum"))
    omvang = _anders(t, _OMVANG) & (t.v_frequentie.fill_null("") != TOTAAL)
    return t.filter(t.eigen & (vast | omvang))


@regel("IV099", "toegewezen_product")
def reden_wijziging_past_niet(b: Bronnen) -> ir.Table:
    """RedenWijziging is filled when, and only when, the toewijzing differs from the last time it was sent. What is sent
    once more as it was keeps its toewijzingsdatum (IV013) and may keep its reason. Of a toewijzing that began before
    the first 301 that is known of its municipality, earlier versions may be missing: its first is not judged."""
    t = _met_vorige(b)
    begin = t.dagtekening.min().over(group_by=[t.wet, t.gemeente])
    reden = t.reden_wijziging.notnull()
    herhaald = _moment(t) == _moment(t, "v_")
    gewijzigd = _anders(t, _INHOUD)
    eerste = (t.nieuw & reden & (t.ingangsdatum >= begin)).fill_null(False)
    return t.filter(eerste | (t.eigen & ((gewijzigd & ~reden) | (~gewijzigd & reden & ~herhaald))))


@regel("IV013", "toegewezen_product")
def wijziging_zonder_nieuw_moment(b: Bronnen) -> ir.Table:
    """A changed toewijzing has a later toewijzingsdatum and -tijd than the one it changes."""
    t = _met_vorige(b)
    return t.filter(t.eigen & _anders(t, _INHOUD) & (_moment(t) <= _moment(t, "v_")))


def _andere(b: Bronnen, t: ir.Table) -> ir.Table:
    """Rows of 301 beside every version of the other toewijzingen of the same client and aanbieder (t_)."""
    samen = naast(t, b.toewijzing_versies, ("wet", "gemeente", "aanbieder", "pseudoniem"), "t_")
    return samen.filter(samen.t_toewijzingnummer != samen.toewijzingnummer)


def _alleen_eigen(t: ir.Table) -> ir.Table:
    return t.drop("nieuw", "eigen", *(k for k in t.columns if k.startswith("v_")))


@regel("OP259", "toegewezen_product")
def gestapelde_toewijzing(b: Bronnen) -> ir.Table:
    """What is new or changed does not overlap another toewijzing of the same product to the same aanbieder."""
    t = _met_vorige(b)
    t = _andere(b, _alleen_eigen(t.filter((t.nieuw | _anders(t, _INHOUD)) & ~nietig(t, ""))))
    t = t.filter((t.t_van_orde <= t.orde) & (t.orde < t.t_tot_orde))
    return t.filter(~nietig(t) & zelfde_product(t, "t_") & overlapt(t, "t_"))


@regel("OP380", "toegewezen_product")
def verlenging_onder_nieuw_nummer(b: Bronnen) -> ir.Table:
    """A toewijzing that goes on the day after another ended, with the same product and volume per day, week or month,
    is no new toewijzing as long as that other one runs: its einddatum is moved."""
    t = _met_vorige(b)
    t = _andere(b, _alleen_eigen(t.filter(t.nieuw)))
    t = t.filter((t.t_van_orde < t.orde) & (t.orde <= t.t_tot_orde))
    erna = t.ingangsdatum == t.t_einddatum + ibis.interval(days=1)
    zelfde = ~_anders(t, (*_PRODUCT, *_OMVANG), "t_") & (t.frequentie.fill_null("") != TOTAAL)
    loopt = (t.t_einddatum >= t.dagtekening) & ~nietig(t)
    return t.filter((erna & loopt).fill_null(False) & zelfde)


@regel("OP087", "client")
def toewijzingen_ontbreken(b: Bronnen) -> ir.Table:
    """A 301 names every actual toewijzing that this aanbieder has for the client."""
    t = naast(b.rijen("client", "301"), b.toewijzing_versies, ("wet", "gemeente", "aanbieder", "pseudoniem"), "t_")
    t = t.filter((t.t_van_orde <= t.orde) & (t.orde < t.t_tot_orde) & actueel(t, t.dagtekening))
    genoemd = b.rijen("toegewezen_product", "301").select("bericht_id", t_toewijzingnummer="toewijzingnummer")
    return t.anti_join(genoemd.distinct(), ["bericht_id", "t_toewijzingnummer"])


@regel("TR385", "toegewezen_product")
def gedeclareerde_toewijzing_verwijderd(b: Bronnen) -> ir.Table:
    """A toewijzing is not taken back while a line declared on it is granted and not credited."""
    t = b.rijen("toegewezen_product", "301")
    t = t.filter(t.reden_wijziging.fill_null("") == VERWIJDERD).select("bericht_id", "volgnr", *TOEWIJZING, toen="orde")
    lijn = lijnen(b)
    lijn = lijn.filter(~lijn.credit).select("toewijzingnummer", l_orde="orde", l_volgnr="volgnr")
    koppen = b.berichten.select("wet", "gemeente", l_orde="orde")
    lijn = lijn.semi_join(t, "toewijzingnummer").inner_join(koppen, "l_orde")
    t = t.inner_join(lijn, list(TOEWIJZING))
    a = beantwoord(b).select(a_orde="d_orde", a_van="van")
    t = t.filter(t.l_orde < t.toen).inner_join(a, [("l_orde", "a_orde")])
    return niet_weg(t.filter(t.a_van < t.toen), weg(b), "l_orde", "l_volgnr", "toen")
