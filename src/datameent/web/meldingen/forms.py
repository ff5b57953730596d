"""The forms of a report: sending one, looking one up, answering one."""

from __future__ import annotations

from typing import Any

from django import forms

from datameent.web.duiding.nagaan import lijkt_bsn
from datameent.web.figures.verwijzing import LANGSTE_ADRES
from datameent.web.meldingen.models import Melding, Stand
from datameent.web.stukken.formulier import StukForm
from datameent.web.stukken.velden import Kortetekst, Langetekst, keuzeveld

_BSN = (
    "Hier lijkt een burgerservicenummer te staan. Dat hebben we niet nodig, en we willen het niet bewaren. "
    "Haal het weg en verstuur uw melding opnieuw. Er is nog niets bewaard."
)


class MeldForm(forms.Form):
    """What somebody without an account tells. `adres_leeg` is a trap for machines."""

    plek = Kortetekst(
        "Over welke pagina of welk cijfer gaat het?",
        hulp="Kopieer het adres van de pagina. Of schrijf op welk cijfer u bedoelt.",
        hoogstens=LANGSTE_ADRES,
    )
    tekst = Langetekst(
        "Wat klopt er niet?",
        hulp="Schrijf geen naam en geen burgerservicenummer op. Die hebben we niet nodig.",
        leeg="Schrijf op wat er niet klopt.",
        regels=8,
    )
    contact = Kortetekst(
        "Hoe kunnen we u antwoorden? Dit hoeft niet.",
        hulp="Bijvoorbeeld een e-mailadres. We halen het weg zodra u antwoord heeft. "
        "Laat u dit leeg? Dan leest u het antwoord op deze site, met een nummer.",
        hoogstens=200,
    )
    adres_leeg = forms.CharField(
        label="Laat dit veld leeg", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean(self) -> dict[str, Any]:
        """No number of a person, in no field; nothing in the trap."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for veld in ("plek", "tekst", "contact"):
            if lijkt_bsn(str(data.get(veld) or "")):
                self.add_error(veld, _BSN)
        if data.get("adres_leeg"):
            self.add_error("adres_leeg", "Maak dit veld leeg en verstuur uw melding opnieuw.")
        return data


class ZoekForm(forms.Form):
    """The number of a report."""

    nummer = Kortetekst(
        "Het nummer van uw melding",
        hulp="Het nummer heeft vier groepjes van vier tekens.",
        leeg="Vul het nummer in dat u kreeg.",
        hoogstens=60,
    )


class AntwoordForm(StukForm[Melding]):
    """What is done with a report."""

    stand = keuzeveld("Hoe staat het ermee?", [(s.value, s.naam.capitalize()) for s in Stand], leeg="Kies hoe het is.")
    antwoord = Langetekst(
        "Uw antwoord",
        hulp="De inwoner leest dit met het nummer. Is er een adres? Stuur het antwoord daar eerst heen: "
        "bij Beantwoord halen we het adres weg.",
        regels=8,
    )

    class Meta:
        model = Melding
        fields = ("stand", "antwoord")

    def clean(self) -> dict[str, Any]:
        """Answered is with an answer, and without a number of a person."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("stand") == Stand.BEANTWOORD.value and not data.get("antwoord"):
            self.add_error("antwoord", "Schrijf uw antwoord op. Of kies een andere stand.")
        if lijkt_bsn(str(data.get("antwoord") or "")):
            self.add_error("antwoord", "Hier lijkt een burgerservicenummer te staan. Haal het weg.")
        return data
