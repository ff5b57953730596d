"""The slow and obvious reader: lxml, one message at a time, plain dictionaries. The fast reader must equal it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from lxml import etree

from datameent.sources.istandaarden.specificatie import Adreskeuze, Berichtspecificatie, Kolom

Rij = dict[str, Any]


def lees_een(data: bytes, spec: Berichtspecificatie) -> dict[str, list[Rij]]:
    """The bron rows of one valid message."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True))
    shared = {"bericht_id": hashlib.sha256(data).hexdigest(), "wet": spec.wet}
    tables: dict[str, list[Rij]] = {"bericht": [shared | _kop(root, spec)]}
    for tabel in spec.tabellen:
        if tabel.naam == "bericht":
            continue
        rows = tables.setdefault(tabel.naam, [])
        nodes = _alle(root, tabel.rij) or ([None] if _een_per_bericht(spec, tabel.rij) else [])
        for node in nodes:
            row: Rij = shared | dict(tabel.vast)
            row |= {k.naam: _waarde(root, node, tabel.rij, k, spec) for k in tabel.kolommen}
            if tabel.adres:
                row |= _adres(root, tabel.adres, spec)
            if tabel.volgnr:
                row["volgnr"] = len(rows)
            rows.append(row)
    return tables


def _een_per_bericht(spec: Berichtspecificatie, rij: str) -> bool:
    return not any(e.herhaalt for e in spec.boom.langs(rij))


def _alle(root: etree._Element, pad: str) -> list[etree._Element]:
    found = [root]
    for name in pad.split("/"):
        found = [child for node in found for child in node if etree.QName(child).localname == name]
    return found


def _waarde(
    root: etree._Element, node: etree._Element | None, rij: str, kolom: Kolom, spec: Berichtspecificatie
) -> Any:
    """The value nearest to the row: look below the row element, then below each element around it."""
    if node is None:
        found = _alle(root, kolom.pad)
        return _lees(found[0], kolom.soort) if found else None
    at: etree._Element | None = node
    parts = rij.split("/")
    while at is not None:
        here = "/".join(parts)
        if kolom.pad == here:
            return _lees(at, kolom.soort)
        if not here or kolom.pad.startswith(here + "/"):
            found = _alle(at, kolom.pad[len(here) :].lstrip("/"))
            if found or not here:
                return _lees(found[0], kolom.soort) if found else None
            return None
        at, parts = at.getparent(), parts[:-1]
    return None


def _tekst(node: etree._Element, naam: str) -> str | None:
    found = _alle(node, naam)
    return found[0].text if found else None


def _lees(node: etree._Element, soort: str) -> Any:
    if soort in ("BedragMetDC", "TotaalBedragMetDC"):
        amount = int(node[0].text or "")
        return -amount if _tekst(node, "DebetCredit") == "C" else amount
    if soort == "Geboortedatum":
        return _geboorte((node[0].text or "").strip(), _tekst(node, "DatumGebruik"))
    text = node.text
    if not text:
        return None
    make = {
        "datum": lambda t: date.fromisoformat(t.strip()),
        "getal": int,
        "bedrag": int,
        "nummer": lambda t: str(int(t)),
        "janee": lambda t: t == "1",
    }
    return make.get(soort, str)(text)


def _geboorte(dag: str, gebruik: str | None) -> str | None:
    if gebruik == "3":
        return None
    return {"1": dag[:7] + "-00", "2": dag[:4] + "-00-00"}.get(gebruik or "", dag)


def _adres(root: etree._Element, keuze: Adreskeuze, spec: Berichtspecificatie) -> Rij:
    sent = date.fromisoformat((_tekst_pad(root, "Header/BerichtIdentificatie/Dagtekening") or "").strip())
    best: tuple[tuple[int, ...], Rij] | None = None
    for number, contact in enumerate(_alle(root, keuze.rij)):
        row = {k.naam: _waarde(root, contact, keuze.rij, k, spec) for k in keuze.kolommen}
        ended = _tekst_pad(contact, keuze.einde[len(keuze.rij) + 1 :])
        kind = _tekst(contact, "Soort")
        rank = (
            int(all(v is None for v in row.values())),
            int(ended is not None and date.fromisoformat(ended.strip()) < sent),
            keuze.voorkeur.index(kind) if kind in keuze.voorkeur else 99,
            number,
        )
        if best is None or rank < best[0]:
            best = (rank, row)
    return best[1] if best else {k.naam: None for k in keuze.kolommen}


def _tekst_pad(node: etree._Element, pad: str) -> str | None:
    found = _alle(node, pad)
    return found[0].text if found else None


def _kop(root: etree._Element, spec: Berichtspecificatie) -> Rij:
    text = {
        name: (_tekst_pad(root, pad) or "").strip(" \t\r\n")
        if name in ("dag", "retourdag", "decldag")
        else _tekst_pad(root, pad)
        for name, pad in {
            "afzender": "Header/Afzender",
            "ontvanger": "Header/Ontvanger",
            "id": "Header/BerichtIdentificatie/Identificatie",
            "dag": "Header/BerichtIdentificatie/Dagtekening",
            "retour": "Header/IdentificatieRetour",
            "retourdag": "Header/DagtekeningRetour",
            "decl": "Header/DeclaratieIdentificatie/Identificatie",
            "decldag": "Header/DeclaratieIdentificatie/Dagtekening",
        }.items()
    }
    day = lambda name: date.fromisoformat(text[name]) if text[name] else None  # noqa: E731
    own = (text["retour"], day("retourdag")) if spec.retour else (text["id"], day("dag"))
    answers = (text["id"], day("dag")) if spec.retour else (text["decl"], day("decldag"))
    gemeente = text["afzender"] if spec.afzender == "gemeente" else text["ontvanger"]
    return {
        "standaard": spec.standaard,
        "release": spec.release,
        "berichttype": spec.berichttype,
        "afzender": text["afzender"],
        "ontvanger": text["ontvanger"],
        "gemeente": gemeente,
        "aanbieder": text["ontvanger"] if spec.afzender == "gemeente" else text["afzender"],
        "identificatie": own[0],
        "dagtekening": own[1],
        "identificatie_retour": answers[0],
        "dagtekening_retour": answers[1],
    }
