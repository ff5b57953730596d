"""Afkeur: welk deel van de regels van aanbieders is afgekeurd, en met welke code? Van bericht tot cijfer."""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datetime import date

from datameent.indicators import Vraagstelling, evaluate
from datameent.kern.afkeur import afkeur
from spec.tafel import bron, lees, verwacht

# a1 stuurt in januari een startbericht met twee regels dat in zijn geheel wordt afgekeurd om toewijzing 11 (9019).
# a1 stuurt een declaratie met drie regels: regel 2 heeft twee fouten, de andere zijn goed.
# a2 stuurt een declaratie met één regel die in zijn geheel wordt afgekeurd (9333). De 0200 is geen fout.
BERICHTEN = """
bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening | identificatie_retour | dagtekening_retour
s1         | 305         | 9999     | a1        | S1            | 2025-01-10  | -                    | -
r1         | 306         | 9999     | a1        | R1            | 2025-01-11  | S1                   | 2025-01-10
d1         | 323         | 9999     | a1        | D1            | 2025-02-03  | -                    | -
d2         | 323         | 9999     | a2        | D2            | 2025-02-04  | -                    | -
x1         | 325         | 9999     | a1        | X1            | 2025-02-05  | -                    | -
x2         | 325         | 9999     | a2        | X2            | 2025-02-06  | -                    | -
"""
STARTS = """
bericht_id | volgnr | pseudoniem | toewijzingnummer | begindatum
s1         | 0      | kim        | 11               | 2025-01-01
s1         | 1      | lou        | 12               | 2025-01-01
"""
REGELS = """
bericht_id | volgnr | pseudoniem | referentienummer | begindatum | einddatum  | bedrag_cent
d1         | 0      | kim        | 1                | 2025-01-01 | 2025-01-31 | 100
d1         | 1      | kim        | 2                | 2025-01-01 | 2025-01-31 | 100
d1         | 2      | lou        | 3                | 2025-01-01 | 2025-01-31 | 100
d2         | 0      | noor       | 1                | 2025-01-01 | 2025-01-31 | 100
"""
ANTWOORDEN = """
bericht_id | declaratie_identificatie | declaratie_dagtekening
x1         | D1                       | 2025-02-03
x2         | D2                       | 2025-02-04
"""
CODES = """
bericht_id | niveau  | sleutel | retourcode
r1         | bericht | -       | 0200
r1         | regel   | 11      | 9019
x1         | bericht | -       | 0200
x1         | regel   | 2       | 9321
x1         | regel   | 2       | 9347
x2         | bericht | -       | 9333
"""


def _kern(peildatum=None):
    b = bron(
        bericht=BERICHTEN,
        start_product=STARTS,
        prestatie=REGELS,
        declaratie_antwoord=ANTWOORDEN,
        retourcode=CODES,
    )
    return {"afkeur": afkeur(b, peildatum)}


def test_lines_sent_and_refused():
    t = _kern()["afkeur"]
    assert lees(t, "maand", "aanbieder", "berichttype", "retourcode", "aantal", "personen") == verwacht("""
        maand      | aanbieder | berichttype | retourcode | aantal | personen
        2025-01-01 | a1        | 305         | verstuurd  | 2      | 2
        2025-01-01 | a1        | 305         | afgekeurd  | 2      | 2
        2025-01-01 | a1        | 305         | 9019       | 1      | 1
        2025-02-01 | a1        | 323         | verstuurd  | 3      | 2
        2025-02-01 | a1        | 323         | afgekeurd  | 1      | 1
        2025-02-01 | a1        | 323         | 9321       | 1      | 1
        2025-02-01 | a1        | 323         | 9347       | 1      | 1
        2025-02-01 | a2        | 323         | verstuurd  | 1      | 1
        2025-02-01 | a2        | 323         | afgekeurd  | 1      | 1
        2025-02-01 | a2        | 323         | 9333       | 1      | 1
    """)


def test_the_share_that_was_refused():
    # a1: 3 van de 5 regels is 600 promille. a2: 1 van de 1.
    t = evaluate(Vraagstelling("afkeur", ("jaar", "aanbieder")), _kern())
    assert lees(t, "jaar", "aanbieder", "waarde", "teller", "noemer") == verwacht("""
        jaar | aanbieder | waarde | teller | noemer
        2025 | a1        | 600    | 3      | 5
        2025 | a2        | 1.000  | 1      | 1
    """)


def test_per_code_all_lines_are_the_denominator_and_a_line_counts_under_both_its_codes():
    t = evaluate(Vraagstelling("afkeur", ("retourcode",), {"aanbieder": "a1"}), _kern())
    assert lees(t, "retourcode", "waarde", "teller", "noemer") == verwacht("""
        retourcode | waarde | teller | noemer
        9019       | 200    | 1      | 5
        9321       | 200    | 1      | 5
        9333       | 0      | 0      | 5
        9347       | 200    | 1      | 5
    """)
    t = evaluate(Vraagstelling("afkeur", ("aanbieder",), {"retourcode": "9333"}), _kern())
    assert lees(t, "aanbieder", "waarde") == verwacht("""
        aanbieder | waarde
        a1        | 0
        a2        | 1.000
    """)


def test_on_a_peildatum_only_what_was_known_counts():
    t = evaluate(Vraagstelling("afkeur", ("aanbieder",)), _kern(date(2025, 2, 5)))
    assert lees(t, "aanbieder", "teller", "noemer") == verwacht("""
        aanbieder | teller | noemer
        a1        | 3      | 5
        a2        | 0      | 1
    """)
