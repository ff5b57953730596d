"""Opeenvolgende trajecten: hoeveel mensen beginnen een traject nadat een eerder traject was geëindigd?"""

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Ali stopt op 30 juni en begint op 1 juli: een volgend traject. Kim begint er een bij terwijl de eerste loopt: geen
# volgend traject. Lou begint op de dag waarop het eerste traject eindigt: dat was nog niet geëindigd.
# Noor had onder de andere wet een traject; dat is niet te verbinden.
TRAJECTEN = """
traject_id | wet      | pseudoniem | productcategorie | aanbieder | aanbieder_begin | startdatum | einddatum  | status
1          | wmo      | ali        | 07               | a1        | a1              | 2025-01-01 | 2025-06-30 | afgerond
2          | wmo      | ali        | 02               | a2        | a2              | 2025-07-01 | -          | loopt
3          | wmo      | kim        | 07               | a1        | a1              | 2025-01-01 | -          | loopt
4          | wmo      | kim        | 02               | a1        | a1              | 2025-07-01 | -          | loopt
5          | wmo      | lou        | 07               | a1        | a1              | 2025-01-01 | 2025-07-01 | afgerond
6          | wmo      | lou        | 02               | a1        | a1              | 2025-07-01 | -          | loopt
7          | jeugdwet | noor       | 45               | a1        | a1              | 2024-01-01 | 2024-12-31 | afgerond
8          | wmo      | noor       | 02               | a1        | a1              | 2025-07-01 | -          | loopt
"""


def test_only_what_begins_after_an_end_follows():
    t = evaluate(Vraagstelling("opeenvolgende_trajecten", ("maand", "aanbieder")), kern(traject=TRAJECTEN))
    assert lees(t, "maand", "aanbieder", "waarde", "personen") == verwacht("""
        maand   | aanbieder | waarde | personen
        2025-07 | a2        | 1      | 1
    """)
