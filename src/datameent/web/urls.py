"""Every address of the site. Each name stands in `permissions.paginas.ACTIES`; a test holds the two together."""

from __future__ import annotations

from django.urls import path

from datameent.web.accounts import beveiligen, inloggen
from datameent.web.accounts import views as accounts
from datameent.web.audit import views as audit
from datameent.web.figures import views as figures
from datameent.web.oidc import views as oidc
from datameent.web.public import views as public
from datameent.web.publicatie import views as publicatie

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
    path("inloggen/", inloggen.inloggen, name="inloggen"),
    path("uitloggen/", accounts.uitloggen, name="uitloggen"),
    path("account/", accounts.account, name="account"),
    path("account/wachtwoord/", accounts.wachtwoord, name="wachtwoord"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("logboek/", audit.logboek, name="logboek"),
    path("inloggen/organisatie/", oidc.naar, name="oidc-naar"),
    path("inloggen/organisatie/terug/", oidc.terug, name="oidc-terug"),
    path("inloggen/organisatie/geweigerd/", oidc.geweigerd, name="oidc-geweigerd"),
    path("inloggen/code/", inloggen.code, name="inloggen-code"),
    path("account/tweestap/", beveiligen.tweestap, name="tweestap"),
    path("account/herstelcodes/", beveiligen.herstelcodes, name="herstelcodes"),
    path("account/doel/", beveiligen.kijkdoel, name="kijkdoel"),
    path("publiceren/", publicatie.publiceren, name="publiceren"),
    path("publiceren/<slug:code>/", publicatie.publicatie, name="publicatie"),
    path("publiceren/<slug:code>/akkoord/", publicatie.akkoord, name="publicatie-akkoord"),
    path("publiceren/<slug:code>/intrekken/", publicatie.intrekken, name="publicatie-intrekken"),
    path("health", public.health, name="health"),
]

handler400 = "datameent.web.public.fouten.verzoek"
handler403 = "datameent.web.public.fouten.geen_toegang"
handler404 = "datameent.web.public.fouten.niet_gevonden"
handler500 = "datameent.web.public.fouten.storing"
