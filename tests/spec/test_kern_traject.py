"""Zorgtraject: wat aan één persoon in één productcategorie is gevraagd, toegewezen, geleverd en gedeclareerd.

Elk geval is een persoon. Wat er is verstuurd staat er als tabel; wat eruit komt is met de hand uitgerekend.
"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from spec.kernmotor import conform
from spec.tafel import bron, lees, tafel, verwacht

# Kim: nieuwe hulp. Gevraagd op 6 januari, toegewezen op 10 januari, begonnen op 20 januari en volgens plan gestopt.
# 3 uur per week van 13 januari tot en met 30 maart 2025: dat raakt 11 kalenderweken, dus 33 uur.
NIEUW = {
    "bericht": """
        bericht_id | berichttype | aanbieder | identificatie | dagtekening | identificatie_retour | dagtekening_retour
        k315       | 315         | 12345678  | k1            | 2025-01-06  | -                    | -
        k316       | 316         | 12345678  | k2            | 2025-01-08  | k1                   | 2025-01-06
        k301       | 301         | 12345678  | k3            | 2025-01-10  | -                    | -
        k302       | 302         | 12345678  | k4            | 2025-01-13  | k3                   | 2025-01-10
        k305       | 305         | 12345678  | k5            | 2025-01-21  | -                    | -
        k306       | 306         | 12345678  | k6            | 2025-01-22  | k5                   | 2025-01-21
        k323       | 323         | 12345678  | k7            | 2025-02-03  | -                    | -
        k325       | 325         | 12345678  | k8            | 2025-02-20  | -                    | -
        k307       | 307         | 12345678  | k9            | 2025-03-31  | -                    | -
    """,
    "aangevraagd_product": """
        bericht_id | pseudoniem | referentie_aanbieder | productcategorie | toewijzing_ingangsdatum | verwijzer_type
        k315       | kim        | VOT1                 | 45               | 2025-01-13              | 02
    """,
    "toegewezen_product": """
        bericht_id | pseudoniem | toewijzingnummer | referentie_aanbieder | productcategorie | toewijzingsdatum | ingangsdatum | einddatum  | volume | eenheid | frequentie
        k301       | kim        | 1                | VOT1                 | 45               | 2025-01-10       | 2025-01-13   | 2025-03-30 | 3      | 04      | 2
    """,
    "start_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | begindatum | status_aanlevering
        k305       | kim        | 1                | 45               | 2025-01-20 | 1
    """,
    "stop_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | begindatum | einddatum  | reden_beeindiging | status_aanlevering
        k307       | kim        | 1                | 45               | 2025-01-20 | 2025-03-28 | 31                | 1
    """,
    "prestatie": """
        bericht_id | pseudoniem | referentienummer | toewijzingnummer | begindatum | einddatum  | volume | eenheid | tarief_cent | bedrag_cent
        k323       | kim        | r1               | 1                | 2025-01-20 | 2025-01-31 | 6      | 04      | 8000        | 48000
    """,
    "declaratie_antwoord": """
        bericht_id | declaratie_identificatie | declaratie_dagtekening
        k325       | k7                       | 2025-02-03
    """,
}

# Lou: de toewijzing loopt tot en met 30 juni en wordt op 10 mei opgerekt tot en met 31 december (reden 04). Daarna
# staat ze ongewijzigd in een bericht over iets anders. Casus 1 van de casusbeschrijvingen.
VERLENGING = {
    "bericht": """
        bericht_id | berichttype | aanbieder | identificatie | dagtekening
        l1         | 301         | 12345678  | l1            | 2025-01-01
        l2         | 305         | 12345678  | l2            | 2025-01-06
        l3         | 301         | 12345678  | l3            | 2025-05-10
        l4         | 301         | 12345678  | l4            | 2025-07-01
    """,
    "toegewezen_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging
        l1         | lou        | 2                | 45               | 2025-01-01       | 2025-01-01   | 2025-06-30 | -
        l3         | lou        | 2                | 45               | 2025-05-10       | 2025-01-01   | 2025-12-31 | 04
        l4         | lou        | 2                | 45               | 2025-05-10       | 2025-01-01   | 2025-12-31 | 04
    """,
    "start_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | begindatum | status_aanlevering
        l2         | lou        | 2                | 45               | 2025-01-05 | 1
    """,
}

# Noor: een regel van 100 euro wordt gecrediteerd en als 80 euro opnieuw gedeclareerd.
CORRECTIE = {
    "bericht": """
        bericht_id | berichttype | aanbieder | identificatie | dagtekening
        n1         | 301         | 12345678  | n1            | 2025-01-02
        n2         | 305         | 12345678  | n2            | 2025-01-06
        n3         | 323         | 12345678  | n3            | 2025-02-03
        n4         | 323         | 12345678  | n4            | 2025-03-03
    """,
    "toegewezen_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | toewijzingsdatum | ingangsdatum | einddatum  | volume | eenheid | frequentie
        n1         | noor       | 3                | 45               | 2025-01-02       | 2025-01-06   | 2025-12-31 | 300    | 01      | 4
    """,
    "start_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | begindatum | status_aanlevering
        n2         | noor       | 3                | 45               | 2025-01-06 | 1
    """,
    "prestatie": """
        bericht_id | volgnr | pseudoniem | referentienummer | vorig_referentienummer | toewijzingnummer | begindatum | einddatum  | volume | eenheid | tarief_cent | bedrag_cent
        n3         | 0      | noor       | r1n              | -                      | 3                | 2025-01-06 | 2025-01-31 | 100    | 01      | 100         | 10000
        n4         | 0      | noor       | r2n              | r1n                    | 3                | 2025-01-06 | 2025-01-31 | 100    | 01      | 100         | -10000
        n4         | 1      | noor       | r3n              | -                      | 3                | 2025-01-06 | 2025-01-31 | 80     | 01      | 100         | 8000
    """,
}

# Ali: stapt over. De eerste aanbieder stopt op 15 maart, de tweede krijgt een eigen toewijzing en begint op 20 maart.
WISSEL = {
    "bericht": """
        bericht_id | berichttype | aanbieder | identificatie | dagtekening
        a1         | 301         | 12345678  | a1            | 2025-01-02
        a2         | 305         | 12345678  | a2            | 2025-01-08
        a3         | 307         | 12345678  | a3            | 2025-03-17
        a4         | 301         | 87654321  | a4            | 2025-03-14
        a5         | 305         | 87654321  | a5            | 2025-03-21
    """,
    "toegewezen_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | toewijzingsdatum | ingangsdatum
        a1         | ali        | 4                | 45               | 2025-01-02       | 2025-01-06
        a4         | ali        | 5                | 45               | 2025-03-14       | 2025-03-16
    """,
    "start_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | begindatum | status_aanlevering
        a2         | ali        | 4                | 45               | 2025-01-07 | 1
        a5         | ali        | 5                | 45               | 2025-03-20 | 1
    """,
    "stop_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | begindatum | einddatum  | reden_beeindiging | status_aanlevering
        a3         | ali        | 4                | 45               | 2025-01-07 | 2025-03-15 | 38                | 1
    """,
}

