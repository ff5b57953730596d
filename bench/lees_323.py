"""How fast a declaration (323) is read: with and without XSD, and by a loader on lxml's iterparse with the same output.

Functions for `make bench`; run alone with `python -m bench.lees_323 [N] [DIR]`, DIR being the folder that holds the
official `ijw-3.2` (without it the XSD is left out).
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
from lxml import etree

from datameent.domain.bsn import elfproef
from datameent.domain.home import Home
from datameent.sources.bevinding import Stuk
from datameent.sources.istandaarden import lees
from datameent.sources.istandaarden.bouw import schemas
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

_NS = "http://www.istandaarden.nl/ijw/3_2"
_PER_CLIENT = 2

_KOP = """<?xml version="1.0" encoding="UTF-8"?>
<jw323:Bericht xmlns:ijw="{ns}/basisschema/schema" xmlns:jw323="{ns}/jw323/schema">
\t<jw323:Header>
\t\t<jw323:BerichtCode>490</jw323:BerichtCode>
\t\t<jw323:BerichtVersie>3</jw323:BerichtVersie>
\t\t<jw323:BerichtSubversie>2</jw323:BerichtSubversie>
\t\t<jw323:Afzender>65656055</jw323:Afzender>
\t\t<jw323:Ontvanger>9999</jw323:Ontvanger>
\t\t<jw323:BerichtIdentificatie>
\t\t\t<ijw:Identificatie>{identificatie}</ijw:Identificatie>
\t\t\t<ijw:Dagtekening>2026-05-06</ijw:Dagtekening>
\t\t</jw323:BerichtIdentificatie>
\t\t<jw323:XsdVersie>
\t\t\t<ijw:BasisschemaXsdVersie>1.0.0</ijw:BasisschemaXsdVersie>
\t\t\t<ijw:BerichtXsdVersie>1.0.0</ijw:BerichtXsdVersie>
\t\t</jw323:XsdVersie>
\t</jw323:Header>
\t<jw323:Declaratie>
\t\t<jw323:DeclaratieNummer>DN{identificatie}</jw323:DeclaratieNummer>
\t\t<jw323:DeclaratiePeriode>
\t\t\t<ijw:Begindatum>2026-04-01</ijw:Begindatum>
\t\t\t<ijw:Einddatum>2026-04-30</ijw:Einddatum>
\t\t</jw323:DeclaratiePeriode>
\t\t<jw323:DeclaratieDagtekening>2026-05-06</jw323:DeclaratieDagtekening>
\t\t<jw323:TotaalIngediendBedrag>
\t\t\t<ijw:TotaalBedrag>{totaal}</ijw:TotaalBedrag>
\t\t\t<ijw:DebetCredit>{teken}</ijw:DebetCredit>
\t\t</jw323:TotaalIngediendBedrag>
\t\t<jw323:Clienten>
"""
_CLIENT = "\t\t\t<jw323:Client>\n\t\t\t\t<jw323:Bsn>{bsn}</jw323:Bsn>\n\t\t\t\t<jw323:Prestaties>\n"
_PRESTATIE = """\t\t\t\t\t<jw323:Prestatie>
\t\t\t\t\t\t<jw323:ProductReferentie>
\t\t\t\t\t\t\t<ijw:ReferentieNummer>RN{nummer}</ijw:ReferentieNummer>{vorig}
\t\t\t\t\t\t</jw323:ProductReferentie>
\t\t\t\t\t\t<jw323:ToewijzingNummer>{toewijzing}</jw323:ToewijzingNummer>
\t\t\t\t\t\t<jw323:ProductCategorie>45</jw323:ProductCategorie>
\t\t\t\t\t\t<jw323:ProductCode>45A03</jw323:ProductCode>
\t\t\t\t\t\t<jw323:ProductPeriode>
\t\t\t\t\t\t\t<ijw:Begindatum>2026-04-{dag:02d}</ijw:Begindatum>
\t\t\t\t\t\t\t<ijw:Einddatum>2026-04-30</ijw:Einddatum>
\t\t\t\t\t\t</jw323:ProductPeriode>
\t\t\t\t\t\t<jw323:GeleverdVolume>{volume}</jw323:GeleverdVolume>
\t\t\t\t\t\t<jw323:Eenheid>04</jw323:Eenheid>
\t\t\t\t\t\t<jw323:ProductTarief>1250</jw323:ProductTarief>
\t\t\t\t\t\t<jw323:IngediendBedrag>
\t\t\t\t\t\t\t<ijw:Bedrag>{bedrag}</ijw:Bedrag>
\t\t\t\t\t\t\t<ijw:DebetCredit>{teken}</ijw:DebetCredit>
\t\t\t\t\t\t</jw323:IngediendBedrag>
\t\t\t\t\t</jw323:Prestatie>
"""
_EINDE = "\t\t</jw323:Clienten>\n\t</jw323:Declaratie>\n</jw323:Bericht>\n"


def schrijf_323(path: Path, prestaties: int, identificatie: str = "1") -> int:
    """Write a declaration of this many lines (every tenth a credit line); gives its size in bytes."""
    bsns = _bsns()
    lines = [_regel(n) for n in range(prestaties)]
    total = sum(amount for _, amount in lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        sign, amount = ("C", -total) if total < 0 else ("D", total)
        file.write(_KOP.format(ns=_NS, identificatie=identificatie, totaal=amount, teken=sign))
        for first in range(0, prestaties, _PER_CLIENT):
            file.write(_CLIENT.format(bsn=next(bsns)))
            file.writelines(text for text, _ in lines[first : first + _PER_CLIENT])
            file.write("\t\t\t\t</jw323:Prestaties>\n\t\t\t</jw323:Client>\n")
        file.write(_EINDE)
    return path.stat().st_size


def _regel(n: int) -> tuple[str, int]:
    credit = n % 10 == 9
    amount = 1250 * (n % 40)
    earlier = f"\n\t\t\t\t\t\t\t<ijw:VorigReferentieNummer>RV{n - 9}</ijw:VorigReferentieNummer>" if credit else ""
    text = _PRESTATIE.format(
        nummer=n, vorig=earlier, toewijzing=1000 + n // 3, dag=1 + n % 28, volume=n % 40, bedrag=amount,
        teken="C" if credit else "D",
    )  # fmt: skip
    return text, -amount if credit else amount


def _bsns() -> Iterator[str]:
    # Numbers that are not given out, enough of them for a file of a gigabyte: a client stands in a message once.
    return (str(number) for number in range(990000000, 1000000000) if elfproef(str(number)))


def laad_met_lxml(path: Path) -> dict[str, pa.Table]:
    """The peer: iterparse over the same file to the same tables, in plain Python. It checks well-formedness only."""
    wanted = {"Bsn", "Prestatie", "Header", "Declaratie"}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    rows: dict[str, list[dict[str, object]]] = {"client": [], "prestatie": [], "declaratie": []}
    bsn = ""
    for _, node in etree.iterparse(str(path), events=("end",), tag="{*}*", no_network=True):
        name = node.tag.rpartition("}")[2]
        if name not in wanted:
            continue
        if name == "Bsn":
            bsn = node.text
            rows["client"].append({"bericht_id": digest, "wet": "jeugdwet", "volgnr": len(rows["client"]), "_bsn": bsn})
        elif name == "Prestatie":
            rows["prestatie"].append(_prestatie(node, bsn, digest, len(rows["prestatie"])))
            node.clear()
        elif name == "Declaratie":
            rows["declaratie"].append(_declaratie(node, digest))
    wide = schemas("3.2")
    return {name: pa.Table.from_pylist(found, wide[name]) for name, found in rows.items()}


def _teksten(node: etree._Element) -> dict[str, str]:
    return {n.tag.rpartition("}")[2]: n.text or "" for n in node.iter() if isinstance(n.tag, str) and not len(n)}


def _prestatie(node: etree._Element, bsn: str, digest: str, number: int) -> dict[str, object]:
    text = _teksten(node)
    amount = int(text["Bedrag"])
    return {
        "bericht_id": digest,
        "wet": "jeugdwet",
        "volgnr": number,
        "_bsn": bsn,
        "referentienummer": text["ReferentieNummer"],
        "vorig_referentienummer": text.get("VorigReferentieNummer"),
        "toewijzingnummer": text["ToewijzingNummer"],
        "productcategorie": text["ProductCategorie"],
        "productcode": text["ProductCode"],
        "begindatum": date.fromisoformat(text["Begindatum"]),
        "einddatum": date.fromisoformat(text["Einddatum"]),
        "volume": int(text["GeleverdVolume"]),
        "eenheid": text["Eenheid"],
        "tarief_cent": int(text["ProductTarief"]) if "ProductTarief" in text else None,
        "bedrag_cent": -amount if text["DebetCredit"] == "C" else amount,
    }


def _declaratie(node: etree._Element, digest: str) -> dict[str, object]:
    text: dict[str, str] = {}
    for child in node:
        text |= _teksten(child) if child.tag.rpartition("}")[2] != "Clienten" else {}
        if not len(child):
            text[child.tag.rpartition("}")[2]] = child.text or ""
    total = int(text["TotaalBedrag"])
    return {
        "bericht_id": digest,
        "wet": "jeugdwet",
        "declaratienummer": text["DeclaratieNummer"],
        "begindatum": date.fromisoformat(text["Begindatum"]),
        "einddatum": date.fromisoformat(text["Einddatum"]),
        "dagtekening": date.fromisoformat(text["DeclaratieDagtekening"]),
        "totaal_cent": -total if text["DebetCredit"] == "C" else total,
    }


@dataclass(frozen=True)
class Meting:
    """One way of reading: seconds, processor seconds (the best of the repeats) and prestaties per second."""

    naam: str
    seconden: float
    processor: float
    per_seconde: float


def meet(prestaties: int, xsd_map: Path | None = None, herhaal: int = 2) -> list[Meting]:
    """Read one declaration in every way and hold the outputs to each other. The XSD is left out without `xsd_map`."""
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "323.xml"
        schrijf_323(path, prestaties)
        bare = StandaardenRegister.open(Home(Path(temporary) / "bare"))
        ways: dict[str, Callable[[], dict[str, pa.Table]]] = {
            "lees without XSD": lambda: _lees(path, bare),
            "lxml iterparse": lambda: laad_met_lxml(path),
        }
        if xsd_map is not None:
            full = StandaardenRegister.open(Home(Path(temporary) / "full"))
            full.voeg_toe("ijw", "3.2", xsd_map)
            ways["lees with XSD"] = lambda: _lees(path, full)
        return _vergelijk(ways, prestaties, herhaal)


def _vergelijk(ways: dict[str, Callable[[], dict[str, pa.Table]]], prestaties: int, herhaal: int) -> list[Meting]:
    found, first = [], None
    for name, way in ways.items():
        best = work = float("inf")
        for _ in range(herhaal):
            start, cpu = time.perf_counter(), time.process_time()
            tables = way()
            best, work = min(best, time.perf_counter() - start), min(work, time.process_time() - cpu)
        same = {n: tables[n].combine_chunks() for n in ("client", "prestatie", "declaratie")}
        first = first or same
        if any(not same[n].select(first[n].column_names).equals(first[n]) for n in same):
            raise AssertionError(f"{name} gives other tables")
        found.append(Meting(name, best, work, prestaties / best))
    return found


def _lees(path: Path, register: StandaardenRegister) -> dict[str, pa.Table]:
    read = lees([Stuk("323.xml", path)], standaarden=register, limieten=Limieten())
    if read.geweigerd:
        raise AssertionError("the declaration was refused")
    return dict(read.tabellen)


def main() -> None:
    """Print what was measured, and each way against lxml."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    found = meet(count, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    peer = next(m for m in found if m.naam == "lxml iterparse")
    for m in found:
        ratio, work = peer.seconden / m.seconden, peer.processor / m.processor
        print(
            f"{m.naam:18}{m.seconden:7.2f} s{m.per_seconde:10,.0f} prestaties/s {ratio:5.1f} x lxml, cpu {work:.1f} x"
        )


if __name__ == "__main__":
    main()
