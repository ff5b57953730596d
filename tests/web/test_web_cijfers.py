"""What a reader chose, the cells that answer it, and how they are said, drawn and downloaded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import proefrelease
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.domain.cel import Status
from datameent.domain.home import Home
from datameent.release.read import Release
from datameent.release.schema import DIMENSIES, KORRELS


@pytest.fixture(scope="module")
def release(web_home: Home) -> Release:
    return Release.open(next((web_home.releases / "beleid").glob("*.sqlite")))


def _tekst(antwoord: Any) -> str:
    inhoud = re.sub(r"<svg.*?</svg>", "", antwoord.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", inhoud)).replace("\u00a0", " "))


def _rijen(antwoord: Any) -> list[dict[str, str]]:
    """The rows of a downloaded table, without what is said about it below."""
    regels = antwoord.content.decode("utf-8-sig").splitlines()
    return list(csv.DictReader(r for r in regels if not r.startswith("# ")))


# ------------------------------------------------------------------ choices


def test_every_crossing_of_the_plan_can_be_asked_and_no_other(release: Release) -> None:
    from datameent.web.figures.keuze import aanbod_van

    for kop in release.indicatoren():
        aanbod = aanbod_van(release, kop.code)
        plan = {(t.korrel, frozenset(t.dimensies)) for t in release.tabellen() if t.indicator == kop.code}
        assert {(k, s) for k, sets in aanbod.sets.items() for s in sets} == plan
        assert not aanbod.heeft("jaar", frozenset(DIMENSIES))


INSTROOM = (
    "/cijfers/instroom/?korrel=jaar&wet=wmo",
    "/cijfers/instroom/?korrel=jaar&wet=wmo&productcategorie=02",
    "/cijfers/instroom/?korrel=jaar&wet=wmo&per=productcategorie",
)


BUURT = (
    "/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999901",
    "/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999901&per=buurt",
    "/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999901&buurt=BU99990102",
    "/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk",
    "/cijfers/uitgaven/?korrel=jaar&buurt=BU99990102",
    "/cijfers/uitgaven/?korrel=jaar&wet=wmo&productcategorie=01&per=product",
    "/cijfers/uitgaven/?korrel=jaar&wet=wmo&productcategorie=01&product=X1",
)


def test_a_buurt_is_chosen_within_its_wijk(als: Callable[[str], Any]) -> None:
    """The list of buurten names their wijk, so a buurt can be chosen at once; the wijk comes along."""
    client = als("beleid")
    inhoud = client.get("/cijfers/clienten/?korrel=jaar&wet=wmo").content.decode()
    assert '<option value="BU99990102">Buurt 2 van 1 (Oost)</option>' in inhoud
    assert '<option value="01A01">01A01 (Hulp bij het huishouden)</option>' in inhoud
    assert 'value="X1"' not in inhoud  # in more than one categorie: that one first
    assert 'value="buurt"' not in inhoud
    antwoord = client.get("/cijfers/clienten/?korrel=jaar&wet=wmo&buurt=BU99990102")
    assert "U ziet: Wmo · Oost · Buurt 2 van 1" in _tekst(antwoord)
    assert 'name="wijk"><option value="">Hele gemeente</option><option value="WK999900">' in antwoord.content.decode()
    per = client.get("/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999901&per=buurt")
    assert "Cliënten, Wmo, Oost, per buurt" in _tekst(per)
    assert "Buurt 1 van 1" in _tekst(per)
    assert "Buurt 1 van 2" not in _tekst(per)


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        ("wijk=WK999902&buurt=BU99990102", "Buurt: deze keuze hoort bij een andere wijk."),
        ("buurt=BU99990102&per=wijk", "Buurt: dat kan niet samen met alles per wijk."),
        ("per=buurt", "Kies eerst een wijk om per buurt te kijken."),
        ("product=X1", "Product: kies eerst een soort hulp."),
    ],
)
def test_a_buurt_without_its_wijk_is_explained(als: Callable[[str], Any], vraag: str, zin: str) -> None:
    antwoord = als("beleid").get(f"/cijfers/clienten/?korrel=jaar&wet=wmo&{vraag}")
    assert zin in _tekst(antwoord)
    assert "kunnen we niet laten zien" not in antwoord.content.decode()


def test_a_law_alone_is_not_compared_with_both_laws_together(als: Callable[[str], Any]) -> None:
    inhoud = als("beleid").get("/cijfers/uitgaven/?korrel=jaar&wet=wmo&vergelijk=gemeente").content.decode()
    assert "Hele gemeente</th>" not in inhoud
    assert 'value="gemeente"' not in inhoud


def test_a_breakdown_of_another_grain_is_a_link(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    inhoud = client.get(INSTROOM[0]).content.decode()
    assert 'value="wijk"' not in inhoud
    gevonden = re.search(r'href="([^"]+)">per wijk \(per kwartaal\)</a>', inhoud)
    assert gevonden
    assert "Instroom, Wmo, per wijk" in _tekst(client.get(unescape(gevonden.group(1))))
    assert 'value="wijk"' in client.get(INSTROOM[1]).content.decode()


def test_the_form_offers_only_what_is_there(als: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option of every select, taken on its own, leads to figures; never to the page that says no."""
    from datameent.web.figures import pagina, schil

    monkeypatch.setattr(pagina, "_teken", lambda *_: ((), False))  # drawing hundreds of charts is not asked here
    for geheugen in ("_paginas", "_geheel"):  # and no other test gets a page without its chart
        monkeypatch.setattr(schil, geheugen, schil.Geheugen(256))
    client = als("beleid")
    for adres in (
        "/cijfers/clienten/?korrel=jaar&wet=wmo",
        "/cijfers/uitgaven/",
        "/cijfers/wachttijd/?korrel=maand",
        *INSTROOM,
        *BUURT,
    ):
        inhoud = client.get(adres).content.decode()
        formulier = inhoud[inhoud.index('<form class="filters"') : inhoud.index("</form>", inhoud.index("filters"))]
        gekozen = _gekozen(formulier)
        for naam, code in _opties(formulier):
            vraag = {**gekozen, naam: code}
            if naam == "korrel":
                vraag.pop("periode")
            antwoord = client.get(adres.split("?")[0], vraag)
            assert "kunnen we niet laten zien" not in antwoord.content.decode(), vraag
            assert "Voor deze keuze zijn er geen cijfers" not in antwoord.content.decode(), vraag


