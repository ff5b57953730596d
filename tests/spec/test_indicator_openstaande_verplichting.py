"""Openstaande verplichting: wat is toegewezen, loopt nog, en is nog niet gedeclareerd?"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.tafel import kern, lees, verwacht

# De laatste dag van de berichten is 30 september 2025. Kim: 3.000 - 1.800 = 1.200 euro. Lou moet nog beginnen: 500 euro.
# Sam kreeg meer dan toegewezen: nul. Noor is gestopt, Ali is afgelopen: die tellen niet mee.
TOEWIJZINGEN = """
wet | toewijzingnummer | pseudoniem | aanbieder | productcategorie | ingangsdatum | einddatum  | stopdatum  | toegewezen_cent | gedeclareerd_cent
wmo | 1                | kim        | a1        | 02               | 2025-02-01   | 2025-12-31 | -          | 300000          | 180000
wmo | 2                | lou        | a2        | 02               | 2025-11-01   | 2025-12-31 | -          | 50000           | -
wmo | 3                | sam        | a2        | 02               | 2025-02-01   | 2025-12-31 | -          | 50000           | 60000
wmo | 4                | noor       | a1        | 02               | 2025-02-01   | 2025-12-31 | 2025-08-31 | 50000           | 10000
wmo | 5                | ali        | a1        | 02               | 2025-02-01   | 2025-08-31 | -          | 50000           | 10000
"""
PRESTATIES = """
wet | traject_id | dagtekening
wmo | 1          | 2025-01-03
"""
GEBEURTENISSEN = """
traject_id | wet | gebeurtenis | dagtekening
1          | wmo | prestatie   | 2025-09-30
"""


def test_what_is_promised_and_not_declared():
    t = evaluate(
        Vraagstelling("openstaande_verplichting", ("wet", "aanbieder")),
        kern(toewijzing_geldig=TOEWIJZINGEN, prestatie_geldig=PRESTATIES, trajectgebeurtenis=GEBEURTENISSEN),
    )
    # Sam draagt niets bij aan het bedrag en telt daarom niet als bijdrager.
    assert lees(t, "aanbieder", "waarde", "personen", "grootste_persoon_cent") == verwacht("""
        aanbieder | waarde  | personen | grootste_persoon_cent
        a1        | 120.000 | 1        | 120.000
        a2        | 50.000  | 1        | 50.000
    """)
