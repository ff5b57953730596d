"""The formats of `components.opmaak` as template filters."""

from __future__ import annotations

from django import template

from datameent.web.components import opmaak

register = template.Library()
register.filter("getal", opmaak.getal)
register.filter("euro", opmaak.euro)
register.filter("procent", opmaak.procent)
register.filter("datum", opmaak.datum)
register.filter("moment", opmaak.moment)
register.filter("ritme", opmaak.ritme)
register.filter("periode", opmaak.periode)