# Sam: het eerste verzoek wordt afgewezen. Het tweede ook nog eens technisch afgekeurd en opnieuw verstuurd, en dan
# toegewezen. Ook het startbericht moest opnieuw. Alles is één traject.
# Tien: alleen gevraagd (ook een keer afgekeurd en opnieuw) en afgewezen. Elf: gevraagd, nog in onderzoek.
OPNIEUW = {
    "bericht": """
        bericht_id | berichttype | aanbieder | identificatie | dagtekening | identificatie_retour | dagtekening_retour
        s1         | 315         | 12345678  | s1            | 2025-01-02  | -                    | -
        s2         | 319         | 12345678  | s2            | 2025-01-07  | -                    | -
        s3         | 315         | 12345678  | s3            | 2025-01-10  | -                    | -
        s4         | 316         | 12345678  | s4            | 2025-01-11  | s3                   | 2025-01-10
        s5         | 315         | 12345678  | s5            | 2025-01-12  | -                    | -
        s6         | 301         | 12345678  | s6            | 2025-01-16  | -                    | -
        s7         | 305         | 12345678  | s7            | 2025-01-22  | -                    | -
        s8         | 306         | 12345678  | s8            | 2025-01-23  | s7                   | 2025-01-22
        s9         | 305         | 12345678  | s9            | 2025-01-24  | -                    | -
        t0         | 315         | 12345678  | t0            | 2025-01-29  | -                    | -
        t9         | 316         | 12345678  | t9            | 2025-01-30  | t0                   | 2025-01-29
        t1         | 315         | 12345678  | t1            | 2025-02-01  | -                    | -
        t2         | 319         | 12345678  | t2            | 2025-02-04  | -                    | -
        t3         | 319         | 12345678  | t3            | 2025-02-09  | -                    | -
        u1         | 315         | 12345678  | u1            | 2025-02-01  | -                    | -
        u2         | 319         | 12345678  | u2            | 2025-02-04  | -                    | -
    """,
    "retourcode": """
        bericht_id | niveau  | retourcode
        s4         | bericht | 0001
        s8         | regel   | 9019
        t9         | bericht | 0001
    """,
    "aangevraagd_product": """
        bericht_id | pseudoniem | referentie_aanbieder | productcategorie | toewijzing_ingangsdatum | toewijzing_einddatum | verwijzer_type
        s1         | sam        | S1                   | 45               | 2025-01-15              | 2025-12-31           | 02
        s3         | sam        | S2                   | 45               | 2025-01-20              | 2025-12-31           | 02
        s5         | sam        | S2                   | 45               | 2025-01-20              | 2025-12-31           | 03
        t0         | tien       | T1                   | 45               | 2025-02-10              | 2025-12-31           | 04
        t1         | tien       | T1                   | 45               | 2025-02-10              | 2025-12-31           | 04
        u1         | elf        | U1                   | 45               | 2025-02-10              | 2025-12-31           | 04
    """,
    "antwoord": """
        bericht_id | referentie_aanbieder | verzoek_antwoord | reden_afwijzing
        s2         | S1                   | 1                | 2
        t2         | T1                   | 2                | -
        t3         | T1                   | 1                | 2
        u2         | U1                   | 2                | -
    """,
    "toegewezen_product": """
        bericht_id | pseudoniem | toewijzingnummer | referentie_aanbieder | productcategorie | toewijzingsdatum | ingangsdatum
        s6         | sam        | 6                | S2                   | 45               | 2025-01-16       | 2025-01-20
    """,
    "start_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | begindatum | status_aanlevering
        s7         | sam        | 6                | 45               | 2025-01-21 | 1
        s9         | sam        | 6                | 45               | 2025-01-21 | 1
    """,
}

# Mo: toegewezen en nooit begonnen; een budget van 1.500 euro. Iris: de toewijzing is ingetrokken (13), het startbericht
# dat al onderweg was telt niet. Beide zonder hulp, dus zonder startdatum.
NOOIT = {
    "bericht": """
        bericht_id | berichttype | aanbieder | identificatie | dagtekening
        m1         | 301         | 12345678  | m1            | 2025-01-02
        i1         | 301         | 12345678  | i1            | 2025-01-02
        i2         | 301         | 12345678  | i2            | 2025-01-09
        i3         | 305         | 12345678  | i3            | 2025-01-10
    """,
    "toegewezen_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging | budget_cent
        m1         | mo         | 7                | 45               | 2025-01-02       | 2025-01-06   | 2025-06-30 | -               | 150000
        i1         | iris       | 8                | 45               | 2025-01-02       | 2025-01-06   | 2025-06-30 | -               | -
        i2         | iris       | 8                | 45               | 2025-01-09       | 2025-01-06   | 2025-01-06 | 13              | -
    """,
    "start_product": """
        bericht_id | pseudoniem | toewijzingnummer | productcategorie | begindatum | status_aanlevering
        i3         | iris       | 8                | 45               | 2025-01-08 | 1
    """,
}

