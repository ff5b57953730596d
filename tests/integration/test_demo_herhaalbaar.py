"""The same plan gives the same bytes; a month more leaves the earlier months as they were; plans take effect."""

from __future__ import annotations

import json
import math
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from datameent.demo import Maatregel, Plan, generate
from datameent.domain.errors import DatameentError

KLEIN = Plan(inwoners=1500, jaren=1, tot=date(2024, 12, 31), seed=5)


def _inhoud(map_: Path) -> dict[str, str]:
    return {str(p.relative_to(map_)): sha256(p.read_bytes()).hexdigest() for p in map_.rglob("*") if p.is_file()}


def _waarheid(plan: Plan, uit: Path) -> dict[str, Any]:
    return dict(json.loads(generate(plan, uit).waarheid.read_text(encoding="utf-8")))


def test_the_same_plan_gives_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    for naam, plan in (("a", KLEIN), ("b", KLEIN), ("c", KLEIN.model_copy(update={"seed": 6}))):
        generate(plan, tmp_path / naam)
    a, b, c = (_inhoud(tmp_path / naam) for naam in "abc")
    assert a == b
    assert len(a) > 500
    assert set(a.values()).isdisjoint({v for k, v in c.items() if "323_" in k})


@pytest.mark.parametrize("seed", [5, 17])
def test_a_month_more_leaves_the_earlier_months_as_they_were(tmp_path: Path, seed: int) -> None:
    plan = KLEIN.model_copy(update={"seed": seed})
    generate(plan, tmp_path / "a")
    generate(plan.volgende_maand(), tmp_path / "b")
    a, b = _inhoud(tmp_path / "a"), _inhoud(tmp_path / "b")
    oud = {k: v for k, v in a.items() if k.startswith("berichten/")}
    assert oud.items() <= b.items()
    erbij = {k for k in b if k.startswith("berichten/")} - set(oud)
    assert erbij
    assert all(k.startswith("berichten/2024-12/") for k in erbij)
    for naam in ("postcodes.csv", "gebieden.csv", "aanbieders.csv"):
        assert a[naam] == b[naam]
    assert (tmp_path / "b" / "bevolking.csv").read_bytes().startswith((tmp_path / "a" / "bevolking.csv").read_bytes())


def test_a_zip_per_month_holds_the_same_messages(tmp_path: Path) -> None:
    generate(KLEIN, tmp_path / "los")
    g = generate(KLEIN.model_copy(update={"pak": "zip"}), tmp_path / "zip")
    los = {p.name: p.read_bytes() for p in (tmp_path / "los" / "berichten").rglob("*.xml")}
    ingepakt: dict[str, bytes] = {}
    for pad in sorted(g.berichten_map.iterdir()):
        with zipfile.ZipFile(pad) as pak:
            ingepakt |= {naam: pak.read(naam) for naam in pak.namelist()}
    assert ingepakt == los
    assert g.berichten == len(los)


def test_a_folder_that_holds_messages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "berichten").mkdir()
    (tmp_path / "berichten" / "iets.xml").write_text("x", encoding="utf-8")
    with pytest.raises(DatameentError, match="DM-DEMO-003"):
        generate(KLEIN, tmp_path)


def test_progress_is_told_every_month(tmp_path: Path) -> None:
    stappen: list[tuple[int, int]] = []
    generate(KLEIN, tmp_path, lambda gedaan, totaal: stappen.append((gedaan, totaal)))
    assert stappen == [(i + 1, 18) for i in range(18)]


@pytest.mark.slow
def test_the_measure_lowers_requests_by_the_planted_share(tmp_path: Path) -> None:
    """Against what the same plan expects without it, within three standard errors; nothing when the effect is 0."""
    for effect in (0.0, 0.5):
        maatregel = Maatregel(effect=effect, begin=date(2023, 3, 1), wijken=(1, 2, 3, 4, 5))
        plan = Plan(inwoners=15_000, jaren=2, tot=date(2025, 1, 1), pak="zip", seed=3, maatregel=maatregel)
        m = _waarheid(plan, tmp_path / f"m{effect}")["maatregel"]
        zonder, aanvragen = m["verwacht_zonder_maatregel"], m["aanvragen"]
        assert zonder > 120
        assert m["verwacht_met_maatregel"] == pytest.approx(zonder * (1 - effect), abs=0.01)
        assert abs(aanvragen / zonder - (1 - effect)) < 3 * math.sqrt(aanvragen) / zonder
        per_maand = m["aanvragen_per_maand"]
        assert sum(x["maatregelwijken"] for maand, x in per_maand.items() if maand >= "2023-03") == aanvragen


def test_shares_of_late_wrong_and_refused_lines_are_those_of_the_plan(tmp_path: Path) -> None:
    anders = {"laat": 0.2, "laat_trage_aanbieder": 0.2, "afkeur": 0.08, "correctie": 0.06}
    regels = _waarheid(KLEIN.model_copy(update=anders | {"inwoners": 6000}), tmp_path)["regels"]
    n = regels["eerste"]
    assert abs(regels["aandeel_afgekeurd"] - 0.08) < 4 * math.sqrt(0.08 * 0.92 / n)
    # what is late by more months than the period has left, and credits that are still to come, are not seen yet
    assert 0.2 * 0.7 < regels["aandeel_laat"] < 0.2 * 1.05
    assert 0.06 * 0.6 < regels["aandeel_gecrediteerd"] < 0.06 * 1.05


_NIETS = ("laat", "laat_trage_aanbieder", "afkeur", "afkeur_geheel", "correctie", "retour_afkeur", "wisseling")


def test_no_measure_no_errors_no_delay_when_the_plan_says_so(tmp_path: Path) -> None:
    nul = dict.fromkeys(_NIETS, 0.0)
    w = _waarheid(KLEIN.model_copy(update=nul | {"maatregel": None, "fouten": {}}), tmp_path)
    assert w["maatregel"] is None
    assert (w["regels"]["laat"], w["regels"]["afgekeurd"], w["regels"]["credit"], w["geweigerde_berichten"]) == (
        0,
        0,
        0,
        0,
    )
    assert w["regels"]["toegekend"] == w["regels"]["ingediend"] == w["regels"]["eerste"] > 1000


def test_growing_requests_and_volume_show(tmp_path: Path) -> None:
    basis = KLEIN.model_copy(update={"inwoners": 12_000, "jaren": 2, "pak": "zip"})
    codes = ("01A04", "02A16", "45A48")
    groei = {"instroomtrend": dict.fromkeys(codes, 0.9), "volumetrend": dict.fromkeys(codes, 0.5)}
    vlak = {"instroomtrend": {}, "volumetrend": {}}
    hoog, laag = (
        _waarheid(basis.model_copy(update=wat), tmp_path / naam) for naam, wat in (("hoog", groei), ("laag", vlak))
    )

    def tweede_jaar(w: dict[str, Any]) -> int:
        return sum(n for code in codes for maand, n in w["instroom_leveringen"][code].items() if maand >= "2024-01")

    assert tweede_jaar(hoog) > 1.4 * tweede_jaar(laag)
    assert sum(hoog["producten"][c]["volume"] for c in codes) > 1.1 * sum(laag["producten"][c]["volume"] for c in codes)
