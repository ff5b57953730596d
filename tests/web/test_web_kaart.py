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
def test_a_count_or_a_sum_is_never_on_a_map(als: Callable[[str], Any], cijfer: str) -> None:
    html = als("beleid").get(f"/cijfers/{cijfer}/?korrel=jaar&wet=wmo&per=wijk").content.decode()
    assert "gebieden" not in html
    assert "#kaart" not in html


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


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30), st.sampled_from(["euro_cent", "dagen", "personen"]))
def test_every_value_falls_in_one_class_with_round_borders(waarden: list[int], eenheid: str) -> None:
    from datameent.web.figures.kaart import KLASSEN, klassen_van

    klassen = klassen_van(waarden, eenheid)
    assert len(klassen) == KLASSEN
    for w in waarden:
        assert sum(k.onder <= w < k.boven for k in klassen) == 1
    per = 100 if eenheid == "euro_cent" else 1
    breedtes = {k.boven - k.onder for k in klassen}
    assert len(breedtes) == 1
    stap = breedtes.pop() // per
    assert str(stap)[0] in "125"
    assert set(str(stap)[1:]) <= {"0"}
    assert klassen[0].onder % (stap * per) == 0
    assert [k.onder for k in klassen[1:]] == [k.boven for k in klassen[:-1]]
