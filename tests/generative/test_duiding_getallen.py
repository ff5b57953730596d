"""Numbers in Dutch texts: a small number beside a named wijk is always found; years, dates and articles never are."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from datameent.web.duiding.getallen import Kennis, Verborgen, lees_getallen, merk, zoek
from datameent.web.duiding.telwoorden import waarde_van, woord

WIJKEN = ("Oost", "De Vaart", "Zuiderkwartier", "Buitengebied", "Sint-Jansberg", "Wijk 14", "'t Zand")
MINIMUM = 10
KENNIS = Kennis(MINIMUM, WIJKEN)
TELWOORDEN = ("", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")

klein = st.integers(1, MINIMUM - 1)
wijken = st.sampled_from(WIJKEN)
schrijfwijzen = st.sampled_from(
    [
        str,
        lambda n: TELWOORDEN[n],
        lambda n: TELWOORDEN[n].capitalize(),
        lambda n: TELWOORDEN[n].upper(),
        lambda n: f"({n})",
        lambda n: f"“{TELWOORDEN[n]}”",
        lambda n: chr(0xFF10 + n),  # a full-width digit
        lambda n: f"{TELWOORDEN[n][0]}\u00ad{TELWOORDEN[n][1:]}",  # a soft hyphen inside
        lambda n: f"{n},0",
    ]
)
zinnen = st.sampled_from(
    [
        "In {w} waren het er {n}.",
        "{w}: {n}",
        "We zagen er {n} in {w}, en dat is minder dan in 2024.",
        "Het waren er vorig jaar {n}; nu gaat het in {w} beter.",
        "Bijna iedereen in {w}, op {n} na, kreeg hulp binnen 6 weken.",
        "Volgens artikel 2.3.1 van de Wmo 2015 kregen {n} mensen uit {w} op 31 maart 2025 hulp.",
        "Bij {w} horen {n}\nen bij de rest 12,3 %.",
        "Samira sprak met {n} van de {w}se gezinnen in {w}.",
        "Het gaat om {w}. Wij telden er {n}.",
        "In {w} nam de groep af van 1.250 naar {n} mensen.",
        "Dit jaar {n} mensen in {w}.",
        "Op grond van artikel 5 en {n} mensen in {w} die bezwaar maakten.",
    ]
)
vulling = st.lists(
    st.sampled_from(
        [
            "De cijfers zijn van 2025.",
            "Zie artikel 2.3.1, lid 3.",
            "De stijging is 4,5 %.",
            "Dat duurde drie jaar.",
            "Er zijn twee aanbieders.",
            "Op 3 mei 2025 was er overleg.",
            "Wij weten dit niet zeker.",
            "\n\n",
        ]
    ),
    max_size=4,
)


@settings(max_examples=400, deadline=None)
@given(klein, wijken, schrijfwijzen, zinnen, vulling, vulling)
@example(3, "Oost", lambda n: TELWOORDEN[n], "In {w} waren het er {n}.", [], [])
def test_a_small_number_beside_a_wijk_is_always_found(n, wijk, schrijf, zin, voor, na) -> None:  # type: ignore[no-untyped-def]
    tekst = " ".join([*voor, zin.format(w=wijk, n=schrijf(n)), *na])
    gevonden = {g.getal.lower() for g in zoek(tekst, KENNIS)}
    assert gevonden & {str(n), TELWOORDEN[n], f"{n},0"}, tekst


GEWOON = (
    "In 2024 was het meer dan in 2023, en in 1998 nog niet.",
    "De cijfers van Oost lopen tot en met 31 maart 2025.",
    "Op 3 mei en op 1 juni 2025 was er overleg in Oost.",
    "In Oost steeg het met 4 %, dat is 3,5 procentpunt.",
    "Drie procent meer in De Vaart, dus bijna acht procent in totaal.",
    "Artikel 2.3.1, artikelen 2 en 3, art. 5 lid 2 en hoofdstuk 4 van de Wmo 2015 gelden ook in Oost.",
    "Oost wacht drie jaar, zes maanden, 2 weken en 3 uur.",
    "In Oost werken twee aanbieders, drie grote organisaties en vier scholen.",
    "Kinderen van 4 tot 12 jaar en 12-17-jarigen in Oost, en ook 75-plussers en 85+.",
    "Eén op de drie mensen in Oost; een op de vijf in De Vaart.",
    "Op 2025-03-31, 31-3-2025 en 31/03/25 om 9.30 uur en 14:30 in Oost.",
    "Het 3e kwartaal van 2025, 2025-Q3, in Oost.",
    "Zie tabel 3, figuur 2, bijlage 1 en stap 4 voor Oost.",
    "Een inwoner van Oost vertelde dat een kind lang wachtte.",
    "We nemen Oost in acht.",
    "In Oost hielpen we 1.234 mensen, voor € 2,50 per dag.",
    "In 2024 hielpen we samen veel mensen in Oost; in 2023 kregen zij minder.",
    "Versie 2 van het contract in Oost, in 2023-2024.",
)


@pytest.mark.parametrize("tekst", GEWOON)
def test_ordinary_numbers_are_not_flagged(tekst: str) -> None:
    assert not zoek(tekst, KENNIS), zoek(tekst, KENNIS)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1990, 2039),
    st.integers(1, 28),
    st.sampled_from(["januari", "mrt", "oktober", "dec."]),
    wijken,
)
def test_years_and_dates_are_not_flagged(jaar: int, dag: int, maand: str, wijk: str) -> None:
    for vorm in ("{d} {m} {j}", "{d}-3-{j}", "{j}", "{m} {j}", "{j}-04-0{e}"):
        tekst = f"In {wijk} gold dit op " + vorm.format(d=dag, m=maand, j=jaar, e=1 + dag % 9) + " nog niet."
        assert not zoek(tekst, KENNIS), tekst


@given(st.integers(2, 999))
def test_every_number_word_is_read_back(n: int) -> None:
    """The reference counts in words; the reader must give the number back, with capitals and with a diaeresis."""
    geschreven = woord(n)
    assert waarde_van(geschreven) == n
    assert waarde_van(geschreven.upper()) == n
    trema = re.sub(r"(?<=e)en(?=(?:twin|der|veer|vijf|zes|zeven|tach|negen))", "ën", geschreven)
    assert waarde_van(trema) == n


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 6000))
def test_inside_the_interval_of_a_hidden_cell_is_found_and_outside_is_not(laag: int, breedte: int, n: int) -> None:
    cel = Verborgen("personen", laag, laag + breedte, ("Oost",), "Het cijfer van Oost")
    tekst = f"In Oost kregen {n:,} mensen hulp.".replace(",", ".")
    gevonden = bool(zoek(tekst, Kennis(0, (), (cel,))))
    assert gevonden == (laag <= n <= laag + breedte)


def test_amounts_days_and_rounded_words() -> None:
    geld = Verborgen("euro_cent", 0, 500_000_00, ("Oost",), "Het cijfer van Oost")
    dagen = Verborgen("dagen", 0, None, ("Oost",), "Het cijfer van Oost")
    kennis = Kennis(10, ("Oost",), (geld, dagen))
    assert [v.getal for v in zoek("Oost kostte € 12.000, of 0,4 miljoen euro, of twaalfduizend euro.", kennis)] == [
        "€ 12.000",
        "0,4 miljoen",
        "twaalfduizend",
    ]
    assert not zoek("Oost kostte € 612.000.", kennis)
    assert zoek("In Oost wacht men 43 dagen.", kennis)
    assert not zoek("In West wacht men 43 dagen.", kennis)


def test_what_is_shown_anyway_may_be_said_rounded_too() -> None:
    cel = Verborgen("euro_cent", 0, None, (), "Het cijfer in 2022")
    kennis = Kennis(10, (), (cel,), frozenset({18_412_345_00}))
    assert not zoek("Het kostte € 18,4 miljoen.", kennis)
    assert not zoek("Het kostte € 18.412.345.", kennis)
    assert zoek("Het kostte € 17,4 miljoen.", kennis)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(tekst: str) -> None:
    vondsten = zoek(tekst, KENNIS)
    assert merk(tekst, vondsten) == merk(tekst, vondsten)
    assert merk(tekst, vondsten) != merk(tekst + "x", vondsten)


@pytest.mark.parametrize("stuk", ["a", "1", "3 ", "drie ", "1.234,", "artikel 3, ", "%", "5 op de ", "é", "1-", "€ 3 "])
def test_ten_thousand_characters_are_read_at_once(stuk: str) -> None:
    """No text makes the reader think for long."""
    import time

    begin = time.thread_time()  # of this thread alone: what else the machine does is no matter
    list(lees_getallen((stuk * 10_000)[:10_000]))
    assert time.thread_time() - begin < 1.5
