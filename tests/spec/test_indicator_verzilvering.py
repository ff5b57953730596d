"""Verzilvering: welk deel van het toegewezen bedrag is gedeclareerd?"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Sam: 1.500 van 2.000 euro. Kim stopte eerder: 500 van 1.000 euro. Samen 2.000 van 3.000 euro: 667 promille.
# Lou loopt nog. Van Noor is het bedrag niet bekend. Ali begon voor de eerste declaratie.
TOEWIJZINGEN = """
wet | toewijzingnummer | pseudoniem | aanbieder | productcategorie | ingangsdatum | einddatum  | stopdatum  | toegewezen_cent | gedeclareerd_cent
wmo | 1                | sam        | a1        | 02               | 2025-01-05   | 2025-06-30 | -          | 200000          | 150000
wmo | 2                | kim        | a1        | 02               | 2025-01-05   | 2026-12-31 | 2025-05-31 | 100000          | 50000
wmo | 3                | lou        | a1        | 02               | 2025-01-05   | 2026-12-31 | -          | 100000          | 10000
wmo | 4                | noor       | a1        | 02               | 2025-01-05   | 2025-06-30 | -          | -               | 10000
wmo | 5                | ali        | a1        | 02               | 2023-01-05   | 2025-06-30 | -          | 100000          | 10000
"""
PRESTATIES = """
wet | traject_id | dagtekening
wmo | 1          | 2025-01-03
"""
GEBEURTENISSEN = """
traject_id | wet | gebeurtenis | dagtekening
1          | wmo | prestatie   | 2025-12-31
"""


def test_declared_of_assigned_when_it_is_over():
    t = evaluate(
        Vraagstelling("verzilvering", ("jaar",)),
        kern(toewijzing_geldig=TOEWIJZINGEN, prestatie_geldig=PRESTATIES, trajectgebeurtenis=GEBEURTENISSEN),
    )
    assert lees(t, "jaar", "waarde", "teller", "noemer", "personen") == verwacht("""
        jaar | waarde | teller  | noemer  | personen
        2025 | 667    | 200.000 | 300.000 | 2
    """)


def test_the_month_is_when_the_help_stopped():
    t = evaluate(
        Vraagstelling("verzilvering", ("maand",)),
        kern(toewijzing_geldig=TOEWIJZINGEN, prestatie_geldig=PRESTATIES, trajectgebeurtenis=GEBEURTENISSEN),
    )
    assert lees(t, "maand", "waarde") == verwacht("""
        maand   | waarde
        2025-05 | 500
        2025-06 | 750
    """)
