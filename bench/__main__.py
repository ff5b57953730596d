"""`python -m bench`: every figure in one run, written to docs/benchmarks.md.

The machine should be otherwise idle. `--klein` runs the same on a tenth of the size, to see that it works; it does
not write the page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import berichten, lees_323, site
from bench.meten import Maat, draai, hoogstens, machine, mediaan_van, minstens

REPO = Path(__file__).resolve().parents[1]
PAGINA = REPO / "docs" / "benchmarks.md"
MATERIAAL = REPO.parent / "shared" / "data" / "istandaarden"
OEFENTABELLEN = REPO.parent / "shared" / "data" / "sdc"


def de_lijn(home: Path, inwoners: int, jaren: int) -> tuple[list[Maat], dict[str, Any]]:
    """Generate, ingest, build and release, in one process with its workers. One full month is kept for later."""
    plan = home.with_name("plan.yaml")
    plan.write_text(f"begin: {_maand(-12 * jaren - 1)}\ntot: {_maand(-1)}\n", encoding="utf-8")
    size = ("--inwoners", str(inwoners), "--jaren", str(jaren), "--plan", plan)
    _, said = draai("demo", "--no-serve", "--home", home, *size)
    name = f"{inwoners:,} inwoners, {jaren} jaar"
    return [
        hoogstens(f"hele lijn, {name}", said["seconden"]["totaal"], 90, "s"),
        hoogstens("hoogste geheugen van de hele lijn", said["piek_mb"] / 1000, 2, "GB"),
    ], said


def _maand(verschil: int) -> dt.date:
    """The first day of the month that is so many months from this one."""
    nummer = dt.date.today().year * 12 + dt.date.today().month - 1 + verschil
    return dt.date(nummer // 12, nummer % 12 + 1, 1)


def volgende_maand(home: Path, map_: Path, inwoners: int, jaren: int) -> Maat:
    """A month later: generate it (not timed), then load only what is new, build and release."""
    begin, nieuw = _maand(-12 * jaren - 1), _maand(-1)
    draai("generate", "--uit", map_, "--inwoners", str(inwoners), "--begin", str(begin), "--tot", str(_maand(0)))
    post = map_ / "berichten" / f"{nieuw.year}-{nieuw.month:02d}"
    seconds = 0.0
    for bron, soort in (("ijw", "JW"), ("iwmo", "WMO")):
        seconds += draai("ingest", *sorted(post.glob(f"{soort}*")), "--bron", bron, "--home", home)[0]
    seconds += draai("ingest", map_ / "bevolking.csv", "--bron", "bevolking", "--home", home)[0]
    seconds += draai("build", "--home", home)[0]
    audiences = [word for name in ("beleid", "raad", "openbaar") for word in ("--doelgroep", name)]
    seconds += draai("release", *audiences, "--home", home)[0]
    return hoogstens("de volgende maand: laden, bouwen, drie uitgaven", seconds, 15, "s")


def tot_in_het_lake(map_: Path, prestaties: int, xsd: bool, keer: int) -> float:
    """Prestaties per second from four declarations on disk to a committed lake, one load in a process of its own."""
    home, bron = map_ / f"lake-{xsd}-{keer}", map_ / "declaraties"
    draai("init", home)
    if xsd:
        draai("standaard", "add", "ijw", "3.2", MATERIAAL / "ijw-3.2", "--home", home)
    if not bron.is_dir():
        bron.mkdir()
        for nummer in range(4):
            lees_323.schrijf_323(bron / f"JW323_{nummer}.xml", prestaties // 4, str(nummer + 1))
    _, said = draai("ingest", bron, "--bron", "ijw", "--home", home)
    if said["prestaties"] != prestaties // 4 * 4:
        raise RuntimeError("not every prestatie was loaded")
    return float(said["prestaties"]) / float(said["seconden"])


def lxml_lader(bron: Path, uit: Path) -> float:
    """Prestaties per second of the peer: lxml iterparse to the same columns, written as Delta tables."""
    from deltalake import write_deltalake

    begin, rows = time.perf_counter(), 0
    for path in sorted(bron.glob("*.xml")):
        for name, table in lees_323.laad_met_lxml(path).items():
            write_deltalake(str(uit / name), table, mode="append")
            rows += table.num_rows if name == "prestatie" else 0
    return rows / (time.perf_counter() - begin)


def declaraties(map_: Path, prestaties: int) -> list[Maat]:
    """Ingest of 323 messages with and without XSD, against the peer in the same run: in turn, the best of two each."""
    met_xsd = MATERIAAL.is_dir()
    bare, checked, peer = [], [], []
    for keer in range(2):
        bare.append(tot_in_het_lake(map_, prestaties, xsd=False, keer=keer))
        peer.append(lxml_lader(map_ / "declaraties", map_ / f"peer-{keer}"))
        if met_xsd:
            checked.append(tot_in_het_lake(map_, prestaties, xsd=True, keer=keer))
    found = [
        minstens(f"323 naar het lake zonder XSD ({prestaties:,} prestaties)", max(bare), 80_000, "prestaties/s"),
        minstens("323 naar het lake, keer de lxml-iterparse-lader", max(bare) / max(peer), 3, "x"),
    ]
    if met_xsd:
        found.append(minstens("323 naar het lake met XSD", max(checked), 60_000, "prestaties/s"))
    return found


def de_site(home: Path, seconden: float) -> list[Maat]:
    """Twenty readers at once on the figure pages."""
    said = site.meet(home, 20, seconden, "beleid")
    return [
        hoogstens("site: p95 bij 20 lezers tegelijk", float(str(said["p95_ms"])), 150, "ms"),
        hoogstens("site: eerste pagina met alles erbij", float(str(said["eerste_pagina_bytes"])) / 1000, 150, "kB"),
    ]


def meet(klein: bool) -> tuple[list[Maat], dict[str, Any]]:
    """All figures."""
    inwoners, jaren, prestaties = (6_000, 2, 20_000) if klein else (60_000, 4, 400_000)
    with tempfile.TemporaryDirectory(prefix="datameent-bench-") as temporary:
        place = Path(temporary)
        found = [hoogstens("datameent --help", mediaan_van(["--help"], 7), 0.3, "s")]
        line, said = de_lijn(place / "home", inwoners, jaren)
        found += line
        found += de_site(place / "home", 4 if klein else 15)
        found.append(volgende_maand(place / "home", place / "later", inwoners, jaren))
        found += declaraties(place, prestaties)
        found += berichten.regels(place / "home", "de demo", 10, 8)
        found += berichten.een_bestand(place, MATERIAAL, 12_000 if klein else 1_200_000) if MATERIAAL.is_dir() else []
        found += berichten.groot(place / "home", place, 800_000 if klein else 10_000_000)
    return found, said


def bladzij(found: list[Maat], said: dict[str, Any]) -> str:
    """The page with the figures."""
    rows = [
        f"| {m.naam} | {m.gemeten} | {m.grens} | {m.verhouding:.2f} | {'ja' if m.gehaald else '**nee**'} |"
        for m in found
    ]
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in said["seconden"].items())
    return "\n".join(
        [
            "# Metingen",
            "",
            f"Gemeten op {dt.date.today().isoformat()} met `make bench`, in één run op deze machine:",
            "",
            *machine(),
            "",
            "De verhouding is grens door meting (bij ≤) of meting door grens (bij ≥): boven 1 is goed.",
            "",
            "| wat | gemeten | grens | verhouding | gehaald |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
            f"De hele lijn: {said['berichten']:,} berichten, {said['prestaties']:,} prestaties, "
            f"{said['clienten']:,} cliënten, "
            f"{said['cellen']:,} cellen waarvan {said['onderdrukt']:,} afgeschermd. Per stap: {steps}.",
            "",
        ]
    )


def main() -> int:
    """Measure, print, and write the page; exit status 1 when a figure misses its limit."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--klein", action="store_true")
    klein = ask.parse_args().klein
    found, said = meet(klein)
    page = bladzij(found, said)
    print(page)
    if not klein:
        PAGINA.write_text(page, encoding="utf-8")
    return 0 if all(m.gehaald for m in found) else 1


if __name__ == "__main__":
    sys.exit(main())
