"""What a release changes against the one that readers see now, per question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from datameent.domain.cel import Status
from datameent.release.read import Release, ReleaseCel
from datameent.release.schema import CELSLEUTEL


@dataclass(slots=True)
class Verschil:
    """Counts of cells of one question. `wacht`: the new figure waits, and the one of before is shown."""

    code: str
    naam: str = ""
    nieuw: int = 0
    weg: int = 0
    anders: int = 0
    nu_verborgen: int = 0
    nu_zichtbaar: int = 0
    gelijk: int = 0
    verborgen: int = 0
    wacht: int = 0
    definitie: str = ""


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """The rows and what they add up to."""

    regels: tuple[Verschil, ...]
    totaal: Verschil = field(default_factory=lambda: Verschil("totaal"))


def vergelijk(nieuw: Release, oud: Release | None) -> Vergelijking:
    """Every cell of both releases, counted once; without an old one every cell is new."""
    was = {_sleutel(c): c for c in oud.alle_cellen()} if oud else {}
    regels: dict[str, Verschil] = {}
    for cel in nieuw.alle_cellen():
        regel = regels.setdefault(cel.indicator, Verschil(cel.indicator))
        _tel(regel, was.pop(_sleutel(cel), None), cel)
    for cel in was.values():
        regels.setdefault(cel.indicator, Verschil(cel.indicator)).weg += 1
    oude, nieuwe = _versies(oud), _versies(nieuw)
    for regel in regels.values():
        regel.naam = next((k.naam for r in (nieuw, oud) if r for k in r.indicatoren() if k.code == regel.code), "")
        regel.definitie = _definitie(oude.get(regel.code), nieuwe.get(regel.code))
    rijen = tuple(sorted(regels.values(), key=lambda r: r.naam))
    return Vergelijking(rijen, _totaal(rijen))


def _sleutel(cel: ReleaseCel) -> tuple[str, ...]:
    return tuple(str(getattr(cel, k)) for k in CELSLEUTEL)


def _tel(regel: Verschil, oud: ReleaseCel | None, nu: ReleaseCel) -> None:
    if nu.status is Status.EERDER_GEPUBLICEERD:
        regel.wacht += 1
    elif nu.waarde is None:
        regel.verborgen += 1
    if oud is None:
        regel.nieuw += 1
    elif (oud.waarde is None) != (nu.waarde is None):
        regel.nu_verborgen += nu.waarde is None
        regel.nu_zichtbaar += oud.waarde is None
    elif oud.waarde != nu.waarde:
        regel.anders += 1
    else:
        regel.gelijk += 1


def _versies(release: Release | None) -> Mapping[str, str]:
    return {k.code: str(release.definitie(k.code).get("versie", "")) for k in release.indicatoren()} if release else {}


def _definitie(oud: str | None, nieuw: str | None) -> str:
    if oud is None or nieuw is None or oud == nieuw:
        return ""
    return f"versie {oud} wordt {nieuw}"


def _totaal(rijen: tuple[Verschil, ...]) -> Verschil:
    som = Verschil("totaal", "Alle vragen")
    for naam in ("nieuw", "weg", "anders", "nu_verborgen", "nu_zichtbaar", "gelijk", "verborgen", "wacht"):
        setattr(som, naam, sum(getattr(r, naam) for r in rijen))
    return som


_bekend: dict[tuple[Path, Path | None], Vergelijking] = {}


def vergelijking(nieuw: Release, oud: Release | None) -> Vergelijking:
    """The comparison of two files, made once: neither ever changes."""
    sleutel = (nieuw.pad, oud.pad if oud else None)
    if sleutel not in _bekend:
        if len(_bekend) >= 16:
            _bekend.clear()
        _bekend[sleutel] = vergelijk(nieuw, oud)
    return _bekend[sleutel]
