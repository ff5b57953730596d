"""A choice beside another: the municipality, another wijk, provider, product or period. Page, table, file and trail."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import proefrelease
import pytest

from datameent.domain.cel import Status
from datameent.domain.home import Home
from datameent.release.read import Release, ReleaseCel
from datameent.release.schema import DIMENSIES

NIET = "Met deze keuze kunnen we niet vergelijken."
HIER, DAAR = "WK999901", "WK999902"


@pytest.fixture(scope="module")
def release(web_home: Home) -> Release:
    return Release.open(next((web_home.releases / "beleid").glob("*.sqlite")))


def _tekst(html: str) -> str:
    kaal = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", html, flags=re.S))
    return re.sub(r"\s+", " ", unescape(kaal).replace("\u00a0", " "))


def _tabel(html: str) -> list[list[str]]:
    """Head and rows of the table of the page, as words."""
    vak = re.search(r'<div class="tabelvak".*?</table>', html, re.S)
    assert vak is not None
    rijen = re.findall(r"<tr>(.*?)</tr>", vak[0], re.S)
    return [[_tekst(c).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", rij, re.S)] for rij in rijen]


def _csv(antwoord: Any) -> list[dict[str, str]]:
    regels = antwoord.content.decode("utf-8-sig").splitlines()
    return list(csv.DictReader(r for r in regels if not r.startswith("# ")))


def _getal(cel: ReleaseCel | None, eenheid: str) -> str:
    """What a cell is in the table, from the file itself."""
    from datameent.web.components import opmaak
    from datameent.web.figures import verhaal

    if cel is None:
        return "–"
    if cel.status is Status.EERDER_GEPUBLICEERD and cel.eerder is not None:
        return opmaak.exact(cel.eerder.waarde, eenheid).replace("\u00a0", " ")
    return verhaal.woord(cel.status) if cel.waarde is None else opmaak.exact(cel.waarde, eenheid).replace("\u00a0", " ")


# ------------------------------------------------------------------ each kind

REEKSEN = {
    "gemeente": ("kosten_per_client", "korrel=kwartaal&wet=wmo&wijk=WK999901", "gemeente", {"wet": "wmo"}),
    "wijk": ("clienten", "korrel=jaar&wet=wmo&wijk=WK999901", "wijk:WK999902", {"wet": "wmo", "wijk": DAAR}),
    "buurt": (
        "clienten", "korrel=jaar&wet=wmo&wijk=WK999901&buurt=BU99990101", "buurt:BU99990202",
        {"wet": "wmo", "wijk": DAAR, "buurt": "BU99990202"},
    ),
    "aanbieder": (
        "clienten", "korrel=jaar&wet=wmo&aanbieder=10000001", "aanbieder:10000002",
        {"wet": "wmo", "aanbieder": "10000002"},
    ),
    "productcategorie": (
        "clienten", "korrel=jaar&wet=wmo&productcategorie=01", "productcategorie:02",
        {"wet": "wmo", "productcategorie": "02"},
    ),
    "product": (
        "clienten", "korrel=jaar&wet=wmo&productcategorie=01&product=01A01", "product:07A01",
        {"wet": "wmo", "productcategorie": "07", "product": "07A01"},
    ),
    "product van meer soorten": (
        "clienten", "korrel=jaar&wet=wmo&productcategorie=01&product=01A01", "product:X1",
        {"wet": "wmo", "productcategorie": "01", "product": "X1"},
    ),
    "wet": ("wachttijd", "korrel=jaar&wet=wmo&wijk=WK999901", "wet:jeugdwet", {"wet": "jeugdwet", "wijk": HIER}),
}  # fmt: skip


@pytest.mark.parametrize("soort", REEKSEN)
def test_one_number_over_time_stands_beside_another(als: Callable[[str], Any], release: Release, soort: str) -> None:
    """Slow reference: every cell of both columns is looked up in the file by its full key."""
    code, vraag, naast, waar = REEKSEN[soort]
    korrel = re.search(r"korrel=(\w+)", vraag)
    assert korrel is not None
    eigen_waar = dict(d.split("=") for d in vraag.split("&")[1:])
    eenheid = str(release.definitie(code)["eenheid"])
    html = als("beleid").get(f"/cijfers/{code}/?{vraag}&vergelijk={naast}").content.decode()
    kop, *rijen = _tabel(html)
    dimensie, _, ander = naast.partition(":")
    naam = release.label(dimensie, ander) if ander else "Hele gemeente"
    eigen = release.label(dimensie if ander else "wijk", eigen_waar[dimensie if ander else "wijk"])
    assert kop == ["Periode", eigen, naam, "Tegenover een jaar eerder"]
    perioden = sorted(proefrelease.PERIODEN[korrel[1]], reverse=True)
    assert len(rijen) == len(perioden)
    for periode, rij in zip(perioden, rijen, strict=True):
        for kolom, sleutel in ((1, eigen_waar), (2, waar)):
            assert rij[kolom].startswith(_getal(release.cel(code, korrel[1], periode, **sleutel), eenheid))
    assert naam in html.split("<figcaption>")[1].split("</figcaption>")[0] or not ander
    nu = release.cel(code, korrel[1], "2024" if korrel[1] == "jaar" else "2025-Q2", **waar)
    assert re.search(rf"{re.escape(naam)}: \S.* in ", _tekst(html))
    assert nu is not None
    assert f'value="{naast}" selected' in html
    # The download holds both, each with its own codes.
    regels = _csv(als("beleid").get(f"/cijfers/{code}/tabel.csv?{vraag}&vergelijk={naast}"))
    assert len(regels) == 2 * len(perioden)
    for sleutel in (eigen_waar, waar):
        hiervan = [r for r in regels if all(r[d] == sleutel.get(d, "totaal") for d in DIMENSIES)]
        assert {r["periode"] for r in hiervan} == set(perioden)
    assert "naast" in als("beleid").get(f"/cijfers/{code}/tabel.csv?{vraag}&vergelijk={naast}")["Content-Disposition"]


def test_a_breakdown_stands_beside_that_of_another_wijk(als: Callable[[str], Any], release: Release) -> None:
    vraag = f"korrel=jaar&periode=2024&wet=wmo&wijk={HIER}&per=productcategorie&vergelijk=wijk:{DAAR}"
    html = als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode()
    kop, *rijen = _tabel(html)
    assert kop == ["Soort hulp", "2024", release.label("wijk", DAAR), f"Tegenover {release.label('wijk', DAAR)}"]
    for product, rij in zip(proefrelease.PRODUCTEN["wmo"], rijen, strict=True):
        for kolom, wijk in ((1, HIER), (2, DAAR)):
            cel = release.cel("clienten", "jaar", "2024", wet="wmo", wijk=wijk, productcategorie=product)
            assert rij[kolom].startswith(_getal(cel, "personen"))
    assert "wie het beter doet" in html
    regels = _csv(als("beleid").get(f"/cijfers/clienten/tabel.csv?{vraag}"))
    assert {(r["wijk"], r["productcategorie"]) for r in regels} == {
        (w, p) for w in (HIER, DAAR) for p in proefrelease.PRODUCTEN["wmo"]
    }
    assert {r["periode"] for r in regels} == {"2024"}
    # The total of the other is told in a sentence, as the own one is.
    daar = release.cel("clienten", "jaar", "2024", wet="wmo", wijk=DAAR)
    assert f"{release.label('wijk', DAAR)}: {_getal(daar, 'personen')}".removesuffix(" mensen") in _tekst(html)


def test_members_that_only_the_other_has_are_rows_too(als: Callable[[str], Any], release: Release) -> None:
    """Ages differ per law: none of the rows of the other law is left out, on the page as little as in the file."""
    vraag = "korrel=jaar&periode=2024&wet=wmo&per=leeftijdsgroep&vergelijk=wet:jeugdwet"
    _, *rijen = _tabel(als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode())
    beide = [*proefrelease.LEEFTIJDEN["wmo"], *proefrelease.LEEFTIJDEN["jeugdwet"]]
    assert sorted(r[0] for r in rijen) == sorted(release.label("leeftijdsgroep", g) for g in beide)
    regels = _csv(als("beleid").get(f"/cijfers/clienten/tabel.csv?{vraag}"))
    assert {r["leeftijdsgroep"] for r in regels} == set(beide)


@pytest.mark.parametrize("per", ["", "&per=wijk"])
def test_another_period_is_what_numbers_are_set_against(als: Callable[[str], Any], release: Release, per: str) -> None:
    vraag = f"korrel=jaar&periode=2024&wet=wmo{per}&vergelijk=periode:2022"
    html = als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode()
    kop, *rijen = _tabel(html)
    assert kop[-1] == "Tegenover 2022"
    toen, nu = (release.cel("clienten", "jaar", p, wet="wmo") for p in ("2022", "2024"))
    assert toen is not None
    assert nu is not None
    assert toen.waarde is not None
    assert nu.waarde is not None
    assert f"{'meer' if nu.waarde > toen.waarde else 'minder'} dan in 2022." in _tekst(html)
    assert "dan in 2023" not in _tekst(html)
    perioden = {r["periode"] for r in _csv(als("beleid").get(f"/cijfers/clienten/tabel.csv?{vraag}"))}
    if per:
        assert kop[1:3] == ["2024", "2022"]
        assert len(rijen) == 8
        assert perioden == {"2024", "2022"}
    else:
        assert perioden == set(proefrelease.JAREN)
        eigen = next(r for r in rijen if r[0].startswith("2022"))
        assert eigen[-1] == "–", "a period says nothing beside itself"


def test_beside_the_newest_complete_period_stands_the_one_before_it(als: Callable[[str], Any]) -> None:
    """Who asks for 2024 beside a breakdown of which 2024 is the newest complete year, does not see 2024 twice."""
    html = als("beleid").get("/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk&vergelijk=periode:2024").content.decode()
    assert _tabel(html)[0][1:3] == ["2023", "2024"]
    assert "U ziet één periode: 2023. Zo is goed te vergelijken." in _tekst(html)


# ------------------------------------------------------------------ what cannot be


WIJK = f"/cijfers/clienten/?korrel=jaar&wet=wmo&wijk={HIER}"


@pytest.mark.parametrize(
    "waarde",
    [
        "wijk:WK000000",
        "wijk:totaal",
        "wijk:BU99990101",
        "wijk:",
        "wijk",
        ":",
        ":WK999902",
        "aanbieder:10000001",
        "productcategorie:01",
        "buurt:BU99990101",
        "korrel:jaar",
        "zomaar:iets",
        "periode:1950",
        "periode:totaal",
        "<script>alert(1)</script>",
        "wijk:<img src=x onerror=alert(1)>",
        "zq" * 5000,
        f"wijk:{'zq' * 5000}",
    ],
)
def test_what_is_no_comparison_is_left_out_and_said(als: Callable[[str], Any], waarde: str) -> None:
    antwoord = als("beleid").get(WIJK, {**_vraag(WIJK), "vergelijk": waarde})
    html = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert NIET in _tekst(html)
    assert _tabel(html)[0] == _tabel(als("beleid").get(WIJK).content.decode())[0]
    for stuk in ("zqzq", "<script>alert", "onerror"):
        assert stuk not in html
    rijen = _csv(als("beleid").get("/cijfers/clienten/tabel.csv", {**_vraag(WIJK), "vergelijk": waarde}))
    assert {r["wijk"] for r in rijen} == {HIER}


def _vraag(adres: str) -> dict[str, str]:
    return dict(d.split("=", 1) for d in adres.partition("?")[2].split("&"))


@pytest.mark.parametrize(
    "vraag",
    [
        f"korrel=jaar&wet=wmo&wijk={HIER}&vergelijk=wijk:{HIER}",
        "korrel=jaar&periode=2024&wet=wmo&vergelijk=periode:2024",
        "korrel=jaar&wet=wmo&vergelijk=periode:2024-Q1",
        "korrel=jaar&wet=wmo&vergelijk=gemeente",
        "korrel=jaar&wet=wmo&vergelijk=",
    ],
)
def test_what_says_nothing_beside_itself_goes_without_a_word(als: Callable[[str], Any], vraag: str) -> None:
    html = als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode()
    assert "vergeleken" not in _tekst(html)
    assert NIET not in _tekst(html)
    assert _tabel(html)[0][-1] == "Tegenover een jaar eerder"


@pytest.mark.parametrize("vraag", [f"wet=wmo&wijk={HIER}&per=productcategorie", f"wijk={HIER}", "wet=wmo&per=wijk"])
def test_the_municipality_never_stands_beside_a_breakdown(als: Callable[[str], Any], vraag: str) -> None:
    """Nor do the words, the form or the file say that it does: without a law `clienten` is broken out per law."""
    html = als("beleid").get(f"/cijfers/clienten/?korrel=jaar&{vraag}&vergelijk=gemeente").content.decode()
    assert "vergeleken met" not in _tekst(html)
    assert 'value="gemeente"' not in html
    assert (NIET in _tekst(html)) == ("wijk=" in vraag)
    regels = _csv(als("beleid").get(f"/cijfers/clienten/tabel.csv?korrel=jaar&{vraag}&vergelijk=gemeente"))
    assert "totaal" not in {r["wijk"] for r in regels}


def test_both_numbers_are_told_per_inhabitants(als: Callable[[str], Any], release: Release) -> None:
    """The larger wijk has more of everything; each number is divided by the people of its own area."""
    for naast, gebied in (("gemeente", "GM9999"), (f"wijk:{DAAR}", DAAR)):
        waar = {"wet": "wmo"} | ({"wijk": DAAR} if gebied == DAAR else {})
        html = als("beleid").get(f"{WIJK}&vergelijk={naast}").content.decode()
        tal = next(t for t in release.inwoners if t.peildatum.year == 2024)
        for sleutel, plaats in (({"wet": "wmo", "wijk": HIER}, HIER), (waar, gebied)):
            cel = release.cel("clienten", "jaar", "2024", **sleutel)
            assert cel is not None
            assert cel.waarde is not None
            per = f"{cel.waarde / tal.aantal[plaats] * 1000:.1f}".replace(".", ",")
            assert f"Dat is {per} per 1.000 inwoners op 1 januari 2024." in _tekst(html)


def test_a_comparison_without_figures_is_said(als: Callable[[str], Any]) -> None:
    """Youth help is no kind of help of the Wmo: there is a code, and there are no figures."""
    vraag = "korrel=jaar&wet=wmo&productcategorie=01&vergelijk=productcategorie:45"
    html = als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode()
    assert "Jeugdhulp ambulant: geen cijfer in 2024." in _tekst(html)
    assert _tabel(html)[0][1:] == ["Aantal mensen", "Tegenover een jaar eerder"]


def test_a_crossing_that_is_not_there_offers_only_what_works(als: Callable[[str], Any]) -> None:
    vraag = f"korrel=maand&wet=wmo&wijk={HIER}&aanbieder=10000001&vergelijk=aanbieder:10000002"
    html = als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode()
    adressen = [unescape(a) for a in re.findall(r'<li><a href="(/cijfers/clienten/\?[^"]+)"', html)]
    assert adressen
    for adres in adressen:
        assert NIET not in als("beleid").get(adres).content.decode()


def test_the_form_offers_only_what_can_stand_beside_it(als: Callable[[str], Any], release: Release) -> None:
    """Every option, asked for as it stands in the form, is understood and has figures."""
    for vraag in (
        f"korrel=jaar&wet=wmo&wijk={HIER}",
        "korrel=jaar&periode=2024&wet=wmo&per=wijk",
        "korrel=jaar&wet=wmo&productcategorie=01&product=01A01",
    ):
        html = als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode()
        veld = re.search(r'<select id="f-vergelijk".*?</select>', html, re.S)
        assert veld is not None
        waarden = [w for w in re.findall(r'value="([^"]+)"', veld[0]) if w]
        assert waarden
        for waarde in waarden:
            ander = als("beleid").get(f"/cijfers/clienten/?{vraag}&vergelijk={waarde}").content.decode()
            assert f'value="{waarde}" selected' in ander, (vraag, waarde)
            assert "geen cijfer in" not in _tekst(ander), (vraag, waarde)


# ------------------------------------------------------------------ hidden, waiting, provisional


def test_hidden_and_waiting_are_said_and_drawn_at_the_other_side_too(release: Release, tmp_path: Path) -> None:
    """Of the hidden and the waiting cells of the file each is found in the table of a page that compares with it."""
    from datameent.web.figures.keuze import Keuze, aanbod_van
    from datameent.web.figures.maken import maak_figuur

    aanbod = aanbod_van(release, "clienten")
    gezien = set()
    for wijk in (f"WK9999{i:02d}" for i in range(1, 8)):
        keuze = Keuze("clienten", "maand", waar={"wet": "wmo", "wijk": "WK999900"}, vergelijk=f"wijk:{wijk}")
        for rij in maak_figuur(release, keuze, aanbod).rijen:
            punt = rij.cellen[1]
            assert punt is not None
            cel = release.cel("clienten", "maand", punt.periode, wet="wmo", wijk=wijk)
            assert cel is not None
            assert (punt.waarde, punt.status, punt.eerder) == (cel.waarde, cel.status, cel.eerder)
            gezien.add("ouder" if punt.ouder else punt.tekst if punt.getoond is None else "getal")
            assert punt.getoond is not None or punt.reden
    assert gezien == {"getal", "afgeschermd", "ouder"} | ({"geen cijfer"} & gezien)


def test_at_a_bar_hidden_is_hatched_and_older_is_open() -> None:
    from datameent.release.read import Eerdercijfer
    from datameent.web.figures.bars import NAAST_KLEUR, staven_liggend
    from datameent.web.figures.drawing import ARCERING, BREED, schaal_voor
    from datameent.web.figures.figuur import Punt

    def punt(code: str, waarde: int | None, status: Status, *, voorlopig: bool = False, eerder: Any = None) -> Punt:
        return Punt("2024", code, code, waarde, status, voorlopig, "personen", "", eerder)

    goed = Status.GEPUBLICEERD
    hier = [punt(c, 50, goed) for c in "abcde"]
    toen = Eerdercijfer(60, proefrelease.PEILDATUM)
    daar = [
        punt("a", 40, goed),
        punt("b", None, Status.TE_WEINIG_PERSONEN),
        punt("c", None, Status.EERDER_GEPUBLICEERD, eerder=toen),
        punt("d", 30, goed, voorlopig=True),
    ]
    spec = staven_liggend(hier, schaal_voor([*hier, *daar], "personen"), BREED, daar)
    assert [d["plek"] for d in spec["data"]["values"]] == [50, 50, 60, 50, 50], "no number is crossed out by a mark"
    lagen = spec["layer"][2:]
    merken = {tuple((d["c"], d["v"]) for d in laag["data"]["values"]): laag["mark"] for laag in lagen}
    assert set(merken) == {(("000", 40),), (("001", 0),), (("002", 60),), (("003", 30),)}
    assert merken[(("000", 40),)]["color"] == NAAST_KLEUR
    assert merken[(("001", 0),)]["fill"] == ARCERING
    assert merken[(("002", 60),)]["strokeDash"] == merken[(("003", 30),)]["strokeDash"] == [4, 2]


def test_a_hidden_answer_at_the_other_side_gives_no_number(als: Callable[[str], Any], release: Release) -> None:
    verborgen = [
        (p, w)
        for w in (f"WK9999{i:02d}" for i in range(1, 8))
        for p in proefrelease.KWARTALEN
        if (c := release.cel("clienten", "kwartaal", p, wet="wmo", wijk=w)) is not None and c.status.onderdrukt
    ]
    assert verborgen
    periode, wijk = verborgen[0]
    vraag = f"korrel=kwartaal&periode={periode}&wet=wmo&wijk=WK999900&vergelijk=wijk:{wijk}"
    tekst = _tekst(als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode())
    assert f"{release.label('wijk', wijk)}: afgeschermd in het" in tekst


@pytest.mark.parametrize("toen", ["2023", "2022"])
def test_what_is_not_complete_is_never_called_more_or_less(als: Callable[[str], Any], toen: str) -> None:
    for per in ("", "&per=wijk"):
        vraag = f"korrel=jaar&periode=2025&wet=wmo{per}&vergelijk=periode:{toen}"
        html = als("beleid").get(f"/cijfers/clienten/?{vraag}").content.decode()
        nu = [r for r in _tabel(html)[1:] if per or r[0].startswith("2025")]
        assert nu
        assert {r[-1] for r in nu} == {"–"}
        antwoord = re.search(r'<p class="antwoord-zin".*?</p>', html, re.S)
        assert antwoord is not None
        assert not re.search("meer|minder", antwoord[0])


# ------------------------------------------------------------------ the trail


@pytest.mark.parametrize(
    ("waarde", "bewaard"),
    [
        (f"wijk:{DAAR}", f"&vergelijk=wijk:{DAAR}"),
        ("gemeente", "&vergelijk=gemeente"),
        ("periode:2023", "&vergelijk=periode:2023"),
        ("wijk:999990019", ""),
        ("Jan Jansen", ""),
        ("wijk:Jan Jansen", ""),
        ("q:WK999902", ""),
        ("korrel:jaar", ""),
        ("", ""),
    ],
)
def test_the_trail_keeps_known_codes_only(als: Callable[[str], Any], waarde: str, bewaard: str) -> None:
    from datameent.web.audit.models import Gebeurtenis

    als("beleid").get(WIJK, {**_vraag(WIJK), "vergelijk": waarde})
    laatste = Gebeurtenis.objects.order_by("-volgnr").first()
    assert laatste is not None
    assert laatste.filters == f"korrel=jaar{bewaard}&wet=wmo&wijk={HIER}"


def test_a_reader_of_another_audience_compares_with_what_it_may_see(als: Callable[[str], Any]) -> None:
    """The council has no providers: a comparison copied from a policy official shows none either."""
    html = (
        als("raad")
        .get("/cijfers/clienten/?korrel=jaar&wet=wmo&aanbieder=10000001&vergelijk=aanbieder:10000002")
        .content.decode()
    )
    assert "<table" not in html.split('id="betekenis"')[0]
