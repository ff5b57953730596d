"""Somebody with a real browser: where they go, and how every page and state is held to the same rules.

`Lezer.keur` is the one place that judges: axe (WCAG 2.2 A and AA, and good practice), a calm console under a strict
policy, nothing asked of another machine, one main landmark, one heading, no sideways scrolling, targets that a finger
can hit. It looks at the page as it is, also when no address leads to it (a form that came back, a conflict). With
`DATAMEENT_BEELDEN` set it leaves a picture per width in build/screenshots, to be looked at (JPEG: a PNG of a whole page
takes twice as long); no test judges a picture, so without it none is made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import expect

BREEDTES = (320, 768, 1280)
SMAL_EN_BREED = (320, 1280)
_REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": _REGELS}, "resultTypes": ["violations"]}
BEELDEN = "DATAMEENT_BEELDEN" in os.environ
_ZONDER_AXE = frozenset({768})
"""Between the two layouts: drawn, and held to its width; the rules of axe were looked at on both sides."""
_KLEIN = """() => [...document.querySelectorAll('a, button, select, summary, textarea, input:not([type=hidden])')]
    .filter(e => e.offsetParent && e.tabIndex >= 0 && !e.classList.contains('sla-over'))
    .filter(e => !e.closest('p:not(.tegel-lijn), main li, main nav, dd'))
    .filter(e => { const r = e.getBoundingClientRect(); return r.height < 24 || r.width < 24; })
    .map(e => e.outerHTML.slice(0, 80))"""
"""What stands on its own and is smaller than 24 px; a link inside a sentence is excepted by WCAG 2.5.8."""


class Lezer:
    """A logged-in (or not) reader with a browser that complains.

    Who was logged in once at this site is not sent through the form again, unless `vers`: somebody who logs out, or
    whose session ends, must not take that of another test along. `script=False` turns JavaScript off; only `keur`
    turns it on for as long as it looks, because axe is a script.
    """

    def __init__(
        self, browser: Any, site: Any, rol: str, *, script: bool = True, vers: bool = False, **kwargs: Any
    ) -> None:
        self.site = site
        staat = None if vers else site.ingelogd.get(rol)
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="nl-NL", storage_state=staat, **kwargs
        )
        self.pagina = self.context.new_page()
        self._luister()
        self._cdp = None
        if script:
            self.context.add_init_script(AXE_SCRIPT)  # compiled once for all pages, unlike what is evaluated in each
        else:
            self._cdp = self.context.new_cdp_session(self.pagina)
            self._zet_script(aan=False)
        self.bekeken: set[str] = set()
        if rol != "bezoeker" and staat is None:
            self.log_in(rol)
            if not vers:
                site.ingelogd[rol] = self.context.storage_state()

    def _luister(self) -> None:
        self.klachten: list[str] = []
        self.buiten: list[str] = []
        self.pagina.on("console", lambda m: self.klachten.append(m.text))
        self.pagina.on("pageerror", lambda e: self.klachten.append(str(e)))
        self.pagina.on("requestfailed", self._hoor_mislukt)
        self.ook_van = self.site.url
        """Another place that may be asked: the organisation that people log in with."""
        self.pagina.on("request", self._hoor_vraag)

    def _hoor_mislukt(self, vraag: Any) -> None:
        # Broken off by the reader: on to another page before the picture in the tab was there, or a file that is kept.
        if vraag.failure != "net::ERR_ABORTED":
            self.klachten.append(f"failed: {vraag.url}")

    def _hoor_vraag(self, vraag: Any) -> None:
        if not vraag.url.startswith((self.site.url, self.ook_van)):
            self.buiten.append(vraag.url)

    def _zet_script(self, *, aan: bool) -> None:
        if self._cdp is not None:
            self._cdp.send("Emulation.setScriptExecutionDisabled", {"value": not aan})

    def log_in(self, rol: str) -> None:
        """Through the form, as everybody does."""
        account = self.site.accounts[rol]
        self.naar("/inloggen/")
        self.pagina.fill("#id_gebruikersnaam", account["gebruikersnaam"])
        self.pagina.fill("#id_wachtwoord", account["wachtwoord"])
        self.pagina.click("main button[type=submit]")
        self.ziet("Uitloggen")

    def sluit(self) -> None:
        """Away with the window and its cookies."""
        self.context.close()

    # ------------------------------------------------------------ doing

    def naar(self, adres: str, breedte: int = 1280) -> Any:
        """Type an address."""
        self._zet_breedte(breedte)
        return self.pagina.goto(self.site.url + adres)

    def _zet_breedte(self, breedte: int) -> None:
        maat = {"width": breedte, "height": 900}
        if self.pagina.viewport_size != maat:
            self.pagina.set_viewport_size(maat)

    def ziet(self, tekst: str) -> None:
        """Wait until the header of the page that is on its way shows this text (a click returns before it is there)."""
        expect(self.pagina.locator("header")).to_contain_text(tekst, timeout=15_000)

    def leest(self, tekst: str) -> None:
        """Wait until the page itself shows this text."""
        expect(self.pagina.locator("main")).to_contain_text(tekst, timeout=15_000)

    def kop(self, tekst: str) -> None:
        """Wait for the page with this heading."""
        expect(self.pagina.locator("h1")).to_have_text(tekst, timeout=15_000)

    def klik(self, wat: str) -> None:
        """Click on what leads to another page, and wait for that page."""
        with self.pagina.expect_navigation():
            self.pagina.click(wat)

    def vul(self, **velden: str) -> None:
        """Fill fields by their name."""
        for naam, waarde in velden.items():
            veld = self.pagina.locator(f"#id_{naam}")
            if veld.evaluate("e => e.tagName") == "SELECT":
                veld.select_option(waarde)
            else:
                veld.fill(waarde)

    def verstuur(self, **velden: str) -> None:
        """Send the form of the page, with these fields filled."""
        self.vul(**velden)
        self.klik("main form.formulier button[type=submit]")

    # ------------------------------------------------------------ judging

    def keur(self, naam: str, map_: Path, breedtes: tuple[int, ...] = SMAL_EN_BREED, *, beeld: bool = True) -> None:
        """Hold the page as it is to every rule, at each width; `naam`: of its pictures."""
        self.bekeken.add(urlsplit(self.pagina.url).path)
        with self._met_axe():
            for breedte in breedtes:
                self._zet_breedte(breedte)
                if beeld and BEELDEN:
                    self.pagina.screenshot(path=map_ / f"{naam}-{breedte}.jpg", full_page=True, quality=80)
                breed = self.pagina.evaluate("document.documentElement.scrollWidth")
                assert breed <= breedte, f"{naam} scrolls at {breedte}"
                if breedte not in _ZONDER_AXE:
                    self._axe(f"{naam} at {breedte}")
                if breedte == min(breedtes):
                    klein = self.pagina.evaluate(_KLEIN)
                    assert not klein, f"{naam}: too small to hit: {klein}"
            self._zet_breedte(1280)
        assert self.pagina.locator("main").count() == 1, naam
        assert self.pagina.locator("h1").count() == 1, naam
        self.zonder_klachten(naam)

    def zonder_klachten(self, naam: str) -> None:
        """Nothing in the console but the status of a page that was refused on purpose; nothing asked elsewhere."""
        ernstig = [k for k in self.klachten if not re.search(r"status of (4\d\d|503)", k)]
        self.klachten.clear()
        assert not ernstig, f"{naam}: {ernstig}"
        assert not self.buiten, f"{naam}: {self.buiten}"

    @contextmanager
    def _met_axe(self) -> Iterator[None]:
        """Axe in this document, once; scripts are off again afterwards for who had them off."""
        self._zet_script(aan=True)
        try:
            if self._cdp is not None:
                self.pagina.evaluate(AXE_SCRIPT)
            yield
        finally:
            self._zet_script(aan=False)

    def _axe(self, waar: str) -> None:
        uitslag = AxeResults(self.pagina.evaluate("o => axe.run(o)", AXE))
        assert uitslag.violations_count == 0, f"{waar}: {uitslag.generate_report()}"


def langs(lezers: list[Lezer], vormen: dict[str, str]) -> None:
    """A journey judged every page that it says it did: `vormen` maps the name of a page to the shape of its address."""
    bekeken = {pad for lezer in lezers for pad in lezer.bekeken}
    niet = [naam for naam, vorm in vormen.items() if not any(re.fullmatch(vorm, pad) for pad in bekeken)]
    assert not niet, f"said to be looked at, but were not: {niet}"
