"""Build a release: measure, judge, write, check, publish. One immutable file per audience and state of the lake."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from datameent.disclosure.beleid import Beleid, Onthullingsbeleid
from datameent.disclosure.celtabel import PERIODE, Celsleutel, Oordeel, celsleutel
from datameent.disclosure.oordeel import beoordeel
from datameent.disclosure.ruis import STANDAARD, Ptabel
from datameent.disclosure.verlies import verlies
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, Plaats
from datameent.domain.home import Home
from datameent.domain.periode import Korrel, Periode
from datameent.indicators.definitie import Definitie
from datameent.indicators.register import definities
from datameent.privacy.verwerking import log_verwerking
from datameent.release.configuratie import beleid_van, plan_van
from datameent.release.controle import Controle, Gevonden, controleer_bestand, lees_anderen
from datameent.release.fouten import Foutcode
from datameent.release.herkomst import bronnen, gemeente, overeenkomsten
from datameent.release.herstel import HERSTELBAAR, RONDES, Herstel, Weten, herstel
from datameent.release.inwoners import lees_inwoners
from datameent.release.labels import dimensierijen
from datameent.release.meten import Meting, Venster
from datameent.release.methode import beoordeel_benaderd
from datameent.release.methode_tijd import zonder_benaderde
from datameent.release.plan import Tabellenplan
from datameent.release.read import Eerdercijfer, ReleaseCel, ReleaseMeta, TabelKop
from datameent.release.ronden import Ronden
from datameent.release.samenstelling import Plantabel, stel_samen
from datameent.release.schema import DIMENSIES, TOTAAL
from datameent.release.schrijf import Inhoud, schrijf_release
from datameent.release.tijd import Stand, Verleden, Zelfde, laatst_getoond, lees_verleden, voorkennis
from datameent.release.verslag import leg_controle_vast
from datameent.release.vormen import lees_vormen


@dataclass(frozen=True, slots=True)
class ReleaseResultaat:
    """What was published. `verlies`: per indicator how many cells are hidden and why."""

    pad: Path
    release_id: str
    cellen: int
    onderdrukt: int
    verlies: Mapping[str, Any]
    seconden: float


def bouw_release(home: Home, doelgroep: str, *, peildatum: date | None = None, door: str = "") -> ReleaseResultaat:
    """Make and check the release of an audience, as the lake was on `peildatum` (default: now); `door` makes it.

    The same lake, policy and plan give the same content and the same `release_id`. Nothing is published that the
    check afterwards refuses: then the file is removed and DM-REL-009 raised. Further errors: DM-ONT-001, DM-ONT-002,
    DM-REL-005 to DM-REL-008, DM-REL-010, DM-REL-016 to DM-REL-019.
    """
    begin = time.perf_counter()
    beleid, plan, kaarten = beleid_van(home), plan_van(home), definities(home)
    beleid.voor(doelgroep)
    plan.voor(doelgroep)
    with Meting(home, peildatum) as meting:
        opdracht = _Opdracht(home, doelgroep, beleid, plan, kaarten, door)
        stof, eerder_gevonden = _verzamel(opdracht, meting), Gevonden()
        personen = stof.personen()
        extra, ronde = Herstel(), 0
        while True:
            inhoud, bekend = _inhoud(opdracht, meting, stof, extra)
            pad = home.releases / doelgroep / f"{inhoud.meta.release_id}.sqlite"
            controle = _beproef(opdracht, meting, inhoud, pad, eerder_gevonden)
            if not controle.blootgesteld:
                break
            weten = Weten(personen, bekend)
            rondes = ((r + 1, extra.met(_te_herstellen(controle, inhoud, weten, r))) for r in range(ronde, RONDES))
            ronde, meer = next(((r, meer) for r, meer in rondes if meer != extra), (RONDES, extra))
            if meer == extra:
                raise _niet_veilig(controle, pad)
            extra = meer
    meta = inhoud.meta
    seconden = time.perf_counter() - begin
    return ReleaseResultaat(pad, meta.release_id, meta.cellen, meta.onderdrukt, meta.verlies, seconden)


def _beproef(opdracht: _Opdracht, meting: Meting, inhoud: Inhoud, pad: Path, gevonden: Gevonden) -> Controle:
    """Write the release, attack it, and publish it only when nothing was found."""
    home = opdracht.home
    proef = schrijf_release(pad.with_name(f".proef-{pad.name}"), inhoud)
    try:
        anderen = lees_anderen(home, pad, [v.release_id for v in (*inhoud.meta.vorige, *inhoud.meta.naast)])
        regels = opdracht.beleid.voor(opdracht.doelgroep)
        controle = controleer_bestand(proef, meting, regels, anderen=anderen, gevonden=gevonden)
        if not controle.blootgesteld:
            _log(home, inhoud)
            leg_controle_vast(pad, proef, controle.aantallen(), door=opdracht.door)
            proef.replace(pad)
            if regels.andere_releases:
                meting.bewaar_kosten()
    finally:
        proef.unlink(missing_ok=True)
    return controle


def _te_herstellen(controle: Controle, inhoud: Inhoud, weten: Weten, ronde: int) -> Herstel:
    """What to hide beside what was found; nothing when any of it is a fault that hiding more does not mend."""
    if any(b.regel not in HERSTELBAAR for b in controle.blootgesteld):
        return Herstel()
    if inhoud.meta.beleid["methode"] == "onderdrukken":
        return herstel(controle.blootgesteld, inhoud.cellen, weten, ronde)
    # A count that is not exact says too much by what it shows: it goes itself.
    telt = {t.indicator for t in inhoud.tabellen if t.soort == "frequentie"}
    zelf = {celsleutel(b.indicator, (PERIODE, *DIMENSIES), b.cel) for b in controle.blootgesteld if b.indicator in telt}
    rest = [b for b in controle.blootgesteld if b.indicator not in telt]
    return herstel(rest, inhoud.cellen, weten, ronde).met(Herstel(frozenset(zelf)))


def _log(home: Home, inhoud: Inhoud) -> None:
    """No release without a line in the processing log: the purposes that all agreements on messages share."""
    doelen = [set(o.doelen) for o in overeenkomsten(home).values() if o.over_berichten]
    log_verwerking(
        home,
        wat="release",
        doelen=sorted(set.intersection(*doelen)) if doelen else [],
        bron=inhoud.meta.release_id,
        aantallen={"cellen": inhoud.meta.cellen, "onderdrukt": inhoud.meta.onderdrukt},
    )


@dataclass(frozen=True)
class _Opdracht:
    """What is asked for, and the rules it is made by."""

    home: Home
    doelgroep: str
    beleid: Onthullingsbeleid
    plan: Tabellenplan
    kaarten: Mapping[str, Definitie]
    door: str = ""


@dataclass(frozen=True)
class _Stof:
    """What a release is made from, the same in every round."""

    venster: Venster
    tabellen: list[Plantabel]
    verleden: Verleden
    ronden: Ronden

    def personen(self) -> Mapping[Celsleutel, int]:
        """The persons per cell."""
        return {
            celsleutel(t.indicator, t.cellen.dimensies, s): n
            for t in self.tabellen
            for s, n in zip(t.cellen.sleutels(t.cellen.dimensies), t.cellen.personen, strict=True)
        }


def _verzamel(opdracht: _Opdracht, meting: Meting) -> _Stof:
    plan, doelgroep = opdracht.plan, opdracht.doelgroep
    venster = meting.venster
    if plan.eerste_maand is not None:
        venster = replace(venster, eerste=max(venster.eerste, Periode(plan.eerste_maand), key=lambda p: p.code))
    tabellen = stel_samen(plan.voor(doelgroep), opdracht.kaarten, meting, venster, plan.rijpen_maanden)
    verleden = Verleden()
    if opdracht.beleid.voor(doelgroep).andere_releases:
        verleden = lees_verleden(opdracht.home, doelgroep, _zelfde(opdracht, meting, tabellen))
    return _Stof(venster, tabellen, verleden, Ronden())


def _inhoud(opdracht: _Opdracht, meting: Meting, stof: _Stof, extra: Herstel) -> tuple[Inhoud, AbstractSet[Celsleutel]]:
    """What the release would hold when more is hidden too, and what readers know of it already."""
    kaarten, doelgroep, verleden = opdracht.kaarten, opdracht.doelgroep, stof.verleden
    regels = opdracht.beleid.voor(doelgroep)
    tabellen, oordelen, bekend = _geoordeeld(stof.tabellen, regels, verleden, meting, extra, ronden=stof.ronden)
    voorlopig = _Voorlopig(meting.voorlopig, stof.venster, opdracht.plan.voorlopig_maanden)
    eerder = laatst_getoond(verleden, tabellen)
    cellen = [_met_eerder(c, eerder) for t, o in zip(tabellen, oordelen, strict=True) for c in _cellen(t, o, voorlopig)]
    gewogen = [(t.kruising.naam(t.indicator), t.gewogen, o) for t, o in zip(tabellen, oordelen, strict=True)]
    gebruikt = {t.indicator for t in tabellen}
    afspraken = overeenkomsten(opdracht.home)
    dimensies = dimensierijen(meting.lake, cellen)
    inhoud = Inhoud(
        meta=replace(
            _meta(opdracht, meting, cellen, verlies(gewogen, regels)), vorige=verleden.vorige, naast=verleden.andere
        ),
        indicatoren={code: d.als_json() for code, d in kaarten.items() if code in gebruikt},
        dimensies=dimensies,
        tabellen=[_kop(i, t, kaarten[t.indicator]) for i, t in enumerate(tabellen, 1)],
        cellen=cellen,
        bronnen=bronnen(opdracht.home, afspraken),
        overeenkomsten={naam: o.kaart() for naam, o in afspraken.items()},
    )
    inhoud = _met_gebieden(opdracht.home, inhoud)
    naam = f"{doelgroep}-{meting.peildatum.isoformat()}-{_vingerafdruk(inhoud)[:12]}"
    return replace(inhoud, meta=replace(inhoud.meta, release_id=naam)), bekend


def _met_gebieden(home: Home, inhoud: Inhoud) -> Inhoud:
    """With the shapes and the inhabitants of the wijken and buurten that it shows."""
    gebieden = {d.code for d in inhoud.dimensies if d.naam in ("wijk", "buurt")}
    inwoners = lees_inwoners(home, inhoud.meta.gemeente_code, gebieden)
    return replace(inhoud, vormen=lees_vormen(home, gebieden), inwoners=inwoners)


def _geoordeeld(
    tabellen: list[Plantabel],
    regels: Beleid,
    verleden: Verleden,
    meting: Meting,
    extra: Herstel,
    *,
    ronden: Ronden | None = None,
) -> tuple[list[Plantabel], list[Oordeel], AbstractSet[Celsleutel]]:
    """The tables with what they may show, by the method of the audience, and what readers know of them already."""
    bekend: AbstractSet[Celsleutel] = frozenset()
    if regels.methode != "onderdrukken":
        tabellen, oordelen = beoordeel_benaderd(tabellen, regels, verleden, meting, extra.erbij)
    else:
        eerder = voorkennis(zonder_benaderde(verleden), tabellen, meting, regels)
        bekend = extra.op(eerder).getoond
        oordelen = (ronden or Ronden()).beoordeel(
            [t.cellen for t in tabellen], eerder, extra, lambda welke, wat: beoordeel(welke, regels, wat)
        )
    paren = zip(tabellen, oordelen, strict=True)
    return tabellen, [o if t.verhouding is None else t.verhouding.een_reden(o) for t, o in paren], bekend


def _zelfde(opdracht: _Opdracht, meting: Meting, tabellen: Sequence[Plantabel]) -> Zelfde:
    """What makes a release the same one: the lake and the day, the policy, and the tables."""
    return Zelfde(meting.vingerafdruk, _beleid(opdracht), frozenset(t.kruising.naam(t.indicator) for t in tabellen))


def _beleid(opdracht: _Opdracht) -> dict[str, Any]:
    """The rules of this audience and where they come from, as they stand in the file."""
    beleid = opdracht.beleid
    herkomst = {
        "versie": beleid.versie,
        "ingangsdatum": beleid.ingangsdatum.isoformat(),
        "eigenaar": beleid.eigenaar,
        "bron": beleid.bron,
    }
    regels = beleid.voor(opdracht.doelgroep)
    ruis = {"ruis": Ptabel.van(STANDAARD).als_json()} if regels.methode == "ruis" else {}
    gelezen: dict[str, Any] = json.loads(json.dumps({**regels.als_json(), **herkomst, **ruis}))
    return gelezen


@dataclass(frozen=True)
class _Voorlopig:
    """Which periods late declarations may still change: as measured, else the last months of the window."""

    gemeten: Mapping[tuple[str, str], bool]
    venster: Venster
    maanden: int

    @cached_property
    def _maanden(self) -> list[str]:
        return self.venster.perioden("maand")

    def __call__(self, periode: str, wet: str) -> bool:
        p = Periode(periode)
        eerste, laatste = Periode.van(p.begin, Korrel.MAAND).code, Periode.van(p.eind, Korrel.MAAND).code
        if not self.gemeten:
            return self.maanden > 0 and laatste >= self._maanden[-self.maanden :][0]
        maanden = {m for m in self._maanden if eerste <= m <= laatste}
        wetten = {w for w, _ in self.gemeten if wet in (w, TOTAAL)}
        # A month of which a law has no declared line yet was not measured: it is as provisional as can be.
        return any(self.gemeten.get((w, maand), True) for w in wetten for maand in maanden)


def _cellen(tabel: Plantabel, oordeel: Oordeel, voorlopig: _Voorlopig) -> Iterable[ReleaseCel]:
    vast = (tabel.indicator, tabel.kruising.korrel)
    bekend: dict[tuple[str, str], bool] = {}
    sleutels = tabel.cellen.sleutels(("periode", *DIMENSIES))
    for sleutel, waarde, status in zip(sleutels, tabel.waarden, oordeel.statussen, strict=True):
        moment = (sleutel[0], sleutel[1])
        if moment not in bekend:
            bekend[moment] = voorlopig(*moment)
        zichtbaar = waarde if status is Status.GEPUBLICEERD else None
        yield ReleaseCel.van((*vast, *sleutel), zichtbaar, status, bekend[moment])


def _met_eerder(cel: ReleaseCel, eerder: Mapping[Celsleutel, Stand]) -> ReleaseCel:
    """A cell that waits keeps the last figure that its readers were shown."""
    if cel.status is not Status.EERDER_GEPUBLICEERD:
        return cel
    codes = [cel.code(d) for d in (PERIODE, *DIMENSIES)]
    toen = eerder.get(celsleutel(cel.indicator, (PERIODE, *DIMENSIES), codes))
    return cel if toen is None else cel._replace(eerder=Eerdercijfer(*toen))


def _kop(nummer: int, tabel: Plantabel, definitie: Definitie) -> TabelKop:
    k = tabel.kruising
    return TabelKop(
        nummer, k.naam(tabel.indicator), tabel.indicator, k.korrel, k.dimensies, definitie.soort, definitie.eenheid
    )


def _meta(opdracht: _Opdracht, meting: Meting, cellen: Sequence[ReleaseCel], verlies: Mapping[str, Any]) -> ReleaseMeta:
    code, naam = gemeente(opdracht.home)
    return ReleaseMeta(
        release_id="",
        doelgroep=opdracht.doelgroep,
        peildatum=meting.peildatum,
        gemaakt_op=datetime.now(UTC).isoformat(timespec="seconds"),
        gemeente_code=code,
        gemeente_naam=naam,
        versie=_versie(),
        minimum_personen=opdracht.beleid.voor(opdracht.doelgroep).minimum_personen,
        cellen=len(cellen),
        onderdrukt=sum(c.status.onderdrukt for c in cellen),
        beleid=_beleid(opdracht),
        verlies=verlies,
        vingerafdruk_bron=meting.vingerafdruk,
    )


def _versie() -> str:
    try:
        return version("datameent")
    except PackageNotFoundError:  # run from a source tree
        return "0"


def _vingerafdruk(inhoud: Inhoud) -> str:
    """Of everything a reader sees, except the moment of making."""
    meta = asdict(inhoud.meta)
    del meta["gemaakt_op"], meta["release_id"]
    som = hashlib.sha256()
    rest: list[Any] = [
        meta,
        inhoud.indicatoren,
        inhoud.dimensies,
        inhoud.tabellen,
        inhoud.bronnen,
        inhoud.overeenkomsten,
    ]
    rest += [deel for deel in (inhoud.vormen, inhoud.inwoners) if deel]
    som.update(json.dumps(rest, default=_json, sort_keys=True).encode())
    som.update("\n".join(sorted(map(repr, inhoud.cellen))).encode())
    return som.hexdigest()


def _json(waarde: Any) -> Any:
    return waarde.isoformat() if isinstance(waarde, date) else asdict(waarde)


def _niet_veilig(controle: Controle, pad: Path) -> DatameentError:
    regels = ", ".join(f"{regel} ({aantal})" for regel, aantal in sorted(controle.per_regel().items()))
    return DatameentError(
        Foutcode.NIET_VEILIG,
        f"The check before publication refused the release: {regels}",
        "Nothing was published; report this with the table plan and the policy",
        Plaats(bestand=pad.name),
    )
