"""Why a cell has no number, in words: which rule, with the limits of the policy that the release was made by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from datameent.domain.cel import Status
from datameent.release.read import ReleaseCel, ReleaseMeta
from datameent.release.schema import DIMENSIES
from datameent.web.figures import methode

_KORT: Final = {
    Status.TE_WEINIG_PERSONEN: "minder dan {minimum}",
    Status.EEN_BEPAALT_BEDRAG: "één {wie} bepaalt dit bedrag",
    Status.TE_WEINIG_AANBIEDERS: "minder dan {aanbieders} aanbieders",
    Status.BESCHERMT_ANDER: "afgeschermd om een ander te beschermen",
    Status.GROEP_VERRAADT: "zegt iets over een hele groep",
    Status.EERDER_GEPUBLICEERD: "eerder gepubliceerd",
    Status.ZONDER_REDEN: "afgeschermd, de reden ook",
    Status.KWALITEIT: "gegevens niet goed genoeg",
    Status.GEEN_NOEMER: "niemand om te tellen",
}
_LANG: Final = {
    Status.TE_WEINIG_PERSONEN: "Het gaat om minder dan {minimum} mensen. Zo beschermen we de mensen achter het cijfer.",
    Status.EEN_BEPAALT_BEDRAG: "Eén {wie} is goed voor bijna het hele bedrag.",
    Status.TE_WEINIG_AANBIEDERS: "Anders weet de ene aanbieder wat de andere kreeg.",
    Status.BESCHERMT_ANDER: "Met dit cijfer kunt u een ander, afgeschermd cijfer uitrekenen.",
    Status.GROEP_VERRAADT: "Iedereen valt in één van deze groepen. Anders weet u dat van elk van hen.",
    Status.EERDER_GEPUBLICEERD: "Eerder stond er een ander cijfer. Het nieuwe zou iets verraden over weinig mensen.",
    Status.ZONDER_REDEN: "Ook waarom dit cijfer er niet staat, zou te veel zeggen over weinig mensen.",
    Status.KWALITEIT: "De gegevens zijn niet goed genoeg voor dit cijfer.",
    Status.GEEN_NOEMER: "Er is niemand om over te tellen.",
}
_VERHOUDING: Final = {
    True: "weinig mensen, of het zegt te veel over een ander",
    False: "Het gaat om weinig mensen, of het cijfer zegt te veel over één of alle mensen of over een ander cijfer.",
}
"""A share has one reason for whatever is hidden, so that the reason tells nothing."""
OUDER: Final = (
    "We toonden eerder dit cijfer. Het nieuwe cijfer zou iets verraden over heel weinig mensen. "
    "Daarom staat het oude er nog."
)
OUDER_MEER: Final = (
    "We toonden deze cijfers eerder. De nieuwe cijfers zouden iets verraden over heel weinig mensen. "
    "Daarom staan de oude er nog."
)
"""Why a cell shows an older number, and why several do."""
_BIJNA_NIEMAND: Final = {True: "niemand of bijna niemand", False: "Er is niemand of bijna niemand om over te tellen."}
_AANBIEDERREGELS: Final = ("dominantie_aanbieder", "dominantie_twee_aanbieders", "p_procent")


def in_cel(cel: ReleaseCel, meta: ReleaseMeta, soort: str = "") -> str:
    """The reason as it stands in a cell; empty when there is a number."""
    return "" if cel.waarde is not None else kort(cel.status, meta, {d: cel.code(d) for d in DIMENSIES}, soort)


def kort(status: Status, meta: ReleaseMeta, codes: Mapping[str, str] | None = None, soort: str = "") -> str:
    """The reason in a few words; `codes` of the cell, because some codes have a stricter limit; `soort` of figure."""
    return _woorden(_KORT, status, soort, meta, codes)


def lang(status: Status, meta: ReleaseMeta, codes: Mapping[str, str] | None = None, soort: str = "") -> str:
    """The reason as a sentence."""
    return _woorden(_LANG, status, soort, meta, codes)


def _woorden(
    woorden: Mapping[Status, str], status: Status, soort: str, meta: ReleaseMeta, codes: Mapping[str, str] | None
) -> str:
    grenzen = _grenzen(meta, codes)
    straal = methode.straal(meta.beleid)
    in_het_kort = woorden is _KORT
    if soort == "verhouding":
        woorden = {**woorden, Status.BESCHERMT_ANDER: _VERHOUDING[in_het_kort]}
    if straal and soort != "mediaan":
        # What is shown of a count decides, so that the reason says no more: a few persons more can be behind it.
        grenzen["minimum"] = methode.grens(meta.beleid, grenzen["minimum"])
        woorden = {**woorden, Status.GEEN_NOEMER: _BIJNA_NIEMAND[in_het_kort]}
    return woorden[status].format_map(grenzen) if status in woorden else ""


def _grenzen(meta: ReleaseMeta, codes: Mapping[str, str] | None) -> dict[str, Any]:
    return {
        "minimum": minimum_personen(meta, codes or {}),
        "wie": _wie(meta.beleid),
        "aanbieders": meta.beleid.get("minimum_aanbieders") or "genoeg",
    }


def verborgen_in(meta: ReleaseMeta) -> tuple[int, int]:
    """How many cells of a release have no number, and how many wait with an older one."""
    wacht = sum(int(per.get("wacht", 0)) for per in meta.verlies.values())
    return meta.onderdrukt - wacht, wacht


def minimum_personen(meta: ReleaseMeta, codes: Mapping[str, str]) -> int:
    """The least number of people behind a cell that may be shown."""
    strenger = (
        int(regel["minimum_personen"])
        for regel in meta.beleid.get("gevoelig") or ()
        if codes.get(str(regel["dimensie"])) in regel["codes"]
    )
    return max(meta.minimum_personen, *strenger, 0)


def _wie(beleid: Mapping[str, Any]) -> str:
    """Whose share the policy looks at.

    >>> _wie({"dominantie_persoon": 50}), _wie({"p_procent": 10}), _wie({})
    ('persoon', 'aanbieder', 'persoon of aanbieder')
    """
    aanbieder = any(beleid.get(regel) for regel in _AANBIEDERREGELS)
    if aanbieder == bool(beleid.get("dominantie_persoon")):
        return "persoon of aanbieder"
    return "aanbieder" if aanbieder else "persoon"
