"""Which page is looked at by whom in a real browser. A page of the site that nobody looks at fails a test.

Three tables: `PAGINAS` and `ODD` are visited by their address; `GEEN_PAGINA` are addresses that show no page. What is
only reached by doing something (a form that comes back, a code that is asked) is in the `LANGS` of the journey that
does it. `test_web_browser_alles.py` holds the tables and the addresses of the site together.
"""

from __future__ import annotations

from typing import NamedTuple

CLIENTEN = "/cijfers/clienten/"
PER_WIJK = f"{CLIENTEN}?korrel=jaar&wet=wmo&per=wijk"
OUDER = "/cijfers/uitstroom/?korrel=jaar&wet=jeugdwet"


class Pagina(NamedTuple):
    """A page that somebody opens by its address."""

    rol: str
    naam: str
    adres: str
    status: int = 200
    ook: tuple[str, ...] = ()
    """Roles that see other figures, or another menu, on the same page: held to axe as well, without a picture."""


_VIER = ("bezoeker", "raad", "privacy")
"""Beside policy: who sees other releases, or the longest menu."""

PAGINAS = (
    Pagina("beleid", "overzicht", "/", ook=(*_VIER, "wethouder")),
    Pagina("beleid", "catalogus", "/cijfers/?zoek=geld", ook=_VIER),
    Pagina("beleid", "catalogus-alles", "/cijfers/"),
    Pagina("beleid", "catalogus-niets", "/cijfers/?zoek=zwembad", ook=_VIER),
    Pagina("beleid", "kaart", "/cijfers/kosten_per_client/?korrel=jaar&wet=wmo&per=wijk", ook=_VIER),
    Pagina("beleid", "wijken", "/wijken/", ook=_VIER),
    Pagina("beleid", "wijk", "/wijken/WK999900/", ook=_VIER),
    Pagina("beleid", "jaar", "/cijfers/uitgaven/?korrel=jaar&wet=wmo", ook=_VIER),
    Pagina("beleid", "wetten", CLIENTEN, ook=_VIER),
    Pagina("beleid", "wijken-lijnen", PER_WIJK, ook=_VIER),
    Pagina("beleid", "wijken-staven", "/cijfers/uitgaven/?korrel=jaar&wet=jeugdwet&per=wijk&periode=2024", ook=_VIER),
    Pagina("beleid", "ouder", OUDER, ook=_VIER),
    Pagina("beleid", "wacht", "/cijfers/instroom/?korrel=jaar&wet=jeugdwet", ook=_VIER),
    Pagina("beleid", "combinatie", f"{CLIENTEN}?wet=wmo&wijk=WK999900&leeftijdsgroep=85%2B", ook=_VIER),
    Pagina("beleid", "bronnen", "/bronnen/", ook=_VIER),
    Pagina("beleid", "begrippen", "/begrippen/", ook=_VIER),
    Pagina("beleid", "toegankelijkheid", "/toegankelijkheid/", ook=_VIER),
    Pagina("beleid", "privacy", "/privacy/", ook=_VIER),
    Pagina("beleid", "opendata", "/opendata/", ook=_VIER),
    Pagina("beleid", "niet-gevonden", "/deze-pagina-is-er-niet/", 404, ook=_VIER),
    Pagina("beleid", "geen-indicator", "/cijfers/bestaat-niet/", 404),
    Pagina("beleid", "geen-vraag", "/vragen/999999/", 404),
    Pagina("raad", "geen-toegang", "/logboek/", 403, ook=("beleid", "wethouder")),
    Pagina("bezoeker", "inloggen", "/inloggen/"),
    Pagina("bezoeker", "inloggen-eerst", "/inloggen/?next=/sturen/"),
    Pagina("raad", "maand", f"{CLIENTEN}?korrel=maand&wet=wmo"),
    Pagina("raad", "account", "/account/"),
    Pagina("beleid", "wachtwoord", "/account/wachtwoord/"),
    Pagina("privacy", "logboek", "/logboek/?controleer=1"),
    Pagina("privacy", "accounts", "/accounts/", ook=("beheer",)),
    Pagina("analist", "kijkdoel", "/account/doel/", ook=("privacy",)),
    Pagina("beleid", "tweestap", "/account/tweestap/"),
    # A choice beside another one.
    Pagina(
        "beleid", "vergelijk", "/cijfers/kosten_per_client/?korrel=kwartaal&wet=wmo&wijk=WK999901&vergelijk=gemeente"
    ),
    Pagina(
        "beleid", "naast-wijk", f"{CLIENTEN}?korrel=jaar&wet=wmo&wijk=WK999901&vergelijk=wijk:WK999902", ook=("raad",)
    ),
    Pagina(
        "beleid",
        "naast-aanbieder",
        "/cijfers/uitgaven/?korrel=jaar&wet=wmo&aanbieder=10000001&vergelijk=aanbieder:10000002",
    ),
    Pagina(
        "beleid", "naast-product", f"{CLIENTEN}?korrel=jaar&wet=wmo&productcategorie=01&vergelijk=productcategorie:02"
    ),
    Pagina(
        "beleid", "naast-periode", f"{CLIENTEN}?korrel=jaar&wet=wmo&periode=2024&vergelijk=periode:2023", ook=("raad",)
    ),
    Pagina("beleid", "naast-maand", f"{CLIENTEN}?korrel=maand&wet=wmo&periode=2025-03&vergelijk=periode:2024-03"),
    Pagina("beleid", "naast-wijken", f"{PER_WIJK}&periode=2024&vergelijk=periode:2023"),
    Pagina("beleid", "naast-onbekend", f"{CLIENTEN}?korrel=jaar&wet=wmo&vergelijk=wijk:WK000000"),
    Pagina("beleid", "onbekende-wijk", f"{CLIENTEN}?korrel=jaar&wet=wmo&wijk=WK000000"),
    Pagina("beleid", "voorlopig", f"{CLIENTEN}?korrel=jaar&wet=wmo&periode=2025"),
    Pagina("beleid", "aanbieders-staven", "/cijfers/uitgaven/?wet=wmo&per=aanbieder"),
    Pagina("beleid", "kwartaal", f"{CLIENTEN}?korrel=kwartaal&wet=wmo"),
    # Questions and goals.
    Pagina("beleid", "sturen", "/sturen/", ook=("raad", "privacy", "wethouder")),
    Pagina("beleid", "vragen", "/vragen/"),
    Pagina("beleid", "vragen-niets", "/vragen/?zoek=zwembad"),
    Pagina("beleid", "vraag-beantwoord", "/vragen/1/"),
    Pagina("analist", "vraag-analist", "/vragen/2/"),
    Pagina("wethouder", "vraag-kan-niet", "/vragen/3/"),
    Pagina("beleid", "vraag-nieuw", "/vragen/nieuw/"),
    Pagina("beleid", "vraag-wijzig", "/vragen/2/wijzig/"),
    Pagina("beleid", "vraag-intrekken", "/vragen/2/intrekken/"),
    Pagina("analist", "vraag-stap", "/vragen/2/stap/kan-niet/"),
    Pagina("analist", "vraag-cijfer", "/vragen/2/cijfer/"),
    Pagina("analist", "cijfergebruik", "/vragen/gebruik/"),
    Pagina("beleid", "cijfer-met-vragen", "/cijfers/wachttijd/?korrel=jaar&wet=wmo"),
    Pagina("beleid", "doelen", "/doelen/", ook=("raad",)),
    Pagina("beleid", "doelen-dicht", "/doelen/?dicht=1"),
    Pagina("beleid", "doel", "/doelen/2/"),
    Pagina("beleid", "doel-wijzig", "/doelen/2/wijzig/"),
    Pagina("control", "budget", "/doelen/5/"),
    Pagina("control", "doel-nieuw", "/doelen/nieuw/?onder=4"),
    Pagina("beleid", "maatregel", "/maatregelen/1/"),
    Pagina("beleid", "maatregel-nieuw", "/doelen/2/maatregel/"),
    Pagina("raad", "maatregel-achteraf", "/maatregelen/2/"),
    Pagina("beleid", "maatregel-wijzig", "/maatregelen/2/wijzig/"),
    Pagina("beleid", "maatregel-evalueer", "/maatregelen/2/evalueer/"),
    # Readings and decisions.
    Pagina("beleid", "duidingen", "/duiding/", ook=("analist",)),
    Pagina("beleid", "duiding-vast", "/duiding/1/", ook=("analist", "wethouder")),
    Pagina("analist", "duiding-concept", "/duiding/2/"),
    Pagina("beleid", "duiding-nieuw", f"{CLIENTEN}duiding/?korrel=jaar&wet=wmo"),
    Pagina("analist", "duiding-wijzig", "/duiding/2/wijzig/"),
    Pagina("analist", "duiding-gesprek", "/duiding/2/gesprek/"),
    Pagina("beleid", "duiding-tegengeluid", "/duiding/1/tegengeluid/"),
    Pagina("beleid", "duiding-weerwoord", "/duiding/tegengeluid/1/"),
    Pagina("analist", "duiding-verplicht", "/duiding/verplicht/"),
    Pagina("beleid", "gebeurtenis-nieuw", "/duiding/gebeurtenis/"),
    Pagina("beleid", "gebeurtenis-wijzig", "/duiding/gebeurtenis/1/"),
    Pagina("beleid", "besluiten", "/besluiten/", ook=("raad",)),
    Pagina("raad", "besluit", "/besluiten/1/", ook=("beleid",)),
    Pagina("raad", "besluit-toen", "/besluiten/1/toen/", ook=("beleid",)),
    Pagina("beleid", "besluit-concept", "/besluiten/2/"),
    Pagina("beleid", "besluit-nieuw", "/besluiten/nieuw/"),
    Pagina("beleid", "besluit-cijfer", f"{CLIENTEN}besluit/?korrel=jaar&wet=wmo"),
    Pagina("beleid", "besluit-wijzig", "/besluiten/2/wijzig/"),
    Pagina("beleid", "besluit-corrigeer", "/besluiten/1/corrigeer/"),
    Pagina("beleid", "besluit-effect", "/besluiten/1/effect/"),
    Pagina("wethouder", "besluit-vaststellen", "/besluiten/2/vaststellen/"),
    # Pages for one kind of reader.
    Pagina("raad", "raad", "/raad/", ook=("beleid",)),
    Pagina("raad", "raad-zitting", "/raad/?zitting=1&nr=3"),
    Pagina("wethouder", "wethouder", "/wethouder/"),
    Pagina("contract", "aanbieders", "/aanbieders/", ook=("analist",)),
    Pagina("contract", "herstelbon", "/herstelbonnen/1/"),
    Pagina("contract", "herstelbon-nieuw", "/aanbieders/10000000/herstelbon/"),
    Pagina("contract", "herstelbon-wijzig", "/herstelbonnen/1/wijzig/"),
    Pagina("privacy", "privacyoverzicht", "/privacy-overzicht/?controleer=1"),
    Pagina("bezoeker", "wie-ziet-wat", "/wie-ziet-wat/"),
    Pagina("bezoeker", "melding-nieuw", f"/meldingen/nieuw/?plek={CLIENTEN}"),
    Pagina("bezoeker", "melding-stand", "/meldingen/stand/"),
    Pagina("analist", "meldingen", "/meldingen/", ook=("privacy",)),
    Pagina("privacy", "melding", "/meldingen/1/"),
    Pagina("analist", "melding-antwoord", "/meldingen/2/antwoord/"),
    # Publishing.
    Pagina("analist", "publiceren", "/publiceren/"),
    Pagina("analist", "publicatie", "/publiceren/raad-2025-10-31-00000001/"),
    Pagina("privacy", "publicatie-intrekken", "/publiceren/raad-2025-10-31-00000001/intrekken/"),
)

