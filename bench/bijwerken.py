"""How long it takes to bring a large kern up to date with one month, against building it again in the same run.

    python -m bench.bijwerken DEMO MAP --prestaties 10000000

DEMO is a home of `datameent demo`; in MAP a home is made (`bench.schaal`), with the last month held back.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.meten import Maat, draai, hoogstens
from bench.schaal import later, maak

GRENS_SECONDEN = 60
GRENS_DEEL = 0.1


def meet(demo: Path, map_: Path, prestaties: int) -> list[Maat]:
    """Build all but the last month, bring that in, bring the kern up to date, and build it again."""
    home = map_ / "groot"
    maak(demo, home, prestaties, 1)
    draai("build", "--home", home)
    later(home)
    erbij, gezegd = draai("build", "--home", home)
    if gezegd["volledig"]:
        raise RuntimeError("the kern was built again instead of brought up to date")
    alles, _ = draai("build", "--volledig", "--home", home)
    size = f"{prestaties:,} prestaties"
    return [
        hoogstens(f"een maand erbij, {size}", erbij, GRENS_SECONDEN, "s"),
        hoogstens("een maand erbij, deel van opnieuw bouwen", erbij / alles, GRENS_DEEL, "x"),
    ]


def main() -> int:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("demo", type=Path)
    ask.add_argument("map", type=Path)
    ask.add_argument("--prestaties", type=int, default=10_000_000)
    said = ask.parse_args()
    found = meet(said.demo, said.map, said.prestaties)
    print("\n".join(f"{m.naam}: {m.gemeten} ({m.grens})" for m in found))
    return 0 if all(m.gehaald for m in found) else 1


if __name__ == "__main__":
    sys.exit(main())