# Bo: tijdelijke stop van 1 tot en met 20 maart, dan weer verder: 20 dagen zonder hulp, één traject. Pim: tijdelijke stop
# en niet verder. Jet: tijdelijke stop, en na 32 dagen zonder hulp weer verder: twee trajecten, het tweede na het eerste.
PAUZE = {
    "bericht": """
        bericht_id | berichttype | aanbieder | identificatie | dagtekening
        p1         | 301         | 12345678  | p1            | 2025-01-02
        p2         | 305         | 12345678  | p2            | 2025-01-07
        p3         | 307         | 12345678  | p3            | 2025-03-03
        p4         | 305         | 12345678  | p4            | 2025-04-10
    """,
    "toegewezen_product": """
        bericht_id | volgnr | pseudoniem | toewijzingnummer | productcategorie | toewijzingsdatum | ingangsdatum
        p1         | 0      | bo         | 9                | 45               | 2025-01-02       | 2025-01-06
        p1         | 1      | pim        | 10               | 45               | 2025-01-02       | 2025-01-06
        p1         | 2      | jet        | 11               | 45               | 2025-01-02       | 2025-01-06
    """,
    "start_product": """
        bericht_id | volgnr | pseudoniem | toewijzingnummer | productcategorie | begindatum | status_aanlevering
        p2         | 0      | bo         | 9                | 45               | 2025-01-06 | 1
        p2         | 1      | pim        | 10               | 45               | 2025-01-06 | 1
        p2         | 2      | jet        | 11               | 45               | 2025-01-06 | 1
        p4         | 0      | bo         | 9                | 45               | 2025-03-21 | 1
        p4         | 1      | jet        | 11               | 45               | 2025-04-02 | 1
    """,
    "stop_product": """
        bericht_id | volgnr | pseudoniem | toewijzingnummer | productcategorie | begindatum | einddatum  | reden_beeindiging | status_aanlevering
        p3         | 0      | bo         | 9                | 45               | 2025-01-06 | 2025-02-28 | 20                | 1
        p3         | 1      | pim        | 10               | 45               | 2025-01-06 | 2025-02-28 | 20                | 1
        p3         | 2      | jet        | 11               | 45               | 2025-01-06 | 2025-02-28 | 20                | 1
    """,
}

