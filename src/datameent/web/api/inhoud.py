"""From a release to the models of the API: one function an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from datameent.domain.cel import Status
from datameent.release.read import IndicatorKop, Release, ReleaseCel, ReleaseMeta, TabelKop
from datameent.release.schema import DIMENSIES, TOTAAL
from datameent.web.api import vormen
from datameent.web.api.probleem import Probleem
from datameent.web.api.vragen import Celvraag, Lijstvraag
from datameent.web.figures import methode, redenen
from datameent.web.figures.keuze import NAMEN, aanbod_van
from datameent.web.public.verlies import maak_verlies

BASIS = "/api/v1"
T = TypeVar("T")
Wetten = frozenset[str] | None
"""The laws that a token may see; None for all."""


def uitgave(meta: ReleaseMeta) -> vormen.Uitgave:
    """A release as it describes itself."""
    hier = f"{BASIS}/releases/{meta.release_id}"
    onder = ("indicatoren", "dimensies", "tabellen", "bronnen", "verlies")
    return vormen.Uitgave(
        release_id=meta.release_id,
        doelgroep=meta.doelgroep,
        peildatum=meta.peildatum,
        gemaakt_op=meta.gemaakt_op,
        gemeente_code=meta.gemeente_code,
        gemeente_naam=meta.gemeente_naam,
        versie=meta.versie,
        minimum_personen=meta.minimum_personen,
        cellen=meta.cellen,
        afgeschermd=meta.onderdrukt,
        links={"self": vormen.Link(href=hier), **{n: vormen.Link(href=f"{hier}/{n}") for n in onder}},
    )


def bladzijde(rijen: Sequence[T], vraag: Lijstvraag, pad: str, overig: Mapping[str, str]) -> vormen.Lijst[T]:
    """One page of a list, with links to the others. Error: `Probleem` for a page that is not there."""
    laatste = max(1, -(-len(rijen) // vraag.aantal))
    if vraag.pagina > laatste:
        raise Probleem("niet-gevonden", "Deze bladzijde is er niet. Begin bij pagina 1.")

    def naar(pagina: int) -> vormen.Link:
        return vormen.Link(href=f"{pad}?{urlencode({**overig, 'pagina': pagina, 'aantal': vraag.aantal})}")

    links = {"self": naar(vraag.pagina), "first": naar(1), "last": naar(laatste)}
    if vraag.pagina > 1:
        links["prev"] = naar(vraag.pagina - 1)
    if vraag.pagina < laatste:
        links["next"] = naar(vraag.pagina + 1)
    begin = (vraag.pagina - 1) * vraag.aantal
    return vormen.Lijst(
        totaal=len(rijen),
        pagina=vraag.pagina,
        aantal=vraag.aantal,
        links=links,
        resultaten=tuple(rijen[begin : begin + vraag.aantal]),
    )


def indicatorkop(release: Release, kop: IndicatorKop, hier: str) -> vormen.Indicatorkop:
    """An indicator in a list."""
    definitie = release.definitie(kop.code)
    return vormen.Indicatorkop(
        code=kop.code,
        naam=kop.naam,
        vraag=kop.vraag,
        eenheid=kop.eenheid,
        soort=kop.soort,
        versie=str(definitie.get("versie", "")),
        eigenaar=str(definitie.get("eigenaar", "")),
        links={
            "self": vormen.Link(href=f"{hier}/indicatoren/{kop.code}"),
            "cellen": vormen.Link(href=f"{hier}/cellen?{_grofst(release, kop.code)}"),
        },
    )


def _grofst(release: Release, code: str) -> str:
    """The parameters for the fewest cells of an indicator that there are: people are counted per law."""
    aanbod = aanbod_van(release, code)
    korrel = aanbod.korrels[0] if aanbod.korrels else "jaar"
    per = min(_kruisingen(aanbod.sets.get(korrel, frozenset())), key=len, default=())
    vraag = {"indicator": code, "korrel": korrel, **({"per": ",".join(per)} if per else {})}
    return urlencode(vraag, safe=",")


def definitie(release: Release, code: str) -> vormen.Definitie:
    """What an indicator means. Error: `Probleem`."""
    if code not in {k.code for k in release.indicatoren()}:
        raise Probleem("niet-gevonden", "Dit cijfer zit niet in deze uitgave. Vraag de lijst met indicatoren.")
    d = release.definitie(code)
    aanbod = aanbod_van(release, code)
    teksten = ("naam", "vraag", "eenheid", "soort", "versie", "eigenaar", "bron", "tijd", "telt", "teller")
    lijsten = ("uitgesloten", "zegt_wel", "zegt_niet")
    return vormen.Definitie.model_validate(
        {n: str(d.get(n) or "") for n in (*teksten, "noemer", "voorbeeld")}
        | {n: tuple(d.get(n) or ()) for n in lijsten}
        | {"code": code, "korrels": aanbod.korrels, "kruisingen": {k: _kruisingen(s) for k, s in aanbod.sets.items()}}
    )


def _kruisingen(sets: frozenset[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(tuple(d for d in DIMENSIES if d in s) for s in sets))


def dimensie(release: Release, naam: str, wetten: Wetten) -> vormen.Dimensie:
    """A dimension with its codes. Error: `Probleem`."""
    if naam not in {"periode", *DIMENSIES}:
        raise Probleem("niet-gevonden", "Deze dimensie is er niet. Vraag de lijst met dimensies.")
    waarden = tuple(
        vormen.Dimensiewaarde(code=w.code, label=w.label, ouder=w.ouder)
        for w in release.dimensie(naam)
        if naam != "wet" or wetten is None or w.code in wetten
    )
    return vormen.Dimensie(naam=naam, titel=NAMEN.get(naam, "Periode"), waarden=waarden)


def tabellen(release: Release, wetten: Wetten) -> list[TabelKop]:
    """The tables; a token for some laws has those in which the laws stand apart."""
    return [t for t in release.tabellen() if wetten is None or "wet" in t.dimensies]


def tabel(kop: TabelKop, hier: str) -> vormen.Tabel:
    """A table as it describes itself."""
    eigen = f"{hier}/tabellen/{kop.naam}"
    return vormen.Tabel(
        naam=kop.naam,
        indicator=kop.indicator,
        korrel=kop.korrel,  # type: ignore[arg-type]  # the release reader only gives the three grains
        dimensies=kop.dimensies,
        soort=kop.soort,
        eenheid=kop.eenheid,
        links={"self": vormen.Link(href=eigen), "cellen": vormen.Link(href=f"{eigen}/cellen")},
    )


def tabelkop(release: Release, naam: str, wetten: Wetten) -> TabelKop:
    """The table with this name. Error: `Probleem`."""
    for kop in tabellen(release, wetten):
        if kop.naam == naam:
            return kop
    raise Probleem("niet-gevonden", "Deze tabel zit niet in deze uitgave. Vraag de lijst met tabellen.")


def tabelcellen(release: Release, kop: TabelKop, wetten: Wetten) -> list[ReleaseCel]:
    """The cells of a table, without the totals that stand in other tables."""
    waar = {} if wetten is None else {"wet": sorted(wetten)}
    return list(release.cellen(kop.indicator, kop.korrel, per=[d for d in kop.dimensies if d in DIMENSIES], waar=waar))


def gekozen_cellen(release: Release, vraag: Celvraag, wetten: Wetten) -> list[ReleaseCel]:
    """The cells of a choice. Error: `Probleem` for a code or a crossing that the release does not have."""
    definitie(release, vraag.indicator)
    waar: dict[str, str | Sequence[str]] = dict(vraag.waar)
    for naam, code in vraag.waar.items():
        if code not in {w.code for w in dimensie(release, naam, wetten).waarden}:
            raise Probleem("niet-gevonden", f"Deze code van {naam} zit niet in deze uitgave.")
    per = [d for d in DIMENSIES if d in vraag.per and d not in waar]
    if wetten is not None and "wet" not in waar:
        waar["wet"] = sorted(wetten)
        per = [d for d in per if d != "wet"]
    # A filter on the total asks for what no filter gives.
    actief = frozenset({*per, *(d for d, c in waar.items() if d != "periode" and c != TOTAAL)})
    aanbod = aanbod_van(release, vraag.indicator)
    if not aanbod.heeft(vraag.korrel, actief):
        raise Probleem(
            "niet-gevonden",
            "Deze combinatie zit niet in deze uitgave. Kies een van de kruisingen.",
            extra={"kruisingen": _kruisingen(aanbod.sets.get(vraag.korrel, frozenset()))},
        )
    return list(release.cellen(vraag.indicator, vraag.korrel, per=per, waar=waar))


def cel(bron: ReleaseCel, release: Release, eenheid: str) -> vormen.Cel:
    """A cell with its reason in words."""
    eerder = bron.eerder and vormen.Eerder(waarde=bron.eerder.waarde, peildatum=bron.eerder.peildatum)
    velden: dict[str, Any] = {d: bron.code(d) for d in ("periode", *DIMENSIES)}
    return vormen.Cel(
        indicator=bron.indicator,
        korrel=bron.korrel,  # type: ignore[arg-type]  # the release reader only gives the three grains
        waarde=bron.waarde,
        eenheid=eenheid,
        voorlopig=bron.voorlopig,
        reden=_reden(bron, release),
        eerder=eerder,
        **velden,
    )


def _reden(bron: ReleaseCel, release: Release) -> vormen.Reden | None:
    if bron.status is Status.GEPUBLICEERD:
        return None
    codes = {d: bron.code(d) for d in DIMENSIES}
    soort = methode.soort_van("", str(release.definitie(bron.indicator).get("eenheid", "")))
    return vormen.Reden(
        code=bron.status.value,
        kort=redenen.kort(bron.status, release.meta, codes, soort),
        lang=redenen.lang(bron.status, release.meta, codes, soort),
        afgeschermd=bron.status.onderdrukt,
    )


def bronnen(release: Release) -> list[vormen.Bron]:
    """The sources, with the public card of the agreement they come under."""
    kaarten = {k.naam: dict(k.kaart) for k in release.overeenkomsten()}
    return [
        vormen.Bron(
            naam=b.naam,
            titel=b.titel,
            laatste_bericht=b.laatste_bericht,
            geladen_op=b.geladen_op,
            berichten=b.berichten,
            geweigerd=b.geweigerd,
            leverritme=b.leverritme,
            overeenkomst=kaarten.get(b.naam),
        )
        for b in release.bronnen()
    ]


def verliezen(release: Release) -> vormen.Verliezen:
    """How much is hidden; the sentence is that of the page about the sources."""
    meta = release.meta
    per = tuple(
        vormen.Verlies(
            indicator=code,
            cellen=int(v["cellen"]),
            afgeschermd=int(v["onderdrukt"]),
            personen_promille=v.get("personen"),
            bedrag_promille=v.get("bedrag_cent"),
        )
        for code, v in meta.verlies.items()
    )
    return vormen.Verliezen(
        cellen=meta.cellen, afgeschermd=meta.onderdrukt, zin=maak_verlies(release).zin, per_indicator=per
    )
