"""The people: who lives where, in which household, and who is born, dies, comes, goes or moves.

Arrays over persons and households that only grow; a person who died or left keeps the row with the month of going.
The state is that of the first day of a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from datameent.demo.gebieden import buurten, postcodes_per_buurt
from datameent.demo.kalender import map_naam
from datameent.demo.kalibratie import LEEFTIJDEN, feiten
from datameent.demo.plan import Plan
from datameent.demo.toeval import stroom
from datameent.demo.trajecten import Stand

HIER = 10**6
"""Month of going of someone who still lives here."""
_VORMEN = {
    "j": ((0, 0.5), (17, 0.6), (20, 2.2), (32, 2.0), (45, 0.9), (70, 0.5), (99, 0.5)),
    "s": ((0, 0.4), (17, 0.6), (19, 3.2), (26, 2.4), (35, 1.0), (60, 0.6), (99, 0.5)),
    "r": ((0, 0.8), (20, 1.2), (35, 1.5), (60, 0.9), (80, 0.7), (99, 0.7)),
    "a": ((0, 1.25), (17, 1.2), (30, 1.15), (60, 0.9), (80, 0.75), (99, 0.7)),
    "g": ((0, 1.0), (99, 1.0)),
    "v": ((0, 1.5), (14, 1.35), (20, 0.8), (35, 1.4), (48, 1.2), (65, 0.6), (99, 0.5)),
    "o": ((0, 0.65), (20, 0.7), (45, 0.85), (65, 1.6), (85, 2.2), (99, 2.2)),
    "d": ((0, 0.95), (20, 0.75), (50, 1.1), (70, 1.3), (99, 1.0)),
}


@dataclass
class Bevolking:
    """Persons (`geboren` is a month number) and households; see the module docstring."""

    geboren: np.ndarray
    dag: np.ndarray
    geslacht: np.ndarray
    huis: np.ndarray
    weg: np.ndarray
    kwetsbaar: np.ndarray  # two columns: Wmo, Jeugdwet
    huis_buurt: np.ndarray
    huis_post: np.ndarray  # postcode number within the buurt, -1 unknown, -2 the shared one of the neighbour
    huis_nummer: np.ndarray

    def aanwezig(self, maand: int) -> np.ndarray:
        """Row numbers of those who live here on the first of the month."""
        return np.flatnonzero((self.weg > maand) & (self.geboren < maand))

    def leeftijd(self, wie: np.ndarray, maand: int) -> np.ndarray:
        """Full years on the first of the month (0 to 100)."""
        return np.asarray(np.clip((maand - 1 - self.geboren[wie]) // 12, 0, LEEFTIJDEN - 1))


def _vijfjaars(naam: str) -> np.ndarray:
    grof = np.array(feiten()["bevolking"][naam], dtype=float)
    fijn = np.repeat(grof / 5, 5)
    staart = np.arange(5)
    fijn[95:] = grof[-1] * 0.5**staart / (0.5**staart).sum()
    return np.append(fijn, 0.0)


def leeftijdsverdeling() -> np.ndarray:
    """Share of inhabitants per age 0 to 100 in the Netherlands."""
    fijn = _vijfjaars("vijfjaars")
    return np.asarray(fijn / fijn.sum())


def _mannen() -> np.ndarray:
    alle = _vijfjaars("vijfjaars")
    return np.asarray(_vijfjaars("mannen") / np.maximum(alle, 1e-9))


def sterftekans() -> np.ndarray:
    """Monthly chance to die per age (Gompertz), scaled to the crude death rate of kalibratie.yaml."""
    leeftijd = np.arange(LEEFTIJDEN)
    vorm = 2.5e-5 * np.exp(0.1 * leeftijd) + np.where(leeftijd == 0, 3e-3, 5e-5)
    doel = feiten()["bevolking"]["sterfte_per_1000"] / 1000
    return np.asarray(np.minimum(vorm * doel / (vorm * leeftijdsverdeling()).sum() / 12, 0.05))


def geboortekans() -> np.ndarray:
    """Monthly chance for a woman to have a child, per age, scaled to the crude birth rate of kalibratie.yaml."""
    leeftijd = np.arange(LEEFTIJDEN)
    vorm = np.exp(-0.5 * ((leeftijd - 31.5) / 5) ** 2) * ((leeftijd > 17) & (leeftijd < 46))
    doel = feiten()["bevolking"]["geboorten_per_1000"] / 1000
    return np.asarray(vorm * doel / (vorm * leeftijdsverdeling() * (1 - _mannen())).sum() / 12)


def vertrekkans() -> np.ndarray:
    """Monthly chance to leave the municipality, per age; as many come as go."""
    return np.interp(
        np.arange(LEEFTIJDEN), (0, 17, 20, 28, 40, 60, 100), (0.0022, 0.0016, 0.006, 0.0055, 0.0025, 0.001, 0.001)
    )


def begin(plan: Plan) -> Bevolking:
    """The people on the first day of the first month."""
    rng = stroom(plan.seed, "bevolking")
    alle = buurten()
    deel = np.array([b.omvang for b in alle])
    buurt = np.repeat(np.arange(len(alle)), rng.multinomial(plan.inwoners, deel / deel.sum()))
    leeftijd = np.zeros(plan.inwoners, dtype=np.int64)
    for nummer, b in enumerate(alle):
        vorm = leeftijdsverdeling() * np.interp(np.arange(LEEFTIJDEN), *np.array(_VORMEN[b.soort]).T)
        wie = np.flatnonzero(buurt == nummer)
        leeftijd[wie] = rng.choice(LEEFTIJDEN, size=len(wie), p=vorm / vorm.sum())
    geslacht = np.where(rng.random(plan.inwoners) < _mannen()[leeftijd], 1, 2)
    huis = _huishoudens(rng, buurt, leeftijd)
    aantal = int(huis.max()) + 1
    huis_buurt = np.zeros(aantal, dtype=np.int16)
    huis_buurt[huis] = buurt
    post, nummer_ = adressen(plan, rng, huis_buurt)
    geboren = plan.begin_maand - 1 - leeftijd * 12 - rng.integers(0, 12, plan.inwoners)
    return Bevolking(
        geboren=geboren.astype(np.int32),
        dag=rng.integers(1, 29, plan.inwoners).astype(np.int8),
        geslacht=geslacht.astype(np.int8),
        huis=huis.astype(np.int32),
        weg=np.full(plan.inwoners, HIER, dtype=np.int32),
        kwetsbaar=_kwetsbaar(plan, rng, plan.inwoners),
        huis_buurt=huis_buurt,
        huis_post=post,
        huis_nummer=nummer_,
    )


def _kwetsbaar(plan: Plan, rng: np.random.Generator, aantal: int) -> np.ndarray:
    """Tendency to need help per law: log-normal, cut off so that no one outweighs a street."""
    spreiding = np.array([plan.kwetsbaarheid.wmo, plan.kwetsbaarheid.jeugdwet])
    ruw = np.clip(rng.normal(0, 1, (aantal, 2)), -3, 1.9) * spreiding
    return np.asarray(np.exp(ruw), dtype=np.float32)


def adressen(plan: Plan, rng: np.random.Generator, huis_buurt: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Postcode number and house number for households; a few live on a postcode the table lacks."""
    aantal = len(huis_buurt)
    post = rng.integers(0, postcodes_per_buurt(), aantal).astype(np.int16)
    post[rng.random(aantal) < 0.02] = -2
    post[rng.random(aantal) < plan.onbekende_postcode] = -1
    return post, rng.integers(1, 400, aantal).astype(np.int16)


