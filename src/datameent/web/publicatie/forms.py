"""Forms of publishing."""

from __future__ import annotations

from django import forms


class AkkoordForm(forms.Form):
    """Yes, to exactly this file."""

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)
    bekeken = forms.BooleanField(
        label="Ik heb de veranderingen en de controle bekeken",
        error_messages={"required": "Bekijk eerst de veranderingen en de controle. Zet dan een vinkje."},
    )


class IntrekForm(forms.Form):
    """Why the figures are taken away."""

    reden = forms.CharField(
        label="Waarom?",
        max_length=1000,
        help_text="Lezers zien deze reden. Noem geen aantallen en geen personen.",
        error_messages={"required": "Schrijf op waarom. Lezers zien deze reden."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