def _opties(formulier: str) -> list[tuple[str, str]]:
    paren = []
    for naam, opties in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', formulier, flags=re.S):
        paren += [(naam, code) for code in re.findall(r'<option value="([^"]*)"', opties)]
    return paren


def _gekozen(formulier: str) -> dict[str, str]:
    gekozen = {}
    for naam, opties in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', formulier, flags=re.S):
        gevonden = re.search(r'<option value="([^"]*)" selected', opties)
        gekozen[naam] = gevonden.group(1) if gevonden else ""
    return gekozen


def test_a_crossing_that_is_not_there_is_explained_and_every_alternative_works(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    antwoord = client.get("/cijfers/clienten/?wet=wmo&wijk=WK999901&aanbieder=10000001")
    assert antwoord.status_code == 200
    assert "Deze keuzes samen kunnen we niet laten zien" in _tekst(antwoord)
    lijst = re.search(r'<ul class="keuzelijst">(.*?)</ul>', antwoord.content.decode(), flags=re.S)
    assert lijst
    adressen = [unescape(a) for a in re.findall(r'href="([^"]+)"', lijst.group(1))]
    assert len(adressen) >= 2
    assert any("wijk=WK999901" in a for a in adressen)
    for adres in adressen:
        assert "kunnen we niet laten zien" not in client.get(adres).content.decode(), adres


def test_people_are_shown_per_law_when_no_law_is_chosen(als: Callable[[str], Any]) -> None:
    tekst = _tekst(als("bezoeker").get("/cijfers/clienten/"))
    assert "Cliënten, per wet" in tekst
    tekst = _tekst(als("bezoeker").get("/cijfers/clienten/?per=wijk"))
    assert "We tellen mensen per wet. U ziet nu: Wmo." in tekst


@settings(max_examples=60, deadline=None)
@given(
    vraag=st.dictionaries(
        st.sampled_from([*DIMENSIES, "korrel", "periode", "per", "vergelijk", "x"]), st.text(max_size=12)
    )
)
def test_no_query_string_breaks_a_page(web_home: Home, vraag: dict[str, str]) -> None:
    from django.test import Client

    antwoord = Client(SERVER_NAME="localhost").get("/cijfers/uitgaven/", vraag)
    assert antwoord.status_code == 200
    tekst = antwoord.content.decode()
    assert "<main" in tekst
    # Marked, because a text of its own choice could by chance be a colour of the chart.
    gemerkt = {naam: f"zq{waarde}qz" for naam, waarde in vraag.items()}
    tekst = Client(SERVER_NAME="localhost").get("/cijfers/uitgaven/", gemerkt).content.decode()
    assert "zq" not in tekst, "what a reader types never comes back on the page"


CODES = {
    "korrel": st.sampled_from(KORRELS),
    "wet": st.sampled_from(["", "wmo", "jeugdwet"]),
    "wijk": st.sampled_from(["", "WK999900", "WK999907"]),
    "productcategorie": st.sampled_from(["", "01", "45"]),
    "aanbieder": st.sampled_from(["", "10000003"]),
    "leeftijdsgroep": st.sampled_from(["", "85+", "00-03"]),
    "per": st.sampled_from(["", *DIMENSIES]),
    "periode": st.sampled_from(["", "2024", "2025", "2024-Q1", "2024-01"]),
    "vergelijk": st.sampled_from(["", "gemeente", "periode:2023", "wijk:WK999903", "productcategorie:45", "wet:wmo"]),
}


@settings(max_examples=80, deadline=None)
@given(vraag=st.fixed_dictionaries(CODES), code=st.sampled_from(["clienten", "uitgaven", "wachttijd"]))
def test_table_download_and_release_agree(release: Release, vraag: dict[str, str], code: str) -> None:
    """Slow reference: every cell of the figure is looked up in the file by its full key."""
    from datameent.web.figures import tabelbestand
    from datameent.web.figures.keuze import aanbod_van, ernaast, lees_keuze, vul_wet_aan
    from datameent.web.figures.maken import maak_figuur

    aanbod = aanbod_van(release, code)
    keuze, _ = vul_wet_aan(lees_keuze(vraag, release, code, aanbod)[0], aanbod, release)
    if not aanbod.heeft(keuze.korrel, keuze.actief):
        return
    figuur = maak_figuur(release, keuze, aanbod)
    for reeks in figuur.reeksen:
        for punt in reeks.punten:
            waar = dict(keuze.waar)
            if reeks.code == "naast":
                naast = ernaast(keuze, release) or keuze  # of another period the choice is the same
                waar = dict(naast.waar)
            if keuze.per:
                waar[keuze.per] = punt.code
            cel = release.cel(code, keuze.korrel, punt.periode, **waar)
            assert cel is not None
            assert (cel.waarde, cel.status, cel.voorlopig) == (punt.waarde, punt.status, punt.voorlopig)
    regels = list(csv.DictReader(io.StringIO(tabelbestand.als_csv(release, keuze))))
    for regel in regels:
        cel = release.cel(code, keuze.korrel, regel["periode"], **{d: regel[d] for d in DIMENSIES})
        assert cel is not None
        assert regel["waarde"] == ("" if cel.waarde is None else str(cel.waarde))
        assert regel["status"] == cel.status.value
    assert bool(regels) == (not figuur.leeg)


@pytest.mark.parametrize("korrel", ["jaar", "maand"])
def test_a_breakdown_is_higher_than_it_is_wide_and_loses_no_cell(release: Release, korrel: str) -> None:
    from datameent.web.figures.keuze import aanbod_van, lees_keuze
    from datameent.web.figures.maken import maak_figuur

    aanbod = aanbod_van(release, "uitgaven")
    vraag = {"korrel": korrel, "wet": "jeugdwet", "per": "wijk"}
    figuur = maak_figuur(release, lees_keuze(vraag, release, "uitgaven", aanbod)[0], aanbod)
    cellen = release.cellen("uitgaven", korrel, per=("wijk",), waar={"wet": "jeugdwet"})
    assert len(figuur.rijen) >= len(figuur.kolommen)
    assert figuur.leden_als_rijen == (korrel == "jaar")
    assert sorted((p.code, p.periode, p.waarde or 0) for p in figuur.punten) == sorted(
        (c.wijk, c.periode, c.waarde or 0) for c in cellen
    )


# ------------------------------------------------------------------ words


def _punt(periode: str, waarde: int | None, voorlopig: bool = False) -> Any:
    from datameent.web.figures.figuur import Punt

    status = Status.GEPUBLICEERD if waarde is not None else Status.TE_WEINIG_PERSONEN
    return Punt(periode, "", "", waarde, status, voorlopig, "personen")


def test_the_answer_is_about_the_newest_period_that_is_complete() -> None:
    from datameent.web.figures.figuur import laatste_vaste

    assert laatste_vaste([_punt("2023", 5), _punt("2024", 6), _punt("2025", 2, True)]).periode == "2024"
    assert laatste_vaste([_punt("2025", 2, True)]).periode == "2025"
    assert laatste_vaste([]) is None


@pytest.mark.parametrize(
    ("nieuw", "oud", "eenheid", "soort", "zin"),
    [
        (1060, 1000, "personen", "frequentie", "6 % meer dan in 2024"),
        (1000, 1000, "personen", "frequentie", "evenveel als in 2024"),
        (1004, 1000, "personen", "frequentie", "bijna gelijk aan 2024"),
        (20, 26, "personen", "frequentie", "6 minder dan in 2024"),
        (0, 500, "personen", "frequentie", "500 minder dan in 2024"),
        (9000, 10000, "euro_cent", "ratio", "10 % lager dan in 2024"),
        (500, 0, "euro_cent", "omvang", "meer dan in 2024"),
        (50, 43, "dagen", "mediaan", "7 dagen langer dan in 2024"),
        (42, 43, "dagen", "mediaan", "1 dag korter dan in 2024"),
    ],
)
def test_direction_in_words(nieuw: int, oud: int, eenheid: str, soort: str, zin: str) -> None:
    from datameent.web.figures.verhaal import verschil

    assert verschil(nieuw, oud, eenheid, soort, "2024").replace("\u00a0", " ") == zin


def test_no_change_is_claimed_for_what_is_not_complete(als: Callable[[str], Any]) -> None:
    inhoud = als("bezoeker").get("/cijfers/uitgaven/?wet=wmo").content.decode()
    rij = re.search(r"<tr><th[^>]*>2025.*?</tr>", inhoud, flags=re.S)
    assert rij
    assert "voorlopig" in rij.group(0)
    assert rij.group(0).rstrip().endswith("<td>–</td></tr>")


def test_every_reason_has_words(release: Release) -> None:
    from datameent.web.figures import redenen
    from datameent.web.figures.verhaal import woord

    for status in set(Status) - {Status.GEPUBLICEERD}:
        assert redenen.kort(status, release.meta)
        assert redenen.lang(status, release.meta).endswith(".")
    assert woord(Status.BESCHERMT_ANDER) == "afgeschermd"
    assert woord(Status.KWALITEIT) == "geen cijfer"


def test_a_hidden_cell_says_so_and_why_and_is_counted(als: Callable[[str], Any], release: Release) -> None:
    antwoord = als("beleid").get("/cijfers/clienten/?korrel=maand&wet=wmo&per=wijk")
    cellen = release.cellen("clienten", "maand", per=("wijk",), waar={"wet": "wmo"})
    verborgen = [c for c in cellen if c.waarde is None and c.eerder is None]
    assert verborgen
    inhoud = antwoord.content.decode()
    assert inhoud.count('class="weg"') == len(verborgen)
    for status, woorden in (
        (Status.TE_WEINIG_PERSONEN, "minder dan 10<"),
        (Status.BESCHERMT_ANDER, "afgeschermd om een ander te beschermen"),
    ):
        assert (woorden in inhoud) == any(c.status is status for c in verborgen)
    assert f"Waarom zijn {len(verborgen)} van deze {len(cellen)} cijfers er niet?" in _tekst(antwoord)
    assert "We tonen geen cijfers over minder dan 10 mensen" in _tekst(antwoord)


def test_the_page_has_every_part(als: Callable[[str], Any]) -> None:
    tekst = _tekst(als("raad").get("/cijfers/kosten_per_client/?wet=wmo"))
    for deel in (
        "Overzicht", "Wat kost hulp per persoon?", "Dit zegt niet", "Indeling", "Tabel", "Download (CSV)",
        "Dit zegt het wel", "Dit zegt het niet", "Zo is dit berekend", "Wat telt mee", "Teller", "Noemer", "Eigenaar",
        "Een voorbeeld", "Cijfers tot en met 31 okt 2025", "is verantwoordelijk voor dit cijfer",
    ):  # fmt: skip
        assert deel in tekst, deel


def test_the_download_is_exact(als: Callable[[str], Any], release: Release) -> None:
    antwoord = als("beleid").get("/cijfers/uitgaven/tabel.csv?korrel=jaar&wet=wmo&per=wijk")
    assert antwoord.headers["Content-Disposition"] == 'attachment; filename="uitgaven-per-jaar-wmo-per-wijk.csv"'
    regels = _rijen(antwoord)
    cellen = release.cellen("uitgaven", "jaar", per=("wijk",), waar={"wet": "wmo"})
    assert [(r["wijk"], r["periode"], r["waarde"]) for r in regels] == [
        (c.wijk, c.periode, "" if c.waarde is None else str(c.waarde)) for c in cellen
    ]


def test_a_label_is_no_formula(tmp_path: Path) -> None:
    from datameent.web.figures.tabelbestand import veilig

    for gevaar in ("=1+1", "+1", "-1", "@SUM(A1)"):
        assert veilig(gevaar).startswith("'")
    assert veilig("Zorgbedrijf A") == "Zorgbedrijf A"


# ------------------------------------------------------------------ charts


@pytest.mark.parametrize(
    "vraag",
    [
        "korrel=jaar&wet=wmo",
        "korrel=maand&wet=wmo",
        "korrel=jaar&wet=wmo&per=wijk",
        "korrel=jaar&wet=wmo&per=wijk&periode=2024",
        "korrel=kwartaal&wet=wmo&wijk=WK999901&vergelijk=gemeente",
        "korrel=jaar&per=wet",
    ],
)
def test_a_chart_is_clean_titled_and_unique(als: Callable[[str], Any], vraag: str) -> None:
    inhoud = als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode()
    tekeningen = re.findall(r'<svg xmlns="http://www.w3.org/2000/svg".*?</svg>', inhoud, flags=re.S)
    assert len(tekeningen) == 2, "one for a wide and one for a narrow screen"
    for tekening in tekeningen:
        wortel = ET.fromstring(tekening)
        ids = [e.get("id") for e in wortel.iter() if e.get("id")]
        assert wortel.get("role") == "img"
        assert set((wortel.get("aria-labelledby") or "").split()) <= set(ids)
        namen = {e.tag.rsplit("}", 1)[-1] for e in wortel.iter()}
        assert {"title", "desc"} <= namen
        assert not namen & {"style", "script", "image", "foreignObject", "a"}
        assert not any(e.get("style") for e in wortel.iter())
    ids = re.findall(r'\sid="([^"]+)"', inhoud)
    assert len(ids) == len(set(ids))


def _figuur(punten: list[Any], korrel: str) -> Any:
    from datameent.web.figures.figuur import Figuur, Reeks
    from datameent.web.figures.keuze import Keuze

    reeksen = (Reeks("", "", tuple(punten)),)
    return Figuur(Keuze("clienten", korrel), "reeks", "personen", "frequentie", "", reeksen, None, None, (), ())


def test_hidden_is_drawn_without_saying_how_much() -> None:
    """The bar of a hidden cell depends on the other cells only."""
    from datameent.web.figures.drawing import BREED
    from datameent.web.figures.grafiek import maak_spec

    spec = maak_spec(_figuur([_punt("2022", 100), _punt("2023", None), _punt("2024", 0)], "jaar"), BREED)
    assert spec is not None
    staven = {d["p"]: d for d in spec["data"]["values"]}
    assert staven["2023"]["soort"] == "verborgen"
    assert staven["2023"]["v"] == 12
    assert (staven["2024"]["v"], staven["2024"]["soort"]) == (0, "vast")


def test_a_line_stops_where_a_period_is_hidden_or_missing() -> None:
    from datameent.web.figures.lines import volgnummer
    from datameent.web.figures.vonk import vonk

    punten = [
        _punt("2024-01", 5),
        _punt("2024-02", 6),
        _punt("2024-03", None),
        _punt("2024-04", 7),
        _punt("2024-05", 8, True),
    ]
    assert str(vonk(punten)).count('class="lijn"') == 1
    assert str(vonk(punten)).count('class="voorlopig"') == 1
    assert volgnummer("2025-01") - volgnummer("2024-12") == 1


def test_small_drawings_share_their_axes_and_hatch_what_is_hidden() -> None:
    """Six series are too many for one drawing: each gets its own, and a high one looks higher than a low one."""
    from datameent.web.figures.drawing import ARCERING, BREED, SMAL
    from datameent.web.figures.figuur import Figuur, Punt, Reeks
    from datameent.web.figures.grafiek import maak_spec
    from datameent.web.figures.keuze import Keuze

    def reeks(code: str, waarden: list[int | None]) -> Reeks:
        zien = [
            (p, w, Status.GEPUBLICEERD if w is not None else Status.TE_WEINIG_PERSONEN) for p, w in enumerate(waarden)
        ]
        return Reeks(
            code, f"Wijk {code}", tuple(Punt(f"2024-0{p + 1}", code, code, w, s, False, "personen") for p, w, s in zien)
        )

    reeksen = [reeks(c, [10 * i, None if c == "c" else 12 * i, 11 * i]) for i, c in enumerate("abcdef", 1)]
    figuur = Figuur(
        Keuze("clienten", "maand", per="wijk"),
        "reeksen",
        "personen",
        "frequentie",
        "",
        tuple(reeksen),
        None,
        None,
        (),
        (),
    )
    for maat, kolommen in ((BREED, 3), (SMAL, 1)):
        spec = maak_spec(figuur, maat)
        assert spec is not None
        assert spec["columns"] == kolommen
        assert [d["title"]["text"] for d in spec["concat"]] == [f"Wijk {c}" for c in "abcdef"]
        assen = [laag["encoding"] for d in spec["concat"] for laag in d["layer"] if "y" in laag["encoding"]]
        assert {tuple(a["y"]["scale"]["domain"]) for a in assen} == {(0, 72)}
        assert {tuple(a["x"]["scale"]["domain"]) for a in assen} == {
            (assen[0]["x"]["scale"]["domain"][0], assen[0]["x"]["scale"]["domain"][1])
        }
        gearceerd = [
            d["title"]["text"]
            for d in spec["concat"]
            for laag in d["layer"]
            if laag["mark"].get("fill") == ARCERING and laag["data"]["values"]
        ]
        assert gearceerd == ["Wijk c"]


def test_names_at_lines_can_be_read() -> None:
    """WCAG 1.4.3: at least 4.5 to 1 on white; graphics (1.4.11) at least 3 to 1."""
    from datameent.web.figures.lines import KLEUREN, TEKSTKLEUREN

    def contrast(kleur: str) -> float:
        delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen)
        return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)

    assert len(KLEUREN) == len(TEKSTKLEUREN)
    assert min(map(contrast, TEKSTKLEUREN)) >= 4.5
    assert min(map(contrast, KLEUREN)) >= 3


