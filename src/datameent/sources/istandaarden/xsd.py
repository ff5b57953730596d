"""The official XSD of a message: as a tree that `boom.herkenner` can turn into one expression, and as the last word.

`lees_boom` translates the part of XML Schema that the iStandaarden use (sequences, and text with enumerations,
lengths, bounds and a handful of known patterns) into expressions that accept only what the schema accepts.
What it cannot translate soundly has no expression, and such messages are always judged by lxml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from lxml import etree

from datameent.sources.istandaarden.boom import Element

_X = "{http://www.w3.org/2001/XMLSchema}"
_TEKEN = rb"[^<&>\x00-\x1f]"
_GEEN_WIT = rb"[^<&>\x00-\x20]"
_LANG = 65535
_DATUM = (
    rb"(?:(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    rb"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    rb"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29)"
)
_TIJD = rb"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_VERSIE = rb"(?:0|[1-9][0-9]{0,8}+)\.(?:0|[1-9][0-9]{0,8}+)\.(?:0|[1-9][0-9]{0,8}+)"

Facetten = dict[str, list[str]]


def _herhaald(teken: bytes, minst: int, meest: int) -> bytes:
    return teken + b"{%d,%d}+" % (minst, meest)


def _met_inhoud(minst: int, meest: int) -> bytes | None:
    # One character that is not whitespace, first; text that starts with a space is left to lxml.
    return _GEEN_WIT + _herhaald(_TEKEN, 0, meest - 1) if minst <= 1 and meest >= 1 else None


# Patterns as the official schemas write them → an expression that accepts only what the pattern accepts.
_PATRONEN: Mapping[str, Callable[[int, int], bytes | None]] = {
    r".*[^\s].*": _met_inhoud,
    r"([.\s]*\S+[.\s]*)+": _met_inhoud,
    r"[0-9]*": lambda minst, meest: _herhaald(b"[0-9]", minst, meest),
    r"([a-zA-Z0-9])+": lambda minst, meest: _herhaald(b"[a-zA-Z0-9]", max(minst, 1), meest),
    r"([a-zA-ZÀ-ỳ])+": lambda minst, meest: _herhaald(b"[a-zA-Z]", max(minst, 1), meest),
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)": lambda minst, meest: _VERSIE if meest >= 29 else None,
}
_CIJFERS = re.compile(r"\[0-9\]\{(\d+)\}")


def lees_boom(bericht: bytes, basis: bytes) -> Element | None:
    """The tree of a message from its XSD and that of the basisschema; None when it is built in a way not known here."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    schemas = [etree.fromstring(bericht, parser), etree.fromstring(basis, parser)]
    try:
        return _Vertaler(schemas).wortel()
    except _Onbekend:
        return None


class _Onbekend(Exception):
    """A construct of XML Schema that is not translated."""