ODD = (
    Pagina("bezoeker", "geen-cijfers", "/"),
    Pagina("bezoeker", "geen-cijfers-catalogus", "/cijfers/"),
    Pagina("bezoeker", "geen-cijfers-bronnen", "/bronnen/"),
    Pagina("raad", "alles-verborgen-overzicht", "/"),
    Pagina("raad", "alles-verborgen", f"{CLIENTEN}?wet=wmo"),
    Pagina("raad", "alles-verborgen-raad", "/raad/"),
    Pagina("raad", "een-wijk", PER_WIJK),
    Pagina("raad", "een-wijk-keuze", "/wijken/"),
    Pagina("beleid", "zestig-aanbieders", "/cijfers/uitgaven/?wet=wmo&per=aanbieder"),
    Pagina("contract", "zestig-aanbieders-lijst", "/aanbieders/"),
    Pagina("beleid", "lange-namen", PER_WIJK),
    Pagina("beleid", "lange-naam-wijk", "/wijken/WK999905/"),
    Pagina("beleid", "lange-namen-naast", f"{CLIENTEN}?korrel=jaar&wet=wmo&wijk=WK999901&vergelijk=wijk:WK999902"),
    Pagina("beleid", "veel-verborgen", f"{CLIENTEN}?korrel=maand&wet=wmo&wijk=WK999905&vergelijk=gemeente"),
)
"""On the site where policy has very long names and 60 providers, the council one wijk and all hidden, and nobody else
anything."""

GEEN_PAGINA = {
    "indicator-csv": "a file",
    "opendata-catalogus": "JSON-LD",
    "opendata-csv": "a file",
    "opendata-json": "a file",
    "health": "JSON",
    "uitloggen": "takes a form and leads to the overview; the journey without a script logs out",
    "taal": "leads back to the page that was asked from; test_web_browser_taal goes through it",
    "duiding-status": "takes a form and leads to the reading; the journey of the official goes through it",
    "gebeurtenis-akkoord": "takes a form and leads to the readings",
    "publicatie-akkoord": "takes a form and leads to the release; two people publish through it",
    "oidc-naar": "leads to the organisation",
    "oidc-terug": "leads from the organisation to the overview",
}
"""Addresses that show no page, and why. Those of the API are JSON, all of them."""
