"""Planted faults in releases with rounded or noisy counts: the audit finds each, and nothing in the release without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.unit.release_nagemaakt import meting, schrijf, tabel

from datameent.disclosure.beleid import Beleid, Gevoelig
from datameent.disclosure.celtabel import PERIODE, Celtabel, Oordeel
from datameent.disclosure.oordeel import beoordeel
from datameent.disclosure.ruis import STANDAARD, Ptabel
from datameent.domain.cel import Status
from datameent.release.aanval_lezen import lees_uitgave
from datameent.release.aanval_rond import kanstabel_klopt
from datameent.release.controle import Controle, controleer_bestand

BELEID = Beleid(methode="afronden", afrondingsbasis=5, speling_personen=4)
RUIS = Beleid(methode="ruis")
TEKEN = {
    "#": Status.TE_WEINIG_PERSONEN,
    "=": Status.BESCHERMT_ANDER,
    "g": Status.GROEP_VERRAADT,
    "-": Status.GEEN_NOEMER,
    "~": Status.EERDER_GEPUBLICEERD,
}
PER_PRODUCT = (PERIODE, "productcategorie")

CLIENTEN = {"2024 w1": 8, "2024 w2": 4, "2024 w3": 23, "2024 w4": 30}
LAKE = [
    tabel("clienten", CLIENTEN),
    tabel("clienten", {"2024": 65}),
    tabel("uitgaven", {c: (1000 * n, n) for c, n in CLIENTEN.items()}),
    tabel("uitgaven", {"2024": (65_000, 65)}),
    tabel("kosten_per_client", {c: (1000, n) for c, n in CLIENTEN.items()}, soort="ratio"),
]
GOED = "10 5 20 30 | 65 | # # 23000 30000 | 65000 | # # 1150 1000"


def bestand(root: Path, tabellen: Sequence[Celtabel], getoond: str, beleid: Mapping[str, Any], **meer: Any) -> Path:
    """A release file that shows this, whatever the tables say."""
    anders, oordelen = [], []
    for t, rij in zip(tabellen, getoond.split("|"), strict=True):
        vakken = rij.split()
        anders.append(replace(t, waarde=[None if v in TEKEN else int(v) for v in vakken]))
        oordelen.append(Oordeel([TEKEN.get(v, Status.GEPUBLICEERD) for v in vakken]))
    return schrijf(root, anders, oordelen, beleid=beleid, **meer)


def val_aan(
    root: Path,
    getoond: str,
    beleid: Beleid = BELEID,
    *,
    tabellen: Sequence[Celtabel] = LAKE,
    sleutels: Mapping[str, int] | None = None,
    **anders: Any,
) -> Controle:
    eigen: dict[str, Any] = dict(beleid.als_json())
    if beleid.methode == "ruis":
        eigen["ruis"] = Ptabel.van(STANDAARD).als_json()
    pad = bestand(root, tabellen, getoond, {**eigen, **anders})
    return controleer_bestand(pad, meting(tabellen, sleutels=sleutels), beleid)


def test_a_release_without_a_fault(tmp_path: Path) -> None:
    controle = val_aan(tmp_path, GOED)
    assert controle.blootgesteld == ()
    assert (controle.cellen, controle.onderdrukt) == (14, 4)


@pytest.mark.parametrize(
    ("wat", "getoond", "regel"),
    [
        ("the true count", "10 5 23 30 | 65 | # # 23000 30000 | 65000 | # # 1000 1000", "geen-veelvoud"),
        ("not a multiple", "10 5 22 30 | 65 | # # 23000 30000 | 65000 | # # 1045 1000", "geen-veelvoud"),
        ("outside the base", "10 5 15 30 | 65 | # # 23000 30000 | 65000 | # # 1533 1000", "buiten-de-basis"),
        ("a multiple that moved", "10 5 20 35 | 65 | # # 23000 30000 | 65000 | # # 1150 857", "buiten-de-basis"),
        ("sums that do not hold", "5 5 20 30 | 65 | # # 23000 30000 | 65000 | # # 1150 1000", "telt-niet-op"),
        ("the amount of few", "10 5 20 30 | 65 | 3000 # 23000 30000 | 65000 | # # 1150 1000", "reden-verraadt"),
        ("a reason that is another", "10 5 20 30 | 65 | # = 23000 30000 | 65000 | # # 1150 1000", "reden-verraadt"),
        ("by the true count", "10 5 20 30 | 65 | # # 23000 30000 | 65000 | # # 1000 1000", "andere-waarde"),
        ("a ratio with one part", "10 5 20 = | = | # # 23000 30000 | 65000 | # # 1150 1000", "deel-van-ratio"),
        ("no value and no reason", "10 5 20 30 | 65 | # # 23000 30000 | 65000 | # # 1150 leeg", "waarde-en-status"),
    ],
)
def test_a_planted_fault_is_found(wat: str, getoond: str, regel: str, tmp_path: Path) -> None:
    if "leeg" in getoond:
        pad = bestand(tmp_path, LAKE, GOED, BELEID.als_json())
        zonder_reden(pad)
        gevonden = controleer_bestand(pad, meting(LAKE), BELEID).per_regel()
    else:
        gevonden = val_aan(tmp_path, getoond).per_regel()
    assert regel in gevonden, wat


def zonder_reden(pad: Path) -> None:
    import sqlite3

    pad.chmod(0o644)
    with sqlite3.connect(pad) as con:
        con.execute("UPDATE cel SET waarde = NULL WHERE indicator IN ('clienten', 'kosten_per_client') AND wijk = 'w4'")
    con.close()


def test_values_that_narrow_each_other_are_found(tmp_path: Path) -> None:
    """4 + 4 + 4 = 12, shown as 0 + 0 + 0 and 15: at most 4 each and at least 11 together, so each is 3 or 4."""
    lake = [tabel("clienten", {"2024 w1": 4, "2024 w2": 4, "2024 w3": 4}), tabel("clienten", {"2024": 12})]
    gevonden = val_aan(tmp_path, "0 0 0 | 15", tabellen=lake).per_regel()
    assert gevonden == {"te-nauw": 3, "telt-niet-op": 1}
    assert val_aan(tmp_path / "goed", "0 5 5 | 10", tabellen=lake).blootgesteld == ()


def test_a_sum_that_does_not_hold_tells_a_reader_nothing(tmp_path: Path) -> None:
    """Four live in w1 and in w2, and are 4 in all. Would 4 + 4 = 4 + 4 be known, 0, 0 and 5 say 1 to 4 of w1."""
    lake = [tabel("clienten", {"2024 w1": 4, "2024 w2": 4}), tabel("clienten", {"2024": 4})]
    assert val_aan(tmp_path, "0 0 | 5", tabellen=lake).blootgesteld == ()


def test_a_sensitive_code_is_found(tmp_path: Path) -> None:
    streng = replace(BELEID, gevoelig=(Gevoelig("wijk", ("w3",), 20),))
    lake = LAKE[:2]
    assert val_aan(tmp_path, "10 5 20 30 | 65", streng, tabellen=lake).per_regel() == {"te-weinig-personen": 1}
    assert val_aan(tmp_path / "goed", "10 5 # = | 65", streng, tabellen=lake).blootgesteld == ()


@pytest.mark.parametrize(
    ("getoond", "fout"), [("25 0 0", True), ("g 0 0", True), ("g g g", False), ("20 5 0", False), ("25 g g", False)]
)
def test_a_row_of_one_category_is_found(getoond: str, fout: bool, tmp_path: Path) -> None:
    groep = replace(BELEID, groep_onthulling=("productcategorie",))
    lake = [tabel("clienten", {"2024 a": 24, "2024 b": 1, "2024 c": 0}, dimensies=PER_PRODUCT)]
    gevonden = val_aan(tmp_path, getoond, groep, tabellen=lake).per_regel()
    assert gevonden == ({"groep-verraadt": 1} if fout else {})


def test_the_file_is_held_to_the_policy(tmp_path: Path) -> None:
    assert val_aan(tmp_path, GOED, afrondingsbasis=10).per_regel()["andere-methode"] == 1
    onder = Beleid()
    pad = bestand(tmp_path / "x", LAKE, GOED, BELEID.als_json())
    assert controleer_bestand(pad, meting(LAKE), onder).per_regel()["andere-methode"] == 1


# noise

RUISLAKE = [tabel("clienten", {"2024 w1": 40, "2024 w2": 1, "2024 w3": 16})]
SLEUTELS = {"2024 w1": 0, "2024 w2": 0, "2024 w3": 2**31}


def test_noise_is_exactly_what_the_key_gives(tmp_path: Path) -> None:
    assert val_aan(tmp_path, "35 0 16", RUIS, tabellen=RUISLAKE, sleutels=SLEUTELS).blootgesteld == ()
    gevonden = val_aan(tmp_path / "1", "36 0 16", RUIS, tabellen=RUISLAKE, sleutels=SLEUTELS).per_regel()
    assert gevonden == {"andere-ruis": 1}
    gevonden = val_aan(tmp_path / "2", "40 1 16", RUIS, tabellen=RUISLAKE, sleutels=SLEUTELS).per_regel()
    assert gevonden == {"andere-ruis": 2}


def test_a_table_of_chances_that_is_not_what_it_says(tmp_path: Path) -> None:
    goed = Ptabel.van(STANDAARD).als_json()
    assert kanstabel_klopt(goed)
    assert kanstabel_klopt(Ptabel.van(replace(STANDAARD, hoogste=7, variantie=9.0)).als_json())
    assert not kanstabel_klopt({**goed, "variantie": 3.0})
    assert not kanstabel_klopt({**goed, "gesloten": 3})
    assert not kanstabel_klopt({**goed, "rijen": goed["rijen"][:-1]})
    stil = [{"telling": r["telling"], "uitkomsten": [r["telling"]], "drempels": [2**32]} for r in goed["rijen"]]
    assert not kanstabel_klopt({**goed, "rijen": stil})  # no noise at all
    scheef = [
        *goed["rijen"][:-1],
        {**goed["rijen"][-1], "uitkomsten": [u + 1 for u in goed["rijen"][-1]["uitkomsten"]]},
    ]
    assert not kanstabel_klopt({**goed, "rijen": scheef})
    gevonden = val_aan(tmp_path, "35 0 16", RUIS, tabellen=RUISLAKE, sleutels=SLEUTELS, ruis={**goed, "variantie": 3.0})
    assert gevonden.per_regel() == {"andere-kanstabel": 1}


# more than one release

TOEN, NU = date(2025, 1, 31), date(2025, 2, 28)
EEN = [tabel("clienten", {"2024 w1": 3})]


def _twee(root: Path, eerst: str, dan: str, beleid: Beleid, *, dag: date = TOEN) -> Controle:
    oud = bestand(root, EEN, eerst, BELEID.als_json(), doelgroep="openbaar", dag=TOEN)
    nieuw = bestand(root, EEN, dan, BELEID.als_json(), dag=dag)
    return controleer_bestand(nieuw, meting(EEN, dag), beleid, anderen=[lees_uitgave(oud)])


@pytest.mark.parametrize("dag", [TOEN, NU])
def test_two_roundings_of_one_count_are_found(dag: date, tmp_path: Path) -> None:
    """5 and 0 together: 1 to 4. Of the same day for sure, and of another day for who knows that nothing changed."""
    assert _twee(tmp_path / "a", "0", "5", BELEID, dag=dag).per_regel() == {"volgt-met-andere-uitgaven": 1}
    assert _twee(tmp_path / "b", "0", "0", BELEID, dag=dag).blootgesteld == ()
    minder = replace(BELEID, speling_personen=3)
    assert _twee(tmp_path / "c", "0", "5", minder, dag=dag).blootgesteld == ()


def test_a_count_that_left_its_interval_keeps_a_wide_one(tmp_path: Path) -> None:
    """Shown as 0 and now as 5: 5 to 9. Shown as 5 and now as 0 is nobody, which is safe where zeros are."""
    oud = bestand(tmp_path, EEN, "0", BELEID.als_json(), dag=TOEN)
    nu = [tabel("clienten", {"2024 w1": 6})]
    nieuw = bestand(tmp_path, nu, "5", BELEID.als_json(), dag=NU)
    assert controleer_bestand(nieuw, meting(nu, NU), BELEID, anderen=[lees_uitgave(oud)]).blootgesteld == ()
    vijf = replace(BELEID, speling_personen=5)
    gevonden = controleer_bestand(nieuw, meting(nu, NU), vijf, anderen=[lees_uitgave(oud)]).per_regel()
    assert gevonden == {"volgt-met-andere-uitgaven": 1}


@pytest.mark.parametrize("eerst_afgerond", [True, False])
def test_hiding_here_and_rounding_there(eerst_afgerond: bool, tmp_path: Path) -> None:
    """9 clients, hidden as fewer than 10 for beleid, and 12 with base 4 (9 to 15) for everybody: together exactly 9.

    With base 5 they are shown as 10, so 6 to 9 together: the reason cannot say less, and three apart will do.
    """
    lake = [tabel("clienten", {"2024 w1": 9, "2024 w2": 40, "2024 w3": 50}), tabel("clienten", {"2024": 99})]
    hiden = Beleid(speling_personen=4, andere_releases=True)
    wijd = schrijf(tmp_path, lake, beoordeel(lake, hiden), doelgroep="beleid", beleid=hiden.als_json())

    def samen(naam: str, basis: int, getoond: str) -> Controle:
        regels = replace(BELEID, afrondingsbasis=basis, speling_personen=basis - 1)
        rond = bestand(tmp_path / naam, lake, getoond, regels.als_json(), doelgroep="openbaar")
        if eerst_afgerond:
            return controleer_bestand(wijd, meting(lake), hiden, anderen=[lees_uitgave(rond)])
        return controleer_bestand(rond, meting(lake), regels, anderen=[lees_uitgave(wijd)])

    assert set(samen("vier", 4, "12 40 48 | 100").per_regel()) == {"volgt-met-andere-uitgaven"}
    assert samen("vijf", 5, "10 40 50 | 100").blootgesteld == ()
