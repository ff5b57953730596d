"""Fields that forms for texts share: an optional or needed figure, a day, a long text."""

from __future__ import annotations

from typing import Any

from django import forms

from datameent.release.read import Release
from datameent.web.figures.verwijzing import LANGSTE_ADRES, Onbruikbaar, Verwijzing, lees_adres
from datameent.web.stukken.formulier import LANG


class Langetekst(forms.CharField):
    """A text of several lines."""

    def __init__(self, label: str, *, hulp: str = "", leeg: str = "", regels: int = 3) -> None:
        """`leeg`: what to do when it is empty; without it the field may stay empty."""
        super().__init__(
            label=label,
            help_text=hulp,
            required=bool(leeg),
            max_length=LANG,
            widget=forms.Textarea(attrs={"rows": regels}),
            error_messages={"required": leeg, "max_length": f"Deze tekst is te lang. Houd hem onder {LANG} tekens."},
        )


class Kortetekst(forms.CharField):
    """A text of one line."""

    def __init__(self, label: str, *, hulp: str = "", leeg: str = "", hoogstens: int = 300) -> None:
        super().__init__(
            label=label,
            help_text=hulp,
            required=bool(leeg),
            max_length=hoogstens,
            error_messages={"required": leeg, "max_length": f"Dit is te lang. Gebruik hooguit {hoogstens} tekens."},
        )


class Dag(forms.DateField):
    """A day; the browser has a calendar for it, and a day typed the Dutch way is understood too."""

    def __init__(self, label: str, *, hulp: str = "", leeg: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hulp,
            required=bool(leeg),
            input_formats=["%Y-%m-%d", "%d-%m-%Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": leeg, "invalid": "Dit is geen datum. Schrijf bijvoorbeeld 31-12-2026."},
        )


class Cijferadres(forms.CharField):
    """The address of a figure; `keur` holds it against the release of who writes."""

    def __init__(self, label: str, *, hulp: str = "", leeg: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hulp,
            required=bool(leeg),
            max_length=LANGSTE_ADRES,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            error_messages={"required": leeg, "max_length": "Dit adres is te lang. Kopieer het adres van het cijfer."},
        )


def keur(adres: str, release: Release | None, *, een_getal: bool = False) -> Verwijzing | None:
    """The figure at this address, nothing for an empty one. Error: `ValidationError` that says what to do."""
    if not adres:
        return None
    try:
        return lees_adres(adres, release, een_getal=een_getal)
    except Onbruikbaar as fout:
        raise forms.ValidationError(fout.zin) from None


def keuzeveld(label: str, keuzes: list[tuple[str, str]], *, hulp: str = "", leeg: str = "") -> Any:
    """A choice from a list; when there is more than one, nothing is chosen beforehand."""
    return forms.ChoiceField(
        label=label,
        help_text=hulp,
        required=bool(leeg),
        choices=keuzes if len(keuzes) == 1 else [("", "Kies"), *keuzes],
        error_messages={"required": leeg, "invalid_choice": "Deze keuze is er niet. Kies er een uit de lijst."},
    )
