"""What the demo writes: once, in the name of its own accounts, and only what the pages can show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stukkenhulp import tekst

from datameent.domain.home import Home


def test_examples_are_written_once(als: Callable[[str], Any], web_home: Home) -> None:
    from datameent.web.stukken.models import Versie
    from datameent.web.voorbeelden import zet_voorbeelden

    als("beleid")
    eerst = Versie.objects.count()
    assert eerst > 0
    zet_voorbeelden(web_home)
    assert Versie.objects.count() == eerst


def test_examples_can_be_opened_and_sent_again_as_they_are(als: Callable[[str], Any]) -> None:
    """An example that a form would refuse would be a lie about the form."""
    from django.forms.models import model_to_dict

    from datameent.web.doelen.forms import KnoopForm
    from datameent.web.doelen.maatregelform import MaatregelForm
    from datameent.web.doelen.models import Knoop, Maatregel
    from datameent.web.vragen.forms import VraagForm
    from datameent.web.vragen.models import Vraag

    als("beleid")
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.audit.toegang import release_om_te_tekenen

    wie = {"gebruiker": Gebruiker.objects.get(gebruikersnaam="demo-beleid"), "release": release_om_te_tekenen("beleid")}
    stukken: list[Any] = [*Vraag.objects.filter(pk__lte=3), *Knoop.objects.filter(pk__lte=5)]
    for stuk in [*stukken, *Maatregel.objects.filter(pk__lte=2)]:
        soort: Any = {Vraag: VraagForm, Knoop: KnoopForm, Maatregel: MaatregelForm}[type(stuk)]
        extra = {} if soort is MaatregelForm else wie
        leeg = soort(instance=stuk, **extra)
        data = {naam: veld.prepare_value(model_to_dict(stuk).get(naam)) or "" for naam, veld in leeg.fields.items()}
        form = soort(data, instance=stuk, **extra)
        assert form.is_valid(), (stuk, form.errors)


def test_pages_with_examples_say_what_they_are_for(als: Callable[[str], Any]) -> None:
    assert "dagen in 2024" in tekst(als("beleid").get("/vragen/1/"))
    assert "Wel kunnen we de aantallen per wet naast elkaar zetten" in tekst(als("beleid").get("/vragen/3/"))
    assert "Telefonisch spreekuur" in tekst(als("raad").get("/doelen/"))


def test_the_page_of_steering_leads_on_and_says_what_waits(als: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from datameent.web.doelen.models import Maatregel

    client = als("beleid")
    inhoud = client.get("/sturen/").content.decode()
    for pad in ("/vragen/", "/doelen/", "/duiding/", "/besluiten/"):
        assert f'href="{pad}"' in inhoud
    raad = als("raad").get("/sturen/").content.decode()
    assert 'href="/doelen/"' in raad
    assert 'href="/vragen/"' not in raad
    gisteren = timezone.localdate() - timedelta(days=1)
    maatregel = Maatregel.objects.order_by("pk").first()
    assert maatregel is not None
    oud = (maatregel.startdatum, maatregel.evaluatiedatum, maatregel.geevalueerd_op)
    rij = Maatregel.objects.filter(pk=maatregel.pk)
    rij.update(startdatum=gisteren - timedelta(days=90), evaluatiedatum=gisteren, geevalueerd_op=None)
    try:
        wacht = als("beleid").get("/sturen/").content.decode()
        assert "Hier moet u nog op terugkijken" in wacht
        assert maatregel.naam in wacht
    finally:
        rij.update(startdatum=oud[0], evaluatiedatum=oud[1], geevalueerd_op=oud[2])