class _Vertaler:
    def __init__(self, schemas: list[etree._Element]) -> None:
        self._bericht, self._basis = (s.get("targetNamespace") for s in schemas)
        self._typen = {
            (s.get("targetNamespace"), node.get("name")): node
            for s in schemas
            for node in s
            if node.tag in (_X + "complexType", _X + "simpleType")
        }
        self._begin = schemas[0].find(_X + "element")

    def wortel(self) -> Element:
        if self._begin is None:
            raise _Onbekend
        return self._element(self._begin, self._bericht)

    def _element(self, node: etree._Element, ruimte: str | None) -> Element:
        grenzen = (node.get("minOccurs", "1"), node.get("maxOccurs", "1"))
        if grenzen not in (("1", "1"), ("0", "1"), ("1", "unbounded"), ("0", "unbounded")) or node.get("ref"):
            raise _Onbekend
        element = Element(
            node.get("name", ""), ruimte == self._basis, verplicht=grenzen[0] == "1", herhaalt=grenzen[1] == "unbounded"
        )
        soort, plek = self._type(node, ruimte)
        if soort is not None and soort.tag == _X + "complexType":
            return replace(element, kinderen=self._inhoud(soort, plek))
        return replace(element, tekst=self._tekst(soort) if soort is not None else None)

    def _type(self, node: etree._Element, ruimte: str | None) -> tuple[etree._Element | None, str | None]:
        name = node.get("type")
        if name is None:
            return node.find(_X + "simpleType"), ruimte
        prefix, _, local = name.rpartition(":")
        space = node.nsmap.get(prefix or None)
        return self._typen.get((space, local)), space

    def _inhoud(self, node: etree._Element, ruimte: str | None) -> tuple[Element, ...]:
        parts = [child for child in node if child.tag != _X + "annotation"]
        if len(parts) != 1 or parts[0].tag != _X + "sequence" or len(parts[0].attrib) or len(node.attrib) > 1:
            raise _Onbekend
        children = [child for child in parts[0] if child.tag != _X + "annotation"]
        if not children or any(child.tag != _X + "element" for child in children):
            raise _Onbekend
        return tuple(self._element(child, ruimte) for child in children)

    def _tekst(self, node: etree._Element) -> bytes | None:
        facets: Facetten = {}
        while True:
            restriction = node.find(_X + "restriction")
            if restriction is None:
                return None
            base = restriction.get("base", "")
            self._verzamel(restriction, facets)
            prefix, _, local = base.rpartition(":")
            space = restriction.nsmap.get(prefix or None)
            if space == _X[1:-1]:
                return _expressie(local, facets)
            found = self._typen.get((space, local))
            if found is None:
                return None
            node = found

    def _verzamel(self, restriction: etree._Element, facets: Facetten) -> None:
        for facet in restriction:
            if isinstance(facet.tag, str) and facet.tag != _X + "annotation":
                facets.setdefault(facet.tag.removeprefix(_X), []).append(facet.get("value", ""))


def _expressie(basis: str, facets: Facetten) -> bytes | None:
    known = {"enumeration", "pattern", "minLength", "maxLength", "minInclusive", "maxInclusive"}
    if not set(facets) <= known or len(facets.get("pattern", ())) > 1:
        return None
    make = {"string": _string, "integer": _integer, "date": _date, "time": _time}.get(basis)
    return make(facets) if make else None


def _string(facets: Facetten) -> bytes | None:
    minst = max((int(v) for v in facets.get("minLength", ())), default=0)
    meest = min((int(v) for v in facets.get("maxLength", ())), default=_LANG)
    patroon = facets["pattern"][0] if "pattern" in facets else None
    if "enumeration" in facets:
        return _keuze(facets["enumeration"], minst, meest) if patroon is None else None
    if patroon is None:
        return _herhaald(_TEKEN, minst, meest)
    if patroon in _PATRONEN:
        return _PATRONEN[patroon](minst, meest)
    cijfers = _CIJFERS.fullmatch(patroon)
    if cijfers and minst <= int(cijfers[1]) <= meest:
        return b"[0-9]{%d}" % int(cijfers[1])
    if patroon.isascii() and patroon.isalnum() and minst <= len(patroon) <= meest:
        return patroon.encode()
    return None


def _keuze(values: list[str], minst: int, meest: int) -> bytes | None:
    fits = [v for v in values if minst <= len(v) <= meest and not set(v) & set("<&>\r\n\t")]
    return b"(?:" + b"|".join(re.escape(v.encode()) for v in fits) + b")" if fits else None


def _integer(facets: Facetten) -> bytes | None:
    top = min((int(v) for v in facets.get("maxInclusive", ())), default=-1)
    bottom = max((int(v) for v in facets.get("minInclusive", ())), default=-1)
    if (
        bottom != 0
        or not re.fullmatch("9+", str(top))
        or not set(facets) <= {"pattern", "minInclusive", "maxInclusive"}
    ):
        return None
    if "pattern" not in facets:
        return b"[0-9]{1,%d}+" % len(str(top))
    patroon = facets["pattern"][0]
    return patroon.encode() if re.fullmatch("[0-9]+", patroon) and int(patroon) <= top else None


def _date(facets: Facetten) -> bytes | None:
    return _DATUM if facets in ({}, {"pattern": ["[^:Z]*"]}) else None


def _time(facets: Facetten) -> bytes | None:
    return _TIJD if facets in ({}, {"pattern": ["[^Z+-]+"]}) else None
