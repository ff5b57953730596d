"""Charts as inline SVG: drawn by vl-convert without network, cleaned for a strict CSP, kept on disk by content."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from datameent.web.figures.drawing import ACCENT, ARCERING, STIPPEL

VERSIE: Final = "6"
"""Part of the key: raise it when cleaning changes, so that old drawings are not used again."""

MEESTE_OP_SCHIJF: Final = 5000
_SVG: Final = "http://www.w3.org/2000/svg"
_LOCALE: Final = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}
_WEG: Final = ("class", "role", "aria-hidden", "aria-roledescription", "aria-label", "pointer-events", "font-family")
_VANZELF: Final = frozenset({("opacity", "1"), ("stroke-width", "1"), ("transform", "translate(0,0)")})
_PATRONEN: Final = {ARCERING: "a", STIPPEL: "s"}
"""Colour in the drawing → the first letter of the id of its pattern."""
_GETAL: Final = re.compile(r"-?\d+\.\d{2,}")
_log = logging.getLogger(__name__)
_slot = threading.Lock()
_geheugen: OrderedDict[str, str] = OrderedDict()
_geheugenslot = threading.Lock()
ET.register_namespace("", _SVG)


def teken(spec: dict[str, Any], titel: str, omschrijving: str, cache: Path) -> str | None:
    """The SVG of a chart; from memory or disk when it was drawn before. None when it could not be drawn."""
    sleutel = sleutel_van(spec, titel, omschrijving)
    with _geheugenslot:
        bekend = _geheugen.get(sleutel)
        if bekend is not None:
            _geheugen.move_to_end(sleutel)
            return bekend
    pad = cache / sleutel[:2] / f"{sleutel}.svg"
    try:
        svg = pad.read_text(encoding="utf-8")
    except OSError:
        svg = _maak(spec, titel, omschrijving, sleutel, pad)
    if svg:
        with _geheugenslot:
            _geheugen[sleutel] = svg
            while len(_geheugen) > 256:
                _geheugen.popitem(last=False)
    return svg or None


def sleutel_van(spec: dict[str, Any], titel: str, omschrijving: str) -> str:
    """What the drawing is kept under: a hash of everything that is in it."""
    inhoud = json.dumps([VERSIE, spec, titel, omschrijving], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(inhoud.encode()).hexdigest()


def _maak(spec: dict[str, Any], titel: str, omschrijving: str, sleutel: str, pad: Path) -> str:
    # One drawing at a time: the renderer is heavy, and whoever waits too long reads the table.
    if not _slot.acquire(timeout=5):
        return ""
    try:
        import vl_convert

        ruw = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale=_LOCALE)
        svg = netjes(ruw, titel, omschrijving, sleutel[:10])
    except Exception:  # the renderer raises many kinds; the page goes on with its table
        _log.exception("a chart could not be drawn")
        return ""
    finally:
        _slot.release()
    _bewaar(pad, svg)
    return svg


def _bewaar(pad: Path, svg: str) -> None:
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        greep, naam = tempfile.mkstemp(dir=pad.parent)
        with os.fdopen(greep, "w", encoding="utf-8") as bestand:
            bestand.write(svg)
        Path(naam).replace(pad)
    except OSError:
        _log.warning("the chart cache cannot be written")


def netjes(ruw: str, titel: str, omschrijving: str, merk: str) -> str:
    """Title and description in, everything a strict CSP or a screen reader trips over out.

    `merk` makes the ids unique on a page.
    """
    wortel = ET.fromstring(ruw)  # noqa: S314 (written by our own renderer)
    ouders = {kind: ouder for ouder in wortel.iter() for kind in ouder}
    for element in list(wortel.iter()):
        if _overbodig(element):
            ouders[element].remove(element)
        else:
            _schoon(element, merk)
    _plooi(wortel)
    wortel.set("role", "img")
    wortel.set("aria-labelledby", f"t{merk} d{merk}")
    wortel.set("focusable", "false")
    kop = ET.Element(f"{{{_SVG}}}title", {"id": f"t{merk}"})
    kop.text = titel
    uitleg = ET.Element(f"{{{_SVG}}}desc", {"id": f"d{merk}"})
    uitleg.text = omschrijving
    defs = ET.Element(f"{{{_SVG}}}defs")
    defs.append(_arcering(merk))
    if STIPPEL in ruw.lower():
        defs.append(_stippel(merk))
    for i, element in enumerate((kop, uitleg, defs)):
        wortel.insert(i, element)
    return ET.tostring(wortel, encoding="unicode")


def _schoon(element: ET.Element, merk: str) -> None:
    """Attributes that say nothing out, the hatching in, coordinates to a tenth of a pixel."""
    for naam in _WEG:
        element.attrib.pop(naam, None)
    for naam, waarde in list(element.attrib.items()):
        if waarde.lower() in _PATRONEN:
            element.set(naam, f"url(#{_PATRONEN[waarde.lower()]}{merk})")
        elif naam in {"d", "transform", "x", "y", "x2", "y2"}:
            element.set(naam, _GETAL.sub(lambda m: f"{float(m[0]):.1f}", waarde))
        elif (naam, waarde) in _VANZELF:
            del element.attrib[naam]


def _overbodig(element: ET.Element) -> bool:
    """Empty drawings of Vega, and anything that carries style or script."""
    naam = element.tag.rsplit("}", 1)[-1]
    if naam in {"style", "script", "image", "foreignObject", "a"}:
        return True
    return naam == "path" and (element.get("display") == "none" or element.get("d") in {"", "M0,0h0v0h0Z"})


def _plooi(element: ET.Element) -> None:
    """Take away groups that hold nothing or say nothing, from the inside out."""
    for kind in list(element):
        _plooi(kind)
        if kind.tag == f"{{{_SVG}}}g":
            plaats = list(element).index(kind)
            if len(kind) == 0:
                element.remove(kind)
            elif not kind.attrib:
                element.remove(kind)
                for i, kleinkind in enumerate(kind):
                    element.insert(plaats + i, kleinkind)


def _stippel(merk: str) -> ET.Element:
    patroon = ET.Element(
        f"{{{_SVG}}}pattern", {"id": f"s{merk}", "width": "5", "height": "5", "patternUnits": "userSpaceOnUse"}
    )
    ET.SubElement(patroon, f"{{{_SVG}}}rect", {"width": "5", "height": "5", "fill": "#ffffff"})
    ET.SubElement(patroon, f"{{{_SVG}}}circle", {"cx": "2.5", "cy": "2.5", "r": "1", "fill": ACCENT})
    return patroon


def _arcering(merk: str) -> ET.Element:
    patroon = ET.Element(
        f"{{{_SVG}}}pattern",
        {
            "id": f"a{merk}",
            "width": "6",
            "height": "6",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )
    ET.SubElement(patroon, f"{{{_SVG}}}rect", {"width": "6", "height": "6", "fill": "#ffffff"})
    ET.SubElement(patroon, f"{{{_SVG}}}rect", {"width": "2", "height": "6", "fill": "#5b6575"})
    return patroon


def snoei(cache: Path, hoogstens: int = MEESTE_OP_SCHIJF) -> int:
    """Keep the newest drawings only; returns how many went."""
    bestanden = sorted(cache.glob("??/*.svg"), key=lambda b: b.stat().st_mtime, reverse=True)
    for bestand in bestanden[hoogstens:]:
        bestand.unlink(missing_ok=True)
    return len(bestanden[hoogstens:])
