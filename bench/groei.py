"""The growth curve: ever larger linked sets protected, and attacked by elimination, each in a process of its own.

    python -m bench.groei 100000

prints what one size took. The attack is that of the audit (`release/aanval.py`), which shares no code with what
protects. It takes the set by groups: hidden cells that no sum connects tell nothing about each other.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import compress
from pathlib import Path
from typing import Any

from bench.meten import Maat, hoogstens
from datameent.disclosure.aanvullend import Regel, bescherming
from datameent.disclosure.csv_tabel import Dimensie, tel_tabel
from datameent.disclosure.stelsel import Stelsel
from datameent.release.aanval import bepaalde_cellen

REPO = Path(__file__).resolve().parents[1]
MATEN = (10_000, 30_000, 100_000, 300_000, 1_000_000)
Cel = tuple[str, ...]


def blok(cellen: int) -> Stelsel:
    """A linked set: wijken of ten buurten, by month within quarter and year, by product within law; all totals."""
    kans = random.Random(cellen)
    buurten = max(10, cellen // 280)
    rijen = [
        (b, m, p, n)
        for b in range(buurten)
        for m in range(12)
        for p in range(12)
        if (n := int(kans.expovariate(1 / kans.choice((3, 20, 60, 60)))))
    ]
    dims = [
        Dimensie("buurt", [r[0] for r in rijen], (("wijk", [f"w{r[0] // 10}" for r in rijen]),)),
        Dimensie("maand", [r[1] for r in rijen], (("kwartaal", [f"k{r[1] // 3}" for r in rijen]),)),
        Dimensie("product", [r[2] for r in rijen], (("wet", [f"p{r[2] // 6}" for r in rijen]),)),
    ]
    return tel_tabel(dims, [r[3] for r in rijen], None).stelsel


class _Groepen:
    """Which hidden cells sums connect, found by pointing every cell to another."""

    def __init__(self, cellen: int) -> None:
        self.wijst = list(range(cellen))

    def kop(self, cel: int) -> int:
        """The cell that stands for the group of this one."""
        while self.wijst[cel] != cel:
            self.wijst[cel] = self.wijst[self.wijst[cel]]
            cel = self.wijst[cel]
        return cel

    def verbind(self, cellen: Sequence[int]) -> None:
        """These are one group."""
        for cel in cellen[1:]:
            self.wijst[self.kop(cel)] = self.kop(cellen[0])


def _per_groep(stelsel: Stelsel, verborgen: Sequence[bool]) -> list[tuple[set[Cel], list[tuple[Cel, ...]]]]:
    """The hidden cells group by group, each with the sums that it is in."""
    groepen = _Groepen(len(verborgen))
    per_som = [[cel for cel in som if verborgen[cel]] for som in stelsel.vergelijkingen]
    for weg in per_som:
        groepen.verbind(weg)
    namen = [(f"{cel:09d}",) for cel in range(len(verborgen))]
    cellen: dict[int, set[Cel]] = defaultdict(set)
    sommen: dict[int, list[tuple[Cel, ...]]] = defaultdict(list)
    for cel in compress(range(len(verborgen)), verborgen):
        cellen[groepen.kop(cel)].add(namen[cel])
    for som, weg in zip(stelsel.vergelijkingen, per_som, strict=True):
        if weg:
            sommen[groepen.kop(weg[0])].append(tuple(namen[c] for c in som))
    return [(cellen[k], sommen[k]) for k in cellen]


def _piek_gb() -> float:
    """The highest resident memory of this process; `getrusage` would count the process that started it too."""
    for regel in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if regel.startswith("VmHWM:"):
            return int(regel.split()[1]) / 1e6
    raise RuntimeError("this system does not tell the highest memory of a process")


def meet(cellen: int) -> dict[str, Any]:
    """Protect and attack one size, in this process."""
    stelsel = blok(cellen)
    onveilig = [0 < p < 10 for p in stelsel.personen]
    begin = time.perf_counter()
    gedaan = bescherming(stelsel, onveilig, Regel())
    beschermd = time.perf_counter()
    piek = _piek_gb()
    groepen = _per_groep(stelsel, gedaan.verborgen)
    volgt = sum(len(bepaalde_cellen(sommen, weg)) for weg, sommen in groepen)
    return {
        "cellen": len(stelsel.personen),
        "onveilig": sum(onveilig),
        "verborgen": sum(gedaan.verborgen),
        "personen": sum(p for p, v, o in zip(stelsel.personen, gedaan.verborgen, onveilig, strict=True) if v and not o),
        "beschermen": beschermd - begin,
        "aanvallen": time.perf_counter() - beschermd,
        "groepen": len(groepen),
        "grootste": max(len(weg) for weg, _ in groepen),
        "volgt": volgt + len(gedaan.open),
        "piek_gb": piek,
    }


def groei(maten: Sequence[int] = MATEN) -> list[Maat]:
    """Seconds and memory to protect ever larger linked sets, and what an attack by elimination finds."""
    gevonden: list[Maat] = []
    for maat in maten:
        opdracht = [sys.executable, "-m", "bench.groei", str(maat)]
        klaar = subprocess.run(opdracht, capture_output=True, text=True, check=True, cwd=REPO)
        gelezen: dict[str, Any] = json.loads(klaar.stdout)
        cellen, duur = gelezen["cellen"], gelezen["beschermen"]
        per_duizend = f"{1000 * duur / cellen * 1000:.0f} ms per 1.000 cellen"
        wat = f"{cellen:,} gekoppelde cellen, {gelezen['onveilig']:,} onveilig, {gelezen['verborgen']:,} afgeschermd"
        groepen = f"{gelezen['groepen']:,} groepen tot {gelezen['grootste']:,} cellen"
        gevonden += [
            hoogstens(f"{wat} ({per_duizend})", duur, 600 * cellen / 1_000_000, "s"),
            hoogstens(f"{cellen:,} cellen: geheugen", gelezen["piek_gb"], 8, "GB"),
            hoogstens(f"{cellen:,} cellen: volgt uit wat te zien is ({groepen})", gelezen["volgt"], 0, "cellen"),
            hoogstens(f"{cellen:,} cellen: die aanval", gelezen["aanvallen"], 600 * cellen / 1_000_000, "s"),
        ]
    return gevonden


if __name__ == "__main__":
    print(json.dumps(meet(int(sys.argv[1]))))