def _huishoudens(rng: np.random.Generator, buurt: np.ndarray, leeftijd: np.ndarray) -> np.ndarray:
    """Household numbers: couples of like age, children with adults who could be their parents, the rest alone."""
    huis = np.full(len(buurt), -1, dtype=np.int64)
    volgend = 0
    for nummer in range(int(buurt.max()) + 1):
        hier = np.flatnonzero(buurt == nummer)
        groot = hier[leeftijd[hier] >= 18]
        groot = groot[np.argsort(leeftijd[groot] + rng.normal(0, 2, len(groot)), kind="stable")]
        samen = rng.random(len(groot) // 2) < np.interp(
            leeftijd[groot[: len(groot) // 2 * 2 : 2]], (18, 25, 35, 75, 90), (0.2, 0.7, 0.94, 0.9, 0.7)
        )
        eerste = np.ones(len(groot), dtype=bool)
        eerste[1 : 2 * len(samen) : 2] = ~samen
        huis[groot] = volgend + np.cumsum(eerste) - 1
        hoofden = groot[eerste]
        klein = hier[leeftijd[hier] < 18]
        klein = klein[np.argsort(leeftijd[klein] + rng.normal(0, 4, len(klein)), kind="stable")]
        ouder = hoofden[(leeftijd[hoofden] >= 24) & (leeftijd[hoofden] <= 55) & (rng.random(len(hoofden)) < 0.55)]
        ouder = ouder if len(ouder) else hoofden
        plek = np.arange(len(klein)) * len(ouder) // max(len(klein), 1)  # the youngest with the youngest parents
        huis[klein] = huis[ouder[plek]] if len(ouder) else volgend
        volgend += max(int(eerste.sum()), 1)
    return huis


def sterfgevallen(plan: Plan, mensen: Bevolking, maand: int) -> tuple[np.ndarray, np.ndarray]:
    """Who dies and who leaves the municipality during the month."""
    rng = stroom(plan.seed, "weg", maand)
    wie = mensen.aanwezig(maand)
    leeftijd = mensen.leeftijd(wie, maand)
    factor = np.where(mensen.geslacht[wie] == 1, 1.2, 0.85)
    dood = rng.random(len(wie)) < sterftekans()[leeftijd] * factor
    vertrek = (rng.random(len(wie)) < vertrekkans()[leeftijd]) & ~dood
    return wie[dood], wie[vertrek]


def volgende_maand(plan: Plan, stand: Stand) -> None:
    """Bring the people from the first of the month to the first of the next."""
    mensen, maand = stand.mensen, stand.maand
    rng = stroom(plan.seed, "komst", maand)
    wie = mensen.aanwezig(maand)
    leeftijd = mensen.leeftijd(wie, maand)
    moeders = wie[(mensen.geslacht[wie] == 2) & (rng.random(len(wie)) < geboortekans()[leeftijd])]
    nieuw = wie[rng.random(len(wie)) < vertrekkans()[leeftijd]]
    mensen.weg[stand.dood] = maand + 1
    mensen.weg[stand.vertrek] = maand + 1
    _voeg_toe(plan, stand, rng, moeders, nieuw)
    _verhuis(plan, stand, rng, wie[(leeftijd >= 18) & (leeftijd <= 27)])


def _voeg_toe(plan: Plan, stand: Stand, rng: np.random.Generator, moeders: np.ndarray, nieuw: np.ndarray) -> None:
    """Newborns in the house of their mother; newcomers alone in a house in the buurt of their model."""
    mensen, maand = stand.mensen, stand.maand
    aantal = len(moeders) + len(nieuw)
    huis0 = len(mensen.huis_buurt)
    buurt = mensen.huis_buurt[mensen.huis[nieuw]]
    post, nummer = adressen(plan, rng, buurt)
    mensen.huis_buurt = np.concatenate([mensen.huis_buurt, buurt])
    mensen.huis_post = np.concatenate([mensen.huis_post, post])
    mensen.huis_nummer = np.concatenate([mensen.huis_nummer, nummer])
    huis = np.concatenate([mensen.huis[moeders], huis0 + np.arange(len(nieuw))])
    geboren = np.concatenate([np.full(len(moeders), maand), mensen.geboren[nieuw]])
    geslacht = np.concatenate([np.where(rng.random(len(moeders)) < 0.512, 1, 2), mensen.geslacht[nieuw]])
    mensen.geboren = np.concatenate([mensen.geboren, geboren.astype(np.int32)])
    mensen.dag = np.concatenate([mensen.dag, rng.integers(1, 29, aantal).astype(np.int8)])
    mensen.geslacht = np.concatenate([mensen.geslacht, geslacht.astype(np.int8)])
    mensen.huis = np.concatenate([mensen.huis, huis.astype(np.int32)])
    mensen.weg = np.concatenate([mensen.weg, np.full(aantal, HIER, dtype=np.int32)])
    mensen.kwetsbaar = np.concatenate([mensen.kwetsbaar, _kwetsbaar(plan, rng, aantal)])


def _verhuis(plan: Plan, stand: Stand, rng: np.random.Generator, jong: np.ndarray) -> None:
    """Whole households move to any buurt; young adults go and live on their own."""
    mensen = stand.mensen
    huizen = len(mensen.huis_buurt)
    gaat = np.flatnonzero(rng.random(huizen) < 0.006)
    deel = np.array([b.omvang for b in buurten()])
    mensen.huis_buurt[gaat] = rng.choice(len(deel), size=len(gaat), p=deel / deel.sum())
    mensen.huis_post[gaat], mensen.huis_nummer[gaat] = adressen(plan, rng, mensen.huis_buurt[gaat])
    jong = jong[(rng.random(len(jong)) < 0.006) & (mensen.weg[jong] > stand.maand + 1)]
    buurt = rng.choice(len(deel), size=len(jong), p=deel / deel.sum()).astype(np.int16)
    post, nummer = adressen(plan, rng, buurt)
    mensen.huis[jong] = huizen + np.arange(len(jong))
    mensen.huis_buurt = np.concatenate([mensen.huis_buurt, buurt])
    mensen.huis_post = np.concatenate([mensen.huis_post, post])
    mensen.huis_nummer = np.concatenate([mensen.huis_nummer, nummer])


def telling(mensen: Bevolking, maand: int) -> Iterator[str]:
    """Lines of bevolking.csv for a month: maand, buurt_code, leeftijd, aantal (only where someone lives)."""
    wie = mensen.aanwezig(maand)
    cel = mensen.huis_buurt[mensen.huis[wie]].astype(np.int64) * LEEFTIJDEN + mensen.leeftijd(wie, maand)
    aantal = np.bincount(cel, minlength=LEEFTIJDEN * len(buurten()))
    codes = [b.code for b in buurten()]
    dag = map_naam(maand) + "-01"
    for plek in np.flatnonzero(aantal).tolist():
        yield f"{dag},{codes[plek // LEEFTIJDEN]},{plek % LEEFTIJDEN},{aantal[plek]}\n"


def inwoners(mensen: Bevolking, maand: int) -> Iterator[tuple[str, int]]:
    """Code and inhabitants of the municipality, its wijken and its buurten on the first of the month."""
    alle = buurten()
    aantal = np.bincount(mensen.huis_buurt[mensen.huis[mensen.aanwezig(maand)]], minlength=len(alle)).tolist()
    yield "GM9999", sum(aantal)
    for wijk in dict.fromkeys(b.wijk for b in alle):
        yield f"WK9999{wijk:02d}", sum(n for b, n in zip(alle, aantal, strict=True) if b.wijk == wijk)
    yield from ((b.code, n) for b, n in zip(alle, aantal, strict=True))
