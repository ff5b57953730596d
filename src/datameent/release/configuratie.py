"""The policy and the plan of a home; the built-in ones where the home has none of its own."""

from __future__ import annotations

from importlib.resources import files

from datameent.disclosure.beleid import Onthullingsbeleid, lees_beleid
from datameent.domain.home import Home
from datameent.release.plan import Tabellenplan, lees_plan


def beleid_van(home: Home) -> Onthullingsbeleid:
    """`config/onthulling.yaml`. Error: DM-ONT-001."""
    return lees_beleid(_tekst(home, "onthulling.yaml"))


def plan_van(home: Home) -> Tabellenplan:
    """`config/tabellenplan.yaml`. Error: DM-REL-006."""
    return lees_plan(_tekst(home, "tabellenplan.yaml"))


def _tekst(home: Home, naam: str) -> str:
    eigen = home.config / naam
    if eigen.is_file():
        return eigen.read_text(encoding="utf-8")
    return (files("datameent") / "config" / naam).read_text(encoding="utf-8")
