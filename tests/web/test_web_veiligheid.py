"""Headers, cookies, hosts and settings."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import REPO
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.web.instellingen import lees_instellingen
from datameent.web.sleutels import lees_geheim, schrijf_geheim, sleutel

PAGINAS = ["/", "/cijfers/clienten/", "/inloggen/", "/bestaat-niet/", "/health", "/logboek/"]


@pytest.mark.parametrize("adres", PAGINAS)
def test_every_answer_has_the_headers(client: Any, adres: str) -> None:
    koppen = client.get(adres).headers
    csp = dict(d.strip().partition(" ")[::2] for d in koppen["Content-Security-Policy"].split(";"))
    assert csp["default-src"] == "'none'"
    assert csp["style-src"] == csp["img-src"] == csp["form-action"] == "'self'"
    assert csp["frame-ancestors"] == csp["base-uri"] == "'none'"
    assert "script-src" not in csp
    assert "unsafe" not in koppen["Content-Security-Policy"]
    assert koppen["X-Content-Type-Options"] == "nosniff"
    assert koppen["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in koppen["Permissions-Policy"]
    assert koppen["X-Frame-Options"] == "DENY"
    assert "no-store" in koppen["Cache-Control"]


@pytest.mark.parametrize("adres", ["/", "/cijfers/clienten/?wet=wmo&per=wijk", "/wijken/WK999900/", "/bronnen/"])
def test_nothing_inline_and_nothing_from_elsewhere(client: Any, adres: str) -> None:
    inhoud = client.get(adres).content.decode()
    assert "<svg" in inhoud or adres == "/bronnen/"
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", inhoud)
    buiten = set(re.findall(r"https?://[^\"'<> ]+", inhoud)) - {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not buiten


def test_a_visitor_gets_no_cookie(client: Any) -> None:
    for adres in ("/", "/cijfers/clienten/", "/privacy/"):
        assert not client.get(adres).cookies


def test_cookies_are_closed(client: Any, accounts: dict[str, Any]) -> None:
    account = accounts["raad"]
    antwoord = client.post("/inloggen/", {"gebruikersnaam": account.gebruikersnaam, "wachtwoord": account.wachtwoord})
    sessie = antwoord.cookies["datameent"]
    assert sessie["httponly"]
    assert sessie["samesite"] == "Lax"


def test_another_host_name_is_refused(client: Any) -> None:
    assert client.get("/", SERVER_NAME="elders.example").status_code == 400


def test_static_files_are_hashed_and_kept_long(client: Any) -> None:
    inhoud = client.get("/").content.decode()
    (css,) = set(re.findall(r'href="(/static/datameent/site\.[0-9a-f]+\.css)"', inhoud))
    antwoord = client.get(css)
    assert antwoord.status_code == 200
    assert "immutable" in antwoord.headers["Cache-Control"]
    assert "Content-Security-Policy" in antwoord.headers


@pytest.mark.parametrize(
    ("rol", "adres"),
    [
        ("bezoeker", "/meldingen/"),
        ("bezoeker", "/inloggen/"),
        ("bezoeker", "/vragen/nieuw/"),
        ("beleid", "/vragen/nieuw/"),
        ("beleid", "/cijfers/clienten/duiding/?korrel=jaar&wet=wmo"),
        ("analist", "/duiding/verplicht/"),
    ],
)
def test_a_file_is_refused_and_not_kept(
    als: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, adres: str, rol: str
) -> None:
    """A large one would go to a temporary file: there is none, and nothing of it is in the answer or the database."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = als(rol)
    eerst = _aantal_stukken()
    for inhoud in (b"%PDF-1.7 zqzq", b"zq" * 3_000_000):
        bestand = SimpleUploadedFile("zq<script>.pdf", inhoud, "application/pdf")
        antwoord = client.post(adres, {"vraag": "Waarom?", "bericht": "Waarom?", "bijlage": bestand})
        assert antwoord.status_code == 400
        assert "zq" not in antwoord.content.decode()
        assert "<h1" in antwoord.content.decode()
    assert list(tmp_path.iterdir()) == []
    assert _aantal_stukken() == eerst
    # The same form without a file is taken as any other.
    zonder = client.post(adres, {"vraag": "Waarom?", "bericht": "Waarom?"})
    assert zonder.status_code != 400


def _aantal_stukken() -> int:
    from datameent.web.stukken.models import Versie

    return Versie.objects.count()


def test_eight_texts_of_ten_thousand_letters_fit_and_half_a_megabyte_more_does_not(als: Any) -> None:
    """The longest form with letters that take three characters each on the way is read; a flood is not."""
    client = als("beleid")
    velden = ("vraag", "besluit", "bij_hoog", "bij_laag", "verwachting", "gegevens", "a", "b")
    eerst = _aantal_stukken()

    def stuur(tekst: str) -> Any:
        lijf = "&".join(f"{veld}={tekst}" for veld in velden)
        return client.post("/vragen/nieuw/", lijf, content_type="application/x-www-form-urlencoded")

    lang = stuur("%C3%A9" * 10_000)
    assert lang.status_code == 422
    assert lang.content.decode().count("é" * 10_000) >= 5, "what was typed is there again"
    vloed = stuur("%C3%A9" * 15_000)
    assert vloed.status_code == 400
    assert "é" not in vloed.content.decode()
    assert _aantal_stukken() == eerst


