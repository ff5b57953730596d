"""Toewijzing: het nieuwste bericht telt.

Een toewijzing kan vaker gestuurd worden. Het bericht met de laatste toewijzingsdatum telt. Een afgekeurd bericht is
alsof het niet verstuurd is. Reden wijziging 13 trekt de toewijzing in.
"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datetime import date

from spec.kernmotor import conform
from spec.tafel import bron, lees, verwacht

BERICHTEN = """
bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening | identificatie_retour | dagtekening_retour
b1         | 301         | 9999     | 12345678  | 1             | 2025-01-05  | -                    | -
b2         | 301         | 9999     | 12345678  | 2             | 2025-02-05  | -                    | -
b3         | 301         | 9999     | 12345678  | 3             | 2025-03-05  | -                    | -
b4         | 302         | 9999     | 12345678  | 77            | 2025-03-06  | 3                    | 2025-03-05
b5         | 315         | 9999     | 12345678  | 5             | 2024-12-20  | -                    | -
"""

# Toewijzing 1: eerst tot juni, in februari verlengd tot december. In maart weer gewijzigd, maar dat bericht (b3) is
# afgekeurd met code 9332. Dus telt februari.
# Toewijzing 2: eerst goed, in februari ingetrokken met reden 13.
# Toewijzing 3: alleen in het afgekeurde bericht.
PRODUCTEN = """
bericht_id | pseudoniem | toewijzingnummer | productcategorie | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging | referentie_aanbieder
b1         | kim        | 1                | 45               | 2025-01-04       | 2025-01-10   | 2025-06-30 | -               | ref-1
b2         | kim        | 1                | 45               | 2025-02-04       | 2025-01-10   | 2025-12-31 | 04              | -
b3         | kim        | 1                | 45               | 2025-03-04       | 2025-01-10   | 2026-12-31 | 04              | -
b1         | kim        | 2                | 54               | 2025-01-04       | 2025-01-10   | -          | -               | -
b2         | kim        | 2                | 54               | 2025-02-04       | 2025-01-10   | 2025-01-10 | 13              | -
b3         | kim        | 3                | 45               | 2025-03-04       | 2025-03-10   | -          | -               | -
"""

RETOUR = """
bericht_id | niveau  | sleutel | retourcode
b4         | bericht | -       | 0200
b4         | regel   | 1       | 9332
b4         | regel   | 3       | 0233
"""

AANVRAAG = """
bericht_id | pseudoniem | referentie_aanbieder | productcategorie
b5         | kim        | ref-1                | 45
"""


def _bron():
    return bron(bericht=BERICHTEN, toegewezen_product=PRODUCTEN, retourcode=RETOUR, aangevraagd_product=AANVRAAG)


def test_newest_message_that_was_not_refused_counts():
    kern = conform(_bron(), None)
    assert lees(kern["toewijzing"], "toewijzingnummer", "einddatum", "status", "aanvraagdatum") == verwacht("""
        toewijzingnummer | einddatum  | status      | aanvraagdatum
        1                | 2025-12-31 | geldig      | 2024-12-20
        2                | 2025-01-10 | ingetrokken | -
        3                | -          | afgekeurd   | -
    """)


def test_an_earlier_state_can_be_had_again():
    # Op 20 januari kende niemand de berichten van februari en maart.
    kern = conform(_bron(), date(2025, 1, 20))
    assert lees(kern["toewijzing"], "toewijzingnummer", "einddatum", "status") == verwacht("""
        toewijzingnummer | einddatum  | status
        1                | 2025-06-30 | geldig
        2                | -          | geldig
    """)


def test_before_the_refusal_the_refused_message_counted():
    # Op 5 maart is b3 er al, maar de afkeuring van 6 maart nog niet.
    kern = conform(_bron(), date(2025, 3, 5))
    assert lees(kern["toewijzing"], "toewijzingnummer", "einddatum", "status") == verwacht("""
        toewijzingnummer | einddatum  | status
        1                | 2026-12-31 | geldig
        2                | 2025-01-10 | ingetrokken
        3                | -          | geldig
    """)
