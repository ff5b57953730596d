"""Uitgaven: wat kost de hulp die in de periode is gegeven?"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.kosten_voorbeeld import KOSTEN
from spec.tafel import kern, lees, verwacht


def test_amounts_add_up_and_a_credit_is_taken_off():
    # Januari: 100 + 50 + 80 - 80 = 150 euro. Februari: 100 + 25,01 + 40 = 165,01 euro.
    # Noor draagt in januari niets bij: het bedrag is 0. Dus is er één persoon, met 150 euro.
    # Aanbieder a1 heeft in januari 100 euro, a2 heeft 50 euro.
    t = evaluate(Vraagstelling("uitgaven", ("maand",)), kern(kostenmaand=KOSTEN))
    assert lees(
        t,
        "maand",
        "waarde",
        "personen",
        "aanbieders",
        "grootste_persoon_cent",
        "grootste_aanbieder_cent",
        "tweede_aanbieder_cent",
    ) == verwacht("""
        maand   | waarde | personen | aanbieders | grootste_persoon_cent | grootste_aanbieder_cent | tweede_aanbieder_cent
        2025-01 | 15.000 | 1        | 2          | 15.000                | 10.000                  | 5.000
        2025-02 | 16.501 | 3        | 2          | 10.000                | 12.501                  | 4.000
    """)


def test_parts_add_up_to_the_whole():
    # Per wet: 150 + 100 + 25,01 = 275,01 voor de Jeugdwet en 40 voor de Wmo; samen 315,01.
    per_wet = evaluate(Vraagstelling("uitgaven", ("wet",)), kern(kostenmaand=KOSTEN))
    assert lees(per_wet, "wet", "waarde") == verwacht("""
        wet      | waarde
        jeugdwet | 27.501
        wmo      | 4.000
    """)
    alles = evaluate(Vraagstelling("uitgaven", ()), kern(kostenmaand=KOSTEN))
    assert lees(alles, "waarde") == [{"waarde": 31501}]
