"""What an answer may be used for: the purposes of the agreements in the release, and nothing else."""

from __future__ import annotations

from datetime import date

from datameent.release.read import Release


def doelkeuzes(release: Release | None, dag: date, *, nu: str = "") -> list[tuple[str, str]]:
    """The purposes to choose from on this day, each with the sources that may be used for it.

    `nu`: what was chosen before; it stays a choice, with a remark, when the agreements no longer name it.
    """
    titels: dict[str, list[str]] = {}
    for kaart in release.overeenkomsten() if release else ():
        if _geldt(kaart.kaart.get("geldig_vanaf"), kaart.kaart.get("geldig_tot"), dag):
            for doel in kaart.kaart.get("doelen") or ():
                titels.setdefault(str(doel), []).append(str(kaart.kaart.get("titel") or kaart.naam))
    keuzes = [(doel, f"{naam_van(doel)} ({_bronnen(bronnen)})") for doel, bronnen in sorted(titels.items())]
    if nu and nu not in titels:
        keuzes.append((nu, f"{naam_van(nu)} (staat nu niet in de afspraken)"))
    return keuzes


def _bronnen(titels: list[str]) -> str:
    """
    >>> _bronnen(["Wmo-berichten"]), _bronnen(["a", "b", "c"])
    ('Wmo-berichten', '3 bronnen')
    """
    return ", ".join(titels) if len(titels) < 3 else f"{len(titels)} bronnen"


def naam_van(doel: str) -> str:
    """A purpose as people read it.

    >>> naam_van("beleid_en_verantwoording")
    'Beleid en verantwoording'
    """
    return doel.replace("_", " ").replace("-", " ").capitalize()


def _geldt(vanaf: object, tot: object, dag: date) -> bool:
    """
    >>> _geldt("2025-01-01", None, date(2025, 6, 1)), _geldt("2025-01-01", "2025-03-31", date(2025, 6, 1))
    (True, False)
    """
    nu = dag.isoformat()
    return str(vanaf or nu) <= nu <= str(tot or nu)
