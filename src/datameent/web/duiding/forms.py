"""The forms of readings, talks, dissent and events. They ask in plain words and say what to write."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from datameent.web.duiding.models import Contextgebeurtenis, Duiding, Gesprek, Plicht, Tegengeluid, Weerwoord
from datameent.web.duiding.nagaan import Nagekeken, lijkt_bsn
from datameent.web.stukken.formulier import StukForm

_KORT = forms.Textarea(attrs={"rows": 3})


class DatumVeld(forms.DateInput):
    """A date as the browser asks it; without that help one types 2025-03-31."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DuidingForm(Nagekeken[Duiding]):
    """What does this figure mean?"""

    teksten: ClassVar[tuple[str, ...]] = ("bewering", "antwoordzin")

    class Meta:
        model = Duiding
        fields: ClassVar[list[str]] = ["bewering", "aard", "antwoordzin", "doelgroep"]
        labels: ClassVar[dict[str, str]] = {
            "bewering": "Wat is volgens u de betekenis van dit cijfer?",
            "aard": "Wat voor duiding is dit?",
            "antwoordzin": "Eén zin voor onder het antwoord (mag leeg)",
            "doelgroep": "Wie mag dit lezen als het is vastgesteld?",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "bewering": "Schrijf wat u ziet, en waardoor u denkt dat het komt. Zeg ook hoe u dat weet. Noem geen namen "
            "van mensen en geen aantallen die zijn afgeschermd.",
            "aard": "Een verhaal uit de uitvoering is ook een bron. Een tegengeluid is welkom.",
            "antwoordzin": "Begin met “Dat komt vooral doordat”. De zin komt pas op de pagina als de duiding is "
            "vastgesteld.",
            "doelgroep": "Kiest u de raad of iedereen? Dan kijken we ook of uw tekst past bij wat zij mogen zien.",
        }


class GesprekForm(Nagekeken[Gesprek]):
    """What was agreed at the table?"""

    teksten: ClassVar[tuple[str, ...]] = ("lezing",)

    class Meta:
        model = Gesprek
        fields: ClassVar[list[str]] = ["dag", "deelnemers", "lezing"]
        labels: ClassVar[dict[str, str]] = {
            "dag": "Wanneer was het gesprek?",
            "deelnemers": "Wie deden mee?",
            "lezing": "Wat is de lezing waar u het over eens bent?",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "dag": "Bijvoorbeeld 31-03-2025.",
            "deelnemers": "Eén per regel: de rol, en de naam die iemand zelf opgeeft. Zoals: wijkteam Oost, Samira.",
            "lezing": "Bent u het ergens niet over eens? Schrijf dat hierna op als tegengeluid. Dat blijft staan.",
        }
        widgets: ClassVar[dict[str, Any]] = {"dag": DatumVeld(), "deelnemers": _KORT}

    def clean_deelnemers(self) -> str:
        """Names that people gave, never numbers that belong to a person."""
        tekst: str = self.cleaned_data["deelnemers"]
        if lijkt_bsn(tekst, streng=True):
            raise forms.ValidationError("Hier staat een lang nummer. Schrijf alleen een rol en een naam.")
        return tekst


class TegengeluidForm(Nagekeken[Tegengeluid]):
    """Who sees it differently, and how?"""

    teksten: ClassVar[tuple[str, ...]] = ("wie", "tekst")

    class Meta:
        model = Tegengeluid
        fields: ClassVar[list[str]] = ["wie", "tekst"]
        labels: ClassVar[dict[str, str]] = {"wie": "Wie ziet het anders?", "tekst": "Wat ziet diegene anders?"}
        help_texts: ClassVar[dict[str, str]] = {
            "wie": "Een rol is genoeg. Bijvoorbeeld: cliëntenraad.",
            "tekst": "Dit blijft staan. Niemand kan het weghalen, ook u niet. Iemand kan er wel op antwoorden.",
        }


class WeerwoordForm(Nagekeken[Weerwoord]):
    """The answer to a dissent."""

    teksten: ClassVar[tuple[str, ...]] = ("wie", "tekst")

    class Meta:
        model = Weerwoord
        fields: ClassVar[list[str]] = ["wie", "tekst"]
        labels: ClassVar[dict[str, str]] = {"wie": "Wie antwoordt?", "tekst": "Wat is het antwoord?"}
        help_texts: ClassVar[dict[str, str]] = {
            "wie": "Een rol is genoeg. Bijvoorbeeld: beleid Jeugd.",
            "tekst": "Het antwoord komt onder het tegengeluid te staan, en blijft ook staan.",
        }


class GebeurtenisForm(Nagekeken[Contextgebeurtenis]):
    """What happened, when, and whom did it touch?"""

    teksten: ClassVar[tuple[str, ...]] = ("titel", "toelichting")

    class Meta:
        model = Contextgebeurtenis
        fields: ClassVar[list[str]] = [
            "titel", "begin", "eind", "domein", "wijk", "productcategorie", "toelichting", "doelgroep",
        ]  # fmt: skip
        labels: ClassVar[dict[str, str]] = {
            "titel": "Wat gebeurde er?",
            "begin": "Wanneer, of vanaf wanneer?",
            "eind": "Tot en met wanneer? (mag leeg)",
            "domein": "Bij welke wet hoort het?",
            "wijk": "In welke wijk?",
            "productcategorie": "Bij welke soort hulp?",
            "toelichting": "Toelichting (mag leeg)",
            "doelgroep": "Wie mag dit zien?",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "titel": "Kort. Het komt met een nummer bij de grafiek. Bijvoorbeeld: nieuwe eigen bijdrage.",
            "begin": "Bijvoorbeeld 01-01-2025.",
            "doelgroep": "De raad en inwoners zien het pas als een ander ja zegt.",
        }
        widgets: ClassVar[dict[str, Any]] = {"begin": DatumVeld(), "eind": DatumVeld(), "toelichting": _KORT}

    def __init__(
        self, *args: Any, wijken: list[tuple[str, str]], producten: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for veld, leeg, keuzes in (
            ("wijk", "De hele gemeente", wijken),
            ("productcategorie", "Alle soorten hulp", producten),
        ):
            oud = self.fields[veld]
            self.fields[veld] = forms.ChoiceField(
                choices=[("", leeg), *keuzes], required=False, label=oud.label, help_text=oud.help_text
            )

    def clean(self) -> dict[str, Any]:
        """An end is not before its begin."""
        data = super().clean()
        begin, eind = data.get("begin"), data.get("eind")
        if begin and eind and eind < begin:
            self.add_error("eind", "Deze dag is eerder dan het begin. Kies een latere dag, of laat dit leeg.")
        return data


class PlichtForm(StukForm[Plicht]):
    """Which figures must not be published without a reading."""

    class Meta:
        model = Plicht
        fields: ClassVar[list[str]] = ["indicator", "doelgroep", "verplicht", "maanden"]
        labels: ClassVar[dict[str, str]] = {
            "indicator": "Welk cijfer?",
            "doelgroep": "Voor wie?",
            "verplicht": "Een duiding is verplicht",
            "maanden": "Hoeveel maanden geldt een duiding?",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "verplicht": "Zonder vastgestelde duiding gaat dit cijfer dan niet naar deze lezers.",
            "maanden": "Daarna moet er een nieuwe komen. Schrijf 0 als elke publicatie een eigen duiding nodig heeft.",
        }

    def __init__(self, *args: Any, cijfers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"] = forms.ChoiceField(choices=cijfers, label="Welk cijfer?")
