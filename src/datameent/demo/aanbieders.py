"""Providers of very different size, what they offer, and who refers to them. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from datameent.demo.kalibratie import producten
from datameent.demo.plan import Plan
from datameent.demo.toeval import stroom

_SOORTEN = (
    ("Thuiszorg", ("huishouden",)),
    ("Jeugdhulp", ("jeugd",)),
    ("Zorggroep", ("begeleiding", "dag")),
    ("Jeugdggz", ("ggz",)),
    ("Woonzorg", ("wonen", "begeleiding")),
    ("Jeugdzorg", ("jeugd", "verblijf")),
    ("Hulpmiddelen", ("hulpmiddel",)),
    ("Gecertificeerde Instelling", ("bescherming",)),
    ("Dagcentrum", ("dag",)),
    ("Huishoudhulp", ("huishouden",)),
    ("Begeleidingspraktijk", ("begeleiding",)),
    ("Gezinshuizen", ("verblijf",)),
    ("Kinderpraktijk", ("ggz", "jeugd")),
    ("Revalidatiewinkel", ("hulpmiddel",)),
    ("Zorgboerderij", ("dag", "jeugd")),
    ("Jeugdbescherming", ("bescherming",)),
    ("Wonen en Begeleiden", ("wonen", "begeleiding")),
)
_NAMEN = (
    "Nergenshuizen", "Zonderland", "Nooitgedacht", "Luchtkasteel", "Denkbeeld", "Schijnveld", "Fabelhof", "Spiegelzee",
    "Sprookwijk", "Wolkenburg", "Maanzicht", "Verzinsel", "Droomoever", "Papierenberg", "Inktrivier", "Nevelstede",
    "Schaduwrijk", "Kaboutersteeg", "Regenboogeind", "Utopia", "Windeieren", "Zilvermaan", "Tovertuin", "Wenshof",
    "Legpuzzel", "Hersenschim", "Vliegertouw", "Zandkasteel", "Bordkarton", "Knikkerberg", "Poppenkast", "Echoput",
    "Sterrenstof", "Kaartenhuis", "Zeepbel", "Fantasia", "Letterbak", "Schemerland", "Waterverf", "Rookpluim",
)  # fmt: skip
TRAAG, HALF_LEEG = 6, 9
"""Rank (by size, 0 is the largest) of the slow and of the careless provider."""
VERWIJZERS = ("01", "02", "03", "04", "05", "06", "08")
_VERWIJZER_KANS = ((0.85, 0.08, 0.0, 0.0, 0.04, 0.03, 0.0), (0.30, 0.42, 0.06, 0.08, 0.09, 0.02, 0.03))


@dataclass(frozen=True)
class Aanbod:
    """Who offers what; rows of `keuze` are products, columns providers, cumulative by size."""

    agb: tuple[str, ...]
    naam: tuple[str, ...]
    omvang: np.ndarray
    keuze: np.ndarray
    biedt: np.ndarray
    wacht: np.ndarray


def maak_aanbod(plan: Plan) -> Aanbod:
    """The providers of this seed."""
    rng = stroom(plan.seed, "aanbieders")
    n = plan.aanbieders
    omvang = 1.0 / np.arange(1, n + 1) ** plan.aanbieders_zipf
    soorten = [_SOORTEN[i % len(_SOORTEN)] for i in range(n)]
    biedt = np.array([[p.groep in groepen for _, groepen in soorten] for p in producten()])
    gewicht = biedt * omvang
    nummers = rng.permutation(900)[:n] + 100
    namen = rng.permutation(len(_NAMEN))[:n]
    return Aanbod(
        agb=tuple(f"99{100_000 + int(x) * 7}" for x in nummers),
        naam=tuple(f"{soort} {_NAMEN[i]}" for (soort, _), i in zip(soorten, namen.tolist(), strict=True)),
        omvang=omvang / omvang.sum(),
        keuze=np.cumsum(gewicht, axis=1) / gewicht.sum(axis=1, keepdims=True),
        biedt=biedt,
        wacht=rng.uniform(0.75, 1.25, n),
    )


def verwijzer_kans(wet: int) -> np.ndarray:
    """Cumulative chances of the referrer types (VERWIJZERS) under a law."""
    return np.cumsum(_VERWIJZER_KANS[wet])


def verwijzer_agb(soort: int, nummer: int) -> str:
    """A made-up AGB code for a referrer: 98, its type, four digits.

    >>> verwijzer_agb(1, 12345)
    '98022345'
    """
    return f"98{VERWIJZERS[soort]}{nummer % 10_000:04d}"
