"""The slow and obvious way to judge the harder rules: one message as nested dictionaries, in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

Deel = dict[str, Any]


def oordeel(berichttype: str, bericht: Deel) -> set[str]:
    """The codes, of those that are judged here, that a message breaks."""
    return {code for code, breaks in _REGELS[berichttype].items() if breaks(bericht)}


def _dag(tekst: str | None, leeg: date) -> date:
    return date.fromisoformat(tekst) if tekst else leeg


def _op(deel: Deel, pad: str) -> Any:
    at: Any = deel
    for step in pad.split("/"):
        at = at.get(step) if at is not None else None
    return at


def _stapelt(producten: Iterable[Deel], begin: str, einde: str) -> bool:
    def periode(p: Deel) -> tuple[date, date]:
        return _dag(p.get(begin), date.min), _dag(p.get(einde), date.max)

    def hetzelfde(a: Deel, b: Deel) -> bool:
        one, other = a.get("Product"), b.get("Product")
        if one is None or other is None:
            return True
        if one["Categorie"] != other["Categorie"]:
            return False
        return one.get("Code") is None or other.get("Code") is None or one["Code"] == other["Code"]

    def overlapt(a: Deel, b: Deel) -> bool:
        (a1, a2), (b1, b2) = periode(a), periode(b)
        return a1 <= a2 and b1 <= b2 and a1 <= b2 and b1 <= a2

    return any(hetzelfde(a, b) and overlapt(a, b) for a, b in combinations(list(producten), 2))


def _verwijderd(p: Deel) -> bool:
    return p.get("RedenWijziging") in ("01", "13") and p["Ingangsdatum"] == p.get("Einddatum")


def _dubbel(delen: Iterable[Any]) -> bool:
    seen: list[Any] = []
    for deel in delen:
        if deel in seen:
            return True
        seen.append(deel)
    return False


def _sleutels(delen: Sequence[Deel], *paden: str) -> list[tuple[Any, ...]]:
    return [tuple(_op(deel, pad) for pad in paden) for deel in delen]


def _toegewezen(bericht: Deel) -> Sequence[Deel]:
    return bericht["Client"]["ToegewezenProducten"]["ToegewezenProduct"]  # type: ignore[no-any-return]


def _gevraagd(bericht: Deel) -> Sequence[Deel]:
    return bericht["Client"]["AangevraagdeProducten"]["AangevraagdProduct"]  # type: ignore[no-any-return]


def _nieuw(bericht: Deel) -> Sequence[Deel]:
    return bericht["Client"]["Verzoek"]["NieuweProducten"]["NieuwProduct"]  # type: ignore[no-any-return]


def _clienten(bericht: Deel) -> list[Deel]:
    inside = bericht.get("Declaratie") or bericht["DeclaratieAntwoord"]
    return list(inside["Clienten"]["Client"])


def _regels(bericht: Deel) -> list[tuple[str, Deel]]:
    return [(c["Bsn"], line) for c in _clienten(bericht) for line in c["Prestaties"]["Prestatie"]]


def _cent(bedrag: Deel) -> int:
    amount = int(bedrag.get("Bedrag", bedrag.get("TotaalBedrag")))
    return -amount if bedrag["DebetCredit"] == "C" else amount


def _dubbele_regel(bericht: Deel) -> bool:
    names = ("ReferentieNummer", "VorigReferentieNummer")
    refs = [(bsn, *_sleutels([p["ProductReferentie"]], *names)) for bsn, p in _regels(bericht)]
    return _dubbel(c["Bsn"] for c in _clienten(bericht)) or _dubbel(refs)


def _vorige(bericht: Deel) -> list[str]:
    found = [p["ProductReferentie"].get("VorigReferentieNummer") for _, p in _regels(bericht)]
    return [ref for ref in found if ref is not None]


def _zelf_gecrediteerd(bericht: Deel) -> bool:
    own = [p["ProductReferentie"]["ReferentieNummer"] for _, p in _regels(bericht)]
    return any(ref in own for ref in _vorige(bericht))


def _zelfde_hulp(bericht: Deel) -> bool:
    debit = [p for _, p in _regels(bericht) if p["IngediendBedrag"]["DebetCredit"] == "D"]
    return _dubbel(
        [(p["ProductPeriode"], p["ProductCategorie"], p["ProductCode"], p["ToewijzingNummer"]) for p in debit]
    )


def _ander_totaal(bericht: Deel) -> bool:
    lines = sum(_cent(p["IngediendBedrag"]) for _, p in _regels(bericht))
    return _cent(bericht["Declaratie"]["TotaalIngediendBedrag"]) != lines


def _ander_verschil(bericht: Deel) -> bool:
    answer = bericht["DeclaratieAntwoord"]
    asked, granted = _cent(answer["TotaalIngediendBedrag"]), _cent(answer["TotaalToegekendBedrag"])
    codes = set(answer["RetourCodes"]["RetourCode"])
    if "0233" in codes:
        return False
    if codes - {"0200", "8001"}:
        return granted != 0
    return asked - granted != sum(_cent(p["IngediendBedrag"]) for _, p in _regels(bericht))


def _geen_maand(bericht: Deel) -> bool:
    period = bericht["Declaratie"]["DeclaratiePeriode"]
    first, last = _dag(period["Begindatum"], date.min), _dag(period["Einddatum"], date.min)
    next_month = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    return not (first.day == 1 and last == next_month - timedelta(days=1))


def _meer_maanden(bericht: Deel) -> bool:
    periods = [p["ProductPeriode"] for _, p in _regels(bericht)]
    return any(p["Begindatum"][:7] != p["Einddatum"][:7] for p in periods)


def _te_laat(bericht: Deel) -> bool:
    day = _dag(bericht["Declaratie"]["DeclaratieDagtekening"], date.min)
    for _, p in _regels(bericht):
        end = _dag(p["ProductPeriode"]["Einddatum"], date.min)
        # 29 February comes round to the last day of February that there is.
        limit = end.replace(year=end.year + 5) if (end.month, end.day) != (2, 29) else date(end.year + 5, 2, 28)
        if limit < day and not ((end.month, end.day) == (2, 29) and day <= date(end.year + 5, 2, 28)):
            return True
    return False


def _sleutel_305(bericht: Deel) -> bool:
    starts = bericht["Client"]["StartProducten"]["StartProduct"]
    return _dubbel(_sleutels(starts, "ToewijzingNummer", "Product/Categorie", "Product/Code", "Begindatum"))


_REGELS: dict[str, dict[str, Callable[[Deel], bool]]] = {
    "301": {
        "TR302": lambda b: _stapelt((p for p in _toegewezen(b) if not _verwijderd(p)), "Ingangsdatum", "Einddatum"),
        "TR101": lambda b: _dubbel(_sleutels(_toegewezen(b), "ToewijzingNummer")),
    },
    "305": {"TR101": _sleutel_305},
    "315": {
        "TR386": lambda b: _stapelt(_gevraagd(b), "ToewijzingIngangsdatum", "ToewijzingEinddatum"),
        "TR383": lambda b: _dubbel(_sleutels(_gevraagd(b), "ReferentieAanbieder")),
        "TR101": lambda b: _dubbel(_sleutels(_gevraagd(b), "ReferentieAanbieder")),
    },
    "317": {
        "TR410": lambda b: _stapelt(_nieuw(b), "GewensteIngangsdatum", "Einddatum"),
        "TR101": lambda b: _dubbel(_sleutels(_nieuw(b), "Product/Categorie", "Product/Code", "GewensteIngangsdatum")),
    },
    "323": {
        "TR101": _dubbele_regel,
        "TR315": lambda b: _dubbel(_vorige(b)),
        "TR316": _zelf_gecrediteerd,
        "TR335": _te_laat,
        "TR358": _ander_totaal,
        "TR416": _zelfde_hulp,
        "CS337": _meer_maanden,
        "CS340": _geen_maand,
    },
    "325": {"TR101": _dubbele_regel, "TR342": _ander_verschil},
}
GETOETST = {berichttype: set(rules) for berichttype, rules in _REGELS.items()}
