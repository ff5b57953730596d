"""Releases with rounded counts and with noise, from a lake: built, attacked, over time and between audiences."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.integration.release_home import maak_home, zet_kern
from tests.integration.test_release_audit_fouten import PLAN
from tests.integration.test_release_tijd import _laat

from datameent.disclosure.ruis import STANDAARD, Ptabel
from datameent.disclosure.tabelafronding import Afgerondetabellen, rond_tabellen_af
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake.store import Lake
from datameent.release import methode
from datameent.release.build import bouw_release
from datameent.release.controle import controleer_release
from datameent.release.meten import Meting
from datameent.release.plan import Kruising
from datameent.release.read import Release
from datameent.release.schema import DIMENSIES

AFRONDEN = "methode: afronden\n    afrondingsbasis: 5\n    speling_personen: 4"
TWEE_DOELGROEPEN = PLAN.replace(
    "raad: *plan", "raad: *plan\n  openbaar:\n    clienten:\n      - [kwartaal, wet]\n      - [kwartaal, wet, wijk]\n"
)


@pytest.fixture(scope="module")
def basis(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = maak_home(tmp_path_factory.mktemp("methode") / "home", personen=420, maanden=15)
    _echte_pseudoniemen(home)
    (home.config / "tabellenplan.yaml").write_text(TWEE_DOELGROEPEN, encoding="utf-8")
    return home


def _echte_pseudoniemen(home: Home) -> None:
    """Pseudonyms as they are, uniform hex, for the key of a cell is made of them."""
    lake = Lake.open(home)
    tabellen = {n: lake.arrow("kern", n).to_pylist() for n in ("kostenmaand", "hulpperiode", "traject")}
    for rij in (r for rijen in tabellen.values() for r in rijen):
        rij["pseudoniem"] = sha256(rij["pseudoniem"].encode()).hexdigest()[:32]
    zet_kern(lake, **tabellen)


@pytest.fixture
def home(basis: Home, tmp_path: Path) -> Home:
    shutil.copytree(basis.root, tmp_path / "home")
    return Home(tmp_path / "home")


def zet_beleid(home: Home, **per_doelgroep: str) -> None:
    alle = dict.fromkeys(("beleid", "raad", "openbaar"), "samen_minimum: true") | per_doelgroep
    (home.config / "onthulling.yaml").write_text(
        "versie: '1'\ningangsdatum: 2025-01-01\neigenaar: test\nbron: test\ndoelgroepen:\n"
        + "".join(f"  {d}:\n    minimum_personen: 10\n    {regels}\n" for d, regels in alle.items()),
        encoding="utf-8",
    )


def cellen(pad: Path, indicator: str) -> dict[tuple[str, ...], tuple[int | None, Status]]:
    with Release.open(pad) as r:
        return {c.sleutel: (c.waarde, c.status) for c in r.alle_cellen() if c.indicator == indicator}


def _wijkcel(periode: str, wet: str, wijk: str) -> tuple[str, ...]:
    return (periode, *({"wet": wet, "wijk": wijk}.get(d, "totaal") for d in DIMENSIES))


def test_every_count_is_shown_rounded_and_money_goes_by_it(home: Home) -> None:
    zet_beleid(home, raad=AFRONDEN)
    uit = bouw_release(home, "raad")
    aantal, geld, per = (cellen(uit.pad, i) for i in ("clienten", "uitgaven", "kosten_per_client"))
    assert {s for _, s in aantal.values()} == {Status.GEPUBLICEERD}
    assert all(w is not None and w % 5 == 0 for w, _ in aantal.values())
    assert min(w or 0 for w, _ in aantal.values()) == 0
    for cel, (waarde, status) in per.items():
        n, (cent, waarom) = aantal[cel][0] or 0, geld[cel]
        if n < 15:
            assert (cent, waarom) == (None, Status.TE_WEINIG_PERSONEN)
        if cent is None or not n:
            assert status == (Status.GEEN_NOEMER if not n else waarom)
        else:
            assert waarde == (2 * cent + n) // (2 * n)
    assert any(w is not None for w, _ in per.values())
    assert controleer_release(home, uit.pad).blootgesteld == ()
    with Release.open(uit.pad) as r:
        assert (r.meta.beleid["methode"], r.meta.beleid["afrondingsbasis"]) == ("afronden", 5)
    opnieuw = bouw_release(home, "raad")
    assert opnieuw.release_id == uit.release_id


def _rond(anders: Callable[[Any, int], list[Any]]) -> Callable[..., Afgerondetabellen]:
    def fout(tabellen: Any, basis: int, wil: Any = None) -> Afgerondetabellen:
        return replace(rond_tabellen_af(tabellen, basis, wil), waarden=anders(tabellen, basis))

    return fout


def _een_fout(tabellen: Any, basis: int) -> list[Any]:
    """One wijk goes up where it went down, or the other way round; the total of the quarter stays."""
    rijen = [list(r) for r in rond_tabellen_af(tabellen, basis).waarden]
    tabel = next(i for i, t in enumerate(tabellen) if t.dimensies == ("periode", "wet", "wijk"))
    cel = next(i for i, w in enumerate(tabellen[tabel].waarde) if w % basis)
    waar = tabellen[tabel].waarde[cel]
    rijen[tabel][cel] = waar // basis * basis if rijen[tabel][cel] > waar else -(-waar // basis) * basis
    return rijen


FOUTEN: dict[str, tuple[str, Any, str]] = {
    "the true counts": ("rond_tabellen_af", _rond(lambda t, _: [list(x.waarde) for x in t]), "geen-veelvoud"),
    "a base too far": ("_waarde", lambda soort, *rest: _een_verder(soort, ECHT(soort, *rest)), "buiten-de-basis"),
    "one cell that its totals do not follow": ("rond_tabellen_af", _rond(_een_fout), "telt-niet-op"),
    "amounts by the true count": (
        "_bedragen",
        lambda t, regels, *rest: methode._oordelen(t, methode._hidend(regels), methode.Eerder()),
        "reden-verraadt",
    ),
    "money by the true count": (
        "_waarde",
        lambda soort, cel, w, *rest: w if soort == "ratio" else ECHT(soort, cel, w, *rest),
        "andere-waarde",
    ),
}
ECHT = methode._waarde


def _een_verder(soort: str, waarde: int | None) -> int | None:
    return waarde + 5 if soort == "frequentie" and waarde else waarde


@pytest.mark.parametrize("naam", FOUTEN)
def test_a_planted_fault_is_not_published(naam: str, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    zet_beleid(home, raad=AFRONDEN)
    plek, fout, regel = FOUTEN[naam]
    monkeypatch.setattr(methode, plek, fout)
    with pytest.raises(DatameentError) as gevangen:
        bouw_release(home, "raad")
    assert gevangen.value.code == "DM-REL-009"
    assert regel in str(gevangen.value)
    assert not list((home.releases / "raad").glob("*"))


def test_what_the_audit_finds_too_narrow_is_hidden(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A builder that forgets what another audience was shown: the counts of which both say too much go."""
    zet_beleid(home, **dict.fromkeys(("openbaar", "raad"), f"{AFRONDEN}\n    andere_releases: true"))
    monkeypatch.setattr(methode, "_voorkeur", lambda *_: -1.0)
    lager = cellen(bouw_release(home, "openbaar").pad, "clienten")
    monkeypatch.setattr(methode, "_voorkeur", lambda *_: 1.0)
    monkeypatch.setattr(methode, "_blijft_ruim", lambda *_: True)
    uit = bouw_release(home, "raad")
    raad = cellen(uit.pad, "clienten")
    weg = {cel for cel, (_, s) in raad.items() if s}
    assert weg
    assert {raad[cel][1] for cel in weg} == {Status.BESCHERMT_ANDER}
    anders = {cel for cel in lager if raad[cel][0] not in (None, lager[cel][0])}
    assert all(max(raad[cel][0] or 0, lager[cel][0] or 0) > 10 for cel in anders)  # at least 11: no secret
    assert controleer_release(home, uit.pad).blootgesteld == ()