def test_nothing_to_draw_is_no_chart() -> None:
    from datameent.web.figures.drawing import BREED
    from datameent.web.figures.grafiek import maak_spec

    assert maak_spec(_figuur([], "jaar"), BREED) is None
    assert maak_spec(_figuur([_punt("2024", None)], "jaar"), BREED) is None


def test_a_chart_that_fails_leaves_the_table(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from datameent.web.figures import svg

    def kapot(*_: object, **__: object) -> str:
        raise ValueError("renderer")

    monkeypatch.setattr("vl_convert.vegalite_to_svg", kapot)
    monkeypatch.setattr(svg, "VERSIE", "proef-zonder-cache")
    from datameent.web.figures import schil

    schil._paginas.leeg()
    schil._geheel.leeg()
    antwoord = client.get("/cijfers/uitgaven/?wet=wmo")
    assert antwoord.status_code == 200
    assert "De grafiek is er even niet" in _tekst(antwoord)
    assert "<table" in antwoord.content.decode()
    monkeypatch.undo()
    assert "<svg xmlns" in client.get("/cijfers/uitgaven/?wet=wmo").content.decode(), "the failure is not kept"


def test_drawings_are_kept_by_content_and_pruned(tmp_path: Path) -> None:
    from datameent.web.figures import svg
    from datameent.web.figures.drawing import BREED
    from datameent.web.figures.grafiek import maak_spec

    spec = maak_spec(_figuur([_punt("2022", 1), _punt("2023", 2)], "jaar"), BREED)
    assert spec is not None
    eerste = svg.teken(spec, "Titel & <meer>", "Uitleg", tmp_path)
    assert eerste is not None
    assert "Titel &amp; &lt;meer&gt;" in eerste
    assert len(list(tmp_path.glob("??/*.svg"))) == 1
    assert svg.teken(spec, "Titel & <meer>", "Uitleg", tmp_path) == eerste
    svg.teken(spec, "Andere titel", "Uitleg", tmp_path)
    assert len(list(tmp_path.glob("??/*.svg"))) == 2
    assert svg.snoei(tmp_path, hoogstens=1) == 1


def test_a_newer_release_is_shown_without_a_restart(
    web_home: Home, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from datameent.web.audit import toegang

    assert "openbaar-2025-10-31-00000001" in client.get("/cijfers/uitgaven/").content.decode()
    monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"vier_ogen": False}))
    nieuw = proefrelease.schrijf(web_home.releases, "openbaar", volgnr=2)
    try:
        monkeypatch.setattr(toegang, "_nieuwste", {})
        assert "openbaar-2025-10-31-00000002" in client.get("/cijfers/uitgaven/").content.decode()
    finally:
        nieuw.unlink()
        toegang._nieuwste.clear()


