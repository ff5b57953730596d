"""Every address of the site. Each name stands in `permissions.paginas.ACTIES`; a test holds the two together."""

from __future__ import annotations

from django.urls import path

from datameent.web import taal
from datameent.web.accounts import views as accounts
from datameent.web.api import views as api
from datameent.web.audit import views as audit
from datameent.web.figures import views as figures
from datameent.web.opendata import views as opendata
from datameent.web.public import views as public

urlpatterns = [
    path("", figures.overzicht, name="overzicht"),
    path("cijfers/<slug:code>/", figures.indicator, name="indicator"),
    path("cijfers/<slug:code>/tabel.csv", figures.indicator_csv, name="indicator-csv"),
    path("wijken/", figures.wijken, name="wijken"),
    path("wijken/<slug:code>/", figures.wijk, name="wijk"),
    path("bronnen/", public.bronnen, name="bronnen"),
    path("begrippen/", public.begrippen, name="begrippen"),
    path("toegankelijkheid/", public.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", public.privacy, name="privacy"),
    path("inloggen/", accounts.inloggen, name="inloggen"),
    path("uitloggen/", accounts.uitloggen, name="uitloggen"),
    path("account/", accounts.account, name="account"),
    path("account/wachtwoord/", accounts.wachtwoord, name="wachtwoord"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("logboek/", audit.logboek, name="logboek"),
    path("health", public.health, name="health"),
    path("taal/<slug:code>/", taal.kies, name="taal"),
    path("opendata/", opendata.pagina, name="opendata"),
    path("opendata/catalogus.jsonld", opendata.catalogusbestand, name="opendata-catalogus"),
    path("opendata/<slug:naam>.csv", opendata.csv, name="opendata-csv"),
    path("opendata/<slug:naam>.json", opendata.json, name="opendata-json"),
    *api.adressen(),
]

handler400 = "datameent.web.public.fouten.verzoek"
handler403 = "datameent.web.public.fouten.geen_toegang"
handler404 = "datameent.web.public.fouten.niet_gevonden"
handler500 = "datameent.web.public.fouten.storing"
