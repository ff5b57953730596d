"""The slow and obvious facts of the indicators on trajecten, toewijzingen and aanbieders: loops over rows, no engine.

Written from the definitions, not from `evaluate`; it shares no code with it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from datameent.domain.periode import Korrel, Periode
from datameent.indicators.vraag import TIJD

Rij = Mapping[str, Any]
Tabellen = Mapping[str, Sequence[Rij]]
Feit = dict[str, Any]


def feit(r: Rij, dag: date | None, achter: str = "", **meer: Any) -> Feit:
    """A fact of a row: codes of its dimensions, its person, and what is counted. Columns end in `achter`."""
    uit: Feit = {} if dag is None else {korrel: Periode.van(dag, Korrel(korrel)).code for korrel in TIJD}
    uit["wet"] = r["wet"]
    for dimensie, kolom in (
        ("productcategorie", "productcategorie"),
        ("wijk", "wijk_code"),
        ("aanbieder", "aanbieder"),
        ("leeftijdsgroep", "leeftijdsgroep"),
    ):
        code = r[kolom + achter]
        uit[dimensie] = "onbekend" if code is None else code
    return {**uit, "persoon": (r["wet"], r["pseudoniem"]), **meer}


def _bij_eerste(r: Rij) -> Rij:
    return {**r, "aanbieder": r["aanbieder"] if r["aanbieder_begin"] is None else r["aanbieder_begin"]}


def _zelfde_mens(een: Rij, ander: Rij) -> bool:
    return bool(een["wet"] == ander["wet"] and een["pseudoniem"] == ander["pseudoniem"])


def _peildag(kern: Tabellen) -> date | None:
    return max((g["dagtekening"] for g in kern["trajectgebeurtenis"]), default=None)


def _een_jaar_later(dag: date) -> date:
    return dag.replace(year=dag.year + 1, day=min(dag.day, monthrange(dag.year + 1, dag.month)[1]))


def _te_volgen(kern: Tabellen, r: Rij, begin: date | None) -> bool:
    """Whether all that was declared of it is known: it did not begin before the first declaration."""
    dagen = [p["dagtekening"] for p in kern["prestatie_geldig"] if p["wet"] == r["wet"]]
    return bool(dagen) and begin is not None and begin >= min(dagen)


def wachttijd(kern: Tabellen) -> Iterator[Feit]:
    """Days from request to start."""
    for r in kern["traject"]:
        if r["aanvraagdatum"] and r["startdatum"] and r["aanvraagdatum"] <= r["startdatum"]:
            dagen = (r["startdatum"] - r["aanvraagdatum"]).days
            yield feit({**r, "aanbieder": r["aanbieder_begin"]}, r["startdatum"], dagen=dagen)


def doorlooptijd(kern: Tabellen) -> Iterator[Feit]:
    """Days from request to assignment."""
    for r in kern["traject"]:
        if r["aanvraagdatum"] and r["toewijzingsdatum"] and r["aanvraagdatum"] <= r["toewijzingsdatum"]:
            dagen = (r["toewijzingsdatum"] - r["aanvraagdatum"]).days
            yield feit(_bij_eerste(r), r["toewijzingsdatum"], dagen=dagen)


def responsetijd(kern: Tabellen) -> Iterator[Feit]:
    """Days from message to answer."""
    for g in kern["trajectgebeurtenis"]:
        for t in kern["traject"]:
            zelfde = t["traject_id"] == g["traject_id"] and t["wet"] == g["wet"]
            if zelfde and g["responsetijd_dagen"] is not None:
                plek = {k: t[k] for k in ("productcategorie", "wijk_code", "leeftijdsgroep")}
                dagen = g["responsetijd_dagen"]
                yield feit({**g, **plek}, g["dagtekening"], dagen=dagen, berichttype=g["berichttype"])


def _afgerond(kern: Tabellen) -> list[Rij]:
    return [r for r in kern["traject"] if r["status"] == "afgerond" and r["startdatum"] and r["einddatum"]]


def trajectduur(kern: Tabellen) -> Iterator[Feit]:
    """Days of ended trajecten, both ends included."""
    for r in _afgerond(kern):
        yield feit(r, r["einddatum"], dagen=(r["einddatum"] - r["startdatum"]).days + 1)


def trajectomvang(kern: Tabellen) -> Iterator[Feit]:
    """Hours declared in ended trajecten."""
    minuten_van = {"01": 1, "04": 60, "16": 240}
    for r in _afgerond(kern):
        minuten = 0
        for p in kern["prestatie_geldig"]:
            regel = (p["volume"] or 0) * minuten_van.get(p["eenheid"], 0)
            if p["traject_id"] == r["traject_id"] and p["wet"] == r["wet"] and regel > 0:
                minuten += regel
        if minuten and _te_volgen(kern, r, r["startdatum"]):
            uren, rest = divmod(minuten, 60)
            yield feit(r, r["einddatum"], dagen=uren + 1 if rest >= 30 else uren)


def opeenvolgend(kern: Tabellen) -> Iterator[Feit]:
    """Trajecten that began after an earlier one had ended."""
    gestart = [r for r in kern["traject"] if r["startdatum"]]
    for r in gestart:
        if any(_zelfde_mens(r, e) and e["einddatum"] and e["einddatum"] < r["startdatum"] for e in gestart):
            yield feit({**r, "aanbieder": r["aanbieder_begin"]}, r["startdatum"])


def terugkeer(kern: Tabellen) -> Iterator[Feit]:
    """Ended help that began again within a year, and ended help of which that is not known."""
    peildag = _peildag(kern)
    for r in kern["hulpperiode"]:
        if r["einddatum"] is None:
            continue
        later = [
            v["begindatum"] for v in kern["hulpperiode"] if _zelfde_mens(r, v) and v["begindatum"] > r["begindatum"]
        ]
        grens = _een_jaar_later(r["einddatum"])
        terug = bool(later) and min(later) <= grens
        bekend = terug or (peildag is not None and grens <= peildag)
        if terug or not bekend:
            yield feit(r, r["einddatum"], "_eind", bekend=bekend)


def doorstroom(kern: Tabellen) -> Iterator[Feit]:
    """Ended trajecten and what came next."""
    peildag = _peildag(kern)
    gestart = [r for r in kern["traject"] if r["startdatum"]]
    for r in _afgerond(kern):
        eind = r["einddatum"]
        verder = [
            v
            for v in gestart
            if _zelfde_mens(r, v)
            and v["traject_id"] != r["traject_id"]
            and (v["startdatum"] - eind).days - 1 <= 31
            and (v["einddatum"] is None or v["einddatum"] > eind)
        ]
        nieuw = [v for v in verder if v["startdatum"] > r["startdatum"]]
        if verder and not nieuw:
            continue
        if nieuw:
            naar = min((v["startdatum"], v["productcategorie"] or "onbekend", v["traject_id"]) for v in nieuw)[1]
        else:
            naar = "geen" if peildag is not None and peildag > eind + timedelta(days=31) else "onbekend"
        van = r["productcategorie"] or "onbekend"
        yield feit({**r, "productcategorie": van}, eind, richting=f"{van}>{naar}")


def wisseling(kern: Tabellen) -> Iterator[Feit]:
    """Starts at another aanbieder than the help before it in the traject, which had stopped."""
    rijen = [t for t in kern["toewijzing_geldig"] if t["startdatum"] and t["traject_id"]]
    rijen.sort(key=lambda t: (t["startdatum"], t["toewijzingnummer"], t["aanbieder"]))
    vorige: dict[Any, Rij] = {}
    for r in rijen:
        v = vorige.get((r["wet"], r["traject_id"]))
        if v and v["aanbieder"] != r["aanbieder"] and v["stopdatum"] and v["stopdatum"] <= r["startdatum"]:
            yield feit({**r, "aanbieder": v["aanbieder"]}, r["startdatum"])
        vorige[r["wet"], r["traject_id"]] = r


def verwijzing(kern: Tabellen) -> Iterator[Feit]:
    """Requests and who sent the person."""
    for r in kern["traject"]:
        if r["aanvraagdatum"]:
            verwijzer = "onbekend" if r["verwijzer_type"] is None else r["verwijzer_type"]
            yield feit(_bij_eerste(r), r["aanvraagdatum"], verwijzer=verwijzer)


def toetreders(kern: Tabellen) -> Iterator[Feit]:
    """Clients of every aanbieder, at its first month of help."""
    return _rand(kern, min)


def uittreders(kern: Tabellen) -> Iterator[Feit]:
    """Clients of every aanbieder, at its last month of help."""
    return _rand(kern, max)


def _rand(kern: Tabellen, kant: Callable[[list[date]], date]) -> Iterator[Feit]:
    hulp = [r for r in kern["kostenmaand"] if r["telt"]]
    for wet, aanbieder in sorted({(r["wet"], r["aanbieder"]) for r in hulp}):
        eigen = [r for r in hulp if (r["wet"], r["aanbieder"]) == (wet, aanbieder)]
        maand = kant([r["maand"] for r in eigen])
        rand = kant([r["maand"] for r in hulp if r["wet"] == wet])
        afstand = abs((maand.year - rand.year) * 12 + maand.month - rand.month)
        for r in eigen:
            yield feit({**r, "wijk_code": None}, maand, bekend=afstand >= 12)


def _met_bedrag(kern: Tabellen) -> Iterator[Rij]:
    for r in kern["toewijzing_geldig"]:
        bedrag = r["toegewezen_cent"] is not None and r["toegewezen_cent"] > 0
        if bedrag and r["einddatum"] and _te_volgen(kern, r, r["ingangsdatum"]):
            yield r


def verzilvering(kern: Tabellen) -> Iterator[Feit]:
    """Ended or elapsed toewijzingen with what was declared and assigned."""
    peildag = _peildag(kern)
    for r in _met_bedrag(kern):
        eind = min(r["einddatum"], r["stopdatum"] or r["einddatum"])
        if peildag is not None and eind <= peildag:
            yield feit(r, eind, cent=r["gedeclareerd_cent"] or 0, noemer_cent=r["toegewezen_cent"])


def openstaand(kern: Tabellen) -> Iterator[Feit]:
    """Toewijzingen that run or must still begin, with what was not declared."""
    peildag = _peildag(kern)
    for r in _met_bedrag(kern):
        eind = min(r["einddatum"], r["stopdatum"] or r["einddatum"])
        if peildag is not None and eind >= peildag:
            yield feit(r, None, cent=max(r["toegewezen_cent"] - (r["gedeclareerd_cent"] or 0), 0))


def afkeur(kern: Tabellen, *, per_code: bool) -> Iterator[Feit]:
    """Lines sent with the lines refused; with `per_code` once for every code that was ever given."""
    codes = {r["retourcode"] for r in kern["afkeur"]} - {"verstuurd", "afgekeurd"}
    for r in (r for r in kern["afkeur"] if r["retourcode"] == "verstuurd"):
        for code in sorted(codes) if per_code else ["afgekeurd"]:
            groep = ("wet", "maand", "aanbieder", "berichttype")
            fout = [a for a in kern["afkeur"] if a["retourcode"] == code and all(a[k] == r[k] for k in groep)]
            basis = {**r, "productcategorie": None, "wijk_code": None, "leeftijdsgroep": None, "pseudoniem": None}
            yield feit(
                basis,
                r["maand"],
                berichttype=r["berichttype"],
                retourcode=code,
                aantal=sum(a["aantal"] for a in fout),
                regels=r["aantal"],
                personen=r["personen"],
            )
