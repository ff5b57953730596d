"""Forms for texts: what was typed is never lost, and nobody overwrites somebody else without knowing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from django import forms
from django.db import DatabaseError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from datameent.web.accounts.bewaard import vul
from datameent.web.accounts.models import Gebruiker
from datameent.web.components.opmaak import datum
from datameent.web.stukken.models import Stuk
from datameent.web.stukken.opslag import Botsing, maak, wijzig

S = TypeVar("S", bound=Stuk)
_LEEG: Final = BLANK_CHOICE_DASH[0]
LANG = 10_000
"""Characters that a text may have."""


if TYPE_CHECKING:
    _Modelform = forms.ModelForm
else:  # Django's own class takes no parameter when the program runs

    class _Modelform(forms.ModelForm):
        """The form of a model."""

        def __class_getitem__(cls, _: Any) -> type:
            return cls


class StukForm(_Modelform[S]):
    """A form for a text; `gezien` is the version that its reader saw."""

    gezien = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["gezien"] = self.instance.versie
        for veld in self.fields.values():
            _in_gewone_taal(veld)


def _in_gewone_taal(veld: forms.Field) -> None:
    """Say what to do where Django says what is wrong; a field with words of its own keeps them."""
    kies = isinstance(veld, forms.ChoiceField) and not isinstance(veld, forms.ModelChoiceField)
    if veld.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        veld.error_messages["required"] = "Maak een keuze." if kies else "Vul dit in."
    if kies:
        keuzes = list(cast(Iterable[tuple[Any, Any]], cast(forms.ChoiceField, veld).choices))
        if keuzes and keuzes[0] == _LEEG:
            cast(forms.ChoiceField, veld).choices = [("", "Kies"), *keuzes[1:]]


def verwerk(
    request: HttpRequest, form: StukForm[S], *, naar: Callable[[S], str], titel: str, wat: str = "", extra: Any = None
) -> HttpResponse:
    """Show a form, or keep what it holds and go on to `naar`.

    Somebody else was first, or the database does not answer: the form comes back with all that was typed and says so.
    `wat`: the word for the audit event. `extra`: more context for the page.
    """
    context: dict[str, Any] = {"form": form, "titel": titel, **(extra or {})}
    if request.method != "POST":
        vul(request, form)
        return render(request, "stukken/formulier.html", context)
    if not form.is_valid():
        return render(request, "stukken/formulier.html", context, status=422)
    door = cast(Gebruiker, request.user)
    stuk = form.save(commit=False)
    try:
        if stuk.pk is None:
            maak(stuk, door, wat=wat or "gemaakt")
        else:
            wijzig(stuk, door, gezien=form.cleaned_data.get("gezien") or 0, wat=wat or "gewijzigd")
    except Botsing as botsing:
        return render(request, "stukken/formulier.html", context | _ander(form, botsing), status=409)
    except DatabaseError:
        return render(request, "stukken/formulier.html", context | {"storing": True}, status=503)
    return redirect(naar(stuk))


def _ander(form: StukForm[S], botsing: Botsing) -> dict[str, Any]:
    """What the other wrote, field by field; sending once more replaces it, knowingly."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("gezien")] = str(botsing.nu.versie)
    form.data = data
    velden = []
    for naam, waarde in forms.models.model_to_dict(botsing.nu, fields=list(form.fields)).items():
        veld = form.fields[naam]
        hunne, onze = veld.prepare_value(waarde), veld.prepare_value(form.cleaned_data.get(naam))
        if str(hunne or "") != str(onze or ""):
            velden.append((veld.label or naam, _leesbaar(veld, hunne)))
    return {"ander": velden}


def _leesbaar(veld: forms.Field, waarde: Any) -> str:
    """What stands in a field, as people read it: the words of a choice, a day the Dutch way."""
    if isinstance(waarde, date):
        return datum(waarde)
    if isinstance(veld, forms.ChoiceField):
        keuzes = cast(Iterable[tuple[Any, Any]], veld.choices)
        return next((str(woord) for code, woord in keuzes if str(code) == str(waarde)), str(waarde or ""))
    return str(waarde or "")