GEVALLEN = (NIEUW, VERLENGING, CORRECTIE, WISSEL, OPNIEUW, NOOIT, PAUZE)


@cache
def _kern(peildatum: date | None = None) -> dict[str, Any]:
    tabellen: dict[str, list[dict[str, Any]]] = {}
    for geval in GEVALLEN:
        for naam, tekst in geval.items():
            rijen = tafel(tekst)
            tabellen.setdefault(naam, []).extend({"gemeente": "9999", **r} if naam == "bericht" else r for r in rijen)
    return conform(bron(**tabellen), peildatum)


def _van(tabel: str, *wie: str, peildatum: date | None = None) -> Any:
    t = _kern(peildatum)[tabel]
    return t.filter(t.pseudoniem.isin(list(wie)))


def _waar(tekst: str) -> list[dict[str, Any]]:
    """As `verwacht`, and what is only digits in a column of days or counts is a number."""
    rijen = verwacht(tekst)
    getal = ("_dagen", "leveringen", "aanbieders", "toewijzingen", "_volume", "dagen_ertussen")
    rijen = [{k: int(v) if v and k.endswith(getal) else v for k, v in r.items()} for r in rijen]
    return sorted(rijen, key=lambda r: [(v is not None, str(v)) for v in r.values()])


def _gelijk(tabel: Any, tekst: str) -> None:
    rijen = _waar(tekst)
    assert lees(tabel, *rijen[0]) == rijen


