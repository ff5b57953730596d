"""Logging in with the organisation in a real browser without JavaScript: there, back, refused, and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lezer import Lezer, langs
from openid_aanbieder import GEHEIM, KLANT, Aanbieder

from conftest import Site, dien
from datameent.domain.home import Home
from datameent.web.sleutels import schrijf_geheim

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGS = {"oidc-geweigerd": "/inloggen/organisatie/geweigerd/"}


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
    pad = home.config / "instellingen.yaml"
    instellingen = yaml.safe_load(pad.read_text(encoding="utf-8"))
    oidc = {"issuer": aanbieder.issuer, "client_id": KLANT, "rollen": {"DM-Raad": {"rol": "raad"}}}
    instellingen["site"] = {**instellingen.get("site", {}), "oidc": oidc}
    pad.write_text(yaml.safe_dump(instellingen), encoding="utf-8")
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
