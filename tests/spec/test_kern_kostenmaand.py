"""Kosten per maand: een bedrag wordt per dag verdeeld over de maanden waarin de hulp is gegeven."""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from spec.kernmotor import conform
from spec.tafel import bron, lees, verwacht

BERICHTEN = """
bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening
w1         | 301         | 9999     | 12345678  | 1             | 2024-12-01
w2         | 301         | 9999     | 12345678  | 2             | 2025-01-20
d          | 323         | 9999     | 12345678  | 3             | 2025-03-05
"""

# Kim is van april 2013, wordt dus in april 2025 twaalf. Kim verhuist: het bericht van 20 januari noemt een andere buurt.
CLIENT = """
bericht_id | pseudoniem | geboortejaar | geboortemaand | geslacht | buurt_code | buurt_status
w1         | kim        | 2013         | 4             | 2        | BU99990101 | gevonden
w2         | kim        | 2013         | 4             | 2        | BU99990302 | gevonden
"""

# 22 januari tot en met 21 februari is 31 dagen. 310,00 euro is 10 euro per dag: 10 dagen januari, 21 dagen februari.
# De tweede regel is één cent over twee dagen in twee maanden: de laatste dag krijgt de cent, er gaat niets verloren.
REGELS = """
bericht_id | volgnr | pseudoniem | referentienummer | begindatum | einddatum  | bedrag_cent
d          | 0      | kim        | 1                | 2025-01-22 | 2025-02-21 | 31000
d          | 1      | kim        | 2                | 2025-03-31 | 2025-04-01 | 1
"""


def test_months_wijken_and_ages():
    # Op 1 januari woonde kim nog in wijk 01, op 1 februari in wijk 03. Op 1 april telt kim als 12 jaar.
    kern = conform(bron(bericht=BERICHTEN, client=CLIENT, prestatie=REGELS), None)
    assert lees(kern["kostenmaand"], "maand", "bedrag_cent", "wijk_code", "leeftijd", "leeftijdsgroep") == verwacht("""
        maand      | bedrag_cent | wijk_code | leeftijd | leeftijdsgroep
        2025-01-01 | 10.000      | WK999901  | 11       | 04-11
        2025-02-01 | 21.000      | WK999903  | 11       | 04-11
        2025-03-01 | 0           | WK999903  | 11       | 04-11
        2025-04-01 | 1           | WK999903  | 12       | 12-17
    """)


def test_where_kim_lived_and_when():
    kern = conform(bron(bericht=BERICHTEN, client=CLIENT, prestatie=REGELS), None)
    assert lees(kern["persoon_buurt"], "buurt_code", "vanaf", "tot") == verwacht("""
        buurt_code | vanaf      | tot
        BU99990101 | 2024-12-01 | 2025-01-20
        BU99990302 | 2025-01-20 | -
    """)