def test_readers_of_two_audiences_never_share_a_page(als: Callable[[str], Any], web_home: Home) -> None:
    """Bodies are kept in memory: per release, so what beleid saw before is not what a visitor gets."""
    for adres in ("/", "/wijken/WK999900/", "/cijfers/clienten/?wet=wmo"):
        beleid = _tekst(als("beleid").get(adres))
        als("beleid").post("/uitloggen/")
        openbaar = _tekst(als("bezoeker").get(adres))
        assert "Cijfers voor de gemeente zelf" in beleid
        assert "Cijfers voor iedereen" in openbaar
        assert re.findall(r"[\d.]+ mensen", beleid) != re.findall(r"[\d.]+ mensen", openbaar)


def test_no_release_yet_is_said_kindly(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from datameent.web.audit import toegang

    monkeypatch.setattr(toegang, "_nieuwste", {})
    monkeypatch.setattr(toegang, "newest", lambda *_: None)
    for adres in ("/", "/bronnen/", "/cijfers/clienten/"):
        antwoord = client.get(adres)
        assert antwoord.status_code == 503
        assert "Er zijn nog geen cijfers" in _tekst(antwoord)
    toegang._nieuwste.clear()


def test_a_download_says_what_it_is_and_what_its_reasons_mean(als: Callable[[str], Any], release: Release) -> None:
    tekst = als("beleid").get("/cijfers/uitgaven/tabel.csv?korrel=jaar&wet=wmo&per=wijk").content.decode("utf-8-sig")
    over = {r[0]: r[1] for r in csv.reader(io.StringIO(tekst)) if r[0].startswith("# ")}
    assert over["# release"] == release.meta.release_id
    assert over["# peildatum"] == "2025-10-31"
    assert over["# definitie"].startswith("uitgaven, versie ")
    assert over["# bron"]
    assert over["# gekozen"] == "per jaar, alle perioden, wet: Wmo, uitgesplitst per wijk"
    statussen = {r["status"] for r in csv.DictReader(io.StringIO(tekst)) if r["status"] and not r["waarde"]}
    assert statussen
    assert {f"# status {s}" for s in statussen} <= set(over)


def test_every_figure_says_what_it_says_how_sure_how_old_and_whom_to_ask(
    als: Callable[[str], Any], release: Release
) -> None:
    for kop in release.indicatoren():
        for vraag in ("", "?wet=wmo&per=wijk", "?wet=wmo&wijk=WK999901&leeftijdsgroep=85%2B"):
            tekst = _tekst(als("beleid").get(f"/cijfers/{kop.code}/{vraag}"))
            for deel in (
                "Dit zegt het wel", "Dit zegt het niet", "Hoe zeker en hoe oud is dit?",
                "De cijfers lopen tot en met 31 oktober 2025.", "verantwoordelijk voor dit cijfer",
            ):  # fmt: skip
                assert deel in tekst, (kop.code, vraag, deel)
