"""What must hold on SQLite and on Postgres alike. `test_web_postgres.py` runs this file a second time, on Postgres."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import postgres
import pytest

from conftest import REPO, gebeurtenissen
from datameent.domain.home import Home


@pytest.fixture(autouse=True)
def _gezet(web_home: Home) -> None:
    """Django is there."""


def test_this_run_is_on_the_database_it_says() -> None:
    from django.db import connection

    assert connection.vendor == ("postgresql" if postgres.DRAAIT else "sqlite")


def _draden(werk: Any, aantal: int, over: range) -> None:
    """Do the work in threads, each with a connection of its own that is closed."""
    from django.db import connection

    def een(i: int) -> None:
        try:
            werk(i)
        finally:
            connection.close()

    with ThreadPoolExecutor(aantal) as draden:
        list(draden.map(een, over))


def test_threads_write_one_chain() -> None:
    from datameent.web.audit.keten import Soort, controleer, leg_vast

    eerst = gebeurtenissen()
    _draden(lambda i: leg_vast(Soort.GEZIEN, gebruiker=f"u{i}", rol="beleid"), 8, range(80))
    assert gebeurtenissen() == eerst + 80
    assert controleer().heel


def test_a_transaction_with_two_events_does_not_stand_still_with_another_writer() -> None:
    """The first event holds the chain until its transaction ends; who waits for it must not hold up the second."""
    from django.db import transaction

    from datameent.web.audit.keten import Soort, controleer, leg_vast

    eerst = gebeurtenissen()
    samen = threading.Barrier(2, timeout=20)

    def werk(i: int) -> None:
        if i == 0:
            with transaction.atomic():
                leg_vast(Soort.GEZIEN, gebruiker="een", rol="beleid")
                samen.wait()
                threading.Event().wait(0.5)
                leg_vast(Soort.GEZIEN, gebruiker="twee", rol="beleid")
        else:
            samen.wait()
            leg_vast(Soort.GEZIEN, gebruiker="ander", rol="beleid")

    _draden(werk, 2, range(2))
    assert gebeurtenissen() == eerst + 3
    assert controleer().heel
    from datameent.web.audit.models import Gebeurtenis

    namen = list(Gebeurtenis.objects.order_by("-volgnr").values_list("gebruiker", flat=True)[:3])
    assert namen == ["ander", "twee", "een"]


def test_an_event_that_is_rolled_back_leaves_the_chain_whole() -> None:
    from django.db import transaction

    from datameent.web.audit.keten import Soort, controleer, leg_vast

    eerst = gebeurtenissen()
    with transaction.atomic():
        leg_vast(Soort.GEZIEN, gebruiker="weg", rol="beleid")
        transaction.set_rollback(True)
    leg_vast(Soort.GEZIEN, gebruiker="blijft", rol="beleid")
    assert gebeurtenissen() == eerst + 1
    assert controleer().heel


_SCHRIJF = """
import sys; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.opzet import configureer
configureer(Home(Path(sys.argv[1])))
from datameent.web.audit.keten import Soort, leg_vast
for i in range(40):
    leg_vast(Soort.GEZIEN, gebruiker=f"p{sys.argv[2]}-{i}", rol="raad")