def test_over_time_a_value_stays_while_it_can(home: Home) -> None:
    zet_beleid(home, raad=f"{AFRONDEN}\n    andere_releases: true")
    eerst = cellen(bouw_release(home, "raad").pad, "clienten")
    with Meting(home) as meting:
        k = Kruising("kwartaal", ("wet", "wijk"))
        toen = meting.cellen("clienten", k)
        waar = dict(zip(toen.sleutels, toen.maten["waarde"], strict=True))["2024-Q2", "wmo", "WK999901"]
    _laat(home, 1)
    tweede = bouw_release(home, "raad")
    nu = cellen(tweede.pad, "clienten")
    cel = _wijkcel("2024-Q2", "wmo", "WK999901")
    was = eerst[cel][0] or 0
    assert waar is not None
    if abs(was - waar - 1) < 5:
        assert nu[cel] == eerst[cel]
    anders = [c for c in nu if nu[c] != eerst[c]]
    assert len(anders) <= 3  # only what had to move, and what had to move with it
    controle = controleer_release(home, tweede.pad)
    assert (controle.blootgesteld, len(controle.naast)) == ((), 1)
    _laat(home, 12)
    derde = bouw_release(home, "raad")
    assert (cellen(derde.pad, "clienten")[cel][0] or 0) - was in (10, 15)
    assert controleer_release(home, derde.pad).blootgesteld == ()
    # From rounding to hiding: what was rounded is not what anybody knows, so nothing waits for it.
    zet_beleid(home, raad="andere_releases: true")
    verborgen = bouw_release(home, "raad")
    assert all(s is not Status.EERDER_GEPUBLICEERD for _, s in cellen(verborgen.pad, "clienten").values())


