"""A home whose release has 200 tables: every definition of the project broken out ten ways, with numbers by chance,
and with the shapes and inhabitants of eight wijken, so that every breakdown by wijk has its map.

For load on the site only: the numbers mean nothing, one in twenty is hidden.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from datameent.demo.vormen import vormen
from datameent.domain.cel import Status
from datameent.domain.home import Home
from datameent.domain.inwoners import Inwonertal
from datameent.indicators.register import definities
from datameent.release.read import Dimensiewaarde, ReleaseCel, ReleaseMeta, TabelKop
from datameent.release.schema import DIMENSIES, TOTAAL
from datameent.release.schrijf import Inhoud, schrijf_release
from datameent.release.vormen import vereenvoudig

PERIODEN = {
    "jaar": [str(j) for j in range(2022, 2026)],
    "kwartaal": [f"{j}-Q{k}" for j in range(2022, 2026) for k in range(1, 5)],
    "maand": [f"{j}-{m:02d}" for j in range(2022, 2026) for m in range(1, 13)],
}
CODES = {
    "wet": ["wmo", "jeugdwet"],
    "productcategorie": ["01", "02", "45"],
    "wijk": [f"WK9999{i:02d}" for i in range(8)],
    "aanbieder": [f"{10000000 + i}" for i in range(12)],
    "leeftijdsgroep": ["00-17", "18-64", "65-74", "75+"],
}
PLAN = (
    ("jaar", ("wet",)), ("kwartaal", ("wet",)), ("maand", ("wet",)),
    ("jaar", ("wet", "productcategorie")), ("jaar", ("wet", "wijk")), ("jaar", ("wet", "leeftijdsgroep")),
    ("jaar", ("wet", "aanbieder")), ("kwartaal", ("wet", "productcategorie")), ("kwartaal", ("wet", "wijk")),
    ("maand", ("wet", "wijk")),
)  # fmt: skip
TABELLEN = 200


def maak_home(root: Path) -> Home:
    """Write the release and the demo accounts; what is there already stays."""
    home = Home(root)
    home.config.mkdir(parents=True, exist_ok=True)
    instellingen = home.config / "instellingen.yaml"
    if not instellingen.exists():
        instellingen.write_text("gemeente_naam: Voorbeeldgemeente\n", encoding="utf-8")
        _schrijf(home)
    from datameent.web.accounts.beheer import demo_accounts

    demo_accounts(home)
    return home


def _schrijf(home: Home) -> None:
    gekozen = sorted(definities().values(), key=lambda d: d.volgorde)
    paren = [(d, k, dims) for d in gekozen for k, dims in PLAN][:TABELLEN]
    tabellen = [
        TabelKop(i, "-".join((d.code, *dims, k)), d.code, k, dims, str(d.soort), str(d.eenheid))
        for i, (d, k, dims) in enumerate(paren, 1)
    ]
    cellen = list(_cellen(tabellen))
    meta = ReleaseMeta(
        release_id="beleid-2025-12-31-00000001",
        doelgroep="beleid",
        peildatum=date(2025, 12, 31),
        gemaakt_op="2026-01-02T09:30:00+00:00",
        gemeente_code="9999",
        gemeente_naam="Voorbeeldgemeente",
        versie="0.1.0",
        minimum_personen=10,
        cellen=len(cellen),
        onderdrukt=sum(c.waarde is None for c in cellen),
        beleid={"minimum_personen": 10, "dominantie_aanbieder": 90, "minimum_aanbieders": 3},
        verlies={},
        vingerafdruk_bron="0" * 16,
    )
    inhoud = Inhoud(
        meta,
        {d.code: d.als_json() for d in gekozen},
        list(_dimensies()),
        tabellen,
        cellen,
        [],
        {},
        _vormen(),
        _inwoners(),
    )
    schrijf_release(home.releases / "beleid" / f"{meta.release_id}.sqlite", inhoud)


def _vormen() -> dict[str, list[list[int]]]:
    """The shapes of the synthetic municipality, under the codes of this release."""
    echte = [punten for code, punten in sorted(vormen(1).items()) if code.startswith("WK")]
    gesloten = {
        code: [[(4 + x / 10, 52 - y / 16) for x, y in (*punten, punten[0])]]
        for code, punten in zip(CODES["wijk"], echte, strict=False)
    }
    return {code: [list(r) for r in ringen] for code, ringen in vereenvoudig(gesloten).items()}


def _inwoners() -> tuple[Inwonertal, ...]:
    aantal = {code: 2000 + 500 * i for i, code in enumerate(CODES["wijk"])}
    return (Inwonertal(date(2022, 1, 1), "CBS, Kerncijfers wijken en buurten", {"GM9999": 30_000, **aantal}),)


def _dimensies() -> Iterator[Dimensiewaarde]:
    for naam in ("periode", *DIMENSIES):
        yield Dimensiewaarde(naam, TOTAAL, "Totaal", None, 0)
    for codes in PERIODEN.values():
        yield from (Dimensiewaarde("periode", c, c, TOTAAL, i) for i, c in enumerate(codes, 1))
    for naam, codes in CODES.items():
        yield from (Dimensiewaarde(naam, c, f"{naam.capitalize()} {c}", TOTAAL, i) for i, c in enumerate(codes, 1))


def _cellen(tabellen: list[TabelKop]) -> Iterator[ReleaseCel]:
    toeval = random.Random(1)
    for tabel in tabellen:
        for codes in product(*(CODES[d] for d in tabel.dimensies)):
            bij = dict(zip(tabel.dimensies, codes, strict=True))
            for periode in PERIODEN[tabel.korrel]:
                sleutel = (tabel.indicator, tabel.korrel, periode, *(bij.get(d, TOTAAL) for d in DIMENSIES))
                weg = toeval.random() < 0.05
                status = Status.TE_WEINIG_PERSONEN if weg else Status.GEPUBLICEERD
                yield ReleaseCel.van(sleutel, None if weg else toeval.randint(10, 5000), status, False)
