"""The audit trail: complete, append-only, sealed, and without a value from the data."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import REPO, gebeurtenissen
from datameent.domain.home import Home

WEB = REPO / "src" / "datameent" / "web"


def _laatste() -> Any:
    from datameent.web.audit.models import Gebeurtenis

    return Gebeurtenis.objects.order_by("-volgnr").first()


def _opent(knoop: ast.AST) -> bool:
    """Whether a piece of code could open a release: imports the opener, the whole module, or says `Release.open`."""
    if isinstance(knoop, ast.ImportFrom):
        names = {n.name for n in knoop.names}
        return knoop.module == "datameent.release" or (
            knoop.module == "datameent.release.read" and bool(names & {"newest", "*"})
        )
    if isinstance(knoop, ast.Import):
        return any(n.name.startswith("datameent.release") for n in knoop.names)
    is_open = isinstance(knoop, ast.Attribute) and knoop.attr == "open" and isinstance(knoop.value, ast.Name)
    return is_open and knoop.value.id == "Release"


def test_only_the_door_opens_a_release() -> None:
    """Whoever could open a release could show figures without an event; only `audit.toegang` can."""
    openers = {
        pad.relative_to(WEB).as_posix()
        for pad in WEB.rglob("*.py")
        if any(_opent(k) for k in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))))
    }
    assert openers == {"audit/toegang.py"}


def test_only_warming_up_and_health_get_round_the_event() -> None:
    gebruikers: dict[str, set[str]] = {"release_om_te_tekenen": set(), "openbare_release": set()}
    for pad in WEB.rglob("*.py"):
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if isinstance(knoop, ast.ImportFrom):
                for naam in knoop.names:
                    if naam.name in gebruikers:
                        gebruikers[naam.name].add(pad.relative_to(WEB).as_posix())
    assert gebruikers == {"release_om_te_tekenen": {"figures/warm.py"}, "openbare_release": {"public/views.py"}}


def test_the_web_imports_only_releases_and_domain() -> None:
    mag = ("datameent.web", "datameent.domain", "datameent.release.read", "datameent.release.schema")
    for pad in WEB.rglob("*.py"):
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if isinstance(knoop, ast.ImportFrom) and (knoop.module or "").startswith("datameent."):
                assert (knoop.module or "").startswith(mag), f"{pad.name}: {knoop.module}"


def test_no_event_no_page(als: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def kapot(*_: object, **__: object) -> str:
        raise sqlite3.OperationalError("disk full")

    client = als("beleid")
    client.raise_request_exception = False
    monkeypatch.setattr("datameent.web.audit.toegang.leg_vast", kapot)
    antwoord = client.get("/cijfers/clienten/")
    assert antwoord.status_code == 500
    assert "Er ging iets mis bij ons" in antwoord.content.decode()
    assert "mensen" not in antwoord.content.decode()


def test_an_event_says_who_what_and_which_filters_but_no_free_text(als: Callable[[str], Any]) -> None:
    als("raad").get("/cijfers/clienten/?korrel=kwartaal&wet=wmo&wijk=999990019&q=Jan+Jansen&per=Jansen")
    rij = _laatste()
    assert (rij.gebruiker, rij.rol, rij.soort) == ("demo-raad", "raad", "gezien")
    assert rij.pagina == "/cijfers/clienten/"
    assert rij.release.startswith("raad-2025-10-31-")
    assert rij.filters == "korrel=kwartaal&wet=wmo"


def test_a_download_is_an_event_of_its_own_kind(als: Callable[[str], Any]) -> None:
    als("beleid").get("/cijfers/uitgaven/tabel.csv?wet=wmo&per=wijk")
    assert _laatste().soort == "gedownload"
    assert _laatste().filters == "per=wijk&wet=wmo"


def test_login_logout_and_failure_are_events(client: Any, accounts: dict[str, Any]) -> None:
    account = accounts["control"]
    client.post("/inloggen/", {"gebruikersnaam": account.gebruikersnaam, "wachtwoord": "niet het goede"})
    assert (_laatste().soort, _laatste().gebruiker) == ("login-mislukt", account.gebruikersnaam)
    client.post("/inloggen/", {"gebruikersnaam": "mijn-geheime-wachtwoord", "wachtwoord": "x"})
    assert (_laatste().soort, _laatste().gebruiker) == ("login-mislukt", "")
    client.post("/inloggen/", {"gebruikersnaam": account.gebruikersnaam, "wachtwoord": account.wachtwoord})
    assert (_laatste().soort, _laatste().rol) == ("ingelogd", "control")
    client.post("/uitloggen/")
    assert _laatste().soort == "uitgelogd"


@pytest.mark.parametrize("sql", ["UPDATE audit_gebeurtenis SET gebruiker = 'x'", "DELETE FROM audit_gebeurtenis"])
def test_the_database_refuses_to_change_the_trail(als: Callable[[str], Any], web_home: Home, sql: str) -> None:
    als("beleid").get("/")
    with sqlite3.connect(web_home.app_db) as verbinding, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        verbinding.execute(sql)


def test_the_chain_is_whole_and_shows_every_tampering(als: Callable[[str], Any], web_home: Home) -> None:
    from datameent.web.audit.keten import controleer

    client = als("beleid")
    for _ in range(5):
        client.get("/")
    heel = controleer()
    assert heel.heel
    assert heel.aantal == gebeurtenissen()
    midden = heel.aantal // 2
    verbinding = sqlite3.connect(web_home.app_db, isolation_level=None)
    try:
        for sql in (
            f"UPDATE audit_gebeurtenis SET gebruiker = 'iemand-anders' WHERE volgnr = {midden}",
            f"DELETE FROM audit_gebeurtenis WHERE volgnr = {midden}",
        ):
            verbinding.execute("BEGIN IMMEDIATE")
            verbinding.execute("DROP TRIGGER audit_gebeurtenis_niet_wijzigen")
            verbinding.execute("DROP TRIGGER audit_gebeurtenis_niet_wissen")
            kopie = verbinding.execute("SELECT * FROM audit_gebeurtenis WHERE volgnr = ?", [midden]).fetchone()
            verbinding.execute(sql)
            assert _breuk(verbinding) in {midden, midden + 1}
            verbinding.execute("ROLLBACK")
            assert kopie is not None
    finally:
        verbinding.close()
    assert controleer().heel


def _breuk(verbinding: sqlite3.Connection) -> int:
    """The check of the room, on rows that only this connection sees."""
    import hmac

    from datameent.web.audit import keten

    vorige = keten.BEGIN
    kolommen = ", ".join(keten._KOLOMMEN)
    for volgnr, *rij, zegel in verbinding.execute(
        f"SELECT volgnr, {kolommen}, zegel FROM audit_gebeurtenis ORDER BY volgnr"
    ):
        if rij[-1] != vorige or not hmac.compare_digest(zegel, keten._zegel(rij)):
            return int(volgnr)
        vorige = zegel
    return 0


def test_a_clock_that_goes_back_leaves_the_order_and_the_chain(
    als: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the night of winter time the clock on the wall shows an hour twice; a server may be an hour wrong as well."""
    from datetime import UTC, datetime, tzinfo

    from datameent.web.audit import keten
    from datameent.web.audit.models import Gebeurtenis

    tijden = ["2026-10-25T00:30:00", "2026-10-25T01:30:00", "2026-10-25T01:45:00", "2026-10-25T00:50:00"]

    class Klok(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Klok:
            return cls.fromisoformat(tijden[0]).replace(tzinfo=UTC)

    client = als("privacy")
    eerst = gebeurtenissen()
    monkeypatch.setattr(keten, "datetime", Klok)
    while tijden:
        assert client.get("/cijfers/clienten/").status_code == 200
        del tijden[0]
    monkeypatch.undo()
    rijen = list(Gebeurtenis.objects.order_by("volgnr"))[eerst:]
    # UTC: what the clock on the wall calls 02:30 twice, is an hour apart here.
    assert [r.tijd[:16] for r in rijen] == [
        "2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T01:45", "2026-10-25T00:50",
    ]  # fmt: skip
    assert keten.controleer().heel
    regels = re.findall(r"<tr>(.*?)</tr>", client.get("/logboek/").content.decode(), re.S)
    getoond = [m[1] for r in regels if (m := re.search(r"25 okt 2026, (\d\d:\d\d \(\w+\))", r))]
    verwacht = ["02:50 (zomertijd)", "02:45 (wintertijd)", "02:30 (wintertijd)", "02:30 (zomertijd)"]
    assert getoond == verwacht, "the newest number first"


def test_reading_the_trail_shows_it_and_is_an_event(als: Callable[[str], Any]) -> None:
    als("beleid").get("/cijfers/clienten/")
    client = als("privacy")
    eerst = gebeurtenissen()
    inhoud = client.get("/logboek/?controleer=1").content.decode()
    assert gebeurtenissen() == eerst + 1
    assert "/cijfers/clienten/" in inhoud
    assert "De keten is heel" in inhoud


def test_events_written_at_the_same_time_make_one_chain(web_home: Home) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from datameent.web.audit.keten import Soort, controleer, leg_vast

    def schrijf(i: int) -> None:
        leg_vast(Soort.GEZIEN, gebruiker=f"u{i}", rol="beleid")
        connection.close()

    eerst = gebeurtenissen()
    with ThreadPoolExecutor(8) as draden:
        list(draden.map(schrijf, range(80)))
    assert gebeurtenissen() == eerst + 80
    assert controleer().heel


def test_keys_are_for_the_owner_only(web_home: Home) -> None:
    for pad in [*Path(web_home.keys).iterdir(), web_home.app_db]:
        assert pad.stat().st_mode & 0o077 == 0, pad.name
