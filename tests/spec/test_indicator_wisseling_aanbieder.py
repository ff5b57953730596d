"""Wisseling van aanbieder: hoeveel mensen beginnen binnen een traject bij een andere aanbieder?"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Lou gaat van a1 naar a2: een wisseling, bij a1. Kim krijgt er a2 bij terwijl a1 doorgaat: geen wisseling.
# Noor begint opnieuw bij dezelfde aanbieder: geen wisseling. Ali gaat van a1 naar a2 en terug: twee wisselingen, één mens.
TOEWIJZINGEN = """
wet | toewijzingnummer | traject_id | pseudoniem | aanbieder | productcategorie | wijk_code | startdatum | stopdatum
wmo | 1                | t1         | lou        | a1        | 02               | WK999901  | 2025-01-01 | 2025-03-31
wmo | 2                | t1         | lou        | a2        | 02               | WK999901  | 2025-04-05 | -
wmo | 3                | t2         | kim        | a1        | 02               | WK999901  | 2025-01-01 | -
wmo | 4                | t2         | kim        | a2        | 02               | WK999901  | 2025-04-05 | -
wmo | 5                | t3         | noor       | a1        | 02               | WK999901  | 2025-01-01 | 2025-03-31
wmo | 6                | t3         | noor       | a1        | 02               | WK999901  | 2025-04-05 | -
wmo | 7                | t4         | ali        | a1        | 02               | WK999901  | 2025-01-01 | 2025-03-31
wmo | 8                | t4         | ali        | a2        | 02               | WK999901  | 2025-04-01 | 2025-05-31
wmo | 9                | t4         | ali        | a1        | 02               | WK999901  | 2025-06-01 | -
"""


def test_another_aanbieder_when_the_first_had_stopped():
    t = evaluate(Vraagstelling("wisseling_aanbieder", ("jaar",)), kern(toewijzing_geldig=TOEWIJZINGEN))
    assert lees(t, "jaar", "waarde", "personen") == verwacht("""
        jaar | waarde | personen
        2025 | 2      | 2
    """)


def test_it_belongs_to_the_aanbieder_that_was_left():
    t = evaluate(Vraagstelling("wisseling_aanbieder", ("maand", "aanbieder")), kern(toewijzing_geldig=TOEWIJZINGEN))
    assert lees(t, "maand", "aanbieder", "waarde") == verwacht("""
        maand   | aanbieder | waarde
        2025-04 | a1        | 2
        2025-06 | a2        | 1
    """)
