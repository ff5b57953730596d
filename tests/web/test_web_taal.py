"""The site in English: the shell is, the figures stay Dutch and say so, and nothing is guessed or kept unasked."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from checks import vertaling

PAGINAS = [
    "/",
    "/cijfers/clienten/?wet=wmo&per=wijk",
    "/cijfers/clienten/?wet=wmo&wijk=WK999900&per=productcategorie",
    "/wijken/",
    "/wijken/WK999900/",
    "/privacy/",
    "/toegankelijkheid/",
    "/opendata/",
    "/bestaat-niet/",
]
NEDERLANDS = re.compile(r"\b(de|het|een|niet|zijn|wij|voor|deze|cijfers|kies|naar)\b", re.IGNORECASE)


class _Delen(HTMLParser):
    """Text with the language that it is said to be in."""

    LEEG = frozenset({"meta", "link", "input", "img", "br", "path", "rect", "line", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.talen: list[str] = [""]
        self.tekst: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        taal = dict(attrs).get("lang") or self.talen[-1]
        if tag not in self.LEEG:
            self.talen.append(taal)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing inside."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.LEEG:
            self.talen.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.tekst.append((self.talen[-1], " ".join(data.split())))


def _delen(inhoud: str) -> list[tuple[str, str]]:
    lezer = _Delen()
    lezer.feed(inhoud)
    return lezer.tekst


@pytest.mark.parametrize("adres", PAGINAS)
def test_what_is_not_dutch_says_so(client: Any, adres: str) -> None:
    client.cookies["datameent-taal"] = "en"
    antwoord = client.get(adres)
    inhoud = antwoord.content.decode()
    assert '<html lang="en">' in inhoud
    assert antwoord.headers["Content-Language"] == "en"
    engels = [t for taal, t in _delen(inhoud) if taal == "en"]
    assert "Figures about care and help" in engels
    verkeerd = [t for t in engels if NEDERLANDS.search(t)]
    assert not verkeerd


def test_dutch_is_what_you_get(client: Any) -> None:
    antwoord = client.get("/", HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9")
    assert '<html lang="nl">' in antwoord.content.decode()
    assert not antwoord.cookies
    inhoud = antwoord.content.decode()
    assert {taal for taal, _ in _delen(inhoud)} == {"nl", "en"}, "only the link itself is English"
    assert [t for taal, t in _delen(inhoud) if taal == "en"] == ["English"]


def test_the_link_chooses_and_the_cookie_remembers(client: Any) -> None:
    adres = "/cijfers/clienten/?wet=wmo&per=wijk"
    inhoud = client.get(adres).content.decode()
    assert '<a href="/taal/en/" hreflang="en" lang="en">English</a>' in inhoud
    antwoord = client.get("/taal/en/", HTTP_REFERER=f"http://localhost{adres}&taal=nl")
    assert antwoord.headers["Location"] == adres, "back to the same choice"
    koekje = antwoord.cookies["datameent-taal"]
    assert (koekje.value, koekje["httponly"], koekje["samesite"]) == ("en", True, "Lax")
    later = client.get(adres)
    assert "What does this say, and what not?" in later.content.decode()
    assert not later.cookies, "nothing to remember that was not known"
    assert '<a href="/taal/nl/" hreflang="nl" lang="nl">Nederlands</a>' in later.content.decode()
    terug = client.get(f"{adres}&taal=nl")
    assert "Wat zegt dit, en wat niet?" in terug.content.decode()
    assert terug.cookies["datameent-taal"].value == "nl"


@pytest.mark.parametrize(
    "vandaan", ["", "https://elders.example/x", "//elders.example", "javascript:alert(1)", "http://localhost"]
)
def test_the_link_leads_nowhere_else(client: Any, vandaan: str) -> None:
    assert client.get("/taal/en/", HTTP_REFERER=vandaan).headers["Location"] == "/"
    assert client.get("/taal/fr/").status_code == 404
    assert client.post("/taal/en/").status_code == 405


@pytest.mark.parametrize("taal", ["fr", "", "en'><script>", "EN"])
def test_another_language_is_dutch(client: Any, taal: str) -> None:
    antwoord = client.get("/", {"taal": taal})
    assert '<html lang="nl">' in antwoord.content.decode()
    assert not antwoord.cookies
    client.cookies["datameent-taal"] = taal
    assert '<html lang="nl">' in client.get("/").content.decode()


def test_readers_of_two_languages_do_not_get_each_others_page(client: Any) -> None:
    adres = "/cijfers/uitgaven/?korrel=jaar"
    for _ in range(2):
        assert "Zo is dit berekend" in client.get(adres + "&taal=nl").content.decode()
        assert "How this was calculated" in client.get(adres + "&taal=en").content.decode()


def test_pages_not_made_ready_say_that_they_are_dutch(als: Callable[[str], Any]) -> None:
    client = als("privacy")
    client.cookies["datameent-taal"] = "en"
    for adres in ("/begrippen/", "/logboek/", "/accounts/", "/account/"):
        assert '<main id="inhoud" tabindex="-1" lang="nl">' in client.get(adres).content.decode()


def test_a_failure_speaks_the_language_too(als: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    client = als("beleid")
    client.raise_request_exception = False
    client.cookies["datameent-taal"] = "en"

    def kapot(*_: object, **__: object) -> str:
        raise OperationalError("weg")

    monkeypatch.setattr("datameent.web.audit.toegang.leg_vast", kapot)
    antwoord = client.get("/cijfers/clienten/")
    assert antwoord.status_code == 503
    assert "We cannot save anything now" in antwoord.content.decode()
    assert '<html lang="en">' in antwoord.content.decode()


def test_the_api_has_one_language(client: Any) -> None:
    client.cookies["datameent-taal"] = "en"
    assert client.get("/api/v1/geen").json()["title"] == "Dit bestaat niet"


# ------------------------------------------------------------------------- the check itself


def test_the_list_is_whole_and_the_file_fresh() -> None:
    assert list(vertaling.violations()) == []


def test_our_compiler_makes_what_gettext_reads() -> None:
    bron = {"a": "b", "é": "ü 😀", "met %(x)s": "with %(x)s", "leeg": ""}
    lijst = vertaling.read_list(vertaling.write_list(bron))
    assert lijst == bron
    gelezen = gettext.GNUTranslations(io.BytesIO(vertaling.compiled(lijst)))
    assert [gelezen.gettext(k) for k in bron] == ["b", "ü 😀", "with %(x)s", "leeg"]
    assert vertaling.read_list(vertaling.write_list({'zei "ja"\n\\n': "x"})) == {'zei "ja"\n\\n': "x"}


def test_the_check_can_say_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    map_ = tmp_path / "templates"
    map_.mkdir()
    (map_ / "a.html").write_text(
        '{% load i18n %}<p aria-label="Los woord">{% translate "Nieuw" %}</p>\n<p>Kale tekst</p>'
        "<p{{ nl }}>Dit is <b>Nederlands</b></p>{% blocktranslate trimmed %}Er zijn {{ n }}{% endblocktranslate %}",
        encoding="utf-8",
    )
    (map_ / "b.html").write_text("<p>Nog niet klaar</p>", encoding="utf-8")
    lijst = tmp_path / "django.po"
    lijst.write_text(vertaling.write_list({"Oud": "Old", "Er zijn %(n)s": "There are"}), encoding="utf-8")
    monkeypatch.setattr(vertaling, "TEMPLATES", map_)
    monkeypatch.setattr(vertaling, "LIST", lijst)
    monkeypatch.setattr(vertaling, "MADE", lijst.with_suffix(".mo"))
    monkeypatch.setattr(vertaling, "python_files", lambda *_: iter(()))
    gezegd = " ".join(str(v) for v in vertaling.violations())
    for deel in ("without its English", "fills in other", "no page says", "`Los`", "`Kale`", "is behind"):
        assert deel in gezegd
    assert "`Dit`" not in gezegd
    assert "klaar" not in gezegd
    assert vertaling.main() == 1
    assert vertaling.read_list(lijst.read_text(encoding="utf-8")) == {"Nieuw": "", "Er zijn %(n)s": "There are"}
