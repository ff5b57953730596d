"""The forms of a question: asking, taking a step, tying a figure to it and taking that back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from datameent.release.read import Release
from datameent.web.accounts.models import Gebruiker
from datameent.web.figures.verwijzing import Verwijzing
from datameent.web.stukken.formulier import StukForm
from datameent.web.stukken.velden import Cijferadres, Dag, Kortetekst, Langetekst, keur, keuzeveld
from datameent.web.stukken.zicht import domeinkeuzes
from datameent.web.vragen.doelbinding import doelkeuzes
from datameent.web.vragen.models import Antwoordcijfer, Vraag
from datameent.web.vragen.stappen import Stap, stap_naar

_GEEN_DOELEN = "Er zijn nu geen cijfers, dus ook geen afspraken om uit te kiezen. Uw tekst staat hieronder nog."


class VraagForm(StukForm[Vraag]):
    """What somebody wants to know, and what for."""

    vraag = Kortetekst(
        "Wat wilt u weten?",
        hulp="Stel één vraag. Bijvoorbeeld: hoe lang wachten mensen op hulp bij het huishouden?",
        leeg="Schrijf op wat u wilt weten.",
    )
    besluit = Langetekst(
        "Welk besluit hangt ervan af?",
        hulp="Schrijf op wat er wordt besloten, wie dat doet en wanneer.",
        leeg="Schrijf op welk besluit van het antwoord afhangt.",
    )
    bij_hoog = Langetekst(
        "Wat doet u als het cijfer hoog is?", leeg="Schrijf op wat u doet als het cijfer hoog is.", regels=2
    )
    bij_laag = Langetekst(
        "Wat doet u als het cijfer laag is?", leeg="Schrijf op wat u doet als het cijfer laag is.", regels=2
    )
    verwachting = Langetekst(
        "Welk antwoord verwacht u?",
        hulp="Schrijf dit op voordat u het antwoord kent. Dan ziet u later of het u verraste.",
        leeg="Schrijf op welk antwoord u verwacht. Een schatting is genoeg.",
        regels=2,
    )
    gegevens = Langetekst(
        "Welke gegevens zijn nodig?",
        hulp="Noem welke hulp, welke wijken en welke jaren. Weet u het niet? Schrijf dat dan op.",
        leeg="Schrijf op welke gegevens nodig zijn, of dat u het niet weet.",
        regels=2,
    )
    deadline = Dag("Wanneer heeft u het antwoord nodig?", leeg="Kies de dag waarop u het antwoord nodig heeft.")
    cijfer = Cijferadres(
        "Gaat het over een cijfer op deze site?",
        hulp="Kopieer dan het adres van dat cijfer. Anders laat u dit leeg.",
    )

    class Meta:
        model = Vraag
        fields = (
            "vraag", "besluit", "bij_hoog", "bij_laag", "verwachting", "gegevens",
            "deadline", "domein", "doel", "cijfer",
        )  # fmt: skip

    def __init__(self, *args: Any, gebruiker: Gebruiker, release: Release | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._release = release
        self._verwijzing: Verwijzing | None = None
        self.fields["domein"] = keuzeveld("Onderwerp", domeinkeuzes(gebruiker), leeg="Kies een onderwerp.")
        doelen = doelkeuzes(release, timezone.localdate(), nu=self.instance.doel)
        self.fields["doel"] = keuzeveld(
            "Waarvoor gebruikt u het antwoord?",
            doelen,
            hulp="We mogen de gegevens alleen hiervoor gebruiken. Dat staat in de afspraken over de bronnen.",
            leeg="Kies waarvoor u het antwoord gebruikt." if doelen else _GEEN_DOELEN,
        )
        if not doelen:
            self.fields["doel"].error_messages["invalid_choice"] = _GEEN_DOELEN

    def clean_deadline(self) -> Any:
        """A day to come, unless it was there already."""
        dag = self.cleaned_data["deadline"]
        if dag != self.instance.deadline and dag < timezone.localdate():
            raise forms.ValidationError("Deze dag is voorbij. Kies vandaag of een latere dag.")
        return dag

    def clean_cijfer(self) -> str:
        """A figure that the reader's release has, in the address that all pages use; what was there may stay."""
        adres: str = self.cleaned_data["cijfer"]
        if adres == self.instance.cijfer:
            self._verwijzing = Verwijzing(self.instance.indicator, adres)
        else:
            self._verwijzing = keur(adres, self._release)
        return self._verwijzing.adres if self._verwijzing else ""

    def clean(self) -> dict[str, Any]:
        """A question with the same answer to high and low changes nothing."""
        data = super().clean() or {}
        hoog, laag = data.get("bij_hoog"), data.get("bij_laag")
        if hoog and laag and " ".join(hoog.lower().split()) == " ".join(laag.lower().split()):
            self.add_error("bij_laag", "U doet in beide gevallen hetzelfde. Wat zou u anders doen?")
        return data

    def save(self, commit: bool = True) -> Vraag:
        """With the code of the figure, by which its page finds the question."""
        self.instance.indicator = self._verwijzing.indicator if self._verwijzing else ""
        vraag: Vraag = super().save(commit)
        return vraag


