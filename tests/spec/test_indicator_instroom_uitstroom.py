"""Instroom en uitstroom: van hoeveel mensen begint of eindigt de hulp in de periode?"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Kim begint in januari in wijk 01, stopt in februari in wijk 02 en begint in december opnieuw; die hulp loopt nog.
# Lou begint in januari en loopt nog.
PERIODEN = """
wet      | pseudoniem | begindatum | einddatum  | productcategorie_begin | aanbieder_begin | wijk_code_begin | leeftijdsgroep_begin | productcategorie_eind | aanbieder_eind | wijk_code_eind | leeftijdsgroep_eind
jeugdwet | kim        | 2025-01-10 | 2025-02-20 | 45                     | a1              | WK999901        | 04-11                | 54                    | a2             | WK999902       | 12-17
jeugdwet | kim        | 2025-12-01 | -          | 45                     | a1              | WK999902        | 12-17                | -                     | -              | -              | -
jeugdwet | lou        | 2025-01-31 | -          | 45                     | a1              | WK999901        | 04-11                | -                     | -              | -              | -
"""


def test_who_begins_twice_counts_once_in_the_year():
    t = evaluate(Vraagstelling("instroom", ("jaar",)), kern(hulpperiode=PERIODEN))
    assert lees(t, "jaar", "waarde", "personen") == verwacht("""
        jaar | waarde | personen
        2025 | 2      | 2
    """)
    t = evaluate(Vraagstelling("instroom", ("maand", "wijk")), kern(hulpperiode=PERIODEN))
    assert lees(t, "maand", "wijk", "waarde") == verwacht("""
        maand   | wijk     | waarde
        2025-01 | WK999901 | 2
        2025-12 | WK999902 | 1
    """)


def test_outflow_is_where_the_help_ended_and_running_help_is_not_in_it():
    t = evaluate(Vraagstelling("uitstroom", ("kwartaal", "wijk", "productcategorie")), kern(hulpperiode=PERIODEN))
    assert lees(t, "kwartaal", "wijk", "productcategorie", "waarde") == verwacht("""
        kwartaal | wijk     | productcategorie | waarde
        2025-Q1  | WK999902 | 54               | 1
    """)
