"""The releases of a home: protected and attacked, with the table plan as it is and with the widest one.

    python -m bench.uitgave HOME

HOME is a home of `datameent demo`; a copy without its releases is made beside it and removed again.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from bench.meten import Maat, hoogstens
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.indicators.register import definities
from datameent.release import build
from datameent.release.controle import controleer_release
from datameent.release.plan import Kruising, lees_plan

DOELGROEPEN = ("beleid", "raad", "openbaar")
# Steps of `bouw_release` by the name under which it calls them; one that is not there is not told apart.
STAPPEN = {"meten": "stel_samen", "beschermen": "beoordeel", "aanvallen": "controleer_bestand"}


def breed_plan(tekst: str, home: Home) -> str:
    """The same plan with every indicator that it can hold in every crossing that the audience has of any indicator."""
    plan = yaml.safe_load(tekst)
    for doelgroep, per in plan["doelgroepen"].items():
        alle = sorted({Kruising.van(regel) for regels in per.values() for regel in regels})
        breed = {}
        for code, definitie in definities(home).items():
            past = [[k.korrel, *k.dimensies] for k in alle if {k.korrel, *k.dimensies} <= set(definitie.dimensies)]
            kan = [regel for regel in past if _kan(doelgroep, code, regel)]
            if kan:
                breed[code] = kan
        # A ratio only where both its parts are.
        delen = [breed.get(deel, []) for deel in ("uitgaven", "clienten")]
        breed["kosten_per_client"] = [r for r in breed["kosten_per_client"] if all(r in deel for deel in delen)]
        plan["doelgroepen"][doelgroep] = breed
    return yaml.safe_dump(plan)


def _kan(doelgroep: str, indicator: str, regel: list[str]) -> bool:
    """Whether a plan may hold this crossing for this audience: asked of the reader of plans itself."""
    proef = {"versie": "1", "eigenaar": "bench", "doelgroepen": {doelgroep: {indicator: [regel]}}}
    if indicator == "kosten_per_client":
        proef["doelgroepen"][doelgroep] |= {"uitgaven": [regel], "clienten": [regel]}
    try:
        lees_plan(yaml.safe_dump(proef))
    except DatameentError:
        return False
    return True


@contextmanager
def _gesplitst() -> Iterator[dict[str, float]]:
    """Seconds per step of `bouw_release`, taken by standing between it and what it calls."""
    duur = dict.fromkeys(STAPPEN, 0.0)
    echt = {stap: getattr(build, naam) for stap, naam in STAPPEN.items() if hasattr(build, naam)}

    def geklokt(stap: str, doe: Callable[..., Any]) -> Callable[..., Any]:
        def klok(*args: Any, **anders: Any) -> Any:
            begin = time.perf_counter()
            try:
                return doe(*args, **anders)
            finally:
                duur[stap] += time.perf_counter() - begin

        return klok

    for stap, doe in echt.items():
        setattr(build, STAPPEN[stap], geklokt(stap, doe))
    try:
        yield duur
    finally:
        for stap, doe in echt.items():
            setattr(build, STAPPEN[stap], doe)


def _een(home: Home, doelgroep: str, wat: str) -> tuple[float, list[Maat]]:
    """Build the release of one audience and audit it apart from that; the seconds of both together."""
    naam = f"uitgave {doelgroep}, {wat}"
    begin = time.perf_counter()
    try:
        with _gesplitst() as duur:
            gebouwd = build.bouw_release(home, doelgroep)
    except DatameentError as fout:
        taken = time.perf_counter() - begin
        return taken, [Maat(naam, f"geweigerd: {fout.code} na {taken:.1f} s", "≤ 60 s", 0.0, False)]
    halverwege = time.perf_counter()
    controle = controleer_release(home, gebouwd.pad)
    taken = time.perf_counter() - begin
    stappen = ", ".join(f"{stap} {seconden:.1f} s" for stap, seconden in duur.items())
    stappen += f", daarna de audit {time.perf_counter() - halverwege:.1f} s"
    cellen = f"{gebouwd.cellen:,} cellen, {gebouwd.onderdrukt:,} afgeschermd"
    return taken, [
        hoogstens(f"{naam}: {cellen}; {stappen}", taken, 60, "s"),
        hoogstens(f"{naam}: blootgesteld volgens de audit", len(controle.blootgesteld), 0, "cellen"),
    ]


def demo_release(home: Path) -> list[Maat]:
    """Protect and audit the releases of all audiences: with the plan of this home, and with the widest."""
    gevonden: list[Maat] = []
    with tempfile.TemporaryDirectory(dir=home.parent, prefix="uitgave-") as tijdelijk:
        for wat in ("plan zoals het is", "breedste plan"):
            kopie = Path(tijdelijk) / wat.split()[0]
            shutil.copytree(home, kopie, ignore=shutil.ignore_patterns("releases", "demo", "cache"))
            doel = Home(kopie)
            if wat == "breedste plan":
                plan = doel.config / "tabellenplan.yaml"
                plan.write_text(breed_plan(plan.read_text(encoding="utf-8"), doel), encoding="utf-8")
            samen = 0.0
            for doelgroep in DOELGROEPEN:
                seconden, maten = _een(doel, doelgroep, wat)
                samen += seconden
                gevonden += maten
            gevonden.append(hoogstens(f"alle uitgaven samen, {wat}", samen, 60, "s"))
            shutil.rmtree(kopie)
    return gevonden


def main() -> int:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("home", type=Path)
    found = demo_release(ask.parse_args().home)
    print("\n".join(f"{m.naam}: {m.gemeten} ({m.grens})" for m in found))
    return 0 if all(m.gehaald for m in found) else 1


if __name__ == "__main__":
    sys.exit(main())
