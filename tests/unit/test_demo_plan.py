"""The plan: every key documented and bounded, unknown keys refused with a code and without the value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from datameent.demo import Maatregel, Plan
from datameent.demo.kalibratie import trends
from datameent.domain.errors import DatameentError, ExitStatus


def test_every_field_is_explained() -> None:
    for model in (Plan, Maatregel):
        for naam, veld in model.model_fields.items():
            assert veld.description, f"{model.__name__}.{naam} says nothing about itself"


def test_a_plan_from_yaml_and_keywords_win(tmp_path: Path) -> None:
    pad = tmp_path / "plan.yaml"
    pad.write_text("inwoners: 2000\nmaatregel: {effect: 0.4, wijken: [1, 3]}\nlaat: 0.2\n", encoding="utf-8")
    plan = Plan.uit_yaml(pad, inwoners=3000, tot=date(2025, 2, 14), jaren=1)
    assert (plan.inwoners, plan.laat, plan.maatregel) == (3000, 0.2, Maatregel(effect=0.4, wijken=(1, 3)))
    assert plan.eerste_maand == (2024, 2)
    assert plan.laatste_maand == (2025, 1)


@pytest.mark.parametrize(
    "tekst",
    [
        "inwonerz: 987654321",
        "laat: 987654321",
        "maatregel: {effect: 987654321}",
        "maatregel: {effekt: 987654321}",
        "begin: 2020-01-15",
        "- 987654321",
    ],
)
def test_wrong_plans_are_refused_without_their_values(tmp_path: Path, tekst: str) -> None:
    pad = tmp_path / "plan.yaml"
    pad.write_text(tekst, encoding="utf-8")
    with pytest.raises(DatameentError) as fout:
        Plan.uit_yaml(pad)
    assert fout.value.code == "DM-DEMO-002"
    assert fout.value.exit_status is ExitStatus.USAGE
    assert fout.value.__cause__ is None
    assert fout.value.__suppress_context__ or fout.value.__context__ is None
    assert "987654321" not in str(fout.value)
    assert "inwonerz" not in str(fout.value)


@pytest.mark.parametrize("inhoud", [b"a: [", b"\xff\xfe\x00"])
def test_what_is_not_yaml_is_refused(tmp_path: Path, inhoud: bytes) -> None:
    pad = tmp_path / "plan.yaml"
    pad.write_bytes(inhoud)
    with pytest.raises(DatameentError, match="DM-DEMO-001"):
        Plan.uit_yaml(pad)
    with pytest.raises(DatameentError, match="DM-DEMO-001"):
        Plan.uit_yaml(tmp_path / "is-er-niet.yaml")


def test_a_trend_for_a_product_that_is_not_bought_is_refused() -> None:
    with pytest.raises(DatameentError, match="DM-DEMO-004") as fout:
        trends({"99X99": 0.1})
    assert "99X99" not in str(fout.value)


def test_the_next_month_keeps_the_start() -> None:
    plan = Plan(inwoners=1000, jaren=2, tot=date(2025, 12, 3))
    verder = plan.volgende_maand()
    assert (verder.begin_maand, verder.tot_maand) == (plan.begin_maand, plan.tot_maand + 1)
    assert verder.maatregel_maand == plan.maatregel_maand


def test_zip_is_chosen_above_a_million_inhabitant_years() -> None:
    assert not Plan(inwoners=250_000, jaren=4).ingepakt
    assert Plan(inwoners=250_001, jaren=4).ingepakt
    assert Plan(inwoners=1000, pak="zip").ingepakt


def test_the_page_names_every_key_and_its_number() -> None:
    pagina = (Path(__file__).parents[2] / "docs" / "explanation" / "synthetische-gemeente.md").read_text(
        encoding="utf-8"
    )
    rijen = {r.split("`")[1]: r.split("|")[2].strip() for r in pagina.splitlines() if r.startswith("| `")}
    for naam, veld in Plan.model_fields.items():
        assert naam in rijen, f"{naam} is not on the page"
        if isinstance(veld.default, int | float):
            assert float(rijen[naam].replace(",", ".")) == veld.default, naam
