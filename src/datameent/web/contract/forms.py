"""The form of a repair ticket."""

from __future__ import annotations

from typing import Any

from django import forms

from datameent.web.accounts.models import Gebruiker
from datameent.web.contract.models import Bonstand, Herstelbon
from datameent.web.duiding.nagaan import lijkt_bsn
from datameent.web.stukken.formulier import StukForm
from datameent.web.stukken.velden import Dag, Kortetekst, Langetekst, keuzeveld
from datameent.web.stukken.zicht import domeinkeuzes


class BonForm(StukForm[Herstelbon]):
    """What, which period, by when."""

    wat = Langetekst(
        "Wat moet de aanbieder herstellen?",
        hulp="Bijvoorbeeld: bij de helft van de startberichten ontbreekt de begindatum. Noem geen personen.",
        leeg="Schrijf op wat er hersteld moet worden.",
        regels=5,
    )
    periode = Kortetekst(
        "Over welke periode gaat het?",
        hulp="Bijvoorbeeld: maart 2025.",
        leeg="Schrijf op welke periode.",
        hoogstens=100,
    )
    uiterlijk = Dag("Wanneer moet het klaar zijn?", leeg="Kies een dag.")

    class Meta:
        model = Herstelbon
        fields = ("wat", "periode", "uiterlijk", "stand", "domein")

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standen = [(s.value, s.value.capitalize()) for s in Bonstand]
        self.fields["stand"] = keuzeveld("Hoe staat het ermee?", standen, leeg="Kies hoe het ermee staat.")
        self.fields["domein"] = keuzeveld("Onderwerp", domeinkeuzes(gebruiker), leeg="Kies een onderwerp.")

    def clean(self) -> dict[str, Any]:
        """No number of a person goes to a provider by this way."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for veld in ("wat", "periode"):
            if lijkt_bsn(str(data.get(veld) or "")):
                self.add_error(
                    veld, forms.ValidationError("Hier lijkt een burgerservicenummer te staan. Haal het weg.")
                )
        return data
