"""Months one after another: load what is new, build, and publish for every audience, each held to all before it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from bench.meten import Maat, draai, hoogstens, minstens

DOELGROEPEN = ("beleid", "raad", "openbaar")


def maand(verschil: int) -> dt.date:
    """The first day of the month that is so many months from this one."""
    nummer = dt.date.today().year * 12 + dt.date.today().month - 1 + verschil
    return dt.date(nummer // 12, nummer % 12 + 1, 1)


def volgende_maand(home: Path, map_: Path, inwoners: int, jaren: int) -> Maat:
    """A month later: generate it (not timed), then load only what is new, build and release."""
    _maak(map_, inwoners, maand(-12 * jaren - 1))
    seconds = _laad(home, map_, maand(-1))
    audiences = [word for name in DOELGROEPEN for word in ("--doelgroep", name)]
    seconds += draai("release", *audiences, "--home", home)[0]
    return hoogstens("de volgende maand: laden, bouwen, drie uitgaven", seconds, 15, "s")


def op_een_rij(map_: Path, inwoners: int, maanden: int) -> list[Maat]:
    """So many monthly releases per audience after those of the demo: whether each could be made, and what waits."""
    map_.mkdir()
    home, plan, begin = map_ / "home", map_ / "plan.yaml", maand(-36 - maanden)
    plan.write_text(f"begin: {begin}\ntot: {maand(-maanden)}\n", encoding="utf-8")
    draai("demo", "--no-serve", "--home", home, "--inwoners", str(inwoners), "--jaren", "3", "--plan", plan)
    _maak(map_ / "later", inwoners, begin)
    gemaakt, duur = 0, 0.0
    for nummer in range(-maanden, 0):
        _laad(home, map_ / "later", maand(nummer))
        for doelgroep in DOELGROEPEN:
            try:
                seconden, _ = draai("release", "--doelgroep", doelgroep, "--home", home)
            except RuntimeError as fout:
                print(fout)  # the code and the rule; the row below says that one is missing
                continue
            gemaakt, duur = gemaakt + 1, max(duur, seconden)
    naam = f"{inwoners:,} inwoners, {maanden} maanden op rij"
    return [
        minstens(f"{naam}: uitgaven gemaakt", gemaakt, maanden * len(DOELGROEPEN), "uitgaven"),
        hoogstens(f"{naam}: de langste uitgave", duur, 60, "s"),
        *(_wacht(home, naam, doelgroep) for doelgroep in DOELGROEPEN),
    ]


def _wacht(home: Path, naam: str, doelgroep: str) -> Maat:
    """What of the last release stands on an older date; what is hidden without any figure is said beside it."""
    laatste = max((home / "releases" / doelgroep).glob("*.sqlite"), key=lambda p: p.stat().st_mtime)
    with sqlite3.connect(laatste) as verbinding:
        vraag = "SELECT count(*), sum(status = 'eerder-gepubliceerd'), sum(status NOT IN ('', 'geen-noemer')) FROM cel"
        cellen, wacht, weg = verbinding.execute(vraag).fetchone()
    zonder = f"{100 * (weg - wacht) / cellen:.0f} % zonder cijfer"
    kop = f"{naam}, {doelgroep}: {cellen:,} cellen, {zonder}; op een oudere datum"
    return hoogstens(kop, 100 * wacht / cellen, 20, "%")


def _maak(map_: Path, inwoners: int, begin: dt.date) -> None:
    draai("generate", "--uit", map_, "--inwoners", str(inwoners), "--begin", str(begin), "--tot", str(maand(0)))


def _laad(home: Path, map_: Path, nieuw: dt.date) -> float:
    """Load one month and the inhabitants, and build; the seconds of that."""
    post = map_ / "berichten" / f"{nieuw.year}-{nieuw.month:02d}"
    seconds = 0.0
    for bron, soort in (("ijw", "JW"), ("iwmo", "WMO")):
        # A message with a planted fault is refused, and the rest is loaded.
        words = ("ingest", *sorted(post.glob(f"{soort}*")), "--bron", bron, "--home", home)
        seconds += draai(*words, mag=(0, 1))[0]
    seconds += draai("ingest", map_ / "bevolking.csv", "--bron", "bevolking", "--home", home)[0]
    return seconds + draai("build", "--home", home)[0]
