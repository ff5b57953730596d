"""`python -m bench`: every figure in one run, written to docs/benchmarks.md.

The machine should be otherwise idle. `--klein` runs the same on a tenth of the size, to see that it works; `--deel
NAAM` (more than once if wanted) runs a part alone. Neither writes the page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from bench import aanval, berichten, groei, lees_323, onthulling, site, uitgave
from bench.meten import Maat, draai, hoogstens, machine, mediaan_van, minstens
from bench.reeks import maand, op_een_rij, volgende_maand

REPO = Path(__file__).resolve().parents[1]
PAGINA = REPO / "docs" / "benchmarks.md"
MATERIAAL = REPO.parent / "shared" / "data" / "istandaarden"
OEFENTABELLEN = REPO.parent / "shared" / "data" / "sdc"


def de_lijn(home: Path, inwoners: int, jaren: int) -> tuple[list[Maat], dict[str, Any]]:
    """Generate, ingest, build and release, in one process with its workers. One full month is kept for later."""
    plan = home.with_name("plan.yaml")
    plan.write_text(f"begin: {maand(-12 * jaren - 1)}\ntot: {maand(-1)}\n", encoding="utf-8")
    size = ("--inwoners", str(inwoners), "--jaren", str(jaren), "--plan", plan)
    _, said = draai("demo", "--no-serve", "--home", home, *size)
    name = f"{inwoners:,} inwoners, {jaren} jaar"
    return [
        hoogstens(f"hele lijn, {name}", said["seconden"]["totaal"], 90, "s"),
        hoogstens("hoogste geheugen van de hele lijn", said["piek_mb"] / 1000, 2, "GB"),
    ], said


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


def grote_site(home: Path, seconden: float) -> list[Maat]:
    """Fifty readers at once over a release of 200 tables; its maps apart."""
    alles = site.meet(home, 50, seconden, "beleid", site.grote_paginas(home))
    kaarten = site.meet(home, 50, seconden, "beleid", site.grote_paginas(home, kaarten=True))
    zwaarste = max(float(str(m["grootste_pagina_bytes"])) for m in (alles, kaarten))
    geheugen = max(float(str(m["geheugen_mb"])) for m in (alles, kaarten))
    return [
        hoogstens("site van 200 tabellen: p95 bij 50 lezers tegelijk", float(str(alles["p95_ms"])), 150, "ms"),
        hoogstens("site van 200 tabellen: p95 van kaarten bij 50 lezers", float(str(kaarten["p95_ms"])), 300, "ms"),
        hoogstens("site van 200 tabellen: zwaarste pagina", zwaarste / 1000, 200, "kB"),
        hoogstens("site van 200 tabellen: geheugen van server en werkers", geheugen, 600, "MB"),
    ]


class Werk:
    """Where the parts work, on what size, and the home that several of them share; made when it is asked for."""

    def __init__(self, plek: Path, klein: bool) -> None:
        self.plek = plek
        self.klein = klein
        self.inwoners, self.jaren, self.prestaties = (6_000, 2, 20_000) if klein else (60_000, 4, 400_000)

    @cached_property
    def lijn(self) -> tuple[list[Maat], dict[str, Any]]:
        """The demo, measured."""
        return de_lijn(self.plek / "home", self.inwoners, self.jaren)

    @property
    def home(self) -> Path:
        """The home of the demo."""
        assert self.lijn
        return self.plek / "home"


def deel_lijn(werk: Werk) -> list[Maat]:
    """The whole line, and the start of a command."""
    return [hoogstens("datameent --help", mediaan_van(["--help"], 7), 0.3, "s"), *werk.lijn[0]]


def deel_site(werk: Werk) -> list[Maat]:
    """The site under load."""
    seconden = 4 if werk.klein else 15
    return [*de_site(werk.home, seconden), *grote_site(werk.plek / "site-200-tabellen", seconden)]


def deel_onthulling(werk: Werk) -> list[Maat]:
    """Disclosure control: practice tables, random tables attacked, growth, the releases of the demo."""
    found = onthulling.oefentabellen(OEFENTABELLEN, met_drie=not werk.klein) if OEFENTABELLEN.is_dir() else []
    found += aanval.duizend(100 if werk.klein else 1_000)
    found += groei.groei(groei.MATEN[:2] if werk.klein else groei.MATEN)
    return [*found, *uitgave.demo_release(werk.home)]


def deel_maand(werk: Werk) -> list[Maat]:
    """A month later: changes the shared home, so the parts before it see it as it was made. Then many in a row."""
    inwoners, maanden = (3_000, 2) if werk.klein else (30_000, 6)
    return [
        volgende_maand(werk.home, werk.plek / "later", werk.inwoners, werk.jaren),
        *op_een_rij(werk.plek / "reeks", inwoners, maanden),
    ]


def deel_declaraties(werk: Werk) -> list[Maat]:
    """Declarations into the lake."""
    return declaraties(werk.plek, werk.prestaties)


def deel_berichten(werk: Werk) -> list[Maat]:
    """The messages engine."""
    found = berichten.regels(werk.home, "de demo", 10, 8)
    if MATERIAAL.is_dir():
        found += berichten.een_bestand(werk.plek, MATERIAAL, 12_000 if werk.klein else 1_200_000)
    return [*found, *berichten.groot(werk.home, werk.plek, 800_000 if werk.klein else 10_000_000)]


# In this order; per part the heading on the page.
DELEN: dict[str, tuple[str, Callable[[Werk], list[Maat]]]] = {
    "lijn": ("De hele lijn", deel_lijn),
    "site": ("De site", deel_site),
    "onthulling": ("Onthulling", deel_onthulling),
    "maand": ("Een maand later, en vele", deel_maand),
    "declaraties": ("Declaraties laden", deel_declaraties),
    "berichten": ("Berichten", deel_berichten),
}


def bladzij(gemeten: dict[str, list[Maat]], said: dict[str, Any] | None) -> str:
    """The page with the figures, every part under its own heading; `said`: what the demo told of itself."""
    regels = [
        "# Metingen",
        "",
        f"Gemeten op {dt.date.today().isoformat()} met `make bench`, in één run op deze machine:",
        "",
        *machine(),
        "",
        "De verhouding is grens door meting (bij ≤) of meting door grens (bij ≥): boven 1 is goed.",
        "",
    ]
    for naam, maten in gemeten.items():
        regels += [f"## {DELEN[naam][0]}", "", "| wat | gemeten | grens | verhouding | gehaald |"]
        regels += ["| --- | --- | --- | --- | --- |", *map(_rij, maten), ""]
    if said:
        steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in said["seconden"].items())
        regels += [
            f"De hele lijn: {said['berichten']:,} berichten, {said['prestaties']:,} prestaties, "
            f"{said['clienten']:,} cliënten, "
            f"{said['cellen']:,} cellen waarvan {said['onderdrukt']:,} afgeschermd. Per stap: {steps}.",
            "",
        ]
    return "\n".join(regels)


def _rij(m: Maat) -> str:
    return f"| {m.naam} | {m.gemeten} | {m.grens} | {m.verhouding:.2f} | {'ja' if m.gehaald else '**nee**'} |"


def main() -> int:
    """Measure, print, and write the page when all was measured; exit status 1 when a figure misses its limit."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--klein", action="store_true")
    ask.add_argument("--deel", action="append", choices=list(DELEN), metavar="NAAM", help=", ".join(DELEN))
    said = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="datameent-bench-") as temporary:
        werk = Werk(Path(temporary), said.klein)
        gemeten: dict[str, list[Maat]] = {}
        for naam in (n for n in DELEN if n in (said.deel or DELEN)):
            gemeten[naam] = DELEN[naam][1](werk)
            print(*map(_rij, gemeten[naam]), sep="\n", flush=True)  # what was measured is not lost with a later part
        page = bladzij(gemeten, werk.lijn[1] if "lijn" in gemeten else None)
    print(page)
    if not said.klein and not said.deel:
        PAGINA.write_text(page, encoding="utf-8")
    return 0 if all(m.gehaald for maten in gemeten.values() for m in maten) else 1


if __name__ == "__main__":
    sys.exit(main())
