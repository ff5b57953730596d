"""The formats of `components.opmaak` as template filters."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from datameent.web.components import opmaak

register = template.Library()
register.filter("getal", opmaak.getal)
register.filter("euro", opmaak.euro)
register.filter("procent", opmaak.procent)


@register.filter("datum")
def datum(waarde: date | datetime | str | None) -> str:
    """A day, with the month in the language of the page."""
    dag = opmaak.datum(waarde)
    return dag if get_language() != "en" else opmaak.in_het_engels(dag)


@register.filter("keuzes")
def keuzes(vraagtekst: str) -> str:
    """What stood behind the question mark of an address, to read: it breaks between two choices.

    >>> keuzes("korrel=jaar&wet=wmo")
    'korrel=jaar, wet=wmo'
    """
    return vraagtekst.replace("&", ", ")


@register.filter("aanhef")
def aanhef(label: str) -> str:
    """A label before what is wrong with it: with a colon, unless it ends a sentence itself.

    >>> aanhef("Wachtwoord"), aanhef("Wat klopt er niet?")
    ('Wachtwoord:', 'Wat klopt er niet?')
    """
    return label if label.endswith(("?", ".")) else f"{label}:"


register.filter("moment", opmaak.moment)
register.filter("ritme", opmaak.ritme)
register.filter("periode", opmaak.periode)
