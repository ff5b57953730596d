"""What is hidden beside a cell that the check found exposed: little at first, more when that does not help."""

from __future__ import annotations

from datameent.disclosure.celtabel import PERIODE, celsleutel
from datameent.domain.cel import Status
from datameent.release.controle import Blootstelling
from datameent.release.herstel import verberg_ook
from datameent.release.read import ReleaseCel
from datameent.release.schema import DIMENSIES, TOTAAL

ASSEN = (PERIODE, *DIMENSIES)


def _codes(wijk: str, jaar: str = "2024") -> tuple[str, ...]:
    return (jaar, *("wmo" if d == "wet" else wijk if d == "wijk" else TOTAAL for d in DIMENSIES))


def _cel(wijk: str, waarde: int | None, jaar: str = "2024") -> ReleaseCel:
    status = Status.GEPUBLICEERD if waarde is not None else Status.TE_WEINIG_PERSONEN
    return ReleaseCel.van(("clienten", "jaar", *_codes(wijk, jaar)), waarde, status, False)


def _naam(wijk: str, jaar: str = "2024"):  # type: ignore[no-untyped-def]
    return celsleutel("clienten", ASSEN, _codes(wijk, jaar))


CELLEN = [_cel("w1", None), _cel("w2", 40), _cel("w3", 20), _cel("w4", 0), _cel(TOTAAL, 63), _cel("w3", 5, "2023")]
PERSONEN = {_naam("w1"): 3, _naam("w2"): 40, _naam("w3"): 20, _naam("w4"): 0, _naam(TOTAAL): 63, _naam("w3", "2023"): 5}
GEVONDEN = [Blootstelling("te-nauw", "clienten", "jaar", _codes("w1"))]


def test_first_the_smallest_beside_it_and_never_a_zero() -> None:
    assert verberg_ook(GEVONDEN, CELLEN, PERSONEN) == {_naam("w3")}


def test_then_everything_beside_it_that_shares_a_sum() -> None:
    assert verberg_ook(GEVONDEN, CELLEN, PERSONEN, ronde=4) == {_naam("w2"), _naam("w3"), _naam(TOTAAL)}


def test_at_last_all_of_the_indicator_in_that_period() -> None:
    assert verberg_ook(GEVONDEN, CELLEN, PERSONEN, ronde=6) == {_naam("w2"), _naam("w3"), _naam(TOTAAL)}
    elders = [Blootstelling("te-nauw", "uitgaven", "jaar", _codes("w1"))]
    assert verberg_ook(elders, CELLEN, PERSONEN, ronde=6) == set()


def test_nothing_left_to_hide() -> None:
    assert verberg_ook(GEVONDEN, [_cel("w1", None), _cel("w4", 0)], PERSONEN) == set()
