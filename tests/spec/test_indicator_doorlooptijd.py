"""Doorlooptijd: het middelste aantal dagen van aanvraag tot toewijzing."""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Categorie 45: 4, 14 en 20 dagen, dus 14 in het midden. Ook het traject dat nog niet begon telt mee: er is besloten.
# Traject 4 is toegewezen voor de aanvraag, traject 5 nog niet toegewezen: die tellen niet mee.
TRAJECTEN = """
traject_id | wet      | pseudoniem | productcategorie | aanbieder | aanbieder_begin | wijk_code | aanvraagdatum | toewijzingsdatum | startdatum | status
1          | jeugdwet | kim        | 45               | a2        | a1              | WK999901  | 2025-01-01    | 2025-01-05       | 2025-02-01 | loopt
2          | jeugdwet | lou        | 45               | a1        | a1              | WK999901  | 2025-03-03    | 2025-03-17       | 2025-04-01 | loopt
3          | jeugdwet | noor       | 45               | a1        | -               | WK999901  | 2025-03-01    | 2025-03-21       | -          | toegewezen
4          | jeugdwet | ali        | 45               | a1        | a1              | WK999901  | 2025-03-10    | 2025-03-01       | 2025-03-12 | loopt
5          | jeugdwet | sam        | 45               | a1        | -               | WK999901  | 2025-03-10    | -                | -          | aangevraagd
"""


def test_the_middle_number_of_days_until_the_decision():
    t = evaluate(Vraagstelling("doorlooptijd", ("jaar",)), kern(traject=TRAJECTEN))
    assert lees(t, "jaar", "waarde", "personen") == verwacht("""
        jaar | waarde | personen
        2025 | 14     | 3
    """)


def test_the_month_is_that_of_the_decision():
    t = evaluate(Vraagstelling("doorlooptijd", ("maand", "aanbieder")), kern(traject=TRAJECTEN))
    assert lees(t, "maand", "aanbieder", "waarde") == verwacht("""
        maand   | aanbieder | waarde
        2025-01 | a1        | 4
        2025-03 | a1        | 14
    """)
