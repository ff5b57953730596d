"""Levering: wanneer hulp echt begon en stopte.

Een startbericht opent een levering, een stopbericht sluit haar. Status 3 neemt een eerder bericht terug.
"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from spec.kernmotor import conform
from spec.tafel import bron, lees, verwacht

BERICHTEN = """
bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening
t          | 301         | 9999     | 12345678  | 1             | 2025-01-02
s1         | 305         | 9999     | 12345678  | 2             | 2025-01-10
s2         | 305         | 9999     | 12345678  | 3             | 2025-01-20
e1         | 307         | 9999     | 12345678  | 4             | 2025-03-02
e2         | 307         | 9999     | 12345678  | 5             | 2025-04-02
"""

TOEWIJZING = """
bericht_id | pseudoniem | toewijzingnummer | productcategorie | productcode | toewijzingsdatum | ingangsdatum | reden_wijziging
t          | kim        | 1                | 45               | 45A04       | 2025-01-02       | 2025-01-05   | -
t          | kim        | 2                | 54               | 54001       | 2025-01-02       | 2025-01-05   | -
t          | kim        | 3                | 54               | 54002       | 2025-01-02       | 2025-01-05   | 13
"""

# Toewijzing 1: begon op 8 januari. Het bericht noemt geen product, de toewijzing wel. Eerst een tijdelijke stop
# (reden 20), later een definitieve (31): de definitieve telt.
# Toewijzing 2: de aanbieder vergist zich in de begindatum, neemt het startbericht terug (3) en stuurt een nieuw (1).
# Toewijzing 3: ingetrokken (reden 13), dus de levering bestaat niet.
START = """
bericht_id | pseudoniem | toewijzingnummer | productcategorie | productcode | begindatum | status_aanlevering
s1         | kim        | 1                | -                | -           | 2025-01-08 | 1
s1         | kim        | 2                | 54               | 54001       | 2025-01-08 | 1
s2         | kim        | 2                | 54               | 54001       | 2025-01-08 | 3
s2         | kim        | 2                | 54               | 54001       | 2025-01-18 | 1
s1         | kim        | 3                | 54               | 54002       | 2025-01-08 | 1
"""

STOP = """
bericht_id | pseudoniem | toewijzingnummer | productcategorie | productcode | begindatum | einddatum  | reden_beeindiging | status_aanlevering
e1         | kim        | 1                | -                | -           | 2025-01-08 | 2025-03-01 | 20                | 1
e2         | kim        | 1                | -                | -           | 2025-01-08 | 2025-03-31 | 31                | 1
"""


def test_starts_and_stops_find_each_other():
    kern = conform(bron(bericht=BERICHTEN, toegewezen_product=TOEWIJZING, start_product=START, stop_product=STOP), None)
    assert lees(
        kern["levering"], "toewijzingnummer", "productcategorie", "productcode", "begindatum", "einddatum"
    ) == verwacht("""
        toewijzingnummer | productcategorie | productcode | begindatum | einddatum
        1                | 45               | 45A04       | 2025-01-08 | 2025-03-31
        2                | 54               | 54001       | 2025-01-18 | -
    """)