@pytest.mark.parametrize("volgorde", [("raad", "openbaar"), ("openbaar", "raad")])
def test_two_audiences_get_one_value(volgorde: tuple[str, str], home: Home) -> None:
    zet_beleid(home, **dict.fromkeys(volgorde, f"{AFRONDEN}\n    andere_releases: true"))
    paden = {d: bouw_release(home, d).pad for d in volgorde}
    raad, openbaar = (cellen(paden[d], "clienten") for d in ("raad", "openbaar"))
    assert openbaar
    assert {c: raad[c] for c in openbaar} == openbaar
    assert all(controleer_release(home, pad).blootgesteld == () for pad in paden.values())


def test_an_audience_that_hides_beside_one_that_rounds(home: Home) -> None:
    zet_beleid(home, beleid="andere_releases: true", raad=f"{AFRONDEN}\n    andere_releases: true")
    rond = bouw_release(home, "raad")
    hide = bouw_release(home, "beleid")
    assert {s for _, s in cellen(rond.pad, "clienten").values()} == {Status.GEPUBLICEERD}
    assert any(s is Status.TE_WEINIG_PERSONEN for _, s in cellen(hide.pad, "clienten").values())
    for pad in (rond.pad, hide.pad):
        assert controleer_release(home, pad).blootgesteld == ()


# noise


def test_noise_is_that_of_the_key_in_every_table_and_every_release(home: Home) -> None:
    zet_beleid(home, beleid="methode: ruis\n    andere_releases: true")
    eerst = bouw_release(home, "beleid")
    getoond = cellen(eerst.pad, "clienten")
    kruising = Kruising("kwartaal", ("wet", "wijk"))
    with Meting(home) as meting:
        waar = meting.cellen("clienten", kruising)
        sleutels = meting.celsleutels("clienten", [kruising])[kruising]
    ruis = Ptabel.van(STANDAARD).ruis
    for (periode, wet, wijk), n in zip(waar.sleutels, waar.maten["waarde"], strict=True):
        cel = _wijkcel(periode, wet, wijk)
        if cel in getoond:
            assert getoond[cel] == (ruis(n or 0, sleutels[periode, wet, wijk]), Status.GEPUBLICEERD)
    with Release.open(eerst.pad) as r:
        assert r.meta.beleid["ruis"] == Ptabel.van(STANDAARD).als_json()
        assert r.meta.beleid["ruis"]["hoogste"] == 5
    assert controleer_release(home, eerst.pad).blootgesteld == ()
    _laat(home, 3, maand=date(2024, 5, 1), wijk="WK999902")
    tweede = cellen(bouw_release(home, "beleid").pad, "clienten")
    elders = [c for c in getoond if c[1 + DIMENSIES.index("wijk")] == "WK999905"]
    assert elders
    assert all(tweede[c] == getoond[c] for c in elders)


def test_noise_that_is_not_of_the_key_is_not_published(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    zet_beleid(home, beleid="methode: ruis")
    monkeypatch.setattr(methode, "_celsleutels", lambda *_: {})
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "beleid")
    assert "andere-ruis" in str(fout.value)


def test_noise_is_not_for_the_council(home: Home) -> None:
    zet_beleid(home, raad="methode: ruis")
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "raad")
    assert fout.value.code == "DM-ONT-001"
    assert "do not add up" in str(fout.value)
