"""Per cell: which rule hid it, or which older figure stands there; in the table, the drawing and the download."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import proefrelease
import pytest

from datameent.domain.cel import Status
from datameent.domain.home import Home
from datameent.release.read import Eerdercijfer, Release, ReleaseCel

WAAROM = (
    "We toonden eerder dit cijfer. Het nieuwe cijfer zou iets verraden over heel weinig mensen. "
    "Daarom staat het oude er nog."
)
PER_WIJK = {
    "WK999900": "minder dan 10",
    "WK999901": "afgeschermd om een ander te beschermen",
    "WK999902": "zegt iets over een hele groep",
    "WK999903": "één aanbieder bepaalt dit bedrag",
    "WK999904": "minder dan 3 aanbieders",
    "WK999906": "eerder gepubliceerd",
}
ADRES = "/cijfers/uitgaven/?korrel=jaar&wet=wmo&per=wijk&periode=2024"


def _tekst(html: str) -> str:
    zonder = re.sub(r"<svg.*?</svg>", "", html, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", zonder)).replace("\u00a0", " "))


def _rij(html: str, kop: str) -> str:
    return next(r for r in re.findall(r"<tr>.*?</tr>", html, flags=re.S) if f">{kop}<" in r)


@pytest.fixture
def redenen(web_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    """A newer release of beleid in which every wijk has another reason; gone when the test is done."""
    from datameent.web.audit import toegang

    pad: Path = proefrelease.schrijf(
        web_home.releases, "beleid", proefrelease.Vorm(reden_per_wijk=True, wacht=0, verborgen=0), volgnr=2
    )
    monkeypatch.setattr(toegang, "_nieuwste", {})
    try:
        with Release.open(pad) as release:
            yield release
    finally:
        pad.unlink()
        toegang._nieuwste.clear()


def _wijken(release: Release) -> dict[str, ReleaseCel]:
    cellen = release.cellen("uitgaven", "jaar", per=("wijk",), waar={"wet": "wmo", "periode": "2024"})
    return {c.wijk: c for c in cellen}


# ------------------------------------------------------------------ every reason, per cell


def test_the_table_says_at_every_cell_which_rule_hid_it(als: Callable[[str], Any], redenen: Release) -> None:
    html = als("beleid").get(ADRES).content.decode()
    for wijk, woorden in PER_WIJK.items():
        rij = _tekst(_rij(html, redenen.label("wijk", wijk)))
        assert f"afgeschermd {woorden}" in rij, wijk
    assert "afgeschermd" not in _tekst(_rij(html, redenen.label("wijk", "WK999907")))


def test_the_page_sums_the_reasons_up_with_a_sentence_each(als: Callable[[str], Any], redenen: Release) -> None:
    tekst = _tekst(als("beleid").get(ADRES).content.decode())
    for woorden in PER_WIJK.values():
        assert f"1 × {woorden}." in tekst
    assert re.search(r"Waarom zijn 6 van deze \d+ cijfers er niet\?", tekst)
    assert re.search(r"Waarom is 1 van deze \d+ cijfers ouder\?", tekst)


def test_the_drawing_hatches_what_is_hidden_and_dots_what_is_older(als: Callable[[str], Any], redenen: Release) -> None:
    from datameent.web.figures.drawing import BREED
    from datameent.web.figures.grafiek import maak_spec
    from datameent.web.figures.keuze import Keuze, aanbod_van
    from datameent.web.figures.maken import maak_figuur

    keuze = Keuze("uitgaven", "jaar", "2024", per="wijk", waar={"wet": "wmo"})
    spec = maak_spec(maak_figuur(redenen, keuze, aanbod_van(redenen, "uitgaven")), BREED)
    assert spec is not None
    staven = {d["naam"]: d for d in spec["data"]["values"]}
    cellen = _wijken(redenen)
    for wijk in PER_WIJK:
        staaf = staven[redenen.label("wijk", wijk)]
        assert (staaf["soort"], staaf["t"]) == ("verborgen", "afgeschermd")
        assert staaf["v"] > 0, "hidden is not zero"
    ouder = cellen["WK999905"].eerder
    assert ouder is not None
    assert staven[redenen.label("wijk", "WK999905")]["soort"] == "ouder"
    assert staven[redenen.label("wijk", "WK999905")]["v"] == pytest.approx(ouder.waarde / 1e8, abs=1e-3)
    assert staven[redenen.label("wijk", "WK999907")]["soort"] == "vast"
    tekeningen = re.findall(r"<svg xmlns.*?</svg>", als("beleid").get(ADRES).content.decode(), flags=re.S)
    assert len(tekeningen) == 2
    for tekening in tekeningen:
        assert tekening.count('fill="url(#a') == len(PER_WIJK)
        assert tekening.count('fill="url(#s') == 1
        assert "6 cijfers zijn afgeschermd en gearceerd" in tekening
        assert "1 cijfer is van een eerdere datum en gestippeld" in tekening


def test_the_download_gives_the_rule_of_every_cell_and_the_older_figure_apart(
    als: Callable[[str], Any], redenen: Release
) -> None:
    antwoord = als("beleid").get(ADRES.replace("/?", "/tabel.csv?"))
    regels = {r["wijk"]: r for r in csv.DictReader(io.StringIO(antwoord.content.decode("utf-8-sig")))}
    for wijk, woorden in PER_WIJK.items():
        assert regels[wijk]["reden"] == woorden
        assert (regels[wijk]["waarde"], regels[wijk]["eerder_waarde"]) == ("", "")
        assert regels[wijk]["status"] == _wijken(redenen)[wijk].status.value
    ouder = _wijken(redenen)["WK999905"].eerder
    assert ouder is not None
    regel = regels["WK999905"]
    assert (regel["waarde"], regel["eerder_waarde"]) == ("", str(ouder.waarde))
    assert (regel["eerder_peildatum"], regel["reden"]) == ("2025-03-31", "eerder gepubliceerd")
    assert (regels["WK999907"]["eerder_waarde"], regels["WK999907"]["eerder_peildatum"]) == ("", "")
    assert regels["WK999907"]["waarde"]


# ------------------------------------------------------------------ an older figure


def test_an_older_figure_stands_in_the_table_with_its_day_and_why(als: Callable[[str], Any], redenen: Release) -> None:
    from datameent.web.components.opmaak import exact

    html = als("beleid").get(ADRES).content.decode()
    rij = _rij(html, redenen.label("wijk", "WK999905"))
    ouder = _wijken(redenen)["WK999905"].eerder
    assert ouder is not None
    assert exact(ouder.waarde, "euro_cent") in unescape(rij)
    assert "stand 31 maart 2025" in _tekst(rij)
    assert "<details>" in rij, "the reason opens on tap, on Enter, and without JavaScript"
    assert WAAROM in _tekst(rij)
    assert _tekst(rij).rstrip().endswith("–"), "no change is claimed with a figure of before"
    assert "cijfer van een eerdere datum" in _tekst(html)


def test_the_answer_of_a_page_may_be_an_older_figure(als: Callable[[str], Any], web_home: Home) -> None:
    tekst = _tekst(als("bezoeker").get("/cijfers/uitstroom/?korrel=jaar&wet=jeugdwet").content.decode())
    with Release.open(next((web_home.releases / "openbaar").glob("*.sqlite"))) as release:
        cel = release.cel("uitstroom", "jaar", "2024", wet="jeugdwet")
    assert cel is not None
    assert cel.eerder is not None
    dag = cel.eerder.peildatum
    maand = {6: "juni", 7: "juli", 8: "augustus", 9: "september"}[dag.month]
    assert f"{cel.eerder.waarde} mensen in 2024 (stand {dag.day} {maand} {dag.year}). {WAAROM}" in tekst
    assert "Kies een groter gebied" not in tekst


def test_an_answer_that_waits_without_one_is_hidden_and_says_why(als: Callable[[str], Any]) -> None:
    tekst = _tekst(als("bezoeker").get("/cijfers/instroom/?korrel=jaar&wet=jeugdwet").content.decode())
    assert "Afgeschermd Dit cijfer in 2024 tonen we niet." in tekst
    assert "Eerder stond er een ander cijfer. Het nieuwe zou iets verraden over weinig mensen." in tekst


def test_a_tile_shows_it_with_its_day(als: Callable[[str], Any]) -> None:
    html = als("bezoeker").get("/").content.decode()
    tegels = [_tekst(t) for t in re.findall(r'<li class="tegel">.*?</li>', html, flags=re.S)]
    ouder = [t for t in tegels if "stoppen met hulp" in t and "(stand " in t]
    assert len(ouder) == 1
    assert "dan in 2023" not in ouder[0]
    assert "Ouder cijfer: het nieuwe wacht nog" in ouder[0]
    weg = [t for t in tegels if "beginnen met hulp" in t and "afgeschermd" in t]
    assert len(weg) == 1
    assert "Compleet cijfer" not in weg[0]


def _punt(periode: str, waarde: int | None, eerder: int | None = None) -> Any:
    from datameent.web.figures.figuur import Punt

    status = Status.GEPUBLICEERD if waarde is not None else Status.TE_WEINIG_PERSONEN
    was = None
    if eerder is not None:
        status, was = Status.EERDER_GEPUBLICEERD, Eerdercijfer(eerder, date(2025, 3, 31))
    return Punt(periode, "", "", waarde, status, False, "personen", eerder=was)


def _figuur(punten: list[Any], korrel: str) -> Any:
    from datameent.web.figures.figuur import Figuur, Reeks, Rij
    from datameent.web.figures.keuze import Keuze

    rijen = tuple(Rij(p.periode, (p,)) for p in punten)
    reeksen = (Reeks("", "", tuple(punten)),)
    return Figuur(Keuze("clienten", korrel), "reeks", "personen", "frequentie", "", reeksen, None, None, (), rijen)


def test_a_line_of_now_never_runs_through_an_older_figure() -> None:
    from datameent.web.figures.drawing import ARCERING, BREED, STIPPEL
    from datameent.web.figures.grafiek import maak_spec

    punten = [_punt("2024-01", 50), _punt("2024-02", 60), _punt("2024-03", None, 70), _punt("2024-04", None)]
    spec = maak_spec(_figuur([*punten, _punt("2024-05", 80)], "maand"), BREED)
    assert spec is not None
    lagen = spec["layer"]
    eerste = lagen[1]["data"]["values"]
    assert [p["v"] for p in eerste] == [50, 60, None, None, 80]
    gat = next(laag for laag in lagen if laag["mark"].get("fill") == ARCERING)
    assert len(gat["data"]["values"]) == 1, "only what has no figure at all is hatched"
    stip = next(laag for laag in lagen if laag["mark"].get("fill") == STIPPEL)
    assert [p["v"] for p in stip["data"]["values"]] == [70]
    draad = next(laag for laag in lagen if laag["mark"].get("strokeDash") == [1, 4])
    assert [p["v"] for p in draad["data"]["values"]] == [None, 60, 70, None, None]


def test_a_bar_of_before_is_dotted_and_as_high_as_it_was() -> None:
    from datameent.web.figures.drawing import BREED
    from datameent.web.figures.grafiek import maak_spec

    spec = maak_spec(_figuur([_punt("2023", 100), _punt("2024", None, 120)], "jaar"), BREED)
    assert spec is not None
    staven = [(d["v"], d["soort"], d["t"]) for d in spec["data"]["values"]]
    assert staven == [(100, "vast", "100"), (120, "ouder", "120")]


def test_a_page_of_older_figures_only_is_drawn_and_not_called_hidden() -> None:
    from datameent.web.figures.drawing import BREED
    from datameent.web.figures.grafiek import maak_spec

    figuur = _figuur([_punt("2023", None, 100), _punt("2024", None, 120)], "jaar")
    assert maak_spec(figuur, BREED) is not None
    assert (figuur.ouder, figuur.alles_verborgen, dict(figuur.verborgen)) == (2, False, {})


def test_a_sparkline_dots_what_is_older() -> None:
    from datameent.web.figures.vonk import vonk

    punten = [_punt("2024-01", 5), _punt("2024-02", 6), _punt("2024-03", None, 7), _punt("2024-04", 8)]
    lijn = str(vonk([*punten, _punt("2024-05", 9)]))
    assert lijn.count('path class="lijn"') == 2
    assert lijn.count('path class="ouder"') == 1
    assert 'circle class="nu"' in lijn
    assert 'circle class="ouder"' in str(vonk(punten[:3]))


def test_another_hidden_cell_never_shows_what_was_before() -> None:
    """Only a figure that waits may show the one before: what breaks a rule of today is gone."""
    from dataclasses import replace

    strenger = replace(_punt("2024", None, 7), status=Status.TE_WEINIG_PERSONEN)
    assert (strenger.getoond, strenger.ouder, strenger.tekst) == (None, False, "afgeschermd")


# ------------------------------------------------------------------ how much


def test_waiting_and_hidden_are_counted_apart(als: Callable[[str], Any], web_home: Home) -> None:
    with Release.open(next((web_home.releases / "beleid").glob("*.sqlite"))) as release:
        meta, cellen = release.meta, release.alle_cellen()
    wacht = sum(c.status is Status.EERDER_GEPUBLICEERD for c in cellen)
    weg = sum(c.waarde is None for c in cellen) - wacht
    assert weg > 0
    assert wacht > 0
    client = als("beleid")
    tekst = _tekst(client.get("/bronnen/").content.decode())
    assert f"{weg} van de {meta.cellen:,} cijfers zijn verborgen.".replace(",", ".") in tekst
    assert f"{wacht} cijfers zijn ouder: het nieuwe cijfer wacht nog." in tekst
    figuur = client.get("/cijfers/clienten/?korrel=maand&wet=wmo&per=wijk").content.decode()
    assert f"zijn {weg} van de {meta.cellen:,} afgeschermd. Bij {wacht} wacht".replace(",", ".") in _tekst(figuur)
    assert 'href="/bronnen/#verborgen"' in figuur
    uitgaven = meta.verlies["uitgaven"]
    rij = _tekst(_rij(client.get("/bronnen/").content.decode(), "Uitgaven"))
    assert re.search(rf" {uitgaven['onderdrukt'] - uitgaven['wacht']} .* {uitgaven['wacht']} $", rij)
