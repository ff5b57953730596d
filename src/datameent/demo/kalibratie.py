"""From facts to chances: what people of an age use, turned into monthly chances to begin and to end.

Per product and age the share of inhabitants in help follows from spend per inhabitant (kalibratie.yaml) and what a
month of that product costs (producten.yaml). The chance to begin is solved so that, while people grow older and
help ends after its mean duration, that share stays what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from datameent.demo.fouten import Foutcode, fout
from datameent.demo.plan import Plan

LEEFTIJDEN = 101
DAGEN_PER_MAAND = 365.25 / 12
WETTEN = ("wmo", "jeugdwet")
FREQUENTIE = {"week": 2, "maand": 4, "totaal": 6}


@cache
def feiten() -> dict[str, Any]:
    """The figures of kalibratie.yaml."""
    tekst = (files(__package__) / "kalibratie.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(tekst))


@dataclass(frozen=True)
class Product:
    """A product that is bought; see the head of producten.yaml for units."""

    wet: int
    code: str
    naam: str
    groep: str
    eenheid: str
    per: str
    tarief: int
    volumes: tuple[tuple[int, float], ...]
    geleverd: float
    duur: float
    termijn: int
    wacht: float
    gewicht: tuple[tuple[float, float], ...]

    @property
    def categorie(self) -> str:
        """Product category: the first two places of the code."""
        return self.code[:2]

    @property
    def frequentie(self) -> int:
        """WMO757: 2 per week, 4 per month, 6 in total."""
        return FREQUENTIE[self.per]

    @property
    def volume_gemiddeld(self) -> float:
        """Mean assigned volume per period."""
        return sum(v * p for v, p in self.volumes)

    @property
    def cent_per_maand(self) -> float:
        """What a month of help costs on average, in the first year."""
        prijs = 1 if self.eenheid == "83" else self.tarief
        keer = DAGEN_PER_MAAND / 7 if self.per == "week" else 1.0
        return self.volume_gemiddeld * self.geleverd * prijs * keer


@cache
def producten() -> tuple[Product, ...]:
    """Every product, Wmo first."""
    tekst = (files(__package__) / "producten.yaml").read_text(encoding="utf-8")
    uit = []
    for wet, naam in enumerate(WETTEN):
        for rij in yaml.safe_load(tekst)[naam]:
            rij["volumes"] = tuple((v, p) for v, p in rij["volumes"])
            rij["gewicht"] = tuple((a, g) for a, g in rij["gewicht"])
            uit.append(Product(wet=wet, **rij))
    return tuple(uit)


def trends(waarden: dict[str, float], standaard: float = 0.0) -> np.ndarray:
    """A yearly rate per product; refuses codes that are not bought (DM-DEMO-004)."""
    codes = [p.code for p in producten()]
    if set(waarden) - set(codes):
        raise fout(
            Foutcode.PRODUCT, "The plan names a product code that is not bought", "Use the codes of producten.yaml"
        )
    return np.array([waarden.get(code, standaard) for code in codes])


@dataclass(frozen=True)
class Tafels:
    """Per product (rows) and age 0 to 100 (columns); chances are per person and month."""

    in_zorg: np.ndarray
    begin: np.ndarray
    extra_eind: np.ndarray
    wet: np.ndarray
    duur: np.ndarray


def aandeel_in_zorg() -> np.ndarray:
    """Mean number of running deliveries per inhabitant, per product and age."""
    uitgaven = feiten()["uitgaven_per_inwoner"]
    leeftijd = np.arange(LEEFTIJDEN)
    gewicht = np.array([np.interp(leeftijd, *np.array(p.gewicht).T) for p in producten()])
    wet = np.array([p.wet for p in producten()])
    uit = np.zeros_like(gewicht)
    for nummer, naam in enumerate(WETTEN):
        euro = np.append(uitgaven[naam], uitgaven[naam][-1]).astype(float)
        rijen = wet == nummer
        som = gewicht[rijen].sum(axis=0)
        deel = np.divide(gewicht[rijen], som, out=np.zeros((rijen.sum(), LEEFTIJDEN)), where=som > 0)
        kosten = np.array([p.cent_per_maand for p in producten()])[rijen]
        uit[rijen] = deel * euro * 100 / 12 / kosten[:, None]
    return uit


def _los_op(begin: float, eind: float, blijf: float, minimum: float) -> tuple[float, float]:
    """Monthly inflow, and extra monthly chance to end, that bring a share from `begin` to `eind` in a year."""

    def instroom(r: float) -> float:
        return (eind - begin * r**12) * (1 - r) / (1 - r**12)

    h = instroom(blijf)
    if h >= minimum:
        return h, 0.0
    laag, hoog = 1e-6, blijf
    for _ in range(60):
        midden = (laag + hoog) / 2
        laag, hoog = (midden, hoog) if instroom(midden) > minimum else (laag, midden)
    return minimum, 1 - hoog / blijf


def tafels(migratie: np.ndarray, uitval: np.ndarray) -> Tafels:
    """The chances; `migratie` is the monthly share of newcomers per age, `uitval` the share of requests lost per law.

    Newcomers have no help yet, so their share must be made up for by requests.
    """
    p = aandeel_in_zorg()
    rand = np.column_stack([p[:, :1] * 0, (p[:, :-1] + p[:, 1:]) / 2, p[:, -1:]])
    jeugd = np.array([x.wet == 1 for x in producten()])
    rand[jeugd, 18] = p[jeugd, 17]  # youth help falls after the eighteenth birthday, not before it
    begin, extra = np.zeros_like(p), np.zeros_like(p)
    duur = np.array([x.duur for x in producten()])
    for k, product in enumerate(producten()):
        for a in range(LEEFTIJDEN):
            if rand[k, a] + rand[k, a + 1] == 0:
                continue
            blijf = np.exp(-1 / product.duur) * (1 - migratie[a])
            h, extra[k, a] = _los_op(rand[k, a], rand[k, a + 1], blijf, 0.1 * p[k, a] / product.duur)
            begin[k, a] = h / (1 - uitval[product.wet])
    wet = np.array([x.wet for x in producten()])
    return Tafels(in_zorg=p, begin=begin, extra_eind=extra, wet=wet, duur=duur)


def tarieven(plan: Plan) -> dict[int, np.ndarray]:
    """Tariff in cents per product and calendar year; the first year has the tariffs of producten.yaml."""
    eerste = plan.eerste_maand[0]
    stijging = trends(plan.indexatie, plan.indexatie_standaard)
    basis = np.array([p.tarief for p in producten()], dtype=float)
    laatste = plan.laatste_maand[0] + 1
    return {j: np.rint(basis * (1 + stijging) ** (j - eerste)).astype(np.int64) for j in range(eerste - 2, laatste + 1)}
