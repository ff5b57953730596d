"""Forms whose texts are held against hidden figures before they are kept.

What is found is shown to the writer, who changes the text or says that it may stay. Saying so is for exactly this text:
another number asks again. How many numbers were let stand goes with the text; the numbers themselves go nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, TypeVar, cast

from django import forms
from django.http import QueryDict

from datameent.domain.bsn import elfproef
from datameent.web.duiding.getallen import Vondst, merk
from datameent.web.stukken.formulier import StukForm
from datameent.web.stukken.models import Stuk

S = TypeVar("S", bound=Stuk)
Nagaan = Callable[[str, str], Sequence[Vondst]]
"""From a text and the audience that will read it to the numbers in it that may be hidden from that audience."""

_LANG_NUMMER: Final = re.compile(r"(?<!\d)(?<!\d[.,])(?<!€)(?<!€\s)\d(?:[\s.-]?\d){7,8}(?![.,]?\d)")


def lijkt_bsn(tekst: str, *, streng: bool = False) -> bool:
    """Whether a text holds what may be a BSN: nine digits that pass the elfproef; `streng`: any eight or nine digits.

    >>> lijkt_bsn("kind 999900006"), lijkt_bsn("€ 123456789"), lijkt_bsn("12345678", streng=True)
    (True, False, True)
    """
    for m in _LANG_NUMMER.finditer(tekst):
        cijfers = re.sub(r"\D", "", m[0])
        if streng or elfproef(cijfers.zfill(9)):
            return True
    return False


class Nagekeken(StukForm[S]):
    """A form for a text about figures. `teksten`: the fields that people read; `nagaan`: what looks at them."""

    teksten: ClassVar[tuple[str, ...]] = ()

    bevestig = forms.BooleanField(required=False, label="Ik weet zeker dat deze getallen er mogen staan")
    merkteken = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, nagaan: Nagaan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._nagaan = nagaan
        self.vondsten: Sequence[Vondst] = ()
        self.fields["bevestig"] = self.fields.pop("bevestig")
        if not self.is_bound:
            del self.fields["bevestig"]

    def clean(self) -> dict[str, Any]:
        """Look for numbers of persons and for hidden figures."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for veld in self.teksten:
            if lijkt_bsn(str(data.get(veld) or "")):
                self.add_error(veld, "Hier lijkt een burgerservicenummer te staan. Haal het weg.")
        tekst = "\n\n".join(str(data.get(v) or "") for v in self.teksten)
        doelgroep = str(data.get("doelgroep") or getattr(self.instance, "doelgroep", "") or "beleid")
        self.vondsten = vondsten = self._nagaan(tekst, doelgroep)
        setattr(self.instance, "bevestigd", len(vondsten))  # noqa: B010 - texts of this kind have it, `Stuk` has not
        if vondsten:
            self._vraag_bevestiging(data, tekst, vondsten)
        else:
            del self.fields["bevestig"]
        return data

    def _vraag_bevestiging(self, data: dict[str, Any], tekst: str, vondsten: Sequence[Vondst]) -> None:
        dit = merk(tekst, vondsten)
        if data.get("bevestig") and data.get("merkteken") == dit:
            return
        self.add_error("bevestig", "Kijk eerst naar de getallen in uw tekst.")
        opnieuw = cast(QueryDict, self.data).copy()
        opnieuw[self.add_prefix("merkteken")] = dit
        opnieuw.pop(self.add_prefix("bevestig"), None)
        self.data = opnieuw

    def wat(self, wat: str) -> str:
        """The word for the audit event: with how many numbers were let stand, never which."""
        self.is_valid()
        aantal = getattr(self.instance, "bevestigd", 0)
        return f"{wat} met {aantal} getallen bevestigd" if aantal else wat