def test_new_help_from_request_to_stop() -> None:
    # Wachttijd: 6 tot 20 januari is 14 dagen. Doorlooptijd: 6 tot 10 januari is 4 dagen. Duur: 12 + 28 + 28 = 68 dagen.
    _gelijk(
        _van("traject", "kim"),
        """
        status   | regiestatus | aanvraagdatum | toewijzingsdatum | startdatum | einddatum  | reden_beeindiging | verwijzer_type | wachttijd_dagen | doorlooptijd_dagen | duur_dagen | bedrag_cent
        afgerond | stop        | 2025-01-06    | 2025-01-10       | 2025-01-20 | 2025-03-28 | 31                | 02             | 14              | 4                  | 68         | 48000
        """,
    )
    # Elk bericht, met de dagen tot zijn retourbericht. Het stopbericht is nog niet beantwoord.
    _gelijk(
        _van("trajectgebeurtenis", "kim"),
        """
        gebeurtenis | dag        | dagtekening | toewijzingnummer | uitkomst | responsetijd_dagen
        verzoek     | 2025-01-13 | 2025-01-06  | 1                | geldig   | 2
        toewijzing  | 2025-01-13 | 2025-01-10  | 1                | geldig   | 3
        start       | 2025-01-20 | 2025-01-21  | 1                | geldig   | 1
        prestatie   | 2025-01-31 | 2025-02-03  | 1                | geldig   | 17
        stop        | 2025-03-28 | 2025-03-31  | 1                | geldig   | -
        """,
    )
    # Toegewezen 11 weken van 3 uur, tegen 80 euro: 33 x 8000 = 264000. Geleverd 6 uur.
    _gelijk(
        _van("toewijzing_geldig", "kim"),
        """
        startdatum | stopdatum  | wachttijd_dagen | doorlooptijd_dagen | responsetijd_dagen | toegewezen_volume | geleverd_volume | toegewezen_cent | gedeclareerd_cent
        2025-01-20 | 2025-03-28 | 14              | 4                  | 3                  | 33                | 6               | 264000          | 48000
        """,
    )


def test_what_was_known_on_a_day() -> None:
    # Op 15 januari was er toegewezen en nog niet begonnen; een week eerder alleen gevraagd.
    for dag, staat in ((15, "toegewezen"), (9, "aangevraagd")):
        t = _van("traject", "kim", peildatum=date(2025, 1, dag))
        assert lees(t, "status", "startdatum") == [{"status": staat, "startdatum": None}]


def test_a_longer_award_is_the_same_award() -> None:
    # De toewijzingsdatum van het traject blijft die van de eerste keer. De herhaling op 1 juli zegt niets nieuws.
    _gelijk(
        _van("traject", "lou"),
        """
        status | regiestatus | toewijzingsdatum | startdatum | toewijzingen
        loopt  | start       | 2025-01-01       | 2025-01-05 | 1
        """,
    )
    _gelijk(
        _van("trajectgebeurtenis", "lou"),
        """
        gebeurtenis | dagtekening | uitkomst
        toewijzing  | 2025-01-01  | geldig
        start       | 2025-01-06  | geldig
        wijziging   | 2025-05-10  | geldig
        wijziging   | 2025-07-01  | vervallen
        """,
    )


def test_a_correction_leaves_the_new_line() -> None:
    # 100 min 100 plus 80 euro. Geleverd 80 minuten van 12 maanden x 300 minuten; 3600 x 1 euro is toegewezen.
    _gelijk(_van("traject", "noor"), "bedrag_cent | aanbieder\n8000 | 12345678")
    _gelijk(_van("prestatie_geldig", "noor"), "referentienummer | bedrag_cent\nr3n | 8000")
    _gelijk(
        _van("trajectgebeurtenis", "noor"),
        """
        gebeurtenis | bedrag_cent | uitkomst
        toewijzing  | -           | geldig
        start       | -           | geldig
        prestatie   | 10000       | vervallen
        credit      | -10000      | geldig
        prestatie   | 8000        | geldig
        """,
    )
    _gelijk(
        _van("toewijzing_geldig", "noor"),
        """
        toegewezen_volume | geleverd_volume | toegewezen_cent | gedeclareerd_cent
        3600              | 80              | 360000          | 8000
        """,
    )


def test_another_aanbieder_goes_on_with_the_same_traject() -> None:
    # Tussen 15 en 20 maart zitten 4 dagen zonder hulp: één traject met twee aanbieders en twee toewijzingen.
    _gelijk(
        _van("traject", "ali"),
        """
        status | startdatum | einddatum | aanbieder_begin | aanbieder | aanbieders | leveringen | toewijzingen
        loopt  | 2025-01-07 | -         | 12345678        | 87654321  | 2          | 2          | 2
        """,
    )


