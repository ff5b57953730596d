"""One figure from the lake, for an analyst with a purpose: checked, logged, and with a verdict on every cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ibis.expr import types as ir

from datameent.agreements.laden import eis_doel, laad, namen
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.indicators.definitie import Definitie
from datameent.indicators.evaluate import MATEN, evaluate, evaluate_met_celsleutels, telt_personen
from datameent.indicators.fouten import Foutcode
from datameent.indicators.register import vind_definitie
from datameent.indicators.vraag import Vraagstelling, controleer
from datameent.kern.afkeur import afkeur
from datameent.kern.bouw import is_bij
from datameent.kern.conform import BRON_TABELLEN, KERN_TABELLEN, conform
from datameent.lake.store import Lake, tijdelijk
from datameent.privacy.verwerking import log_verwerking


@dataclass(frozen=True, slots=True)
class Celfeiten:
    """What a disclosure rule needs to know of one cell. `waarde` is None where the indicator has no denominator.

    `codes`: what the cell is about, per dimension, asked or broken out.
    """

    soort: str
    waarde: int | None
    personen: int
    aanbieders: int
    grootste_persoon_cent: int | None
    grootste_aanbieder_cent: int | None
    tweede_aanbieder_cent: int | None
    codes: Mapping[str, str] = field(default_factory=dict)


Beoordeel = Callable[[Celfeiten], Status]
"""Gives `Status.GEPUBLICEERD` when the cell may be shown, else why not."""

Ruis = Callable[[int, int], int]
"""From a count of persons and the key of its cell to a noisy count."""


@dataclass(frozen=True, slots=True)
class Cijfercel:
    """One cell as an analyst may see it: a value, or the reason why there is none."""

    dimensies: Mapping[str, str]
    waarde: int | None
    status: str


@dataclass(frozen=True, slots=True)
class Cijfer:
    """An answer: cells sorted by their dimensions. `peildatum` is the day up to which messages count, or None.

    `methode`: `onderdrukken`, or `ruis` when the values are counts with noise.
    """

    indicator: str
    naam: str
    eenheid: str
    versie: str
    doel: str
    per: tuple[str, ...]
    waar: Mapping[str, str]
    peildatum: date | None
    cellen: tuple[Cijfercel, ...]
    methode: str = "onderdrukken"


def cijfer(
    home: Home,
    indicator: str,
    *,
    per: Sequence[str],
    waar: Mapping[str, str],
    peildatum: date | None,
    doel: str,
    gebruiker: str,
    beoordeel: Beoordeel,
    ruis: Ruis | None = None,
) -> Cijfer:
    """Evaluate one question on the lake; with a peildatum on what was known that day.

    Every agreement on messages must be valid today and name the purpose (DM-OVK-*, DM-IND-008 when there is no
    agreement). The processing is logged before the answer is given, with counts and without values. DM-IND-009 when
    the kern is behind what was loaded. With `ruis` counts of persons get noise and no cell of them is hidden; every
    other figure is judged as without.
    """
    definitie = vind_definitie(indicator, home)
    vraag = Vraagstelling(definitie.code, tuple(per), dict(waar))
    controleer(vraag, definitie)
    bronnen = _eis_doel(home, doel)
    if not telt_personen(definitie.code):
        ruis = None
    lake = Lake.open(home)
    con = lake.engine()
    try:
        kern = _kern(lake, con, peildatum)
        rijen: list[dict[str, Any]] = con.to_pyarrow(_vraag(vraag, kern, ruis)).to_pylist()
        stand = peildatum or _laatste_dag(lake, con)
    finally:
        con.disconnect()
    cellen = _cellen(rijen, vraag, definitie, beoordeel) if ruis is None else _met_ruis(rijen, vraag, ruis)
    _log(home, definitie, doel=doel, bronnen=bronnen, gebruiker=gebruiker, cellen=cellen)
    methode = "onderdrukken" if ruis is None else "ruis"
    wat = (definitie.code, definitie.naam, definitie.eenheid, definitie.versie)
    return Cijfer(*wat, doel, vraag.per, vraag.waar, stand, cellen, methode)


def _eis_doel(home: Home, doel: str) -> dict[str, str]:
    """Names and versions of the agreements on messages, all of which name the purpose."""
    vandaag = date.today()
    bronnen = {}
    for naam in namen(home):
        overeenkomst = laad(home, naam, vandaag)
        if overeenkomst.over_berichten:
            eis_doel(overeenkomst, doel)
            bronnen[naam] = overeenkomst.versie
    if not bronnen:
        raise DatameentError(
            Foutcode.DOEL_ONBEKEND,
            "There is no agreement on messages, so no purpose is allowed",
            "Write config/bronovereenkomsten/iwmo.yaml or ijw.yaml; the examples show how",
            exit_status=ExitStatus.AGREEMENT,
        )
    return bronnen


def _kern(lake: Lake, con: Any, peildatum: date | None) -> dict[str, ir.Table]:
    bron = {naam: lake.tabel(con, "bron", naam) for naam in BRON_TABELLEN}
    if peildatum is not None:
        kern = conform(bron, peildatum, tussen=lambda naam, t: tijdelijk(con, f"tussen_{naam}", t))
        return {**kern, "afkeur": afkeur(bron, peildatum)}
    if not is_bij(lake):
        raise DatameentError(
            Foutcode.KERN_LEEG,
            "The kern is behind what was loaded",
            "Run `datameent build` first",
            exit_status=ExitStatus.REFUSED,
        )
    return {**{naam: lake.tabel(con, "kern", naam) for naam in KERN_TABELLEN}, "afkeur": afkeur(bron, None)}


def _laatste_dag(lake: Lake, con: Any) -> date | None:
    dag: date | None = con.to_pyarrow(lake.tabel(con, "bron", "bericht").dagtekening.max()).as_py()
    return dag


def _cellen(
    rijen: list[dict[str, Any]], vraag: Vraagstelling, definitie: Definitie, beoordeel: Beoordeel
) -> tuple[Cijfercel, ...]:
    cellen = []
    for rij in rijen:
        maten = {m: rij[m] for m in MATEN if m not in ("teller", "noemer", "grootste_noemer_cent")}
        if definitie.soort == "ratio" and rij["waarde"] is not None:
            # The largest contribution is a part of the numerator, not of the ratio.
            maten["waarde"] = rij["teller"]
        eigen = {d: rij[d] for d in vraag.per}
        status = Status(beoordeel(Celfeiten(definitie.soort, **maten, codes={**vraag.waar, **eigen})))
        cel = Cijfercel(eigen, rij["waarde"], "")
        if rij["waarde"] is None and status in (Status.GEPUBLICEERD, Status.GEEN_NOEMER):
            # Only a ratio lacks something to divide by; any other figure is not known yet.
            leeg = Status.GEEN_NOEMER if definitie.soort == "ratio" else Status.KWALITEIT
            cel = replace(cel, status=leeg.value)
        elif status is not Status.GEPUBLICEERD:
            cel = replace(cel, waarde=None, status=status.value)
        cellen.append(cel)
    return tuple(sorted(cellen, key=lambda c: tuple(c.dimensies.values())))


def _vraag(vraag: Vraagstelling, kern: Mapping[str, ir.Table], ruis: Ruis | None) -> ir.Table:
    return evaluate(vraag, kern) if ruis is None else evaluate_met_celsleutels(vraag, kern)


def _met_ruis(rijen: list[dict[str, Any]], vraag: Vraagstelling, ruis: Ruis) -> tuple[Cijfercel, ...]:
    """Counts with noise; what is not known yet stays so."""
    cellen = []
    for rij in rijen:
        onbekend = rij["waarde"] is None
        waarde = None if onbekend else ruis(rij["waarde"], rij["celsleutel"])
        status = Status.KWALITEIT if onbekend else Status.GEPUBLICEERD
        cellen.append(Cijfercel({d: rij[d] for d in vraag.per}, waarde, status.value))
    return tuple(sorted(cellen, key=lambda c: tuple(c.dimensies.values())))


def _log(
    home: Home,
    definitie: Definitie,
    *,
    doel: str,
    bronnen: Mapping[str, str],
    gebruiker: str,
    cellen: Sequence[Cijfercel],
) -> None:
    log_verwerking(
        home,
        wat="cijfer",
        doelen=[doel],
        bron=f"{','.join(bronnen)}:{definitie.code}@{definitie.versie}",
        overeenkomst_versie=",".join(bronnen.values()),
        aantallen={"cellen": len(cellen), "afgeschermd": sum(c.waarde is None for c in cellen)},
        wie=gebruiker,
    )
