"""The forms of a decision: writing it, correcting it, and noting what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils.text import Truncator

from datameent.web.besluiten.models import BEWIJSKRACHT, Besluit
from datameent.web.besluiten.tijdstip import KLOKKEN, ZONE, BestaatNiet, TweeKeer, klok_van, van_klok
from datameent.web.duiding.forms import DatumVeld
from datameent.web.duiding.models import Duiding
from datameent.web.duiding.nagaan import Nagekeken

_VERWIJZING: Final = re.compile(r"(?P<soort>[a-z][a-z-]{0,29})\s+(?P<id>\d{1,9})", re.IGNORECASE)
_VOLGORDE: Final = (
    "gezien", "merkteken", "titel", "orgaan", "wie", "dag", "tijd", "klok", "domein", "besluit",
    "welke_duidingen", "alternatieven", "verwachting", "evaluatie_op", "links", "doelgroep", "reden",
)  # fmt: skip
_LABELS: Final = {
    "titel": "Waar gaat het besluit over?",
    "orgaan": "Wie besloot?",
    "wie": "Wie precies? (mag leeg)",
    "domein": "Bij welke wet hoort het?",
    "besluit": "Wat is er besloten?",
    "alternatieven": "Welke andere keuzes waren er?",
    "verwachting": "Wat verwacht u dat er gebeurt?",
    "evaluatie_op": "Wanneer kijkt u of het werkte?",
    "doelgroep": "Wie mag dit lezen als het is vastgesteld?",
    "reden": "Waarom corrigeert u dit besluit?",
}
_HULP: Final = {
    "titel": "Kort. Bijvoorbeeld: meer plaatsen voor dagbesteding in Oost.",
    "wie": "Een rol of een portefeuille. Bijvoorbeeld: wethouder Zorg.",
    "besluit": "Schrijf wat er gaat gebeuren, en vanaf wanneer.",
    "alternatieven": "Ook “niets doen” is een keuze. Schrijf erbij waarom het die niet werd.",
    "verwachting": "Schrijf het zo dat u later kunt zien of het uitkwam: welk cijfer, hoeveel, en wanneer. "
    "Als het besluit is vastgesteld, kan niemand dit nog veranderen.",
    "evaluatie_op": "U krijgt op die dag een herinnering. Bijvoorbeeld 31-03-2027.",
    "reden": "De tekst van toen blijft te lezen. De verwachting kunt u niet meer wijzigen.",
}


class BesluitForm(Nagekeken[Besluit]):
    """What was decided, on what picture, and what is expected of it."""

    teksten: ClassVar[tuple[str, ...]] = ("titel", "wie", "besluit", "alternatieven", "verwachting")

    dag = forms.DateField(label="Op welke dag?", widget=DatumVeld(), help_text="Bijvoorbeeld 31-03-2025.")
    tijd = forms.TimeField(
        label="Hoe laat?", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), help_text="Ongeveer mag."
    )
    klok = forms.ChoiceField(label="Welke keer was het?", choices=KLOKKEN, required=False)
    welke_duidingen = forms.MultipleChoiceField(
        label="Welke duidingen lagen er?", required=False, widget=forms.CheckboxSelectMultiple()
    )
    links = forms.CharField(
        label="Bij welk doel of welke maatregel hoort het? (mag leeg)",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Eén per regel: de soort en het nummer. Bijvoorbeeld: doel 12.",
    )

    class Meta:
        model = Besluit
        fields: ClassVar[list[str]] = [
            "titel", "orgaan", "wie", "domein", "besluit", "alternatieven", "verwachting", "evaluatie_op", "doelgroep",
        ]  # fmt: skip
        labels: ClassVar[dict[str, str]] = _LABELS
        help_texts: ClassVar[dict[str, str]] = _HULP
        widgets: ClassVar[dict[str, Any]] = {"evaluatie_op": DatumVeld()}

    def __init__(self, *args: Any, duidingen: Sequence[Duiding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._versie = {str(d.pk): d.versie for d in duidingen}
        self.fields["welke_duidingen"] = forms.MultipleChoiceField(
            label="Welke duidingen lagen er?",
            required=False,
            widget=forms.CheckboxSelectMultiple(),
            choices=[
                (str(d.pk), f"{d.auteur}: {Truncator(d.bewering).chars(100)} ({d.get_status_display().lower()})")
                for d in duidingen
            ],
        )
        self.order_fields([*_VOLGORDE, *self.fields])
        if not duidingen:
            del self.fields["welke_duidingen"]
        self._begin()

    def _begin(self) -> None:
        besluit = self.instance
        if besluit.genomen_op is not None:
            lokaal = besluit.genomen_op.astimezone(ZONE)
            self.initial.update(dag=lokaal.date(), tijd=lokaal.time(), klok=klok_van(besluit.genomen_op))
        self.initial["welke_duidingen"] = [str(d["id"]) for d in besluit.duidingen]
        self.initial["links"] = "\n".join(f"{v['soort']} {v['id']}" for v in besluit.verwijzingen)
        if not self.is_bound and not self.initial.get("klok"):
            del self.fields["klok"]

    def clean_links(self) -> list[dict[str, Any]]:
        """Goals and measures by kind and number, wherever they live."""
        links = []
        for regel in filter(None, (r.strip() for r in self.cleaned_data["links"].splitlines())):
            gevonden = _VERWIJZING.fullmatch(regel)
            if gevonden is None:
                raise forms.ValidationError("Schrijf op elke regel een soort en een nummer, zoals: doel 12.")
            links.append({"soort": gevonden["soort"].lower(), "id": int(gevonden["id"])})
        return links

    def clean(self) -> dict[str, Any]:
        """The moment on the clock; what was chosen goes to the decision itself."""
        data = super().clean()
        self._tijdstip(data)
        besluit = self.instance
        if "links" in data:
            besluit.verwijzingen = data["links"]
        if "welke_duidingen" in self.fields:
            besluit.duidingen = [{"id": int(pk), "versie": self._versie[pk]} for pk in data.get("welke_duidingen", [])]
        return data

    def _tijdstip(self, data: dict[str, Any]) -> None:
        try:
            if data.get("dag") and data.get("tijd"):
                self.instance.genomen_op = van_klok(data["dag"], data["tijd"], data.get("klok", ""))
            if not data.get("klok"):
                self.fields.pop("klok", None)
        except BestaatNiet:
            self.fields.pop("klok", None)
            self.add_error("tijd", "Dit uur was er die nacht niet: de klok ging een uur vooruit. Kies een andere tijd.")
        except TweeKeer:
            self.add_error("klok", "Dit uur kwam die nacht twee keer voor. Kies welke keer u bedoelt.")


class CorrectieForm(BesluitForm):
    """A correction: a new version with its reason. The expectation is not in it."""

    teksten: ClassVar[tuple[str, ...]] = ("titel", "wie", "besluit", "alternatieven", "reden")

    class Meta(BesluitForm.Meta):
        fields: ClassVar[list[str]] = [
            "titel", "orgaan", "wie", "domein", "besluit", "alternatieven", "evaluatie_op", "reden",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "evaluatie_op": DatumVeld(),
            "reden": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["reden"] = ""
        self.fields["reden"].required = True


class EffectForm(Nagekeken[Besluit]):
    """What came of it, and how sure is that?"""

    teksten: ClassVar[tuple[str, ...]] = ("effect", "lessen")

    class Meta:
        model = Besluit
        fields: ClassVar[list[str]] = ["effect", "bewijskracht", "lessen"]
        labels: ClassVar[dict[str, str]] = {
            "effect": "Wat gebeurde er?",
            "bewijskracht": "Hoe zeker is het dat het door het besluit komt?",
            "lessen": "Wat leren we hiervan? (mag leeg)",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "effect": "Leg het naast wat u verwachtte. Schrijf ook op wat anders ging dan gedacht.",
            "bewijskracht": "“Weten we niet” is ook een antwoord. Bereik is nog geen effect.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effect"].required = True
        oud = self.fields["bewijskracht"]
        self.fields["bewijskracht"] = forms.ChoiceField(
            choices=BEWIJSKRACHT, widget=forms.RadioSelect(), label=oud.label, help_text=oud.help_text
        )
