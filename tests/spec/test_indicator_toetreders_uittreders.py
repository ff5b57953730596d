"""Toetreders en uittreders: welke aanbieders geven voor het eerst of voor het laatst hulp?"""

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# De gegevens lopen van januari 2023 tot en met december 2025.
# a1 is er de hele tijd. a2 begint in mei 2024 en gaat door. a3 begint in juni 2023: te dicht bij het begin.
# a3 stopt in maart 2024. a4 stopt in juni 2025: te dicht bij het einde. Het begin van a4 is in februari 2024.
KOSTEN = """
wet | maand      | pseudoniem | aanbieder | bedrag_cent | telt
wmo | 2023-01-01 | kim        | a1        | 100         | ja
wmo | 2025-12-01 | kim        | a1        | 100         | ja
wmo | 2024-05-01 | lou        | a2        | 100         | ja
wmo | 2025-12-01 | noor       | a2        | 100         | ja
wmo | 2023-06-01 | kim        | a3        | 100         | ja
wmo | 2024-03-01 | kim        | a3        | 100         | ja
wmo | 2024-02-01 | ali        | a4        | 100         | ja
wmo | 2025-06-01 | ali        | a4        | 100         | ja
wmo | 2022-01-01 | ali        | a4        | 100         | nee
"""


def test_who_is_new_is_known_a_year_after_the_data_begin():
    t = evaluate(Vraagstelling("toetreders", ("jaar",)), kern(kostenmaand=KOSTEN))
    # In 2024 komen a2 en a4 erbij; samen hielpen zij ooit drie mensen. Over 2023 is niets te zeggen: geen nul.
    assert lees(t, "jaar", "waarde", "personen") == verwacht("""
        jaar | waarde | personen
        2023 | -      | 1
        2024 | 2      | 3
    """)


def test_who_is_gone_is_known_a_year_before_the_data_end():
    t = evaluate(Vraagstelling("uittreders", ("maand", "aanbieder")), kern(kostenmaand=KOSTEN))
    assert lees(t, "maand", "aanbieder", "waarde") == verwacht("""
        maand   | aanbieder | waarde
        2024-03 | a3        | 1
        2025-06 | a4        | -
        2025-12 | a1        | -
        2025-12 | a2        | -
    """)
