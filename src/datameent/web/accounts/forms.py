"""Forms of the accounts. Their errors say what happened and what to do now."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.http import HttpRequest

from datameent.web.accounts.models import Gebruiker
from datameent.web.permissions.doelen import DOELEN

ONJUIST = "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw."
"""The same words whether the name exists or not, and whether the account is closed or not."""


class InlogForm(forms.Form):
    """Name and password."""

    gebruikersnaam = forms.CharField(
        label="Gebruikersnaam",
        max_length=60,
        error_messages={"required": "Vul uw gebruikersnaam in."},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    wachtwoord = forms.CharField(
        label="Wachtwoord",
        max_length=200,
        strip=False,
        error_messages={"required": "Vul uw wachtwoord in."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        self.gebruiker: Gebruiker | None = None

    def clean(self) -> dict[str, Any]:
        """Check the pair; the rate limit sits in the authentication backend."""
        data = super().clean() or {}
        if data.get("gebruikersnaam") and data.get("wachtwoord"):
            # By the name of the field: the rate limit looks for the user under that name. In
            # small letters, or every other spelling of a name would get five more tries.
            gevonden = authenticate(
                self._request, gebruikersnaam=data["gebruikersnaam"].lower(), password=data["wachtwoord"]
            )
            if not isinstance(gevonden, Gebruiker):
                raise forms.ValidationError(ONJUIST)
            self.gebruiker = gevonden
        return data


class WachtwoordForm(forms.Form):
    """The old password and twice the new one."""

    huidig = forms.CharField(
        label="Uw huidige wachtwoord",
        strip=False,
        max_length=200,
        error_messages={"required": "Vul uw huidige wachtwoord in."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    nieuw = forms.CharField(
        label="Uw nieuwe wachtwoord",
        strip=False,
        max_length=200,
        help_text="Minstens 12 tekens. Een zin die alleen u kent werkt goed.",
        error_messages={"required": "Vul een nieuw wachtwoord in."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    herhaal = forms.CharField(
        label="Uw nieuwe wachtwoord, nog een keer",
        strip=False,
        max_length=200,
        error_messages={"required": "Vul uw nieuwe wachtwoord nog een keer in."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, gebruiker: Gebruiker, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gebruiker = gebruiker

    def clean_huidig(self) -> str:
        """The old password must be right."""
        huidig: str = self.cleaned_data["huidig"]
        if not self._gebruiker.check_password(huidig):
            raise forms.ValidationError("Dit is niet uw huidige wachtwoord. Probeer het opnieuw.")
        return huidig

    def clean_nieuw(self) -> str:
        """The new password must be strong."""
        nieuw: str = self.cleaned_data["nieuw"]
        password_validation.validate_password(nieuw, self._gebruiker)
        return nieuw

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        data = super().clean() or {}
        if data.get("nieuw") and data.get("herhaal") and data["nieuw"] != data["herhaal"]:
            self.add_error("herhaal", "De twee nieuwe wachtwoorden zijn niet gelijk. Typ ze opnieuw.")
        return data


class CodeForm(forms.Form):
    """A one-time code."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Zes cijfers uit de app op uw telefoon.",
        error_messages={"required": "Typ de code uit de app."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "text",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )


class DoelForm(forms.Form):
    """The purpose of today."""

    doel = forms.ChoiceField(
        label="Waarvoor kijkt u naar de cijfers?",
        choices=list(DOELEN.items()),
        error_messages={"required": "Kies waarvoor u kijkt.", "invalid_choice": "Kies een doel uit de lijst."},
    )
