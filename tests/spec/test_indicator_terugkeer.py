"""Terugkeer: hoeveel mensen van de uitstroom krijgen binnen twaalf maanden opnieuw hulp?"""

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Sam stopt op 31 mei 2024 en begint op 1 februari 2025: binnen een jaar terug.
# Kim stopt op 29 februari 2024. Een jaar later is 28 februari 2025; Kim komt op 1 maart 2025 en is dus te laat.
# Lou stopt op 1 maart 2025. De berichten lopen tot 31 december 2025: of Lou terugkomt is nog niet bekend.
PERIODEN = """
wet | pseudoniem | begindatum | einddatum  | productcategorie_eind | aanbieder_eind | wijk_code_eind
wmo | sam        | 2024-01-01 | 2024-05-31 | 02                    | a1             | WK999901
wmo | sam        | 2025-02-01 | -          | -                     | -              | -
wmo | kim        | 2024-01-01 | 2024-02-29 | 02                    | a1             | WK999901
wmo | kim        | 2025-03-01 | -          | -                     | -              | -
wmo | lou        | 2024-01-01 | 2025-03-01 | 02                    | a2             | WK999901
"""
GEBEURTENISSEN = """
traject_id | wet | gebeurtenis | dagtekening
1          | wmo | start       | 2024-01-02
2          | wmo | prestatie   | 2025-12-31
"""


def test_who_comes_back_within_a_year_of_the_end():
    t = evaluate(Vraagstelling("terugkeer", ("jaar",)), kern(hulpperiode=PERIODEN, trajectgebeurtenis=GEBEURTENISSEN))
    # Van 2025 is het cijfer nog niet bekend. Dat is geen nul.
    assert lees(t, "jaar", "waarde") == verwacht("""
        jaar | waarde
        2024 | 1
        2025 | -
    """)


def test_it_belongs_to_where_the_first_help_ended():
    t = evaluate(
        Vraagstelling("terugkeer", ("maand", "aanbieder"), {"jaar": "2024"}),
        kern(hulpperiode=PERIODEN, trajectgebeurtenis=GEBEURTENISSEN),
    )
    assert lees(t, "maand", "aanbieder", "waarde") == verwacht("""
        maand   | aanbieder | waarde
        2024-05 | a1        | 1
    """)
