"""Every address of the site. Each name stands in `permissions.paginas.ACTIES`; a test holds the two together."""

from __future__ import annotations

from django.urls import path

from datameent.web import taal
from datameent.web.accounts import beveiligen, inloggen
from datameent.web.accounts import views as accounts
from datameent.web.api import views as api
from datameent.web.audit import views as audit
from datameent.web.besluiten import effect, toen
from datameent.web.besluiten import views as besluiten
from datameent.web.catalogus import views as catalogus
from datameent.web.contract import views as contract
from datameent.web.doelen import views as doelen
from datameent.web.duiding import gebeurtenis, gesprek, plicht
from datameent.web.duiding import views as duiding
from datameent.web.figures import views as figures
from datameent.web.lezers import privacyblik, raad, wethouder
from datameent.web.meldingen import views as meldingen
from datameent.web.oidc import views as oidc
from datameent.web.opendata import views as opendata
from datameent.web.public import views as public
from datameent.web.publicatie import views as publicatie
from datameent.web.sturen import views as sturen
from datameent.web.vragen import views as vragen

urlpatterns = [
    path("", figures.overzicht, name="overzicht"),
    path("cijfers/", catalogus.catalogus, name="catalogus"),
    path("cijfers/<slug:code>/", figures.indicator, name="indicator"),
    path("cijfers/<slug:code>/tabel.csv", figures.indicator_csv, name="indicator-csv"),
    path("wijken/", figures.wijken, name="wijken"),
    path("wijken/<slug:code>/", figures.wijk, name="wijk"),
    path("bronnen/", public.bronnen, name="bronnen"),
    path("begrippen/", public.begrippen, name="begrippen"),
    path("toegankelijkheid/", public.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", public.privacy, name="privacy"),
    path("wie-ziet-wat/", public.wie_ziet_wat, name="wie-ziet-wat"),
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
    path("sturen/", sturen.sturen, name="sturen"),
    path("vragen/", vragen.vragen, name="vragen"),
    path("vragen/nieuw/", vragen.vraag_nieuw, name="vraag-nieuw"),
    path("vragen/gebruik/", vragen.cijfergebruik, name="cijfergebruik"),
    path("vragen/<int:pk>/", vragen.vraag, name="vraag"),
    path("vragen/<int:pk>/wijzig/", vragen.vraag_wijzig, name="vraag-wijzig"),
    path("vragen/<int:pk>/stap/<slug:naar>/", vragen.vraag_stap, name="vraag-stap"),
    path("vragen/<int:pk>/intrekken/", vragen.vraag_intrekken, name="vraag-intrekken"),
    path("vragen/<int:pk>/cijfer/", vragen.vraag_cijfer, name="vraag-cijfer"),
    path("vragen/<int:pk>/cijfer/<int:koppeling>/weg/", vragen.vraag_cijfer_weg, name="vraag-cijfer-weg"),
    path("doelen/", doelen.doelen, name="doelen"),
    path("doelen/nieuw/", doelen.doel_nieuw, name="doel-nieuw"),
    path("doelen/<int:pk>/", doelen.doel, name="doel"),
    path("doelen/<int:pk>/wijzig/", doelen.doel_wijzig, name="doel-wijzig"),
    path("doelen/<int:pk>/maatregel/", doelen.maatregel_nieuw, name="maatregel-nieuw"),
    path("maatregelen/<int:pk>/", doelen.maatregel, name="maatregel"),
    path("maatregelen/<int:pk>/wijzig/", doelen.maatregel_wijzig, name="maatregel-wijzig"),
    path("maatregelen/<int:pk>/evalueer/", doelen.maatregel_evalueer, name="maatregel-evalueer"),
    path("duiding/", duiding.duidingen, name="duidingen"),
    path("duiding/<int:pk>/", duiding.duiding, name="duiding"),
    path("cijfers/<slug:code>/duiding/", duiding.nieuw, name="duiding-nieuw"),
    path("duiding/<int:pk>/wijzig/", duiding.wijzig_duiding, name="duiding-wijzig"),
    path("duiding/<int:pk>/status/", duiding.zet_status, name="duiding-status"),
    path("duiding/<int:pk>/gesprek/", gesprek.gesprek, name="duiding-gesprek"),
    path("duiding/<int:pk>/tegengeluid/", gesprek.tegengeluid, name="duiding-tegengeluid"),
    path("duiding/tegengeluid/<int:pk>/", gesprek.weerwoord, name="duiding-weerwoord"),
    path("duiding/verplicht/", plicht.verplicht, name="duiding-verplicht"),
    path("duiding/gebeurtenis/", gebeurtenis.nieuw, name="gebeurtenis-nieuw"),
    path("duiding/gebeurtenis/<int:pk>/", gebeurtenis.wijzig_gebeurtenis, name="gebeurtenis-wijzig"),
    path("duiding/gebeurtenis/<int:pk>/akkoord/", gebeurtenis.akkoord, name="gebeurtenis-akkoord"),
    path("besluiten/", besluiten.besluiten, name="besluiten"),
    path("besluiten/nieuw/", besluiten.nieuw, name="besluit-nieuw"),
    path("besluiten/<int:pk>/", besluiten.besluit, name="besluit"),
    path("besluiten/<int:pk>/toen/", toen.toen, name="besluit-toen"),
    path("besluiten/<int:pk>/wijzig/", besluiten.wijzig_besluit, name="besluit-wijzig"),
    path("besluiten/<int:pk>/vaststellen/", besluiten.stel_vast, name="besluit-vaststellen"),
    path("besluiten/<int:pk>/corrigeer/", besluiten.corrigeer, name="besluit-corrigeer"),
    path("besluiten/<int:pk>/effect/", effect.effect, name="besluit-effect"),
    path("cijfers/<slug:code>/besluit/", besluiten.cijfer, name="besluit-cijfer"),
    path("taal/<slug:code>/", taal.kies, name="taal"),
    path("opendata/", opendata.pagina, name="opendata"),
    path("opendata/catalogus.jsonld", opendata.catalogusbestand, name="opendata-catalogus"),
    path("opendata/<slug:naam>.csv", opendata.csv, name="opendata-csv"),
    path("opendata/<slug:naam>.json", opendata.json, name="opendata-json"),
    *api.adressen(),
    path("wethouder/", wethouder.wethouder, name="wethouder"),
    path("aanbieders/", contract.aanbieders, name="aanbieders"),
    path("aanbieders/<slug:code>/herstelbon/", contract.herstelbon_nieuw, name="herstelbon-nieuw"),
    path("herstelbonnen/<int:pk>/", contract.herstelbon, name="herstelbon"),
    path("herstelbonnen/<int:pk>/wijzig/", contract.herstelbon_wijzig, name="herstelbon-wijzig"),
    path("privacy-overzicht/", privacyblik.privacyoverzicht, name="privacyoverzicht"),
    path("raad/", raad.raad, name="raad"),
    path("meldingen/", meldingen.meldingen, name="meldingen"),
    path("meldingen/nieuw/", meldingen.melding_nieuw, name="melding-nieuw"),
    path("meldingen/stand/", meldingen.melding_stand, name="melding-stand"),
    path("meldingen/<int:pk>/", meldingen.melding, name="melding"),
    path("meldingen/<int:pk>/antwoord/", meldingen.melding_antwoord, name="melding-antwoord"),
]

handler400 = "datameent.web.public.fouten.verzoek"
handler403 = "datameent.web.public.fouten.geen_toegang"
handler404 = "datameent.web.public.fouten.niet_gevonden"
handler500 = "datameent.web.public.fouten.storing"
