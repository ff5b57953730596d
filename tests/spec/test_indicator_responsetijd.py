"""Responsetijd: het middelste aantal dagen van een bericht tot het retourbericht."""

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

TRAJECTEN = """
traject_id | wet | pseudoniem | productcategorie | wijk_code | leeftijdsgroep
1          | wmo | kim        | 02               | WK999901  | 65-74
2          | wmo | lou        | 07               | WK999902  | 75-84
"""

# Op de toewijzing antwoordde de aanbieder na 1 dag, op de startberichten de gemeente na 2 en na 9 dagen.
# Op het stopbericht kwam nog geen antwoord: dat telt niet mee.
GEBEURTENISSEN = """
traject_id | wet | pseudoniem | aanbieder | gebeurtenis | berichttype | dagtekening | responsetijd_dagen
1          | wmo | kim        | a1        | toewijzing  | 301         | 2025-01-10  | 1
1          | wmo | kim        | a1        | start       | 305         | 2025-02-01  | 2
2          | wmo | lou        | a2        | start       | 305         | 2025-02-03  | 9
2          | wmo | lou        | a2        | stop        | 307         | 2025-03-01  | -
"""


def test_the_middle_answer_per_type_of_message():
    # Bij 305 zijn er twee: 2 en 9 dagen. Even aantal, dus de kleinste: 2.
    t = evaluate(
        Vraagstelling("responsetijd", ("jaar", "berichttype")),
        kern(traject=TRAJECTEN, trajectgebeurtenis=GEBEURTENISSEN),
    )
    assert lees(t, "jaar", "berichttype", "waarde", "personen") == verwacht("""
        jaar | berichttype | waarde | personen
        2025 | 301         | 1      | 1
        2025 | 305         | 2      | 2
    """)


def test_product_and_wijk_are_those_of_the_traject():
    t = evaluate(
        Vraagstelling("responsetijd", ("productcategorie", "wijk", "aanbieder")),
        kern(traject=TRAJECTEN, trajectgebeurtenis=GEBEURTENISSEN),
    )
    assert lees(t, "productcategorie", "wijk", "aanbieder", "waarde") == verwacht("""
        productcategorie | wijk     | aanbieder | waarde
        02               | WK999901 | a1        | 1
        07               | WK999902 | a2        | 9
    """)
