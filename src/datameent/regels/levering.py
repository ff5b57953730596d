"""Rules on starts (305) and stops (307): against the toewijzing, and against what was said before."""

from __future__ import annotations

from ibis.expr import types as ir

from datameent.regels.bronnen import Bronnen
from datameent.regels.register import regel
from datameent.regels.staat import GROEP, START, STOP, gestaan, naast, regie, staand, zonder

TIJDELIJK = "20"
"""Reden beëindiging (WMO588, JZ588): delivery stops for a while."""

_LEVERING = (*GROEP, "begindatum")


def _geleverd(b: Bronnen, tabel: str) -> ir.Table:
    """The rows that deliver something: on a row that takes back, no other rule is judged (TR063)."""
    t = regie(b, tabel)
    return t.filter(~t.weg)


def _terug(b: Bronnen, tabel: str) -> ir.Table:
    t = regie(b, tabel)
    return t.filter(t.weg)


def _op_toewijzing(b: Bronnen, tabel: str) -> ir.Table:
    """The deliveries that name a toewijzingnummer, beside the version of their own toewijzing (all null: none)."""
    t = _geleverd(b, tabel)
    t = b.geldend(t.filter(t.toewijzingnummer.notnull()))
    eigen = (t.t_aanbieder == t.aanbieder) & (t.t_pseudoniem == t.pseudoniem) & ~t.t_ingetrokken
    return t.mutate(gekoppeld=eigen.fill_null(False))


def _zonder_toewijzing(b: Bronnen, tabel: str) -> ir.Table:
    t = _op_toewijzing(b, tabel)
    return t.filter(~t.gekoppeld)


@regel("TR019", "start_product")
def start_zonder_toewijzing(b: Bronnen) -> ir.Table:
    """A start names a toewijzing that this aanbieder has for this client. Without a number it is taakgericht."""
    return _zonder_toewijzing(b, "start_product")


@regel("TR019", "stop_product")
def stop_zonder_toewijzing(b: Bronnen) -> ir.Table:
    """The same of a stop."""
    return _zonder_toewijzing(b, "stop_product")


def _ander_product(b: Bronnen, tabel: str) -> ir.Table:
    t = _op_toewijzing(b, tabel)
    zelfde = t.productcategorie.identical_to(t.t_productcategorie) & t.productcode.identical_to(t.t_productcode)
    return t.filter(t.gekoppeld & ~zelfde)


@regel("IV075", "start_product")
def start_ander_product(b: Bronnen) -> ir.Table:
    """A start has exactly the product of its toewijzing: both parts, one, or none."""
    return _ander_product(b, "start_product")


@regel("IV075", "stop_product")
def stop_ander_product(b: Bronnen) -> ir.Table:
    """The same of a stop."""
    return _ander_product(b, "stop_product")


@regel("TR063", "start_product")
def start_niets_te_verwijderen(b: Bronnen) -> ir.Table:
    """What takes a start back finds that start standing."""
    t = _terug(b, "start_product")
    return zonder(t, staand(t, gestaan(b, "start_product"), START, "s_"))


@regel("TR063", "stop_product")
def stop_niets_te_verwijderen(b: Bronnen) -> ir.Table:
    """What takes a stop back finds that stop standing."""
    t = _terug(b, "stop_product")
    return zonder(t, staand(t, gestaan(b, "stop_product"), STOP, "s_"))


@regel("TR071", "start_product")
def gestopte_start_verwijderd(b: Bronnen) -> ir.Table:
    """A start is not taken back while a stop of it stands. A stop that is taken back on the same day may have gone
    first."""
    t = staand(_terug(b, "start_product"), gestaan(b, "stop_product"), START, "s_")
    return t.filter(t.s_tot_dag.isnull() | (t.s_tot_dag > t.dagtekening))


@regel("TR074", "start_product")
def start_dubbel(b: Bronnen) -> ir.Table:
    """The key of a start is new among the starts that stand."""
    return staand(_geleverd(b, "start_product"), gestaan(b, "start_product"), START, "s_")


@regel("TR074", "stop_product")
def stop_dubbel(b: Bronnen) -> ir.Table:
    """The key of a stop is new among the stops that stand."""
    return staand(_geleverd(b, "stop_product"), gestaan(b, "stop_product"), STOP, "s_")


@regel("TR326", "start_product")
def start_terwijl_levering_loopt(b: Bronnen) -> ir.Table:
    """No start while another start of the same toegewezen product stands that no standing stop ends. A stop and a
    start of one day may have been sent in either order."""
    t = staand(_geleverd(b, "start_product"), gestaan(b, "start_product"), GROEP, "s_")
    eigen = ("bericht_id", "volgnr", "stap", "dagtekening")
    lopend = t.select(*eigen, *(f"s_{k}" for k in START)).rename({k: f"s_{k}" for k in START})
    einde = naast(lopend, gestaan(b, "stop_product"), START, "e_")
    einde = einde.filter((einde.e_dagtekening <= einde.dagtekening) & (einde.stap <= einde.e_tot_stap))
    return lopend.anti_join(einde.select("bericht_id", "volgnr", *START).distinct(), ["bericht_id", "volgnr", *START])


@regel("TR382", "stop_product")
def stop_zonder_start(b: Bronnen) -> ir.Table:
    """A stop has the key elements of a start that stands."""
    t = _geleverd(b, "stop_product")
    return zonder(t, staand(t, gestaan(b, "start_product"), START, "s_"))


@regel("OP155", "stop_product")
def stop_van_eerdere_start(b: Bronnen) -> ir.Table:
    """A stop names the last start that stands of those that were sent on an earlier day. When a stop was sent before
    for the same start, this one is a correction."""
    eigen = staand(_geleverd(b, "stop_product"), gestaan(b, "start_product"), START, "s_")
    later = staand(eigen, gestaan(b, "start_product"), GROEP, "l_")
    ander = (later.l_begindatum != later.s_begindatum) | (later.l_categorie != later.s_categorie)
    ander |= later.l_code != later.s_code
    nieuwer = (later.l_van_stap > later.s_van_stap) & (later.l_dagtekening < later.dagtekening)
    later = later.filter(ander & nieuwer)
    eerder = naast(later, gestaan(b, "stop_product"), START, "e_")
    return zonder(later, eerder.filter(eerder.e_van_stap < eerder.stap))


def _na_stop(b: Bronnen) -> ir.Table:
    """Stops beside each stop of the same delivery that stands: columns of the other with e_."""
    return staand(_geleverd(b, "stop_product"), gestaan(b, "stop_product"), _LEVERING, "e_")


@regel("TR413", "stop_product")
def tijdelijke_stop_na_tijdelijke(b: Bronnen) -> ir.Table:
    """After a temporary stop of a delivery no second one."""
    t = _na_stop(b)
    return t.filter((t.reden_beeindiging == TIJDELIJK) & (t.e_reden_beeindiging == TIJDELIJK))


@regel("TR414", "stop_product")
def stop_eindigt_eerder(b: Bronnen) -> ir.Table:
    """A later stop of a delivery does not end it before the stop that stands."""
    t = _na_stop(b)
    return t.filter(t.einddatum < t.e_einddatum)


@regel("TR415", "stop_product")
def stop_na_stop(b: Bronnen) -> ir.Table:
    """After a final stop of a delivery no other stop."""
    t = _na_stop(b)
    return t.filter(t.e_reden_beeindiging != TIJDELIJK)
