"""Trajectomvang: het middelste aantal uren dat in een afgerond traject is gedeclareerd."""

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

TRAJECTEN = """
traject_id | wet | pseudoniem | productcategorie | aanbieder | wijk_code | startdatum | einddatum  | status
1          | wmo | noor       | 02               | a1        | WK999901  | 2025-02-01 | 2025-06-30 | afgerond
2          | wmo | lou        | 02               | a1        | WK999901  | 2025-02-01 | 2025-06-30 | afgerond
3          | wmo | kim        | 15               | a1        | WK999901  | 2025-02-01 | 2025-06-30 | afgerond
4          | wmo | ali        | 02               | a1        | WK999901  | 2023-01-01 | 2025-06-30 | afgerond
"""

# Noor: 90 minuten (01), 4 uur (04) en 1 dagdeel van 4 uur (16): 9,5 uur, afgerond 10.
# Lou: 29 minuten, afgerond 0 uur. Kim: alleen etmalen (14), dus geen uren. Ali begon voor de eerste declaratie.
PRESTATIES = """
wet | traject_id | volume | eenheid | dagtekening
wmo | 1          | 90     | 01      | 2025-01-03
wmo | 1          | 4      | 04      | 2025-03-03
wmo | 1          | 1      | 16      | 2025-04-03
wmo | 2          | 29     | 01      | 2025-03-03
wmo | 3          | 30     | 14      | 2025-03-03
wmo | 4          | 50     | 04      | 2025-03-03
"""


def test_minutes_hours_and_half_days_make_hours():
    t = evaluate(
        Vraagstelling("trajectomvang", ("jaar", "productcategorie")),
        kern(traject=TRAJECTEN, prestatie_geldig=PRESTATIES),
    )
    # Twee trajecten: 0 en 10 uur. Even aantal, dus de kleinste van de twee in het midden.
    assert lees(t, "jaar", "productcategorie", "waarde", "personen") == verwacht("""
        jaar | productcategorie | waarde | personen
        2025 | 02               | 0      | 2
    """)


def test_half_an_hour_is_rounded_up():
    alleen_noor = "\n".join(TRAJECTEN.splitlines()[:3])
    t = evaluate(Vraagstelling("trajectomvang", ("jaar",)), kern(traject=alleen_noor, prestatie_geldig=PRESTATIES))
    assert lees(t, "jaar", "waarde") == verwacht("""
        jaar | waarde
        2025 | 10
    """)
