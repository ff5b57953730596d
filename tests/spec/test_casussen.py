"""The four official cases of release 3.2 (case descriptions of the Zorginstituut, 2022) with their messages in order:
nothing is found. And each once more with what its text forbids: then it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from spec.regels_post import Post, Verwacht, beoordeel

CASUSSEN: dict[str, Callable[[Post], Verwacht]] = {}


def casus(f: Callable[[Post], Verwacht]) -> Callable[[Post], Verwacht]:
    CASUSSEN[f.__name__] = f
    return f


JEUGDHULP: dict[str, Any] = {"toewijzingnummer": "5001", "ingangsdatum": 7, "einddatum": 181}
DAGBESTEDING: dict[str, Any] = {
    "toewijzingnummer": "6001", "productcategorie": "07", "productcode": "07A12", "ingangsdatum": 76, "einddatum": 365,
    "volume": 6, "eenheid": "16", "frequentie": "2",
}  # fmt: skip


def _levering(toewijzing: dict[str, Any], begin: int, **rest: Any) -> dict[str, Any]:
    """A StartProduct or StopProduct on a toewijzing."""
    namen = ("toewijzingnummer", "productcategorie", "productcode")
    product = {n: toewijzing[n] for n in namen if n in toewijzing}
    return {**product, "toewijzing_ingangsdatum": toewijzing["ingangsdatum"], "begindatum": begin, **rest}


# case 1: a toewijzing goes on by moving its einddatum

VERLENGD = {**JEUGDHULP, "einddatum": 300, "reden_wijziging": "04"}


def _verleng(p: Post, **wijziging: Any) -> str:
    p.toewijzing(3, JEUGDHULP)
    p.start(10, _levering(JEUGDHULP, 8))
    return p.toewijzing(120, {**VERLENGD, **wijziging})


@casus
def case_1_the_einddatum_is_moved(p: Post) -> Verwacht:
    _verleng(p)
    return {}


@casus
def case_1_without_a_reason(p: Post) -> Verwacht:
    return {_verleng(p, reden_wijziging=None): {"IV099"}}


@casus
def case_1_with_another_volume(p: Post) -> Verwacht:
    return {_verleng(p, volume=4): {"IV066"}}


@casus
def case_1_with_another_begin(p: Post) -> Verwacht:
    return {_verleng(p, ingangsdatum=100): {"IV066"}}


@casus
def case_1_decided_when_the_first_was(p: Post) -> Verwacht:
    return {_verleng(p, toewijzingsdatum=3): {"IV013"}}


@casus
def case_1_for_another_client(p: Post) -> Verwacht:
    return {_verleng(p, pseudoniem="p2"): {"TR332"}}


@casus
def case_1_a_new_number_instead(p: Post) -> Verwacht:
    p.toewijzing(3, JEUGDHULP)
    p.start(10, _levering(JEUGDHULP, 8))
    nieuw = {**JEUGDHULP, "toewijzingnummer": "5002", "ingangsdatum": 182, "einddatum": 300}
    return {p.toewijzing(120, {**JEUGDHULP, "toewijzingsdatum": 3}, nieuw): {"OP380"}}


# cases 2 and 3: a temporary stop becomes a final one


def _stop_tijdelijk(p: Post) -> None:
    p.kop["wet"] = "wmo"
    p.toewijzing(72, DAGBESTEDING)
    p.start(83, _levering(DAGBESTEDING, 79))
    p.stop(162, _levering(DAGBESTEDING, 79, einddatum=161, reden_beeindiging="20"))


def _stop(p: Post, op: int, einddatum: int, reden: str, begin: int = 79) -> str:
    return p.stop(op, _levering(DAGBESTEDING, begin, einddatum=einddatum, reden_beeindiging=reden))


@casus
def case_2_a_final_stop_on_the_same_day(p: Post) -> Verwacht:
    _stop_tijdelijk(p)
    _stop(p, 177, 161, "23")
    return {}


@casus
def case_3_a_final_stop_on_a_later_day(p: Post) -> Verwacht:
    _stop_tijdelijk(p)
    _stop(p, 177, 175, "23")
    return {}


@casus
def case_3_a_final_stop_on_an_earlier_day(p: Post) -> Verwacht:
    _stop_tijdelijk(p)
    return {_stop(p, 177, 160, "23"): {"TR414"}}


@casus
def case_2_a_second_temporary_stop(p: Post) -> Verwacht:
    _stop_tijdelijk(p)
    return {_stop(p, 177, 175, "20"): {"TR413"}}


@casus
def case_2_a_stop_after_the_final_stop(p: Post) -> Verwacht:
    _stop_tijdelijk(p)
    _stop(p, 177, 175, "23")
    return {_stop(p, 178, 176, "31"): {"TR415"}}


@casus
def case_2_a_start_lies_between(p: Post) -> Verwacht:
    _stop_tijdelijk(p)
    p.start(171, _levering(DAGBESTEDING, 168))
    _stop(p, 177, 175, "20", begin=168)
    return {}


@casus
def case_2_a_stop_with_another_begin(p: Post) -> Verwacht:
    _stop_tijdelijk(p)
    return {_stop(p, 177, 175, "23", begin=80): {"TR382"}}


# case 4: a stop with the wrong reason is put right


def _gestopt(p: Post) -> dict[str, Any]:
    p.toewijzing(3, JEUGDHULP)
    p.start(10, _levering(JEUGDHULP, 8))
    stop = _levering(JEUGDHULP, 8, einddatum=167, reden_beeindiging="33")
    p.stop(168, stop)
    return stop


@casus
def case_4_taken_back_and_sent_anew_in_one_message(p: Post) -> Verwacht:
    stop = _gestopt(p)
    p.stop(172, {**stop, "status_aanlevering": "3"}, {**stop, "reden_beeindiging": "31"})
    return {}


@casus
def case_4_in_the_other_order_within_the_message(p: Post) -> Verwacht:
    stop = _gestopt(p)
    p.stop(172, {**stop, "reden_beeindiging": "31"}, {**stop, "status_aanlevering": "3"})
    return {}


@casus
def case_4_taken_back_first_and_sent_anew_later(p: Post) -> Verwacht:
    stop = _gestopt(p)
    p.stop(172, {**stop, "status_aanlevering": "3"})
    p.stop(175, {**stop, "reden_beeindiging": "31"})
    return {}


@casus
def case_4_the_wrong_stop_still_stands(p: Post) -> Verwacht:
    stop = _gestopt(p)
    return {p.stop(172, {**stop, "reden_beeindiging": "31"}): {"TR415"}}


@casus
def case_4_another_stop_than_was_sent_is_taken_back(p: Post) -> Verwacht:
    stop = _gestopt(p)
    anders = {**stop, "reden_beeindiging": "34", "status_aanlevering": "3"}
    return {p.stop(172, anders, {**stop, "reden_beeindiging": "31"}): {"TR063", "TR415"}}


@cache
def uitkomst() -> dict[str, tuple[Verwacht, Verwacht]]:
    """Per case what is found, and what its text says."""
    return beoordeel(CASUSSEN)


@pytest.mark.parametrize("naam", sorted(CASUSSEN))
def test_case(naam: str) -> None:
    gevonden, verwacht = uitkomst()[naam]
    assert gevonden == verwacht
