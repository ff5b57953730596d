"""A figure on paper: what chromium prints has the table, the definition, the choice, the address and the release."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import Site
from datameent.release.read import Release

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_figure_prints_whole(site: Site, chromium: Any, tmp_path: Path) -> None:
    pagina = chromium.new_page()
    adres = "/cijfers/kosten_per_client/?korrel=jaar&wet=wmo&per=wijk"
    pagina.goto(site.url + adres)
    pdf = tmp_path / "figuur.pdf"
    pagina.pdf(path=str(pdf), format="A4", print_background=False)
    pagina.emulate_media(media="print")
    zichtbaar = pagina.inner_text("body")
    pagina.close()
    assert pdf.read_bytes().startswith(b"%PDF")
    tekst = _pdftekst(pdf) or zichtbaar
    with Release.open(next((site.home.releases / "openbaar").glob("*.sqlite"))) as release:
        definitie = release.definitie("kosten_per_client")
        merk = release.meta.release_id
        wijken = [w.label for w in release.dimensie("wijk") if w.code != "totaal"]
    for bron in (tekst, zichtbaar):
        plat = re.sub(r"\s+", " ", bron)
        assert merk in plat.replace("- ", "-")
        assert all(w in plat for w in wijken)
        assert str(definitie["naam"]) in plat
        assert str(definitie["zegt_niet"][0])[:40] in plat
        assert "Gekozen: per jaar" in plat
    assert site.url.removeprefix("http://") in zichtbaar
    assert "Uitsplitsen" not in zichtbaar
    assert "Inloggen" not in zichtbaar


def _pdftekst(pdf: Path) -> str:
    """The words in the file, where a reader of PDF is installed; the page in print is read anyway."""
    lezer = shutil.which("pdftotext")
    if lezer is None:
        return ""
    gelezen = subprocess.run([lezer, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return gelezen.stdout