class StapForm(StukForm[Vraag]):
    """One step of a question, with its reason. Who was late by a step is told so, and keeps the text."""

    waarom = Langetekst("Waarom?", leeg="Schrijf op waarom.", regels=5)

    class Meta:
        model = Vraag
        fields = ("waarom", "alternatief")

    def __init__(self, *args: Any, stap: Stap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stap = stap
        self.initial.update(waarom="", alternatief="")
        self.fields["waarom"].label = stap.waarom
        if stap.alternatief:
            self.fields["alternatief"] = Langetekst(
                "Wat kan er wel?",
                hulp="Bijvoorbeeld een cijfer per wijk, of een groter gebied.",
                leeg="Schrijf op wat er wel kan. Is er niets? Schrijf dat dan op.",
            )
        else:
            del self.fields["alternatief"]

    def clean(self) -> dict[str, Any]:
        """The step must be open now. Somebody else's change shows as such first, with both texts."""
        data = super().clean() or {}
        if data.get("gezien") != self.instance.versie:
            return data
        if stap_naar(self.instance.stand, self._stap.naar) is None:
            raise forms.ValidationError(f"Deze stap kan niet meer. De vraag is nu: {self.instance.stand.naam}.")
        if self._stap.naar == "beantwoord" and not (self.instance.cijfer or _gekoppeld(self.instance)):
            raise forms.ValidationError(
                "Koppel eerst een cijfer dat de vraag beantwoordt. Is er geen cijfer? Meld dan dat het niet kan."
            )
        return data

    def save(self, commit: bool = True) -> Vraag:
        """With the new state; an alternative of an earlier step goes."""
        self.instance.staat = self._stap.naar
        if not self._stap.alternatief:
            self.instance.alternatief = ""
        vraag: Vraag = super().save(commit)
        return vraag


def _gekoppeld(vraag: Vraag) -> bool:
    return Antwoordcijfer._default_manager.filter(vraag=vraag, vervallen=False).exists()


class KoppelForm(StukForm[Antwoordcijfer]):
    """A figure that answers a question."""

    cijfer = Cijferadres(
        "Welk cijfer beantwoordt de vraag?",
        hulp="Open het cijfer, kies wat u wilt laten zien en kopieer het adres bovenin.",
        leeg="Kopieer hier het adres van het cijfer.",
    )
    toelichting = Langetekst("Wat zegt dit cijfer over de vraag?", leeg="Schrijf op wat dit cijfer zegt.")

    class Meta:
        model = Antwoordcijfer
        fields = ("cijfer", "toelichting")

    def __init__(self, *args: Any, release: Release | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._release = release
        self._verwijzing: Verwijzing | None = None

    def clean_cijfer(self) -> str:
        """A figure of the release that the analyst sees."""
        self._verwijzing = keur(self.cleaned_data["cijfer"], self._release)
        return self._verwijzing.adres if self._verwijzing else ""

    def save(self, commit: bool = True) -> Antwoordcijfer:
        """With the indicator and the release that was looked at."""
        if self._verwijzing and self._release:
            self.instance.indicator = self._verwijzing.indicator
            self.instance.release = self._release.meta.release_id
        cijfer: Antwoordcijfer = super().save(commit)
        return cijfer


class OntkoppelForm(StukForm[Antwoordcijfer]):
    """A figure that does not answer the question after all. It stays in the history."""

    waarom_weg = Langetekst("Waarom hoort dit cijfer er niet bij?", leeg="Schrijf op waarom.")

    class Meta:
        model = Antwoordcijfer
        fields = ("waarom_weg",)

    def save(self, commit: bool = True) -> Antwoordcijfer:
        """Marked, not deleted."""
        self.instance.vervallen = True
        cijfer: Antwoordcijfer = super().save(commit)
        return cijfer
