"""Verwijsstromen: wie verwijst mensen naar welke hulp?"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Twee mensen via de huisarts (02), van wie één nog wacht. Van Noor is de verwijzer niet bekend.
# Ali heeft hulp zonder aanvraag: daarvan is geen verwijzer te zien.
TRAJECTEN = """
traject_id | wet      | pseudoniem | productcategorie | aanbieder | aanbieder_begin | aanvraagdatum | startdatum | verwijzer_type
1          | jeugdwet | kim        | 45               | a1        | a1              | 2025-05-12    | 2025-06-01 | 02
2          | jeugdwet | lou        | 45               | a1        | -               | 2025-05-20    | -          | 02
3          | jeugdwet | noor       | 54               | a1        | a1              | 2025-05-20    | 2025-06-01 | -
4          | jeugdwet | ali        | 45               | a1        | a1              | -             | 2025-06-01 | 01
"""


def test_who_sends_people_where():
    t = evaluate(Vraagstelling("verwijsstromen", ("maand", "verwijzer", "productcategorie")), kern(traject=TRAJECTEN))
    assert lees(t, "maand", "verwijzer", "productcategorie", "waarde") == verwacht("""
        maand   | verwijzer | productcategorie | waarde
        2025-05 | 02        | 45               | 2
        2025-05 | onbekend  | 54               | 1
    """)
