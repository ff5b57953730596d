"""Random messages of every type that obey their XSD, written the way senders differ in writing them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from datameent.domain.bsn import elfproef
from datameent.sources.istandaarden.boom import Element
from datameent.sources.istandaarden.specificatie import Berichtspecificatie

_X = "{http://www.w3.org/2001/XMLSchema}"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.,"


@dataclass
class Knoop:
    """An element of a message: with text or with children."""

    naam: str
    basis: bool
    tekst: str | None = None
    kinderen: list[Knoop] = field(default_factory=list)

    def vind(self, pad: str) -> list[Knoop]:
        found = [self]
        for name in pad.split("/"):
            found = [child for node in found for child in node.kinderen if child.naam == name]
        return found


@cache
def bsns() -> tuple[str, ...]:
    return tuple(b for b in (str(n) for n in range(999900000, 999903000)) if elfproef(b))


@cache
def codelijsten(xsd: Path, basis: Path) -> Mapping[str, tuple[str, ...]]:
    """Element name → allowed codes, for elements whose type is an enumeration."""
    roots = [etree.parse(str(path)).getroot() for path in (xsd, basis)]
    types = {
        node.get("name"): tuple(e.get("value") for e in node.iter(f"{_X}enumeration"))
        for root in roots
        for node in root.iter(f"{_X}simpleType")
        if node.get("name")
    }
    return {
        key: types[node.get("type").rpartition(":")[2]]
        for root in roots
        for group in root.iter(f"{_X}complexType")
        for node in group.iter(f"{_X}element")
        for key in (node.get("name"), f"{group.get('name')}/{node.get('name')}")
        if types.get((node.get("type") or "").rpartition(":")[2])
    }


def maak(rng: random.Random, spec: Berichtspecificatie, codes: Mapping[str, tuple[str, ...]]) -> Knoop:
    """A random message that obeys its XSD; it may break official rules, which have tests of their own."""
    return _vul(rng, spec.boom, spec, codes)


def _vul(
    rng: random.Random, element: Element, spec: Berichtspecificatie, codes: Mapping[str, tuple[str, ...]], om: str = ""
) -> Knoop:
    node = Knoop(element.naam, element.basis)
    if not element.kinderen:
        node.tekst = _tekst(rng, element, spec, codes, om)
        return node
    for child in element.kinderen:
        if not child.verplicht and rng.random() < 0.4:
            continue
        for _ in range(rng.randint(1, 3) if child.herhaalt else 1):
            node.kinderen.append(_vul(rng, child, spec, codes, element.naam))
    if {"Begindatum", "Einddatum"} <= {c.naam for c in node.kinderen} and element.soort == "GeslotenPeriode":
        first, last = sorted((node.kinderen[0].tekst or "", node.kinderen[1].tekst or ""), key=str.strip)
        node.kinderen[0].tekst, node.kinderen[1].tekst = first, last
    return node


def _tekst(
    rng: random.Random, element: Element, spec: Berichtspecificatie, codes: Mapping[str, tuple[str, ...]], om: str
) -> str:
    vast = {"BerichtCode": spec.code, **dict(spec.versie)}
    if element.naam in vast:
        return vast[element.naam]
    allowed = codes.get(f"{om}/{element.naam}", codes.get(element.naam))
    if allowed:
        return rng.choice(allowed)
    partij = {"Afzender": spec.afzender, "Ontvanger": spec.ontvanger}.get(element.naam)
    if partij:
        return _cijfers(rng, 4 if partij == "gemeente" else 8)
    if element.naam in _PER_NAAM:
        return _PER_NAAM[element.naam](rng)
    return _PER_SOORT.get(element.soort, _woord)(rng)


def _cijfers(rng: random.Random, aantal: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(aantal))


def _getal(rng: random.Random, top: int = 99999) -> str:
    return rng.choice(("", "", "", "0")) + str(rng.randint(0, top))


def _datum(rng: random.Random) -> str:
    day = (date(2019, 1, 1) + timedelta(days=rng.randint(0, 3000))).isoformat()
    return f" {day}\n" if rng.random() < 0.02 else day


def _woord(rng: random.Random, meest: int = 12) -> str:
    text = "".join(rng.choice(_LETTERS) for _ in range(rng.randint(1, meest))).strip() or "x"
    return text if rng.random() < 0.9 else (text[: meest - 2] + rng.choice(("ë", "&", "<é", "ß>")))[:meest]


_PER_NAAM = {
    "Gemeente": lambda rng: _cijfers(rng, 4),
    "ZorgverlenerCode": lambda rng: _cijfers(rng, 8),
    "BasisschemaXsdVersie": lambda rng: f"{rng.randint(0, 9)}.{rng.randint(0, 12)}.0",
    "BerichtXsdVersie": lambda rng: f"1.0.{rng.randint(0, 3)}",
    "XsltVersie": lambda rng: "1.2.3",
    "Voorletters": lambda rng: rng.choice(("A", "AB", "É")),
    "Telefoonnummer": lambda rng: _cijfers(rng, 10),
    "Landnummer": lambda rng: "31",
    "DeclaratieNummer": lambda rng: _cijfers(rng, 6) + "A",
    "Huisletter": lambda rng: rng.choice("ABC"),
    "HuisnummerToevoeging": lambda rng: rng.choice(("II", "bis")),
    "Postcode": lambda rng: rng.choice(("9999XX", "9999 XY", "1234AB")),
    "ProductCode": lambda rng: rng.choice(("45A03", "01A11", "x&y")),
    "Code": lambda rng: rng.choice(("45A03", "01A11", "x&y")),
    "Voorvoegsel": lambda rng: rng.choice(("van", "de")),
    "Volgorde": lambda rng: str(rng.randint(0, 99)),
    "Commentaar": lambda rng: "line\n" + _woord(rng),
}
_PER_SOORT = {
    "bsn": lambda rng: rng.choice(bsns()),
    "datum": _datum,
    "tijd": lambda rng: f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}",
    "getal": _getal,
    "bedrag": _getal,
    "nummer": _getal,
    "dc": lambda rng: rng.choice("DC"),
    "janee": lambda rng: rng.choice("12"),
}


def schrijf(rng: random.Random, root: Knoop, spec: Berichtspecificatie, *, grillig: bool) -> bytes:
    """The bytes of a message. `grillig` writes what is allowed but unusual: comments, CDATA, odd declarations."""
    prefixes = rng.choice((("b", "s"), ("jw", "ijw"), ("", "s"), ("b", ""), ("x1", "y-2")))
    names = {False: prefixes[0], True: prefixes[1]}
    newline = rng.choice(("\n", "\r\n", ""))
    spaces = {prefixes[0]: spec.naamruimte, prefixes[1]: spec.basisruimte}
    declared = "".join(f' xmlns{":" + p if p else ""}="{uri}"' for p, uri in spaces.items())
    heads = ['<?xml version="1.0" encoding="UTF-8"?>', "", "\ufeff", '<?xml version="1.0"?>']
    if grillig:
        heads += [
            "<?xml  version='1.0' encoding='utf-8'  standalone='yes' ?>",
            "<!-- first -->",
            "<?xml version='1.0'?>\n<?pi x?>",
        ]
        if rng.random() < 0.3:
            declared += ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x nowhere.xsd"'
    body = _tekst_van(rng, root, names, newline, "", declared, grillig=grillig)
    return (rng.choice(heads) + newline + body + newline).encode()


def _tekst_van(
    rng: random.Random, node: Knoop, names: Mapping[bool, str], newline: str, indent: str, extra: str, *, grillig: bool
) -> str:
    prefix = names[node.basis]
    tag = f"{prefix}:{node.naam}" if prefix else node.naam
    if node.tekst is not None:
        return f"{indent}<{tag}{extra}>{_escape(rng, node.tekst, grillig=grillig)}</{tag}>{newline}"
    inner = "".join(
        _tekst_van(rng, child, names, newline, indent + "\t" if newline else "", "", grillig=grillig)
        for child in node.kinderen
    )
    note = "<!-- note -->" if grillig and rng.random() < 0.05 else ""
    return f"{indent}<{tag}{extra}>{note}{newline}{inner}{indent}</{tag}>{newline}"


def _escape(rng: random.Random, text: str, *, grillig: bool) -> str:
    if grillig and rng.random() < 0.05 and "\n" not in text:
        return f"<![CDATA[{text}]]>"
    if grillig and rng.random() < 0.05:
        return "".join(f"&#x{ord(c):x};" for c in text)
    return escape(text)