def test_no_page_asks_for_a_file() -> None:
    for sjabloon in (REPO / "src" / "datameent" / "web").rglob("*.html"):
        assert 'type="file"' not in sjabloon.read_text(encoding="utf-8"), sjabloon.name
    for module in (REPO / "src" / "datameent" / "web").rglob("*.py"):
        assert not re.search(r"FileField|ImageField|request\.FILES", module.read_text(encoding="utf-8")), module.name


def test_the_first_page_is_light(client: Any) -> None:
    pagina = client.get("/")
    css = re.findall(r'"(/static/[^"]+)"', pagina.content.decode())
    totaal = len(pagina.content) + sum(len(b"".join(client.get(c).streaming_content)) for c in css)
    assert totaal <= 150_000


_HTTPS = """
import sys; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.opzet import opzet
opzet(Home(Path(sys.argv[1])))
from django.test import Client
c = Client(SERVER_NAME="cijfers.gemeente.example")
assert c.get("/").status_code == 301, "http must lead to https"
assert c.get("/", HTTP_X_FORWARDED_PROTO="https").status_code == 503
c = Client(SERVER_NAME="cijfers.gemeente.example", HTTP_X_FORWARDED_PROTO="https")
a = c.get("/inloggen/")
assert a.headers["Strict-Transport-Security"].startswith("max-age=31536000"), a.headers
assert a.cookies["csrftoken"]["secure"]
from django.conf import settings
assert settings.SESSION_COOKIE_SECURE
from datameent.web.accounts.adres import adres_van
from django.test import RequestFactory
r = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.4")
assert adres_van(r) == "198.51.100.4", "only what our own proxy wrote"
print("goed")
"""


def test_behind_https(tmp_path: Path) -> None:
    """Settings are read once per process, so this needs one of its own."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "instellingen.yaml").write_text(
        "site:\n  https: true\n  proxy: true\n  hosts: [cijfers.gemeente.example]\n", encoding="utf-8"
    )
    uit = subprocess.run(
        [sys.executable, "-c", _HTTPS, str(tmp_path)],
        env={"PYTHONPATH": str(REPO / "src"), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert uit.stdout.strip() == "goed", uit.stderr


def test_wrong_settings_name_the_place(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "instellingen.yaml").write_text("site:\n  wachtwoord: geheim-ding\n", encoding="utf-8")
    with pytest.raises(DatameentError, match="DM-WEB-009") as fout:
        lees_instellingen(Home(tmp_path))
    assert "geheim-ding" not in str(fout.value)


def test_a_key_is_made_once_and_closed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    eerste = sleutel(home, "proef.key")
    assert len(eerste) > 60
    assert sleutel(home, "proef.key") == eerste
    with pytest.raises(FileExistsError):
        schrijf_geheim(home.keys / "proef.key", "anders")
    (home.keys / "proef.key").chmod(0o644)
    with pytest.raises(DatameentError, match="DM-WEB-002"):
        lees_geheim(home.keys / "proef.key")


def test_one_home_per_process(web_home: Home, tmp_path: Path) -> None:
    from datameent.web.opzet import opzet

    with pytest.raises(DatameentError, match="DM-WEB-001"):
        opzet(Home(tmp_path))


def test_a_taken_port_is_said(web_home: Home) -> None:
    import socket

    from datameent.web.server import serve

    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        with pytest.raises(DatameentError, match="DM-WEB-006"):
            serve(web_home, "127.0.0.1", bezet.getsockname()[1])


def test_health_says_nothing_about_internal_figures(client: Any) -> None:
    antwoord = client.get("/health")
    assert antwoord.json() == {"status": "ok", "versie": "0.1.0", "database": True, "openbaar": "2025-10-31"}


def test_setting_up_again_is_quick(web_home: Home) -> None:
    import time

    from datameent.web.opzet import opzet

    begin = time.perf_counter()
    opzet(web_home)
    assert time.perf_counter() - begin < 3


_OPZET = """
import sys; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.accounts.beheer import demo_accounts
print(sorted(a.wachtwoord for a in demo_accounts(Home(Path(sys.argv[1])))))
"""


def test_two_processes_set_up_at_once(tmp_path: Path) -> None:
    omgeving = {"PYTHONPATH": str(REPO / "src"), "PATH": "/usr/bin"}
    opdracht = [sys.executable, "-c", _OPZET, str(tmp_path / "home")]
    processen = [
        subprocess.Popen(opdracht, env=omgeving, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    uitkomsten = [p.communicate(timeout=60) for p in processen]
    assert [p.returncode for p in processen] == [0, 0, 0], uitkomsten
    assert len({uit for uit, _ in uitkomsten}) == 1, "every process must hand out the same passwords"


def test_a_log_line_never_holds_what_somebody_wrote() -> None:
    import logging

    from datameent.web.logvorm import Logvorm

    def werk() -> None:
        try:
            raise KeyError("Failing row contains (Jan Jansen, 999990019)")
        except KeyError as fout:
            raise ValueError("Jan Jansen") from fout

    try:
        werk()
    except ValueError:
        rij = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, "Fout", (), sys.exc_info())
    tekst = Logvorm("%(levelname)s %(message)s").format(rij)
    assert "Jansen" not in tekst
    assert "ValueError" in tekst
    assert "KeyError" in tekst
    assert "in werk" in tekst


def test_the_site_logs_that_way(web_home: Home) -> None:
    import logging

    from datameent.web.logvorm import Logvorm

    assert any(isinstance(h.formatter, Logvorm) for h in logging.getLogger().handlers)
