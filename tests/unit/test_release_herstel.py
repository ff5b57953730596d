"""What is hidden beside a cell that the check found exposed: little at first, more when that does not help."""

from __future__ import annotations

import pytest

from datameent.disclosure.celtabel import PERIODE, Celsleutel, celsleutel
from datameent.domain.cel import Status
from datameent.domain.periode import Periode
from datameent.release.controle import Blootstelling
from datameent.release.herstel import RONDES, Herstel, Weten, herstel
from datameent.release.read import ReleaseCel
from datameent.release.schema import DIMENSIES, TOTAAL

ASSEN = (PERIODE, *DIMENSIES)


def _codes(wijk: str, periode: str = "2024") -> tuple[str, ...]:
    return (periode, *("wmo" if d == "wet" else wijk if d == "wijk" else TOTAAL for d in DIMENSIES))


def _cel(wijk: str, waarde: int | None, periode: str = "2024", indicator: str = "clienten") -> ReleaseCel:
    status = Status.GEPUBLICEERD if waarde is not None else Status.TE_WEINIG_PERSONEN
    korrel = str(Periode(periode).korrel)
    return ReleaseCel.van((indicator, korrel, *_codes(wijk, periode)), waarde, status, False)


def _naam(wijk: str, periode: str = "2024", indicator: str = "clienten") -> Celsleutel:
    return celsleutel(indicator, ASSEN, _codes(wijk, periode))


CELLEN = [
    _cel("w1", None),
    _cel("w2", 40),
    _cel("w3", 20),
    _cel("w4", 0),
    _cel(TOTAAL, 63),
    _cel("w3", 5, "2023"),
    _cel("w2", 12, "2024-Q2"),
]
PERSONEN = {
    _naam("w1"): 3,
    _naam("w2"): 40,
    _naam("w3"): 20,
    _naam("w4"): 0,
    _naam(TOTAAL): 63,
    _naam("w3", "2023"): 5,
    _naam("w2", "2024-Q2"): 12,
}
GEVONDEN = [Blootstelling("te-nauw", "clienten", "jaar", _codes("w1"))]
NAAST = {_naam("w2"), _naam("w3"), _naam(TOTAAL)}
NIEMAND_WEET = Weten(PERSONEN)


def _erbij(ronde: int, weten: Weten = NIEMAND_WEET) -> frozenset[Celsleutel]:
    gedaan = herstel(GEVONDEN, CELLEN, weten, ronde)
    assert not gedaan.los
    return gedaan.erbij


def test_first_the_smallest_beside_it_and_never_a_zero() -> None:
    assert _erbij(0) == _erbij(3) == {_naam("w3")}


def test_then_everything_beside_it_that_shares_a_sum() -> None:
    assert _erbij(4) == NAAST


def test_what_readers_know_already_is_passed_over() -> None:
    bekend = Weten(PERSONEN, {_naam("w3")})
    assert _erbij(0, bekend) == {_naam("w2")}
    assert _erbij(4, bekend) == NAAST - {_naam("w3")}
    assert _erbij(0, Weten(PERSONEN, NAAST)) == frozenset()


def test_then_what_readers_know_of_that_year_may_wait() -> None:
    elders = {_naam("w3", "2023"), _naam("w3", indicator="uitgaven")}
    los = {_naam("w3"), _naam("w2", "2024-Q2")}
    for ronde in (5, 6):
        assert herstel(GEVONDEN, CELLEN, Weten(PERSONEN, los | elders), ronde) == Herstel(los=frozenset(los))


def test_a_row_of_one_category_that_can_be_guessed_says_no_reason_then() -> None:
    def groep(wijk: str, jaar: str) -> ReleaseCel:
        return _cel(wijk, None, jaar)._replace(status=Status.GROEP_VERRAADT)

    cellen = [groep("w1", "2024"), groep("w2", "2024"), groep("w1", "2023"), _cel("w3", None)]
    gevonden = [Blootstelling("groep-te-raden", "clienten", "jaar", _codes("w1"))]
    assert herstel(gevonden, cellen, NIEMAND_WEET, 5).zonder_reden == {_naam("w1"), _naam("w2")}
    assert herstel(gevonden, cellen, NIEMAND_WEET, 4) == Herstel()
    assert herstel(GEVONDEN, cellen, NIEMAND_WEET, 5) == Herstel()


def test_then_all_of_the_indicator_in_that_year_that_nobody_knows() -> None:
    quarter = _naam("w2", "2024-Q2")
    assert _erbij(7) == NAAST | {quarter}
    assert _erbij(7, Weten(PERSONEN, {quarter})) == NAAST
    elders = [Blootstelling("te-nauw", "uitgaven", "jaar", _codes("w1"))]
    assert herstel(elders, CELLEN, NIEMAND_WEET, 7) == Herstel()


@pytest.mark.parametrize("ronde", range(8, RONDES))
def test_at_last_nothing_of_that_year_is_said_again(ronde: int) -> None:
    assert _erbij(ronde, Weten(PERSONEN, NAAST)) == NAAST | {_naam("w2", "2024-Q2")}


def test_a_year_and_its_quarters_are_one_sum_where_time_adds_up() -> None:
    cellen = [_cel("w1", None, indicator="instroom"), _cel("w1", 12, "2024-Q2", "instroom")]
    personen = {_naam("w1", "2024-Q2", "instroom"): 12}
    jaar = [Blootstelling("volgt-uit-sommen", "instroom", "jaar", _codes("w1"))]
    assert herstel(jaar, cellen, Weten(personen), 0).erbij == {_naam("w1", "2024-Q2", "instroom")}
    clienten = [_cel("w1", None), _cel("w1", 12, "2024-Q2")]
    assert herstel(GEVONDEN, clienten, Weten({_naam("w1", "2024-Q2"): 12}), 0) == Herstel()


def test_nothing_left_to_hide() -> None:
    assert herstel(GEVONDEN, [_cel("w1", None), _cel("w4", 0)], NIEMAND_WEET) == Herstel()
