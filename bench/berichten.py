"""The messages engine: check and load of a gigabyte, the rules across messages, stitching, and one month more.

    python -m bench.berichten DEMO MAP [--prestaties 10000000]

DEMO is a home of `datameent demo`; in MAP a home of so many prestaties is made out of it (`bench.schaal`).
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from bench import lees_323
from bench.meten import Maat, draai, draai_met_piek, hoogstens, minstens
from bench.schaal import later, maak
from datameent.domain.home import Home
from datameent.lake.store import Lake

_GESTIKT = ("traject", "trajectgebeurtenis", "toewijzing_geldig", "prestatie_geldig")


def een_bestand(map_: Path, materiaal: Path, prestaties: int) -> list[Maat]:
    """One declaration of about a gigabyte: read, XSD and every rule within a message, pseudonyms, vault, lake."""
    home, bestand = map_ / "een-bestand", map_ / "JW323_groot.xml"
    draai("init", home)
    draai("standaard", "add", "ijw", "3.2", materiaal / "ijw-3.2", "--home", home)
    size = lees_323.schrijf_323(bestand, prestaties) / 1e9
    _, said, peak = draai_met_piek("ingest", bestand, "--bron", "ijw", "--home", home)
    bestand.unlink()
    if said["prestaties"] != prestaties:
        raise RuntimeError("not every prestatie was loaded")
    name = f"een 323 van {size:.2f} GB controleren en laden"
    return [
        minstens(name, prestaties / float(said["seconden"]), 60_000, "prestaties/s"),
        hoogstens(f"{name}: geheugen", peak, 1, "GB"),
    ]


def regels(home: Path, wat: str, seconden: float, gigabytes: float) -> list[Maat]:
    """Every rule across messages on what a home holds (`datameent check`), as a whole process."""
    taken, said, peak = draai_met_piek("check", "--home", home, mag=(0, 1), json=False)
    del said
    return [
        hoogstens(f"alle regels over berichten heen, {wat}", taken, seconden, "s"),
        hoogstens(f"alle regels over berichten heen, {wat}: geheugen", peak, gigabytes, "GB"),
    ]


def stikken(home: Path, wat: str) -> Maat:
    """Events per second: from bron tables to the four tables of zorgtrajecten, kept by the engine and not written."""
    from datameent.kern.conform import BRON_TABELLEN, conform

    lake = Lake.open(Home(home))
    con: Any = lake.engine()
    try:
        begin = time.perf_counter()
        bron = {naam: lake.tabel(con, "bron", naam) for naam in BRON_TABELLEN}
        kern = conform(bron, None, tussen=lambda naam, t: con.create_table(f"tussen_{naam}", obj=t, temp=True))
        rows = {n: con.create_table(f"uit_{n}", obj=kern[n], temp=True).count().execute() for n in _GESTIKT}
        taken = time.perf_counter() - begin
    finally:
        con.disconnect()
    return minstens(f"zorgtrajecten stikken, {wat}", rows["trajectgebeurtenis"] / taken, 200_000, "gebeurtenissen/s")


def groot(demo: Path, map_: Path, prestaties: int) -> list[Maat]:
    """The same on a scaled home: build, one month more against building again, the rules."""
    home = map_ / "groot"
    maak(demo, home, prestaties, 1)
    wat = f"{prestaties / 1e6:g} miljoen prestaties"
    draai("build", "--home", home)
    later(home)
    more, said = draai("build", "--home", home)
    if said["volledig"]:
        raise RuntimeError("the kern was built again instead of brought up to date")
    again, _, peak = draai_met_piek("build", "--volledig", "--home", home)
    return [
        stikken(home, wat),
        hoogstens(f"een maand erbij, {wat}", more, 60, "s"),
        hoogstens(f"een maand erbij, deel van opnieuw bouwen ({again:.0f} s)", more / again, 0.1, "x"),
        hoogstens(f"opnieuw bouwen, {wat}: geheugen", peak, 8, "GB"),
        *regels(home, wat, 240, 8),
    ]


def main() -> int:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("demo", type=Path)
    ask.add_argument("map", type=Path)
    ask.add_argument("--prestaties", type=int, default=10_000_000)
    said = ask.parse_args()
    found = [*regels(said.demo, "de demo", 10, 8), *groot(said.demo, said.map, said.prestaties)]
    print("\n".join(f"{m.naam}: {m.gemeten} ({m.grens})" for m in found))
    return 0 if all(m.gehaald for m in found) else 1


if __name__ == "__main__":
    sys.exit(main())
