"""The map of a figure: when there is one, what it shows of hidden and waiting areas, and that all of it is a link."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import proefrelease
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datameent.domain.home import Home
from datameent.release.read import Release

SVG = "{http://www.w3.org/2000/svg}"
KAART = "/cijfers/kosten_per_client/?korrel=jaar&wet=wmo&per=wijk"


def _kaart(antwoord: Any) -> ET.Element:
    svg = re.search(r'<svg class="gebieden".*?</svg>', antwoord.content.decode(), re.S)
    assert svg
    return ET.fromstring(svg[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.parametrize("rol", ["beleid", "raad", "bezoeker"])
def test_a_mean_by_wijk_has_a_map_of_links_with_a_table(als: Callable[[str], Any], rol: str) -> None:
    antwoord = als(rol).get(KAART)
    html = antwoord.content.decode()
    assert 'href="#kaart"' in html
    kaart = _kaart(antwoord)
    links = kaart.findall(f"{SVG}a")
    assert len(links) == 7  # the eighth wijk of this release has no shape
    assert kaart[0].tag == f"{SVG}title"
    assert kaart[1].tag == f"{SVG}desc"
    for link in links:
        assert link.get("aria-label") == link.findtext(f"{SVG}title")
        assert "per=" not in link.attrib["href"]
        assert als(rol).get(link.attrib["href"]).status_code == 200
    tabel = html.split('class="kaarttabel"')[1].split("</table>")[0]
    assert tabel.count("<tr>") == 1 + 8
    assert "niet op de kaart" in tabel
    assert "style=" not in html


@pytest.mark.parametrize("cijfer", ["clienten", "uitgaven", "uitstroom"])
def test_a_count_or_a_sum_is_on_a_map_only_per_inhabitants(als: Callable[[str], Any], cijfer: str) -> None:
    per = "per inwoner" if cijfer == "uitgaven" else "per 1.000 inwoners"
    antwoord = als("beleid").get(f"/cijfers/{cijfer}/?korrel=jaar&wet=wmo&per=wijk&periode=2024")
    html = antwoord.content.decode()
    assert f"Op de kaart: 2024, {per}" in html
    for link in _kaart(antwoord).findall(f"{SVG}a"):
        assert per in link.attrib["aria-label"] or "afgeschermd" in link.attrib["aria-label"]
    kop = html.split('class="kaarttabel"')[1].split("</thead>")[0]
    assert per.capitalize() in kop
    assert "1 januari 2024 (bron: CBS, Kerncijfers wijken en buurten 2024)" in html.split('id="kaart"')[1]


def test_before_the_first_year_of_inhabitants_there_is_no_map_of_a_count(als: Callable[[str], Any]) -> None:
    html = als("beleid").get("/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk&periode=2022").content.decode()
    assert "gebieden" not in html
    assert "#kaart" not in html
    assert "1.000 inwoners" not in html


def test_a_year_without_inhabitants_uses_the_year_before_and_says_so(als: Callable[[str], Any]) -> None:
    html = als("beleid").get("/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk&periode=2025").content.decode()
    assert (
        "op 1 januari 2024 (bron: CBS, Kerncijfers wijken en buurten 2024). Van 2025 hebben we dat aantal niet." in html
    )


def test_without_inhabitants_a_count_has_no_map(web_home: Home, tmp_path: Any) -> None:
    from datameent.web.figures import inwoners
    from datameent.web.figures.kaart import heeft_kaart, kaartkeuze
    from datameent.web.figures.keuze import Keuze, aanbod_van
    from datameent.web.figures.maken import maak_figuur

    with Release.open(proefrelease.schrijf(tmp_path, "beleid", proefrelease.Vorm(zonder_inwoners=True))) as release:
        keuze = Keuze("clienten", "jaar", "2024", {"wet": "wmo"}, "wijk")
        aanbod = aanbod_van(release, "clienten")
        assert not heeft_kaart(release, keuze)
        assert kaartkeuze(release, Keuze("clienten", "jaar"), aanbod) is None
        assert inwoners.zin(release, maak_figuur(release, keuze, aanbod)) == ""
        assert heeft_kaart(release, Keuze("kosten_per_client", "jaar", "2024", {"wet": "wmo"}, "wijk"))


def test_a_rate_stands_only_beside_a_number_that_is_shown(web_home: Home, tmp_path: Any) -> None:
    """Every wijk of 2024 has a reason of its own, or waits: none of these has a rate, though all have inhabitants."""
    from datameent.web.figures.kaart import maak_kaart
    from datameent.web.figures.keuze import Keuze, aanbod_van
    from datameent.web.figures.maken import maak_figuur

    pad = proefrelease.schrijf(tmp_path, "beleid", proefrelease.Vorm(reden_per_wijk=True))
    with Release.open(pad) as release:
        for cijfer in ("clienten", "uitgaven"):
            keuze = Keuze(cijfer, "jaar", "2024", {"wet": "wmo"}, "wijk")
            kaart = maak_kaart(release, maak_figuur(release, keuze, aanbod_van(release, cijfer)), "/x/", "t")
            assert kaart is not None
            alle = [(v.punt, v.per) for v in kaart.vlakken] + list(kaart.zonder_vorm)
            assert len(alle) == 8
            assert [(per.tekst != "", p.waarde is not None) for p, per in alle if per] == [(False, False)] * 7 + [
                (True,) * 2
            ]
            assert [v.tint for v in kaart.vlakken] == ["weg"] * 5 + ["ouder", "weg"]
            assert "geen cijfer per" in kaart.vlakken[5].zin
            assert "stand 31 maart 2025" in kaart.vlakken[5].zin
            assert all("inwoner" not in v.zin for v in kaart.vlakken if v.tint == "weg")


def test_a_small_population_is_hatched_with_the_words_why(als: Callable[[str], Any]) -> None:
    antwoord = als("beleid").get("/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999903&per=buurt&periode=2024")
    html = antwoord.content.decode()
    klein = [a for a in _kaart(antwoord).findall(f"{SVG}a") if "minder dan 100 inwoners" in a.attrib["aria-label"]]
    assert [a[1].get("class") for a in klein] == ["tint-weg"]
    assert "1.000 inwoners: één mens meer of minder maakt dan te veel uit" in html


def test_the_answer_tells_the_rate_of_its_area(als: Callable[[str], Any], web_home: Home) -> None:
    """By hand: the number of the answer, over the inhabitants of that wijk."""
    client = als("beleid")
    html = client.get("/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999900&periode=2023").content.decode()
    with Release.open(proefrelease.schrijf(web_home.releases, "beleid")) as release:
        cel = release.cel("clienten", "jaar", "2023", wet="wmo", wijk="WK999900")
    assert cel is not None
    assert cel.waarde is not None
    assert (
        f"Dat is {cel.waarde / 2:.1f}".replace(".", ",") + " per 1.000 inwoners op 1 januari 2023." in html
    )  # 2,000 live there
    assert "We delen door alle inwoners, jong en oud, op 1 januari 2023" in html.split("Hoe zeker")[1]
    assert "per inwoner op 1 januari" in client.get("/cijfers/uitgaven/?korrel=jaar&wet=wmo").content.decode()
    assert "per inwoner" not in client.get("/cijfers/wachttijd/?korrel=jaar&wet=wmo").content.decode()


def test_the_download_has_inhabitants_and_the_rate_as_last_columns(als: Callable[[str], Any]) -> None:
    import csv
    import io
    from fractions import Fraction

    from datameent.web.figures.tabelbestand import EERDER, KOLOMMEN

    adres = "/cijfers/clienten/tabel.csv?korrel=jaar&wet=wmo&wijk=WK999903&per=buurt"
    regels = als("beleid").get(adres).content.decode("utf-8-sig").splitlines()
    kop = regels[0].split(",")
    assert kop[: len(KOLOMMEN)] == list(KOLOMMEN)
    assert kop[-5:] == [*EERDER, "inwoners", "inwoners_peildatum", "per_1000_inwoners"]
    rijen = list(csv.DictReader(io.StringIO("\n".join(r for r in regels if not r.startswith(("#", '"#'))))))
    assert {r["inwoners"] for r in rijen if r["periode"] == "2022"} == {""}
    assert {r["inwoners_peildatum"] for r in rijen if r["periode"] == "2025"} == {"2024-01-01"}
    met = [r for r in rijen if r["per_1000_inwoners"]]
    assert met
    for r in met:
        echt = Fraction(1000 * int(r["waarde"]), int(r["inwoners"]))
        assert abs(Fraction(r["per_1000_inwoners"]) - echt) <= Fraction(1, 20)
    zonder = [r for r in rijen if not r["per_1000_inwoners"]]
    assert all(not r["waarde"] or r["periode"] == "2022" or int(r["inwoners"]) < 100 for r in zonder)
    assert any(r["inwoners"] == "95" and r["waarde"] for r in zonder)
    assert any(r.startswith("# per_1000_inwoners") for r in regels)


def test_from_another_choice_a_link_leads_to_the_map(als: Callable[[str], Any]) -> None:
    html = als("beleid").get("/cijfers/wachttijd/?korrel=jaar&wet=wmo").content.decode()
    adres = unescape(re.search(r'<a href="([^"]*)#kaart">Kaart', html)[1])  # type: ignore[index]  # it must be there
    assert "per=wijk" in adres
    _kaart(als("beleid").get(adres))


def test_hidden_is_hatched_with_its_reason_and_waiting_has_its_date(web_home: Home, tmp_path: Any) -> None:
    """Every wijk of 2024 has a reason of its own: the drawing, its words and the list all say it."""
    from datameent.web.figures.kaart import maak_kaart
    from datameent.web.figures.keuze import Keuze, aanbod_van
    from datameent.web.figures.maken import maak_figuur

    pad = proefrelease.schrijf(tmp_path, "beleid", proefrelease.Vorm(reden_per_wijk=True))
    with Release.open(pad) as release:
        keuze = Keuze("kosten_per_client", "jaar", "2024", {"wet": "wmo"}, "wijk")
        kaart = maak_kaart(release, maak_figuur(release, keuze, aanbod_van(release, keuze.indicator)), "/x/", "t")
    assert kaart is not None
    tinten = [v.tint for v in kaart.vlakken]
    assert tinten == ["weg"] * 5 + ["ouder", "weg"]
    assert all("afgeschermd (" in v.zin for v in kaart.vlakken if v.tint == "weg")
    assert "stand 31 maart 2025" in kaart.vlakken[5].zin
    assert 'fill="url(#kaart-weg)"' in kaart.tekening
    assert 'fill="url(#kaart-ouder)"' in kaart.tekening
    assert kaart.verborgen
    assert kaart.ouder == (kaart.vlakken[5],)


def test_without_shapes_there_is_no_tab(web_home: Home, tmp_path: Any) -> None:
    from datameent.web.figures.kaart import heeft_kaart, kaartkeuze
    from datameent.web.figures.keuze import Keuze, aanbod_van

    with Release.open(proefrelease.schrijf(tmp_path, "beleid", proefrelease.Vorm(zonder_vormen=True))) as release:
        keuze = Keuze("kosten_per_client", "jaar", "2024", {"wet": "wmo"}, "wijk")
        assert not heeft_kaart(release, keuze)
        assert kaartkeuze(release, Keuze("kosten_per_client", "jaar"), aanbod_van(release, "kosten_per_client")) is None


def test_a_name_is_text_in_the_drawing(web_home: Home, tmp_path: Any) -> None:
    from datameent.domain.cel import Status
    from datameent.web.figures.figuur import Punt
    from datameent.web.figures.kaart import Vlak, _teken

    punt = Punt("2024", "WK1", "<script>alert('x')</script>" * 300, 3, Status.GEPUBLICEERD, False, "dagen")
    svg = _teken([Vlak(1, punt, "1", '/x/?a="b"&c', [[0, 0, 9, 0, 9, 9, 0, 0]])], "<t>", "<d>")
    assert "<script" not in svg
    ET.fromstring(svg)


EENHEDEN = {"euro_cent": 100, "dagen": 1, "personen": 1, "per_1000_inwoners": 10, "euro_cent_per_inwoner": 100}
"""The least width of a class per unit."""


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30), st.sampled_from(sorted(EENHEDEN)))
def test_every_value_falls_in_one_class_with_round_borders(waarden: list[int], eenheid: str) -> None:
    from datameent.web.figures.kaart import KLASSEN, klassen_van

    klassen = klassen_van(waarden, eenheid)
    assert len(klassen) == KLASSEN
    for w in waarden:
        assert sum(k.onder <= w < k.boven for k in klassen) == 1
    per = EENHEDEN[eenheid]
    breedtes = {k.boven - k.onder for k in klassen}
    assert len(breedtes) == 1
    stap = breedtes.pop() // per
    assert str(stap)[0] in "125"
    assert set(str(stap)[1:]) <= {"0"}
    assert klassen[0].onder % (stap * per) == 0
    assert [k.onder for k in klassen[1:]] == [k.boven for k in klassen[:-1]]


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(100, 90_000)), min_size=1, max_size=12),
    st.sampled_from(["frequentie", "omvang"]),
)
def test_rates_and_classes_are_what_a_slow_sum_gives(gebieden: list[tuple[int, int]], soort: str) -> None:
    """The rate is the nearest round number to the fraction; the words of its class hold the number that is read."""
    from datetime import date
    from fractions import Fraction

    from datameent.domain.inwoners import Inwonertal
    from datameent.web.figures.inwoners import EURO, PER_1000, Noemer
    from datameent.web.figures.kaart import klassen_van

    maat = PER_1000 if soort == "frequentie" else EURO
    factor, stap = (1000, Fraction(1, 10)) if soort == "frequentie" else (Fraction(1, 100), Fraction(1, 100))
    tal = Inwonertal(date(2024, 1, 1), "CBS", {f"WK{i}": n for i, (_, n) in enumerate(gebieden)})
    deler = Noemer(maat, tal, 2024)
    waarden = []
    for i, (aantal, inwoners) in enumerate(gebieden):
        per = deler.van(f"WK{i}", aantal * (1 if soort == "frequentie" else 10_000))
        assert per.waarde is not None
        echt = Fraction(aantal * (1 if soort == "frequentie" else 10_000), inwoners) * factor
        verschil = per.waarde * stap - echt
        assert -stap / 2 < verschil <= stap / 2
        waarden.append(per.waarde)
    for klasse in klassen_van(waarden, maat.eenheid):
        van, tot = (Fraction(_getal(t)) for t in klasse.tekst.split(" tot "))
        assert (van, tot) == (klasse.onder * stap, klasse.boven * stap)


def _getal(tekst: str) -> str:
    return tekst.replace("€", "").replace("\u00a0", "").replace(".", "").replace(",", ".")
