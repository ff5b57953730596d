"""Wachttijd: het middelste aantal dagen van aanvraag tot de eerste dag hulp."""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Categorie 45: 3, 10, 14 en 60 dagen. Even aantal, dus de kleinste van de twee in het midden: 10.
# Categorie 54: één traject van 7 dagen; het traject zonder aanvraag telt niet mee.
TRAJECTEN = """
traject_id | wet      | pseudoniem | productcategorie | aanbieder | aanbieder_begin | wijk_code | aanvraagdatum | startdatum
1          | jeugdwet | kim        | 45               | a2        | a1              | WK999901  | 2025-01-01    | 2025-01-04
2          | jeugdwet | lou        | 45               | a1        | a1              | WK999901  | 2025-01-01    | 2025-01-11
3          | jeugdwet | noor       | 45               | a1        | a1              | WK999901  | 2025-01-01    | 2025-01-15
4          | jeugdwet | ali        | 45               | a1        | a1              | WK999901  | 2024-12-01    | 2025-01-30
5          | jeugdwet | kim        | 54               | a2        | a2              | WK999901  | 2025-02-21    | 2025-02-28
6          | jeugdwet | lou        | 54               | a2        | a2              | WK999901  | -             | 2025-02-01
"""


def test_the_lower_median():
    t = evaluate(Vraagstelling("wachttijd", ("productcategorie",)), kern(traject=TRAJECTEN))
    assert lees(t, "productcategorie", "waarde", "personen") == verwacht("""
        productcategorie | waarde | personen
        45               | 10     | 4
        54               | 7      | 1
    """)


def test_the_wait_belongs_to_the_first_aanbieder():
    # Kim stapte van a1 over naar a2. De wachttijd van 3 dagen was bij a1: 3, 10, 14 en 60 geven daar 10.
    t = evaluate(Vraagstelling("wachttijd", ("jaar", "aanbieder")), kern(traject=TRAJECTEN))
    assert lees(t, "jaar", "aanbieder", "waarde", "aanbieders") == verwacht("""
        jaar | aanbieder | waarde | aanbieders
        2025 | a1        | 10     | 1
        2025 | a2        | 7      | 1
    """)
