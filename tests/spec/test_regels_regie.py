"""Every rule on requests, toewijzingen, starts, stops and terms, in stories: one where it is broken, one where it just
is not. A story names everything that is found in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from spec.regels_post import Post, Verwacht, beoordeel, regie_codes

VERHALEN: dict[str, Callable[[Post], Verwacht]] = {}


def verhaal(f: Callable[[Post], Verwacht]) -> Callable[[Post], Verwacht]:
    VERHALEN[f.__name__] = f
    return f


GENERIEK: dict[str, Any] = {
    "productcategorie": None, "productcode": None, "budget_cent": 900,
    "volume": None, "eenheid": None, "frequentie": None,
}  # fmt: skip
ASPECIFIEK = {**GENERIEK, "productcategorie": "45"}
ZONDER_OMVANG: dict[str, Any] = {"volume": None, "eenheid": None, "frequentie": None}
WEG = {"status_aanlevering": "3"}
TIJDELIJK = {"reden_beeindiging": "20"}


@verhaal
def everything_in_order(p: Post) -> Verwacht:
    a = p.aanvraag(2)
    p.retour(3, a)
    p.toewijzing(6, {"referentie_aanbieder": "r1"})
    p.start(8)
    p.wijziging(80)
    p.toewijzing(83, {"referentie_aanbieder": "w1", "einddatum": 120, "reden_wijziging": "12"})
    p.stop(118, {"begindatum": 8})
    return {}


# starts and stops


@verhaal
def start_on_a_number_nobody_gave(p: Post) -> Verwacht:
    p.toewijzing(2)
    return {p.start(8, {"toewijzingnummer": "2"}): {"TR019"}}


@verhaal
def start_before_its_toewijzing_was_sent(p: Post) -> Verwacht:
    vroeg = p.start(2)
    p.toewijzing(3)
    return {vroeg: {"TR019"}}


@verhaal
def start_under_the_number_of_another_client_or_aanbieder(p: Post) -> Verwacht:
    p.toewijzing(2, {"pseudoniem": "p2"})
    p.toewijzing(2, {"toewijzingnummer": "2"}, aanbieder="elders")
    return {p.start(8): {"TR019"}, p.start(8, {"toewijzingnummer": "2"}): {"TR019"}}


@verhaal
def start_without_a_number_is_taakgericht(p: Post) -> Verwacht:
    p.start(8, {"toewijzingnummer": None})
    p.stop(20, {"toewijzingnummer": None, "begindatum": 8})
    return {}


@verhaal
def start_on_a_refused_and_on_a_withdrawn_toewijzing(p: Post) -> Verwacht:
    p.retour(3, p.toewijzing(2), "9999")
    p.toewijzing(2, {"toewijzingnummer": "2"})
    p.toewijzing(4, {"toewijzingnummer": "2", "einddatum": 1, "reden_wijziging": "13"})
    return {p.start(8): {"TR019"}, p.start(8, {"toewijzingnummer": "2"}): {"TR019"}}


@verhaal
def start_and_stop_of_another_product(p: Post) -> Verwacht:
    p.toewijzing(2, {"productcode": None})
    s = p.start(8)
    e = p.stop(20, {"begindatum": 8})
    return {s: {"IV075"}, e: {"IV075"}}


@verhaal
def taking_back_what_is_not_there(p: Post) -> Verwacht:
    p.toewijzing(2)
    s = p.start(8, {"begindatum": 7, **WEG})
    p.start(8, {"begindatum": 8})
    ander = p.start(9, {"begindatum": 7, **WEG})
    e = p.stop(20, {"begindatum": 8, **WEG})
    return {s: {"TR063"}, ander: {"TR063"}, e: {"TR063"}}


@verhaal
def taking_back_once_and_twice(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.start(9, {"begindatum": 8, **WEG})
    return {p.start(10, {"begindatum": 8, **WEG}): {"TR063"}}


@verhaal
def what_was_refused_cannot_be_taken_back(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.retour(9, p.start(8), "9326")
    return {p.start(10, {"begindatum": 8, **WEG}): {"TR063"}}


@verhaal
def taking_back_a_start_that_was_stopped(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.stop(20, {"begindatum": 8})
    return {p.start(22, {"begindatum": 8, **WEG}): {"TR071"}}


@verhaal
def taking_back_the_stop_first(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.stop(20, {"begindatum": 8})
    p.stop(22, {"begindatum": 8, "einddatum": 20, **WEG})
    p.start(22, {"begindatum": 8, **WEG})
    return {}


@verhaal
def the_same_start_and_stop_twice(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    s = p.start(9, {"begindatum": 8})
    p.stop(20, {"begindatum": 8, **TIJDELIJK})
    e = p.stop(21, {"begindatum": 8, "einddatum": 20, **TIJDELIJK})
    return {s: {"TR074", "TR326"}, e: {"TR074", "TR413"}}


@verhaal
def a_start_again_after_taking_it_back(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.start(9, {"begindatum": 8, **WEG}, {"begindatum": 7})
    return {}


@verhaal
def a_second_start_while_the_first_runs(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    return {p.start(20): {"TR326"}}


@verhaal
def a_second_start_after_a_stop_of_any_kind(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.stop(20, {"begindatum": 8, **TIJDELIJK})
    p.start(30)
    p.stop(40, {"begindatum": 30})
    p.start(50)
    return {}


@verhaal
def a_stop_and_a_new_start_on_one_day(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.stop(20, {"begindatum": 8})
    p.start(20)
    return {}


@verhaal
def a_second_start_when_the_stop_was_refused(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.retour(21, p.stop(20, {"begindatum": 8}), "9069")
    return {p.start(30): {"TR326"}}


@verhaal
def a_stop_without_a_start(p: Post) -> Verwacht:
    p.toewijzing(2)
    return {p.stop(20, {"begindatum": 8}): {"TR382"}}


@verhaal
def a_stop_with_another_begin_than_the_start(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    return {p.stop(20, {"begindatum": 9}): {"TR382"}}


@verhaal
def a_stop_of_a_start_that_was_taken_back(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.start(9, {"begindatum": 8, **WEG})
    return {p.stop(20, {"begindatum": 8}): {"TR382"}}


@verhaal
def a_stop_of_the_last_start_but_one(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    tweede = p.start(12)
    return {tweede: {"TR326"}, p.stop(20, {"begindatum": 8}): {"OP155"}}


@verhaal
def a_corrected_stop_of_an_earlier_start(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.stop(20, {"begindatum": 8, "reden_beeindiging": "33"})
    p.start(30)
    p.stop(
        32,
        {"begindatum": 8, "einddatum": 20, "reden_beeindiging": "33", **WEG},
        {"begindatum": 8, "einddatum": 20, "reden_beeindiging": "34"},
    )
    return {}


@verhaal
def a_temporary_stop_twice_with_another_end(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.stop(20, {"begindatum": 8, **TIJDELIJK})
    return {p.stop(24, {"begindatum": 8, **TIJDELIJK}): {"TR413"}}


@verhaal
def a_final_stop_that_ends_before_the_temporary_one(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.stop(20, {"begindatum": 8, **TIJDELIJK})
    return {p.stop(40, {"begindatum": 8, "einddatum": 19}): {"TR414"}}


@verhaal
def a_stop_after_a_final_stop(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.start(8)
    p.stop(20, {"begindatum": 8})
    return {p.stop(24, {"begindatum": 8, "reden_beeindiging": "34"}): {"TR415"}}


# toewijzingen


@verhaal
def a_number_of_another_client(p: Post) -> Verwacht:
    p.toewijzing(2)
    ander = p.toewijzing(3, {"pseudoniem": "p2"})
    p.toewijzing(4, {"einddatum": 200, "reden_wijziging": "04"})
    return {ander: {"TR332"}}


@verhaal
def a_number_of_another_aanbieder(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.toewijzing(3, {"toewijzingnummer": "2"}, aanbieder="elders")
    return {p.toewijzing(4, aanbieder="elders"): {"TR332", "OP087"}}


@verhaal
def a_number_whose_first_use_was_refused(p: Post) -> Verwacht:
    p.retour(3, p.toewijzing(2), "9999")
    p.toewijzing(4, {"pseudoniem": "p2"})
    return {}


@verhaal
def a_referentie_without_a_request(p: Post) -> Verwacht:
    return {p.toewijzing(2, {"referentie_aanbieder": "r9"}): {"TR379"}}


@verhaal
def a_referentie_of_a_request_for_someone_else(p: Post) -> Verwacht:
    p.aanvraag(2, {"pseudoniem": "p2"})
    return {p.toewijzing(3, {"referentie_aanbieder": "r1"}): {"TR379"}}


@verhaal
def a_referentie_repeated_in_a_later_change(p: Post) -> Verwacht:
    p.aanvraag(2)
    p.toewijzing(3, {"referentie_aanbieder": "r1"})
    p.toewijzing(9, {"referentie_aanbieder": "r1", "toewijzingsdatum": 3})
    later = p.toewijzing(20, {"referentie_aanbieder": "r1", "einddatum": 100, "reden_wijziging": "05"})
    return {later: {"TR379", "OP274"} - {"OP274"}}


@verhaal
def another_volume_under_the_same_number(p: Post) -> Verwacht:
    p.toewijzing(2)
    return {p.toewijzing(20, {"volume": 4, "reden_wijziging": "05"}): {"IV066"}}


@verhaal
def another_product_or_begin_under_the_same_number(p: Post) -> Verwacht:
    p.toewijzing(2)
    een = p.toewijzing(20, {"productcode": "45A05", "reden_wijziging": "14"})
    return {een: {"IV066"}, p.toewijzing(21, {"ingangsdatum": 5, "reden_wijziging": "14"}): {"IV066"}}


@verhaal
def what_may_change_under_the_same_number(p: Post) -> Verwacht:
    p.toewijzing(2, {"frequentie": "6", "volume": 40}, {"toewijzingnummer": "2", "pseudoniem": "p2", **ASPECIFIEK})
    p.toewijzing(20, {"frequentie": "6", "volume": 60, "einddatum": 190, "reden_wijziging": "12"})
    p.toewijzing(
        21, {"toewijzingnummer": "2", "pseudoniem": "p2", **ASPECIFIEK, "budget_cent": 1, "reden_wijziging": "12"}
    )
    return {}


@verhaal
def a_reason_at_the_first_time(p: Post) -> Verwacht:
    p.toewijzing(1, {"toewijzingnummer": "9", "pseudoniem": "p9"})
    return {p.toewijzing(2, {"reden_wijziging": "04"}): {"IV099"}}


@verhaal
def a_reason_at_the_first_time_that_is_known(p: Post) -> Verwacht:
    p.toewijzing(2, {"ingangsdatum": 1, "reden_wijziging": "04"})
    return {}


@verhaal
def a_change_without_a_reason(p: Post) -> Verwacht:
    p.toewijzing(2)
    return {p.toewijzing(20, {"einddatum": 190}): {"IV099"}}


@verhaal
def a_reason_without_a_change(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.toewijzing(20)
    return {p.toewijzing(30, {"reden_wijziging": "14"}): {"IV099"}}


@verhaal
def sent_once_more_on_request(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.toewijzing(20, {"einddatum": 190, "reden_wijziging": "04"})
    p.toewijzing(40, {"einddatum": 190, "reden_wijziging": "04", "toewijzingsdatum": 20})
    return {}


@verhaal
def a_change_with_the_old_moment(p: Post) -> Verwacht:
    p.toewijzing(2)
    return {p.toewijzing(20, {"einddatum": 190, "reden_wijziging": "04", "toewijzingsdatum": 2}): {"IV013"}}


@verhaal
def the_same_product_twice_at_once(p: Post) -> Verwacht:
    p.toewijzing(2)
    dubbel = p.toewijzing(20, {}, {"toewijzingnummer": "2", "ingangsdatum": 181, "einddatum": 300, "volume": 5})
    return {dubbel: {"OP259"}}


@verhaal
def one_product_after_the_other(p: Post) -> Verwacht:
    p.toewijzing(2, {}, {"toewijzingnummer": "2", "ingangsdatum": 182, "einddatum": 300, "volume": 5})
    return {}


@verhaal
def a_toewijzing_of_anything_beside_another(p: Post) -> Verwacht:
    p.toewijzing(2)
    return {p.toewijzing(3, {"toewijzingsdatum": 2}, {"toewijzingnummer": "2", **GENERIEK}): {"OP259"}}


@verhaal
def hulpmiddelen_of_the_wmo_may_overlap(p: Post) -> Verwacht:
    middel = {"productcategorie": "11", "productcode": "11A01"}
    wmo = {"wet": "wmo"}
    p.bericht("301", 2, {}, **wmo)
    p.kop |= wmo
    p.toewijzing(2, middel, {**middel, "toewijzingnummer": "2"}, {**GENERIEK, "toewijzingnummer": "3"})
    return {}


@verhaal
def beside_one_that_was_withdrawn(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.toewijzing(3, {"einddatum": 1, "reden_wijziging": "13"}, {"toewijzingnummer": "2"})
    return {}


@verhaal
def going_on_under_a_new_number(p: Post) -> Verwacht:
    p.toewijzing(2)
    nieuw = p.toewijzing(170, {"toewijzingsdatum": 2}, {"toewijzingnummer": "2", "ingangsdatum": 182, "einddatum": 300})
    return {nieuw: {"OP380"}}


@verhaal
def going_on_with_more_hours_or_after_the_end(p: Post) -> Verwacht:
    p.toewijzing(2, {"einddatum": 100}, {"toewijzingnummer": "5", "pseudoniem": "p2", "einddatum": 100})
    p.toewijzing(
        90, {"toewijzingsdatum": 2, "einddatum": 100}, {"toewijzingnummer": "2", "ingangsdatum": 101, "volume": 6}
    )
    p.toewijzing(101, {"toewijzingnummer": "6", "pseudoniem": "p2", "ingangsdatum": 101})
    return {}


@verhaal
def a_301_that_leaves_one_out(p: Post) -> Verwacht:
    ander = {"toewijzingnummer": "2", "productcode": "45A05"}
    p.toewijzing(2, {}, ander)
    zonder = p.toewijzing(20, {"einddatum": 190, "reden_wijziging": "04"})
    p.toewijzing(182, {"einddatum": 200, "reden_wijziging": "04"})
    return {zonder: {"OP087"}}


@verhaal
def withdrawn_while_lines_are_granted(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.uitkering(45, p.declaratie(40))
    weg = {"einddatum": 1, "reden_wijziging": "13"}
    fout = p.toewijzing(50, weg)
    p.declaratie(60, {"vorig_referentienummer": "d0", "bedrag_cent": -100, "referentienummer": "c0"})
    p.toewijzing(70, weg | {"toewijzingsdatum": 50})
    return {fout: {"TR385"}}


@verhaal
def withdrawn_while_lines_are_refused_or_not_answered(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.uitkering(45, p.declaratie(40), "d0")
    p.declaratie(46, {"referentienummer": "e0"})
    p.toewijzing(50, {"einddatum": 1, "reden_wijziging": "13"})
    return {}


# requests and answers


@verhaal
def a_referentie_used_twice(p: Post) -> Verwacht:
    p.aanvraag(2)
    p.antwoord(3)
    tweede = p.aanvraag(4)
    antwoord = p.antwoord(5)
    p.toewijzing(6)
    derde = p.wijziging(8, {"referentie_aanbieder": "r1"})
    return {tweede: {"TR347"}, antwoord: {"TR365"}, derde: {"TR347"}}


@verhaal
def a_referentie_twice_in_one_request(p: Post) -> Verwacht:
    dubbel = p.aanvraag(2, {}, {"productcode": "45A05"})
    p.aanvraag(
        2, {"pseudoniem": "p2", "referentie_aanbieder": "r7"}, {"pseudoniem": "p2", "referentie_aanbieder": "r8"}
    )
    return {dubbel: {"TR347"}}


@verhaal
def a_referentie_again_after_a_refusal(p: Post) -> Verwacht:
    p.retour(3, p.aanvraag(2), "9999")
    p.aanvraag(4)
    return {}


@verhaal
def a_request_while_another_is_open(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.wijziging(4)
    p.antwoord(5, "2", "w1")
    tweede = p.wijziging(6, {"referentie_aanbieder": "w2"})
    derde = p.aanvraag(7, {"productcode": "45A05"})
    return {tweede: {"TR374"}, derde: {"TR374"}}


@verhaal
def a_request_after_an_answer(p: Post) -> Verwacht:
    p.toewijzing(2)
    p.wijziging(4)
    p.antwoord(5, "1", "w1")
    p.wijziging(6, {"referentie_aanbieder": "w2"})
    p.toewijzing(7, {"referentie_aanbieder": "w2", "einddatum": 170, "reden_wijziging": "12"})
    p.aanvraag(8, {"productcode": "45A05"})
    p.aanvraag(8, {"pseudoniem": "p2", "referentie_aanbieder": "r2"})
    return {}


@verhaal
def a_change_for_someone_unknown(p: Post) -> Verwacht:
    p.toewijzing(2)
    w = p.wijziging(6, {"pseudoniem": "p2"})
    return {w: {"TR304", "TR351", "OP306"}}


@verhaal
def a_change_when_every_toewijzing_is_over(p: Post) -> Verwacht:
    p.toewijzing(2, {"einddatum": 5})
    return {p.wijziging(6, {"gewenste_ingangsdatum": 8}): {"TR351", "OP306"}}


@verhaal
def a_change_that_leaves_a_toewijzing_out(p: Post) -> Verwacht:
    p.toewijzing(
        2, {}, {"toewijzingnummer": "2", "productcode": "45A05"}, {"toewijzingnummer": "3", "pseudoniem": "p3"}
    )
    half = p.wijziging(6)
    p.antwoord(7, "1", "w1")
    p.wijziging(
        8,
        {"referentie_aanbieder": "w2"},
        {"referentie_aanbieder": "w2", "soort": "ongewijzigd", "toewijzingnummer": "2"},
    )
    return {half: {"TR349"}}


@verhaal
def unchanged_and_changed_on_unknown_numbers(p: Post) -> Verwacht:
    p.toewijzing(2)
    w = p.wijziging(6, {}, {"soort": "ongewijzigd", "toewijzingnummer": "8"}, {"toewijzingnummer": "9"})
    return {w: {"TR350", "TR351"}}


@verhaal
def a_change_in_the_past(p: Post) -> Verwacht:
    p.toewijzing(2)
    fout = p.wijziging(60, {"gewenste_ingangsdatum": 60})
    p.antwoord(61, "1", "w1")
    p.wijziging(62, {"gewenste_ingangsdatum": 1, "referentie_aanbieder": "w2"})
    p.antwoord(63, "1", "w2")
    p.wijziging(64, {"gewenste_ingangsdatum": 65, "referentie_aanbieder": "w3"})
    return {fout: {"TR357"}}


@verhaal
def another_budget_for_a_part(p: Post) -> Verwacht:
    p.toewijzing(2, ASPECIFIEK)
    nieuw = {**ZONDER_OMVANG, "budget_cent": 1000}
    fout = p.wijziging(6, nieuw)
    p.antwoord(7, "1", "w1")
    p.wijziging(8, nieuw | {"gewenste_ingangsdatum": 1, "referentie_aanbieder": "w2"})
    p.antwoord(9, "1", "w2")
    p.wijziging(10, nieuw | {"budget_cent": 900, "referentie_aanbieder": "w3"})
    return {fout: {"TR373"}}


@verhaal
def another_total_for_a_part(p: Post) -> Verwacht:
    p.toewijzing(2, {"frequentie": "6"})
    return {p.wijziging(6, {"frequentie": "6"}): {"TR373"}}


@verhaal
def omvang_where_there_is_no_product(p: Post) -> Verwacht:
    p.toewijzing(2, GENERIEK)
    return {p.wijziging(6): {"TR375", "TR412"}}


@verhaal
def omvang_where_there_is_no_code(p: Post) -> Verwacht:
    p.toewijzing(2, ASPECIFIEK)
    return {p.wijziging(6): {"TR412"}}


@verhaal
def no_omvang_where_there_is_a_code(p: Post) -> Verwacht:
    p.toewijzing(2)
    return {p.wijziging(6, {**ZONDER_OMVANG, "einddatum": 150}): {"TR411"}}


@verhaal
def a_product_asked_twice_for_the_same_days(p: Post) -> Verwacht:
    p.toewijzing(2)
    nieuw = {"soort": "nieuw", "productcategorie": "45", "productcode": "45A04", "einddatum": 300}
    fout = p.wijziging(6, {}, nieuw | {"gewenste_ingangsdatum": 181})
    p.antwoord(7, "1", "w1")
    w2 = {"referentie_aanbieder": "w2"}
    p.wijziging(8, w2, nieuw | w2 | {"gewenste_ingangsdatum": 182})
    p.antwoord(9, "1", "w2")
    w3 = {"referentie_aanbieder": "w3"}
    p.wijziging(10, w3, nieuw | w3 | {"gewenste_ingangsdatum": 90, "productcode": "45A05"})
    return {fout: {"TR361"}}


@verhaal
def a_category_asked_beside_a_code_of_it(p: Post) -> Verwacht:
    p.toewijzing(2)
    nieuw = {"soort": "nieuw", "productcategorie": "45", "productcode": None, "gewenste_ingangsdatum": 150}
    return {p.wijziging(6, {"soort": "ongewijzigd"}, nieuw): {"TR361"}}


@verhaal
def hulpmiddelen_of_the_wmo_beside_anything(p: Post) -> Verwacht:
    p.kop["wet"] = "wmo"
    p.toewijzing(2, GENERIEK)
    p.wijziging(6, {"soort": "ongewijzigd"}, {"soort": "nieuw", "productcategorie": "12", "productcode": "12A01"})
    return {}


@verhaal
def asking_for_what_is_there(p: Post) -> Verwacht:
    p.toewijzing(2)
    fout = p.aanvraag(6)
    p.antwoord(7)
    p.aanvraag(8, {"referentie_aanbieder": "r2", "productcode": "45A05"})
    p.antwoord(9, referentie="r2")
    p.aanvraag(10, {"referentie_aanbieder": "r3", "toewijzing_ingangsdatum": 182, "toewijzing_einddatum": 300})
    return {fout: {"OP307"}}


@verhaal
def an_answer_on_nothing(p: Post) -> Verwacht:
    a = p.antwoord(6)
    p.aanvraag(7, {"referentie_aanbieder": "r2"})
    p.antwoord(8, referentie="r2")
    return {a: {"TR355"}}


@verhaal
def an_answer_after_the_toewijzing(p: Post) -> Verwacht:
    p.aanvraag(2)
    p.toewijzing(3, {"referentie_aanbieder": "r1"})
    return {p.antwoord(4): {"TR359"}}


@verhaal
def in_onderzoek_twice(p: Post) -> Verwacht:
    p.aanvraag(2)
    p.antwoord(3, "2")
    tweede = p.antwoord(4, "2")
    p.antwoord(5, "1")
    return {tweede: {"TR360"}}


@verhaal
def an_answer_after_a_rejection(p: Post) -> Verwacht:
    p.aanvraag(2)
    p.antwoord(3)
    return {p.antwoord(4): {"TR365"}, p.antwoord(5, "2"): {"TR360", "TR365"}}


# terms: 1 January 2025 was a Wednesday


@verhaal
def starts_sent_in_time_and_late(p: Post) -> Verwacht:
    p.toewijzing(2, *({"pseudoniem": f"p{n}", "toewijzingnummer": f"{n}"} for n in range(1, 4)))
    p.start(15, {"begindatum": 8})
    laat = p.start(16, {"begindatum": 8, "toewijzingnummer": "2", "pseudoniem": "p2"})
    p.toewijzing(60, {"pseudoniem": "p4", "toewijzingnummer": "4"})
    p.start(66, {"begindatum": 30, "toewijzingnummer": "4", "pseudoniem": "p4"})
    terug = {"toewijzingnummer": "3", "pseudoniem": "p3"}
    p.start(8, terug)
    p.start(40, terug | WEG | {"begindatum": 8}, terug | {"begindatum": 9})
    return {laat: {"OP271"}}


@verhaal
def stops_sent_in_time_and_late(p: Post) -> Verwacht:
    p.toewijzing(2, {}, {"pseudoniem": "p2", "toewijzingnummer": "2"})
    p.start(8)
    p.start(8, {"pseudoniem": "p2", "toewijzingnummer": "2"})
    laat = p.stop(28, {"begindatum": 8, "einddatum": 20})
    tweede = {"begindatum": 8, "pseudoniem": "p2", "toewijzingnummer": "2", "einddatum": 20}
    p.stop(27, tweede | TIJDELIJK)
    p.stop(60, tweede)
    return {laat: {"OP272"}}


@verhaal
def easter_and_the_kings_day_are_no_working_days(p: Post) -> Verwacht:
    # Wednesday 16 April (106): 17, then 22, 23, 24 and 25 April (115)
    p.toewijzing(2, {}, {"pseudoniem": "p2", "toewijzingnummer": "2"})
    p.start(115, {"begindatum": 106})
    return {p.start(116, {"begindatum": 106, "pseudoniem": "p2", "toewijzingnummer": "2"}): {"OP271"}}


@verhaal
def answers_on_a_315(p: Post) -> Verwacht:
    for n in range(1, 6):
        p.aanvraag(2, {"pseudoniem": f"p{n}", "referentie_aanbieder": f"r{n}"})
    p.antwoord(9, referentie="r1")
    laat = p.antwoord(10, referentie="r2")
    p.antwoord(9, "2", "r3")
    p.antwoord(9, "2", "r4")
    p.toewijzing(58, {"pseudoniem": "p3", "toewijzingnummer": "3", "referentie_aanbieder": "r3"})
    te_laat = p.toewijzing(59, {"pseudoniem": "p4", "toewijzingnummer": "4", "referentie_aanbieder": "r4"})
    traag = p.toewijzing(10, {"pseudoniem": "p5", "toewijzingnummer": "5", "referentie_aanbieder": "r5"})
    return {laat: {"OP274"}, te_laat: {"OP274"}, traag: {"OP274"}}


@verhaal
def answers_on_a_317(p: Post) -> Verwacht:
    p.toewijzing(1, *({"pseudoniem": f"p{n}", "toewijzingnummer": f"{n}"} for n in range(1, 4)))
    for n in range(1, 4):
        p.wijziging(2, {"pseudoniem": f"p{n}", "toewijzingnummer": f"{n}", "referentie_aanbieder": f"w{n}"})
    p.antwoord(9, referentie="w1")
    laat = p.antwoord(10, referentie="w2")
    oprek = {"pseudoniem": "p3", "toewijzingnummer": "3", "einddatum": 190, "reden_wijziging": "12"}
    traag = p.toewijzing(10, {**oprek, "referentie_aanbieder": "w3"})
    return {laat: {"OP346"}, traag: {"OP346"}}


@verhaal
def a_request_for_another_municipality(p: Post) -> Verwacht:
    for n in (1, 2, 3):
        p.aanvraag(2, {"pseudoniem": f"p{n}", "referentie_aanbieder": f"r{n}"})
        p.antwoord(9, "2", f"r{n}")
    p.antwoord(16, "1", "r1", "8")
    p.antwoord(17, "1", "r3", "1")
    return {p.antwoord(17, "1", "r2", "8"): {"OP359"}}


@verhaal
def return_messages(p: Post) -> Verwacht:
    een, twee = p.aanvraag(2), p.aanvraag(2, {"pseudoniem": "p2", "referentie_aanbieder": "r2"})
    p.retour(7, een)
    laat = p.retour(8, twee)
    return {laat: {"OP090"}, p.retour(7, een): {"IV028"}}


@verhaal
def answers_on_declarations(p: Post) -> Verwacht:
    p.toewijzing(1)
    een, twee = p.declaratie(2), p.declaratie(2)
    p.uitkering(16, een)
    return {p.uitkering(17, twee): {"OP090x4"}}


@verhaal
def an_identification_used_twice(p: Post) -> Verwacht:
    p.aanvraag(2, identificatie="x")
    p.toewijzing(3, {"pseudoniem": "p2"}, identificatie="x")
    dubbel = p.aanvraag(4, {"pseudoniem": "p3", "referentie_aanbieder": "r3"}, identificatie="x")
    return {dubbel: {"TR056"}}


@cache
def uitkomst() -> dict[str, tuple[Verwacht, Verwacht]]:
    """Per story what is found, and what it says."""
    return beoordeel(VERHALEN)


@pytest.mark.parametrize("naam", sorted(VERHALEN))
def test_story(naam: str) -> None:
    gevonden, verwacht = uitkomst()[naam]
    assert gevonden == verwacht


def test_every_rule_is_broken_in_a_story_and_kept_in_another() -> None:
    gebroken = {code for _, verwacht in uitkomst().values() for codes in verwacht.values() for code in codes}
    assert gebroken == {code for code, _ in regie_codes()}
