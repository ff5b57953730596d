"""Two people look before council and residents see anything; what is withdrawn is gone at the next click."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import proefrelease
import pytest

from conftest import REPO
from datameent.domain.home import Home
from datameent.release.verslag import leg_controle_vast, verslag_bij

GOED = "een-heel-lang-wachtwoord-7"
TWEE = "raad-2025-10-31-00000002"


@pytest.fixture
def nieuw(web_home: Home) -> Iterator[Path]:
    """A newer release for the council that nobody agreed with yet; afterwards it is as it was."""
    pad = proefrelease.schrijf(web_home.releases, "raad", proefrelease.Vorm(verborgen=0.2), volgnr=2)
    leg_controle_vast(pad, pad, {"cellen": 900, "onderdrukt": 40, "blootgesteld": 0, "naast": 3}, door="Maakster")
    yield pad
    pad.unlink()
    verslag_bij(pad).unlink()
    verbinding = sqlite3.connect(web_home.app_db, isolation_level=None)
    try:  # Only a test may: whoever holds the file can always break the seal, never mend it.
        verbinding.execute("BEGIN IMMEDIATE")
        triggers = verbinding.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'publicatie_stap'"
        ).fetchall()
        for naam, _ in triggers:
            verbinding.execute(f"DROP TRIGGER {naam}")
        verbinding.execute("DELETE FROM publicatie_stap WHERE soort <> 'overgenomen'")
        for _, sql in triggers:
            verbinding.execute(sql)
        verbinding.execute("COMMIT")
    finally:
        verbinding.close()
    from datameent.web.publicatie import stand

    stand._laatste = stand.Stand()


@pytest.fixture
def mensen(web_home: Home, accounts: dict[str, Any]) -> dict[str, Any]:
    """People by name, among them who made the release."""
    from datameent.web.accounts.beheer import maak_gebruiker
    from datameent.web.accounts.models import Gebruiker

    if not Gebruiker.objects.filter(gebruikersnaam="maakster").exists():
        maak_gebruiker(web_home, "maakster", "analist", GOED)
        maak_gebruiker(web_home, "buurman", "privacy", GOED)
        Gebruiker.objects.filter(gebruikersnaam="buurman").update(gemeente="0001")
        Gebruiker.objects.filter(gebruikersnaam__in=["maakster", "buurman"]).update(demo=True)
    return {g.gebruikersnaam: g for g in Gebruiker.objects.all()}


def _in(client: Any, gebruiker: Any) -> Any:
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _akkoord(client: Any, gebruiker: Any, pad: Path, **extra: str) -> Any:
    velden = {"gezien": sha256(pad.read_bytes()).hexdigest(), "bekeken": "on", **extra}
    return _in(client, gebruiker).post(f"/publiceren/{pad.stem}/akkoord/", velden)


def _ziet(client: Any, gebruiker: Any, code: str) -> bool:
    return code in _in(client, gebruiker).get("/cijfers/clienten/").content.decode()


def test_the_council_sees_it_after_two_people_agreed(client: Any, mensen: dict[str, Any], nieuw: Path) -> None:
    raad = mensen["demo-raad"]
    assert not _ziet(client, raad, TWEE)
    assert _akkoord(client, mensen["demo-analist"], nieuw).status_code == 302
    assert not _ziet(client, raad, TWEE)
    zelfde = _akkoord(client, mensen["demo-analist"], nieuw)
    assert zelfde.status_code == 409
    assert "U heeft al akkoord gegeven" in zelfde.content.decode()
    assert not _ziet(client, raad, TWEE)
    assert _akkoord(client, mensen["demo-privacy"], nieuw).status_code == 302
    assert _ziet(client, raad, TWEE)
    assert _akkoord(client, mensen["maakster"], nieuw).status_code == 409, "it is published already"


def test_the_maker_may_be_the_first_but_not_the_second(client: Any, mensen: dict[str, Any], nieuw: Path) -> None:
    assert _akkoord(client, mensen["demo-analist"], nieuw).status_code == 302
    tweede = _akkoord(client, mensen["maakster"], nieuw)
    assert tweede.status_code == 409
    assert "U heeft deze cijfers zelf gemaakt" in tweede.content.decode()
    assert not _ziet(client, mensen["demo-raad"], TWEE)


@pytest.mark.parametrize("naam", ["demo-beleid", "demo-wethouder", "demo-beheer", "demo-raad", "buurman"])
def test_others_may_not_agree_nor_withdraw(client: Any, mensen: dict[str, Any], nieuw: Path, naam: str) -> None:
    assert _akkoord(client, mensen[naam], nieuw).status_code == 403
    assert client.post(f"/publiceren/{TWEE}/intrekken/", {"reden": "x"}).status_code == 403
    assert client.get("/publiceren/").status_code == 403


def test_without_looking_there_is_no_agreement(client: Any, mensen: dict[str, Any], nieuw: Path) -> None:
    antwoord = _akkoord(client, mensen["demo-analist"], nieuw, bekeken="")
    assert antwoord.status_code == 422
    assert "Zet dan een vinkje" in antwoord.content.decode()
    assert _akkoord(client, mensen["demo-analist"], nieuw, gezien="0" * 64).status_code == 409


def test_a_file_that_was_changed_after_two_agreed_is_not_shown(
    client: Any, mensen: dict[str, Any], nieuw: Path
) -> None:
    _akkoord(client, mensen["demo-analist"], nieuw)
    _akkoord(client, mensen["demo-privacy"], nieuw)
    assert _ziet(client, mensen["demo-raad"], TWEE)
    from datameent.web.audit import toegang

    inhoud, rechten = nieuw.read_bytes(), nieuw.stat().st_mode
    nieuw.chmod(0o600)
    nieuw.write_bytes(inhoud + b"\0")
    toegang._nieuwste.clear()
    assert not _ziet(client, mensen["demo-raad"], TWEE)
    nieuw.write_bytes(inhoud)
    nieuw.chmod(rechten)


@pytest.mark.parametrize(
    ("controles", "tekst"),
    [
        ([], "geen uitslag van de controle"),
        ([{"cellen": 9, "onderdrukt": 1, "blootgesteld": 2, "naast": 0}], "niet veilig zijn"),
    ],
)
def test_no_agreement_with_what_was_not_checked_or_is_not_safe(
    client: Any, mensen: dict[str, Any], nieuw: Path, controles: list[dict[str, int]], tekst: str
) -> None:
    verslag_bij(nieuw).write_text(json.dumps({"release_id": nieuw.stem, "makers": [], "controles": []}))
    for controle in controles:
        leg_controle_vast(nieuw, nieuw, controle)
    antwoord = _akkoord(client, mensen["demo-analist"], nieuw)
    assert antwoord.status_code == 409
    assert tekst in antwoord.content.decode()


@pytest.mark.parametrize("doelgroep", ["raad", "openbaar"])
def test_a_figure_that_needs_a_reading_stays_where_it_is_without_one(
    client: Any, mensen: dict[str, Any], web_home: Home, nieuw: Path, doelgroep: str
) -> None:
    """Marked for this audience: refused with the name of the figure, until a reading for these readers is set."""
    from datameent.web.duiding.models import Duiding, Plicht

    pad = nieuw if doelgroep == "raad" else proefrelease.schrijf(web_home.releases, doelgroep, volgnr=2)
    if pad is not nieuw:
        leg_controle_vast(pad, pad, {"cellen": 9, "onderdrukt": 1, "blootgesteld": 0, "naast": 0}, door="Maakster")
    vorm = {"indicator": "uitstroom", "doelgroep": doelgroep, "verplicht": "on", "maanden": "3"}
    analist, privacy = mensen["demo-analist"], mensen["demo-privacy"]
    assert _in(client, analist).post("/duiding/verplicht/", vorm).status_code == 302
    try:
        _blijft_waar_het_is(client, mensen, pad)
        # A draft does not count, a reading for colleagues does not, an old one does not.
        brief = {
            "bewering": "Minder mensen stoppen met hulp.",
            "aard": "uitvoering",
            "antwoordzin": "",
            "doelgroep": "beleid",
        }
        begin = _in(client, mensen["demo-beleid"]).get("/cijfers/uitstroom/duiding/?korrel=jaar&wet=wmo")
        duiding = int(client.post(begin.headers["Location"], brief).headers["Location"].strip("/").split("/")[-1])
        eigen = Duiding.objects.filter(pk=duiding)
        bewijs = dict(eigen.get().bewijs)
        for anders in (
            {"doelgroep": doelgroep, "status": "besproken"},
            {"doelgroep": "beleid", "status": "vastgesteld"},
            {"doelgroep": doelgroep, "status": "vastgesteld", "bewijs": {**bewijs, "peildatum": "2025-06-30"}},
        ):
            eigen.update(**anders)
            _blijft_waar_het_is(client, mensen, pad)
        eigen.update(bewijs=bewijs)
        assert _akkoord(client, analist, pad).status_code == 302
        assert _akkoord(client, privacy, pad).status_code == 302
        assert _ziet(client, mensen["demo-raad" if doelgroep == "raad" else "demo-inwoner"], pad.stem)
    finally:
        Plicht.objects.filter(indicator="uitstroom", doelgroep=doelgroep).update(verplicht=False)
        if pad is not nieuw:
            pad.unlink()
            verslag_bij(pad).unlink()


def _blijft_waar_het_is(client: Any, mensen: dict[str, Any], pad: Path) -> None:
    antwoord = _akkoord(client, mensen["demo-analist"], pad)
    assert antwoord.status_code == 409
    inhoud = " ".join(antwoord.content.decode().split())
    assert "Stel eerst een duiding vast. Die is verplicht bij: Uitstroom." in inhoud
    assert not _ziet(client, mensen["demo-raad"], pad.stem)


def test_what_is_withdrawn_is_gone_at_the_next_click_and_says_why(
    client: Any, mensen: dict[str, Any], nieuw: Path
) -> None:
    _akkoord(client, mensen["demo-analist"], nieuw)
    _akkoord(client, mensen["demo-privacy"], nieuw)
    raad = mensen["demo-raad"]
    assert _ziet(client, raad, TWEE)
    leeg = _in(client, mensen["demo-analist"]).post(f"/publiceren/{TWEE}/intrekken/", {"reden": " "})
    assert leeg.status_code == 422
    weg = client.post(f"/publiceren/{TWEE}/intrekken/", {"reden": "De <b>kosten</b> kloppen niet."})
    assert weg.status_code == 302
    inhoud = _in(client, raad).get("/cijfers/clienten/").content.decode()
    assert TWEE not in inhoud
    assert "raad-2025-10-31-00000001" in inhoud, "the one of before is back"
    assert "Eerdere cijfers zijn ingetrokken" in inhoud
    assert "De &lt;b&gt;kosten&lt;/b&gt; kloppen niet." in inhoud
    assert "ingetrokken" not in _in(client, mensen["demo-beleid"]).get("/").content.decode()


def test_a_refused_release_is_said_to_nobody(client: Any, mensen: dict[str, Any], nieuw: Path) -> None:
    _in(client, mensen["demo-privacy"]).post(f"/publiceren/{TWEE}/intrekken/", {"reden": "Verkeerde maand."})
    assert "afgewezen" in client.get("/publiceren/").content.decode()
    assert "ingetrokken" not in _in(client, mensen["demo-raad"]).get("/").content.decode()


def test_all_withdrawn_is_a_page_that_explains(client: Any, mensen: dict[str, Any], nieuw: Path) -> None:
    een = "raad-2025-10-31-00000001"
    _in(client, mensen["demo-privacy"]).post(f"/publiceren/{een}/intrekken/", {"reden": "Alles was fout."})
    antwoord = _in(client, mensen["demo-raad"]).get("/")
    assert antwoord.status_code == 503
    assert "Deze cijfers zijn ingetrokken" in antwoord.content.decode()
    assert "Alles was fout." in antwoord.content.decode()


def test_the_page_says_what_changes(client: Any, mensen: dict[str, Any], nieuw: Path) -> None:
    inhoud = _in(client, mensen["demo-analist"]).get(f"/publiceren/{TWEE}/").content.decode()
    for tekst in (
        "Maakster",
        "Dat lukte niet.",
        "Vergeleken met de cijfers van 31 okt 2025",
        "Andere waarde",
        "Geef akkoord",
    ):
        assert tekst in inhoud
    assert client.get("/publiceren/raad-2025-10-31-ffffffff/").status_code == 404


def test_counting_changes_by_hand(web_home: Home, tmp_path: Path) -> None:
    """Every cell of both releases is counted once, in one of the columns."""
    from datameent.release.read import Release
    from datameent.web.publicatie.verschil import vergelijk

    oud = Release.open(proefrelease.schrijf(tmp_path, "raad", proefrelease.Vorm(wijken=8), volgnr=1))
    nieuw = Release.open(proefrelease.schrijf(tmp_path, "raad", proefrelease.Vorm(wijken=9, verborgen=0.3), volgnr=2))
    v = vergelijk(nieuw, oud).totaal
    was = {(c.indicator, c.korrel, *c.sleutel): c.waarde for c in oud.alle_cellen()}
    nu = {(c.indicator, c.korrel, *c.sleutel): c.waarde for c in nieuw.alle_cellen()}
    samen = was.keys() & nu.keys()
    assert (v.nieuw, v.weg) == (len(nu.keys() - was.keys()), len(was.keys() - nu.keys()))
    assert v.nu_verborgen == sum(was[k] is not None and nu[k] is None for k in samen)
    assert v.nu_zichtbaar == sum(was[k] is None and nu[k] is not None for k in samen)
    assert v.anders == sum(None not in (was[k], nu[k]) and was[k] != nu[k] for k in samen)
    assert v.nieuw + v.nu_verborgen + v.nu_zichtbaar + v.anders + v.gelijk == len(nu)
    assert v.verborgen + v.wacht == sum(w is None for w in nu.values())
    assert v.nieuw > 0 < v.nu_verborgen
    zonder = vergelijk(nieuw, None).totaal
    assert (zonder.nieuw, zonder.weg, zonder.gelijk) == (len(nu), 0, 0)
    oud.close()
    nieuw.close()


def test_what_was_shown_before_is_taken_over_and_written_down(web_home: Home) -> None:
    from datameent.web.publicatie.models import Stap

    overgenomen = set(Stap.objects.filter(soort="overgenomen").values_list("release", flat=True))
    assert overgenomen == {"raad-2025-10-31-00000001", "openbaar-2025-10-31-00000001"}


_NIEUWE_HOME = """
import sys; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.opzet import opzet
opzet(Home(Path(sys.argv[1])))
from django.test import Client
print(Client(SERVER_NAME="localhost").get("/").status_code)
"""


def test_a_release_of_today_is_not_taken_over(tmp_path: Path) -> None:
    """Whoever makes a release before the site ever ran does not get round the second pair of eyes."""
    pad = proefrelease.schrijf(tmp_path / "releases", "openbaar")
    leg_controle_vast(pad, pad, {"cellen": 9, "onderdrukt": 1, "blootgesteld": 0, "naast": 0}, door="haastig")
    opdracht = [sys.executable, "-c", _NIEUWE_HOME, str(tmp_path)]
    omgeving = {"PYTHONPATH": str(REPO / "src"), "PATH": "/usr/bin"}
    uit = subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=False)
    assert uit.stdout.strip() == "503", uit.stderr


@pytest.mark.parametrize("sql", ["UPDATE publicatie_stap SET door = 'x'", "DELETE FROM publicatie_stap"])
def test_the_database_refuses_to_change_a_step(web_home: Home, als: Callable[[str], Any], sql: str) -> None:
    with sqlite3.connect(web_home.app_db) as verbinding, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        verbinding.execute(sql)


def test_the_demo_publishes_by_two_accounts_once(mensen: dict[str, Any], nieuw: Path) -> None:
    from datameent.web.publicatie.beheer import publiceer_demo
    from datameent.web.publicatie.models import Stap

    leg_controle_vast(nieuw, nieuw, {"cellen": 9, "onderdrukt": 1, "blootgesteld": 0, "naast": 0}, door="demo")
    assert publiceer_demo({"raad": nieuw}) == 2
    assert publiceer_demo({"raad": nieuw}) == 0
    assert len(set(Stap.objects.filter(release=nieuw.stem).values_list("door", flat=True))) == 2


def test_when_the_database_is_gone_readers_keep_what_was_published(
    client: Any, monkeypatch: pytest.MonkeyPatch, web_home: Home
) -> None:
    from django.db import OperationalError

    from datameent.web.publicatie import stand

    assert client.get("/").status_code == 200

    def kapot() -> int:
        raise OperationalError("locked")

    monkeypatch.setattr(stand, "_nummer", kapot)
    assert client.get("/").status_code == 200
