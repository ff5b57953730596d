"""Doorstroom: wat komt er na een traject?"""

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# Kim gaat van 45 naar 50 (9 dagen ertussen). Lou stopt en krijgt niets meer. Noor krijgt pas na 32 dagen zonder hulp
# iets anders: dat is geen doorstroom. Ali hield 54, dat al liep: geen doorstroom en geen uitstroom.
# Sam stopte pas: of er iets volgt is nog onbekend.
TRAJECTEN = """
traject_id | wet      | pseudoniem | productcategorie | aanbieder | startdatum | einddatum  | status
1          | jeugdwet | kim        | 45               | a1        | 2025-01-01 | 2025-04-10 | afgerond
2          | jeugdwet | kim        | 50               | a2        | 2025-04-20 | -          | loopt
3          | jeugdwet | lou        | 45               | a1        | 2025-01-01 | 2025-04-10 | afgerond
4          | jeugdwet | noor       | 45               | a1        | 2025-01-01 | 2025-04-10 | afgerond
5          | jeugdwet | noor       | 50               | a2        | 2025-05-13 | -          | loopt
6          | jeugdwet | ali        | 45               | a1        | 2025-01-01 | 2025-04-10 | afgerond
7          | jeugdwet | ali        | 54               | a2        | 2024-01-01 | -          | loopt
8          | jeugdwet | sam        | 45               | a1        | 2025-01-01 | 2025-06-20 | afgerond
"""
GEBEURTENISSEN = """
traject_id | wet      | gebeurtenis | dagtekening
1          | jeugdwet | prestatie   | 2025-06-30
"""


def test_from_which_help_to_which():
    t = evaluate(
        Vraagstelling("doorstroom", ("kwartaal", "richting")),
        kern(traject=TRAJECTEN, trajectgebeurtenis=GEBEURTENISSEN),
    )
    assert lees(t, "kwartaal", "richting", "waarde") == verwacht("""
        kwartaal | richting    | waarde
        2025-Q2  | 45>50       | 1
        2025-Q2  | 45>geen     | 2
        2025-Q2  | 45>onbekend | 1
    """)


def test_all_directions_together():
    t = evaluate(Vraagstelling("doorstroom", ("jaar",)), kern(traject=TRAJECTEN, trajectgebeurtenis=GEBEURTENISSEN))
    assert lees(t, "jaar", "waarde") == verwacht("""
        jaar | waarde
        2025 | 4
    """)
