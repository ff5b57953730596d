"""The look of the municipality: what is shown was checked, and what could fetch, run or hide something is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPO, maak_home
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.web.huisstijl import contrast, eigen_tokens, huisstijl, keur_logo, keur_tokens

GOEDE_TOKENS = '/* Van ons */\n:root {\n  --accent: #7a1f5c;\n  --letter: "Open Sans", Arial, sans-serif;\n}\n'
GOED_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 40">'
    '<title>Wapen</title><defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient>'
    '<path id="b" d="M0 0h40v40z"/></defs><use xlink:href="#b" fill="url(#a)"/><circle cx="20" cy="20" r="9"/></svg>'
)


def test_our_own_files_pass_their_own_check() -> None:
    ons = REPO / "src" / "datameent" / "web" / "components" / "static" / "datameent"
    keur_tokens((ons / "tokens.css").read_text(encoding="utf-8"))
    keur_logo((ons / "teken.svg").read_text(encoding="utf-8"))
    keur_tokens(GOEDE_TOKENS)
    keur_logo(GOED_LOGO)


@pytest.mark.parametrize(
    ("tokens", "waar"),
    [
        ('@import "https://elders.example/x.css"; :root { --accent: #000000; }', None),
        (":root { --accent: #000000; } body { display: none; }", None),
        (":root { color: red; }", None),
        (":root { --vreemd: 1px; }", "vreemd"),
        (":root { --accent: red; }", "accent"),
        (":root { --letter: url(https://elders.example/f); }", "letter"),
        (":root { --letter: URL ('x'); }", "letter"),
        (":root { --letter: image-set('x' 1x); --maat: \\75rl(x); }", "maat"),
        (":root { --maat: image('x'); }", "maat"),
        (":root { --maat: 1rem</style><script>; }", "maat"),
        (":root { --accent: #f0f0f0; }", "accent / papier"),
        (":root { --papier: #1b2230; }", "inkt / papier"),
        ("", None),
        ("/* :root { --accent: #000000; }", None),
    ],
)
def test_tokens_that_are_refused(tokens: str, waar: str | None) -> None:
    with pytest.raises(DatameentError, match="DM-WEB-047") as fout:
        keur_tokens(tokens)
    assert fout.value.where.element == waar
    assert "elders" not in str(fout.value)


_KOP = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    "logo",
    [
        f"{_KOP}<script>alert(1)</script></svg>",
        f"{_KOP}<style>@import 'https://elders.example'</style></svg>",
        f"{_KOP}<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject></svg>",
        f'{_KOP}<image href="https://elders.example/x.png"/></svg>',
        f'{_KOP}<use href="https://elders.example/x.svg#a"/></svg>',
        f'{_KOP}<use xlink:href="data:image/svg+xml,x"/></svg>',
        f'{_KOP}<rect onload="alert(1)"/></svg>',
        f'{_KOP}<rect style="fill:url(https://elders.example)"/></svg>',
        f'{_KOP}<rect fill="url(https://elders.example/#a)"/></svg>',
        f'{_KOP}<rect fill="u\\72l(https://elders.example/#a)"/></svg>',
        f'{_KOP}<a href="javascript:alert(1)"><rect/></a></svg>',
        f'{_KOP}<animate attributeName="href" to="javascript:1"/></svg>',
        f'{_KOP}<set attributeName="onload" to="1"/></svg>',
        '<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<?xml-stylesheet href="https://elders.example"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "<svg/>",
        f"{_KOP}",
        "geen xml",
    ],
)
def test_logos_that_are_refused(logo: str) -> None:
    with pytest.raises(DatameentError, match="DM-WEB-047") as fout:
        keur_logo(logo)
    assert "elders" not in str(fout.value)


def test_every_colour_that_text_stands_on_is_weighed() -> None:
    tokens = eigen_tokens()
    assert contrast(tokens["inkt"], tokens["papier"]) > 12
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#abcdef", "#abcdef") == pytest.approx(1)


def test_a_file_that_is_too_large_or_not_text(tmp_path: Path) -> None:
    home = Home(tmp_path)
    map_ = home.config / "huisstijl"
    map_.mkdir(parents=True)
    assert huisstijl(home) == {}
    (map_ / "logo.svg").write_bytes(b"\xff\xfe<svg/>")
    with pytest.raises(DatameentError, match="DM-WEB-047"):
        huisstijl(home)
    (map_ / "logo.svg").write_text(GOED_LOGO + " " * 70_000, encoding="utf-8")
    with pytest.raises(DatameentError, match="DM-WEB-047"):
        huisstijl(home)


_KIJK = """
import sys; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.opzet import opzet
opzet(Home(Path(sys.argv[1])))
from django.test import Client
c = Client(SERVER_NAME="localhost")
import re
pagina = c.get("/").content.decode()
for adres in re.findall(r'"(/static/huisstijl/[^"]+)"', pagina):
    antwoord = c.get(adres)
    print(adres, antwoord.status_code, antwoord.headers["Content-Security-Policy"][:18], sep="|")
print(c.get("/static/huisstijl/geheim.txt").status_code)
print(re.search(r"<strong>(.*?)</strong>", pagina)[1])
"""


def _kijk(home: Home) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _KIJK, str(home.root)],
        env={**os.environ, "PYTHONPATH": f"{REPO / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_site_wears_it(tmp_path: Path) -> None:
    """In a process of its own: the settings of a site are read once."""
    home = maak_home(tmp_path / "home")
    map_ = home.config / "huisstijl"
    map_.mkdir()
    (map_ / "tokens.css").write_text(GOEDE_TOKENS, encoding="utf-8")
    (map_ / "logo.svg").write_text(GOED_LOGO, encoding="utf-8")
    (map_ / "geheim.txt").write_text("niet voor op de site", encoding="utf-8")
    uit = _kijk(home)
    assert uit.returncode == 0, uit.stderr
    css, logo, los, naam = uit.stdout.splitlines()
    assert re.fullmatch(r"/static/huisstijl/tokens\.[0-9a-f]+\.css\|200\|default-src 'none'", css)
    assert re.fullmatch(r"/static/huisstijl/logo\.[0-9a-f]+\.svg\|200\|default-src 'none'", logo)
    assert (los, naam) == ("404", "Voorbeeldgemeente")
    # Another colour is another address, so no browser keeps the old one.
    (map_ / "tokens.css").write_text(GOEDE_TOKENS.replace("#7a1f5c", "#1f5c7a"), encoding="utf-8")
    assert _kijk(home).stdout.splitlines()[0] != css


def test_a_site_does_not_start_in_a_look_that_is_not_safe(tmp_path: Path) -> None:
    home = maak_home(tmp_path / "home")
    (home.config / "huisstijl").mkdir()
    (home.config / "huisstijl" / "logo.svg").write_text(f"{_KOP}<script/></svg>", encoding="utf-8")
    uit = _kijk(home)
    assert uit.returncode != 0
    assert "DM-WEB-047" in uit.stderr
