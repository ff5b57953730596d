"""Time a command as a whole process, and describe the machine."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from json import load, loads
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Maat:
    """One figure: what was asked, what was measured, whether it holds."""

    naam: str
    gemeten: str
    grens: str
    verhouding: float
    gehaald: bool


def opdracht(*args: str | Path) -> list[str]:
    """The command line that runs `datameent` from this checkout."""
    return [sys.executable, "-c", "from datameent.cli.main import run; run()", *map(str, args)]


def draai(*args: str | Path, mag: tuple[int, ...] = (0,)) -> tuple[float, Any]:
    """Run `datameent ... --json`: seconds of the whole process, and its document."""
    begin = time.perf_counter()
    done = subprocess.run([*opdracht(*args), "--json"], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begin
    if done.returncode not in mag:
        raise RuntimeError(done.stderr[-2000:])
    return seconds, loads(done.stdout)


def draai_met_piek(*args: str | Path, mag: tuple[int, ...] = (0,), json: bool = True) -> tuple[float, Any, float]:
    """As `draai`, with the highest resident memory of the process and all below it, in GB (sampled 20 times a second).
    Without `json` the document is None: for commands whose document would be large."""
    from datameent.cli.meting import resident_bytes

    begin, peak = time.perf_counter(), 0
    words = [*opdracht(*args), *(["--json"] if json else [])]
    with tempfile.TemporaryFile("w+") as uit, tempfile.TemporaryFile("w+") as fout:
        process = subprocess.Popen(words, stdout=uit, stderr=fout, text=True)
        while process.poll() is None:
            peak = max(peak, resident_bytes(process.pid))
            time.sleep(0.05)
        seconds = time.perf_counter() - begin
        fout.seek(0)
        if process.returncode not in mag:
            raise RuntimeError(fout.read()[-2000:])
        uit.seek(0)
        return seconds, load(uit) if json else None, peak / 1e9


def mediaan_van(args: list[str | Path], keer: int) -> float:
    """Median seconds of a command over several runs."""
    taken = []
    for _ in range(keer):
        begin = time.perf_counter()
        subprocess.run(opdracht(*args), capture_output=True, check=True)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def hoogstens(naam: str, waarde: float, grens: float, eenheid: str) -> Maat:
    """A figure that must stay at or below its limit; the ratio is limit / measured (above 1 is good)."""
    ratio = grens / waarde if waarde else float("inf")
    return Maat(naam, f"{waarde:.2f} {eenheid}", f"≤ {grens:g} {eenheid}", ratio, waarde <= grens)


def minstens(naam: str, waarde: float, grens: float, eenheid: str) -> Maat:
    """A figure that must reach its limit; the ratio is measured / limit (above 1 is good)."""
    return Maat(naam, f"{waarde:,.0f} {eenheid}" if waarde > 100 else f"{waarde:.2f} {eenheid}",
                f"≥ {grens:,g} {eenheid}", waarde / grens, waarde >= grens)  # fmt: skip


def machine() -> list[str]:
    """What the figures were measured on."""
    model = "unknown processor"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    from importlib.metadata import version

    packages = ", ".join(f"{p} {version(p)}" for p in ("duckdb", "pyarrow", "deltalake", "lxml", "xml2arrow", "django"))
    return [
        f"- {model}, {len(os.sched_getaffinity(0))} cores used, {memory:.0f} GB memory",
        f"- {platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"- {packages}",
    ]
