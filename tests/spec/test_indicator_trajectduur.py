"""Trajectduur: het middelste aantal dagen van de eerste tot en met de laatste dag hulp."""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Kim: 1 tot en met 30 maart is 30 dagen. Lou: één dag. Noor: 1 januari tot en met 31 maart is 90 dagen.
# Ali loopt nog; Sam is tijdelijk gestopt. Die tellen niet mee.
TRAJECTEN = """
traject_id | wet | pseudoniem | productcategorie | aanbieder | aanbieder_begin | wijk_code | startdatum | einddatum  | status
1          | wmo | kim        | 02               | a2        | a1              | WK999901  | 2025-03-01 | 2025-03-30 | afgerond
2          | wmo | lou        | 02               | a1        | a1              | WK999901  | 2025-03-05 | 2025-03-05 | afgerond
3          | wmo | noor       | 02               | a1        | a1              | WK999902  | 2025-01-01 | 2025-03-31 | afgerond
4          | wmo | ali        | 02               | a1        | a1              | WK999901  | 2025-01-01 | -          | loopt
5          | wmo | sam        | 02               | a1        | a1              | WK999901  | 2025-01-01 | 2025-03-01 | onderbroken
"""


def test_the_middle_length_of_what_ended():
    t = evaluate(Vraagstelling("trajectduur", ("kwartaal",)), kern(traject=TRAJECTEN))
    assert lees(t, "kwartaal", "waarde", "personen") == verwacht("""
        kwartaal | waarde | personen
        2025-Q1  | 30     | 3
    """)


def test_it_belongs_to_the_last_aanbieder():
    t = evaluate(Vraagstelling("trajectduur", ("aanbieder",), {"wijk": "WK999901"}), kern(traject=TRAJECTEN))
    assert lees(t, "aanbieder", "waarde") == verwacht("""
        aanbieder | waarde
        a1        | 1
        a2        | 30
    """)
