"""Logging in with the organisation in a real browser without JavaScript: there, back, refused, and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lezer import Lezer, langs
from openid_aanbieder import GEHEIM, KLANT, Aanbieder

from conftest import Site, dien
from datameent.domain.home import Home
from datameent.web.sleutels import schrijf_geheim

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGS = {"oidc-geweigerd": "/inloggen/organisatie/geweigerd/"}
_INSTELLINGEN = """gemeente_naam: Voorbeeldgemeente
site:
  oidc:
    issuer: {issuer}
    client_id: {klant}
    rollen:
      DM-Raad: {{rol: raad}}
"""


@pytest.fixture(scope="module")
def aanbieder() -> Iterator[Aanbieder]:
    """The provider."""
    aanbieder = Aanbieder(persoon={"sub": "u-1", "preferred_username": "j.jansen", "groups": ["DM-Raad"]})
    server = aanbieder.start()
    yield aanbieder
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def eigen_site(nieuwe_home: Callable[[str], Home], aanbieder: Aanbieder) -> Iterator[Site]:
    """A municipality whose people log in with its own provider."""
    home = nieuwe_home("organisatie")
    instellingen = _INSTELLINGEN.format(issuer=aanbieder.issuer, klant=KLANT)
    pad = home.config / "instellingen.yaml"
    erbij = pad.read_text(encoding="utf-8").split("\n", 1)[1] if pad.is_file() else ""
    pad.write_text(instellingen + (f"  {erbij}" if "database:" in erbij else ""), encoding="utf-8")
    schrijf_geheim(home.keys / "oidc.secret", GEHEIM)
    yield from dien(home)


def test_in_and_out_with_the_organisation(
    chromium: Any, eigen_site: Site, aanbieder: Aanbieder, schermafdrukken: Path
) -> None:
    lezer = Lezer(chromium, eigen_site, "bezoeker", script=False)
    lezer.ook_van = aanbieder.issuer
    lezer.naar("/inloggen/?next=/raad/")
    lezer.keur("organisatie-inloggen", schermafdrukken)
    lezer.klik("text=Log in via uw organisatie")
    assert lezer.pagina.url == f"{eigen_site.url}/raad/"
    lezer.ziet("Uitloggen")
    lezer.klik("header >> text=Uitloggen")
    lezer.leest("Bij uw organisatie bent u nog wel ingelogd.")
    lezer.keur("organisatie-uitgelogd", schermafdrukken)
    aanbieder.persoon["groups"] = ["iets-anders"]
    lezer.naar("/inloggen/")
    lezer.klik("text=Log in via uw organisatie")
    lezer.kop("Inloggen is niet gelukt")
    lezer.keur("organisatie-geweigerd", schermafdrukken)
    langs([lezer], LANGS)
    lezer.sluit()