"""


def test_processes_write_one_chain(web_home: Home) -> None:
    from datameent.web.audit.keten import controleer

    eerst = gebeurtenissen()
    omgeving = {**os.environ, "PYTHONPATH": f"{REPO / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    opdrachten = [[sys.executable, "-c", _SCHRIJF, str(web_home.root), str(i)] for i in range(4)]
    processen = [subprocess.Popen(o, env=omgeving, stderr=subprocess.PIPE, text=True) for o in opdrachten]
    fouten = [p.communicate(timeout=90)[1] for p in processen]
    assert [p.returncode for p in processen] == [0] * 4, fouten
    assert gebeurtenissen() == eerst + 160
    assert controleer().heel


@pytest.mark.parametrize("sql", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}", "UPDATE {} SET {} = 'x' WHERE volgnr = 1"])
@pytest.mark.parametrize(("tabel", "kolom"), [("audit_gebeurtenis", "gebruiker"), ("stukken_versie", "door")])
def test_the_database_refuses_to_change_what_only_grows(sql: str, tabel: str, kolom: str, stuk: Any) -> None:
    from django.db import DatabaseError, connection, transaction

    stuk(tekst="een")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(tabel, kolom))


def test_an_event_that_was_changed_behind_our_back_is_seen() -> None:
    from django.db import connection, transaction

    from datameent.web.audit.keten import Soort, controleer, leg_vast

    for i in range(3):
        leg_vast(Soort.GEZIEN, gebruiker=f"u{i}", rol="beleid")
    weg = {
        "sqlite": ["DROP TRIGGER audit_gebeurtenis_niet_wijzigen"],
        "postgresql": ["DROP TRIGGER audit_gebeurtenis_alleen_toevoegen ON audit_gebeurtenis"],
    }[connection.vendor]
    with transaction.atomic():
        with connection.cursor() as cursor:
            for sql in weg:
                cursor.execute(sql)
            cursor.execute(
                "UPDATE audit_gebeurtenis SET gebruiker = 'ander' WHERE volgnr = (SELECT max(volgnr) - 1 "
                "FROM audit_gebeurtenis)"
            )
        assert not controleer().heel
        transaction.set_rollback(True)
    assert controleer().heel


# ------------------------------------------------------------------------------------------------- texts


@pytest.fixture(scope="module")
def proefstuk(web_home: Home) -> Iterator[Any]:
    """A table for a kind of text that only this test has."""
    from django.apps import apps
    from django.db import connection, models

    from datameent.web.stukken.models import Stuk

    class Proefstuk(Stuk):
        tekst = models.TextField()

        class Meta:
            app_label = "stukken"

    with connection.schema_editor() as editor:
        editor.create_model(Proefstuk)
    yield Proefstuk
    with connection.schema_editor() as editor:
        editor.delete_model(Proefstuk)
    # A model that stays known is looked for whenever an account goes, in every test after these.
    del apps.all_models["stukken"]["proefstuk"]
    apps.clear_cache()


@pytest.fixture
def stuk(proefstuk: Any, accounts: dict[str, Any]) -> Any:
    """Write a text as the policy official."""
    from datameent.web.stukken.opslag import maak

    return lambda **velden: maak(proefstuk(domein="wmo", **velden), _beleid(accounts))


def _beleid(accounts: dict[str, Any]) -> Any:
    from datameent.web.accounts.models import Gebruiker

    return Gebruiker.objects.get(gebruikersnaam=accounts["beleid"].gebruikersnaam)


def test_a_text_keeps_every_version(stuk: Any, accounts: dict[str, Any]) -> None:
    from datameent.web.audit.keten import controleer
    from datameent.web.stukken.opslag import versies, wijzig, zoals_in

    een = stuk(tekst="eerst")
    een.tekst = "daarna é 😀"
    wijzig(een, _beleid(accounts), gezien=1)
    assert [v.versie for v in versies(een)] == [1, 2]
    assert zoals_in(een, 1)["tekst"] == "eerst"
    assert zoals_in(een, 2)["tekst"] == "daarna é 😀"
    assert controleer().heel


def test_of_two_who_change_one_text_at_once_one_is_told(stuk: Any, proefstuk: Any, accounts: dict[str, Any]) -> None:
    from datameent.web.stukken.opslag import Botsing, versies, wijzig

    een = stuk(tekst="eerst")
    samen = threading.Barrier(4, timeout=20)
    uitkomst: list[str] = []

    def werk(i: int) -> None:
        mijn = proefstuk.objects.get(pk=een.pk)
        mijn.tekst = f"van {i}"
        samen.wait()
        try:
            wijzig(mijn, _beleid(accounts), gezien=1)
            uitkomst.append(mijn.tekst)
        except Botsing:
            uitkomst.append("botsing")

    _draden(werk, 4, range(4))
    assert uitkomst.count("botsing") == 3
    een.refresh_from_db()
    assert een.tekst in uitkomst
    assert [v.versie for v in versies(een)] == [1, 2]


def test_a_text_that_cannot_be_audited_is_not_written(
    stuk: Any, accounts: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from datameent.web.stukken.opslag import versies, wijzig

    een = stuk(tekst="eerst")

    def kapot(*_: object, **__: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("datameent.web.stukken.opslag.leg_vast", kapot)
    een.tekst = "anders"
    with pytest.raises(RuntimeError):
        wijzig(een, _beleid(accounts), gezien=1)
    een.refresh_from_db()
    assert een.tekst == "eerst"
    assert len(versies(een)) == 1


def test_the_login_is_slowed_down(client: Any, accounts: dict[str, Any]) -> None:
    account = accounts["analist"]
    velden = {"gebruikersnaam": account.gebruikersnaam}
    statussen = [client.post("/inloggen/", {**velden, "wachtwoord": f"fout-{i}"}).status_code for i in range(5)]
    assert statussen == [422] * 4 + [429]
    assert client.post("/inloggen/", {**velden, "wachtwoord": account.wachtwoord}).status_code == 429