def test_a_refused_request_asked_again() -> None:
    # De aanvraag die telt is van 12 januari (het bericht van 10 januari is afgekeurd): 9 dagen wachten.
    # De eerste verwijzer is die van het eerste verzoek. Het antwoord (afwijzing) kwam op 7 januari.
    _gelijk(
        _van("traject", "sam", "tien", "elf"),
        """
        pseudoniem | status      | regiestatus | aanvraagdatum | antwoorddatum | startdatum | wachttijd_dagen | verwijzer_type
        sam        | loopt       | start       | 2025-01-12    | 2025-01-07    | 2025-01-21 | 9               | 02
        tien       | afgewezen   | antwoord    | 2025-02-01    | 2025-02-09    | -          | -               | 04
        elf        | aangevraagd | antwoord    | 2025-02-01    | 2025-02-04    | -          | -               | 04
        """,
    )
    _gelijk(
        _van("trajectgebeurtenis", "sam"),
        """
        gebeurtenis | dagtekening | uitkomst  | traject_id
        verzoek     | 2025-01-02  | geldig    | jeugdwet:sam:45:2025-01-21
        antwoord    | 2025-01-07  | geldig    | jeugdwet:sam:45:2025-01-21
        verzoek     | 2025-01-10  | afgekeurd | jeugdwet:sam:45:2025-01-21
        verzoek     | 2025-01-12  | geldig    | jeugdwet:sam:45:2025-01-21
        toewijzing  | 2025-01-16  | geldig    | jeugdwet:sam:45:2025-01-21
        start       | 2025-01-22  | afgekeurd | jeugdwet:sam:45:2025-01-21
        start       | 2025-01-24  | geldig    | jeugdwet:sam:45:2025-01-21
        """,
    )
    # Een afgekeurd verzoek hoort bij het verzoek dat opnieuw is verstuurd.
    t = _van("trajectgebeurtenis", "tien")
    assert {r["traject_id"] for r in lees(t)} == {"jeugdwet:tien:45:2025-02-10:n"}


def test_help_that_never_began() -> None:
    _gelijk(
        _van("traject", "mo", "iris"),
        """
        traject_id                     | status      | regiestatus | startdatum | toewijzingsdatum | leveringen
        jeugdwet:mo:45:2025-01-06:n    | toegewezen  | toewijzing  | -          | 2025-01-02       | 0
        jeugdwet:iris:45:2025-01-06:n  | ingetrokken | intrekking  | -          | -                | 0
        """,
    )
    _gelijk(
        _van("trajectgebeurtenis", "iris"),
        """
        gebeurtenis | dagtekening | uitkomst
        toewijzing  | 2025-01-02  | vervallen
        intrekking  | 2025-01-09  | geldig
        start       | 2025-01-10  | vervallen
        """,
    )
    # Een budget is toegewezen geld zonder volume.
    _gelijk(
        _van("toewijzing_geldig", "mo", "iris"),
        """
        pseudoniem | startdatum | toegewezen_volume | geleverd_volume | toegewezen_cent | gedeclareerd_cent
        mo         | -          | -                 | -               | 150000          | 0
        """,
    )


def test_a_temporary_stop() -> None:
    # Jet: 28 februari tot 2 april is 33 dagen verder, dus 32 dagen zonder hulp.
    _gelijk(
        _van("traject", "bo", "pim", "jet"),
        """
        pseudoniem | status      | regiestatus     | startdatum | einddatum  | reden_beeindiging | leveringen | volgt_op                   | dagen_ertussen
        bo         | loopt       | start           | 2025-01-06 | -          | -                 | 2          | -                          | -
        pim        | onderbroken | tijdelijke_stop | 2025-01-06 | 2025-02-28 | 20                | 1          | -                          | -
        jet        | onderbroken | tijdelijke_stop | 2025-01-06 | 2025-02-28 | 20                | 1          | -                          | -
        jet        | loopt       | start           | 2025-04-02 | -          | -                 | 1          | jeugdwet:jet:45:2025-01-06 | 33
        """,
    )


def test_every_line_of_every_message_is_one_event() -> None:
    regels = sum(
        len(tafel(tekst))
        for geval in GEVALLEN
        for naam, tekst in geval.items()
        if naam not in ("bericht", "retourcode", "declaratie_antwoord")
    )
    assert len(lees(_kern()["trajectgebeurtenis"])) == regels
