"""The forms of a measure: no start without a policy theory, a comparison and a day to look back."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from datameent.web.doelen.models import VOORAF, Maatregel
from datameent.web.doelen.niveaus import Bevinding, Vergelijking
from datameent.web.stukken.formulier import StukForm
from datameent.web.stukken.velden import Dag, Kortetekst, Langetekst, keuzeveld

_VOOR_DE_START: Final = {
    "als": "Schrijf op wat u gaat doen. Zonder dit kan de maatregel niet beginnen.",
    "dan": "Schrijf op wat er dan gebeurt. Zonder dit kan de maatregel niet beginnen.",
    "omdat": "Schrijf op waarom u dat denkt. Zonder dit kan de maatregel niet beginnen.",
    "vergelijking": "Kies waarmee u vergelijkt. Zonder dit kan de maatregel niet beginnen.",
    "evaluatiedatum": "Kies wanneer u terugkijkt. Zonder dit kan de maatregel niet beginnen.",
}
_UITLEG_NODIG: Final = {
    Vergelijking.ANDERE_WIJKEN: "Schrijf op met welke wijken u vergelijkt.",
    Vergelijking.ANDERE_GEMEENTE: "Schrijf op met welke gemeente u vergelijkt, en waarom die.",
    Vergelijking.GEFASEERD: "Schrijf op waar u eerst begint en waar later.",
    Vergelijking.GEEN: "Schrijf op waarom vergelijken niet kan.",
}


class MaatregelForm(StukForm[Maatregel]):
    """What we do, and what we expect of it before it begins."""

    naam = Kortetekst("Hoe heet de maatregel?", leeg="Geef de maatregel een naam.")
    omschrijving = Langetekst("Wat houdt de maatregel in?")
    als = Langetekst("Als we ...", hulp="Wat gaan we doen? Bijvoorbeeld: bij elke huisarts een hulpverlener zetten.")
    dan = Langetekst("Dan ...", hulp="Wat gebeurt er dan, hoeveel, en wanneer?")
    omdat = Langetekst("Omdat ...", hulp="Waarom denkt u dat? Noem ervaring of onderzoek.")
    vergelijking = keuzeveld(
        "Waarmee vergelijken we de uitkomst?",
        [(v.value, v.naam) for v in Vergelijking],
        hulp="Zonder vergelijking weten we straks niet of het door de maatregel kwam.",
    )
    vergelijking_toelichting = Langetekst(
        "Hoe vergelijken we?", hulp="Noem de wijken, de gemeente of de volgorde. Kan het niet? Schrijf dan op waarom."
    )
    startdatum = Dag(
        "Wanneer begint de maatregel?", hulp="Laat dit leeg zolang u nog niet weet wat u verwacht en hoe u terugkijkt."
    )
    evaluatiedatum = Dag("Wanneer kijken we terug?")
    wijzigreden = Langetekst(
        "Waarom wijzigt u wat vooraf is opgeschreven?",
        hulp="De maatregel is begonnen. Wat u vooraf verwachtte, blijft ernaast staan.",
    )

    class Meta:
        model = Maatregel
        fields = ("naam", "omschrijving", *VOORAF, "wijzigreden")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gestart = self.instance.pk is not None and self.instance.gestart
        self.initial["wijzigreden"] = ""
        if not self._gestart:
            del self.fields["wijzigreden"]

    def clean(self) -> dict[str, Any]:
        """No start without what belongs before it; after the start only with a reason."""
        data = super().clean() or {}
        self._keur_vergelijking(data)
        if data.get("startdatum"):
            self._keur_start(data)
        if self._gestart and any(_anders(self.initial.get(n), data.get(n)) for n in VOORAF):
            if not data.get("wijzigreden"):
                self.add_error("wijzigreden", "De maatregel is begonnen. Schrijf op waarom u dit wijzigt.")
            if "startdatum" not in self.errors and not data.get("startdatum"):
                self.add_error("startdatum", "De maatregel is begonnen. De begindatum kan niet leeg zijn.")
        return data

    def _keur_vergelijking(self, data: dict[str, Any]) -> None:
        vorm = data.get("vergelijking")
        if vorm and not data.get("vergelijking_toelichting") and Vergelijking(vorm) in _UITLEG_NODIG:
            self.add_error("vergelijking_toelichting", _UITLEG_NODIG[Vergelijking(vorm)])

    def _keur_start(self, data: dict[str, Any]) -> None:
        for naam, zin in _VOOR_DE_START.items():
            if not data.get(naam) and naam not in self.errors:
                self.add_error(naam, zin)
        terug = data.get("evaluatiedatum")
        if terug and terug <= data["startdatum"]:
            self.add_error("evaluatiedatum", "Terugkijken kan pas na het begin. Kies een latere dag.")


class EvaluatieForm(StukForm[Maatregel]):
    """What came of it, beside what was expected."""

    bevinding = keuzeveld(
        "Wat kunnen we zeggen?",
        [(b.value, b.naam) for b in Bevinding],
        hulp="Dat we het niet weten, is ook een antwoord.",
        leeg="Kies wat we kunnen zeggen.",
    )
    evaluatie = Langetekst(
        "Wat is eruit gekomen?",
        hulp="Bereik is nog geen succes. Schrijf op wat er veranderde, en wat niet.",
        leeg="Schrijf op wat eruit kwam.",
        regels=5,
    )
    lessen = Langetekst("Wat leren we ervan?", leeg="Schrijf op wat we ervan leren.")

    class Meta:
        model = Maatregel
        fields = ("bevinding", "evaluatie", "lessen")

    def save(self, commit: bool = True) -> Maatregel:
        """Done today, the first time that it is written."""
        self.instance.geevalueerd_op = self.instance.geevalueerd_op or timezone.localdate()
        maatregel: Maatregel = super().save(commit)
        return maatregel


def _anders(was: Any, wordt: Any) -> bool:
    """Nothing and an empty text are the same."""
    return (was or None) != (wordt or None)
