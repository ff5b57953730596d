"""Fields of the goal forms: a whole number as people type it, and amounts per year."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from datameent.web.components import opmaak
from datameent.web.doelen.bedragen import lees_bedragen, schrijf_bedragen

_GROOTST = 10**15


class Geheelgetal(forms.CharField):
    """A whole number: 1500, 1.500 or € 1.500."""

    def __init__(self, label: str, *, hulp: str = "") -> None:
        super().__init__(label=label, help_text=hulp, required=False, max_length=30)
        self.widget.attrs["inputmode"] = "numeric"

    def prepare_value(self, value: Any) -> Any:
        """With dots, to type on in."""
        return opmaak.getal(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """An `int`, or None for nothing."""
        tekst = re.sub(r"[€\s]", "", super().clean(value) or "")
        if not tekst:
            return None
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]+", tekst):
            raise forms.ValidationError("Dit is geen heel getal. Schrijf bijvoorbeeld 1.500.")
        getal = int(tekst.replace(".", ""))
        if getal > _GROOTST:
            raise forms.ValidationError("Dit getal is te groot. Kijk of u niet te veel cijfers typte.")
        return getal


class Bedragen(forms.CharField):
    """Whole euros per year, a line a year."""

    def __init__(self, label: str, *, hulp: str = "", leeg: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hulp,
            required=bool(leeg),
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": leeg, "max_length": "Dit zijn te veel regels."},
        )

    def prepare_value(self, value: Any) -> Any:
        """Lines, to type on in."""
        return schrijf_bedragen(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> Any:
        """Year → whole euros."""
        try:
            return lees_bedragen(super().clean(value))
        except ValueError as fout:
            raise forms.ValidationError(str(fout)) from None
