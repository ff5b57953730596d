"""Declaratie: toegekend, afgekeurd, teruggenomen.

Een aanbieder stuurt regels (323). De gemeente antwoordt (325) en noemt alleen de regels die zij afkeurt. Wat zij niet
noemt, is toegekend. Met een creditregel neemt de aanbieder een eerdere regel terug.
"""

from __future__ import annotations

from datetime import date

from spec.kernmotor import conform
from spec.tafel import bron, lees, verwacht

BERICHTEN = """
bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening
d1         | 323         | 9999     | 12345678  | D1            | 2025-02-03
a1         | 325         | 9999     | 12345678  | A1            | 2025-02-10
d2         | 323         | 9999     | 12345678  | D2            | 2025-03-03
d3         | 323         | 9999     | 12345678  | D3            | 2025-03-04
a3         | 325         | 9999     | 12345678  | A3            | 2025-03-11
"""

# d1 is beantwoord: regel 2 is afgekeurd (9321), de andere zijn toegekend.
# d2 is nog niet beantwoord. Regel 4 neemt regel 1 terug, regel 5 is de verbeterde regel.
# d3 is in zijn geheel afgekeurd: het declaratienummer is niet uniek (9333).
REGELS = """
bericht_id | volgnr | pseudoniem | referentienummer | vorig_referentienummer | begindatum | einddatum  | bedrag_cent
d1         | 0      | kim        | 1                | -                      | 2025-01-01 | 2025-01-31 | 10000
d1         | 1      | kim        | 2                | -                      | 2025-01-01 | 2025-01-31 | 5000
d1         | 2      | lou        | 3                | -                      | 2025-01-01 | 2025-01-31 | 7000
d2         | 0      | kim        | 4                | 1                      | 2025-01-01 | 2025-01-31 | -10000
d2         | 1      | kim        | 5                | -                      | 2025-01-01 | 2025-01-31 | 9000
d3         | 0      | lou        | 6                | -                      | 2025-02-01 | 2025-02-28 | 7000
"""

ANTWOORDEN = """
bericht_id | declaratienummer | declaratie_identificatie | declaratie_dagtekening
a1         | N1               | D1                       | 2025-02-03
a3         | N1               | D3                       | 2025-03-04
"""

CODES = """
bericht_id | niveau  | sleutel | retourcode
a1         | bericht | -       | 0200
a1         | client  | -       | 0200
a1         | regel   | 2       | 9321
a3         | bericht | -       | 9333
"""


def _bron(**anders):
    tabellen = {
        "bericht": BERICHTEN,
        "prestatie": REGELS,
        "declaratie_antwoord": ANTWOORDEN,
        "retourcode": CODES,
    }
    return bron(**(tabellen | anders))


def test_what_became_of_every_line():
    kern = conform(_bron(), None)
    assert lees(
        kern["declaratieregel"], "referentienummer", "soort", "status", "gecrediteerd", "bedrag_cent"
    ) == verwacht("""
        referentienummer | soort  | status    | gecrediteerd | bedrag_cent
        1                | debet  | toegekend | ja           | 10.000
        2                | debet  | afgekeurd | nee          | 5.000
        3                | debet  | toegekend | nee          | 7.000
        4                | credit | ingediend | nee          | -10.000
        5                | debet  | ingediend | nee          | 9.000
        6                | debet  | afgekeurd | nee          | 7.000
    """)


def test_costs_keep_their_sign_and_refused_lines_cost_nothing():
    # Januari: kim 100 - 100 + 90 euro, lou 70 euro. Regel 2 en 6 kosten niets. Alleen regels 3 en 5 tellen als hulp.
    kern = conform(_bron(), None)
    assert lees(kern["kostenmaand"], "maand", "pseudoniem", "bedrag_cent", "telt") == verwacht("""
        maand      | pseudoniem | bedrag_cent | telt
        2025-01-01 | kim        | 10.000      | nee
        2025-01-01 | kim        | -10.000     | nee
        2025-01-01 | kim        | 9.000       | ja
        2025-01-01 | lou        | 7.000       | ja
    """)


def test_before_the_correction_the_first_line_counted():
    kern = conform(_bron(), date(2025, 2, 28))
    assert lees(kern["declaratieregel"], "referentienummer", "status", "gecrediteerd") == verwacht("""
        referentienummer | status    | gecrediteerd
        1                | toegekend | nee
        2                | afgekeurd | nee
        3                | toegekend | nee
    """)


def test_a_line_sent_twice_is_one_line():
    # Dezelfde regel 3 komt ook in d2. Een referentienummer hoort bij één regel, dus de toegekende uit d1 blijft over.
    dubbel = REGELS + "d2 | 2 | lou | 3 | - | 2025-01-01 | 2025-01-31 | 7000\n"
    kern = conform(_bron(prestatie=dubbel), None)
    regels = [
        r for r in lees(kern["declaratieregel"], "referentienummer", "dagtekening") if r["referentienummer"] == "3"
    ]
    assert regels == [{"referentienummer": "3", "dagtekening": date(2025, 2, 3)}]


def test_a_line_that_was_not_assessed_is_not_paid():
    # Bij lou is een fout gevonden op de cliënt. Haar regel 3 is daarom niet beoordeeld (0233) en dus niet toegekend.
    codes = CODES + "a1 | client | - | 8187\na1 | regel | 3 | 0233\n"
    kern = conform(_bron(retourcode=codes), None)
    status = {r["referentienummer"]: r["status"] for r in lees(kern["declaratieregel"], "referentienummer", "status")}
    assert (status["1"], status["3"]) == ("toegekend", "afgekeurd")
