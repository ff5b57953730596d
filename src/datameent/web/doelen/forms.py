"""The form of a place in the tree."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from datameent.domain.periode import Periode
from datameent.release.read import Release
from datameent.web.accounts.models import Gebruiker
from datameent.web.doelen.boom import in_eenheid
from datameent.web.doelen.models import Knoop, Maatregel
from datameent.web.doelen.niveaus import Niveau, past_onder
from datameent.web.doelen.taakvelden import TAAKVELDEN, naam_van
from datameent.web.doelen.velden import Bedragen, Geheelgetal
from datameent.web.figures.verwijzing import Verwijzing, cel_op, eerder_van
from datameent.web.permissions.domeinen import ALLE
from datameent.web.permissions.rollen import Rol
from datameent.web.stukken.formulier import StukForm
from datameent.web.stukken.velden import Cijferadres, Dag, Kortetekst, Langetekst, keur, keuzeveld
from datameent.web.stukken.zicht import domeinkeuzes, zichtbaar

EIGENAREN = (Rol.BELEID, Rol.CONTROL, Rol.CONTRACT, Rol.WETHOUDER)
"""Roles that can own a goal."""


class KnoopForm(StukForm[Knoop]):
    """A place in the tree; its level is fixed when it is made, because everything under it depends on it."""

    naam = Kortetekst("Hoe heet het?", leeg="Geef het een naam.")
    toelichting = Langetekst("Wat bedoelen we ermee?", hulp="Schrijf het op zoals u het een inwoner zou uitleggen.")
    taakveld = forms.ChoiceField(required=False)
    bedragen = Bedragen(
        "Hoeveel geld is er per jaar?",
        hulp="Een regel per jaar, in hele euro's. Bijvoorbeeld 2026: 1.250.000",
        leeg="Schrijf minstens één jaar met een bedrag op.",
    )
    cijfer = Cijferadres(
        "Aan welk cijfer ziet u dit?",
        hulp="Open het cijfer, kies één wet, wijk of soort hulp, en kopieer het adres bovenin.",
    )
    nulmeting_periode = Kortetekst(
        "Vanaf welke periode meet u?", hulp="Bijvoorbeeld 2024, 2024-Q1 of 2024-03.", hoogstens=7
    )
    nulmeting = Geheelgetal(
        "Wat was het cijfer toen (nulmeting)?",
        hulp="Laat dit leeg als de periode in de cijfers staat. Dan nemen we het over. Geld in hele euro's.",
    )
    streefwaarde = Geheelgetal("Naar welk cijfer streeft u?", hulp="Geld in hele euro's.")
    streefdatum = Dag("Wanneer moet dat zo zijn?")
    vervallen = forms.BooleanField(label="Dit hoort niet meer bij onze doelen", required=False)

    class Meta:
        model = Knoop
        fields = (
            "naam", "toelichting", "ouder", "domein", "eigenaar", "taakveld", "bedragen",
            "cijfer", "nulmeting_periode", "nulmeting", "streefwaarde", "streefdatum", "vervallen",
        )  # fmt: skip

    def __init__(self, *args: Any, gebruiker: Gebruiker, release: Release | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._release = release
        self._verwijzing: Verwijzing | None = None
        self._niveau = self.instance.plaats
        self.fields["domein"] = keuzeveld("Onderwerp", domeinkeuzes(gebruiker), leeg="Kies een onderwerp.")
        self.fields["eigenaar"] = _wie(gebruiker)
        self.initial["eigenaar"] = self.initial.get("eigenaar") or gebruiker.pk
        if self._niveau is Niveau.BUDGET:
            velden = [(code, naam_van(code)) for code in TAAKVELDEN]
            self.fields["taakveld"] = keuzeveld(
                "Op welk taakveld staat het geld?",
                velden,
                hulp="Taakvelden zijn de vaste posten van de gemeentebegroting (Iv3).",
                leeg="Kies een taakveld.",
            )
        else:
            del self.fields["taakveld"], self.fields["bedragen"]
        self._zet_plaats(gebruiker)

    def _zet_plaats(self, gebruiker: Gebruiker) -> None:
        """A new place hangs where it was made; an old one can be hung elsewhere on the same level."""
        if self.instance.pk is None:
            del self.fields["vervallen"]
        if self.instance.pk is None or self._niveau.boven is None:
            del self.fields["ouder"]
            return
        boven = zichtbaar(Knoop._default_manager.filter(niveau=self._niveau.boven.value), gebruiker)
        self.fields["ouder"] = forms.ModelChoiceField(
            label="Waar hangt het onder?",
            queryset=boven,
            error_messages={"required": "Kies waar dit onder hangt.", "invalid_choice": "Kies er een uit de lijst."},
        )

    def clean_cijfer(self) -> str:
        """One number of the release that the writer sees; what was there may stay."""
        adres: str = self.cleaned_data["cijfer"]
        if adres == self.instance.cijfer:
            self._verwijzing = Verwijzing(self.instance.indicator, adres) if adres else None
        else:
            self._verwijzing = keur(adres, self._release, een_getal=True)
        return self._verwijzing.adres if self._verwijzing else ""

    def clean_nulmeting_periode(self) -> str:
        """A period that exists."""
        code: str = self.cleaned_data["nulmeting_periode"]
        try:
            return Periode(code).code if code else ""
        except ValueError:
            raise forms.ValidationError("Deze periode kennen we niet. Schrijf bijvoorbeeld 2024 of 2024-Q1.") from None

    def clean(self) -> dict[str, Any]:
        """Place, subject and figures belong together."""
        data = super().clean() or {}
        ouder = data.get("ouder") or self.instance.ouder
        if not past_onder(self._niveau, ouder.plaats if ouder else None):
            raise forms.ValidationError("Dit kan hier niet hangen. Ga terug naar de doelenboom en begin daar.")
        self._keur_onderwerp(data, ouder)
        self._keur_meting(data)
        return data

    def _keur_onderwerp(self, data: dict[str, Any], ouder: Knoop | None) -> None:
        """Who may see a node may see all above it: a branch is about one subject, or about more the higher it is."""
        domein = data.get("domein")
        if not domein:
            return
        if ouder is not None and ouder.domein not in {ALLE, domein}:
            self.add_error("domein", "Dit hangt onder iets met een ander onderwerp. Kies hetzelfde onderwerp.")
        if self.instance.pk and domein != ALLE and _andere_onderwerpen(self.instance, domein):
            self.add_error("domein", "Hier hangt iets onder met een ander onderwerp. Wijzig dat eerst.")

    def _keur_meting(self, data: dict[str, Any]) -> None:
        gegeven = [n for n in ("nulmeting_periode", "nulmeting", "streefwaarde") if data.get(n) not in (None, "")]
        if gegeven and not data.get("cijfer") and "cijfer" not in self.errors:
            self.add_error("cijfer", "Kies eerst aan welk cijfer u dit ziet.")
            return
        if data.get("nulmeting") is not None and not data.get("nulmeting_periode"):
            self.add_error("nulmeting_periode", "Schrijf op over welke periode de nulmeting gaat.")
        if data.get("streefwaarde") is not None and not data.get("streefdatum"):
            self.add_error("streefdatum", "Kies de dag waarop dit zo moet zijn.")
        if data.get("cijfer") and data.get("nulmeting_periode"):
            self._keur_nulmeting(data)

    def _keur_nulmeting(self, data: dict[str, Any]) -> None:
        """A baseline is the figure of its period. A hidden figure cannot be typed into a goal."""
        cel = cel_op(self._release, data["cijfer"], data["nulmeting_periode"])
        eerder = eerder_van(cel)
        getypt = data.get("nulmeting")
        zelfde = all(data.get(n) == getattr(self.instance, n) for n in ("cijfer", "nulmeting_periode", "nulmeting"))
        if zelfde and getypt is not None:
            return
        if cel is None:
            if getypt is None:
                self.add_error("nulmeting", "Deze periode is er niet in de cijfers. Schrijf zelf op wat het was.")
            return
        waarde = eerder.waarde if eerder else cel.waarde
        if waarde is None:
            self.add_error("nulmeting_periode", "Dit cijfer is afgeschermd. Kies een groter gebied of een jaar.")
            return
        heel = round(waarde / in_eenheid(1, self._eenheid()))
        if getypt is None:
            data["nulmeting"] = heel
        elif getypt != heel:
            self.add_error("nulmeting", "In de cijfers staat iets anders. Laat dit leeg, dan nemen we het cijfer over.")

    def _eenheid(self) -> str:
        if self._release is None or self._verwijzing is None:
            return ""
        return str(self._release.definitie(self._verwijzing.indicator).get("eenheid", ""))

    def save(self, commit: bool = True) -> Knoop:
        """With the code of the figure, by which its page and the report of use find it."""
        self.instance.indicator = self._verwijzing.indicator if self._verwijzing else ""
        knoop: Knoop = super().save(commit)
        return knoop


def _wie(gebruiker: Gebruiker) -> forms.ModelChoiceField[Gebruiker]:
    kandidaten: QuerySet[Gebruiker] = Gebruiker._default_manager.filter(
        gemeente=gebruiker.gemeente, actief=True, rol__in=[r.value for r in EIGENAREN]
    )
    return forms.ModelChoiceField(
        label="Wie is eigenaar?",
        queryset=kandidaten,
        empty_label=None,
        help_text="De eigenaar geeft antwoord op vragen hierover.",
        error_messages={"required": "Kies een eigenaar.", "invalid_choice": "Kies er een uit de lijst."},
    )


def _andere_onderwerpen(knoop: Knoop, domein: str) -> bool:
    onder = Knoop._default_manager.filter(ouder=knoop).exclude(domein=domein)
    return onder.exists() or Maatregel._default_manager.filter(knoop=knoop).exclude(domein=domein).exists()
