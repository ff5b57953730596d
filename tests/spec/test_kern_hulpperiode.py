"""Hulpperiode en traject: hulp die doorloopt. Tot en met 31 dagen zonder hulp breken een periode niet."""

from __future__ import annotations

from spec.kernmotor import conform
from spec.tafel import bron, lees, verwacht

BERICHTEN = """
bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening
a          | 315         | 9999     | 12345678  | 1             | 2024-12-20
t          | 301         | 9999     | 12345678  | 2             | 2025-01-02
s          | 305         | 9999     | 12345678  | 3             | 2025-06-10
e          | 307         | 9999     | 12345678  | 4             | 2025-06-10
"""

AANVRAAG = """
bericht_id | pseudoniem | referentie_aanbieder | productcategorie
a          | kim        | ref                  | 45
"""

TOEWIJZING = """
bericht_id | pseudoniem | toewijzingnummer | productcategorie | toewijzingsdatum | ingangsdatum | referentie_aanbieder
t          | kim        | 1                | 45               | 2025-01-02       | 2025-01-05   | ref
t          | kim        | 2                | 54               | 2025-01-02       | 2025-01-05   | -
t          | kim        | 3                | 45               | 2025-01-02       | 2025-01-05   | -
"""

# Hulp 1 stopt op 31 januari. Hulp 2 begint op 4 maart: er zitten 28 + 3 = 31 dagen tussen, dus de periode loopt door.
# Hulp 2 stopt op 31 maart. Hulp 3 begint op 2 mei: 30 + 1 = 31 dagen, dus nog steeds één periode. Hulp 3 loopt.
START = """
bericht_id | pseudoniem | toewijzingnummer | begindatum | status_aanlevering
s          | kim        | 1                | 2025-01-10 | 1
s          | kim        | 2                | 2025-03-04 | 1
s          | kim        | 3                | 2025-05-02 | 1
"""
STOP = """
bericht_id | pseudoniem | toewijzingnummer | begindatum | einddatum  | reden_beeindiging | status_aanlevering
e          | kim        | 1                | 2025-01-10 | 2025-01-31 | 31                | 1
e          | kim        | 2                | 2025-03-04 | 2025-03-31 | 31                | 1
"""


def _kern(start: str = START):
    return conform(
        bron(
            bericht=BERICHTEN,
            aangevraagd_product=AANVRAAG,
            toegewezen_product=TOEWIJZING,
            start_product=start,
            stop_product=STOP,
        ),
        None,
    )


def test_31_days_without_help_do_not_break_a_period():
    assert lees(
        _kern()["hulpperiode"], "begindatum", "einddatum", "productcategorie_begin", "productcategorie_eind"
    ) == verwacht("""
        begindatum | einddatum | productcategorie_begin | productcategorie_eind
        2025-01-10 | -         | 45                     | -
    """)


def test_32_days_do():
    # Begint hulp 3 een dag later, dan zitten er 32 dagen tussen en zijn het twee perioden.
    assert lees(
        _kern(START.replace("2025-05-02", "2025-05-03"))["hulpperiode"],
        "begindatum",
        "einddatum",
        "productcategorie_eind",
    ) == verwacht("""
        begindatum | einddatum  | productcategorie_eind
        2025-01-10 | 2025-03-31 | 54
        2025-05-03 | -          | -
    """)


def test_a_traject_is_one_category():
    # Categorie 45: hulp 1 en hulp 3, met 59 dagen februari en maart plus april plus 1 mei ertussen: twee trajecten.
    # De aanvraag van 20 december hoort bij toewijzing 1. Wachttijd: 20 december tot 10 januari is 21 dagen.
    assert lees(_kern()["traject"], "productcategorie", "aanvraagdatum", "startdatum", "einddatum") == verwacht("""
        productcategorie | aanvraagdatum | startdatum | einddatum
        45               | 2024-12-20    | 2025-01-10 | 2025-01-31
        45               | -             | 2025-05-02 | -
        54               | -             | 2025-03-04 | 2025-03-31
    """)
